"""Reads one sheet of an .xlsx as it streams by: its cells, merges, what it hides; nothing is made for a blank cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel, from_ISO8601

from .days import day_shown
from .formats import displayed
from .package import End, Runs, Start, attribute
from .references import LAST_ROW, Area, area_of, column_of, is_nought, natural
from .sheets import LIMITS, Broken, Cell, Covered, Displayed, Merged, Record, UnreadableError, letters, limit, shown

COVERED = Covered()
NO_DAY = 60  # of 1900, which spreadsheets take for a leap year
DATE, DURATION = "\0date", "\0duration"  # before a format that shows a date, in the place of one that shows a duration
SPREADING = {"array", "dataTable"}  # formulas that fill cells in which no formula is written
LONGEST = 255  # characters of a formula that is worth translating
HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share: the texts of cells, the formats of styles, the day that 0 stands for."""

    strings: list[str | Broken]
    patterns: list[str]  # by style; with DATE before it, or DURATION, where one is shown
    struck: frozenset[int]  # the styles that strike a cell through
    epoch: datetime
    counted: dict[str, int] = field(default_factory=dict)  # of what there are limits for the whole workbook

    def count(self, name: str, more: int = 1) -> None:
        """Add to what is counted, refusing what is beyond its limit."""
        self.counted[name] = self.counted.get(name, 0) + more
        limit(name, self.counted[name])


@dataclass
class Grid:
    """The filled cells of a sheet by row and column, numbered from 1, its merges, and what is hidden of it."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    beyond: dict[int, int] = field(default_factory=dict)  # the furthest filled column of rows that have too many
    width: int = 0

    def put(self, row: int, column: int, value: Cell) -> None:
        """Take in a filled cell. Raises ValueError for a second one in its place, which no spreadsheet writes."""
        if column > LIMITS["columns"]:
            if shown(value).strip():
                self.beyond[row] = max(column, self.beyond.get(row, 0))
            return
        cells = self.rows.setdefault(row, {})
        if column in cells:
            raise ValueError(f"{letters(column - 1)}{row} stands there twice")
        cells[column] = value
        self.width = max(self.width, column)

    def merge(self) -> None:
        """Let a merge's first cell show in the rows below it, and what it covers be known as covered."""
        for top, left, bottom, right in self.merges:
            first = self.rows.get(top, {}).get(left)
            if left > LIMITS["columns"]:
                continue
            for row in range(top, bottom + 1):
                cells = self.rows.get(row, {}) if first is None else self.rows.setdefault(row, {})
                for column in range(left, min(right, self.width) + 1):
                    if (row, column) == (top, left):
                        continue
                    if first is not None:
                        cells[column] = Merged(first) if column == left else COVERED
                    elif column in cells:
                        del cells[column]  # a spreadsheet shows nothing of what a merge covers

    def records(self) -> Iterator[Record]:
        """Yield the rows down to the last that holds a value."""
        before = 0
        for number in sorted({*self.rows, *self.beyond}):
            for blank in range(before + 1, number):
                yield blank, []
            if number in self.beyond:
                count = self.beyond[number]
                raise UnreadableError("too-many-columns", number, line=number, count=count, limit=LIMITS["columns"])
            cells = self.rows[number]
            yield number, [cells.get(column) for column in range(1, max(cells, default=0) + 1)]
            before = number

    def hidden(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the hidden rows, numbered from 1, and the hidden columns that hold anything, from 0."""
        columns = {
            column - 1 for first, last in self.hidden_columns for column in range(first, min(last, self.width) + 1)
        }
        return frozenset(self.hidden_rows), frozenset(columns)


class Reader:
    """Takes the elements of a sheet as they come and fills a grid with what they hold."""

    def __init__(self, book: Book) -> None:
        self.book, self.grid = book, Grid()
        self.cells, self.most = book.counted.get("cells", 0), LIMITS["cells"]
        self.links: list[tuple[str, str]] = []  # (cell, id of the address)
        self.texts: list[str] = []  # of headers and footers
        self.row = self.column = 0
        self.style, self.kind = 0, "n"
        self.held: list[str] | None = None  # the text of the element being read
        self.value: str | None = None
        self.formula: str | None = None
        self.shared: dict[str, tuple[str, str]] = {}  # formula and place of the first cell of those that share it
        self.si: str | None = None
        self.translated = 0
        self.arrays: list[tuple[Area, str]] = []
        self.array: str | None = None
        self.phonetic = False
        self.runs = Runs()
        self.starts: dict[str, Start] = {
            "c": self._cell, "row": self._row, "v": self._collect, "t": self._collect, "f": self._formula,
            "rPh": self._phonetic, "mergeCell": self._merge, "col": self._col, "hyperlink": self._link,
            **dict.fromkeys(HEADERS, self._collect), **self.runs.starts,
        }  # fmt: skip
        self.ends: dict[str, End] = {
            "c": self._cell_end, "v": self._value, "t": self._value, "f": self._formula_end, "rPh": self._phonetic_end,
            **dict.fromkeys(HEADERS, self._header),
        }  # fmt: skip

    def text(self, data: str) -> None:
        """Take text."""
        if self.held is not None:
            self.held.append(data)

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(float(attributes["r"])) if "r" in attributes else self.row + 1
        self.column = 0
        self.book.count("workbook_rows")
        if not 0 < self.row <= LAST_ROW:
            raise ValueError(self.row)
        if attributes.get("hidden") in ("1", "true") or is_nought(attributes.get("ht")):
            self.grid.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
        self.style, self.kind = natural(attributes.get("s") or "0"), attributes.get("t", "n")
        self.value = self.formula = self.si = None
        if self.kind == "inlineStr":
            self.runs.begin()

    def _cell_end(self) -> None:
        self.cells += 1
        if self.cells > self.most:
            limit("cells", self.cells)
        if self.formula is not None:
            self.grid.put(self.row, self.column, Broken("formula", f"={self.formula}"))
        elif self.value:
            value = self._read(self.value)
            if self.kind == "inlineStr" and self.runs.broken:
                value = self.runs.broken
            elif self.style in self.book.struck and value is not None and not isinstance(value, Broken):
                value = Broken("struck-text", shown(value))
            if value is not None:
                if isinstance(value, str):
                    self.book.count("characters", len(value))
                self.grid.put(self.row, self.column, value)

    def _collect(self, _: dict[str, str]) -> None:
        self.held = None if self.phonetic else []

    def _value(self) -> None:
        if self.held is not None:
            text = "".join(self.held)
            if self.value is not None and self.kind != "inlineStr":
                raise ValueError(f"{letters(self.column - 1)}{self.row} holds two values")
            if self.kind == "inlineStr":
                self.runs.take(self.value or "", text)
            self.value = (self.value or "") + text
        self.held = None

    def _formula(self, attributes: dict[str, str]) -> None:
        self.held, self.si = [], attributes.get("si")
        self.array = attributes.get("ref") if attributes.get("t") in SPREADING else None

    def _formula_end(self) -> None:
        text = "".join(self.held or [])
        self.held = None
        self.formula = self._shared(self.si, text) if self.si is not None else text
        if self.array:
            area = area_of(self.array)
            self.book.count("array_cells", (area[2] - area[0] + 1) * (area[3] - area[1] + 1))
            self.arrays.append((area, text))

    def _shared(self, si: str, text: str) -> str:
        """Return the formula of a cell that shares one, which is written at the first such cell alone."""
        place = f"{letters(self.column - 1)}{self.row}"
        if text:
            self.shared.setdefault(si, (text, place))
            return text
        first, origin = self.shared.get(si, ("", place))
        self.translated += 1
        if self.translated > LIMITS["findings"] or len(first) > LONGEST:  # nobody is told of so many
            return first
        try:
            return str(Translator(f"={first}", origin).translate_formula(place))[1:]
        except TranslatorError:  # it would point beyond the sheet
            return first

    def finish(self) -> Grid:
        """Return the grid once all of the sheet was read: merges shown, what array formulas reach known as formulas."""
        for area, text in self.arrays:
            for row in range(area[0], area[2] + 1):
                for column in self.grid.rows.get(row, {}).keys() & set(range(area[1], area[3] + 1)):
                    self.grid.rows[row][column] = Broken("formula", f"={text}")
        self.grid.merge()
        return self.grid

    def _phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def _phonetic_end(self) -> None:
        self.phonetic = False

    def _merge(self, attributes: dict[str, str]) -> None:
        area = area_of(attributes.get("ref", ""))
        self.book.count("merges")
        self.book.count("merged_cells", (area[2] - area[0] + 1) * (area[3] - area[1] + 1))
        self.grid.merges.append(area)

    def _col(self, attributes: dict[str, str]) -> None:
        self.book.count("column_formats")
        if attributes.get("hidden") in ("1", "true") or is_nought(attributes.get("width")):
            self.grid.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _link(self, attributes: dict[str, str]) -> None:
        self.book.count("hyperlinks")
        self.links.append((attributes.get("ref", ""), attribute(attributes, "id")))

    def _header(self) -> None:
        self.texts.append("".join(self.held or []))
        self.held = None

    def _read(self, text: str) -> Cell:
        """Return what a cell holds."""
        kind = self.kind
        if kind == "s":
            return self.book.strings[natural(text)] or None
        if kind in ("str", "inlineStr"):
            return text
        if kind == "b":
            return text in ("1", "true")
        if kind == "e":
            return Broken("cell-error", text)
        pattern = self.book.patterns[self.style] if self.style < len(self.book.patterns) else ""
        return _day(text) if kind == "d" else _number(text, pattern, self.book.epoch)


def _number(text: str, pattern: str, epoch: datetime) -> Cell:
    """Return a number as its format shows it, a date where the format shows dates, its text if it is no number."""
    try:
        number = float(text) if not text.lstrip("-").isdigit() else int(text)
    except ValueError:  # such as NaN, or more digits than Python takes for a number
        return text
    if isinstance(number, float) and not abs(number) < float("inf"):
        return text
    if pattern.startswith((DATE, DURATION)):
        if epoch == WINDOWS_EPOCH and int(number) == NO_DAY and pattern != DURATION:
            return "1900-02-29"  # so a spreadsheet shows it; no date
        try:
            day = from_excel(number, epoch, timedelta=pattern == DURATION)
        except (OverflowError, ValueError):
            return Broken("cell-error", "#VALUE!")
        return day_shown(day, pattern.removeprefix(DATE)) if isinstance(day, datetime) else str(day)
    shown_as: int | float | Displayed = displayed(number, pattern) if pattern else number
    return shown_as


def _day(text: str) -> Cell:
    """Return a date written as ISO 8601 has it."""
    try:
        day = from_ISO8601(text)
    except ValueError:
        return text
    return str(day) if isinstance(day, timedelta) or not hasattr(day, "year") else day
