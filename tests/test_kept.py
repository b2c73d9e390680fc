"""While statements judge, tables with the same rows stand for the views that most of them read."""

import pytest
import sqlite_utils
from conftest import Desk, finance, organisation

from disclosure import pipeline
from disclosure.database.layout import open_database
from disclosure.judgement import kept
from disclosure.judgement.kept import JUDGING, RELEASE, views_kept
from disclosure.pipeline import register_in

KIND = "select type from sqlite_master where name = ?"


@pytest.fixture
def register(desk: Desk) -> sqlite_utils.Database:
    """Return an empty register."""
    db = sqlite_utils.Database(memory=True)
    register_in(db, desk.project.districts, desk.project.today)
    return db


@pytest.mark.parametrize("name", sorted({*JUDGING} - {*RELEASE}))
def test_a_table_stands_for_a_view_and_the_view_comes_back(register: sqlite_utils.Database, name: str) -> None:
    def seen() -> tuple[str, list[tuple[object, ...]]]:
        (kind,) = register.execute(KIND, [name]).fetchone()
        return kind, register.execute(f"select * from {name}").fetchall()

    found = [seen()]
    with views_kept(register):
        found.append(seen())
        (indexes,) = register.execute(f"select count(*) from pragma_index_list('{name}')").fetchone()
    found.append(seen())
    assert [kind for kind, _ in found] == ["view", "table", "view"] and indexes == 1
    assert all(rows == found[0][1] for _, rows in found)


def test_views_come_back_when_judging_fails(register: sqlite_utils.Database) -> None:
    with pytest.raises(RuntimeError), views_kept(register):
        raise RuntimeError
    assert {register.execute(KIND, [name]).fetchone()[0] for name in {**JUDGING, **RELEASE}} == {"view"}


def test_what_is_judged_is_the_same_without(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    body = organisation()
    desk.file("one", {"organisations": [body], "finances": [finance(body["org_id"])]})
    assert desk.check().valid
    found = []
    for judging, release in ((JUDGING, RELEASE), ({}, {})):
        monkeypatch.setattr(kept, "JUDGING", judging)
        monkeypatch.setattr(kept, "RELEASE", release)
        db = open_database(None)
        pipeline.fill(db, desk.project)
        tables = ("obligations", "rule_results", "rule_counts", "checklist", *RELEASE)
        found.append({table: list(db.query(f"select * from {table}")) for table in tables})
    assert found[0] == found[1] and all(found[0][name] for name in ("obligations", "grades_today"))


@pytest.mark.parametrize("name", RELEASE)
def test_a_view_of_the_release_reads_what_was_written_down(register: sqlite_utils.Database, name: str) -> None:
    typed = "select name, type from pragma_table_info(?)"
    before = register.execute(typed, [name]).fetchall()
    with views_kept(register):
        pass
    tests = " and ".join(f"{column} = ''" for column in RELEASE[name].split(", "))
    plan = register.execute(f"explain query plan select * from {name} where {tests}").fetchall()
    assert register.execute(KIND, [name]).fetchone()[0] == "view"
    assert register.execute(typed, [name]).fetchall() == before, "a column is compared as it was"
    assert len(plan) == 1 and f"SEARCH kept_{name} USING INDEX" in plan[0][3]
