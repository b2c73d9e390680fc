"""The tables, checks and rules every district shares; itself a plugin like any district's."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..hookspecs import hookimpl
from ..rules import RowCheck, Rule, load_rule
from ..tables import Table, Term, load_codelists, load_table
from .checks import checks_for

if TYPE_CHECKING:
    from ..districts import District

HERE = Path(__file__).parent


@cache
def codelists() -> dict[str, list[Term]]:
    """Return the vocabularies of the standard tables."""
    return load_codelists(HERE / "codelists.csv")


@cache
def tables() -> tuple[Table, ...]:
    """Return the standard tables, one per schema file, referred ones before those that refer to them."""
    return in_reference_order([load_table(path, codelists()) for path in sorted((HERE / "schemas").glob("*.json"))])


def in_reference_order(tables: list[Table]) -> tuple[Table, ...]:
    """Return the tables so that each comes after those it refers to."""
    ordered: dict[str, Table] = {}
    waiting = {table.name: table for table in tables}
    while waiting:
        ready = [t for t in waiting.values() if not {r.table for r in t.references} & (set(waiting) - {t.name})]
        for table in ready or list(waiting.values()):
            ordered[table.name] = waiting.pop(table.name)
    return tuple(ordered.values())


@hookimpl
def register_tables() -> list[Table]:
    """Return the standard tables."""
    return list(tables())


@hookimpl
def register_checks(table: Table) -> list[RowCheck]:
    """Return the checks of data-model.md that a Table Schema cannot say."""
    return checks_for(table)


@hookimpl
def register_rules(district: "District") -> list[Rule]:  # noqa: ARG001 (the same rules for each)
    """Return the rules every district is judged by."""
    return [load_rule(path) for path in sorted((HERE / "rules").glob("*.sql"))]
