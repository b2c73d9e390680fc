"""Lets tables stand for shared views while statements judge: reckoned once, not by each statement that reads them."""

import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ..database.before import Before, reads
from ..statements import quoted

KEPT: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@contextmanager
def views_kept(db: Database, before: Before | None = None) -> Iterator[None]:
    """Put the rows of shared views in their places, by name, and the views back at the end; meanwhile nothing changes.

    Where there is a release `before`, only of views that are read by what is asked, when it is first asked.
    A table beside the database would not do: a view that reads another looks for it in its own database alone.
    """
    views = {name: db.execute("select sql from sqlite_master where name = ?", [name]).fetchone()[0] for name in KEPT}
    kept = set[str]()

    def wanted(names: Collection[str]) -> None:
        for name in KEPT:  # each reads only those above it
            if name in names and name not in kept:
                _keep(db, name)
                kept.add(name)

    if before and before.there:
        before.through = {name: reads(db.conn, f"select * from {quoted(name)}") - set(KEPT) for name in KEPT}
        before.wanted = wanted
    else:
        wanted(KEPT)
    try:
        yield
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
    db.execute(f"create index {quoted(f'kept_{name}')} on {quoted(name)} ({KEPT[name]})")
