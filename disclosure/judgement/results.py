"""Runs every rule over the loaded database and stores what it finds: rules, rule_results, rule_counts."""

import json
from collections import Counter
from typing import Any

from sqlite_utils import Database

from ..database.layout import quoted
from ..districts import District
from ..exceptions import RuleError
from ..rules import STATUSES, Rule, judge

STORED = {"不符合", "无法判断"}
COUNTED = ("rule", "version", "district", "period", "status", "reason", "sample")


def judge_all(db: Database, districts: list[District]) -> None:
    """Store the verdicts of every rule: those of a district over its own rows, the standard ones over all."""
    rules: dict[tuple[str, str], tuple[Rule, set[str]]] = {}
    for district in districts:
        for rule in district.rules():
            rules.setdefault((rule.code, rule.version), (rule, set()))[1].add(district.name)
    samples = Samples(db)
    for key in sorted(rules):
        rule, names = rules[key]
        db.table("rules").insert(
            {name: getattr(rule, name) for name in vars(rule) if name != "code"} | {"rule": rule.code}
        )
        _judge(db, rule, names, samples)


class Samples:
    """Which rows of each table are samples, read once per table."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.keys: dict[str, set[tuple[str, ...]]] = {}

    def holds(self, district: str, table: str, key: str) -> int:
        """Return 1 if the row of a key is a sample, else 0."""
        if table not in self.keys:
            columns = [column for column in self.db.table(table).pks if column != "district"]
            found = self.db.execute(
                f"select district, {', '.join(map(quoted, sorted(columns)))} from {quoted(table)} where sample"
            )
            self.keys[table] = {tuple(map(str, row)) for row in found.fetchall()}
        named = json.loads(key)
        return int((district, *(str(named[column]) for column in sorted(named))) in self.keys[table])


def _judge(db: Database, rule: Rule, districts: set[str], samples: Samples) -> None:
    """Store the results of one rule for the districts that it judges."""
    counts: Counter[tuple[Any, ...]] = Counter()
    stored = []
    for row in judge(db.conn, rule):
        if row["district"] not in districts:
            continue
        if row["status"] not in STATUSES:
            raise RuleError(f"rule {rule.code}@{rule.version}: status {row['status']!r}; use {'|'.join(STATUSES)}")
        sample = samples.holds(row["district"], row["table_name"], row["key"])
        reason = row["detail"] if row["status"] in ("不适用", "无法判断") else None
        counts[rule.code, rule.version, row["district"], row["period"], row["status"], reason, sample] += 1
        if row["status"] in STORED:
            stored.append({"rule": rule.code, "version": rule.version, **row, "sample": sample})
    db.table("rule_results").insert_all(stored)
    db.table("rule_counts").insert_all(
        dict(zip(COUNTED, group, strict=True)) | {"subjects": subjects}
        for group, subjects in sorted(counts.items(), key=lambda item: [str(part) for part in item[0]])
    )
