"""Counts what the register holds of each demand of the districts' documents: `measures` and `measure_places`.

What cannot be told apart into real rows and samples is not counted. `asked` marks a place whose rows are what documents
ask for, such as a target: they are no sign that anything was done.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from ..database.before import Before
from ..database.entering import enter
from ..districts import NATION, District, views_of
from ..exceptions import PluginError
from ..measures import MEASURES, Carrier, Measure
from ..statements import Unset, limited, quoted
from ..tables import Table
from .obligations import duties_of

Held = tuple[int, int] | None  # real rows and samples; None of a page, which is not counted
DECIDED = {
    "rule": ("符合", "不符合"),
    "duty": ("按时", "逾期报送", "逾期未报"),
}  # the answers that rest on what is held
JUDGED = "select sample, sum(subjects) from rule_counts where district = ? and rule = ? and status in (?, ?)"
LEDGER = "select sample, count(*) from obligations where district = ? and obligation = ? and status in (?, ?, ?)"
HELD = "select held, held_samples from before.measure_places where district = ? and carried_by = ? and place = ?"
TERMS = "select sample, count(*) from programme_terms where district = ? and programme = ? and term = ?"


@dataclass(frozen=True)
class Known:
    """What a place may name in a district, looked up once."""

    db: Database
    district: District
    before: Before

    @cached_property
    def types(self) -> dict[str, str]:
        """Return what is a table and what a view of the database."""
        return dict(self.db.execute("select name, type from sqlite_schema where type in ('table', 'view')").fetchall())

    @cached_property
    def filed(self) -> set[str]:
        """Return the names of what holds rows as they stand."""
        return {name for name in self.types if not name.endswith("_history")}

    @cached_property
    def views(self) -> set[str]:
        """Return the names of the views that the nation and the district state."""
        return {*views_of([self.district]), *self.district.views}

    @cached_property
    def queries(self) -> dict[str, str]:
        """Return name → SQL of the named queries of the nation and the district."""
        own = self.district.folder.statements("queries")
        nation = {one.path.stem: one.sql for one in NATION.statements("queries")}
        return nation | {f"{self.district.name}_{one.path.stem}": one.sql for one in own}

    @cached_property
    def rules(self) -> set[str]:
        """Return the codes of the rules that judge the district."""
        return {rule.code for rule in self.district.rules()}

    @cached_property
    def duties(self) -> set[str]:
        """Return the codes of the district's duties."""
        return set(duties_of([self.district]))

    @cached_property
    def terms(self) -> set[str]:
        """Return what `programme_terms` may set."""
        return {term.term for term in self.district.codelists()["term"]}

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Return the tables that the district files."""
        return self.district.tables()


def keep_measures(db: Database, districts: Iterable[District], before: Before | None = None) -> None:
    """Fill `measures` and `measure_places` with what is held of each demand; a place that is not there is a fault."""
    measures, places = [], []
    for district in districts:
        counted: dict[Carrier, Held] = {}
        failed: dict[Carrier, PluginError] = {}
        known = Known(db, district, before or Before(db))
        for measure in district.folder.measures:
            there = _there(known, measure, counted, failed)
            rows = [held for carrier in there if (held := counted[carrier]) is not None]
            sums = [sum(held[n] for held in rows) if rows else None for n in (0, 1)]
            measures.append({"district": district.name, **_said(measure), "held": sums[0], "held_samples": sums[1]})
            places += [_place(known, measure, carrier, counted[carrier]) for carrier in there]
    enter(db, "measures", measures)
    enter(db, "measure_places", places)


def _place(known: Known, measure: Measure, carrier: Carrier, held: Held) -> dict[str, Any]:
    """Return a row of `measure_places`."""
    real, samples = held or (None, None)
    return {
        "district": known.district.name, "id": measure.id, "place": carrier.place, "carried_by": carrier.kind,
        "name": carrier.name, "held": real, "held_samples": samples, "asked": int(_asks(known, carrier)),
    }  # fmt: skip


def _asks(known: Known, carrier: Carrier) -> bool:
    """Return whether the rows of a place are what documents ask for."""
    table = known.tables.get(carrier.name) if carrier.kind == "table" else None
    return carrier.kind == "term" or bool(table and table.asked)


def _said(measure: Measure) -> dict[str, Any]:
    """Return what the two files say of a demand; what is empty there is null."""
    return {name: value or None for name, value in vars(measure).items() if name not in ("line", "carriers")}


def _there(known: Known, measure: Measure, counted: dict[Carrier, Held],
           failed: dict[Carrier, PluginError]) -> list[Carrier]:  # fmt: skip
    """Return the carriers of a demand that are there, each counted once; another is a fault of the district."""
    there = []
    district = known.district
    for carrier in measure.carriers:
        with district.folder.containing(MEASURES, district.path / MEASURES):
            if carrier not in counted and carrier not in failed:
                try:
                    counted[carrier] = held_by(known, carrier)
                except PluginError as error:
                    failed[carrier] = error
            if carrier in failed:
                raise PluginError(f"line {measure.line}: {carrier.place}: {failed[carrier]}")
            there.append(carrier)
    return there


def held_by(known: Known, carrier: Carrier) -> Held:
    """Return how many rows of a district a place holds. Raises PluginError if there is no such place."""
    if carrier.kind == "page":
        return None
    if carrier.kind == "table":
        return _of_table(known, carrier)
    if carrier.kind == "query":
        _among(carrier.name, {*known.views, *known.queries}, "query or view")
        rows = known.queries.get(carrier.name) or f"select * from {quoted(carrier.name)}"
        return _counted(known, rows, carrier)
    if carrier.kind == "rule":
        _among(carrier.name, known.rules, "rule")
        return _grouped(known, JUDGED, carrier.name, *DECIDED["rule"])
    if carrier.kind == "duty":
        _among(carrier.name, known.duties, "duty")
        return _grouped(known, LEDGER, carrier.name, *DECIDED["duty"])
    _among(carrier.column, known.terms, "term")
    return _grouped(known, TERMS, carrier.name, carrier.column)


def _grouped(known: Known, sql: str, *values: str) -> Held:
    """Return what a count by sample comes to."""
    counts = dict(known.db.execute(f"{sql} group by sample", [known.district.name, *values]).fetchall())
    return counts.get(0, 0), counts.get(1, 0)


def _of_table(known: Known, carrier: Carrier) -> Held:
    """Return the rows of a table in which the column is filled and the others have their values."""
    if known.types.get(carrier.name) == "view":
        raise PluginError(f"{carrier.name} is a view; it is carried by query")
    _among(carrier.name, known.filed, "table")
    table = known.tables.get(carrier.name)
    for column, value in carrier.equal:
        terms = {term.term for term in table.by_name[column].terms} if table and column in table.by_name else set()
        if terms:
            _among(value, terms, f"term of {carrier.name}.{column}")
    return _counted(known, f"select * from {quoted(carrier.name)}", carrier)


def _counted(known: Known, rows: str, carrier: Carrier) -> Held:
    """Return how many of some rows are the district's, real ones and samples. Raises PluginError if none can say."""
    db, district = known.db, known.district
    given = {f"value_{n}": value for n, (_, value) in enumerate(carrier.equal)}
    values = Unset(of_district=district.name, **given)
    try:
        with limited(db.conn):
            described = db.conn.execute(f"select * from (\n{rows}\n) limit 0", Unset()).description
            columns = [column[0] for column in described]
            for name in [*(column for column, _ in carrier.equal), *([carrier.column] if carrier.column else [])]:
                _among(name, columns, f"column of {carrier.name}")
            if "sample" not in columns:
                raise PluginError("it has no column sample, so nobody can tell its samples from real rows")
            if "district" not in columns and not carrier.name.startswith(f"{district.name}_"):
                raise PluginError("it has no column district, so nobody can tell whose its rows are")
            tests = ["district = :of_district"] if "district" in columns else []
            tests += [f"{quoted(name)} = :value_{n}" for n, (name, _) in enumerate(carrier.equal)]
            tests += [f"{quoted(carrier.column)} is not null"] if carrier.column else []
            counts = "coalesce(sum(sample = 0), 0), coalesce(sum(sample = 1), 0)"
            sql = f"select {counts} from (\n{rows}\n) where {' and '.join(tests) or '1'}"
            said = [HELD, [district.name, carrier.kind, carrier.place]] if known.before.stands(sql) else [sql, values]
            real, samples = db.conn.execute(*said).fetchone()
            return real, samples
    except sqlite3.Error as error:
        raise PluginError(f"it cannot be counted ({error})") from error


def _among(name: str, known: Iterable[str], kind: str) -> None:
    """Raise PluginError if a name is none of those known, with the nearest that is."""
    names = set(known)
    if name not in names:
        near = get_close_matches(name, sorted(names), n=1, cutoff=0)
        raise PluginError(f"there is no {kind} {name}" + (f"; perhaps {near[0]} is meant" if near else ""))
