"""Judges what a submission files by the rules that reject, over the bodies that it speaks of where these tell all.

A rule that says of itself that it speaks of each body alone (`-- within: org_id`) is asked of an excerpt of the
register, so that what a submission costs does not grow with what others have filed. Any other is asked of the whole.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlite_utils import Database

from ..districts import District, views_of
from ..rules import Rule, judge
from ..statements import limited, read_through, sound
from ..tables import Table
from .excerpt import BODY, WITHIN, Bodies, bodies_of, excerpt, is_of_bodies

FEW = 4  # a quarter of a district's bodies: to copy what more of them filed takes as long as to judge all
Violation = tuple[str, str, str, str, str]  # code, version, table, key, detail


@dataclass(frozen=True)
class Asked:
    """The rules that a submission is judged by: of the `whole` register, or `within` the bodies that it speaks of.

    `read` are the tables and views that these last read.
    """

    district: str
    whole: list[Rule]
    within: list[Rule]
    read: set[str]
    bodies: Bodies

    @property
    def rules(self) -> list[Rule]:
        """Return all of them."""
        return [*self.whole, *self.within]


class Rejecting:
    """The rules of each district that reject, and the register that they judge."""

    def __init__(self, db: Database, districts: list[District]) -> None:
        self.db = db
        self.districts = {district.name: district for district in districts}
        self.tables = {district.name: district.tables() for district in districts}
        self.views = views_of(districts)

    @cached_property
    def rules(self) -> dict[str, list[tuple[Rule, set[str]]]]:
        """Return district → its rules that reject, each with the tables and views that it reads."""
        return {
            name: [(rule, read_through(rule.statement, self.views)) for rule in one.rules() if rule.effect == "reject"]
            for name, one in self.districts.items()
        }

    def asked(self, district: str, filed: list[Table]) -> Asked:
        """Return what is to be asked of tables that are filed; they are on the stage, not yet in the register."""
        tables, names = self.tables[district], {table.name for table in filed}
        shared = {table.name for table in filed if not is_of_bodies(table, tables)}
        rules = [(rule, reads) for rule, reads in self.rules[district] if names & reads]
        alone = [(rule, reads) for rule, reads in rules if is_within(rule) and not shared & reads]
        bodies = bodies_of(self.db, district, filed, tables) if alone else set()
        if alone and len(bodies) * FEW > self._bodies(district):
            alone = []
        within, read = [rule for rule, _ in alone], {name for _, reads in alone for name in reads}
        whole = [rule for rule, _ in rules if all(rule is not one for one in within)]
        return Asked(district, whole, within, read, bodies)

    def _bodies(self, district: str) -> int:
        """Return how many bodies a district has."""
        return int(self.db.execute("select count(*) from organisations where district = ?", [district]).fetchone()[0])

    def violations(self, asked: Asked) -> set[Violation]:
        """Return what the rules find broken in the register as it is now."""
        found = {one for rule in asked.whole for one in self._broken(self.db.conn, rule, asked.district)}
        if asked.within:
            with excerpt(self.db, asked.district, asked.bodies, asked.read, self.tables[asked.district]) as part:
                found |= {one for rule in asked.within for one in self._broken(part, rule, asked.district)}
        return found

    def _broken(self, connection: sqlite3.Connection, rule: Rule, district: str) -> list[Violation]:
        """Return what a district's rows break; a rule of its own that fails is its fault and breaks nothing."""
        one = self.districts[district]
        if all(rule is not own for own in one.own_rules()):
            return list(_broken(connection, rule, district))
        broken: list[Violation] = []
        with one.folder.containing("rules", rule.statement.path), limited(connection):
            broken += _broken(connection, rule, district, self.tables[district])
        return broken


def is_within(rule: Rule) -> bool:
    """Return whether what a rule says of each body rests on the rows of that body, and of none, alone."""
    return rule.statement.header.get(WITHIN) == BODY


def _broken(connection: sqlite3.Connection, rule: Rule, district: str,
            tables: dict[str, Table] | None = None) -> Iterator[Violation]:  # fmt: skip
    """Yield what breaks a rule; `tables` are given for one of the district's own, whose rows are looked at first."""
    for row in judge(connection, rule, district, broken=tables is None):
        if tables is not None:
            sound(row, tables)
        if row["status"] == "不符合":
            yield rule.code, rule.version, row["table_name"], row["key"], row["detail"] or ""
