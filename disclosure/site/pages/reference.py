"""What districts declare to be complete, the pages that they add, and what a program or a reporter may ask."""

import re
from collections.abc import Iterator
from itertools import groupby

from ...declared import OWN, Endpoint
from ...districts import NATION
from ...statements import Statement
from ..addresses import address
from ..reading import GROUPS, Row
from .districts import own_pages
from .sheet import Sheet, Site

OTHER = "other"
STEPS = re.compile(r"(\{\w+\})")  # of a path, what stands for a value


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the pages of coverage, of districts' own pages, and of the API."""
    declared = site.reader.query("coverage_all")
    told = [(sample, list(rows)) for sample, rows in groupby(declared, key=lambda row: row["sample"])]
    missing = [
        (name, [row["title"] for row in site.reader.query("not_covered", district=name)])
        for name in site.reader.districts
        if name not in site.invented
    ]
    yield Sheet("/coverage/", "coverage.html", {"told": told, "missing": missing})
    listed = [(site.reader.districts[one.name], own_pages(site, one), one.name in site.invented)
              for one in site.districts if one.name in site.reader.districts]  # fmt: skip
    yield Sheet("/schemes/", "schemes.html", {"listed": [one for one in listed if one[1]]})
    yield Sheet("/api/", "api.html", {"groups": _questions(site), "endpoints": _endpoints(site)})


def _questions(site: Site) -> list[tuple[str, list[Row]]]:
    """Return (group, named queries) in the order of the groups, the nation's before the districts' own."""
    groups: dict[str, list[Row]] = {group: [] for group in GROUPS}
    asked: list[tuple[str, str | None, Statement]] = [("", None, one) for one in NATION.statements("queries")]
    asked += [(f"{district.name}_", district.name, one) for district in site.districts
              for one in district.folder.statements("queries")]  # fmt: skip
    for prefix, district, one in asked:
        group = one.header.get("group", OTHER)
        groups[group if group in groups else OTHER].append(
            {"name": f"{prefix}{one.path.stem}", "title": one.header["title"], "district": district}
        )
    return [(GROUPS[group][0], found) for group, found in groups.items() if found]


def _endpoints(site: Site) -> list[Row]:
    """Return the endpoints, the register's own first, each with an example that is published."""
    known = _published(site)
    found = [_endpoint(one, None, one.method, known) for one in OWN]
    return found + [_endpoint(one, district.name, "get", known) for district in site.districts
                    for one in district.folder.endpoints]  # fmt: skip


def _published(site: Site) -> dict[str, str]:
    """Return parameter → a value of it that leads to something published: of an organisation and of a grant."""
    known: dict[str, str] = {}
    for row in site.reader.rows("select org_id from organisations order by sample, org_id limit 1"):
        known |= row
    for row in site.reader.rows("select district, grant_id from grants order by sample, district, grant_id limit 1"):
        known |= row
    return known


def _endpoint(one: Endpoint, district: str | None, method: str, known: dict[str, str]) -> Row:
    """Return what a page says of an endpoint; an example only of what can be opened as it is."""
    needed = [asked.name for asked in one.parameter if asked.required or asked.name in one.steps]
    opened = method == "get" and set(needed) <= set(known) and set(needed) <= set(one.steps)
    parts = [known.get(step[1:-1], step) if step.startswith("{") else step for step in STEPS.split(one.path)]
    example = ["data", *"".join(parts).strip("/").split("/")] if opened else None
    return {"path": one.address, "title": one.title, "description": one.description, "district": district,
            "method": method.upper(), "example": example,
            "page": address("districts", district) if district else None}  # fmt: skip
