"""Every way an office writes a table: what is plain is read and told, what is not is refused with what to type."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Desk, credit_code, finance, organisation

CODE = credit_code()
TITLES = {
    "org_id": "统一社会信用代码", "name": "名称", "type": "组织类型", "registration": "登记方式",
    "registered_on": "成立登记日期", "status": "状态",
}  # fmt: skip
HEADER = list(TITLES.values())
ROWS = [
    [credit_code(serial=n), f"测试服务中心{n}", "民办非企业单位", "登记", f"2012-05-{n:02d}", "正常"] for n in (1, 2, 3)
]
FILES = Path(__file__).parent / "files"


def csv_bytes(rows: list[list[Any]], encoding: str = "utf-8", end: str = "\r\n", mark: str = ",") -> bytes:
    """Return rows as an office's program would save them."""
    return end.join(mark.join(map(str, row)) for row in [*rows, []]).encode(encoding)


def workbook(*sheets: tuple[str, list[list[Any]]], **hidden: bool) -> bytes:
    """Return a workbook with the sheets; `hidden` names those that are."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if hidden.get(title):
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rows_of(desk: Desk, table: str = "organisations") -> list[dict[str, Any]]:
    """Return what a build makes of the table, without where each row came from."""
    from_file = {"source_file", "source_row", "submission", "submitted_on"}
    return [{k: v for k, v in row.items() if k not in from_file} for row in desk.build()[table].rows]


def messages(desk: Desk, severity: str) -> list[Any]:
    """Return the findings of a severity."""
    return [f for verdict in desk.check().verdicts for f in verdict.findings if f.severity == severity]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what a plain UTF-8 file gives."""
    from conftest import ROOT, TODAY

    from disclosure.pipeline import Project

    folder = tmp_path_factory.mktemp("plain")
    (folder / "datasets").mkdir()
    desk = Desk(Project(ROOT, folder / "datasets", ROOT / "plugins", folder / "build", TODAY, samples=True))
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


def test_garbled_text_is_refused(desk: Desk) -> None:
    twice = "服务中心".encode().decode("gb18030")
    for name in ("锟斤拷锟斤拷", "\ufffd中心", twice):
        desk.file(f"x{len(name)}{ord(name[0])}", {"organisations": [organisation(CODE, name=name)]})
    assert [f.code for f in messages(desk, "error")] == ["garbled-text"] * 3


def test_a_furthest_cell_does_not_make_the_reader_walk_there(desk: Desk) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, ROWS[0]]:
        book.active.append(row)
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert messages(desk, "error") == []
