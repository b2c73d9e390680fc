"""Accepts by column what is surely valid: each distinct cell of a column is judged once, as the way by rows judges it.

A row is surely valid where every cell of it is so and nothing else can be said of it; only what surely is no finding is
decided here. Any other row goes the way by rows, in its order among the others, and every finding comes from there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..reading.cells import Understand
from ..reading.header import Header
from ..reading.sheets import LIMITS, Broken, Cell, Covered, Merged, Record, in_blocks, shown
from ..reading.units import normal
from ..rules import RowCheck, read_by
from ..standard import identifiers
from ..standard.checks import asks_codes_alone
from ..tables import Column
from .cells import forbidden
from .filed import File
from .plain import is_code, plainly
from .records import COUNT, Records
from .rows import Rows
from .surely import UNSURE

BLOCK = 5_000  # rows that are looked at together
KEPT = 200_000  # distinct cells of a column that are remembered
NEVER = (Merged, Covered, Broken)


def in_columns(file: File, header: Header, understand: dict[int, Understand], rows: Rows, records: Records,
               read: Iterator[Record]) -> None:  # fmt: skip
    """Judge every row, the surely valid ones together. Raises UnreadableError where the file breaks off."""
    sieve, together = Sieve(file, header, understand, rows), file.together
    assert together
    blocks = file.source.sheet.blocks
    for numbers, block in blocks(header.row, BLOCK) if blocks else in_blocks(read, BLOCK):
        values, unsure = sieve.sift(numbers, block, records.first) if sieve.useful else ({}, range(len(block)))
        for start, stop, surely in _runs(unsure, len(block)):
            part = _part(values, start, stop) if surely else {}
            if surely and file.faults < LIMITS["faults"] and rows.stand_once(numbers[start:stop], part):
                looked_at = {
                    p: ["" if v is None else v for v in part[file.columns[p].name]] for p in records.above.last
                }
                records.pass_over(numbers[start:stop], looked_at)
                together(numbers[start:stop], part)
            else:
                for number, cells in zip(numbers[start:stop], block[start:stop], strict=True):
                    records.take(number, cells)


def _part(values: dict[str, Sequence[Any]], start: int, stop: int) -> dict[str, Sequence[Any]]:
    """Return the values of some rows of a block."""
    whole = all(stop - start == len(column) for column in values.values())
    return values if whole else {name: column[start:stop] for name, column in values.items()}


def _runs(unsure: Iterable[int], count: int) -> Iterator[tuple[int, int, bool]]:
    """Yield from where to where so many rows are surely valid, or one is not."""
    start = 0
    for place in sorted(unsure):
        if place > start:
            yield start, place, True
        yield place, place + 1, False
        start = place + 1
    if count > start:
        yield start, count, True


class Sieve:
    """Tells which rows of a file are surely valid, and their values by column."""

    def __init__(self, file: File, header: Header, understand: dict[int, Understand], rows: Rows) -> None:
        self.file, self.header, self.understand = file, header, understand
        self.width = len(header.labels)
        self.judges = dict(zip(file.columns, rows.judges, strict=True))
        self.plainly = {position: plainly(column) for position, column in file.columns.items()}
        self.known: list[dict[Any, Any]] = [{} for _ in range(self.width)]
        self.unsure: list[set[Any]] = [{UNSURE} for _ in range(self.width)]  # of those known
        self.changed: list[set[Any]] = [{UNSURE} for _ in range(self.width)]  # of those known, whose value is another
        checks = [(check, read_by(check) or ()) for check in file.checks]
        self.checks = [one for one in checks if not asks_codes_alone(one[0])]  # codes are plain, or unsure
        self.passed: list[set[Any]] = [set() for _ in self.checks]
        required = [position for position, column in file.columns.items() if column.required]
        self.first_required = min(required, default=-1)
        self.headings = {normal(label.text) for label in header.labels}
        filed = set(file.filed_columns)
        asked = all(filed & set(names) for _, names in checks)
        self.useful = bool(required) and file.beside_at is None and asked

    def sift(self, numbers: Sequence[int], block: list[list[Cell]],
             first: bool) -> tuple[dict[str, Sequence[Any]], set[int]]:  # fmt: skip
        """Return column → the value of each row, and the places of the rows of which not all is surely valid.

        `first`: the block begins next to the header, where a row that only numbers the columns may stand.
        """
        unknown: list[Cell] = [UNSURE] * self.width  # type: ignore[list-item]
        hidden = self.file.source.sheet.hidden_rows
        fitted = list(block)
        for place in () if set(map(len, block)) == {self.width} else range(len(block)):
            fitted[place] = self._fitted(block[place], unknown)
        unseen = [place for place, number in enumerate(numbers if hidden else ()) if number in hidden]
        filled = (place for place, cells in enumerate(block) if any(shown(cell).strip() for cell in cells))
        for place in [next(filled, 0), *unseen] if first else unseen:
            fitted[place] = unknown
        values: dict[str, Sequence[Any]] = {}
        unsure: set[int] = set()
        for position, cells in enumerate(zip(*fitted, strict=True)):
            judged, odd = self._judged(position, cells)
            if odd:
                unsure.update(place for place, value in enumerate(judged) if value is UNSURE)
            if column := self.file.columns.get(position):
                values[column.name] = judged
        for number, (check, names) in enumerate(self.checks):
            asked = [name for name in names if name in values]
            unsure.update(self._failed(number, check, asked, [values[name] for name in asked]) if asked else ())
        return values, unsure

    def _fitted(self, cells: list[Cell], unsure: list[Cell]) -> list[Cell]:
        """Return a row's cells under the header, `unsure` where there are others, or fewer in a text file."""
        missing = self.width - len(cells)
        if missing == 0:
            return cells
        if missing > 0:
            return [*cells, *[""] * missing] if self.file.source.book.day_of else unsure
        return unsure if any(cell not in (None, "") for cell in cells[self.width :]) else cells[: self.width]

    def _judged(self, position: int, cells: Sequence[Any]) -> tuple[Sequence[Any], bool]:
        """Return the value of each cell of a column, UNSURE where it is not surely valid, and whether any is not."""
        known, unsure = self.known[position], self.unsure[position]
        if len(known) > KEPT:
            known.clear()
            unsure.intersection_update([UNSURE])
            self.changed[position] = {UNSURE}
        keys: Sequence[Any] = cells if self.file.source.book.day_of is None else list(map(_key, cells))
        distinct = set(keys)
        new = distinct.difference(known)
        if new:
            column = self.file.columns.get(position)
            plain = self._plain(position, column, new) if column else {}
            known.update(plain)
            given = keys if keys is cells else dict(zip(keys, cells, strict=True))
            for key in new.difference(plain):
                known[key] = self._value(position, column, given[key] if isinstance(given, dict) else key)
                if known[key] is UNSURE:
                    unsure.add(key)
            self.changed[position].update(key for key in new if known[key] is not key)
        if self.changed[position].isdisjoint(distinct):
            return keys, False
        return list(map(known.__getitem__, keys)), not unsure.isdisjoint(distinct)

    def _plain(self, position: int, column: Column, texts: set[Any]) -> dict[str, Any]:
        """Return text → value of those that are plainly valid."""
        if self.file.factor != 1 and column.is_money:
            return {}
        found = self.plainly[position](texts)
        if position != self.first_required and not column.identifier and column.name != "name":
            return found
        return {text: value for text, value in found.items() if self._is_plain(position, column, text)}

    def _value(self, position: int, column: Column | None, cell: Any) -> Any:
        """Return the value of a cell, UNSURE if anything at all is to be told of it."""
        if cell is UNSURE or isinstance(cell, NEVER):
            return UNSURE
        original = cell if isinstance(cell, str) else shown(cell)
        if column is None:
            return None if self._says_nothing(position, original) else UNSURE
        text = ""
        if original:
            text, codes = self.understand[position](cell)
            if codes or forbidden(original or text, column.name, False, column.is_money):
                return UNSURE
        judged = self.judges[position](text if text.strip() else "")
        return UNSURE if judged.code or not self._is_plain(position, column, text) else judged.value

    def _says_nothing(self, position: int, text: str) -> bool:
        """Return whether there is nothing to tell of a cell in a column that is none of the table's."""
        label = self.header.labels[position]
        if position == self.file.retracted_at or not label.text.strip():
            return not text.strip() and not forbidden(text, None)
        if label.counts_rows and text.strip() and not COUNT.fullmatch(text.strip()):
            return False
        return not forbidden(text, None)

    def _is_plain(self, position: int, column: Column, text: str) -> bool:
        """Return whether a valid cell makes its row neither a repeated header nor one of another kind of submission."""
        sample = self.file.sample
        if column.identifier and text:
            return is_code(text) and (sample is None or identifiers.is_sample(text) == sample)
        if column.required and not normal(text):
            return False
        if position == self.first_required and normal(text) in self.headings:
            return False
        is_name = column.name == "name" and self.file.table.name == "organisations"
        return not (is_name and sample) or text.startswith("（示例）")

    def _failed(self, number: int, check: RowCheck, names: list[str], asked: list[Sequence[Any]]) -> Iterator[int]:
        """Yield the places of the rows of which a check finds something in the columns that it reads."""
        known = self.passed[number]
        if len(known) > KEPT:
            known.clear()
        new = set(zip(*asked, strict=True)).difference(known)
        failed = {row for row in new if UNSURE not in row and list(check(dict(zip(names, row, strict=True))))}
        known.update(new.difference(failed))
        if failed:
            yield from (place for place, row in enumerate(zip(*asked, strict=True)) if row in failed)


def _key(cell: Any) -> Any:
    """Return what tells a cell of a workbook from others: 1, 1.0 and True are equal in Python."""
    return cell if isinstance(cell, str) or cell is None or cell is UNSURE else (type(cell), repr(cell))
