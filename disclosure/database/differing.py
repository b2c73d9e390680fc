"""Where the database of a build differs from the one before: what is asked of all else has its answer still.

A table is as it was if its rows are, in their order. Of one that is not it is known under which values of its indexed
columns anything changed; only a question that plainly looks at the rows of one value alone is decided by that: of one
table, of several that are joined, or whether there are any in each of several.
"""

import hashlib
import marshal
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..statements import Seen, quoted, seen_by

AT_ONCE = 1000  # rows
SCHEMA = "select type, name, sql from main.sqlite_master order by 1, 2"
KEPT = "kept"  # what a database is called that is attached, beside views of the names of its tables
ROWID = re.compile(r"\b(rowid|oid|_rowid_)\b", re.IGNORECASE)
TEXTS = re.compile(r"""'[^']*'|--[^\n]*|("[^"]*")""")  # … and comments; names stay
ORDERED = re.compile(r" order by [^()]*$", re.IGNORECASE)
# Tables, asked for by columns; all that would let another row speak (or, not, a second select) is no plain question.
PLAIN = re.compile(r"select (?P<columns>.+?) from (?P<tables>.+?) where (?P<tests>.+)", re.IGNORECASE)
JOIN = re.compile(r" (?:left )?join ", re.IGNORECASE)
NAMED = re.compile(r'"?(?P<table>\w+)"?(?: (?:as )?"?(?P<alias>\w+)"?)??(?: (?:on|using) .+)?', re.IGNORECASE)
WHETHER = re.compile(r"select '' as \w+ where exists \((?P<asked>.+)\)", re.IGNORECASE)
SEVERAL = re.compile(
    r"\b(select|from|join|or|not|in|case|between|with|union|except|intersect|group|having|limit|values)\b|--|/\*|;",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\?\d|[$@]|\?.*:\w|:\w.*\?")  # parameters that are not one after the other, or not all named
TEST = re.compile(r'(?:"?(?P<alias>\w+)"?\.)?"?(?P<column>\w+)"? (=|is) (?P<value>\?|:\w+)')

Values = list[Any] | dict[str, Any]
READERS = ("json_each", "json_tree")  # what reads nothing but what it is given


def opened(path: Path) -> sqlite3.Connection:
    """Return a connection to a database that only reads it."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of their own, all of which a statement can read in one order."""
    sql = "select name from pragma_table_list where schema = 'main' and type = 'table' and not wr order by 1"
    return [name for (name,) in connection.execute(sql) if not name.startswith("sqlite_")]


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> sqlite3.Cursor:
    return connection.execute(f"select {columns} from main.{quoted(table)} order by rowid")


def _digest(rows: sqlite3.Cursor) -> str:
    summed = hashlib.blake2b(digest_size=16)
    while some := rows.fetchmany(AT_ONCE):
        summed.update(marshal.dumps(some, 2))  # version 2: equal rows have equal bytes
    return summed.hexdigest()


def _chains(connection: sqlite3.Connection, table: str, columns: list[str]) -> list[dict[Any, int]]:
    """Return for each of some columns: value → what its rows are, in their order."""
    chains: list[dict[Any, int]] = [{} for _ in columns]
    for row in _rows(connection, table, ", ".join([*map(quoted, columns), "*"])):
        told = hash(marshal.dumps(row, 2))
        for chain, value in zip(chains, row, strict=False):
            chain[value] = hash((chain.get(value), told))
    return chains


@dataclass(frozen=True)
class Changed:
    """The values of a column in whose rows anything changed."""

    values: frozenset[Any]

    @cached_property
    def _types(self) -> set[type]:
        return {type(value) for value in self.values}

    def holds(self, value: Any) -> bool:
        """Return whether rows of a value may have changed; of one of another type than theirs SQLite decides."""
        return value is None or value in self.values or not self._types <= {type(value), type(None)}


@dataclass
class Differing:
    """The tables that are as they were, and of others the values of columns under which anything changed."""

    same: set[str] = field(default_factory=set)
    changed: dict[str, dict[str, Changed]] = field(default_factory=dict)


def differing(now: Path, before: Path, same: Collection[str] = ()) -> Differing:
    """Return where a database differs from another, of which some tables are known to be the same."""
    found = Differing()
    with suppress(sqlite3.Error), closing(opened(now)) as new, closing(opened(before)) as old:
        if new.execute(SCHEMA).fetchall() == old.execute(SCHEMA).fetchall():
            for table in tables_of(new):
                compare(found, table, new, old, known=table in same)
    return found


def compare(
    found: Differing,
    table: str,
    new: sqlite3.Connection,
    old: sqlite3.Connection,
    prefix: str = "",
    known: bool = False,
) -> None:
    """Note whether a table of a database is as it is in another of the same schema, `known`: it is; or what changed."""
    with suppress(sqlite3.Error):  # one with a reader of its own
        if known or _digest(_rows(new, table, "rowid, *")) == _digest(_rows(old, table, "rowid, *")):
            found.same.add(prefix + table)
            return
        columns = _indexed(new, table)
        pairs = zip(columns, _chains(new, table, columns), _chains(old, table, columns), strict=True)
        found.changed[prefix + table] = {column: Changed(_unlike(one, other)) for column, one, other in pairs}


def _unlike(one: dict[Any, int], other: dict[Any, int]) -> frozenset[Any]:
    return frozenset(value for value in one.keys() | other.keys() if one.get(value) != other.get(value))


def _indexed(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table by which an index finds rows."""
    sql = "select distinct i.name from pragma_index_list(?) l, pragma_index_info(l.name) i where i.name is not null"
    return [name for (name,) in connection.execute(sql, [table])]


Tests = tuple[tuple[Changed, str | int], ...]  # what changed under a column, and the parameter asked of it


@dataclass(frozen=True)
class Kind:
    """What is known of a statement: whether it has its answer still, and if not, what may tell that for its values.

    That are tests of each table that differs, wherever it is asked: it does not matter if one of them is not met.
    """

    same: bool
    parts: tuple[Tests, ...] = ()

    def stands(self, value: Callable[[str | int], Any]) -> bool:
        """Return whether it is sure that a statement has its answer still, given what says its parameters."""
        return self.same or (
            bool(self.parts) and all(any(not one.holds(value(at)) for one, at in part) for part in self.parts)
        )


class Asking:
    """What tells whether questions that are asked through a connection have their answers still."""

    def __init__(self, connection: Callable[[], sqlite3.Connection], differing: Differing) -> None:
        self._connection, self._differing = connection, differing
        self._kinds: dict[str, Kind] = {}

    @cached_property
    def _views(self) -> set[str]:
        sql = "select name from main.sqlite_master where type = 'view'"
        return {*READERS, *(name for (name,) in self._connection().execute(sql))}

    def _seen(self, statement: str, values: Values) -> list[tuple[str, Seen]] | None:
        """Return the tables that a statement reads, views expanded, each with what was seen of it; None: not known."""
        found = []
        for seen in seen_by(self._connection(), statement, values):
            if (seen.table, seen.column) == ("sqlite_master", "ROWID"):  # as json_each makes known
                continue
            if seen.schema == "temp":
                if not self._is_kept(seen.table):
                    return None
            elif seen.schema == KEPT:
                found.append((f"{KEPT}.{seen.table}", seen))
            elif seen.table not in self._views:
                found.append((seen.table, seen))
        return found

    def _is_kept(self, name: str) -> bool:
        """Return whether something beside the database is a view of what is kept, which is seen by itself."""
        sql = "select type from temp.sqlite_master where name = ?"
        return [kind for (*kind,) in self._connection().execute(sql, [name])] == [["view"]]

    def is_same(self, statement: str, values: Values) -> bool:
        """Return whether it is sure that a statement has its answer still."""
        given: Any = values
        return self.kind(statement, values).stands(lambda at: given[at])

    def is_always_same(self, statement: str, values: Values) -> bool:
        """Return whether it is sure that a statement has its answers still, whatever values it is asked with."""
        return self.kind(statement, values).same

    def kind(self, statement: str, values: Values) -> Kind:
        """Return what is known of a statement; the values only let it be read."""
        if statement not in self._kinds:
            self._kinds[statement] = self._kind(statement, values)
        return self._kinds[statement]

    def _kind(self, statement: str, values: Values) -> Kind:
        seen = self._seen(statement, values)
        if seen is None:
            return Kind(False)
        differ = {table for table, _ in seen} - self._differing.same
        if not differ:
            return Kind(True)
        # What is read inside of a view is not asked plainly; what is kept is a view of nothing but itself.
        if any(one.part not in ("", one.table if one.schema == KEPT else "") for table, one in seen if table in differ):
            return Kind(False)
        known = {table.removeprefix(f"{KEPT}.").lower(): self._differing.changed.get(table, {}) for table in differ}
        parts = tuple(_parts(statement, known)) if len(known) == len(differ) else ()
        return Kind(False, parts if all(parts) else ())


def _parts(statement: str, changed: dict[str, dict[str, Changed]]) -> Iterator[Tests]:
    """Yield for each place where a statement names a table that differs the tests that choose rows there, () for none.

    The number of a row is no part of it: a question that shows it is not plain, one that only orders by it is.
    """
    plain = " ".join(TEXTS.sub(_without_words, statement).split())
    pieces = [ORDERED.sub("", plain)]
    if "?" not in plain and (whether := [WHETHER.fullmatch(piece) for piece in plain.split(" union all ")])[0]:
        pieces = [found["asked"] if found else "" for found in whether]
    left = set(changed)
    for piece in pieces:
        found = PLAIN.fullmatch(piece)
        if found is None or ROWID.search(piece) or NUMBERED.search(plain) or not _is_one(found):
            yield ()
        else:
            for table, tests in _tests(found, changed):
                left.discard(table)
                yield tests
    if left:
        yield ()


def _without_words(found: re.Match[str]) -> str:
    """Return what stands for a text, a comment or a quoted name where it is looked how a statement is made."""
    return found[1] or (" " if found[0].startswith("-") else "''")


def _is_one(found: re.Match[str]) -> bool:
    """Return whether a question has no other within, and no test that another may stand for."""
    tables = JOIN.sub(" ", found["tables"])
    return not any(SEVERAL.search(part) for part in (found["columns"], tables, found["tests"])) and all(
        part.count("(") == part.count(")") for part in [found["columns"], tables, *found["tests"].split(" and ")]
    )


def _tests(found: re.Match[str], changed: dict[str, dict[str, Changed]]) -> Iterator[tuple[str, Tests]]:
    """Yield each table that differs with the columns by whose values a plain question chooses its rows."""
    sources = [NAMED.fullmatch(part) for part in JOIN.split(found["tables"])]
    for source in sources:
        table = source["table"].lower() if source else ""
        if source is None or table in changed:
            names = {source and (source["alias"] or source["table"]), None if len(sources) == 1 else ""}
            yield table, tuple(_tests_of(found, names, changed.get(table, {})))


def _tests_of(
    found: re.Match[str], names: set[str | None], changed: dict[str, Changed]
) -> Iterator[tuple[Changed, str | int]]:
    asked = found["columns"].count("?") + found["tables"].count("?")
    for part in found["tests"].split(" and "):
        test = TEST.fullmatch(part.strip())
        if test and test["column"] in changed and test["alias"] in names:
            yield changed[test["column"]], asked if test["value"] == "?" else test["value"][1:]
        asked += part.count("?")
