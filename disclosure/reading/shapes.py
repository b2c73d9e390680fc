"""Tells the rows of a table from what offices write among and below them: totals, notes, section headings, numbering.

A row that holds an organisation's code is always a row of the table.
"""

import re
import tomllib
from pathlib import Path

from ..tables import Column
from .characters import HAN
from .units import is_unit, normal

SHAPES = {
    name: re.compile(pattern)
    for name, pattern in tomllib.loads(Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8")).items()
}
CODE = re.compile(r"[0-9a-z]{15,20}|ba-?\d{6}.*")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FEW = 3  # columns that a numbering row numbers at the least
LACKING = 2  # required cells that a row which is none of the table's lacks at the least


class Shapes:
    """The columns of one table file, by which its rows are told from what stands among them."""

    def __init__(self, columns: dict[int, Column], labels: list[str]) -> None:
        self.labels = [normal(label) for label in labels]
        self.columns = set(columns)
        self.codes = [position for position, column in columns.items() if column.identifier]
        self.required = [position for position, column in columns.items() if column.required]
        self.first = {next((p for p, label in enumerate(self.labels) if label), 0), min(columns, default=0)}

    def kind_of(self, texts: list[str], first: bool) -> str | None:
        """Return the code of the finding for a row that is none of the table's; `first`: it is next to the header."""
        if self._holds_code(texts):
            return None
        filled = {position: words for position, text in enumerate(texts) if (words := normal(text))}
        if not filled:
            return None
        if self._repeats_header(filled):
            return "repeated-header"
        if len(filled) > 1 and set(self.labels).issuperset(filled.values()):
            return "header-in-another-order"
        if first and self._numbers_columns(list(filled.values())):
            return "numbering-row"
        if first and self._names_units(filled):
            return "unit-row"
        lacking = [position for position in self.required if position not in filled]
        if self._is_total(filled, lacking):
            return "total-row"
        if len(lacking) < min(LACKING, len(self.required)) and next(iter(filled)) not in self.codes:
            return None  # a row with a fault, which must be told
        if self._is_note(filled, lacking):
            return "note-row"
        return "section-row" if self._heads_a_section(filled, lacking) else None

    def _holds_code(self, texts: list[str]) -> bool:
        """Return whether a column of codes holds what has the shape of a code, right or wrong."""
        return any(CODE.fullmatch(normal(texts[position])) for position in self.codes if position < len(texts))

    def _repeats_header(self, filled: dict[int, str]) -> bool:
        """Return whether a row says the headings again, as printed pages do."""
        headings = {position: label for position, label in enumerate(self.labels) if label}
        return len(filled) > 1 and all(headings.get(position) == words for position, words in filled.items())

    @staticmethod
    def _numbers_columns(words: list[str]) -> bool:
        """Return whether a row only numbers the columns: 甲 乙 1 2 3, A B C, 1 2 3=1+2."""
        if len(words) < FEW or not all(SHAPES["numbering"].fullmatch(word) for word in words):
            return False
        counts = [word.partition("=")[0].strip("()") for word in words]
        numbers = [int(count) for count in counts if count.isdecimal()]
        letters = [count for count in counts if count.isascii() and count.isalpha()]
        rising = numbers == list(range(1, len(numbers) + 1)) and "".join(letters) == LETTERS[: len(letters)]
        return rising and bool(numbers or letters)

    def _names_units(self, filled: dict[int, str]) -> bool:
        """Return whether a row says below the headings in which unit their figures are, and else but headings."""
        units = [words for words in filled.values() if is_unit(words.strip("()"))]
        return bool(units) and len(units) + len(set(self.labels).intersection(filled.values())) == len(filled)

    def _is_total(self, filled: dict[int, str], lacking: list[int]) -> bool:
        """Return whether a row is a sum of those above: it says so and lacks what a row must have."""
        position, words = next(iter(filled.items()))
        misplaced = position in self.codes
        if SHAPES["total"].fullmatch(words):
            return misplaced or len(lacking) >= min(LACKING, len(self.required))
        return bool(SHAPES["total_of"].fullmatch(words)) and (misplaced or len(lacking) >= LACKING)

    def _is_note(self, filled: dict[int, str], lacking: list[int]) -> bool:
        """Return whether a row is a remark, or says who made the table and when."""
        position, words = next(iter(filled.items()))
        if _is_said(words):  # a row that has most of what it must have is one with a fault
            return _only_said(list(filled.values())) or 2 * len(lacking) >= len(self.required)
        if len(filled) > 1:
            return False
        alone = SHAPES["note_alone"].fullmatch(words) is not None
        beside = position not in self.columns and len(lacking) == len(self.required)
        return alone or (beside and bool(HAN.search(words)))

    def _heads_a_section(self, filled: dict[int, str], lacking: list[int]) -> bool:
        """Return whether a row is a heading: words where a code must stand, or worded as one."""
        (position, words), *others = filled.items()
        if len(others) == 1 and SHAPES["section_number"].fullmatch(words):
            return len(lacking) >= LACKING and bool(HAN.search(others[0][1]))
        if others or not HAN.search(words):
            return False
        return position in self.codes or (position in self.first and bool(SHAPES["section"].fullmatch(words)))


def _is_said(words: str) -> bool:
    """Return whether a cell is worded as a remark, or says who filled in the table and when."""
    return bool(SHAPES["note"].fullmatch(words) or SHAPES["signature"].fullmatch(words))


def _only_said(cells: list[str]) -> bool:
    """Return whether each cell of a row is worded so, or stands behind one that ends in a colon."""
    return all(_is_said(words) or before.endswith(":") for before, words in zip(["", *cells], cells, strict=False))
