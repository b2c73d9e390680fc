"""A finding is one problem at one place, worded for the person who has to mend it. The wording is findings.toml."""

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Finding:
    """One problem. `row`, `sheet` and `cell` (such as C5) are what a spreadsheet shows; what does not apply is None."""

    code: str
    severity: str
    message: str
    message_en: str
    fix: str
    table: str | None = None
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the finding with the keys and the order of `check --format json` (design.md §5)."""
        filed = asdict(self)
        keys = ("code", "severity", "table", "file", "row", "column", "value", "message", "message_en", "fix")
        return {key: filed[key] for key in keys}


@dataclass(frozen=True)
class Place:
    """Where a finding stands; each part may be unknown."""

    table: str | None = None
    file: str | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    cell: str | None = None


@cache
def wording() -> dict[str, dict[str, Any]]:
    """Return code → its entry: severity, title, message, message_en, fix, why, and ignore unless it is an error."""
    with (Path(__file__).parent / "findings.toml").open("rb") as file:
        return tomllib.load(file)


def add_wording(path: Path) -> None:
    """Take in the wording of a district's own findings, if it has any."""
    if path.exists():
        with path.open("rb") as file:
            wording().update(tomllib.load(file))


def finding(code: str, place: Place, value: str | None = None, **facts: object) -> Finding:
    """Return the finding `code` at `place`, its wording filled with `value`, the place and `facts`."""
    entry = wording()[code]
    words = {"value": value, **asdict(place), **facts}
    return Finding(
        code=code,
        severity=str(facts.get("severity", entry["severity"])),
        message=entry["message"].format_map(words),
        message_en=entry["message_en"].format_map(words),
        fix=_fix(entry, words),
        value=value,
        **asdict(place),
    )


def _fix(entry: dict[str, Any], words: dict[str, object]) -> str:
    """Return what to do: to type what was most likely meant, where that is known."""
    advice: str = entry["fix"].format_map(words)
    return f"很可能应为“{words['proposal']}”，请核对后改正。{advice}" if words.get("proposal") else advice


def masked(found: Finding, mask: Callable[[str], str]) -> Finding:
    """Return the finding with every word of it passed through `mask`, so that no personal datum is repeated."""
    words = ("message", "message_en", "fix", "file", "column", "value", "sheet")
    changed: dict[str, Any] = {word: mask(text) for word in words if (text := getattr(found, word))}
    return replace(found, **changed)


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings as a reader walks through the files: by file, row, column, code."""
    return sorted(findings, key=lambda f: (f.file or "", f.row or 0, f.column or "", f.code, f.value or ""))


def has_error(findings: list[Finding]) -> bool:
    """Return whether any of the findings rejects its submission."""
    return any(found.severity == "error" for found in findings)
