"""What an address asks of a table: each column, condition and option of it is known, or the answer is why it is not."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from datasette.filters import Filters

from .desk import DAY, Desk
from .refusals import LIMITS, RefusedError

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
OPTIONS = LIMITS["options"]
CONDITIONS = [key for key, *_ in Filters([], {}, None).lookups()]


def require_known(table: str, columns: list[str], asked: Any) -> None:
    """Raise RefusedError for a parameter that names no column, condition or option.

    Datasette passes over a condition that it does not know, and SQLite takes a column that is not there for a text:
    both would answer with other rows than were asked for.
    """
    for name in asked:
        if name.startswith("_") and "__" not in name:
            if name not in OPTIONS["known"] and not name.startswith(tuple(OPTIONS["beginning"])):
                raise RefusedError("option", name=name, **near(name, OPTIONS["known"]))
            for value in asked.getlist(name) if name in OPTIONS["columns"] else ():
                _require_column(table, columns, value)
            continue
        column, _, condition = name.rpartition("__")
        column, condition = (column, condition) if column else (name, "exact")
        _require_column(table, columns, column)
        if condition not in CONDITIONS:
            raise RefusedError("condition", name=condition, known=", ".join(CONDITIONS))


def _require_column(table: str, columns: list[str], name: str) -> None:
    """Raise RefusedError if a table has no such column; an empty name asks for nothing."""
    if name and name not in columns:
        raise RefusedError("column", table=table, name=name, columns=", ".join(columns), **near(name, columns))


def near(name: str, known: Iterable[str]) -> dict[str, str]:
    """Return what is to be said of the name that is nearest to one that is not known; nothing if none is near."""
    found = get_close_matches(name, known, n=1)
    return {
        "near": f"您要的也许是 {found[0]}。" if found else "",
        "near_en": f" Perhaps {found[0]} is meant." if found else "",
    }


def require_fit(desk: Desk, path: str, asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a parameter of a named query that is not of its kind: a day, year, district or term."""
    name = unquote(path.rpartition("/")[2])
    query = desk.queries.get(name) or desk.queries.get(name.rpartition(".")[0]) or {}
    for parameter, said in query.get("asks", {}).items():
        for value in asked.get(parameter, []):
            if value and not _fits(desk, said["unit"], value):
                raise RefusedError("value-of", title=said["title"], title_en=said["title_en"], name=parameter,
                                   kind=said["unit"], value=value[:40])  # fmt: skip


def _fits(desk: Desk, kind: str, value: str) -> bool:
    """Return whether a value is of a kind; a kind that is none of these is a vocabulary, or says nothing."""
    if kind == "日期":
        return DAY.fullmatch(value) is not None and _is_day(value)
    if kind == "年份":
        return len(value) == len("2026") and value.isdecimal() and value.isascii()
    if kind == "数":
        return NUMBER.fullmatch(value) is not None
    known = desk.districts if kind == "区" else desk.terms.get(kind)
    return known is None or value in known


def _is_day(value: str) -> bool:
    """Return whether the calendar has a day."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
