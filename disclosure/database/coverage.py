"""What is asked of a district's statements of coverage: may it say this, of this table, up to this day?"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from sqlite_utils import Database

from ..findings import Finding, finding
from ..tables import Column, Table
from ..taking.stage import stage
from ..validation import Checked
from .questions import is_faulty

NEAR = 0.5  # how alike a word must be to a table's name or title to be proposed


def stated(
    db: Database, staged: list[Checked], tables: dict[str, Table], submitted_on: str | None
) -> Iterator[Finding]:
    """Yield a finding per cell of `coverage` that cannot be; `submitted_on` None: the day is not known."""
    for file in staged:
        if file.table.name == "coverage":
            rows = db.execute(f"select * from {stage('coverage')} where retracted is null order by source_row")
            for row in rows.fetchall():
                for code, column, facts in _of_row(row, tables, submitted_on):
                    if row[column] and not is_faulty(row, column):
                        yield finding(code, file.place(row["source_row"], column), row[column], **facts)


def _of_row(row: Any, tables: dict[str, Table], submitted_on: str | None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (finding code, column, facts) of one row: nobody can promise the future, nor more than a table holds."""
    if submitted_on and (row["until_on"] or "") > submitted_on:
        yield "coverage-in-future", "until_on", {"day": submitted_on}
    table = tables.get(row["table_name"])
    if table is None or not table.dated:
        dated = {name: one for name, one in tables.items() if one.dated}
        called = {one.title: name for name, one in dated.items()} | {name: name for name in dated}
        near = get_close_matches(row["table_name"] or "", called, n=1, cutoff=NEAR)
        yield (
            "coverage-table",
            "table_name",
            {
                "nearest": f"是不是“{called[near[0]]}”？" if near else "",
                "nearest_en": f"Do you mean “{called[near[0]]}”? " if near else "",
                "tables": "、".join(f"{name}（{one.title}）" for name, one in sorted(dated.items())),
                "tables_en": ", ".join(sorted(dated)),
            },
        )
    elif row["kind"] and row["kind"] not in (terms := _kinds(table.by_name.get("kind"))):
        wanted = f"写其中一个：{'、'.join(terms)}" if terms else "留空，这张表没有种类的词表"
        wanted_en = f"choose one of: {', '.join(terms)}" if terms else "leave it empty: the table has no kinds"
        yield "coverage-kind", "kind", {"title": table.title, "wanted": wanted, "wanted_en": wanted_en}


def _kinds(column: Column | None) -> list[str]:
    """Return the terms of a table's own column `kind`, if it has one with a vocabulary."""
    return [term.term for term in column.terms] if column else []
