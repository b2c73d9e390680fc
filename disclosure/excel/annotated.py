"""A clerk's own workbook given back: coloured cells and comments at each finding, and a sheet that sums them up."""

from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import coordinate_from_string

from ..exports.csvs import harmless
from ..findings import SEVERITIES, Finding
from ..reading import open_book
from ..reading.sheets import Merged, shown
from .template import WORDS

FILLS = {
    "error": PatternFill("solid", fgColor="F8C9C4"),
    "warning": PatternFill("solid", fgColor="FBE7A9"),
    "info": PatternFill("solid", fgColor="CFE3F5"),
}
WORKBOOK = b"PK\x03\x04"


def write_annotated(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write a copy of a table file with its findings marked. Raises UnreadableError if it cannot be opened."""
    words = WORDS["annotated"]
    book = _copy(source)
    if words["summary"] in book.sheetnames:
        del book[words["summary"]]
    _forget(book)
    found = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    marked: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        sheet = one.sheet if one.sheet and one.sheet in book.sheetnames else book.sheetnames[0]
        if one.row:
            marked.setdefault((sheet, one.cell or f"A{one.row}"), []).append(one)
    for (sheet, place), here in marked.items():
        cell = book[sheet][place]
        cell.fill = FILLS[here[0].severity]
        told = "\n".join(f"【{words[one.severity]}】{one.message}{one.fix}" for one in here)
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(_writable(before + told), words["author"], width=340, height=160)
    _summary(book, found)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def _copy(source: Path) -> Workbook:
    """Return the workbook as it is; a CSV or XLS as a workbook of the same cells."""
    opened = open_book(source)
    with source.open("rb") as file:
        if file.read(4) == WORKBOOK:
            file.seek(0)
            return openpyxl.load_workbook(file)
    book = Workbook()
    book.remove(book.active)
    for one in opened.sheets:
        sheet = book.create_sheet(one.name)
        for number, cells in one.rows():
            for position, held in enumerate(cells, start=1):
                text = shown(held.value) if isinstance(held, Merged) else shown(held)
                if text:
                    cell = sheet.cell(number, position, _writable(text))
                    cell.data_type = "s"  # a text that begins with = is no formula
    return book


def _writable(text: str) -> str:
    """Return a text without the control characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))


def _forget(book: Workbook) -> None:
    """Take out the marks of an earlier check."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=min(sheet.max_row, 10_000)):
            for cell in row:
                if cell.comment and cell.comment.author == WORDS["annotated"]["author"] and "【" in cell.comment.text:
                    kept = cell.comment.text.split("【", 1)[0].rstrip()
                    cell.comment = Comment(kept, WORDS["annotated"]["author"]) if kept else None
                    cell.fill = PatternFill()


def _summary(book: Workbook, found: list[Finding]) -> None:
    """Write the sheet that lists every finding, each with a link to its cell."""
    words = WORDS["annotated"]
    sheet = book.create_sheet(words["summary"], 0)
    counts = {severity: sum(one.severity == severity for one in found) for severity in SEVERITIES}
    sheet.append([words["count"].format(**counts) if found else words["clean"]])
    sheet["A1"].font = Font(bold=True)
    sheet.append(words["columns"])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for one in found:
        place = one.cell or (str(one.row) if one.row else "")
        parts = [words[one.severity], one.sheet or one.file or "", place, one.value or "", one.message, one.fix]
        sheet.append([harmless(_writable(part)) for part in parts])
        row = sheet.max_row
        for cell in sheet[row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = FILLS[one.severity]
        if one.cell and one.sheet in book.sheetnames:
            column, line = coordinate_from_string(one.cell)
            sheet.cell(row, 3).hyperlink = f"#'{one.sheet}'!{column}{line}"
    for letter, width in zip("ABCDEF", (8, 18, 10, 26, 56, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    book.active = 0
