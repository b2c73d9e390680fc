"""A few organisations side by side: one row a fact, one column a body, beside them the median of their kind."""

import json
from collections.abc import Iterable
from typing import Any

from .reading import Reader, Row

ASKED = ("first", "second", "third", "fourth")  # what an address calls them, as the query figures_beside_peers does
KIND = ("type", "band")


def bodies_sql(listed: str) -> str:
    """Return what asks for the bodies, given the table or view that lists them."""
    return Reader.sql("abreast_bodies").format(listed=listed)


def grades_sql() -> str:
    """Return what asks how the grades of the bodies stand, as their own pages say it."""
    return f"select * from ({Reader.sql('standing_grades')}) where org_id in (select value from json_each(:codes))"


def figures_sql() -> str:
    """Return what asks for the figures of one year of the bodies, with the medians of their kinds."""
    return Reader.sql("abreast_figures")


def asked_for(codes: Iterable[str]) -> str:
    """Return the codes as the statements ask for them."""
    return json.dumps(list(codes))


def year_of(bodies: Iterable[Row]) -> int | None:
    """Return the latest year of which all those that filed accounts may have figures; None where nobody filed any."""
    return min((body["latest"] for body in bodies if body["latest"]), default=None)


def abreast(bodies: list[Row], grades: Iterable[Row], figures: Iterable[Row], year: int | None) -> dict[str, Any]:
    """Return what the table shows: the bodies, the year, and a line a figure with a cell a body, None where nothing is.

    `one_kind`: all that have figures are of one type and size, so that one median stands for all.
    """
    lines: dict[str, Row] = {}
    kinds: set[tuple[str, ...]] = set()
    stands = {(grade["district"], grade["org_id"]): grade for grade in grades}
    bodies = [body | {"grade": stands.get((body["district"], body["org_id"]))} for body in bodies]
    place = {body["org_id"]: number for number, body in enumerate(bodies)}
    for one in figures:
        kinds.add(tuple(one[name] for name in KIND))
        empty = {"figure": one["figure"], "unit": one["unit"], "cells": [None] * len(bodies)}
        line = lines.setdefault(one["figure"], empty)
        line["cells"][place[one["org_id"]]] = one
        line["median"], line["bodies"] = one["median"], one["bodies"]
    return {"bodies": bodies, "year": year, "lines": list(lines.values()), "one_kind": len(kinds) == 1}
