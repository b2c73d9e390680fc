"""A statement of a place is a SQL file: `-- key: value` lines, then one SELECT.

What it states depends on the folder it lies in: a rule, a duty (obligations), a question (checklist), a view, a query.
"""

import json
import re
import sqlite3
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .exceptions import PluginError, RuleError

NEEDED = {
    "rules": ("code", "title", "title_en", "severity", "effect", "basis", "scope", "explanation", "innocent"),
    "obligations": ("code", "title", "title_en", "party", "basis", "applies", "due"),
    "checklist": ("code", "title", "title_en", "why"),
    "views": ("title", "title_en"),
    "queries": ("title",),
}
ASKED_OF = ("日期", "年份", "数", "区")  # the kinds of what a query is asked of, beside the vocabularies
RETURNED = {
    "rules": ("district", "table_name", "key", "org_id", "period", "broken", "detail", "sample"),
    "obligations": ("district", "org_id", "key", "period", "due_on", "done_on", "estimated", "sample"),
    "checklist": ("district", "org_id", "holds", "evidence", "table_name", "key", "valid_until", "sample"),
}
HEAD = re.compile(r"(?:--[^\n]*\n)*")
READ = re.compile(r"\b(?:from|join) (\w+)(?: \w+, (\w+))?")
THRESHOLD = re.compile(r"nullif\(:(\w+), ''\), ([\d.]+)\)")
DESCRIBED = re.compile(r"\s*(\w+) = ([^;/]+?)(?:（([^（）]+)）)? / ([^;]+?)\s*(?:;|$)")  # name = 标题（单位） / title
FINAL = re.compile(r"^select\b(?:(?!^from\b).)*", re.MULTILINE | re.DOTALL)
RUNNING = 300.0  # seconds that a statement of a district may take on what was filed
STEPS = 100_000  # of SQLite's machine between two looks at the clock

Row = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """What one file says: its header and the SELECT under it."""

    path: Path
    header: dict[str, str]
    sql: str

    @cached_property
    def reads(self) -> set[str]:
        """Return the tables and views the SQL reads (and its own names for queries, which do no harm)."""
        return {name for names in READ.findall(self.sql) for name in names if name}

    @property
    def thresholds(self) -> dict[str, str]:
        """Return the named parameters of the SQL that have a default → the default."""
        return dict(THRESHOLD.findall(self.sql))

    @cached_property
    def columns(self) -> dict[str, Row]:
        """Return name → title, unit and title_en of the columns that the header describes (`-- columns:`)."""
        return self._described("columns")

    @property
    def filed(self) -> set[str]:
        """Return the columns of a view that hold texts as they were filed, of no vocabulary (`-- filed:`)."""
        return set(re.findall(r"\w+", self.header.get("filed", "")))

    @cached_property
    def parameters(self) -> dict[str, Row]:
        """Return name → title, unit (日期, 年份, 数, 区, or a vocabulary) and title_en of what a query is asked of."""
        return self._described("parameters")

    def _described(self, key: str) -> dict[str, Row]:
        """Return what a header line describes. Raises RuleError where it is not `name = 标题（单位） / title;`."""
        said, found = self.header.get(key, ""), dict[str, Row]()
        at = 0
        while at < len(said):
            told = DESCRIBED.match(said, at)
            if not told:
                raise RuleError(f"{self.path}: {key}: {said[at : at + 40]!r} is not `name = 标题（单位） / title;`")
            found[told[1]] = {"title": told[2], "unit": told[3] or "", "title_en": told[4]}
            at = told.end()
        return found

    def returns(self, column: str) -> bool:
        """Return whether the last SELECT, which stands at the margin, has a column of that name on a line's end."""
        lines = FINAL.findall(self.sql)[-1:] or [""]
        return re.search(rf"(?:\bas |\.|^\s*){column},?$", lines[0].rstrip(), re.MULTILINE) is not None


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def read_statement(path: Path, needed: Iterable[str] = ()) -> Statement:
    """Return the statement in a file; a header line that names no key goes on with the one before.

    Raises RuleError naming the file and the line to add if a needed key has no value.
    """
    text = path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    lines = head.group() if head else ""
    header: dict[str, str] = {}
    key = ""
    for line in lines.splitlines():
        named = re.match(r"-- (\w+): ?(.*)", line)
        if named:
            key = named[1]
            header[key] = named[2].strip()
        elif key:
            header[key] += " " + line.removeprefix("--").strip()
    if missing := [key for key in needed if not header.get(key)]:
        raise RuleError(f"{path}: the header lacks {', '.join(missing)}; add a line `-- {missing[0]}: …`")
    return Statement(path, header, text[len(lines) :].strip().rstrip(";"))


def read_through(statement: Statement, views: dict[str, Statement]) -> set[str]:
    """Return what a statement reads, directly or through views."""
    found = set(statement.reads)
    while more := {name for view in found & set(views) for name in views[view].reads} - found:
        found |= more
    return found


class Unset(dict[str, str]):
    """Named parameters of a statement that nobody set: each is the empty string, as Datasette passes it."""

    def __missing__(self, key: str) -> str:
        return ""


def rows_of(connection: sqlite3.Connection, statement: Statement, district: str | None = None,
            where: str = "true") -> Iterator[Row]:  # fmt: skip
    """Yield the rows of a statement, its parameters unset: those of one district, for which a condition holds, or all.

    Raises RuleError naming the file if the SQL does not run.
    """
    of_one = f"select * from (\n{statement.sql}\n) where district = :of_district and {where}"
    sql = of_one if district else statement.sql
    try:
        cursor = connection.execute(sql, Unset(of_district=district or ""))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
    except sqlite3.Error as error:
        raise RuleError(f"{statement.path}: its SQL does not run ({error}); mend it there") from error


@dataclass(frozen=True)
class Seen:
    """A column that a statement reads, as SQLite tells it: of what, in which database, inside which view or part."""

    table: str
    column: str
    schema: str
    part: str


def seen_by(connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> set[Seen]:
    """Return what a statement reads, which is not run. Raises sqlite3.Error for one that would not."""
    found: set[Seen] = set()

    def heard(action: int, table: str | None, column: str | None, schema: str | None, part: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            found.add(Seen(table or "", column or "", schema or "", part or ""))
        return sqlite3.SQLITE_OK

    connection.set_authorizer(heard)
    try:
        connection.execute(f"explain {sql}", values).close()
    finally:
        connection.set_authorizer(None)
    return found


@contextmanager
def limited(connection: sqlite3.Connection, seconds: float = RUNNING) -> Iterator[None]:
    """Let a statement end in an error that runs longer than that."""
    ends = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if time.monotonic() > ends:
            raise PluginError(f"runs longer than {seconds:.0f} seconds; does it end?") from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def sound(row: Row, tables: Container[str]) -> Row:
    """Return a row that a statement of a district returns. Raises PluginError if pages could not show it."""
    key = json.loads(row["key"] or "{}")
    if not isinstance(key, dict):
        raise PluginError(f"returns the key {row['key']!r}; write json_object('grant_id', grant_id) or the like")
    if row.get("table_name") is not None and row["table_name"] not in tables:
        raise PluginError(f"returns the table_name {row['table_name']!r}, which is no table")
    if row["sample"] not in (0, 1):
        raise PluginError(f"returns the sample {row['sample']!r}; return the sample of the row it speaks of, 0 or 1")
    return row
