"""What a district has filed: every table with its rows, its submissions; the rows of tables that have no other page."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..addresses import address
from ..blocks import block
from ..reading import Row
from .sheet import Sheet, Site

FILED, TABLES = "filed", "tables"
# Shown elsewhere on the site.
ELSEWHERE = {"statistics", "targets", "policies", "areas", "notices", "grants", "coverage", "programme_terms"}
MOST_ROWS = 20  # of a table; the query has the rest


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield both pages of each district, that of its tables if it has any of its own."""
    for name, district in site.reader.districts.items():
        yield Sheet(address("districts", name, FILED), "filed.html", partial(_all, site, district))
        if tables(site, name):
            given = partial(_tables, site, district)
            yield Sheet(address("districts", name, TABLES), "tables.html", given)


def submissions(site: Site, district: str) -> list[Row]:
    """Return what a district handed in, the real ones first, the latest first."""
    told = "select *, date(created, '+8 hours') as filed_on from submissions"
    order = "sample, datetime(created) desc, submission"
    return site.reader.rows(f"{told} where district = ? order by {order}", [district])


def tables(site: Site, district: str) -> list[Row]:
    """Return the tables that belong to the district itself and have no section of their own, with how many rows."""
    found = []
    for table, columns in site.reader.columns.items():
        if table in ELSEWHERE or any(c["identifier"] or c["reference"] in ("grants", "notices") for c in columns):
            continue
        (row,) = site.reader.rows(f'select count(*) as count from "{table}" where district = ?', [district])
        if row["count"]:
            found.append(row | {"table": table, "title": site.reader.tables[table]["title"]})
    return found


def _all(site: Site, district: Row) -> dict[str, Any]:
    """Return what the page of all that a district filed shows."""
    disclosed = [
        row for table, entry in site.reader.tables.items()
        if (row := {"table": table, "title": entry["title"], **_filed(site, table, district["district"])})["rows"]
    ]  # fmt: skip
    return {"district": district, "disclosed": disclosed, "filed": submissions(site, district["district"])}


def _tables(site: Site, district: Row) -> dict[str, Any]:
    """Return a block for each table of the district itself: of a long one the first rows, and how many more."""
    found, where = [], {"district": district["district"]}
    for one in tables(site, district["district"]):
        order = site.reader.key_of(one["table"])
        sql = f'select * from "{one["table"]}" where district = :district order by {order} limit {MOST_ROWS}'
        shown = block(site.reader, one["table"], site.reader.rows(sql, where), set(), where)
        found.append(one | {"shown": shown, "more": max(0, one["count"] - MOST_ROWS)})
    return {"district": district, "blocks": found}


def _filed(site: Site, table: str, district: str) -> Row:
    """Return how many rows a district has in a table, the real ones and the samples, and when it last filed."""
    told = 'count(*) as rows, sum(not sample) as "real", sum(sample) as samples, max(submitted_on) as latest'
    return site.reader.rows(f'select {told} from "{table}" where district = ?', [district])[0]
