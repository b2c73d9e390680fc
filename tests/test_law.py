"""Law lives where it is law: a district without measures is judged by none, and the real data by what they say."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, Desk, credit_code, organisation
from sqlite_utils import Database

from disclosure import pipeline
from disclosure.database.layout import open_database
from disclosure.pipeline import Project

CODE = credit_code(region="330212")
OF_PLACES = ("海曙", "海民", "镇海", "嘉兴", "温州", "郑州")


@pytest.fixture
def elsewhere(desk: Desk, tmp_path: Path) -> Desk:
    """Return a register with one more district, which has no measures, and all the others' real submissions."""
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    place = tmp_path / "plugins" / "yinzhou"
    place.mkdir()
    facts = {"title": "鄞州区", "title_en": "Yinzhou", "region_codes": ["330212"], "authority": "某局"}
    (place / "district.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    for district in ("haishu", "zhenhai"):
        real = shutil.ignore_patterns("sample-*")
        shutil.copytree(ROOT / "datasets" / district, desk.project.datasets / district, ignore=real)
    desk.project = replace(desk.project, plugins=tmp_path / "plugins", samples=False)
    return desk


def test_a_grant_a_case_and_a_notice_without_measures_are_judged_by_no_other_place_s(elsewhere: Desk) -> None:
    body = organisation(CODE, admission="直接登记")
    grant = {"grant_id": "g", "programme": "公益创投", "round": 2025, "org_id": CODE, "project": "甲", "decision": "资助",
             "awarded": "90000", "requested": "90000", "applied_on": "2025-01-05", "agreement_on": "2025-03-01", "jury_size": 4, "start_on": "2025-03-01",
             "end_on": "2027-03-01", "review_notice_id": "n", "street": "别处街道"}  # fmt: skip
    paid = {"grant_id": "g", "instalment": 1, "amount": "90000", "paid_on": "2025-09-01"}
    notice = {"notice_id": "n", "kind": "评审结果公示", "programme": "公益创投", "round": 2025, "title": "评审结果",
              "publisher": "某局", "published_on": "2025-03-01", "start_on": "2025-03-01", "end_on": "2025-03-02"}  # fmt: skip
    case = {"case_id": "c", "org_id": CODE, "kind": "成立", "accepted_on": "2025-01-01", "decided_on": "2025-06-01"}
    change = {
        "case_id": "d",
        "org_id": CODE,
        "kind": "变更",
        "item": "住所",
        "changed_on": "2025-01-01",
        "applied_on": "2025-06-01",
    }
    check = {"check_id": "s", "org_id": CODE, "kind": "双随机抽查", "checked_on": "2025-01-01", "result": "未发现问题"}
    filed = {"organisations": [body], "grants": [grant], "grant_payments": [paid], "notices": [notice]}
    elsewhere.file("all", filed | {"cases": [case, change], "spot_checks": [check]}, "yinzhou")
    db = elsewhere.filled()
    told = [*db.query("select rule as code, status, basis, key from rule_results where district = 'yinzhou'"),
            *db.query("select obligation as code, status, basis, key from obligations where district = 'yinzhou'")]  # fmt: skip
    about = [row for row in told if any(f'"{name}"' in row["key"] for name in ("g", "n", "c", "d", "s"))]
    assert [row for row in about if row["status"] in ("不符合", "逾期报送", "逾期未报")] == []
    assert [row for row in told if any(words in row["basis"] for words in OF_PLACES)] == []


def test_what_is_said_of_the_real_data_is_what_they_say(tmp_path: Path) -> None:
    project = Project(ROOT, ROOT / "datasets", ROOT / "plugins", tmp_path / "build", "2026-11-26")
    db: Database = open_database(None)
    pipeline.fill(db, project)
    assert {row["rule"] for row in db.query("select rule from rule_results where status = '不符合'")} == {"AGG-01"}
    assert list(db.query("select * from obligations where status like '逾期%'")) == []
    assert list(db.query("select * from target_results where status = '未达到'")) == []
