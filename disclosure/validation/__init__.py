"""Checks one table file: header, cells as understood, Frictionless, the row checks. Holds one row at a time."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import frictionless
from frictionless import Checklist, Resource, Schema

from ..privacy import is_personal_heading, personal_data
from ..reading.cells import Understand, is_free, understanding
from ..reading.header import FACTORS, Header, find_header
from ..reading.sheets import Cell, Record, UnreadableError, shown
from ..rules import RowCheck
from ..submissions.files import TableFile
from ..tables import RETRACTED, Table
from .filed import File, Filed
from .rows import Rows

__all__ = ["File", "Filed", "validate"]

NO_LIMIT = 10**9
GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|锟斤拷|烫烫烫")
LONG_ENOUGH = 4  # shorter ones may be so by chance
HAN = re.compile("[\u4e00-\u9fff]{2}")
TOTALS = {"合计", "总计", "小计", "共计", "总合计"}
REFUSING = {"formula", "cell-error", "code-ruined"}


def validate(source: TableFile, table: Table, checks: list[RowCheck], sample: bool | None,
             sink: Callable[[Filed], None]) -> File:  # fmt: skip
    """Return the file with its findings, having passed every row to `sink`. `sample` None: not known."""
    file = File(source, table, checks, sample, sink)
    try:
        header, rows = find_header(table, source.rows())
        if header is None:
            file.add("blank-header", 1, None, None)
            return file
        understand = _read_header(file, header)
        _check_rows(file, header, understand, rows)
    except UnreadableError as error:
        file.add(error.code, None, None, None, **error.facts)
    return file


def _read_header(file: File, header: Header) -> dict[int, Understand]:
    """Say which column stands where, what is wrong with the header, and return how each column's cells are read."""
    file.header_row = number = header.row
    for row, text in header.titles:
        _guard(file, row, None, text)
        file.add("title-row", row, None, text)
    if header.two_rows:
        file.add("two-header-rows", number, None, None, upper=number - 1)
    seen: dict[str, int] = {}
    for position, label in enumerate(header.labels):
        _guard(file, number, label.text, label.text, position)
        name = label.column.name if label.column else label.text
        if not label.text.strip() or label.counts_rows:
            continue  # a blank column, or one that numbers the rows; see _unlabelled
        if name in seen:
            file.add("duplicate-label", number, name, label.text, at=position, position=position + 1,
                     other=seen[name] + 1)  # fmt: skip
        elif label.text == RETRACTED:
            file.retracted_at = position
        elif label.column:
            file.columns[position] = label.column
            if not label.exact:
                file.add("header-read-as", number, label.column, label.text)
        elif is_personal_heading(label.text):
            file.add("personal-column", number, label.text, label.text, at=position)
        elif not _forbidden(label.text, label.text):
            nearest = get_close_matches(label.text, [*file.table.by_header, *file.table.by_synonym], n=1, cutoff=0)
            file.add("unknown-column", number, label.text, label.text, at=position, nearest=nearest[0])
        seen.setdefault(name, position)
    factors = _factors(file, header)
    day_of = file.source.book.day_of
    return {
        position: understanding(column, factors.get(position, 1), day_of)
        for position, column in file.columns.items()
        if day_of or not is_free(column)
    }


def _factors(file: File, header: Header) -> dict[int, int]:
    """Return the unit of each column of money in yuan, refusing a table in which it differs or is left open."""
    money = {position: header.labels[position].unit for position, column in file.columns.items() if column.is_money}
    units = {unit or header.stated_unit or "元" for unit in money.values()}
    if len(units) > 1:
        for position, unit in money.items():
            if unit and unit != "元":
                column = file.columns[position]
                file.add("mixed-units", header.row, column, header.labels[position].text, unit=unit)
        return {}
    unit = next(iter(units), "元")
    if unit != "元":
        file.add("unit-read", header.row, None, None, unit=unit, factor=f"{FACTORS[unit]:,}")
    return dict.fromkeys(money, FACTORS[unit])


def _check_rows(file: File, header: Header, understand: dict[int, Understand], read: Iterator[Record]) -> None:
    """Pass every row through Frictionless and our own checks."""
    fields = [
        file.columns[position].descriptor if position in file.columns else {"name": f"_{position}", "type": "any"}
        for position in range(len(header.labels))
    ]
    schema: dict[str, Any] = {"fields": fields}
    if set(file.table.filled_key) <= set(file.filed_columns):
        schema["primaryKey"] = [name for name in file.table.key if name in file.filed_columns]
    data = _rows(file, header, understand, [descriptor["name"] for descriptor in fields], read)
    resource = Resource(data=data, schema=Schema.from_descriptor(schema))
    report = resource.validate(Checklist(checks=[Rows(file)]), limit_errors=NO_LIMIT)
    for error in (error for task in report.tasks for error in task.errors if "#row" not in error.tags):
        if isinstance(error, frictionless.errors.SourceError) and not file.numbers:
            continue  # a header without rows is a table of no rows
        file.add("data-error", None, None, None, note=error.message)
    needed = {column.name for column in file.table.columns if column.required}
    if file.rows and not file.numbers:
        needed = set(file.table.filled_key)  # a file of retractions: key and reason suffice
    for name in sorted(needed - set(file.filed_columns)):
        file.add("missing-column", file.header_row, file.table.by_name[name], None)


def _rows(file: File, header: Header, understand: dict[int, Understand], names: list[str],
          read: Iterator[Record]) -> Iterator[list[str]]:  # fmt: skip
    """Yield the records that Frictionless is to see: neither blank rows, nor a total at the foot, nor retractions."""
    yield names
    unlabelled = {position for position, label in enumerate(header.labels) if not label.text.strip()}
    counting = {position for position, label in enumerate(header.labels) if label.counts_rows}
    for number, cells in _without_total(file, _without_blanks(file, _until_unreadable(file, read))):
        file.rows += 1
        texts = [_text(file, number, position, cell, understand) for position, cell in enumerate(cells)]
        for position in sorted(unlabelled):
            if position < len(texts) and texts[position].strip():
                file.add("blank-label", header.row, None, "", at=position, position=position + 1)
                unlabelled.discard(position)
        for position in counting:
            if position < len(texts):
                texts[position] = ""
        while len(texts) > len(names) and not texts[-1].strip():
            texts.pop()  # a blank cell beyond the header says nothing
        if file.source.book.day_of:
            texts += [""] * (len(names) - len(texts))  # a workbook does not store blank cells at the end of a row
        at = file.retracted_at
        if at is not None and at < len(texts) and texts[at].strip():
            _retract(file, number, texts, texts[at])
            continue
        file.numbers.append(number)
        yield [text if text.strip() else "" for text in texts]
    if counting:
        file.add("counting-column", header.row, None, header.labels[min(counting)].text, at=min(counting))


def _text(file: File, number: int, position: int, cell: Cell, understand: dict[int, Understand]) -> str:
    """Return a cell as text, having noted how it was read and what may not stand in it."""
    if cell is None or cell == "":
        return ""
    column = file.columns.get(position)
    name = column.name if column else None
    original = cell if isinstance(cell, str) else shown(cell)
    if position not in understand or column is None:
        _guard(file, number, name, original, position)
        return original
    text, code = understand[position](cell)
    _guard(file, number, name, original or text, position)
    if code in REFUSING:
        file.refused.setdefault(number, set()).add(column.name)
        file.add(code, number, column, original)
        return ""
    if code and not personal_data(original, name):
        file.add(code, number, column, original, read=text)
    return text


def _without_blanks(file: File, read: Iterator[Record]) -> Iterator[Record]:
    """Yield the rows that hold anything, noting each run of blank ones between them."""
    first: int | None = None
    for number, cells in read:
        if any(shown(cell).strip() for cell in cells):
            if first is not None:
                file.add("blank-row", first, None, None, until=number - 1, count=number - first)
            first = None
            yield number, cells
        else:
            first = first or number
            last = number
    if first is not None:
        file.add("blank-row", first, None, None, until=last, count=last - first + 1)


def _without_total(file: File, read: Iterator[Record]) -> Iterator[Record]:
    """Yield the rows but the last if it is a total: it says so and lacks what every row of the table must have."""
    held: Record | None = None
    for record in read:
        if held is not None:
            yield held
            held = None
        if _is_total(file, record[1]):
            held = record
        else:
            yield record
    if held is not None:
        for cell in held[1]:
            _guard(file, held[0], None, shown(cell))
        file.add("total-row", held[0], None, "，".join(text for cell in held[1] if (text := shown(cell).strip())))


def _is_total(file: File, cells: list[Cell]) -> bool:
    """Return whether a row begins with a word for a total and a required cell of it is empty."""
    first = next((text for cell in cells if (text := re.sub(r"\s|[:：]", "", shown(cell)))), "")
    if first not in TOTALS:
        return False
    lacking = [
        position for position, column in file.columns.items()
        if column.required and not (shown(cells[position]).strip() if position < len(cells) else "")
    ]  # fmt: skip
    misplaced = [
        position for position, column in file.columns.items()
        if column.identifier and position < len(cells) and re.sub(r"\s", "", shown(cells[position])) in TOTALS
    ]  # fmt: skip
    return bool(lacking or misplaced)


def _until_unreadable(file: File, read: Iterator[Record]) -> Iterator[Record]:
    """Yield the records up to the place where the file breaks off, and note that place."""
    try:
        yield from read
    except UnreadableError as error:
        file.add(error.code, None, None, None, **error.facts)


def _guard(file: File, number: int, column: str | None, text: str, at: int | None = None) -> None:
    """Note personal data and gibberish in a cell of any column."""
    for code in _forbidden(text, column):
        file.add(code, number, column, text[:200], at=at)


@lru_cache(maxsize=50_000)  # most cells repeat others
def _forbidden(text: str, column: str | None) -> tuple[str, ...]:
    """Return the codes of what may stand in no cell."""
    garbled = GARBLED.search(text) or _is_double_encoded(text)
    return (*personal_data(text, column), *(["garbled-text"] if garbled else []))


def _is_double_encoded(text: str) -> bool:
    """Return whether a text is Chinese in UTF-8 that something took for GB18030 and saved again."""
    try:
        return (
            len(text) >= LONG_ENOUGH and not text.isascii() and bool(HAN.search(text.encode("gb18030").decode("utf-8")))
        )
    except UnicodeError:
        return False


def _retract(file: File, number: int, texts: list[str], reason: str) -> None:
    """Pass on a row that is taken out: its key and the reason."""
    values: dict[str, Any] = {}
    for position, column in file.columns.items():
        if column.name in file.table.key:
            text = texts[position] if position < len(texts) else ""
            if not text and column.name in file.table.filled_key:
                file.add("required", number, column, text)
            values[column.name] = int(text) if column.type in ("year", "integer") and text.isdigit() else text or None
    file.sink(Filed(number, values, retracted=reason))
