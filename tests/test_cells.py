"""Every way an office writes a cell: what is plain is read and told, what is not is refused with what to type."""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import Desk, credit_code, finance, organisation
from office import HEADER, ROWS, csv_bytes, messages, rows_of, saved, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from disclosure.cli import cli

CODE = credit_code()


@pytest.mark.parametrize(
    ("table", "column", "written", "read"),
    [
        ("finances", "income_total", "1,234,567.89", 1234567.89),
        ("finances", "income_total", "￥500", 500),
        ("finances", "income_total", "¥ 500.50", 500.5),
        ("finances", "income_total", "500元", 500),
        ("finances", "income_total", "５００", 500),
        ("finances", "income_total", "500．５", 500.5),
        ("finances", "income_total", " 500 ", 500),
        ("finances", "cash_change", "－300", -300),
        ("finances", "year", "2024年", 2024),
        ("finances", "year", "2024年度", 2024),
        ("organisations", "registered_on", "2012年5月7日", "2012-05-07"),
        ("organisations", "registered_on", "２０１２年０５月０７日", "2012-05-07"),
        ("organisations", "registered_on", "２０１２-０５-０７", "2012-05-07"),
        ("organisations", "is_charity", "√", 1),
        ("organisations", "is_charity", "×", 0),
        ("organisations", "is_charity", "是 ", 1),
        ("organisations", "status", "正常　", "正常"),
        ("organisations", "org_id", CODE.lower(), CODE),
        ("organisations", "org_id", f"{CODE[:8]} {CODE[8:]}", CODE),
        ("organisations", "org_id", "".join(chr(ord(c) + 0xFEE0) for c in CODE), CODE),
    ],
)
def test_what_is_plain_is_read_and_told(desk: Desk, table: str, column: str, written: str, read: Any) -> None:
    row = organisation(CODE) if table == "organisations" else finance(CODE)
    if table == "finances":
        desk.file("orgs", {"organisations": [organisation(CODE)]})
    row[column] = written
    quoted = [f'"{value}"' for value in row.values()]
    desk.file("one", {f"{table}.csv": csv_bytes([list(row), quoted])})
    assert messages(desk, "error") == []
    (found,) = messages(desk, "info")
    assert (found.code, found.row, found.column, found.value) == ("read-as", 2, column, written)
    assert rows_of(desk, table)[0][column] == read


@pytest.mark.parametrize(
    ("table", "column", "written", "code", "proposed"),
    [
        ("finances", "income_total", "12万", "money-format", "120000"),
        ("finances", "income_total", "1.5亿元", "money-format", "150000000"),
        ("finances", "income_total", "1e5", "money-format", "100000"),
        ("finances", "income_total", "12,50", "money-format", "12.50 或 1250"),
        ("finances", "income_total", "约500", "money-format", None),
        ("finances", "income_total", "1,23,456", "money-format", None),
        ("organisations", "registered_on", "2012-5-7", "date-format", "2012-05-07"),
        ("organisations", "registered_on", "2012/5/7", "date-format", "2012-05-07"),
        ("organisations", "registered_on", "2012.05.07", "date-format", "2012-05-07"),
        ("organisations", "registered_on", "20120507", "date-format", "2012-05-07"),
        ("organisations", "registered_on", "2012-05-07 00:00:00", "date-format", "2012-05-07"),
        ("organisations", "registered_on", "5月7日", "date-format", None),
        ("organisations", "registered_on", "2012年5月", "date-format", None),
        ("organisations", "registered_on", "41036", "date-format", None),
        ("organisations", "registered_on", "2012年2月30日", "date-format", None),
        ("organisations", "is_charity", "有", "boolean-format", None),
        ("organisations", "status", "正 常 的", "vocabulary", "正常"),
        ("organisations", "status", "已经注销", "vocabulary", "注销"),
        ("organisations", "org_id", "5.23302E+17", "code-ruined", None),
        ("organisations", "org_id", CODE[:17], "org-id-format", None),
    ],
)
def test_what_is_not_plain_is_refused_with_what_to_type(
    desk: Desk, table: str, column: str, written: str, code: str, proposed: str | None
) -> None:
    row = organisation(CODE) if table == "organisations" else finance(CODE)
    if table == "finances":
        desk.file("orgs", {"organisations": [organisation(CODE)]})
    row[column] = written
    desk.file("one", {f"{table}.csv": csv_bytes([list(row), [f'"{value}"' for value in row.values()]])})
    (found,) = messages(desk, "error")
    assert (found.code, found.row, found.column, found.value) == (code, 2, column, written)
    assert (f"“{proposed}”" in found.fix) if proposed else ("很可能应为" not in found.fix)


def money(desk: Desk, columns: dict[str, Any], title: str | None = None) -> list[str]:
    """File accounts with headings as given and return the codes of the findings, infos too."""
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    base = {"统一社会信用代码": CODE, "年度": 2024, "会计制度": "2004"}
    row = base | columns
    desk.file("books", {"finances.csv": csv_bytes([*([[title]] if title else []), list(row), list(row.values())])})
    return [f.code for f in desk.check().verdicts[0].findings]


def test_amounts_in_ten_thousands_are_multiplied(desk: Desk) -> None:
    named = ("资产总计", "负债合计", "净资产合计", "收入合计", "费用合计")
    codes = money(
        desk, {f"{name}（万元）": value for name, value in zip(named, ("100.05", 20, "80.05", 50, 40), strict=True)}
    )
    assert "unit-read" in codes and messages(desk, "error") == []
    (row,) = rows_of(desk, "finances")
    assert (row["total_assets"], row["net_assets"], row["income_total"]) == (1000500, 800500, 500000)


def test_a_unit_above_the_table_counts_for_all_its_money(desk: Desk) -> None:
    named = ("资产总计", "负债合计", "净资产合计", "收入合计", "费用合计")
    money(desk, dict(zip(named, (100, 20, 80, 50, 40), strict=True)), "单位：万元")
    assert messages(desk, "error") == []
    assert rows_of(desk, "finances")[0]["total_assets"] == 1000000


def test_different_units_side_by_side_are_refused(desk: Desk) -> None:
    codes = money(
        desk, {"资产总计（万元）": 100, "负债合计": 20, "净资产合计": 80, "收入合计（元）": 50, "费用合计": 40}
    )
    assert "mixed-units" in codes
    assert not desk.check().valid


def test_a_workbook_knows_dates_and_numbers(desk: Desk) -> None:
    cells = [
        CODE,
        "测试服务中心",
        "民办非企业单位",
        "登记",
        date(2012, 5, 7),
        "正常",
        datetime(2026, 1, 2),
        "0574-87654321",
        True,
    ]
    header = [*HEADER, "状态起始日期", "办公电话", "慈善组织"]
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [header, cells]))})
    assert messages(desk, "error") == messages(desk, "info") == []
    (row,) = rows_of(desk)
    assert (row["registered_on"], row["status_since"], row["office_phone"], row["is_charity"]) == (
        "2012-05-07", "2026-01-02", "0574-87654321", 1,
    )  # fmt: skip


def test_a_serial_date_of_a_workbook_is_read_and_told(desk: Desk) -> None:
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEADER, [*ROWS[0][:4], 41036, "正常"]]))})
    assert [(f.code, f.cell, f.sheet) for f in messages(desk, "info")] == [("date-serial", "E2", "Sheet1")]
    assert rows_of(desk)[0]["registered_on"] == "2012-05-07"


@pytest.mark.parametrize(
    ("held", "pattern", "read"),
    [(0.7, "0%", "70%"), (0.1809, "0.00%", "18.09%"), (1, "0%;[Red]-0%", "100%"), (0.7, "General", None), (70, '0"%"', None),
     (70, "0\\%", None), (0, "0%", None), (-0.05, "0%", "-5%")],
)  # fmt: skip
def test_a_percentage_of_a_workbook_is_what_it_shows_not_a_hundredth(
    desk: Desk, tmp_path: Path, held: float, pattern: str, read: str | None
) -> None:
    book = openpyxl.Workbook()
    header = ["indicator", "dimension", "as_of", "value", "unit", "policy_id", "section"]
    book.active.append(header)
    book.active.append(["组织总数", None, "2024-12-31", held, "%", "p", "一"])
    book.active["D2"].number_format = pattern
    book.save(tmp_path / "statistics.xlsx")
    desk.file("one", {"statistics.xlsx": (tmp_path / "statistics.xlsx").read_bytes()})
    found = [one for one in messages(desk, "error") if one.column == "value"]
    assert [one.value for one in found if one.code == "shown-otherwise"] == ([read] if read else [])
    assert all(f"“{read.rstrip('%')}”" in one.fix for one in found if read)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("=1+1", "formula"), ('=HYPERLINK("http://example.org","x")', "formula"), ("#REF!", "cell-error")],
)
def test_a_formula_is_never_run(desk: Desk, cell: str, code: str) -> None:
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEADER, [*ROWS[0][:4], cell, "正常"]]))})
    (found,) = messages(desk, "error")
    assert (found.code, found.row, found.column, found.value, found.cell) == (code, 2, "registered_on", cell, "E2")


def test_a_code_that_a_workbook_holds_as_a_number_is_ruined(desk: Desk) -> None:
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEADER, [523302031234567890, *ROWS[0][1:]]]))})
    assert [f.code for f in messages(desk, "error")] == ["code-ruined"]


def test_text_that_looks_like_a_formula_is_kept_as_text(desk: Desk) -> None:
    row = organisation(CODE, purpose="=1+1", scope="@社区", former_names="-旧名")
    desk.file("one", {"organisations": [row]})
    assert messages(desk, "error") == []
    assert {"purpose": "=1+1", "scope": "@社区", "former_names": "-旧名"}.items() <= rows_of(desk)[0].items()


BLANKS = [" ", "\u3000", "\u00a0\u200b"]


@pytest.mark.parametrize("blank", BLANKS, ids=[f"U+{ord(blank[0]):04X}" for blank in BLANKS])
@pytest.mark.parametrize("column", ["registered_capital", "status_since", "is_charity", "admission", "purpose"])
def test_a_cell_that_only_looks_empty_is_empty(desk: Desk, column: str, blank: str) -> None:
    desk.file("one", {"organisations": [organisation(CODE, **{column: blank})]})
    assert desk.findings() == []
    assert rows_of(desk)[0][column] is None


@pytest.mark.parametrize(("above", "codes"), [(29, []), (30, ["header-not-found"])])
def test_a_header_is_looked_for_in_thirty_rows(desk: Desk, above: int, codes: list[str]) -> None:
    titles = [["民政局的说明"]] * above
    desk.file("one", {"organisations.csv": csv_bytes([*titles, HEADER, *ROWS])})
    assert [found.code for found in messages(desk, "error")] == codes
    assert len(rows_of(desk)) == (0 if codes else 3)


def test_a_remark_on_a_heading_of_text_is_told_and_on_one_of_money_refused(desk: Desk) -> None:
    dated = [*HEADER[:4], "成立登记日期（年月日）", *HEADER[5:]]
    desk.file("one", {"organisations.csv": csv_bytes([dated, *ROWS])})
    assert [(found.code, found.row, found.column) for found in messages(desk, "info")] == [
        ("header-read-as", 1, "registered_on")
    ]
    assert len(rows_of(desk)) == 3
    desk.file("two", {"organisations.csv": csv_bytes([[*HEADER, "开办资金（含实物）"], *([*row, 3] for row in ROWS)])})
    assert [(found.code, found.value) for found in messages(desk, "error")] == [
        ("unknown-column", "开办资金（含实物）")
    ]


def test_blank_cells_beyond_the_header_say_nothing_and_others_are_refused(desk: Desk) -> None:
    desk.file("one", {"organisations.csv": csv_bytes([HEADER, *([*row, "", " "] for row in ROWS)])})
    assert desk.findings() == []
    assert len(rows_of(desk)) == 3
    desk.file("two", {"organisations.csv": csv_bytes([HEADER, [*ROWS[0], "", "多出来的"]])})
    assert [(found.code, found.row) for found in messages(desk, "error")] == [("extra-cell", 2)]


def test_what_stands_in_a_column_of_no_name_is_looked_at(desk: Desk) -> None:
    mobile = "138" + "5741" + "2345"
    desk.file("one", {"organisations.csv": csv_bytes([[*HEADER, "经办"], *([*row, mobile] for row in ROWS)])})
    told = [(found.code, found.row, found.column) for found in messages(desk, "error")]
    assert [one for one in told if one[0] == "personal-mobile"] == [("personal-mobile", row, None) for row in (2, 3, 4)]


@pytest.mark.parametrize(
    ("above", "codes"),
    [
        ([ROWS[0]], ["record-above-header"]),
        ([["", *ROWS[0]]], ["record-above-header"]),  # a cell too far to the right
        ([["名录"], [*ROWS[0][:3], "登记", "2012年5月7日"]], ["record-above-header"]),
        ([["x", "测试", "民办非企业单位", "登记", "", "正常"]], ["record-above-header"]),  # without a code
        ([["统一社会信用代码", ROWS[0][0], "单位：元"]], []),  # a form's head
        ([["机构", "", "", "登记", "", ""], ["2026年", "", "", "", "2026-01-01"]], []),
    ],
)
def test_a_record_above_the_header_is_never_a_title(desk: Desk, above: list[list[str]], codes: list[str]) -> None:
    desk.file("one", {"organisations.csv": csv_bytes([*above, HEADER, *ROWS[1:]])})
    assert [found.code for found in messages(desk, "error")] == codes


def test_the_header_is_ours_to_find_however_long_the_rows_are(desk: Desk) -> None:
    """Frictionless, left alone, takes the first row of about the usual width for the header and drops those before."""
    rows = [ROWS[0], *([*row, *[""] * 6, "多"] for row in ROWS[1:])]
    desk.file("one", {"organisations.csv": csv_bytes([HEADER, *rows])})
    assert desk.findings() == [("extra-cell", 3, None), ("extra-cell", 4, None)]


@pytest.mark.parametrize("length", [17, 19, 40_000])
def test_what_is_no_code_for_its_length_is_refused_at_once(desk: Desk, length: int) -> None:
    desk.file("one", {"organisations": [organisation(CODE) | {"org_id": (CODE * length)[:length]}]})
    began = time.monotonic()
    assert desk.findings() == [("org-id-format", 2, "org_id")]
    assert time.monotonic() - began < 10


def test_a_cell_of_which_a_part_is_struck_through_is_refused_without_a_guess(desk: Desk) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*ROWS[0][:4], None, "正常"])
    book.active["E2"] = CellRichText(TextBlock(InlineFont(strike=True), "2019-05-01"), "2020-06-01")
    desk.file("one", {"organisations.xlsx": saved(book)})
    (found,) = messages(desk, "error")
    assert (found.code, found.cell) == ("struck-text", "E2") and "很可能" not in found.fix


@pytest.mark.parametrize("dot", ["・", "•", "‧", "∙", "．", "."])
def test_the_dot_in_a_name_is_one_however_it_is_written(desk: Desk, dot: str) -> None:
    desk.file("one", {"organisations": [organisation(CODE)]})
    people = [
        {"org_id": CODE, "name": name, "post": "理事", "term_start": "2024-01-01"}
        for name in (f"示例{dot}甲", "示例·甲", "J. Example")
    ]
    desk.file("two", {"people": people})
    assert [found.code for found in messages(desk, "error")] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("named", "title", "asked"),
    [("年报_万元.csv", "", True), ("年报.csv", "金额均以万计", True), ("年报.csv", "受益者数以万计", False)],
)
def test_a_unit_in_the_name_of_a_file_or_a_title_is_read_or_asked_about(
    tmp_path: Path, named: str, title: str, asked: bool
) -> None:
    header = [*HEADER, "开办资金"]
    lines = [[title], header, [*ROWS[0], 3]] if title else [header, [*ROWS[0], 3]]
    (tmp_path / named).write_bytes(csv_bytes(lines))
    result = CliRunner().invoke(
        cli, ["check", str(tmp_path / named), "--table", "organisations", "--district", "haishu"]
    )
    assert ("unit-unclear" in result.output or "unit-read" in result.output) == asked
