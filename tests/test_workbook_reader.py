"""Our reader of .xlsx beside openpyxl, over made-up workbooks: what each cell holds is the same, or differs as decided.

What differs, and why, is `as_ours`: a formula is broken whatever value was kept with it, a number is what its format
shows, a day without its year or its day is a text, so is a time, the 60th day of 1900 is none.
"""

import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import saved
from openpyxl.styles import NamedStyle
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from disclosure.reading import UnreadableError, open_book
from disclosure.reading.sheets import Book, Broken, Covered, Displayed, Merged

Cells = dict[tuple[int, int], Any]
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    "<numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
    "<numFmt numFmtId='171' formatCode='[h]:mm'/><numFmt numFmtId='172' formatCode='[Red]0.00'/></numFmts>"
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
    "<cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='20'/><xf numFmtId='170'/><xf numFmtId='171'/>"
    "<xf numFmtId='172'/><xf numFmtId='49'/></cellXfs>"
)


def workbook(rows: str, strings: str = "", after: str = "", prefix: str = "", **settings: str) -> bytes:
    """Return a workbook of one sheet; `prefix` stands before the names of elements, `settings` are workbookPr's."""

    def part(root: str, inside: str) -> str:
        namespace = f'xmlns:{prefix}="{NS}"' if prefix else f'xmlns="{NS}"'
        text = f'<{root} {namespace} xmlns:r="{RELATIONS}">{inside}</{root}>'
        if prefix:
            text = text.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")
        return f'<?xml version="1.0" encoding="UTF-8"?>{text}'

    given = " ".join(f'{name}="{value}"' for name, value in settings.items())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"), ("sharedStrings", "sharedStrings")))
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": part("workbook", f'<workbookPr {given}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate((("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml")), 1))
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": part("worksheet", f"<sheetData>{rows}</sheetData>{after}"),
        "xl/styles.xml": part("styleSheet", STYLES),
        "xl/sharedStrings.xml": part("sst", strings),
    }  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def ours(book: Book, sheet: int = 0) -> Cells:
    """Return the cells of a sheet as we read it."""
    read = ((row, column, cell) for row, cells in book.sheets[sheet].rows() for column, cell in enumerate(cells, 1))
    return {(row, column): cell for row, column, cell in read if cell is not None}


def theirs(content: bytes, sheet: int = 0) -> Cells:
    """Return the cells of a sheet as openpyxl reads it, put as we put them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = ((cell, as_ours(cell.value, cell)) for row in book.worksheets[sheet].iter_rows() for cell in row)
    return {(cell.row, cell.column): value for cell, value in found if value not in (None, "")}


def as_ours(value: Any, cell: Any) -> Any:
    """Return what openpyxl makes of a cell as we put it."""
    if isinstance(value, ArrayFormula | DataTableFormula) or cell.data_type == "f":
        text = value if isinstance(value, str) else f"={(getattr(value, 'text', '') or '').removeprefix('=')}"
        return Broken("formula", text)
    if cell.data_type == "e":
        return Broken("cell-error", str(value))
    if isinstance(value, datetime):
        shown = {"h:mm": f"{value:%H:%M}", 'yyyy"年"m"月"': f"{value.year}年{value.month}月"}
        return shown.get(cell.number_format, value)
    if not isinstance(value, time | timedelta | date):
        return value
    return value if type(value) is date else str(value)


def opened(folder: Path, content: bytes) -> Book:
    """Return the content as we open it."""
    path = folder / "x.xlsx"
    path.write_bytes(content)
    return open_book(path)


def text(value: str) -> str:
    """Return the XML of a cell with a text of its own."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


# --- value by value ----------------------------------------------------------------------------------------------------
XML = {"min_codepoint": 32, "exclude_categories": ["Cs"], "exclude_characters": "\ufffe\uffff"}
WORDS = st.text(st.characters(**XML), max_size=30).filter(lambda text: "_x" not in text)  # type: ignore[arg-type]
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e15, 1e15, allow_nan=False))
DAYS = st.datetimes(datetime(1905, 1, 1), datetime(2200, 1, 1)).map(lambda day: day.replace(microsecond=0))
VALUES = st.one_of(WORDS, NUMBERS, st.booleans(), DAYS, DAYS.map(lambda day: day.date()), DAYS.map(lambda day: day.time()),
                   st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]), st.timedeltas(timedelta(0), timedelta(days=900)))  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 60)), VALUES, min_size=1, max_size=25),
       mac=st.booleans())  # fmt: skip
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(tmp_path: Path, cells: Cells, mac: bool) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if mac else openpyxl.utils.datetime.CALENDAR_WINDOWS_1900
    for (row, column), value in cells.items():
        cell = book.active.cell(row, column)
        cell.value = value
        if isinstance(value, str) and not value.startswith("#"):
            cell.data_type = "s"  # a text that begins with = is one all the same
    content = saved(book)
    assert ours(opened(tmp_path, content)) == theirs(content)


FORMS = ["<v>{}</v>", "<v>{}.0</v>", "<v>{}.25</v>", "<v>-{}</v>", "<v>{}e2</v>", "<v>{}E-3</v>", "<v>{}.9999999</v>"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.tuples(st.sampled_from(FORMS), st.integers(0, 80_000), st.integers(0, 7)), max_size=30),
       mac=st.booleans())  # fmt: skip
def test_numbers_and_days_by_their_style(tmp_path: Path, numbers: list[tuple[str, int, int]], mac: bool) -> None:
    cells = [f'<c s="{style}">{form.format(number)}</c>' for form, number, style in numbers]
    rows = "".join(f"<row>{cell}</row>" for cell in cells)
    content = workbook(rows or "<row/>", date1904=str(int(mac)))
    mine, other = ours(opened(tmp_path, content)), theirs(content)
    for place in mine.keys() | other.keys():
        if mine.get(place) == "1900-02-29":  # openpyxl: the 28th
            continue
        if isinstance(other.get(place), Broken):
            assert isinstance(mine[place], Broken), place
        elif not isinstance(mine.get(place), Displayed):
            assert mine.get(place) == other.get(place), (place, cells[place[0] - 1])


@pytest.mark.parametrize("prefix", ["", "x"])
def test_layouts_that_programs_write(tmp_path: Path, prefix: str) -> None:
    strings = (
        "<si><t>平</t></si><si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space='preserve'> 细 </t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr fontId='1'/></si><si/><si><t/></si>"
        "<si><t>甲_x000D_\n乙</t></si><si><t xml:space='preserve'>  两端  </t></si><si><t>&lt;&amp;&gt;&#20013;</t></si>"
    )
    rows = (
        "<row>" + "".join(f"<c t='s'><v>{n}</v></c>" for n in range(8)) + "</row>"
        "<row r='3' spans='1:9'><c r='B3' t='str'><v>文</v></c><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c r='H3' t='e'><v>#N/A</v></c></row>"
        "<row><c t='inlineStr'><is><r><t>内</t></r><r><t>联</t></r></is></c><c t='n'><v>12</v></c><c t='d'><v>2024-05-06</v></c>"
        "<c t='d'><v>2024-05-06T07:08:09</v></c><c s='3'><v>0.5</v></c><c s='5'><v>1.5</v></c><c s='1'/><c s='1'><v/></c></row>"
        "<row r='20'><c r='BA20'><v>3.14</v></c></row><row r='21' ht='0'/><row r='22'/>"
    )
    content = workbook(rows, strings, prefix=prefix)
    mine = ours(opened(tmp_path, content))
    assert mine[1, 2] == "粗 细 "
    assert mine[1, 3] == "東京"
    assert mine[4, 1] == "内联"
    assert mine[4, 5] == "12:00:00"
    assert mine == theirs(content)


@pytest.mark.parametrize(
    ("pattern", "seen"),
    [
        ('yyyy"年"m"月"', "2012年5月"), ("yyyy/mm", "2012年5月"), ("mmm-yy", "2012年5月"), ("yyyy", "2012年"), ('m"月"d"日"', "5月7日"),
        ("d-mmm", "5月7日"), ("d", "7日"), ("h:mm AM/PM", "13:45"), ("mm:ss", "13:45"), ("dddd", "13:45"),
        ("[$-804]yyyy-m;@", "2012年5月"),
        *((whole, None) for whole in ("yyyy/m/d", 'yyyy"年"m"月"d"日"', "m-d-yy", "d-mmm-yy", "yyyy-mm-dd h:mm", "dddd, mmmm dd, yyyy", "[$-F800]yyyy\\-mm\\-dd")),
    ],
)  # fmt: skip
def test_a_day_is_what_its_format_shows_of_it(tmp_path: Path, pattern: str, seen: str | None) -> None:
    book = openpyxl.Workbook()
    day = datetime(2012, 5, 7, 13, 45)
    book.active["A1"] = day
    book.active["A1"].number_format = pattern
    assert ours(opened(tmp_path, saved(book))) == {(1, 1): seen or day}


def test_a_shared_formula_that_leaves_the_sheet_is_one_and_no_cell_stands_twice(tmp_path: Path) -> None:
    rows = "<row r='2'><c r='B2'><f t='shared' ref='A2:B4' si='0'>A1</f><v>1</v></c></row><row r='3'><c r='A3'><f t='shared' si='0'/></c></row>"
    assert ours(opened(tmp_path, workbook(rows))) == {
        (2, 2): Broken("formula", "=A1"),
        (3, 1): Broken("formula", "=A1"),
    }
    with pytest.raises(UnreadableError):
        opened(tmp_path, workbook(rows + "<row r='2'><c r='B2'><v>3</v></c></row>"))


def test_every_formula_is_one_whatever_value_was_kept(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><f/><v>3</v></c><c r='C1' t='str'><f>\"a\"</f><v>a</v></c>"
        "<c r='D1'><f t='shared' ref='D1:D3' si='0'>A1*2+$A$1</f><v>4</v></c><c r='E1'><f t='array' ref='E1:F2'>ROW(A1:A2)</f><v>1</v></c>"
        "<c r='F1'><v>7</v></c></row>"
        "<row r='2'><c r='D2'><f t='shared' si='0'/><v>4</v></c><c r='E2'><v>2</v></c><c r='F2'><v>8</v></c><c r='G2'><v>9</v></c></row>"
        "<row r='3'><c r='D3'><f t='shared' si='0'></f><v>4</v></c><c r='E3' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    )
    content = workbook(rows)
    mine, other = ours(opened(tmp_path, content)), theirs(content)
    assert {place for place, cell in mine.items() if not isinstance(cell, Broken)} == {(2, 7)}
    assert (mine[2, 4], mine[3, 4]) == (Broken("formula", "=A2*2+$A$1"), Broken("formula", "=A3*2+$A$1"))
    spread = {(1, 6), (2, 5), (2, 6)}  # openpyxl takes what an array formula left there for numbers that were typed
    assert {mine[place] for place in spread} == {Broken("formula", "=ROW(A1:A2)")}
    empty = {(1, 2)}  # <f/> is a formula without text: openpyxl says "="
    assert {place: cell for place, cell in mine.items() if place not in spread | empty} == {
        place: cell for place, cell in other.items() if place not in spread | empty
    }


@pytest.mark.parametrize(
    ("number", "style", "mac", "read"),
    [
        ("60", 1, "0", "1900-02-29"), ("60.5", 2, "0", "1900-02-29"), ("60", 1, "1", datetime(1904, 3, 1)),
        ("59", 1, "0", datetime(1900, 2, 28)), ("61", 1, "0", datetime(1900, 3, 1)), ("45000", 1, "0", datetime(2023, 3, 15)),
        ("45000", 1, "1", datetime(2027, 3, 16)), ("45000.75", 2, "0", datetime(2023, 3, 15, 18)), ("45000", 4, "0", "2023年3月"),
        ("0.75", 3, "0", "18:00:00"), ("1.5", 5, "0", "1 day, 12:00:00"), ("9e9", 1, "0", Broken("cell-error", "#VALUE!")),
        ("60", 6, "0", 60), ("60", 7, "0", 60), ("60", 99, "0", 60), ("甲", 1, "0", "甲"), ("NaN", 0, "0", "NaN"),
    ],
)  # fmt: skip
def test_days(tmp_path: Path, number: str, style: int, mac: str, read: Any) -> None:
    content = workbook(f"<row><c s='{style}'><v>{number}</v></c></row>", date1904=mac)
    assert ours(opened(tmp_path, content)) == {(1, 1): read}


def test_sheets_of_every_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    book.create_chartsheet("图")
    book.create_sheet("空")
    book.create_sheet("藏").append(["乙"])
    book["藏"].sheet_state = "veryHidden"
    merged = book.create_sheet("并")
    merged.append(["丙", None, "丁"])
    merged.append([None, None, "戊"])
    merged.merge_cells("A1:B2")
    book.add_named_style(NamedStyle("样", number_format="0%"))
    read = opened(tmp_path, saved(book))
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [
        ("Sheet", False),
        ("空", False),
        ("藏", True),
        ("并", False),
    ]
    assert [ours(read, at) for at in (1, 2)] == [{}, {(1, 1): "乙"}]
    assert ours(read, 3) == {
        (1, 1): "丙", (1, 2): Covered(), (1, 3): "丁", (2, 1): Merged("丙"), (2, 2): Covered(), (2, 3): "戊",
    }  # fmt: skip


def test_a_very_long_text_and_an_odd_archive(tmp_path: Path) -> None:
    long = "长" * 32_767
    content = workbook(f"<row>{text(long)}</row>")
    renamed = io.BytesIO()
    names = {"xl/workbook.xml": "xl/workbook2.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/workbook2.xml.rels",
             "xl/worksheets/sheet1.xml": "xl/Worksheets/Sheet1.xml"}  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(renamed, "w") as new:
        for part in old.namelist():
            new.writestr(names.get(part, part), old.read(part).replace(b"xl/workbook.xml", b"xl/workbook2.xml"))
    assert ours(opened(tmp_path, content)) == ours(opened(tmp_path, renamed.getvalue())) == {(1, 1): long}


@pytest.mark.parametrize("cell", ["<c t='s'><v>-1</v></c>", "<c s='-1'><v>1</v></c>", "<c t='s'><v>x</v></c>"])
def test_an_index_never_counts_from_the_end(tmp_path: Path, cell: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        opened(tmp_path, workbook(f"<row>{cell}</row>", "<si><t>末</t></si>"))
    assert refused.value.code == "source-error"


def test_a_sheet_that_is_named_but_not_there_is_no_blank_sheet(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.create_sheet("缺").append(["乙"])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.namelist():
            if part != "xl/worksheets/sheet2.xml":
                new.writestr(part, old.read(part))
    with pytest.raises(UnreadableError) as refused:
        opened(tmp_path, content.getvalue())
    assert refused.value.code == "source-error"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_writes(tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_text(
        '统一社会信用代码,名称,年度,日期,比例,时刻,公式,真\n"0052",服务中心,2024,2024-05-06,85%,08:30,=1+1,TRUE\n,"两\n行",-1.5,,,,,\n\n甲,,1E5,,,,,FALSE\n',
        encoding="utf-8",
    )
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "CSV:44,34,76,1,,0,false,true,false,false,false,1"
    command = [
        "soffice",
        profile,
        "--headless",
        f"--infilter={form}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(source)], capture_output=True, timeout=120, check=True)
    content = (tmp_path / "表.xlsx").read_bytes()
    mine, other = ours(opened(tmp_path, content)), theirs(content)
    shown = {place: cell for place, cell in mine.items() if isinstance(cell, Displayed)}
    assert {place: cell.held for place, cell in shown.items()} == {place: other[place] for place in shown}
    assert {place: cell for place, cell in mine.items() if place not in shown} == {
        place: cell for place, cell in other.items() if place not in shown
    }
    assert len(mine) >= 15
