"""What changed from one release to another: rows added, changed and gone, by the key of their table."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..database.made import ADDED
from ..failures import of_the_machine
from ..privacy import mask
from ..statements import quoted
from .index import LeftOut

MADE = ("submissions", "checklist")  # of what the build makes: what has a key and a district
PLACES = {"source_file", "source_row", "submission", "submitted_on"}  # a row filed again as it was has not changed
KINDS = ("added", "changed", "gone")
STEPS = 100_000  # of SQLite's machine between two looks at the clock
FILE = "changes.json"
FILED = 20_000  # rows of the file; /data/-/changes has the others
Row = dict[str, Any]


def write_changes(old: Path | None, new: Path, directory: Path, build: str) -> list[LeftOut]:
    """Write what changed since the release before, a folder, and return it as left out if that one cannot be read."""
    path = directory / FILE
    try:
        told = changes(old / new.name if old else None, new, FILED)
    except sqlite3.Error as error:
        if of_the_machine(error):
            raise
        return [LeftOut(FILE, f"{type(error).__name__}: {error}")]
    content = {"build": build, "since": old.name if old else None, **told}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return []


def changes(old: Path | None, new: Path, most: int, offset: int = 0, table: str = "", district: str = "",
            seconds: float = 600.0) -> dict[str, Any]:  # fmt: skip
    """Return what changed from a database to a newer one: all of it counted, and `most` rows from `offset` on.

    `table` and `district` narrow it. Personal data is masked. Raises sqlite3.OperationalError after so many seconds.
    """
    connection = sqlite3.connect(f"file:{new}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    ends = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        connection.execute("attach ? as old", [f"file:{old}?mode=ro" if old else ":memory:"])
        counts: dict[str, Row] = {}
        rows: list[Row] = []
        seen = 0
        for name, key in _keys(connection, table).items():
            counts[name] = dict.fromkeys(KINDS, 0)
            for kind in KINDS if old else ():
                for row in _differing(connection, name, key, kind, district):
                    counts[name][kind] += 1
                    seen += 1
                    if offset < seen <= offset + most:
                        rows.append(_told(row, name, key, kind))
    finally:
        connection.close()
    left = seen - offset - len(rows)
    return {
        "tables": {name: found for name, found in counts.items() if any(found.values())},
        "changes": seen,
        "offset": offset,
        "next_offset": offset + len(rows) if left > 0 else None,
        "truncated": left > 0,
        "rows": rows,
    }


def comparable(database: Path) -> list[str]:
    """Return the tables of a database that are compared."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return list(_keys(connection, ""))
    finally:
        connection.close()


def _keys(connection: sqlite3.Connection, table: str) -> dict[str, list[str]]:
    """Return table → the columns of its key, of all that are compared or of one."""
    rows = connection.execute(
        "select t.table_name, j.value as name, t.subject = 'made' as made from main.dictionary_tables t,"
        " json_each(t.primary_key) j where t.table_name in (?, ?) or t.subject not in ('made', 'views')"
        " order by t.table_name, j.key", MADE,
    )  # fmt: skip
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row["table_name"], [] if row["made"] else ["district"]).append(row["name"])
    return {name: key for name, key in keys.items() if table in ("", name)}


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    """Return the columns of a table of the new database ("main") or of the old one; none where it has none such."""
    return [row["name"] for row in connection.execute("select name from pragma_table_info(?, ?)", [table, schema])]


def _differing(connection: sqlite3.Connection, table: str, key: list[str], kind: str,
               district: str) -> Iterator[sqlite3.Row]:  # fmt: skip
    """Yield the rows of one kind of change: all columns of the row before and after (old.…, new.…)."""
    new, old = (_columns(connection, schema, table) for schema in ("main", "old"))
    if not old or not set(key) <= set(old):
        old = []
    if not old and kind != "added":
        return
    values = [f"{f'n.{quoted(name)}' if kind != 'gone' else 'null'} as {quoted(f'new.{name}')}" for name in new]
    values += [f"{f'o.{quoted(name)}' if kind != 'added' else 'null'} as {quoted(f'old.{name}')}" for name in old]
    same = " and ".join(f"n.{quoted(name)} is o.{quoted(name)}" for name in key)
    row = "o" if kind == "gone" else "n"
    if not old:
        joined = f"main.{quoted(table)} n where 1"
    elif kind == "changed":
        compared = [name for name in dict.fromkeys([*new, *old]) if name not in PLACES]
        differs = " or ".join(
            f"{f'n.{quoted(name)}' if name in new else 'null'} is not {f'o.{quoted(name)}' if name in old else 'null'}"
            for name in compared
        )
        joined = f"main.{quoted(table)} n join old.{quoted(table)} o on {same} where ({differs})"
    else:
        here, there = ("main", "old") if kind == "added" else ("old", "main")
        other = "o" if row == "n" else "n"
        found = f"select 1 from {there}.{quoted(table)} {other} where {same}"
        joined = f"{here}.{quoted(table)} {row} where not exists ({found})"
    narrowed = f" and {row}.district = :district" if district else ""
    sql = f"select {', '.join(values)} from {joined}{narrowed} order by {row}.rowid"
    yield from connection.execute(sql, {"district": district})


def _told(row: sqlite3.Row, table: str, key: list[str], kind: str) -> Row:
    """Return one change: whose row it is, where it was filed, and its values before and after."""
    sides: dict[str, Row] = {"new": {}, "old": {}}
    for name in row.keys():  # noqa: SIM118
        side, _, column = name.partition(".")
        sides[side][column] = _masked(row[name])
    shown = sides["old" if kind == "gone" else "new"]
    told = {"table": table, "change": kind, "district": shown.get("district"),
            "key": {name: shown[name] for name in key if name != "district"},
            "submission": shown.get("submission"), "sample": shown.get("sample")}  # fmt: skip
    added = {"district", *(column["name"] for column in ADDED["provenance"])}
    if kind == "changed":
        names = [name for name in dict.fromkeys([*sides["new"], *sides["old"]]) if name not in PLACES]
        both = {name: {"old": sides["old"].get(name), "new": sides["new"].get(name)} for name in names}
        return told | {"values": {name: one for name, one in both.items() if one["old"] != one["new"]}}
    return told | {"row": {name: v for name, v in shown.items() if v is not None and name not in {*added, *key}}}


def _masked(value: Any) -> Any:
    """Return a value with personal data masked: what is redacted in the newer release still stands in the older."""
    return mask(value) if isinstance(value, str) else value
