"""The search: it finds what a scan of every row finds, the likest first, and says why."""

import asyncio
import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pytest
import sqlite_utils
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.api.searching import marked, why
from disclosure.api.server import Application, create_app
from disclosure.database.layout import create_table, open_database
from disclosure.database.search import (
    RANKS,
    WORDING,
    also_sought,
    as_typed,
    create_search,
    expression,
    folded,
    telling,
)
from disclosure.districts import NATION, load_districts

ORGANISATIONS = next(table for table in NATION.tables if table.name == "organisations")
PARTS = [
    "望湖",
    "书院",
    "运河",
    "城西",
    "居家养老",
    "助老",
    "敬老",
    "书画",
    "书法",
    "太极",
    "志愿",
    "邻里",
    "社会工作",
    "老",
    "会",
    "一",
    "A1",
    "2026",
]
KINDS = ["服务中心", "协会", "促进会", "互助会", "基金会", "书画会"]
COLUMNS = ("name", "former_names", "org_id", "purpose", "scope", "address", "street", "community")


def filled(rows: list[dict[str, Any]]) -> sqlite_utils.Database:
    """Return a database of organisations with its index; a row says what differs from a plain one."""
    db = open_database(None)
    create_table(db, ORGANISATIONS)
    plain = {"district": "demo", "type": "社会团体", "registration": "登记", "registered_on": "2012-05-07", "status": "正常", "sample": 0,
             "submission": "x", "source_file": "x.csv", "source_row": 1, "submitted_on": "2026-01-01"}  # fmt: skip
    db.table("organisations").insert_all(
        plain | {"org_id": f"52990101MJ{at:07d}X"} | row for at, row in enumerate(rows)
    )
    create_search(db, [ORGANISATIONS])
    return db


def numbers(db: sqlite_utils.Database, query: str, rank: int = 0) -> list[int]:
    """Return the rows that a search finds, in order."""
    sql = "select r.row from search_fts f join search_fts_rows r on r.id = f.rowid where search_fts match ? order by f.rowid"
    return [row for (row,) in db.execute(sql, [expression(query, rank)])]


def in_order(db: sqlite_utils.Database, query: str) -> list[str]:
    """Return the names that a search finds, the likest first."""
    found = [row for rank in range(1, RANKS + 1) for row in numbers(db, query, rank)]
    assert len(found) == len(set(found)), "no row at two ranks"
    assert sorted(found) == sorted(numbers(db, query))
    name = {row["rowid"]: row["name"] for row in db.query("select rowid, name from organisations")}
    return [name[row] for row in found]


@pytest.fixture(scope="module")
def many() -> sqlite_utils.Database:
    """Return 5,000 organisations of made-up names."""
    chance = random.Random(15)
    rows = []
    for _ in range(5000):
        part = chance.choices(PARTS, k=chance.randint(1, 4))
        rows.append({"name": "".join(part) + chance.choice(KINDS), "former_names": chance.choice([None, *PARTS]),
                     "purpose": "、".join(chance.choices(PARTS, k=3)), "sample": int(chance.random() < 0.2),
                     "street": chance.choice(["望湖街道", "书院街道", None])})  # fmt: skip
    return filled(rows)


def scanned(db: sqlite_utils.Database, words: list[str]) -> list[int]:
    """Return the rows of which each word is somewhere in one column, by a LIKE of every column."""
    db.register_function(folded, deterministic=True, replace=True)
    tests = " and ".join("(" + " or ".join(f"folded(coalesce({c}, '')) like ?" for c in COLUMNS) + ")" for _ in words)
    values = [f"%{folded(word)}%" for word in words for _ in COLUMNS]
    return [row for (row,) in db.execute(f"select rowid from organisations where {tests}", values)]


def test_it_finds_what_a_scan_finds(many: sqlite_utils.Database) -> None:
    chance = random.Random(1)
    names = [name for (name,) in many.execute("select name from organisations")]
    asked = [
        "会",
        "老",
        "一",
        "a",
        "2",
        "A1",
        "0",
        "99",
        "MJ",
        "MJ000",
        "0000123",
        "52990101MJ0000123X",
        "01x",
        "画会",
        "书画书",
        "不",
    ]
    for _ in range(150):
        name = chance.choice(names)
        start = chance.randrange(len(name))
        asked.append(name[start : start + chance.randint(1, 6)])
    for word in asked:
        assert sorted(numbers(many, f'"{word}"')) == scanned(many, [word]), word
    for word, other in pairwise(asked):
        assert sorted(numbers(many, f'"{word}" "{other}"')) == scanned(many, [word, other]), (word, other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text("养老AND OR*\"'()^:-+{}NEAR", max_size=30))
@example("", "")
@example('"', "*")
@example("AND", "NEAR(养 老)")
@example("养" * 1000, "养 " * 500)
@example("\0\u200b", "“”")
def test_no_words_break_it(many: sqlite_utils.Database, one: str, other: str) -> None:
    for query in (one, other, one + other, f'"{one}" {other}'):
        in_order(many, query)
        assert numbers(many, as_typed(query)) is not None
        assert "".join(piece for piece, _ in marked("养老院AND一", query)) == "养老院AND一"
        why(query, '{"name": "养老院", "purpose": null}')


def test_the_likest_come_first() -> None:
    names = ["江北书画会", "书画会", "书画会馆", "老年之家", "旧名之家", "书画会（撤）", "另一家"]
    rows: list[dict[str, Any]] = [{"name": name} for name in names]
    rows[3]["purpose"] = "办书画会"
    rows[4]["former_names"] = "书画会"
    rows[5] |= {"name": "书画会", "status": "注销"}
    rows += [{"name": "书画会", "sample": 1}]
    db = filled(rows)
    statuses = {
        row["rowid"]: (row["name"], row["status"], row["sample"])
        for row in db.query("select rowid, * from organisations")
    }
    first = [statuses[row] for row in numbers(db, "书画会", 1)]
    assert first == [("书画会", "正常", 0), ("书画会", "注销", 0), ("书画会", "正常", 1)]
    assert in_order(db, "书画会")[3:] == ["书画会馆", "江北书画会", "旧名之家", "老年之家"]


def test_whatever_the_width_and_case_it_is_one_text() -> None:
    db = filled([{"name": "ＡＢＣ（示例）  １２号·小 屋"}])
    for words in ("abc", "ABC示例", "示例12", "12号小屋", "ａｂ", "小屋", "1", "\u200b示\u200b例"):
        assert len(numbers(db, words)) == 1, words
    assert marked("ＡＢＣ（示例）１２号", "c示例1") == [("ＡＢ", False), ("Ｃ（示例）１", True), ("２号", False)]


def test_other_words_are_said_and_come_last(many: sqlite_utils.Database) -> None:
    assert also_sought("送餐")[:3] == ["助餐", "配餐", "老年食堂"] and "助餐送餐" in also_sought("吃饭")
    assert "助老" in also_sought("养老") and "居家助老" in also_sought("居家养老")
    assert also_sought('"送餐"') == also_sought("“送餐”") == also_sought("书法") == []
    assert as_typed("居家 送餐") == '"居家" "送餐"'
    assert also_sought(as_typed("居家 送餐")) == []
    assert also_sought('送餐"助餐') == also_sought("送餐助餐") == [] != also_sought('送"餐')
    assert set(numbers(many, "敬老")) > set(numbers(many, '"敬老"'))
    assert set(numbers(many, "敬老", RANKS)) == set(numbers(many, "敬老")) - set(numbers(many, '"敬老"'))


def test_an_english_word_is_looked_for_in_chinese(many: sqlite_utils.Database) -> None:
    assert {"养老", "助老"} <= set(also_sought("Elderly")) and also_sought('"elderly"') == []
    assert {"志愿", "义工"} == set(also_sought("volunteering"))
    assert set(numbers(many, "elderly")) >= set(numbers(many, '"养老"')) | set(numbers(many, '"敬老"')) != set()
    assert (
        set(numbers(many, "care of the elderly")) == set(numbers(many, "care elderly")) >= set(numbers(many, '"养老"'))
    )
    assert telling('care of "the" elderly') == ["care", '"the"', "elderly"] and telling("of the") == ["of", "the"]
    assert all(folded(word) == word for one in WORDING["english"] for word in one["words"])


def test_why_it_was_found() -> None:
    fields = (
        '{"name": "示例之家", "former_names": null, "purpose": "为住在本社区里的高龄老人做午饭、送餐上门，每天两次"}'
    )
    assert why("配餐", fields)["word"] == "送餐"
    assert why("之家 送餐", fields) == {"field": "name", "snippet": "示例之家", "word": "之家"}
    found = why("送餐", fields)
    assert (found["field"], found["snippet"]) == ("purpose", "…社区里的高龄老人做午饭、送餐上门，每天两次")
    assert why("没有", fields) == {}


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def get(app: Application, path: str) -> httpx.Response:
    """Return the answer to one request."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://x", timeout=60
        ) as browser:
            return await browser.get(path)

    return asyncio.run(ask())


def found_in(app: Application, table: str, words: str, more: str = "") -> list[dict[str, Any]]:
    """Return the rows of a table that a search finds, in order."""
    answer = get(app, f"/data/disclosure/{table}.json?_search={quote(words)}&_shape=array{more}")
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()
    return rows


@pytest.mark.parametrize(
    ("table", "code"),
    [("organisations", "org_id"), ("people", "org_id"), ("notices", "notice_id"), ("grants", "grant_id"), ("policies", "policy_id"),
     ("policies", "document_no")],
)  # fmt: skip
def test_every_kind_is_found_by_part_of_a_code(app: Application, table: str, code: str) -> None:
    rows = get(app, f"/data/disclosure/{table}.json?_shape=array&{code}__notnull=1&_size=3&_sort_desc={code}").json()
    assert rows
    for row in rows:
        part = row[code][2:-1]
        assert row[code] in [one[code] for one in found_in(app, table, part, "&_size=max")]
        told = get(app, f"/data/disclosure/search.json?_shape=array&kind={table}&q={quote(part)}").json()
        assert told and {one["table_name"] for one in told} == {table}


def test_a_page_of_a_search_is_in_order_and_pages_follow(app: Application) -> None:
    at_once = [row["org_id"] for row in found_in(app, "organisations", "会")]
    told = get(app, "/data/disclosure/search.json?_shape=array&kind=organisations&q=会").json()
    assert at_once == [row["code"] for row in told][: len(at_once)]
    assert [row["rank"] for row in told] == sorted(row["rank"] for row in told)
    paged: list[str] = []
    address = "/data/disclosure/organisations.json?_search=会&_size=7&_col=name&_facet=type&registration=登记"
    while address:
        answer = get(app, address).json()
        paged += [row[1] for row in answer["rows"]]
        address = answer["next_url"]
    assert paged == [row["org_id"] for row in found_in(app, "organisations", "会", "&registration=登记&_size=max")]
    assert (
        answer["filtered_table_rows_count"]
        == len(paged)
        == sum(r["count"] for r in answer["facet_results"]["type"]["results"])
    )
    whole = get(
        app, "/data/disclosure/organisations.csv?_search=会&_stream=on&_size=5&_col=name&registration=登记"
    ).text
    assert [line.split(",")[1] for line in whole.splitlines()[1:]] == paged
    by_name = found_in(app, "organisations", "会", "&_sort=name")
    assert [row["name"] for row in by_name] == sorted(row["name"] for row in by_name)
    assert get(app, "/data/disclosure/organisations.json?_search=会&_next=demo,none").status_code == 400
    for order in ("_sort=name", "_sort_desc=name"):
        whole = found_in(app, "organisations", "会", f"&{order}")
        first = get(app, f"/data/disclosure/organisations.json?_search=会&_size=5&_shape=objects&{order}").json()
        second = get(app, first["next_url"].removeprefix("http://register")).json()
        assert [row["name"] for row in second["rows"]] == [row["name"] for row in whole[5:10]]
    wrong = "/data/disclosure/organisations.json?_sort=name&_next=demo,none"
    assert get(app, wrong).status_code == 400


def test_the_sql_that_is_shown_finds_the_same(app: Application) -> None:
    shown = get(app, "/data/disclosure/organisations.json?_search=养老&_size=max").json()
    asked = f"sql={quote(shown['query']['sql'])}&search={quote('养老')}"
    again = get(app, f"/data/disclosure.json?{asked}&_shape=arrays").json()
    assert sorted(row[1] for row in again["rows"]) == sorted(row[1] for row in shown["rows"])
    assert shown["filtered_table_rows_count"] == len(shown["rows"]) > 0


def test_the_desk_says_what_else_was_looked_for(app: Application) -> None:
    page = get(app, "/data/disclosure/organisations?_search=送餐").text
    assert "也找了：助餐、配餐、老年食堂、" in page and "%22%E9%80%81%E9%A4%90%22" in page
    assert "Also looked for" in get(app, "/data/disclosure/organisations?_search=送餐&_lang=en").text
    assert "也找了" not in get(app, '/data/disclosure/organisations?_search="送餐"').text
    assert 'name="_search"' in page and 'name="_search"' not in get(app, "/data/disclosure/finances").text


@pytest.mark.parametrize(
    "words", ['"', '""', "*", "AND", "NEAR(a b)", "", " ", "養老", "ＡＢ１２", "%00", "\u200b", "养" * 1000, "养 " * 400, "'", "-a", "name:a", "^a", "{", "😀"]
)  # fmt: skip
def test_no_words_end_in_a_fault(app: Application, words: str) -> None:
    for path in ("/search/?q=", "/data/disclosure/organisations.json?_search=", "/data/disclosure/grants?_search=",
                 "/data/disclosure/search.json?q=", "/data/disclosure/policies.csv?_search="):  # fmt: skip
        answer = get(app, path + quote(words))
        short = len(words) <= 100 or path.startswith("/search/")
        assert answer.status_code == (200 if short else 400), (path, answer.text)
        assert short or "太长" in answer.text
    assert get(app, f"/data/disclosure/organisations.json?_searchmode=raw&_search={quote(words)}").status_code == 400
    assert get(app, "/data/disclosure/organisations.json?_search_name=a").status_code == 400


def test_one_box_finds_all_kinds_and_says_why(app: Application) -> None:
    page = get(app, "/search/?q=养老").text
    several = get(app, "/search/?q=公益").text
    places = [several.find(f'<section id="{kind}">') for kind in ("organisations", "notices", "grants", "policies")]
    assert places == sorted(places) and places[0] > 0
    assert (
        'name="q" value="养老"' in page
        and "<mark>养老</mark>" in page
        and "也找了：助老、敬老、为老、扶老。" in page
        and 'href="tel:' in page
    )
    assert "宗旨：" in page or "业务范围：" in page
    assert "/data/disclosure/organisations?_search=养老" in page
    assert 'class="sample-tag"' in page
    body = page[page.index('<ul class="cards found">') :].split("</li>")[0]
    assert 0 < body.index(">●</span>") < body.index("<strong>") and "社会组织 · " in body, (
        "its status, kind and district"
    )
    nothing = get(app, "/search/?q=不存在的词").text
    assert "没有找到“不存在的词”" in nothing and "短一点" in nothing and 'name="q" value="不存在的词"' in nothing
    assert 'name="q" value="&lt;b&gt;&quot;"' in get(app, "/search/?q=<b>%22").text


def test_a_search_may_keep_to_a_district(app: Application) -> None:
    told = get(app, "/data/disclosure/search.json?_shape=array&q=公益").json()
    places = {row["district"] for row in told}
    assert len(places) > 1
    page = get(app, "/search/?q=公益&district=demo").text
    assert '<option value="demo" selected' in page
    assert '<option value="demo" selected' in get(app, "/search/?q=demo&district=demo").text
    shown = page[page.index("<main") :].split("</main>")[0]
    assert "示例区 · " in shown and "海曙区 · " not in shown and "海曙区 · " in get(app, "/search/?q=公益").text
    nowhere = get(app, "/search/?q=公益&district=nowhere")
    assert nowhere.status_code == 400 and "demo, haishu" in nowhere.text


def test_who_finds_nothing_is_told_what_to_do_next(app: Application) -> None:
    page = get(app, "/search/?q=望湖 不存在&district=demo").text
    for path in ("/search/?q=%E6%9C%9B%E6%B9%96", "/areas/", "/organisations/"):
        assert f'href="{unquote(path)}"' in page.split("</header>")[1], path
    assert "到全部的区里找" in page and "find.js" not in page and "noscript" not in page
    spelt = get(app, "/search/?q=wanghu").text
    assert (
        "再按拼音或首字母找" in spelt
        and "不表示没有登记" not in spelt
        and "find.js" in spelt
        and "没有服务器" not in spelt
    )
    assert "只用了前面的字" in get(app, "/search/?q=" + "养" * 101).text
    assert "只用了前面的字" not in get(app, "/search/?q=" + "养" * 100).text
    streets = get(app, "/search/?q=望湖街道").text
    assert 'href="/areas/demo/望湖街道/"' in streets.split("</header>")[1]


def bodies(page: str) -> set[str]:
    """Return the codes of the organisations that a page of the search has found."""
    section = page.partition('<section id="organisations">')[2].partition("</section>")[0]
    return set(re.findall(r'href="(?:/en)?/organisations/([\w-]+)/"', section))


@pytest.mark.parametrize("words", ["助餐", "食堂", "吃饭", "meals", "社区食堂", "老年食堂"])
def test_who_looks_for_a_need_finds_all_who_serve_it_and_their_list(app: Application, words: str) -> None:
    listed = get(app, "/data/disclosure/bodies_by_need.json?_shape=array&district=demo&need=助餐送餐").json()
    assert len(listed) > 4
    for root in ("", "/en"):
        page = get(app, f"{root}/search/?q={words}&district=demo").text
        assert {row["org_id"] for row in listed} <= bodies(page)
        assert f'href="{root}/needs/demo/meals/"' in page.split("</header>")[1]
        assert ("也找了：" if root == "" else "Also looked for: ") in page


def test_a_need_and_a_street_find_what_the_street_lists(app: Application) -> None:
    listed = get(app, "/data/disclosure/bodies_by_need.json?_shape=array&district=demo&need=助餐送餐").json()
    street = next(row["street"] for row in listed if sum(other["street"] == row["street"] for other in listed) > 1)
    here = {row["org_id"] for row in listed if row["street"] == street}
    assert here <= bodies(get(app, f"/search/?q=助餐 {street[:2]}").text)


def test_a_body_is_found_by_a_need_that_only_its_project_shows() -> None:
    db = open_database(None)
    create_table(db, ORGANISATIONS)
    plain = {"district": "demo", "type": "社会团体", "registration": "登记", "registered_on": "2012-05-07", "status": "正常", "sample": 0,
             "submission": "x", "source_file": "x.csv", "source_row": 1, "submitted_on": "2026-01-01"}  # fmt: skip
    for at, name in enumerate(("夕阳红", "朝霞")):
        db.table("organisations").insert(plain | {"org_id": f"52990101MJ000000{at}X", "name": name})
    db.execute(
        "create view bodies_by_need as select org_id, '助餐送餐' as need from organisations where name = '夕阳红'"
    )
    create_search(db, [ORGANISATIONS])
    assert (
        in_order(db, "吃饭") == in_order(db, "meals") == in_order(db, "助餐") == in_order(db, "吃饭 夕阳") == ["夕阳红"]
    )
    (fields,) = db.execute("select json_extract(told, '$.fields') from search_fts_texts where row = 1").fetchone()
    assert why("吃饭", fields) == {"field": "need", "snippet": "助餐送餐", "word": "助餐送餐"}


@pytest.mark.parametrize(
    ("words", "path"), [("逾期", "/late/"), ("怎么投诉", "/objections/"), ("规划目标", "/policies/"), ("complaints", "/objections/"),
                        ("示例 规划目标", "/districts/demo/targets/"), ("公示 目标", "/notices/"), ("捐前核验", "/organisations/"), ("捐款", "/organisations/"),
                        ("donate", "/organisations/"), ("得分", "/grants/"), ("plan target", "/policies/"), ("compare", "/compare/")],
)  # fmt: skip
def test_a_search_knows_the_pages_of_the_site(app: Application, words: str, path: str) -> None:
    assert f'href="{path}"' in get(app, f"/search/?q={words}").text.split("</form>")[-1]
    assert f'href="/en{path}"' in get(app, f"/en/search/?q={words}").text.split("</form>")[-1]
    assert get(app, path).status_code == 200


@pytest.mark.parametrize("words", ["plan target", "compare", "donate", "complaints"])
def test_who_found_a_page_is_not_told_that_nothing_was_found(app: Application, words: str) -> None:
    found = get(app, f"/search/?q={words}").text.partition('id="found"')[2].partition("</main>")[0]
    assert "本站的页面" in found and "没有找到" not in found


def test_the_other_language_is_asked_the_same(app: Application) -> None:
    page = get(app, "/search/?q=助餐&district=demo").text
    (link,) = re.findall(r'class="tongue" href="([^"]+)"', page)
    assert "助餐" in get(app, link.replace("&amp;", "&")).text.partition('name="q" value="')[2][:10] and "demo" in link


def test_words_of_vocabularies_are_told_in_english_among_what_is_found(app: Application) -> None:
    page = get(app, "/en/search/?q=基金会").text
    section = page.partition('<section id="organisations">')[2].partition("</section>")[0]
    assert "Foundation" in section and " · 基金会" not in re.sub("<.*?>", "", section)


def test_an_english_page_finds_chinese_and_offers_no_word_that_says_nothing(app: Application) -> None:
    page = get(app, "/en/search/?q=care of the elderly").text
    assert (
        "Also looked for: " in page and '<section id="organisations">' in page and "care of the elderly, " not in page
    )
    assert "<mark" in page and "养老" in page
    nothing = get(app, "/en/search/?q=elderly of the zzzz").text.split("</header>")[1]
    assert 'href="/en/search/?q=zzzz"' in nothing and "?q=of" not in nothing and "?q=the" not in nothing
    home = get(app, "/en/").text
    assert '<a href="/en/search/?q=养老">care of the elderly</a>' in home


def test_a_person_is_found_and_leads_to_the_organisation(app: Application) -> None:
    (one, *_) = get(app, "/data/disclosure/people.json?_shape=array&_size=1").json()
    told = get(app, f"/data/disclosure/search.json?_shape=array&kind=people&q={quote(one['name'])}").json()
    assert told[0]["title"] == one["name"] and told[0]["rank"] == 1 and told[0]["organisation"]
    assert one["org_id"] in [row["org_id"] for row in told]
    assert get(app, told[0]["permalink"]).status_code == 200


def test_each_page_that_is_named_is_there(app: Application) -> None:
    for words in ("示例", "创投", "2026", "办法"):
        for row in get(app, f"/data/disclosure/search.json?_shape=array&q={words}").json()[::7]:
            assert get(app, row["permalink"]).status_code == 200, row["permalink"]


def test_a_districts_own_table_is_searched_alike() -> None:
    db = open_database(None)
    table = replace(ORGANISATIONS, name="demo_bases", district="demo")
    for one in (ORGANISATIONS, table):
        create_table(db, one)
    plain = {"district": "demo", "type": "社会团体", "registration": "登记", "registered_on": "2012-05-07", "status": "正常", "sample": 0,
             "submission": "x", "source_file": "x.csv", "source_row": 1, "submitted_on": "2026-01-01"}  # fmt: skip
    for name in ("organisations", "demo_bases"):
        db.table(name).insert(plain | {"org_id": "52990101MJ9000057X", "name": f"书画{name}"})
    create_search(db, [table, ORGANISATIONS])
    found = db.query("select json_extract(t.told, '$.title') as title, t.table_name from search_fts f join search_fts_rows r on r.id = f.rowid join search_fts_texts t"
                     " on t.table_name = r.table_name and t.row = r.row where search_fts match ? order by f.rowid", [expression("画d", 0)])  # fmt: skip
    assert list(found) == [{"title": "书画demo_bases", "table_name": "demo_bases"}]
    kinds = [row["table_name"] for row in db.query("select table_name from search_fts_kinds order by first")]
    assert kinds == ["organisations", "demo_bases"]
