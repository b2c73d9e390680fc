"""SQL within limits: read only, on threads of its own for each kind of request, each value and result bounded."""

import re
import sqlite3
import threading
from asyncio import get_running_loop
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from datasette.database import Database, QueryInterrupted
from datasette.utils import escape_sqlite

from .asked import PARAMETER
from .ranking import RANKED
from .refusals import LIMITS, RefusedError

KIND: ContextVar[str] = ContextVar(
    "KIND", default="tables"
)  # of the request being answered: a key of LIMITS["threads"]
AS_CSV: ContextVar[bool] = ContextVar("AS_CSV", default=False)
FAILED: ContextVar[list[RefusedError] | None] = ContextVar("FAILED", default=None)  # of the CSV being answered
# The first page of a table in the order of a column: Datasette turns it by that column and the key, so that rows which
# are alike in the column would be lost or come twice if the first page were not in the order of the key as well.
SORTED = re.compile(r"(select .+? from (\[?\w+\]?) (?:where .+ )?order by \[?\w+\]?(?: desc)?)( limit \d+)", re.DOTALL)
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}


@dataclass(frozen=True)
class Found:
    """What a build has found by a rule that judged with some SQL: the SQL that reads it."""

    judged: str
    sql: str


class Cursor(sqlite3.Cursor):
    """A cursor that stops at a result too large to hold."""

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows. Raises RefusedError where they are too large together."""
        return self._within(row for row, _ in zip(self, range(self.arraysize if size is None else size), strict=False))

    def fetchall(self) -> list[Any]:
        """Return the rows that are left. Raises RefusedError where they are too large together."""
        return self._within(self)

    @staticmethod
    def _within(rows: Iterable[Any]) -> list[Any]:
        """Return the rows as a list, having counted their bytes."""
        kept, left = [], LIMITS["query"]["result"]
        for row in rows:
            left -= sum(LIMITS["query"]["value"] + (len(v) if isinstance(v, str | bytes) else 0) for v in row)
            if left < 0:
                raise RefusedError("result", most=LIMITS["query"]["result"])
            kept.append(row)
        return kept


class Connection(sqlite3.Connection):
    """A connection whose results are bounded."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """Return a bounded cursor."""
        return super().cursor(factory)


def _once(asked: str) -> Any:
    """Return a method that answers as Datasette's own of a name does; of what is there it is asked but once."""
    own = getattr(Database, asked)

    async def answer(self: "BoundedDatabase", *table: str) -> Any:
        if (asked, *table) in self.known:
            return copy(self.known[asked, *table])
        found = await own(self, *table)
        if not table or table[0] in {*await self.table_names(), *await self.view_names()}:
            self.known[asked, *table] = copy(found)
        return found

    return answer


class BoundedDatabase(Database):
    """The database of a build as Datasette and the search read it.

    What Datasette asks of a table's shape, a dozen times a page, is read once: nothing changes in a release.
    """

    table_names, view_names, hidden_table_names = map(_once, ("table_names", "view_names", "hidden_table_names"))
    table_exists, get_view_definition = map(_once, ("table_exists", "get_view_definition"))
    table_columns, table_column_details = map(_once, ("table_columns", "table_column_details"))
    primary_keys, fts_table = map(_once, ("primary_keys", "fts_table"))
    label_column_for_table = _once("label_column_for_table")
    foreign_keys_for_table, get_all_foreign_keys = map(_once, ("foreign_keys_for_table", "get_all_foreign_keys"))

    def __init__(self, data: Any, path: str) -> None:
        super().__init__(data, path, is_mutable=False)
        self.known: dict[tuple[str, ...], Any] = {}  # (what is asked, of which table) → the answer
        self.found: dict[str, str] = {}  # a query → one that reads what the build found by it, nothing asked otherwise
        self.held = threading.local()
        self.pools = {
            kind: ThreadPoolExecutor(threads["count"], f"sql-{kind}") for kind, threads in LIMITS["threads"].items()
        }

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Return a connection that can only read."""
        assert not write
        connection = sqlite3.connect(
            f"file:{quote(str(self.path))}?mode=ro&immutable=1", uri=True, check_same_thread=False, factory=Connection
        )
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """Return what a function makes of a connection, run on a thread for the kind of the request."""
        kind = KIND.get()

        def in_thread() -> Any:
            if not hasattr(self.held, "connection"):
                self.held.connection = self._prepared(LIMITS["threads"][kind]["length"])
            return fn(self.held.connection)

        return await get_running_loop().run_in_executor(self.pools[kind], in_thread)

    def _prepared(self, length: int) -> sqlite3.Connection:
        """Return a connection with the register's functions and limits, on which nothing but reading is authorised."""
        connection = self.connect()
        self.ds._prepare_connection(connection, self.name)
        for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
            connection.create_function(name, 2, partial(trim, left, right), deterministic=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, length)
        for name, most in LIMITS["sqlite"].items():
            connection.setlimit(getattr(sqlite3, f"SQLITE_LIMIT_{name}"), most)
        connection.set_authorizer(authorize)
        return connection

    async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
        """Return the result of a statement, for CSV all of it. Raises RefusedError, or what Datasette wants in words.

        Datasette writes an error in the middle of CSV into it as if it were a row; so it is noted for the gate, too.
        """
        if search := RANKED.get():
            sql = search.reordered(sql)
        if sql in self.found and not any((params or {}).get(name) for name in PARAMETER.findall(sql)):
            sql = self.found[sql]
        elif KIND.get() in ("tables", "csv") and (page := SORTED.fullmatch(sql)):
            sql = await self._tied(page[1], page[2].strip("[]"), page[3])
        try:
            return await self._execute(sql, params, options)
        except RefusedError as error:
            if (failed := FAILED.get()) is not None:
                failed.append(error)
            raise

    async def _tied(self, sql: str, table: str, limit: str) -> str:
        """Return the statement of a page in the order of a column and, of a table, its key."""
        if table in await self.view_names():
            return sql + limit
        keys = await self.primary_keys(table) or ["rowid"]
        return f"{sql}, {', '.join(map(escape_sqlite, keys))}{limit}"

    async def _execute(self, sql: str, params: Any, options: dict[str, Any]) -> Any:
        """Return the result of a statement."""
        if AS_CSV.get():
            options |= {"truncate": False}
        try:
            return await super().execute(sql, params, **options | {"log_sql_errors": False})
        except QueryInterrupted as error:
            if AS_CSV.get():  # Datasette has no answer to it there
                raise RefusedError("time", most=seconds(options.get("custom_time_limit"))) from error
            raise
        except MemoryError as error:
            raise RefusedError("memory") from error
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            told = _told(error)
            if AS_CSV.get() or told.name != "sql":  # Datasette would answer CSV with nothing, and 200
                raise told from error
            raise sqlite3.OperationalError(str(told)) from error

    async def attached_databases(self) -> list[Any]:
        """Return none: nothing can be attached, and the pragma that lists them names a path."""
        return []

    def close(self) -> None:
        """Close the connections when the last query has ended, and end the threads."""
        for pool in self.pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        super().close()


def seconds(asked: Any) -> str:
    """Return how long a query may take, of which a request may ask for less in milliseconds, as it is written."""
    most = LIMITS["query"]["milliseconds"]
    given = str(asked or "")
    return f"{min(most, int(given) if given.isdigit() and len(given) < 9 else most) / 1000:g}"


def authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Return whether SQLite may do what a statement asks for: only what reads."""
    allowed = action in READING
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = second not in LIMITS["functions"]["refused"]
    elif action == sqlite3.SQLITE_PRAGMA:
        names = LIMITS["pragmas"]
        allowed = first in names["of_a_name"] or (first in names["plain"] and second is None)
    elif action == sqlite3.SQLITE_UPDATE:  # asked in the name of each virtual table, json_each too, that is declared
        allowed = first == "sqlite_master"
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _told(error: BaseException) -> RefusedError:
    """Return the words for what SQLite says of a statement."""
    said = str(error)
    if "too big" in said or "too large" in said:
        return RefusedError("value", most=LIMITS["threads"]["own"]["length"])
    if "out of memory" in said:
        return RefusedError("memory")
    if "not authorized" in said or "prohibited" in said or "attempt to write" in said:
        return RefusedError("forbidden")
    if "one statement" in said:
        return RefusedError("select")
    return RefusedError("sql", error=said)


def trim(left: bool, right: bool, text: Any, characters: Any) -> str | None:
    """Return SQLite's trim(text, characters); its own takes as long as both lengths multiplied, and cannot be cut."""
    if text is None or characters is None:
        return None
    whole, taken = _text(text), set(_text(characters))
    start, end = 0, len(whole)
    while left and start < end and whole[start] in taken:
        start += 1
    while right and start < end and whole[end - 1] in taken:
        end -= 1
    return whole[start:end]


def _text(value: Any) -> str:
    """Return a value of SQLite as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
