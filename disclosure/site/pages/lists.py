"""The lists of organisations: all, a district's, those of one type, status, grade, size or field, and both together.

Each is a page for itself without a server; what narrows it by one more leads to the same rows of the live list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..addresses import address
from ..listed import CHOICES, LISTS, Listed, menu, pages_of
from ..reading import Row
from ..tabled import BODIES, NAME, beside
from .sheet import Sheet, Site

PER_PAGE, MOST_PAGES = LISTS["per_page"], LISTS["most_pages"]
TABLE = "bodies_listed"
EVERY = -1  # rows of a list, as SQLite says it


@dataclass(frozen=True)
class Chosen:
    """What a list is of: a district, None for all; one term of one column, or none."""

    district: str | None = None
    column: str | None = None
    term: str | None = None
    step: str | None = None  # the term's step of the address

    @property
    def path(self) -> str:
        """Return the address of the list."""
        return address("organisations", *filter(None, (self.district, self.step)))

    @property
    def where(self) -> dict[str, str]:
        """Return what its rows have in the view."""
        found = {"district": self.district, self.column or "": self.term}
        return {name: value for name, value in found.items() if value is not None}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of several choices at once, which the server fills, and every list that has a body, in pages."""
    listed = site.listed
    yield Sheet("/organisations/chosen/", "organisations_chosen.html")
    for district in [None, *listed.districts]:
        yield from _pages(site, Chosen(district))
        for choice in CHOICES:
            counts = listed.counted(district, choice["column"], {})
            for term, step in listed.terms[choice["codelist"]].items():
                if term in counts:
                    yield from _pages(site, Chosen(district, choice["column"], term, step))


def _sum(districts: dict[str, Row], district: str | None) -> Row:
    """Return how many real and sample bodies a district has, None: all of them."""
    chosen = [row for name, row in districts.items() if district in (None, name)]
    return {name: sum(row[name] for row in chosen) for name in ("real", "samples")}


def _count(listed: Listed, chosen: Chosen) -> Row:
    """Return how many real and sample bodies a list has."""
    if chosen.column and chosen.term:
        counts = listed.counted(chosen.district, chosen.column, {})
        return counts.get(chosen.term, {"real": 0, "samples": 0})
    return _sum(listed.districts, chosen.district)


def _pages(site: Site, chosen: Chosen) -> Iterator[Sheet]:
    """Yield the pages of a list, as many as one list may have; each reads its counts when it is made."""
    for place, (path, _) in enumerate(pages_of(chosen.path, _count(site.listed, chosen))):
        yield Sheet(path, "organisations.html", partial(_page, site, chosen, place), alone=True)


def _page(site: Site, chosen: Chosen, place: int) -> dict[str, Any]:
    """Return what one page of a list shows."""
    count = _count(site.listed, chosen)
    told = count | pages_of(chosen.path, count)[place][1]
    listed = site.listed
    whole = beside(site, BODIES, partial(listed.bodies, chosen.where, EVERY)) if told["number"] == 1 else {}
    return told | {
        "csvs": whole,
        "csv": ("organisations", *filter(None, (chosen.district, chosen.step)), NAME),
        "chosen": chosen,
        "where": chosen.where,
        "rows": listed.bodies(chosen.where, PER_PAGE, (told["number"] - 1) * PER_PAGE),
        "beyond": max(0, told["real"] + told["samples"] - MOST_PAGES * PER_PAGE),
        "areas": _areas(listed, chosen),
        "menu": [_menu(listed, chosen, choice) for choice in CHOICES],
        "table": TABLE,
    }


def _areas(listed: Listed, chosen: Chosen) -> list[Row]:
    """Return the districts to choose from, all of them first, each with its list of what is chosen else."""
    found: list[Row] = []
    for district in [None, *listed.districts]:
        there = Chosen(district, chosen.column, chosen.term, chosen.step)
        count = _count(listed, there)
        if count["real"] or count["samples"]:
            found.append(count | {"term": district, "path": there.path, "current": district == chosen.district})
    return found


def _menu(listed: Listed, chosen: Chosen, choice: Row) -> Row:
    """Return the terms of one column to choose from; where another column is chosen already, of both together."""
    column, steps = choice["column"], listed.terms[choice["codelist"]]
    both = chosen.column is not None and chosen.column != column
    found = menu(choice, steps, listed.counted(chosen.district, column, chosen.where), chosen.where)
    for one in found["options"]:
        place = Chosen(chosen.district, column, one["term"], steps[one["term"]])
        one["path"] = None if both else place.path
    return found
