"""The rulebook: each rule says of its examples what it is to say, is dated, and fires for its own cell alone."""

import asyncio
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlite_utils
from command import run
from conftest import ROOT, TODAY, Desk, credit_code, finance, organisation

from disclosure import pipeline
from disclosure.api.server import create_app
from disclosure.districts import load_districts
from disclosure.exceptions import RuleError
from disclosure.judgement.linting import faults
from disclosure.judgement.obligations import keep_ledger
from disclosure.judgement.prepared import compare_projects, create_views, workdays
from disclosure.judgement.rulebook import rulebook
from disclosure.pipeline import Project
from disclosure.rules import judge
from disclosure.sampling import write_samples
from disclosure.site.pages import organisations, rules

DISTRICTS = load_districts(ROOT / "plugins")
BOOK = rulebook(DISTRICTS)
CHANGES = tomllib.loads((ROOT / "tests" / "files" / "mutations.toml").read_text(encoding="utf-8"))["change"]
CODE = credit_code()


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """Return a copy of the districts, to break."""
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "plugins"


NAME = "haishu-activities"
RULE = (ROOT / "plugins" / "haishu" / "rules" / f"{NAME}@2009.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (f"{NAME}@2009.sql", RULE.replace("-- basis:", "-- basics:"), "basis"),
        (f"{NAME}@2009.sql", RULE.replace("severity: info", "severity: bad"), "severity"),
        (f"{NAME}@2009.sql", RULE.replace("severity: info", "within: year\n-- severity: info"), "within is 'year'"),
        (f"{NAME}@2009.sql", RULE.replace("applies_from: 2010-01-01", "applies_from: 2009"), "write a day"),
        (f"{NAME}@2009.sql", RULE.replace("from haishu_", "from nothing_"), "does not run"),
        (f"{NAME}@2009.sql", RULE.replace("  period,\n", "  period as time,\n"), "returns no period"),
        (f"{NAME}@2009.sql", RULE.replace(", 10) as", ", 90) as"), "is to be 符合"),
        (f"{NAME}@2009.sql", RULE.replace("select\n", f"select -- {'x' * 150}\n"), "break it before 140"),
        (f"{NAME}@2020.sql", RULE, "overlap"),
        ("haishu-other@2009.sql", RULE.replace(f"code: {NAME}", "code: haishu-other"), "no example"),
        (f"{NAME}@2009.sql", RULE.replace("effect: publish", "effect: reject").replace("severity: info", "severity: error")
         .replace("标准》", "标准》（待核实）"), "not verified"),
    ],
)  # fmt: skip
def test_the_linter_names_what_is_wrong(plugins: Path, name: str, text: str, fault: str) -> None:
    (plugins / "haishu" / "rules" / name).write_text(text, encoding="utf-8")
    found = []
    try:
        for line in faults(load_districts(plugins)):
            found.append(line)
            if fault in line and "haishu" in line:  # what would come after it is not reckoned
                return
    except RuleError as error:
        assert fault in str(error) and "haishu" in str(error)
        return
    raise AssertionError(found)


def test_the_command_lists_and_explains() -> None:
    assert "FIN-05@2004" in run("rules").stdout
    told = run("rules", "--explain", "EVA-02").stdout
    assert "EVA-02@2010" in told and "EVA-02@2026" in told and "2026-03-01" in told and "待核实" in told
    assert run("rules", "--check").returncode == 0
    assert run("rules", "--explain", "NO-1").returncode == 2


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"total_assets": "1001"}, "FIN-05"),
        ({"income_donations": "400", "income_services": "101", "income_investment": "0"}, "FIN-07"),
        ({"expense_programme": "300", "expense_administration": "101"}, "FIN-08"),
        ({"net_assets_change": "99"}, "FIN-10"),
        ({"staff_pay": "400.02"}, "FIN-23"),
    ],
)
def test_books_that_contradict_themselves_are_refused(desk: Desk, columns: dict[str, str], rule: str) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("books", {"finances": [finance(CODE, 2023), finance(CODE, **columns)]})
    (found,) = desk.check().verdicts[0].findings
    assert (found.code, found.row, found.severity) == ("rule-violated", 3, "error")
    assert rule in found.message
    assert desk.admitted()["finances"].count == 0


REFUSING = """-- code: haishu-alone
-- title: 每个区只有一个项目
-- title_en: One grant a district
-- severity: error
-- effect: reject
-- basis: 试验
-- scope: 每个项目
-- explanation: 试验。
-- innocent: 试验。
-- never: 不适用 试验；无法判断 试验
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  null as period,
  (select count(*) from grants) > 1 as broken,
  project as detail,
  sample
from grants
"""


def test_what_others_broke_is_not_held_against_a_submission(desk: Desk, plugins: Path) -> None:
    (plugins / "haishu" / "rules" / "haishu-alone@2026.sql").write_text(REFUSING, encoding="utf-8")
    desk.project = replace(desk.project, plugins=plugins)
    grant = {
        "programme": "公益创投",
        "round": 2025,
        "decision": "资助",
        "awarded": "100",
        "org_name": "甲",
        "project": "乙",
    }
    desk.file("one", {"grants": [grant | {"grant_id": "a"}]})
    desk.file("two", {"grants": [grant | {"grant_id": "b", "round": 2024}]})
    codes = [[f.code for f in verdict.findings] for verdict in desk.check().verdicts]
    assert codes == [[], ["rule-violated"] * len(codes[1])] and codes[1]


def test_each_period_is_judged_by_the_version_in_force_then(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    books = [
        finance(CODE, 2024, accounting_system="2004"),
        finance(CODE, 2026, accounting_system="2004", opening_net_assets="800.50"),
    ]
    desk.file("books", {"finances": books})
    desk.site(organisations, rules)
    db = sqlite_utils.Database(desk.project.output / "disclosure.db")
    told = [
        (row["version"], row["period"], row["status"])
        for row in db.query("select * from rule_counts where rule = 'FIN-24'")
    ]
    assert sorted(told) == [("2004", "2024", "符合"), ("2024", "2026", "不符合")]
    counted = [(row["status"], row["reason"]) for row in db.query("select * from rule_counts")]
    assert {bool(reason) for status, reason in counted if status in ("不适用", "无法判断")} == {True}
    assert {reason for status, reason in counted if status in ("符合", "不符合")} == {None}
    page = (desk.project.output / "site" / "organisations" / CODE / "index.html").read_text(encoding="utf-8")
    assert "FIN-24@2024" in page and "FIN-24@2004" not in page
    rule = (desk.project.output / "site" / "rules" / "FIN-24" / "index.html").read_text(encoding="utf-8")
    assert 'id="v2004"' in rule and 'id="v2024"' in rule and "2026-01-01" in rule


def test_a_reply_stands_beside_what_it_concerns(desk: Desk) -> None:
    reply = {
        "response_id": "r1",
        "org_id": CODE,
        "concerns": "FIN-24",
        "answered_on": "2026-02-01",
        "text": "新旧制度衔接，已在更正。",
    }
    desk.file("orgs", {"organisations": [organisation(CODE)], "finances": [finance(CODE, 2026)], "responses": [reply]})
    desk.site(organisations, rules)
    page = (desk.project.output / "site" / "organisations" / CODE / "index.html").read_text(encoding="utf-8")
    assert "新旧制度衔接，已在更正。" in page.split('id="rules"')[1].split("</section>")[0]


def violations(db: sqlite_utils.Database) -> set[tuple[str, str, str]]:
    """Return (code@version, district, key) of all that the rules find now."""
    compare_projects(db)
    keep_ledger(db, DISTRICTS, TODAY)
    return {
        (f"{rule.code}@{rule.version}", row["district"], row["key"])
        for versions in BOOK.values()
        for rule in versions
        for row in judge(db.conn, rule)
        if row["status"] == "不符合"
    }


@pytest.fixture(scope="module")
def clean(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[sqlite_utils.Database, set[tuple[str, str, str]]]]:
    """Return a generated register without anything that goes wrong, and what the rules find in it."""
    folder = tmp_path_factory.mktemp("clean")
    write_samples(next(d for d in DISTRICTS if d.name == "demo"), 80, 1, 0, folder / "datasets")
    project = Project(ROOT, folder / "datasets", ROOT / "plugins", folder / "build", TODAY, samples=True)
    assert pipeline.build(project, with_site=False).valid
    db = sqlite_utils.Database(folder / "build" / "disclosure.db")
    create_views(db, DISTRICTS)  # which say what is changed afterwards, and not what was written down of them
    yield db, violations(db)


def test_a_clean_register_breaks_no_rule(clean: tuple[sqlite_utils.Database, set[tuple[str, str, str]]]) -> None:
    assert clean[1] == set()


def moved_to(db: sqlite_utils.Database, district: str) -> set[tuple[str, str, str]]:
    """Return what the rules find in the register once all of it is another district's."""
    for table in db.tables:
        if "district" in table.columns_dict and table.name != "districts":
            db.execute(f'update or ignore "{table.name}" set district = ? where district = ?', [district, "demo"])
    return violations(db)


@pytest.mark.parametrize("change", CHANGES, ids=[f"{c['table']}.{c['column']}" for c in CHANGES])
def test_one_changed_cell_makes_its_rules_fire_and_no_other(
    clean: tuple[sqlite_utils.Database, set[tuple[str, str, str]]], change: dict[str, Any]
) -> None:
    register, before = clean
    db = sqlite_utils.Database(memory=True)
    register.conn.backup(db.conn)
    if "district" in change:
        before = moved_to(db, change["district"])
    if "given" in change:
        for statement in change["given"]:
            assert db.execute(statement).rowcount > 0, statement
        assert violations(db) == before, "the scene breaks a rule"
    pick = f"(select rowid from {change['table']} where {change['where']} order by rowid limit 1)"
    done = db.execute(f"update {change['table']} set {change['column']} = {change['to']} where rowid = {pick}")
    assert done.rowcount == 1, "no row to change"
    assert {rule for rule, _, _ in violations(db) - before} == set(change["rules"]), change["because"]


def test_every_rule_has_a_cell_that_makes_it_fire() -> None:
    fires = {rule for change in CHANGES for rule in change["rules"]}
    never = {
        rule.query
        for versions in BOOK.values()
        for rule in versions
        if "不符合" in rule.statement.header.get("never", "")
    }
    can = {f"{r.code}@{r.version}" for versions in BOOK.values() for r in versions if r.query not in never}
    assert can == fires


def test_the_published_query_returns_what_the_page_counts(published: Path) -> None:
    asyncio.run(compare_queries_with_counts(published))


async def compare_queries_with_counts(published: Path) -> None:
    """Ask Datasette every rule's query, and one with its threshold moved."""
    app = create_app(published, DISTRICTS, ROOT / "metadata.yml")
    db = sqlite_utils.Database(published / "disclosure.db")
    counted = {
        (row["rule"], row["version"]): row["n"]
        for row in db.query(
            "select rule, version, count(*) as n from rule_results where status = '不符合' group by 1, 2"
        )
    }
    assert len(counted) > 5
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        for code, versions in BOOK.items():
            for rule in versions:
                answer = await client.get(f"/data/disclosure/{rule.query}.json?_shape=array")
                assert answer.status_code == 200, code
                assert len(answer.json()) == counted.get((rule.code, rule.version), 0), code
        moved = await client.get("/data/disclosure/rule_AGG-01_2026.json?_shape=array&tolerance=9")
        assert len(moved.json()) < counted["AGG-01", "2026"]


def test_working_days_count_make_up_days_and_say_what_is_estimated() -> None:
    days = {row["day"]: (row["working"], row["estimated"]) for row in workdays(2031)}
    assert (days["2025-01-26"], days["2025-01-28"], days["2025-03-03"]) == ((1, 0), (0, 0), (1, 0))
    assert days["2031-01-06"] == (1, 1) and days["2031-01-05"] == (0, 1)
