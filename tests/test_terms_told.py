"""What the site's pages of terms say: until when each is in force, and that a draft is none."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank
from disclosure.site.reading import Reader, Row

POLICY = {"district": "demo", "policy_id": "p", "title": "某办法", "sample": 1}
CAP = {"district": "demo", "programme": "公益创投", "term": "资助上限", "value": 50000.0, "unit": "元", "policy_id": "p",
       "section": "第一条", "from_on": "2011-01-01", "sample": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "terms", "told"),
    [
        ({"expires_on": "2022-12-31"}, [{}, {"from_on": "2015-01-01"}], [("2022-12-31", 0), ("2014-12-31", 0)]),
        ({"expires_on": "2022-12-31"}, [{"until_on": "2030-12-31"}], [("2022-12-31", 0)]),
        ({"standing": "草案"}, [{}], [(None, 1)]),
        ({}, [{}], [(None, 0)]),
    ],
)
def test_pages_of_terms_say_the_days_on_which_each_is_in_force(policy: Row, terms: list[Row], told: list[Any]) -> None:
    db = Blank(load_districts(ROOT / "plugins")).filled(
        {"policies": [POLICY | policy], "programme_terms": [CAP | one for one in terms]}
    )
    reader = Reader(":memory:", db.conn)
    for query in ("terms", "policy_terms"):
        found = reader.query(query)
        assert sorted([(one["ends"], one["draft"]) for one in found], key=str) == sorted(told, key=str)
        assert {one["value"] for one in found} == {50000.0}
