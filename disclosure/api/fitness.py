"""Whether a release is fit to be served: its files are there, its database is whole and holds what its report says."""

import json
import sqlite3
import stat
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from .refusals import RefusedError

NEEDED = ("manifest.json", "report.json", "disclosure.db")
TABLES = {
    "build",
    "submissions",
    "organisations",
    "search_fts",
    "search_fts_rows",
    "search_fts_kinds",
    "search_fts_needs",
    "dictionary_tables",
    "dictionary_columns",
}


def require_fit(release: Path) -> dict[str, Any]:
    """Return the manifest of a release. Raises RefusedError for what makes it unfit to be served."""
    for name in NEEDED:
        _require_file(release, name)
    manifest: dict[str, Any] = _read(release, "manifest.json")
    try:
        for name in manifest["outputs"]:
            _require_file(release, name)
        if any(not name.startswith("site/downloads/") for name in manifest["outputs"] if name.startswith("site/")):
            _require_file(release, "site/index.html")
        reported = _reported(_read(release, "report.json"))
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise RefusedError("not-json", name="manifest.json, report.json") from error
    try:
        with closing(sqlite3.connect(f"{(release / 'disclosure.db').as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            _require_whole(db, reported)
    except sqlite3.Error as error:
        raise RefusedError("database-broken", error=error) from error
    return manifest


def _require_file(release: Path, name: str) -> None:
    """Raise RefusedError where a release lacks a file, or has something else in its place."""
    try:
        regular = stat.S_ISREG((release / name).lstat().st_mode)
    except (OSError, ValueError):
        regular = False
    if not regular:
        raise RefusedError("file-missing", name=name)


def _read(release: Path, name: str) -> Any:
    """Return a JSON file of a release. Raises RefusedError where it is none."""
    try:
        return json.loads((release / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise RefusedError("not-json", name=name) from error


def _reported(report: dict[str, Any]) -> Counter[str]:
    """Return how many submissions a report tells of, and how many rows of each table were accepted."""
    entries = [entry for entry in report["submissions"] if entry["submission"]]
    reported = Counter({"submissions": len(entries)})
    for entry in entries:
        if entry["valid"]:
            reported.update({f"{table}_history": int(rows) for table, rows in entry["rows"].items()})
    return reported


def _require_whole(db: sqlite3.Connection, reported: Counter[str]) -> None:
    """Raise RefusedError where a database is damaged, lacks tables or holds other counts than its report."""
    (found,) = db.execute("pragma quick_check(1)").fetchone()
    if found != "ok":
        raise RefusedError("database-broken", error=found)
    held = {name for (name,) in db.execute("select name from sqlite_schema where type in ('table', 'view')")}
    for name in sorted(TABLES - held):
        raise RefusedError("table-missing", name=name)
    told = db.execute("select table_name, subject in ('made', 'views') from dictionary_tables").fetchall()
    filed = [f"{name}_history" for name, made in told if not made]
    for name in sorted({*filed, *(name for name, _ in told)} - held):
        raise RefusedError("table-missing", name=name)
    for name, count in sorted(reported.items()):
        rows = _count(db, name) if name in held else 0
        # a retraction is a row of the report that takes one away
        if rows > count or (rows != count if name == "submissions" else count and not rows):
            raise RefusedError("counts-differ", name=name, reported=count, held=rows)


def _count(db: sqlite3.Connection, table: str) -> int:
    """Return how many rows a table has."""
    quoted = table.replace('"', '""')
    count: int = db.execute(f'select count(*) from "{quoted}"').fetchone()[0]
    return count
