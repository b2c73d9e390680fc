"""An example beside noise: what is said of its subject must not change, whoever else stands in the register.

The noise is another example of the same statement, mostly the opposite one: with other ids in the same district, with
the same ids in another district, and as samples with other ids.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from disclosure.judgement.examples import Blank, filed_rows, judged
from disclosure.tables import Table

ELSEWHERE = "elsewhere"
DECLARED = {"coverage", "programme_terms", "policies"}  # what a district says of itself, which binds all its rows
KEPT = {"instalment", "year", "quarter", "line", "stage", "statement", "amount_column", "kind", "programme", "post",
        "term_start", "as_of", "dimension", "due_year", "table_name", "from_on", "term", "org_type", "round", "street",
        "community", "level"}  # fmt: skip
NAMES = {"name", "org_name", "former_names", "scheme", "plan", "predecessor_id", "continues_grant_id", "concerns",
         "call_notice_id", "review_notice_id", "completion_notice_id", "parent", "measured_by"}  # fmt: skip
COUNTING = {
    "GRT-31",
    "GRT-14",
    "ORG-09",
    "haishu-street",
    "jiaxing-publication",
    "wenzhou-special-inspection",
}  # count all of a round or a community: another's row in it is no noise
UNMARKED = {"districts"}  # which have no samples
SAID = ("says", "reason", "due_on", "done_on", "days_late", "estimated", "basis", "valid_until")

Row = dict[str, Any]


def renamed(table: Table | None, row: Row, suffix: str) -> Row:
    """Return a row with every name and id in it made another's."""
    ids = {c.name for c in table.columns if c.identifier or c.name in table.key} if table else {"org_id", "key"}
    referring = {name for r in table.references for name in r.columns} if table else set()
    changed = {}
    for name, value in row.items():
        own = name in (ids | referring | NAMES) - KEPT and isinstance(value, str)
        changed[name] = f"{value}{suffix}" if own and value else value
    return changed


def kinds(case: Row, tables: dict[str, Table]) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    """Yield (what kind of noise, its rows) made of an example."""
    rows = [(name, row) for name, row in filed_rows(case)]
    of = {name: tables.get(name.removesuffix("_history")) for name, _ in rows}
    complete = [(name, with_key(of[name], row)) for name, row in rows]
    yield "other ids", [(n, renamed(of[n], r, "甲")) for n, r in complete if n not in DECLARED | UNMARKED]
    yield "another district", [(n, r | {"district": ELSEWHERE}) for n, r in complete]
    yield "samples", [(n, renamed(of[n], r, "乙") | {"sample": 1}) for n, r in complete if n not in UNMARKED]


def with_key(table: Table | None, row: Row) -> Row:
    """Return a row with the columns of its key given, so that they can be made another's."""
    if table is None:
        return row
    needed = {c.name: c.example for c in table.columns if (c.name in table.key or c.required) and c.sql_type == "TEXT"}
    return {name: value for name, value in needed.items() if name not in row} | row


def said(blank: Blank, districts: list[Any], kind: str, code: str, case: Row, noise: list[Any]) -> Counter[Any]:
    """Return how often each thing is said of each subject of an example, with noise beside it."""
    db = blank.filled(case, noise)
    rows = judged(db, kind, code, districts)
    subject = ("district", "key", "org_id", "sample")
    return Counter(tuple(row.get(name) for name in (*subject, *SAID)) for row in rows)


def unmoved(blank: Blank, districts: list[Any], kind: str, code: str, case: Row, other: Row) -> Iterator[str]:
    """Yield what is said otherwise of an example's own subjects beside all noise made of another example."""
    alone = said(blank, districts, kind, code, case, [])
    own = {row[:4] for row in alone}
    made = dict(kinds(other, blank.tables))
    if code in COUNTING:
        made.pop("other ids")
    together = [row for noise in made.values() for row in noise]
    if _of(own, said(blank, districts, kind, code, case, together)) == alone:
        return
    for name, noise in made.items():
        beside = _of(own, said(blank, districts, kind, code, case, noise))
        if beside != alone:
            yield f"{name}: {sorted(map(str, alone - beside))} is lost, {sorted(map(str, beside - alone))} is said"


def _of(own: set[Any], told: Counter[Any]) -> Counter[Any]:
    """Return what is told of some subjects."""
    return Counter({row: count for row, count in told.items() if row[:4] in own})
