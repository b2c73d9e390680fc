"""The guide for districts shows a term, a declaration and a rule over both: run here as it is written."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from conftest import ROOT, Desk

from disclosure import pipeline
from disclosure.districts import load_districts
from disclosure.judgement.catalogue import markdown
from disclosure.judgement.linting import faults

GUIDE = (ROOT / "docs" / "districts.md").read_text(encoding="utf-8")


def block(kind: str, has: str) -> str:
    """Return the first code block of a kind that has some words in it."""
    return next(text for text in re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL) if has in text)


@pytest.fixture
def yinzhou(desk: Desk, tmp_path: Path) -> Desk:
    """Return a register with the guide's district, its rule, its terms and its declaration."""
    place = tmp_path / "plugins" / "yinzhou"
    (place / "rules" / "examples").mkdir(parents=True)
    (place / "district.json").write_text(block("json", "鄞州区"), encoding="utf-8")
    (place / "rules" / "yinzhou-midterm@2025.sql").write_text(block("sql", "yinzhou-midterm"), encoding="utf-8")
    (place / "rules" / "examples" / "yinzhou-midterm.toml").write_text(block("toml", "covered ="), encoding="utf-8")
    desk.project = replace(desk.project, plugins=tmp_path / "plugins")
    policy = {"policy_id": "鄞州区公益创投办法", "title": "鄞州区公益创投办法", "standing": "现行"}
    desk.file("terms", {"policies": [policy], "programme_terms": block("csv", "第十条")}, "yinzhou")
    return desk


def grant(name: str, start: str) -> dict[str, object]:
    """Return a funded project."""
    return {"grant_id": name, "programme": "公益创投", "round": 2025, "org_name": "甲社", "project": name,
            "decision": "资助", "start_on": start, "decided_on": "2025-02-01"}  # fmt: skip


def verdicts(desk: Desk) -> dict[str, tuple[str, str, str]]:
    """Return grant → status, detail and basis of the guide's rule."""
    rows = desk.build().query("select key, status, detail, basis from rule_results where rule = 'yinzhou-midterm'")
    return {row["key"].split('"')[3]: (row["status"], row["detail"], row["basis"]) for row in rows}


def test_without_a_declaration_silence_says_nothing(yinzhou: Desk) -> None:
    yinzhou.file("grants", {"grants": [grant("g1", "2025-03-01")]}, "yinzhou")
    assert verdicts(yinzhou)["g1"][:2] == ("无法判断", "没有人声明评估已经报全")


def test_with_it_the_rule_says_what_is_missing_up_to_its_day(yinzhou: Desk) -> None:
    projects = [grant("g1", "2025-03-01"), grant("g2", "2026-03-31"), grant("g3", "2024-12-31")]
    yinzhou.file("grants", {"grants": projects}, "yinzhou")
    yinzhou.file(
        "declared", {"coverage": block("csv", "until_on,authority")}, "yinzhou", created="2026-10-08T09:00:00+08:00"
    )
    told = verdicts(yinzhou)
    assert told["g1"] == ("不符合", "应在 2025-09-01 前，到 2026-09-30 没有", "《鄞州区公益创投办法》第十条")
    assert {told["g2"][0], told["g3"][0]} == {"无法判断"}


def test_the_examples_of_the_guide_are_as_they_say(yinzhou: Desk) -> None:
    about = [line for line in faults(yinzhou.project.districts) if "yinzhou" in line]
    assert [line for line in about if "no example" not in line] == []


def test_the_tables_of_the_rulebook_are_current() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert text.split("<!-- tables -->\n")[1].strip() == markdown(load_districts(ROOT / "plugins")).strip()


def test_what_the_guides_document_asks_is_found_and_counted(yinzhou: Desk) -> None:
    folder = yinzhou.project.plugins / "yinzhou"
    for name, has in (("articles.csv", "YZ-12,鄞州区"), ("measures.csv", "YZ-12,rule")):
        (folder / name).write_text(block("csv", has), encoding="utf-8")
    yinzhou.file("grants", {"grants": [grant("g1", "2025-03-01")]}, "yinzhou")
    outcome = pipeline.build(yinzhou.project, with_site=False)
    assert outcome.valid
    db = sqlite_utils.Database(yinzhou.project.output / "disclosure.db")
    told = [(row["id"], row["held"], row["why_not"] is not None) for row in db["measures"].rows]
    assert told == [("YZ-12", 0, False), ("YZ-13", 0, False), ("YZ-14", None, True)]  # 无法判断 is not counted
    assert db["measure_places"].count == 3
