"""The donor's checklist: each question answers 是, 否 and 未知 as its rows say, and every organisation has every answer."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.checklist import keep_checklist, questions
from disclosure.judgement.rulebook import Blank

CASES = tomllib.loads((ROOT / "tests" / "files" / "checklist.toml").read_text(encoding="utf-8"))["case"]
BLANK = Blank({name: table for one in load_districts(ROOT / "plugins") for name, table in one.tables().items()})
ALWAYS_KNOWN = {"active": {"是", "否"}, "accounts": {"是", "未知"}}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['question']}-{case['says']}-{n}" for n, case in enumerate(CASES)])
def test_a_question_is_answered_as_the_rows_say(case: dict[str, Any]) -> None:
    db = BLANK.filled(case)
    keep_checklist(db)
    (row,) = db["checklist"].rows_where("question = ? and org_id = 'A'", [case["question"]])
    assert (row["answer"], row["evidence"]) == (case["says"], case["evidence"])
    assert row["valid_until"] == case.get("valid_until")


@pytest.mark.parametrize("code", [question.code for question in questions()])
def test_every_answer_of_a_question_has_a_case(code: str) -> None:
    assert {case["says"] for case in CASES if case["question"] == code} == ALWAYS_KNOWN.get(code, {"是", "否", "未知"})


def test_every_organisation_has_every_answer_on_its_page(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    assert db["checklist"].count == db["organisations"].count * len(questions())
    for row in db.query(
        "select org_id, count(*) as n from checklist where answer = '未知' group by 1 order by 2 limit 3"
    ):
        page = (published / "site" / "organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8")
        section = page.split('id="checklist"')[1].split("</section>")[0]
        assert all(question.title in section for question in questions())
        assert section.count("○") == row["n"]
