"""Marks written into a workbook's XML: on the right cells, found by other programs, and nothing else is touched."""

import re
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName

from disclosure.excel.annotated import write_annotated
from disclosure.excel.template import WORDS
from disclosure.findings import Finding
from disclosure.reading import UnreadableError

HERE = Path(__file__).parent / "files" / "reading"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHANGED = {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"}
SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
COMMENTS, DRAWING = "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"  # as openpyxl names them
RED, YELLOW = "FFF8C9C4", "FFFBE7A9"
RED_OVER, YELLOW_OVER = "FFF8C9C5", "FFFBE7AA"  # on a cell that had a fill of its own
MOBILE = "1380000" + "000"  # all but the last digit of two numbers
SUMMARY = WORDS["annotated"]["summary"]
BUTTON = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'id="_x0000_s1077" type="#_x0000_t201"><x:ClientData ObjectType="Button"><x:Row>1</x:Row>'
    "<x:Column>1</x:Column></x:ClientData></v:shape>"
)


def told(cell: str, sheet: str | None = "名录", severity: str = "error", message: str = "写错了") -> Finding:
    """Return a finding at a cell."""
    row = int(re.sub(r"\D", "", cell))
    return Finding("date-format", severity, message, "wrong", "请改正", "organisations", "x.xlsx", row, sheet=sheet,
                   cell=cell)  # fmt: skip


def small(path: Path, change: Callable[[openpyxl.Workbook], object] = lambda _: None) -> Path:
    """Return a workbook of a sheet of three rows."""
    book = openpyxl.Workbook()
    book.active.title = "名录"
    for row in (["代码", "名称", "日期"], ["a", "甲", "2012-5-7"], ["b", "乙", "2013-01-01"]):
        book.active.append(row)
    change(book)
    book.save(path)
    return path


def rewritten(source: Path, **changes: Callable[[str], str]) -> Path:
    """Return a copy of a workbook in which parts are written otherwise; a new part is made from nothing."""
    target = source.with_name(f"{source.stem}-rewritten.xlsx")
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b"").decode()).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            if data:
                archive.writestr(name, data)
    return target


def marked(source: Path, *findings: Finding, name: str = "marked.xlsx") -> Path:
    """Return the marked copy of a workbook, each part of which is well-formed."""
    target = source.with_name(name)
    write_annotated(source, findings, target)
    with zipfile.ZipFile(target) as archive:
        for part_ in archive.namelist():
            if part_.endswith((".xml", ".rels", ".vml")):
                minidom.parseString(archive.read(part_))
    return target


def part(path: Path, name: str) -> str:
    """Return the text of a part."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def changes(before: Path, after: Path) -> set[str]:
    """Return the parts of a workbook that are not as they were; none is lost."""
    with zipfile.ZipFile(before) as one, zipfile.ZipFile(after) as other:
        assert set(one.namelist()) <= set(other.namelist())
        return {name for name in one.namelist() if one.read(name) != other.read(name)}


def comments(path: Path, sheet: str = "名录") -> dict[str, str]:
    """Return cell → its comment, as another program reads them."""
    cells = (cell for row in openpyxl.load_workbook(path)[sheet] for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def fill(path: Path, cell: str, sheet: str = "名录") -> str | None:
    """Return the colour of a cell, None without any."""
    held = openpyxl.load_workbook(path)[sheet][cell].fill
    return held.fgColor.rgb if held.fill_type else None


@pytest.mark.parametrize("name", ["15-seal-image-lost-by-annotate", "15-textbox-lost-by-annotate"])
def test_what_else_lies_in_a_workbook_stays_byte_for_byte(name: str, tmp_path: Path) -> None:
    source = Path(shutil.copy(HERE / f"{name}.xlsx", tmp_path))
    sheet = openpyxl.load_workbook(source).sheetnames[0]
    target = marked(source, told("D2", sheet), told("H9", sheet))
    assert changes(source, target) <= CHANGED | {SHEET, SHEET_RELATIONS}
    before, after = part(source, SHEET), part(target, SHEET)
    assert before.count("sparkline") == after.count("sparkline")
    assert after.index("<drawing ") < after.index("legacyDrawing ")
    assert set(comments(target, sheet)) == {"D2", "H9"}


@pytest.mark.parametrize(
    ("merge", "cell", "first"),
    [("D2:E2", "E2", "D2"), ("B2:B4", "B4", "B2"), ("B2:D4", "C3", "B2"), ("A1:F1", "D1", "A1"),
     ("A3:XFD3", "C3", "A3"), ("A2:A3000", "A9", "A2"), ("B2:B3", "B2", "B2"), ("B2:B3", "C3", "C3")],
)  # fmt: skip
def test_the_first_cell_of_a_merge_is_marked(merge: str, cell: str, first: str, tmp_path: Path) -> None:
    merges = f'<mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
    source = rewritten(small(tmp_path / "x.xlsx"), **{SHEET: lambda xml: xml.replace("<pageM", f"{merges}<pageM")})
    target = tmp_path / "marked.xlsx"
    write_annotated(source, [told(cell)], target)
    assert f'ref="{first}"' in part(target, "xl/comments1.xml")
    (tag,) = re.findall(rf'<c [^>]*r="{first}"[^>]*>', part(target, SHEET))
    assert re.search(r's="[1-9]', tag)


def test_a_finding_in_a_merge_is_told_beside_that_of_its_first_cell(tmp_path: Path) -> None:
    source = small(tmp_path / "x.xlsx", lambda book: book.active.merge_cells("A2:B3"))
    target = marked(source, told("A2", severity="warning", message="先说"), told("B3", message="再说"))
    assert list(comments(target)) == ["A2"] and fill(target, "A2") == RED
    assert comments(target)["A2"].split("\n")[1:] == ["【错误】B3：再说请改正", "【提醒】先说请改正"]


def test_cells_and_rows_that_the_file_lacks_are_made_in_their_order(tmp_path: Path) -> None:
    def lacking(xml: str) -> str:
        rows = ('<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="D2"><v>1</v></c></row><row r="4"/>'
                '<row r="6" s="1" customFormat="1"><c r="A6"><v>6</v></c></row>')  # fmt: skip
        xml = re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml)
        return xml.replace("<sheetData>", '<cols><col min="3" max="3" style="1"/></cols><sheetData>')

    def bold(book: openpyxl.Workbook) -> None:
        book.active["A1"].font = Font(bold=True)

    source = rewritten(small(tmp_path / "x.xlsx", bold), **{SHEET: lacking})
    cells = ["A2", "C2", "E2", "A1", "C3", "B4", "C6", "B9", "A5"]
    target = marked(source, *(told(cell) for cell in cells))
    xml = part(target, SHEET)
    assert re.findall(r'<row r="(\d)"', xml) == list("1234569")
    assert re.findall(r' r="([A-Z]\d)"', xml) == [
        "A1",
        "A2",
        "B2",
        "C2",
        "D2",
        "E2",
        "C3",
        "B4",
        "A5",
        "A6",
        "C6",
        "B9",
    ]
    sheet = openpyxl.load_workbook(target)["名录"]
    assert all(sheet[cell].fill.fgColor.rgb == RED and sheet[cell].comment for cell in cells)
    assert sheet["B2"].value == "甲" and sheet["C2"].font.bold and sheet["C6"].font.bold and not sheet["B9"].font.bold


def test_an_empty_sheet_is_marked(tmp_path: Path) -> None:
    source = rewritten(
        small(tmp_path / "x.xlsx"), **{SHEET: lambda xml: re.sub("<sheetData>.*</sheetData>", "<sheetData/>", xml)}
    )
    assert list(comments(marked(source, told("B7"), told("A1")))) == ["A1", "B7"]


def test_cells_without_places_count_from_the_left(tmp_path: Path) -> None:
    source = rewritten(small(tmp_path / "x.xlsx"), **{SHEET: lambda xml: re.sub(r'(<c|<row) r="\w+"', r"\1", xml)})
    assert fill(marked(source, told("C2")), "C2") == RED


def test_any_prefix_quotes_and_order_of_attributes(tmp_path: Path) -> None:
    def prefixed(xml: str) -> str:
        xml = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", re.sub(r"<\?xml.*?\?>", "", xml)).replace("xmlns=", "xmlns:x=")
        return re.sub(r'(<x:c) r="(\w+)"([^>]*?)(/?>)', r"\1\3 r = '\2' \4", xml)

    source = small(tmp_path / "x.xlsx")
    parts = (SHEET, "xl/styles.xml", "xl/workbook.xml")
    source = rewritten(source, **dict.fromkeys(parts, prefixed))
    target = marked(source, told("C2"), told("F3"))
    assert set(comments(target)) == {"C2", "F3"} and fill(target, "C2") == RED
    assert openpyxl.load_workbook(target).sheetnames == [SUMMARY, "名录"]


def test_utf_16_and_cdata_and_comments_in_the_xml(tmp_path: Path) -> None:
    source = small(tmp_path / "x.xlsx")
    target = source.with_name("utf16.xlsx")
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if name == SHEET:
                text = data.decode().replace("<sheetData>", '<!-- <c r="C2"/> --><sheetData>')
                text = text.replace("utf-8", "utf-16").replace("UTF-8", "UTF-16")
                data = (text if text.startswith("<?xml") else f'<?xml version="1.0" encoding="UTF-16"?>{text}').encode(
                    "utf-16"
                )
            made.writestr(name, data)
    assert fill(marked(target, told("C2")), "C2") == RED


def test_a_mark_keeps_the_format_border_font_and_earlier_fill(tmp_path: Path) -> None:
    def styled(book: openpyxl.Workbook) -> None:
        cell = book.active["C2"]
        cell.number_format, cell.font = "yyyy-mm-dd", Font(italic=True, color="00AA00")
        cell.fill = PatternFill("solid", fgColor="FFFF00")
        book.active["B2"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
        cell.alignment = openpyxl.styles.Alignment(horizontal="right", wrap_text=True)
        cell.protection = openpyxl.styles.Protection(locked=False)
        book.active.protection.sheet = True

    source = small(tmp_path / "x.xlsx", styled)
    first = marked(source, told("C2"), told("B2", severity="warning"), told("A2"))
    cell = openpyxl.load_workbook(first)["名录"]["C2"]
    assert (cell.number_format, cell.font.i, cell.font.color.rgb) == ("yyyy-mm-dd", True, "0000AA00")
    assert (cell.fill.fgColor.rgb, cell.alignment.horizontal, cell.protection.locked) == (RED_OVER, "right", False)
    assert openpyxl.load_workbook(first)["名录"].protection.sheet and fill(first, "B2") == YELLOW_OVER
    second = marked(first, told("C2", severity="warning"), name="second.xlsx")
    assert fill(second, "C2") == YELLOW_OVER and fill(second, "A2") is None
    third = openpyxl.load_workbook(marked(second, name="third.xlsx"))["名录"]
    assert third["C2"].fill.fgColor.rgb[-6:] == "FFFF00" and third["B2"].fill.fgColor.theme == 4
    assert third["C2"].number_format == "yyyy-mm-dd" and not any(cell.comment for row in third for cell in row)


def test_where_a_program_has_changed_the_second_colour_a_mark_leaves_no_fill(tmp_path: Path) -> None:
    source = small(
        tmp_path / "x.xlsx", lambda book: setattr(book.active["C2"], "fill", PatternFill("solid", fgColor="FFFF00"))
    )
    first = marked(source, told("C2"), told("B2"))
    saved = rewritten(first, **{
        "docProps/app.xml": lambda _: "<Properties><Application>LibreOffice/24</Application></Properties>",
        "xl/styles.xml": lambda xml: re.sub("<bgColor[^>]*/>", '<bgColor rgb="FFCCCCFF"/>', xml),
    })  # fmt: skip
    again = marked(saved, name="again.xlsx")
    assert fill(again, "C2") is None and fill(again, "B2") is None


def test_a_strict_workbook_stays_strict(tmp_path: Path) -> None:
    def strict(xml: str) -> str:
        usual = "http://schemas.openxmlformats.org/"
        xml = xml.replace(
            f"{usual}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        return xml.replace(f"{usual}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")

    source = small(tmp_path / "x.xlsx")
    with zipfile.ZipFile(source) as archive:
        names = [name for name in archive.namelist() if name != "[Content_Types].xml"]
    target = marked(rewritten(source, **dict.fromkeys(names, strict)), told("C2"))
    with zipfile.ZipFile(target) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if not name.startswith("docProps")]
    assert not any("openxmlformats.org/spreadsheetml" in text for text in texts)
    assert not any("officeDocument/2006/relationships" in text for text in texts)
    assert any("写错了" in text for text in texts)


def test_marks_of_release_1_are_taken_out(tmp_path: Path) -> None:
    def as_before(book: openpyxl.Workbook) -> None:
        book.active["C2"].fill = PatternFill("solid", fgColor="F8C9C4")
        book.active["C2"].comment = Comment("我的备注\n【错误】日期写法不对。", "disclosure")
        book.active["B2"].fill = PatternFill("solid", fgColor="FBE7A9")
        book.active["B2"].comment = Comment("【提醒】请核对。", "disclosure")
        book.active["A1"].comment = Comment("统一社会信用代码。\n例：…", "disclosure")
        book.create_sheet(SUMMARY, 0).append(["错误 2 处"])

    target = marked(small(tmp_path / "x.xlsx", as_before))
    assert comments(target) == {"A1": "统一社会信用代码。\n例：…", "C2": "我的备注"}
    assert fill(target, "C2") is None and fill(target, "B2") is None
    assert openpyxl.load_workbook(target).sheetnames == [SUMMARY, "名录"]


def test_her_comments_stay_with_their_authors_and_ours_comes_and_goes(tmp_path: Path) -> None:
    def commented(book: openpyxl.Workbook) -> None:
        for cell in ("C2", "A3"):
            book.active[cell].comment = Comment("我的<备注> & 说明", "张某")

    first = marked(small(tmp_path / "x.xlsx", commented), told("C2"), told("B2"))
    assert comments(first)["C2"].startswith("我的<备注> & 说明\n") and "写错了" in comments(first)["C2"]
    assert openpyxl.load_workbook(first)["名录"]["C2"].comment.author == "张某"
    assert set(comments(first)) == {"C2", "A3", "B2"}
    second = marked(first, told("A3"), name="second.xlsx")
    assert comments(second)["C2"] == "我的<备注> & 说明" and set(comments(second)) == {"C2", "A3"}
    assert part(second, DRAWING).count('ObjectType="Note"') == 2
    assert comments(marked(second, name="third.xlsx")) == dict.fromkeys(["C2", "A3"], "我的<备注> & 说明")


def test_a_rich_comment_a_button_and_a_picture_in_the_header_stay(tmp_path: Path) -> None:
    rich = '<text><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r></text>'

    def related(xml: str) -> str:
        header = f'<Relationship Id="rHF" Type="{RELATIONS}/vmlDrawing" Target="../drawings/vmlDrawing7.vml"/>'
        return re.sub(r"(<Relationships[^>]*>)", rf"\1{header}", xml)

    source = small(tmp_path / "x.xlsx", lambda book: setattr(book.active["C2"], "comment", Comment("占位", "张某")))
    source = rewritten(source, **{
        COMMENTS: lambda xml: re.sub("<text>.*</text>", rich, xml, flags=re.DOTALL),
        DRAWING: lambda xml: xml.replace("</xml>", f"{BUTTON}</xml>"),
        SHEET_RELATIONS: related,
        "xl/drawings/vmlDrawing7.vml": lambda _: '<xml xmlns:v="urn:schemas-microsoft-com:vml"/>',
        SHEET: lambda xml: re.sub(r"(<legacyDrawing[^>]*/>)", rf'\1<legacyDrawingHF xmlns:r="{RELATIONS}" r:id="rHF"/>', xml),
    })  # fmt: skip
    target = marked(source, told("C2"), told("B2"))
    assert "xl/drawings/vmlDrawing7.vml" not in changes(source, target)
    assert BUTTON in part(target, DRAWING) and part(target, DRAWING).count('ObjectType="Note"') == 2
    assert 'id="_x0000_s1078"' in part(target, DRAWING)
    assert rich.removesuffix("</text>") in part(target, COMMENTS)
    again = marked(target, name="again.xlsx")
    assert comments(again) == {"C2": "粗 细"} and BUTTON in part(again, DRAWING)


def test_a_thread_of_comments_is_left_alone(tmp_path: Path) -> None:
    source = small(
        tmp_path / "x.xlsx", lambda book: setattr(book.active["C2"], "comment", Comment("一条线程", "tc={1}"))
    )
    target = marked(source, told("C2"), told("B2"))
    assert comments(target)["C2"] == "一条线程" and fill(target, "C2") == RED and "B2" in comments(target)


def test_print_areas_and_the_sheet_shown_first_follow_the_summary(tmp_path: Path) -> None:
    def named(book: openpyxl.Workbook) -> None:
        other = book.create_sheet("其他")
        other.print_area = "A1:B2"
        book.active.print_title_rows = "1:1"
        book.defined_names["全部"] = DefinedName("全部", attr_text="名录!$A$1")
        book.active = 1

    target = marked(small(tmp_path / "x.xlsx", named), told("C2"))
    book = openpyxl.load_workbook(target)
    assert book["其他"].print_area == "'其他'!$A$1:$B$2" and book["名录"].print_title_rows == "$1:$1"
    assert book.active.title == SUMMARY and [s.sheet_view.tabSelected for s in book] == [True, None, None]
    again = openpyxl.load_workbook(marked(target, told("C2"), name="again.xlsx"))
    assert again.sheetnames == book.sheetnames and again["其他"].print_area == "'其他'!$A$1:$B$2"


def test_a_workbook_without_styles(tmp_path: Path) -> None:
    source = rewritten(
        small(tmp_path / "x.xlsx"),
        **{
            "xl/styles.xml": lambda _: "",
            "xl/_rels/workbook.xml.rels": lambda xml: re.sub(r"<Relationship [^>]*styles[^>]*/>", "", xml),
            "[Content_Types].xml": lambda xml: re.sub(r"<Override [^>]*styles[^>]*/>", "", xml),
        },
    )
    assert fill(marked(source, told("C2")), "C2") == RED


@pytest.mark.parametrize(("others", "marks"), [([], 1), ([f"V{MOBILE}1"], 0)])
def test_a_sheet_whose_name_is_masked_is_marked_where_it_is_clear_which(
    tmp_path: Path, others: list[str], marks: int
) -> None:
    def more(book: openpyxl.Workbook) -> None:
        for title in (f"V{MOBILE}0", *others):
            book.create_sheet(title).append(["代码", "名称", "日期"])
            book[title].append(["a", "甲", "2012-5-7"])

    source = small(tmp_path / "x.xlsx", more)
    book = openpyxl.load_workbook(marked(source, told("C2", "V138********"), told("C2", "别的")))
    assert book["名录"]["C2"].comment is None, "none falls back to the first"
    assert sum(book[title]["C2"].comment is not None for title in (f"V{MOBILE}0", *others)) == marks
    summary = [cell.value for row in book[SUMMARY].iter_rows() for cell in row]
    assert summary.count("写错了") == 2


def test_ten_thousand_findings_cost_seconds(tmp_path: Path) -> None:
    def many(book: openpyxl.Workbook) -> None:
        for number in range(5_000):
            book.active.append([f"b{number}", "乙", "2013-1-1"])

    source = small(tmp_path / "x.xlsx", many)
    findings = [told(f"{letter}{row}") for letter in "BC" for row in range(2, 5_002)]
    begun = time.process_time()
    write_annotated(source, findings, tmp_path / "marked.xlsx")
    assert time.process_time() - begun < 15, "about 1.5 s; a quadratic way takes minutes"


@pytest.mark.parametrize("broken", [SHEET, "xl/styles.xml", "[Content_Types].xml"])
def test_a_broken_part_is_refused_not_a_traceback(broken: str, tmp_path: Path) -> None:
    source = rewritten(small(tmp_path / "x.xlsx"), **{broken: lambda xml: xml[:-20]})
    with pytest.raises(UnreadableError):
        write_annotated(source, [told("C2")], tmp_path / "marked.xlsx")
    assert not (tmp_path / "marked.xlsx").exists()
