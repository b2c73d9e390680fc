"""Every way an office saves a table: whatever surrounds the rows, they are the same rows, or refused with what to do."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Desk, credit_code, desk_in, organisation
from office import HEADER, ROWS, csv_bytes, messages, rows_of, saved, workbook

CODE = credit_code()
FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what a plain UTF-8 file gives."""
    desk = desk_in(tmp_path_factory.mktemp("plain"))
    desk.file("one", {"organisations.csv": csv_bytes([HEADER, *ROWS])})
    return rows_of(desk)


def with_title_and_merges() -> bytes:
    """Return a workbook with a merged title row and a merged column of equal values."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["社会组织名录（2026年）"])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("C3:C5")
    return saved(book)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "gb18030")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "utf-8-sig")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "utf-16", mark="\t")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "utf-16")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "utf-16-be")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], "utf-16-le")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], end="\r")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], end="\n")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], mark=";")),
        ("organisations.csv", csv_bytes([HEADER, *ROWS], mark="\t")),
        ("organisations.tsv", csv_bytes([HEADER, *ROWS])),
        ("organisations.xlsx", workbook(("Sheet1", [HEADER, *ROWS]))),
        ("organisations.csv", workbook(("Sheet1", [HEADER, *ROWS]))),
        ("organisations.xls", workbook(("Sheet1", [HEADER, *ROWS]))),
        ("organisations.xlsx", with_title_and_merges()),
        ("organisations.xlsx", csv_bytes([HEADER, *ROWS], "gb18030")),
        ("submission.xlsx", workbook(("社会组织", [HEADER, *ROWS]))),
        ("submission.xlsx", workbook(("organisations", [HEADER, *ROWS]), ("空表", []))),
        ("organisations.xls", (FILES / "organisations.xls").read_bytes()),
        ("organisations.csv", (FILES / "organisations.xls").read_bytes()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_rows_in_any_dress(desk: Desk, expected: list[dict[str, Any]], name: str, content: bytes) -> None:
    desk.file("one", {name: content})
    assert messages(desk, "error") == []
    assert rows_of(desk) == expected


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([["海曙区社会组织名录"], ["制表：民政局"], HEADER, *ROWS], ["title-row", "title-row"]),
        ([[], HEADER, ROWS[0], [], [], ROWS[1], ROWS[2]], ["blank-row"]),
        ([["", *HEADER], *(["", *row] for row in ROWS)], []),
        ([["序号", *HEADER], *([n, *row] for n, row in enumerate(ROWS, 1))], ["counting-column"]),
        ([["Unnamed: 0", *HEADER], *([n, *row] for n, row in enumerate(ROWS))], ["counting-column"]),
        ([[*HEADER, "", ""], *([*row, "", ""] for row in ROWS)], []),
        ([HEADER, *ROWS, ["合 计", "3家", "", "", "", ""]], ["total-row"]),
        ([[f" {HEADER[0]}", *HEADER[1:]], *ROWS], ["header-read-as"]),
        ([["统一社会\n信用代码".replace("\n", " "), "机构名称", *HEADER[2:]], *ROWS], ["header-read-as"] * 2),
        ([["信用代码", "单位名称", "类型", "登记方式", "成立日期", "登记状态"], *ROWS], ["header-read-as"] * 5),
        ([["组织*", *HEADER[1:]], *ROWS][:0] or [["统一社会信用代码*", *HEADER[1:]], *ROWS], ["header-read-as"]),
        ([["机构", "", "", "登记", "", ""], HEADER, *ROWS], ["title-row"]),
    ],
)  # fmt: skip
def test_what_surrounds_a_table_is_told_apart_from_it(
    desk: Desk, expected: list[dict[str, Any]], rows: list[list[Any]], codes: list[str]
) -> None:
    desk.file("one", {"organisations.csv": csv_bytes(rows)})
    assert messages(desk, "error") == []
    assert [f.code for f in messages(desk, "info")] == codes
    assert rows_of(desk) == expected


def test_a_header_in_two_rows_is_read_together(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    upper = ["统一社会信用代码", "年度", "会计制度", "资产", "负债", "净资产", "收入", "", "费用"]
    lower = ["", "", "", "总计", "合计", "合计", "合计", "捐赠收入", "合计"]
    row = [CODE, 2024, "2004", 1000, 200, 800, 500, 500, 400]
    desk.file("books", {"finances.csv": csv_bytes([["决算表"], upper, lower, row])})
    assert messages(desk, "error") == []
    assert "two-header-rows" in [f.code for f in messages(desk, "info")]
    (read,) = rows_of(desk, "finances")
    assert (read["total_assets"], read["income_total"], read["income_donations"], read["expense_total"]) == (
        1000, 500, 500, 400,
    )  # fmt: skip


def test_several_sheets_that_could_be_meant_are_refused(desk: Desk) -> None:
    both = workbook(("甲", [HEADER, ROWS[0]]), ("乙", [HEADER, ROWS[1]]))
    desk.file("one", {"organisations.xlsx": both})
    assert [f.code for f in messages(desk, "error")] == ["several-sheets"]


def test_sheets_that_are_not_read_are_told(desk: Desk) -> None:
    book = workbook(("名录", [HEADER, ROWS[0]]), ("说明", [["填表说明"]]), ("旧表", [["x"]]), 旧表=True)
    desk.file("one", {"organisations.xlsx": book})
    assert [(f.code, f.sheet) for f in messages(desk, "warning")] == [
        ("hidden-sheet", "旧表"),
        ("sheet-not-read", "说明"),
    ]
    assert len(rows_of(desk)) == 1


@pytest.mark.parametrize("headed", [True, False])
@pytest.mark.parametrize(("name", "hidden"), [("续", False), ("示例", False), ("旧表", True)])
def test_rows_of_the_table_on_another_sheet_are_not_dropped(desk: Desk, name: str, hidden: bool, headed: bool) -> None:
    rows = [HEADER, ROWS[1]] if headed else ROWS[1:]
    book = workbook(("社会组织", [HEADER, ROWS[0]]), (name, rows), **{name: hidden})
    desk.file("one", {"organisations.xlsx": book})
    desk.file("two", {"submission.xlsx": book})
    assert [(f.code, f.sheet) for f in messages(desk, "error")] == [("rows-on-other-sheet", name)] * 2


def test_a_list_of_codes_on_another_sheet_is_no_rows_of_the_table(desk: Desk) -> None:
    book = workbook(("社会组织", [HEADER, ROWS[0]]), ("下拉", [[row[0], row[1]] for row in ROWS]))
    desk.file("one", {"organisations.xlsx": book})
    assert messages(desk, "error") == [] and [f.code for f in messages(desk, "warning")] == ["sheet-not-read"]


def test_a_control_character_that_a_workbook_escapes_is_refused(desk: Desk) -> None:
    desk.file(
        "one", {"organisations.xlsx": workbook(("社会组织", [HEADER, [ROWS[0][0], "某_x0007_社", *ROWS[0][2:]]]))}
    )
    assert [f.code for f in messages(desk, "error")] == ["garbled-text"]


def test_garbled_text_is_refused(desk: Desk) -> None:
    twice = "服务中心".encode().decode("gb18030")
    for name in ("锟斤拷锟斤拷", "\ufffd中心", twice):
        desk.file(f"x{len(name)}{ord(name[0])}", {"organisations": [organisation(CODE, name=name)]})
    assert [f.code for f in messages(desk, "error")] == ["garbled-text"] * 3


@pytest.mark.parametrize("file", ["organisations.csv", "organisations.xlsx"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("某\ue863社", "private-character"),
        ("某\U000f1234社", "private-character"),
        ("某\ufffd\ue863社", "garbled-text"),
    ],
)
def test_a_character_of_a_private_font_is_called_so(desk: Desk, file: str, name: str, code: str) -> None:
    rows = [HEADER, [ROWS[0][0], name, *ROWS[0][2:]]]
    desk.file("one", {file: workbook(("社会组织", rows)) if file.endswith("xlsx") else csv_bytes(rows)})
    assert [f.code for f in messages(desk, "error")] == [code]


def test_a_furthest_cell_does_not_make_the_reader_walk_there(desk: Desk) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, ROWS[0]]:
        book.active.append(row)
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert messages(desk, "error") == []
