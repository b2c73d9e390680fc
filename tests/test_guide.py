"""The guide for districts: each block of it is a file of one district, which is built here as it is printed."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from conftest import ROOT, Desk, credit_code, organisation
from test_api import get

from disclosure import conventions, packages, pipeline
from disclosure.api.server import create_app
from disclosure.districts import load_districts
from disclosure.judgement.catalogue import markdown
from disclosure.judgement.linting import faults
from disclosure.site.pages import districts, grants, rules

NAMED = re.compile(r"`((?:plugins|datasets)/yinzhou/[\w./@-]+|pyproject\.toml)`")
ORDER = ["table", "vocabulary", "check", "rule", "duty", "question", "query", "view", "page", "endpoint", "feed", "section",
         "form of its own", "pattern", "off", "package"]  # fmt: skip
RELIEF = "plugins/yinzhou/examples/organisations.yinzhou-relief-file.csv"
QUERY = "plugins/yinzhou/queries/visits_of_year.sql"
GUIDE = (ROOT / "docs" / "districts.md").read_text(encoding="utf-8")


def block(kind: str, has: str) -> str:
    """Return the first code block of a kind that has some words in it."""
    return next(str(text) for text in re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL) if has in text)


def files() -> dict[str, str]:
    """Return the path of each file that the guide prints → its text; several blocks of one file follow one another."""
    found: dict[str, str] = {}
    for before, text in re.findall(r"((?:(?!```).)*?)```\w+\n(.*?)```", GUIDE, re.DOTALL):
        named = NAMED.findall(before)
        assert named, f"no line above this block says in which file it lies:\n{text}"
        found[named[-1]] = found.get(named[-1], "") + text
    return found


@pytest.fixture
def yinzhou(desk: Desk, tmp_path: Path) -> Desk:
    """Return a register with the guide's district, all of it, and its terms."""
    for path, text in files().items():
        if path.startswith("plugins/"):
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (tmp_path / "plugins" / "yinzhou" / "README.md").write_text("# 鄞州区\n", encoding="utf-8")
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
    rows = desk.filled().query("select key, status, detail, basis from rule_results where rule = 'yinzhou-midterm'")
    return {row["key"].split('"')[3]: (row["status"], row["detail"], row["basis"]) for row in rows}


def test_the_guides_endpoint_answers_as_it_is_declared(yinzhou: Desk) -> None:
    yinzhou.file("grants", {"grants": [grant("g1", "2025-03-01")]}, "yinzhou")
    yinzhou.build()
    assert [fault.line(str) for one in yinzhou.project.districts for fault in one.folder.faults] == []
    app = create_app(yinzhou.project.output, yinzhou.project.districts, ROOT / "metadata.yml")
    path = "/data/-/yinzhou/round.json"
    assert get(app, path, round="2025").json() == [{"grant_id": "g1", "project": "g1", "awarded": None, "sample": 0}]
    asked = [get(app, path, **said) for said in ({"round": "2024"}, {"round": "next"}, {"round": "2025", "x": "1"}, {})]
    assert [answer.status_code for answer in asked] == [404, 400, 400, 400] and "这一轮没有项目" in asked[0].text
    assert path in get(app, "/data/-/openapi.json").json()["paths"]
    app.releases.close()


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
    yinzhou.file("grants", {"grants": [grant("g1", "2025-03-01")]}, "yinzhou")
    outcome = pipeline.build(yinzhou.project, with_site=False)
    assert outcome.valid
    db = sqlite_utils.Database(yinzhou.project.output / "disclosure.db")
    told = [(row["id"], row["held"], row["why_not"] is not None) for row in db["measures"].rows]
    assert told == [("YZ-12", 0, False), ("YZ-13", 0, False), ("YZ-14", None, True)]  # 无法判断 is not counted
    assert db["measure_places"].count == 3


def test_the_guide_shows_one_thing_after_another() -> None:
    headings = re.findall(r"^###? (.*)$", GUIDE, re.MULTILINE)
    places = [next((at for at, one in enumerate(headings) if re.search(rf"\b{word}", one)), None) for word in ORDER]
    shown = [place for place in places if place is not None]
    assert shown == sorted(shown) and len(shown) == len(ORDER), dict(zip(ORDER, places, strict=True))


def test_the_district_of_the_guide_keeps_every_convention(yinzhou: Desk) -> None:
    assert conventions.faults(yinzhou.project) == []


def test_what_the_guide_shows_is_published(yinzhou: Desk) -> None:
    org = organisation(credit_code(region="330212"))
    one = grant("yz-2025-01", "2025-03-01") | {"org_id": org["org_id"], "org_name": "", "awarded": "26000"}
    visit = {"grant_id": "yz-2025-01", "visited_on": "2025-06-05", "visitors": 2, "found": "正常"}
    yinzhou.file("one", {"organisations": [org], "grants": [one], "yinzhou_visits": [visit]}, "yinzhou")
    yinzhou.file("relief", {"organisations": files()[RELIEF]}, "yinzhou")
    outcome = yinzhou.site(districts, grants, rules)
    refused = {
        verdict.submission.name: [f.code for f in verdict.findings]
        for verdict in outcome.verdicts
        if not verdict.accepted
    }
    assert refused == {"relief": ["yinzhou-relief-file"]} and outcome.districts == {}
    db, site = sqlite_utils.Database(yinzhou.project.output / "disclosure.db"), yinzhou.project.output / "site"
    assert [row["status"] for row in db.query("select status from obligations where obligation = 'yinzhou-visit'")] == [
        "按时"
    ]
    assert [row["answer"] for row in db.query("select answer from checklist where question = 'yinzhou-visited'")] == [
        "是"
    ]
    assert next(iter(db.query(files()[QUERY], {"year": "2025"})))["permalink"] == "/grants/yinzhou/yz-2025-01/"
    assert list(db.query("select round, funded, visited from yinzhou_rounds")) == [
        {"round": 2025, "funded": 1, "visited": 1}
    ]
    pages = {name: (site / name / "index.html").read_text(encoding="utf-8")
             for name in ("districts/yinzhou", "districts/yinzhou/venture", "grants/yinzhou/yz-2025-01", "rules/GRT-37")}  # fmt: skip
    assert "<caption>走访</caption>" in pages["grants/yinzhou/yz-2025-01"]
    assert all("办法没有写收费方式" in pages[name] for name in ("districts/yinzhou", "rules/GRT-37"))
    assert json.loads((site / "downloads/yinzhou/rounds.json").read_bytes())[0]["visited"] == 1
    assert "/grants/yinzhou/yz-2025-01/" in (site / "districts/yinzhou/feeds/visits.xml").read_text(encoding="utf-8")


def test_the_package_of_the_guide_names_the_district() -> None:
    said = tomllib.loads(files()["pyproject.toml"])
    assert said["project"]["entry-points"] == {packages.GROUP: {"yinzhou": "yinzhou"}}


def test_a_district_that_is_named_as_an_example_has_such_a_file() -> None:
    rows = re.findall(
        r"^\| (`[^|]*`) \| [^|]* \| (\w*) ?\|$",
        GUIDE.split("## What is found by convention")[1].split("### ")[0],
        re.MULTILINE,
    )
    assert len(rows) > 15
    for written, name in rows:
        for file in re.findall(r"`([^`]+)`", written):
            pattern = re.sub(r"<kind>/examples/<code>", "*/examples/*", file)
            pattern = re.sub(r"<table>\.<code>", "*.*-*", pattern).replace("<district>", name or "*")
            held = list(
                (ROOT / "plugins" / (name or "*")).parent.glob(f"{name or '*'}/{re.sub(r'<[^>]+>', '*', pattern)}")
            )
            assert bool(held) is bool(name), f"{name}: {file}"
