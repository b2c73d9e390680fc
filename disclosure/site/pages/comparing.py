"""Each organisation's accounts beside those of its kind, a few of it side by side, and the page to choose bodies."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..abreast import ASKED, abreast, asked_for, bodies_sql, figures_sql, year_of
from ..addresses import address
from ..citing import Shown, foot
from ..formats import amount, number
from ..listed import OF_A_KIND
from ..reading import Row
from ..reads import Answer, Values
from ..records import heading
from .sheet import Sheet, Site
from .standing.organisations import grade_of

ALIKE = "@alike"  # what the reader calls the bodies of a kind


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page that compares, and one for each organisation with accounts."""
    site.reader.others[ALIKE] = partial(_alike, site)
    kinds = site.reader.rows(
        "select type, year, band, max(bodies) as bodies, max(fewest) as fewest, sample"
        " from peer_medians where figure = '收入合计'"
        " group by sample, type, year, band order by sample, year desc, type,"
        " (select rowid from codelists where codelist = 'income_band' and term = band)"
    )
    of_a_kind = {kind: codes[0] for kind, codes in site.listed.kinds.items() if len(codes) > 1}
    kinds = [row | {"example": of_a_kind.get(tuple(row[name] for name in OF_A_KIND))} for row in kinds]
    fewest = max((row["fewest"] for row in kinds), default=None)
    yield Sheet("/compare/", "compare.html", {"kinds": kinds, "fewest": fewest})
    yield Sheet("/compare/chosen/", "compare_chosen.html")
    sql = "select org_id from organisations where org_id in (select org_id from finances) order by org_id"
    for row in site.reader.rows(sql):
        given = partial(_page, site, row["org_id"])
        yield Sheet(f"/organisations/{row['org_id']}/compare/", "organisation_compare.html", given, alone=True)


def _alike(site: Site, _: str, codes: Values) -> Answer:
    """Return the bodies of a kind with one, as an answer that is noted."""
    with site.reader.apart():
        return ["org_id"], [(one,) for one in site.listed.alike.get(next(iter(codes)), [])]


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
        "beside": site.reader.once(("beside", row["org_id"]), partial(_beside, site, row["org_id"])),
        "fewest": max((one["fewest"] for one in figures if one["fewest"]), default=None),
        "foot": foot(site, steps, row["name"], [Shown("finances", key, figures)], said),
        "record": heading(site.reader, row, address(*steps))
        | {"org_id": row["org_id"], "name": row["name"], "figures": figures},
    }


def _beside(site: Site, code: str) -> dict[str, Any] | None:
    """Return the organisation beside a few of its kind; None where there is no other."""
    codes = [one["org_id"] for one in site.reader.rows(ALIKE, [code])]
    if len(codes) < 2:
        return None
    bodies = site.reader.rows(bodies_sql("listed"), {"codes": asked_for(codes)})
    year = year_of(bodies)
    figures = site.reader.rows(figures_sql(), {"codes": asked_for(codes), "year": year})
    grades = [grade for body in bodies if (grade := grade_of(site, body))]
    return abreast(bodies, grades, figures, year) | {"query": dict(zip(ASKED, codes, strict=False))}


def _said(site: Site, one: Row) -> str:
    """Return in words what a figure is."""
    value = f"{amount(one['value']) if one['unit'] == '元' else number(one['value'])} {one['unit']}"
    words = site.gettext("%(year)s 年%(figure)s %(value)s")
    return words % {"year": one["year"], "figure": one["figure"], "value": value}
