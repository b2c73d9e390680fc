"""Which table stands in which file, and on which sheet of a workbook; what lies beside them is told, never dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..findings import Finding, Place, finding
from ..privacy.files import (
    personal_data_beside_cells,
    personal_data_in_name,
    personal_data_in_sheet,
    personal_data_in_table,
)
from ..reading import READABLE, UnreadableError, open_book
from ..reading.header import find_header
from ..reading.sheets import Book, Record, Sheet, shown
from ..reading.units import normal
from ..standard.identifiers import fault
from ..tables import Table

ONE_WORKBOOK = "submission"
GUIDE = "填写说明"
OURS = {GUIDE, "示例", "词表", "核对结果"}  # sheets of our own template and of a checked workbook


@dataclass(frozen=True)
class TableFile:
    """One table of a submission: the file it stands in, opened, and the sheet of a workbook."""

    path: Path
    book: Book
    sheet: Sheet
    unread: tuple[Sheet, ...] = ()  # the sheets beside it that hold no table of the submission

    def rows(self) -> Iterator[Record]:
        """Yield the rows of the sheet."""
        return self.sheet.rows()

    def said_beside(self) -> Iterator[list[str]]:
        """Yield the texts of each sheet that holds no table, such as instructions; not our own lists and summaries."""
        for sheet in self.unread:
            if sheet.name == GUIDE or sheet.name not in OURS:
                yield [cell for _, cells in sheet.rows() for cell in cells if isinstance(cell, str)]


def table_file(path: Path, table: Table) -> tuple[TableFile | None, list[Finding]]:
    """Return the one sheet of a file that holds the table, and the findings about the file as a whole."""
    place = Place(table.name, path.name)
    headings = {normal(label) for label in (*table.by_synonym, *table.by_header)}
    try:
        book = open_book(path, lambda text: normal(text) in headings)
        filled = [sheet for sheet in book.filled if sheet.name not in OURS]
        findings = [*personal_data_in_name(path), *personal_data_beside_cells(path, book)]
        chosen, several = _chosen(filled, table)
        read = [chosen] if chosen else filled
        findings += _unread(path, book, read, [(table, sheet) for sheet in read])
    except UnreadableError as error:
        at = Place(table.name, path.name, error.row)
        return None, [finding(error.code, at, None, **error.facts), *personal_data_in_table(path)]
    if several:
        findings += [found for sheet in filled for found in personal_data_in_sheet(path, sheet)]
        return None, [*findings, finding("several-sheets", place, None, sheets="、".join(s.name or "" for s in filled))]
    if chosen is None:
        return None, [*findings, finding("blank-header", Place(table.name, path.name, 1), None)]
    return TableFile(path, book, chosen, _beside(book, [chosen])), findings


def one_workbook(path: Path, tables: dict[str, Table]) -> tuple[dict[str, TableFile], list[Finding]]:
    """Return the tables of submission.xlsx, a sheet each, and the findings about the workbook as a whole."""
    try:
        return _sheets(path, open_book(path), tables)
    except UnreadableError as error:
        at = Place(file=path.name, row=error.row)
        return {}, [finding(error.code, at, None, **error.facts), *personal_data_in_table(path)]


def _sheets(path: Path, book: Book, tables: dict[str, Table]) -> tuple[dict[str, TableFile], list[Finding]]:
    """Return the sheets named after a table, and the findings about the others and what lies beside the cells."""
    known = by_any_name(tables)
    files: dict[str, TableFile] = {}
    findings = [*personal_data_in_name(path), *personal_data_beside_cells(path, book)]
    for sheet in book.filled:
        name = known.get(normal(sheet.name or ""))
        if name and name in files:
            place = Place(name, path.name, sheet=sheet.name)
            findings.append(finding("table-twice", place, other=files[name].sheet.name))
        elif name:
            files[name] = TableFile(path, book, sheet)
    read = [file.sheet for file in files.values()]
    bare = {name for name, file in files.items() if not _has_rows(file.sheet)}
    findings += [found for name in bare for found in personal_data_in_sheet(path, files[name].sheet)]
    beside = _beside(book, read)
    files = {name: replace(file, unread=beside) for name, file in files.items() if name not in bare}
    of_tables = [(tables[name], file.sheet) for name, file in files.items()]
    return files, [*findings, *_unread(path, book, read, of_tables)]


def _beside(book: Book, read: list[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that are not read."""
    return tuple(sheet for sheet in book.sheets if not any(sheet is one for one in read))


def by_any_name(tables: dict[str, Table]) -> dict[str, str]:
    """Return what a sheet or a file may be called → the table it then holds."""
    return {normal(word): name for name, table in tables.items() for word in (table.title, name)}


def names_tables(path: Path, tables: dict[str, Table]) -> bool:
    """Return whether a file is a workbook with a sheet named after a table."""
    known = by_any_name(tables)
    try:
        return any(normal(sheet.name or "") in known for sheet in open_book(path).sheets)
    except UnreadableError:
        return False


def _has_rows(sheet: Sheet) -> bool:
    """Return whether a sheet holds more than the headings that a template has."""
    filled = (cells for _, cells in sheet.rows() if any(shown(cell).strip() for cell in cells))
    return next(filled, None) is not None and next(filled, None) is not None


def _chosen(filled: list[Sheet], table: Table) -> tuple[Sheet | None, bool]:
    """Return the sheet that holds the table, and whether several could: by its name, else by its header."""
    named = [sheet for sheet in filled if normal(sheet.name or "") in (normal(table.title), table.name)]
    if len(filled) <= 1 or len(named) == 1:
        return next(iter(named or filled), None), False
    fitting = [sheet for sheet in filled if _fits(sheet, table)]
    return (fitting[0], False) if len(fitting) == 1 else (None, True)


def _columns_named(sheet: Sheet, table: Table) -> set[str]:
    """Return the columns of a table that a sheet's header names."""
    header, _ = find_header(table, sheet.rows())
    return {label.column.name for label in header.labels if label.column} if header else set()


def _unread(path: Path, book: Book, read: list[Sheet], tables: list[tuple[Table, Sheet]]) -> Iterator[Finding]:
    """Yield what personal data lies on the sheets that are not read, and a finding per such sheet that is not ours.

    One that has rows of a table of which another sheet is read refuses the file: they would vanish.
    """
    for sheet in _beside(book, read):
        yield from personal_data_in_sheet(path, sheet)
        place = Place(file=path.name, sheet=sheet.name)
        alike = next((table for table, of in tables if _has_rows(sheet) and _is_like(sheet, table, of)), None)
        if alike:
            yield finding("rows-on-other-sheet", Place(alike.name, path.name, sheet=sheet.name), sheet.name,
                          title=alike.title, title_en=alike.name)  # fmt: skip
        elif sheet.name not in OURS and any(shown(cell).strip() for _, cells in sheet.rows() for cell in cells):
            yield finding("hidden-sheet" if sheet.hidden else "sheet-not-read", place, sheet.name)


def _fits(sheet: Sheet, table: Table) -> bool:
    """Return whether a sheet's header names so many columns of a table that it may be the table."""
    return len(_columns_named(sheet, table)) >= min(3, len(table.key) + 1)


def _is_like(sheet: Sheet, table: Table, read: Sheet) -> bool:
    """Return whether a sheet seems to hold rows of a table of which another is read: by headings or by rows."""
    return _has_key(sheet, table) or _goes_on(sheet, table, read)


def _goes_on(sheet: Sheet, table: Table, read: Sheet) -> bool:
    """Return whether a sheet without headings has a row as those of the sheet that is read: a code in its column, and
    all else that a row must have."""
    header, _ = find_header(table, read.rows())
    columns = {at: label.column for at, label in enumerate(header.labels) if label.column} if header else {}
    codes = [at for at, column in columns.items() if column.identifier == "org_id"]
    needed = [at for at, column in columns.items() if column.required]
    if not codes or len(needed) < 2:  # a code alone is a list of codes
        return False
    rows = ([shown(cell).strip() for cell in cells] for _, cells in sheet.rows())
    full = (texts for texts in rows if len(texts) > max(needed) and all(texts[at] for at in needed))
    return any(fault(normal(texts[at]).upper()) is None for texts in full for at in codes if at < len(texts))


def _has_key(sheet: Sheet, table: Table) -> bool:
    """Return whether a sheet's header names the key of a table, and one column more."""
    named = _columns_named(sheet, table)
    return set(table.filled_key) < named


def is_readable(path: Path) -> bool:
    """Return whether a file's extension is one of those that hold tables."""
    return path.suffix.lower() in READABLE
