"""Which table stands in which file, and on which sheet of a workbook; what lies beside them is told, never dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..findings import Finding, Place, finding
from ..privacy import personal_data
from ..reading import READABLE, UnreadableError, open_book
from ..reading.header import find_header, normal
from ..reading.sheets import Book, Record, Sheet, shown
from ..tables import Table

ONE_WORKBOOK = "submission"
OURS = {"填写说明", "示例", "词表", "核对结果"}  # sheets of our own template and of a checked workbook
TEXT = {".md", ".txt", ".json", ".html", ".xml", ".yml", ".yaml"}


@dataclass(frozen=True)
class TableFile:
    """One table of a submission: the file it stands in, opened, and the sheet of a workbook."""

    path: Path
    book: Book
    sheet: Sheet

    def rows(self) -> Iterator[Record]:
        """Yield the rows of the sheet."""
        return self.sheet.rows()


def table_file(path: Path, table: Table) -> tuple[TableFile | None, list[Finding]]:
    """Return the one sheet of a file that holds the table, and the findings about the file as a whole."""
    place = Place(table.name, path.name)
    try:
        book = open_book(path)
        filled = [sheet for sheet in book.filled if sheet.name not in OURS]
        findings = list(_beside_cells(path, book))
        chosen, several = _chosen(filled, table)
        findings += _unread(path, book, [chosen] if chosen else filled)
    except UnreadableError as error:
        return None, [finding(error.code, place, None, **error.facts)]
    if several:
        return None, [*findings, finding("several-sheets", place, None, sheets="、".join(s.name or "" for s in filled))]
    if chosen is None:
        return None, [*findings, finding("blank-header", Place(table.name, path.name, 1), None)]
    return TableFile(path, book, chosen), findings


def one_workbook(path: Path, tables: dict[str, Table]) -> tuple[dict[str, TableFile], list[Finding]]:
    """Return the tables of submission.xlsx, a sheet each, and the findings about the workbook as a whole."""
    try:
        return _sheets(path, open_book(path), tables)
    except UnreadableError as error:
        return {}, [finding(error.code, Place(file=path.name), None, **error.facts)]


def _sheets(path: Path, book: Book, tables: dict[str, Table]) -> tuple[dict[str, TableFile], list[Finding]]:
    """Return the sheets named after a table, and the findings about the others and what lies beside the cells."""
    known = _by_sheet(tables)
    files: dict[str, TableFile] = {}
    findings = list(_beside_cells(path, book))
    for sheet in book.filled:
        name = known.get(normal(sheet.name or ""))
        if name and name in files:
            place = Place(name, path.name, sheet=sheet.name)
            findings.append(finding("table-twice", place, other=files[name].sheet.name))
        elif name:
            files[name] = TableFile(path, book, sheet)
    read = [file.sheet for file in files.values()]
    files = {name: file for name, file in files.items() if _has_rows(file.sheet)}
    return files, [*findings, *_unread(path, book, read)]


def _by_sheet(tables: dict[str, Table]) -> dict[str, str]:
    """Return what a sheet may be called → the table it then holds."""
    return {normal(word): name for name, table in tables.items() for word in (table.title, name)}


def names_tables(path: Path, tables: dict[str, Table]) -> bool:
    """Return whether a file is a workbook with a sheet named after a table."""
    try:
        return any(normal(sheet.name or "") in _by_sheet(tables) for sheet in open_book(path).sheets)
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
    fitting = [sheet for sheet in filled if _columns_named(sheet, table) >= min(3, len(table.key) + 1)]
    return (fitting[0], False) if len(fitting) == 1 else (None, True)


def _columns_named(sheet: Sheet, table: Table) -> int:
    header, _ = find_header(table, sheet.rows())
    return len({label.column.name for label in header.labels if label.column}) if header else 0


def _unread(path: Path, book: Book, read: list[Sheet]) -> Iterator[Finding]:
    """Yield a finding per sheet that is not read, and what personal data lies on it."""
    for sheet in book.sheets:
        if sheet.name in OURS or any(sheet is one for one in read):
            continue
        holds = False
        for number, cells in sheet.rows():
            for cell in cells:
                text = shown(cell)
                holds = holds or bool(text.strip())
                for code in personal_data(text):
                    yield finding(code, Place(file=path.name, row=number, sheet=sheet.name), text)
        if holds:
            code = "hidden-sheet" if sheet.hidden else "sheet-not-read"
            yield finding(code, Place(file=path.name, sheet=sheet.name), sheet.name)


def _beside_cells(path: Path, book: Book) -> Iterator[Finding]:
    """Yield the personal data in comments, properties and names of a workbook."""
    for where, text in book.texts:
        for code in personal_data(text):
            yield finding(code, Place(file=path.name, column=where), text)


def personal_data_in_text(path: Path) -> Iterator[Finding]:
    """Yield the personal data in a file that is no table, such as a README, line by line."""
    if path.suffix.lower() in TEXT:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            for code in personal_data(line):
                yield finding(code, Place(file=path.name, row=number), line[:200])


def is_readable(path: Path) -> bool:
    """Return whether a file's extension is one of those that hold tables."""
    return path.suffix.lower() in READABLE
