"""What the views behind Haishu's pages, and the standard ones they share, say of the smallest rows."""

import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank

BLANK = Blank(load_districts(ROOT / "plugins"))
BODY = {"district": "haishu", "org_id": "A", "type": "社区社会组织", "registration": "备案", "registered_on": "2015-01-01",
        "status": "正常", "street": "甲街道", "community": "甲社区"}  # fmt: skip
MADE = {"district": "haishu", "rule": "haishu-activities", "version": "2009", "period": "2024", "sample": 0}


@pytest.fixture(scope="module")
def register(published: Path) -> sqlite_utils.Database:
    """Return the register as it was published."""
    return sqlite_utils.Database(published / "disclosure.db")


def own(**columns: Any) -> dict[str, Any]:
    """Return a row of Haishu's about the body A."""
    return {"district": "haishu", "org_id": "A"} | columns


def whole(table: str, since: str = "1949-10-01", until: str = "2026-10-31") -> dict[str, Any]:
    """Return the declaration that all of a table is filed."""
    return {"district": "haishu", "table_name": table, "kind": "", "org_type": "", "from_on": since, "until_on": until}


def said(view: str, **tables: Any) -> list[dict[str, Any]]:
    """Return the rows of a view over some rows; without organisations, the body A is filed."""
    db = BLANK.filled({"organisations": [BODY]} | tables)
    return [row for row in db.query(f"select * from {view}") if row["district"] == "haishu"]


def parts(**tables: Any) -> dict[str, tuple[str, str]]:
    """Return part → what is measured and why, of the year 2024."""
    rows = said("haishu_ten_good_measured", **tables)
    return {row["part"]: (row["measured"], row["reason"]) for row in rows if row["year"] == 2024}


STAFF = own(year=2024, activities_held=12, leaders=3, full_time_staff=1, part_time_staff=1, participants=90)
RULED = "一年活动不少于10次"
LEDGER = "活动记在台账上"
CLEAN = "没有受处罚、没有被列入名单"


def test_a_year_of_which_nothing_else_is_filed_is_unknown() -> None:
    found = parts(inspections=[own(year=2024, kind="备案年度审核", conclusion="合格")])
    assert len(found) == 9
    assert {measured for measured, _ in found.values()} == {"未知"}


def test_what_the_rule_found_is_what_the_page_says() -> None:
    met = [MADE | {"status": "符合", "subjects": 1, "reason": None}]
    bad = [MADE | {"status": "不符合", "org_id": "A", "detail": "活动 9 次", "table_name": "staffing", "key": "{}"}]
    assert parts(staffing=[STAFF], rule_counts=met)[RULED] == ("是", "活动 12 次")
    assert parts(staffing=[STAFF], rule_results=bad, rule_counts=met)[RULED] == ("否", "活动 9 次")
    assert parts(staffing=[STAFF])[RULED][0] == "未知"  # the rule did not run: no verdict is not a good one


def test_silence_counts_only_where_all_is_declared() -> None:
    assert parts(staffing=[STAFF])[LEDGER][0] == "未知"
    assert parts(staffing=[STAFF], coverage=[whole("activities")])[LEDGER][0] == "否"
    assert parts(staffing=[STAFF], coverage=[whole("activities", "2024-02-01")])[LEDGER][0] == "未知"
    held = own(activity_id="a", held_on="2024-06-01", title="展示")
    assert parts(staffing=[STAFF], activities=[held])[LEDGER] == ("是", "台账上有 1 次活动")
    assert parts(staffing=[STAFF], activities=[held | {"held_on": "2025-06-01"}])[LEDGER][0] == "未知"


def test_a_penalty_of_another_year_says_nothing_of_this_one() -> None:
    entry = own(event_id="e", kind="行政处罚", listed_on="2024-05-01", authority="民政局")
    assert parts(staffing=[STAFF], credit_events=[entry])[CLEAN][0] == "否"
    covered = [whole("credit_events")]
    later = entry | {"listed_on": "2025-05-01"}
    assert parts(staffing=[STAFF], credit_events=[later], coverage=covered)[CLEAN][0] == "是"
    earlier = entry | {"listed_on": "2023-05-01"}
    assert parts(staffing=[STAFF], credit_events=[earlier], coverage=covered)[CLEAN][0] == "是"
    listed = earlier | {"kind": "活动异常名录"}
    assert parts(staffing=[STAFF], credit_events=[listed], coverage=covered)[CLEAN][0] == "否"
    mended = listed | {"removed_on": "2023-12-31"}
    assert parts(staffing=[STAFF], credit_events=[mended], coverage=covered)[CLEAN][0] == "是"
    hidden = entry | {"publish_until": "2025-05-01"}
    assert parts(staffing=[STAFF], credit_events=[hidden], coverage=covered)[CLEAN][0] == "未知"


def test_a_penalty_of_the_running_year_stays_one() -> None:
    entry = own(event_id="e", kind="行政处罚", listed_on="2026-05-01", authority="民政局")
    rows = said("haishu_ten_good_measured", staffing=[STAFF | {"year": 2026}], credit_events=[entry])
    assert {row["part"]: row["measured"] for row in rows if row["year"] == 2026}[CLEAN] == "否"


def test_no_office_is_no_lack_of_a_place_to_meet() -> None:
    assert parts(staffing=[STAFF | {"office_independent": 0}])["有独立的场所"][0] == "未知"
    assert parts(staffing=[STAFF | {"office_independent": 1}])["有独立的场所"][0] == "是"


def test_means_of_its_own_need_both_years() -> None:
    part = "连续两年有自己挣来或者募来的收入"
    books = {"income_services": 0, "income_donations": 5, "income_sales": 0, "income_membership_fees": 0}
    last, this = own(year=2023, **books), own(year=2024, **books)
    assert parts(staffing=[STAFF], finances=[last, this])[part][0] == "是"
    assert parts(staffing=[STAFF], finances=[this])[part][0] == "未知"
    assert parts(staffing=[STAFF], finances=[this | {"income_donations": 0}])[part][0] == "否"
    assert parts(staffing=[STAFF], finances=[last, this | {"income_sales": None}])[part][0] == "未知"


def test_what_is_declared_is_never_measured() -> None:
    filed = [
        own(year=2024, criterion="作用发挥好", met=1, declared_by="街道"),
        own(year=2024, criterion="基础保障好", met=0, declared_by="街道"),
    ]
    (row,) = said("haishu_ten_good_summary", haishu_ten_good=filed)
    assert (row["measured_met"], row["measured_unmet"], row["measured_unknown"]) == (0, 0, 9)
    assert (row["declared_met"], row["declared_unmet"], row["honoured"]) == (1, 1, "没有公布名单")
    assert said("haishu_ten_good_differs", haishu_ten_good=filed) == []


def test_only_what_is_declared_as_met_can_differ() -> None:
    filed = own(year=2024, criterion="组织落实好", met=1, declared_by="街道")
    silent = {"staffing": [STAFF], "coverage": [whole("activities")]}
    (row,) = said("haishu_ten_good_differs", haishu_ten_good=[filed], **silent)
    assert (row["part"], row["reason"]) == (LEDGER, "台账上没有这一年的活动")
    assert said("haishu_ten_good_differs", haishu_ten_good=[filed | {"met": 0}], **silent) == []
    assert said("haishu_ten_good_differs", haishu_ten_good=[filed | {"year": 2026}], **silent) == []


GRADE = own(announced_on="2023-05-10", grade="3A", valid_until="2028-05-09")
GRANT = own(
    grant_id="g", programme="公益创投", round=2024, project="甲", decision="资助", decided_on="2024-05-20", awarded=100
)


@pytest.mark.parametrize(
    ("grade", "covered", "holds"),
    [
        ({}, False, "3A以上"),
        ({"grade": "2A"}, False, "3A以下"),
        ({"withdrawn_on": "2024-05-21"}, False, "3A以上"),  # withdrawn a day later
        ({"withdrawn_on": "2024-05-20"}, True, "没有等级"),
        ({"announced_on": "2024-05-21"}, True, "没有等级"),  # announced a day later
        ({"announced_on": "2024-05-21"}, False, "未知"),
        ({"valid_until": "2024-05-19"}, False, "未知"),
        ({"valid_until": "2024-05-19"}, True, "没有等级"),
        ({"valid_until": "2024-05-20"}, False, "3A以上"),
        ({"valid_until": None}, True, "未知"),
        ({"valid_from": "2024-06-01"}, True, "没有等级"),
        ({"announced_on": "2026-04-01", "valid_until": "2030-12-31", "decided_on": "2026-06-01"}, True, "未知"),
        ({"announced_on": "2026-04-01", "valid_until": "2030-12-31", "decided_on": "2027-01-01"}, True, "3A以上"),
    ],
)
def test_a_grade_counts_as_it_stood_on_the_day_of_the_decision(grade: Any, covered: bool, holds: str) -> None:
    coverage = [whole("evaluations")] if covered else []
    grant = GRANT | {name: day for name, day in grade.items() if name == "decided_on"}
    graded = GRADE | {name: value for name, value in grade.items() if name != "decided_on"}
    (row,) = said("grant_grades", evaluations=[graded], grants=[grant], coverage=coverage)
    assert row["holds"] == holds


def test_a_grade_of_a_sample_does_not_count_for_a_real_grant() -> None:
    (row,) = said("grant_grades", evaluations=[GRADE | {"sample": 1}], grants=[GRANT])
    assert (row["holds"], row["sample"]) == ("未知", 0)


@pytest.mark.parametrize(
    ("grade", "state"),
    [
        ({}, "有效"), ({"valid_until": "2026-11-22"}, "已过期"), ({"valid_until": "2026-11-23"}, "有效"),
        ({"withdrawn_on": "2026-11-23"}, "已取消"), ({"withdrawn_on": "2026-11-24"}, "有效"), ({"valid_until": None}, "未知"),
        ({"valid_from": "2026-12-01"}, "还没有生效"), ({"grade": "不予评级"}, "不予评级"),
    ],
)  # fmt: skip
def test_what_a_grade_is_today(grade: Any, state: str) -> None:
    (row,) = said("haishu_grades", evaluations=[GRADE | grade])
    assert row["state"] == state


def test_an_entry_is_shown_no_longer_than_it_may_be() -> None:
    entry = own(event_id="e", kind="约谈", aspect="财务管理", listed_on="2026-02-20", authority="民政局")
    (row,) = said("haishu_honesty_entries", credit_events=[entry])
    assert (row["aspect"], row["state"], row["origin"]) == ("财务管理", "在效力期", "信用记录")
    (row,) = said("haishu_honesty_entries", credit_events=[entry | {"removed_on": "2026-05-01"}])
    assert row["state"] == "已移出 2026-05-01"
    assert said("haishu_honesty_entries", credit_events=[entry | {"publish_until": "2026-11-22"}]) == []
    (row,) = said("haishu_honesty_entries", credit_events=[entry | {"aspect": None}])
    assert row["aspect"] == "没有写明"


def test_an_empty_honesty_file_says_whether_it_is_one() -> None:
    (row,) = said("haishu_honesty_file")
    assert (row["adverse"], row["known"]) == (0, "没有人声明")
    (row,) = said("haishu_honesty_file", coverage=[whole("credit_events", "2018-01-01")])
    assert row["known"] == "2018-01-01 至 2026-10-31"
    (row,) = said("haishu_honesty_file", coverage=[whole("credit_events", "2015-01-01")])
    assert row["known"] == "2026-10-31"


def test_days_are_counted_only_where_both_are_known_and_in_order() -> None:
    asked = [
        own(complaint_id=str(n), kind="投诉", subject="事", received_on="2026-03-01", answered_on=day)
        for n, day in enumerate(["2026-03-04", "2026-03-11", None, "2026-02-01", "2026-12-01"])
    ]
    (row,) = said("handled_by_year", complaints=asked)
    assert (row["items"], row["done"], row["undone"], row["average_days"], row["longest_days"]) == (5, 3, 2, 6.5, 10)
    assert row["complete"] == "没有人声明"
    (row,) = said("handled_by_month", complaints=asked, coverage=[whole("complaints", "2026-03-01", "2026-03-31")])
    assert (row["month"], row["complete"]) == ("2026-03", "报全")
    (row,) = said("handled_by_month", complaints=asked, coverage=[whole("complaints", "2026-03-02", "2026-03-31")])
    assert row["complete"] == "没有人声明"


def test_the_report_leaves_empty_what_is_not_filed() -> None:
    rows = {
        row["year"]: row for row in said("report_years", finances=[own(year=2024, income_total=7, expense_total=5)])
    }
    assert (rows[2024]["bodies"], rows[2024]["accounts"], rows[2024]["income"]) == (1, 1, 7)
    assert rows[2025]["income"] is None and rows[2025]["complaints"] is None and rows[2025]["bodies"] == 1


def test_none_new_or_ended_is_said_only_where_all_is_declared_filed() -> None:
    silent = {row["year"]: row for row in said("report_years")}[2024]
    assert (silent["founded"], silent["ended"], silent["complete"]) == (None, None, "没有人声明")
    known = {row["year"]: row for row in said("report_years", coverage=[whole("organisations")])}
    assert (known[2024]["founded"], known[2024]["ended"], known[2024]["complete"]) == (0, 0, "2024-12-31")
    assert known[2026]["complete"] == "2026-10-31"
    new = {row["year"]: row for row in said("report_years", organisations=[BODY | {"registered_on": "2026-03-01"}])}
    assert (new[2026]["founded"], new[2026]["ended"]) == (1, None)


def test_a_sum_of_grants_with_one_that_has_none_is_not_told() -> None:
    rows = {
        row["year"]: row for row in said("report_years", grants=[GRANT, GRANT | {"grant_id": "h", "awarded": None}])
    }
    assert (rows[2024]["projects"], rows[2024]["awarded"]) == (2, None)


def test_a_case_without_its_first_day_took_no_known_time() -> None:
    case = own(case_id="c", kind="成立", decided_on="2026-03-05")
    (row,) = said("handled", cases=[case])
    assert (row["started_on"], row["ended_on"], row["days"], row["counted_on"]) == (
        None,
        "2026-03-05",
        None,
        "2026-03-05",
    )
    (row,) = said("handled_by_year", cases=[case])
    assert (row["year"], row["items"], row["average_days"]) == (2026, 1, None)


def test_the_report_keeps_real_and_sample_apart() -> None:
    rows = said("report_years", organisations=[BODY, BODY | {"org_id": "B", "sample": 1}])
    assert {(row["sample"], row["bodies"]) for row in rows} == {(0, 1), (1, 1)}


def test_a_body_closed_on_a_day_unknown_leaves_no_number() -> None:
    gone = BODY | {"org_id": "B", "status": "注销"}
    rows = said("report_types", organisations=[BODY, gone])
    assert {row["bodies"] for row in rows} == {None}
    rows = said("report_types", organisations=[BODY, gone | {"status_since": "2024-03-01"}])
    found = {row["year"]: (row["bodies"], row["ended"]) for row in rows}
    assert found == {2021: (2, 0), 2022: (2, 0), 2023: (2, 0), 2024: (1, 1), 2025: (1, 0), 2026: (1, 0)}


def test_a_rate_per_thousand_needs_the_whole_register() -> None:
    area = {"district": "haishu", "area_id": "s", "name": "甲街道", "level": "街道", "population": 500}
    (row,) = said("bodies_by_street", areas=[area])
    assert (row["bodies"], row["population"], row["per_thousand"]) == (1, 500, None)
    (row,) = said("bodies_by_street", areas=[area], coverage=[whole("organisations")])
    assert row["per_thousand"] == 2


def test_what_of_the_form_is_not_published_is_named() -> None:
    (row,) = said("haishu_filing_form")
    assert (row["filled"], row["missing"]) == (
        1,
        "业务范围、设立宗旨、负责人、组织人数、种类、业务主管单位、备案管理机关",
    )


def test_the_report_counts_as_passed_only_what_was() -> None:
    found = ["合格", "基本合格", "已报送", "不合格", "未参检"]
    inspected = [own(org_id=str(n), year=2024, kind="年度检查", conclusion=word) for n, word in enumerate(found)]
    row = next(row for row in said("report_years", inspections=inspected) if row["year"] == 2024)
    assert (row["inspected"], row["passed"], row["reported"]) == (4, 2, 1)


def test_a_target_and_its_actual_are_said_whole() -> None:
    target = {
        "district": "haishu",
        "plan": "示例规划",
        "indicator": "品牌数",
        "dimension": "总计",
        "unit": "个",
        "recurrence": "每年",
    }
    figure = {k: v for k, v in target.items() if k in ("district", "indicator", "dimension", "unit")}
    figure |= {"as_of": "2015-12-31", "year": 2015, "value": 2, "source": "公报"}
    (row,) = said(
        "haishu_targets",
        targets=[target | {"due_year": 2015, "comparison": "区间", "value": 2, "value_max": 3}],
        statistics=[figure | {"qualifier": "约"}],
    )
    assert (row["due"], row["wanted"], row["came"]) == ("每年，到 2015", "2至3 个", "约2 个")
    (row,) = said("haishu_targets", targets=[target | {"due_year": 2015, "comparison": "≥", "value": 4.8}])
    assert (row["wanted"], row["came"], row["status"]) == ("≥ 4.8 个", None, "无数据")


def test_bodies_without_a_code_leave_no_number_of_bodies() -> None:
    served = GRANT | {"service_field": "救孤", "street": "甲街道"}
    (row,) = said("haishu_map_needs", grants=[served, served | {"grant_id": "h"}])
    assert (row["bodies"], row["projects"]) == (1, 2)
    (row,) = said("haishu_map_needs", grants=[served, served | {"grant_id": "h", "org_id": None, "org_name": "某队"}])
    assert (row["bodies"], row["projects"]) == (None, 2)


def test_an_audit_names_the_years_it_is_of() -> None:
    audit = own(
        audit_id="a", kind="年度审计", opinion="无保留意见", report_date="2026-03-01", period_start="2025-01-01"
    )
    told = [
        said("haishu_honesty_entries", audits=[audit | {"period_end": end}])[0]["ground"]
        for end in ("2025-12-31", "2026-06-30")
    ]
    assert told == ["2025年度的审计", "2025至2026年度的审计"]


def test_a_field_of_a_form_names_the_column_that_carries_it(register: sqlite_utils.Database) -> None:
    raw = "select count(*) from haishu_form_fields where carried_in is not null"
    named = "select count(*) from haishu_form_carried where table_name is not null and column_title not like '%.%'"
    ((carried,),), ((titled,),) = register.execute(raw).fetchall(), register.execute(named).fetchall()
    assert carried == titled > 50
    ((fields,),) = register.execute("select count(*) from haishu_form_fields").fetchall()
    ((shown,),) = register.execute("select count(*) from haishu_form_carried").fetchall()
    assert fields == shown


def test_an_honour_names_whom_it_went_to_and_for_which_project() -> None:
    honour = own(year=2025, title="社会组织品牌", level="区级")
    rows = said(
        "haishu_honours",
        organisations=[BODY | {"name": "甲队"}],
        honours=[
            honour | {"recipient": "甲队"},
            honour | {"recipient": "乙社区", "org_id": None},
            honour | {"recipient": "星星课堂"},
        ],
    )
    assert {(row["org_id"], row["org_name"], row["project"]) for row in rows} == {
        ("A", "甲队", None), (None, "乙社区", None), ("A", "星星课堂", "星星课堂"),
    }  # fmt: skip


def test_a_sample_payment_is_no_payment_of_a_real_round_and_what_is_not_filed_is_empty() -> None:
    grants = [GRANT | {"status": "已完成"}, GRANT | {"grant_id": "h"}]
    paid = {"district": "haishu", "grant_id": "g", "instalment": 1, "amount": 50, "paid_on": "2024-06-01"}
    (row,) = said("haishu_venture_rounds", grants=grants)
    assert (row["awarded"], row["paid"]) == (200, None)
    (row,) = said("haishu_venture_rounds", grants=grants, grant_payments=[paid, paid | {"instalment": 2, "sample": 1}])
    assert (row["awarded"], row["paid"], row["sample"]) == (200, 50, 0)
    unsaid = [GRANT, GRANT | {"grant_id": "h", "awarded": None}]
    for view in ("haishu_venture_rounds", "haishu_venture_sources", "haishu_project_register"):
        (row,) = said(view, grants=unsaid)
        assert row["awarded"] is None, f"{view}: the sum of one of two projects is not that of both"


def test_a_quarter_of_a_sample_leaves_the_real_year_as_it_is() -> None:
    first = {"district": "haishu", "grant_id": "g", "year": 2024, "quarter": 1, "spent": 10, "unspent": 90}
    spending = [first, first | {"quarter": 2, "sample": 1}]
    rows = said("haishu_venture_quarters", grants=[GRANT], grant_spending=spending)
    assert {(row["sample"], row["spent_1"], row["spent_2"]) for row in rows} == {(0, 10, None), (1, None, 10)}
    rows = said("haishu_venture_years", grants=[GRANT], grant_spending=spending)
    assert {(row["sample"], row["projects"], row["spent_1"]) for row in rows} == {(0, 1, 10), (1, 1, None)}


def test_members_of_a_sample_hide_no_real_ones() -> None:
    members = own(year=2023, members=30)
    (row,) = said("haishu_community_bodies", staffing=[members, members | {"year": 2024, "members": 9, "sample": 1}])
    assert (row["members"], row["member_year"]) == (30, 2023)


def test_marks_of_a_sample_are_not_added_to_real_ones() -> None:
    mark = own(announced_on="2023-05-10", section="规范", indicator="a", score=8, full_score=10)
    marks = [mark, mark | {"indicator": "b", "sample": 1}]
    rows = said("haishu_grade_scores", evaluations=[GRADE], evaluation_scores=marks)
    assert {(row["sample"], row["score"], row["full_score"]) for row in rows} == {(0, 8, 10), (1, 8, 10)}


UNBEGUN = {"announced_on": "2026-04-01", "valid_from": None, "valid_until": "2031-12-31"}


def test_a_grade_whose_first_day_is_not_filed_is_not_said_to_be_valid() -> None:
    agency = BODY | {"type": "民办非企业单位", "registration": "登记", "is_community_org": 1}
    for given, grade, state in (({}, "3A", "有效"), (UNBEGUN, None, "未知")):
        (row,) = said("haishu_agencies", organisations=[agency], evaluations=[GRADE | given])
        assert (row["grade"], row["projects"]) == (grade, None)
        (row,) = said("haishu_grades", organisations=[agency], evaluations=[GRADE | given])
        assert row["state"] == state
    closed = agency | {"status": "注销", "status_since": "2026-01-01"}
    (row,) = said("haishu_agencies", organisations=[closed], evaluations=[GRADE])
    assert row["grade"] is None


def test_a_grade_announced_after_the_contract_was_not_held_then() -> None:
    bought = GRANT | {"programme": "政府购买服务"}
    for given, grade in (({}, "3A"), ({"announced_on": "2024-09-01", "valid_from": "2024-01-01"}, None)):
        (row,) = said("haishu_purchases", grants=[bought], evaluations=[GRADE | given])
        assert row["grade"] == grade


def test_a_body_is_missing_only_from_a_list_that_is_published() -> None:
    honour = own(org_id="B", year=2024, title="“十好”社区社会组织", recipient="乙")
    for given, told in (
        ({}, "名单上没有"),
        ({"org_id": "A"}, "是"),
        ({"org_id": None}, "不知道"),
        ({"year": 2023}, "没有公布名单"),
    ):
        rows = said("haishu_ten_good_summary", staffing=[STAFF], honours=[honour | given])
        assert [row["honoured"] for row in rows if row["year"] == 2024] == [told]


def test_a_case_without_its_first_day_is_not_said_to_have_no_limit() -> None:
    body = BODY | {"registration": "登记", "type": "民办非企业单位", "admission": "直接登记"}
    term = {"district": "haishu", "programme": "直接登记", "term": "办理期限", "from_on": "2011-01-01", "value": 30, "unit": "日",
            "policy_id": "p", "section": "第一条"}  # fmt: skip
    law = {"organisations": [body], "policies": [{"district": "haishu", "policy_id": "p"}], "programme_terms": [term]}
    case = own(case_id="c", kind="成立", accepted_on="2015-01-01", decided_on="2015-01-11")
    for given, state in (
        ({}, "按时"),
        ({"decided_on": "2015-03-01"}, "超过期限"),
        ({"accepted_on": None}, "无法判断"),
        ({"kind": "筹备"}, "没有规定期限"),
    ):
        (row,) = said("haishu_direct_cases", cases=[case | given], **law)
        assert row["state"] == state


def test_a_review_is_missing_only_after_its_last_day_is_over() -> None:
    for until, state in (("2025-12-31", "没有公布，不知道"), ("2026-01-01", "没有（截至 2026-01-01）")):
        rows = said("haishu_reviews", coverage=[whole("inspections", until=until)])
        assert [row["state"] for row in rows if row["year"] == 2024] == [state]


@pytest.mark.parametrize("view", ["haishu_satisfaction", "haishu_community_years"])
def test_a_view_of_haishu_holds_no_row_of_another_district(view: str) -> None:
    there = {"district": "zhenhai"}
    score = {"grant_id": "g", "stage": "终期评估", "indicator": "服务对象的满意度"} | there
    filed = {
        "organisations": [BODY | there],
        "staffing": [STAFF | there],
        "grants": [GRANT | there],
        "grant_scores": [score],
    }
    assert list(BLANK.filled(filed).query(f"select * from {view}")) == []


def test_a_rate_per_thousand_is_of_the_day_up_to_which_the_register_is_whole() -> None:
    area = {"district": "haishu", "area_id": "s", "name": "甲街道", "level": "街道", "population": 500}
    later = BODY | {"org_id": "B", "registered_on": "2020-01-01"}
    filed = {"organisations": [BODY, later], "areas": [area], "coverage": [whole("organisations", until="2016-12-31")]}
    (row,) = said("bodies_by_street", **filed)
    assert (row["bodies"], row["per_thousand"], row["known_until"]) == (2, 2, "2016-12-31")
    nowhere = BODY | {"org_id": "C", "street": None}
    rows = said("bodies_by_street", **filed | {"organisations": [BODY, later, nowhere]})
    assert {row["per_thousand"] for row in rows} == {None}


def test_a_term_ends_no_later_than_its_measure() -> None:
    term = {"district": "haishu", "programme": "公益创投", "term": "资助上限", "from_on": "2011-04-18", "until_on": "2030-12-31",
            "policy_id": "p", "section": "第一条"}  # fmt: skip
    policy = {"district": "haishu", "policy_id": "p", "expires_on": "2015-12-31"}
    (row,) = said("haishu_venture_terms", policies=[policy], programme_terms=[term])
    assert row["until_on"] == "2015-12-31"


def test_a_page_links_the_table_that_carries_a_field(published: Path) -> None:
    paths = (published / "site/districts/haishu/venture").rglob("index.html")
    page = "".join(path.read_text(encoding="utf-8") for path in sorted(paths))
    assert re.search('href="[^"]*/dictionary/grants/">资助项目</a>', page)
    assert not re.search(r">(grants|organisations|grant_budget)\.[a-z_]+<", page)


def test_no_column_of_a_page_is_titled_as_that_of_another_table(published: Path) -> None:
    page = (published / "site/districts/haishu/registration/index.html").read_text(encoding="utf-8")
    assert "项目状态" not in page and "实施街道" not in page
