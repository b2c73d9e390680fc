"""An excerpt of a register: what some bodies of a district filed, and all that is of no body.

What a statement says of each body by the rows of that body and of none (`-- within: org_id`), it says of an excerpt,
too. A row is of the body whose `org_id` it has, else of the body of the row that it refers to by its key: a payment is
of the body of its grant. Rows in which `org_id` is empty are together those of a body of their own.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager

from sqlite_utils import Database

from ..statements import quoted
from ..tables import Table
from ..taking.stage import stage
from .layout import key_found_by

BODY = "org_id"
WITHIN = "within"  # the line of a statement's header that names what it speaks of alone
MADE = """
    select name, type, sql from main.sqlite_master
    where type in ('table', 'view') and name in (select value from json_each(?))
"""

Bodies = set[str | None]


def owner(table: Table, tables: Mapping[str, Table]) -> tuple[str, Table, str] | None:
    """Return the column of a table's key that refers to a table of bodies, that table, and its column; None: none."""
    for reference in table.references:
        single = len(reference.columns) == 1 and reference.columns[0] in table.key
        if single and BODY in tables[reference.table].by_name:
            return reference.columns[0], tables[reference.table], reference.target[0]
    return None


def is_of_bodies(table: Table, tables: Mapping[str, Table]) -> bool:
    """Return whether each row of a table is of a body."""
    return BODY in table.by_name or owner(table, tables) is not None


def bodies_of(db: Database, district: str, staged: Iterable[Table], tables: Mapping[str, Table]) -> Bodies:
    """Return the bodies of what is on the stage, and of the rows in whose place it is to be put."""
    found: Bodies = set()
    for table in staged:
        for sql, values in _bodies(table, tables, district):
            found |= {body for (body,) in db.execute(sql, values)}
    return found


def _bodies(table: Table, tables: Mapping[str, Table], district: str) -> Iterator[tuple[str, list[str]]]:
    """Yield statements of the bodies of a table's staged rows, each with its values."""
    staged, name = stage(table.name), quoted(table.name)
    if BODY in table.by_name:
        same = " and ".join(key_found_by(table).format(quoted(column)) for column in table.db_key)
        yield f"select distinct {BODY} from {staged} where retracted is null", []
        replaced = f"(select ? as district, * from {staged}) s cross join {name} t where {same}"
        yield f"select distinct t.{BODY} from {replaced}", [district]
    elif through := owner(table, tables):
        column, other, target = through
        of = f"{quoted(other.name)} t on t.district = ? and t.{quoted(target)} = s.{quoted(column)}"
        yield f"select distinct t.{BODY} from {staged} s cross join {of}", [district]


@contextmanager
def excerpt(db: Database, district: str, bodies: Bodies, names: Collection[str],
            tables: Mapping[str, Table]) -> Iterator[sqlite3.Connection]:  # fmt: skip
    """Yield a database of some tables and views, with the rows of some bodies and all that are of none."""
    made = db.execute(MADE, [json.dumps(sorted(names))]).fetchall()
    known = json.dumps(sorted(body for body in bodies if body is not None))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as part:
        for name, kind, sql in made:
            part.execute(sql)
            if kind == "table":
                where = _where(db, name, tables, None in bodies)
                _copy(db, part, name, where, {"district": district, "bodies": known})
        yield part


def _copy(db: Database, part: sqlite3.Connection, name: str, where: str, values: Mapping[str, str]) -> None:
    rows = db.conn.cursor()
    rows.row_factory = None
    rows.execute(f"select * from {quoted(name)} where {where}", values)
    places = ", ".join("?" * len(rows.description))
    part.executemany(f"insert into {quoted(name)} values ({places})", rows)


def _where(db: Database, name: str, tables: Mapping[str, Table], unknown: bool) -> str:
    """Return the SQL that tells which rows of a table belong to an excerpt; `unknown`: those without `org_id` do."""
    columns = db[name].columns_dict
    ours = "in (select value from json_each(:bodies))" + (f" or {BODY} is null" if unknown else "")
    if BODY in columns and "district" in columns:
        return f"district = :district and ({BODY} {ours})"
    table = tables.get(name.removesuffix("_history"))
    through = owner(table, tables) if table else None
    if not through:
        return "true"
    column, other, target = through
    theirs = f"select {quoted(target)} from {quoted(other.name)} where district = :district and ({BODY} {ours})"
    return f"district = :district and {quoted(column)} in ({theirs})"
