"""What Wenzhou's scheme pages say, on the smallest rows that show it, and the nation's views that they rest on."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank
from disclosure.statements import read_statement

BLANK = Blank(load_districts(ROOT / "plugins"))
HERE = {"district": "wenzhou"}
BODY = HERE | {"org_id": "A", "name": "示例甲社", "type": "民办非企业单位", "registration": "登记", "status": "正常",
               "registered_on": "2015-01-01", "is_hub": 0, "street": "示例街道"}  # fmt: skip
STREET = HERE | {"area_id": "s", "name": "示例街道", "level": "街道"}
COUNTY = HERE | {"area_id": "c", "name": "示例县", "level": "区县", "population": 100_000, "population_year": 2025}
DECLARED = HERE | {"kind": "", "org_type": "", "until_on": "2026-10-31"}
WHOLE_LIST = DECLARED | {"table_name": "organisations", "from_on": "1949-10-01"}
LACKING = "到 2026-10-31 未达到"
WHOLE_BASES = DECLARED | {"table_name": "wenzhou_charity_bases", "from_on": "2018-10-01"}


def rows(view: str, **tables: Any) -> list[dict[str, Any]]:
    """Return the rows of a view over some filed rows."""
    filed = {name: [one] if isinstance(one, dict) else one for name, one in tables.items()}
    return list(BLANK.filled(filed).query(f"select * from {view} where district = 'wenzhou'"))


def books(year: int, income: float, expense: float, net: float) -> dict[str, Any]:
    """Return the yearly accounts of the body."""
    return HERE | {"org_id": "A", "year": year, "income_total": income, "expense_total": expense, "net_assets": net}


def base(**facts: Any) -> dict[str, Any]:
    """Return a base in the county."""
    return HERE | {"base_id": "b", "area_id": "c", "kind": "慈善基地", "opened_on": "2020-01-01"} | facts


def check(day: str, result: str, **facts: Any) -> dict[str, Any]:
    """Return a special inspection of the body."""
    return HERE | {"check_id": day, "org_id": "A", "kind": "专项检查", "checked_on": day, "result": result} | facts


@pytest.mark.parametrize(
    ("signs", "tables"),
    [
        ([], {}),
        (["净资产是负数"], {"finances": books(2025, 10, 10, -1)}),
        ([], {"finances": books(2025, 10, 10, 0)}),
        ([], {"finances": [books(2024, 10, 10, -1), books(2025, 10, 10, 1)]}),
        (["连续两年支出大于收入"], {"finances": [books(2024, 10, 11, 5), books(2025, 10, 11, 4)]}),
        ([], {"finances": [books(2024, 10, 10, 5), books(2025, 10, 11, 4)]}),
        ([], {"finances": [books(2023, 10, 11, 5), books(2025, 10, 11, 4)]}),
        ([], {"finances": books(2020, 10, 10, -1)}),
        (["一年没有开展活动"], {"staffing": HERE | {"org_id": "A", "year": 2025, "activities_held": 0}}),
        ([], {"staffing": HERE | {"org_id": "A", "year": 2025}}),
        (["检查发现问题，没有报改正没有"], {"spot_checks": check("2026-05-01", "发现问题待改正")}),
        (["检查没有查成"], {"spot_checks": check("2012-05-01", "无法联系")}),
        (["检查发现过问题，后来的情况见根据"], {"spot_checks": check("2026-05-01", "发现问题待改正", follow_up="2026-06-01改正")}),
        ([], {"spot_checks": check("2012-05-01", "发现问题待改正", follow_up="2012-06-01改正")}),
        ([], {"staffing": HERE | {"org_id": "A", "year": 2026, "activities_held": 0}}),
        ([], {"finances": books(2026, 10, 10, -1)}),
        (["净资产是负数"], {"finances": [books(2025, 10, 10, -1), books(2026, 10, 10, 1)]}),
        (["上一次年检是基本合格"], {"inspections": HERE | {"org_id": "A", "year": 2025, "kind": "年度检查", "conclusion": "基本合格"}}),
        ([], {"spot_checks": [check("2026-05-01", "发现问题待改正"), check("2026-06-01", "未发现问题")]}),
        (["上一次年检没有合格"], {"inspections": HERE | {"org_id": "A", "year": 2025, "kind": "年度检查", "conclusion": "不合格"}}),
        ([], {"inspections": HERE | {"org_id": "A", "year": 2025, "kind": "年度检查", "conclusion": "待定"}}),
    ],
)  # fmt: skip
def test_a_sign_is_what_a_record_says_and_goes_away_with_it(signs: list[str], tables: dict[str, Any]) -> None:
    found = rows("early_warnings", organisations=BODY, **tables)
    assert [row["sign"] for row in found] == signs


def test_an_audit_is_a_sign_until_it_is_mended() -> None:
    audit = HERE | {
        "audit_id": "a",
        "org_id": "A",
        "kind": "年度审计",
        "report_date": "2026-05-01",
        "opinion": "保留意见",
    }
    assert [row["since"] for row in rows("early_warnings", organisations=BODY, audits=audit)] == ["2026-05-01"]
    assert rows("early_warnings", organisations=BODY, audits=audit | {"rectified": 1}) == []
    assert rows("early_warnings", organisations=BODY, audits=audit | {"opinion": "未发表审计意见"}) == []


def test_a_closed_body_and_a_sample_row_give_no_sign_of_a_real_body() -> None:
    closed = BODY | {"status": "注销", "status_since": "2026-01-01"}
    assert rows("early_warnings", organisations=closed, finances=books(2025, 10, 10, -1)) == []
    assert rows("early_warnings", organisations=BODY, finances=books(2025, 10, 10, -1) | {"sample": 1}) == []


def test_of_an_overdue_duty_the_latest_is_told() -> None:
    late = HERE | {
        "obligation": "duty-report",
        "party": "社会组织",
        "org_id": "A",
        "key": '{"org_id":"A"}',
        "estimated": 0,
    }
    kept = [
        late | {"period": year, "due_on": f"{year}-06-30", "status": "逾期未报", "sample": 0}
        for year in ("2024", "2025")
    ]
    db = BLANK.filled({"organisations": [BODY]})
    db["obligations"].insert_all(kept)
    (found,) = db.query("select * from early_warnings")
    assert (found["sign"], found["since"]) == ("法定代表人述职到期没有报", "2025-06-30")


@pytest.mark.parametrize(
    ("state", "tables"),
    [
        ("达到", {"wenzhou_charity_bases": base()}),
        ("无法判断", {}),
        (LACKING, {"coverage": WHOLE_BASES}),
        ("无法判断", {"coverage": WHOLE_BASES | {"from_on": "2018-10-02"}}),
        ("无法判断", {"coverage": WHOLE_BASES | {"sample": 1}}),
        (LACKING, {"coverage": WHOLE_BASES, "wenzhou_charity_bases": base(closed_on="2026-01-01")}),
        ("无法判断", {"coverage": WHOLE_BASES, "wenzhou_charity_bases": base(closed_on="2026-11-01")}),
        (LACKING, {"coverage": WHOLE_BASES, "wenzhou_charity_bases": base(opened_on="2027-01-01")}),
        ("无法判断", {"wenzhou_charity_bases": base(sample=1)}),
    ],
)
def test_a_county_lacks_a_base_only_where_all_are_filed(state: str, tables: dict[str, Any]) -> None:
    county = HERE | {"area_id": "c", "class": "其它县（市、区）"}
    (found,) = rows("wenzhou_county_bases", areas=COUNTY, wenzhou_counties=county, **tables)
    assert found["state"] == state


def test_a_county_catching_up_needs_the_targeted_kind() -> None:
    county = HERE | {"area_id": "c", "class": "加快发展县"}
    for kind, state in (("慈善基地", "无法判断"), ("慈善精准帮扶基地", "达到")):
        filed = {"areas": COUNTY, "wenzhou_counties": county, "wenzhou_charity_bases": base(kind=kind)}
        assert rows("wenzhou_county_bases", **filed)[0]["state"] == state


@pytest.mark.parametrize(
    ("state", "body", "declared"),
    [
        ("达到", {"is_hub": 1, "hub_level": "街道镇"}, None),
        ("无法判断", {"is_hub": 0}, None),
        (LACKING, {"is_hub": 0}, WHOLE_LIST),
        ("无法判断", {"is_hub": 0}, WHOLE_LIST | {"until_on": "2016-12-31"}),
        ("无法判断", {"is_hub": 1, "hub_level": "街道镇", "street": None}, WHOLE_LIST),
        ("无法判断", {"is_hub": 1}, WHOLE_LIST),
        ("无法判断", {"is_hub": None}, WHOLE_LIST),
        (LACKING, {"is_hub": 1, "hub_level": "社区"}, WHOLE_LIST),
        (LACKING, {"is_hub": 1, "hub_level": "街道镇", "street": "别处街道"}, WHOLE_LIST),
        (LACKING, {"is_hub": 1, "hub_level": "街道镇", "status": "注销", "status_since": "2026-01-01"}, WHOLE_LIST),
        ("无法判断", {"is_hub": 1, "hub_level": "街道镇", "status": "注销", "status_since": "2026-11-01"}, WHOLE_LIST),
    ],
)
def test_a_street_lacks_a_hub_only_where_the_list_is_whole(
    state: str, body: dict[str, Any], declared: dict[str, Any] | None
) -> None:
    tables = {"areas": STREET, "organisations": BODY | body} | ({"coverage": declared} if declared else {})
    assert [row["state"] for row in rows("wenzhou_hub_cover", **tables)] == [state]


@pytest.mark.parametrize(("hub", "state"), [("A", "达到"), ("B", "无法判断")])
def test_a_hub_that_the_street_names_is_its_hub(hub: str, state: str) -> None:
    body = BODY | {"is_hub": 1, "hub_level": None, "street": None}
    filed = {"areas": STREET | {"hub_org_id": hub}, "organisations": body, "coverage": WHOLE_LIST}
    assert [row["state"] for row in rows("wenzhou_hub_cover", **filed)] == [state]


@pytest.mark.parametrize(
    ("state", "figure", "area"),
    [
        ("达到", {"value": 13_000}, {}),
        ("未达到", {"value": 12_999}, {}),
        ("尚无结果", {"value": 10_000, "as_of": "2025-12-30"}, {}),
        ("无法判断", {"value": 10_000, "as_of": "2027-01-01", "year": 2027}, {"population_year": 2027}),
        ("无法判断", {"value": 14_000, "qualifier": "约"}, {}),
        ("无法判断", {"value": 14_000}, {"population": None}),
        ("无法判断", {"value": 14_000}, {"population_year": 2020}),
        ("无法判断", {"value": 14_000}, {"name": "别处县"}),
        ("无法判断", {"value": 14_000}, {"sample": 1}),
    ],
)
def test_volunteers_are_set_against_the_residents_of_the_place(
    state: str, figure: dict[str, Any], area: dict[str, Any]
) -> None:
    said = HERE | {
        "indicator": "注册志愿者数",
        "as_of": "2025-12-31",
        "year": 2025,
        "dimension": "示例县",
        "source": "p",
        "unit": "人",
    }
    target = HERE | {
        "plan": "p",
        "indicator": "注册志愿者占居民人口比例",
        "dimension": "示例县",
        "due_year": 2025,
        "value": 13,
    }
    (found,) = rows("wenzhou_volunteering", statistics=said | figure, areas=COUNTY | area, targets=target)
    assert found["state"] == state
    assert bool(found["why"]) == (state not in ("达到", "未达到"))
    whole_city = {"statistics": said | figure, "areas": COUNTY | area, "targets": target | {"dimension": "总计"}}
    (found,) = rows("wenzhou_volunteering", **whole_city)
    assert found["state"] == "无法判断", "what is asked of the whole city is not asked of a county"


def test_a_year_without_an_inspection_lacks_it_only_where_all_are_filed() -> None:
    declared = DECLARED | {"table_name": "spot_checks", "from_on": "2024-01-01"}
    done = check("2025-12-31", "未发现问题")
    found = {row["year"]: row["state"] for row in rows("wenzhou_special_checks", spot_checks=done, coverage=declared)}
    assert found == {2024: "未达到", 2025: "达到", 2026: "尚无结果"}
    assert {row["year"] for row in rows("wenzhou_special_checks", spot_checks=done)} == {2025}
    unsaid = check("2024-05-01", "未发现问题", kind=None)
    found = {row["year"]: row["state"] for row in rows("wenzhou_special_checks", spot_checks=unsaid, coverage=declared)}
    assert found[2024] == "无法判断"
    early = declared | {"from_on": "2018-01-01", "until_on": "2025-12-31"}
    found = {row["year"]: row["state"] for row in rows("wenzhou_special_checks", coverage=early)}
    assert (found[2018], found[2019], found[2025]) == ("不适用", "未达到", "无法判断")


def test_money_comes_in_and_goes_out_between_two_accounts() -> None:
    project = HERE | {"project_id": "m", "org_id": "A", "project": "图书角", "from_on": "2026-01-01"}
    first = HERE | {"project_id": "m", "as_of": "2026-03-31", "raised": 100, "spent": 10, "remaining": 90}
    then = first | {"as_of": "2026-06-30", "raised": 130, "spent": 60, "remaining": 70}
    filed = {"organisations": BODY, "wenzhou_donation_projects": project, "wenzhou_donation_reports": [first, then]}
    flow = {row["as_of"]: (row["came_in"], row["went_out"]) for row in rows("wenzhou_donation_flow", **filed)}
    assert flow == {"2026-03-31": (100, 10), "2026-06-30": (30, 50)}
    (latest,) = rows("wenzhou_donations", **filed)
    assert (latest["as_of"], latest["raised"], latest["remaining"]) == ("2026-06-30", 130, 70)
    (latest,) = rows("wenzhou_donations", **filed | {"wenzhou_donation_reports": [first, then | {"sample": 1}]})
    assert (latest["as_of"], latest["sample"]) == ("2026-03-31", 0), "a later account of a sample hides no real one"


def test_the_latest_accounts_of_a_sample_hide_no_real_ones() -> None:
    found = rows(
        "wenzhou_funds", organisations=BODY, finances=[books(2024, 10, 9, 1), books(2025, 9, 9, 1) | {"sample": 1}]
    )
    assert {(row["year"], row["sample"]) for row in found} == {(2024, 0), (2025, 1)}


def test_a_ban_is_counted_and_no_body_is_named() -> None:
    ban = HERE | {"measure_id": "m", "measure": "从业禁止", "decided_on": "2025-12-31", "number": 2}
    (found,) = rows("wenzhou_measures_taken", wenzhou_leader_measures=ban)
    assert (found["year"], found["number"], found["bodies"]) == (2025, 2, None)


def test_what_a_measure_on_a_person_shows_without_a_body() -> None:
    given = HERE | {"decided_on": "2025-12-31"}
    ban = given | {"measure_id": "m", "measure": "从业禁止", "org_id": None, "number": 2}
    vetting = given | {"measure_id": "n", "measure": "任职", "org_id": "A", "post": "会长"}
    found = {
        row["measure"]: row["org_name"] for row in rows("wenzhou_measures_told", wenzhou_leader_measures=[ban, vetting])
    }
    assert found == {"从业禁止": None, "任职审查": None}


def test_a_reply_names_the_record_it_is_about_while_that_is_shown() -> None:
    reply = HERE | {"response_id": "r", "org_id": "A", "concerns": "e", "answered_on": "2026-05-01", "text": "已经改了"}
    entry = HERE | {
        "event_id": "e", "org_id": "A", "kind": "活动异常名录", "listed_on": "2026-04-01", "ground": "没有年检", "authority": "民政局",
    }  # fmt: skip
    for event, about in (
        ([entry], "活动异常名录，2026-04-01，没有年检"),
        ([entry | {"publish_until": "2026-05-31"}], "公示期已过的一条记录"),
        ([entry | {"org_id": "B"}], "e"),
    ):
        (found,) = rows("responses_read", responses=reply, credit_events=event)
        assert found["about"] == about


def test_a_notice_that_came_late_is_so_called_and_still_found() -> None:
    duty = HERE | {"party": "社会组织", "org_id": "A", "period": "2026-03-01", "due_on": "2026-02-28", "done_on": "2026-03-05",
                   "status": "逾期报送", "days_late": 5, "estimated": 0, "basis": "p"}  # fmt: skip
    filed = [
        duty | {"obligation": "appointment-notice", "key": '{"org_id":"A","name":"甲","post":"会长"}'},
        duty | {"obligation": "departure-audit", "key": '{"org_id":"A","name":"甲"}'},
    ]
    found = {row["duty"]: row for row in rows("wenzhou_leaders", obligations=filed)}
    assert found["任前公示"]["state"] == "公示晚了" and found["离任审计"]["state"] == "逾期报送"
    assert (found["任前公示"]["starts_on"], found["任前公示"]["left_on"]) == ("2026-03-01", None)
    assert (found["离任审计"]["starts_on"], found["离任审计"]["left_on"]) == (None, "2026-03-01")
    query = read_statement(ROOT / "plugins/wenzhou/queries/leaders_not_done.sql").sql
    late = BLANK.filled({"obligations": filed}).query(query, {"duty": ""})
    assert {row["duty"] for row in late} == {"任前公示", "离任审计"}
