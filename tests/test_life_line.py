"""The life line of a grant says what its duties say, and 逾期 only where the records are said to be complete."""

from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import DAY, Blank
from disclosure.judgement.obligations import keep_ledger

DISTRICTS = load_districts(ROOT / "plugins")
BLANKS: list[Blank] = []
TERMS = {
    "首期拨款期限": 1, "第2期最早": 6, "第2期条件": "中期评估", "第3期条件": "终期评估", "结果公示": "先公示",
    "季度用款表": "每季度", "中期评估": 6, "终期评估": "项目完成后", "年度审计": "每年",
}  # fmt: skip
UNTIL = "2026-10-31"
TABLES = ("grant_payments", "grant_assessments", "grant_spending", "notices", "audits")
COVERED = dict.fromkeys(TABLES, UNTIL)

Row = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def register() -> None:
    """Make the empty register when the tests begin, of the views as they then are (tests/mutate_sql.py)."""
    BLANKS[:] = [Blank(DISTRICTS)]


def grant(**given: Any) -> Row:
    """Return a funded grant with an agreement of 10 June 2025."""
    base = {"grant_id": "g", "org_id": "A", "programme": "公益创投", "round": 2025, "decision": "资助",
            "agreement_on": "2025-06-10", "start_on": "2025-07-01", "end_on": "2026-06-30"}  # fmt: skip
    return {name: value for name, value in (base | given).items() if value is not None}


def payment(instalment: int, paid_on: str | None = None, agreed_on: str | None = None, **given: Any) -> Row:
    """Return an instalment."""
    row = {"grant_id": "g", "instalment": instalment, "paid_on": paid_on, "agreed_on": agreed_on} | given
    return {name: value for name, value in row.items() if value is not None}


def assessed(stage: str, on: str, result: str = "通过", **given: Any) -> Row:
    """Return an assessment."""
    return {"grant_id": "g", "stage": stage, "assessed_on": on, "result": result} | given


def line(stage: str, case: Row) -> tuple[str, str | None, str | None, int] | None:
    """Return (state, on_date, due_on, sample) of a stage of the grant; None if it has no such stage."""
    db = BLANKS[0].filled({"terms": TERMS, "grants": [grant()]} | case)
    keep_ledger(db, DISTRICTS, case.get("today", DAY))
    found = db.execute(
        "select state, on_date, due_on, sample from grant_stages where district = 'demo' and grant_id = 'g' and stage = ?",
        [stage],
    ).fetchall()
    assert len(found) < 2
    return tuple(found[0]) if found else None


FIRST = payment(1, "2025-06-20")
MID = assessed("中期评估", "2026-01-08")
NOTICE = {"notice_id": "n", "kind": "评审结果公示", "published_on": "2025-05-06", "start_on": "2025-05-06"}
AUDIT = {"audit_id": "a", "kind": "公益创投审计", "programme": "公益创投", "round": 2025, "report_date": "2026-03-01"}
ENDED = grant(status="已终止", completed_on="2025-12-31")
QUARTERS = [
    {"grant_id": "g", "year": y, "quarter": q, "received": 1, "spent": 1, "unspent": 0, "reported_on": on}
    for y, q, on in ((2025, 2, "2025-07-10"), (2025, 3, "2025-10-10"), (2025, 4, "2026-01-10"))
]
CASES: list[tuple[str, str, Row, str | None, str | None]] = [
    # what is shown, stage, rows, state, day on which it was due
    ("paid in time", "第1期拨款", {"grant_payments": [payment(1, "2025-07-10")]}, "已完成", "2025-07-10"),
    ("paid a day late", "第1期拨款", {"grant_payments": [payment(1, "2025-07-11")]}, "晚于约定", "2025-07-10"),
    ("not paid, all are filed", "第1期拨款", {"grant_payments": [payment(1)], "covered": COVERED}, "逾期", "2025-07-10"),
    ("not paid, nobody says all are", "第1期拨款", {"grant_payments": [payment(1)]}, "没有填报", "2025-07-10"),
    ("due today", "第1期拨款", {"grant_payments": [payment(1)], "today": "2025-07-10"}, "未到期", "2025-07-10"),
    ("no limit set: the day agreed", "第1期拨款",
     {"terms": {}, "grant_payments": [payment(1, "2025-07-02", "2025-07-01")]}, "晚于约定", "2025-07-01"),
    ("not funded", "第1期拨款", {"grants": [grant(decision="撤回")], "grant_payments": [payment(1)]}, "不适用", None),
    ("the mid-term was not passed", "第2期拨款",
     {"covered": COVERED, "grant_payments": [FIRST, payment(2, None, "2026-01-15")],
      "grant_assessments": [assessed("中期评估", "2026-01-08", "不通过")]}, "未到条件", None),
    ("something is to be mended first", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, None, "2026-01-15")],
      "grant_assessments": [assessed("中期评估", "2026-01-08", "整改")]}, "未到条件", None),
    ("filed as not having met its condition", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, None, "2026-01-15", condition_met=0)]}, "未到条件", None),
    ("no mid-term, all are filed", "第2期拨款",
     {"covered": COVERED, "grant_payments": [FIRST, payment(2, None, "2026-01-15")]}, "未到条件", None),
    ("no mid-term, nobody says all are filed", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, None, "2026-01-15")]}, "没有填报", None),
    ("the six months are not over", "第2期拨款",
     {"today": "2025-12-19", "grant_payments": [FIRST, payment(2, None, "2026-01-15")]}, "未到条件", None),
    ("the first is not paid", "第2期拨款",
     {"grant_payments": [payment(1), payment(2, None, "2026-01-15")], "grant_assessments": [MID]}, "未到条件", "2026-01-15"),
    ("passed and agreed, all payments are filed", "第2期拨款",
     {"covered": COVERED, "grant_payments": [FIRST, payment(2, None, "2026-01-15")], "grant_assessments": [MID]},
     "逾期", "2026-01-15"),
    ("payments are filed only until the day agreed", "第2期拨款",
     {"covered": {"grant_payments": "2026-01-15"}, "grant_payments": [FIRST, payment(2, None, "2026-01-15")],
      "grant_assessments": [MID]}, "没有填报", "2026-01-15"),
    ("passed and agreed, nobody says all payments are filed", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, None, "2026-01-15")], "grant_assessments": [MID]}, "没有填报", "2026-01-15"),
    ("agreed for today", "第2期拨款",
     {"today": "2026-01-15", "covered": COVERED, "grant_payments": [FIRST, payment(2, None, "2026-01-15")],
      "grant_assessments": [MID]}, "未到期", "2026-01-15"),
    ("paid later than agreed", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, "2026-01-16", "2026-01-15")], "grant_assessments": [MID]},
     "晚于约定", "2026-01-15"),
    ("passed only after the day agreed", "第2期拨款",
     {"grant_payments": [FIRST, payment(2, "2026-01-20", "2026-01-15")],
      "grant_assessments": [assessed("中期评估", "2026-01-16")]}, "已完成", None),
    ("the mid-term is only a sample", "第2期拨款",
     {"covered": COVERED, "grant_payments": [FIRST, payment(2, None, "2026-01-15")], "grant_assessments": [MID | {"sample": 1}]},
     "未到条件", None),
    ("ended before the agreement", "公示结束", {"grants": [grant(review_notice_id="n")],
     "notices": [NOTICE | {"end_on": "2025-06-09"}]}, "已完成", "2025-06-09"),
    ("ended on its day", "公示结束", {"grants": [grant(review_notice_id="n")],
     "notices": [NOTICE | {"end_on": "2025-06-10"}]}, "晚于约定", "2025-06-09"),
    ("still open", "公示结束", {"today": "2025-05-08", "grants": [grant(review_notice_id="n", agreement_on=None)],
     "notices": [NOTICE | {"end_on": "2025-05-09"}]}, "进行中", None),
    ("a notice of another kind", "公示结束", {"grants": [grant(review_notice_id="n")],
     "notices": [NOTICE | {"kind": "征集公告", "end_on": "2025-06-01"}]}, "没有填报", "2025-06-09"),
    ("no notice, all are filed", "公示结束", {"covered": COVERED}, "逾期", "2025-06-09"),
    ("held in time", "中期评估", {"grant_assessments": [MID]}, "已完成", "2026-02-01"),
    ("held late", "中期评估", {"grant_assessments": [assessed("中期评估", "2026-02-02")]}, "晚于约定", "2026-02-01"),
    ("not held, all are filed", "中期评估", {"covered": COVERED}, "逾期", "2026-02-01"),
    ("not held, nobody says all are filed", "中期评估", {}, "没有填报", "2026-02-01"),
    ("not asked for", "中期评估", {"terms": {}}, "不适用", None),
    ("not completed", "终期评估", {"covered": COVERED}, "没有填报", "2026-07-30"),
    ("completed, all are filed", "终期评估",
     {"covered": COVERED, "grants": [grant(completed_on="2026-06-30")]}, "逾期", "2026-07-30"),
    ("broken off", "终期评估", {"grants": [grant(status="已终止")]}, "不适用", "2026-07-30"),
    ("all quarters filed", "季度用款表",
     {"grants": [grant(completed_on="2025-12-31")], "grant_payments": [FIRST], "grant_spending": QUARTERS}, "已完成", None),
    ("one came late", "季度用款表",
     {"grants": [grant(completed_on="2025-12-31")], "grant_payments": [FIRST],
      "grant_spending": [*QUARTERS[:2], QUARTERS[2] | {"reported_on": "2026-01-16"}]}, "晚于约定", None),
    ("one lacks, all are filed", "季度用款表",
     {"covered": COVERED, "grants": [grant(completed_on="2025-12-31")], "grant_payments": [FIRST],
      "grant_spending": QUARTERS[:2]}, "逾期", "2026-01-15"),
    ("one lacks, nobody says all are filed", "季度用款表",
     {"grants": [grant(completed_on="2025-12-31")], "grant_payments": [FIRST], "grant_spending": QUARTERS[:2]},
     "没有填报", "2026-01-15"),
    ("going on", "季度用款表",
     {"today": "2026-01-15", "grant_payments": [FIRST], "grant_spending": QUARTERS}, "进行中", "2026-04-15"),
    ("none due yet", "季度用款表", {"today": "2025-07-01", "grant_payments": [FIRST]}, "未到期", "2025-07-15"),
    ("completed as planned", "完成", {"grants": [grant(completed_on="2026-06-30")]}, "已完成", "2026-06-30"),
    ("completed later", "完成", {"grants": [grant(completed_on="2026-07-01")]}, "晚于约定", "2026-06-30"),
    ("still going on when filed", "完成",
     {"grants": [grant(status="执行中", submitted_on="2026-07-01")]}, "逾期", "2026-06-30"),
    ("filed on the last day", "完成",
     {"grants": [grant(status="执行中", submitted_on="2026-06-30")]}, "没有填报", "2026-06-30"),
    ("broken off, nobody said when", "终止", {"grants": [grant(status="已终止")]}, "没有填报", None),
    ("broken off, later than it was to end", "终止", {"grants": [ENDED | {"completed_on": "2026-08-01"}]}, "已完成", None),
    ("broken off before the day agreed", "第2期拨款", {"grants": [ENDED], "grant_payments": [FIRST, payment(2, None, "2026-01-15")],
     "grant_assessments": [assessed("中期评估", "2025-12-20")]}, "不适用", "2026-01-15"),
    ("broken off after the day agreed", "第2期拨款",
     {"covered": COVERED, "grants": [ENDED | {"completed_on": "2026-01-15"}],
      "grant_payments": [FIRST, payment(2, None, "2026-01-15")], "grant_assessments": [MID]}, "逾期", "2026-01-15"),
    ("broken off, its condition never came", "第2期拨款",
     {"covered": COVERED, "grants": [ENDED], "grant_payments": [FIRST, payment(2, None, "2025-12-01")]}, "不适用", None),
    ("broken off, but paid", "第2期拨款",
     {"grants": [ENDED], "grant_payments": [FIRST, payment(2, "2026-01-14", "2026-01-15")], "grant_assessments": [MID]},
     "已完成", "2026-01-15"),
    ("audited", "审计", {"audits": [AUDIT]}, "已完成", "2026-12-31"),
    ("audited late", "审计", {"audits": [AUDIT | {"report_date": "2027-01-01"}]}, "晚于约定", "2026-12-31"),
    ("only a sample audit", "审计", {"audits": [AUDIT | {"sample": 1}], "today": "2027-02-01"}, "没有填报", "2026-12-31"),
    ("an audit of its own", "审计",
     {"terms": {}, "audits": [AUDIT | {"programme": None, "round": None, "grant_id": "g"}]}, "已完成", None),
    ("an audit of another grant", "审计",
     {"audits": [AUDIT | {"programme": None, "round": None, "grant_id": "h"}]}, "未到期", "2026-12-31"),
    ("no audit asked for", "审计", {"terms": {}}, "不适用", None),
    ("a call", "征集", {"grants": [grant(call_notice_id="n")], "notices": [NOTICE | {"kind": "征集公告"}]}, "已完成", None),
    ("not a call", "征集", {"grants": [grant(call_notice_id="n")], "notices": [NOTICE]}, "没有填报", None),
    ("a completion", "完成公告",
     {"grants": [grant(completion_notice_id="n")], "notices": [NOTICE | {"kind": "项目完成公告"}]}, "已完成", None),
    ("not a completion", "完成公告", {"grants": [grant(completion_notice_id="n")], "notices": [NOTICE]}, "没有填报", None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "stage", "case", "state", "due_on"), CASES, ids=[f"{c[1]}: {c[0]}" for c in CASES])
def test_a_stage_stands_as_its_duty_does(what: str, stage: str, case: Row, state: str, due_on: str | None) -> None:
    found = line(stage, case)
    assert found is not None, what
    assert (found[0], found[2]) == (state, due_on), what


def test_a_sample_is_no_stage_of_a_real_grant() -> None:
    case = {"grant_payments": [FIRST | {"sample": 1}]}
    assert line("第1期拨款", case) == ("已完成", "2025-06-20", "2025-07-10", 1)
    assert line("季度用款表", case) is None


def test_a_window_that_begins_on_the_day_of_the_agreement_is_early_enough() -> None:
    window = {"table_name": "grant_payments", "kind": None, "org_type": None, "until_on": UNTIL}
    filed = {"grant_payments": [FIRST, payment(2, None, "2026-01-15")], "grant_assessments": [MID]}
    windows = [window | {"from_on": day} for day in ("2025-06-10", "2025-06-11")]
    states = [line("第2期拨款", filed | {"coverage": [one]}) for one in windows]
    assert [state and state[0] for state in states] == ["逾期", "没有填报"]


def test_a_sample_call_is_not_that_of_a_real_grant() -> None:
    call = {"notice_id": "c", "kind": "征集公告", "published_on": "2025-01-05", "start_on": "2025-01-05"}
    cases = [{"grants": [grant(call_notice_id="c")], "notices": [call | {"sample": sample}]} for sample in (0, 1)]
    assert [told and told[1] for told in (line("征集", case) for case in cases)] == ["2025-01-05", None]


def test_each_grant_has_its_own_stages() -> None:
    both = {"grants": [grant(), grant(grant_id="h", decision="撤回")], "grant_payments": [payment(1, "2025-07-10")]}
    told = line("第1期拨款", both)
    assert told and told[0] == "已完成"


def test_a_refused_grant_has_only_what_was_reached() -> None:
    case = {"grants": [grant(decision="不予资助", applied_on="2025-03-01", agreement_on=None)]}
    assert line("申报", case) == ("已完成", "2025-03-01", None, 0)
    assert line("签订协议", case) == ("不适用", None, None, 0)
