"""What a release answers without reckoning it again: what was given before, what the build wrote down, what an index has."""

import asyncio
import re
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT
from test_questions import app, register

from disclosure.api.data import judged_in
from disclosure.api.gate import Turns
from disclosure.api.kept import Answer, Heard, Kept
from disclosure.api.queries import BoundedDatabase
from disclosure.api.refusals import LIMITS
from disclosure.api.server import Application, read_metadata
from disclosure.districts import NATION, load_districts
from disclosure.tables import is_inner

ROWS = "/data/disclosure/organisations.json?_size=2&street="


__all__ = ["app", "register"]  # fixtures


def fetched(app: Application, addresses: list[str], host: str = "register") -> list[httpx.Response]:
    """Return the answers to some addresses."""

    async def all_of_them() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}", timeout=60) as browser:
            return [await browser.get(address) for address in addresses]

    return asyncio.run(all_of_them())


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the statements that are run from now on."""
    found: list[str] = []
    plain = BoundedDatabase._execute

    async def noted(self: BoundedDatabase, sql: str, params: Any, options: dict[str, Any]) -> Any:
        found.append(sql)
        return await plain(self, sql, params, options)

    monkeypatch.setattr(BoundedDatabase, "_execute", noted)
    return found


# --- answers that were given --------------------------------------------------------------------------------------------
def test_an_answer_is_given_again_without_a_query(app: Application, executed: list[str]) -> None:
    for address in (ROWS, ROWS.replace(".json", ".csv"), "/data/disclosure/payments_due.json"):
        (first,) = fetched(app, [address])
        asked = len(executed)
        (second,) = fetched(app, [address])
        assert asked and len(executed) == asked, address
        assert (first.content, first.headers) == (second.content, second.headers) and first.status_code == 200
        executed.clear()


def test_an_answer_is_for_the_host_language_and_reader_it_was_made_for(app: Application, executed: list[str]) -> None:
    fetched(app, [ROWS])
    for other in (lambda: fetched(app, [ROWS], "elsewhere"), lambda: fetched(app, [f"{ROWS}&_lang=en"])):
        executed.clear()
        other()
        assert executed


def test_a_refusal_is_not_kept(app: Application, executed: list[str]) -> None:
    wrong = "/data/disclosure/organisations.json?_where=nothing"
    for _ in range(2):
        executed.clear()
        (answer,) = fetched(app, [wrong])
        assert answer.status_code == 400 and executed


async def _nothing(_: Any) -> None:
    pass


def test_only_whole_good_answers_of_some_size_are_kept() -> None:
    def heard(status: int, *bodies: bytes, end: bool = True) -> Answer | None:
        listening = Heard(_nothing)

        async def send() -> None:
            await listening.send({"type": "http.response.start", "status": status, "headers": [(b"a", b"b")]})
            for number, body in enumerate(bodies, start=1):
                more = number < len(bodies) or not end
                await listening.send({"type": "http.response.body", "body": body, "more_body": more})

        asyncio.run(send())
        return listening.answer

    assert heard(200, b"one", b"two") == Answer(((b"a", b"b"),), b"onetwo")
    assert heard(404, b"one") is None and heard(200, b"one", end=False) is None
    assert heard(200, b"-" * LIMITS["kept"]["answer"], b"-") is None


def test_what_was_not_asked_for_for_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS["kept"], "bytes", 2 * LIMITS["kept"]["beside"] + 20)
    kept = Kept()
    for name in ("one", "two"):
        kept.keep((name, b"", "http"), Answer((), b"-" * 10))
    assert asyncio.run(kept.give(("one", b"", "http"), _nothing))
    kept.keep(("three", b"", "http"), Answer((), b"-" * 10))
    assert [name for name, *_ in kept.answers] == ["one", "three"] and kept.size <= LIMITS["kept"]["bytes"]


# --- what the build found -----------------------------------------------------------------------------------------------
def test_a_rules_query_reads_what_the_build_found_unless_asked_otherwise(
    published: Path, register: sqlite3.Connection, app: Application, executed: list[str]
) -> None:
    queries = read_metadata(ROOT / "metadata.yml", load_districts(ROOT / "plugins"))["databases"]["disclosure"][
        "queries"
    ]
    judged, rows = judged_in(str(published / "current" / "disclosure.db")), 0
    for query in (query for query in queries.values() if "found" in query):
        asked = register.execute(query["sql"], dict.fromkeys(re.findall(r":(\w+)", query["sql"]), ""))
        found = register.execute(query["found"].sql)
        assert [one[0] for one in asked.description] == [one[0] for one in found.description]
        told = asked.fetchall()
        assert told == found.fetchall() and query["found"].judged in judged
        rows += len(told)
    assert rows > 10
    rule = next(rule for rule in NATION.rules if "tolerance" in rule.statement.thresholds)
    for values, judging in (("", False), ("tolerance=", False), ("tolerance=5", True)):
        executed.clear()
        assert fetched(app, [f"/data/disclosure/{rule.query}.json?_ttl=1&{values}"])[0].status_code == 200
        assert any(rule.sql in sql for sql in executed if not sql.startswith("explain")) is judging, values


# --- what is asked of the database --------------------------------------------------------------------------------------
PLANS = {
    "select * from organisations where street = 'a' and status = 'b' order by district, org_id limit 21": ("SEARCH", 1),
    "select * from organisations where community = 'a' order by district, org_id limit 21": ("SEARCH", 1),
    "select count(*) from organisations where street = 'a' and status = 'b'": ("COVERING INDEX", 1),
    "select type, count(*) from organisations where street = 'a' group by type": ("COVERING INDEX", 2),
    "select street, count(*) from organisations where street is not null group by street": ("COVERING INDEX", 1),
}


@pytest.mark.parametrize("sql", PLANS)
def test_a_list_its_count_and_its_facets_read_an_index(register: sqlite3.Connection, sql: str) -> None:
    wanted, steps = PLANS[sql]
    plan = [row[3] for row in register.execute(f"explain query plan {sql}")]
    assert wanted in plan[0] and len(plan) == steps, plan


@pytest.mark.parametrize("name", ["bodies_near_me", "income_of_bodies", "payments_due", "grant_stages_late"])
def test_a_named_query_sorts_no_wide_table_and_reckons_no_view(register: sqlite3.Connection, name: str) -> None:
    query = next(one for one in NATION.statements("queries") if one.path.stem == name)
    plan = [row[3] for row in register.execute(f"explain query plan {query.sql}", dict.fromkeys(query.parameters, ""))]
    assert not [step for step in plan if "AUTOMATIC" in step or "MATERIALIZE" in step], plan


def test_what_is_for_programs_alone_is_offered_nowhere(register: sqlite3.Connection, app: Application) -> None:
    names = [name for (name,) in register.execute("select name from sqlite_schema where type = 'table'")]
    inner = [name for name in names if is_inner(name) and name.startswith("kept_")]
    described = {name for (name,) in register.execute("select table_name from dictionary_tables")}
    assert inner and not described & {*inner}
    (page,) = fetched(app, ["/data/disclosure"])
    assert not [name for name in inner if f">{name}<" in page.text]


def test_a_row_takes_no_turn_of_named_queries_or_of_whole_tables(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    plain = Turns.turn

    def noted(self: Turns, kind: str) -> Any:
        taken.append(kind)
        return plain(self, kind)

    monkeypatch.setattr(Turns, "turn", noted)
    fetched(app, [f"{ROWS}&_ttl=2", "/data/disclosure/payments_due.json?_ttl=2", "/data/disclosure.json?sql=select+1",
                  "/data/disclosure/grants.csv?_ttl=2", "/data/disclosure/payments_due.csv?_ttl=2"])  # fmt: skip
    assert taken == ["tables", "named", "own", "csv", "named"]
