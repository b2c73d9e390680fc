"""What Jiaxing's page of communities, associations and social workers takes for a figure."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank


@pytest.mark.parametrize(
    ("printed", "figure", "inexact"),
    [
        ({}, 100, None),
        ({"qualifier": "约"}, None, "社区数：约100"),
        ({"value_max": 120}, None, "社区数：100至120"),
        ({"qualifier": "近", "as_printed": "近百个"}, None, "社区数：近百个"),
    ],
)
def test_what_is_printed_as_about_is_no_figure(
    printed: dict[str, Any], figure: int | None, inexact: str | None
) -> None:
    row = {
        "district": "jiaxing",
        "indicator": "社区数",
        "dimension": "总计",
        "year": 2010,
        "value": 100,
        "as_of": "2010-12-31",
    }
    db = Blank(load_districts(ROOT / "plugins")).filled({"statistics": [row | printed]})
    (told,) = db.query("select communities, inexact from jiaxing_three")
    assert told == {"communities": figure, "inexact": inexact}
