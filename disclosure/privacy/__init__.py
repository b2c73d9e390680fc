"""Personal data that no cell, comment or manifest may hold. What counts is privacy.toml; here is the arithmetic."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from ..standard.identifiers import fault

PRIVACY: dict[str, Any] = tomllib.loads(Path(__file__).with_name("privacy.toml").read_text(encoding="utf-8"))
POSSIBLE = re.compile(r"(?:\d[ -]?){11}|[@＠住户室生]")  # without one of these no pattern can match
HEADING = re.compile("|".join(map(re.escape, PRIVACY["headings"]["words"])), re.IGNORECASE)


def _is_citizen_id(number: str) -> bool:
    """Return whether 18 characters are a citizen ID number (GB 11643): a possible birth date and the check character.

    An all-digit 统一社会信用代码 can look like one; its own check digits tell it apart.
    """
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(mod_11_2.is_valid(number.upper())) and fault(number) is not None


def _is_bank_card(number: str) -> bool:
    """Return whether digits pass the check of payment cards (ISO/IEC 7812, Luhn)."""
    return bool(luhn.is_valid(re.sub(r"\D", "", number)))


CHECKS: dict[str, Callable[[str], bool]] = {"citizen_id": _is_citizen_id, "luhn": _is_bank_card}


@dataclass(frozen=True)
class Kind:
    """One way in which personal data is written."""

    code: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool]
    shown: int
    allowed: frozenset[str]


KINDS = [
    Kind(
        entry["code"], re.compile(entry["pattern"]), CHECKS.get(entry.get("check", ""), bool), entry["shown"],
        frozenset(entry.get("allowed", ())),
    )
    for entry in PRIVACY["kind"]
]  # fmt: skip


def personal_data(text: str, column: str | None = None) -> list[str]:
    """Return the finding codes of the kinds of personal data in a text; `column` is where it stands, if in a table."""
    if not POSSIBLE.search(text):
        return []
    return list(dict.fromkeys(kind.code for kind, _ in _found(unicodedata.normalize("NFKC", text), column)))


def _found(text: str, column: str | None = None) -> Iterator[tuple[Kind, re.Match[str]]]:
    """Yield what of a normalised text is personal data."""
    for kind in KINDS:
        if column not in kind.allowed:
            for match in kind.pattern.finditer(text):
                if kind.check(match.group()):
                    yield kind, match


def is_personal_heading(label: str) -> bool:
    """Return whether a column is headed as one of personal data."""
    return bool(HEADING.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", label))))


def mask(text: str) -> str:
    """Return the text with all but the first characters of personal data hidden."""
    if not personal_data(text):
        return text
    shown = unicodedata.normalize("NFKC", text)
    for kind, match in list(_found(shown)):
        found = match.group()
        shown = shown.replace(found, found[: kind.shown] + "*" * (len(found) - kind.shown))
    return shown
