"""What a file holds once opened: sheets of rows of cells, and the words outside its cells."""

import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

READ: dict[str, Any] = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
LIMITS: dict[str, int] = {name: most for name, most in READ.items() if isinstance(most, int)}
APART = " ｜ "  # what stands in a message between what is struck through and what is not
CALLED: dict[str, tuple[str, str]] = READ["called"]


class UnreadableError(Exception):
    """Raised when a file cannot be read as tables; `code` is the finding it deserves, `facts` fill its wording."""

    def __init__(self, code: str, row: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.row, self.facts = code, row, facts


@dataclass(frozen=True)
class Displayed:
    """A number that its number format shows as another: 0.85 as 85%, 30000 as 3 万.

    `number` is what a reader sees, at full precision, in `unit` ("", "%", "‰", "千", "万", "亿"; "?" where the format
    scales in a way that is not understood); `text` is both as they are seen.
    """

    held: int | float
    number: Decimal
    unit: str
    text: str


@dataclass(frozen=True)
class Merged:
    """A cell below the first of a merge, in the merge's first column; it shows the value of the first."""

    value: Any


@dataclass(frozen=True)
class Covered:
    """A cell of a merge to the right of its first column: what stood there cannot be known."""


@dataclass(frozen=True)
class Broken:
    """A cell of a workbook whose value cannot be taken as it stands; `code` says why.

    It holds a formula, an error such as #REF!, or text of which a part is struck through or raised. `readings` are the
    texts that a part of the last may be meant as.
    """

    code: str
    text: str
    readings: tuple[str, ...] = ()


Cell = str | int | float | bool | date | datetime | Displayed | Merged | Covered | Broken | None
Record = tuple[int, list[Cell]]
Block = tuple[Sequence[int], list[list[Cell]]]  # the numbers of some rows, and their cells


class Lines:
    """On which line of a file each record begins: kept where a record of several lines has shifted those below it."""

    def __init__(self, records: list[int] | None = None, shifts: list[int] | None = None) -> None:
        self.records, self.shifts = records or [0], shifts or [0]

    def note(self, record: int, shift: int) -> None:
        """Take in that a record and those below it begin so many lines further down than their number says."""
        if record > self.records[-1]:
            self.records.append(record)
            self.shifts.append(shift)

    def of(self, record: int) -> int:
        """Return the line on which a record begins that was read."""
        return record + self.shifts[bisect_right(self.records, record) - 1]


@lru_cache(maxsize=1_000)
def letters(position: int) -> str:
    """Return how a spreadsheet calls a column; the first is at 0."""
    called = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        called = chr(ord("A") + letter) + called
    return called


@dataclass(frozen=True)
class Sheet:
    """One sheet; a text file is one sheet without a name. `rows` yields (row number as shown, cells) from row 1.

    `hidden_rows` are numbered as rows are, `hidden_columns` from 0. `lines` say on which line of a text file a row
    begins, once it was read: a cell may hold line breaks. `blocks` yields the rows below that of a number, so many at
    a time, which is quicker than one by one; None: there is no such way.
    """

    name: str | None
    rows: Callable[[], Iterator[Record]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lines: Lines | None = None
    blocks: Callable[[int, int], Iterator[Block]] | None = None


@dataclass(frozen=True)
class Book:
    """A file: its sheets, and (where, text) of comments, properties and names, which personal data may hide in."""

    sheets: list[Sheet]
    texts: list[tuple[str, str]] = field(default_factory=list)
    day_of: Callable[[float], date] | None = None  # what day a number stands for, in a workbook

    @property
    def filled(self) -> list[Sheet]:
        """Return the sheets a reader sees that hold anything."""
        return [sheet for sheet in self.sheets if not sheet.hidden and any(_filled(row) for _, row in sheet.rows())]


def _filled(row: list[Cell]) -> bool:
    return any(cell is not None and shown(cell).strip() for cell in row)


def struck(runs: Sequence[tuple[bool, str]]) -> Broken:
    """Return a text of which those runs are marked that are struck through or raised; both kinds are shown apart."""
    runs = [run for run in runs if run[1]]
    apart = ["".join(text for _, text in same) for _, same in groupby(runs, key=itemgetter(0))]
    kept, gone = ("".join(text for marked, text in runs if marked is is_gone) for is_gone in (False, True))
    readings = ("".join(apart), kept, gone, *apart, *(text for _, text in runs))
    return Broken("struck-text", APART.join(apart), tuple(dict.fromkeys(filter(None, readings))))


def readings(cell: Cell) -> tuple[str, ...]:
    """Return each text that a cell may be read as: several where a part of it is struck through or raised."""
    held = cell.value if isinstance(cell, Merged) else cell
    return held.readings if isinstance(held, Broken) and held.readings else (shown(cell),)


def shown(cell: Cell) -> str:
    """Return a cell as text, numbers with the 15 digits that a spreadsheet keeps."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Merged | Covered):
        return ""
    if isinstance(cell, Displayed):
        return cell.text
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return plain(cell)


def plain(number: float) -> str:
    """Return a number as its digits, never as 1e5."""
    if isinstance(number, int):
        return str(number)
    digits = Decimal(f"{number:.15g}")
    return f"{digits:f}".removesuffix(".0")


def limit(name: str, count: int) -> None:
    """Refuse a workbook with more of something than a limit allows."""
    if count > LIMITS[name]:
        chinese, english = CALLED[name]
        raise UnreadableError("workbook-too-complex", what=chinese, what_en=english, limit=f"{LIMITS[name]:,}")


def limited(rows: Iterator[Record], texts: bool = False) -> Iterator[Record]:
    """Yield the rows up to the limits. Raises UnreadableError naming the row that breaks one.

    Blank cells to the right of the furthest filled column so far are left out: some programs write 16,384 of them.
    `texts`: every cell is a text.
    """
    width, most_rows, most_columns = 0, LIMITS["rows"], LIMITS["columns"]
    most = LIMITS["cell_characters"]
    for number, cells in rows:
        if number > most_rows:
            raise UnreadableError("too-many-rows", number, limit=f"{most_rows:,}")
        if len(cells) > width:
            width = trimmed(cells, width)
            if len(cells) > most_columns:
                count = len(cells)
                raise UnreadableError("too-many-columns", number, line=number, count=count, limit=most_columns)
        lengths = map(len, cells) if texts else (len(cell) for cell in cells if isinstance(cell, str))  # type: ignore[arg-type]
        if cells and (longest := max(lengths, default=0)) > most:
            raise UnreadableError("cell-too-long", number, line=number, count=longest, limit=most)
        yield number, cells


def in_blocks(rows: Iterator[Record], size: int) -> Iterator[Block]:
    """Yield rows so many at a time, those before the place where a file breaks off too."""
    numbers: list[int] = []
    block: list[list[Cell]] = []
    try:
        for number, cells in rows:
            numbers.append(number)
            block.append(cells)
            if len(block) == size:
                yield numbers, block
                numbers, block = [], []
    except UnreadableError:
        if block:
            yield numbers, block
        raise
    if block:
        yield numbers, block


def trimmed(cells: list[Cell], width: int) -> int:
    """Take off the blank cells at the end of a row beyond a width, and return the width that holds the row."""
    while len(cells) > width and not _holds(cells[-1]):
        cells.pop()
    return max(width, len(cells))


def _holds(cell: Cell) -> bool:
    """Return whether a cell holds anything, be it only that what it held is covered by a merge."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def plain_decimal(number: Decimal) -> str:
    """Return a number as its digits, without zeros at the end of its decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
