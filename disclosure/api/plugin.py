"""The Datasette plugin: every Datasette hook that the register uses is here. Of other databases it says nothing."""

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from ..database.search import also_sought, as_typed
from . import DATABASE
from .desk import LANGUAGE, given
from .searching import prepare
from .words import describe

if TYPE_CHECKING:  # at run time this module is loaded while datasette.app still is
    from datasette.app import Datasette


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a database is one of the register's builds."""
    found = connection.execute("select 1 from sqlite_schema where name = 'dictionary_columns'").fetchone()
    return found is not None


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Give a connection the functions of the search."""
    if database == DATABASE and is_ours(conn):
        prepare(conn)


@hookimpl
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Return titles and descriptions of tables and columns from the build's own dictionary; metadata.yml wins."""
    database = datasette.databases.get(DATABASE)
    if database is None or not database.path:
        return {}
    return {"databases": {DATABASE: {"tables": describe(database.path)}}}


@hookimpl(trylast=True)
def filters_from_request(request: Any, database: str, table: str, datasette: "Datasette") -> Any:
    """Search a table of the register; last, since Datasette says that it cannot be searched."""
    asked_of = getattr(datasette, "asked_of", None)
    return asked_of(request, table) if asked_of and database == DATABASE else None


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: "Datasette") -> Any:
    """Show what a code stands for, with a link to its page."""
    desk = getattr(datasette, "desk", None)
    if database != DATABASE or desk is None:
        return None
    district = row["district"] if "district" in row.keys() else None  # noqa: SIM118 (a row of sqlite3 is no dict)
    return desk.spoken[LANGUAGE.get()].cell(value, column, table, district)


@hookimpl
def extra_template_vars(request: Any, datasette: "Datasette") -> dict[str, Any]:
    """Give the desk's templates their words."""
    desk = getattr(datasette, "desk", None)
    return given(desk, request) | {"in_other_words": also_sought, "only_as_typed": as_typed} if desk and request else {}


@hookimpl
def handle_exception(datasette: "Datasette", request: Any, exception: Exception) -> Any:
    """Answer errors of the register in words; of another Datasette's it says nothing."""
    answer = getattr(datasette, "answer_to", None)
    return answer(request, exception) if answer else None
