"""The views that say one thing about a figure: what a target came to, what held records measure."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank

TARGET = {"plan": "p", "indicator": "x", "dimension": "总计", "due_year": 2015, "due_on": None, "comparison": "≥", "value": 80,
          "value_max": None, "unit": "家", "source": "p", "measured_by": None}  # fmt: skip
FIGURE = {"indicator": "x", "dimension": "总计", "as_of": "2015-12-31", "year": 2015, "value": 80, "value_max": None,
          "qualifier": None, "unit": "家", "source": "a", "partial": None}  # fmt: skip
MORE = "实际比目标多，原文没有写不能超过"
UNSURE = "公布的数或者目标不是确定的数，比不出来"


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register."""
    return Blank(load_districts(ROOT / "plugins"))


def results(blank: Blank, target: dict[str, Any], *figures: dict[str, Any], **tables: Any) -> list[dict[str, Any]]:
    """Return what is said of one target beside some figures."""
    filed = {"targets": [TARGET | target], "statistics": [FIGURE | figure for figure in figures]} | tables
    return list(blank.filled(filed).query("select * from target_results"))


def result(blank: Blank, target: dict[str, Any], *figures: dict[str, Any], **tables: Any) -> tuple[Any, ...]:
    """Return the status, the figure it rests on and the reason."""
    (row,) = results(blank, target, *figures, **tables)
    return row["status"], row["actual"], row["detail"]


@pytest.mark.parametrize(
    ("comparison", "value", "status"),
    [
        ("≥", 80, "达到"), ("≥", 79.99, "未达到"), (">", 80, "未达到"), (">", 80.01, "达到"), ("≤", 80, "达到"), ("≤", 80.01, "未达到"),
        ("=", 80, "达到"), ("=", 79.99, "未达到"), ("=", 80.01, "无法判断"), ("约", 80, "达到"), ("约", 81, "无法判断"),
        ("区间", 80, "达到"), ("区间", 90, "达到"), ("区间", 79.99, "未达到"), ("区间", 90.01, "未达到"),
    ],
)  # fmt: skip
def test_an_exact_figure_is_reached_or_not(blank: Blank, comparison: str, value: float, status: str) -> None:
    target = {"comparison": comparison, "value_max": 90 if comparison == "区间" else None}
    unsure = MORE if comparison == "=" else UNSURE
    assert result(blank, target, {"value": value}) == (status, value, unsure if status == "无法判断" else None)


@pytest.mark.parametrize(
    ("qualifier", "comparison", "value", "status"),
    [
        ("超过", "≥", 80, "达到"), ("超过", ">", 80, "达到"), ("超过", "≥", 79, "无法判断"), ("超过", "≤", 80, "未达到"), ("超过", "=", 80, "无法判断"),
        ("余", "≥", 80, "达到"), ("余", "≤", 80, "未达到"), ("以上", "≥", 80, "达到"), ("以上", ">", 80, "无法判断"), ("以上", "≤", 80, "无法判断"),
        ("以上", "≤", 81, "未达到"), ("近", "≥", 80, "无法判断"), ("近", "≥", 79, "未达到"), ("近", ">", 80, "未达到"), ("近", "≤", 80, "达到"),
        ("近", "≤", 81, "无法判断"), ("约", "≥", 800, "无法判断"), ("约", "≤", 8, "无法判断"), ("约", "约", 80, "无法判断"),
    ],
)  # fmt: skip
def test_about_so_many_is_known_only_on_one_side(
    blank: Blank, qualifier: str, comparison: str, value: float, status: str
) -> None:
    assert result(blank, {"comparison": comparison}, {"qualifier": qualifier, "value": value})[0] == status


@pytest.mark.parametrize(
    ("low", "high", "most", "status"),
    [(80, 90, 90, "达到"), (80, 91, 90, "无法判断"), (79, 90, 90, "无法判断"), (91, 95, 90, "未达到"), (70, 79, 90, "未达到"),
     (70, 80, 90, "无法判断"), (80, 80, None, "无法判断"), (79, 79, None, "未达到")],
)  # fmt: skip
def test_a_range_lies_within_a_range_or_apart(blank: Blank, low: int, high: int, most: int | None, status: str) -> None:
    target = {"comparison": "区间", "value_max": most}
    assert result(blank, target, {"value": low, "value_max": high})[0] == status


@pytest.mark.parametrize(
    ("day", "status", "earlier"),
    [
        ("2015-12-30", "尚无结果", 80),
        ("2015-12-31", "达到", None),
        ("2016-12-31", "达到", None),
        ("2017-01-01", "尚无结果", None),
    ],
)
def test_a_target_is_judged_from_its_day_to_a_year_after(
    blank: Blank, day: str, status: str, earlier: float | None
) -> None:
    (row,) = results(blank, {}, {"as_of": day})
    assert (row["status"], row["earlier"], row["actual_on"]) == (status, earlier, day if status == "达到" else None)


def test_a_written_day_goes_before_the_year_and_february_is_clipped(blank: Blank) -> None:
    target = {"due_on": "2024-02-29", "due_year": 2024}
    assert [result(blank, target, {"as_of": day})[0] for day in ("2024-02-28", "2024-02-29", "2025-02-28", "2025-03-01")] == [
        "尚无结果", "达到", "达到", "尚无结果",
    ]  # fmt: skip


def test_the_year_after_ends_on_the_same_day(blank: Blank) -> None:
    target = {"due_on": "2015-06-15"}
    assert [result(blank, target, {"as_of": day})[0] for day in ("2016-06-15", "2016-06-16")] == ["达到", "尚无结果"]


def test_the_latest_earlier_figure_stands_beside(blank: Blank) -> None:
    figures = [{"as_of": "2012-12-31", "value": 8}, {"as_of": "2013-12-31", "value": 9}, {"as_of": "2025-12-31", "value": 90},
               {"as_of": "2025-12-31", "value": 7, "source": "b"}]  # fmt: skip
    (row,) = results(blank, {}, *figures)
    assert (row["status"], row["actual"], row["earlier"], row["earlier_on"]) == ("尚无结果", None, 9, "2013-12-31")


@pytest.mark.parametrize("today", ["2015-06-01", "2016-12-31", "2017-01-01", "2026-12-28"])
@pytest.mark.parametrize("due_on", ["2015-12-31", "2024-02-29"])
def test_an_earlier_figure_is_no_result_however_late_it_is_asked(blank: Blank, due_on: str, today: str) -> None:
    (row,) = results(blank, {"due_on": due_on}, {"as_of": "2014-12-31"}, today=today)
    assert (row["status"], row["earlier"], row["earlier_on"]) == ("尚无结果", 80, "2014-12-31")


def test_without_any_figure_nothing_is_known(blank: Blank) -> None:
    others = [
        {"indicator": "y"},
        {"dimension": "社会团体"},
        {"district": "other"},
        {"sample": 1},
        {"as_of": "2027-12-31"},
    ]
    assert result(blank, {}, *others) == ("无数据", None, None)


def test_a_figure_of_the_future_is_a_forecast(blank: Blank) -> None:
    days = ("2026-11-23", "2026-11-24")
    target = {"due_year": 2026, "due_on": "2026-11-23"}
    assert [result(blank, target, {"as_of": day})[0] for day in days] == ["达到", "无数据"]


def test_a_sample_judges_no_real_target_and_a_real_figure_a_sample(blank: Blank) -> None:
    assert [result(blank, {"sample": t}, {"sample": f})[0] for t in (0, 1) for f in (0, 1)] == [
        "达到",
        "无数据",
        "达到",
        "达到",
    ]


def test_documents_that_differ_decide_nothing(blank: Blank) -> None:
    assert result(blank, {}, {"value": 79, "source": "b"}, {}) == ("无法判断", None, "同一天的数不一致：a 80、b 79")
    assert result(blank, {}, {"value": 85, "source": "b"}, {})[0] == "无法判断"
    assert result(blank, {}, {"value_max": 81, "source": "b"}, {})[0] == "无法判断"
    assert result(blank, {}, {"qualifier": "以上"}, {"qualifier": "以上", "value": 85, "source": "b"})[0] == "无法判断"
    assert result(blank, {}, {"qualifier": "以上"}, {"qualifier": "超过", "source": "b"})[0] == "无法判断"
    assert result(blank, {}, {"source": "b"}, {}) == ("达到", 80, None)
    assert result(blank, {}, {"qualifier": "约"}, {"source": "b"}) == ("达到", 80, None)
    assert result(blank, {}, {"qualifier": "约"}, {"value": 79, "source": "b"})[0] == "无法判断"


def test_the_day_itself_goes_before_the_year_after(blank: Blank) -> None:
    assert result(blank, {}, {"as_of": "2016-06-30", "value": 79, "source": "b"}, {}) == ("达到", 80, None)
    later = [{"as_of": "2016-03-31", "value": 81}, {"as_of": "2016-06-30", "value": 79, "source": "b"}]
    assert result(blank, {}, *later) == ("无法判断", 81, "期限以后一年内的数，有的达到，有的没有")
    later[1]["value"] = 90
    assert result(blank, {}, *later) == ("达到", 81, None)
    assert result(blank, {}, later[0], later[1] | {"qualifier": "约"}) == ("达到", 81, None)


def test_one_year_does_not_tell_that_a_target_of_every_year_was_reached(blank: Blank) -> None:
    last = "每年的目标：最后一年达到了，以前各年没有比"
    yearly = {"recurrence": "每年"}
    for first in (2013, 2014):
        assert result(blank, yearly | {"from_year": first}, {}) == ("无法判断", 80, last)
        assert result(blank, yearly | {"from_year": first}, {"value": 79}) == ("未达到", 79, None)
    for first in (None, 2015):
        assert result(blank, yearly | {"from_year": first}, {}) == ("达到", 80, None)
    assert result(blank, {"recurrence": "一次", "from_year": 2013}, {}) == ("达到", 80, None)


def test_each_target_has_its_own_figures(blank: Blank) -> None:
    names = ("x", "y", "z")
    targets = [TARGET | {"indicator": name} for name in names]
    figures = [FIGURE | {"indicator": "x", "unit": "个"}, FIGURE | {"indicator": "y"},
               FIGURE | {"indicator": "z", "as_of": "2014-12-31"}]  # fmt: skip
    db = blank.filled({"targets": targets, "statistics": figures})
    told = {
        row["indicator"]: (row["status"], row["actual"], row["earlier"])
        for row in db.query("select * from target_results")
    }
    assert told == {"x": ("无法判断", None, None), "y": ("达到", 80, None), "z": ("尚无结果", None, 80)}


def test_units_must_agree(blank: Blank) -> None:
    assert result(blank, {}, {"unit": "个"}) == ("无法判断", None, "公布的数与目标的单位不同")
    assert result(blank, {}, {"unit": "个", "value": 7}, {"source": "b"}) == ("达到", 80, None)
    assert (
        result(blank, {"unit": "%"}, {"unit": "％"})
        == result(blank, {"unit": "％"}, {"unit": "%"})
        == ("达到", 80, None)
    )


def test_another_indicator_can_give_the_figure(blank: Blank) -> None:
    assert result(blank, {"measured_by": "y"}, {"value": 70}, {"indicator": "y"}) == ("达到", 80, None)


def test_a_target_of_every_year_has_the_figure_of_its_own_year(blank: Blank) -> None:
    years = (2015, 80), (2016, 79), (2017, 81)
    figures = [{"as_of": f"{year}-12-31", "year": year, "value": value} for year, value in years]
    told = [result(blank, {"due_year": year, "recurrence": "每年"}, *figures)[0] for year in (2015, 2016, 2017)]
    assert told == ["达到", "未达到", "达到"]
    yearly = {"recurrence": "每年"}
    assert result(blank, yearly, {"as_of": "2016-12-31", "year": 2016, "value": 81})[:2] == ("尚无结果", None)
    assert result(blank, yearly, {"as_of": "2016-03-31", "year": 2015}) == ("达到", 80, None)
    assert result(blank, {}, {"as_of": "2016-12-31", "year": 2016}) == ("达到", 80, None)


def test_the_figure_of_a_year_does_not_miss_a_target_over_several(blank: Blank) -> None:
    over = {"recurrence": "一次", "from_year": 2011}
    unknown = "几年合计的目标，不知道这个数是不是几年的合计"
    assert result(blank, over, {"value": 79}) == ("无法判断", 79, unknown)
    assert result(blank, over | {"comparison": "≤"}, {"value": 79}) == ("无法判断", 79, unknown)
    assert result(blank, over, {"value": 80}) == ("达到", 80, None)
    assert result(blank, over | {"from_year": 2015}, {"value": 79}) == ("未达到", 79, None)


SINCE = "1949-10-01"
UNTIL = "2026-10-31"


def body(number: int, **columns: Any) -> dict[str, Any]:
    """Return a registered organisation of 2012."""
    filled = {
        "org_id": f"o{number}",
        "registration": "登记",
        "registered_on": "2012-01-01",
        "status": "正常",
        "status_since": None,
    }
    return filled | columns


def coverage(**windows: tuple[str, str]) -> list[dict[str, Any]]:
    """Return statements that all of some tables is filed."""
    return [{"table_name": name, "kind": None, "org_type": None, "from_on": since, "until_on": until}
            for name, (since, until) in windows.items()]  # fmt: skip


def measured(blank: Blank, name: str, due: int = 2020, **tables: Any) -> list[tuple[str, float]]:
    """Return (day, value) of what held records say of a target that names a view."""
    filed = {"targets": [TARGET | {"measured_by": name, "due_year": due}]} | tables
    return [(row["as_of"], row["value"]) for row in blank.filled(filed).query("select * from measured")]


def rated(blank: Blank, done: list[dict[str, Any]], bodies: list[dict[str, Any]], due: int = 2020,
          **windows: tuple[str, str]) -> list[tuple[str, float]]:  # fmt: skip
    """Return the rate of evaluation of some bodies."""
    windows = {"organisations": (SINCE, UNTIL), "evaluations": ("2012-01-01", UNTIL)} | windows
    filed = {"organisations": bodies, "evaluations": done, "coverage": coverage(**windows)}
    return measured(blank, "measured_evaluation_rate", due, **filed)


def test_the_rate_of_evaluation_is_over_the_bodies_of_the_day(blank: Blank) -> None:
    bodies = [body(1), body(2), body(3, registered_on="2020-12-31"), body(4, registered_on="2021-01-01"), body(5, registration="备案"), body(6, status="筹备"),
              body(7, status="注销", status_since="2020-12-31"), body(8, status="注销", status_since="2021-01-01"),
              body(9, sample=1), body(10, district="other")]  # fmt: skip
    done = [{"org_id": "o1", "announced_on": "2013-01-01"}, {"org_id": "o1", "announced_on": "2018-01-01"},
            {"org_id": "o2", "announced_on": "2020-12-31"}, {"org_id": "o3", "announced_on": "2021-01-01"},
            {"org_id": "o8", "announced_on": "2019-01-01", "sample": 1}]  # fmt: skip
    done += [{"org_id": "o3", "announced_on": "2013-01-01", "district": "other"}]
    assert rated(blank, done, bodies) == [("2020-12-31", 50)]
    assert rated(blank, done, [*bodies[:2], body(11)], due=2026) == [("2025-12-31", 66.67)]
    assert rated(blank, done, bodies, due=2026) == [("2025-12-31", 75)]


def test_without_a_whole_list_there_is_no_rate(blank: Blank) -> None:
    done, bodies = [{"org_id": "o1", "announced_on": "2013-01-01"}], [body(1), body(2)]
    assert rated(blank, done, bodies) == [("2020-12-31", 50)]
    assert rated(blank, done, bodies, organisations=("1949-12-31", UNTIL)) == [("2020-12-31", 50)]
    assert rated(blank, done, bodies, organisations=("1950-01-01", UNTIL), evaluations=(SINCE, UNTIL)) == []
    assert rated(blank, done, bodies, organisations=(SINCE, "2019-12-31")) == [("2019-12-31", 50)]
    assert rated(blank, done, bodies, organisations=(SINCE, "2019-12-30")) == [("2018-12-31", 50)]
    assert rated(blank, done, bodies, evaluations=("2012-01-02", UNTIL)) == []
    assert rated(blank, done, [*bodies, body(3, registered_on="2011-12-31")]) == []
    assert rated(blank, done, bodies, evaluations=("2012-01-01", "2020-12-31")) == [("2020-12-31", 50)]
    assert rated(blank, done, bodies, evaluations=("2012-01-01", "2020-12-30")) == []
    assert rated(blank, done, [*bodies, body(3, status="注销")]) == []


@pytest.mark.parametrize("table", ["organisations", "evaluations"])
def test_a_list_of_one_kind_or_type_is_not_whole(blank: Blank, table: str) -> None:
    filed = {"organisations": [body(1), body(2)], "evaluations": [{"org_id": "o1", "announced_on": "2013-01-01"}]}
    windows = coverage(organisations=(SINCE, UNTIL), evaluations=(SINCE, UNTIL))
    (one,) = (row for row in windows if row["table_name"] == table)
    name = "measured_evaluation_rate"
    for narrowed in ({}, {"kind": "某种"}, {"org_type": "社会团体"}, {"district": "other"}, {"sample": 1}):
        rows = [row | narrowed if row is one else row for row in windows]
        assert measured(blank, name, coverage=rows, **filed) == ([] if narrowed else [("2020-12-31", 50)])


def test_samples_are_measured_by_samples(blank: Blank) -> None:
    sample = {"sample": 1}
    filed = {"organisations": [body(1, **sample), body(2), body(3, **sample)],
             "evaluations": [{"org_id": "o1", "announced_on": "2013-01-01"}, {"org_id": "o2", "announced_on": "2013-01-01"}],
             "coverage": [row | sample for row in coverage(organisations=(SINCE, UNTIL), evaluations=(SINCE, UNTIL))]}  # fmt: skip
    target = TARGET | {"measured_by": "measured_evaluation_rate", "due_year": 2020}
    for marked, rate in ((0, []), (1, [50])):
        db = blank.filled({"targets": [target | {"sample": marked}]} | filed)
        assert [row["value"] for row in db.query("select * from measured")] == rate


def test_the_rate_judges_a_target(blank: Blank) -> None:
    filed = {"organisations": [body(1), body(2)], "evaluations": [{"org_id": "o1", "announced_on": "2013-01-01"}],
             "coverage": coverage(organisations=(SINCE, UNTIL), evaluations=(SINCE, UNTIL))}  # fmt: skip
    target = {"measured_by": "measured_evaluation_rate", "due_year": 2020, "unit": "%"}
    (row,) = results(blank, target | {"due_on": "2018-06-30"}, **filed)
    assert (row["status"], row["actual_on"]) == ("未达到", "2018-12-31")
    assert not list(
        blank.filled({"targets": [TARGET | target | {"district": "other"}]} | filed).query("select * from measured")
    )
    assert [result(blank, target | {"value": value}, **filed)[0] for value in (50, 50.01)] == ["达到", "未达到"]
    assert result(blank, target | {"value": 50, "comparison": ">"}, **filed)[0] == "未达到"
    assert result(blank, target | {"due_year": 2026}, **filed)[0] == "尚无结果"


def staffed(blank: Blank, name: str, *staffing: dict[str, Any]) -> list[tuple[str, float]]:
    """Return what the staffing of two bodies says at the end of 2020."""
    rows = [{"org_id": f"o{number}", "year": 2020} | columns for number, columns in enumerate(staffing, start=1)]
    rows += [{"org_id": "o9", "year": 2020, "full_time_staff": 0, "office_area": 1}]
    rows += [row | {"district": "other", "full_time_staff": 0, "office_area": 1} for row in rows]
    filed = {"organisations": [body(1), body(2)], "staffing": rows, "coverage": coverage(organisations=(SINCE, UNTIL))}
    return measured(blank, name, **filed)


def test_the_least_number_of_staff(blank: Blank) -> None:
    name = "measured_full_time_staff"
    assert staffed(blank, name, {"full_time_staff": 3}, {"full_time_staff": 1}) == [("2020-12-31", 1)]
    assert staffed(blank, name, {"full_time_staff": 3}, {"full_time_staff": None}) == []
    assert staffed(blank, name, {"full_time_staff": 3}) == []
    assert staffed(blank, name, {"full_time_staff": 3}, {"full_time_staff": 1, "year": 2019}) == []
    assert staffed(blank, name, {"full_time_staff": 3}, {"full_time_staff": 1, "sample": 1}) == []
    assert staffed(blank, name, {}, {"full_time_staff": 1}) == []


def test_the_share_with_an_office_of_their_own(blank: Blank) -> None:
    name = "measured_office_rate"
    own = {"office_area": 20, "office_independent": 1}
    assert staffed(blank, name, own, own | {"office_area": 19.99}) == [("2020-12-31", 50)]
    assert staffed(blank, name, own, own | {"office_independent": 0, "office_area": None}) == [("2020-12-31", 50)]
    assert staffed(blank, name, own, own | {"office_area": None}) == []
    assert staffed(blank, name, own) == staffed(blank, name, {}, own) == []
    assert staffed(blank, name, own, own | {"year": 2019}) == staffed(blank, name, own, own | {"sample": 1}) == []


def test_the_share_with_a_party_organisation_as_the_register_stood(blank: Blank) -> None:
    def share(*versions: dict[str, Any]) -> list[tuple[str, float]]:
        bodies = [body(1), body(2), body(3), body(4)]
        old = {"has_party_organisation": 1, "submitted_on": "2019-01-01", "superseded_on": None}
        history = [body(number, **old) for number in (1, 3, 4)]
        history += [body(2, **version) for version in versions]
        history += [body(2, **version, district="other") | {"has_party_organisation": 1} for version in versions]
        filed = {
            "organisations": bodies,
            "organisations_history": history,
            "coverage": coverage(organisations=(SINCE, UNTIL)),
        }
        return measured(blank, "measured_party_rate", **filed)

    then = {"has_party_organisation": 0, "submitted_on": "2020-12-31", "superseded_on": "2021-01-01"}
    now = {"has_party_organisation": 1, "submitted_on": "2021-01-01", "superseded_on": None}
    assert share(then, now) == [("2020-12-31", 75)]
    assert share(now) == []
    assert share(then | {"has_party_organisation": None}, now) == []
    assert share(then | {"superseded_on": "2020-12-31"}, now | {"submitted_on": "2020-12-31"}) == [("2020-12-31", 100)]


@pytest.mark.parametrize(
    ("start", "end", "state", "left"),
    [
        ("2026-11-24", "2026-11-30", "未开始", None),
        ("2026-11-23", "2026-11-23", "公示中", 0),
        ("2026-11-01", "2026-11-24", "公示中", 1),
        ("2026-11-01", "2026-11-22", "已结束", None),
        ("2026-11-01", None, None, None),
        ("2026-11-24", None, "未开始", None),
        ("2026-11-23", "2026-11-01", "已结束", None),
    ],
)
def test_a_notice_is_open_from_its_first_day_to_its_last(
    blank: Blank, start: str, end: str | None, state: str | None, left: int | None
) -> None:
    db = blank.filled({"notices": [{"start_on": start, "end_on": end}]})
    (row,) = db.query("select open, state, days_left from notices_today")
    assert row == {"open": int(state == "公示中"), "state": state, "days_left": left}


WINDOWS = [
    ("grant_payments", None, None, "2025-01-01", "2025-06-30", 0),
    ("grant_payments", None, None, "2025-07-01", "2025-12-31", 0),
    ("grant_payments", None, None, "2026-02-01", "2026-03-31", 1),
    ("credit_events", "行政处罚", None, "2025-01-01", "2025-06-30", 0),
    ("credit_events", None, None, "2025-07-01", "2025-09-30", 0),
    ("credit_events", "约谈", None, "2025-10-01", "2025-12-31", 0),
    ("audits", None, "基金会", "2025-01-01", "2025-06-30", 0),
    ("audits", None, "社会团体", "2025-07-01", "2025-12-31", 0),
]
COVERED = {
    ("grant_payments", "", "", 0): ("2025-01-01", "2025-12-31"),
    ("grant_payments", "", "", 1): ("2026-02-01", "2026-03-31"),
    ("credit_events", "", "", 0): ("2025-07-01", "2025-09-30"),
    ("credit_events", "行政处罚", "", 0): ("2025-01-01", "2025-09-30"),
    ("credit_events", "约谈", "", 0): ("2025-07-01", "2025-12-31"),
    ("audits", "", "基金会", 0): ("2025-01-01", "2025-06-30"),
    ("audits", "", "社会团体", 0): ("2025-07-01", "2025-12-31"),
}


def test_windows_that_meet_are_one_per_table_kind_and_type(blank: Blank) -> None:
    names = ("table_name", "kind", "org_type", "from_on", "until_on", "sample")
    filed = [dict(zip(names, window, strict=True)) for window in WINDOWS]
    elsewhere = [filed[0] | {"district": "elsewhere", "from_on": "2026-01-01", "until_on": "2026-06-30"}]
    rows = blank.filled({"coverage": filed + elsewhere}).query("select * from covered where district = 'demo'")
    told = {(r["table_name"], r["kind"], r["org_type"], r["sample"]): (r["from_on"], r["until_on"]) for r in rows}
    assert told == COVERED
