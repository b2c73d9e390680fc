"""Enters rows that the build makes itself, whose columns are known: nothing is looked up or converted on the way."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from sqlite_utils import Database

from ..statements import quoted


def enter(db: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows into a table, all or none; each has the columns of the first."""
    rest = iter(rows)
    for first in rest:
        columns = list(first)
        names, places = ", ".join(map(quoted, columns)), ", ".join("?" * len(columns))
        values = ([row[column] for column in columns] for row in chain([first], rest))
        db.execute("savepoint entering")
        try:
            db.conn.executemany(f"insert into {quoted(table)} ({names}) values ({places})", values)
        except BaseException:
            if db.conn.in_transaction:  # SQLite undoes a transaction by itself after some errors
                db.execute("rollback to entering")
            raise
        finally:
            if db.conn.in_transaction:
                db.execute("release entering")
