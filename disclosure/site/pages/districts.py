"""The list of districts, a page for each, and the pages that districts add themselves."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...districts import District
from ...exceptions import PluginError
from ...pages import Page
from ...schemes import Scheme
from ..citing import Shown, foot
from ..figures import of_areas
from ..reading import Row
from ..schemes import scheme_page, sections
from ..words import CHINESE
from . import additions, channels, feeds, holdings, statistics, targets
from .disclosures import sums_of
from .rules import waived
from .sheet import Sheet, Site
from .standing import districts as standing

MOST_AREAS = 40  # shown; the query has the rest
MOST_FILED = 5  # of the latest submissions, the others on a page of their own
TAKEN = (targets.STEP, statistics.STEP, holdings.TABLES, holdings.FILED)  # steps of the pages that every district has


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list, every district's page, and the districts' own pages."""
    rows = site.reader.query("districts")
    yield Sheet("/districts/", "districts.html", {"districts": rows})
    own = {district.name: own_pages(site, district) for district in site.districts}
    sums = sums_of(site)
    for row in rows:
        pages = own.get(row["district"], [])
        given = partial(_context, site, row, sums.get(row["district"]), pages)
        yield Sheet(f"/districts/{row['district']}/", "district.html", given)
    for district in site.districts:
        for page in own[district.name]:
            yield _sheet(district, page)
            yield from sections(district, page)


def own_pages(site: Site, district: District) -> list[Page]:
    """Return the pages that a district adds, but for those that fail; made once."""
    key = district.name, site.language.name
    if key not in site.own_pages:
        known = site.own_pages.get((district.name, CHINESE.name))
        site.own_pages[key] = _own_pages(site, district, None if known is None else {page.path for page in known})
    return site.own_pages[key]


def _own_pages(site: Site, district: District, known: set[str] | None) -> list[Page]:
    """Return the pages that a district adds, but for those that fail, or that failed in the first language."""
    with site.reader.lent() as database:
        added = district.call("register_pages", database=database, district=district)
    fit = []
    for page in (one for one in added if known is None or one.path in known):
        with district.folder.containing(page.template, district.path / "templates" / page.template):
            _untaken(page.path)
            site.rendered(_sheet(district, page))
            fit.append(page)
    for scheme in (one for one in district.folder.schemes if known is None or one.path in known):
        file = district.path / "pages" / f"{scheme.path}.toml"
        with district.folder.containing(f"pages/{file.name}", file):
            if any(page.path == scheme.path for page in fit):
                raise PluginError(f"register_pages returns a page {scheme.path}, too; call one of them otherwise")
            _untaken(scheme.path)
            fit.append(_scheme_page(site, district, scheme))
    return fit


def _scheme_page(site: Site, district: District, scheme: Scheme) -> Page:
    """Return the page of a scheme, made and rendered once, in the process that looks for what fails."""
    key = district.name, site.language.name, scheme.path
    if key not in site.schemes:
        page = scheme_page(site, district, scheme)
        site.rendered(_sheet(district, page))
        site.schemes[key] = page
    return site.schemes[key]


def _untaken(path: str) -> None:
    """Raise PluginError if every district has a page of that address."""
    if (first := path.split("/")[0]) in TAKEN:
        raise PluginError(f"/{first}/ is a page that every district has; call this one otherwise")


def _sheet(district: District, page: Page) -> Sheet:
    """Return a page of a district's own as one of the site."""
    return Sheet(f"/districts/{district.name}/{page.path}/", page.template, page.context | {"page": page})


def _context(site: Site, district: Row, demanded: Row | None, pages: list[Page]) -> dict[str, Any]:
    """Return what a district's page shows: how it stands, what leads to its other pages, what it declared."""
    name = district["district"]
    own, own_feeds = {"district": name}, channels.listed(site, site.by_name.get(name))
    plans, covered = targets.plans(site, name), site.reader.query("coverage", district=name)
    areas = [row | {"where": _counted(row)} for row in site.reader.query("areas", district=name)]
    real, samples = standing.lines(site, name, [row for plan in plans for row in plan["rows"]], covered, demanded)
    shown = []
    for table in ("statistics", "targets", "policies", "areas", "coverage"):
        rows = site.reader.rows(f'select * from "{table}" where district = :district order by rowid', own)
        shown.append(Shown(table, own, rows))
    groups, filed = statistics.grouped(site, name), holdings.submissions(site, name)
    return {
        "foot": foot(site, ("districts", name), district["title"], shown, record=False),
        "district": district,
        "pages": pages,
        "indicators": len(groups),
        "figures": statistics.few(groups),
        "standing": real,
        "standing_samples": samples,
        "plans": plans,
        "few": targets.few(plans, 0),
        "few_samples": targets.few(plans, 1),
        "areas": areas[:MOST_AREAS],
        "more_areas": len(areas[MOST_AREAS:]),
        "tiles": of_areas(site.gettext, areas),
        "covered": covered,
        "uncovered": [row["title"] for row in site.reader.query("not_covered", district=name)],
        "tables": holdings.tables(site, name),
        "waived": waived(site, site.by_name[name]) if name in site.by_name else [],
        "own_feeds": own_feeds,
        "feeds": [*feeds.of_page(f"/districts/{name}/"), *own_feeds],
        "offered": [file for file in site.offered if file["district"] == name],
        "invented": name in site.invented,
        "additions": additions.of_district(site, name),
        "policies": site.reader.rows(
            "select * from policies where district = ? order by summary is null, rowid", [name]
        ),
        "demanded": demanded,
        "filed": filed[:MOST_FILED],
        "submissions": len(filed),
    }


def _counted(area: Row) -> Row:
    """Return what finds the organisations that are counted in an area."""
    where = {"district": area["district"], "status": area["counted"]}
    where["community" if area["is_community"] else "street"] = area["name"]
    if not area["alone"]:
        where["street"] = area["above"]
    return where if area["sample"] else where | {"sample": 0}
