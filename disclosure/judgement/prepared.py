"""What rules and duties read besides the tables: shared views, the day, the working days of China, like projects."""

from collections.abc import Iterator
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import combinations, groupby
from typing import Any

import chinese_calendar
from sqlite_utils import Database

from ..rules import read_header
from ..standard import HERE as STANDARD

FIRST_YEAR = 2009  # chinesecalendar knows the State Council's holidays from 2004; the register needs none so early
AHEAD = 2  # years after the day of the build for which due dates are reckoned
LIKE = 0.8  # of SequenceMatcher; names of one project in two programmes differ in a word or the year


def create_views(db: Database) -> None:
    """Create the standard views, one SQL file each: what several rules or duties read, and the life line of grants."""
    for path in sorted((STANDARD / "views").glob("*.sql")):
        db.create_view(path.stem, read_header(path)[1], replace=True)


def prepare(db: Database, today: str) -> None:
    """Create the views; fill `build`, `workdays` and `similar_projects` anew."""
    create_views(db)
    db.table("build").insert_all([{"today": today}], truncate=True)
    db.table("workdays").insert_all(workdays(int(today[:4]) + AHEAD), truncate=True)
    db.table("similar_projects").insert_all(_similar_projects(db), truncate=True)


def workdays(last_year: int) -> Iterator[dict[str, Any]]:
    """Yield every day with whether it is a working day, make-up days (调休) counted; unknown years are estimated."""
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= last_year:
        try:
            working, estimated = chinese_calendar.is_workday(day), False
        except NotImplementedError:
            working, estimated = day.isoweekday() < 6, True
        yield {"day": day.isoformat(), "working": int(working), "estimated": int(estimated)}
        day += timedelta(days=1)


def _similar_projects(db: Database) -> Iterator[dict[str, Any]]:
    """Yield, both ways round, the pairs of funded projects of one body that have like names and overlap in time."""
    grants = db.query(
        "select district, grant_id, coalesce(org_id, org_name) as body, project, round, sample, continues_grant_id,"
        " coalesce(start_on, round || '-01-01') as start_on, coalesce(end_on, round || '-12-31') as end_on"
        " from grants where decision = '资助' order by body, district, grant_id"
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
