"""A clerk's year through the command: template, mistakes, marks, import, correction, a body that ends, a retraction."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import ROOT, credit_code
from test_submission_rules import git

from disclosure.cli import cli

A, B, C, D = (credit_code(kind, serial=serial) for kind, serial in (("51", 1), ("52", 2), ("51", 3), ("52", 4)))
BODIES, PEOPLE, BOOKS = "社会组织", "负责人和理事", "年度财务"
MOBILE = "138" + "5741" + "2345"  # made up, and put together only here
Sheets = dict[str, list[dict[str, Any]]]


def body(code: str, **cells: Any) -> dict[str, Any]:
    """Return a row of the sheet of organisations as it should be."""
    kind = "社会团体" if code.startswith("51") else "民办非企业单位"
    return {
        "统一社会信用代码": code, "名称": f"测试{code[-6:]}服务社", "组织类型": kind, "登记方式": "登记", "成立登记日期": "2012-05-07",
        "状态": "正常", "法定代表人": "示例甲", "所在街道": "某街道", "办公电话": "0000-87012345", "开办资金": 30000,
    } | cells  # fmt: skip


def person(code: str, name: str, **cells: Any) -> dict[str, Any]:
    """Return a row of the sheet of people as it should be."""
    return {"统一社会信用代码": code, "姓名": name, "职务": "会长", "任期开始": "2022-11-01"} | cells


def book(code: str, **cells: Any) -> dict[str, Any]:
    """Return a row of the sheet of yearly accounts as it should be."""
    return {
        "统一社会信用代码": code, "年度": 2025, "会计制度": "2004", "资产总计": 100000, "负债合计": 20000, "净资产合计": 80000,
        "收入合计": 50000, "费用合计": 40000,
    } | cells  # fmt: skip


RIGHT: Sheets = {
    BODIES: [body(A), body(B, 成立登记日期="2012-05-06"), body(C, 成立登记日期="2012-05-08"), body(D)],
    PEOPLE: [
        person(A, "示例甲"), person(A, "示例甲", 职务="法定代表人"), person(C, "示例乙"), person(C, "示例丙", 职务="理事"),
        person(B, "示例丁", 职务="负责人"),
    ],
    BOOKS: [book(A), book(B), book(C), book(D)],
}  # fmt: skip
WRONG: Sheets = {
    BODIES: [
        body(A), body(B, 成立登记日期="2012.5.6"), body(C, 组织类型="社团", 成立登记日期="2012年5月"), {},
        body(D, 名称=f"测试 {D[-6:]}  服务社", 组织类型=" 民办非企业单位 ", 法定代表人="示例　甲", 办公电话=5748765432, 开办资金="3万元"),
        {"统一社会信用代码": f"注：由社管科统计，联系电话{MOBILE}"},
    ],
    PEOPLE: [
        person(A, "示例 甲", 职务="会长、法定代表人"), person(C, "示例乙、示例丙", 职务="理事"),
        person(B, "示例丁", 职务="负责人", 任期开始="2022.11"),
    ],
    BOOKS: [
        book(A, 收入合计="50,000.00元"), book(B, 负债合计="-"), book(C, 收入合计="五万"), book(D, 负债合计="无", 净资产合计="/"),
        {"统一社会信用代码": "合计", "资产总计": "=SUM(D2:D5)"},
    ],
}  # fmt: skip
MISTAKES = {
    (BODIES, "L3"): "2012-05-06", (BODIES, "D4"): "社会团体", (BODIES, "L4"): "日", (BODIES, "V6"): "0000-87012345",
    (BODIES, "Y6"): "30000", (PEOPLE, "C2"): "每行写一项", (PEOPLE, "B3"): "一人一行", (PEOPLE, "E4"): "日",
    (BODIES, "A7"): "手机号", (BOOKS, "E3"): "留空", (BOOKS, "Q4"): "元", (BOOKS, "E5"): "留空", (BOOKS, "H5"): "留空",
}  # fmt: skip
EMPTIED = ["法定代表人", "所在街道", "办公电话", "开办资金"]


class Clerk:
    """Someone at a desk with Excel, the command, and a repository to hand things in to."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "datasets").mkdir()
        self.template = home / "模板.xlsx"
        self.run("template", "haishu", "-o", self.template, "--plugins", ROOT / "plugins")
        git(home, "init", "-q", "-b", "main")

    def run(self, *arguments: Any, fails: int = 0) -> str:
        """Return what the command says, which has to end as it should."""
        done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        assert done.exit_code == fails, done.output
        return done.output

    def told(self, *arguments: Any, fails: int = 0) -> dict[str, Any]:
        """Return what the command says of submissions, as data."""
        places = ["--datasets", self.home / "datasets", "--plugins", ROOT / "plugins", "--output", self.home / "build"]
        told: dict[str, Any] = json.loads(self.run(*arguments, *places, "--format", "json", fails=fails))
        return told

    def filled(self, name: str, sheets: Sheets) -> Path:
        """Return the template with rows written into it by hand."""
        workbook = openpyxl.load_workbook(self.template)
        for title, rows in sheets.items():
            sheet = workbook[title]
            at = {cell.value: cell.column for cell in sheet[1]}
            for number, row in enumerate(rows, start=2):
                for heading, value in row.items():
                    sheet.cell(number, at[heading], value)
        path = self.home / name
        workbook.save(path)
        return path

    def handed_in(self, name: str, file: Path, *options: Any) -> None:
        """Import a file, look at it as a pull request would, and let it land."""
        self.told("import", file, "--district", "haishu", "--name", name, *options)
        if git(self.home, "branch", "--list", "main"):  # once anything has landed
            (verdict,) = self.told("check", "--since", "main")["submissions"]
            assert (verdict["submission"], verdict["valid"]) == (name, True)
        git(self.home, "add", "datasets")
        git(self.home, "commit", "-q", "-m", name)


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """Return a clerk who has the template."""
    return Clerk(tmp_path)


def errors(told: dict[str, Any]) -> list[tuple[str, int | None, str | None]]:
    """Return (code, row, column) of the errors."""
    found = [found for verdict in told["submissions"] for found in verdict["findings"]]
    return [(f["code"], f["row"], f["column"]) for f in found if f["severity"] == "error"]


def marks(path: Path) -> dict[tuple[str, str], str]:
    """Return (sheet, cell) → what is written beside it, of every cell that is marked as wrong."""
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    marked = [(cell.parent.title, cell.coordinate, cell.comment.text) for cell in cells if cell.comment]
    return {(title, at): text for title, at, text in marked if "【错误】" in text}


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the database that was built."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def test_a_year(clerk: Clerk) -> None:
    # January: the template, filled with mistakes, is given back with a mark at each, and nothing is written.
    wrong, marked = clerk.filled("上报.xlsx", WRONG), clerk.home / "上报-核对.xlsx"
    told = clerk.told("check", wrong, "--district", "haishu", "--annotate", marked, fails=1)
    assert MOBILE not in json.dumps(told)
    assert len(errors(told)) == len(MISTAKES)
    beside = marks(marked)
    assert set(beside) == set(MISTAKES)
    assert {place: words for place, words in MISTAKES.items() if words not in beside[place]} == {}
    assert not any(MOBILE in text for text in beside.values())
    assert errors(clerk.told("import", wrong, "--district", "haishu", "--name", "01-list", fails=1)) == errors(told)
    assert list((clerk.home / "datasets").iterdir()) == []

    # Mended, it lands.
    clerk.handed_in("01-list", clerk.filled("上报.xlsx", RIGHT))

    # June: a figure was wrong. Without a reason it is refused, with one it lands.
    later = clerk.filled("更正.xlsx", {BOOKS: [book(B, 收入合计=50500.5)]})
    refused = clerk.told("import", later, "--district", "haishu", "--name", "02-figure", fails=1)
    assert errors(refused) == [("change-without-reason", 2, "income_total")]
    clerk.handed_in("02-figure", later, "--corrects", "漏记一笔捐赠")

    # September: a body ends. The template filled with its status alone would empty what is published of it.
    ended = body(D, 状态="注销", 状态起始日期="2026-01-15") | dict.fromkeys(EMPTIED)
    alone = clerk.filled("注销.xlsx", {BODIES: [ended]})
    refused = clerk.told("import", alone, "--district", "haishu", "--name", "03-end", fails=1)
    assert [code for code, _, _ in errors(refused)] == ["values-would-erase"]
    ((found,),) = [verdict["findings"] for verdict in refused["submissions"]]
    assert all(f"{title}" in found["message"] for title in EMPTIED)
    partly = clerk.filled("注销.xlsx", {BODIES: [ended | {"法定代表人": "清空"}]})
    refused = clerk.told("check", partly, "--district", "haishu", "--erase", "所在街道", fails=1)
    (message,) = [found["message"] for found in refused["submissions"][0]["findings"]]
    assert [title for title in EMPTIED if title in message] == ["办公电话", "开办资金"]
    kept = clerk.filled(
        "注销.xlsx", {BODIES: [ended | {"法定代表人": "清空", "办公电话": "0000-87012345", "开办资金": 30000}]}
    )
    clerk.handed_in("03-end", kept, "--erase", "所在街道")

    # November: accounts of a wrong body are taken out.
    retraction = clerk.home / "年度财务.csv"
    retraction.write_text(f"统一社会信用代码,年度,_retracted\n{C},2025,录入了别的单位的数\n", encoding="utf-8")
    clerk.handed_in("04-retraction", retraction)

    # What has landed is not edited.
    landed = clerk.home / "datasets" / "haishu" / "01-list" / "finances.csv"
    whole = landed.read_bytes()
    landed.write_bytes(whole.replace(b"50000", b"50001"))
    assert "published-edited" in [code for code, _, _ in errors(clerk.told("check", "--since", "main", fails=1))]
    landed.write_bytes(whole)
    assert clerk.told("check", "--since", "main")["submissions"] == []

    # The year as it is published.
    assert clerk.told("build", "--no-site", "--strict")["valid"]
    database = clerk.home / "build" / "disclosure.db"
    found = rows(database, "select org_id, name, type, registered_on, status, status_since, legal_representative, street, "
                           "office_phone, registered_capital, submission from organisations order by source_row, org_id")  # fmt: skip
    usual = (None, "示例甲", "某街道", "0000-87012345", 30000.0, "01-list")
    name = "测试{}服务社"
    assert sorted(found) == sorted([
        (A, name.format(A[-6:]), "社会团体", "2012-05-07", "正常", *usual),
        (B, name.format(B[-6:]), "民办非企业单位", "2012-05-06", "正常", *usual),
        (C, name.format(C[-6:]), "社会团体", "2012-05-08", "正常", *usual),
        (D, name.format(D[-6:]), "民办非企业单位", "2012-05-07", "注销", "2026-01-15", None, None, "0000-87012345", 30000.0,
         "03-end"),
    ])  # fmt: skip
    assert sorted(rows(database, "select org_id, name, post from people")) == sorted(
        (row["统一社会信用代码"], row["姓名"], row["职务"]) for row in RIGHT[PEOPLE]
    )
    accounts = rows(database, "select org_id, year, income_total, submission from finances")
    assert sorted(accounts) == sorted(
        [(A, 2025, 50000.0, "01-list"), (B, 2025, 50500.5, "02-figure"), (D, 2025, 50000.0, "01-list")]
    )
    changes = rows(
        database, "select submission, table_name, org_id, column_name, old, new, kind, reason from corrections"
    )
    assert sorted(changes, key=str) == sorted([
        ("02-figure", "finances", B, "income_total", "50000", "50500.50", "更正", "漏记一笔捐赠"),
        ("03-end", "organisations", D, "status", "正常", "注销", "变更", None),
        ("03-end", "organisations", D, "status_since", None, "2026-01-15", "补充", None),
        ("03-end", "organisations", D, "legal_representative", "示例甲", None, "变更", None),
        ("03-end", "organisations", D, "street", "某街道", None, "变更", None),
        ("04-retraction", "finances", C, None, None, None, "撤回", "录入了别的单位的数"),
    ], key=str)  # fmt: skip
    assert rows(database, "select submission, accepted, corrects_reason from submissions order by submission") == [
        ("01-list", 1, None), ("02-figure", 1, "漏记一笔捐赠"), ("03-end", 1, None), ("04-retraction", 1, None),
    ]  # fmt: skip
