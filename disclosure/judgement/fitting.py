"""Tries a district's plugin on an empty register of its own: what does not run, or reaches for more, is left out.

Each district is tried beside the nation alone, so that no district's part depends on another's.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..database.layout import create_table, create_tables, open_database
from ..districts import NATION, District
from ..exceptions import OverstepError, PluginError, RuleError
from ..folders import JUDGED, STATED
from ..statements import RETURNED, Statement, Unset, limited, quoted
from ..tables import Table

SECONDS = 10.0  # what a statement may take on an empty register
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
OF_VIEWS = {sqlite3.SQLITE_CREATE_VIEW, sqlite3.SQLITE_DROP_VIEW}
ON_SCHEMA = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}  # as making a view does
SCHEMA = {"sqlite_master", "sqlite_schema"}
ACTIONS = {
    getattr(sqlite3, name): name.removeprefix("SQLITE_").replace("_", " ").lower()
    for name in dir(sqlite3)
    if name.startswith(("SQLITE_CREATE_", "SQLITE_DROP_", "SQLITE_ALTER_"))
    or name in {f"SQLITE_{word}" for word in ("INSERT", "UPDATE", "DELETE", "ATTACH", "DETACH", "PRAGMA", "TRANSACTION",
                                              "SAVEPOINT", "REINDEX", "ANALYZE")}
}  # fmt: skip
ASKING = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"}


def fit(districts: Iterable[District]) -> None:
    """Leave out of each district what fails on an empty register, once; each is a fault of the district."""
    for district in districts:
        if not district.fitted:
            district.fitted.append(True)
            _fit(district)


def _fit(district: District) -> None:
    """Leave out the tables, views and statements of a district that fail, and keep the views that its hook makes."""
    folder = district.folder
    district.codelists()
    for kind in JUDGED:
        for statement in folder.statements(kind):
            folder.examples(kind, statement.header["code"])
    folder.marks()
    folder.subjects()
    _ = folder.measures, folder.waivers
    has_sql = any(folder.statements(kind) for kind in STATED) or district.own_rules()
    if not (has_sql or district.own_tables() or "create_views" in district.own):
        return
    db = Database(_copy(_nation().conn))
    try:
        _tables(db, district)
        _views(db, district)
        for kind in STATED:
            for statement in list(folder.statements(kind)) if kind != "views" else []:
                _try(db, district, kind, statement)
        for rule in list(district.own_rules()):
            if all(rule is not one for one in folder.rules):
                _try(db, district, "register_rules", rule.statement)
    finally:
        db.close()


@cache
def _nation() -> Database:
    """Return an empty register of the nation's tables and views."""
    db = open_database(None)
    create_tables(db, NATION.tables)
    for view in NATION.statements("views"):
        db.create_view(view.path.stem, view.sql)
    return db


def _copy(register: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of an empty register."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    register.backup(copy)
    copy.row_factory = sqlite3.Row
    return copy


def _tables(db: Database, district: District) -> None:
    """Create the district's tables; one that refers to what is not there, or cannot be made, is left out."""
    waiting = district.own_tables()
    while lost := [(table, wrong) for table in waiting if (wrong := _dangling(table, district.tables()))]:
        for table, wrong in lost:
            with district.folder.containing("schemas", _file(district, table)):
                waiting.remove(table)
                district.leave_out_table(table)
                raise PluginError(wrong)
    for table in waiting:
        with district.folder.containing("schemas", _file(district, table)):
            db.execute("savepoint made")
            try:
                _require_free(db, table.name, f"{table.name}_history")
                create_table(db, table)
            except Exception:
                db.execute("rollback to made")
                district.leave_out_table(table)
                raise
            finally:
                db.execute("release made")


def _file(district: District, table: Table) -> Any:
    """Return the schema of a table, None for one that a hook makes."""
    file = district.path / "schemas" / f"{table.name.removeprefix(district.name + '_')}.json"
    return file if file.exists() else None


def _dangling(table: Table, tables: dict[str, Table]) -> str | None:
    """Return how a reference of a table leads nowhere, None if each leads to columns of a table."""
    for reference in table.references:
        target = tables.get(reference.table)
        if target is None:
            near = get_close_matches(reference.table, tables, n=1, cutoff=0)
            return f"{table.name} refers to a table {reference.table}, which is not there; perhaps {near[0]} is meant"
        if missing := [name for name in reference.target if name not in target.by_name]:
            return f"{table.name} refers to a column {missing[0]} of {reference.table}, which it does not have"
        if len(reference.columns) != len(reference.target):
            return f"{table.name} refers to {reference.table} by {len(reference.columns)} columns for another number"
    return None


def _views(db: Database, district: District) -> None:
    """Create the district's views, those of its folder and then those of its hook, without those that do not run."""
    folder = district.folder
    for view in list(folder.statements("views")):
        with folder.containing("views", view.path), _or(partial(district.leave_out, view)):
            _require_free(db, view.path.stem)
            _create(db, district, f"create view {quoted(view.path.stem)} as\n{view.sql}")
    if hook := district.hook("create_views"):
        with folder.containing("create_views"):
            made = _made(db, district, hook)
            for name, sql in made.items():
                with folder.containing(f"create_views: {name}"):
                    _require_free(db, name)
                    _create(db, district, sql)
                    district.views[name] = sql
    while lost := [name for name in _own_views(db, district) if not _runs(db, district, name)]:
        for name in lost:
            db.execute(f"drop view {quoted(name)}")


def _create(db: Database, district: District, sql: str) -> None:
    """Create one view of a district. Raises OverstepError if it is not the district's."""
    with guarded(db.conn, district.name):
        db.conn.execute(sql)


def _require_free(db: Database, *names: str) -> None:
    """Raise OverstepError if a table or a view is called so already."""
    for name in names:
        for (kind,) in db.execute("select type from sqlite_schema where name = ?", [name]):
            raise OverstepError(f"there is a {kind} {name} already; call yours otherwise")


def _made(db: Database, district: District, hook: Callable[..., Any]) -> dict[str, str]:
    """Return name → SQL of the views that the district's hook makes on a register of its own, where it may no more."""
    own = _copy(db.conn)
    known = "select name, type, sql from sqlite_schema"
    before = {row["name"] for row in own.execute(known)}
    with guarded(own, district.name):
        hook(database=own, district=district)
    made = [row for row in own.execute(known).fetchall() if row["name"] not in before]
    own.close()
    return {row["name"]: row["sql"] for row in made}


def _own_views(db: Database, district: District) -> list[str]:
    """Return the names of the district's views that there are."""
    of_folder = [view.path.stem for view in district.folder.statements("views")]
    there = set(db.view_names())
    return [name for name in [*of_folder, *district.views] if name in there]


def _runs(db: Database, district: District, name: str) -> bool:
    """Return whether a view of a district runs; one that does not is left out."""
    view = next((one for one in district.folder.statements("views") if one.path.stem == name), None)
    with district.folder.containing("views" if view else f"create_views: {name}", view.path if view else None):
        leave_out = partial(district.leave_out, view) if view else partial(district.views.pop, name)
        with _or(leave_out):
            _columns(db, district, f"select * from {quoted(name)}")
        return True
    return False


def _try(db: Database, district: District, kind: str, statement: Statement) -> None:
    """Run a statement of a district, which is left out if it fails or does not return what one of its kind returns."""
    sql = f"select * from (\n{statement.sql}\n)" if kind in JUDGED else statement.sql
    with district.folder.containing(kind, statement.path), _or(partial(district.leave_out, statement)):
        returned = _columns(db, district, sql)
        if missing := [name for name in RETURNED.get(kind, ()) if name not in returned]:
            raise PluginError(f"returns no {', '.join(missing)}; add it, each column on a line of its own")


def _columns(db: Database, district: District, sql: str) -> list[str]:
    """Return the columns of a statement, having run it. Raises RuleError, or OverstepError if it writes."""
    try:
        with guarded(db.conn, district.name, creating=False):
            cursor = db.conn.execute(sql, Unset())
            cursor.fetchall()
            return [column[0] for column in cursor.description or ()]
    except sqlite3.Error as error:
        raise RuleError(f"its SQL does not run ({error})") from error


@contextmanager
def _or(leave_out: Callable[[], Any]) -> Iterator[None]:
    """Leave out what fails."""
    try:
        yield
    except BaseException:
        leave_out()
        raise


@contextmanager
def guarded(connection: sqlite3.Connection, district: str, creating: bool = True) -> Iterator[None]:
    """Let only what reads run on a connection, and what makes views of the district's name; not for long either.

    Raises OverstepError, naming what was refused.
    """
    refused: list[str] = []

    def allows(action: int, first: str | None, second: str | None, _schema: str | None, _within: str | None) -> int:
        own = creating and action in OF_VIEWS and (first or "").startswith(f"{district}_")
        of_schema = creating and action in ON_SCHEMA and first in SCHEMA
        if own or of_schema or action in READING or (action == sqlite3.SQLITE_PRAGMA and first in ASKING):
            return sqlite3.SQLITE_OK
        refused.append(" ".join(word for word in (ACTIONS.get(action, ""), first, second) if word))
        return sqlite3.SQLITE_DENY

    connection.set_authorizer(allows)
    try:
        with limited(connection, SECONDS):
            yield
    except sqlite3.Error as error:
        if not refused:
            raise
        raise OverstepError(f"it may only read and create views called {district}_…, not {refused[0]}") from error
    finally:
        connection.set_authorizer(None)
    if refused:
        raise OverstepError(f"it may only read and create views called {district}_…, not {refused[0]}")


@contextmanager
def attempt(db: Database, district: District | None, part: str, file: Path) -> Iterator[None]:
    """Undo what a part of a district did to the register if it fails, as its fault; the nation's passes through."""
    if district is None:
        yield
        return
    with district.folder.containing(part, file):
        db.execute("savepoint attempt")
        try:
            with limited(db.conn):
                yield
        except BaseException:
            db.execute("rollback to attempt")
            raise
        finally:
            db.execute("release attempt")


def without(districts: Iterable[District], lost: set[str]) -> None:
    """Leave out the statements of these files (<plugins>/<district>/…), which failed on what was filed."""
    for district in districts:
        for kind in STATED:
            for statement in list(district.folder.statements(kind)):
                if statement.path.relative_to(district.path.parent.parent).as_posix() in lost:
                    district.leave_out(statement)
