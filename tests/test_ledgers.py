"""What the views of the ledger, the selection, the growth and the answers say of the smallest rows, reckoned by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank

DISTRICTS = load_districts(ROOT / "plugins")
Row = dict[str, Any]
Told = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register with every district's tables and views."""
    return Blank(DISTRICTS)


@pytest.fixture
def told(blank: Blank) -> Told:
    """Return what asks a view of a register that holds these rows alone."""
    return lambda view, order="1", **tables: list(blank.filled(tables).query(f"select * from {view} order by {order}"))


def body(org_id: str, **given: Any) -> Row:
    """Return a filed body of a community of the invented district."""
    return {
        "org_id": org_id, "registration": "备案", "status": "正常", "registered_on": "2020-05-01", "street": "甲街道", "community": "乙社区",
        "type": "社区社会组织", "district": "demo",
    } | given  # fmt: skip


def activity(number: int, org_id: str, held_on: str, **given: Any) -> Row:
    """Return an activity."""
    return {"activity_id": f"a{number}", "org_id": org_id, "held_on": held_on, "district": "demo"} | given


ALL_FILED = {"district": "demo", "table_name": "activities", "kind": "", "org_type": "社区社会组织", "from_on": "2026-01-01", "until_on": "2026-10-31"}  # fmt: skip


def test_the_ledger_says_that_a_body_did_nothing_only_up_to_what_is_declared_filed(told: Told) -> None:
    bodies = [body("A"), body("B"), body("C", status="注销", status_since="2026-02-01")]
    held = [activity(1, "A", "2026-03-08"), activity(2, "A", "2025-12-31"), activity(3, "A", "2026-12-01")]
    silent = told("demo_ledger", "org_id", organisations=bodies, activities=held)
    assert [(row["entered"], row["activities"]) for row in silent] == [
        ("有活动", 1),
        ("还没有录入", 0),
        ("已经不在了", 0),
    ]
    declared = told("demo_ledger", "org_id", organisations=bodies, activities=held, coverage=[ALL_FILED])
    assert declared[1]["entered"] == "到 2026-10-31 没有活动"


def test_a_sample_activity_is_none_of_a_real_body(told: Told) -> None:
    held = [activity(1, "A", "2026-03-08", sample=1)]
    (row,) = told("demo_ledger", organisations=[body("A")], activities=held)
    assert (row["activities"], row["sample"]) == (0, 0)


def test_a_street_counts_its_communities_stations_and_bodies_samples_apart(told: Told) -> None:
    areas = [
        {"area_id": "s", "name": "甲街道", "level": "街道", "district": "demo"},
        {"area_id": "c1", "name": "乙社区", "level": "社区", "parent": "s", "service_centre": "站", "district": "demo"},
        {"area_id": "c2", "name": "丙社区", "level": "社区", "parent": "s", "district": "demo"},
        {"area_id": "c3", "name": "丁社区", "level": "社区", "parent": "s", "service_centre": "站", "district": "demo", "sample": 1},
    ]  # fmt: skip
    bodies = [body("A"), body("B", registration="登记"), body("C", sample=1)]
    held = [activity(1, "A", "2026-03-08"), activity(2, "C", "2026-03-09", sample=1)]
    (row,) = told("demo_levels", areas=areas, organisations=bodies, activities=held)
    said = {name: row[name] for name in ("communities", "stations", "filed", "registered", "activities")}
    assert said == {"communities": 2, "stations": 1, "filed": 1, "registered": 1, "activities": 1}


def test_growth_is_new_bodies_over_those_of_the_year_before(told: Told) -> None:
    base = {"dimension": "街道/甲街道", "district": "demo", "source": "p"}
    figures = [
        base | {"indicator": "社区社会组织数", "year": 2024, "as_of": "2024-12-31", "value": 110},
        base | {"indicator": "社区社会组织数", "year": 2025, "as_of": "2025-12-31", "value": 118},
        base | {"indicator": "当年新增社区社会组织数", "year": 2025, "as_of": "2025-12-31", "value": 11},
    ]
    asked = {
        "plan": "x", "indicator": "街道每年新增社区社会组织占上年总数比例", "dimension": "街道", "due_year": 2015, "comparison": "≥", "value": 10,
        "district": "demo",
    }  # fmt: skip
    (row,) = told("demo_growth", statistics=figures, targets=[asked])
    assert (row["year"], row["before"], row["new"], row["share"], row["state"]) == (2025, 110, 11, 10.0, "达到")
    (row,) = told("demo_growth", statistics=[*figures[:2], figures[2] | {"value": 10}], targets=[asked])
    assert (row["share"], row["state"]) == (9.1, "未达到")
    (row,) = told("demo_growth", statistics=figures, targets=[asked | {"sample": 1}])
    assert row["state"] == "没有要求", "a sample target asks nothing of a real figure"


def test_a_project_has_its_scores_its_grade_and_its_award(told: Told) -> None:
    grant = {
        "grant_id": "g",
        "programme": "社区项目申报",
        "round": 2025,
        "org_id": "A",
        "project": "甲",
        "decision": "资助",
        "district": "demo",
    }
    marks = (("创新程度", 27), ("实施情况", 37), ("社会效果", 29))
    (row,) = told(
        "demo_selection",
        grants=[grant, grant | {"grant_id": "p", "programme": "优质项目奖励", "awarded": 5000, "continues_grant_id": "g"}],
        grant_scores=[{"grant_id": "g", "stage": "终期评估", "indicator": name, "score": mark, "district": "demo"} for name, mark in marks],
        notices=[{"notice_id": "n", "kind": "表彰公示", "programme": "社区项目申报", "round": 2025, "district": "demo"}],
        notice_items=[{"notice_id": "n", "item": 1, "org_id": "A", "project": "甲", "result": "一等", "district": "demo"}],
    )  # fmt: skip
    assert (row["novelty"], row["total"], row["grade"], row["prize"]) == (27, 93, "一等", 5000)


def complaint(**given: Any) -> Row:
    """Return an enquiry or a complaint."""
    return {"complaint_id": "c", "kind": "投诉", "received_on": "2025-05-01", "district": "jiaxing"} | given


def test_days_to_an_answer_are_counted_and_a_slip_is_no_answer(told: Told) -> None:
    rows = told(
        "jiaxing_answers", "complaint_id",
        complaints=[
            complaint(complaint_id="1", answered_on="2025-05-01"),
            complaint(complaint_id="2", answered_on="2025-06-01"),
            complaint(complaint_id="3", answered_on="2025-04-30"),
            complaint(complaint_id="4"),
        ],
    )  # fmt: skip
    assert [row["days"] for row in rows] == [0, 31, None, None]
    assert [row["state"] for row in rows] == ["已答复", "已答复", "日期有误", "到 2026-11-23 还没有答复"]
    assert {row["due_on"] for row in rows} == {None}, "the opinion sets no limit"


def test_an_answer_after_its_limit_is_late_and_one_without_a_limit_never(told: Told) -> None:
    term = {
        "programme": "查询投诉",
        "term": "办理期限",
        "unit": "日",
        "policy_id": "p",
        "district": "jiaxing",
        "from_on": "2025-01-01",
    }
    days = {"1": "2025-05-31", "2": "2025-06-01", "3": None}
    asked = [complaint(complaint_id=number, answered_on=day) for number, day in days.items()]
    policy = {"policy_id": "p", "title": "示例办法", "district": "jiaxing"}
    rows = told(
        "jiaxing_answers", "complaint_id", complaints=asked, policies=[policy], programme_terms=[term | {"value": 30}]
    )
    assert [(row["state"], row["late"]) for row in rows] == [
        ("已答复", None), ("已答复，晚了", 1), ("到 2026-11-23 还没有答复", None),
    ]  # fmt: skip


def test_a_shorter_interval_ends_where_the_next_term_begins(told: Told) -> None:
    term = {"programme": "信息公开", "term": "公布周期", "unit": "月", "policy_id": "p", "district": "jiaxing"}
    rows = told(
        "jiaxing_publication_periods", "since",
        policies=[{"policy_id": "p", "title": "示例办法", "district": "jiaxing"}],
        programme_terms=[term | {"from_on": "2026-01-01", "value": 3}, term | {"from_on": "2026-07-01", "value": 6}],
    )  # fmt: skip
    assert [(row["since"], row["due_on"], row["state"]) for row in rows] == [
        ("2026-01-01", "2026-03-31", "不知道"),
        ("2026-04-01", "2026-06-30", "不知道"),
        ("2026-07-01", "2026-12-31", "还没有到期"),
    ]


def test_a_body_is_counted_under_the_umbrella_of_its_class_samples_apart(told: Told) -> None:
    filed = {
        "type": "社会团体",
        "category": "自然科学类",
        "district": "jiaxing",
        "status": "正常",
        "registrar": "嘉兴市民政局",
    }
    kinds = [("自然科学类", "市科协"), ("文化艺术类", "市文联")]
    rows = told(
        "jiaxing_umbrella_counts", "sample",
        jiaxing_umbrellas=[{"class": kind, "umbrella": name, "district": "jiaxing"} for kind, name in kinds],
        organisations=[
            filed | {"org_id": "A", "supervisor": "嘉兴市科协"},
            filed | {"org_id": "B", "supervisor": "市文联"},
            filed | {"org_id": "C"},
            filed | {"org_id": "E", "supervisor": "市科协", "registrar": "嘉兴市南湖区民政局"},
            filed | {"org_id": "D", "supervisor": "市科协（示例）", "sample": 1},
        ],
    )  # fmt: skip
    said = [(row["sample"], row["associations"], row["under"], row["elsewhere"], row["unclear"]) for row in rows]
    assert said == [(0, 3, 1, 1, 1), (1, 1, 1, 0, 0)]


def test_the_latest_performance_audit_counts_and_a_refused_purchase_has_none(told: Told) -> None:
    grant = {
        "programme": "政府购买服务",
        "round": 2025,
        "decision": "资助",
        "completed_on": "2025-12-31",
        "form": "岗位购买",
        "district": "jiaxing",
    }
    audit = {"grant_id": "g", "kind": "绩效审计", "opinion": "保留意见", "district": "jiaxing"}
    rows = told(
        "jiaxing_purchases", "grant_id",
        grants=[grant | {"grant_id": "g", "awarded": 100}, grant | {"grant_id": "h", "decision": "不予资助", "completed_on": None}],
        audits=[
            audit | {"audit_id": "1", "report_date": "2026-02-01"},
            audit | {"audit_id": "2", "report_date": "2026-03-01", "opinion": "无保留意见"},
        ],
    )  # fmt: skip
    assert [(row["audit_state"], row["audited_on"], row["clean"]) for row in rows] == [
        ("已审计", "2026-03-01", 1),
        ("没有购买", None, None),
    ]


def test_a_fund_of_which_the_opinion_names_no_sum_is_not_short_of_it(told: Told) -> None:
    figure = {
        "indicator": "社会组织发展资金", "dimension": "区财政", "year": 2025, "as_of": "2025-12-31", "value": 5, "source": "p",
        "district": "demo",
    }  # fmt: skip
    named = {
        "plan": "x", "indicator": "社会组织发展资金（区财政）", "dimension": "区财政", "due_year": 2015, "comparison": "=", "value": 5,
        "district": "demo",
    }  # fmt: skip
    for targets, state in (([], "没有要求"), ([named], "达到"), ([named | {"value": 6}], "未达到")):
        (row,) = told("demo_funds", statistics=[figure], targets=targets)
        assert row["state"] == state


def test_marks_of_a_sample_are_not_added_to_those_of_a_real_project(told: Told) -> None:
    grant = {
        "grant_id": "g",
        "programme": "社区项目申报",
        "round": 2025,
        "project": "甲",
        "decision": "资助",
        "district": "demo",
    }
    mark = {"grant_id": "g", "stage": "终期评估", "district": "demo"}
    real = [mark | {"indicator": name, "score": 10} for name in ("创新程度", "实施情况")]
    sample = mark | {"indicator": "社会效果", "score": 10, "sample": 1}
    (row,) = told("demo_selection", grants=[grant], grant_scores=[*real, sample])
    assert (row["novelty"], row["effect"], row["total"], row["sample"]) == (10, None, None, 0)


def test_no_term_binds_after_the_measure_that_sets_it_has_ended(told: Told) -> None:
    base = {"policy_id": "p", "district": "jiaxing", "from_on": "2015-01-01", "until_on": "2030-12-31"}
    ended = {"policy_id": "p", "title": "示例办法", "district": "jiaxing", "expires_on": "2015-12-31"}
    limit = base | {"programme": "查询投诉", "term": "办理期限", "unit": "日", "value": 10}
    asked = [
        complaint(complaint_id="1", received_on="2015-12-31"),
        complaint(complaint_id="2", received_on="2020-01-01"),
    ]
    rows = told("jiaxing_answers", "complaint_id", complaints=asked, policies=[ended], programme_terms=[limit])
    assert [row["due_on"] for row in rows] == ["2016-01-10", None]
    every = base | {"programme": "信息公开", "term": "公布周期", "unit": "月", "value": 6}
    rows = told("jiaxing_publication_periods", "since", policies=[ended], programme_terms=[every])
    assert [row["due_on"] for row in rows] == ["2015-06-30", "2015-12-31"]


def test_a_sum_over_posts_and_purchases_is_empty_where_one_is_not_filed(told: Told) -> None:
    grant = {"programme": "政府购买服务", "round": 2025, "decision": "资助", "form": "岗位购买", "district": "jiaxing"}
    grants = [grant | {"grant_id": "g", "awarded": 100}, grant | {"grant_id": "h"}]
    (row,) = told("jiaxing_forms", grants=grants)
    assert (row["projects"], row["awarded"]) == (2, None)
    posts = {"year": 2025, "field": "社区建设", "posts": 2, "district": "jiaxing"}
    (row,) = told("jiaxing_fields", jiaxing_posts=[posts | {"unit": "甲", "filled": 2}, posts | {"unit": "乙"}])
    assert (row["posts"], row["filled"]) == (4, None)
