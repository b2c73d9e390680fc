"""Lets tables stand for shared views while statements judge: reckoned once, not by each statement that reads them."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ..statements import quoted

KEPT: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@contextmanager
def views_kept(db: Database) -> Iterator[None]:
    """Put the rows of shared views in their places, by name, and the views back at the end; meanwhile nothing changes.

    A table beside the database would not do: a view that reads another looks for it in its own database alone.
    """
    views = {name: db.execute("select sql from sqlite_master where name = ?", [name]).fetchone()[0] for name in KEPT}
    for name, columns in KEPT.items():
        db.execute(f"create temp table kept as select * from {quoted(name)}")
        db.execute(f"drop view {quoted(name)}")
        db.execute(f"create table {quoted(name)} as select * from temp.kept")
        db.execute("drop table temp.kept")
        db.execute(f"create index {quoted(f'kept_{name}')} on {quoted(name)} ({columns})")
    try:
        yield
    finally:
        for name, sql in views.items():
            db.execute(f"drop table {quoted(name)}")
            db.execute(sql)
