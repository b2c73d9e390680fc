"""datapackage.json and what lies beside it: each fault is a finding that names the entry."""

from typing import Any

import pytest
from conftest import Desk, credit_code, organisation

GOOD = {"organisations": [organisation()]}


@pytest.mark.parametrize(
    ("manifest", "code", "entry"),
    [
        ({"name": "other"}, "manifest-name", "name"),
        ({"created": "2026-03-01"}, "manifest-invalid", "created"),
        ({"created": "2026-03-01T10:00:00"}, "manifest-invalid", "created"),
        ({"created": "2026-02-30T10:00:00+08:00"}, "manifest-invalid", "created"),
        ({"contributors": [{"title": "甲"}]}, "manifest-publisher", "contributors"),
        ({"sources": []}, "manifest-invalid", "sources"),
        ({"corrects": {}}, "manifest-lacks", "corrects.reason"),
        ({"sample": "yes"}, "manifest-invalid", "sample"),
        ({"resources": [{"name": "organisations", "path": "../x.csv"}]}, "unsafe-path", "resources[0].path"),
        ({"resources": [{"name": "organisations", "path": "https://a.example/x"}]}, "unsafe-path", "resources[0].path"),
        ({"resources": [{"name": "organisations", "path": "absent.csv"}]}, "resource-missing", "resources[0].path"),
    ],
)  # fmt: skip
def test_a_faulty_manifest_rejects_the_submission(desk: Desk, manifest: dict[str, Any], code: str, entry: str) -> None:
    desk.file("one", GOOD, **manifest)
    assert (code, None, entry) in desk.findings()
    assert not desk.check().valid


def test_a_missing_and_an_unreadable_manifest(desk: Desk) -> None:
    (desk.file("one", GOOD) / "datapackage.json").unlink()
    (desk.file("two", {}) / "datapackage.json").write_text("{", encoding="utf-8")
    assert desk.findings() == [("manifest-missing", None, None), ("manifest-unreadable", None, None)]


def test_schemas_in_a_manifest_are_ignored_with_a_warning(desk: Desk) -> None:
    resource = {"name": "organisations", "path": "list.csv", "schema": {"fields": []}}
    desk.file("one", {"list.csv": GOOD["organisations"]}, resources=[resource])
    assert desk.findings() == [("manifest-schema-ignored", None, "resources[0].schema")]
    assert desk.check().verdicts[0].rows == {"organisations": 1}


def test_unknown_files_are_a_warning_and_a_table_twice_is_an_error(desk: Desk) -> None:
    desk.file("one", GOOD | {"notes.txt": "x", "members.csv": "a\n1\n", "organisations.tsv": "a\n"})
    assert desk.findings() == [
        ("unknown-file", None, None),
        ("unknown-file", None, None),
        ("table-twice", None, None),
    ]


def test_a_folder_without_a_plugin_is_one_finding_and_stops_nothing(desk: Desk) -> None:
    desk.file("one", GOOD, "atlantis")
    desk.file("two", GOOD)
    report = desk.check().as_json()
    lost, found = report["submissions"]
    assert (lost["district"], lost["submission"], lost["valid"], lost["rows"]) == ("atlantis", None, False, {})
    assert [f["code"] for f in lost["findings"]] == ["district-without-plugin"]
    assert found["valid"]
    assert [row["code"] for row in desk.recorded()["findings"].rows] == ["district-without-plugin"]


def test_a_tsv_is_read(desk: Desk) -> None:
    row = organisation(credit_code(serial=3))
    desk.file("one", {"organisations.tsv": "\t".join(row) + "\n" + "\t".join(row.values()) + "\n"})
    assert desk.findings() == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "blank-header"),
        (b"\n\n", "blank-header"),
        (b"\xff\xff\xff\x81", "encoding-error"),
        (b"org_id\x00", "encoding-error"),
        (b"PK\x03\x04rest", "source-error"),
        (b'org_id,name\n"open', "stray-quote"),
        (b"org_id,,name\nx,y,z\n", "blank-label"),
        (b"org_id,org_id,name\n", "duplicate-label"),
    ],
)
def test_a_file_that_is_no_table_is_a_finding(desk: Desk, content: bytes, code: str) -> None:
    desk.file("one", {"organisations": content})
    assert code in [found[0] for found in desk.findings()]
    assert not desk.check().valid
