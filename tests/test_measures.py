"""What the documents ask for: each demand named once, carried where it says, counted with samples apart, shown."""

import asyncio
import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import sqlite_utils
from conftest import ROOT, TODAY, Desk, credit_code, organisation

from disclosure import conventions, pipeline
from disclosure.api.server import Application, create_app
from disclosure.districts import load_district, load_districts
from disclosure.judgement import carriers
from disclosure.judgement.carriers import keep_measures
from disclosure.pipeline import Project
from disclosure.site.addresses import address, step
from disclosure.site.pages import disclosures, districts, home, policies

IDS = [
    line.split()
    for line in (ROOT / "tests/files/measure-ids.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
FACTS = '{"title": "某区", "title_en": "Some", "region_codes": ["990199"], "authority": "某局"}'
ASKED, CARRIED = "id,policy,section,kind,demand,demand_en", "id,carried_by,place,why_not"
SQL = "-- title: 试验\n-- title_en: A trial\n{}\n"
RULE = """-- code: some-name
-- title: 名称写全
-- title_en: The name is whole
-- severity: info
-- effect: publish
-- basis: 试验
-- scope: 每个组织
-- explanation: 试验。
-- innocent: 试验。
-- never: 不适用 试验；不符合 试验；无法判断 试验
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  case when status = '注销' then '已经注销' end as exempt,
  case when status = '筹备' then '没有人知道' end as unknown,
  name = '' as broken,
  null as detail,
  sample
from organisations
"""
DUTY = """-- code: some-duty
-- title: 报一次
-- title_en: Filed once
-- party: 社会组织
-- basis: 试验
-- applies: 每个组织
-- due: 试验
-- never: 按时 试验；逾期报送 试验；逾期未报 试验；不适用 试验；无法判断 试验
select
  district,
  org_id,
  json_object('org_id', org_id) as key,
  '2026' as period,
  '2026-03-31' as due_on,
  '2026-03-30' as done_on,
  0 as estimated,
  case when status = '注销' then '已经注销' end as exempt,
  sample
from organisations
"""


def plugin(root: Path, asked: list[str], carried: list[str], **files: str) -> Path:
    """Write the plugin of some district with its two lists, and other files, and return its folder."""
    folder = root / "plugins" / "some"
    written = {"district.json": FACTS, "README.md": "x", "articles.csv": "\n".join([ASKED, *asked]) + "\n",
               "measures.csv": "\n".join([CARRIED, *carried]) + "\n"}  # fmt: skip
    for name, text in (written | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def article(name: str = "m-1", kind: str = "公开", policy: str = "p") -> str:
    """Return a line of articles.csv."""
    return f"{name},{policy},第一条,{kind},公开一件事。,One thing is public."


def said(root: Path, asked: list[str], carried: list[str], **files: str) -> list[str]:
    """Return what `districts --check` says of the lists."""
    plugin(root, asked, carried, **files)
    project = Project(ROOT, root / "datasets", root / "plugins", root / "build", TODAY)
    return [line for line in conventions.faults(project) if "articles.csv" in line or "measures.csv" in line]


AMISS = [
    ("an id twice", [article(), article()], ["m-1,,,没有数据。"], r"articles.csv:3: .*m-1 stands in line 2 too"),
    ("an id carried twice", [article()], ["m-1,,,没有。", "m-1,,,没有。"], r"measures.csv:3: .*m-1 stands in line 2 too"),
    ("an article alone", [article(), article("m-2")], ["m-1,,,没有。"], r"articles.csv:3: .*m-2 has no line in measures"),
    ("a measure alone", [article()], ["m-1,,,没有。", "m-2,,,没有。"], r"measures.csv:3: .*m-2 has no line in articles"),
    ("a kind that is none", [article(kind="公布")], ["m-1,,,没有。"], r"articles.csv:2: .*the kind 公布 is none"),
    ("an empty demand", ["m-1,p,一,公开,,x"], ["m-1,,,没有。"], r"articles.csv:2: .*demand is empty"),
    ("a demand too long", [f"m-1,p,一,公开,{'长' * 61},x"], ["m-1,,,没有。"], r"articles.csv:2: .*61 characters; 60 "),
    ("a comma too many", ["m-1,p,一,公开,做,Do it, now"], ["m-1,,,没有。"], r"articles.csv:2: .*7 cells for 6 columns"),
    ("a carrier that is none", [article()], ["m-1,pages,/x/,"], r"measures.csv:2: .*carried_by is pages; write one of"),
    ("why not beside a carrier", [article()], ["m-1,table,grants,不。"], r"measures.csv:2: .*why_not is filled exactly"),
    ("neither", [article()], ["m-1,,,"], r"measures.csv:2: .*why_not is filled exactly where"),
    ("a carrier without place", [article()], ["m-1,table,,"], r"measures.csv:2: .*filled both or neither"),
    ("no such table", [article()], ["m-1,table,grant,"], r"measures.csv:2: .*no table grant; perhaps grants is meant"),
    ("no such column", [article()], ["m-1,table,grants.request,"], r"no column of grants request; perhaps requested"),
    ("no such column in a test", [article()], ["m-1,table,grants?nothing=1,"], r"there is no column of grants nothing"),
    ("no such term in a test", [article()], ["m-1,table,audits?kind=审计,"], r"there is no term of audits.kind 审计"),
    ("a test without value", [article()], ["m-1,table,grants?programme,"], r"the table grants\?programme is written"),
    ("a view as a table", [article()], ["m-1,table,grant_stages,"], r"grant_stages is a view; it is carried by query"),
    ("no such rule", [article()], ["m-1,rule,GRT-1,"], r"there is no rule GRT-1; perhaps GRT-"),
    ("no such duty", [article()], ["m-1,duty,nothing,"], r"there is no duty nothing; perhaps "),
    ("no such term", [article()], ["m-1,term,公益创投/上限,"], r"there is no term 上限; perhaps 资助上限 is meant"),
    ("a term without programme", [article()], ["m-1,term,资助上限,"], r"the term 资助上限 lacks its programme"),
    ("no such query", [article()], ["m-1,query,stages,"], r"there is no query or view stages"),
    ("a query of nobody's", [article()], ["m-1,query,income_by_source,"], r"no column district, so nobody can tell"),
    ("no such page", [article()], ["m-1,page,/districts/some/nothing/,"], r"there is no page /districts/some/nothing/"),
    ("a page elsewhere", [article()], ["m-1,page,https://example.org/,"], r"is no address of the site"),
    ("another header", [article()], ["m-1,,,没有。"], r"measures.csv:1: .*the columns are id,carried,place,why_not"),
    ("no measures", [article()], [], r"measures.csv: .*there is no measures.csv"),
    ("not UTF-8", [article()], [], r"measures.csv: .*not readable as CSV in UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked", "carried", "told"), AMISS, ids=[amiss[0] for amiss in AMISS])
def test_the_check_names_what_is_amiss(
    name: str, asked: list[str], carried: list[str], told: str, tmp_path: Path
) -> None:
    folder = plugin(tmp_path, asked, carried)
    measures = folder / "measures.csv"
    if name == "another header":
        measures.write_text(measures.read_text().replace("carried_by", "carried"))
    elif name == "no measures":
        measures.unlink()
    elif name == "not UTF-8":
        measures.write_bytes("id,carried_by,place,why_not\nm-1,,,没有。\n".encode("gbk"))
    project = Project(ROOT, tmp_path / "datasets", tmp_path / "plugins", tmp_path / "build", TODAY)
    (line,) = conventions.faults(project)
    assert line.startswith("some: plugins/some/") and re.search(told, line), line


def test_what_is_right_passes(tmp_path: Path) -> None:
    places = ["table,grants.requested?programme=%E5%85%AC%E7%9B%8A grant_budget", "rule,some-name AGG-01",
              "duty,some-duty", "term,公益创投/资助上限", "query,some_all some_asked grants_by_round grant_stages",
              "page,/districts/some/ /grants/terms/ /about/ /rules/some-name/ /districts/some/scheme/#s1"]  # fmt: skip
    asked = [article(f"m-{number}") for number in range(len(places))]
    carried = [f"m-{number},{place}," for number, place in enumerate(places)]
    files = {
        "rules/some-name@2026.sql": RULE, "obligations/some-duty.sql": DUTY,
        "views/some_all.sql": SQL.format("select district, name, sample from organisations"),
        "queries/asked.sql": SQL.format("select name, sample from organisations where name = :name"),
        "pages/scheme.toml": 'title = "甲"\ntitle_en = "A"\nlead = "乙"\nlead_en = "B"\n'
                             '[[section]]\ntitle = "丙"\ntitle_en = "C"\n',
    }  # fmt: skip
    assert said(tmp_path, asked, carried, **files) == []


def test_a_row_amiss_costs_that_row_alone(tmp_path: Path) -> None:
    folder = plugin(
        tmp_path, [article("a"), article("b", kind="x"), article("c")], ["a,,,没有。", "b,,,没有。", "c,x,y,"]
    )
    district = load_district(folder)
    assert [measure.id for measure in district.folder.measures] == ["a"]
    assert [(fault.file, fault.row) for fault in district.folder.faults] == [
        ("plugins/some/articles.csv", 3), ("plugins/some/measures.csv", 4),
    ]  # fmt: skip


def register(tmp_path: Path, samples: bool = True, **files: str) -> Desk:
    """Return a register of some district: two real bodies, one struck off, and a sample."""
    (tmp_path / "datasets").mkdir()
    asked = ["t,p,一,公开,公开组织。,Bodies.", "c,p,二,公开,公开宗旨。,Purposes.", "r,p,三,规则,名称写全。,Names.",
             "d,p,四,流程,报一次。,Filed.", "v,p,五,名录,列出名称。,Listed.", "g,p,六,目标,页面。,A page.",
             "n,p,七,其他,目的。,Aims.", "e,p,八,公开,公开审计。,Audits.", "x,没有登记,一,投诉,答复投诉。,Complaints."]  # fmt: skip
    carried = ["t,table,organisations,", "c,table,organisations.purpose?status=%E6%AD%A3%E5%B8%B8,",
               "r,rule,some-name,", "d,duty,some-duty,", "v,query,some_all some_asked,",
               "g,page,/districts/some/,", "n,,,只写了目的。", "e,table,audits,", "x,table,complaints,"]  # fmt: skip
    written = {
        "rules/some-name@2026.sql": RULE, "obligations/some-duty.sql": DUTY,
        "views/some_all.sql": SQL.format("select name, sample from organisations"),
        "queries/asked.sql": SQL.format("select district, name, sample from organisations where name = :name"),
    }  # fmt: skip
    plugin(tmp_path, asked, carried, **(written | files))
    desk = Desk(Project(ROOT, tmp_path / "datasets", tmp_path / "plugins", tmp_path / "build", TODAY, samples=samples))
    real = [organisation(credit_code(region="990199", serial=n), purpose="扶老") for n in (1, 2)]
    real = [row | {"org_id": credit_code(region="330203", serial=n)} for n, row in enumerate(real, 1)]
    real[1] |= {"status": "注销", "status_since": "2024-01-01", "purpose": ""}
    policy = {"policy_id": "p", "title": "某区办法", "standing": "现行", "summary": "一份办法。"}
    facts = FACTS.replace('["990199"]', '["990199", "330203"]')
    (tmp_path / "plugins/some/district.json").write_text(facts, encoding="utf-8")
    desk.file("one", {"organisations": real, "policies": [policy]}, "some")
    sample = organisation(credit_code(region="990199", serial=7), name="（示例）甲", purpose="助残")
    desk.file("two", {"organisations": [sample]}, "some", sample=True)
    return desk


def held(db: Any) -> dict[str, tuple[int | None, int | None]]:
    """Return demand → its real rows and its samples."""
    return {row["id"]: (row["held"], row["held_samples"]) for row in db["measures"].rows}


def test_real_rows_and_samples_are_counted_apart(tmp_path: Path) -> None:
    assert held(register(tmp_path).filled()) == {
        "t": (2, 1), "c": (1, 1), "r": (1, 1), "d": (1, 1), "v": (2, 1), "g": (None, None), "n": (None, None),
        "e": (0, 0), "x": (0, 0),
    }  # fmt: skip


def test_a_build_without_samples_counts_none(tmp_path: Path) -> None:
    assert {samples for _, samples in held(register(tmp_path, samples=False).filled()).values()} == {0, None}


def test_a_place_that_is_not_there_is_no_place_and_the_demand_stays(tmp_path: Path) -> None:
    desk = register(tmp_path, **{"rules/some-name@2026.sql": RULE.replace("from organisations", "from nowhere")})
    outcome = desk.site(disclosures, districts, home, policies)
    lost = [found for found in outcome.districts["some"] if found.file == "plugins/some/measures.csv"]
    assert [(found.row, "some-name" in found.message) for found in lost] == [(4, True)]
    db = sqlite_utils.Database(desk.project.output / "disclosure.db")
    assert held(db)["r"] == (None, None) and held(db)["t"] == (2, 1)
    page = shown(desk, "policies/some/p")
    (row,) = [row for row in rows(page) if 'id="r"' in row]
    assert "写的地方没有找到" in row and "有真实数据" not in row


def test_what_is_asked_of_one_district_is_counted_of_it_alone(tmp_path: Path) -> None:
    desk = register(tmp_path)
    other = tmp_path / "plugins" / "other"
    other.mkdir()
    (other / "district.json").write_text(FACTS.replace("990199", "990299").replace("某区", "别区"), encoding="utf-8")
    body = organisation(credit_code(region="990299", serial=9), name="（示例）乙")
    desk.file("three", {"organisations": [body]}, "other", sample=True)
    assert held(desk.filled())["t"] == (2, 1)


def shown(desk: Desk, path: str) -> str:
    """Return a page of the site that was built."""
    return (desk.project.output / "site" / path / "index.html").read_text(encoding="utf-8")


def rows(page: str) -> list[str]:
    """Return the rows of the tables of a page."""
    return re.findall(r"<tr.*?</tr>", page, re.DOTALL)


def words(html: str) -> str:
    """Return what a reader sees of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def test_a_documents_page_takes_no_sample_for_a_real_row(tmp_path: Path) -> None:
    desk = register(tmp_path)
    desk.site(disclosures, districts, home, policies)
    page = shown(desk, "policies/some/p")
    assert [words(part) for part in re.findall(r"<div><dt>.*?</div>", page.split("逐条对照")[1])] == [
        "◆ 有真实数据可查 5 条", "▲ 只有示例 0 条", "○ 还没有报 1 条", "◇ 见页面 1 条", "– 平台上没法公开 1 条",
    ]  # fmt: skip
    told = {re.search(r'id="(\w+)"', row)[1]: words(row) for row in rows(page) if ' id="' in row}  # type: ignore[index]
    assert "社会组织 表 真实 2 条 示例 1 条" in told["t"]
    assert "社会组织（状态：正常，宗旨已填） 表 真实 1 条 示例 1 条" in told["c"]
    assert "名称写全 规则 真实 1 条 示例 1 条" in told["r"] and "报一次 义务" in told["d"]
    assert "某区 页面" in told["g"] and "只写了目的。" in told["n"] and "真实 0 条" in told["e"]
    for link in (
        "/rules/some-name/",
        "/obligations/#some-duty",
        "organisations?status=正常&district=some&purpose__notblank=1&sample=0",
    ):
        assert link in page.replace("&amp;", "&"), link
    assert "本区还没有登记这份文件" in shown(desk, f"policies/some/{step('没有登记')}")


def test_only_samples_is_said_where_there_are_no_others(tmp_path: Path) -> None:
    desk = register(tmp_path, **{"views/some_all.sql": SQL.format("select name, 1 as sample from organisations")})
    desk.site(disclosures, districts, home, policies)
    (row,) = [row for row in rows(shown(desk, "policies/some/p")) if 'id="v"' in row]
    assert "只有示例" in row and 'class="sample"' in row and "有真实数据" not in row
    assert "真实 0 条" in row and "示例 3 条" in row


def test_districts_stand_side_by_side_with_what_their_own_documents_ask(tmp_path: Path) -> None:
    desk = register(tmp_path)
    other = tmp_path / "plugins" / "other"
    other.mkdir()
    (other / "district.json").write_text(FACTS.replace("990199", "990299").replace("某区", "别区"), encoding="utf-8")
    desk.site(disclosures, districts, home, policies)
    page = shown(desk, "disclosures")
    told = {name: [words(cell) for cell in re.findall(r'data-head="(?:某|别)区">(.*?)</td>', row)]
            for row in rows(page) for name in re.findall(r'/dictionary/(\w+)/"', row)}  # fmt: skip
    asked, bare = told["organisations"]  # the invented district stands last
    assert bare == "– 没有报"
    assert asked.startswith("● 已报 真实 2 条 示例 1 条 文件要求公开 2 处")
    assert told["audits"][0].startswith("■ 要求公开，没有报 文件要求公开 1 处") and told["audits"][1] == "– 没有报"
    assert told["complaints"][0].startswith("▲ 有要求，没有报 文件有要求 1 处")
    assert "/disclosures/some/structure/#organisations" in page
    asked_for = (desk.project.output / "site/disclosures/some").glob("*/index.html")
    assert any("/policies/some/p/#e" in path.read_text("utf-8") for path in asked_for)
    (sums,) = [words(row) for row in rows(page) if '/disclosures/some/">' in row]
    assert sums == "某区 1 1 3 1 0 1"
    assert told["policies"][0].startswith("◇ 只录入了要求 真实 1 条")
    alone = shown(desk, "disclosures/some")
    assert 'data-head="某区"' in alone and 'data-head="别区"' not in alone


@pytest.mark.parametrize("changed", [{"standing": "草案"}, {"standing": "废止"}, {"expires_on": "2020-12-31"}])
def test_a_document_not_in_force_leaves_no_gap(changed: dict[str, str], tmp_path: Path) -> None:
    desk = register(tmp_path)
    row = {"policy_id": "p", "title": "某区办法", "standing": "现行", "summary": "一份办法。"} | changed
    desk.file("late", {"policies": [row]}, "some", created="2026-03-01T09:00:00+08:00")
    desk.site(disclosures, districts, home, policies)
    (audits,) = [words(row) for row in rows(shown(desk, "disclosures")) if "/dictionary/audits/" in row]
    assert audits.startswith("审计 ▲ 有要求，没有报 文件有要求 1 处")
    assert any("文件是草案、已废止或已到期" in path.read_text("utf-8") for path in
               (desk.project.output / "site/disclosures/some").glob("*/index.html"))  # fmt: skip


@pytest.mark.parametrize("policy", ["甲/乙", "..", ".隐", "长" * 100, "a\\b"])
def test_any_name_of_a_document_has_a_page(policy: str, tmp_path: Path) -> None:
    desk = register(tmp_path)
    row = {"policy_id": policy, "title": "某", "standing": "现行"}
    desk.file("odd", {"policies": [row]}, "some", created="2026-03-01T09:00:00+08:00")
    assert desk.site(disclosures, districts, home, policies).valid
    assert "<h1>某</h1>" in shown(desk, f"policies/some/{step(policy)}")
    assert address("policies", "some", step(policy)) in shown(desk, "policies/some")


ASKING = {  # line of measures.csv → kind, state, and what the clerk is told to file
    "a,table,targets,": ("目标", "◇ 只录入了要求", "报到： 区情统计"),
    "b,table,targets honours,": ("目标", "◇ 只录入了要求", "报到： 荣誉 、 区情统计"),
    "c,table,targets organisations,": ("目标", "◆ 有真实数据", None),
    "d,table,score_sheets,": ("评分", "◆ 有真实数据", None),
    "e,table,score_sheets honours,": ("评分", "◇ 只录入了要求", "报到： 荣誉"),
    "f,term,公益创投/资助上限,": ("规则", "◇ 只录入了要求", ""),
    "g,table,policies.summary?policy_id=q,": ("名录", "○ 还没有报", "报到： 政策文件"),
    "h,table,policies,": ("名录", "◇ 只录入了要求", ""),
    "i,query,some_all,": ("名录", "▲ 只有示例", "看： 试验 查询"),
}


def test_what_a_document_asks_is_no_sign_that_it_was_done(tmp_path: Path) -> None:
    asked = [f"{line[0]},p,一,{kind},做一件事。,Done." for line, (kind, *_) in ASKING.items()]
    desk = register(
        tmp_path,
        **{
            "articles.csv": "\n".join([ASKED, *asked]) + "\n",
            "measures.csv": "\n".join([CARRIED, *ASKING]) + "\n",
            "views/some_all.sql": SQL.format("select name, 1 as sample from organisations"),
        },
    )
    filed = {
        "policies": [{"policy_id": "q", "title": "只在别处提到的办法", "standing": "未知"}],
        "targets": [{"plan": "某规划", "indicator": "团队数", "dimension": "总计", "due_year": 2030, "comparison": "≥",
                     "value": 10, "unit": "家", "source": "p", "section": "一"}],
        "score_sheets": [{"scheme": "某办法", "stage": "评审", "indicator": "创新", "section": "项目", "full_score": 5,
                          "position": 1, "source": "p"}],
        "programme_terms": [{"programme": "公益创投", "term": "资助上限", "from_on": "2026-01-01", "value": 5,
                             "unit": "元", "policy_id": "p", "section": "一"}],
    }  # fmt: skip
    desk.file("asked", filed, "some", created="2026-03-01T09:00:00+08:00")
    assert desk.site(disclosures, districts, home, policies).valid
    page = shown(desk, "policies/some/p")
    told = {re.search(r'<tr id="(\w)"', row)[1]: words(row) for row in rows(page) if '<tr id="' in row}  # type: ignore[index]
    assert [name for line, (_, state, _) in ASKING.items() if state not in told[(name := line[0])]] == []
    missing = page.split('id="missing"')[1].split("</section>")[0]
    lines = {re.search(r'#(\w)"', line)[1]: words(line) for line in re.findall(r"<li>.*?</li>", missing)}  # type: ignore[index]
    wanted = {line[0]: file for line, (_, _, file) in ASKING.items() if file is not None}
    assert {name: line.partition(" ，")[2].strip() for name, line in lines.items()} == wanted
    (targets,) = [words(row) for row in rows(shown(desk, "disclosures")) if "/dictionary/targets/" in row]
    (sheets,) = [words(row) for row in rows(shown(desk, "disclosures")) if "/dictionary/score_sheets/" in row]
    assert targets.startswith("规划目标 ◇ 只录入了要求 真实 1 条") and sheets.startswith("评分表 ● 已报 真实 1 条")


def test_a_duty_that_is_not_due_is_nothing_that_was_filed(tmp_path: Path) -> None:
    desk = register(
        tmp_path, **{"obligations/some-duty.sql": DUTY.replace("-03-31", "-12-31").replace("'2026-03-30'", "null")}
    )
    db = desk.filled()
    assert {row["status"] for row in db["obligations"].rows_where("obligation = 'some-duty'")} == {"未到期", "不适用"}
    assert held(db)["d"] == (0, 0)


def test_a_document_that_is_only_mentioned_is_not_counted_as_held(tmp_path: Path) -> None:
    desk = register(tmp_path)
    mentioned = [{"policy_id": name, "title": name, "standing": "未知"} for name in ("甲法", "乙法")]
    desk.file("mentioned", {"policies": mentioned}, "some", created="2026-03-01T09:00:00+08:00")
    desk.site(disclosures, districts, home, policies)
    first = words(shown(desk, "."))
    assert "有原文的政策文件 1 另提到 2 份，没有原文" in first and "政策文件有原文 1 份、另提到 2 份" in first
    (row,) = [row for row in rows(shown(desk, "districts")) if "/districts/some/" in row]
    assert re.findall(r'data-head="(?:有原文的政策文件|另提到的文件)">(\d+)<', row) == ["1", "2"]


def test_the_invented_district_stands_last_and_no_line_stands_twice(published: Path) -> None:
    for page, at in (("policies", "policies"), ("disclosures", "disclosures")):
        text = (published / "site" / page / "index.html").read_text(encoding="utf-8")
        linked = re.findall(rf'href="/{at}/(\w+)/"', text.split('class="filters"')[1].split("</nav>")[0])
        assert linked[-1] == "demo" and len(linked) == 5, page
    pages = [page for kind in ("policies", "disclosures") for page in (published / "site" / kind).rglob("*.html")]
    assert [page for page in pages if 'lang="en"' in page.read_text(encoding="utf-8").split("<main")[1]] == []


REPORTED = [
    "000-PL-23", "000-CO-08", "000-CV-26", "000-CV-27", "000-CV-29", "000-CV-31a", "000-CV-31b", "000-CV-A3-08",
    "000-DR-09", "000-FC-09", "000-SW-17", "000-SW-A5-06", "001-11", "001-17", "002-ZH-38", "004-WZ-25", "004-WZ-27",
]  # fmt: skip


def test_what_is_reported_to_an_office_or_kept_inside_is_not_asked_to_be_public(published: Path) -> None:
    kinds = {row["id"]: row["kind"] for row in sqlite_utils.Database(published / "disclosure.db")["measures"].rows}
    assert [name for name in REPORTED if kinds[name] == "公开"] == []
    for district, tables in {"haishu": ("cases", "internal_rules", "people"), "zhenhai": ("people", "notices")}.items():
        page = (published / "site/disclosures" / district / "index.html").read_text(encoding="utf-8")
        told = {name: row for row in rows(page) for name in re.findall(r'/dictionary/(\w+)/"', row)}
        assert [name for name in tables if "要求公开，没有报" in told[name]] == [], district


def test_what_no_row_was_filed_for_is_not_called_held(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    real = {row["id"]: row["held"] for row in db["measures"].rows}
    assert real["004-WZ-29"] == 0  # the case of this year, which is not due
    assert real["002-ZH-03"] == 0  # documents that others mention
    page = (published / "site/policies/haishu" / step("海曙区公益创投项目管理试行办法") / "index.html").read_text(
        "utf-8"
    )
    (row,) = [row for row in rows(page) if 'id="000-CV-16a"' in row]
    assert "只录入了要求" in row and "有真实数据" not in row


def test_a_plan_that_has_ended_leaves_no_gap(published: Path) -> None:
    page = (published / "site/disclosures/zhenhai/index.html").read_text(encoding="utf-8")
    assert [words(row) for row in rows(page) if "■" in row] == []


def carried_by_plugins() -> list[tuple[str, str]]:
    """Return (district, id) of each line of the plugins' measures.csv."""
    found = []
    for path in sorted((ROOT / "plugins").glob("*/measures.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [(path.parent.name, row["id"]) for row in csv.DictReader(file)]
    return found


def test_the_list_of_demands_is_whole() -> None:
    assert len(IDS) == len({name for _, name in IDS}) == 501
    assert Counter(name.split("-")[0] for _, name in IDS) == {"000": 353, "001": 26, "002": 53, "003": 28, "004": 41}


def test_every_demand_of_the_documents_is_named_once() -> None:
    named = carried_by_plugins()
    assert Counter(named) == Counter((district, name) for district, name in IDS)


def test_every_demand_is_carried_where_it_says(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    assert db["measures"].count == len(IDS)
    lost = "select id, place from measures m where carried_by is not null and not exists (select 1 from measure_places p where p.district = m.district and p.id = m.id)"
    assert list(db.query(lost)) == []
    unfiled = "select distinct m.district, m.policy from measures m left join policies p on p.district = m.district and p.policy_id = m.policy where p.policy_id is null"
    assert list(db.query(unfiled)) == []


def test_every_document_shows_its_demands(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for row in db.query(
        "select district, policy, group_concat(id, ' ') as ids from measures group by district, policy"
    ):
        page = (published / "site/policies" / row["district"] / step(row["policy"]) / "index.html").read_text(
            encoding="utf-8"
        )
        assert all(f'<tr id="{name}"' in page for name in row["ids"].split()), row
        listed = (published / "site/policies" / row["district"] / "index.html").read_text(encoding="utf-8")
        assert unquote(address("policies", row["district"], step(row["policy"]))) in unquote(listed)


def test_each_number_leads_to_as_many_rows(published: Path) -> None:
    app = create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")
    pages = [page for kind in ("policies", "disclosures") for page in (published / "site" / kind).rglob("*.html")]
    told = {
        (unescape(link), int(number.replace(",", "")))
        for page in pages
        for link, number in re.findall(r'<a href="(/data/[^"]*)">(?:真实|示例) ([0-9,]+) 条', page.read_text("utf-8"))
    }
    counted = asyncio.run(counts(app, {link for link, _ in told}))
    grouped = ("rule_counts", "obligations")  # of which some rows are not counted
    wrong = [(link, n) for link, n in told if counted[link] not in (None, n) and not any(g in link for g in grouped)]
    assert told and wrong == []


async def counts(app: Application, links: set[str]) -> dict[str, int | None]:
    """Return link → how many rows it shows; None where Datasette does not count them."""
    found = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://r", timeout=60) as browser:
        for link in links:
            path, _, query = link.partition("?")
            answer = await browser.get(f"{path}.json?{query}&_size=1")
            assert answer.status_code == 200, (link, answer.text)
            found[link] = answer.json().get("filtered_table_rows_count")
    return found


def test_counting_twice_changes_nothing(tmp_path: Path) -> None:
    desk = register(tmp_path)
    db = desk.filled()
    first = held(db)
    for table in ("measures", "measure_places"):
        db[table].delete_where()
    keep_measures(db, desk.project.districts)
    assert held(db) == first


def test_a_place_that_several_demands_name_is_asked_once_and_each_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = "-- title: 某\n-- title_en: Some\nselect district, sample, json_extract(name, '$.a') as told from organisations\n"
    desk = register(tmp_path)
    asked = [article(f"m-{n}") for n in range(3)]
    carried = [f"m-{n},query,some_told.told," for n in range(3)]
    plugin(tmp_path, asked, carried, **{"views/some_told.sql": view})
    tried = []
    whole = carriers.held_by
    monkeypatch.setattr(carriers, "held_by", lambda *given: tried.append(given[1].place) or whole(*given))
    found = pipeline.build(desk.project, with_site=False).districts["some"]
    assert [one.row for one in found if one.file and one.file.endswith("measures.csv")] == [2, 3, 4]
    assert tried == ["some_told.told"]


def test_the_link_beside_a_count_of_verdicts_leads_to_those_that_are_counted(tmp_path: Path) -> None:
    desk = register(tmp_path)
    desk.site(disclosures, districts, home, policies)
    page = shown(desk, "policies/some/p").replace("&amp;", "&")
    decided = "符合%2C不符合"
    assert f"rule_counts?rule=some-name&district=some&status__in={decided}&sample=0" in page
