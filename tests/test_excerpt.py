"""What a rule says of each body alone, it says of an excerpt of the register; so it judges a submission by its bodies."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import sqlite_utils
from conftest import Desk, credit_code, finance, organisation
from test_rules import CHANGES, DISTRICTS, clean

from disclosure.database import rejecting
from disclosure.database.excerpt import excerpt
from disclosure.districts import views_of
from disclosure.rules import Rule, judge
from disclosure.statements import read_through

__all__ = ["clean"]  # a fixture

DEMO = next(one for one in DISTRICTS if one.name == "demo")
ALONE = [rule for rule in DEMO.rules() if rejecting.is_within(rule)]
A, B, C = (credit_code(serial=number) for number in (1, 2, 3))
WHOLE, PARTS = 10**6, 0  # how many bodies are too many for an excerpt: any, or none
Clean = tuple[sqlite_utils.Database, set[tuple[str, str, str]]]


def said(connection: sqlite3.Connection, rule: Rule) -> list[str]:
    """Return all that a rule says of the samples' district, in order."""
    return sorted(repr(sorted(row.items())) for row in judge(connection, rule, "demo"))


@pytest.fixture(scope="module")
def broken(clean: Clean) -> Iterator[sqlite_utils.Database]:
    """Return a register in which rows of several bodies break the rules, and a grant is of no known body."""
    db = sqlite_utils.Database(sqlite3.connect(":memory:", isolation_level=None))
    clean[0].conn.backup(db.conn)
    codes = {f"{rule.code}@{rule.version}" for rule in ALONE}
    for change in CHANGES:
        if codes & set(change["rules"]) and not {"given", "district"} & set(change):
            rows = f"(select rowid from {change['table']} where {change['where']} order by rowid limit 5)"
            db.execute(f"update {change['table']} set {change['column']} = {change['to']} where rowid in {rows}")
    db.execute("update grants set org_id = null, org_name = '无名社' where rowid = (select min(rowid) from grants)")
    yield db


@pytest.mark.parametrize("rule", ALONE, ids=[rule.query for rule in ALONE])
def test_a_rule_says_of_excerpts_what_it_says_of_the_whole(broken: sqlite_utils.Database, rule: Rule) -> None:
    bodies = [org_id for (org_id,) in broken.execute("select org_id from organisations order by org_id")]
    parts: list[set[str | None]] = [{body} for body in bodies[:20]]
    names = read_through(rule.statement, views_of(DISTRICTS))
    found: list[str] = []
    for part in [*parts, {*bodies[20:], None}]:
        with excerpt(broken, "demo", part, names, DEMO.tables()) as connection:
            found += said(connection, rule)
    assert sorted(found) == said(broken.conn, rule) != []


def test_all_rules_that_reject_speak_of_each_body_alone() -> None:
    assert {rule.query for rule in DEMO.rules() if rule.effect == "reject"} == {rule.query for rule in ALONE}


def grant(name: str, org_id: str | None, **columns: Any) -> dict[str, Any]:
    """Return a funded project of 1,000 yuan."""
    return {"grant_id": name, "programme": "公益创投", "round": 2025, "org_id": org_id, "org_name": "无名社",
            "project": name, "decision": "资助", "decided_on": "2025-02-01", "awarded": 1000} | columns  # fmt: skip


def paid(name: str, amount: int, instalment: int = 1) -> dict[str, Any]:
    """Return an instalment that was paid."""
    return {"grant_id": name, "instalment": instalment, "amount": amount, "paid_on": "2025-03-01"}


STORIES: dict[str, list[dict[str, Any]]] = {
    "a sheet that does not balance": [{"finances": [finance(A, total_assets="9")]}],
    "one among others that do": [{"finances": [finance(A), finance(B, total_assets="9"), finance(C)]}],
    "corrected into what is wrong": [{"finances": [finance(A)]}, {"finances": [finance(A, net_assets="7")]}],
    "more paid than was awarded, filed after the grant": [{"grants": [grant("g", A)]}, {"grant_payments": [paid("g", 1001)]}],
    "of a body without a code": [{"grants": [grant("g", None)]}, {"grant_payments": [paid("g", 1001)]}],
    "by two instalments": [
        {"grants": [grant("g", A), grant("h", B)], "grant_payments": [paid("g", 600), paid("h", 1000)]},
        {"grant_payments": [paid("g", 600, 2)]},
    ],
    "awarded less than had been paid": [
        {"grants": [grant("g", A)], "grant_payments": [paid("g", 1000)]},
        {"grants": [grant("g", A, awarded=900)]},
    ],
    "the same, when it was another body's": [
        {"grants": [grant("g", A)], "grant_payments": [paid("g", 1000)]},
        {"grants": [grant("g", B, awarded=900)]},
    ],
    "the grant and what is too much at once": [{"grants": [grant("g", A)], "grant_payments": [paid("g", 1001)]}],
    "what is fine": [{"finances": [finance(A), finance(B)], "grants": [grant("g", A)]}, {"grant_payments": [paid("g", 1000)]}],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_a_submission_is_judged_by_its_bodies_as_by_the_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    desk.file("bodies", {"organisations": [organisation(code) for code in (A, B, C)]})
    for number, tables in enumerate(STORIES[story]):
        desk.file(f"story-{number}", tables, **({"corrects": {"reason": "核对以后更正"}} if number else {}))
    told = []
    for few in (WHOLE, PARTS):
        monkeypatch.setattr(rejecting, "FEW", few)
        told.append([(one.accepted, one.findings) for one in desk.check().verdicts])
    assert told[0] == told[1]
    found = {finding.code for _, findings in told[0] for finding in findings}
    assert ("rule-violated" in found) == (story != "what is fine"), told[0]
