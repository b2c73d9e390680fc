"""What is told at once says what the slower judge beside it says, and nothing that is not asked is loaded."""

import subprocess
import sys
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from conftest import ROOT, Desk, credit_code, organisation
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl.utils import get_column_letter

from disclosure.judgement.prepared import workdays
from disclosure.privacy.folding import EACH, JOINED, folded
from disclosure.reading.sheets import letters
from disclosure.submissions.fitting import surely_fits
from disclosure.submissions.manifest import _schema
from disclosure.tables import BOOLEANS, Column
from disclosure.validation import judged
from disclosure.validation.surely import UNSURE, surely

BOUNDS = {"integer": (-3, 1_000), "number": (-3, 0.5), "year": (1999, 2030), "date": ("1999-01-01", "2024-02-29")}
WORDS = ["登记", "备案", "登记 ", "a", "A-1", "A-1\n", "no", "是", "否", "1", "0", "true", "True", "tRUE"]
NUMBERS = ["1e2", "+1", "0.50", "0.51", "-3", "-4", "007", "1_0", "１", "1999", "2030", "20301", "nan", "-0", "1,000"]
DAYS = ["1998-12-31", "1999-01-01", "2024-02-29", "2024-02-30", "2024-3-1", "0000-01-01", "9999-12-31"]
LONG = ["9" * 15, "9" * 16, "0." + "3" * 14, "0.5" + "0" * 12 + "1"]
TEXTS = (
    st.sampled_from(["", " ", *WORDS, *NUMBERS, *DAYS, *LONG])
    | st.text(max_size=6)
    | st.decimals(allow_nan=False).map(str)
)


@st.composite
def asked(draw: st.DrawFn) -> Column:
    """Draw a column of any type with constraints that are told at once."""
    kind = draw(st.sampled_from(["string", "boolean", *BOUNDS]))
    only: dict[str, Any] = {"required": True} if draw(st.booleans()) else {}
    if kind in BOUNDS:
        only |= {
            name: limit for name, limit in zip(("minimum", "maximum"), BOUNDS[kind], strict=True) if draw(st.booleans())
        }
    if kind == "string":
        known = {"pattern": "[A-Z]-[0-9]", "enum": ["登记", "备案", "a"], "minLength": 2, "maxLength": 4}
        only |= {name: known[name] for name in draw(st.sets(st.sampled_from(sorted(known))))}
    unit = draw(st.sampled_from(["", "元"])) if kind == "number" else ""
    described = {"name": "c", "type": kind, "constraints": only} | (BOOLEANS if kind == "boolean" else {})
    return Column(name="c", title="某列", type=kind, unit=unit, descriptor=described)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(column=asked(), texts=st.lists(TEXTS, min_size=1, max_size=8))
def test_what_is_surely_valid_is_so_for_frictionless(column: Column, texts: list[str]) -> None:
    at_once = judged.judging([column])[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judged, "surely", lambda *_: None)
        by_frictionless = judged.judging([column])[0]
    for text in texts:
        assert repr(at_once(text)) == repr(by_frictionless(text)), "type and value, be it no number"


def test_a_constraint_that_is_not_known_is_left_to_frictionless() -> None:
    column = Column(name="c", title="某列", type="string", descriptor={"name": "c", "constraints": {"unheardOf": 1}})
    assert surely(column, None) is None


def test_most_texts_are_told_at_once() -> None:
    column = Column(name="c", title="某列", type="string", descriptor={"name": "c", "constraints": {"maxLength": 4}})
    value = surely(column, None)
    assert value and [value(text) for text in ("", "登记", "登记登记登")] == [None, "登记", UNSURE]


GOOD: dict[str, Any] = {
    "name": "one", "title": "测试", "created": "2026-03-01T10:00:00+08:00", "licenses": [{"name": "CC-BY-4.0"}],
    "contributors": [{"title": "甲", "role": "publisher"}, {"title": "乙"}], "sources": [{"title": "台账"}],
    "sample": True, "corrects": {"reason": "核对"}, "erases": ["备注"],
    "resources": [{"name": "organisations", "path": "list.csv"}],
}  # fmt: skip
LEAVES = st.sampled_from(
    [None, True, 0, 1.5, "", "publisher", "甲" * 600, [], {}, ["a", "a"], [1, "1"], {"role": "publisher"}]
)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_manifest_that_surely_fits_is_valid(data: st.DataObject) -> None:
    filed = GOOD | {"contributors": list(GOOD["contributors"])}
    for key in data.draw(st.lists(st.sampled_from(sorted(filed)), max_size=2)):
        if (change := data.draw(st.sampled_from(["gone", "other", "within"]))) == "gone":
            filed.pop(key, None)
        else:
            other = data.draw(LEAVES)
            filed[key] = [other, *filed[key]] if change == "within" and isinstance(filed.get(key), list) else other
    assert surely_fits(filed, _schema()) == Draft202012Validator(_schema()).is_valid(filed)


def test_what_a_schema_asks_beside_what_is_known_is_not_surely_so() -> None:
    assert surely_fits(3, {"title": "a number"}) and not surely_fits(3, {"multipleOf": 3})


@given(text=st.text(alphabet='0123X ./()[]{}-*"“”&,、:+|;a中', max_size=12))
def test_nothing_stands_between_two_digits_that_is_not_looked_for(text: str) -> None:
    without = reduce(lambda signs, one: one[0].sub(one[1], signs), EACH, text)
    assert JOINED.search(text) or without == text
    assert folded(text) == without


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [letters(place) for place in range(800)] == [get_column_letter(place + 1) for place in range(800)]


def test_the_calendar_is_the_one_of_the_state_council() -> None:
    told = {day["day"]: bool(day["working"]) for day in workdays(2024) if not day["estimated"]}
    assert told == {day: chinese_calendar.is_workday(date.fromisoformat(day)) for day in told} and len(told) > 5_000
    assert all(day["estimated"] for day in workdays(2100)[-365:])


def test_a_check_of_good_text_files_loads_no_more_than_it_asks(desk: Desk, tmp_path: Path) -> None:
    desk.file("one", {"organisations": [organisation(), organisation(credit_code(serial=2))]})
    command = f"""
import sys
from disclosure.cli.command import cli
cli(["check", "--datasets", {str(desk.project.datasets)!r}, "--output", {str(tmp_path / "out")!r}], standalone_mode=False)
"""
    after = f"import atexit, sys\natexit.register(lambda: print(sorted(set(sys.modules) & {{{LOADED}}}), file=sys.stderr))\n"
    done = subprocess.run([sys.executable, "-c", after + command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


LOADED = '"frictionless", "openpyxl", "jsonschema", "xlsxwriter", "xlrd", "pelican"'
