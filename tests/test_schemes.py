"""A page of a district written as data: what it may say, what it shows, and what a broken one costs."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, Desk, credit_code, organisation

from disclosure import conventions
from disclosure.exceptions import PluginError, RuleError
from disclosure.schemes import load_scheme
from disclosure.site.pages import districts
from disclosure.statements import read_statement

HEAD = 'title = "办法"\ntitle_en = "A measure"\nlead = "一句话。"\nlead_en = "One sentence."\n'
ROWS = '[[section]]\ntitle = "组织"\ntitle_en = "Bodies"\nrows = "{}"\nempty = "还没有。"\nempty_en = "None yet."\n'


def written(folder: Path, text: str, name: str = "measure") -> Path:
    """Return the file of a page with that text."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def with_pages(desk: Desk, tmp_path: Path, **pages: str) -> None:
    """Give the desk's haishu these pages and no others."""
    plugins = tmp_path / "plugins"
    shutil.copytree(
        ROOT / "plugins", plugins, ignore=shutil.ignore_patterns("__pycache__", "pages", "measures.csv", "articles.csv")
    )
    for name, text in pages.items():
        written(plugins / "haishu" / "pages", text, name)
    desk.project = replace(desk.project, plugins=plugins)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "not readable as TOML"),
        (HEAD.replace("lead_en", "leed_en"), "leed_en is not read; perhaps lead_en is meant"),
        ('title = "办法"\n', "lacks title_en, lead, lead_en"),
        (HEAD + "position = true\n", "position: write a whole number"),
        (HEAD + 'policies = "一号"\n', "policies: write a list of texts"),
        (HEAD + "section = 1\n", r"write each section under \[\[section\]\]"),
        (HEAD + ROWS.format("grants").replace("empty_en", "text_en"), "section 1 lacks empty and empty_en"),
        (HEAD + ROWS.format("grants") + 'chart = ["round"]\n', "section 1: chart names two columns"),
        (HEAD + ROWS.format("grants") + "where = {round = [1]}\n", "section 1: where: write column = value"),
    ],
)
def test_a_page_that_is_not_as_it_should_be_is_told_what_to_mend(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=said):
        load_scheme(written(tmp_path, text))


def test_a_view_says_what_its_columns_are(tmp_path: Path) -> None:
    view = tmp_path / "haishu_x.sql"
    view.write_text(
        "-- title: 各轮\n-- title_en: Rounds\n-- columns: round = 轮次 / Round; awarded = 资助合计（元） /\n"
        "--   Awarded\nselect 1 as round, 2 as awarded\n", encoding="utf-8",
    )  # fmt: skip
    assert read_statement(view).columns == {
        "round": {"title": "轮次", "unit": "", "title_en": "Round"},
        "awarded": {"title": "资助合计", "unit": "元", "title_en": "Awarded"},
    }
    view.write_text("-- columns: round = 轮次; awarded\nselect 1\n", encoding="utf-8")
    with pytest.raises(RuleError, match="is not `name = 标题"):
        _ = read_statement(view).columns


def test_a_page_shows_real_rows_apart_from_samples_and_links_what_they_name(desk: Desk, tmp_path: Path) -> None:
    grants = '\ncolumns = ["grant_id", "org_id", "round", "awarded", "decision"]\n'
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("grants") + grants + ROWS.format("honours"))
    real, invented = organisation(), organisation(credit_code(region="990203"), name="（示例）某中心")
    columns = {"programme": "公益创投", "round": 2025, "decision": "资助", "status": "执行中", "awarded": "26000"}
    desk.file("one", {"organisations": [real],
                      "grants": [columns | {"grant_id": "a", "org_id": real["org_id"], "project": "真的项目"}]})  # fmt: skip
    made = columns | {"grant_id": "b", "org_id": invented["org_id"], "project": "示例项目"}
    desk.file("two", {"organisations": [invented], "grants": [made]}, sample=True)
    desk.project = replace(desk.project, samples=True)
    outcome = desk.site(districts)
    assert [f.message for verdict in outcome.verdicts for f in verdict.findings if f.severity == "error"] == []
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    shown, _, folded = page.partition("<details>")
    assert '<a href="/grants/haishu/a/">真的项目</a>' in shown
    assert f'<a href="/organisations/{real["org_id"]}/">{real["name"]}</a>' in shown
    assert "26,000.00" in shown
    assert "示例项目" not in shown
    assert '<a href="/grants/haishu/b/">示例项目</a>' in folded
    assert "还没有。" in folded
    assert 'href="/data/disclosure/grants?district=haishu"' in folded
    district = (desk.project.output / "site/districts/haishu/index.html").read_text(encoding="utf-8")
    assert '<a href="/districts/haishu/measure/"><strong>办法</strong></a>' in district


def test_a_mark_tells_how_things_stand_and_no_kind_of_act(desk: Desk, tmp_path: Path) -> None:
    cases, bodies = 'columns = ["org_id", "kind"]\n', 'columns = ["org_id", "status"]\n'
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("cases") + cases + ROWS.format("organisations") + bodies)
    one = organisation(status="注销", status_since="2025-01-20")
    case = {"case_id": "c", "org_id": one["org_id"], "kind": "注销", "accepted_on": "2025-01-10"}
    desk.file("one", {"organisations": [one], "cases": [case]})
    desk.site(districts)
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    assert re.findall(r'<td data-head="(?:种类|状态)">(.*?)</td>', page) == [
        "注销", '<span class="state warn"><span aria-hidden="true">▲</span> 注销</span>',
    ]  # fmt: skip


def test_what_a_view_names_is_of_the_bodies_or_of_the_grants_in_it(desk: Desk, tmp_path: Path) -> None:
    with_pages(
        desk,
        tmp_path,
        bodies=HEAD + ROWS.format("haishu_own_bodies"),
        projects=HEAD + ROWS.format("haishu_own_projects"),
    )
    views = desk.project.plugins / "haishu" / "views"
    head = "-- title: 各项\n-- title_en: All\n"
    (views / "haishu_own_bodies.sql").write_text(
        head + "select district, org_id, street, status, sample from organisations\n", encoding="utf-8"
    )
    (views / "haishu_own_projects.sql").write_text(
        head + "select district, grant_id, org_id, status, sample from grants\n", encoding="utf-8"
    )
    one = organisation(street="甲街道")
    grant = {"grant_id": "a", "org_id": one["org_id"], "project": "甲", "programme": "公益创投", "round": 2025,
             "decision": "资助", "status": "执行中", "awarded": "26000"}  # fmt: skip
    desk.file("one", {"organisations": [one], "grants": [grant]})
    assert desk.site(districts).districts == {}
    heads = {}
    for name in ("bodies", "projects"):
        page = (desk.project.output / f"site/districts/haishu/{name}/index.html").read_text(encoding="utf-8")
        heads[name] = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)
    assert heads == {"bodies": ["社会组织", "所在街道", "状态"], "projects": ["项目", "社会组织", "项目状态"]}


def test_a_chart_says_of_what_and_in_which_unit_and_the_years_go_on(desk: Desk, tmp_path: Path) -> None:
    shown = 'order = "project"\nchart = ["round", "awarded"]\n'
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("grants") + shown)
    one = organisation()
    grants = [
        {"grant_id": f"g{year}", "org_id": one["org_id"], "project": name, "programme": "公益创投", "round": year,
         "decision": "资助", "status": "执行中", "awarded": f"{year}0"}
        for year, name in ((2025, "a"), (2023, "b"), (2024, "c"))
    ]  # fmt: skip
    desk.file("one", {"organisations": [one], "grants": grants})
    desk.site(districts)
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    assert "<figcaption>组织：资助金额（元）</figcaption>" in page
    assert "2025 20,250 元；2024 20,240 元；2023 20,230 元" in page


def test_a_chart_of_figures_is_called_as_its_section_is(desk: Desk, tmp_path: Path) -> None:
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("statistics") + 'chart = ["year", "value"]\n')
    base = {"indicator": "社会组织数", "dimension": "总计", "source": "一号", "section": "一", "unit": "家"}
    rows = [base | {"as_of": f"{year}-12-31", "year": year, "value": year} for year in (2023, 2024, 2025)]
    desk.file("one", {"policies": [{"policy_id": "一号", "title": "一号文件"}], "statistics": rows})
    desk.site(districts)
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    assert "<figcaption>组织（家）</figcaption>" in page


def test_a_sample_is_announced_before_it_is_shown(desk: Desk, tmp_path: Path) -> None:
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("organisations") + 'columns = ["org_id"]\n')
    desk.file(
        "one", {"organisations": [organisation(credit_code(region="990203"), name="（示例）某中心")]}, sample=True
    )
    desk.project = replace(desk.project, samples=True)
    desk.site(districts)
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    assert 0 < page.index("还没有。下面是示例，数据是虚构的。") < page.index("（示例）某中心")


def test_a_broken_page_costs_that_page_alone(desk: Desk, tmp_path: Path) -> None:
    broken = HEAD + ROWS.format("grants") + 'order = "rond"\n'
    with_pages(desk, tmp_path, good=HEAD + ROWS.format("grants"), lost=HEAD + ROWS.format("nothing"), amiss=broken)
    desk.file("one", {"organisations": [organisation()]})
    found = desk.site(districts).districts["haishu"]
    assert [f.file for f in found] == ["plugins/haishu/pages/amiss.toml", "plugins/haishu/pages/lost.toml"]
    pages = desk.project.output / "site/districts/haishu"
    assert [(pages / name).exists() for name in ("good", "lost", "amiss")] == [True, False, False]
    told = conventions.faults(desk.project)
    assert any(
        "amiss.toml: grants has no column rond; it has grant_id" in line.replace("district, ", "") for line in told
    )
    assert any("rows: there is no table or view nothing" in line for line in told)


def test_the_page_of_the_guide_is_one(desk: Desk, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "districts.md").read_text(encoding="utf-8")
    shown = re.search(r"pages/venture\.toml`\n\n```toml\n(.*?)```", guide, re.DOTALL)
    assert shown
    with_pages(desk, tmp_path, venture=shown[1])
    assert conventions.faults(desk.project) == []
    desk.file("one", {"organisations": [organisation()]})
    assert desk.site(districts).districts == {}
    page = (desk.project.output / "site/districts/haishu/venture/index.html").read_text(encoding="utf-8")
    assert "<strong>满分 100 分</strong>" in page
    assert "本区还没有公开评审表。" in page


@pytest.mark.parametrize("name", ["index", "A", "a b", "a.b", "中文", "a" * 61])
def test_a_page_is_called_as_an_address_can_be(name: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="lower case letters, digits and -"):
        load_scheme(written(tmp_path, HEAD, name))


NO_SAMPLE = "-- title: 数\n-- title_en: Figures\nselect district, as_of, value from statistics\n"
NO_DISTRICT = "-- title: 名\n-- title_en: Names\nselect org_id, sample from organisations\n"
BROKEN_TEXT = "-- title: 名\n-- title_en: Names\nselect district, sample, cast(substr(cast(name as blob), 1, 4) as text) as n from organisations\n"


@pytest.mark.parametrize(
    ("rows", "view", "said"),
    [
        ("haishu_x", NO_SAMPLE, "no column sample"),
        ("haishu_x", NO_DISTRICT, "no column district"),
        ("haishu_x", BROKEN_TEXT, "decode"),
        ("sqlite_schema", None, "there is no table or view sqlite_schema"),
        ("organisations_fts", None, "there is no table or view organisations_fts"),
        ("grants_history", None, "there is no table or view grants_history"),
        ("zhenhai_bases", None, "there is no table or view zhenhai_bases"),
    ],
)
def test_rows_that_nobody_could_tell_apart_cost_the_page_and_not_the_build(
    rows: str, view: str | None, said: str, desk: Desk, tmp_path: Path
) -> None:
    with_pages(desk, tmp_path, lost=HEAD + ROWS.format(rows), good=HEAD + ROWS.format("grants"))
    if view:
        (desk.project.plugins / "haishu" / "views" / "haishu_x.sql").write_text(view, encoding="utf-8")
    desk.file("one", {"organisations": [organisation()]})
    found = desk.site(districts).districts["haishu"]
    assert [f.file for f in found] == ["plugins/haishu/pages/lost.toml"]
    assert said in found[0].message
    pages = desk.project.output / "site/districts/haishu"
    assert [(pages / name).exists() for name in ("good", "lost")] == [True, False]


def test_a_hook_that_fails_in_the_middle_of_reading_does_not_lock_the_register(desk: Desk, tmp_path: Path) -> None:
    with_pages(desk, tmp_path)
    module = desk.project.plugins / "haishu" / "__init__.py"
    hook = "\n\n@hookimpl\ndef register_pages(database):\n    return [1 / 0 for row in database.execute('select * from organisations')]\n"
    module.write_text("from disclosure import hookimpl\n" + hook, encoding="utf-8")
    for name in ("findings.toml", "endpoints.toml"):  # which say more of the module
        (desk.project.plugins / "haishu" / name).unlink()
    desk.file("one", {"organisations": [organisation(), organisation(credit_code(serial=2))]})
    found = desk.site(districts).districts["haishu"]
    assert ["ZeroDivisionError" in f.message for f in found] == [True]


def test_of_two_pages_of_one_path_the_second_is_a_fault(desk: Desk, tmp_path: Path) -> None:
    with_pages(desk, tmp_path, measure=HEAD)
    template = desk.project.plugins / "haishu" / "templates" / "haishu" / "own.html"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text('{% extends "base.html" %}{% block content %}own{% endblock %}', encoding="utf-8")
    hook = "\n\n@hookimpl\ndef register_pages(database):\n    return [Page('measure', '办法', 'haishu/own.html')]\n"
    text = "from disclosure import Page, hookimpl\n" + hook
    (desk.project.plugins / "haishu" / "__init__.py").write_text(text, encoding="utf-8")
    for name in ("findings.toml", "endpoints.toml"):  # which say more of the module
        (desk.project.plugins / "haishu" / name).unlink()
    desk.file("one", {"organisations": [organisation()]})
    (found,) = desk.site(districts).districts["haishu"]
    assert "call one of them otherwise" in found.message


def test_a_chart_is_drawn_however_long_its_labels_are(desk: Desk, tmp_path: Path) -> None:
    with_pages(desk, tmp_path, measure=HEAD + ROWS.format("grants") + 'chart = ["project", "awarded"]\n')
    columns = {"programme": "公益创投", "round": 2025, "decision": "资助", "status": "执行中", "org_name": "某中心"}
    projects = [f"名称很长很长很长很长很长很长的项目之{n}" for n in "一二三四"]
    grants = [
        columns | {"grant_id": f"g{n}", "project": name, "awarded": str(n)} for n, name in enumerate(projects, start=1)
    ]
    desk.file("one", {"grants": grants})
    assert desk.site(districts).districts == {}
    page = (desk.project.output / "site/districts/haishu/measure/index.html").read_text(encoding="utf-8")
    chart = page[page.index("<svg") : page.index("</figure>")]
    assert chart.count("名称很长很长很长很长很长很长的…") == 4
    assert all(name in chart for name in projects)
