"""Opens .xlsx workbooks with openpyxl; a formula is never evaluated, a link never followed, a macro never run."""

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel

from .sheets import (
    LIMITS,
    Book,
    Broken,
    Cell,
    Merged,
    Record,
    Sheet,
    UnreadableError,
    is_percentage,
    limited,
    percentage,
)

PROPERTIES = ("title", "subject", "creator", "description", "keywords", "category", "lastModifiedBy", "contentStatus")
FOREIGN = {"xl/workbook.bin": "XLSB", "word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint",
           "content.xml": "OpenDocument"}  # fmt: skip


def open_workbook(path: Path) -> Book:
    """Return the sheets of a workbook and the words outside its cells. Raises UnreadableError."""
    _guard(path)
    try:
        with path.open("rb") as file:  # by its name openpyxl would refuse a workbook called .csv
            book = openpyxl.load_workbook(file, keep_links=False)
    except Exception as error:  # openpyxl lets any error of a broken file through
        raise UnreadableError("source-error", note=f"{type(error).__name__}") from error
    sheets = [Sheet(sheet.title, partial(_read, sheet), sheet.sheet_state != "visible") for sheet in book.worksheets]
    return Book(sheets, list(_texts(book)), lambda serial: from_excel(serial, book.epoch).date())


def _guard(path: Path) -> None:
    """Refuse what is not a plain workbook, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("source-error", note="zip") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = next((kind for part, kind in FOREIGN.items() if part in names), "ZIP")
        raise UnreadableError("not-a-table", kind=kind)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnreadableError("macros")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise UnreadableError("external-links")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > LIMITS["unpacked_bytes"] or unpacked > LIMITS["unpacked_ratio"] * max(packed, 10_000):
        raise UnreadableError("unpacks-too-large", size=f"{unpacked / 1e6:.0f} MB", ratio=unpacked // max(packed, 1))
    if sum(name.startswith("xl/worksheets/sheet") for name in names) > LIMITS["sheets"]:
        raise UnreadableError("too-many-sheets", limit=LIMITS["sheets"])


def _read(sheet: Any) -> Iterator[Record]:
    """Yield the rows of a sheet within the limits."""
    return limited(_rows(sheet))


def _rows(sheet: Any) -> Iterator[Record]:
    """Yield the rows down to the last that holds a value; only cells in the file are visited, however wide it claims.

    `sheet.iter_rows` would make a cell for every place up to the furthest styled one, 17 thousand million at worst.
    """
    merged = _merged(sheet)
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            rows.setdefault(row, {})[column] = _value(cell)
    for (row, column), value in merged.items():
        rows.setdefault(row, {})[column] = value
    number = 0
    for row in sorted(rows):
        for blank in range(number + 1, row):
            yield blank, []
        cells = rows[row]
        yield row, [cells.get(column) for column in range(1, max(cells) + 1)]
        number = row


def _merged(sheet: Any) -> dict[tuple[int, int], Merged]:
    """Return the cells below the first of each vertical merge."""
    found = {}
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        if first.value is not None and area.size["columns"] == 1 and not str(first.value).startswith("="):
            for row in range(area.min_row + 1, area.max_row + 1):
                found[row, area.min_col] = Merged(_value(first))
    return found


def _value(cell: Any) -> Cell:
    """Return what a cell holds."""
    if cell.data_type == "f":
        return Broken("formula", str(getattr(cell.value, "text", cell.value)))
    if cell.data_type == "e":
        return Broken("cell-error", str(cell.value))
    if hasattr(cell.value, "total_seconds") or type(cell.value).__name__ == "time":
        return str(cell.value)
    if isinstance(cell.value, int | float) and is_percentage(cell.number_format):
        return percentage(cell.value)
    value: Cell = cell.value
    return value


def _texts(book: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of a workbook that no cell shows."""
    for name in PROPERTIES:
        if value := getattr(book.properties, name, None):
            yield f"文档属性 {name}", str(value)
    for name in book.defined_names:
        yield "名称管理器", str(name)
    for sheet in book.worksheets:
        yield "工作表名", sheet.title
        for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter):
            for side in (part.left, part.center, part.right):
                if side.text:
                    yield f"{sheet.title} 页眉页脚", side.text
        for cell in list(sheet._cells.values()):
            if cell.comment:
                yield f"{sheet.title}!{cell.coordinate} 批注", cell.comment.text
            if cell.hyperlink and cell.hyperlink.target:
                yield f"{sheet.title}!{cell.coordinate} 链接", cell.hyperlink.target
