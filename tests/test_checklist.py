"""The donor's checklist: each question answers 是, 否 and 未知 as its rows say, and every organisation has every answer."""

import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.checklist import questions_of
from disclosure.judgement.examples import Blank, all_examples, disagreement, judged
from disclosure.verdicts import ANSWERS

DISTRICTS = load_districts(ROOT / "plugins")
QUESTIONS = questions_of(DISTRICTS)
BLANK = Blank(DISTRICTS)
EXAMPLES = all_examples(DISTRICTS, "checklist")
CASES = [(code, case) for code, cases in EXAMPLES.items() for case in cases]
NAMED = [f"{code}-{case['says']}-{number}" for number, (code, case) in enumerate(CASES)]


@pytest.mark.parametrize(("code", "case"), CASES, ids=NAMED)
def test_a_question_is_answered_as_the_rows_say(code: str, case: dict[str, Any]) -> None:
    db = BLANK.filled(case)
    rows = judged(db, "checklist", code, DISTRICTS)
    assert disagreement(case, rows) is None
    told = sorted((row["district"], row["org_id"]) for row in rows)
    assert told == sorted(tuple(row) for row in db.execute("select district, org_id from organisations").fetchall())


@pytest.mark.parametrize("code", QUESTIONS)
def test_every_answer_of_a_question_has_a_case(code: str) -> None:
    never = QUESTIONS[code].statement.header.get("never", "")
    assert {case["says"] for case in EXAMPLES[code]} == {answer for answer in ANSWERS if answer not in never}


def test_every_organisation_has_every_answer_on_its_page(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    standard = [question for question in QUESTIONS.values() if question.only is None]
    for question in standard:
        assert db["checklist"].count_where("question = ?", [question.code]) == db["organisations"].count
    for row in db.query(
        "select org_id, count(*) as n from checklist where answer = '未知' group by 1 order by 2 limit 3"
    ):
        page = (published / "site" / "organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8")
        section = page.split('id="checklist"')[1].split("</section>")[0]
        assert all(question.statement.header.get("asked", question.title) in section for question in standard)
        assert section.count("○") == row["n"]


ASKED = re.compile(r"<(?:dt|th scope=\"row\")>(.*?)</(?:dt|th)>\s*<(?:dd|td)>(.*?</span>.*?)</span>", re.DOTALL)


def test_that_nothing_is_against_it_does_not_read_as_yes(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    seen = set()
    for code, words in {"penalties": ("受过行政处罚", "penalised"), "lists": ("名单上吗", "on the list")}.items():
        for row in db.query("select org_id, answer from checklist where question = ? group by answer", [code]):
            for language, word in zip(("", "en"), words, strict=True):
                for page in ("", "sheet"):
                    file = Path(published, "site", language, "organisations", row["org_id"], page, "index.html")
                    asked = ASKED.findall(file.read_text(encoding="utf-8"))
                    said = next(re.sub("<.*?>", "", answer) for question, answer in asked if word in question)
                    assert not re.search(r"(?<!\w)(?:是|否|Yes|No)(?!\w)", said), (file, said)
                    assert ("没有查到" in said or "none found" in said.lower()) == (row["answer"] == "是"), (file, said)
                    seen.add(row["answer"])
    assert {"是", "否"} <= seen
