"""Reads cells that are written in the plainest form of their type, of which nothing can be said; the rest is left.

It is a shortcut through `understand`, `forbidden` and `judge` for most of the cells of most files, and asks no other
questions: tests hold the two together.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from ..privacy import BESIDE, Kind
from ..privacy.sieve import of_districts, suspects
from ..reading.characters import STANDS_FOR
from ..reading.shapes import CODE
from ..reading.units import normal
from ..standard import identifiers
from ..tables import Column
from .cells import GARBLED, TWICE, forbidden
from .surely import READ, bound

# So few digits that no number of a person, a telephone or a card can be among them.
FORMS = {
    "number": re.compile(r"-?(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{1,2})?"),
    "integer": re.compile(r"0|-?[1-9][0-9]{0,8}"),
    "year": re.compile(r"[12][0-9]{3}"),
    "date": re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]"),
}
BOUNDED, WRITTEN = {"minimum", "maximum", "required"}, {"pattern", "required"}  # the constraints understood here
# Words that no width, space or sign turns into others: short ones without wide signs, or longer than any that stands
# for an empty cell.
SHORT = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][!-^`-~\u4e00-\u9fff]*")
LONG = re.compile(r"[0-9A-Za-z\u4e00-\u9fff（《][!-^`-~\u4e00-\u9fff（）《》“”、，。：；·—]{15,}")
MISREAD = re.compile(f"{GARBLED.pattern}|{TWICE.pattern}")
KEPT = 200_000

Plainly = Callable[[Iterable[Any]], dict[str, Any]]


def plainly(column: Column) -> Plainly:
    """Return the function that gives text → value, as SQLite stores it, of those texts that are plainly valid."""
    constraints = set(column.descriptor["constraints"])
    if column.type in FORMS and constraints <= BOUNDED:
        return _measured(column)
    if column.type == "string" and constraints <= WRITTEN and column.written != "person":
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
        beside = BESIDE.get()
        return {text: text for text in texts if isinstance(text, str) and _is_plain_code(text, column.name, beside)}

    return values


@lru_cache(maxsize=KEPT)  # the same code stands in many tables
def _is_plain_code(text: str, column: str, _beside: tuple[Kind, ...]) -> bool:
    """Return whether a text is a code of which there is nothing to tell."""
    return is_code(text) and not forbidden(text, column)


@lru_cache(maxsize=KEPT)
def is_code(text: str) -> bool:
    """Return whether a text is a code with both its check digits, in the shape by which a row is known as one."""
    return identifiers.fault(text) is None and bool(CODE.fullmatch(normal(text)))


def _words(column: Column) -> Plainly:
    """Return the function for a column of words, names or keys."""
    pattern = column.descriptor["constraints"].get("pattern")
    written = re.compile(f"^{pattern}$") if pattern else None

    def values(texts: Iterable[Any]) -> dict[str, Any]:
        formed = [
            text
            for text in texts
            if isinstance(text, str)
            and (LONG.fullmatch(text) or (SHORT.fullmatch(text) and text.casefold() not in STANDS_FOR))
            and (written is None or written.match(text))
        ]
        told = {text for text in suspects(formed, MISREAD) if forbidden(text, column.name)}
        return {text: text for text in formed if text not in told}

    return values
