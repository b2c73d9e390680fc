"""What reads only rows that are the same as in the release before is not asked or written again."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Desk, files_of, finance, organisation
from sqlite_utils import Database

from disclosure import pipeline
from disclosure.database.before import Before, reads
from disclosure.judgement.kept import VIEWS
from disclosure.pipeline import register_in
from disclosure.rules import Rule, judge

MADE = """
    create table t (a text, b integer) strict;
    create table u (c integer) strict;
    create view one as select a from t;
    create view two as select count(*) as n from one, u;
    insert into t values ('x', 1), ('y', null);
    insert into u values (7);
"""


@pytest.fixture
def before(tmp_path: Path) -> Before:
    """Return two databases that are alike, one beside the other."""
    with sqlite3.connect(tmp_path / "before.db") as old:
        old.executescript(MADE)
    old.close()
    db = Database(sqlite3.connect(":memory:", isolation_level=None, uri=True))
    db.conn.executescript(MADE)
    return Before(db, tmp_path / "before.db")


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("select a from t", {"t"}),
        ("select count(*) from u", {"u"}),
        ("select * from one", {"t", "one"}),
        ("select n from two", {"t", "u", "one", "two"}),
        ("with w as (select * from two) select w.n, :asked from w where exists (select 1 from u)", {"t", "u", "one", "two"}),
        ("with w as (select 1 from u) select count(*) from w", {"u"}),
        ("select j.value from t, json_each(t.a) j", {"t", "json_each"}),
        ("select name from sqlite_master", {"sqlite_master"}),
        ("select nothing from nowhere", set()),
    ],
)  # fmt: skip
def test_a_statement_reads_tables_through_views(before: Before, sql: str, read: set[str]) -> None:
    assert reads(before.db.conn, sql) == read


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ("select 1", {"t", "u"}),
        ("update t set b = 2 where a = 'x'", {"u"}),
        ("update t set a = null where a = 'x'", {"u"}),
        ("insert into t values ('z', 3)", {"u"}),
        ("delete from t where a = 'x'", {"u"}),
        ("update t set rowid = rowid + 5 where a = 'y'", {"u"}),
        ("delete from u", {"t"}),
        ("alter table t add column more text", {"u"}),
        ("alter table u rename to v", {"t"}),
    ],
)
def test_a_table_is_the_same_with_the_same_rows_in_their_places(before: Before, change: str, same: set[str]) -> None:
    before.db.execute("drop view two")
    before.db.execute(change)
    assert {name for name in ("t", "u") if before.same(name)} == same
    assert before.stands("select * from one") == ("t" in same)
    assert before.stands("select * from t", also=["u"]) == (same == {"t", "u"})


def test_nothing_stands_that_is_not_known(before: Before) -> None:
    assert not before.stands("select name from sqlite_master") and not before.stands("select nothing from nowhere")
    assert not Before(Database(before.db.conn)).stands("select * from t"), "there is no release before"


def test_a_table_that_grows_is_compared_again(before: Before) -> None:
    assert before.same("t")
    before.db.execute("insert into t values ('z', 3)")
    assert not before.same("t")


@pytest.mark.parametrize("kept", VIEWS)
def test_each_kept_view_reads_only_those_above_it(desk: Desk, kept: str) -> None:
    db = Database(memory=True)
    register_in(db, desk.project.districts, desk.project.today)
    for place, name in enumerate(VIEWS[kept]):
        assert not reads(db.conn, f"select * from {name}") & {*list(VIEWS[kept])[place + 1 :]}, name


def test_rules_are_asked_and_downloads_written_of_what_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(connection: sqlite3.Connection, rule: Rule) -> object:
        asked.append(rule.code)
        return judge(connection, rule)

    monkeypatch.setattr("disclosure.judgement.results.judge", noted)
    body = organisation()
    desk.file("one", {"organisations": [body]})
    pipeline.build(desk.project, with_site=False)
    assert {"FIN-01", "GRT-01"} <= set(asked)
    asked.clear()
    desk.file("two", {"finances": [finance(body["org_id"])]})
    pipeline.build(desk.project, with_site=False)
    assert "FIN-01" in asked and "GRT-01" not in asked
    links = {name: (desk.project.output / "site/downloads" / f"{name}.csv").stat().st_nlink
             for name in ("organisations", "rule_counts", "finances", "submissions")}  # fmt: skip
    assert links == {"organisations": 2, "rule_counts": 1, "finances": 1, "submissions": 1}
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    pipeline.build(anew, with_site=False)
    assert files_of(desk.project) == files_of(anew)


def test_what_was_noted_is_not_needed(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation()]})
    pipeline.build(desk.project, with_site=False)
    notes = desk.project.cache / "downloads.json"
    notes.write_text(notes.read_text(encoding="utf-8").replace('"real": 1', '"real": 7'), encoding="utf-8")
    desk.file("two", {"organisations": [organisation(name="改名协会")]})
    pipeline.build(desk.project, with_site=False)
    whole = files_of(desk.project)
    assert (desk.project.output / "site/downloads/workdays.csv").stat().st_nlink == 1
    shutil.rmtree(desk.project.output)
    pipeline.build(desk.project, with_site=False)
    assert files_of(desk.project) == whole
