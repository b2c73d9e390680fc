"""How an organisation stands: status, lists, what is overdue, rules not kept, audit, grade, accounts."""

from ...addresses import address, data_address
from ...formats import amount
from ...invented import fit
from ...reading import Row
from ...records import Record
from ..sheet import Site
from . import Item, Line, band, late, rules, tone

WRONG = ("更正", "撤回")  # kinds of change that say that a value was wrong


def lines(site: Site, row: Row, filed: Record) -> list[Line]:
    """Return the band of an organisation, given its row and its record."""
    key = {"district": row["district"], "org_id": row["org_id"]}
    (today,) = site.reader.rows(
        "select open, doubt from standing_today where district = :district and org_id = :org_id", key
    )
    credit = {one["about"]: one for one in site.reader.found("standing_credit", **key)}
    grade = grade_of(site, row)
    duties = fit(filed["duties"], row)
    due = late(site.gettext, duties, "duties")
    if not duties:
        due = [Line("unknown", site.gettext("应当公开的"), site.gettext("没有可以核对的"), anchor="unknown")]
    return band(
        [
            _status(site, row, today),
            *_lists(site, row, credit.get("名录")),
            *_penalty(site, row, credit.get("处罚")),
            *due,
            *rules(
                site.gettext, fit(filed["rules"]["broken"], row), len(fit(filed["rules"]["undecided"], row)), "rules"
            ),
            _audit(site, site.reader.query("latest_audit", **key)),
            *([_grade(site, grade)] if grade and grade["open"] != 0 else []),
            _accounts(site, site.reader.query("latest_finances", **key)),
            *_corrected(site, fit(filed["corrections"], row)),
        ]
    )


def grade_of(site: Site, row: Row) -> Row | None:
    """Return how the grade of an organisation stands today, None if it can have none."""
    return next(iter(site.reader.found("standing_grades", district=row["district"], org_id=row["org_id"])), None)


def _corrected(site: Site, changes: list[Row]) -> list[Line]:
    """Return how many published values were wrong, and which; none if there is no correction."""
    wrong = [one for one in changes if one["kind"] in WRONG]
    if not wrong:
        return []
    told = {"n": len(wrong), "day": max(one["submitted_on"] for one in wrong)}
    titles = [
        site.reader.title_of(one["table_name"], one["column_name"])
        if one["column_name"]
        else site.reader.title_of_table(one["table_name"])
        for one in wrong
    ]
    named = [Item(title, one["submitted_on"]) for title, one in zip(titles, wrong, strict=True)]
    said = site.gettext("公布过的 %(n)s 处后来更正，最近一次 %(day)s") % told
    return [Line("plain", site.gettext("更正"), said, items=named, anchor="corrections")]


def _status(site: Site, row: Row, today: Row) -> Line:
    """Return its status, since when and why; one that is in doubt is unknown."""
    said = []
    if row["status_since"]:
        said.append(site.gettext("自 %(day)s") % {"day": row["status_since"]})
    if row["status_reason"]:
        said.append(site.gettext("原因：%(reason)s") % {"reason": row["status_reason"]})
    if today["open"] is None:
        said.append(today["doubt"])
    weight = "unknown" if today["open"] is None else tone(row["status"])
    return Line(
        weight, site.gettext("登记状态"), site.gettext("，").join(filter(None, said)), row["status"], anchor="basics"
    )


def _lists(site: Site, row: Row, stands: Row | None) -> list[Line]:
    """Return the lists it is on now, or up to which day it is known to be on none."""
    label = site.gettext("失信和异常名单")
    key = {"district": row["district"], "org_id": row["org_id"]}
    if on := fit(site.reader.query("standing_lists", **key), row):
        named = [
            Item(
                one["kind"],
                site.gettext("，").join(
                    filter(None, (site.gettext("%(day)s 列入") % {"day": one["listed_on"]}, one["ground"]))
                ),
            )
            for one in on
        ]
        return [Line("bad", label, term="在名单上", items=named, anchor="oversight")]
    return [_clear(site, row, label, stands, site.gettext("没有在名单上（截至 %(day)s）"))]


def _penalty(site: Site, row: Row, stands: Row | None) -> list[Line]:
    """Return a penalty of the last three years, or up to which day there is known to be none."""
    label = site.gettext("近三年处罚")
    if stands and stands["visible"]:
        said = site.gettext("，").join(filter(None, (stands["listed_on"], stands["ground"])))
        return [Line("bad", label, said, stands["kind"], anchor="oversight")]
    return [_clear(site, row, label, stands, site.gettext("没有受过行政处罚（截至 %(day)s）"))]


def _clear(site: Site, row: Row, label: str, stands: Row | None, none: str) -> Line:
    """Return that there is none, as far as somebody has declared the record whole; else that it is not known."""
    url = address("districts", row["district"], anchor="coverage")  # where it is said what is declared whole
    query = data_address("credit_standing", org_id=row["org_id"])
    said: str
    if stands is None or stands["known_until"] is None:
        weight, said = "unknown", site.gettext("没有人声明已经报全，查不到不等于没有")
    elif stands["visible"] is not None:
        weight, said = "unknown", site.gettext("可能有公示期已满、不再显示的记录，或者移出早于列入")
    else:
        weight, said = "good", none % {"day": stands["known_until"]}
    return Line(weight, label, said, url=url, query=query)


def _audit(site: Site, found: list[Row]) -> Line:
    """Return the opinion of the latest annual audit; without an opinion, or an audit, nothing is known."""
    label = site.gettext("最近一次年度审计")
    if not found:
        return Line("unknown", label, site.gettext("没有收到"), anchor="unknown")
    audit = found[0]
    weight = "unknown" if audit["clean"] is None else tone(audit["opinion"])
    of = site.gettext("%(year)s 年度") if audit["whole_year"] else site.gettext("%(period_start)s 至 %(period_end)s")
    said = [of % (audit | {"year": audit["whole_year"]})]
    if audit["report_date"]:
        said.append(site.gettext("%(day)s 报告") % {"day": audit["report_date"]})
    return Line(weight, label, site.gettext("，").join(said), audit["opinion"], anchor="evaluation")


def _grade(site: Site, grade: Row) -> Line:
    """Return the grade and until when; that it ran out or was withdrawn is said."""
    label, until = site.gettext("评估等级"), {"day": grade["valid_until"]}
    if grade["grade"] is None:
        if grade["known_until"] is None:
            return Line("unknown", label, site.gettext("没有公布，也没有人声明已经报全"), anchor="unknown")
        said = site.gettext("没有等级（截至 %(day)s）") % {"day": grade["known_until"]}
        return Line("plain", label, said)
    if grade["expired"]:
        said = site.gettext("已过期，有效期到 %(day)s") % until
        return Line("warn", label, said, grade["grade"], anchor="evaluation")
    if grade["withdrawn"]:
        return Line("warn", label, site.gettext("已被收回"), grade["grade"], anchor="evaluation")
    if grade["unsure"]:
        said = site.gettext("没有写明从何时到何时有效，现在有没有效不知道")
        return Line("unknown", label, said, grade["grade"], anchor="evaluation")
    said = site.gettext("有效期到 %(day)s") % until if grade["valid_until"] else ""
    return Line("good" if grade["holds"] else "plain", label, said, grade["grade"], anchor="evaluation")


def _accounts(site: Site, found: list[Row]) -> Line:
    """Return the latest accounts that were filed."""
    label = site.gettext("最近的收支")
    if not found:
        return Line("unknown", label, site.gettext("没有收到"), anchor="unknown")
    told = {"year": found[0]["year"]} | {
        name: amount(found[0][column]) or site.gettext("未知")
        for name, column in (("income", "income_total"), ("expense", "expense_total"))
    }
    said = site.gettext("%(year)s 年收入 %(income)s 元，费用 %(expense)s 元") % told
    return Line("plain", label, said, anchor="money")
