"""The Datasette plugin: every Datasette hook that the register uses is here. Of other databases it says nothing."""

import sqlite3
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from markupsafe import Markup

from ..database.search import match
from . import DATABASE
from .words import describe

if TYPE_CHECKING:  # at run time this module is loaded while datasette.app still is
    from datasette.app import Datasette


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a database is one of the register's builds."""
    found = connection.execute("select 1 from sqlite_schema where name = 'dictionary_columns'").fetchone()
    return found is not None


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Make `_search` exact for Chinese; last, since Datasette's own escape_fts would win otherwise."""
    if database == DATABASE and is_ours(conn):
        conn.create_function("escape_fts", 1, match)


@hookimpl
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Return titles and descriptions of tables and columns from the build's own dictionary; metadata.yml wins."""
    database = datasette.databases.get(DATABASE)
    if database is None or not database.path:
        return {}
    return {"databases": {DATABASE: {"tables": describe(database.path)}}}


@hookimpl
def render_cell(value: Any, column: str, database: str) -> Markup | None:
    """Link an organisation's code to its page."""
    if database == DATABASE and column == "org_id" and isinstance(value, str) and value:
        return Markup('<a href="/organisations/{0}/">{0}</a>').format(value)
    return None


@hookimpl
def extra_css_urls(datasette: "Datasette") -> list[str]:
    """Return the site's colours for Datasette's pages, where the server has mounted them."""
    return ["/assets/data.css"] if any(name == "assets" for name, _ in datasette.static_mounts) else []


@hookimpl
def handle_exception(datasette: "Datasette", request: Any, exception: Exception) -> Any:
    """Answer errors of the register in words; of another Datasette's it says nothing."""
    answer = getattr(datasette, "answer_to", None)
    return answer(request, exception) if answer else None
