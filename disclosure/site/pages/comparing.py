"""Each organisation's accounts beside those of its kind, and the form that sets a few organisations side by side."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..addresses import address
from ..citing import Shown, foot
from ..formats import amount, number
from ..reading import Row
from ..records import heading
from .sheet import Sheet, Site

SIDE_BY_SIDE = ("first", "second", "third", "fourth")  # parameters of the query figures_beside_peers


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page that compares, and one for each organisation with accounts."""
    kinds = site.reader.rows(
        "select type, year, band, max(bodies) as bodies, max(fewest) as fewest, sample"
        " from peer_medians where figure = '收入合计'"
        " group by sample, type, year, band order by sample, year desc, type,"
        " (select rowid from codelists where codelist = 'income_band' and term = band)"
    )
    fewest = max((row["fewest"] for row in kinds), default=None)
    yield Sheet("/compare/", "compare.html", {"kinds": kinds, "asked": SIDE_BY_SIDE, "fewest": fewest})
    sql = "select org_id from organisations where org_id in (select org_id from finances) order by org_id"
    for row in site.reader.rows(sql):
        given = partial(_page, site, row["org_id"])
        yield Sheet(f"/organisations/{row['org_id']}/compare/", "organisation_compare.html", given, alone=True)


def _page(site: Site, org_id: str) -> dict[str, Any]:
    """Return what the page of one organisation beside its kind shows, a table a year, the latest first."""
    (row,) = site.reader.rows("select * from organisations where org_id = ?", [org_id])
    key = {"district": row["district"], "org_id": row["org_id"]}
    steps = ("organisations", row["org_id"], "compare")
    figures = site.reader.query("organisation_peers", **key)
    years = [{"year": year, "figures": list(found)} for year, found in groupby(figures, key=lambda one: one["year"])]
    for told in years:
        told |= {name: told["figures"][0][name] for name in ("type", "band", "sample")}
        told["bodies"] = max(one["bodies"] for one in told["figures"])
    said = [(_said(site, one), one) for one in figures[:20]]
    return {
        "organisation": row,
        "years": years,
        "fewest": max((one["fewest"] for one in figures if one["fewest"]), default=None),
        "foot": foot(site, steps, row["name"], [Shown("finances", key, figures)], said),
        "record": heading(site.reader, row, address(*steps))
        | {"org_id": row["org_id"], "name": row["name"], "figures": figures},
    }


def _said(site: Site, one: Row) -> str:
    """Return in words what a figure is."""
    value = f"{amount(one['value']) if one['unit'] == '元' else number(one['value'])} {one['unit']}"
    words = site.gettext("%(year)s 年%(figure)s %(value)s")
    return words % {"year": one["year"], "figure": one["figure"], "value": value}
