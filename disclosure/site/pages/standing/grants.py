"""How a grant stands: how far it has come, what is late, the money, the rules not kept, how it was judged."""

from typing import Any

from ...formats import amount
from ...invented import fit
from ...reading import Row
from ..sheet import Site
from . import MISSING, Item, Line, band, late, rules, tone

OVERDUE, BEHIND, SILENT, WAITING = "逾期", "晚于约定", "没有填报", ("未到期", "进行中", "未到条件")
FUNDED = "资助"


def lines(site: Site, grant: Row, stages: list[Row], shown: dict[str, Any], told: dict[str, list[Row]]) -> list[Line]:
    """Return the band of a grant, given its stages, what was filed of each, and what rules and duties say."""
    duties = fit(told["duties"], grant)
    return band(
        [
            _decision(site, grant),
            *_reached(site, stages),
            *_overdue(site, stages, duties),
            *late(site.gettext, duties, "kept"),
            *_money(site, grant, shown),
            *rules(site.gettext, fit(told["broken"], grant), len(fit(told["undecided"], grant)), "kept"),
            *_silent(site, stages),
            *_judged(site, grant, shown),
        ]
    )


def _judged(site: Site, grant: Row, shown: dict[str, Any]) -> list[Line]:
    """Return what the assessments and audits found."""
    found = [
        (site.gettext(one["stage"]), one["assessed_on"], one["result"], "assessed")
        for one in fit(shown["assessments"], grant)
    ]
    of_it, of_round = site.gettext("审计意见"), site.gettext("这一轮的审计意见")
    found += [
        (of_it if one["grant_id"] else of_round, one["report_date"], one["opinion"], "audited")
        for one in fit(shown["audits"], grant)
    ]
    return [Line(tone(term), label, day or "", term or "", anchor=at) for label, day, term, at in found]


def _decision(site: Site, grant: Row) -> Line:
    """Return what was decided and how it stands now."""
    term = grant["status"] if grant["decision"] == FUNDED and grant["status"] else grant["decision"]
    said = ""
    if grant["decided_on"]:
        said = site.gettext("（资助决定在 %(day)s）") % {"day": grant["decided_on"]}
    return Line(tone(term), site.gettext("现在"), said, term or "", anchor="line")


def _reached(site: Site, stages: list[Row]) -> list[Line]:
    """Return the last stage that was reached, and what comes next."""
    done = [one for one in stages if one["on_date"] and one["on_date"] <= site.today]
    after = [one for one in stages if one["state"] in WAITING and not one["on_date"]]
    said = []
    if done:
        last = max(done, key=lambda one: (one["on_date"], one["position"]))
        said.append(site.gettext("%(stage)s，%(day)s") % {"stage": site.gettext(last["stage"]), "day": last["on_date"]})
    if after:
        told = {"stage": site.gettext(after[0]["stage"]), "day": after[0]["due_on"]}
        said.append(
            site.gettext("接下来是%(stage)s，应在 %(day)s") % told
            if told["day"]
            else site.gettext("接下来是%(stage)s") % told
        )
    return [Line("plain", site.gettext("走到哪一步"), site.gettext("；").join(said), anchor="line")] if said else []


def _overdue(site: Site, stages: list[Row], duties: list[Row]) -> list[Line]:
    """Return the stages that are overdue and of which no duty says so already, and those that came late."""
    told = {one["obligation"] for one in duties if one["status"] == MISSING}
    found = []
    for weight, state, label in (
        ("bad", OVERDUE, site.gettext("还没有做")), ("warn", BEHIND, site.gettext("晚于约定"))
    ):  # fmt: skip
        named = [
            Item(site.gettext(one["stage"]), _when(site, one))
            for one in stages
            if one["state"] == state and not (state == OVERDUE and one["duty"] in told)
        ]
        if named:
            found.append(Line(weight, label, site.gettext("%(n)s 步") % {"n": len(named)}, items=named, anchor="line"))
    return found


def _when(site: Site, stage: Row) -> str:
    """Return when a stage was to be, and when it was, or until when it is known not to have been."""
    said = [site.gettext("应在 %(day)s") % {"day": stage["due_on"]}] if stage["due_on"] else []
    if stage["state"] == BEHIND and stage["on_date"]:
        said.append(site.gettext("实际 %(day)s") % {"day": stage["on_date"]})
    return site.gettext("，").join([*said, *([stage["known"]] if stage.get("known") else [])])


def _silent(site: Site, stages: list[Row]) -> list[Line]:
    """Return the stages of which nothing was filed, though a later one was reached."""
    last = max((one["position"] for one in stages if one["on_date"]), default=0)
    names = [site.gettext(one["stage"]) for one in stages if one["state"] == SILENT and one["position"] < last]
    said = site.gettext("、").join(names)
    return [Line("unknown", site.gettext("没有填报"), said, anchor="line")] if names else []


def _money(site: Site, grant: Row, shown: dict[str, Any]) -> list[Line]:
    """Return what was awarded, paid and not paid, and spent by when, as far as it was filed."""
    if grant["decision"] != FUNDED:
        return []
    label = site.gettext("拨款")
    if not fit(shown["payments"], grant):
        return [Line("unknown", label, site.gettext("没有收到拨款记录"))]
    if grant["awarded"] is None:
        said = site.gettext("已拨 %(paid)s 元，资助额没有填报") % {"paid": amount(shown["paid"])}
        return [Line("unknown", label, said, anchor="paid")]
    told = {"awarded": amount(grant["awarded"]), "paid": amount(shown["paid"])}
    told["left"] = amount(grant["awarded"] - shown["paid"])
    said = site.gettext("资助 %(awarded)s 元，已拨 %(paid)s 元，未拨 %(left)s 元") % told
    found = [Line("plain", label, said, anchor="paid")]
    if quarters := fit(shown["quarters"], grant):
        last = quarters[-1]
        told = {"year": last["year"], "quarter": last["quarter"], "spent": amount(last["spent_so_far"])}
        said = site.gettext("到 %(year)s 年第 %(quarter)s 季，累计 %(spent)s 元") % told
        found.append(Line("plain", site.gettext("用款"), said, anchor="spent"))
    return found
