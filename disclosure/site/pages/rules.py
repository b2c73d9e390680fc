"""The rulebook: what is asked of the data, since when, on what ground, and how often it does not hold."""

from collections.abc import Iterator
from typing import Any

from ...judgement.rulebook import judged_by, rulebook
from ...rules import Rule
from ..reading import Row
from .sheet import Sheet, Site

SUBJECTS = {
    "ORG": "身份", "GOV": "治理", "FIN": "财务", "AUD": "审计", "EVA": "评估", "INS": "年检年报",
    "TAX": "税收与募捐资格", "LST": "信用名单", "NOT": "公示", "GRT": "资助项目", "AGG": "统计数字",
}  # fmt: skip
OWN = "各区自己的规则"
MOST = 200


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of rules and a page for each code."""
    book = rulebook(site.districts)
    counts = {(row["rule"], row["version"]): row for row in site.reader.query("rule_totals")}
    groups: dict[str, list[tuple[Rule, Row | None]]] = {}
    for versions in book.values():
        for rule in versions:
            subject = SUBJECTS.get(rule.code.split("-")[0], OWN)
            groups.setdefault(subject, []).append((rule, counts.get((rule.code, rule.version))))
    ordered = [(title, groups[title]) for title in [*SUBJECTS.values(), OWN] if title in groups]
    yield Sheet("/rules/", "rules.html", {"groups": ordered})
    for code, versions in book.items():
        told = [_version(site, rule, counts.get((rule.code, rule.version))) for rule in reversed(versions)]
        yield Sheet(f"/rules/{code}/", "rule.html", {"code": code, "versions": told, "most": MOST})


def _version(site: Site, rule: Rule, counts: Row | None) -> dict[str, Any]:
    """Return what one version says and found."""
    key = [rule.code, rule.version]
    found = site.reader.rows(
        "select * from rule_results where rule = ? and version = ? and status = '不符合'"
        f" order by sample, district, org_id, key limit {MOST}",
        key,
    )
    districts = site.reader.rows(
        "select district, sum(iif(status = '不符合', subjects, 0)) as broken,"
        " sum(iif(status = '符合', subjects, 0)) as held"
        " from rule_counts where rule = ? and version = ? group by district order by district",
        key,
    )
    reasons = site.reader.rows(
        "select status, reason, sum(subjects) as subjects from rule_counts where rule = ? and version = ?"
        " and reason is not null group by status, reason order by subjects desc limit 10",
        key,
    )
    return {
        "rule": rule,
        "counts": counts,
        "districts": districts,
        "reasons": reasons,
        "found": [site.named(row) for row in found],
        "sql": rule.violations(judged_by(rule, site.districts)),
    }
