"""What held records say of targets: each view measured_*, on smallest cases reckoned by hand."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank

DUE = "2024-12-31"
TARGET = {"plan": "p", "indicator": "x", "dimension": "总计", "due_year": 2024, "due_on": None, "comparison": "≥", "value": 1,
          "value_max": None, "unit": "个", "source": "p", "recurrence": "一次", "from_year": None}  # fmt: skip
BEFORE = {"submitted_on": "2020-01-01", "superseded_on": None}
LATER = {"submitted_on": "2025-01-01", "superseded_on": None}
OTHERS = (
    "measured_least_of_places/社会组织/社区",
    "measured_places_with/志愿服务组织/镇街",
    "measured_honours_of_places/奖/社区",
)
Said = list[tuple[float, float | None, str | None]]


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register."""
    return Blank(load_districts(ROOT / "plugins"))


def said(blank: Blank, measured_by: str, target: dict[str, Any] | None = None, **tables: Any) -> Said:
    """Return (value, most, qualifier) of what held records say of one target, alone and beside others."""
    asked = TARGET | {"measured_by": measured_by} | (target or {})
    alone = _figures(blank, {"targets": [asked]} | tables)
    others = [asked | {"indicator": str(year), "due_year": year} for year in (2021, 2025)]
    others += [asked | {"indicator": name, "measured_by": name} for name in OTHERS]
    elsewhere = {
        name: [row | {"district": "other"} for row in rows[: 1 + len(rows) // 2]] for name, rows in tables.items()
    }
    beside = {name: rows + elsewhere[name] for name, rows in tables.items()}
    beside["targets"] = [asked, *others, *(one | {"district": "other"} for one in (asked, *others))]
    assert _figures(blank, beside) == alone
    _figures(blank, {"targets": [asked]} | tables)
    return alone


def _figures(blank: Blank, filed: dict[str, Any]) -> Said:
    """Return what is said of the target `x`."""
    rows = blank.filled(filed).query("select * from measured where district = 'demo' and indicator = 'x'")
    return [(row["value"], row["value_max"], row["qualifier"]) for row in rows]


def whole(*names: str, since: str = "1949-10-01", until: str = "2026-10-31", **columns: Any) -> list[dict[str, Any]]:
    """Return statements that all of some tables is filed."""
    window = {"kind": None, "org_type": None, "from_on": since, "until_on": until}
    return [window | {"table_name": name} | columns for name in names]


def body(number: int, **columns: Any) -> dict[str, Any]:
    """Return a filed community organisation of 2012."""
    filled = {"org_id": f"o{number}", "type": "社区社会组织", "registration": "备案", "registered_on": "2012-01-01", "status": "正常",
              "status_since": None, "street": "甲街道", "community": "子社区"}  # fmt: skip
    return filled | columns


def bodies(*rows: dict[str, Any], known: dict[str, Any] = BEFORE) -> dict[str, Any]:
    """Return organisations with what was filed of each on one day."""
    return {"organisations": list(rows), "organisations_history": [row | known for row in rows]}


def places(*rows: dict[str, Any], known: dict[str, Any] = BEFORE) -> dict[str, Any]:
    """Return areas with what was filed of each on one day."""
    empty = {
        "urban_rural": None,
        "parent": None,
        "population": None,
        "population_year": None,
        "service_centre": None,
        "hub_org_id": None,
    }
    filled = [empty | row for row in rows]
    return {"areas": filled, "areas_history": [row | known for row in filled]}


A = {"area_id": "a", "name": "甲街道", "level": "街道"}
B = {"area_id": "b", "name": "乙街道", "level": "街道"}
A1 = {"area_id": "a1", "name": "子社区", "level": "社区", "urban_rural": "城市", "parent": "a"}
A2 = {"area_id": "a2", "name": "丑社区", "level": "社区", "urban_rural": "城市", "parent": "a"}
B1 = {"area_id": "b1", "name": "子社区", "level": "村", "urban_rural": "农村", "parent": "b"}
WHOLE = {"coverage": whole("organisations")}
COUNTY = {"area_id": "q", "name": "某区", "level": "区县", "population": 2000, "population_year": 2024}


def test_organisations_per_thousand_residents(blank: Blank) -> None:
    name = "measured_per_residents/社会组织/1000"
    three = bodies(body(1), body(2, registered_on="2024-12-31"), body(3, registered_on="2025-01-01"))
    assert said(blank, name, **three, **places(COUNTY), **WHOLE) == [(1, None, None)]
    assert said(blank, name, **three, **places(COUNTY)) == []
    assert said(blank, name, **three, **places(COUNTY | {"population_year": 2025}), **WHOLE) == []
    assert said(blank, name, **three, **places(COUNTY, COUNTY | {"area_id": "r", "population": None}), **WHOLE) == []
    assert said(blank, name, **three, **places(COUNTY, COUNTY | {"area_id": "r"}), **WHOLE) == [(0.5, None, None)]
    assert said(blank, name, **three, **places(COUNTY | {"sample": 1}), **WHOLE) == []
    ended = [
        body(1),
        body(2, status="注销", status_since="2024-12-31"),
        body(4, status="注销", status_since="2025-01-01"),
    ]
    assert said(blank, name, **bodies(*ended), **places(COUNTY), **WHOLE) == [(1, None, None)]
    assert said(blank, name, **bodies(body(1), body(2, status="注销")), **places(COUNTY), **WHOLE) == []


def test_registered_people_and_residents_are_not_added(blank: Blank) -> None:
    name = "measured_per_residents/社会组织/1000"
    for other, said_of_it in (("户籍", []), ("常住", [(0.25, None, None)])):
        two = places(COUNTY | {"population_basis": "常住"}, COUNTY | {"area_id": "r", "population_basis": other})
        assert said(blank, name, **bodies(body(1)), **two, **WHOLE) == said_of_it


def test_a_correction_of_the_residents_counts_and_another_year_replaces_none(blank: Blank) -> None:
    areas = places(COUNTY)
    areas["areas"] = [areas["areas"][0] | {"population": 9, "population_year": 2025}]
    areas["areas_history"] += [areas["areas_history"][0] | {"population": 500, "submitted_on": "2025-06-01"},
                               areas["areas"][0] | {"submitted_on": "2026-01-01"}]  # fmt: skip
    assert said(blank, "measured_per_residents/社会组织/1000", **bodies(body(1)), **areas, **WHOLE) == [(2, None, None)]


def test_a_kind_that_was_not_filed_by_the_day_makes_a_range(blank: Blank) -> None:
    name, registered = "measured_per_residents/社区社会组织/1000", {"type": "社会团体", "registration": "登记"}
    for filed, told in (({"is_community_org": 1}, (1, None, None)), ({"is_community_org": 0}, (0.5, None, None)),
                        ({"is_community_org": None}, (0.5, 1, None))):  # fmt: skip
        rows = bodies(body(1), body(2, **registered, **filed))
        assert said(blank, name, **rows, **places(COUNTY), **WHOLE) == [told]
    late = bodies(body(1), body(2, **registered, is_community_org=1), known=LATER)
    assert said(blank, name, **late, **places(COUNTY), **WHOLE) == [(0.5, 1, None)]


GRADED = {
    "org_id": "o1",
    "announced_on": "2022-01-01",
    "grade": "3A",
    "valid_from": "2022-01-01",
    "valid_until": "2026-12-31",
}


@pytest.mark.parametrize(
    ("evaluation", "told"),
    [
        ({}, (50, None, None)), ({"grade": "2A"}, (0, None, None)), ({"valid_until": "2024-12-30"}, (0, None, None)),
        ({"valid_until": DUE}, (50, None, None)), ({"withdrawn_on": DUE}, (0, None, None)), ({"withdrawn_on": "2025-01-01"}, (50, None, None)),
        ({"announced_on": "2025-01-01"}, (0, None, None)), ({"valid_from": "2025-01-01"}, (0, None, None)), ({"valid_until": None}, (0, 50, None)),
    ],
)  # fmt: skip
def test_the_share_graded_is_of_the_grades_in_force_on_the_day(
    blank: Blank, evaluation: dict[str, Any], told: tuple[Any, ...]
) -> None:
    filed = {"evaluations": [GRADED | evaluation], "coverage": whole("organisations", "evaluations")}
    assert said(blank, "measured_graded_rate", **bodies(body(1), body(2)), **filed) == [told]


def test_without_all_grades_a_body_may_have_one(blank: Blank) -> None:
    filed = {"evaluations": [GRADED], "coverage": whole("organisations")}
    assert said(blank, "measured_graded_rate", **bodies(body(1), body(2)), **filed) == [(50, 100, None)]
    filed["coverage"] += whole("evaluations", since="2018-12-31")
    assert said(blank, "measured_graded_rate", **bodies(body(1), body(2)), **filed) == [(50, None, None)]
    assert said(
        blank,
        "measured_graded_rate",
        **bodies(body(1), body(2)),
        **filed | {"coverage": whole("organisations") + whole("evaluations", since="2018-12-31", until=DUE)},
    ) == [(50, None, None)]
    filed["coverage"][1]["until_on"] = "2024-12-30"
    assert said(blank, "measured_graded_rate", **bodies(body(1), body(2)), **filed) == [(50, 100, None)]


def test_a_grade_of_2026_begins_with_the_next_year(blank: Blank) -> None:
    filed, due = {"coverage": whole("organisations", "evaluations")}, {"due_year": 2026, "due_on": "2026-10-31"}
    for day, told in (("2026-02-28", (50, None, None)), ("2026-03-01", (0, 50, None))):
        grade = GRADED | {"announced_on": day, "valid_from": None, "valid_until": "2031-12-31"}
        assert said(blank, "measured_graded_rate", due, evaluations=[grade], **bodies(body(1), body(2)), **filed) == [
            told
        ]


def test_what_a_community_has_on_average_and_at_least(blank: Blank) -> None:
    rows = bodies(
        body(1), body(2), body(3), body(4, community="丑社区"), body(5, street="乙街道"), body(6, community="寅社区")
    )
    areas = places(A, B, A1, A2, B1)
    for name, told in {
        "measured_average_of_places/社区社会组织/城市社区": (2, None, None),
        "measured_average_of_places/社区社会组织/农村社区": (1, None, None),
        "measured_average_of_places/社区社会组织/社区": (1.67, None, None),
        "measured_average_of_places/社区社会组织/镇街": (3, None, None),
        "measured_least_of_places/社区社会组织/城市社区": (1, None, None),
        "measured_least_of_places/社区社会组织/街道": (1, None, None),
        "measured_each_place/社区社会组织/城市社区": (1, 2, None),
    }.items():
        assert said(blank, name, **rows, **areas, **WHOLE) == [told], name


def test_a_body_of_which_the_place_is_not_known_may_be_anywhere(blank: Blank) -> None:
    areas, name = places(A, B, A1, A2, B1), "measured_average_of_places/社区社会组织/城市社区"
    in_street = bodies(body(1), body(2, community=None))
    assert said(blank, name, **in_street, **areas, **WHOLE) == [(0.5, 1, None)]
    elsewhere = bodies(body(1), body(2, street="乙街道", community=None))
    assert said(blank, name, **elsewhere, **areas, **WHOLE) == [(0.5, None, None)]
    anywhere = bodies(body(1), body(2, street=None, community=None))
    assert said(blank, name, **anywhere, **areas, **WHOLE) == [(0.5, 1, None)]
    late = bodies(body(1), body(2), known=LATER)
    assert said(blank, name, **late, **areas, **WHOLE) == [(0, 1, None)]
    assert said(blank, name.replace("average_of", "least_of"), **late, **areas, **WHOLE) == [(0, 2, None)]


def test_places_are_those_filed_by_the_day(blank: Blank) -> None:
    name = "measured_average_of_places/社区社会组织/城市社区"
    assert said(blank, name, **bodies(body(1)), **places(A, A1, A2, known=LATER), **WHOLE) == []
    gone = {"submitted_on": "2020-01-01", "superseded_on": DUE}
    assert said(blank, name, **bodies(body(1)), **places(A, A1, known=gone), **WHOLE) == []
    unsure = places(A, A1, A2 | {"urban_rural": None})
    assert said(blank, name, **bodies(body(1)), **unsure, **WHOLE) == []
    samples = places(A | {"sample": 1}, A1 | {"sample": 1})
    assert said(blank, name, **bodies(body(1)), **samples, **WHOLE) == []


def test_places_that_have_a_hub(blank: Blank) -> None:
    hub, name = {"is_hub": 1, "hub_level": "街道镇"}, "measured_places_with/枢纽型、支持型社会组织/镇街"
    one = bodies(body(1, **hub))
    assert said(blank, name, **one, **places(A), **WHOLE) == [(100, None, None)]
    assert said(blank, name, **one, **places(A, B), **WHOLE) == [(50, 100, None)]
    assert said(blank, name, **one, **places(A, B | {"hub_org_id": "o1"}), **WHOLE) == [(100, None, None)]
    assert said(blank, name, **bodies(body(1, is_hub=1, hub_level="区县")), **places(A), **WHOLE) == [(0, 100, None)]
    community = bodies(body(1, is_hub=1, hub_level="社区"))
    assert said(blank, name.replace("镇街", "社区"), **community, **places(A, A1), **WHOLE) == [(100, None, None)]
    assert said(blank, name, **community, **places(A), **WHOLE) == [(0, 100, None)]
    counted = name.replace("places_with", "average_of_places")
    assert said(blank, counted, **bodies(body(1, is_hub=1, hub_level=None)), **places(A), **WHOLE) == [(0, 1, None)]
    assert said(blank, counted, **bodies(body(1, is_hub=None, hub_level=None)), **places(A), **WHOLE) == [(0, 1, None)]
    assert said(blank, counted, **bodies(body(1, is_hub=0), body(2, **hub)), **places(A), **WHOLE) == [(1, None, None)]
    assert said(blank, name.replace("places_with", "least_of_places"), **one, **places(A, B), **WHOLE) == [(0, 1, None)]


def test_places_that_have_a_social_work_agency(blank: Blank) -> None:
    name = "measured_places_with/社会工作服务机构/镇街"
    agency = bodies(body(1, is_social_work_agency=1), body(2, street="乙街道", is_social_work_agency=0))
    assert said(blank, name, **agency, **places(A, B), **WHOLE) == [(50, None, None)]
    unknown = bodies(body(1, is_social_work_agency=1), body(2, street="乙街道", is_social_work_agency=None))
    assert said(blank, name, **unknown, **places(A, B), **WHOLE) == [(50, 100, None)]


def honour(year: int, recipient: str = "甲", **columns: Any) -> dict[str, Any]:
    """Return an honour."""
    return {"title": "品牌", "year": year, "recipient": recipient, "level": "区级", "org_id": None} | columns


def test_honours_of_the_year_since_a_year_and_ever(blank: Blank) -> None:
    given = [honour(2021), honour(2022, "乙"), honour(2024, "乙"), honour(2024, "丙"), honour(2025, "丁"), honour(2024, "戊", title="奖"),
             honour(2024, "己", sample=1)]  # fmt: skip
    listed = [{"list": "品牌", "year": 2024, "org_id": "o1"}]
    filed = {"honours": given, "listings": listed, "coverage": whole("honours")}
    for target, many in (
        ({}, 3),
        ({"recurrence": "每年"}, 2),
        ({"from_year": 2022}, 2),
        ({"recurrence": "每年", "due_year": 2023}, 0),
    ):
        assert said(blank, "measured_honours/品牌", target, **filed) == [(many, None, None)]
    assert said(blank, "measured_honours/区级品牌", **filed) == [(3, None, None)]
    assert said(blank, "measured_honours/市级品牌", **filed) == [(0, None, None)]
    assert said(blank, "measured_latest_honours/品牌", **filed) == [(2, None, None)]
    assert said(blank, "measured_latest_honours/品牌", {"due_year": 2023}, **filed) == [(1, None, None)]


def test_honours_that_are_not_all_filed_are_so_many_at_least(blank: Blank) -> None:
    name, given = "measured_honours/品牌", {"honours": [honour(2022), honour(2024, "乙")]}
    assert said(blank, name, **given) == [(2, None, "以上")]
    assert said(blank, "measured_honours/奖", **given) == said(blank, "measured_latest_honours/品牌", **given) == []
    exactly = {"targets": [TARGET | {"measured_by": name, "comparison": "=", "value": 1}]}
    (row,) = blank.filled(exactly | given).query("select status, detail from target_results")
    assert row == {"status": "无法判断", "detail": "实际比目标多，原文没有写不能超过"}
    since = {"coverage": whole("honours", since="2023-01-01", until=DUE)}
    assert said(blank, name, {"from_year": 2023}, **given, **since) == [(1, None, None)]
    assert said(blank, name, {"from_year": 2022}, **given, **since) == [(2, None, "以上")]
    for value, status in ((2, "达到"), (3, "无法判断")):
        db = blank.filled({"targets": [TARGET | {"measured_by": name, "value": value}]} | given)
        (row,) = db.query("select status, detail from target_results")
        assert row == {
            "status": status,
            "detail": None if status == "达到" else "有的情况没有填报，或者没有声明报全，只知道一个范围",
        }


def test_a_body_by_code_and_by_name_is_honoured_once(blank: Blank) -> None:
    both = {"coverage": whole("honours")}
    twice = [honour(2022, "甲社", org_id="o1"), honour(2024, "甲社")]
    assert said(blank, "measured_honours/品牌", honours=twice, **both) == [(1, None, None)]
    assert said(blank, "measured_honours/品牌", honours=[*twice, honour(2023, "甲社", org_id="o2")], **both) == [
        (2, None, None)
    ]
    named = [honour(2022, "甲社的旧名", org_id="o1"), honour(2024, "甲社")]
    assert said(blank, "measured_honours/品牌", honours=named, **bodies(body(1, name="甲社")), **both) == [
        (1, None, None)
    ]
    latest = [honour(2024, "甲社的旧名", org_id="o1"), honour(2024, "甲社")]
    assert said(blank, "measured_latest_honours/品牌", honours=latest, **bodies(body(1, name="甲社")), **both) == [
        (1, None, None)
    ]


@pytest.mark.parametrize("view", ["measured_honours", "measured_latest_honours"])
def test_a_name_that_two_bodies_bear_is_no_third(blank: Blank, view: str) -> None:
    name, rows = f"{view}/品牌", bodies(body(1, name="同名社"), body(2, name="同名社")) | {"coverage": whole("honours")}
    by_name, first, second = honour(2024, "同名社"), honour(2024, "甲", org_id="o1"), honour(2024, "乙", org_id="o2")
    assert said(blank, name, honours=[by_name], **rows) == [(1, None, None)]
    assert said(blank, name, honours=[by_name, first], **rows) == [(1, 2, None)]
    assert said(blank, name, honours=[by_name, first, second], **rows) == [(2, None, None)]
    assert said(blank, name, honours=[by_name, honour(2024, "别的社")], **rows) == [(2, None, None)]
    if view == "measured_honours":
        assert said(blank, name, honours=[by_name, honour(2023, "同名社")], **rows) == [(1, 2, None)]


def test_a_plan_and_a_year_of_one_honour_are_two_figures(blank: Blank) -> None:
    name = {"measured_by": "measured_honours/品牌"}
    targets = [TARGET | name | {"value": 2}, TARGET | name | {"indicator": "y", "recurrence": "每年", "value": 2}]
    filed = {"honours": [honour(2022), honour(2024, "乙")], "coverage": whole("honours")}
    rows = blank.filled({"targets": targets} | filed).query("select indicator, actual, status from target_results")
    assert [tuple(row.values()) for row in rows] == [("x", 2, "达到"), ("y", 1, "未达到")]


def test_listed_bodies_of_the_year(blank: Blank) -> None:
    listed = [{"list": "名录", "year": 2024, "org_id": name} for name in ("o1", "o2")] + [
        {"list": "名录", "year": 2023, "org_id": "o3"}
    ]
    yearly = {"recurrence": "每年"}
    assert said(blank, "measured_listed/名录", yearly, listings=listed, coverage=whole("listings")) == [(2, None, None)]
    assert said(blank, "measured_listed/名录", yearly, listings=listed) == [(2, None, "以上")]


def test_honours_of_the_place_with_the_fewest(blank: Blank) -> None:
    name, rows, areas = (
        "measured_honours_of_places/品牌/镇街",
        bodies(body(1), body(2), body(3, street="乙街道")),
        places(A, B),
    )
    given = [honour(2023, org_id="o1"), honour(2024, "乙", org_id="o2"), honour(2024, "丙", org_id="o3")]
    both = {"coverage": whole("honours")}
    assert said(blank, name, honours=given, **rows, **areas, **both) == [(1, None, None)]
    assert said(blank, name, honours=given, **rows, **areas) == [(1, None, "以上")]
    assert said(blank, name, honours=given[:2], **rows, **areas, **both) == [(0, None, None)]
    assert said(blank, name, honours=given[:2], **rows, **areas) == []
    assert said(blank, name, honours=[*given[:2], honour(2024, "丁")], **rows, **areas, **both) == [(0, 1, None)]
    assert said(blank, name, honours=given, **bodies(body(1), body(2), body(3), known=LATER), **areas, **both) == [
        (0, 3, None)
    ]
    assert said(blank, name, honours=given, **rows, **areas | places(A, B, known=LATER), **both) == []


def test_honours_of_the_community_with_the_fewest(blank: Blank) -> None:
    name, areas = "measured_honours_of_places/品牌/城市社区", places(A, B, A1, A2, B1)
    filed = {"honours": [honour(2024, org_id="o1"), honour(2024, "乙", org_id="o2")], "coverage": whole("honours")}
    for second, told in (
        ({"community": "丑社区"}, (1, None, None)), ({"community": None}, (0, 1, None)), ({"street": None}, (0, 1, None)),
        ({"street": "乙街道"}, (0, None, None)), ({"street": "乙街道", "community": None}, (0, None, None)),
    ):  # fmt: skip
        assert said(blank, name, **bodies(body(1), body(2, **second)), **areas, **filed) == [told], second
    assert said(blank, name.replace("品牌", "奖"), **bodies(body(1), body(2)), **areas, **filed) == [(0, None, None)]


def test_the_share_of_communities_with_an_honour(blank: Blank) -> None:
    name, areas = "measured_honoured_communities/品牌", places(A, B, A1, A2)
    all_filed = {"coverage": whole("honours")}
    assert said(blank, name, honours=[honour(2024, "子社区")], **areas, **all_filed) == [(50, None, None)]
    assert said(blank, name, honours=[honour(2024, "甲街道子社区")], **areas) == [(50, None, "以上")]
    assert said(blank, name, honours=[honour(2025, "子社区")], **areas, **all_filed) == [(0, None, None)]
    assert said(blank, name, honours=[honour(2024, "卯社区")], **areas, **all_filed) == [(0, 50, None)]
    twins = places(A, B, A1, B1 | {"urban_rural": "城市"})
    assert said(blank, name, honours=[honour(2024, "子社区")], **twins, **all_filed) == [(0, 50, None)]
    assert said(blank, name, honours=[honour(2024, "乙街道子社区")], **twins, **all_filed) == [(50, None, None)]


def grant(number: int, **columns: Any) -> dict[str, Any]:
    """Return a project that was funded in 2024."""
    row = {
        "grant_id": f"g{number}",
        "programme": "计划",
        "round": 2024,
        "org_id": "BA-1",
        "decision": "资助",
        "decided_on": "2024-05-01",
    }
    return row | {"street": "甲街道"} | columns


def test_funded_projects_of_community_organisations(blank: Blank) -> None:
    made = [
        grant(1),
        grant(2, decided_on="2023-05-01"),
        grant(3, decision="不予资助"),
        grant(4, decided_on="2025-01-01"),
        grant(5, sample=1),
    ]
    name, yearly, grants = (
        "measured_funded_projects",
        {"recurrence": "每年"},
        {"coverage": whole("grants", since="2023-01-01")},
    )
    assert said(blank, name, yearly, grants=made, **grants) == [(1, None, None)]
    assert said(blank, name, {"from_year": 2023}, grants=made, **grants) == [(2, None, None)]
    assert said(blank, name, {"from_year": 2022}, grants=made, **grants) == [(2, None, "以上")]
    other = grant(6, org_id="o6")
    assert said(blank, name, yearly, grants=[*made, other], **grants) == [(1, 2, None)]
    past = bodies(body(6, is_community_org=0), known=BEFORE | {"superseded_on": DUE})
    assert said(blank, name, yearly, grants=[*made, other], **past, **grants) == [(1, 2, None)]
    known = bodies(body(6, type="社会团体", registration="登记", is_community_org=0))
    assert said(blank, name, yearly, grants=[*made, other], **known, **grants) == [(1, None, None)]
    assert said(blank, name, yearly, grants=made[1:2]) == []
    undated = {"decided_on": None}
    assert said(blank, name, yearly, grants=[grant(1, **undated)], **grants) == [(0, 1, None)]
    assert said(blank, name, yearly, grants=[grant(1, round=2025, **undated)], **grants) == [(0, None, None)]


def test_applications_of_each_street(blank: Blank) -> None:
    def spread(*streets: str | None, areas: dict[str, Any] | None = None, **more: Any) -> tuple[Any, ...]:
        made = [grant(number, street=street) for number, street in enumerate(streets)]
        target = {"comparison": "区间", "value": 2, "value_max": 3}
        filed = {"grants": made, "coverage": whole("grants")} | (areas or places(A, B)) | more
        figures = said(blank, "measured_applications/计划", target, **filed)
        (row,) = blank.db.query("select status from target_results")
        return figures, row["status"]

    first, second = "甲街道", "乙街道"
    assert spread(first, first, second, second, second) == ([(2, 3, None)], "达到")
    assert spread(first, first, second) == ([(1, None, None)], "未达到")
    assert spread(first, first, *[second] * 4) == ([(4, None, None)], "未达到")
    assert spread(first, first, second, None) == ([(1, 3, None)], "无法判断")
    assert spread(first, first, second, second, coverage=[]) == ([], "无数据")
    assert spread(first, first, areas=places(A, known=LATER)) == ([], "无数据")
    window = whole("grants", since="2024-01-01", until=DUE)
    assert spread(first, first, second, second, coverage=window) == ([(2, None, None)], "达到")
    assert spread(first, first, second, second, coverage=[window[0] | {"sample": 1}]) == ([], "无数据")
    assert spread(first, first, second, second, coverage=whole("grants", since="2024-01-02")) == ([], "无数据")
    others = [grant(number, programme="别的") for number in (8, 9)] + [grant(7, round=2023), grant(6, sample=1)]
    made = [grant(number, street=street) for number, street in enumerate((first, first, second, second))]
    assert spread(grants=made + others) == ([(2, None, None)], "达到")
    blank.filled({"targets": [TARGET | {"measured_by": "measured_applications/计划", "due_year": 2027}],
                  "grants": [one | {"round": 2025} for one in made], "coverage": whole("grants"), **places(A, B)})  # fmt: skip
    assert [(row["as_of"], row["value"]) for row in blank.db.query("select * from measured")] == [("2025-12-31", 2)]


def test_growth_of_the_slowest_street(blank: Blank) -> None:
    new = {"registered_on": "2024-03-01"}
    old = [body(number) for number in range(1, 5)] + [body(5, street="乙街道")]
    areas, name = places(A, B), "measured_growth/街道"
    rows = [*old, body(6, **new), body(7, street="乙街道", **new)]
    assert said(blank, name, **bodies(*rows), **areas, **WHOLE) == [(25, None, None)]
    assert said(blank, name, **bodies(*old, body(6, **new)), **areas, **WHOLE) == [(0, None, None)]
    assert said(blank, name, **bodies(*old[:4], body(6, **new), body(7, street="乙街道", **new)), **areas, **WHOLE) == [
        (25, None, None)
    ]
    closed = body(8, status="注销", status_since="2023-12-31")
    assert said(blank, name, **bodies(*rows, closed), **areas, **WHOLE) == [(25, None, None)]
    assert said(blank, name, **bodies(*rows, closed | {"status_since": "2024-01-01"}), **areas, **WHOLE) == [
        (20, None, None)
    ]
    assert said(blank, name, **bodies(*rows, body(9, street=None, **new)), **areas, **WHOLE) == [(25, 50, None)]
    for more in (body(8, registered_on="2025-01-01"), body(8, sample=1), body(8, status="筹备")):
        assert said(blank, name, **bodies(*rows, more), **areas, **WHOLE) == [(25, None, None)]
    doubtful = bodies(*rows, body(9, street=None), body(10, street=None, **new))
    assert said(blank, name, **doubtful, **areas, **WHOLE) == [(20, 50, None)]
    assert said(blank, name, **bodies(*rows), **areas) == []
    assert said(blank, "measured_growth/镇乡", **bodies(*rows), **areas, **WHOLE) == []
    recorded = body(8, status="注销", status_since="2024-03-01", registration="备案")
    registered = body(9, predecessor_id="o8", **new)
    assert said(blank, name, **bodies(*rows, recorded, registered), **areas, **WHOLE) == [(20, None, None)]
    assert said(blank, name, **bodies(*rows, registered), **areas, **WHOLE) == [(50, None, None)]


def test_a_statistic_by_residents(blank: Blank) -> None:
    name = "measured_statistic_per_residents/志愿者数/100"
    figure = {"indicator": "志愿者数", "as_of": DUE, "dimension": "总计", "year": 2024, "value": 260, "value_max": None, "qualifier": None,
              "unit": "人", "source": "s", "partial": None}  # fmt: skip
    assert said(blank, name, statistics=[figure], **places(COUNTY)) == [(13, None, None)]
    assert said(blank, name, statistics=[figure | {"qualifier": "约"}], **places(COUNTY)) == [(13, None, "约")]
    assert said(blank, name, statistics=[figure, figure | {"indicator": "别的", "value": 9}], **places(COUNTY)) == [
        (13, None, None)
    ]
    assert said(blank, name, statistics=[figure | {"as_of": "2025-12-31"}], **places(COUNTY)) == []
    two = places(COUNTY, COUNTY | {"area_id": "r", "name": "某县"})
    parts = [figure | {"dimension": "某区"}, figure | {"dimension": "某县", "value": 140}]
    assert said(blank, name, statistics=parts, **two) == [(10, None, None)]
    assert said(blank, name, statistics=parts[:1], **two) == []
    assert said(blank, name, statistics=[*parts, figure | {"value": 520}], **two) == [(13, None, None)]
    twice = [parts[0], parts[0] | {"source": "t"}]
    assert said(blank, name, statistics=twice, **two) == []
    assert said(blank, name, statistics=[*twice, parts[1]], **two) == [(10, None, None)]
    assert said(blank, name, statistics=[*parts, parts[0] | {"source": "t", "value": 300}], **two) == [(10, 11, None)]
    assert said(blank, name, statistics=[figure, figure | {"source": "t"}], **places(COUNTY)) == [(13, None, None)]


def test_inspections_of_a_year(blank: Blank) -> None:
    name = "measured_inspections/专项检查"
    check = {"org_id": "o1", "kind": "专项检查", "checked_on": "2024-05-01"}
    checks = [check | {"check_id": "1"}, check | {"check_id": "2", "checked_on": "2024-06-01"}, check | {"check_id": "3", "kind": "其他"},
              check | {"check_id": "4", "checked_on": "2025-01-01"}]  # fmt: skip
    assert said(blank, name, spot_checks=checks) == [(1, None, "以上")]
    assert said(blank, name, spot_checks=checks[2:]) == []
    one_kind = {"coverage": whole("spot_checks", kind="专项检查")}
    assert said(blank, name, spot_checks=checks, **one_kind) == [(1, 2, None)]
    assert said(blank, name, spot_checks=checks[2:], **one_kind) == [(0, None, None)]
    year = {"coverage": whole("spot_checks", since="2024-01-01", until=DUE)}
    assert said(blank, name, spot_checks=checks[2:], **year) == [(0, None, None)]
    unkind = {"check_id": "5", "checked_on": "2024-07-01", "kind": None}
    assert said(blank, name, spot_checks=[check | unkind], **year) == [(0, 1, None)]
    assert said(blank, name, spot_checks=[*checks, check | unkind], **year) == [(1, 3, None)]
    for part in (
        {"since": "2024-01-02"},
        {"until": "2024-12-30"},
        {"sample": 1},
        {"kind": "其他"},
        {"org_type": "社会团体"},
    ):
        assert said(blank, name, spot_checks=checks, coverage=whole("spot_checks", **part)) == [(1, None, "以上")]


def test_service_centres(blank: Blank) -> None:
    name, centre = "measured_service_centres/城市社区", {"service_centre": "站"}
    assert said(blank, name, **places(A, A1 | centre, A2 | centre)) == [(100, None, None)]
    assert said(blank, name, **places(A, A1 | centre, A2)) == [(50, None, "以上")]
    assert said(blank, name, **places(A, A1, A2)) == []


def test_a_target_still_to_come_has_only_what_was_before(blank: Blank) -> None:
    db = blank.filled({"targets": [TARGET | {"measured_by": "measured_honours/品牌", "due_year": 2030}],
                       "honours": [honour(2024)], "coverage": whole("honours")})  # fmt: skip
    (row,) = db.query("select status, earlier, earlier_on from target_results")
    assert row == {"status": "尚无结果", "earlier": 1, "earlier_on": "2025-12-31"}


@pytest.mark.parametrize(
    "name", ["measured_register", "measured_asked/x", "measured_none", "measured_honours", "sqlite_master"]
)
def test_a_name_that_gives_no_figure_costs_nothing(blank: Blank, name: str) -> None:
    assert said(blank, name, honours=[honour(2024)], **bodies(body(1)), **WHOLE) == []
