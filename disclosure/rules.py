"""A rule is one dated, cited statement; it returns a row per subject, from which its verdict follows (verdicts.py).

A row check is one small function over the values of a row (None where a cell is empty or unreadable).
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Template
from typing import Any, TypeVar

from .exceptions import PluginError, RuleError
from .findings import SEVERITIES, Place, finding
from .statements import NEEDED, Row, Statement, read_statement, rows_of
from .tables import Table
from .verdicts import STATUSES, of_rule

PUBLISHED = ("code", "title", "title_en", "severity", "effect", "basis", "scope", "applies_from", "applies_until",
             "explanation", "innocent")  # fmt: skip
PLACED = {"code", "place", "row", "column", "value", "at"}  # what the facts of a check cannot be called
CHOICES = {"severity": {"error", "warning", "info"}, "effect": {"reject", "publish"}}
VIOLATIONS = Template(Path(__file__).with_name("violations.sql").read_text(encoding="utf-8").rstrip())
FOUND = Template(Path(__file__).with_name("violations_found.sql").read_text(encoding="utf-8").rstrip())
ITS_OWN = Path(__file__).with_name("violations_own.sql").read_text(encoding="utf-8").rstrip()
YEAR = re.compile(r"\d{4}")

RowCheck = Callable[[Row], Iterable[tuple[str, str, dict[str, Any]]]]  # finding code, column, facts for the wording
Check = TypeVar("Check", bound=Callable[..., Any])


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
    statement: Statement = field(repr=False)

    def in_force(self, period: str | None) -> bool:
        """Return whether a period is judged by this version: by its last day; what has no period, by the latest."""
        day = f"{period}-12-31" if period and YEAR.fullmatch(period) else period
        if day is None:
            return self.applies_until is None
        return (self.applies_from or "") <= day <= (self.applies_until or "9999")

    @property
    def query(self) -> str:
        """Return the name under which Datasette serves the rule's violations."""
        return f"rule_{self.code}_{self.version}"

    def violations(self, districts: list[str] | None, found: bool = False) -> str:
        """Return SQL that anyone can run for what breaks this version; `districts` None: it judges them all.

        `found`: SQL of the same rows that reads what a build has found, with the thresholds that the rule sets.
        """
        own = ", ".join(repr(name) for name in sorted(districts or ()))
        owned = any(self.code.startswith(f"{name}-") for name in districts or ())  # a district's own speaks of its own
        basis = self.basis.replace("'", "''")
        own_basis = f"nullif(basis, '{basis}')" if self.statement.returns("basis") else "basis"
        told = FOUND.substitute(code=self.code, version=self.version, breach=STATUSES[1], basis=own_basis)
        return VIOLATIONS.substitute(
            sql=told if found else self.sql,
            code=self.code,
            basis="x.basis" if self.statement.returns("basis") else f"'{basis}' as basis",
            spared="x.exempt is null and " if self.statement.returns("exempt") else "",
            own=(f" and x.district in ({own})" if districts is not None else "") + (ITS_OWN if owned else ""),
            since=self.applies_from or "",
            until=self.applies_until or "9999-12-31",
        )


def reads(*columns: str) -> Callable[[Check], Check]:
    """Say which columns a check reads: it is shown no others, and asked once for each combination of what they hold."""

    def said(check: Check) -> Check:
        check.reads = columns  # type: ignore[attr-defined]
        return check

    return said


def read_by(check: RowCheck) -> tuple[str, ...] | None:
    """Return the columns that a check reads, None if it does not say."""
    return getattr(check, "reads", None)


def reading_as(check: RowCheck, other: RowCheck) -> RowCheck:
    """Return another check, which reads the columns that this one says it reads."""
    columns = read_by(check)
    return other if columns is None else reads(*columns)(other)


def shown_to(check: RowCheck, row: Row) -> Row:
    """Return what of a row a check is shown: the columns that it reads, all if it does not say."""
    names = read_by(check)
    return row if names is None else {name: row[name] for name in names if name in row}


def load_rule(path: Path) -> Rule:
    """Return the rule in `<code>@<version>.sql`. Raises RuleError naming the file and the line to add."""
    code, _, version = path.stem.partition("@")
    statement = read_statement(path, NEEDED["rules"])
    header = statement.header
    for key, choices in CHOICES.items():
        if header[key] not in choices:
            raise RuleError(f"{path}: {key} is {header[key]!r}; use one of {', '.join(sorted(choices))}")
    if header["code"] != code or not version:
        raise RuleError(f"{path}: the file is to be called {header['code']}@<version>.sql")
    for key in ("applies_from", "applies_until"):
        try:
            date.fromisoformat(header.get(key) or "2000-01-01")
        except ValueError:
            raise RuleError(f"{path}: {key} is {header[key]!r}; write a day as 2026-01-01") from None
    published = {key: header.get(key) or None for key in PUBLISHED}
    return Rule(version=version, sql=statement.sql, statement=statement, **published)  # type: ignore[arg-type]


def judge(connection: sqlite3.Connection, rule: Rule, district: str | None = None,
          broken: bool = False) -> Iterator[Row]:  # fmt: skip
    """Yield a row per subject that this version judges, of one district or of all. Raises RuleError.

    Each has district, table_name, key (a JSON object), org_id, period, status, detail, basis and sample. `broken`: of a
    district only those that break the rule, which SQLite finds without passing on the others.
    """
    spared = " and coalesce(exempt, '') = ''" if rule.statement.returns("exempt") else ""
    for row in rows_of(connection, rule.statement, district, f"broken <> 0{spared}" if broken else "true"):
        if rule.in_force(row["period"]):
            status, detail = of_rule(row)
            basis = row.get("basis") or rule.basis
            subject = {name: row[name] for name in ("district", "table_name", "key", "org_id", "period", "sample")}
            yield subject | {"status": status, "detail": detail, "basis": basis}


def sayable(code: str, column: str, facts: dict[str, Any], table: Table) -> None:
    """Raise PluginError if what a check found cannot be said of a row of the table."""
    if column not in table.by_name:
        raise PluginError(f"a check names the column {column!r}, which {table.name} does not have")
    if taken := sorted(PLACED & set(facts)):
        raise PluginError(f"a check gives the fact {taken[0]!r}, which the row gives; call it otherwise")
    if facts.get("severity", "info") not in SEVERITIES:
        raise PluginError(f"a check gives the severity {facts['severity']!r}; use one of {', '.join(SEVERITIES)}")
    try:
        finding(code, Place(column=column), "", **{"title": "", "example": "", "terms": ""} | facts)
    except KeyError as error:
        raise PluginError(f"a check says {code!r}, of which findings.toml lacks {error}") from error
