"""Reads texts with which Frictionless surely finds no fault, so that it is loaded and asked for the others alone.

It knows what Frictionless makes of a field of our types with the constraints named here; tests hold the two together.
"""

import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from ..tables import Column

UNSURE = object()  # in the place of a value that is not surely valid
EXACT = 15  # characters of a number that is told from every other when it is kept as a float
READ: dict[str, Callable[[str], Any]] = {"number": float, "integer": int, "year": int, "date": date.fromisoformat}
KNOWN = {
    "string": {"required", "unique", "pattern", "enum", "minLength", "maxLength"},
    "boolean": {"required", "unique"},
    **{key: {"required", "unique", "minimum", "maximum"} for key in READ},
}

Surely = Callable[[str], Any]


def surely(column: Column, written: re.Pattern[str] | None) -> Surely | None:
    """Return the function that gives the value of a text as SQLite stores it, UNSURE of one that may have a fault.

    `written` is how a text of the type is written. None: the schema asks for what is not known here.
    """
    constraints = column.descriptor["constraints"]
    if not constraints.keys() <= KNOWN[column.type]:
        return None
    empty = UNSURE if constraints.get("required") else None
    of_filled = _of_filled(column, constraints, written)
    return lambda text: of_filled(text) if text else empty


def _of_filled(column: Column, constraints: dict[str, Any], written: re.Pattern[str] | None) -> Surely:
    """Return the function for texts that are not empty."""
    if column.type == "string":
        return _text(constraints)
    if column.type == "boolean":
        values = dict.fromkeys(column.descriptor["trueValues"], 1) | dict.fromkeys(column.descriptor["falseValues"], 0)
        return lambda text: values.get(text, UNSURE)
    least, most = (bound(column, constraints.get(name)) for name in ("minimum", "maximum"))
    return _measured(READ[column.type], written, least, most)


def bound(column: Column, given: Any) -> Any:
    """Return a limit of a column as its values are compared with it."""
    if given is None:
        return None
    return date.fromisoformat(given) if column.type == "date" else float(given)


def _text(constraints: dict[str, Any]) -> Surely:
    written = re.compile(f"^{constraints['pattern']}$") if "pattern" in constraints else None
    terms = frozenset(constraints["enum"]) if "enum" in constraints else None
    least, most = constraints.get("minLength", 0), constraints.get("maxLength", sys.maxsize)

    def value(text: str) -> Any:
        fits = least <= len(text) <= most and (terms is None or text in terms)
        return text if fits and (written is None or written.match(text)) else UNSURE

    return value


def _measured(read: Callable[[str], Any], written: re.Pattern[str] | None, least: Any, most: Any) -> Surely:
    def value(text: str) -> Any:
        if len(text) > EXACT or not (written and written.fullmatch(text)):
            return UNSURE
        try:
            found = read(text)
        except ValueError:  # no day of the calendar
            return UNSURE
        if (least is not None and found < least) or (most is not None and found > most):
            return UNSURE
        return text if isinstance(found, date) else found

    return value
