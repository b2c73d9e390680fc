"""Findings as people take them in: by submission, then by kind, the first few in full and the places of the rest."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ..findings import SEVERITIES, Finding, has_error, wording
from ..notes import place_in_english
from ..outcome import Outcome
from ..validation.filed import Counts
from .plain import plain, shortened

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
IN_FULL = 3
LISTED = 20
NAMED = 80  # characters of the name of a file, sheet or column


@dataclass(frozen=True)
class Group:
    """The findings of one code: its severity, wording, and the findings in the order of the files."""

    code: str
    severity: str
    findings: list[Finding]

    def word(self, key: str, lang: str) -> str | None:
        """Return the title, why or ignore of findings.toml in a language, the Chinese where a district has no other."""
        entry: dict[str, Any] = wording()[self.code]
        return entry.get(f"{key}_en") or entry.get(key) if lang == "en" else entry.get(key)

    def heading(self, lang: str) -> str:
        """Return what kind of findings these are, with their code and count."""
        words = WORDS[lang]
        count = words["times"].format(count=len(self.findings))
        return words["kind"].format(title=self.word("title", lang), code=self.code, count=count)


@dataclass(frozen=True)
class Entry:
    """One submission (None: a whole district), where it lies, and its findings by kind."""

    district: str
    submission: str | None
    path: Path | None
    valid: bool
    rows: dict[str, int]
    counts: dict[str, Counts]
    groups: list[Group]

    def count(self, severity: str) -> int:
        """Return how many findings of a severity there are."""
        return sum(len(group.findings) for group in self.groups if group.severity == severity)

    def name(self, lang: str) -> str:
        """Return the district and the submission."""
        return plain(f"{self.district}/{self.submission or WORDS[lang]['district']}")

    def accounts(self, lang: str) -> list[str]:
        """Return a line for each table of which some rows were retracted or skipped: what became of all of them."""
        words = WORDS[lang]
        lines = []
        for table, of in self.counts.items():
            if of.retracted or of.skipped:
                parts = [words["taken" if self.valid else "read"].format(count=of.read)]
                parts += [words["retracted"].format(count=of.retracted)] if of.retracted else []
                for code, count in sorted(of.skipped.items()):
                    parts.append(words["skipped"].format(kind=words.get(code, code), count=count))
                lines.append(words["counted"].format(table=table, filed=of.filed, parts=words["list"].join(parts)))
        return lines


def entries_of(outcome: Outcome) -> list[Entry]:
    """Return an entry per submission, and one per district that has findings of its own."""
    whole = [
        Entry(name, None, None, not has_error(found), {}, {}, _grouped(found))
        for name, found in sorted(outcome.districts.items())
    ]
    return whole + [
        Entry(
            verdict.submission.district, verdict.submission.name, verdict.submission.path, verdict.accepted,
            verdict.rows, verdict.counts, _grouped(verdict.findings),
        )
        for verdict in outcome.verdicts
    ]  # fmt: skip


def _grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return the findings by kind, errors first, kinds in the order in which they occur, cells as one reads them."""
    found = list(findings)
    first: dict[str, int] = {}
    sheets: dict[tuple[str | None, str | None], int] = {}
    for position, one in enumerate(found):
        first.setdefault(one.code, position)
        sheets.setdefault((one.file, one.sheet), position)

    def order(one: Finding) -> tuple[int, int, int, int, int, str]:
        cell = one.cell or ""
        sheet = sheets[one.file, one.sheet]
        return (SEVERITIES.index(one.severity), first[one.code], sheet, one.row or 0, len(cell), cell)

    ordered = sorted(found, key=order)
    return [
        Group(code, severity, list(of_kind))
        for (code, severity), of_kind in groupby(ordered, key=lambda f: (f.code, f.severity))
    ]


def place_of(found: Finding, lang: str) -> str:
    """Return where a finding stands, as a person looks for it: file, sheet, cell or row, column."""
    words = WORDS[lang]
    sheet = words["sheet"].format(sheet=_named(found.sheet, lang)) if found.sheet else None
    row = words["row"].format(row=found.row) if found.row else None
    column = place_in_english(found.column) if found.column and lang == "en" and not found.row else found.column
    parts = (_named(found.file, lang), sheet, found.cell, row, _named(column, lang))
    return " ".join(part for part in parts if part)


def _named(name: str | None, lang: str) -> str:
    """Return a name as it was filed, so that it can be printed."""
    return plain(shortened(name or "", WORDS[lang], longest=NAMED))


def others(group: Group, lang: str) -> str | None:
    """Return the places of the findings that are not told in full; None if all are.

    Each sheet of a workbook is named, and each file where the group speaks of several.
    """
    rest = group.findings[IN_FULL:]
    if not rest:
        return None
    words = WORDS[lang]
    several = len({found.file for found in group.findings}) > 1
    cells: dict[str, list[str]] = {}
    for found in rest[:LISTED]:
        sheet = words["sheet"].format(sheet=_named(found.sheet, lang)) if found.sheet else ""
        file = _named(found.file, lang) if several else ""
        part = _named(found.value, lang) if wording()[group.code].get("parts") else None
        cell = part or found.cell or (words["row"].format(row=found.row) if found.row else _named(found.column, lang))
        cells.setdefault(f"{file} {sheet}".strip(), []).append(cell)
    told = [_on(place, words["list"].join(filter(None, here)), words) for place, here in cells.items()]
    shown = words["between"].join(told) + ("…" if len(rest) > LISTED else "")
    return words["more"].format(count=len(rest), places=shown)


def _on(place: str, cells: str, words: dict[str, str]) -> str:
    """Return a place and the cells on it, whichever of them are known."""
    return words["on"].format(place=place, cells=cells) if place and cells else place or cells
