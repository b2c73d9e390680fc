"""Who helps near me: the streets and communities with their bodies by need, and each need in a whole district."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from ..addresses import address, step
from ..listed import LISTS, pages_of
from ..reading import Row
from ..tabled import BODIES, NAME, NEEDED, beside
from .grants import body_of
from .lists import EVERY
from .sheet import Sheet, Site

PER_PAGE, SHOWN = LISTS["per_page"], LISTS["shown"]
NEEDS, FIELDS = "need", "activity_field"
STREETS = "streets"  # what the reader keeps of them
NOT_SAID = ""  # the field of a body that filed none


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the streets of all, each district's, each street and community; then the needs of each district."""
    places = _places(site.reader.found(STREETS))
    yield Sheet("/areas/", "areas.html", {"places": places, "needs": _needs(site)})
    for name, streets in places.items():
        yield Sheet(f"/areas/{name}/", "area_district.html", partial(_district, site, name, streets))
        for street in streets:
            for place in (street, *street["communities"]):
                given = partial(_street, site, name, street["name"], place.get("community"))
                yield Sheet(unquote(place["path"]), "area.html", given, alone=True)
    for name, needs in _needs(site).items():
        for need in needs:
            yield from _need(site, name, need)


def _places(rows: list[Row]) -> dict[str, list[Row]]:
    """Return district → its streets, each with its bodies that exist or may, and its communities, given their rows."""
    found: dict[str, list[Row]] = {}
    for (district, street), parts in groupby(rows, lambda row: (row["district"], row["street"])):
        told = list(parts)
        place = {
            "district": district, "name": street, "path": _path(district, street),
            "real": sum(row["real"] for row in told), "samples": sum(row["samples"] for row in told),
            "service_centre": next((row["service_centre"] for row in told if row["service_centre"]), None),
            "communities": [
                row | {"name": row["community"], "path": _path(district, street, row["community"])}
                for row in told if row["community"]
            ],
        }  # fmt: skip
        found.setdefault(district, []).append(place)
    return found


def _path(*place: str) -> str:
    """Return the address of a street or a community, whose name may be any text."""
    district, *names = place
    return address("areas", district, *map(step, names))


def _needs(site: Site) -> dict[str, list[Row]]:
    """Return district → the needs for which it has a body that exists, each with how many."""
    order = list(site.listed.terms.get(NEEDS, {}))
    found: dict[str, list[Row]] = {}
    for row in site.listed.needs:
        if row["need"] in order:
            place = address("needs", row["district"], site.listed.terms[NEEDS][row["need"]])
            found.setdefault(row["district"], []).append(row | {"path": place})
    for needs in found.values():
        needs.sort(key=lambda row: order.index(row["need"]))
    return found


def _district(site: Site, name: str, streets: list[Row]) -> dict[str, Any]:
    """Return what the page of a district's streets shows."""
    nowhere = site.reader.rows(
        'select sum(1 - sample) as "real", sum(sample) as samples from listed where district = ? and street is null',
        [name],
    )
    return {"district": name, "streets": streets, "needs": _needs(site).get(name, []), "nowhere": nowhere[0]}


def _street(site: Site, district: str, name: str, within: str | None = None) -> dict[str, Any]:
    """Return what the page of a street, or of a community of it, shows."""
    ((street,),) = _places(site.reader.found(STREETS, district=district, street=name)).values()
    community = next((one for one in street["communities"] if one["name"] == within), None)
    where = {"district": district, "street": name}
    asked = where | {"community": within}
    rows = site.reader.query("bodies_at", **asked)
    steps = tuple(map(step, (street["name"], community["name"]) if community else (street["name"],)))
    projects = [] if community else site.reader.query("street_projects", **where, limit=SHOWN + 1)
    return {
        "street": street, "community": community, "where": {k: v for k, v in asked.items() if v},
        "groups": _groups(site, rows), "gone": [row for row in rows if row["open"] == 0],
        "projects": [site.named(row, body_of(site, row)) for row in projects], "shown": SHOWN,
        "csvs": beside(site, BODIES, partial(site.listed.bodies, {k: v for k, v in asked.items() if v}, EVERY)),
        "csv": ("areas", street["district"], *steps, NAME),
    }  # fmt: skip


def _groups(site: Site, rows: list[Row]) -> list[Row]:
    """Return the bodies that exist or may by need, in the order of the needs; those of no need by their field."""
    bodies = {row["org_id"]: row for row in rows if row["open"] != 0}
    terms = site.listed.terms
    told: dict[tuple[str, str], list[Row]] = {}
    served = set()
    for need in site.reader.query("needs_of", codes=json.dumps(list(bodies))):
        if need["org_id"] in bodies:
            served.add(need["org_id"])
            told.setdefault((NEEDS, need["need"]), []).append(bodies[need["org_id"]] | need)
    for code, row in bodies.items():
        if code not in served:
            told.setdefault((FIELDS, row["field"] or NOT_SAID), []).append(row)
    order = [(NEEDS, term) for term in terms.get(NEEDS, {})] + [(FIELDS, term) for term in terms.get(FIELDS, {})]
    order.append((FIELDS, NOT_SAID))
    place = {code: at for at, code in enumerate(bodies)}
    return [
        {"kind": kind, "term": term, "id": f"{kind}-{terms[kind].get(term, 'none')}".replace("_", "-"),
         "rows": sorted(told[kind, term], key=lambda row: place[row["org_id"]])}
        for kind, term in order if (kind, term) in told
    ]  # fmt: skip


def _need(site: Site, district: str, need: Row) -> Iterator[Sheet]:
    """Yield the pages of the bodies of a district that serve a need."""
    for place, (path, _) in enumerate(pages_of(need["path"], need)):
        yield Sheet(path, "need.html", partial(_need_page, site, district, need["need"], place), alone=True)


def _need_page(site: Site, district: str, name: str, place: int) -> dict[str, Any]:
    """Return what one page of the bodies that serve a need shows, by street."""
    needs = _needs(site)[district]
    need = next(one for one in needs if one["need"] == name)
    told = pages_of(need["path"], need)[place][1]
    asked = {"district": district, "need": need["need"], "limit": PER_PAGE, "offset": (told["number"] - 1) * PER_PAGE}
    rows = site.reader.query("bodies_in_need", **asked)
    streets = [
        {"name": name, "path": _path(district, name) if name else None, "rows": list(part)}
        for name, part in groupby(rows, lambda row: row["street"])
    ]
    every = partial(site.reader.query, "bodies_in_need", **asked | {"limit": EVERY, "offset": 0})
    whole = beside(site, NEEDED, lambda: (row | {"need": need["need"]} for row in every()))
    return told | {
        "district": district, "need": need, "streets": streets, "needs": needs,
        "csvs": whole if told["number"] == 1 else {},
        "csv": ("needs", district, site.listed.terms[NEEDS][need["need"]], NAME),
    }  # fmt: skip
