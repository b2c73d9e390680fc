"""The rows of a sheet that are to be judged; what is left out is named and counted: nothing vanishes."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import eq
from typing import Any

from ..privacy import mask_name
from ..privacy.files import cut
from ..reading.cells import Understand
from ..reading.characters import CHARACTERS, clean, stands_for, unseen
from ..reading.header import Header
from ..reading.shapes import Shapes
from ..reading.sheets import LIMITS, Cell, Merged, shown
from ..reading.units import FACTORS, normal, stated_units
from ..tables import Column
from .cells import guard_all, text_of
from .filed import File, Filed
from .judged import WRITTEN, written_code

END_OF_FILE = "\x1a"  # what old programs put at the end of a text file
NO_REASON = set(CHARACTERS["stands_for"]["no_reason"])
COUNT = re.compile(r"[(（]?(?:[0-9０-９]{1,6}|[一二三四五六七八九十百]{1,5}|[A-Za-z])(?:\.0)?[)）.、]?")
LISTED = 10  # rows that a message lists


class Records:
    """The rows of a sheet, one after the other; `judge` is given the number and the cells of each that is to be judged.

    Those are the cells of the table's columns, and those beyond the header.
    """

    def __init__(self, file: File, header: Header, understand: dict[int, Understand],
                 judge: Callable[[int, list[str]], None]) -> None:  # fmt: skip
        self.file, self.header, self.understand, self.judge = file, header, understand, judge
        self.width = len(header.labels)
        self.shapes = Shapes(file.columns, [label.text for label in header.labels])
        self.above = _Above(file)
        self.unlabelled = {position for position, label in enumerate(header.labels) if not label.text.strip()}
        self.counting = [position for position, label in enumerate(header.labels) if label.counts_rows]
        self.blanks: list[int] = []
        self.hidden: list[int] = []
        self.first = True
        _hidden_columns(file, header)

    def take(self, number: int, cells: list[Cell]) -> None:
        """Pass on a row that is neither blank nor a total, a note or a retraction; note and count what is."""
        if not self._is_of_table(number, cells):
            return
        file, width, texts = self.file, self.width, self._texts(number, cells)
        self.above.see(number, texts)
        texts += [""] * (width - len(texts)) if file.source.book.day_of else []  # workbooks store no blank end
        if reason := file.retraction(texts):
            _retract(file, number, texts, reason)
        elif not any(texts[p].strip() for p in file.columns if p < len(texts)):
            _says_nothing(file, number, texts)
        else:
            given = [*(texts[p] for p in file.columns if p < len(texts)), *texts[width:]]
            self.judge(number, [text if text.strip() else "" for text in given])

    def pass_over(self, numbers: Sequence[int], texts: Mapping[int, Sequence[str]]) -> None:
        """Count rows of which there is nothing to tell; `texts` are those of the columns that `above` looks at."""
        self.file.filed += len(numbers)
        self.file.passed += len(numbers)
        self.first = False
        _blank_rows(self.file, self.blanks)
        self.above.see_all(numbers, texts)

    def end(self, whole: bool) -> None:
        """Note what can be told only now; not `whole`: the file breaks off."""
        file = self.file
        _blank_rows(file, self.blanks)
        if self.hidden:
            file.add("hidden-row", self.hidden[0], None, None, rows=_listed(self.hidden), count=len(self.hidden))
        if self.counting:
            label = self.header.labels[self.counting[0]].text
            file.add("counting-column", self.header.row, None, label, at=self.counting[0])
        if whole:
            self.above.ask()
        _gathered(file)

    def _is_of_table(self, number: int, cells: list[Cell]) -> bool:
        """Return whether a row is the table's; runs of blank ones, totals, notes and headings among them are noted."""
        file = self.file
        file.filed += 1
        if file.faults >= LIMITS["faults"]:
            _unchecked(file, number, cells)
            return False
        texts = [shown(cell.value if isinstance(cell, Merged) else cell).strip() for cell in cells]
        if not any(texts) or texts == [END_OF_FILE]:
            self.blanks.append(number)
            return False
        _blank_rows(file, self.blanks)
        if number in file.source.sheet.hidden_rows:
            self.hidden.append(number)
        first, self.first = self.first, False
        kind = None if file.retraction(texts) else self.shapes.kind_of(texts, first)
        if kind:
            _unit_among(file, number, texts)
            file.skipped[kind] += 1
            guard_all(file, number, texts)
            file.add(kind, number, None, cut(mask_name("，".join(text for text in texts if text))))
        return kind is None

    def _texts(self, number: int, cells: list[Cell]) -> list[str]:
        """Return a row as texts, having noted what stands outside the header."""
        file, header = self.file, self.header
        texts = [
            (file.plain[position].get(cell) if isinstance(cell, str) else None)
            or text_of(file, number, position, cell, self.understand)
            for position, cell in enumerate(cells)
        ]
        for position in sorted(self.unlabelled):
            if position < len(texts) and texts[position].strip():
                file.add("blank-label", header.row, None, "", at=position, position=position + 1)
                self.unlabelled.discard(position)
        _name_beside(file, number, texts)
        for position in self.counting:
            if position < len(texts):
                if texts[position].strip() and not COUNT.fullmatch(texts[position].strip()):
                    label = header.labels[position].text
                    file.add("counting-holds", number, label, texts[position], at=position)
                texts[position] = ""
        while len(texts) > len(header.labels) and not texts[-1].strip():
            texts.pop()  # a blank cell beyond the header says nothing
        return texts


def _says_nothing(file: File, number: int, texts: list[str]) -> None:
    """Count a row in which no column of the table holds anything; what stands elsewhere in it is refused."""
    file.skipped["blank-row"] += 1
    erased = file.erased.pop(number, set())
    file.refused.pop(number, None)
    beyond = [text for position, text in enumerate(texts) if position not in file.columns and text.strip()]
    for text in beyond[:1]:
        file.add("extra-cell", number, None, text)
    if erased:
        file.add("required", number, file.table.by_name[file.table.filled_key[0]], None)
    if not beyond and not erased:
        file.add("blank-row", number, None, None, until=number, count=1)


class _Above:
    """Sees whether the empty cells of a name's or a key's column in a text file look like merged cells come apart."""

    def __init__(self, file: File) -> None:
        self.file = file
        named = set() if file.source.book.day_of else {*file.table.key, *file.table.label}
        texts = ((position, column) for position, column in file.columns.items() if column.type == "string")
        self.last = {position: "" for position, column in texts if column.name in named}
        self.blank: dict[int, list[int]] = {position: [] for position in self.last}
        self.repeated: set[int] = set()

    def see(self, number: int, texts: list[str]) -> None:
        """Take in one row: merged cells leave a value on the first row of each group only."""
        for position in self.last:
            self._see(number, position, texts[position] if position < len(texts) else "")

    def _see(self, number: int, position: int, text: str) -> None:
        last = self.last[position]
        if not text and last:
            self.blank[position].append(number)
        elif text and text == last:
            self.repeated.add(position)
        self.last[position] = text or last

    def see_all(self, numbers: Sequence[int], texts: Mapping[int, Sequence[str]]) -> None:
        """Take in several rows by column."""
        for position, column in texts.items():
            if "" in column:
                for number, text in zip(numbers, column, strict=True):
                    self._see(number, position, text)
            else:
                last = self.last[position]
                if any(map(eq, column, chain([last], column))):
                    self.repeated.add(position)
                self.last[position] = column[-1]

    def ask(self) -> None:
        """Ask about each column in which no value stands twice in a row and empty cells follow filled ones."""
        for position, rows in self.blank.items():
            if len(rows) > 1 and position not in self.repeated:
                column = self.file.columns[position]
                self.file.add("merge-flattened", rows[0], column, None, count=len(rows), rows=_listed(rows))


def _unchecked(file: File, number: int, cells: list[Cell]) -> None:
    """Look through a row below so many faults that the rest is not worth checking; say so once."""
    if not file.skipped["too-many-faults"]:
        file.add("too-many-faults", number, None, None, count=LIMITS["faults"])
    file.skipped["too-many-faults"] += 1
    guard_all(file, number, cells)


def _unit_among(file: File, number: int, texts: list[str]) -> None:
    """Refuse a table below whose header another unit is said than above it: of which figures is not clear."""
    said = stated_units(texts)
    money = any(column.is_money for column in file.columns.values())
    others = {unit for unit in said.units if FACTORS[unit] != file.factor}
    if money and (others or said.unclear):
        file.add("unit-unclear", number, None, "，".join([*said.unclear, *sorted(others)]))


def _blank_rows(file: File, blanks: list[int]) -> None:
    """Note a run of blank rows, and forget it."""
    if blanks:
        file.skipped["blank-row"] += len(blanks)
        file.add("blank-row", blanks[0], None, None, until=blanks[-1], count=len(blanks))
        blanks.clear()


def _hidden_columns(file: File, header: Header) -> None:
    """Note the columns that a reader of the workbook does not see."""
    for position in sorted(file.source.sheet.hidden_columns):
        if position < len(header.labels) and header.labels[position].text.strip():
            label = header.labels[position]
            file.add("hidden-column", header.row, label.column or label.text, label.text, at=position)


def _name_beside(file: File, number: int, texts: list[str]) -> None:
    """Keep the name that stands beside a code, to be compared with the list of organisations."""
    at = file.beside_at
    if at is None or at >= len(texts):
        return
    code = next((texts[p] for p, c in file.columns.items() if c.name == "org_id" and p < len(texts)), "")
    if code and texts[at].strip():
        file.names_beside.append((number, code, clean(texts[at], "name")[0]))
    texts[at] = ""


def _gathered(file: File) -> None:
    """Note once for the file what was read without characters that say nothing, by kind."""
    for code, places in file.gathered.items():
        number, column, original = places[0]
        rows = sorted({row for row, _, _ in places})
        file.add(code, number, column, original, count=len(places), rows=_listed(rows), unseen=unseen(original))


def _listed(rows: list[int]) -> str:
    """Return row numbers as a message lists them."""
    return "、".join(map(str, rows[:LISTED])) + ("…" if len(rows) > LISTED else "")


def _retract(file: File, number: int, texts: list[str], reason: str) -> None:
    """Pass on a row that is taken out: its key and the reason."""
    file.retracted += 1
    if stands_for(reason) or normal(reason) in NO_REASON:
        file.add("retract-reason", number, None, reason, at=file.retracted_at)
    values: dict[str, Any] = {}
    faulty = file.refused.pop(number, set())
    for position, column in file.columns.items():
        if column.name not in file.table.key:
            continue
        text = texts[position] if position < len(texts) else ""
        values[column.name] = _key_value(file, number, column, text, faulty)
    file.sink(Filed(number, values, retracted=clean(reason)[0], faulty=frozenset(faulty)))


def _key_value(file: File, number: int, column: Column, text: str, faulty: set[str]) -> Any:
    """Return a value of a retracted row's key as it is stored; what cannot be one is noted."""
    code = written_code(column)
    if not text:
        if column.name in file.table.filled_key and column.name not in faulty:
            file.add("required", number, column, text)
            faulty.add(column.name)
        return None
    if code in WRITTEN and not WRITTEN[code].fullmatch(text):
        file.add(code, number, column, text)
        faulty.add(column.name)
        return text
    return int(text) if column.type in ("year", "integer") else text
