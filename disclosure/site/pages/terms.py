"""What the districts' own measures set, side by side: a row per programme and term, a column per district."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..reading import Row
from .sheet import Sheet, Site

PATH = "/grants/terms/"


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page 资助办法对照."""
    filed = site.reader.query("terms")
    have = {row["district"] for row in filed}
    programmes = [_programme(site, name, list(rows)) for name, rows in groupby(filed, key=lambda row: row["programme"])]
    without = [row["title"] for name, row in site.reader.districts.items() if name not in have]
    yield Sheet(PATH, "terms.html", {"programmes": programmes, "without": without})


def _programme(site: Site, name: str, filed: list[Row]) -> dict[str, Any]:
    """Return one programme: the districts that set anything for it, and its terms with what each of them sets."""
    districts = [district for district in site.reader.districts if any(row["district"] == district for row in filed)]
    terms = [
        {"term": term, "meaning": versions[0]["meaning"], "cells": _cells(districts, versions)}
        for term, versions in ((term, list(rows)) for term, rows in groupby(filed, key=lambda row: row["term"]))
    ]
    return {"name": name, "districts": districts, "terms": terms, "sample": all(row["sample"] for row in filed)}


def _cells(districts: list[str], versions: list[Row]) -> list[tuple[str, list[Row]]]:
    """Return (district, what it set and sets of one term, the latest first) for each district."""
    return [(district, [row for row in versions if row["district"] == district]) for district in districts]
