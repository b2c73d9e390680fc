"""A table file while it is checked, its rows as filed, and the count of what became of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from ..findings import Finding, Place, finding, wording
from ..privacy import mask, mask_name
from ..privacy.files import LONGEST, cut, personal_data_in_table
from ..reading.sheets import LIMITS, Lines, UnreadableError, letters
from ..rules import RowCheck
from ..submissions.files import TableFile
from ..tables import Column, Table


@dataclass(frozen=True)
class Filed:
    """One row as filed: values where readable, else the text of the cell; `faulty` cells have a finding already.

    `erased` are the columns in which the word for it says that the published value is to become empty.
    """

    row: int
    values: dict[str, Any]
    retracted: str | None = None
    faulty: frozenset[str] = frozenset()
    erased: frozenset[str] = frozenset()


PLAIN = ("file", "sheet", "columns", "header_row", "faults", "retracted_at", "beside_at", "names_beside")
Together = Callable[[Sequence[int], Mapping[str, Sequence[Any]]], None]  # numbers of rows, and column → value of each


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a file below its header: filed = read + retracted + those skipped, by their kind."""

    filed: int
    read: int
    retracted: int
    skipped: dict[str, int]

    @property
    def adds_up(self) -> bool:
        """Return whether every row filed is accounted for."""
        return self.filed == self.read + self.retracted + sum(self.skipped.values())


@dataclass
class File:
    """One table of a submission, being checked. `sink` receives each row; `refused` cells could not be read.

    `together` receives rows of which there is nothing to tell by column; None: every row goes to `sink`.

    `plain` holds, by column, the text of each cell of which there was nothing to tell, so that it is looked at once.

    `faults` counts the errors of the submission so far: beyond a limit rows are looked through, no longer checked.
    """

    source: TableFile
    table: Table
    checks: list[RowCheck]
    sample: bool | None
    sink: Callable[[Filed], None]
    together: Together | None = None
    findings: list[Finding] = field(default_factory=list)
    columns: dict[int, Column] = field(default_factory=dict)
    header_row: int = 1
    plain: defaultdict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    refused: dict[int, set[str]] = field(default_factory=dict)
    erased: dict[int, set[str]] = field(default_factory=dict)
    retracted_at: int | None = None
    beside_at: int | None = None
    factor: int = 1
    names_beside: list[tuple[int, str, str]] = field(default_factory=list)
    filed: int = 0
    passed: int = 0
    retracted: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    gathered: dict[str, list[tuple[int, Column, str]]] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """Return what became of the rows below the header."""
        return Counts(self.filed, self.passed, self.retracted, dict(self.skipped))

    @property
    def filed_columns(self) -> list[str]:
        """Return the names of the table's columns that the file has."""
        return [column.name for column in self.columns.values()]

    def retraction(self, texts: list[str]) -> str:
        """Return what a row, as texts, says in the reserved column; "" if it is not to be taken out."""
        at = self.retracted_at
        return texts[at] if at is not None and at < len(texts) and texts[at].strip() else ""

    def add(self, code: str, row: int | None, column: Column | str | None, value: str | None, *,
            at: int | None = None, **facts: Any) -> None:  # fmt: skip
        """Note a finding at a place of this file; `at` is the position of a column that is none of the table's.

        Of one code so many are told in full; the rest are counted (`more`).
        """
        self.told[code] += 1
        self.faults += wording()[code]["severity"] == "error"
        if self.told[code] > LIMITS["findings"]:
            return
        name = column.name if isinstance(column, Column) else column
        if isinstance(column, Column):
            terms = "、".join(column.descriptor["constraints"].get("enum", []))
            terms_en = ", ".join(f"“{term.term}” ({term.english})" for term in column.terms) or terms
            facts = {"title": column.title, "example": column.example, "terms": terms, "terms_en": terms_en} | facts
        if value and (len(value) > LONGEST or mask(value) != value):
            facts["proposal"] = None  # it would show what is masked, but for one character
        value, facts["read"] = (text and cut(text) for text in (value, facts.get("read")))
        self.findings.append(finding(code, self.place(row, name, at), value, **facts))

    def breaks_off(self, error: UnreadableError) -> None:
        """Note that the file cannot be read beyond a place, and the personal data from there on."""
        self.add(error.code, error.row, None, None, **error.facts)
        beyond = [found for found in personal_data_in_table(self.source.path) if (found.row or 0) >= (error.row or 0)]
        self.findings += [replace(found, table=self.table.name) for found in beyond]

    def more(self) -> None:
        """Note how many findings of each code were not told in full."""
        for code, count in self.told.items():
            if count > (most := LIMITS["findings"]):
                place = self.place(None, None)
                self.findings.append(finding("more-findings", place, None, count=count, told=most, of=code))

    def place(self, row: int | None, column: str | None, at: int | None = None) -> Place:
        """Return a place of this file, with its cell as a spreadsheet names it."""
        return self.checked([]).place(row, column, at)

    def checked(self, findings: list[Finding]) -> "Checked":
        """Return what is known of the file once it is checked."""
        names = {position: column.name for position, column in self.columns.items()}
        source, sheet = self.source, self.source.sheet.name
        file, sheet = mask_name(source.path.name), sheet and mask_name(sheet)
        return Checked(
            self.table, file, sheet, names, self.header_row, self.counts, findings, self.faults,
            self.retracted_at, self.beside_at, self.names_beside, source.sheet.lines,
        )  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A file once it is checked: the table it holds, where what stands in it, its findings, what became of its rows.

    `columns` is position → the name of the table's column; `lines` say on which line of a text file a row begins.
    """

    table: Table
    file: str
    sheet: str | None
    columns: dict[int, str]
    header_row: int
    counts: Counts
    findings: list[Finding]
    faults: int
    retracted_at: int | None
    beside_at: int | None
    names_beside: list[tuple[int, str, str]]
    lines: Lines | None

    @cached_property
    def position_of(self) -> dict[str | None, int]:
        """Return column → its position, the first of those that have its name."""
        return {name: position for position, name in reversed(self.columns.items())}

    @property
    def rows(self) -> int:
        """Return how many rows of the table the file holds, retractions too."""
        return self.counts.read + self.counts.retracted

    @property
    def filed_columns(self) -> list[str]:
        """Return the names of the table's columns that the file has."""
        return list(self.columns.values())

    def place(self, row: int | None, column: str | None, at: int | None = None) -> Place:
        """Return a place of this file, with its cell as a spreadsheet names it."""
        at = self.position_of.get(column, at)
        cell = f"{letters(at)}{row}" if at is not None and row is not None else None
        line = self.lines.of(row) if self.lines and row is not None else None
        return Place(self.table.name, self.file, row, column, self.sheet, cell, line)

    def as_json(self) -> dict[str, Any]:
        """Return it in what JSON holds."""
        own = {name: getattr(self, name) for name in PLAIN}
        lines = self.lines and [self.lines.records, self.lines.shifts]
        findings = [vars(one) for one in self.findings]
        return own | {"table": self.table.name, "counts": asdict(self.counts), "findings": findings, "lines": lines}

    @classmethod
    def from_json(cls, filed: dict[str, Any], tables: dict[str, Table]) -> "Checked":
        """Return what `as_json` told."""
        return cls(
            table=tables[filed["table"]],
            counts=Counts(**filed["counts"]),
            findings=[Finding(**one) for one in filed["findings"]],
            columns={int(position): name for position, name in filed["columns"].items()},
            names_beside=[(row, code, name) for row, code, name in filed["names_beside"]],
            lines=filed["lines"] and Lines(*filed["lines"]),
            **{name: filed[name] for name in PLAIN if name not in ("columns", "names_beside")},
        )
