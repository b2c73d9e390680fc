"""The site as Pelican writes it: whole, linked, worded through gettext, marked where it shows samples."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import sqlite_utils
from conftest import ROOT, TODAY, Desk, credit_code, organisation
from kinds import pages_by_kind

from disclosure import pipeline, site
from disclosure.digests import digest_of
from disclosure.exceptions import BuildError
from disclosure.site.pages import areas, districts, home, lists, notices, organisations, rules

TEMPLATES = sorted((ROOT / "disclosure/site/theme/templates").glob("*.html"))
TEMPLATES += sorted((ROOT / "disclosure/api/templates").glob("*.html")) + sorted(
    ROOT.glob("plugins/*/templates/**/*.html")
)
HAN = re.compile(r"[一-鿿]")


class Links(HTMLParser):
    """Collects the addresses a page leads to and the ids it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.links.add(value)
            if name == "id" and value:
                self.ids.append(value)


def pages(published: Path) -> list[Path]:
    """Return every page of the site."""
    return sorted((published / "site").resolve().rglob("*.html"))


def test_every_kind_of_page_is_there(published: Path) -> None:
    for path in ("", "organisations", "notices", "grants", "grants/terms", "districts", "districts/haishu", "submissions", "corrections",
                 "dictionary", "dictionary/finances", "downloads", "about", "publish", "limits", "search",
                 "districts/haishu/key-projects"):  # fmt: skip
        assert (published / "site" / path / "index.html").exists(), path
    assert (published / "site/404.html").exists()


def test_no_link_within_the_site_is_dead(published: Path) -> None:
    root = (published / "site").resolve()
    dead = set()
    for page in pages(published):
        found = Links(page.read_text(encoding="utf-8"))
        assert len(found.ids) == len(set(found.ids)), page
        for link in found.links:
            path = unquote(link.split("#")[0].split("?")[0])
            if path.startswith("/") and not path.startswith("/data/"):
                target = root / path.strip("/")
                if not (target.is_file() or (target / "index.html").is_file()):
                    dead.add((str(page.relative_to(root)), link))
            elif link.startswith("#") and link[1:] not in found.ids:
                dead.add((str(page.relative_to(root)), link))
    assert dead == set()


def test_printed_totals_say_what_their_parts_add_up_to(published: Path) -> None:
    whole, alone = (
        (published / "site/districts/haishu/statistics" / path / "index.html").read_text(encoding="utf-8")
        for path in ("", "社会组织数")
    )
    for printed, parts in (("714", "704"), ("1,264", "1,274"), ("143", "138")):
        assert all(f"文件印作 {printed} 家，分项合计 {parts} 家。" in page for page in (whole, alone))
    assert alone.count("分项合计") == 2 * 3  # each in the note and at its row


def test_a_baseline_stands_beside_the_target_and_judges_nothing(published: Path) -> None:
    plan = "镇海区社会组织发展三年行动计划（2018—2020）"
    page = (published / "site/districts/zhenhai/targets" / plan / "index.html").read_text(encoding="utf-8")
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", page) if "人员工资经费列支比例" in row and "达到与否" in row]
    assert "尚无结果" in row and re.search(r"到期以前：.*30 %.*2018-10-26", row)
    assert not [row for row in re.findall(r"<tr>.*?</tr>", page) if "未达到" in row]  # of the real ones


def test_the_districts_terms_stand_side_by_side(published: Path) -> None:
    page = (published / "site/grants/terms/index.html").read_text(encoding="utf-8")
    venture = page[page.index("公益创投") :]
    row = next(row for row in re.findall(r"<tr>.*?</tr>", venture) if ">资助上限</th>" in row)
    real, sample = (re.search(f'data-head="{name}"><div>(.*?)</div>', row) for name in ("海曙区", "示例区"))
    assert (
        real
        and "50,000 元" in real[1]
        and "第十九条" in real[1]
        and "2011-04-18 起" in real[1]
        and "示例" not in real[1]
    )
    assert sample and "sample-tag" in sample[1]
    assert "没有提交办法规定的区" not in page  # each has filed terms, if only for its samples
    for other in ("grants/index.html", "districts/jiaxing/index.html"):
        assert '/grants/terms/"' in (published / "site" / other).read_text(encoding="utf-8")


def coverage(**columns: str) -> dict[str, str]:
    """Return a statement that all evaluations of seven years are filed."""
    row = {"table_name": "evaluations", "kind": "", "org_type": "", "from_on": "2020-01-01", "until_on": "2026-01-01"}
    return row | {"authority": "测试区民政局", "basis": "登记系统导出"} | columns


def test_a_district_says_what_it_has_filed_in_full(desk: Desk) -> None:
    desk.file("one", {"coverage": [coverage(org_type="基金会")]}, created="2026-01-01T09:00:00+08:00")
    desk.file("two", {"coverage": [coverage()]}, "demo", created="2026-01-01T09:00:00+08:00", sample=True)
    desk.site(districts)
    real, sample, none = (
        re.search('<section id="coverage">.*?</section>', path.read_text(encoding="utf-8"), re.DOTALL)[0]  # type: ignore[index]
        for path in (
            desk.project.output / f"site/districts/{name}/index.html" for name in ("haishu", "demo", "jiaxing")
        )
    )
    assert "照这个声明就是没有" in real and "上面没有写到的日期和种类也是这样" in real
    for text in ("等级评估", "基金会", "2020-01-01", "2026-01-01", "测试区民政局", "登记系统导出"):
        assert text in real.split("没有声明报全的")[0]
    assert "等级评估" not in real.split("没有声明报全的")[1] and "年检与年报" in real.split("没有声明报全的")[1]
    assert "下面是示例" in sample and "sample-tag" in sample and "等级评估" in sample.split("没有声明报全的")[1]
    assert "本区还没有声明哪些内容已经全部公开。" in none and "<table" not in none


def statistics(*values: int) -> list[dict[str, object]]:
    """Return a printed total and its two parts."""
    same = {
        "indicator": "社会组织数",
        "as_of": "2024-12-31",
        "year": 2024,
        "unit": "家",
        "section": "一",
        "source": "p",
    }
    return [
        same | {"dimension": name, "value": n} for name, n in zip(("总计", "社会团体", "基金会"), values, strict=True)
    ]


def test_counts_of_samples_stand_apart(desk: Desk) -> None:
    policy = {"policy_id": "p", "title": "规划", "standing": "现行"}
    desk.file("one", {"policies": [policy], "statistics": statistics(6, 2, 3)})
    desk.file("two", {"policies": [policy], "statistics": statistics(7, 2, 3)}, "demo", sample=True)
    desk.site(rules)
    root = desk.project.output / "site/rules"
    listed = (root / "index.html").read_text(encoding="utf-8")
    (row,) = [row for row in re.findall(r"<tr>.*?</tr>", listed) if "AGG-01@2026" in row]
    assert re.findall(r'data-head="不符合"><span>(\d+)<span class="sample-note">示例 (\d+)<', row) == [("1", "1")]
    page = (root / "AGG-01/index.html").read_text(encoding="utf-8")
    table = page.split("<h3>")[0]
    for name in ("真实数据", "示例"):
        assert re.search(
            rf'{name}</th><td class="num" data-head="不符合">1</td><td class="num" data-head="符合">0</td>', table
        )
    found = re.findall(r'<tr class="(sample|)"><th scope="row" data-head="对象">.*?</tr>', page)
    assert found == ["", "sample"]
    assert page.count('data-head="依据">核对方法（本平台）：总计与分项对照<') == 2


def test_charts_are_drawings_with_words(published: Path) -> None:
    paths = ("", "targets", "statistics/社会组织数")
    pages = [(published / f"site/districts/haishu/{path}/index.html").read_text(encoding="utf-8") for path in paths]
    kinds = [re.findall(r'<svg[^>]* class="(\w+)"', page) for page in pages]
    # The tiles of the streets and a few targets; all targets; the series of years.
    assert [(one.count("drawn"), one.count("bullet")) for one in kinds] == [(1, 4), (0, 18), (4, 0)]
    drawings = re.findall(r"<svg.*?</svg>", "".join(pages), re.DOTALL)
    for drawing in drawings:
        tree = ET.fromstring(drawing)
        assert tree.get("role") == "img"
        assert [child.tag.split("}")[1] for child in tree][:2] == ["title", "desc"]
        assert "<script" not in drawing and "<style" not in drawing


def test_samples_never_enter_a_headline_figure(published: Path) -> None:
    page = (published / "site/index.html").read_text(encoding="utf-8")
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd><a[^>]*>([\d,]+)</a>", page))
    assert figures == {
        "有出处的统计数": "74",
        "规划目标": "66",
        "有原文的政策文件": "13",
        "社会组织（含已终止的）": "0",
    }


def test_every_page_of_a_sample_says_so(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for row in db["organisations"].rows_where("sample = 1"):
        page = (published / "site/organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8")
        assert "这是虚构的示例" in page
    feed = ET.parse(published / "site/notices/atom.xml").getroot()
    titles = [title.text or "" for title in feed.iter("{http://www.w3.org/2005/Atom}title")][1:]
    assert titles and all(title.startswith("【示例】") for title in titles)


def test_the_site_needs_no_script(published: Path) -> None:
    """One script enlarges the type where a reader asked for it; the pages that need another say so in <noscript>."""
    for page in pages(published):
        text = page.read_text(encoding="utf-8")
        scripts = re.findall(r'<script src="/theme/js/([a-z-]+)\.js', text)
        assert scripts[0] == "reading" and (len(scripts) == 1 or "<noscript>" in text), page


def test_what_a_district_files_cannot_inject(desk: Desk) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    code = credit_code(serial=5)
    notice = {"notice_id": "n1", "kind": "其他", "title": evil, "publisher": evil, "published_on": TODAY, "start_on": TODAY,
              "body": f"**粗** {evil} [x](javascript:alert(1)) {{{{ 7*7 }}}}"}  # fmt: skip
    desk.file("one", {"organisations": [organisation(code, name=evil, purpose=evil)], "notices": [notice]})
    desk.site(home, lists, notices, organisations)
    for page in (f"organisations/{code}", "notices/haishu/n1", "", "organisations", "notices"):
        text = (desk.project.output / "site" / page / "index.html").read_text(encoding="utf-8")
        assert "<script>" not in text and "<img" not in text and "javascript:" not in text
    linked = (desk.project.output / f"site/organisations/{code}/index.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', linked, re.DOTALL)
    assert json.loads(data)["@graph"][0]["name"] == evil  # what is told to machines is whole, and is no markup
    assert (
        "<strong>粗</strong>" in text
        or "7*7" in (desk.project.output / "site/notices/haishu/n1/index.html").read_text()
    )


def test_an_empty_register_has_a_site(desk: Desk) -> None:
    pipeline.build(desk.project, allow_empty=True)
    assert "还没有收录社会组织" in (desk.project.output / "site/organisations/index.html").read_text(encoding="utf-8")
    assert ET.parse(desk.project.output / "site/notices/atom.xml").getroot() is not None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_wording_stands_outside_gettext(path: Path) -> None:
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not HAN.findall(text)
    expressions = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = [re.sub(r'_\("[^"]*"', "", expression) for expression in expressions]
    data = {"总计", "每年", "区间", "未知", "资助", "元"}  # vocabulary that is compared with, not shown
    assert not [w for w in words if HAN.findall(re.sub("|".join(f'"{term}"' for term in data), "", w))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_pelican_is_fatal(tmp_path: Path, jobs: int) -> None:
    conf = tmp_path / "pelicanconf.py"
    conf.write_text('PATH = "."\nPLUGINS = ["no.such.plugin"]\n', encoding="utf-8")
    with pytest.raises(BuildError):
        settings = {"DISCLOSURE_PLUGINS": str(ROOT / "plugins"), "PATH": str(ROOT / "content")}
        site.generate(conf, tmp_path / "out", settings, jobs)


def test_areas_call_nothing_none_before_all_bodies_are_declared(desk: Desk) -> None:
    area = {"area_id": "a", "name": "甲街道", "level": "街道"}
    desk.file(
        "areas",
        {
            "areas": [
                area,
                area | {"area_id": "b", "name": "乙街道"},
                area | {"area_id": "c", "name": "本区", "level": "区县"},
            ]
        },
    )
    gone = organisation(credit_code(serial=9), street="乙街道", status="注销", status_since="2024-01-01")
    desk.file("orgs", {"organisations": [organisation(street="乙街道"), gone]})
    told = []
    for _ in range(2):
        desk.site(districts)
        page = (desk.project.output / "site/districts/haishu/index.html").read_text(encoding="utf-8")
        cells = re.findall(r'data-head="正常的社会组织">(.*?)</td>', page)
        assert all("status=正常" in cell for cell in cells if "href" in cell)
        told.append([re.sub("<.*?>", "", cell) for cell in cells])
        whole = coverage(table_name="organisations", from_on="1949-10-01")
        desk.file("all", {"coverage": [whole]}, created="2026-02-01T09:00:00+08:00")
    assert [sorted(cells) for cells in told] == [["", "", "1"], ["", "0", "1"]]


@pytest.mark.parametrize(
    ("from_on", "street", "told"),
    [("1949-10-01", "乙街道", "0"), ("2025-01-01", "乙街道", ""), ("1949-10-01", None, "")],
)
def test_a_street_has_no_bodies_only_where_all_are_declared_and_placed(
    desk: Desk, from_on: str, street: str | None, told: str
) -> None:
    body = organisation(**({"street": street} if street else {}))
    whole = coverage(table_name="organisations", from_on=from_on)
    area = {"area_id": "a", "name": "甲街道", "level": "街道"}
    desk.file("one", {"areas": [area], "organisations": [body], "coverage": [whole]})
    desk.site(districts)
    page = (desk.project.output / "site/districts/haishu/index.html").read_text(encoding="utf-8")
    (cell,) = re.findall(r'data-head="正常的社会组织">(.*?)</td>', page)
    assert re.sub("<.*?>", "", cell) == told


def test_communities_of_one_name_in_two_streets_are_counted_apart(desk: Desk) -> None:
    areas = [{"area_id": code, "name": name, "level": "街道"} for code, name in (("a", "甲街道"), ("b", "乙街道"))]
    areas += [{"area_id": f"{code}1", "name": "同名社区", "level": "社区", "parent": code} for code in "ab"]
    areas += [{"area_id": "b2", "name": "独名社区", "level": "社区", "parent": "b"}]
    places = [("甲街道", "同名社区")] * 2 + [("乙街道", "同名社区"), (None, "独名社区")]
    bodies = [
        organisation(credit_code(serial=n), community=community) | ({"street": street} if street else {})
        for n, (street, community) in enumerate(places, 1)
    ]
    desk.file("one", {"areas": areas, "organisations": bodies})

    def told() -> dict[str, tuple[str, set[str]]]:
        desk.site(districts)
        page = (desk.project.output / "site/districts/haishu/index.html").read_text(encoding="utf-8")
        found = {}
        for code, row in re.findall(r'<tr id="area-(\w+)".*?>(.*?)</tr>', page):
            cell = re.search(r'data-head="正常的社会组织">(.*?)</td>', row)
            assert cell
            link = re.search(r'href="[^"?]+\?([^"]*)"', cell[1])
            asked = set(unquote(link[1]).replace("&amp;", "&").split("&")) if link else set()
            found[code] = (re.sub("<.*?>", "", cell[1]), asked - {"district=haishu", "status=正常", "sample=0"})
        return found

    assert told() == {
        "a": ("2", {"street=甲街道"}), "b": ("1", {"street=乙街道"}),
        "a1": ("2", {"community=同名社区", "street=甲街道"}), "b1": ("1", {"community=同名社区", "street=乙街道"}),
        "b2": ("1", {"community=独名社区"}),
    }  # fmt: skip
    desk.file("two", {"organisations": [organisation(credit_code(serial=9), community="同名社区")]},
              created="2026-01-01T09:00:00+08:00")  # fmt: skip
    unsure = told()
    assert (unsure["a1"], unsure["b1"], unsure["a"][0]) == (("", set()), ("", set()), "2")


def test_what_a_district_filed_is_counted_apart_from_samples(published: Path) -> None:
    page = (published / "site/districts/haishu/filed/index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr>.*?</tr>", page)
    (bodies,) = [row for row in rows if ">社会组织</a>" in row]
    assert "真实 0 条" in bodies and re.search(r"示例 \d+ 条", bodies)
    (policies,) = [row for row in rows if ">政策文件</a>" in row]
    assert re.search(r"真实 [1-9]\d* 条", policies)


def test_the_key_projects_are_a_page_like_the_others(published: Path) -> None:
    page = (published / "site/districts/haishu/key-projects/index.html").read_text(encoding="utf-8")
    assert 'class="crumbs"' in page and page.count('data-head="项目名称"') == 12 and "第四阶段" not in page
    assert '/data/disclosure/haishu_key_projects?district=haishu"' in page and "总结验收" in page


def test_a_grant_that_was_broken_off_is_not_waiting_for_money(published: Path) -> None:
    page = (published / "site/grants/haishu/cv-2025-04/index.html").read_text(encoding="utf-8")
    line = page.split('class="lifeline"')[1].split("</ol>")[0]
    assert "<b>终止</b><span>2025-12-31</span>" in line and "<b>完成</b>" not in line and "未到条件" not in line
    assert line.count("项目已终止，不再拨付") == 2
    assert page.count(">项目已终止，不再拨付</td>") == 2 and "尚未拨付" not in page


def test_the_list_of_grants_says_in_which_street(published: Path) -> None:
    page = (published / "site/programmes/haishu/公益创投/2025/index.html").read_text(encoding="utf-8")
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", page) if "/grants/haishu/cv-2025-04/" in row]
    assert 'data-head="街道">示例西街道</td>' in row


def test_the_dictionary_says_which_dates_may_be_moved_on(published: Path) -> None:
    page = (published / "site" / "dictionary" / "coverage" / "index.html").read_text(encoding="utf-8")
    assert "“截止日期”改为更晚的日期不必写" in page


ROOM = 60 * 1024  # bytes
# A few bodies of which nearly every kind of table is filed, and grants with three sheets of scores, line by line.
LARGER = {"organisation": 75_000, "grant": 62_000}


def test_no_page_is_too_large_for_a_phone_on_a_poor_line(published: Path) -> None:
    sizes = {kind: paths[0].stat().st_size for kind, paths in pages_by_kind(published / "site").items()}
    assert {kind: size for kind, size in sizes.items() if size > LARGER.get(kind[1], ROOM)} == {}
    bodies = [path.stat().st_size for path in (published / "site/organisations").glob("*/index.html")]
    assert sum(size <= ROOM for size in bodies) > 0.9 * len(bodies)


def test_a_printed_figure_that_is_also_measured_says_which_is_which(published: Path) -> None:
    page = (published / "site/districts/demo/statistics/index.html").read_text(encoding="utf-8")
    told = {re.sub("<.*?>", "", part.split("</h2>")[0]): part for part in page.split("<h2>")[1:]}
    part = told["每万人拥有城乡社区社会组织数"]
    assert "两个口径不同" in part and 'href="/districts/demo/targets/' in part
    assert [name for name, part in told.items() if "两个口径不同" in part] == ["每万人拥有城乡社区社会组织数"]


def test_what_was_wrong_in_accounts_is_told_above_and_beside_them(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    wrong = "select * from corrections where kind in ('更正', '撤回') and table_name = 'finances'"
    rows = list(db.query(wrong))
    assert rows
    for row in rows:
        page = (published / "site/organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8")
        assert "后来更正" in page.split("</dl>")[0]
        money = page.split('<section id="money">')[1].split("</section>")[0]
        old, new = (f"{float(row[name]):,.2f} 元" for name in ("old", "new"))
        assert f"<del>{old}</del>" in money and f"<ins>{new}</ins>" in money


def test_what_authorities_are_late_with_stands_apart_from_what_organisations_are(published: Path) -> None:
    db, seen = sqlite_utils.Database(published / "disclosure.db"), 0
    for district in (row["district"] for row in db.query("select distinct district from obligations")):
        page = (published / f"site/obligations/{district}/index.html").read_text(encoding="utf-8")
        own, others = (page.split(f'<h2 id="{anchor}">')[1].split("<h2")[0] for anchor in ("late", "late-others"))
        late = "status in ('逾期未报', '逾期报送') and district = ? and party"
        assert own.count("<tr class=") == db["obligations"].count_where(f"{late} = '社会组织'", [district])
        assert others.count("<tr class=") == db["obligations"].count_where(f"{late} <> '社会组织'", [district])
        seen += others.count("<tr class=")
    assert seen


def test_the_crumbs_of_a_page_are_told_as_data(published: Path) -> None:
    page = (published / "site/districts/demo/statistics/index.html").read_text(encoding="utf-8")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (crumbs,) = [one for one in json.loads(told)["@graph"] if one["@type"] == "BreadcrumbList"]
    shown = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert shown
    links = re.findall(r'href="([^"]*)">([^<]*)<', shown[0])
    assert [(one["item"].removeprefix("https://register.example"), one["name"]) for one in crumbs["itemListElement"]][
        1:-1
    ] == links


def test_notices_are_listed_by_district_too(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for row in db.query("select district, count(*) as n from notices group by 1"):
        page = (published / "site/notices" / row["district"] / "index.html").read_text(encoding="utf-8")
        listed = page.partition("<table")[2].partition("</table>")[0]
        assert (
            len(re.findall(rf'href="/notices/{row["district"]}/[^"]+/"', listed)) == row["n"] == listed.count("<tr") - 1
        )
        assert f'href="/notices/{row["district"]}/"' in (published / "site/notices/index.html").read_text(
            encoding="utf-8"
        )


def test_from_what_is_planned_it_is_one_step_to_what_came_of_it(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    page = (published / "site/policies/index.html").read_text(encoding="utf-8")
    with_targets = {row["district"] for row in db.query("select distinct district from target_results")}
    assert {name for name in with_targets if f'href="/districts/{name}/targets/"' in page} == with_targets != set()
    assert not re.search(r'class="state good"><span aria-hidden="true">●</span> 有真实数据', page)


def test_who_wants_to_complain_finds_whom_to_turn_to(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for root, none in (("", "本平台没有收到它的电话和地址"), ("en/", "neither telephone nor address")):
        page = (published / "site" / root / "objections/index.html").read_text(encoding="utf-8")
        table = page.partition('id="whom"')[2].partition("</table>")[0]
        rows = dict(re.findall(r'districts/(\w+)/"(.*?)</tr>', table, re.DOTALL))
        assert set(rows) == {row["district"] for row in db["districts"].rows}
        for row in db.query("select d.district, d.region_codes, max(n.sample = 0) as real from districts d"
                            " left join notices n on n.district = d.district and n.objection_channel is not null group by 1"):  # fmt: skip
            told = rows[row["district"]]
            invented = row["region_codes"].startswith("99")
            assert ("tel:" in told) == bool(invented or row["real"]) and (none in told) == (
                not invented and not row["real"]
            )
    body = next(db["organisations"].rows_where("office_phone is not null", limit=1))
    page = (published / "site/organisations" / body["org_id"] / "index.html").read_text(encoding="utf-8")
    above = page.partition("<main")[2].partition('class="band')[0]
    assert f'href="tel:{body["office_phone"]}"' in above and 'href="/objections/"' in above
    assert f'href="/organisations/{body["org_id"]}/sheet/"' in above
    assert 'href="/objections/"' in page.partition('class="menu"')[2].partition("</details>")[0]
    none = next(db["organisations"].rows_where("office_phone is null", limit=1))
    assert "没有填报电话" in (published / "site/organisations" / none["org_id"] / "index.html").read_text(
        encoding="utf-8"
    )


def test_streets_with_signs_of_addresses_in_their_names_have_lists_of_their_own(desk: Desk) -> None:
    streets = ["望A街道", "望%41街道", "望%2541街道"]
    bodies = [organisation(credit_code(serial=number), street=street) for number, street in enumerate(streets, start=1)]
    desk.file("a", {"organisations": bodies})
    desk.site(areas)
    before = (desk.project.output / "current").resolve()
    desk.file("b", {"organisations": [bodies[1] | {"name": "改名以后的中心"}]}, corrects={"reason": "改名"})
    desk.site(areas)
    for street, body in zip(streets, bodies, strict=True):
        text = (desk.project.output / "site" / "areas" / "haishu" / street / "list.csv").read_text(encoding="utf-8-sig")
        assert body["org_id"] in text and len(text.splitlines()) == 2
    outputs = json.loads((before / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {name for name, digest in outputs.items() if digest_of(before / name) != digest} == set()
