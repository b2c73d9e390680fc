"""A rule is one dated, cited statement: a header and a SELECT in one SQL file.

A row check is one small function over the values of a row (None where a cell is empty or unreadable).
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from .exceptions import RuleError

HEADER = ("code", "title", "title_en", "severity", "effect", "basis", "scope", "applies_from", "applies_until",
          "explanation", "innocent")  # fmt: skip
OPTIONAL = {"applies_from", "applies_until", "title_en"}
CHOICES = {"severity": {"error", "warning", "info"}, "effect": {"reject", "publish"}}
YEAR = re.compile(r"\d{4}")
READ = re.compile(r"\b(?:from|join) (\w+)")
THRESHOLD = re.compile(r"nullif\(:(\w+), ''\), ([\d.]+)\)")
STATUSES = ("符合", "不符合", "不适用", "无法判断")

Row = dict[str, Any]
RowCheck = Callable[[Row], Iterable[tuple[str, str, dict[str, Any]]]]  # finding code, column, facts for the wording


@dataclass(frozen=True)
class Rule:
    """One version of one rule; `sql` returns a row per subject judged (design.md §7)."""

    code: str
    version: str
    title: str
    title_en: str
    severity: str
    effect: str
    basis: str
    scope: str
    applies_from: str | None
    applies_until: str | None
    explanation: str
    innocent: str
    sql: str

    def in_force(self, period: str | None) -> bool:
        """Return whether a period is judged by this version: by its last day; what has no period, by the latest."""
        day = f"{period}-12-31" if period and YEAR.fullmatch(period) else period
        if day is None:
            return self.applies_until is None
        return (self.applies_from or "") <= day <= (self.applies_until or "9999")

    @cached_property
    def tables(self) -> set[str]:
        """Return the tables the SQL reads (and its own names for queries, which do no harm)."""
        return set(READ.findall(self.sql))

    @property
    def query(self) -> str:
        """Return the name under which Datasette serves the rule's violations."""
        return f"rule_{self.code}_{self.version}"

    def violations(self, districts: list[str] | None) -> str:
        """Return SQL that anyone can run for what breaks this version; `districts` None: it judges them all."""
        until, since = self.applies_until or "9999-12-31", self.applies_from or ""
        own = f" and district in ({', '.join(repr(name) for name in sorted(districts))})" if districts else ""
        return (
            f"select * from (\n{self.sql}\n)\nwhere status = '不符合'{own}\n"
            "  and coalesce(iif(length(period) = 4, period || '-12-31', period), '9999')"
            f" between '{since}' and '{until}'\norder by district, table_name, key"
        )

    @property
    def thresholds(self) -> dict[str, str]:
        """Return the named parameters of the SQL that have a default → the default."""
        return dict(THRESHOLD.findall(self.sql))


def load_rule(path: Path) -> Rule:
    """Return the rule in `<code>@<version>.sql`. Raises RuleError naming the file and the line to add."""
    code, _, version = path.stem.partition("@")
    header, sql = read_header(path, [key for key in HEADER if key not in OPTIONAL])
    for key, choices in CHOICES.items():
        if header[key] not in choices:
            raise RuleError(f"{path}: {key} is {header[key]!r}; use one of {', '.join(sorted(choices))}")
    if header["code"] != code or not version:
        raise RuleError(f"{path}: the file is to be called {header['code']}@<version>.sql")
    for key in ("applies_from", "applies_until"):
        if header.get(key):
            date.fromisoformat(header[key])
    return Rule(version=version, sql=sql, **{key: header.get(key) or None for key in HEADER})  # type: ignore[arg-type]


def read_header(path: Path, needed: Iterable[str] = ()) -> tuple[dict[str, str], str]:
    """Return the `-- key: value` lines at the head of a SQL file, and the SQL under them.

    Raises RuleError naming the file and the line to add if a needed key has no value.
    """
    text = path.read_text(encoding="utf-8")
    head = re.match(r"(?:--[^\n]*\n)*", text)
    lines = head.group().splitlines() if head else []
    header: dict[str, str] = {}
    key = ""
    for line in lines:
        named = re.match(r"-- (\w+): ?(.*)", line)
        if named:
            key = named[1]
            header[key] = named[2].strip()
        elif key:
            header[key] += " " + line.removeprefix("--").strip()
    if missing := [key for key in needed if not header.get(key)]:
        raise RuleError(f"{path}: the header lacks {', '.join(missing)}; add a line `-- {missing[0]}: …`")
    return header, text[head.end() if head else 0 :].strip().rstrip(";")


class Unset(dict[str, str]):
    """Named parameters of a rule's SQL that nobody set: each is the empty string, as Datasette passes it."""

    def __missing__(self, key: str) -> str:
        return ""


def judge(connection: sqlite3.Connection, rule: Rule) -> Iterator[dict[str, Any]]:
    """Yield a row per subject that this version judges. Raises RuleError.

    Each has district, table_name, key (a JSON object), org_id, period, status and detail.
    """
    try:
        cursor = connection.execute(rule.sql, Unset())
    except sqlite3.Error as error:
        raise RuleError(f"rule {rule.code}@{rule.version}: its SQL does not run ({error}); mend the rule") from error
    names = [column[0] for column in cursor.description]
    for row in cursor:
        judged = dict(zip(names, row, strict=True))
        if rule.in_force(judged.get("period")):
            yield judged
