"""What a chart says beside its drawing: the sentence, what was left out, what is a gap."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from disclosure.site.figures import by_part, of_areas, of_money, of_rows, of_sums, of_target, over_years
from disclosure.site.pages import statistics


def test_a_series_says_how_it_went_and_a_missing_year_is_a_gap() -> None:
    chart = over_years(str, "总数", "家", {2021: 143, 2023: 714, 2024: 700})
    assert chart and chart["title"] == "总数（家）"
    assert chart["words"] == "2021 年 143 家，2024 年 700 家，多了 557 家。2022年没有数，不等于没有。"
    assert re.findall(r'<text y="[\d.]+em">(\d+)', chart["svg"]) == ["2024", "2023", "2022", "2021"]
    assert chart["svg"].count("<rect") == 3 and chart["svg"].count('class="gap"') == 1
    assert "<desc>2024 700 家；2023 714 家；2022；2021 143 家</desc>" in chart["svg"]
    for last, said in ((143, "2021 年和 2024 年都是 143 家。"), (100, "少了 43 家。")):
        found = over_years(str, "总数", "家", {2021: 143, 2022: 1, 2023: 714, 2024: last})
        assert found and said in found["words"]
    assert over_years(str, "总数", "家", {2021: 1, 2022: 2}) is None


def test_more_years_than_fit_are_said_and_not_cut_in_silence() -> None:
    chart = over_years(str, "总数", "家", {year: year for year in range(1990, 2025)})
    assert chart and chart["svg"].count("<rect") == 24 and ">2024<" in chart["svg"] and ">2000<" not in chart["svg"]
    assert "图中只画最近 24 个年份，共 35 个，其余见表。" in chart["words"]
    far = over_years(str, "总数", "", {1950: 1, 2000: 2, 2024: 3})  # the years between are too many to be gaps
    assert far and far["svg"].count("<rect") == 3 and "没有数" not in far["words"]
    rows = of_rows(str, "各项", "元", [(str(n), float(n)) for n in range(30)])
    assert rows and rows["words"] == "共 30 项，从 0 元到 29 元。图中只画前 24 项，共 30 项，其余见表。"
    alike = of_rows(str, "各项", "", [("a", 1), ("b", 1), ("c", 1)])
    assert alike and alike["words"] == "共 3 项，都是 1。"


def accounts(year: int, total: float | None, gifts: float | None, services: float | None) -> dict[str, Any]:
    """Return a year's accounts."""
    return {"year": year, "total": total, "gifts": gifts, "services": services, "none": 0, "sample": 0}


PARTS = [("gifts", "捐赠"), ("services", "服务"), ("none", "会费")]


def test_income_says_its_newest_year_the_change_and_the_largest_part() -> None:
    rows = [
        accounts(2023, 500_000, 200_000, 300_000),
        accounts(2024, 400_000, 100_000, 300_000),
        accounts(2022, 1, None, None),
    ]
    chart = by_part(str, "收入", PARTS, "total", rows)
    assert chart["title"] == "收入（元）"
    assert chart["words"] == "2024 年收入 400,000 元，比 2023 年少 100,000 元。其中最多的是服务，占 75%。"
    assert (
        "会费" not in chart["svg"] and "没有写明分项的" in chart["svg"]
    )  # the first was nothing; of 2022 no part is filed
    assert "2024 收入 400,000，捐赠 100,000，服务 300,000；2023" in chart["svg"]


def test_parts_beyond_their_total_are_said() -> None:
    chart = by_part(str, "费用", PARTS, "total", [accounts(2024, 100, 80, 50)])
    assert chart["svg"] is None and chart["title"] == "费用（元）"  # a single year is told in words
    assert "2024 年费用各项加起来比填报的合计多 30.00 元。" in chart["words"]
    assert (
        by_part(str, "费用", PARTS, "total", [accounts(2024, None, 80, None)])["words"] == "2024 年没有填报费用合计。"
    )


def target(**columns: Any) -> dict[str, Any]:
    """Return a target as the view has it."""
    same = {"indicator": "甲", "value": 10, "value_max": None, "unit": "家", "comparison": "≥", "actual": None, "actual_max": None,
            "actual_qualifier": None, "actual_on": None, "earlier": None, "earlier_max": None, "earlier_qualifier": None,
            "earlier_unit": None, "earlier_on": None}  # fmt: skip
    return same | columns


def test_a_target_without_a_figure_has_no_bullet_and_an_earlier_one_is_only_outlined() -> None:
    assert of_target(str, target()) == {"bullet": None, "told": None}
    other = {"earlier": 4, "earlier_on": "2020-12-31"}
    assert of_target(str, target(**other, earlier_unit="%"))["bullet"] is None
    earlier = of_target(str, target(**other, earlier_unit="家"))
    assert earlier["told"] == "目标 ≥ 10 家，到期以前 4 家（2020-12-31）" and 'class="s1"' not in earlier["bullet"]
    reached = of_target(str, target(actual=12, actual_on="2025-12-31", status="达到", **other, earlier_unit="家"))
    assert reached["told"] == "目标 ≥ 10 家，实际 12 家（2025-12-31）" and 'class="s1"' in reached["bullet"]
    between = {"actual": 4, "actual_max": 40, "actual_on": "2025-12-31"} | other | {"earlier_unit": "家"}
    unsure = of_target(str, target(**between, status="无法判断"))
    assert unsure["told"] == "目标 ≥ 10 家，实际只知道是 4–40 家（2025-12-31），比不出来"
    assert 'class="s1"' not in unsure["bullet"]
    known = of_target(str, target(**between | {"actual_max": 9}, status="未达到"))
    assert (
        known["told"] == "目标 ≥ 10 家，实际只知道是 4–9 家 里的一个数（2025-12-31）"
        and 'class="s1"' in known["bullet"]
    )


@pytest.mark.parametrize(
    ("filed", "said"),
    [
        ({"budget": 100, "awarded": 60}, "预算总额 100.00 元，资助 60.00 元，其余 40.00 元不由这笔资助出。其余的是自筹还是别处来的，没有填报。"),
        ({"budget": 100, "awarded": 60, "cofunders": "某街道"},
         "预算总额 100.00 元，资助 60.00 元，其余 40.00 元不由这笔资助出。同时资助这个项目的还有：某街道；各出多少没有填报。"),
        ({"budget": 60, "awarded": 60, "requested": 60, "recommended": 60}, "资助 60.00 元，与预算总额相同。"),
        ({"budget": 50, "awarded": 60}, "资助 60.00 元，比预算总额 50.00 元多 10.00 元。"),
        ({"requested": 80, "awarded": 60, "recommended": 70},
         "申请 80.00 元，决定资助的比申请少 20.00 元。评审建议的是 70.00 元，和决定的不同；原因没有填报。"),
        ({"requested": 50, "awarded": 60}, "申请 50.00 元，决定资助的比申请多 10.00 元。"),
        ({"awarded": 60}, ""), ({"budget": 100, "requested": 80}, ""),
        ({"budget": 100, "awarded": 0, "decision": "不予资助"}, ""),
    ],
)  # fmt: skip
def test_why_budget_and_award_differ_is_said_as_far_as_it_was_filed(filed: dict[str, Any], said: str) -> None:
    blank = dict.fromkeys(("budget", "requested", "recommended", "awarded", "cofunders"))
    assert "".join(of_sums(str, blank | {"decision": "资助"} | filed)) == said


def test_money_on_its_way_says_what_is_paid_and_what_never_will_be() -> None:
    paid = [{"instalment": n, "amount": 100.0, "agreed_on": f"2025-0{n}-01", "paid_on": day, "stopped": n == 3, "sample": 1}
            for n, day in ((1, "2025-01-05"), (2, None), (3, None))]  # fmt: skip
    spent = [{"year": 2025, "quarter": n, "spent": value, "sample": 1} for n, value in ((1, 60.0), (2, None))]
    chart = of_money(str, paid, spent)
    assert chart and chart["sample"]
    for text in ("第1期 100 元", "2025-01-05 拨付", "尚未拨付", "不再拨付"):
        assert f">{text}<" in chart["svg"]
    assert "2025 年第 2 季 没有填报" in chart["svg"] and "2025 年第 1 季，60.00 元" in chart["words"]
    assert of_money(str, paid[:1], []) is None


def test_tiles_are_of_real_streets_if_there_are_any_and_communities_are_none() -> None:
    def area(name: str, bodies: int | None, sample: int = 0, **more: Any) -> dict[str, Any]:
        same = {"level": "街道", "is_community": 0, "population": 9}
        return {"name": name, "organisations": bodies, "sample": sample} | same | more

    rows = [
        area("丙", 3),
        area("甲", 1),
        area("乙", 2),
        area("丁", None),
        area("虚构", 9, 1),
        area("社区", 5, is_community=1),
    ]
    chart = of_areas(str, [*rows, area("本区", 99, level="区县")])
    assert chart and not chart["sample"] and "另有 1 个没有数。" in chart["words"]
    assert chart["svg"].count('class="tile"') == 3 and "虚构" not in chart["svg"] and "社区<" not in chart["svg"]
    fewer = of_areas(str, rows[1:])
    assert fewer and "人口" in fewer["title"]  # of which there are three
    assert of_areas(str, rows[:2]) is None


def test_what_is_not_exact_is_not_subtracted() -> None:
    chart = over_years(str, "总数", "家", {2014: 7, 2015: 8, 2016: 9}, exact=False)
    assert chart and chart["words"] == "有的数是约数或者范围，原样见表，不算增减。"


FIGURE = {"indicator": "社会组织", "dimension": "总计", "unit": "家", "qualifier": None, "value_max": None,
          "sample": 0, "sum": None}  # fmt: skip


def told(*figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the charts of an indicator."""
    rows = [FIGURE | {"as_of": f"{one['year']}-12-31"} | one for one in figures]
    site: Any = SimpleNamespace(gettext=str)
    return list(statistics.indicator(site, rows, {})["charts"])


def test_a_chart_is_of_one_unit_and_of_what_is_real() -> None:
    years = [{"year": year, "value": float(year)} for year in (2014, 2015, 2016)]
    assert len(told(*years)) == 1
    assert told(years[0] | {"unit": "亿元", "value": 0.7}, *(year | {"unit": "万元"} for year in years[1:])) == []
    assert told(*years[1:], {"year": 2020, "value": 1.0, "sample": 1}) == []
    (chart,) = told(*years[1:], years[0] | {"qualifier": "约"})
    assert "不算增减" in chart["words"]


def test_a_real_figure_is_shown_though_a_sample_is_later() -> None:
    real, sample = (
        FIGURE | {"as_of": "2014-12-31", "value": 7},
        FIGURE | {"as_of": "2020-12-31", "value": 1, "sample": 1},
    )
    assert statistics.few([[real, sample]]) == [real]
    assert statistics.few([[sample]]) == [sample]
