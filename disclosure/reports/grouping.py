"""Findings as people take them in: by submission, then by kind, the first few in full and the places of the rest."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ..findings import SEVERITIES, Finding, has_error, wording
from ..pipeline import Outcome

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
IN_FULL = 3
LISTED = 20


@dataclass(frozen=True)
class Group:
    """The findings of one code: its severity, wording, and the findings in the order of the files."""

    code: str
    severity: str
    findings: list[Finding]

    @property
    def words(self) -> dict[str, Any]:
        """Return the entry of findings.toml."""
        return wording()[self.code]


@dataclass(frozen=True)
class Entry:
    """One submission (None: a whole district), where it lies, and its findings by kind."""

    district: str
    submission: str | None
    path: Path | None
    valid: bool
    rows: dict[str, int]
    groups: list[Group]

    def count(self, severity: str) -> int:
        """Return how many findings of a severity there are."""
        return sum(len(group.findings) for group in self.groups if group.severity == severity)


def entries_of(outcome: Outcome) -> list[Entry]:
    """Return an entry per submission, and one per district that has findings of its own."""
    whole = [
        Entry(name, None, None, not has_error(found), {}, _grouped(found))
        for name, found in sorted(outcome.districts.items())
    ]
    return whole + [
        Entry(
            verdict.submission.district, verdict.submission.name, verdict.submission.path, verdict.accepted,
            verdict.rows, _grouped(verdict.findings),
        )
        for verdict in outcome.verdicts
    ]  # fmt: skip


def _grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return the findings by kind, errors first, each kind in the order in which it first occurs."""
    found = list(findings)
    first: dict[str, int] = {}
    for position, one in enumerate(found):
        first.setdefault(one.code, position)
    ordered = sorted(found, key=lambda f: (SEVERITIES.index(f.severity), first[f.code]))
    return [
        Group(code, severity, list(of_kind))
        for (code, severity), of_kind in groupby(ordered, key=lambda f: (f.code, f.severity))
    ]


def place_of(found: Finding, lang: str) -> str:
    """Return where a finding stands, as a person looks for it: file, sheet, cell or row, column."""
    words = WORDS[lang]
    sheet = words["sheet"].format(sheet=found.sheet) if found.sheet else None
    row = words["row"].format(row=found.row) if found.row else None
    return " ".join(part for part in (found.file, sheet, found.cell, row, found.column) if part)


def others(group: Group, lang: str) -> str | None:
    """Return the places of the findings that are not told in full; None if all are."""
    rest = group.findings[IN_FULL:]
    if not rest:
        return None
    places = [found.cell or (str(found.row) if found.row else found.file or "") for found in rest[:LISTED]]
    shown = "、".join(places) + ("…" if len(rest) > LISTED else "")
    return WORDS[lang]["more"].format(count=len(rest), places=shown)
