"""What is disclosed: a table, its columns, key and vocabulary, read from a Table Schema with keys of our own."""

import csv
import json
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from .exceptions import SchemaError

SQL_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER",
             "number": "REAL"}  # fmt: skip
BOOLEANS = {"trueValues": ["是", "true", "1", "True", "TRUE"], "falseValues": ["否", "false", "0", "False", "FALSE"]}
RETRACTED = "_retracted"
KEPT = "kept_"  # how tables are called that hold what a view of the release says
INNER = re.compile(rf"sqlite_|{KEPT}|.*_fts(_|$)")
# Columns that the register adds to every table itself.
RESERVED = {
    "district", "sample", "submission", "source_file", "source_row", "submitted_on", "superseded_on", "retracted",
    "faulty", "erased", "rowid",
}  # fmt: skip
DATING = {"date", "year"}
EMPTY = {"", "none", "all"}
WRITTEN = {"", "key", "name", "person"}
BOUNDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("bounds.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary, with its English identifier."""

    codelist: str
    term: str
    identifier: str
    english: str
    description: str
    description_en: str = ""


@dataclass(frozen=True)
class Column:
    """One column: how it is called, what it means and what may stand in it.

    `empty` is what an empty cell says: "" nothing, "none" there was none on the day of filing, "all" it means all
    (of a key column, which else must be filled). A later date in a column that `grows` needs no stated reason.
    `written` "name" is a name, in which a space between Chinese characters says nothing, "person" that of one person;
    "key" is any other text of the key, the label or a reference.
    """

    name: str
    title: str
    type: str
    description: str = ""
    example: str = ""
    unit: str = ""
    codelist: str = ""
    identifier: str = ""
    required: bool = False
    synonyms: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    empty: str = ""
    grows: bool = False
    written: str = ""
    title_en: str = ""
    description_en: str = ""
    descriptor: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def sql_type(self) -> str:
        """Return the STRICT type of SQLite that holds the column."""
        return SQL_TYPES[self.type]

    @property
    def empty_means_none(self) -> bool:
        """Return whether an empty cell says that there was none; else it is unknown."""
        return self.empty == "none"

    @property
    def is_money(self) -> bool:
        """Return whether the column counts yuan, which allow two decimals."""
        return self.type == "number" and self.unit == "元"


@dataclass(frozen=True)
class Reference:
    """Columns whose values must be a key of another table of the same district."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A kind of disclosure. `state` tables record what changes with life; in the others a change needs a reason.

    `whole` says that each submission of it is the whole list, so that far fewer rows than last time are worth a word.
    `asked` says that its rows are what documents ask for, so that they are no sign that anything was done.
    `dated` names the column that dates a row for `coverage`: a date, or a year, which counts by its last day.
    `indexes` are columns by which rows are looked up, or listed, beside the key, references, codes and vocabularies.
    """

    name: str
    title: str
    title_en: str
    description: str
    subject: str
    state: bool
    basis: str
    label: tuple[str, ...]
    searched: tuple[str, ...]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    whole: bool = False
    asked: bool = False
    dated: str = ""
    district: str | None = None
    description_en: str = ""
    basis_en: str = ""
    indexes: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Return column name → column."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Return what may stand in a header cell → column: its name or its Chinese title."""
        return {column.title: column for column in self.columns} | self.by_name

    @cached_property
    def by_synonym(self) -> dict[str, Column]:
        """Return what offices call a column besides its title → column."""
        return {synonym: column for column in self.columns for synonym in column.synonyms}

    @cached_property
    def filled_key(self) -> list[str]:
        """Return the columns of the key that no row may leave empty."""
        return [name for name in self.key if self.by_name[name].empty != "all"]

    @property
    def db_key(self) -> list[str]:
        """Return the key in the database, where every district has its own."""
        return ["district", *self.key]


def is_inner(name: str) -> bool:
    """Return whether what has a name in the database is for programs alone: of SQLite, the search or a view's rows."""
    return INNER.match(name) is not None


def load_table(path: Path, codelists: dict[str, list[Term]], district: str | None = None) -> Table:
    """Return the table a schema file describes. Raises SchemaError naming the file and what to mend."""
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        referring = {name for key in schema.get("foreignKeys", []) for name in key["fields"]}
        named = {*schema["primaryKey"], *schema.get("label", ()), *referring}
        columns = tuple(_column(descriptor, codelists, descriptor["name"] in named) for descriptor in schema["fields"])
        prefix = f"{district}_" if district else ""
        references = tuple(
            Reference(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", [])
        )
        table = Table(
            name=prefix + schema["name"],
            title=schema["title"],
            title_en=schema.get("title_en", schema["name"]),
            description=schema["description"],
            subject=schema.get("subject", "district"),
            state=schema.get("state", False),
            basis=schema.get("basis", ""),
            label=tuple(schema.get("label", schema["primaryKey"])),
            searched=tuple(schema.get("searched", ())),
            key=tuple(schema["primaryKey"]),
            columns=columns,
            references=references,
            whole=schema.get("whole", False),
            asked=schema.get("asked", False),
            dated=schema.get("dated", ""),
            district=district,
            description_en=schema.get("description_en", ""),
            basis_en=schema.get("basis_en", ""),
            indexes=tuple(map(tuple, schema.get("indexes", ()))),
        )
    except SchemaError as error:
        raise SchemaError(f"{path}: {error}") from error
    except (KeyError, ValueError) as error:
        raise SchemaError(f"{path}: {error!s} is missing or wrong; see docs/districts.md, section A table") from error
    _look_over(path, table)
    return table


def _look_over(path: Path, table: Table) -> None:
    """Raise SchemaError if a table names columns that it has not, or ones that cannot serve for what they are named."""
    named = {name for reference in table.references for name in reference.columns} | {*table.key, *table.label}
    looked_up = {name for columns in table.indexes for name in columns} - {"district"}
    if unknown := sorted({*named, *looked_up, *table.searched} - set(table.by_name)):
        raise SchemaError(f"{path}: no such column: {', '.join(unknown)}; name a column of fields")
    if table.dated and (table.dated not in table.by_name or table.by_name[table.dated].type not in DATING):
        raise SchemaError(f"{path}: dated is {table.dated!r}; name a column of type date or year")
    for column in table.columns:
        if column.empty not in EMPTY or (column.empty and column.required):
            raise SchemaError(f'{path}: {column.name}: empty is "none" or "all", of a column that is not required')
        if column.written not in WRITTEN or (column.written and column.type != "string"):
            raise SchemaError(f'{path}: {column.name}: written is "name" or "person", of a column of text')
        if column.empty == "all" and (column.name not in table.key or column.type != "string"):
            raise SchemaError(f'{path}: {column.name}: only a column of text in the key has "empty": "all"')


def _column(descriptor: dict[str, Any], codelists: dict[str, list[Term]], named: bool) -> Column:
    """Return one column; its vocabulary becomes the enum that Frictionless checks, its unit bounds what it may hold.

    `named`: it is part of the key, the label or a reference, compared as one text unless the schema says otherwise.
    """
    constraints = _bounded(descriptor)
    codelist = descriptor.get("codelist", "")
    if codelist and codelist not in codelists:
        near = get_close_matches(codelist, codelists, n=1)
        raise SchemaError(
            f"the column {descriptor['name']} has the vocabulary {codelist}, which is not there"
            + (f"; perhaps {near[0]} is meant" if near else "; write its terms into codelists.csv")
            + " (docs/districts.md, section A vocabulary)"
        )
    terms = tuple(codelists[codelist]) if codelist else ()
    if terms:
        constraints["enum"] = [term.term for term in terms]
    checked = {"name": descriptor["name"], "type": descriptor["type"], "constraints": constraints}
    if descriptor["type"] == "boolean":
        checked |= BOOLEANS
    if descriptor["type"] not in SQL_TYPES:
        raise ValueError(f"{descriptor['name']}: type {descriptor['type']!r}")
    return Column(
        name=descriptor["name"],
        title=descriptor["title"],
        type=descriptor["type"],
        description=descriptor.get("description", ""),
        example=str(descriptor.get("example", "")),
        unit=descriptor.get("unit", ""),
        codelist=codelist,
        identifier=descriptor.get("identifier", ""),
        required=bool(constraints.get("required")),
        synonyms=tuple(descriptor.get("synonyms", ())),
        terms=terms,
        empty=descriptor.get("empty", ""),
        grows=descriptor.get("grows", False),
        title_en=descriptor.get("title_en", ""),
        description_en=descriptor.get("description_en", ""),
        written=descriptor.get("written", "key" if named and descriptor["type"] == "string" else ""),
        descriptor=checked,
    )


def _bounded(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return the constraints of a column, with the bounds of its unit or of days where the schema has none."""
    constraints = dict(descriptor.get("constraints", {}))
    if descriptor["type"] in ("integer", "number"):
        most = BOUNDS.get(descriptor.get("unit", ""), BOUNDS[""])
        constraints = {"minimum": -most, "maximum": most} | constraints
    if descriptor["type"] == "date":
        constraints = dict(zip(("minimum", "maximum"), BOUNDS["date"], strict=True)) | constraints
    return constraints


def load_codelists(path: Path) -> dict[str, list[Term]]:
    """Return codelist → its terms in the order of the file. Raises SchemaError for a repeated identifier."""
    codelists: dict[str, list[Term]] = {}
    if not path.exists():
        return codelists
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            codelists.setdefault(row["codelist"], []).append(Term(**row))
    for name, terms in codelists.items():
        for values in ([t.term for t in terms], [t.identifier for t in terms]):
            if len(values) != len(set(values)):
                raise SchemaError(f"{path}: {name} has a term or an identifier twice; make each unique")
    return codelists
