"""Runs every rule over the loaded database and stores what it finds: rules, rule_results, rule_waived, rule_counts."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlite_utils import Database

from ..database.before import Before
from ..database.entering import enter
from ..districts import District
from ..progress import Progress, silent
from ..rules import PUBLISHED, Rule, judge
from .belonging import ASKED, of_its_own
from .fitting import attempt

WAIVED = "不适用"
STORED = {"不符合", "无法判断"}
STORES = ("rule_results", "rule_waived", "rule_counts")
REASONED = {"不适用", "无法判断"}
Waived = Mapping[str, Callable[[str], str]]  # district → what stands in the place of a status
COUNTED = ("rule", "version", "district", "period", "status", "reason", "sample")


def judge_all(db: Database, districts: list[District], progress: Progress = silent,
              before: Before | None = None) -> None:  # fmt: skip
    """Store the verdicts of every rule: those of a district over its own rows, the standard ones over all."""
    before = before or Before(db)
    rules: dict[tuple[str, str], tuple[Rule, set[str]]] = {}
    owners: dict[tuple[str, str], District] = {}
    for district in districts:
        for rule in district.rules():
            rules.setdefault((rule.code, rule.version), (rule, set()))[1].add(district.name)
        owners |= {(rule.code, rule.version): district for rule in district.own_rules()}
    for key in progress(sorted(rules), "rules"):
        rule, names = rules[key]
        if before.stands(rule.statement.sql, ASKED if key in owners else ()):
            _publish(db, rule)
            for table in STORES:
                before.take(table, "rule = ? and version = ?", key)
            continue
        with attempt(db, owners.get(key), "rules", rule.statement.path):
            waived = {
                one.name: partial(one.folder.waivers[rule.code].said, one.title)
                for one in districts
                if rule.code in one.folder.waivers
            }
            _judge(db, rule, names, owners.get(key), waived)


def _publish(db: Database, rule: Rule) -> None:
    """Say what a rule is."""
    published = {name: getattr(rule, name) for name in PUBLISHED if name != "code"}
    enter(db, "rules", [{"rule": rule.code, "version": rule.version, **published, "sql": rule.sql}])


def _judge(db: Database, rule: Rule, districts: set[str], owner: District | None, waived: Waived) -> None:
    """Store one rule and its results for the districts that it judges; those that waive it have 不适用, and why."""
    _publish(db, rule)
    counts: Counter[tuple[Any, ...]] = Counter()
    stored: dict[str, list[dict[str, Any]]] = {"rule_results": [], "rule_waived": []}
    for row in of_its_own(db, owner, "rules", rule.statement, judge(db.conn, rule)):
        if row["district"] not in districts:
            continue
        off = row["district"] in waived and row["status"] != WAIVED
        if off:
            row |= {"status": WAIVED, "detail": waived[row["district"]](row["status"])}
        status = row["status"]
        reason = row["detail"] if status in REASONED else None
        counts[rule.code, rule.version, row["district"], row["period"], status, reason, row["sample"]] += 1
        if status in STORED or off:
            stored["rule_waived" if off else "rule_results"].append({"rule": rule.code, "version": rule.version, **row})
    for table, rows in stored.items():
        enter(db, table, rows)
    groups = sorted(counts.items(), key=lambda item: [str(part) for part in item[0]])
    enter(db, "rule_counts", (dict(zip(COUNTED, group, strict=True)) | {"subjects": n} for group, n in groups))
