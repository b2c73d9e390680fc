"""A file is opened as a reader sees it: what separates its cells, what its numbers show, what merges and hides."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import credit_code
from office import saved
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from disclosure.reading import UnreadableError, open_book
from disclosure.reading.formats import displayed
from disclosure.reading.sheets import Book, Broken, Covered, Displayed, Merged, Record, shown

FILES = Path(__file__).parent / "files"
COLUMNS = ["统一社会信用代码", "名称", "年度", "资产总计", "收入合计"]
CODES = [credit_code(serial=number) for number in (1, 2, 3, 4, 5, 6)]
TABLE = [COLUMNS, *([code, f"服务中心{number}", "2024", "1000", "500"] for number, code in enumerate(CODES, 1))]


@pytest.fixture
def opens(tmp_path: Path) -> Callable[..., Book]:
    """Return a function that opens the content of a file."""

    def open_(content: bytes, name: str = "x.csv", **options: Any) -> Book:
        path = tmp_path / name
        path.write_bytes(content)
        return open_book(path, **options)

    return open_


def rows(book: Book) -> list[list[Any]]:
    """Return the cells of the first sheet."""
    return [cells for _, cells in book.sheets[0].rows()]


def until_refused(book: Book) -> tuple[list[Record], UnreadableError]:
    """Return the rows that are read before the file is refused, and why it is."""
    read = []
    with pytest.raises(UnreadableError) as refused:
        for row in book.sheets[0].rows():
            read.append(row)  # noqa: PERF402
    return read, refused.value


def text_file(table: list[list[str]], mark: str, encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    """Return a table as a program would save it."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=mark, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return target.getvalue().encode(encoding)


# --- number formats: as LibreOffice 24 shows them ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("held", "pattern", "number", "unit", "text"),
    [
        (0.85, "0%", "85", "%", "85%"),
        (-0.05, "0.0%;[Red]-0.0%", "-5", "%", "-5%"),
        (0, "0%", "0", "%", "0%"),
        (30000, '0!.0,"万"', "3", "万", "3万"),
        (30000, r'0\.0,"万"', "3", "万", "3万"),
        (30000, '0"."0,"万元"', "3", "万", "3万元"),
        (30000, "0!.0,万元", "3", "万", "3万元"),
        (-30000, '#,##0!.0,"万元";-#,##0!.0,"万元"', "-3", "万", "-3万元"),
        (1000, "0!.0000", "0.1", "", "0.1"),
        (1234.5, "#!.0000", "0.12345", "", "0.12345"),
        (30000, "#,##0,", "30", "", "30"),
        (1234567, "#,##0.00,", "1234.567", "", "1234.567"),
        (1234567, '0.00,"千元"', "1234.567", "千", "1234.567千元"),
        (3e10, '#,##0.00,,"亿"', "30000", "亿", "30000亿"),
        (500000000, '0!.00000000"亿"', "5", "亿", "5亿"),
        (3, '0.00"万元"', "3", "万", "3万元"),
        (3, '[$￥-804]0.00"万"', "3", "万", "3万"),
        (7, 'General"万元"', "7", "万", "7万元"),
        (5, '0"‰"', "5", "‰", "5‰"),
        (13800, '[<10000]0;0!.0,"万"', "1.38", "万", "1.38万"),
        (7, "000", "7", "", "007"),
        (-7, "000", "-7", "", "-007"),
        (7, '"民"0000"号"', "7", "", "民0007号"),
        (7, '"第"0"号"', "7", "", "第7号"),
        (20240101, "0000-00-00", "20240101", "", "2024-01-01"),
        (20240506, '0000"年"00"月"00"日"', "20240506", "", "2024年05月06日"),
        (57487654321, "0000-00000000", "57487654321", "", "0574-87654321"),
        (7, '0.00"百万"', "7", "?", "7百万"),
        (30000, '0.00,"K"', "30", "?", "30K"),
        (10000, '0.0,"w"', "10", "?", "10w"),
        (30000, "0.00,,\n%", "3", "?", "3%"),
        (30000, "0.0000!.0", "30000", "?", "30000"),
        (35, '0"万""亿"', "35", "?", "35万亿"),
        (5, ";;;", "5", "?", "5"),
        (-5, "0;0", "-5", "?", "5"),
        (5, '"-"0', "5", "?", "5"),
        (1, '[=1]"是";[=0]"否"', "1", "?", "是"),
        (0, '[=1]"是";[=0]"否"', "0", "?", "否"),
        (5, "0" * 2000, "5", "?", "5"),
        (70, '0"%"', "70", "%", "70%"),
        (70, r"0\%", "70", "%", "70%"),
        (12.5, '0.0"元"', "12.5", "元", "12.5元"),
        (12, '0.00"人"', "12", "人", "12人"),
        (12, '"$"0', "12", "?", "12$"),
    ],
)
def test_a_number_that_its_format_shows_as_another(
    held: float, pattern: str, number: str, unit: str, text: str
) -> None:
    assert displayed(held, pattern) == Displayed(held, Decimal(number), unit, text)


@pytest.mark.parametrize(
    ("held", "pattern"),
    [
        *((12345.678, pattern) for pattern in (
            "", "General", "G/通用格式", "@", "0", "0.00", "#,##0.00", "# ##0", "¥#,##0.00;¥-#,##0.00", '"￥"#,##0.00',
            "[$￥-804]#,##0.00", "[$-804]0.0", "[DBNum2][$-804]General", "0.00E+00", "# ?/?", "0_);(0)",
            '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '0"千克"', '"约"0', "[Red][>100]0;[Blue]0", '0"倍"',
            'yyyy"年"m"月"', "h:mm",
        )),
        (30000, '0"万"0000'), (312340000, '0"亿"0000"万"0000'),
        (0, "0;-0;;@"), (0, '#,##0,;-#,##0,;"-"'), (-5, "0.00;[Red]0.00"), (-5, r"0.00_);[Red]\(0.00\)"),
        (500, '[>=10000]0!.0,"万";0'), (2024, "0000"),
    ],
)  # fmt: skip
def test_a_number_that_is_shown_as_it_is_held(held: float, pattern: str) -> None:
    assert displayed(held, pattern) == held


# --- what separates the cells ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.txt"])
@pytest.mark.parametrize(
    "above", [[], [["社会组织财务表"]], [["制表：民政局，联系 科室，a,b;c|d"], ["单位:元,年度:2024"]]]
)
def test_what_makes_the_header_fit_separates(
    opens: Callable[..., Book], encoding: str, mark: str, name: str, above: list[list[str]]
) -> None:
    table = [list(row) for row in TABLE]
    table[2][1] = "南门,西门;东门|北门，中门"
    table[3][3] = "1,000,000.00"
    assert rows(opens(text_file([*above, *table], mark, encoding), name)) == [*above, *table]


@pytest.mark.parametrize(("mark", "number"), [(";", "1,5"), ("\t", "1,000"), ("\t", "1;5"), ("|", "1,000,000")])
def test_marks_that_stand_in_every_row_but_not_in_the_header_do_not_separate(
    opens: Callable[..., Book], mark: str, number: str
) -> None:
    table = [["代码", "收入", "支出"], *([code, number, number] for code in CODES)]
    content = "\r\n".join(mark.join(row) for row in table).encode()  # not quoted, as other programs leave it
    assert rows(opens(content)) == table
    assert rows(opens(content.split(b"\r\n")[0] + b"\n" + content.split(b"\r\n")[1])) == table[:2]


def test_known_names_of_columns_are_the_better_witness(opens: Callable[..., Book]) -> None:
    content = "说明,甲,乙,丙,丁\n注意,甲,乙,丙,丁\n代码;年度\na,b,c,d;2024\n".encode()
    assert rows(opens(content))[2] == ["代码;年度"]
    assert rows(opens(content, known={"代码", "年度"}.__contains__))[2:] == [["代码", "年度"], ["a,b,c,d", "2024"]]


@pytest.mark.parametrize("content", ["名称\n甲,乙\n丙\n", "名称\n甲\n", "名称\n", "a\n1;2\n"])
def test_a_table_of_one_column_is_read(opens: Callable[..., Book], content: str) -> None:
    assert rows(opens(content.encode()))[0] == [content.split("\n", 1)[0]]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_what_excel_is_told_on_the_first_line_is_honoured_and_counted(opens: Callable[..., Book], first: str) -> None:
    assert list(opens(f"{first}\r\na;b\r\n1,5;2\r\n".encode()).sheets[0].rows()) == [
        (1, []), (2, ["a", "b"]), (3, ["1,5", "2"]),
    ]  # fmt: skip


def test_blank_columns_cost_nothing_and_blank_cells_of_the_table_stay(opens: Callable[..., Book]) -> None:
    wide = "\n".join(line + "," * 16_375 for line in ["a,b,c", "1,2,", "1,,", "1,2,3"])
    assert rows(opens(wide.encode())) == [["a", "b", "c"], ["1", "2", ""], ["1", "", ""], ["1", "2", "3"]]
    assert rows(opens(b"a,b,c\n1,2\n")) == [["a", "b", "c"], ["1", "2"]]  # a cell is missing: not the same as blank


# --- quotation marks ---------------------------------------------------------------------------------------------------
LINES = [",".join(row) for row in TABLE]


def with_quotes(*places: tuple[int, str, str]) -> bytes:
    """Return the table with a text replaced in some of its lines, counted from 1."""
    lines = list(LINES)
    for line, before, after in places:
        assert before in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(before, after, 1)
    return "\r\n".join([*lines, ""]).encode()


@pytest.mark.parametrize(
    ("places", "line", "position"),
    [
        ([(3, "服务", '"服务'), (6, "中心5", '中心5"')], 3, 2),  # swallows lines 4 and 5
        ([(3, "服务", '"服务'), (4, "中心3", '中心3"')], 3, 2),  # joins two lines
        ([(3, ",500", ',"500'), (5, ",500", ',500"')], 3, 5),  # in the last column
        ([(3, "服务", '"服务')], 3, 2),  # never closed
        ([(7, ",500", ',"500')], 7, 5),
        ([(2, CODES[0], f'"{CODES[0]}'), (4, CODES[2], f'{CODES[2]}"')], 2, 1),
        ([(3, "服务中心2", '"服务"中心2"')], 3, 2),  # in the middle of a cell in quotation marks
        ([(3, "服务", '"服务'), (5, "服务", '"服务')], 3, 2),  # a second one opens
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_questioned(
    opens: Callable[..., Book], places: list[tuple[int, str, str]], line: int, position: int
) -> None:
    read, refused = until_refused(opens(with_quotes(*places)))
    assert [cells for _, cells in read] == TABLE[: line - 1]
    assert (refused.code, refused.row) == ("stray-quote", line)
    assert (refused.facts["line"], refused.facts["position"]) == (line, position)


def test_the_file_with_the_quotation_mark_that_was_lost(opens: Callable[..., Book]) -> None:
    read, refused = until_refused(opens((FILES / "reading" / "stray-quote.csv").read_bytes()))
    assert (len(read), refused.code, refused.row, refused.facts["until"]) == (2, "stray-quote", 3, 6)


@pytest.mark.parametrize(
    "text",
    [
        "第一行\n第二行",
        "甲路1号,乙路2号\n丙路3号,丁路4号",
        "a\n\nb",
        'x"y',
        '他说"好"\n又说"行"',
        "一,二,三,四\n五,六,七,八",
    ],
)
@pytest.mark.parametrize("column", [1, 4])
def test_a_cell_may_hold_line_breaks_commas_and_quotation_marks(
    opens: Callable[..., Book], text: str, column: int
) -> None:
    table = [list(row) for row in TABLE]
    table[2][column] = text
    book = opens(text_file(table, ","))
    assert rows(book) == table
    assert book.sheets[0].lines
    assert [book.sheets[0].lines.of(row) for row in (1, 3, 4)] == [1, 3, 4 + text.count("\n")]


def test_two_columns_of_text_are_not_taken_for_rows(opens: Callable[..., Book]) -> None:
    table = [["名称", "地址"], ["甲中心", "东路\n西路,二楼"], ["乙\n中心", "南路"]]
    assert rows(opens(text_file(table, ","))) == table


def test_a_quotation_mark_in_a_bare_cell_is_text(opens: Callable[..., Book]) -> None:
    assert rows(opens(b'a,b\n5" pipe,x\n'))[1] == ['5" pipe', "x"]


# --- workbooks ---------------------------------------------------------------------------------------------------------
def shapes() -> bytes:
    """Return a workbook with a merge of two columns, formats, a hidden row and hidden columns."""
    book = openpyxl.Workbook()
    for row in [["名称", "街道", "金额", "比例", "日期"], ["甲", "南门街道", 30000, 0.85, "x"], ["乙", None, None, 0.5, "x"],
                ["丙", None, None, 1, "x"], ["丁", "西门街道", 5, 0, "x"]]:  # fmt: skip
        book.active.append(row)
    for row in range(2, 6):
        book.active.cell(row, 4).number_format = "0%"
    book.active.merge_cells("B2:C4")
    book.active.merge_cells("F7:G9")  # holds nothing
    book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions.group("E", "XFD", hidden=True)
    return saved(book)


@pytest.mark.parametrize("name", ["shapes.xlsx", "shapes.xls"])
def test_merges_formats_and_what_is_hidden(opens: Callable[..., Book], name: str) -> None:
    content = shapes() if name == "shapes.xlsx" else (FILES / "reading" / name).read_bytes()
    book = opens(content, name)
    (sheet,) = book.sheets
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.lines) == (frozenset({5}), frozenset({4}), None)
    assert [row[:3] for row in rows(book)] == [
        ["名称", "街道", "金额"], ["甲", "南门街道", Covered()], ["乙", Merged("南门街道"), Covered()],
        ["丙", Merged("南门街道"), Covered()], ["丁", "西门街道", 5],
    ]  # fmt: skip
    assert [shown(row[3]) for row in rows(book)] == ["比例", "85%", "50%", "100%", "0%"]
    assert [number for number, _ in sheet.rows()] == [1, 2, 3, 4, 5]


def struck() -> bytes:
    """Return a workbook of parts of cells, and cells, struck through or raised; LibreOffice made struck.xlsx and .xls of it."""
    book = openpyxl.Workbook()
    sheet = book.active
    raised, lowered = (InlineFont(vertAlign=f"{place}script") for place in ("super", "sub"))
    sheet.append(["甲", "乙", "丙", "丁"])
    sheet["A2"] = CellRichText(TextBlock(InlineFont(strike=True), "30000"), TextBlock(InlineFont(), "50000"))
    sheet["B2"] = CellRichText(TextBlock(InlineFont(), "30000"), TextBlock(raised, "1"))
    sheet["C2"] = "=30000+5"
    sheet["D2"] = "划掉的"
    sheet["A3"] = CellRichText(TextBlock(InlineFont(), "CO"), TextBlock(lowered, "2"))
    sheet["B3"] = CellRichText(TextBlock(InlineFont(b=True), "粗体"), TextBlock(InlineFont(strike=False), "和常规"))
    sheet["C3"] = 5
    sheet["D3"] = CellRichText(TextBlock(InlineFont(), "m"), TextBlock(raised, "2"))
    sheet["D2"].font = sheet["C3"].font = Font(strike=True)
    return saved(book)


@pytest.mark.parametrize("kind", ["inline", "xlsx", "xls"])
def test_what_is_struck_raised_or_reckoned_is_no_value(opens: Callable[..., Book], kind: str) -> None:
    content = struck() if kind == "inline" else (FILES / "reading" / f"struck.{kind}").read_bytes()
    formula = Broken("formula", "=…" if kind == "xls" else "=30000+5")
    assert rows(opens(content, "x.xls" if kind == "xls" else "x.xlsx"))[1:] == [
        [
            Broken("struck-text", "30000 ｜ 50000", ("3000050000", "50000", "30000")),
            Broken("struck-text", "30000 ｜ 1", ("300001", "30000", "1")),
            formula,
            Broken("struck-text", "划掉的"),
        ],
        ["CO2", "粗体和常规", Broken("struck-text", "5"), "m2"],
    ]


def test_a_cell_that_holds_two_values_is_no_cell(opens: Callable[..., Book]) -> None:
    book = openpyxl.Workbook()
    book.active.append([30000])
    content = saved(book)
    read = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            written.writestr(name, read.read(name).replace(b"<v>30000</v>", b"<v>30000</v><v>50000</v>"))
    with pytest.raises(UnreadableError, match="source-error"):
        opens(out.getvalue(), "x.xlsx")


def test_a_merge_shows_its_first_value_below_and_what_it_covers_is_gone(opens: Callable[..., Book]) -> None:
    book = openpyxl.Workbook()
    for row in [["题目", None, None], ["a", "b", "c"], ["=1+1", 2, 3], [4, 5, 6]]:
        book.active.append(row)
    for area in ("A1:XFD1", "A3:A4"):
        book.active.merge_cells(area)
    assert rows(opens(saved(book), "x.xlsx")) == [
        ["题目", Covered(), Covered()], ["a", "b", "c"], [Broken("formula", "=1+1"), 2, 3],
        [Merged(Broken("formula", "=1+1")), 5, 6],
    ]  # fmt: skip


def test_every_cell_is_what_openpyxl_says(opens: Callable[..., Book]) -> None:
    values = ["文字", " 空格 ", "=A1", 1, 1.5, -3, 1e20, 12345678901234567890, True, False, None, "#REF!", "1", "",
              datetime(2024, 5, 6), datetime(2024, 5, 6, 7, 8, 9), "a_x000D_", "<&>", "一\n二"]  # fmt: skip
    book = openpyxl.Workbook()
    for shift in range(5):
        book.active.append(values[shift:] + values[:shift])
    content = saved(book)
    wanted = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]
    read = [[cell.text if isinstance(cell, Broken) else cell for cell in row] for row in rows(opens(content, "x.xlsx"))]
    assert [row + [None] * (len(values) - len(row)) for row in read] == wanted


def test_a_strict_workbook_is_read(opens: Callable[..., Book]) -> None:
    read = rows(opens((FILES / "reading" / "18-strict-ooxml.xlsx").read_bytes(), "x.xlsx"))
    assert (read[0][:2], read[1][1:4]) == (["统一社会信用代码", "年度"], [2025, "2004", 1000])
