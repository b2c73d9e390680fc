"""While statements judge, tables with the same rows stand for the views that most of them read."""

import pytest
import sqlite_utils
from conftest import Desk, finance, organisation

from disclosure import pipeline
from disclosure.database.layout import open_database
from disclosure.judgement import kept
from disclosure.judgement.kept import KEPT, views_kept
from disclosure.pipeline import register_in

KIND = "select type from sqlite_master where name = ?"


@pytest.fixture
def register(desk: Desk) -> sqlite_utils.Database:
    """Return an empty register."""
    db = sqlite_utils.Database(memory=True)
    register_in(db, desk.project.districts, desk.project.today)
    return db


@pytest.mark.parametrize("name", KEPT)
def test_a_table_stands_for_a_view_and_the_view_comes_back(register: sqlite_utils.Database, name: str) -> None:
    kinds, rows = [], []
    for _ in range(2):
        kinds.append(register.execute(KIND, [name]).fetchone()[0])
        rows.append(register.execute(f"select * from {name}").fetchall())
        with views_kept(register):
            kinds.append(register.execute(KIND, [name]).fetchone()[0])
            rows.append(register.execute(f"select * from {name}").fetchall())
            (plan,) = register.execute(f"select count(*) from pragma_index_list('{name}')").fetchone()
    assert kinds == ["view", "table"] * 2 and plan == 1
    assert all(found == rows[0] for found in rows)


def test_views_come_back_when_judging_fails(register: sqlite_utils.Database) -> None:
    with pytest.raises(RuntimeError), views_kept(register):
        raise RuntimeError
    assert {register.execute(KIND, [name]).fetchone()[0] for name in KEPT} == {"view"}


def test_what_is_judged_is_the_same_without(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    body = organisation()
    desk.file("one", {"organisations": [body], "finances": [finance(body["org_id"])]})
    assert desk.check().valid
    found = []
    for names in (KEPT, {}):
        monkeypatch.setattr(kept, "KEPT", names)
        db = open_database(None)
        pipeline.fill(db, desk.project)
        tables = ("obligations", "rule_results", "rule_counts", "checklist")
        found.append({table: list(db.query(f"select * from {table}")) for table in tables})
    assert found[0] == found[1] and all(found[0].values())
