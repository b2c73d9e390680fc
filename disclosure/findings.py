"""A finding is one problem at one place, worded for the person who has to mend it. The wording is findings.toml."""

import re
import tomllib
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from string import Formatter
from typing import Any

from .notes import in_english, told

SEVERITIES = ("error", "warning", "info")
WORDED = ("title", "message", "fix", "why")
FILLED = ("message", "message_en", "fix", "fix_en")
KEYS = ("code", "severity", "table", "file", "row", "column", "value", "message", "message_en", "fix")  # of the report
SHOWN = ("message", "message_en", "fix", "fix_en", "file", "column", "value", "sheet")  # in which a datum may stand
WORDS_OF = attrgetter(*SHOWN)
PLAIN = (str, int, type(None))  # facts that are said alike where they are equal
GROUPED = 10_000  # from here on a limit is written with commas; a year is not
HINTED = 100  # the characters of a value that the hints of findings.toml look at


@dataclass(frozen=True)
class Finding:
    """One problem. `row`, `sheet` and `cell` (such as C5) are what a spreadsheet shows; what does not apply is None.

    `line` is the line of a text file on which the row begins: a cell may hold line breaks.
    """

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
    line: int | None = None
    fix_en: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding with the keys and the order of `check --format json` (design.md §5)."""
        return {key: getattr(self, key) for key in KEYS}


@dataclass(frozen=True)
class Place:
    """Where a finding stands; each part may be unknown."""

    table: str | None = None
    file: str | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None


Facts = tuple[tuple[str, Any], ...]


@cache
def standard() -> dict[str, dict[str, Any]]:
    """Return the wording of findings.toml."""
    with (Path(__file__).parent / "findings.toml").open("rb") as file:
        return tomllib.load(file)


OWN: dict[str, dict[str, dict[str, Any]]] = {}  # district → the wording of its own findings


def wording() -> Mapping[str, dict[str, Any]]:
    """Return code → its entry: severity; title, message, fix, why in Chinese and _en; ignore unless it is an error.

    The districts' own stand beside the standard ones and replace none.
    """
    return ChainMap(standard(), *OWN.values())


def unfit(entry: Any) -> str | None:
    """Return what is wrong with the wording of a finding, None if it can be said."""
    if not isinstance(entry, dict) or entry.get("severity") not in SEVERITIES:
        return f"needs a severity: one of {', '.join(SEVERITIES)}"
    needed = [*WORDED, *(["ignore"] if entry["severity"] != "error" else [])]
    if missing := [key for key in needed if not isinstance(entry.get(key), str)]:
        return f"lacks {', '.join(missing)}"
    for key, text in entry.items():
        try:
            names = [name for _, name, *_ in Formatter().parse(text) if name is not None] if key in FILLED else []
        except (TypeError, ValueError) as error:
            return f"{key}: {error}; write {{{{ and }}}} for braces"
        if odd := [name for name in names if not name.isidentifier()]:
            return f"{key}: {{{odd[0]}}} is no name of a fact"
    return None


def finding(code: str, place: Place, value: str | None = None, **facts: object) -> Finding:
    """Return the finding `code` at `place`, its wording filled with `value`, the place and `facts`."""
    if code in standard() and all(type(fact) in PLAIN for fact in facts.values()):
        place_said = tuple((part, getattr(place, part)) for part in _parts_said(code))
        said = _said_before(code, value, tuple(facts.items()), place_said)
    else:  # the wording of a district's own may change; 1.0 and 1 are the same key and are said otherwise
        said = _said(wording()[code], value, facts, vars(place))
    return Finding(code=code, value=value, **said, **vars(place))


@lru_cache(maxsize=20_000)  # many rows have the same fault
def _said_before(code: str, value: str | None, facts: Facts, place: Facts) -> dict[str, Any]:
    """Return what is said in a finding of the register's own."""
    return _said(standard()[code], value, dict(facts), dict(place))


@cache
def _parts_said(code: str) -> list[str]:
    """Return the parts of its place that a finding of the register's own speaks of."""
    entry = standard()[code]
    texts = [text for words in (entry, *entry.get("hints", ())) for key, text in words.items() if key in FILLED]
    said = {name for text in texts for _, name, *_ in Formatter().parse(text)}
    return [part.name for part in fields(Place) if part.name in said]


def _said(entry: dict[str, Any], value: str | None, facts: Mapping[str, Any],
          place: Mapping[str, Any]) -> dict[str, Any]:  # fmt: skip
    """Return the severity and the words of a finding."""
    words = {"value": value, "typed": entry.get("typed"), **place, **facts}
    if isinstance(limit := facts.get("limit"), int | float):
        words["limit"] = f"{limit:,}" if abs(limit) >= GROUPED else str(limit)
    if note := facts.get("note"):
        words["note"], words["note_en"] = told(str(note))
    english = words | in_english(words)
    return {
        "severity": str(facts.get("severity", entry["severity"])),
        "message": entry["message"].format_map(words),
        "message_en": entry.get("message_en", entry["message"]).format_map(english),
        "fix": _fix(entry, words, "fix", "很可能应为“{proposal}”，请核对后改正。"),
        "fix_en": _fix(entry, english, "fix_en", "Most likely “{proposal}” is meant: check, then correct it. "),
    }


def _fix(entry: dict[str, Any], words: dict[str, Any], key: str, proposed: str) -> str:
    """Return what to do: what was most likely meant, where that is known, then what fits the value or any of them."""
    value = (words["value"] or "").strip()
    fitting = (hint for hint in entry.get("hints", ()) if re.fullmatch(hint["value"], value[:HINTED]))
    advice: str = next(fitting, entry).get(key, entry["fix"]).format_map(words)
    proposal = words.get("proposal")
    return proposed.format(proposal=proposal) + advice if proposal and proposal != value else advice


def storable(text: str) -> str:
    """Return a text that can be stored and printed: half a character, which no encoding holds, is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def masked(found: Finding, mask: Callable[[str], str]) -> Finding:
    """Return the finding with every word of it passed through `mask`, so that no personal datum is repeated."""
    return all_masked([found], mask)[0]


def all_masked(findings: Iterable[Finding], mask: Callable[[str], str]) -> list[Finding]:
    """Return the findings, each masked; what several say alike is looked at once."""
    shown: dict[str | None, str | None] = {None: None, "": ""}
    known: dict[tuple[str | None, ...], dict[str, Any]] = {}  # the words of a finding → those that are shown otherwise
    told = []
    for found in findings:
        words = WORDS_OF(found)
        if (changed := known.get(words)) is None:
            for text in set(words).difference(shown):
                shown[text] = mask(storable(text or ""))
            changed = {name: shown[text] for name, text in zip(SHOWN, words, strict=True) if shown[text] != text}
            known[words] = changed
        told.append(replace(found, **changed) if changed else found)
    return told


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings as a reader walks through the files: by file, row, column, code."""
    return sorted(findings, key=lambda f: (f.file or "", f.row or 0, f.column or "", f.code, f.value or ""))


def has_error(findings: list[Finding]) -> bool:
    """Return whether any of the findings rejects its submission."""
    return any(found.severity == "error" for found in findings)
