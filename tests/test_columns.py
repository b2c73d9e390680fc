"""By column or row by row: the same rows, findings and order of every table, good or bad, in every dress."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import credit_code
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.districts import District, load_districts
from disclosure.privacy import guarding
from disclosure.reading import UnreadableError, open_book
from disclosure.submissions.files import table_file
from disclosure.tables import RETRACTED, Column, Table
from disclosure.validation import Filed, columns, validate

ROOT = Path(__file__).parent.parent
DISTRICTS = {district.name: district for district in load_districts(ROOT / "plugins")}
TABLES = [(DISTRICTS["demo"], table) for table in DISTRICTS["demo"].tables().values()] + [
    (district, table) for district in DISTRICTS.values() for table in district.own_tables() if district.name != "demo"
]
PERSONAL = ["138" + "00138000", "6222" + "02" + "1234567890", "张三 138" + "-0013-8000"]
ODD = ["", " ", "无", "—", "#N/A", "=A1+1", "清空", "夕阳红服务中心", "  空格 ", "零\u200b宽", "\u3000全角　", "_x000D_行", "1,234", "３０",
       "12万元", "1e5", "-0", "007", "2024-02-30", "2024/5/6", "2024年5月6日", "2024-05-06 00:00", "2024年度", "√", "TRUE",
       "是", "合计", "小计：", "填表人：某人", "注：以上数据", "一、基本情况", "甲", "99999999999999999", "锟斤拷", "救助档案号 AB123456",
       "张三、李四", "（示例）某社", "a" * 70, "行\n断", 'a"b', "52330203" + "0000000000", "½", "²", "+5", "￥500", "70%",
       "**", "＊", "\x0c", "_x000B_行", "_x0007_"]  # fmt: skip
NUMBERS = ["0", "5", "12", "100.50", "-3.25", "1234567.89", "0.001", "99999999", "123456789012"]
DAYS = ["2024-05-06", "1999-12-31", "2026-01-01", "2024-02-29"]
CODES = [credit_code(serial=serial) for serial in range(1, 5)]
SAMPLE_CODES = [credit_code(region="990101", serial=serial) for serial in range(1, 3)]
EXTRA = ["", "序号", "没有这一列", "单位名称", "身份证号", RETRACTED]


def plain(column: Column, number: int) -> list[Any]:
    """Return cells that may well be right in a column, the first of them another in each row."""
    if column.terms:
        return [term.term for term in column.terms[:4]]
    if column.identifier == "org_id":
        return [CODES[number % 4], *SAMPLE_CODES]
    if column.type == "date":
        return DAYS
    if column.type == "year":
        return [str(2015 + number), "2024", "1900"]
    if column.type in ("number", "integer"):
        return [str(number), *NUMBERS]
    if column.type == "boolean":
        return ["是", "否", "1", "false"]
    return [
        f"编号{number}",
        f"A-{number}",
        f"https://example.org/{number}",
        "https://example.org/a b",
        f"示例路{number}号的一段比较长的说明文字",
    ]


@st.composite
def grids(draw: st.DrawFn, table: Table) -> list[list[Any]]:
    """Return the rows of a file, the header first: mostly right, with what offices and chance put into it."""
    filed = [column for column in table.columns if column.required or draw(st.integers(0, 3))]
    heads: list[Column | str] = [*filed]
    for extra in draw(st.lists(st.sampled_from(EXTRA), max_size=2)):
        heads.insert(draw(st.integers(0, len(heads))), extra)
    labels = [head if isinstance(head, str) else draw(st.sampled_from([head.title, head.name])) for head in heads]
    rows: list[list[Any]] = [["某表（2024年）"], labels] if draw(st.integers(0, 5)) == 5 else [labels]
    odd = draw(st.integers(0, 30))  # of so many cells one is odd; 0: none
    if draw(st.integers(0, 5)) == 5:
        rows += [[], [str(number) for number in range(1, len(heads) + 1)]]  # a numbering row below a blank one
    for number in range(draw(st.integers(1, 9))):
        kind = draw(st.integers(0, 14))
        if kind == 14:
            rows.append(
                draw(
                    st.sampled_from(
                        [
                            [],
                            [""] * len(heads),
                            labels,
                            ["合计", "5"],
                            ["合计", "**", "5"],
                            ["说明：来自年报"],
                            ["1", "2", "3"],
                            labels[::-1],
                        ]
                    )
                )
            )
            continue
        row = [_cell(draw, head, number, odd) for head in heads]
        beyond = draw(st.sampled_from(["多", 0, False, " "])) if kind == 12 else ""
        rows.append(row[:-1] if kind == 13 else [*row, beyond] if kind == 12 else [*row, ""] if kind == 11 else row)
        if kind == 10:
            rows.append(list(row))
    return rows


def _cell(draw: st.DrawFn, head: Column | str, number: int, odd: int) -> Any:
    """Return one cell."""
    if odd and draw(st.integers(0, odd)) == odd:
        return draw(st.sampled_from([*ODD, *PERSONAL, 5, 3.5, True, 45000, 0, False]))
    if isinstance(head, str):
        return str(number + 1) if head == "序号" else ""
    cells = plain(head, number)
    return cells[0] if draw(st.integers(0, 2)) else draw(st.sampled_from([*cells, *([] if head.required else [""])]))


def written(rows: list[list[Any]], kind: str, encoding: str) -> bytes:
    """Return a file that holds the rows."""
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for number, row in enumerate(rows, 1):
            for position, cell in enumerate(row, 1):
                if cell != "":
                    held = cell.replace("\f", "_x000C_") if isinstance(cell, str) else cell
                    book.active.cell(number, position).value = held
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
    text = io.StringIO()
    csv.writer(text, delimiter="\t" if kind == "tsv" else ",").writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def judged(path: Path, table: Table, district: District, sample: bool | None, by_column: bool) -> tuple[Any, Any]:
    """Return the rows that a file holds and all that is known of it, judged one way or the other."""
    rows: list[Filed] = []

    def together(numbers: Sequence[int], values: dict[str, list[Any]]) -> None:
        held = zip(*values.values(), strict=True)
        rows.extend(Filed(n, dict(zip(values, row, strict=True))) for n, row in zip(numbers, held, strict=True))
        passed.append(len(numbers))

    with guarding(district.name):
        source, findings = table_file(path, table)
        if source is None:
            return findings, None
        file = validate(source, table, district.checks(table), sample, rows.append, 0, together if by_column else None)
    return [asdict(row) for row in rows], file.checked(file.findings).as_json()


passed: list[int] = []  # how many rows were surely valid, in all


@pytest.mark.parametrize(("district", "table"), TABLES, ids=lambda one: one.name)
@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(data=st.data())
def test_both_ways_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Any, district: District,
                                table: Table) -> None:  # fmt: skip
    monkeypatch.setattr(columns, "BLOCK", data.draw(st.sampled_from([1, 2, 5_000])))
    kind = data.draw(st.sampled_from(["csv", "csv", "csv", "tsv", "xlsx"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    path = tmp_path / f"{table.name}.{kind}"
    path.write_bytes(written(data.draw(grids(table)), kind, encoding))
    sample = data.draw(st.sampled_from([None, True, False]))
    before = len(passed)
    assert judged(path, table, district, sample, True) == judged(path, table, district, sample, False)
    del passed[before + 1 :]


@pytest.mark.parametrize("size", [1, 2, 7, 5_000])
@pytest.mark.parametrize("text", [
    "a,b\n1,2\n3,4\n",
    "a,b\r\n1,2\r\n\r\n3,4,,\r\n5\r\n6,7,8\r\n",
    'a,"b\nc"\n1,2\n3,"4\n4"\n5,6\n7,8\n',
    'a,b\n1,2\n3,"4\n5,6\n7,8\n',
    'a,b\n1,2\n"3"x,4\n5,6\n',
    "sep=;\na;b\n1;2\n3;4\n",
    "a,b\n1,2\n3," + "x" * 100_001 + "\n5,6\n",
    "a,b\n1,2" + "," * 400 + "\n3,4" + ",5" * 400 + "\n5,6\n",
])  # fmt: skip
def test_a_text_is_read_alike_in_blocks_and_row_by_row(tmp_path: Path, text: str, size: int) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    for below in (1, 2):
        sheet, blocked = open_book(path).sheets[0], open_book(path).sheets[0]
        rows, told = read_whole(islice(sheet.rows(), below, None))
        list(islice(blocked.rows(), below))
        blocks = blocked.blocks(below, size)
        found, broken = read_whole(record for block in blocks for record in zip(*block, strict=True))
        assert (found, broken) == (rows, told)
        assert [blocked.lines.of(number) for number, _ in rows] == [sheet.lines.of(number) for number, _ in rows]


def read_whole(records: Any) -> tuple[list[Any], Any]:
    """Return the rows that can be read, and where and why no more can."""
    rows = []
    try:
        rows.extend(iter(records))
    except UnreadableError as error:
        return rows, (error.code, error.row, error.facts)
    return rows, None


def test_most_rows_of_a_good_table_are_judged_by_column(tmp_path: Path) -> None:
    rows = [["统一社会信用代码", "名称", "组织类型", "登记方式", "状态"]]
    rows += [[credit_code(serial=n), f"第{n}服务中心", "民办非企业单位", "登记", "正常"] for n in range(1, 41)]
    rows[20][4] = "正常 "
    path = tmp_path / "organisations.csv"
    path.write_bytes(written(rows, "csv", "utf-8"))
    passed.clear()
    table = DISTRICTS["haishu"].tables()["organisations"]
    judged(path, table, DISTRICTS["haishu"], False, True)
    assert sum(passed) == 38, "all but the first row and the one with a space"
