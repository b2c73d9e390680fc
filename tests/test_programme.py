"""Each article of 海曙's venture programme that data can break, broken once in a copy of the samples, is named by what is then said.

The same break in 镇海's samples is judged by 镇海's own measure or not at all.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT, TODAY

from disclosure import pipeline
from disclosure.database.layout import open_database
from disclosure.districts import load_districts
from disclosure.judgement.obligations import keep_ledger
from disclosure.judgement.prepared import create_views
from disclosure.judgement.rulebook import judged_by, rulebook
from disclosure.pipeline import Project
from disclosure.rules import judge

DISTRICTS = load_districts(ROOT / "plugins")
BOOK = rulebook(DISTRICTS)
MEASURE = "《海曙区公益创投项目管理试行办法》"
MISSED = {"逾期报送", "逾期未报"}
ONE = "district = '{district}' and grant_id = 'cv-2025-01'"
FUNDED = "district = '{district}' and decision = '资助' and programme = '公益创投'"
OTHER = "(select min(grant_id) from grants o where o.district = grants.district and o.round = grants.round and o.decision = '资助')"


@dataclass(frozen=True)
class Breach:
    """What breaks an article: the statements that change the samples, who says so, and how the basis names it."""

    article: str
    said_by: str
    changes: tuple[str, ...]
    named: str


def breach(article: str, said_by: str, *changes: str, named: str = "") -> Breach:
    """Return a breach; the basis names the article unless another place is given."""
    return Breach(article, said_by, changes, named or article)


def granted(change: str) -> str:
    """Return a statement that changes one project of the samples."""
    return f"update grants set {change} where {ONE}"


BREACHES = [
    breach("第三条(一)", "programme-completion", granted("completion_notice_id = null"),
           "delete from notices where district = '{district}' and kind = '项目完成公告'"),
    breach("第三条(二)", "GRT-37", granted("charge = '收费'")),
    breach("第五条", "GRT-15", "update organisations set registered_on = '2025-04-01' where district = '{district}' and org_id ="
           f" (select org_id from grants where {ONE})"),
    breach("第六条", "GRT-15", "update organisations set status = '注销', status_since = '2025-01-01' where district = '{district}'"
           f" and org_id = (select org_id from grants where {ONE})"),
    breach("第九条(一)", "GRT-37", granted("charge = '收费'")),
    breach("第十一条", "GRT-31", granted("applied_on = '2025-02-28'")),
    breach("第十二条", "GRT-14", "update notices set round = 2025 where district = '{district}' and notice_id = 'zj-2024'"),
    breach("第十三条", "GRT-17", granted("street = '别处街道', place = '杭州市西湖区'")),
    breach("第十三条", "GRT-03", granted("end_on = '2026-08-31', completed_on = '2026-08-20'")),
    breach("第十五条(三)", "GRT-32", granted("separate_account = 0")),
    breach("第十六条", "GRT-33", granted("street_opinion_on = '2025-05-01'")),
    breach("第十七条(一)", "GOV-04", granted("jury_size = 3")),
    breach("第十七条(一)", "GOV-04", granted("jury_size = 8")),
    breach("第十七条(一)", "GOV-04", granted("jury_size = 13")),
    breach("第十七条(一)", "GRT-35", granted("jury_groups = '专家、市民代表'")),
    breach("第十七条(一)", "GRT-24", f"update grant_scores set full_score = 20 where {ONE} and stage = '评审' and indicator = '项目计划'"),
    breach("第十七条(二)", "GRT-21", "delete from notice_items where district = '{district}' and notice_id = 'ps-2025' and item = 3",
           "update notice_items set item = item - 1 where district = '{district}' and notice_id = 'ps-2025' and item > 3"),
    breach("第十七条(二)", "review-notice", "update notices set published_on = '2025-06-11' where district = '{district}'"
           " and notice_id = 'ps-2025'"),
    breach("第十七条(二)", "GRT-22", granted("decided_on = '2025-05-13'")),
    breach("第十七条(二)", "GRT-04", granted("agreement_on = '2025-05-13', decided_on = '2025-05-13'")),
    breach("第十七条(三)", "GRT-34", granted("filed_on = '2025-05-13'")),
    breach("第十八条", "GRT-36", granted("decided_on = '2025-06-11'")),
    breach("第十九条", "GRT-01", granted("awarded = 50001")),
    breach("第二十条", "GRT-07", f"update grant_payments set amount = 20000 where {ONE} and instalment = 1"),
    breach("第二十一条", "first-payment", f"update grant_payments set paid_on = '2025-07-11' where {ONE} and instalment = 1"),
    breach("第二十一条", "GRT-08", f"update grant_payments set paid_on = '2025-07-11' where {ONE} and instalment = 1"),
    breach("第二十二条", "GRT-08", f"update grant_payments set paid_on = '2026-01-08' where {ONE} and instalment = 2"),
    breach("第二十二条", "GRT-08", f"update grant_assessments set result = '不通过' where {ONE} and stage = '中期评估'"),
    breach("第二十三条", "GRT-08", f"update grant_assessments set assessed_on = '2026-06-27' where {ONE} and stage = '终期评估'"),
    breach("第二十六条", "GRT-40", f"delete from internal_rules where org_id = (select org_id from grants where {ONE})",
           "insert into coverage (district, table_name, from_on, until_on, authority, submission, source_file, source_row, submitted_on,"
           " sample) select district, 'internal_rules', '1949-10-01', until_on, authority, submission, source_file, 0, submitted_on,"
           " sample from coverage where district = '{district}' and table_name = 'notices'"),
    breach("第二十七条", "programme-quarterly", f"delete from grant_spending where {ONE} and year = 2026 and quarter = 2"),
    breach("第二十八条", "GRT-41", "update spot_checks set result = '不配合检查', items = '公益创投项目款' where district = '{district}'"
           " and check_id = (select max(check_id) from spot_checks where district = '{district}')"),
    breach("第二十九条", "GRT-39", "delete from cases where district = '{district}' and kind = '项目变更'",
           granted("status = '已终止'")),
    breach("第三十条", "GRT-24", f"update grant_scores set full_score = 25 where {ONE} and stage = '终期评估' and indicator = '目标的完成率'"),
    breach("第三十一条(一)", "programme-mid-term", f"delete from grant_assessments where {ONE} and stage = '中期评估'"),
    breach("第三十一条(二)", "programme-final", f"delete from grant_assessments where {ONE} and stage = '终期评估'"),
    breach("第三十一条", "GRT-38", f"update grant_assessments set fund_report_on = '2026-06-13' where {ONE} and stage = '终期评估'"),
    breach("第三十一条(一)", "GRT-19", f"update grant_assessments set assessed_on = '2026-06-12' where {ONE} and stage = '中期评估'"),
    breach("第三十三条", "programme-audit", "delete from audits where district = '{district}' and kind = '公益创投审计' and round = 2024"),
    breach("第三十三条", "programme-audit-notice", "delete from notices where district = '{district}' and kind = '审计结果公示'"),
    breach("附件2", "GRT-12", granted("review_score = 99")),
    breach("附件5", "GRT-12", f"update grant_assessments set score = 99 where {ONE} and stage = '终期评估'"),
    breach("附件5", "GRT-18", f"update grant_assessments set people_asked = 9 where {ONE} and stage = '终期评估'"),
    breach("附件5", "GRT-18", f"update grant_assessments set people_satisfied = 8 where {ONE} and stage = '终期评估'"),
    breach("附件5", "haishu-satisfaction", f"update grant_assessments set people_satisfied = 7 where {ONE} and stage = '终期评估'"),
]  # fmt: skip

# Articles of which no row of the register can show a breach, and why.
UNBROKEN = {
    "第一条": "the purpose", "第二条": "aims and sources of the money: an open list", "第四条": "who is entrusted",
    "第七条": "forms of aid, at the centre's discretion", "第八条": "priority scope with an open last class",
    "第十条": "the platform on which the call runs", "第十四条": "principles without a measure",
    "第二十四条": "diversion is found by an authority, not read from figures", "第二十五条": "the centre's guidance",
    "第三十二条": "commendation is free", "第三十四条": "who interprets", "第三十五条": "in force from 2011-04-18: see the last test",
}  # fmt: skip

Told = set[tuple[str, str, str, str]]


def told(db: sqlite_utils.Database, district: str) -> Told:
    """Return (code, key, what is said, basis) of what the rules and duties hold against a district's samples."""
    keep_ledger(db, DISTRICTS, TODAY)
    found = {
        (rule.code, row["key"], row["detail"], row["basis"] or rule.statement.header["basis"])
        for code, versions in BOOK.items()
        if code in CODES
        for rule in versions
        if district in (judged_by(rule, DISTRICTS) or [district])
        for row in judge(db.conn, rule, district)
        if row["status"] == "不符合"
    }
    ledger = db.execute(
        "select obligation, key, status, basis from obligations where district = ?", [district]
    ).fetchall()
    return found | {tuple(row) for row in ledger if row[2] in MISSED and row[0] in CODES}


CODES = {one.said_by for one in BREACHES}
OF_BOTH = {"GOV-04", "GRT-01", "GRT-07", "GRT-22", "programme-mid-term", "programme-final"}
OF_ONE = {
    "GRT-31",
    "GRT-32",
    "GRT-37",
    "GRT-38",
    "programme-completion",
    "haishu-satisfaction",
}  # 镇海 sets no such term


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[sqlite_utils.Database, dict[str, Told]]:
    """Return the register of 海曙 and 镇海 with their samples, and what is held against each before anything is broken."""
    datasets = tmp_path_factory.mktemp("programme") / "datasets"
    for name in ("haishu", "zhenhai"):
        shutil.copytree(ROOT / "datasets" / name, datasets / name)
    project = Project(ROOT, datasets, ROOT / "plugins", datasets.parent / "build", TODAY, samples=True)
    project.__dict__["_loaded"] = (DISTRICTS, {})
    db = open_database(None)
    pipeline.fill(db, project)
    create_views(db, DISTRICTS)  # which say what is broken afterwards, and not what was written down of them
    return db, {name: told(db, name) for name in ("haishu", "zhenhai")}


def broken(db: sqlite_utils.Database, one: Breach, district: str) -> tuple[sqlite_utils.Database, int]:
    """Return a copy of the register in which an article is broken in a district, and how many rows were changed."""
    copy = sqlite_utils.Database(memory=True)
    db.conn.backup(copy.conn)
    changed = [copy.execute(change.replace("{district}", district)).rowcount for change in one.changes]
    return copy, min(changed)


NAMES = [f"{one.article} {one.said_by} {number}" for number, one in enumerate(BREACHES)]
Samples = tuple[sqlite_utils.Database, dict[str, Told]]


@pytest.mark.parametrize("one", BREACHES, ids=NAMES)
def test_breaking_an_article_is_said_with_the_article(samples: Samples, one: Breach) -> None:
    db, before = samples
    copy, changed = broken(db, one, "haishu")
    assert changed > 0, "the samples have nothing to break"
    new = told(copy, "haishu") - before["haishu"]
    bases = [basis for code, _, _, basis in new if code == one.said_by]
    assert any(MEASURE in basis and one.named in basis for basis in bases), (one.said_by, sorted(new))


@pytest.mark.parametrize("one", BREACHES, ids=NAMES)
def test_the_same_in_another_district_is_judged_by_its_own_measure(samples: Samples, one: Breach) -> None:
    db, before = samples
    copy, _ = broken(db, one, "zhenhai")
    new = told(copy, "zhenhai") - before["zhenhai"]
    assert not [basis for _, _, _, basis in new if "海曙" in basis]
    own = {row[0] for row in db.execute("select title from policies where district = 'zhenhai'")}
    assert all(any(title in basis for title in own) for _, _, _, basis in new), sorted(new)
    codes = {code for code, *_ in new}
    assert one.said_by in codes or one.said_by not in OF_BOTH
    assert not codes & OF_ONE


def test_a_breach_in_one_district_changes_nothing_in_the_other(samples: Samples) -> None:
    db, before = samples
    copy, changed = broken(
        db, breach("", "", granted("jury_size = 2, awarded = 90000, agreement_on = null")), "zhenhai"
    )
    assert changed and told(copy, "zhenhai") != before["zhenhai"]
    assert told(copy, "haishu") == before["haishu"]


def test_every_article_is_broken_or_cannot_be() -> None:
    text = "、".join(one.article for one in BREACHES) + "、" + "、".join(UNBROKEN)
    digits = "一二三四五六七八九"
    numbers = [
        *digits,
        "十",
        *(f"十{n}" for n in digits),
        "二十",
        *(f"二十{n}" for n in digits),
        "三十",
        *(f"三十{n}" for n in digits[:5]),
    ]
    assert [n for n in numbers if f"第{n}条" not in text] == []
    assert not {one.article.split("(")[0] for one in BREACHES} & set(UNBROKEN)


def test_what_was_decided_before_the_measure_is_not_judged_by_it(samples: Samples) -> None:
    db, _ = samples
    day = "2011-04-17"
    copy, changed = broken(
        db, breach("第三十五条", "", granted(f"decided_on = '{day}', agreement_on = '{day}', jury_size = 2")), "haishu"
    )
    assert changed
    rows: list[dict[str, Any]] = [row for rule in BOOK["GOV-04"] for row in judge(copy.conn, rule)]
    said = {row["key"]: row["status"] for row in rows if row["district"] == "haishu"}
    assert said['{"grant_id":"cv-2025-01"}'] == "不适用"


def test_a_budget_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    datasets = tmp_path / "datasets"
    shutil.copytree(ROOT / "datasets" / "haishu", datasets / "haishu")
    budget = datasets / "haishu" / "sample-2026-11-venture" / "grant_budget.csv"
    budget.write_text(budget.read_text(encoding="utf-8").replace("20,4000", "20,4001", 1), encoding="utf-8")
    project = Project(ROOT, datasets, ROOT / "plugins", tmp_path / "build", TODAY, samples=True)
    project.__dict__["_loaded"] = (DISTRICTS, {})
    (verdict,) = [v for v in pipeline.check(project, None).verdicts if v.submission.name == "sample-2026-11-venture"]
    assert {finding.code for finding in verdict.findings} >= {"rule-violated"}
    assert any("GRT-13" in finding.message for finding in verdict.findings)
