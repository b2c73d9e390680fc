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
SEVERAL = "several_boards"
STANDS = ("today", "coming", "over", "closed")
Shared = dict[tuple[str, int], list[Row]]  # (name, whether of samples) → the organisations in which it stands


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of names in several organisations, in pages, and a page for each organisation with people."""
    shared = _shared(site)
    names = sorted(shared, key=lambda key: key[1])  # the real ones first, each in the order of the query
    last = max(1, -(-len(names) // PER_PAGE))
    filed = site.reader.count("people")
    for number in range(1, last + 1):
        part = names[(number - 1) * PER_PAGE : number * PER_PAGE]
        listed = [(sample, [(name, shared[name, sample]) for name, _ in keys]) for sample, keys in _apart(part)]
        given = {"listed": listed, "number": number, "last": last, "filed": filed,
                 "counts": {sample: sum(key[1] == sample for key in names) for sample in (0, 1)}}  # fmt: skip
        yield Sheet("/people/" if number == 1 else f"/people/{number}/", "people.html", given)
    sql = (
        "select org_id from organisations where (district, org_id) in (select district, org_id from people) order by 1"
    )
    for row in site.reader.rows(sql):
        path = f"/organisations/{row['org_id']}/people/"
        yield Sheet(path, "organisation_people.html", partial(_people, site, row["org_id"]), alone=True)


def anchor(name: str) -> str:
    """Return where on the page of its organisation's people a name stands."""
    return f"p-{sha256(name.encode()).hexdigest()[:8]}"


def _apart(keys: list[tuple[str, int]]) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """Yield (whether of samples, names) for the real ones and the samples."""
    for sample, part in groupby(keys, key=lambda key: key[1]):
        yield sample, list(part)


def _shared(site: Site) -> Shared:
    """Return the names that hold posts in several organisations today, each with where."""
    found: Shared = {}
    for row in site.reader.found(SEVERAL):
        found.setdefault((row["name"], row["sample"]), []).append(row | {"anchor": anchor(row["name"])})
    return found


def _people(site: Site, org_id: str) -> dict[str, Any]:
    """Return what the page of an organisation's people shows."""
    (row,) = site.reader.rows("select * from organisations where org_id = ?", [org_id])
    key = {"district": row["district"], "org_id": row["org_id"]}
    steps = ("organisations", row["org_id"], "people")
    posts, anchored = [], set[str]()
    for one in site.reader.query("organisation_people", **key):
        shared = site.reader.found(SEVERAL, name=one["name"], sample=one["sample"])
        elsewhere = [other | {"anchor": anchor(other["name"])} for other in shared if other["org_id"] != org_id]
        posts.append(one | {"elsewhere": elsewhere, "anchor": None if one["name"] in anchored else anchor(one["name"])})
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
