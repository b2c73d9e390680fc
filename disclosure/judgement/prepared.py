"""What rules and duties read besides the tables: shared views, the day, the working days of China, like projects."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations, groupby
from typing import Any

from chinese_calendar.constants import holidays
from chinese_calendar.constants import workdays as made_up
from sqlite_utils import Database

from ..database.before import Before
from ..database.layout import create_rejected, create_tables, open_database
from ..districts import NATION, District, places
from ..tables import Table
from .fitting import fit

FIRST_YEAR = 2009  # chinesecalendar knows the State Council's holidays from 2004; the register needs none so early
AHEAD = 2  # years after the day of the build for which due dates are reckoned
FIGURES = """
    select distinct a.view from measured_asked a join sqlite_master m on m.type = 'view' and m.name = a.view
    where exists (select 1 from pragma_table_info(m.name) where name = 'qualifier')
"""
PREPARED: dict[tuple[Any, ...], bytes] = {}  # the empty register last made, by all that it is made of
LIKE = 0.8  # of SequenceMatcher; names of one project in two programmes differ in a word or the year


def create_views(db: Database, districts: Iterable[District]) -> None:
    """Create the views of every place, one SQL file each: what several statements, pages and queries read alike."""
    districts = list(districts)
    fit(districts)
    there = set(db.view_names())
    for place in places(districts):
        for view in place.statements("views"):
            db.create_view(view.path.stem, view.sql, replace=view.path.stem in there)
            there.add(view.path.stem)
    for district in districts:
        for sql in district.views.values():
            db.execute(sql)


def prepare(db: Database, tables: Iterable[Table], districts: Iterable[District], today: str) -> None:
    """Make an empty database a register to which nothing is admitted yet; what is made alike is made once and copied.

    It has the tables, the views and what statements read besides: the day, its calendar, sums of forms.
    """
    tables, districts = tuple(tables), tuple(districts)
    views = tuple((view.path.stem, view.sql) for place in places(districts) for view in place.statements("views"))
    made_of = tables, views, tuple(sql for one in districts for sql in one.views.values()), today
    if made_of not in PREPARED:
        made = open_database(None)
        _prepare(made, tables, districts, today)
        PREPARED.clear()
        PREPARED[made_of] = made.conn.serialize()
        made.close()
    with closing(sqlite3.connect(":memory:")) as copied:
        copied.deserialize(PREPARED[made_of])
        copied.backup(db.conn)
    create_rejected(db, tables)


def _prepare(db: Database, tables: Iterable[Table], districts: Iterable[District], today: str) -> None:
    """Create the tables and views, and fill what statements read besides."""
    create_tables(db, tables)
    create_views(db, districts)
    db.table("build").insert_all([{"today": today}], truncate=True)
    fill_calendar(db, today)
    fill_statement_parts(db)


def fill_calendar(db: Database, today: str) -> None:
    """Fill `workdays` until some years after a day."""
    db.execute("delete from workdays")
    db.conn.executemany("insert into workdays values (:day, :working, :estimated)", workdays(int(today[:4]) + AHEAD))


def fill_statement_parts(db: Database) -> None:
    """Fill `statement_parts`: of which lines of a financial statement each total is the sum, and with what sign."""
    with (NATION.path / "statement_parts.csv").open(encoding="utf-8", newline="") as file:
        db.table("statement_parts").insert_all(list(csv.DictReader(file)), truncate=True)


@cache
def workdays(last_year: int) -> list[dict[str, Any]]:
    """Return every day with whether it is a working day, make-up days (调休) counted; unknown years are estimated."""
    days = []
    day = date(FIRST_YEAR, 1, 1)
    known = {one.year for one in (min(holidays), max(holidays))}  # the first and the last year of which they are told
    while day.year <= last_year:
        estimated = not min(known) <= day.year <= max(known)
        working = day in made_up or (day.isoweekday() < 6 and day not in holidays)
        days.append({"day": day.isoformat(), "working": int(working), "estimated": int(estimated)})
        day += timedelta(days=1)
    return days


def measure_targets(db: Database) -> None:
    """Fill `measured` anew: what the view that a target names says of it; views no target names are not run."""
    db.execute("delete from measured")
    if db.execute("select exists (select 1 from targets where measured_by is not null)").fetchone()[0]:
        for (view,) in db.execute(FIGURES).fetchall():
            db.execute(f"insert into measured select {', '.join(db['measured'].columns_dict)} from {view}")


def compare_projects(db: Database) -> None:
    """Fill `similar_projects` anew from the grants that are in."""
    db.table("similar_projects").insert_all(_similar_projects(db), truncate=True)


def compare_peers(db: Database, before: Before | None = None) -> None:
    """Fill `peer_medians` anew from the view `peers`: every page and answer that compares reads it."""
    db.execute("delete from peer_medians")
    told = f"select {', '.join(db['peer_medians'].columns_dict)} from peers"
    if before and before.stands(told):
        before.take("peer_medians")
    else:
        db.execute(f"insert into peer_medians {told}")


def _similar_projects(db: Database) -> Iterator[dict[str, Any]]:
    """Yield, both ways round, the pairs of funded projects of one body that have like names and overlap in time."""
    grants = db.query(
        "select g.district, g.grant_id, b.body, g.project, g.sample, g.continues_grant_id,"
        " coalesce(g.start_on, g.round || '-01-01') as start_on,"
        " coalesce(g.completed_on, g.end_on, '9999-12-31') as end_on"
        " from grants g join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id"
        " where g.decision = '资助' order by b.body, g.district, g.grant_id"
    )
    for _, of_body in groupby(grants, key=lambda grant: grant["body"]):
        for one, other in combinations(list(of_body), 2):
            overlap = one["start_on"] <= other["end_on"] and other["start_on"] <= one["end_on"]
            follows = one["grant_id"] == other["continues_grant_id"] or other["grant_id"] == one["continues_grant_id"]
            likeness = SequenceMatcher(None, one["project"], other["project"], autojunk=False).ratio()
            if overlap and not follows and likeness >= LIKE:
                yield _pair(one, other, likeness)
                yield _pair(other, one, likeness)


def _pair(one: dict[str, Any], other: dict[str, Any], likeness: float) -> dict[str, Any]:
    return {
        "district": one["district"], "grant_id": one["grant_id"], "other_district": other["district"],
        "other_grant_id": other["grant_id"], "other_project": other["project"], "likeness": round(likeness, 3),
        "sample": one["sample"],
    }  # fmt: skip
