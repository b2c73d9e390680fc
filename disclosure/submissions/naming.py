"""Which table a file holds, by its name: the table's own or its title, in any case, what marks a copy left out."""

import re
import unicodedata
from pathlib import Path

from ..findings import Finding, Place, finding
from ..reading.units import normal
from ..tables import Table
from .files import ONE_WORKBOOK, by_any_name, is_readable
from .tree import NAMES

COPIED = [re.compile(pattern) for pattern in NAMES["copied"]]
SPREADSHEETS = set(NAMES["other_spreadsheets"])


def table_named(stem: str, tables: dict[str, Table]) -> tuple[str | None, bool]:
    """Return the table that a file of this name holds, None for none, and whether it is named as a copy."""
    known = by_any_name(tables) | {ONE_WORKBOOK: ONE_WORKBOOK}
    if (name := known.get(normal(stem))) is not None:
        return name, False
    return known.get(normal(_original(stem))), True


def _original(stem: str) -> str:
    """Return the name of a file without what programs add to that of a copy, however often it was copied."""
    name, shorter = "", unicodedata.normalize("NFKC", stem).casefold().strip()
    while shorter != name:
        name = shorter
        for sign in COPIED:
            shorter = sign.sub("", shorter).strip()
    return name


def tables_in(paths: list[Path], tables: dict[str, Table]) -> tuple[dict[str, Path], list[Finding]]:
    """Return table name → the file that holds it, and what is to be said of the names of the files."""
    found: dict[str, list[Path]] = {}
    others: list[tuple[str | None, Path]] = []
    for path in sorted(paths, key=lambda path: (path.stem not in tables, path.name)):
        name, _ = table_named(path.stem, tables)
        if name and is_readable(path):
            found.setdefault(name, []).append(path)
        else:
            others.append((name, path))
    findings = [_not_read(path, name, tables, found) for name, path in others]
    for name, held in found.items():
        findings += _read_as(held[0], name, tables)
        twice = (Place(file=path.name, table=name) for path in held[1:])
        findings += [finding("table-twice", place, other=held[0].name) for place in twice]
    return {name: held[0] for name, held in found.items()}, findings


def _read_as(path: Path, name: str, tables: dict[str, Table]) -> list[Finding]:
    """Return that a file was taken for a table whose exact name it does not have, as a warning if it is a copy."""
    _, copied = table_named(path.stem, tables)
    if path.stem == name:
        return []
    title = tables[name].title if name in tables else name
    severity = "warning" if copied else "info"
    return [finding("file-read-as", Place(name, path.name), path.stem, title=title, severity=severity)]


def _not_read(path: Path, name: str | None, tables: dict[str, Table], found: dict[str, list[Path]]) -> Finding:
    """Return what is said of a file that holds no table, or may hold one and cannot be read."""
    if name and (path.suffix.lower() in SPREADSHEETS or name not in found):
        title = tables[name].title if name in tables else name
        return finding("table-in-other-format", Place(name, path.name), path.suffix, title=title, stem=path.stem)
    return finding("unknown-file", Place(file=path.name))
