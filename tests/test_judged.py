"""Each cell is judged as Frictionless does: what its type and each constraint refuses has a code, a limit and words."""

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from disclosure.findings import in_order, wording
from disclosure.submissions.files import table_file
from disclosure.tables import BOOLEANS, Column, load_table
from disclosure.validation import validate
from disclosure.validation.judged import Judged, judging

TYPES = ("string", "integer", "year", "number", "date", "boolean")


def column(kind: str, unit: str = "", **constraints: Any) -> Column:
    """Return a column of a type with constraints."""
    described = {"name": "c", "type": kind, "constraints": constraints} | (BOOLEANS if kind == "boolean" else {})
    return Column(name="c", title="某列", type=kind, unit=unit, descriptor=described)


def judged(cell: str, kind: str, unit: str = "", **constraints: Any) -> Judged:
    """Return what is said of a cell of a column."""
    return judging([column(kind, unit, **constraints)])[0](cell)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("string", "社团", "社团"), ("string", "", None), ("integer", "12", 12), ("year", "2024", 2024),
        ("number", "12.50", 12.5), ("date", "2024-02-29", "2024-02-29"), ("boolean", "是", 1), ("boolean", "false", 0),
    ],
)  # fmt: skip
def test_a_good_cell_is_its_value(kind: str, cell: str, value: Any) -> None:
    assert judged(cell, kind) == Judged(value)


@pytest.mark.parametrize(
    ("kind", "cell", "constraints", "code", "limit"),
    [
        ("string", "", {"required": True}, "required", True),
        ("string", "甲", {"minLength": 2}, "min-length", 2),
        ("string", "甲乙丙", {"maxLength": 2}, "max-length", 2),
        ("string", "ab", {"pattern": "[0-9]+"}, "pattern", "[0-9]+"),
        ("string", "登己", {"enum": ["登记", "备案"]}, "vocabulary", ["登记", "备案"]),
        ("number", "1.5", {"minimum": 2}, "minimum", 2),
        ("number", "1.5", {"maximum": 1}, "maximum", 1),
        ("date", "1900-01-01", {"minimum": "1949-10-01"}, "minimum", "1949-10-01"),
        ("date", "2024-02-30", {}, "date-impossible", None),
        ("boolean", "有", {}, "boolean-format", None),
    ],
)  # fmt: skip
def test_what_a_type_or_a_constraint_refuses_is_named(
    kind: str, cell: str, constraints: dict[str, Any], code: str, limit: Any
) -> None:
    told = judged(cell, kind, **constraints)
    assert (told.code, told.limit) == (code, limit)
    assert told.note and code in wording()


@pytest.mark.parametrize(
    ("kind", "unit", "cell", "code"),
    [
        ("number", "元", "1e5", "money-format"), ("number", "元", "1.234", "money-format"),
        ("number", "%", "1_000", "number-format"), ("integer", "人", "5.0", "integer-format"),
        ("year", "", "24", "year-format"), ("date", "", "2012-5-7", "date-format"),
    ],
)  # fmt: skip
def test_what_frictionless_lets_pass_is_refused_by_how_it_is_written(
    kind: str, unit: str, cell: str, code: str
) -> None:
    assert judged(cell, kind, unit).code == code


def test_the_nearest_term_is_proposed_but_not_of_several() -> None:
    assert judged("登己", "string", enum=["登记", "备案"]).nearest == "登记"
    assert judged("登记、备案", "string", enum=["登记", "备案"]).nearest is None


def test_every_constraint_of_a_field_is_worded() -> None:
    schema = frictionless.Schema.from_descriptor({"fields": [{"name": kind, "type": kind} for kind in TYPES]})
    known = {name for field in schema.fields for name in field.supported_constraints}
    assert known - {entry.get("constraint") for entry in wording().values()} <= {"exclusiveMinimum", "exclusiveMaximum"}
    assert "constraint-error" in wording()


def findings(tmp_path: Path, key: list[str], text: str) -> list[tuple[str, int | None, str | None]]:
    """Return the findings of a table of rooms with a key, whose doors are numbered once each."""
    fields = [
        {"name": name, "title": title, "type": "string", "description": title, "constraints": only}
        for name, title, only in (("room", "房号", {"required": True}), ("door", "门牌", {"unique": True}))
    ]
    said = {"name": "rooms", "title": "房间", "description": "房间。", "primaryKey": key, "fields": fields}
    (tmp_path / "rooms.json").write_text(json.dumps(said), encoding="utf-8")
    (tmp_path / "rooms.csv").write_text(text, encoding="utf-8")
    table = load_table(tmp_path / "rooms.json", {})
    source, _ = table_file(tmp_path / "rooms.csv", table)
    assert source
    return [(f.code, f.row, f.message) for f in in_order(validate(source, table, [], None, lambda _: None).findings)]


def test_a_value_that_stands_once_is_refused_the_second_time(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, ["room"], "room,door\n1,甲\n2,乙\n3,甲\n4,\n5,\n")
    assert found[:2] == ("unique", 4) and "第 2 行" in found[2]


def test_a_key_that_stands_thrice_names_the_row_before(tmp_path: Path) -> None:
    found = findings(tmp_path, ["room"], "room,door\n1,甲\n1,乙\n,\n1,丙\n")
    assert [(code, row) for code, row, _ in found] == [("duplicate-key", 3), ("blank-row", 4), ("duplicate-key", 5)]
    assert "第 2 行" in found[0][2] and "第 3 行" in found[2][2]
