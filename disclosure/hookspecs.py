"""The points at which a district joins. A new one comes only with a plugin that uses it (docs/districts.md)."""

# mypy: disable-error-code="empty-body"
import sqlite3
from typing import TYPE_CHECKING, Any

import pluggy

from .pages import Download, Page, Section
from .rules import RowCheck, Rule
from .tables import Table

if TYPE_CHECKING:
    from .districts import District

hookspec = pluggy.HookspecMarker("disclosure")
hookimpl = pluggy.HookimplMarker("disclosure")


@hookspec
def register_tables(district: "District") -> list[Table]:
    """Return the tables that the district discloses."""


@hookspec
def register_checks(table: Table) -> list[RowCheck]:
    """Return the functions that check one row of the table."""


@hookspec
def register_rules(district: "District") -> list[Rule]:
    """Return the rules that judge what the district has published."""


@hookspec
def create_views(database: sqlite3.Connection, district: "District") -> None:
    """Create the district's views, their names beginning with the district's."""


@hookspec
def register_pages(database: sqlite3.Connection, district: "District") -> list[Page]:
    """Return the district's own pages of the site."""


@hookspec
def organisation_sections(database: sqlite3.Connection, organisation: dict[str, Any]) -> list[Section]:
    """Return what the district adds to the page of an organisation of its own."""


@hookspec
def grant_sections(database: sqlite3.Connection, grant: dict[str, Any]) -> list[Section]:
    """Return what the district adds to the page of a grant of its own."""


@hookspec
def district_sections(database: sqlite3.Connection, district: "District") -> list[Section]:
    """Return what the district adds to its own page."""


@hookspec
def home_sections(database: sqlite3.Connection, district: "District") -> list[Section]:
    """Return what the district adds to the home page: a few rows each."""


@hookspec
def export_files(database: sqlite3.Connection, district: "District") -> list[Download]:
    """Return the files in a form of its own that the district offers among the downloads."""
