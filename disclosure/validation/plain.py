"""Reads cells that are written in the plainest form of their type, of which nothing can be said; the rest is left.

It is a shortcut through `understand`, `forbidden` and `judge` for most of the cells of most files, and asks no other
questions: tests hold the two together.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from ..privacy import BESIDE, Kind
from ..privacy.sieve import of_districts, suspects
from ..reading.cells import person_fault
from ..reading.characters import STANDS_FOR, stands_for
from ..reading.shapes import CODE
from ..reading.units import normal
from ..standard import identifiers
from ..tables import Column
from .cells import GARBLED_BY, TWICE, forbidden
from .surely import READ, UNSURE, bound, surely

# So few digits that no number of a person, a telephone or a card can be among them.
FORMS = {
    "number": re.compile(r"-?(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{1,2})?"),
    "integer": re.compile(r"0|-?[1-9][0-9]{0,8}"),
    "year": re.compile(r"[12][0-9]{3}"),
    "date": re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]"),
}
BOUNDED = {"minimum", "maximum", "required"}  # the constraints understood here
WRITTEN = {"pattern", "minLength", "maxLength", "required"}
# Words that no space or sign turns into others; longer ones than `SHORT` stand for no empty cell.
WORDS = re.compile(r"[0-9A-Za-z\u4e00-\u9fff（《][!-^`-~\u4e00-\u9fff（）《》〔〕“”、，。：；·—]*")
SHORT = 2 + max(map(len, STANDS_FOR))  # in brackets
MISREAD = re.compile(f"[{''.join(GARBLED_BY)}{TWICE.pattern[1:-1]}]")  # some of these stand in honest words, too
KEPT = 200_000

Plainly = Callable[[Iterable[Any]], dict[str, Any]]


def plainly(column: Column) -> Plainly:
    """Return the function that gives text → value, as SQLite stores it, of those texts that are plainly valid."""
    constraints = set(column.descriptor["constraints"])
    if column.type in FORMS and constraints <= BOUNDED:
        return _measured(column)
    if column.type == "string" and constraints <= WRITTEN:
        return _codes(column) if column.identifier == "org_id" else _words(column)
    return lambda _texts: {}


def _measured(column: Column) -> Plainly:
    """Return the function for a column of numbers, years or days."""
    form, read, constraints = FORMS[column.type], READ[column.type], column.descriptor["constraints"]
    least, most = (bound(column, constraints.get(name)) for name in ("minimum", "maximum"))

    def values(texts: Iterable[Any]) -> dict[str, Any]:
        formed = [text for text in texts if isinstance(text, str) and form.fullmatch(text)]
        told = of_districts(formed, plain=True)
        found = {}
        for text in formed:
            try:
                value = read(text)
            except ValueError:  # no day of the calendar
                continue
            if (least is None or value >= least) and (most is None or value <= most) and text not in told:
                found[text] = value
        return dict(zip(found, found, strict=True)) if column.type == "date" else found

    return values


def _codes(column: Column) -> Plainly:
    """Return the function for a column of the codes of organisations."""

    def values(texts: Iterable[Any]) -> dict[str, Any]:
        known = _known(column.name, BESIDE.get())
        if len(known) > KEPT:
            known.clear()
        formed = [text for text in set(texts).difference(known) if isinstance(text, str) and is_code(text)]
        told = {text for text in suspects(formed, MISREAD) if forbidden(text, column.name)}
        known.update(text for text in formed if text not in told)
        return {text: text for text in known.intersection(texts)}

    return values


@cache  # the same codes stand in many tables
def _known(_column: str, _beside: tuple[Kind, ...]) -> set[str]:
    """Return the codes known so far of which there is nothing to tell in columns of a name."""
    return set()


@lru_cache(maxsize=KEPT)
def is_code(text: str) -> bool:
    """Return whether a text is a code with both its check digits, in the shape by which a row is known as one."""
    return identifiers.fault(text) is None and bool(CODE.fullmatch(normal(text)))


def _words(column: Column) -> Plainly:
    """Return the function for a column of words, names or keys."""
    value = surely(column, None)
    assert value

    def is_formed(text: Any) -> bool:
        if not isinstance(text, str) or not WORDS.fullmatch(text) or value(text) is UNSURE:
            return False
        if len(text) <= SHORT and stands_for(normalize("NFKC", text)):
            return False
        return column.written != "person" or person_fault(text) is None

    def values(texts: Iterable[Any]) -> dict[str, Any]:
        formed = [text for text in texts if is_formed(text)]
        told = {text for text in suspects(formed, MISREAD) if forbidden(text, column.name)}
        return {text: text for text in formed if text not in told}

    return values
