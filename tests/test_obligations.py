"""The ledger of what should be public: right to the day, and checked by hand on the samples (files/ledger.toml)."""

import json
import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT, TODAY, Desk, credit_code, organisation
from icalendar import Calendar

from disclosure import pipeline
from disclosure.conventions import faults
from disclosure.districts import load_districts
from disclosure.judgement.obligations import duties_of
from disclosure.pipeline import Project
from disclosure.site.pages.obligations import responsible
from disclosure.verdicts import LATER, NOT_COVERED, of_duty

GOLDEN = tomllib.loads((ROOT / "tests" / "files" / "ledger.toml").read_text(encoding="utf-8"))["case"]
CODE = credit_code()
DUTIES = duties_of(load_districts(ROOT / "plugins"))


def case(**facts: Any) -> dict[str, Any]:
    """Return one case of a duty, due on the last day of May."""
    return {"due_on": "2026-05-31", "done_on": None} | facts


@pytest.mark.parametrize(
    ("facts", "today", "expected"),
    [
        ({"done_on": "2026-05-31"}, TODAY, ("按时", None, None)),
        ({"done_on": "2026-06-01"}, TODAY, ("逾期报送", 1, None)),
        ({}, "2026-05-31", ("未到期", None, None)),
        ({}, "2026-06-10", ("无法判断", None, NOT_COVERED)),
        ({"covered_until": "2026-05-31"}, "2026-06-10", ("无法判断", None, LATER)),
        ({"covered_until": "2026-06-01"}, "2026-06-10", ("逾期未报", 1, "截至 2026-06-01 未报")),
        ({"covered_until": "2026-12-31"}, "2026-06-10", ("逾期未报", 10, "截至 2026-06-10 未报")),
        ({"exempt": "当年成立"}, TODAY, ("不适用", None, "当年成立")),
        ({"exempt": "当年成立", "done_on": "2026-07-01"}, TODAY, ("不适用", None, "当年成立")),
        ({"unknown": "没有填写报送日期"}, TODAY, ("无法判断", None, "没有填写报送日期")),
        ({"due_on": None}, TODAY, ("无法判断", None, "没有到期日")),
    ],
)
def test_a_case_stands_as_its_dates_say(facts: dict[str, Any], today: str, expected: tuple[Any, ...]) -> None:
    assert of_duty(case(**facts), today) == expected


@pytest.mark.parametrize("code", DUTIES)
def test_a_duty_says_whose_it_is_and_on_what_ground(code: str) -> None:
    duty = DUTIES[code]
    assert duty.party in ("社会组织", "登记管理机关")
    assert duty.basis and duty.applies and duty.due


@pytest.mark.parametrize("golden", GOLDEN, ids=[f"{g['obligation']}-{g['period']}-{g['status']}" for g in GOLDEN])
def test_the_ledger_of_the_samples_is_what_was_reckoned_by_hand(published: Path, golden: dict[str, Any]) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    where = "district = ? and obligation = ? and period = ? and coalesce(org_id, '') = ?"
    found = [
        row
        for row in db["obligations"].rows_where(
            where, [golden["district"], golden["obligation"], golden["period"], golden.get("org_id", "")]
        )
        if golden.get("key") in (None, next(iter(json.loads(row["key"]).values())))
    ]
    assert len(found) == 1, found
    told = {name: found[0][name] for name in ("due_on", "done_on", "status", "days_late", "estimated")}
    assert told == {name: golden.get(name) for name in told}, golden["because"]


def test_every_status_was_reckoned_by_hand() -> None:
    assert {golden["status"] for golden in GOLDEN} >= {"按时", "逾期未报", "未到期", "不适用", "无法判断"}


COMPLETE = {
    "table_name": "inspections",
    "from_on": "2024-01-01",
    "until_on": "2026-10-31",
    "authority": "测试民政局",
}


def years(
    desk: Desk, columns: dict[str, Any], inspections: list[dict[str, Any]], complete: bool = False
) -> list[tuple[str, str, int | None]]:
    """Return (period, status, days late) of the yearly inspection of one organisation, all of them declared or not."""
    tables = {"organisations": [organisation(CODE, is_charity="否", **columns)], "inspections": inspections}
    declared = {"coverage": [COMPLETE]} if complete else {}
    desk.file("orgs", tables | declared, created="2026-11-02T09:00:00+08:00")
    rows = desk.filled().query("select * from obligations where obligation like 'annual-%' order by period")
    return [(row["period"], row["status"], row["days_late"]) for row in rows]


def inspection(year: int, submitted: str | None) -> dict[str, Any]:
    """Return one yearly inspection."""
    row = {"org_id": CODE, "year": year, "kind": "年度检查", "conclusion": "合格"}
    return row | ({"submitted_on": submitted} if submitted else {"submitted_on": ""})


FILED = [inspection(2013, "2014-05-20"), inspection(2024, "2025-06-10")]


def test_what_is_filed_is_judged_and_of_the_rest_only_what_fell_due_last(desk: Desk) -> None:
    assert years(desk, {}, FILED) == [
        ("2013", "按时", None),
        ("2024", "逾期报送", 10),
        ("2025", "无法判断", None),
        ("2026", "未到期", None),
    ]


def test_what_is_missing_is_late_up_to_the_end_of_what_is_declared_complete(desk: Desk) -> None:
    assert years(desk, {}, FILED, complete=True) == [
        ("2013", "按时", None),
        ("2023", "逾期未报", 883),  # from 31 May 2024 to 31 October 2026
        ("2024", "逾期报送", 10),
        ("2025", "逾期未报", 153),
        ("2026", "未到期", None),
    ]


def test_a_body_founded_late_in_the_year_is_exempt(desk: Desk) -> None:
    told = years(desk, {"registered_on": "2024-09-01"}, [inspection(2024, None), inspection(2025, "2026-05-01")])
    assert told[0] == ("2024", "不适用", None) and told[1] == ("2025", "按时", None)


def test_a_body_that_ended_owes_nothing_afterwards(desk: Desk) -> None:
    columns = {"status": "注销", "status_since": "2025-03-01"}
    told = years(desk, columns, [inspection(2023, "2024-05-20")], complete=True)
    assert told == [("2023", "按时", None), ("2024", "不适用", None)]


def test_twenty_working_days_skip_the_national_holiday(desk: Desk) -> None:
    check = {"check_id": "c1", "org_id": CODE, "kind": "双随机抽查", "checked_on": "2025-09-25", "result": "未发现问题"}
    term = {"programme": "双随机抽查", "term": "结果公布期限", "value": 20, "unit": "工作日", "section": "第八条"}
    tables = {
        "policies": [{"policy_id": "p1", "title": "测试抽查办法"}],
        "programme_terms": [term | {"from_on": "2024-01-01", "policy_id": "p1"}],
        "organisations": [organisation(CODE)],
        "spot_checks": [check | {"published_on": "2025-10-31"}],
    }
    desk.file("orgs", tables)
    (row,) = desk.filled().query("select * from obligations where obligation = 'spot-check-result'")
    assert (row["due_on"], row["status"], row["days_late"], row["estimated"]) == ("2025-10-29", "逾期报送", 2, 0)
    assert row["basis"] == "《测试抽查办法》第八条"


def test_a_duty_of_one_district_binds_no_other(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    found = {row["district"] for row in db.query("select district from obligations where obligation like 'haishu-%'")}
    assert found == {"haishu"}
    page = (published / "site" / "obligations" / "index.html").read_text(encoding="utf-8")
    assert "海曙区：会计师事务所的财务审计报告" in page.split('id="haishu-audit-report"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("haishu-x", "-- title: 当年的活动安排\n", "", "the header lacks title"),
        ("haishu-x", "", "", "the code is haishu-plan"),
        ("plan", "code: haishu-plan", "code: plan", "call it haishu-plan, beginning with the district"),
    ],
)
def test_a_duty_that_is_not_fit_is_named(tmp_path: Path, name: str, old: str, new: str, fault: str) -> None:
    shutil.copytree(ROOT / "plugins" / "haishu", tmp_path / "plugins" / "haishu")
    folder = tmp_path / "plugins" / "haishu" / "obligations"
    text = (folder / "haishu-plan.sql").read_text(encoding="utf-8").replace(old, new)
    (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    project = Project(ROOT, tmp_path, tmp_path / "plugins", tmp_path / "build", TODAY, samples=True)
    (found,) = faults(project)
    assert f"{name}.sql" in found and fault in found


def test_pages_calendar_and_feed_tell_what_falls_due(published: Path) -> None:
    site = published / "site"
    calendar = Calendar.from_ical((site / "obligations" / "demo" / "due.ics").read_bytes())
    events = calendar.walk("VEVENT")
    db = sqlite_utils.Database(published / "disclosure.db")
    assert (
        len(events)
        == db.execute("select count(*) from obligations where status = '未到期' and district = 'demo'").fetchone()[0]
    )
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(str(event["SUMMARY"]).startswith("【示例】") for event in events)
    org = "52990101MJ90000570"
    assert Calendar.from_ical((site / "organisations" / org / "due.ics").read_bytes()).walk("VEVENT")
    assert "<feed" in (site / "organisations" / org / "atom.xml").read_text(encoding="utf-8")
    assert 'id="duties"' in (site / "organisations" / org / "index.html").read_text(encoding="utf-8")
    assert "逾期未报" in (site / "obligations" / "demo" / "index.html").read_text(encoding="utf-8")


def test_a_duty_of_the_authority_names_the_authority_first(published: Path) -> None:
    found = 0
    for page in (published / "site/obligations").glob("*/index.html"):
        heads = re.findall(r'<th scope="row" data-head="谁">(.*?)</th>', page.read_text(encoding="utf-8"))
        of_authority = [head for head in heads if "登记管理机关" in head]
        assert all(head.startswith("<span>登记管理机关") for head in of_authority)
        found += sum("关于：" in head for head in of_authority)
    assert found
    authority, body = ({"party": party, "organisation": "甲"} for party in ("登记管理机关", "社会组织"))
    told = [responsible(row) for row in (authority, authority | {"organisation": ""}, body)]
    assert told == ["登记管理机关（关于甲）", "登记管理机关", "甲"]


def test_the_life_line_is_a_view_and_a_picture(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    rows = {
        row["stage"]: row
        for row in db.query("select * from grant_stages where district = 'demo' and grant_id = 'cv-2025-02'")
    }
    assert list(rows) == sorted(rows, key=lambda stage: rows[stage]["position"])
    assert {"征集", "评审", "公示结束", "签订协议", "第1期拨款", "季度用款表", "中期评估", "终期评估", "审计"} <= set(
        rows
    )
    assert (rows["第2期拨款"]["state"], rows["第2期拨款"]["due_on"]) == ("未到条件", None)
    page = (published / "site" / "grants" / "demo" / "cv-2025-02" / "index.html").read_text(encoding="utf-8")
    line = page.split('class="lifeline"')[1].split("</ol>")[0]
    assert "未到条件" in line
    quarter = next(part for part in line.split("<li") if "季度用款表" in part)
    assert [words in quarter for words in ('class="late"', "应在 2026-10-15", "逾期", "截至 2026-10-31 未报")] == [
        True
    ] * 4


def test_what_is_overdue_on_a_life_line_says_up_to_which_day(published: Path) -> None:
    for (grant,) in sqlite_utils.Database(published / "disclosure.db").execute(
        "select distinct district || '/' || grant_id from grant_stages where state = '逾期'"
    ):
        page = (published / "site" / "grants" / grant / "index.html").read_text(encoding="utf-8")
        parts = [part for part in page.split('class="lifeline"')[1].split("</ol>")[0].split("<li") if "■" in part]
        assert parts and all("截至 2026-10-31" in part for part in parts), grant


def test_the_ledger_is_asked_again_each_day(desk: Desk) -> None:
    assert years(desk, {}, [inspection(2025, "2026-05-01")], complete=True)[-1] == ("2026", "未到期", None)
    later = replace(desk.project, today="2027-06-02")
    pipeline.build(later, with_site=False)
    rows = sqlite_utils.Database(later.output / "disclosure.db").query(
        "select * from obligations where obligation like 'annual-%' and period = '2026'"
    )
    assert [(row["status"], row["detail"]) for row in rows] == [("无法判断", LATER)]


def asked(term: str, value: Any = None, unit: str = "", text: str = "") -> dict[str, Any]:
    """Return a term on leaders in force since October 2018."""
    made = {"programme": "负责人管理", "term": term, "from_on": "2018-10-01", "policy_id": "p", "section": "第三条"}
    return made | {"value": value, "unit": unit, "text": text}


POLICY = {"policy_id": "p", "title": "示例办法", "issuer": "某局"}
WHOLE = {"table_name": "notices", "from_on": "1949-10-01", "until_on": "2025-12-31", "authority": "某局"}


def test_a_day_that_a_year_does_not_have_is_the_month_s_last_and_stops_nothing(desk: Desk) -> None:
    terms = [asked("法定代表人述职", 1, "是"), asked("述职期限", text="02-29")]
    body = organisation()
    desk.file("a", {"organisations": [body], "policies": [POLICY], "programme_terms": terms, "coverage": [WHOLE]})
    told = desk.filled().query("select due_on from obligations where obligation = 'duty-report'")
    assert {row["due_on"] for row in told} >= {"2019-02-28", "2020-02-29"}


def test_no_line_of_a_sample_makes_a_real_notice_one_of_a_term(desk: Desk) -> None:
    body = organisation(name="测试甲会")
    notice = {"notice_id": "N", "kind": "负责人任前公示", "title": "公示", "publisher": "某局", "published_on": "2024-09-20",
              "start_on": "2024-09-20", "end_on": "2024-09-27", "day_basis": "自然日"}  # fmt: skip
    post = {
        "org_id": body["org_id"],
        "name": "张三",
        "post": "理事长",
        "term_start": "2024-10-01",
        "term_end": "2028-09-30",
    }
    tables = {"organisations": [body], "policies": [POLICY], "programme_terms": [asked("任前公示", 1, "是")],
              "people": [post], "coverage": [WHOLE], "notices": [notice]}  # fmt: skip
    desk.file("a", tables)
    line = {"notice_id": "N", "item": 1, "org_name": "测试甲会", "person": "张三", "post": "理事长", "result": "拟任"}
    desk.file("sample-b", {"notice_items": [line]}, sample=True)
    told = desk.filled().query("select status from obligations where obligation = 'appointment-notice'")
    assert [row["status"] for row in told] == ["逾期未报"]


def test_what_is_due_within_months_of_a_month_s_last_day_is_due_on_the_last_of_that_month(desk: Desk) -> None:
    body = organisation()
    posts = [
        {"org_id": body["org_id"], "name": name, "post": "法定代表人", "term_start": start, "term_end": end}
        for name, start, end in (("张三", "2020-01-01", "2025-12-31"), ("李四", "2026-01-01", "2030-12-31"))
    ]
    terms = [asked("离任审计", 1, "是"), asked("离任审计期限", 2, "月")]
    desk.file("a", {"organisations": [body], "policies": [POLICY], "programme_terms": terms, "people": posts})
    told = desk.filled().query("select due_on from obligations where obligation = 'departure-audit'")
    assert [row["due_on"] for row in told] == ["2026-02-28"]
