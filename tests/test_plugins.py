"""What every district's plugin has to keep, whichever it is: one contract, asked of each folder under plugins/."""

import ast
import shutil
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from conftest import ROOT, Desk, credit_code, organisation

from disclosure import conventions, pipeline
from disclosure.api.endpoints import endpoints_of
from disclosure.districts import load_district
from disclosure.findings import OWN
from disclosure.site.reading import Reader

NAMES = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/district.json"))
MEDIAN_OF_PYTHON = 150


def lines_of_python(folder: Path) -> int:
    """Return how many lines of Python a plugin has."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_plugin_keeps_the_conventions_without_the_others(name: str, desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins" / name, plugins / name, ignore=shutil.ignore_patterns("__pycache__"))
    assert conventions.faults(replace(desk.project, plugins=plugins)) == []


@pytest.mark.parametrize("name", NAMES)
def test_deleting_a_plugin_leaves_the_rest_building(name: str, desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", plugins, ignore=shutil.ignore_patterns("__pycache__"))
    for number, district in enumerate(NAMES, 1):
        desk.file("one", {"organisations": [organisation(credit_code(serial=number))]}, district)
    shutil.rmtree(plugins / name)
    desk.project = replace(desk.project, plugins=plugins)
    outcome = pipeline.check(desk.project, None)
    assert {district: [f.code for f in found] for district, found in outcome.districts.items()} == {
        name: ["district-without-plugin"]
    }
    assert sorted(v.submission.district for v in outcome.verdicts if v.accepted) == [n for n in NAMES if n != name]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_plugin_adds_bears_its_name(name: str) -> None:
    district = load_district(ROOT / "plugins" / name)
    assert all(pattern.startswith(f"(?=/-/{name}(?:/|$))") for pattern, _ in endpoints_of(district))
    assert all(endpoint.path.startswith(f"/-/{name}/") for endpoint in district.folder.endpoints)
    assert all(table.name.startswith(f"{name}_") for table in district.own_tables())
    assert all(rule.code.startswith(f"{name}-") for rule in district.own_rules())
    assert [path for path in (district.path / "templates").glob("*") if path.name != name] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_finding_of_a_plugin_is_shown_by_an_example(name: str) -> None:
    load_district(ROOT / "plugins" / name)
    shown = {path.stem.partition(".")[2] for path in (ROOT / "plugins" / name / "examples").glob("*.csv")} - {""}
    assert shown == set(OWN.get(name, {}))


@pytest.mark.parametrize("name", NAMES)
def test_each_page_rests_on_documents_that_the_district_filed(name: str, published: Path) -> None:
    reader = Reader(str(published / "disclosure.db"))
    filed = {row["policy_id"] for row in reader.rows("select policy_id from policies where district = ?", [name])}
    pages = load_district(ROOT / "plugins" / name).folder.schemes
    assert pages, "a district's schemes are pages: plugins/<district>/pages/"
    for page in pages:
        assert page.policies, page.path
        assert set(page.policies) <= filed, page.path
        assert (published / "site" / "districts" / name / page.path / "index.html").exists()


def test_a_plugin_is_data_and_a_little_code() -> None:
    assert median(lines_of_python(ROOT / "plugins" / name) for name in NAMES) <= MEDIAN_OF_PYTHON


@pytest.mark.parametrize("name", NAMES)
def test_a_plugin_reaches_for_no_other_and_into_no_room_of_the_package(name: str) -> None:
    for path in (ROOT / "plugins" / name).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not node.level, path
                assert not (node.module or "").startswith("disclosure."), f"{path}: import from disclosure itself"
