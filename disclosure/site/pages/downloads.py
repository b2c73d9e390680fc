"""The page of downloads, whose files disclosure/exports writes."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...exports.index import read_index
from ...exports.workbook import LIMITS
from ..addresses import address
from ..reading import SUBJECTS, Row, about
from .sheet import Sheet, Site

# What each file beside the tables is, and for whom.
SAID: dict[str, str] = tomllib.loads(Path(__file__).with_name("downloads.toml").read_text(encoding="utf-8"))
HISTORY = "_history"
STEP = "files"  # beside /downloads/, whose folder holds nothing but files


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page, and one for the tables of each subject."""
    yield Sheet("/downloads/", "downloads.html", lambda: _given(site))
    for subject, title, tables in _groups(site):
        yield Sheet(address(STEP, subject), "downloads_tables.html", {"title": title, "tables": tables})


def _given(site: Site) -> dict[str, Any]:
    """Return what the page of downloads shows: the files that were written, the tables by subject."""
    index = read_index(Path(site.reader.path))
    return {
        "build": site.build,
        "groups": [(address(STEP, subject), title, rows) for subject, title, rows in _groups(site)],
        "files": [file | {"said": SAID[file["form"]]} for file in index["files"]],
        "beside": [(name, SAID[name]) for name in ("index.json", "SHA256SUMS", "changes.json")]
        if index["tables"]
        else [],
        "left_out": index["left_out"],
        "offered": site.offered,
        "no_grants": not any(file["name"] == "360giving.json" for file in index["files"]),
    }


def _groups(site: Site) -> list[tuple[str, str, list[Row]]]:
    """Return each subject that has tables with its title and its tables, each with its files."""
    tables = {row["table"]: row for row in read_index(Path(site.reader.path))["tables"]}
    groups = [
        (subject, title, [_row(row, tables.get(f"{name}{HISTORY}")) for name, row in tables.items()
                          if about(row["subject"]) == subject and not _of_another(name, tables)])
        for subject, (title, _) in SUBJECTS.items()
    ]  # fmt: skip
    return [group for group in groups if group[2]]


def _of_another(name: str, tables: dict[str, Row]) -> bool:
    """Return whether a table is the history of another, beside which it stands."""
    return name.endswith(HISTORY) and name.removesuffix(HISTORY) in tables


def _row(row: Row, history: Row | None) -> Row:
    """Return a table with its files and those of its history, a workbook first."""
    order = ["xlsx", "csv", "parquet"]
    files = sorted(row["files"], key=lambda file: order.index(file["form"]) if file["form"] in order else len(order))
    too_long = row["real"] + row["samples"] > LIMITS["rows"]
    return row | {"files": files, "history": history["files"] if history else [], "too_long": too_long}
