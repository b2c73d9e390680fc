"""Personal data that no cell, comment or manifest may hold: searched and masked here. What counts is privacy.toml."""

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from stdnum.iso7064 import mod_11_2

from ..standard.identifiers import fault
from .folding import HAN, NUMERALS, SPELT, folded, placed, spellings, unmarked

PRIVACY: dict[str, Any] = tomllib.loads(Path(__file__).with_name("privacy.toml").read_text(encoding="utf-8"))
BEFORE = {name: re.compile(pattern, re.ASCII) for name, pattern in PRIVACY["before"].items()}
PATH = re.compile(PRIVACY["address"]["path"], re.ASCII)
AMOUNT = re.compile(PRIVACY["amount"]["pattern"], re.ASCII)
NEAR = 32  # how many characters before a number say what it is
SHORT = 200  # characters of a text of which what is hidden in it is remembered
SEPARATOR = re.compile(r"[^0-9A-Za-z]")
DIGIT = rf"\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u24ff\u2776-\u2793{NUMERALS}"
ELEVEN = re.compile(rf"(?:[{DIGIT}][^{DIGIT}A-Za-z{HAN}]*+){{11}}")
WORDS = re.compile(
    r"[@＠﹫#＃﹟住户址室生]|艾特| AT |[Dd]\.?[Oo]\.?[BbTt]|[Bb][Ii][Rr][Tt][Hh]|[Bb][Oo][Rr][Nn]"
    r"|[(\[{<（［｛＜【] ?[aAａＡ][tTｔＴ]"
)
POSSIBLE = re.compile(f"{WORDS.pattern}|{ELEVEN.pattern}")  # without one of these no pattern can match
LENGTH = re.compile(r"\[[^\]]*\]|\{[^}]*\}|[0-9]+")
GROUPED = re.compile("[ ./-]+")
NUMBER = re.compile("(?:[0-9][^0-9]*){11}")
HEADING = re.compile("|".join(map(re.escape, PRIVACY["headings"]["words"])), re.IGNORECASE)
NO_HEADING = re.compile("|".join(map(re.escape, PRIVACY["headings"]["others"])))


DOUBLED = bytes(sum(divmod(2 * digit, 10)) for digit in range(10)).ljust(256)  # each digit of every second place


def _is_day(number: str) -> bool:
    """Return whether eight digits are a day of the calendar."""
    try:
        date(int(number[:4]), int(number[4:6]), int(number[6:]))
    except ValueError:
        return False
    return True


def _is_citizen_id(number: str) -> bool:
    """Return whether the first or last 18 characters are a citizen ID number (GB 11643): birth date, check character.

    An all-digit 统一社会信用代码 can look like one; its own check digits tell it apart.
    """
    return any(
        _is_day(one[6:14]) and bool(mod_11_2.is_valid(one)) and fault(one) is not None
        for one in {number[:18], number[-18:]}
    )


def _is_no_code(number: str) -> bool:
    """Return whether a number is no 统一社会信用代码 by its own check digits."""
    return fault(number) is not None


def _is_card(number: str) -> bool:
    """Return whether the last digit follows from the others (Luhn, ISO/IEC 7812); a card may begin at every digit."""
    digits = bytes(map(int, number))
    return (sum(digits[-1::-2]) + sum(digits[-2::-2].translate(DOUBLED))) % 10 == 0


CHECKS: dict[str, Callable[[str], bool]] = {
    "citizen_id": _is_citizen_id, "no_code": _is_no_code, "luhn": _is_card,
}  # fmt: skip


@dataclass(frozen=True, eq=False)  # each is one of a kind: it is told from others, and hashed, by itself
class Kind:
    """One way in which personal data is written; see the head of privacy.toml."""

    code: str
    needs: re.Pattern[str]
    pattern: re.Pattern[str]
    shape: re.Pattern[str] | None
    digits: re.Pattern[str] | None
    begins: re.Pattern[str] | None
    check: Callable[[str], bool]
    not_after: tuple[re.Pattern[str], ...]
    in_url: bool
    in_name: bool
    shown: int
    allowed: frozenset[str]

    def fits(self, text: str, match: re.Match[str], in_name: bool) -> bool:
        """Return whether a match of the pattern is a datum of the kind."""
        found = match.group(match.re.groups)
        if self.shape and not self.shape.fullmatch(found):
            return False
        bare = SEPARATOR.sub("", found).upper()
        if self.digits and not self.digits.fullmatch(bare):
            return False
        if not self.check(bare):
            return False
        before = text[max(0, match.start() - NEAR) : match.start()]
        excuses = (pattern for pattern in self.not_after if not (in_name and pattern is BEFORE["money"]))
        return not any(pattern.search(before) for pattern in excuses)


def _of_length(found: re.Match[str]) -> str:
    """Return the pattern of a group of so many digits; sets and counts of a shape stay as they are."""
    return found.group() if found.group()[0] in "[{" else f"[0-9]{{{found.group()}}}"


def kind_of(entry: dict[str, Any]) -> Kind:
    """Return a kind as privacy.toml has it."""
    return Kind(
        entry["code"],
        re.compile(entry.get("needs", "")),
        re.compile(entry["pattern"], re.ASCII),
        re.compile(LENGTH.sub(_of_length, entry["shape"])) if "shape" in entry else None,
        re.compile(entry["digits"], re.ASCII) if "digits" in entry else None,
        re.compile(f"(?={entry['begins']})", re.ASCII) if "begins" in entry else None,
        CHECKS[entry["check"]] if "check" in entry else lambda _number: True,
        tuple(BEFORE[name] for name in entry.get("not_after", ())),
        entry.get("in_url", True),
        entry.get("in_name", False),
        entry["shown"],
        frozenset(entry.get("allowed", ())),
    )


@dataclass(frozen=True)
class Bare:
    """A text, the same without what separates groups of digits, and where in the text each of its characters stands."""

    text: str
    signs: str
    places: list[int]


Datum = tuple[Kind, int, int]  # from where to where in the folded text
KINDS = [kind_of(entry) for entry in PRIVACY["kind"]]
WORDED = [kind for kind in KINDS if not (kind.shape or kind.digits)]  # those that are no long number
STRICTER: dict[str, tuple[Kind, ...]] = {}  # district → what its own submissions may not hold either (own.py)
BESIDE: ContextVar[tuple[Kind, ...]] = ContextVar("BESIDE", default=())  # what is searched beside KINDS just now


@contextmanager
def guarding(district: str) -> Iterator[None]:
    """Search and mask meanwhile what the district's own submissions may not hold, too."""
    before = BESIDE.set(STRICTER.get(district, ()))
    try:
        yield
    finally:
        BESIDE.reset(before)


def _may_hold(text: str) -> bool:
    """Return whether any pattern can match in a text."""
    return bool(BESIDE.get() or POSSIBLE.search(text))


def personal_data(text: str, column: str | None = None, *, in_name: bool = False, amount: bool = False) -> list[str]:
    """Return the finding codes of the kinds of personal data in a text; `column` is where it stands, if in a table.

    `in_name`: the text names a file, folder, heading or key; `amount`: it stands in a column of money.
    """
    if not (_may_hold(text) or SPELT.search(text)) or (amount and AMOUNT.fullmatch(unmarked(text).strip())):
        return []
    read = (one for spelt in spellings(text) for one in _readings(spelt))
    return list(dict.fromkeys(kind.code for one in read for kind, _, _ in _found(one, column, in_name)))


def data_in(text: str, in_name: bool = False) -> dict[str, str]:
    """Return each personal datum of a text, without separators → the code of its finding; not however it is spelt."""
    data: dict[str, str] = {}
    for one in _readings(text):
        if found := _found(one, None, in_name):
            search = folded(one)
            data |= {SEPARATOR.sub("", search[at:end]).upper(): kind.code for kind, at, end in found}
    return data


def _readings(text: str) -> tuple[str, ...]:
    """Return a text, and as it reads without the marks of a list or a note if it has any."""
    return (text, plain) if (plain := unmarked(text)) != text else (text,)


def _found(text: str, column: str | None, in_name: bool) -> list[Datum]:
    """Return what of a text, folded, is personal data, and from where to where."""
    if not _may_hold(text):
        return []
    search, beside = folded(text), BESIDE.get()
    if not POSSIBLE.search(text):
        kinds = [kind for kind in beside if kind.pattern.search(search)]
        return list(_of_kinds(kinds, search, False, column, in_name)) if kinds else []
    numbered = bool(NUMBER.search(search))
    return list(_of_kinds([*(KINDS if numbered else WORDED), *beside], search, numbered, column, in_name))


def _of_kinds(kinds: list[Kind], text: str, numbered: bool, column: str | None, in_name: bool) -> Iterator[Datum]:
    """Yield what of a folded text is of one of the kinds; a number counts once."""
    counted = bytearray(len(text))  # 1: part of a number that is told already
    linked: bytearray | None = None  # 1: part of the path of an address
    bare = _bare(text) if numbered else None
    for kind in kinds:
        if column in kind.allowed or (kind.in_name and not in_name) or not kind.needs.search(text):
            continue
        begins = kind.begins if bare else None
        for match in _matches_of(kind, begins, bare, in_name) if bare and begins else _matches(kind, text, in_name):
            start, end = match.span(match.re.groups)
            if not kind.in_url and not in_name:
                linked = _paths(text) if linked is None else linked
                if all(linked[start:end]):
                    continue
            if kind.shape or kind.digits:
                if all(counted[start:end]):
                    continue
                counted[start:end] = b"\1" * (end - start)
            yield kind, start, end


def _bare(text: str) -> Bare:
    """Return a folded text with what is left of it without the signs between groups."""
    return Bare(text, GROUPED.sub("", text), [place for place, sign in enumerate(text) if sign not in " ./-"])


def _matches(kind: Kind, text: str, in_name: bool) -> Iterator[re.Match[str]]:
    """Yield the matches that fit; one that does not may hide another that begins inside it."""
    place = 0
    while match := kind.pattern.search(text, place):
        fits = kind.fits(text, match, in_name)
        place = match.end() if fits else match.start() + 1
        if fits:
            yield match


def _matches_of(kind: Kind, begins: re.Pattern[str], bare: Bare, in_name: bool) -> Iterator[re.Match[str]]:
    """Yield the same matches, tried only where one can begin."""
    end = 0
    for begun in begins.finditer(bare.signs):
        place = bare.places[begun.start()]
        match = kind.pattern.match(bare.text, place) if place >= end else None
        if match and kind.fits(bare.text, match, in_name):
            end = match.end()
            yield match


def _paths(text: str) -> bytearray:
    """Return for each character whether it is part of the path of an address."""
    linked = bytearray(len(text))
    for start, end in (path.span(1) for path in PATH.finditer(text)):
        linked[start:end] = b"\1" * (end - start)
    return linked


def is_personal_heading(label: str) -> bool:
    """Return whether a column is headed as one of personal data."""
    return bool(HEADING.search(NO_HEADING.sub("", folded(label).replace(" ", ""))))


def mask(text: str, in_name: bool = False) -> str:
    """Return the text with all but the first characters of personal data hidden, however they are spelt."""
    masked = _masked_short if len(text) <= SHORT else _masked
    return masked(text, in_name, BESIDE.get())


def _masked_anew(text: str, in_name: bool, _beside: tuple[Kind, ...]) -> str:
    """Return the text masked."""
    for spelt in reversed(list(spellings(text))):
        if hidden := {place for one in _readings(spelt) for place in _hidden(one, in_name)}:
            return "".join("*" if place in hidden else sign for place, sign in enumerate(spelt))
    return text


_masked = lru_cache(maxsize=32)(_masked_anew)  # of a cell with a fault it is asked several times
_masked_short = lru_cache(maxsize=50_000)(_masked_anew)  # the words of findings repeat from row to row


def mask_name(text: str) -> str:
    """Return a name, or a text that holds one, with personal data hidden: between letters and in an address too."""
    return mask(text, in_name=True)


def mask_paths(text: str) -> str:
    """Return a path, or a text that holds one, with personal data hidden in each of its steps."""
    return mask_name("/".join(map(mask_name, text.split("/"))))


def _hidden(text: str, in_name: bool) -> Iterator[int]:
    """Yield the places of a text that a message does not show."""
    if found := _found(text, None, in_name):
        _, places = placed(text)
        for kind, start, end in found:
            yield from range(places[start + kind.shown], places[end - 1] + 1) if start + kind.shown < end else ()
