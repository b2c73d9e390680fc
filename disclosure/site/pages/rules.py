"""The rulebook: what is asked of the data, since when, on what ground, and how often it does not hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ...districts import NATION, District
from ...judgement.rulebook import judged_by, rulebook
from ...rules import Rule
from ...verdicts import STATUSES
from ..articles import Articles
from ..reading import Row
from .sheet import Sheet, Site

OTHERS = "其他"
MOST = 200

Totals = defaultdict[tuple[str, str], dict[str, Row]]  # (rule, version) → real, samples → its counts


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of rules and a page for each code."""
    book = rulebook(site.districts)
    totals: Totals = defaultdict(lambda: {"real": {}, "samples": {}})
    for row in site.reader.query("rule_totals"):
        totals[row["rule"], row["version"]]["samples" if row["sample"] else "real"] = row
    subjects = subjects_of(site.districts)
    groups: dict[str, list[tuple[Rule, dict[str, Row]]]] = {title: [] for title in [*subjects.values(), OTHERS]}
    for versions in book.values():
        for rule in versions:
            subject = subjects.get(rule.code.split("-")[0], OTHERS)
            groups[subject].append((rule, totals[rule.code, rule.version]))
    ordered = [(title, rules) for title, rules in groups.items() if rules]
    yield Sheet("/rules/", "rules.html", {"groups": ordered})
    articles = Articles(site)
    for code, versions in book.items():
        told = [_version(site, rule, totals[rule.code, rule.version]) for rule in reversed(versions)]
        yield Sheet(f"/rules/{code}/", "rule.html", {"code": code, "versions": told, "most": MOST}
                    | {"under": articles.under("rule", code)})  # fmt: skip


def subjects_of(districts: Iterable[District]) -> dict[str, str]:
    """Return prefix of rule codes → the heading under which they stand; a district's is its title unless it says."""
    found = dict(NATION.subjects())
    for district in districts:
        found |= {district.name: f"{district.title}的规则"} | district.folder.subjects()
    return found


def waived(site: Site, district: District) -> list[Row]:
    """Return each standard rule that a district has switched off, why, and how often it would have said what."""
    counted: dict[tuple[str, str], Row] = {}
    for row in site.reader.query("rule_waived", district=district.name):
        counted[row["rule"], row["reason"]] = row
    found = []
    for code, waiver in district.folder.waivers.items():
        told = [(status, counted.get((code, waiver.said(district.title, status)))) for status in STATUSES]
        counts = [(status, row["really"], row["samples"]) for status, row in told if row]
        rule = next(one for one in reversed(NATION.rules) if one.code == code)
        found.append({"district": district, "rule": rule, "waiver": waiver, "counts": counts})
    return found


def _version(site: Site, rule: Rule, totals: dict[str, Row]) -> dict[str, Any]:
    """Return what one version says and found, of real rows and of samples apart."""
    key = {"rule": rule.code, "version": rule.version}
    found = site.reader.rows(
        "select * from rule_results where rule = :rule and version = :version and status = '不符合'"
        f" order by sample, district, org_id, key limit {MOST}",
        key,
    )
    return {
        "rule": rule,
        "totals": totals,
        "districts": site.reader.query("rule_districts", **key),
        "waived": [
            one for district in site.districts for one in waived(site, district) if one["rule"].code == rule.code
        ],
        "reasons": site.reader.query("rule_reasons", **key, most=MOST),
        "found": [site.named(row) for row in found],
        "sql": rule.violations(judged_by(rule, site.districts)),
    }
