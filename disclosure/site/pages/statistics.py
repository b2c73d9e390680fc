"""The figures that a district's documents print: all its indicators on one page, and a page for each with many."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..addresses import address, step
from ..citing import Shown, figures, foot
from ..figures import over_years
from ..invented import real
from ..reading import Row
from .sheet import Sheet, Site
from .targets import MEASURES
from .targets import STEP as TARGETS

STEP = "statistics"
WHOLE = "总计"  # the dimension of the whole
FEW = 6  # figures on a district's own page
SHORT = 8  # rows that the page of all indicators has room for


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of each district that has statistics, and of each indicator with more than a few figures."""
    for name in site.reader.districts:
        groups = grouped(site, name)
        if groups:
            yield Sheet(address("districts", name, STEP), "statistics.html", partial(_all, site, name))
        for rows in groups:
            if len(rows) > SHORT:
                indicator = rows[0]["indicator"]
                path = f"/districts/{name}/{STEP}/{step(indicator)}/"
                yield Sheet(path, "statistic.html", partial(_one, site, name, indicator))


def grouped(site: Site, district: str) -> list[list[Row]]:
    """Return the statistics of a district by indicator, in the order of the source."""
    groups: dict[str, list[Row]] = {}
    for row in site.reader.query("statistics", district=district):
        groups.setdefault(row["indicator"], []).append(row)
    return sorted(groups.values(), key=lambda rows: (-len(rows), rows[0]["indicator"]))


def few(groups: list[list[Row]]) -> list[Row]:
    """Return the latest figure of the whole of a few indicators, of the real ones where there are any."""
    found = [row for rows in groups for row in rows if row["dimension"] == WHOLE]
    latest: dict[str, Row] = {}
    for row in real(found):
        latest[row["indicator"]] = max(latest.get(row["indicator"], row), row, key=lambda one: str(one["as_of"]))
    return list(latest.values())[:FEW]


def _all(site: Site, district: str) -> dict[str, Any]:
    """Return what the page of all indicators shows: of those with many figures the first chart alone."""
    groups = grouped(site, district)
    measured = _measured(site, district)
    shown = [indicator(site, rows, measured) for rows in groups]
    for one in shown:
        if len(one["rows"]) > SHORT:
            path = address("districts", district, STEP, step(one["title"]))
            one |= {"path": path, "charts": one["charts"][:1]}
    return {
        "district": site.reader.districts[district], "indicators": shown, "short": SHORT,
        "foot": _foot(site, district, None),
    }  # fmt: skip


def _one(site: Site, district: str, title: str) -> dict[str, Any]:
    """Return what the page of one indicator shows."""
    (rows,) = [rows for rows in grouped(site, district) if rows[0]["indicator"] == title]
    return {
        "district": site.reader.districts[district],
        "indicator": indicator(site, rows, _measured(site, district)),
        "foot": _foot(site, district, title),
    }


def _foot(site: Site, district: str, title: str | None) -> dict[str, Any]:
    """Return what stands at the foot of a page of statistics, with the latest figures of the whole to be cited."""
    where = {"district": district} | ({"indicator": title} if title else {})
    tests = " and ".join(f"{name} = :{name}" for name in where)
    rows = site.reader.rows(f"select * from statistics where {tests} order by rowid", where)
    totals = sorted((row for row in rows if row["dimension"] == WHOLE and not row["sample"]),
                    key=lambda row: str(row["as_of"]))  # fmt: skip
    said = figures(site, "district", {"statistics": totals})
    steps = ("districts", district, STEP, *([step(title)] if title else []))
    subject = site.reader.districts[district]["title"]
    return foot(site, steps, subject, [Shown("statistics", where, rows)], said, record=False)


def _measured(site: Site, district: str) -> dict[tuple[str, str], list[Row]]:
    """Return (indicator, dimension) → the targets of that name whose figure the register itself reckons."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in site.reader.query("targets", district=district):
        title = MEASURES.get((row["measured_by"] or "").partition("/")[0])
        if title and row["actual"] is not None:
            told = row | {"path": address("districts", district, TARGETS, step(row["plan"])), "reckoned": title}
            found.setdefault((row["indicator"], row["dimension"]), []).append(told)
    return found


def indicator(site: Site, rows: list[Row], measured: dict[tuple[str, str], list[Row]]) -> Row:
    """Return one indicator: its rows, a chart of each dimension with enough years, and what else it is measured by."""
    dimensions: dict[str, list[Row]] = {}
    for row in rows:
        dimensions.setdefault(row["dimension"], []).append(row)
    charts = []
    name, unit = rows[0]["indicator"], rows[0]["unit"] if len({row["unit"] for row in rows}) == 1 else ""
    for dimension, filed in sorted(dimensions.items(), key=lambda item: (item[0] != WHOLE, item[0])):
        points = real(filed)
        values = {point["year"]: point["value"] for point in points}
        exact = not any(point["qualifier"] or point["value_max"] for point in points)
        heard = (
            name if dimension == WHOLE else site.gettext("%(title)s（%(unit)s）") % {"title": name, "unit": dimension}
        )
        comparable = len(values) == len(points) and len({point["unit"] for point in points}) == 1
        if comparable and (chart := over_years(site.gettext, dimension, unit, values, heard, exact)):
            charts.append(chart | {"sample": any(point["sample"] for point in points)})
    targets = [target for dimension in dimensions for target in measured.get((name, dimension), [])
               if any(row["sample"] == target["sample"] for row in rows)]  # fmt: skip
    return {"title": name, "unit": unit, "rows": rows, "charts": charts, "sample": any(row["sample"] for row in rows),
            "targets": targets, "sums": [row for row in rows if row["sum"] is not None]}  # fmt: skip
