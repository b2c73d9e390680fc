"""What the lists of organisations show: asked of what is read once from the views that define it (kept.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from .reading import Reader, Row

LISTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))
CHOICES: list[Row] = LISTS["choices"]
COLUMNS = [choice["column"] for choice in CHOICES]
OF_A_KIND = ("sample", "type", "year", "band")
KEPT = ("listed", "needed")  # what they are read from
BESIDE = 4  # bodies of a kind side by side
ORDER = "order by sample, district, name, org_id"


def pages_of(path: str, count: Row, per_page: int = LISTS["per_page"]) -> list[tuple[str, Row]]:
    """Return (address, where it stands among the others) of each page of a list, as many as one list may have."""
    last = last_page(count, per_page)
    paths = [path, *(f"{path}{number}/" for number in range(2, last + 1))]
    return [
        (here, {"number": number, "last": last, "before": paths[number - 2], "after": paths[number % last]})
        for number, here in enumerate(paths, start=1)
    ]


def last_page(count: Row, per_page: int = LISTS["per_page"]) -> int:
    """Return the number of the last page of a list of so many real and sample bodies."""
    return int(min(LISTS["most_pages"], max(1, -(-(count["real"] + count["samples"]) // per_page))))


def counted(cube: list[Row], column: str, where: Mapping[str, str | None]) -> dict[str, Row]:
    """Return value → its real and sample bodies by a column of a cube, of those that have what else is asked for."""
    found: dict[str, Row] = {}
    asked = [(name, value) for name, value in where.items() if value and name != column]
    for row in cube:
        if row[column] is not None and all(row[name] == value for name, value in asked):
            sums = found.setdefault(row[column], {"real": 0, "samples": 0})
            sums["real"] += row["real"]
            sums["samples"] += row["samples"]
    return found


def menu(choice: Row, terms: Iterable[str], counts: Mapping[str, Row], where: Mapping[str, str]) -> Row:
    """Return the terms of one column to choose from: with how many bodies each, whether it is chosen, and all chosen.

    `counts` are of those that have what else is chosen; a term that none of them has is not offered.
    """
    column = choice["column"]
    options = [
        {**counts[term], "term": term, "current": where.get(column) == term, "where": {**where, column: term}}
        for term in terms
        if term in counts
    ]
    return {"title": choice["title"], "options": options}


class Listed:
    """What is asked of the tables `listed` and `needed`, which a reader keeps."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        reader.keep(names=KEPT)

    @property
    def terms(self) -> dict[str, dict[str, str]]:
        """Return codelist → term → identifier, of what lists are chosen by and of the needs."""
        found: dict[str, dict[str, str]] = self.reader.shared(("terms",), self._terms)
        return found

    def _terms(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self.reader.rows("select codelist, term, identifier from codelists order by rowid"):
            found.setdefault(row["codelist"], {})[row["term"]] = row["identifier"]
        return found

    def cube(self, district: str | None) -> list[Row]:
        """Return how many real and sample bodies of a district, None: of all, have each combination of choices."""
        found: list[Row] = self.reader.shared(("cube", district), lambda: self._cube(district))
        return found

    def _cube(self, district: str | None) -> list[Row]:
        columns = ", ".join(COLUMNS)
        return self.reader.rows(
            f'select {columns}, sum(1 - sample) as "real", sum(sample) as samples from listed'
            f" where :district is null or district = :district group by {columns}", {"district": district},
        )  # fmt: skip

    def counted(self, district: str | None, column: str, where: Mapping[str, str | None]) -> dict[str, Row]:
        """Return term → its real and sample bodies by a column, of those that have what else is asked for."""
        return counted(self.cube(district), column, {name: where[name] for name in COLUMNS if name in where})

    @property
    def districts(self) -> dict[str, Row]:
        """Return district → its real and sample bodies, of those that have any."""
        found: dict[str, Row] = self.reader.shared(("districts",), self._districts)
        return found

    def _districts(self) -> dict[str, Row]:
        rows = self.reader.rows(
            'select district, sum(1 - sample) as "real", sum(sample) as samples from listed'
            " group by district order by district"
        )
        return {row["district"]: row for row in rows}

    @property
    def needs(self) -> list[Row]:
        """Return how many real and sample bodies, that exist or may, serve each need in each district."""
        found: list[Row] = self.reader.shared(("needs",), lambda: self.reader.query("needs"))
        return found

    @cached_property
    def kinds(self) -> dict[tuple[Any, ...], list[str]]:
        """Return (sample, type, year, size) → the bodies of the kind by their latest year, by place and name."""
        found: dict[tuple[Any, ...], list[str]] = {}
        for row in self.reader.query("alike"):
            found.setdefault(tuple(row[name] for name in OF_A_KIND), []).append(row["org_id"])
        return found

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """Return org_id → a few bodies of its kind that stand near it by place and name, itself first."""
        found: dict[str, list[str]] = {}
        for codes in self.kinds.values():
            for place, code in enumerate(codes):
                start = max(0, min(place - 1, len(codes) - BESIDE))
                found[code] = [code, *(one for one in codes[start : start + BESIDE] if one != code)]
        return found

    def bodies(self, where: dict[str, Any], limit: int, offset: int = 0) -> list[Row]:
        """Return some of the bodies of a list."""
        tests = " and ".join(f'"{name}" is :{name}' for name in where) or "1"
        return self.reader.rows(
            f"select * from listed where {tests} {ORDER} limit :limit offset :offset",
            where | {"limit": limit, "offset": offset},
        )
