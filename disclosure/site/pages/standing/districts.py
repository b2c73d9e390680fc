"""How a district stands: what is overdue, what it promised and missed, what it discloses and what is missing."""

from ...addresses import address, data_address
from ...reading import Row
from ..obligations import OWN
from ..sheet import Site
from . import Item, Line, band

REACHED, MISSED, LATER = "达到", "未达到", "尚无结果"
SHORT = 60  # characters of a target's name


def lines(site: Site, name: str, targets: list[Row], covered: list[Row], demanded: Row | None) -> list[list[Line]]:
    """Return the band of what is real in a district, and that of its samples; `demanded` counts kinds of disclosure."""
    late = {row["sample"]: row for row in site.reader.query("late", district=name)}
    found = []
    for row in site.reader.query("standing_district", district=name):
        sample = row["sample"]
        lines = [
            *_due(site, name, row, late.get(sample)),
            *_targets(site, name, [one for one in targets if one["sample"] == sample], sample),
            *_rules(site, name, row),
            *_coverage(site, [one for one in covered if one["sample"] == sample], sample),
            *([] if sample or demanded is None else _demanded(site, name, demanded)),
            *_handed(site, row),
        ]
        found.append(band(lines))
    return found


def _due(site: Site, name: str, row: Row, late: Row | None) -> list[Line]:
    """Return how much is overdue, came late, is not known and came in time, of all duties of the district's ledger."""
    label, url = site.gettext("应当公开的"), address("obligations", name)
    asked = {"district": name, "sample": row["sample"]}
    found = []
    if late and late["bodies"]:
        told = {name: late[name] for name in ("bodies", "missing", "came_late")}
        said = site.gettext("%(bodies)s 家组织逾期：%(missing)s 项没有报，%(came_late)s 项报了，比期限晚") % told
        if late["missing"]:
            told = {name: late[name] for name in ("worst", "worst_on")}
            longest = site.gettext("最久的已逾期 %(worst)s 天（截至 %(worst_on)s）") % told
            said = site.gettext("；").join((said, longest))
        query = data_address("obligations", **asked, party=OWN, status="逾期未报" if late["missing"] else "逾期报送")
        found.append(Line("bad" if late["missing"] else "warn", label, said, url=url, query=query))
    if late and late["of_others"]:
        said = site.gettext("主管部门等逾期 %(n)s 项，没有做或者做得晚") % {"n": late["of_others"]}
        others = address("obligations", name, anchor="late-others")
        found.append(Line("bad", label, said, url=others, query=data_address("duties_late", district=name)))
    if row["unsure"]:
        said = site.gettext("%(n)s 项报没报还不知道") % {"n": row["unsure"]}
        query = data_address("duty_cases", **asked, status="无法判断", published=0)
        found.append(Line("unknown", label, said, url=url, query=query))
    if row["published"]:
        said = site.gettext("%(n)s 项已公布，是否按时不知道") % {"n": row["published"]}
        query = data_address("duty_cases", **asked, published=1)
        found.append(Line("unknown", site.gettext("报送日期"), said, url=url, query=query))
    if row["in_time"]:
        said = site.gettext("%(n)s 项按时报了") % {"n": row["in_time"]}
        found.append(Line("good", label, said, url=url, query=data_address("obligations", **asked, status="按时")))
    if not found and not row["sample"]:
        found.append(Line("unknown", label, site.gettext("还没有可以核对的")))
    return found


def _targets(site: Site, name: str, targets: list[Row], sample: int) -> list[Line]:
    """Return how many targets were missed, which; of how many nothing is known; how many are not due; reached."""
    label = site.gettext("规划目标")
    if not targets:
        return [] if sample else [Line("unknown", label, site.gettext("没有收到目标"))]
    by: dict[str, list[Row]] = {"bad": [], "unknown": [], "plain": [], "good": []}
    weights = {REACHED: "good", MISSED: "bad", LATER: "plain"}
    for one in targets:
        by[weights.get(one["status"], "unknown")].append(one)
    words = {
        "bad": site.gettext("%(n)s 个没有达到"), "unknown": site.gettext("%(n)s 个没有数，或者无法判断"),
        "plain": site.gettext("%(n)s 个还没有结果"), "good": site.gettext("%(n)s 个达到"),
    }  # fmt: skip
    query = data_address("target_results", district=name, sample=sample)
    return [
        Line(weight, label, words[weight] % {"n": len(rows)}, anchor="targets", query=query,
             items=[Item(_called(one), str(one["due_year"])) for one in rows] if weight == "bad" else [])
        for weight, rows in by.items() if rows
    ]  # fmt: skip


def _called(target: Row) -> str:
    """Return what a target is called."""
    return str(target["indicator"])[:SHORT]


def _rules(site: Site, name: str, row: Row) -> list[Line]:
    """Return which rules are not kept, in how many places each, and in how many it cannot be judged."""
    found = []
    asked = {"district": name, "sample": row["sample"]}
    if row["broken"]:
        said = site.gettext("%(n)s 处与规则不符；不符合不等于违法") % {"n": row["broken"]}
        rules = site.reader.query("standing_rules", **asked)
        named = [_broken(site, rule) for rule in rules]
        query = data_address("rule_results", **asked, status="不符合")
        url = named[0].url if len(named) == 1 else address("rules")
        found.append(Line("bad", site.gettext("规则"), said, items=named, url=url, query=query))
    if row["undecided"]:
        said = site.gettext("%(n)s 处没有填全，无法判断") % {"n": row["undecided"]}
        query = data_address("rule_results", **asked, status="无法判断")
        found.append(Line("unknown", site.gettext("判断不了的规则"), said, query=query))
    return found


def _broken(site: Site, rule: Row) -> Item:
    """Return a rule that is not kept: what it asks, in how many places, of whom; it leads to the page of the rule."""
    told = {"n": rule["places"], "bodies": rule["bodies"]}
    if rule["bodies"]:
        said = site.gettext("%(n)s 处，%(bodies)s 家组织") % told
    else:
        said = site.gettext("%(n)s 处，在公布的数里，不关哪家组织") % told
    page = address("rules", rule["rule"], anchor=f"v{rule['version']}")
    return Item(site.gettext("没有做到：%(rule)s") % {"rule": rule["title"]}, said, url=page)


def _coverage(site: Site, covered: list[Row], sample: int) -> list[Line]:
    """Return what is declared whole, and up to which day; where nothing is, silence says nothing."""
    label = site.gettext("报全了什么")
    if covered:
        told = {"n": len({row["title"] for row in covered}), "day": max(row["until_on"] for row in covered)}
        said = site.gettext("声明 %(n)s 种内容已经报全，最晚的到 %(day)s") % told
        return [Line("plain", label, said, anchor="coverage")]
    none = site.gettext("没有声明哪些内容已经报全，查不到不等于没有")
    return [] if sample else [Line("unknown", label, none, anchor="coverage")]


def _demanded(site: Site, name: str, sums: Row) -> list[Line]:
    """Return of how many kinds of disclosure that its own documents ask for there is a row, and of how many none."""
    label, url = site.gettext("文件要求公开的"), address("disclosures", name)
    found = []
    if sums["gaps"]:
        said = site.gettext("%(n)s 种要求公开的内容还没有报") % {"n": sums["gaps"]}
        found.append(Line("bad", label, said, url=url))
    if sums["asked"]:
        told = {name: sums[name] for name in ("asked", "met", "samples")}
        told["others"] = sums["asked"] - sums["met"] - sums["samples"]
        said = site.gettext(
            "要求的 %(asked)s 种里，%(met)s 种有真实数据，%(samples)s 种只有示例，%(others)s 种只录了要求或者没有报"
        )
        said %= told
        found.append(Line("plain", label, said, url=url))
    return found


def _handed(site: Site, row: Row) -> list[Line]:
    """Return how much was handed in, when last, and how much of it was not taken."""
    label = site.gettext("提交")
    if not row["accepted"] and not row["refused"]:
        return [] if row["sample"] else [Line("unknown", label, site.gettext("还没有交来真实数据"))]
    told = {"n": row["accepted"] or 0, "day": row["latest"], "refused": row["refused"] or 0}
    said = site.gettext("采用 %(n)s 份，最近一次 %(day)s") % told if told["n"] else site.gettext("没有一份被采用")
    if told["refused"]:
        said = site.gettext("；").join((said, site.gettext("%(refused)s 份有错误，没有采用") % told))
    return [Line("plain", label, said, anchor="disclosed")]
