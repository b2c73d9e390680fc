"""Reads what the pages show from the database of a build; longer questions are queries/*.sql."""

import json
import sqlite3
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from ..statements import quoted
from .kept import KEYS, read, told_of
from .reads import Answer, Ask, Reads, Values, common_property
from .words import Filed

Row = dict[str, Any]
HERE = Path(__file__).parent
# What a table is about → its title, Chinese and English; of the last two nothing is filed.
SUBJECTS: dict[str, list[str]] = tomllib.loads((HERE / "subjects.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))  # of named queries
WHOLE: Row = {"district": None, "name": None}  # parameters of a query that is asked of all
NOT_FILED = ("made", "views")
DEAR, FEW = 0.1, 1000  # seconds after which an answer is remembered, of so many rows at most
_SAID = tomllib.loads((HERE / "filed.toml").read_text(encoding="utf-8"))
FILED = frozenset(_SAID["columns"])  # columns whose texts stay as they were filed
BESIDE: dict[str, list[str]] = _SAID["beside"]  # … and those that do beside one of others
SPOKEN = frozenset(_SAID["spoken"])  # … and those that do not, though no vocabulary lists their words
OURS = frozenset(_SAID["ours"])
CHANGED = {"table_name", "column_name", "old", "new"}  # of a correction


@cache
def primary_key(told: str) -> list[str]:
    """Return the columns of a table's key, as the dictionary has it."""
    return list(json.loads(told))


def about(subject: str) -> str:
    """Return a subject of a table as the pages group it: what they do not know stands with the others."""
    return subject if subject in SUBJECTS else "other"


def _as_filed(row: Row, names: Iterable[str]) -> Row:
    """Return a row in which the texts of some columns are marked as what was filed."""
    for name in names:
        if isinstance(row[name], str):
            row[name] = Filed(row[name])
    return row


class Reader:
    """A read-only database of a build."""

    def __init__(self, path: str, connection: sqlite3.Connection | None = None) -> None:
        """Open the database at a path, or read through a connection to it that is open already."""
        self.path = path
        self.connection = connection or self._connect()
        self.kept: set[str] = set()  # what is looked up in tables of its own
        self.common = Reads(self.ask)
        self.reads: Reads | None = None  # where what is read is noted, if anywhere
        self.filed: dict[tuple[str, ...], set[str]] = {}  # columns of an answer → those that hold what was filed
        self.named: dict[str, list[str]] = {}  # question → the columns of its answers
        self.others: dict[str, Ask] = {}  # @name → what answers questions that are no statement
        self._shared: dict[Any, tuple[Any, Reads]] = {}
        self._dear: dict[str, dict[tuple[Any, ...], Answer]] = {}  # question → its values → an answer that took long

    def _connect(self) -> sqlite3.Connection:
        """Return a connection that can only read."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        return connection

    def learn(self) -> None:
        """Read what does not depend on what is asked: the dictionary, the districts."""
        for name in COMMON:
            getattr(self, name)

    def through(self, connection: sqlite3.Connection) -> "Reader":
        """Return what reads through another connection to the same database, and knows what this one has learnt."""
        other = Reader(self.path, connection)
        vars(other).update({name: value for name, value in vars(self).items() if name in COMMON})
        return other

    def keep(self, path: Path | None = None, names: Iterable[str] = KEYS) -> None:
        """Find what page after page looks rows up in as tables, which stand for views of their name.

        They were reckoned into the file at a path; without one they are now, beside the database.
        """
        if not self.kept:
            self.connection.execute("attach ? as kept", [f"{path.resolve().as_uri()}?mode=ro" if path else ""])
        for name in names:
            if name not in self.kept:
                if not path:
                    self.reckon(name, told_of(name))
                self.look_up(name)

    def reckon(self, name: str, sql: str) -> None:
        """Keep the answer to a statement as a table, whose rows are found by its keys."""
        self.connection.execute(f"create table kept.{quoted(name)} as {sql}", WHOLE)
        for number, key in enumerate(KEYS[name]):
            self.connection.execute(f"create index kept.{quoted(f'{name}_{number}')} on {quoted(name)} ({key})")

    def look_up(self, name: str) -> None:
        """Let what is kept stand for the view of its name."""
        self.connection.execute(f"create temp view {quoted(name)} as select * from kept.{quoted(name)}")
        self.kept.add(name)

    def found(self, kept: str, /, **key: Any) -> list[Row]:
        """Return the rows of one of the queries and views that are kept, of those that have a key."""
        tests = " and ".join(f"{quoted(column)} is :key_{column}" for column in key) or "1"
        values = {f"key_{column}": value for column, value in key.items()}
        if kept in self.kept:
            return self.rows(f"select * from {quoted(kept)} where {tests}", values)
        return self.rows(f"select * from ({told_of(kept)}) where {tests}", WHOLE | values)

    @contextmanager
    def noting(self, reads: Reads | None = None) -> Iterator[Reads]:
        """Yield where all that is read meanwhile is noted; what is asked again is not read again."""
        before, self.reads = self.reads, reads or Reads(self.ask)
        try:
            yield self.reads
        finally:
            self.reads = before

    @contextmanager
    def commonly(self) -> Iterator[None]:
        """Note what is read meanwhile as read by every page."""
        with self.noting(self.common):
            yield

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Note nothing of what is read meanwhile."""
        before, self.reads = self.reads, None
        try:
            yield
        finally:
            self.reads = before

    def ask(self, question: str, values: Values) -> Answer:
        """Return what the database answers, or one of the others to a question that begins with @."""
        if question.startswith("@"):
            return self.others[question](question, values)
        given = tuple(values.items()) if isinstance(values, dict) else tuple(values)
        if found := self._dear.get(question, {}).get(given):
            return found
        began = time.perf_counter()
        cursor = self.connection.cursor()
        cursor.row_factory = None
        rows = cursor.execute(question, values).fetchall()
        found = self.named.setdefault(question, [name for name, *_ in cursor.description or ()]), rows
        if time.perf_counter() - began > DEAR and len(rows) <= FEW:
            self._dear.setdefault(question, {})[given] = found
        return found

    def answer(self, question: str, values: Values) -> Answer:
        """Return an answer, noted as read if anything is."""
        return self.reads.answer(question, values) if self.reads else self.ask(question, values)

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return what is made of answers alone; made once for all languages of a page, so that nobody may change it."""
        return self.reads.once(key, make) if self.reads else make()

    def shared(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return what many pages share, made once; what was read for it is noted as read by each page that asks."""
        if key not in self._shared:
            with self.noting() as reads:
                self._shared[key] = make(), reads
        value, reads = self._shared[key]
        if self.reads:
            self.reads.include(reads)
        return value

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection to a district's plugin, and be none the worse if it does not come back as it was."""
        try:
            yield self.connection
        finally:
            try:
                self.connection.row_factory, self.connection.text_factory = sqlite3.Row, str
                self.connection.set_authorizer(None)
                self.connection.execute("select 1")
            except sqlite3.Error:
                self.connection = self._connect()

    def rows(self, sql: str, parameters: Iterable[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return the rows of a statement."""
        values = parameters if isinstance(parameters, dict) else list(parameters)
        columns, found = self.answer(sql, values)
        if not found:
            return []
        filed = self._filed(tuple(columns))
        rows = [_as_filed(dict(zip(columns, row, strict=True)), filed) for row in found]
        return list(map(self._changed, rows)) if {*columns} >= CHANGED else rows

    def _filed(self, columns: tuple[str, ...]) -> set[str]:
        """Return which columns of an answer hold what was filed."""
        if columns not in self.filed:
            names = set(columns)
            filed = {*FILED & names} | {name for name, others in BESIDE.items() if name in names and names & {*others}}
            filed -= {"title"} if names & OURS else set()
            if "source_file" in names:  # a row of a filed table
                filed |= self.unlisted & names - BESIDE.keys()
            self.filed[columns] = filed
        return self.filed[columns]

    def _changed(self, row: Row) -> Row:
        """Return a correction in which what was filed under no vocabulary is marked as such."""
        listed = (row["table_name"], row["column_name"]) in self.listed_columns
        return row if listed else _as_filed(row, ("old", "new"))

    @common_property
    def listed_columns(self) -> set[tuple[str, str]]:
        """Return (table, column) of what has a vocabulary."""
        sql = "select table_name, column_name from dictionary_columns where codelist <> ''"
        return set(self.answer(sql, [])[1])

    @common_property
    def unlisted(self) -> set[str]:
        """Return the columns of text of filed tables that have a vocabulary in no table."""
        sql = """select c.column_name from dictionary_columns c join dictionary_tables t using (table_name)
            where c.type = 'string' and t.subject not in ('made', 'views')"""
        return {name for (name,) in self.answer(sql, [])[1]} - {name for _, name in self.listed_columns} - SPOKEN

    def query(self, name: str, names: dict[str, str] | None = None, /, **parameters: Any) -> list[Row]:
        """Return the rows of a query file, the names of tables and columns in braces put in."""
        sql = self.sql(name)
        return self.rows(sql.format_map(names) if names else sql, parameters)

    @staticmethod
    def sql(name: str) -> str:
        """Return what a query file asks."""
        return read(name)

    def count(self, table: str) -> Row:
        """Return how many real and how many sample rows a table has."""
        (row,) = self.rows(
            f'select coalesce(sum(1 - sample), 0) as "real", coalesce(sum(sample), 0) as "sample" from "{table}"'
        )
        return row

    @common_property
    def dictionary(self) -> dict[str, Row]:
        """Return name → its entry in the dictionary, in its order, of every table and view."""
        rows = self.rows("select * from dictionary_tables order by rowid")
        return {row["table_name"]: row | {"subject": about(row["subject"])} for row in rows}

    @common_property
    def dictionary_columns(self) -> dict[str, list[Row]]:
        """Return name → its columns, of every table and view."""
        columns: dict[str, list[Row]] = {}
        for row in self.rows("select * from dictionary_columns order by table_name, position"):
            columns.setdefault(row["table_name"], []).append(row)
        return columns

    @common_property
    def tables(self) -> dict[str, Row]:
        """Return table name → its entry in the dictionary, of the tables that districts file."""
        return {name: row for name, row in self.dictionary.items() if row["subject"] not in NOT_FILED}

    @common_property
    def columns(self) -> dict[str, list[Row]]:
        """Return table name → its columns, of the tables that districts file."""
        return {name: columns for name, columns in self.dictionary_columns.items() if name in self.tables}

    @common_property
    def districts(self) -> dict[str, Row]:
        """Return district → its entry."""
        return {row["district"]: row for row in self.rows("select * from districts order by rowid")}

    def project(self, district: str, grant_id: Any) -> str | None:
        """Return the project of a published grant."""
        found = self.rows("select project from grants where district = ? and grant_id = ?", [district, grant_id])
        return found[0]["project"] if found else None

    def notice(self, district: str, notice_id: Any) -> str | None:
        """Return the title of a published notice."""
        found = self.rows("select title from notices where district = ? and notice_id = ?", [district, notice_id])
        return found[0]["title"] if found else None

    def key_of(self, table: str) -> str:
        """Return the key of a table as SQL to order by; the + keeps SQLite from walking the key to find a few rows."""
        return ", ".join(f'+"{name}"' for name in ["district", *primary_key(self.tables[table]["primary_key"])])

    def title_of(self, table: str, column: str | None) -> str:
        """Return the Chinese title of a column."""
        return next(
            (c["title"] for c in self.dictionary_columns.get(table, []) if c["column_name"] == column), column or ""
        )

    def title_of_table(self, table: str) -> str:
        """Return the Chinese title of a table or view."""
        return str(self.dictionary.get(table, {}).get("title") or table)


COMMON = [name for name, value in vars(Reader).items() if isinstance(value, common_property)]
