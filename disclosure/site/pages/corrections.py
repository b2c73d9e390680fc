"""Every change of a published value, of all and by district: what was wrong apart from what changed or was added."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..reading import Row
from .sheet import Sheet, Site

MOST = 30  # changes of a kind on a page, the latest; beyond them it points to the query
FILLED = "补充"  # what stood empty and was filled later, which says of no figure that it was wrong
ORDER = ("更正", "撤回", "变更", FILLED)


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of all corrections and each district's."""
    counts = site.reader.query("correction_counts")
    named = [name for name in site.reader.districts if any(row["district"] == name for row in counts)]
    for chosen in [None, *named]:
        path = f"/corrections/{chosen}/" if chosen else "/corrections/"
        yield Sheet(path, "corrections.html", partial(_page, site, counts, named, chosen))


def _page(site: Site, counts: list[Row], named: list[str], chosen: str | None) -> dict[str, Any]:
    """Return what a page of corrections shows: each kind with its meaning, its counts and the latest."""
    meanings = site.reader.rows("select term, description from codelists where codelist = 'correction_kind'")
    means = {row["term"]: row["description"] for row in meanings}
    kinds = []
    for kind in ORDER:
        held = [row for row in counts if row["kind"] == kind and chosen in (None, row["district"])]
        rows = site.reader.query("corrections", kind=kind, district=chosen, limit=MOST)
        kinds.append({
            "kind": kind, "means": means.get(kind, ""), "filled": kind == FILLED,
            "rows": [site.named(row) for row in rows],
            "where": {"kind": kind} | ({"district": chosen} if chosen else {}),
            "real": sum(row["real"] for row in held), "samples": sum(row["samples"] for row in held),
        })  # fmt: skip
    return {"kinds": kinds, "having": named, "chosen": chosen, "most": MOST, "title_of": site.reader.title_of}
