"""How values are written for a reader: the exact strings."""

from functools import partial
from typing import Any

import pytest

from disclosure.site.formats import (
    amount,
    cell,
    dated,
    figure,
    file_size,
    is_prose,
    key_words,
    marker,
    number,
    prose,
    value_of,
)
from disclosure.site.words import CHINESE

PRINTED: dict[str, Any] = {"value": 1234.5, "value_max": None, "qualifier": None, "unit": "家"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (0, "0.00"), (1234567.891, "1,234,567.89"), (-0.5, "−0.50"), (-1234, "−1,234.00"), (0.005, "0.01")],
)
def test_an_amount_has_two_decimals_and_a_real_minus(value: float | None, shown: str) -> None:
    assert amount(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (0, "0"), (0.0, "0"), (1234567, "1,234,567"), (12.50, "12.5"), (-3, "−3"), (-1234.25, "−1,234.25"),
     (0.1 + 0.2, "0.3"), (37.5, "37.5")],
)  # fmt: skip
def test_a_number_has_no_idle_decimals(value: float | None, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "kind", "unit", "shown"),
    [(None, "number", "元", ""), (1, "boolean", "", "是"), (0, "boolean", "", "否"), (None, "boolean", "", ""),
     (1500.5, "number", "元", "1,500.50"), (1500.5, "number", "平方米", "1,500.5"), (2024, "year", "", "2024"),
     (12345, "integer", "", "12,345"), ("甲", "string", "", "甲"), ("2024-03-01", "date", "", "2024-03-01")],
)  # fmt: skip
def test_a_cell_is_written_as_its_column_asks(value: Any, kind: str, unit: str, shown: str) -> None:
    assert cell(value, {"type": kind, "unit": unit}) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [({}, "1,234.5 家"), ({"value_max": 2000}, "1,234.5–2,000 家"), ({"qualifier": "余"}, "1,234.5余家"),
     ({"qualifier": "以上"}, "1,234.5 家以上"), ({"qualifier": "约"}, "约 1,234.5 家"), ({"unit": ""}, "1,234.5")],
)  # fmt: skip
def test_a_figure_is_written_as_it_was_printed(said: dict[str, Any], shown: str) -> None:
    assert figure(PRINTED | said) == shown


def test_a_figure_that_judges_nothing_has_a_unit_of_its_own() -> None:
    assert (
        figure({"earlier": 30, "earlier_max": None, "earlier_qualifier": None, "earlier_unit": "%"}, "earlier")
        == "30 %"
    )


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026-03-01", "2026年3月1日"), ("2026-11-23T09:00:00+08:00", "2026年11月23日"), ("", ""), (None, "")],
)
def test_a_day_in_prose(day: str | None, shown: str) -> None:
    assert CHINESE.long_date(day) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0.0 KB"), (1234, "1.2 KB"), (56_700, "57 KB"), (1_000_000, "1.0 MB"), (12_300_000, "12 MB")],
)
def test_the_size_of_a_file(count: int, shown: str) -> None:
    assert file_size(count) == shown


def test_a_state_has_its_mark_and_an_empty_one_is_unknown() -> None:
    state = marker({"正常": ("good", "●"), "未知": ("unknown", "○")})
    assert state("正常") == '<span class="state good"><span aria-hidden="true">●</span> 正常</span>'
    assert state(None) == state("") == '<span class="state unknown"><span aria-hidden="true">○</span> 未知</span>'
    assert state("<甲>") == "&lt;甲&gt;"


def test_a_key_in_words_has_no_empty_part() -> None:
    assert key_words('{"org_id":"甲","year":2024,"kind":null}') == "甲，2024"


def test_prose_keeps_its_words_and_loses_what_runs() -> None:
    assert prose("**粗** <b>x</b>\n\n- [甲](javascript:x)") == (
        '<p><strong>粗</strong> &lt;b&gt;x&lt;/b&gt;</p>\n<ul>\n<li><a rel="nofollow noopener noreferrer">甲</a></li>\n</ul>\n'
    )
    assert prose(None) == "" and is_prose(None) and not is_prose("字" * 20_001)


def test_a_date_in_a_sentence_stays_on_one_line_and_the_rest_is_text() -> None:
    assert dated("<b>应在 2024-05-31，2024-5-1") == '&lt;b&gt;应在 <span class="date">2024-05-31</span>，2024-5-1'
    assert dated(None) == ""


def test_a_value_of_a_correction_is_written_as_elsewhere() -> None:
    money = {"column_name": "income_other", "type": "number", "unit": "元", "codelist": ""}
    text = {"column_name": "note", "type": "string", "unit": "", "codelist": ""}
    said = partial(value_of, {"finances": [money, text]}, CHINESE)
    row = {"table_name": "finances", "column_name": "income_other", "old": "32741.64", "new": None}
    assert (said(row, "old"), said(row, "new")) == ("32,741.64 元", "")
    assert said(row | {"old": "三万"}, "old") == "三万"
    assert said(row | {"column_name": "note", "old": "2024"}, "old") == "2024"
    assert said({"table_name": "gone", "column_name": None, "old": "x", "new": "y"}, "new") == "y"
