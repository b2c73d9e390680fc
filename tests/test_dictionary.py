"""What the dictionary says of views: their vocabularies are true, and no meaning is borrowed from another table."""

import json
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from disclosure.database.dictionary import describe
from disclosure.database.layout import create_tables
from disclosure.tables import load_table

VIEWS = {
    "plain": "select a.district, a.result from audits a",
    "joined": "select a.district, a.result from audits a join checks c on c.district = a.district where c.result <> ''",
    "through": "select result from plain",
    "in_a_part": "with filed as (select result from audits) select result from filed",
    "reckoned": "select iif(a.result = '好', '通过', '不通过') as result from audits a",
    "through_reckoned": "select result from reckoned",
    "of_both": "select result from audits union all select result from checks",
    "named_columns": "with filed(result) as (select note from audits) select result from filed",
}
SURE = {"plain", "through", "in_a_part"}  # `joined` reads the column of both tables, which differ


def test_all_values_of_a_column_with_a_vocabulary_are_terms_of_it(published: Path) -> None:
    db = sqlite3.connect(published / "disclosure.db")
    terms: dict[str, set[str]] = {}
    for name, term in db.execute("select codelist, term from codelists"):
        terms.setdefault(name, set()).add(term)
    said = db.execute(
        "select table_name, column_name, codelist from dictionary_columns where codelist <> ''"
    ).fetchall()
    assert len(said) > 100
    strange = {
        (table, column, value)
        for table, column, codelist in said
        for (value,) in db.execute(f'select distinct "{column}" from "{table}" where "{column}" is not null')
        if value not in terms[codelist]
    }
    db.close()
    assert strange == set()


def test_a_view_says_of_its_columns_what_the_table_says_that_it_takes_them_from(published: Path) -> None:
    db = Database(published / "disclosure.db")
    words = {(row["table_name"], row["column_name"]): row for row in db["dictionary_columns"].rows}
    instalment = words["grant_instalments", "result"]
    assert instalment["codelist"] == "assessment_result"
    assert instalment["description"] == words["grant_assessments", "result"]["description"]
    case = words["haishu_direct_cases", "result"]
    assert (case["codelist"], case["description"]) == ("", words["cases", "result"]["description"])
    assert words["zhenhai_separations", "state"]["codelist"] == ""


def test_no_meaning_is_borrowed_where_two_tables_differ_or_a_column_is_reckoned(tmp_path: Path) -> None:
    tables = []
    for name, meaning, codelist in (("audits", "审计的结果。", "audit_result"), ("checks", "抽查的结果。", "")):
        path = tmp_path / f"{name}.json"
        fields = [
            {"name": "result", "title": "结果", "type": "string", "description": meaning, "codelist": codelist},
            {"name": "note", "title": "备注", "type": "string", "description": "备注。"},
        ]
        schema = {"name": name, "title": name, "title_en": name, "subject": "made", "fields": fields}
        path.write_text(json.dumps(schema | {"primaryKey": ["result"], "description": name}), encoding="utf-8")
        tables.append(load_table(path, {"audit_result": []}))
    db = Database(memory=True)
    create_tables(db, tables)
    for name, sql in VIEWS.items():
        db.create_view(name, sql)
    describe(db, tables, {})
    rows = list(db["dictionary_columns"].rows_where("column_name = 'result'"))
    told = {row["table_name"]: (row["description"], row["codelist"]) for row in rows if row["table_name"] in VIEWS}
    assert told == {name: ("审计的结果。", "audit_result") if name in SURE else ("", "") for name in VIEWS}
