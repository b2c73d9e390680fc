"""Finds the row of column names, under whatever title rows and group headings an office puts above it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from ..tables import RETRACTED, Column, Table
from .sheets import Cell, Record, shown

SEARCHED = 30  # rows in which a header may stand
UNIT = re.compile(r"[(\[【]?(?:金额)?(?:单位)?:?(?:人民币)?(万元|千元|亿元|元)[)\]】]?$")
STATED = re.compile(r"单位[::]?(?:人民币)?(万元|千元|亿元|元)")
BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]$")
FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
UNNAMED = re.compile(r"unnamed:\d+(_.*)?|序号|no\.?|#")  # columns that only count the rows


@dataclass
class Label:
    """One cell of the header: as filed, the column it names, the unit of money it states."""

    text: str
    column: Column | None = None
    unit: str | None = None
    exact: bool = True

    @property
    def counts_rows(self) -> bool:
        """Return whether the column only numbers the rows."""
        return not self.column and bool(UNNAMED.fullmatch(normal(self.text)))


@dataclass
class Header:
    """The header of a sheet: its last row, its labels by position, the (row, text) of titles above it."""

    row: int
    labels: list[Label]
    titles: list[tuple[int, str]] = field(default_factory=list)
    two_rows: bool = False
    stated_unit: str | None = None


def normal(label: str) -> str:
    """Return a label without spaces, line breaks, marks of duty and differences of width and case."""
    return re.sub(r"[\s*\u200b\ufeff]+", "", unicodedata.normalize("NFKC", label)).casefold()


def find_header(table: Table, rows: Iterator[Record]) -> tuple[Header | None, Iterator[Record]]:
    """Return the header and the rows below it; None if no row holds anything."""
    known = {normal(label): column for label, column in (table.by_synonym | table.by_header).items()}
    head = list(islice(rows, SEARCHED))
    filled = [position for position, (_, cells) in enumerate(head) if any(shown(cell).strip() for cell in cells)]
    while not filled:  # nothing but blank rows so far
        following = list(islice(rows, SEARCHED))
        if not following:
            return None, iter(())
        head = head[-1:] + following
        filled = [p for p, (_, cells) in enumerate(head) if any(shown(cell).strip() for cell in cells)]
    best, labels, two = filled[0], _labels(table, known, head[filled[0]][1]), False
    for position in filled:
        alone = _labels(table, known, head[position][1])
        if _score(alone) > _score(labels):
            best, labels, two = position, alone, False
    for position in filled:
        if position + 1 < len(head):
            both = _two_rows(table, known, head[position][1], head[position + 1][1])
            if _score(both) > _score(labels):
                best, labels, two = position + 1, both, True
    first = best - 1 if two else best
    titles = [(head[p][0], "".join(shown(cell).strip() for cell in head[p][1])) for p in filled if p < first]
    stated = next((found[1] for _, text in titles if (found := STATED.search(normal(text)))), None)
    return Header(head[best][0], labels, titles, two, stated), chain(head[best + 1 :], rows)


def _score(labels: list[Label]) -> int:
    """Return how many different columns a row of labels names."""
    return len({label.column.name for label in labels if label.column}) + any(x.text == RETRACTED for x in labels)


def _labels(table: Table, known: dict[str, Column], cells: list[Cell]) -> list[Label]:
    """Return what each cell of a row would be as a label."""
    return [_label(table, known, shown(cell)) for cell in cells]


def _label(table: Table, known: dict[str, Column], text: str) -> Label:
    """Return the column that a label names: by its name or title, a synonym, or either with its unit."""
    if column := table.by_header.get(text):
        return Label(text, column)
    bare = normal(text)
    if column := known.get(bare):
        return Label(text, column, exact=False)
    if (unit := UNIT.search(bare)) and (column := known.get(bare[: unit.start()].rstrip("/"))) and column.is_money:
        return Label(text, column, unit[1], exact=False)
    if (remark := BRACKETED.search(bare)) and (column := known.get(bare[: remark.start()])) and not column.is_money:
        return Label(text, column, exact=False)
    return Label(text)


def _two_rows(table: Table, known: dict[str, Column], upper: list[Cell], lower: list[Cell]) -> list[Label]:
    """Return the labels of a header in two rows: groups above, their parts below."""
    labels, group = [], ""
    for position in range(max(len(upper), len(lower))):
        above = shown(upper[position]) if position < len(upper) else ""
        below = shown(lower[position]) if position < len(lower) else ""
        group = above if above.strip() else group
        tried = [below, group + below, below + group] if below.strip() else [above]
        found = [_label(table, known, text) for text in tried]
        labels.append(next((label for label in found if label.column), Label(below or above)))
    return labels
