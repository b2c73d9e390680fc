"""The downloads: readable in Excel, whole, and a data package that Frictionless accepts."""

import csv
from pathlib import Path

import frictionless
import sqlite_utils


def test_frictionless_accepts_the_data_package(published: Path) -> None:
    report = frictionless.validate(str(published / "site/downloads/datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:5]
    assert report.stats["tasks"] > 30


def test_each_table_is_a_csv_that_excel_reads(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for name in (
        "organisations",
        "finances",
        "statistics",
        "corrections",
        "findings",
        "codelists",
        "haishu_key_projects",
    ):
        path = published / f"site/downloads/{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == db[name].count


def test_the_database_is_there_whole(published: Path) -> None:
    download = published / "site/downloads/disclosure.db"
    assert download.read_bytes() == (published / "disclosure.db").read_bytes()
