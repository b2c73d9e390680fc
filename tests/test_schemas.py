"""The schemas: the contract's tables and columns, words for each, examples that pass, and a new table found everywhere."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from conftest import ROOT, Desk, credit_code, organisation

from disclosure.api.words import describe
from disclosure.districts import NATION
from disclosure.site.pages import dictionary, holdings, organisations
from disclosure.standard.checks import checks_for
from disclosure.submissions.files import table_file
from disclosure.tables import Table
from disclosure.validation import validate

TABLES = NATION.tables
LOOSE = {table.name for table in TABLES if table.filled_key != list(table.key)}  # keys with cells that may be empty
CONTRACT = json.loads((ROOT / "tests/golden/tables.json").read_text(encoding="utf-8"))


def test_tables_keys_and_columns_are_the_contract() -> None:
    ours = {
        table.name: {
            "key": list(table.key),
            "state": table.state,
            "columns": [column.name + "!" * column.required for column in table.columns],
        }
        for table in TABLES
    }
    assert ours == CONTRACT


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_worded_and_its_examples_pass(table: Table, tmp_path: Path) -> None:
    titles = [column.title for column in table.columns]
    assert len(titles) == len(set(titles))
    assert table.title and table.description.endswith("。")
    for column in table.columns:
        assert column.description.endswith("。") and column.example, column.name
    for header in (titles, [column.name for column in table.columns]):
        path = tmp_path / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, [column.example for column in table.columns]])
        source, findings = table_file(path, table)
        assert source
        assert findings + validate(source, table, checks_for(table), True, lambda _row: None).findings == []


def test_every_term_has_its_english_identifier(published: Path) -> None:
    rows = list(sqlite_utils.Database(published / "disclosure.db")["codelists"].rows)
    assert len(rows) > 250
    assert all(row["identifier"].isascii() and row["english"] for row in rows)
    used = {column.codelist for table in TABLES for column in table.columns if column.codelist}
    assert used <= {row["codelist"] for row in rows}


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_every_table_is_published_with_rows_of_the_samples(published: Path, name: str) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    assert db[name].count > 0 and db[f"{name}_history"].count >= db[name].count
    assert db[name].strict and db[name].pks == (["rowid"] if name in LOOSE else ["district", *CONTRACT[name]["key"]])
    assert (published / "site/dictionary" / name / "index.html").exists()
    assert (published / "site/downloads" / f"{name}.csv").exists()


def test_a_new_table_is_a_schema_file_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", plugins, ignore=shutil.ignore_patterns("__pycache__"))
    field = {"type": "string", "description": "说明。", "example": "甲"}
    schema = {
        "name": "gifts", "title": "礼品登记", "description": "一行一件礼品。", "primaryKey": ["org_id", "item"],
        "fields": [
            field | {"name": "org_id", "title": "统一社会信用代码", "identifier": "org_id", "constraints": {"required": True}},
            field | {"name": "item", "title": "礼品", "constraints": {"required": True}},
            field | {"name": "worth", "title": "价值", "type": "number", "unit": "元"},
        ],
        "foreignKeys": [{"fields": ["org_id"], "reference": {"resource": "organisations", "fields": ["org_id"]}}],
    }  # fmt: skip
    (plugins / "zhenhai/schemas").mkdir(exist_ok=True)
    (plugins / "zhenhai/schemas/gifts.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    desk.project = replace(desk.project, plugins=plugins)
    org = credit_code(region="330211")
    first = {"organisations": [organisation(org)], "zhenhai_gifts": [{"org_id": org, "item": "茶具", "worth": "80"}]}
    desk.file("one", first, "zhenhai")
    desk.file(
        "two",
        {"zhenhai_gifts": [{"org_id": org, "item": "茶具", "worth": "90.5"}]},
        "zhenhai",
        corrects={"reason": "重估"},
    )
    desk.file("bad", {"zhenhai_gifts": [{"org_id": org, "item": "花瓶", "worth": "九十"}]}, "zhenhai")
    outcome = desk.site(dictionary, holdings, organisations)
    assert [[f.code for f in verdict.findings] for verdict in outcome.verdicts] == [[], [], ["money-format"]]
    db = sqlite_utils.Database(desk.project.output / "disclosure.db")
    assert [row["worth"] for row in db["zhenhai_gifts"].rows] == [90.5]
    assert db["zhenhai_gifts_history"].count == 2
    assert [(row["old"], row["new"]) for row in db["corrections"].rows] == [("80", "90.50")]
    site = desk.project.output / "site"
    page = (site / f"organisations/{org}/index.html").read_text(encoding="utf-8")
    assert "礼品登记" in page and "茶具" in page and "90.50" in page
    assert "价值" in (site / "dictionary/zhenhai_gifts/index.html").read_text(encoding="utf-8")
    assert "礼品登记" in (site / "districts/zhenhai/filed/index.html").read_text(encoding="utf-8")
    assert (site / "downloads/zhenhai_gifts.csv").exists()
    assert (
        describe(str(desk.project.output / "disclosure.db"))["zhenhai_gifts"]["columns"]["worth"]
        == "价值：说明。（单位：元）"
    )
