"""The Datasette plugin: every Datasette hook that the register uses is here. Of other databases it says nothing."""

import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup

from ..database.search import match
from .words import describe

DATABASE = "disclosure"


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
def get_metadata(datasette: Datasette) -> dict[str, Any]:
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
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Return the site's own style for Datasette's pages, where the site is served beside it."""
    return ["/theme/css/data.css"] if datasette.setting("base_url") == "/data/" else []
