"""Charts as pages show them: a drawing, a sentence that says what is to be seen, and what was left out of it."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from .charts import FEWEST, MOST, Point, bars, bullet, stacks, tiles, track
from .formats import amount, figure, number
from .reading import Row

Gettext = Callable[[str], str]
LARGE = 10_000  # yuan, beyond which a chart leaves out the fen
PER_CENT = 100
DISTRICT = "区县"
FUNDED = "资助"
JUDGED = ("达到", "未达到")  # of a target


def over_years(
    gettext: Gettext, title: str, unit: str, values: dict[int, float], subject: str = "", exact: bool = True
) -> Row | None:
    """Return the chart of one figure by year, the newest first, a year between without one as a gap; None: too few.

    Where not all are `exact`, as those printed with 约 or as a range, it is not said by how much they differ.
    """
    if len(values) < FEWEST:
        return None
    unit = unit and gettext(unit)
    first, last = min(values), max(values)
    every = range(last, first - 1, -1)
    points = [(str(year), values.get(year)) for year in (every if len(every) <= MOST else sorted(values)[::-1])]
    said = [_change(gettext, (first, values[first]), (last, values[last]), unit)]
    if not exact:
        said = [gettext("有的数是约数或者范围，原样见表，不算增减。")]
    if gaps := [label for label, value in points if value is None]:
        said.append(gettext("%(years)s年没有数，不等于没有。") % {"years": gettext("、").join(reversed(gaps))})
    if len(points) > MOST:
        said.append(gettext("图中只画最近 %(n)s 个年份，共 %(all)s 个，其余见表。") % {"n": MOST, "all": len(points)})
    return _chart(gettext, subject or title, _titled(gettext, title, unit), points[:MOST], said, unit)


def of_rows(gettext: Gettext, title: str, unit: str, points: Sequence[Point]) -> Row | None:
    """Return the chart of one figure of several things, in their order; None: too few."""
    known = [value for _, value in points if value is not None]
    if len(known) < FEWEST:
        return None
    unit = unit and gettext(unit)
    told = {"n": len(points), "least": _said(min(known), unit), "most": _said(max(known), unit)}
    same = min(known) == max(known)
    said = [
        (gettext("共 %(n)s 项，都是 %(most)s。") if same else gettext("共 %(n)s 项，从 %(least)s到 %(most)s。")) % told
    ]
    if len(points) > MOST:
        said.append(gettext("图中只画前 %(n)s 项，共 %(all)s 项，其余见表。") % {"n": MOST, "all": len(points)})
    return _chart(gettext, title, _titled(gettext, title, unit), points[:MOST], said, unit)


def by_part(gettext: Gettext, title: str, parts: Sequence[tuple[str, str]], total: str, rows: list[Row]) -> Row:
    """Return the chart of amounts by year whose parts end at their totals, and what it says; in words if too few.

    `parts` are (column, name), `total` a column; a part that is nothing in every year is left out.
    """
    newest = sorted(rows, key=lambda row: -int(row["year"]))[:MOST]
    used = [(column, name) for column, name in parts if any(row[column] for row in newest)]
    amounts = [abs(row[column] or 0) for row in newest for column in (total, *(column for column, _ in used))]
    digits = 0 if max(amounts, default=0) >= LARGE else 2
    unit = gettext("元")

    def shown(value: float) -> str:
        return f"{value:,.{digits}f}".replace("-", "−")

    lines = [(str(row["year"]), [row[column] for column, _ in used], row[total]) for row in newest]
    heard = [
        gettext("，").join(
            [f"{year} {title} {'' if whole is None else shown(whole)}"]
            + [f"{name} {shown(value)}" for (_, name), value in zip(used, values, strict=True) if value is not None]
        )
        for year, values, whole in lines
    ]
    names = [name for _, name in used]
    svg = stacks(title, gettext("；").join(heard), names, lines, shown, gettext("没有写明分项的"))
    said = [_newest(gettext, title, total, used, newest, lambda value: f"{shown(value)} {unit}")] if newest else []
    for year, values, whole in lines:
        more = round(sum(value or 0 for value in values) - whole, 2) if whole is not None else 0
        if more > 0:
            told = {"year": year, "what": title, "by": f"{shown(more)} {unit}"}
            said.append(gettext("%(year)s 年%(what)s各项加起来比填报的合计多 %(by)s。") % told)
    if len(rows) > MOST:
        said.append(gettext("图中只画最近 %(n)s 个年份，共 %(all)s 个，其余见表。") % {"n": MOST, "all": len(rows)})
    invented = any(row["sample"] for row in rows)
    return {"title": _titled(gettext, title, unit), "svg": svg, "words": _sentences(gettext, said), "sample": invented}


def _newest(
    gettext: Gettext, title: str, total: str, parts: Sequence[tuple[str, str]], rows: list[Row],
    shown: Callable[[float], str],
) -> str:  # fmt: skip
    """Return what the newest year came to, how it differs from the year before, and what most of it was."""
    row = rows[0]
    told: dict[str, Any] = {"year": row["year"], "what": title}
    if row[total] is None:
        return gettext("%(year)s 年没有填报%(what)s合计。") % told
    told["total"] = shown(row[total])
    before = next((one for one in rows if one["year"] == row["year"] - 1 and one[total] is not None), None)
    change = round(row[total] - before[total], 2) if before else None
    told |= {"before": row["year"] - 1, "by": shown(abs(change or 0))}
    if change is None:
        said = gettext("%(year)s 年%(what)s %(total)s。") % told
    elif change > 0:
        said = gettext("%(year)s 年%(what)s %(total)s，比 %(before)s 年多 %(by)s。") % told
    elif change < 0:
        said = gettext("%(year)s 年%(what)s %(total)s，比 %(before)s 年少 %(by)s。") % told
    else:
        said = gettext("%(year)s 年%(what)s %(total)s，与 %(before)s 年相同。") % told
    known = [(row[column], name) for column, name in parts if row[column]]
    if row[total] > 0 and len(known) > 1 and all(value > 0 for value, _ in known):
        most, name = max(known, key=lambda one: one[0])
        share = number(round(most / row[total] * PER_CENT))
        largest = gettext("其中最多的是%(name)s，占 %(share)s%%。") % {"name": name, "share": share}
        return _sentences(gettext, [said, largest])
    return said


def _change(gettext: Gettext, first: tuple[int, float], last: tuple[int, float], unit: str) -> str:
    """Return how a figure went from its first year to its last."""
    by = round(last[1] - first[1], 6)
    told = {"first": first[0], "was": _said(first[1], unit), "last": last[0], "now": _said(last[1], unit)}
    told["by"] = _said(abs(by), gettext("个百分点") if unit == "%" else unit)
    if by > 0:
        return gettext("%(first)s 年 %(was)s，%(last)s 年 %(now)s，多了 %(by)s。") % told
    if by < 0:
        return gettext("%(first)s 年 %(was)s，%(last)s 年 %(now)s，少了 %(by)s。") % told
    return gettext("%(first)s 年和 %(last)s 年都是 %(now)s。") % told


def _chart(gettext: Gettext, name: str, title: str, points: Sequence[Point], said: list[str], unit: str) -> Row | None:
    """Return a chart of bars; what is read out of it are its labels and figures."""
    points = [(_shown(gettext, label), value) for label, value in points]
    heard = gettext("；").join(
        f"{label} {'' if value is None else _said(value, unit)}".strip() for label, value in points
    )
    svg = bars(_shown(gettext, name), heard, points)
    return {"title": title, "svg": svg, "words": _sentences(gettext, said), "sample": False} if svg else None


def _shown(gettext: Gettext, name: str) -> str:
    """Return a name as the language has it: that of a column or a term, or as it was filed."""
    return gettext("%(name)s") % {"name": name}


def _said(value: float, unit: str) -> str:
    """Return a figure with its unit."""
    return f"{number(value)} {unit}".strip()


def _titled(gettext: Gettext, title: str, unit: str) -> str:
    """Return the title of a chart with its unit."""
    return gettext("%(title)s（%(unit)s）") % {"title": title, "unit": unit} if unit else title


def of_target(gettext: Gettext, target: Row, written: Callable[[Row, str], str] = figure) -> Row:
    """Return a target as a bullet beside what it came to, and that in words; both None where no figure is known.

    What judges nothing is drawn so: a figure from before the day it fell due, or one that cannot be compared with the
    target. A figure in another unit is not drawn.
    """
    known = target["actual"] is not None
    judged = known and target["status"] in JUDGED
    name = "actual" if known else "earlier"
    if target["value"] is None or target[name] is None or (not known and target["earlier_unit"] != target["unit"]):
        return {"bullet": None, "told": None}
    goal = number(target["value"]) + ("" if target["value_max"] is None else f"–{number(target['value_max'])}")
    sign = target["comparison"] if target["comparison"] in ("≥", "≤", ">", "<") else ""
    told = {
        "goal": f"{sign} {goal} {target['unit'] and gettext(target['unit'])}".strip(),
        "actual": written(target, name),
        "day": target[f"{name}_on"],
    }
    if known and not judged:
        said = gettext("目标 %(goal)s，实际只知道是 %(actual)s（%(day)s），比不出来") % told
    elif judged and target[f"{name}_max"] is not None:
        said = gettext("目标 %(goal)s，实际只知道是 %(actual)s 里的一个数（%(day)s）") % told
    elif judged:
        said = gettext("目标 %(goal)s，实际 %(actual)s（%(day)s）") % told
    else:
        said = gettext("目标 %(goal)s，到期以前 %(actual)s（%(day)s）") % told
    ends = (target["value"], target["value_max"]), (target[name], target[f"{name}_max"])
    return {"bullet": bullet(_shown(gettext, target["indicator"]), said, *ends, judged), "told": said}


def of_money(gettext: Gettext, payments: list[Row], quarters: list[Row]) -> Row | None:
    """Return instalments and quarters of a grant on one line of time; None where there is too little to draw."""
    lines = []
    for one in payments:
        told = {"number": one["instalment"], "amount": number(one["amount"]), "day": one["paid_on"]}
        label = gettext("第%(number)s期 %(amount)s 元") % told
        said = gettext("%(day)s 拨付") % told if told["day"] else gettext("尚未拨付")
        lines.append((label, gettext("不再拨付") if one["stopped"] else said, one["agreed_on"], one["paid_on"]))
    spent = [(one["year"], one["quarter"], one["spent"]) for one in quarters]
    heard = [f"{label} {said}" for label, said, *_ in lines]
    for year, quarter, value in spent:
        told = {"year": year, "quarter": quarter, "spent": amount(value) or gettext("没有填报")}
        heard.append(gettext("%(year)s 年第 %(quarter)s 季 %(spent)s") % told)
    title = gettext("拨款和用款的时间")
    svg = track(title, gettext("；").join(heard), lines, spent)
    if not svg:
        return None
    words = []
    if lines:
        words.append(gettext("圆圈是约定的日期，圆点是实际拨付的日期，中间的线是早了或晚了多久。"))
    if known := [one for one in spent if one[2] is not None]:
        year, quarter, most = max(known, key=lambda one: one[2])
        told = {"year": year, "quarter": quarter, "spent": amount(most)}
        words.append(gettext("柱是每季用了多少，用得最多的是 %(year)s 年第 %(quarter)s 季，%(spent)s 元。") % told)
    invented = any(one["sample"] for one in (*payments, *quarters))
    return {"title": title, "svg": svg, "words": _sentences(gettext, words), "sample": invented}


def of_sums(gettext: Gettext, grant: Row) -> list[str]:
    """Return why budget, request, advice and award of a grant differ, as far as was filed; none if too little was."""
    awarded = grant["awarded"]
    if awarded is None or grant["decision"] != FUNDED:
        return []
    said = []
    if grant["budget"] is not None:
        told = {
            "budget": amount(grant["budget"]),
            "awarded": amount(awarded),
            "by": amount(abs(grant["budget"] - awarded)),
        }
        if grant["budget"] > awarded:
            said.append(gettext("预算总额 %(budget)s 元，资助 %(awarded)s 元，其余 %(by)s 元不由这笔资助出。") % told)
            others = {"names": grant["cofunders"]}
            said.append(
                gettext("同时资助这个项目的还有：%(names)s；各出多少没有填报。") % others
                if others["names"]
                else gettext("其余的是自筹还是别处来的，没有填报。")
            )
        elif grant["budget"] < awarded:
            said.append(gettext("资助 %(awarded)s 元，比预算总额 %(budget)s 元多 %(by)s 元。") % told)
        else:
            said.append(gettext("资助 %(awarded)s 元，与预算总额相同。") % told)
    if grant["requested"] is not None and grant["requested"] != awarded:
        by = amount(abs(grant["requested"] - awarded))
        told = {"requested": amount(grant["requested"]), "awarded": amount(awarded), "by": by}
        if grant["requested"] > awarded:
            said.append(gettext("申请 %(requested)s 元，决定资助的比申请少 %(by)s 元。") % told)
        else:
            said.append(gettext("申请 %(requested)s 元，决定资助的比申请多 %(by)s 元。") % told)
    if grant["recommended"] is not None and grant["recommended"] != awarded:
        told = {"advised": amount(grant["recommended"])}
        said.append(gettext("评审建议的是 %(advised)s 元，和决定的不同；原因没有填报。") % told)
    return said


def of_areas(gettext: Gettext, areas: list[Row]) -> Row | None:
    """Return the streets and towns of a district as tiles: of the real ones, else of the samples; None: too few."""
    larger = [area for area in areas if not area["is_community"] and area["level"] != DISTRICT]
    real = [area for area in larger if not area["sample"]]
    shown = sorted(real or larger, key=lambda area: str(area["name"]))
    for column, title, words in (
        ("organisations", gettext("各街道、乡镇正常的社会组织（家）"), gettext("颜色越深，社会组织越多。")),
        ("population", gettext("各街道、乡镇的人口（人）"), gettext("颜色越深，人口越多。")),
    ):
        known = [(_shown(gettext, area["name"]), area[column]) for area in shown if area[column] is not None]
        heard = gettext("；").join(f"{name} {number(value)}" for name, value in known)
        if svg := tiles(title, heard, known):
            said = [words, gettext("方块一样大，按名称排列，不是地图。")]
            if missing := len(shown) - len(known):
                said.append(gettext("另有 %(n)s 个没有数。") % {"n": missing})
            return {"title": title, "svg": svg, "words": _sentences(gettext, said), "sample": not real}
    return None


def _sentences(gettext: Gettext, said: Sequence[str]) -> str:
    """Return sentences one after the other, as the language sets them apart; "" for none."""
    both = gettext("%(before)s%(after)s")
    return reduce(lambda before, after: both % {"before": before, "after": after}, said) if said else ""
