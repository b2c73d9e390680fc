"""Finds the row of column names, under whatever title rows and group headings an office puts above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from ..tables import RETRACTED, Column, Table
from .sheets import Cell, Record, shown
from .units import AT_END, differs, normal, stated_units, unit_of

FEW, NEARLY = 3, 0.6  # columns, and the share of the most, that make a row a header though a later row names more
SEARCHED = 30  # rows in which a header may stand
BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]$")
UNNAMED = re.compile(r"unnamed:\d+(_.*)?|序号|编号|no\.?|#")  # columns that only count the rows
NAMES_BESIDE = {"单位名称", "机构名称", "社会组织名称", "组织名称", "社团名称", "单位", "名称", "全称", "org_name"}


@dataclass
class Label:
    """One cell of the header: as filed, the column it names, the unit of money it states, or another unit than its own.

    `beside`: it heads the names of organisations beside their codes, in a table that holds only the codes.
    """

    text: str
    column: Column | None = None
    unit: str | None = None
    exact: bool = True
    other_unit: str | None = None
    beside: bool = False

    @property
    def counts_rows(self) -> bool:
        """Return whether the column only numbers the rows."""
        return not self.column and bool(UNNAMED.fullmatch(normal(self.text)))


@dataclass
class Header:
    """The header of a sheet: its last row, its labels by position, the (row, texts by position) of what is above it.

    `upper` is the first row of a header of two, None if it has one.
    """

    row: int
    labels: list[Label]
    titles: list[tuple[int, list[str]]] = field(default_factory=list)
    upper: tuple[int, list[str]] | None = None

    @property
    def recognised(self) -> bool:
        """Return whether any label names a column of the table."""
        return any(label.column for label in self.labels)


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
    best, labels, two = _best(table, known, head, filled)
    first = best - 1 if two else best
    above = [(head[p][0], [shown(cell).strip() for cell in head[p][1]]) for p in filled if p < best]
    titles = [(row, texts) for row, texts in above if row < head[first][0]]
    while labels and not labels[-1].text.strip():
        labels.pop()
    return Header(head[best][0], labels, titles, above[-1] if two else None), chain(head[best + 1 :], rows)


def _best(table: Table, known: dict[str, Column], head: list[Record],
          filled: list[int]) -> tuple[int, list[Label], bool]:  # fmt: skip
    """Return the last row of the header, its labels, and whether it has two rows.

    Of rows that name nearly as many columns the first is the header: what stands between them is a table.
    """
    alone = {position: _labels(table, known, head[position][1]) for position in filled}
    most = max(_score(labels) for labels in alone.values())
    best = next(p for p, labels in alone.items() if _score(labels) >= max(min(most, FEW), NEARLY * most))
    labels, two = alone[best], False
    for position in filled:
        if position + 1 < len(head) and position <= best:
            both = _two_rows(table, known, head[position][1], head[position + 1][1])
            if _score(both) > _score(labels):
                best, labels, two = position + 1, both, True
    return best, labels, two


def _score(labels: list[Label]) -> int:
    """Return how many different columns a row of labels names."""
    return len({label.column.name for label in labels if label.column}) + any(x.text == RETRACTED for x in labels)


def _labels(table: Table, known: dict[str, Column], cells: list[Cell]) -> list[Label]:
    """Return what each cell of a row would be as a label."""
    return [_label(table, known, shown(cell)) for cell in cells]


def _label(table: Table, known: dict[str, Column], text: str) -> Label:
    """Return the column that a label names: by its name or title, a synonym, or either with its unit or a remark."""
    if column := table.by_header.get(text):
        return Label(text, column)
    plain = normal(text)
    if column := known.get(plain):
        return Label(text, column, exact=False)
    if remark := BRACKETED.search(plain):
        column = known.get(plain[: remark.start()])
        unit = unit_of(remark[1])
        if column and column.is_money:
            return Label(text, column, unit, exact=False) if unit else Label(text)
        if column:
            other = remark[1] if differs(remark[1], column.unit) else None
            return Label(text, column, exact=False, other_unit=other)
    if unit_at_end := AT_END.search(plain):
        column = known.get(plain[: unit_at_end.start()])
        if column and column.is_money:
            return Label(text, column, unit_at_end[1], exact=False)
    return Label(text, beside=plain in NAMES_BESIDE and "org_id" in table.by_name)


def _two_rows(table: Table, known: dict[str, Column], upper: list[Cell], lower: list[Cell]) -> list[Label]:
    """Return the labels of a header in two rows: groups above, their parts below."""
    labels, group = [], ""
    for position in range(max(len(upper), len(lower))):
        above = shown(upper[position]) if position < len(upper) else ""
        below = shown(lower[position]) if position < len(lower) else ""
        group = above if above.strip() else group
        tried = [below, group + below, below + group] if below.strip() else [above]
        found = [_label(table, known, text) for text in tried]
        label = next((label for label in found if label.column), Label(below or above))
        if label.column and label.column.is_money and not label.unit:
            label.unit = next(iter(stated_units([group]).units), None)
        labels.append(label)
    return labels
