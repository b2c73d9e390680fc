"""Names that hold posts in several organisations, and a page for the people of each organisation.

No number tells one person from another: a person is a name in one organisation, and equal names are only that.
"""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from itertools import groupby
from typing import Any

from ..addresses import address
from ..citing import Shown, foot
from ..reading import Row
from ..records import heading
from .sheet import Sheet, Site

PER_PAGE = 100
STANDS = ("today", "coming", "over", "closed")


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of names in several organisations, in pages, and a page for each organisation with people."""
    names = _names(site)
    counts = {sample: sum(one["sample"] == sample for one in names) for sample in (0, 1)}
    last = max(1, -(-len(names) // PER_PAGE))
    for number in range(1, last + 1):
        part = names[(number - 1) * PER_PAGE : number * PER_PAGE]
        path = "/people/" if number == 1 else f"/people/{number}/"
        place = {"number": number, "last": last, "counts": counts}
        yield Sheet(path, "people.html", partial(_listed, site, part, place))
    sql = (
        "select org_id from organisations where (district, org_id) in (select district, org_id from people) order by 1"
    )
    for row in site.reader.rows(sql):
        path = f"/organisations/{row['org_id']}/people/"
        yield Sheet(path, "organisation_people.html", partial(_people, site, row["org_id"]), alone=True)


def anchor(name: str) -> str:
    """Return where on the page of its organisation's people a name stands."""
    return f"p-{sha256(name.encode()).hexdigest()[:8]}"


def _names(site: Site) -> list[Row]:
    """Return the names that hold posts in several organisations today, the real ones first, with how many these are."""
    return site.reader.rows(
        "select distinct name, sample, bodies from names_held where bodies > 1 order by sample, bodies desc, name"
    )


def _listed(site: Site, names: list[Row], place: dict[str, Any]) -> dict[str, Any]:
    """Return what a page of the list shows: names of real organisations and of samples apart, each with where."""
    told = [one | {"where": _where(site, one["name"], one["sample"])} for one in names]
    apart = [(sample, list(part)) for sample, part in groupby(told, key=lambda one: one["sample"])]
    return place | {"listed": apart, "filed": site.reader.count("people")}


def _where(site: Site, name: str, sample: int, district: str = "", org_id: str = "") -> list[Row]:
    """Return some organisations in which a name holds posts today, but for one; those of its district first."""
    found = site.reader.query("same_names", name=name, sample=sample, district=district, org_id=org_id)
    return [one | {"anchor": anchor(name)} for one in found]


def _people(site: Site, org_id: str) -> dict[str, Any]:
    """Return what the page of an organisation's people shows."""
    (row,) = site.reader.rows("select * from organisations where org_id = ?", [org_id])
    key = {"district": row["district"], "org_id": row["org_id"]}
    steps = ("organisations", row["org_id"], "people")
    filed = site.reader.query("organisation_people", **key)
    today = {one["name"] for one in filed if one["stands"] == "today"}
    posts, anchored = [], set[str]()
    for one in filed:
        elsewhere = _where(site, one["name"], one["sample"], **key)
        others = elsewhere[0]["bodies"] - (one["name"] in today) if elsewhere else 0
        place = None if one["name"] in anchored else anchor(one["name"])
        posts.append(one | {"elsewhere": elsewhere, "elsewhere_bodies": others, "anchor": place})
        anchored.add(one["name"])
    board = next(iter(site.reader.found("boards", **key)), None)
    joined = sorted(site.reader.found("offices_joined", **key), key=lambda one: one["offices"])
    return {
        "organisation": row,
        "groups": [(name, found) for name in STANDS if (found := [one for one in posts if one["stands"] == name])],
        "board": board,
        "joined": joined,
        "same": sorted({one["name"] for one in posts if one["elsewhere"]}),
        "key": key,
        "foot": foot(site, steps, row["name"], [Shown("people", key, posts)], _posts_said(site, posts)),
        "record": heading(site.reader, row, address(*steps))
        | {"org_id": row["org_id"], "name": row["name"], "people": posts, "board": board, "offices_joined": joined},
    }  # fmt: skip


def _posts_said(site: Site, posts: list[Row]) -> Iterator[tuple[str, Row]]:
    """Yield what the row of each post held today says, in words, with the row."""
    words = site.gettext("%(name)s 任%(post)s，任期自 %(since)s 起")
    for one in posts:
        if one["stands"] == "today":
            yield words % {"name": one["name"], "post": one["post"], "since": one["term_start"]}, one
