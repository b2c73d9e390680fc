"""Checks one table file: header, cells as understood, Frictionless, the row checks; by column, or row by row."""

from collections.abc import Callable, Iterator

from ..privacy import mask_name
from ..privacy.files import cut
from ..reading.cells import Understand
from ..reading.header import Header, find_header
from ..reading.sheets import Record, UnreadableError
from ..rules import RowCheck
from ..submissions.files import TableFile
from ..tables import Table
from .cells import GARBLED, guard_all
from .columns import in_columns
from .filed import Checked, Counts, File, Filed, Together
from .headings import read_header
from .records import Records
from .rows import Rows

__all__ = ["GARBLED", "Checked", "Counts", "File", "Filed", "Together", "validate"]

HEADINGS = 80  # characters of a header that a message repeats


def validate(source: TableFile, table: Table, checks: list[RowCheck], sample: bool | None,
             sink: Callable[[Filed], None], faults: int = 0, together: Together | None = None) -> File:  # fmt: skip
    """Return the file with its findings, having passed every row to `sink`. `sample` None: not known.

    `faults` are those of the submission's files before it. With `together` rows that are surely valid are judged by
    column and passed to it, in their order among the others; the findings and the rows are the same.
    """
    file = File(source, table, checks, sample, sink, together, faults=faults)
    try:
        header, rows = find_header(table, source.rows())
        if header is None:
            file.add("blank-header", 1, None, None)
        elif not header.recognised:
            _refuse_header(file, header, rows)
        else:
            _check_rows(file, header, read_header(file, header), rows)
    except UnreadableError as error:
        file.breaks_off(error)
    file.more()
    return file


def _refuse_header(file: File, header: Header, rows: Iterator[Record]) -> None:
    """Say that no row names columns of the table; personal data below is told all the same."""
    words = [label.text.strip() for label in header.labels if label.text.strip()]
    known = "、".join(column.title for column in file.table.columns if column.required) or file.table.columns[0].title
    for row, texts in header.titles:
        guard_all(file, row, texts)
    guard_all(file, header.row, words, in_name=True)
    for number, cells in rows:
        guard_all(file, number, cells)
    shown = cut(mask_name("，".join(words)), HEADINGS)
    file.add("header-not-found", header.row, None, shown, title=file.table.title, columns=known)


def _check_rows(file: File, header: Header, understand: dict[int, Understand], read: Iterator[Record]) -> None:
    """Judge every row."""
    rows = Rows(file)
    records = Records(file, header, understand, rows.take)
    whole = True
    try:
        if file.together:
            in_columns(file, header, understand, rows, records, read)
        else:
            for number, cells in read:
                records.take(number, cells)
    except UnreadableError as error:  # the rows before the place where the file breaks off are told all the same
        file.breaks_off(error)
        whole = False
    records.end(whole)
    _account(file)
    needed = {column.name for column in file.table.columns if column.required}
    if file.retracted and not file.passed:
        needed = set(file.table.filled_key)  # a file of retractions: key and reason suffice
    for name in sorted(needed - set(file.filed_columns)):
        file.add("missing-column", file.header_row, file.table.by_name[name], None)


def _account(file: File) -> None:
    """Refuse a file of which a row is neither read nor named: that is a fault of ours, and no row may be lost by it."""
    counts = file.counts
    if not counts.adds_up:
        named = counts.retracted + sum(counts.skipped.values())
        file.add("rows-unaccounted", None, None, None, filed=counts.filed, read=counts.read, named=named)
