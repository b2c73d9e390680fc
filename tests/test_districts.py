"""Every district keeps the conventions; a broken one is named with its hook and file; a deleted one breaks nothing."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, Desk, organisation

from disclosure import conventions, hookspecs, pipeline, skeletons
from disclosure.districts import load_district, load_districts, taken_by
from disclosure.exceptions import PluginError, UsageError
from disclosure.judgement import fitting, tried
from disclosure.project import loaded

HOOKS = [name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), "disclosure_spec")]


def plugin(folder: Path, code: str, name: str = "broken") -> Path:
    """Write a district whose __init__.py is `code`."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "district.json").write_text(
        '{"title": "某区", "title_en": "Some", "region_codes": ["990199"], "authority": "某局"}', encoding="utf-8"
    )
    (path / "README.md").write_text("# 某区\n", encoding="utf-8")
    (path / "__init__.py").write_text(code, encoding="utf-8")
    return path


def test_every_district_keeps_the_conventions(desk: Desk) -> None:
    assert conventions.faults(desk.project) == []


def test_every_hook_has_a_line_that_says_what_to_return_and_a_user() -> None:
    assert len(HOOKS) == 10
    sources = "".join(path.read_text(encoding="utf-8") for path in [*(ROOT / "plugins").rglob("*.py"),
                                                                    *(ROOT / "disclosure/standard").rglob("*.py"),
                                                                    ROOT / "disclosure/districts.py",
                                                                    ROOT / "tests/test_containment.py"])  # fmt: skip
    for name in HOOKS:
        assert re.match(r"(Return|Create) ", getattr(hookspecs, name).__doc__ or "")
        assert f"def {name}(" in sources


def test_the_guide_shows_every_hook() -> None:
    guide = (ROOT / "docs" / "districts.md").read_text(encoding="utf-8")
    for name in HOOKS:
        assert f"`{name}(" in guide


def test_a_module_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"broken.*__init__\.py cannot be imported"):
        load_district(plugin(tmp_path, "import nothing_of_that_name\n"))


def test_what_a_plugin_prints_is_no_part_of_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = "@hookimpl\ndef register_tables(district):\n    print('in a hook')\n    return []\n"
    district = load_district(plugin(tmp_path, f"from disclosure import hookimpl\nprint('at import')\n{hook}"))
    assert district.tables()
    told = capsys.readouterr()
    assert told.out == "" and "at import" in told.err and "in a hook" in told.err


@pytest.mark.parametrize("name", ["check", "grant", "notices", "data", "sample", "rule", "wages", "measured", "search"])
def test_a_name_of_the_registers_own_is_refused(name: str, tmp_path: Path, desk: Desk) -> None:
    facts = {"title": "某区", "title_en": "Some", "region_codes": ["990199"], "authority": "某局"}
    (tmp_path / "plugins" / name).mkdir(parents=True)
    (tmp_path / "plugins" / name / "district.json").write_text(json.dumps(facts), encoding="utf-8")
    shutil.copytree(ROOT / "plugins" / "demo", tmp_path / "plugins" / "demo")
    (line,) = [
        line
        for line in conventions.faults(replace(desk.project, plugins=tmp_path / "plugins"))
        if "grants" not in name and line.startswith(f"{name}: ")
    ]
    assert f"no district can be called {name}" in line
    assert name not in load_district(tmp_path / "plugins" / "demo").folder.beside() or name not in ("grant", "measured")
    with pytest.raises(UsageError, match=f"区不能叫 {name}"):
        list(skeletons.district(tmp_path / "new", name, "某区", "990199"))


def test_no_table_of_the_build_begins_like_a_district() -> None:
    made = (ROOT / "disclosure" / "database" / "made").glob("*.json")
    assert [path.stem for path in made if not taken_by(path.stem.partition("_")[0]) and not taken_by(path.stem)] == []
    assert [name for name in load_districts(ROOT / "plugins") if taken_by(name.name)] == []


def test_deleting_a_district_leaves_the_rest_building(tmp_path: Path, desk: Desk) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", plugins, ignore=shutil.ignore_patterns("__pycache__", "haishu"))
    shutil.copytree(ROOT / "datasets" / "haishu", desk.project.datasets / "haishu")
    desk.file("one", {"organisations": [organisation()]}, "zhenhai")
    desk.project = replace(desk.project, plugins=plugins)
    outcome = pipeline.check(desk.project, None)
    assert [f.code for f in outcome.districts["haishu"]] == ["district-without-plugin"]
    assert [v.accepted for v in outcome.verdicts] == [True]
    assert desk.filled()["organisations"].count == 1


def test_the_smallest_plugin_of_the_guide_works(tmp_path: Path, desk: Desk) -> None:
    guide = (ROOT / "docs" / "districts.md").read_text(encoding="utf-8")
    smallest = re.search(r"plugins/yinzhou/district\.json`\n\n```json\n(.*?)```", guide, re.DOTALL)
    assert smallest
    path = tmp_path / "plugins" / "yinzhou"
    path.mkdir(parents=True)
    (path / "district.json").write_text(smallest[1], encoding="utf-8")
    (district,) = load_districts(tmp_path / "plugins")
    assert (district.name, len(district.tables()) > 11) == ("yinzhou", True)
    desk.project = replace(desk.project, plugins=tmp_path / "plugins")
    desk.file("one", {"organisations": [organisation()]}, "yinzhou")
    assert desk.filled()["organisations"].count == 1


def test_haishu_judges_and_shows_its_own(desk: Desk) -> None:
    org = organisation()["org_id"]
    awarded = {"programme": "公益创投", "round": 2025, "org_id": org, "decision": "资助", "status": "执行中"}
    projects = [awarded | {"grant_id": f"cv-{n}", "project": f"项目{n}", "awarded": "26000"} for n in (1, 2)]
    desk.file("first", {"organisations": [organisation()], "grants": projects[:1]})
    desk.file("second", {"grants": projects[1:]})
    assert [f for verdict in desk.check().verdicts for f in verdict.findings] == []
    policy = {"policy_id": "办法", "title": "海曙区公益创投项目管理试行办法", "standing": "试行"}
    cap = {"programme": "公益创投", "term": "资助上限", "from_on": "2011-04-18", "value": "50000", "unit": "元"}
    desk.file("terms", {"policies": [policy], "programme_terms": [cap | {"policy_id": "办法", "section": "第十九条"}]})
    db = desk.filled()
    (broken,) = [row for row in db["rule_results"].rows if row["rule"] == "GRT-01"]
    assert (broken["status"], broken["basis"]) == ("不符合", "《海曙区公益创投项目管理试行办法》第十九条")
    assert "52000.00" in broken["detail"]
    assert [(r["round"], r["awarded"]) for r in db["haishu_venture_rounds"].rows] == [(2025, 52000.0)]


def test_a_query_that_a_table_or_view_hides_is_named(tmp_path: Path, desk: Desk) -> None:
    path = plugin(tmp_path / "plugins", "")
    for kind, name in (("views", "broken_rounds"), ("queries", "rounds")):
        (path / kind).mkdir()
        text = "-- title: 各轮？\n-- title_en: Rounds?\nselect round, sample from grants\n"
        (path / kind / f"{name}.sql").write_text(text, encoding="utf-8")
    found = conventions.faults(replace(desk.project, plugins=tmp_path / "plugins"))
    assert found == ["broken: queries/rounds.sql: broken_rounds is a table or view; call it otherwise"]


def with_column(folder: Path, column: str) -> Path:
    """Return the plugins of the repository and one more, whose table has a column of that name."""
    (folder / "plugins").mkdir()
    (plugin(folder / "plugins", "") / "schemas").mkdir()
    field = {"title": "某列", "description": "某列", "type": "string", "example": "某"}
    schema = {"name": "things", "title": "某事", "title_en": "Things", "description": "某事", "subject": "district", "state": True, "basis": "某", "label": ["code"],
              "fields": [field | {"name": "code", "title": "编号", "constraints": {"required": True}}, field | {"name": column}], "primaryKey": ["code"]}  # fmt: skip
    (folder / "plugins/broken/schemas/things.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    return folder / "plugins"


@pytest.mark.parametrize("column", ["published", "staged", "place", "old", "t", "s"])
def test_a_district_may_call_its_columns_as_the_registers_own_sql_calls_things(
    column: str, tmp_path: Path, desk: Desk
) -> None:
    desk.project = replace(desk.project, plugins=with_column(tmp_path, column))
    desk.file("one", {"broken_things": [{"code": "1", column: "甲"}]}, "broken")
    desk.file("two", {"broken_things": [{"code": "1", column: "乙"}]}, "broken")
    assert [v.accepted for v in desk.check().verdicts] == [True, True]
    assert [row[column] for row in desk.admitted()["broken_things"].rows] == ["乙"]


@pytest.mark.parametrize("column", ["sample", "retracted", "source_row", "district"])
def test_a_column_that_the_register_adds_itself_is_refused(column: str, tmp_path: Path, desk: Desk) -> None:
    found = conventions.faults(replace(desk.project, plugins=with_column(tmp_path, column)))
    assert len(found) == 1
    assert f"the register adds a column {column} itself; call yours otherwise" in found[0]


def test_a_district_of_which_nothing_failed_is_tried_again_only_when_it_changes(tmp_path: Path,
                                                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    plugins, kept, times = tmp_path / "plugins", tmp_path / "cache" / tried.FILE, []
    shutil.copytree(ROOT / "plugins" / "jiaxing", plugins / "jiaxing")
    fit = fitting._fit
    monkeypatch.setattr(fitting, "_fit", lambda district: (times.append(district.name), fit(district)))

    def faults() -> list[str]:
        times.clear()
        districts, _ = loaded(plugins, kept)
        tried.keep(districts, kept)
        return [fault.file for district in districts for fault in district.folder.faults]

    assert (faults(), times) == ([], ["jiaxing"])
    assert (faults(), times) == ([], [])
    view = plugins / "jiaxing" / "views" / "jiaxing_broken.sql"
    view.parent.mkdir(exist_ok=True)
    view.write_text("select nothing from nowhere\n", encoding="utf-8")
    first = faults()
    assert first and times == ["jiaxing"]
    assert (faults(), times) == (first, ["jiaxing"]), "what fails is told each time"
    view.unlink()
    assert (faults(), times) == ([], ["jiaxing"])
    kept.write_text("[", encoding="utf-8")
    assert (faults(), times) == ([], ["jiaxing"]), "what cannot be read says nothing"
    assert (faults(), times) == ([], [])
