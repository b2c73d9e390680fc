"""What every table, view and column means, and the vocabularies."""

import json
from collections.abc import Iterator
from pathlib import Path

from ...exports.index import read_index
from ..reading import NOT_FILED, SUBJECTS, Row
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of tables and views and a page for each."""
    reader = site.reader
    known = list(reader.dictionary.values())
    groups = [
        {
            "title": title,
            "files": [row for row in known if row["subject"] == subject and row["download"]],
            "inner": [row for row in known if row["subject"] == subject and not row["download"]],
        }
        for subject, (title, _) in SUBJECTS.items()
    ]
    yield Sheet("/dictionary/", "dictionary.html", {"groups": [group for group in groups if group["files"]]})
    terms: dict[str, list[Row]] = {}
    for row in reader.rows("select * from codelists order by rowid"):
        terms.setdefault(row["codelist"], []).append(row)
    growing = {
        name: grown
        for district in site.districts
        for name, table in district.tables().items()
        if (grown := [column.title for column in table.columns if column.grows])
    }
    written = {table["table"]: table["files"] for table in read_index(Path(reader.path))["tables"]}
    for row in known:
        columns = reader.dictionary_columns.get(row["table_name"], [])
        lists = {column["codelist"]: terms.get(column["codelist"], []) for column in columns if column["codelist"]}
        context = {"table": row, "columns": columns, "lists": lists, "key": json.loads(row["primary_key"])}
        context["files"] = {file["form"]: file["name"] for file in written.get(row["table_name"], [])}
        context["filed"] = row["subject"] not in NOT_FILED
        context["grows"] = growing.get(row["table_name"], [])
        context["dated"] = reader.title_of(row["table_name"], row["dated"])
        yield Sheet(f"/dictionary/{row['table_name']}/", "dictionary_table.html", context)
