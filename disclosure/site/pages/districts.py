"""The list of districts, a page for each, and the pages that districts add themselves."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from ...districts import NATION, District
from ...exceptions import PluginError
from ...pages import Page
from ..addresses import data_address
from ..blocks import block
from ..citing import Shown, figures, foot
from ..figures import of_areas, of_target, over_years
from ..formats import figure
from ..reading import Row
from ..schemes import scheme_page
from ..words import CHINESE
from . import additions, channels, feeds
from .disclosures import sums_of
from .rules import waived
from .sheet import Sheet, Site
from .standing import districts as standing

# Shown elsewhere on this page or site.
OWN_SECTION = {"statistics", "targets", "policies", "areas", "notices", "grants", "coverage", "programme_terms"}
STATUSES = ("达到", "未达到", "尚无结果", "无法判断", "无数据")
NO_FIGURE = STATUSES[-1]
WHOLE = "总计"  # the dimension of the whole
MOST_ROWS = 20  # of a table that is shown whole elsewhere
MEASURES = {view.path.stem: view.header["title"] for view in NATION.statements("views")}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list, every district's page, and the districts' own pages."""
    rows = site.reader.query("districts")
    yield Sheet("/districts/", "districts.html", {"districts": rows})
    own = {district.name: own_pages(site, district) for district in site.districts}
    sums = sums_of(site)
    for row in rows:
        pages = own.get(row["district"], [])
        yield Sheet(
            f"/districts/{row['district']}/",
            "district.html",
            _context(site, row, sums.get(row["district"])) | {"pages": pages},
        )
    for district in site.districts:
        for page in own[district.name]:
            yield _sheet(district, page)


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
            site.rendered(_sheet(district, page))
            fit.append(page)
    for scheme in (one for one in district.folder.schemes if known is None or one.path in known):
        file = district.path / "pages" / f"{scheme.path}.toml"
        with district.folder.containing(f"pages/{file.name}", file):
            if any(page.path == scheme.path for page in fit):
                raise PluginError(f"register_pages returns a page {scheme.path}, too; call one of them otherwise")
            page = scheme_page(site, district, scheme)
            site.rendered(_sheet(district, page))
            fit.append(page)
    return fit


def _sheet(district: District, page: Page) -> Sheet:
    """Return a page of a district's own as one of the site."""
    return Sheet(f"/districts/{district.name}/{page.path}/", page.template, page.context | {"page": page})


def _context(site: Site, district: Row, demanded: Row | None) -> dict[str, Any]:
    """Return what a district's page shows."""
    name = district["district"]
    own_feeds = channels.listed(site, site.by_name.get(name))
    statistics = site.reader.query("statistics", district=name)
    plans, covered = _plans(site, name), site.reader.query("coverage", district=name)
    areas = [row | {"where": _counted(row)} for row in site.reader.query("areas", district=name)]
    real, samples = standing.lines(site, name, [row for plan in plans for row in plan["rows"]], covered, demanded)
    own, shown = {"district": name}, []
    for table in ("statistics", "targets", "policies", "areas", "coverage"):
        rows = site.reader.rows(f'select * from "{table}" where district = :district order by rowid', own)
        shown.append(Shown(table, own, rows))
    totals = [row for row in shown[0].rows if row["dimension"] == WHOLE and not row["sample"]]
    said = figures(site, "district", {"statistics": sorted(totals, key=lambda row: str(row["as_of"]))})
    return {
        "foot": foot(site, ("districts", name), district["title"], shown, said, record=False),
        "district": district,
        "indicators": [_indicator(site, rows) for rows in _grouped(statistics)],
        "standing": real,
        "standing_samples": samples,
        "plans": plans,
        "areas": areas,
        "tiles": of_areas(site.gettext, areas),
        "covered": covered,
        "uncovered": [row["title"] for row in site.reader.query("not_covered", district=name)],
        "blocks": _blocks(site, name),
        "waived": waived(site, site.by_name[name]) if name in site.by_name else [],
        "own_feeds": own_feeds,
        "feeds": [*feeds.of_page(f"/districts/{name}/"), *own_feeds],
        "offered": [file for file in site.offered if file["district"] == name],
        "invented": name in site.invented,
        "additions": additions.of_district(site, name),
        "policies": site.reader.rows(
            "select * from policies where district = ? order by summary is null, rowid", [name]
        ),
        "filed": site.reader.rows("select * from submissions where district = ? order by sample, created desc", [name]),
        "disclosed": [
            row for table, entry in site.reader.tables.items()
            if (row := {"table": table, "title": entry["title"], **_filed(site, table, name)})["rows"]
        ],
    }  # fmt: skip


def _counted(area: Row) -> Row:
    """Return what finds the organisations that are counted in an area."""
    where = {"district": area["district"], "status": area["counted"]}
    where["community" if area["is_community"] else "street"] = area["name"]
    if not area["alone"]:
        where["street"] = area["above"]
    return where if area["sample"] else where | {"sample": 0}


def _filed(site: Site, table: str, district: str) -> Row:
    """Return how many rows a district has in a table, the real ones and the samples, and when it last filed."""
    sql = f"""select count(*) as rows, sum(not t.sample) as real, sum(t.sample) as samples,
        max(substr(s.created, 1, 10)) as latest
        from "{table}" t join submissions s on s.district = t.district and s.submission = t.submission
        where t.district = ?"""
    return site.reader.rows(sql, [district])[0]


def _blocks(site: Site, district: str) -> list[Row]:
    """Return a block for each table that belongs to the district itself and has no section of its own.

    Of a long one the first rows are shown, and how many more there are.
    """
    found = []
    for table, columns in site.reader.columns.items():
        elsewhere = any(c["identifier"] or c["reference"] in ("grants", "notices") for c in columns)
        if table in OWN_SECTION or elsewhere:
            continue
        order = site.reader.key_of(table)
        if rows := site.reader.rows(f'select * from "{table}" where district = ? order by {order}', [district]):
            shown = block(site.reader, table, rows[:MOST_ROWS], set(), {"district": district})
            found.append({"shown": shown, "title": shown.title, "count": len(rows), "more": len(rows[MOST_ROWS:])})
    return found


def _grouped(statistics: list[Row]) -> list[list[Row]]:
    """Return the statistics by indicator, in the order of the source."""
    groups: dict[str, list[Row]] = {}
    for row in statistics:
        groups.setdefault(row["indicator"], []).append(row)
    return sorted(groups.values(), key=lambda rows: (-len(rows), rows[0]["indicator"]))


def _indicator(site: Site, rows: list[Row]) -> Row:
    """Return one indicator: its rows, a chart of each dimension with enough years, and sums that do not add up."""
    dimensions: dict[str, list[Row]] = {}
    for row in rows:
        dimensions.setdefault(row["dimension"], []).append(row)
    charts = []
    name, unit = rows[0]["indicator"], rows[0]["unit"] if len({row["unit"] for row in rows}) == 1 else ""
    for dimension, points in sorted(dimensions.items(), key=lambda item: (item[0] != WHOLE, item[0])):
        values = {point["year"]: point["value"] for point in points}
        heard = (
            name if dimension == WHOLE else site.gettext("%(title)s（%(unit)s）") % {"title": name, "unit": dimension}
        )
        if len(values) == len(points) and (chart := over_years(site.gettext, dimension, unit, values, heard)):
            charts.append(chart | {"sample": any(point["sample"] for point in points)})
    return {"title": name, "unit": unit, "rows": rows, "charts": charts, "sample": any(row["sample"] for row in rows)}


def _plans(site: Site, district: str) -> list[Row]:
    """Return the district's plans, each with its targets beside what they came to, and how many came to what."""
    plans: dict[str, list[Row]] = {}
    for row in site.reader.query("targets", district=district):
        any_figure = row["status"] != NO_FIGURE or row["earlier"] is not None
        shown = {"measure": _measure(row), "any_figure": any_figure} | of_target(
            site.gettext, row, partial(figure, language=site.language)
        )
        plans.setdefault(row["plan"], []).append(row | shown)
    return [
        {"title": title, "rows": rows, "invented": all(row["sample"] for row in rows),
         "counts": _counts(Counter(row["status"] for row in rows))}
        for title, rows in plans.items()
    ]  # fmt: skip


def _counts(came: Counter[str]) -> list[tuple[str, int]]:
    """Return how many targets came to what, in order; how many were reached is said even of none."""
    return [(status, came[status]) for status in STATUSES if came[status] or status == STATUSES[0]]


def _measure(target: Row) -> Row:
    """Return how a target is measured: the title of the view it names and of what, and the address of its figure."""
    view, _, what = (target["measured_by"] or "").partition("/")
    if title := MEASURES.get(view):
        key = {name: target[name] for name in ("district", "plan", "indicator", "dimension", "due_year")}
        return {"title": title, "what": [part for part in what.split("/") if part], "url": data_address(view, **key)}
    indicator = target["measured_by"] or target["indicator"]
    where = {"district": target["district"], "indicator": indicator, "dimension": target["dimension"]}
    return {"title": None, "what": [indicator], "url": data_address("statistics", **where)}
