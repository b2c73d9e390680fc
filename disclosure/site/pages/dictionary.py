"""What every table and column means, and the vocabularies."""

import json
from collections.abc import Iterator

from ..reading import Row
from .sheet import Sheet, Site

SUBJECTS = [
    ("structure", "机构与人员"),
    ("finances", "财务"),
    ("oversight", "监督"),
    ("notices", "公示与资助"),
    ("district", "区情与规划"),
]


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of tables and a page for each."""
    reader = site.reader
    tables = list(reader.tables.values())
    groups = [(title, [row for row in tables if row["subject"] == subject]) for subject, title in SUBJECTS]
    yield Sheet("/dictionary/", "dictionary.html", {"groups": [(title, rows) for title, rows in groups if rows]})
    terms: dict[str, list[Row]] = {}
    for row in reader.rows("select * from codelists order by rowid"):
        terms.setdefault(row["codelist"], []).append(row)
    growing = {
        name: grown
        for district in site.districts
        for name, table in district.tables().items()
        if (grown := [column.title for column in table.columns if column.grows])
    }
    for row in tables:
        columns = reader.columns[row["table_name"]]
        lists = {column["codelist"]: terms[column["codelist"]] for column in columns if column["codelist"]}
        context = {"table": row, "columns": columns, "lists": lists, "key": json.loads(row["primary_key"])}
        context["grows"] = growing.get(row["table_name"], [])
        context["dated"] = reader.title_of(row["table_name"], row["dated"])
        yield Sheet(f"/dictionary/{row['table_name']}/", "dictionary_table.html", context)
