"""Small inputs on which the register once said something false, each with what it must say (tests/truth/<case>/).

Each is a datasets folder, put beside the real submissions; nothing in it is declared complete, so what is absent is
unknown. The day is 2026-12-28. All bodies are invented.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from sqlite_utils import Database

from disclosure import pipeline
from disclosure.database.layout import open_database
from disclosure.pipeline import Project

HERE = Path(__file__).parent / "truth"
TODAY = "2026-12-28"
BREACH, UNKNOWN, KEPT = "不符合", "无法判断", "符合"


@dataclass
class Told:
    """What the register says of a case."""

    db: Database

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query as plain tuples."""
        return [tuple(row) for row in self.db.execute(sql, values).fetchall()]

    def rule(self, rule: str, subject: str) -> set[str]:
        """Return what a rule says of the subjects that have a value in their key, or of an organisation."""
        where = (
            """rule = ? and (org_id = ? or exists (select 1 from json_each(rule_results.key) j where j.value = ?))"""
        )
        return {row[0] for row in self.rows(f"select status from rule_results where {where}", rule, subject, subject)}

    def duty(self, duty: str, subject: str | None = None, org: str | None = None) -> list[tuple[Any, ...]]:
        """Return (period, due, done, status, days late) of the cases of a duty, by a value of the key or by body."""
        return self.rows(
            "select period, due_on, done_on, status, days_late from obligations where obligation like ?"
            " and (? is null or exists (select 1 from json_each(obligations.key) where value = ?)) and (? is null or org_id = ?)"
            " order by period, key",
            *(duty, subject, subject, org, org),
        )

    def answer(self, org: str, question: str) -> str:
        """Return the answer to a question about a body."""
        ((answer,),) = self.rows("select answer from checklist where org_id = ? and question = ?", org, question)
        return str(answer)

    def never_late(self, org: str) -> bool:
        """Return whether nothing that a real body owes is called missing."""
        where = "org_id = ? and status = '逾期未报' and sample = 0"
        return not self.rows(f"select 1 from obligations where {where}", org)


Ask = Callable[..., Told]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the real submissions are kept as they were taken in, for all cases."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def told(tmp_path: Path, shelf: Path) -> Ask:
    """Return a function that fills a register with the real submissions and a case, and asks it."""

    def ask(case: str, samples: bool = False) -> Told:
        datasets = tmp_path / "datasets"
        left_out = None if samples else shutil.ignore_patterns("sample-*")
        shutil.copytree(ROOT / "datasets", datasets, ignore=left_out)
        shutil.copytree(HERE / case, datasets, dirs_exist_ok=True)
        project = Project(ROOT, datasets, ROOT / "plugins", shelf, TODAY, samples)
        db = open_database(None)
        pipeline.fill(db, project)
        return Told(db)

    return ask


def test_every_case_is_asked() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [case.name for case in sorted(HERE.iterdir()) if f'told("{case.name}"' not in text] == []


def test_each_instalment_is_its_share(told: Ask) -> None:
    said = told("01-grt07")
    assert BREACH in said.rule("GRT-07", "G1") and BREACH in said.rule("GRT-07", "G2")


def test_a_second_instalment_waits_six_months(told: Ask) -> None:
    said = told("02-grt08")
    assert BREACH in said.rule("GRT-08", "G1") and BREACH in said.rule("GRT-08", "G2")


def test_a_month_after_the_last_of_january_is_the_last_of_february(told: Ask) -> None:
    ((_, due, done, status, days),) = told("03-month-end").duty("first-payment", "G1")
    assert (due, done, status, days) == ("2025-02-28", "2025-03-03", "逾期报送", 3)


def test_who_applies_exists_on_that_day(told: Ask) -> None:
    said = told("04-grt15")
    assert (said.rule("GRT-15", "G1"), said.rule("GRT-15", "G2")) == ({BREACH}, {BREACH})
    assert said.rule("GRT-15", "G3") == {UNKNOWN}


def test_a_published_list_names_the_project(told: Ask) -> None:
    said = told("05-grt21")
    assert BREACH in said.rule("GRT-21", "G2") and BREACH not in said.rule("GRT-21", "G1")


def test_an_award_is_within_the_budget_without_a_request(told: Ask) -> None:
    assert BREACH in told("07-grt11").rule("GRT-11", "G1")


def test_a_body_by_code_and_by_name_is_one_body(told: Ask) -> None:
    said = told("08-cap")
    assert BREACH in said.rule("GRT-01", "52330203MJ7000010T") | said.rule("GRT-01", "G1") | said.rule("GRT-01", "G2")


def test_an_empty_board_is_unknown(told: Ask) -> None:
    said = told("10-gov02")
    assert [said.rule(rule, "53330203MJ70000535") for rule in ("GOV-02", "GOV-05")] == [{UNKNOWN}, {UNKNOWN}]
    others = said.rows("select org_id from rule_results where rule in ('GOV-02', 'GOV-05') and sample = 0")
    assert {org for (org,) in others} == {"53330203MJ70000535"}


def test_tax_windows_grades_and_licences_are_read_as_of_the_day(told: Ask) -> None:
    said = told("12-tax")
    assert BREACH in said.rule("TAX-01", "52330203MJ7000109B") & said.rule("TAX-01", "52330203MJ70001176")
    assert said.rule("TAX-02", "52330203MJ70001251") == {UNKNOWN}
    assert BREACH in said.rule("TAX-02", "52330203MJ7000133U")
    assert said.answer("52330203MJ7000141N", "tax") == "否"
    assert said.answer("52330203MJ70001251", "grade") == "未知"
    assert said.rows("select 1 from rule_results where rule = 'TAX-03' and status = '不符合' and sample = 0")


def test_nobody_is_off_a_list_that_nobody_declares_whole(told: Ask) -> None:
    said = told("13-lists")
    asked = [(o, q) for o in ("52330203MJ7000205L", "52330203MJ7000213F") for q in ("lists", "penalties")]
    assert {said.answer(*one) for one in asked} == {"未知"}


def test_a_closed_body_and_a_licence_to_come_are_not_open(told: Ask) -> None:
    said = told("15-closed")
    assert {said.answer("53330203MJ7000301T", question) for question in ("fundraising", "tax")} == {"否"}
    assert said.answer("52330203MJ700031XM", "fundraising") in ("否", "未知")
    assert said.answer("52330203MJ7000328M", "fundraising") == "否"


def test_both_halves_of_the_spending_limit(told: Ask) -> None:
    said = told("16-fin30")
    assert said.rule("FIN-30", "52330203MJ70004089") >= {BREACH}
    assert said.answer("52330203MJ70004089", "spending") == "否"


def test_a_note_excuses_only_what_it_names(told: Ask) -> None:
    said = told("17-note")
    assert BREACH in said.rule("FIN-12", "52330203MJ70004089") & said.rule("FIN-13", "52330203MJ70004089")


def test_money_of_another_district_counts(told: Ask) -> None:
    assert BREACH in told("18-fin16").rule("FIN-16", "52330203MJ70004164")


def test_one_district_is_not_judged_by_another_s_law(told: Ask) -> None:
    said = told("19-jurisdiction")
    judged = "(key like '%\"Z1\"%' or key like '%\"C_\"%')"
    of_rules = said.rows(
        f"select distinct basis from rule_results where district = 'zhenhai' and sample = 0 and {judged}"
    )
    of_duties = said.rows("select distinct basis from obligations where district = 'zhenhai' and sample = 0")
    assert [b for (b,) in [*of_rules, *of_duties] if "海曙" in b or "海民" in b] == []
    assert not any(row[3].startswith("逾期") for row in said.duty("registration-decision", "C2"))


def test_a_notice_changed_in_its_window_stays_changed(told: Ask) -> None:
    assert BREACH in told("20-not02").rule("NOT-02", "N1")


def test_no_sample_times_a_real_row(told: Ask) -> None:
    said = told("21-samples", samples=True)
    assert said.never_late("52330203MJ7000010T")
    kept = said.rows(
        "select 1 from obligations where obligation = 'programme-audit' and district = 'haishu'"
        " and period = '2024' and sample = 0 and status = '按时'"
    )
    assert kept == []


def test_one_old_row_starts_no_duty(told: Ask) -> None:
    said = told("23-one-old-row")
    assert said.never_late("52330203MJ70005208") and said.never_late("52330203MJ70005395")
    assert said.rows("select 1 from obligations where org_id = '52330203MJ70005395' and status = '无法判断'")


def test_a_closed_body_owes_what_fell_due_before(told: Ask) -> None:
    said = told("24-dereg")
    papers = {row[0]: row for row in said.duty("annual-inspection-52", org="52330203MJ70005470")}
    assert papers["2024"][3:] == ("逾期报送", 93)
    assert all(row[3] == "不适用" for period, row in papers.items() if period == "2025")
    assert said.never_late("52330203MJ70005470")


def test_an_inspection_without_dates_is_not_late(told: Ask) -> None:
    said = told("25-haishu-null")
    assert said.never_late("52330203MJ700058X8")
    assert said.rows("select 1 from obligations where org_id = '52330203MJ700058X8' and status = '无法判断'")


def test_the_earliest_of_two_filings_counts(told: Ask) -> None:
    of_year = [
        row[3] for row in told("26-two-audits").duty("%audit-report", org="53330203MJ7000619M") if row[0] == "2024"
    ]
    assert of_year == ["按时"]


def test_an_emphasis_paragraph_is_an_unmodified_opinion(told: Ask) -> None:
    said = told("27-emphasis")
    assert BREACH not in said.rule("AUD-02", "53330203MJ7000619M")
    assert said.answer("53330203MJ7000619M", "audit") == "是"
    ((evidence,),) = said.rows(
        "select evidence from checklist where question = 'audit' and org_id = '53330203MJ7000619M'"
    )
    assert "强调事项" in evidence


def test_before_is_before(told: Ask) -> None:
    said = told("29-same-day")
    duties = [row[3] for row in said.duty("review-notice", "G1")]
    assert "按时" not in duties
    assert duties or BREACH in said.rule("GRT-04", "G1")


def test_quarters_go_on_without_an_end_and_stop_at_completion(told: Ask) -> None:
    said = told("30-quarterly")
    open_ended, completed = said.duty("programme-quarterly", "G1"), said.duty("programme-quarterly", "G2")
    assert open_ended and max(row[1] for row in open_ended) <= "2027-01-31"
    assert [row for row in completed if row[1] > "2026-11-15"] == []


def test_the_days_of_direct_registration_bind_it_alone(told: Ask) -> None:
    assert not any(row[3].startswith("逾期") for row in told("32-registration").duty("registration-decision", "C1"))


def test_unknown_staff_and_two_communities_of_one_name(told: Ask) -> None:
    said = told("33-haishu-staff")
    body = "BA-330203-2024-00001-Y"
    assert (said.rule("haishu-leaders", body), said.rule("haishu-participation", body)) == ({UNKNOWN}, {UNKNOWN})
    assert len(said.rows("select 1 from rule_results where rule = 'haishu-participation' and org_id = ?", body)) == 1


def test_what_is_retracted_and_added_again_is_a_change(told: Ask) -> None:
    accepted = dict(told("34-retract-readd").rows("select submission, accepted from submissions"))
    assert accepted["s3"] == 0


def test_a_failed_inspection_asks_for_a_remedy_in_whatever_form(told: Ask) -> None:
    assert BREACH in told("35-ins02").rule("INS-02", "52330203MJ70007077")


def test_scores_stay_within_the_sheet(told: Ask) -> None:
    said = told("37-scores")
    where = "status = '不符合' and rule like 'GRT%' and key like '%\"G1\"%'"
    refused = dict(said.rows("select submission, accepted from submissions"))["s1"] == 0
    assert refused or said.rows(f"select 1 from rule_results where {where}")


def test_no_more_is_received_than_was_awarded_or_paid(told: Ask) -> None:
    where = "status = '不符合' and table_name = 'grant_spending' and key like '%\"G1\"%'"
    assert told("38-received").rows(f"select 1 from rule_results where {where}")


def test_a_figure_long_before_or_after_judges_no_target(told: Ask) -> None:
    rows = told("39-targets").rows(
        "select status, actual from target_results where district = 'haishu' and plan = '甲规划'"
    )
    assert rows == [("尚无结果", None)]


def test_a_payment_waits_for_what_it_waits_for(told: Ask) -> None:
    states = [
        s
        for (s,) in told("40-lifeline").rows(
            "select state from grant_stages where grant_id = 'G1' and stage = '第2期拨款'"
        )
    ]
    assert states == ["未到条件"]


def test_a_project_lasts_as_long_as_it_lasts(told: Ask) -> None:
    said = told("41-long")
    assert BREACH in said.rule("GRT-03", "G1") & said.rule("GRT-03", "G2")


def test_a_place_outside_the_district(told: Ask) -> None:
    assert BREACH in told("42-place").rule("GRT-17", "G1")
