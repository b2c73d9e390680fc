"""What a plugin extends: the examples in plugins/demo as they are published, and what each may not do."""

import json
import re
import shutil
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from conftest import ROOT, Desk, credit_code, organisation

from disclosure import conventions, pipeline
from disclosure.api.server import read_metadata
from disclosure.districts import NATION, load_all, load_district, load_districts
from disclosure.exceptions import PluginError
from disclosure.judgement.results import _judge
from disclosure.judgement.rulebook import judged_by
from disclosure.privacy import STRICTER, guarding, mask, personal_data
from disclosure.privacy.own import require_bounded
from disclosure.publication import input_digests
from disclosure.site.pages import districts
from disclosure.statements import read_through
from disclosure.waivers import Waiver

ATOM = "{http://www.w3.org/2005/Atom}"
DEMO = load_district(ROOT / "plugins" / "demo")
FILE_NUMBER = "救助档案号 JZ20260123"
FACTS = {"title": "某区", "title_en": "Some", "region_codes": ["330999"], "authority": "某局"}


def page(published: Path, *parts: str) -> str:
    """Return a page of the site."""
    return (published / "site").joinpath(*parts, "index.html").read_text(encoding="utf-8")


def test_sections_stand_on_the_pages_of_a_grant_of_the_district_and_home_marked_as_samples(published: Path) -> None:
    shown = {"年度评选": ("grants", "demo", "sq-2025-01"), "历年评选": ("districts", "demo"), "评为优质的社区项目": ()}
    for title, parts in shown.items():
        caption = re.search(rf"<caption>{title}(.*?)</caption>", page(published, *parts))
        assert caption and "示例" in caption[1], title
    assert "年度评选" not in page(published, "grants", "haishu", "cv-2024-01")


def test_a_file_of_its_own_is_published_listed_and_marked(published: Path) -> None:
    file = published / "site" / "downloads" / "demo" / "sample-selection.json"
    held = json.loads(file.read_bytes())
    db = sqlite_utils.Database(published / "disclosure.db")
    assert [one["grant_id"] for one in held["projects"]] == [
        row["grant_id"] for row in db.query("select grant_id from demo_selection order by round, grant_id")
    ]
    for parts in (("downloads",), ("districts", "demo")):
        (line,) = re.findall(
            r'<li>[^\n]*href="[^"]*/downloads/demo/sample-selection.json".*?</li>', page(published, *parts)
        )
        assert "示例" in line
    manifest = json.loads((published / "manifest.json").read_bytes())
    assert "site/downloads/demo/sample-selection.json" in manifest["outputs"]


def test_a_feed_is_a_file_whose_entries_are_marked_dated_and_lead_to_pages(published: Path) -> None:
    feed = ET.parse(published / "site/districts/demo/feeds/projects.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    db = sqlite_utils.Database(published / "disclosure.db")
    decided = (
        "select count(*) from grants where district = 'demo' and programme = '社区项目申报' and decided_on is not null"
    )
    assert len(entries) == db.execute(decided).fetchone()[0] > 3
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    for entry in entries:
        assert (entry.findtext(f"{ATOM}title") or "").startswith("【示例】")
        assert (entry.findtext(f"{ATOM}updated") or "9")[:10] <= "2026-11-23"
        leads = entry.find(f"{ATOM}link")
        assert leads is not None and "/grants/demo/" in leads.attrib["href"]
        path = leads.attrib["href"].partition("/grants/")[2]
        assert (published / "site" / "grants" / path / "index.html").exists()
    own = page(published, "districts", "demo")
    linked = re.findall(r'<link rel="alternate"[^>]*title="([^"]+)" href="([^"]*)"', own)
    assert all(title and href.endswith(".xml") for title, href in linked)
    assert {"/districts/demo/feeds/projects.xml", "/districts/demo/notices.xml"} <= {href for _, href in linked}, linked
    assert 'href="/districts/demo/feeds/projects.xml"' in page(published, "feeds")


def test_a_rule_that_is_off_says_so_with_what_it_would_have_said(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    rows = list(
        db.query("select * from rule_counts where rule = 'GOV-04' and district = 'demo' and reason like '%停用%'")
    )
    assert sum(row["subjects"] for row in rows) == 12
    assert {row["status"] for row in rows} == {"不适用"} and all("照规则是：符合" in row["reason"] for row in rows)
    for parts in (("rules", "GOV-04"), ("districts", "demo")):
        text = page(published, *parts)
        assert "人数由当年的公告定" in text and "不停用的话" in text and "示例区公益创投办法" in text
    rule = next(one for one in NATION.rules if one.code == "GOV-04")
    assert "'demo'" not in rule.violations(judged_by(rule, load_districts(ROOT / "plugins")))


def test_a_breach_is_not_hidden_by_it(published: Path) -> None:
    db = sqlite_utils.Database(memory=True)
    sqlite_utils.Database(published / "disclosure.db").conn.backup(db.conn)
    asked = "select status, reason, subjects from rule_counts where rule = 'ORG-09' and district = 'demo'"
    before = {(row["status"], row["reason"]): row["subjects"] for row in db.query(asked)}
    assert before["不符合", None] == 1
    for table in ("rules", "rule_results", "rule_counts"):
        db.execute(f"delete from {table} where rule = 'ORG-09'")
    rule = next(one for one in NATION.rules if one.code == "ORG-09")
    waiver = Waiver("ORG-09", "本区另有规定", "Ruled otherwise", "《某办法》第三条")
    _judge(db, rule, {"demo"}, None, {"demo": partial(waiver.said, "示例区")})
    after = {(row["status"], row["reason"]): row["subjects"] for row in db.query(asked)}
    told = "示例区停用这条规则：本区另有规定（依据：《某办法》第三条）；照规则是：不符合"
    assert after["不适用", told] == 1 and {status for status, _ in after} == {"不适用"}
    assert sum(after.values()) == sum(before.values())
    kept = list(db.query("select status, detail from rule_waived where rule = 'ORG-09' and district = 'demo'"))
    assert {row["status"] for row in kept} == {"不适用"} and [row["detail"] for row in kept].count(told) == 1


def test_the_pages_of_what_it_spares_say_so(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    spared = next(db.query("select * from rule_waived where rule = 'GOV-04' and district = 'demo'"))
    assert next(db.query("select count(*) as n from rule_results where status = '不适用'"))["n"] == 0
    held = page(published, "organisations", spared["org_id"])
    assert "本区停用的规则" in held and spared["detail"] in held and "照规则是：" in held
    record = json.loads((published / "site/organisations" / spared["org_id"] / "index.json").read_bytes())
    assert spared["detail"] in [one["detail"] for one in record["rules"]["waived"]]
    served = read_metadata(ROOT / "metadata.yml", load_districts(ROOT / "plugins"))
    query = served["databases"]["disclosure"]["queries"][
        next(one for one in NATION.rules if one.code == "GOV-04").query
    ]
    assert "示例区停用这条规则" in query["description"]


@pytest.mark.parametrize("code", sorted({rule.code for rule in NATION.rules if rule.statement.header.get("waivable")}))
def test_only_what_rests_on_a_places_measure_can_be_off(code: str) -> None:
    views = {view.path.stem: view for view in NATION.statements("views")}
    for rule in (one for one in NATION.rules if one.code == code):
        assert rule.effect == "publish" and rule.severity != "error"
        assert "programme_terms" in read_through(rule.statement, views) and "programme_terms" in rule.basis


def test_rules_and_duties_read_views_of_their_district() -> None:
    read: dict[str, set[str]] = {"rules": set(), "obligations": set()}
    for district in load_districts(ROOT / "plugins"):
        own = {view.path.stem for view in district.folder.statements("views")}
        for kind in read:
            read[kind] |= {name for one in district.folder.statements(kind) for name in one.reads & own}
    assert read["rules"] and read["obligations"]


# --- personal data -----------------------------------------------------------------------------------------------------
def test_a_districts_own_pattern_refuses_and_masks_in_its_own_submissions_alone(desk: Desk) -> None:
    rows = [organisation(credit_code(serial=1)) | {"purpose": f"帮助 {FILE_NUMBER} 一户"}]
    own = [
        organisation(credit_code(region="990101", serial=2))
        | {"name": "（示例）甲", "purpose": f"帮助 {FILE_NUMBER} 一户"}
    ]
    desk.file("one", {"organisations": rows}, "haishu")
    desk.file("two", {"organisations": own}, "demo", sample=True, title=f"关于 {FILE_NUMBER} 的提交")
    outcome = pipeline.check(desk.project, None)
    told = {verdict.submission.district: verdict for verdict in outcome.verdicts}
    assert told["haishu"].accepted and not told["demo"].accepted
    assert [f.code for f in told["demo"].findings].count("demo-relief-file") == 2
    assert FILE_NUMBER not in json.dumps(outcome.as_json(), ensure_ascii=False)
    db = desk.filled()
    assert not [row for row in db["findings"].rows if FILE_NUMBER in str(row)]
    assert not [row for row in db["submissions"].rows if FILE_NUMBER in str(row)]


def test_it_weakens_nothing() -> None:
    mobile = "139" + "12345678"
    with guarding("demo"):
        assert "personal-mobile" in personal_data(f"电话 {mobile}")
        assert mask(f"电话 {mobile}，{FILE_NUMBER}").count("*") > 12
        assert personal_data(FILE_NUMBER) == ["demo-relief-file"]
    assert personal_data(FILE_NUMBER) == [] and FILE_NUMBER in mask(FILE_NUMBER)


@pytest.mark.parametrize(
    "pattern",
    ["a+", "[0-9]*", "(a|aa){2,9}b", "(?:a{1,9}){1,9}", r"(a)\1\1\1\1", "a{4,}", "a{0,9}b{0,9}c{4}", "abc", "x{200}", "[0-9",
     "(abcd", "abcd)", ".{0,60}abcd", "(?i)abcd", "a++bcd", r"\p{Han}{4}", "abcd|ab", "", "(?P<a>abcd)", "a{4}{2}"],
)  # fmt: skip
def test_a_pattern_that_could_be_slow_or_match_anything_is_refused(pattern: str) -> None:
    with pytest.raises(PluginError, match="pattern"):
        require_bounded(pattern)


@pytest.mark.parametrize("pattern", [r"残疾人?证 ?\d{20}", r"(?<![0-9])[A-Z]{2}[0-9]{6,10}(?![0-9])", "a?a?a?a?a?aaaa",
                                     "(?:低保|特困)证号[ :：]?[0-9]{6,12}", *[k.pattern.pattern for k in STRICTER["demo"]]])  # fmt: skip
def test_a_pattern_that_is_taken_is_linear(pattern: str) -> None:
    require_bounded(pattern)
    for text in (
        "a" * 200_000,
        "0" * 200_000,
        "A0" * 100_000,
        "残疾证 " * 50_000,
        "救助档案号 JZ" * 25_000,
        "低保证号" * 50_000,
    ):
        started = time.process_time()
        for _ in re.finditer(pattern, text):
            pass
        assert time.process_time() - started < 2, text[:9]


# --- packages ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of installed packages, on which two distributions lie: a district's, and a broken one."""
    packages = tmp_path / "packages"
    distribution(packages, "disclosure-haven", "haven = haven")
    distribution(packages, "disclosure-lost", "lost = lost")
    place = packages / "haven"
    (place / "views").mkdir(parents=True)
    (place / "__init__.py").write_text('"""Haven."""\n', encoding="utf-8")
    (place / "README.md").write_text("# Haven\n", encoding="utf-8")
    (place / "district.json").write_text(json.dumps(FACTS), encoding="utf-8")
    view = "-- title: 名单\n-- title_en: Names\nselect district, org_id, name, sample from organisations where district = 'haven'\n"
    (place / "views" / "haven_names.sql").write_text(view, encoding="utf-8")
    monkeypatch.syspath_prepend(str(packages))
    yield packages
    sys.modules.pop("haven", None)


def distribution(packages: Path, name: str, point: str) -> None:
    """Write what says that a distribution is installed, with an entry point."""
    about = packages / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[disclosure]\n{point}\n", encoding="utf-8")


def test_a_district_comes_as_a_package_and_a_broken_one_costs_itself(
    installed: Path, desk: Desk, tmp_path: Path
) -> None:
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    desk.project = replace(desk.project, plugins=plugins)
    desk.file("one", {"organisations": [organisation(credit_code(region="330999"))]}, "haven")
    outcome = desk.site(districts)
    assert [verdict.accepted for verdict in outcome.verdicts] == [True]
    assert {name: [f.code for f in found] for name, found in outcome.districts.items()} == {
        "lost": ["district-not-loaded"]
    }
    (lost,) = outcome.districts["lost"]
    assert (
        "entry_points.txt" in str(lost.file)
        and "disclosure-lost" in lost.message
        and str(installed) not in lost.message
    )
    db = sqlite_utils.Database(desk.project.output / "disclosure.db")
    assert db["haven_names"].count == 1
    assert (desk.project.output / "site/districts/haven/index.html").exists()
    (told,) = conventions.faults(desk.project)
    assert told.startswith("lost: ") and "disclosure-lost" in told


def test_a_changed_package_makes_another_build(installed: Path, desk: Desk) -> None:
    before = input_digests(desk.project)
    (installed / "haven" / "views" / "haven_names.sql").write_text("-- title: x\nselect 1\n", encoding="utf-8")
    after = input_digests(desk.project)
    assert {name for name in before if before[name] != after.get(name)} == {"package:haven/views/haven_names.sql"}


def test_a_folder_wins_over_a_package_and_says_so(installed: Path, desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(installed / "haven", plugins / "haven")
    districts, left_out = load_all(plugins)
    assert [(one.name, one.path) for one in districts] == [("haven", plugins / "haven")] and set(left_out) == {"lost"}
    (fault,) = districts[0].folder.faults
    assert "is read; keep one" in fault.line(str)
    told = conventions.faults(replace(desk.project, plugins=plugins))
    assert sum("is read; keep one" in line for line in told) == 1


# --- a rule's query -------------------------------------------------------------------------------------------------------
def test_a_rules_query_names_whom_it_speaks_of_and_leads_there(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    asked = 0
    for rule in NATION.rules:
        parameters: dict[str, Any] = dict.fromkeys(re.findall(r":(\w+)", rule.sql), "")
        for row in db.query(rule.violations(None), parameters):
            asked += 1
            assert {
                "organisation",
                "organisation_permalink",
                "project",
                "grant_permalink",
                "permalink",
                "sample",
            } <= set(row)
            for name in (name for name in row if name.endswith("permalink") and row[name]):
                assert (published / "site" / row[name].strip("/") / "index.html").exists(), row[name]
            assert row["permalink"] and (row["organisation"] or not row["organisation_permalink"])
    assert asked > 10
