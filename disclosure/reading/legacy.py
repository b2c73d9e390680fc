"""Opens .xls workbooks (BIFF) with xlrd, which gives what each cell showed when it was saved."""

from collections.abc import Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd

from .sheets import Book, Broken, Cell, Merged, Record, Sheet, UnreadableError, is_percentage, limited, percentage


def open_legacy(path: Path) -> Book:
    """Return the sheets of a legacy workbook and its comments. Raises UnreadableError."""
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=StringIO())
    except xlrd.biffh.XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise UnreadableError("password-protected") from error
        raise UnreadableError("not-a-table", kind="OLE") from error
    except Exception as error:  # xlrd lets any error of a broken file through
        raise UnreadableError("source-error", note=f"{type(error).__name__}") from error
    sheets = [Sheet(sheet.name, partial(_read, book, sheet), sheet.visibility != 0) for sheet in book.sheets()]
    return Book(sheets, list(_texts(book)), lambda serial: xlrd.xldate_as_datetime(serial, book.datemode).date())


def _read(book: Any, sheet: Any) -> Iterator[Record]:
    """Yield the rows of a sheet within the limits."""
    return limited(_rows(book, sheet))


def _rows(book: Any, sheet: Any) -> Iterator[Record]:
    """Yield the rows down to the last that holds a value."""
    below = {
        (row, left): (top, left)
        for top, bottom, left, right in sheet.merged_cells
        if right - left == 1
        for row in range(top + 1, bottom)
    }
    filled = [row for row in range(sheet.nrows) if any(kind not in (0, 6) for kind in sheet.row_types(row))]
    last = max([*filled, *(row for row, _ in below)], default=-1)
    for row in range(last + 1):
        cells = [_value(book, cell) for cell in sheet.row(row)] if row < sheet.nrows else []
        for column, cell in enumerate(cells):
            if (row, column) in below and cell in (None, ""):
                cells[column] = Merged(_value(book, sheet.cell(*below[row, column])))
        yield row + 1, cells


def _value(book: Any, cell: Any) -> Cell:
    """Return what a cell holds."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Broken("cell-error", xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: Cell = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return float(cell.value)
        return day
    if cell.ctype == xlrd.XL_CELL_NUMBER and is_percentage(_format(book, cell)):
        return percentage(cell.value)
    value: Cell = cell.value
    return value


def _format(book: Any, cell: Any) -> str:
    """Return the pattern in which a cell shows its number."""
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _texts(book: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of a workbook that no cell shows."""
    if book.user_name:
        yield "文档属性", str(book.user_name)
    for sheet in book.sheets():
        yield "工作表名", sheet.name
        for (row, column), note in sheet.cell_note_map.items():
            yield f"{sheet.name}!{xlrd.cellname(row, column)} 批注", str(note.text)
