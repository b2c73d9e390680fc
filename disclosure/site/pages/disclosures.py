"""Which district discloses what, and what its own documents ask of it: a row per table, a column per district."""

from collections.abc import Iterator
from typing import Any

from ..addresses import address
from ..reading import SUBJECTS, Row
from .sheet import Sheet, Site

PATH = "/disclosures/"
ELSEWHERE = "不在某一张表里的公开要求"
PUBLIC = "公开"  # the kind of a demand that something be published; the others ask that it be done or kept

Asked = dict[tuple[str, str], list[Row]]  # (district, table) → the demands that the table carries


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of all districts side by side, one of each alone, and those that list what is asked of it."""
    counts, asked = _counts(site), _asked(site)
    names = sorted(site.reader.districts, key=site.invented.__contains__)
    for path, shown in [(PATH, names), *((address("disclosures", name), [name]) for name in names)]:
        groups: list[Row] = [
            {"subject": subject, "title": title, "tables": _tables(site, subject, shown, counts, asked)}
            for subject, (title, _) in SUBJECTS.items()
        ]
        elsewhere = {name: _elsewhere(site, name, asked) for name in shown}
        given = {
            "groups": [group for group in groups if group["tables"]],
            "shown": shown,
            "names": names,
            "invented": sorted(site.invented),
            "sums": [_sums(name, [row for group in groups for row in group["tables"]]) for name in shown],
            "elsewhere": {name: len(rows) for name, rows in elsewhere.items() if rows},
        }
        yield Sheet(path, "disclosures.html", given)
        if path != PATH:
            yield from _demands(shown[0], groups, elsewhere[shown[0]])


def _demands(district: str, groups: list[Row], elsewhere: list[Row]) -> Iterator[Sheet]:
    """Yield the pages that list what a district's documents ask for: by subject, and what no table carries."""
    for group in groups:
        tables = [row | row["cells"][district] for row in group["tables"]
                  if district in row["cells"] and row["cells"][district]["asked"]]  # fmt: skip
        if tables:
            given = {"district": district, "title": group["title"], "tables": tables, "rows": []}
            yield Sheet(address("disclosures", district, group["subject"]), "demands.html", given)
    if elsewhere:
        given = {"district": district, "title": ELSEWHERE, "tables": [], "rows": elsewhere}
        yield Sheet(address("disclosures", district, "elsewhere"), "demands.html", given)


def sums_of(site: Site) -> dict[str, Row]:
    """Return district → how many kinds of disclosure its documents ask for, and of how many there is a real row."""
    counts, asked = _counts(site), _asked(site)
    return {
        name: _sums(name, [row for subject in SUBJECTS for row in _tables(site, subject, [name], counts, asked)])
        for name in site.reader.districts
    }


def _counts(site: Site) -> dict[tuple[str, str], Row]:
    """Return (district, table) → its real rows and its samples."""
    found: dict[tuple[str, str], Row] = {}
    for table in site.reader.tables:
        counted = 'sum(1 - sample) as "real", sum(sample) as samples'
        sql = f'select district, {counted} from "{table}" group by district'
        found |= {(row["district"], table): row for row in site.reader.rows(sql)}
    return found


def _asked(site: Site) -> Asked:
    """Return which demands each table carries for each district."""
    found: Asked = {}
    measures = {(name, row["id"]): row for name, rows in site.measures.items() for row in rows}
    sql = "select distinct district, name, id from measure_places where carried_by = 'table' order by rowid"
    for row in site.reader.rows(sql):
        found.setdefault((row["district"], row["name"]), []).append(measures[row["district"], row["id"]])
    return found


def _tables(site: Site, subject: str, shown: list[str], counts: dict[tuple[str, str], Row], asked: Asked) -> list[Row]:
    """Return a row per table of a subject, each with a cell per district that has such a table."""
    return [
        {
            "table": name,
            "title": entry["title"],
            "cells": {
                district: _cell(site, name, district, counts.get((district, name), {}), asked.get((district, name), []))
                for district in shown
                if entry["district"] in (None, district)
            },
        }
        for name, entry in site.reader.tables.items()
        if entry["subject"] == subject and (entry["district"] is None or entry["district"] in shown)
    ]


def _cell(site: Site, table: str, district: str, counts: Row, asked: list[Row]) -> dict[str, Any]:
    """Return what a district has filed in a table, what its documents ask of it there, and how the two stand."""
    real, samples = counts.get("real", 0), counts.get("samples", 0)
    public = sum(row["kind"] == PUBLIC and not row["lapsed"] for row in asked)
    words = site.by_name[district].tables()[table].asked and not any(row["itself"] for row in asked)
    state = ("words" if words else "filed") if real else "gap" if public else "asked" if asked else "none"
    return {"real": real, "samples": samples, "asked": asked, "public": public, "state": state}


def _sums(district: str, tables: list[Row]) -> Row:
    """Return how many kinds of disclosure a district's documents ask for, and of how many there is a real row."""
    cells = [row["cells"][district] for row in tables if district in row["cells"]]
    asked = [cell for cell in cells if cell["asked"]]
    return {
        "district": district,
        "filed": sum(cell["state"] == "filed" for cell in cells),
        "words": sum(cell["state"] == "words" for cell in cells),
        "asked": len(asked),
        "met": sum(cell["state"] == "filed" for cell in asked),
        "gaps": sum(cell["state"] == "gap" for cell in cells),
        "samples": sum(not cell["real"] and cell["samples"] > 0 for cell in asked),
    }


def _elsewhere(site: Site, district: str, asked: Asked) -> list[Row]:
    """Return the demands that something be published which no table of rows carries by itself."""
    in_tables = {row["id"] for (name, _), rows in asked.items() if name == district for row in rows}
    of_kind = [row for row in site.measures.get(district, []) if row["kind"] == PUBLIC and row["carried_by"]]
    return [row for row in of_kind if row["id"] not in in_tables]
