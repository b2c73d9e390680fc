"""Opens .xls workbooks (BIFF) with xlrd, which gives what each cell showed when it was saved."""

import errno
import struct
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd

from .days import day_shown
from .formats import displayed
from .package import is_note
from .sheets import LIMITS, Broken, Cell, Covered, Merged, Record, UnreadableError, limit, shown, struck

BEGINS, ENDS, FORMULAS = {0x0809, 0x0409, 0x0209, 0x0009}, 0x000A, {0x0006, 0x0206, 0x0406}  # records of BIFF
Place = tuple[int, int]  # row and column, from 0
Parts = tuple[str, list[Record], bool, frozenset[int], frozenset[int]]  # as sheets.Sheet has them


def read_legacy(path: Path) -> tuple[list[Parts], list[tuple[str, str]], int]:
    """Return the sheets of a legacy workbook, its comments and how it counts days. Raises UnreadableError."""
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO())
        if book.nsheets > LIMITS["sheets"]:
            raise UnreadableError("too-many-sheets", limit=LIMITS["sheets"])
        sheets = list(_sheets(book))
    except (UnreadableError, MemoryError):
        raise
    except xlrd.biffh.XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise UnreadableError("password-protected") from error
        raise UnreadableError("not-a-table", kind="OLE") from error
    except Exception as error:  # xlrd lets any error of a broken file through
        if getattr(error, "errno", None) == errno.ENOMEM:
            raise MemoryError from error
        raise UnreadableError("source-error", note=f"{type(error).__name__}") from error
    if not sheets:
        raise UnreadableError("no-sheets")
    return sheets, list(_texts(book)), book.datemode


def day_of(serial: float, epoch: int) -> date:
    """Return the day that a number stands for."""
    day: date = xlrd.xldate_as_datetime(serial, epoch).date()
    return day


def _sheets(book: Any) -> Iterator[Parts]:
    """Yield the sheets of a workbook, refusing it as soon as they hold too much: several may be one and the same."""
    cells = merged = 0
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
        merged += sum((bottom - top) * (right - left) for top, bottom, left, right in sheet.merged_cells)
        limit("places", cells)
        limit("merged_cells", merged)
        width = max((sheet.row_len(row) for row in range(sheet.nrows)), default=0)
        rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
        columns = {at for at, info in sheet.colinfo_map.items() if at < width and (info.hidden or info.width == 0)}
        records = list(_rows(book, sheet, _formulas(book, number)))
        yield sheet.name, records, sheet.visibility != 0, frozenset(rows), frozenset(columns)


def _formulas(book: Any, number: int) -> set[Place]:
    """Return the cells of a sheet that hold a formula: xlrd gives what it came to last, or nothing."""
    found: set[Place] = set()
    position, depth = book._sh_abs_posn[number], 0
    while position + 4 <= len(book.mem):
        record, length = struct.unpack_from("<HH", book.mem, position)
        depth += (record in BEGINS) - (record == ENDS)
        if depth <= 0:
            break
        if record in FORMULAS:
            found.add(struct.unpack_from("<HH", book.mem, position + 4))
        position += 4 + length
    return found


def _rows(book: Any, sheet: Any, formulas: set[Place]) -> Iterator[Record]:
    """Yield the rows down to the last that holds a value."""
    merged = _merged(book, sheet, formulas)
    filled = [row for row in range(sheet.nrows) if any(kind not in (0, 6) for kind in sheet.row_types(row))]
    filled += [row for row, _ in formulas]
    for row in range(max([*filled, *merged], default=-1) + 1):
        width = sheet.row_len(row) if row < sheet.nrows else 0
        cells = [_cell(book, sheet, (row, column), formulas) for column in range(width)]
        for column, cell in merged.get(row, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = cell
        yield row + 1, cells


def _merged(book: Any, sheet: Any, formulas: set[Place]) -> dict[int, dict[int, Cell]]:
    """Return what the cells of merges but their first show, by row and column, as far as columns are filled."""
    width = max((sheet.row_len(row) for row in range(sheet.nrows)), default=0)
    found: dict[int, dict[int, Cell]] = {}
    for top, bottom, left, right in sheet.merged_cells:
        is_there = top < sheet.nrows and left < sheet.row_len(top)
        first = _cell(book, sheet, (top, left), formulas) if is_there else None
        for row in range(top, bottom):
            for column in range(left, min(right, width)):
                if (row, column) != (top, left):
                    below = first is not None and column == left
                    cell = Merged(first) if below else None if first in (None, "") else Covered()
                    found.setdefault(row, {})[column] = cell
    return {row: cells for row, cells in found.items() if row < sheet.nrows or any(cells.values())}


def _cell(book: Any, sheet: Any, place: Place, formulas: set[Place]) -> Cell:
    """Return what a cell holds, if it is no formula and no part of it is struck through or a note's raised number."""
    if place in formulas:
        return Broken("formula", "=…")
    cell = sheet.cell(*place)
    value = _value(book, cell)
    text = str(cell.value)
    runs = sheet.rich_text_runlist_map.get(place) or []
    fonts = [(0, book.xf_list[cell.xf_index].font_index), *runs]
    ends = [*(start for start, _ in fonts[1:]), len(text)]
    marked = []
    for (start, number), end in zip(fonts, ends, strict=True):
        font = book.font_list[number]
        raised = font.escapement == 1 and is_note(text[:start], text[start:end])
        marked.append((bool(text[start:end].strip()) and bool(font.struck_out or raised), text[start:end]))
    if value is None or not any(is_marked for is_marked, _ in marked):
        return value
    return struck(marked) if runs else Broken("struck-text", shown(value))


def _value(book: Any, cell: Any) -> Cell:
    """Return what a cell holds."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Broken("cell-error", xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return float(cell.value)
        return str(day.time()) if 0 <= cell.value < 1 else day_shown(day, _format(book, cell))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return displayed(cell.value, _format(book, cell))
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
