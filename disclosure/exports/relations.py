"""What is published as files: each table, its history, each view that says so; and what its columns hold."""

import sqlite3
from dataclasses import dataclass, replace

from ..database.made import ADDED, SAID, history_of
from ..statements import quoted
from ..tables import is_inner

HISTORY = "_history"
MONEY = "元"
# What each type holds, as a condition on a filled cell; a column of which one cell is otherwise is not of that type.
HOLDS = {
    "date": "typeof({c}) = 'text' and date({c}) is {c}",
    "boolean": "typeof({c}) = 'integer' and {c} in (0, 1)",
    "year": "typeof({c}) = 'integer' and {c} between 1 and 9999",
    "integer": "typeof({c}) = 'integer'",
    "number": "typeof({c}) in ('integer', 'real')",
    "string": "typeof({c}) = 'text'",
}
ANY = ("integer", "number", "string")  # in this order, of a column that nobody describes or that holds something else
RISK = "coalesce(max(typeof({c}) = 'text' and unicode({c}) in (9, 13, 43, 45, 61, 64)), 0)"  # tab, CR, + - = @
NUMBERS = ("INTEGER", "REAL")
# What the filled cells of a STRICT column surely are.
SURE: dict[str | None, tuple[str, ...]] = {"TEXT": ("string",), "INTEGER": ("integer", "number"), "REAL": ("number",)}
CHECKED = 400  # expressions over a table in one statement


@dataclass(frozen=True)
class Field:
    """A column of what is published; its type is true of all that it holds."""

    name: str
    title: str
    title_en: str = ""
    description: str = ""
    description_en: str = ""
    unit: str = ""
    type: str = ""
    codelist: str = ""

    @property
    def is_money(self) -> bool:
        """Return whether it holds yuan."""
        return self.type in ("number", "integer") and self.unit == MONEY


@dataclass(frozen=True)
class Relation:
    """A table, history or view as it is published; `subject` is that of the dictionary."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    subject: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    real: int = 0
    samples: int = 0
    risky: frozenset[int] = frozenset()  # positions of columns with a text that a spreadsheet might run

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        return self.real + self.samples

    @property
    def is_history(self) -> bool:
        """Return whether it holds every version of the rows of a table."""
        return self.name.endswith(HISTORY)

    @property
    def is_view(self) -> bool:
        """Return whether it is reckoned from others."""
        return self.subject == "views"

    @property
    def sql(self) -> str:
        """Return the statement that gives its rows, in the order in which they were entered."""
        return f"select * from {quoted(self.name)} order by rowid"  # of a view what stands beside the database


def published(connection: sqlite3.Connection) -> list[str]:
    """Return the names of what is published, in order; `connection` gives rows by name."""
    tables = connection.execute("select name, type from sqlite_schema where type in ('table', 'view')")
    described = {row["table_name"]: row for row in connection.execute("select * from dictionary_tables")}
    found = []
    for name, kind in sorted((row["name"], row["type"]) for row in tables):
        about = described.get(name)
        if not is_inner(name) and (kind == "table" or (about and about["download"])):
            found.append(name)
    return found


def relation(connection: sqlite3.Connection, name: str) -> Relation:
    """Return one table, history or view. Raises sqlite3.Error where it cannot be read.

    The rows of a view are reckoned once, and stand beside the database as long as the connection does.
    """
    told = "select * from dictionary_tables where table_name in (?, ?) order by table_name = ? desc"
    about = connection.execute(told, [name, name.removesuffix(HISTORY), name]).fetchone()
    if connection.execute("select type from sqlite_schema where name = ?", [name]).fetchone()[0] == "view":
        columns = [quoted(row[1]) for row in connection.execute(f"pragma main.table_info({quoted(name)})")]
        reckoned = f"temp.{quoted(name)}"
        connection.execute(f"create temp table {quoted(name)} ({', '.join(columns)})")  # without types: as they are
        connection.execute(f"insert into {reckoned} select * from main.{quoted(name)}")
    return _relation(connection, name, about)


def _relation(connection: sqlite3.Connection, name: str, about: sqlite3.Row | None) -> Relation:
    """Return one table, history or view, described by the dictionary as far as it knows it."""
    columns = connection.execute("select name, pk from pragma_table_info(?, 'main') order by cid", [name]).fetchall()
    history = about is not None and about["table_name"] != name
    words = {field["name"]: Field(**field) for field in [ADDED["district"], *ADDED["provenance"]]}
    if history:
        words["superseded_on"] = Field(**ADDED["history"]["superseded_on"])
    own = connection.execute(
        "select column_name as name, title, title_en, description, description_en, unit, type,"
        " codelist from dictionary_columns"
        " where table_name = ?", [about["table_name"] if about else name],
    )  # fmt: skip
    words |= {row["name"]: Field(**{key: row[key] or "" for key in row.keys()}) for row in own}  # noqa: SIM118
    fields = [words.get(column["name"]) or Field(column["name"], column["name"]) for column in columns]
    said = {key: about[key] if about else "" for key in SAID}
    if history:
        said = history_of(said)
    typed, risky, rows, samples = _looked_at(connection, name, fields)
    return Relation(
        name=name,
        title=said["title"] or name,
        title_en=said["title_en"] or name,
        description=said["description"],
        description_en=said["description_en"],
        subject=about["subject"] if about else "made",
        fields=typed,
        key=tuple(row["name"] for row in sorted(columns, key=lambda row: int(row["pk"])) if row["pk"]),
        real=rows - samples,
        samples=samples,
        risky=risky,
    )


def _looked_at(connection: sqlite3.Connection, name: str,
               fields: list[Field]) -> tuple[tuple[Field, ...], frozenset[int], int, int]:  # fmt: skip
    """Return the columns truly typed, those that are risky, how many rows there are and how many of them are samples.

    A column has the type that all its cells have: as described if so, else the narrowest that fits.
    """
    if not connection.execute(f"select exists (select 1 from {quoted(name)})").fetchone()[0]:
        as_told = [field.type if field.type in HOLDS else ANY[0] if field.type else "string" for field in fields]
        return tuple(replace(field, type=kind) for field, kind in zip(fields, as_told, strict=True)), frozenset(), 0, 0
    sampled = "coalesce(sum(sample = 1), 0)" if any(field.name == "sample" for field in fields) else "0"
    held = _held(connection, name)
    described = {place: [field.type] for place, field in enumerate(fields) if field.type in HOLDS}
    fits = {place: [kind] for place, (kind,) in described.items() if kind in SURE.get(held.get(fields[place].name), ())}
    fits |= _fitting(connection, name, fields, {place: kind for place, kind in described.items() if place not in fits})
    others = {place: list(ANY) for place in range(len(fields)) if not fits.get(place)}
    fits |= _fitting(connection, name, fields, others)
    typed, texts = [], []
    for place, field in enumerate(fields):
        if held.get(field.name) not in NUMBERS and fits[place] != ["date"]:
            texts.append(place)
        empty = not field.type and len(fits[place]) == len(ANY)
        typed.append(replace(field, type="string" if empty or not fits[place] else fits[place][0]))
    rows, samples, *risks = _told(connection, name, ["count(*)", sampled, *(_risk(fields[place]) for place in texts)])
    risky = frozenset(place for place, risk in zip(texts, risks, strict=True) if risk)
    return tuple(typed), risky, rows, samples


def _held(connection: sqlite3.Connection, name: str) -> dict[str, str]:
    """Return column → what each of its filled cells surely is, of a table that says so."""
    (sql,) = connection.execute("select sql from main.sqlite_schema where name = ?", [name]).fetchone()
    if not sql.endswith("STRICT"):  # of a view nothing is sure
        return {}
    columns = connection.execute("select name, type from pragma_table_info(?, 'main')", [name])
    return {row["name"]: row["type"] for row in columns}


def _told(connection: sqlite3.Connection, name: str, asked: list[str]) -> list[int]:
    """Return what some expressions over all rows come to, a limited number in one statement."""
    told: list[int] = []
    for start in range(0, len(asked), CHECKED):
        told += connection.execute(f"select {', '.join(asked[start : start + CHECKED])} from {quoted(name)}").fetchone()
    return told


def _fitting(connection: sqlite3.Connection, name: str, fields: list[Field],
             asked: dict[int, list[str]]) -> dict[int, list[str]]:  # fmt: skip
    """Return position of a column → those of the types asked for that all its cells have."""
    pairs = [(place, kind) for place, kinds in asked.items() for kind in kinds]
    misfits = _told(connection, name, [_misfits(fields[place].name, kind) for place, kind in pairs])
    fits: dict[int, list[str]] = {place: [] for place in asked}
    for (place, kind), wrong in zip(pairs, misfits, strict=True):
        if not wrong:
            fits[place].append(kind)
    return fits


def _risk(field: Field) -> str:
    """Return the SQL that tells whether a spreadsheet might run a text of a column."""
    return RISK.format(c=quoted(field.name))


def _misfits(name: str, kind: str) -> str:
    """Return the SQL that counts the filled cells of a column that are not of a type."""
    return f"coalesce(sum({quoted(name)} is not null and not ({HOLDS[kind].format(c=quoted(name))})), 0)"
