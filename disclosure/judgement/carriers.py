"""Counts what the register holds of each demand of the districts' documents: `measures` and `measure_places`.

What cannot be told apart into real rows and samples is not counted. `asked` marks a place whose rows are what documents
ask for, such as a target: they are no sign that anything was done.
"""

import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sqlite_utils import Database

from ..database.layout import quoted
from ..districts import NATION, District, views_of
from ..exceptions import PluginError
from ..measures import MEASURES, Carrier, Measure
from ..statements import Unset, limited
from .obligations import duties_of

Held = tuple[int, int] | None  # real rows and samples; None of a page, which is not counted
DECIDED = {
    "rule": ("符合", "不符合"),
    "duty": ("按时", "逾期报送", "逾期未报"),
}  # the answers that rest on what is held
JUDGED = "select sample, sum(subjects) from rule_counts where district = ? and rule = ? and status in (?, ?)"
LEDGER = "select sample, count(*) from obligations where district = ? and obligation = ? and status in (?, ?, ?)"
TERMS = "select sample, count(*) from programme_terms where district = ? and programme = ? and term = ?"


def keep_measures(db: Database, districts: Iterable[District]) -> None:
    """Fill `measures` and `measure_places` with what is held of each demand; a place that is not there is a fault."""
    measures, places = [], []
    for district in districts:
        counted: dict[Carrier, Held] = {}
        failed: dict[Carrier, PluginError] = {}
        for measure in district.folder.measures:
            there = _there(db, district, measure, counted, failed)
            known = [held for carrier in there if (held := counted[carrier]) is not None]
            sums = [sum(held[n] for held in known) if known else None for n in (0, 1)]
            measures.append({"district": district.name, **_said(measure), "held": sums[0], "held_samples": sums[1]})
            places += [_place(district, measure, carrier, counted[carrier]) for carrier in there]
    db.table("measures").insert_all(measures)
    db.table("measure_places").insert_all(places)


def _place(district: District, measure: Measure, carrier: Carrier, held: Held) -> dict[str, Any]:
    """Return a row of `measure_places`."""
    real, samples = held or (None, None)
    return {
        "district": district.name, "id": measure.id, "place": carrier.place, "carried_by": carrier.kind,
        "name": carrier.name, "held": real, "held_samples": samples, "asked": int(_asks(district, carrier)),
    }  # fmt: skip


def _asks(district: District, carrier: Carrier) -> bool:
    """Return whether the rows of a place are what documents ask for."""
    known = district.tables().get(carrier.name) if carrier.kind == "table" else None
    return carrier.kind == "term" or bool(known and known.asked)


def _said(measure: Measure) -> dict[str, Any]:
    """Return what the two files say of a demand; what is empty there is null."""
    return {name: value or None for name, value in vars(measure).items() if name not in ("line", "carriers")}


def _there(db: Database, district: District, measure: Measure, counted: dict[Carrier, Held],
           failed: dict[Carrier, PluginError]) -> list[Carrier]:  # fmt: skip
    """Return the carriers of a demand that are there, each counted once; another is a fault of the district."""
    there = []
    for carrier in measure.carriers:
        with district.folder.containing(MEASURES, district.path / MEASURES):
            if carrier not in counted and carrier not in failed:
                try:
                    counted[carrier] = held_by(db, district, carrier)
                except PluginError as error:
                    failed[carrier] = error
            if carrier in failed:
                raise PluginError(f"line {measure.line}: {carrier.place}: {failed[carrier]}")
            there.append(carrier)
    return there


def held_by(db: Database, district: District, carrier: Carrier) -> Held:
    """Return how many rows of a district a place holds. Raises PluginError if there is no such place."""
    if carrier.kind == "page":
        return None
    if carrier.kind == "table":
        return _of_table(db, district, carrier)
    if carrier.kind == "query":
        return _of_query(db, district, carrier)
    if carrier.kind == "rule":
        _among(carrier.name, {rule.code for rule in district.rules()}, "rule")
        return _grouped(db, JUDGED, district.name, carrier.name, *DECIDED["rule"])
    if carrier.kind == "duty":
        _among(carrier.name, duties_of([district]), "duty")
        return _grouped(db, LEDGER, district.name, carrier.name, *DECIDED["duty"])
    _among(carrier.column, {term.term for term in district.codelists()["term"]}, "term")
    return _grouped(db, TERMS, district.name, carrier.name, carrier.column)


def _grouped(db: Database, sql: str, *values: str) -> Held:
    """Return what a count by sample comes to."""
    counts = dict(db.execute(f"{sql} group by sample", values).fetchall())
    return counts.get(0, 0), counts.get(1, 0)


def _of_table(db: Database, district: District, carrier: Carrier) -> Held:
    """Return the rows of a table in which the column is filled and the others have their values."""
    types = dict(db.execute("select name, type from sqlite_schema where type in ('table', 'view')").fetchall())
    if types.get(carrier.name) == "view":
        raise PluginError(f"{carrier.name} is a view; it is carried by query")
    _among(carrier.name, {name for name in types if not name.endswith("_history")}, "table")
    known = district.tables().get(carrier.name)
    for column, value in carrier.equal:
        terms = {term.term for term in known.by_name[column].terms} if known and column in known.by_name else set()
        if terms:
            _among(value, terms, f"term of {carrier.name}.{column}")
    return _counted(db, district, f"select * from {quoted(carrier.name)}", carrier)


def _of_query(db: Database, district: District, carrier: Carrier) -> Held:
    """Return the rows of a named query or a view for a district."""
    views = {*views_of([district]), *district.views}
    queries = {one.path.stem: one.sql for one in NATION.statements("queries")}
    queries |= {f"{district.name}_{one.path.stem}": one.sql for one in district.folder.statements("queries")}
    _among(carrier.name, {*views, *queries}, "query or view")
    return _counted(db, district, queries.get(carrier.name) or f"select * from {quoted(carrier.name)}", carrier)


def _counted(db: Database, district: District, rows: str, carrier: Carrier) -> Held:
    """Return how many of some rows are the district's, real ones and samples. Raises PluginError if none can say."""
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
            real, samples = db.conn.execute(sql, values).fetchone()
            return real, samples
    except sqlite3.Error as error:
        raise PluginError(f"it cannot be counted ({error})") from error


def _among(name: str, known: Iterable[str], kind: str) -> None:
    """Raise PluginError if a name is none of those known, with the nearest that is."""
    names = sorted(known)
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0)
        raise PluginError(f"there is no {kind} {name}" + (f"; perhaps {near[0]} is meant" if near else ""))
