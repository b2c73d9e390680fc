"""What a district promised beside what it came to: all its plans on one page, and a page for each plan."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from ...districts import NATION
from ..addresses import address, data_address, step
from ..citing import Shown, foot
from ..figures import of_target
from ..formats import figure
from ..invented import real
from ..reading import Row
from .sheet import Sheet, Site

STEP = "targets"
FIRST = ("未达到", "达到")  # what a figure judges
OPEN = ("无法判断", "尚无结果", "无数据")  # where it is not known whether a target was reached
STATUSES = (*FIRST, *OPEN)  # in the order in which they are read
NO_FIGURE = OPEN[-1]
FEW = 4
MEASURES = {view.path.stem: view.header["title"] for view in NATION.statements("views")}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of each district that has targets, and of each of its plans."""
    for name in site.reader.districts:
        titles = list(dict.fromkeys(row["plan"] for row in site.reader.query("targets", district=name)))
        if titles:
            yield Sheet(address("districts", name, STEP), "targets.html", partial(_all, site, name))
        for title in titles:
            path = f"/districts/{name}/{STEP}/{step(title)}/"
            yield Sheet(path, "plan.html", partial(_one, site, name, title))


def plans(site: Site, district: str) -> list[Row]:
    """Return the district's plans, each with its targets beside what they came to, and how many came to what."""
    found: dict[str, list[Row]] = {}
    for row in site.reader.query("targets", district=district):
        any_figure = row["status"] != NO_FIGURE or row["earlier"] is not None
        shown = {"measure": _measure(row), "any_figure": any_figure} | of_target(
            site.gettext, row, partial(figure, language=site.language)
        )
        found.setdefault(row["plan"], []).append(row | shown)
    told: list[Row] = [
        {"title": title, "rows": rows, "invented": all(row["sample"] for row in rows),
         "path": address("districts", district, STEP, step(title)),
         "read": sorted(rows, key=lambda row: STATUSES.index(row["status"])),
         **_counts(rows)}
        for title, rows in found.items()
    ]  # fmt: skip
    return sorted(told, key=lambda plan: plan["invented"])


def few(told: list[Row], sample: int) -> list[Row]:
    """Return a few real targets, or of the samples, that a figure judges: those that were missed before the others."""
    rows = [row for plan in told for row in plan["rows"] if row["bullet"] and row["status"] in FIRST]
    return sorted((row for row in rows if row["sample"] == sample), key=lambda row: FIRST.index(row["status"]))[:FEW]


def _all(site: Site, district: str) -> dict[str, Any]:
    """Return what the page of all plans of a district shows."""
    given = {"district": site.reader.districts[district], "plans": plans(site, district)}
    return given | {"foot": _foot(site, district, None)}


def _one(site: Site, district: str, title: str) -> dict[str, Any]:
    """Return what the page of one plan shows."""
    (plan,) = [one for one in plans(site, district) if one["title"] == title]
    return {"district": site.reader.districts[district], "plan": plan, "foot": _foot(site, district, title)}


def _foot(site: Site, district: str, plan: str | None) -> dict[str, Any]:
    """Return what stands at the foot of a page of targets."""
    where = {"district": district} | ({"plan": plan} if plan else {})
    tests = " and ".join(f"{name} = :{name}" for name in where)
    rows = site.reader.rows(f"select * from targets where {tests} order by rowid", where)
    steps = ("districts", district, STEP, *([step(plan)] if plan else []))
    subject = plan or site.reader.districts[district]["title"]
    return foot(site, steps, subject, [Shown("targets", where, rows)], record=False)


def _counts(rows: list[Row]) -> Row:
    """Return how many targets a figure judges and what they came to, and of how many it is not known, each in order.

    Samples count only in a plan that is all of samples.
    """
    counted = real(rows)
    came = Counter(row["status"] for row in counted)
    judged, unknown = ([(status, came[status]) for status in group if came[status]] for group in (FIRST, OPEN))
    judged_count = sum(n for _, n in judged)
    return {"count": len(counted), "judged": judged, "judged_count": judged_count, "unknown": unknown}


def _measure(target: Row) -> Row:
    """Return how a target is measured: the title of the view it names and of what, and the address of its figure."""
    view, _, what = (target["measured_by"] or "").partition("/")
    if title := MEASURES.get(view):
        key = {name: target[name] for name in ("district", "plan", "indicator", "dimension", "due_year")}
        return {"title": title, "what": [part for part in what.split("/") if part], "url": data_address(view, **key)}
    indicator = target["measured_by"] or target["indicator"]
    where = {"district": target["district"], "indicator": indicator, "dimension": target["dimension"]}
    return {"title": None, "what": [indicator], "url": data_address("statistics", **where)}
