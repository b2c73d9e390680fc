"""What a district's own rule, duty or question may speak of: the district's own bodies and rows, and nobody else's.

It is asked of the district's own rows alone. A row about a body or a grant of another's, or of a district that its SQL
names, is refused with a fault, and the statement's other rows stand.
A body elsewhere may be named only of a grant or a line of a notice that the district filed with that very code.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from ..districts import District
from ..exceptions import OverstepError
from ..privacy import guarding, mask
from ..statements import Row, Statement, sound

ASKED = ("organisations", "grants", "notice_items")  # what is looked up beside a district's own statement
FILED = {"grant_id": "grants", "notice_id": "notice_items"}  # tables whose rows may name a body of another district
ELSEWHERE = "rows that name another district"
TEXTS = ("detail", "evidence", "basis")


def of_its_own(
    db: Database, owner: District | None, part: str, statement: Statement, rows: Iterable[Row]
) -> Iterable[Row]:
    """Return the rows that a district may say, their words masked; the rest is its fault. The nation says all.

    Raises PluginError for a row that pages could not show.
    """
    if owner is None:
        return rows
    bodies = {org_id for (org_id,) in db.execute("select org_id from organisations where district = ?", [owner.name])}
    told, refused = list[Row](), dict[str, list[Row]]()
    with guarding(owner.name):
        for row in rows:
            elsewhere = row["district"] != owner.name
            if elsewhere and f"'{row['district']}'" not in statement.sql:
                continue  # a statement that does not say whose rows it reads is asked of the district's own
            why = ELSEWHERE if elsewhere else _foreign(db, owner.name, bodies, sound(row, owner.tables()))
            if why:
                refused.setdefault(why, []).append(row)
            else:
                told.append(row | {name: mask(row[name]) for name in TEXTS if isinstance(row.get(name), str)})
    for why, found in sorted(refused.items()):
        with owner.folder.containing(f"{part}: {why}", statement.path):
            named = " ".join(str(found[0][name]) for name in ("district", "org_id", "key") if found[0].get(name))
            raise OverstepError(f"leaves out {len(found)} {why}, as {mask(named)}; return your own alone")
    return told


def _foreign(db: Database, district: str, bodies: set[str], row: Row) -> str | None:
    """Return why a row of a district is not for it to say, None if it is."""
    key = json.loads(row["key"] or "{}")
    named = {table: {name: key[name]} for name, table in FILED.items() if key.get(name) is not None}
    for table, where in named.items():
        if _filed(db, table, where) and not _filed(db, table, where | {"district": district}):
            return f"rows about {table} of another district"
    for org_id in {row["org_id"], key.get("org_id")} - {None} - bodies:
        own = {"district": district, "org_id": org_id}
        if not any(_filed(db, table, where | own) for table, where in named.items()):
            return "rows about an organisation that is not the district's"
    return None


def _filed(db: Database, table: str, where: dict[str, Any]) -> bool:
    """Return whether a table has a row with these values."""
    tests = " and ".join(f"{name} = ?" for name in where)
    return db.execute(f"select 1 from {table} where {tests} limit 1", list(where.values())).fetchone() is not None
