"""Lets tables stand for shared views: while statements judge, and of the dearest in the release, reckoned once."""

import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ..database.before import Before, reads
from ..statements import quoted
from ..tables import KEPT

Found = dict[str, str]  # view → the columns by which the rows of the table in its place are found
VIEWS: dict[str, Found] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
JUDGING, RELEASE = VIEWS["judging"], VIEWS["release"]


@contextmanager
def views_kept(db: Database, before: Before | None = None) -> Iterator[None]:
    """Put the rows of shared views in their places, by name, and the views back at the end; meanwhile nothing changes.

    Where there is a release `before`, only of views that are read by what is asked, when it is first asked.
    A table beside the database would not do: a view that reads another looks for it in its own database alone.
    What the views of the release say is written down at the end, while that is quick.
    """
    views = {name: db.execute("select sql from sqlite_master where name = ?", [name]).fetchone()[0] for name in JUDGING}
    columns = {name: db.execute("select name, type from pragma_table_info(?)", [name]).fetchall() for name in RELEASE}
    kept = set[str]()

    def wanted(names: Collection[str]) -> None:
        for name in JUDGING:  # each reads only those above it
            if name in names and name not in kept:
                _keep(db, name)
                kept.add(name)

    if before and before.there:
        before.through = {name: reads(db.conn, f"select * from {quoted(name)}") - set(JUDGING) for name in JUDGING}
        before.wanted = wanted
    else:
        wanted(JUDGING)
    try:
        yield
        for name in RELEASE:
            _write(db, name, columns[name], before)
            reading = f"create view {quoted(name)} as select * from {quoted(KEPT + name)}"
            if name in views:
                views[name] = reading
            if name not in kept:
                db.execute(f"drop view {quoted(name)}")
                db.execute(reading)
    finally:
        if before:
            before.through, before.wanted = {}, lambda _: None
        for name, sql in views.items():
            db.execute(f"drop {'table' if name in kept else 'view'} {quoted(name)}")
            db.execute(sql)


def _keep(db: Database, name: str) -> None:
    """Put the rows of a view in its place."""
    db.execute(f"create temp table kept as select * from {quoted(name)}")
    db.execute(f"drop view {quoted(name)}")
    db.execute(f"create table {quoted(name)} as select * from temp.kept")
    db.execute("drop table temp.kept")
    db.execute(f"create index {quoted(f'judged_{name}')} on {quoted(name)} ({JUDGING[name]})")


def _write(db: Database, name: str, columns: list[tuple[str, str]], before: Before | None) -> None:
    """Write down the rows of a view of the release, or take over those `before`.

    A column has the type that it has in the view, so that it is compared as there.
    """
    table = KEPT + name
    typed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns)
    db.execute(f"create table {quoted(table)} ({typed})")
    told = f"select {', '.join(quoted(column) for column, _ in columns)} from {quoted(name)}"
    if before and before.stands(told):
        before.take(table)
    else:
        db.execute(f"insert into {quoted(table)} {told}")
    db.execute(f"create index {quoted(f'found_{table}')} on {quoted(table)} ({RELEASE[name]})")
