"""What names a body without its code is told on the pages of that body, and leads to it, as far as it is sure."""

from pathlib import Path

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank
from disclosure.site.kept import read
from disclosure.site.reading import WHOLE, Reader, Row

BODY = {
    "district": "demo",
    "org_id": "MJ7000011",
    "name": "望湖助老（服务）中心",
    "former_names": "望湖老年之家",
    "sample": 1,
}
OTHER = {"district": "demo", "org_id": "MJ7000012", "name": "望湖助老（服务）中心", "sample": 1}
NOTICE = {"district": "demo", "notice_id": "n1", "kind": "评审结果公示", "published_on": "2026-03-01", "sample": 1}
ITEM = {
    "district": "demo",
    "notice_id": "n1",
    "item": 1,
    "org_id": None,
    "project": "助餐",
    "result": "资助",
    "sample": 1,
}
GRANT = {"district": "demo", "grant_id": "g1", "project": "助餐", "org_id": None, "org_name": "望湖助老 (服务)中心",
         "review_notice_id": "n1", "decision": "资助", "sample": 1}  # fmt: skip


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register."""
    return Blank(load_districts(ROOT / "plugins"))


def asked(blank: Blank, query: str, case: dict[str, list[Row]], **values: str) -> list[Row]:
    """Return what a query of the site answers in a register that holds some rows."""
    db = blank.filled({"today": "2026-11-26"} | case)
    return Reader(":memory:", db.conn).query(query, **values)


@pytest.mark.parametrize("printed", ["望湖助老(服务)中心", "望湖助老 （服务）中心", "望湖老年之家"])
def test_a_list_that_prints_a_name_is_told_of_the_body_of_that_name(blank: Blank, printed: str) -> None:
    case = {"organisations": [BODY], "notices": [NOTICE], "notice_items": [ITEM | {"org_name": printed}]}
    (notice,) = asked(blank, "organisation_notices", case, org_id=BODY["org_id"])
    assert notice["notice_id"] == "n1"
    (named,) = asked(blank, "organisation_by_name", case, org_id=BODY["org_id"])
    assert (named["about"], named["id"], named["as_printed"], named["sure"]) == ("notices", "n1", printed, 1)


def test_a_name_of_several_bodies_is_surely_of_none(blank: Blank) -> None:
    items = [ITEM | {"org_name": BODY["name"]}]
    case = {"organisations": [BODY, OTHER], "notices": [NOTICE], "notice_items": items, "grants": [GRANT]}
    for body in (BODY, OTHER):
        assert asked(blank, "organisation_notices", case, org_id=body["org_id"]) == []
        named = asked(blank, "organisation_by_name", case, org_id=body["org_id"])
        assert [(one["about"], one["sure"]) for one in named] == [("grants", 0), ("notices", 0)]


def test_a_real_body_has_nothing_to_do_with_invented_lists(blank: Blank) -> None:
    real = BODY | {"sample": 0}
    case = {"organisations": [real], "notices": [NOTICE], "notice_items": [ITEM | {"org_name": BODY["name"]}]}
    assert asked(blank, "organisation_by_name", case, org_id=BODY["org_id"]) == []
    assert asked(blank, "organisation_notices", case, org_id=BODY["org_id"]) == []


def test_a_grant_finds_its_line_of_a_list_by_code_and_by_name(blank: Blank) -> None:
    case = {"organisations": [BODY], "notices": [NOTICE]}
    former = {"org_name": "望湖老年之家"}
    for grant, item in ((GRANT, former), (GRANT | {"org_id": BODY["org_id"], "org_name": None}, former),
                        (GRANT, {"org_id": BODY["org_id"]}), (GRANT, {"org_name": GRANT["org_name"]})):  # fmt: skip
        rows = {"grants": [grant], "notice_items": [ITEM | item, ITEM | item | {"item": 2}]}
        found = asked(blank, "grant_notices", case | rows, district="demo", grant_id="g1")
        assert [(one["notice_id"], one["result"]) for one in found] == [("n1", "资助")], (
            "twice on one list is once here"
        )
    stranger = {"grants": [GRANT], "notice_items": [ITEM | {"org_name": "别的组织"}]}
    (notice,) = asked(blank, "grant_notices", case | stranger, district="demo", grant_id="g1")
    assert notice["result"] is None


def test_a_need_that_a_grant_by_name_meets_leads_to_the_grant(blank: Blank) -> None:
    grant = GRANT | {"service_field": "养老助老", "round": 2025, "status": "执行中"}
    body = BODY | {"status": "正常", "street": "望湖街道"}
    case = {"organisations": [body], "grants": [grant]}
    db = blank.filled({"today": "2026-11-26"} | case)
    db.conn.execute(f"create temp table listed as {read('listed')}", WHOLE)
    found = Reader(":memory:", db.conn).found("needed", org_id=BODY["org_id"])
    assert ("受资助的项目", "g1") in [(one["because"], one["grant_id"]) for one in found]


def test_what_a_body_is_named_in_is_found_by_its_code(published: Path) -> None:
    reader = Reader(str(published / "disclosure.db"))
    reader.keep()
    for name in ("organisation_by_name", "organisation_notices", "feeds/notices"):
        plan = reader.rows(f"explain query plan {reader.sql(name)}", {"org_id": "x", "district": None, "most": 9})
        told = " ".join(row["detail"] for row in plan)
        assert "SEARCH kept.notice_bodies USING INDEX notice_bodies_1 (org_id=?)" in told, name
