"""What is published as files: each table, its history, each view that says so; and what its columns hold."""

import sqlite3
from dataclasses import dataclass, replace

from ..database.made import ADDED, SAID, history_of
from ..failures import of_the_machine
from ..statements import quoted

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
CHECKED = 200  # columns looked at in one statement


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
        return f"select * from {quoted(self.name)}" + ("" if self.is_view else " order by rowid")


def relations(connection: sqlite3.Connection) -> tuple[list[Relation], dict[str, str]]:
    """Return what is published, by name, and name → why of what cannot be read; `connection` gives rows by name."""
    tables = {
        row["name"]: row["type"]
        for row in connection.execute("select name, type from sqlite_schema where type in ('table', 'view')")
    }
    described = {row["table_name"]: row for row in connection.execute("select * from dictionary_tables")}
    found: list[Relation] = []
    failed: dict[str, str] = {}
    for name, kind in sorted(tables.items()):
        about = described.get(name) or described.get(name.removesuffix(HISTORY))
        wanted = not name.startswith("sqlite_") if kind == "table" else bool(about and about["download"])
        if not wanted or "_fts" in name:  # of the search, for programs alone
            continue
        try:
            found.append(_relation(connection, name, about))
        except sqlite3.Error as error:
            if of_the_machine(error):
                raise
            failed[name] = f"{type(error).__name__}: {error}"
    return found, failed


def _relation(connection: sqlite3.Connection, name: str, about: sqlite3.Row | None) -> Relation:
    """Return one table, history or view, described by the dictionary as far as it knows it."""
    columns = connection.execute("select name, pk from pragma_table_info(?) order by cid", [name]).fetchall()
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
    real, samples = _counted(connection, name, {field.name for field in fields})
    return Relation(
        name=name,
        title=said["title"] or name,
        title_en=said["title_en"] or name,
        description=said["description"],
        description_en=said["description_en"],
        subject=about["subject"] if about else "made",
        fields=_truly_typed(connection, name, fields),
        key=tuple(row["name"] for row in sorted(columns, key=lambda row: int(row["pk"])) if row["pk"]),
        real=real,
        samples=samples,
    )


def _counted(connection: sqlite3.Connection, name: str, columns: set[str]) -> tuple[int, int]:
    """Return how many real rows there are and how many samples; what knows no samples is real."""
    sampled = "coalesce(sum(sample = 1), 0)" if "sample" in columns else "0"
    row = connection.execute(f"select count(*) as rows, {sampled} as samples from {quoted(name)}").fetchone()
    return row["rows"] - row["samples"], row["samples"]


def _truly_typed(connection: sqlite3.Connection, name: str, fields: list[Field]) -> tuple[Field, ...]:
    """Return the columns with types that all their cells have: as described if so, else the narrowest that fits."""
    typed: list[Field] = []
    for start in range(0, len(fields), CHECKED):
        some = fields[start : start + CHECKED]
        asked = [[kind for kind in dict.fromkeys([field.type, *ANY]) if kind in HOLDS] for field in some]
        sums = ", ".join(
            f"coalesce(sum({quoted(field.name)} is not null and not ({HOLDS[kind].format(c=quoted(field.name))})), 0)"
            for field, kinds in zip(some, asked, strict=True)
            for kind in kinds
        )
        misfits = iter(tuple(connection.execute(f"select {sums}, count(*) from {quoted(name)}").fetchone()))
        for field, kinds in zip(some, asked, strict=True):
            fit = [kind for kind in kinds if next(misfits) == 0]
            empty = not field.type and len(fit) == len(ANY)
            typed.append(replace(field, type="string" if empty or not fit else fit[0]))
    return tuple(typed)
