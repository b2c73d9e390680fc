"""A few organisations side by side: chosen by name, each figure the body's own, beside the median of its own kind."""

import asyncio
import re
import sqlite3
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT

from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts
from disclosure.site.abreast import ASKED
from disclosure.site.addresses import address
from disclosure.site.formats import amount, number

LINE = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


@pytest.fixture(scope="module")
def db(published: Path) -> sqlite3.Connection:
    """Return the database of the published register."""
    connection = sqlite3.connect(published / "disclosure.db")
    connection.row_factory = sqlite3.Row
    return connection


def get(app: Application, path: str) -> httpx.Response:
    """Return the answer to one request."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x", timeout=60) as browser:
            return await browser.get(path)

    return asyncio.run(ask())


def chosen(*codes: str, root: str = "", **asked: str) -> str:
    """Return the address of the page of chosen bodies."""
    return root + address("compare", "chosen", **dict(zip(ASKED, codes, strict=False)), **asked)


def table(page: str) -> dict[str, list[str]]:
    """Return what a line is → its cells, of the table of bodies side by side."""
    (found,) = re.findall(r'<table class="abreast">(.*?)</table>', page, re.DOTALL)
    lines = [[re.sub(r"<[^>]+>", " ", unescape(cell)) for cell in CELL.findall(line)] for line in LINE.findall(found)]
    return {line[0].split()[0]: [" ".join(cell.split()) for cell in line[1:]] for line in lines}


def links(page: str) -> dict[str, str]:
    """Return name → address of what the page offers to choose or to remove."""
    found = re.findall(r'<a href="((?:/en)?/compare/chosen/[^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {re.sub(r"<[^>]+>|[＋×]|去掉", "", text).strip(): unescape(where) for where, text in found}


def figures(db: sqlite3.Connection, code: str, year: int) -> dict[str, Any]:
    """Return figure → its row of a body and year, with the median of its kind if there are enough."""
    sql = """select f.*, iif(p.bodies >= p.fewest, p.median, null) as median from finance_figures f
        left join peer_medians p using (sample, type, year, band, figure) where f.org_id = ? and f.year = ?"""
    return {row["figure"]: row for row in db.execute(sql, [code, year])}


def kinds_of(db: sqlite3.Connection) -> dict[str, tuple[Any, ...]]:
    """Return org_id → type, year, size and whether it is a sample, by the latest year with an income."""
    rows = db.execute("select * from finance_figures where figure = '收入合计' order by year")
    return {row["org_id"]: (row["type"], row["year"], row["band"], row["sample"]) for row in rows}


def shown(value: float, unit: str) -> str:
    """Return a figure as the table has it."""
    return f"{number(value)}%" if unit == "%" else amount(value)


def test_each_body_with_accounts_stands_beside_a_few_of_its_kind_without_a_server(
    published: Path, db: sqlite3.Connection
) -> None:
    kinds = kinds_of(db)
    many = Counter(kinds.values())
    seen = 0
    for code, kind in kinds.items():
        page = (published / f"site/organisations/{code}/compare/index.html").read_text(encoding="utf-8")
        assert ('class="abreast"' in page) == (many[kind] > 1), code
        if many[kind] == 1:
            continue
        seen += 1
        told = table(page)
        codes = re.findall(r'<th scope="col"><a href="/organisations/([^/]+)/"', page)
        assert codes[0] == code and 2 <= len(codes) <= 4
        for place, one in enumerate(codes):
            assert kinds[one] == kind
            for figure, known in figures(db, one, kind[1]).items():
                assert told[figure][place] == shown(known["value"], known["unit"])
                median = known["median"]
                assert told[figure][-1].startswith("同类太少" if median is None else shown(median, known["unit"]))
    assert seen > 20


@pytest.mark.parametrize("root", ["", "/en"])
def test_side_by_side_a_grade_is_what_its_own_page_says(
    app: Application, published: Path, db: sqlite3.Connection, root: str
) -> None:
    """A grade known to be none, one that ran out, was withdrawn or never filed: one definition, in one wording."""
    kinds = "select distinct min(g.org_id) over (partition by g.grade, g.holds, g.known_until, g.withdrawn) from grades_today g"
    seen: set[str] = set()
    label = "Evaluation grade" if root else "评估等级"
    for (code,) in db.execute(f"{kinds} where g.open is not 0 order by 1").fetchall():
        page = (published / f"site{root}/organisations/{code}/index.html").read_text(encoding="utf-8")
        (own,) = re.findall(rf"<dt>(?:<a[^>]*>)?{label}(?:</a>)?</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
        own = re.sub(r"^[●▲■○] ?", "", " ".join(re.sub(r"<[^>]+>", " ", unescape(own)).split()))
        told = " ".join(table(get(app, chosen(code, root=root)).text)[label.split()[0]][:1])
        assert re.sub(r"\W", "", told) == re.sub(r"\W", "", own), code
        seen.add(re.sub(r"\d", "", own))
    assert len(seen) > 3


def test_bodies_are_chosen_by_name_and_removed_without_a_code_being_typed(
    app: Application, db: sqlite3.Connection
) -> None:
    page = get(app, chosen(q="社会工作")).text
    offered = {name: where for name, where in links(page).items() if "社会工作" in name}
    assert len(offered) > 3 and 'name="first"' not in page
    page = get(app, next(iter(offered.values()))).text
    (first,) = re.findall(r'<input type="hidden" name="first" value="([^"]+)"', page)
    alike = [where for where in links(page).values() if "second=" in where]
    kind = "select type, size, sample from bodies_listed where org_id = ?"
    assert alike
    for where in alike:
        assert f"first={first}" in where
        second = where.partition("second=")[2]
        assert tuple(db.execute(kind, [second]).fetchone()) == tuple(db.execute(kind, [first]).fetchone())
    page = get(app, alike[0]).text
    second = alike[0].partition("second=")[2]
    told = table(page)
    years = "select min(latest) from (select max(year) as latest from finances where org_id in (?, ?) group by org_id)"
    year = db.execute(years, [first, second]).fetchone()[0]
    for place, code in enumerate((first, second)):
        for figure, known in figures(db, code, year).items():
            assert told[figure][place].startswith(shown(known["value"], known["unit"]))
    without = [where for where in links(page).values() if where.endswith(f"?first={second}")]
    assert without and len(table(get(app, without[0]).text)["状态"]) in (1, 2)


def test_bodies_of_two_kinds_have_each_the_median_of_its_own(app: Application, db: sqlite3.Connection) -> None:
    sql = """select f.org_id, f.value, p.median from finance_figures f join peer_medians p using (sample, type, year, band, figure)
        where f.figure = '收入合计' and f.year = 2024 and p.bodies >= p.fewest and f.type = ? order by f.org_id limit 1"""
    both = [db.execute(sql, [kind]).fetchone() for kind in ("基金会", "社会团体")]
    page = get(app, chosen(*(row["org_id"] for row in both))).text
    years = [
        db.execute("select max(year) from finances where org_id = ?", [row["org_id"]]).fetchone()[0] for row in both
    ]
    told = table(page)["收入合计"]
    assert len(told) == 2 and "不是一类" in page
    for cell, row in zip(told, both, strict=True):
        known = figures(db, row["org_id"], min(years))["收入合计"]
        assert cell == f"{amount(known['value'])} 同类的中位数 {amount(known['median'])}"


def test_the_page_of_chosen_bodies_takes_anything(app: Application, db: sqlite3.Connection) -> None:
    codes = [code for (code,) in db.execute("select org_id from organisations order by org_id limit 5")]
    full = get(app, chosen(*codes[:4])).text
    assert len(table(full)["状态"]) in (4, 5) and 'id="name"' not in full
    twice = get(app, chosen(codes[0].lower(), codes[0])).text
    assert len(re.findall(r'<th scope="col"><a href="/organisations/', twice)) == 1
    for asked in ("first=<script>alert(1)</script>", "q=%00", "q=\"'%25", f"first={'9' * 5000}", "fifth=1"):
        answer = get(app, f"/compare/chosen/?{asked}")
        assert answer.status_code == 200 and "<script>alert" not in answer.text, asked
    assert "没有找到代码是" in get(app, "/compare/chosen/?first=nobody").text


@pytest.mark.parametrize(
    ("path", "asked"), [("search", "q=%E9%A5%AD&district=demo"), ("compare/chosen", "q=%E7%A4%BE%E5%9B%A2%22%3E%3Cb%3E"),
                        ("organisations/chosen", "district=demo&type=%E5%9F%BA%E9%87%91%E4%BC%9A")],
)  # fmt: skip
def test_the_other_language_is_asked_the_same(app: Application, path: str, asked: str) -> None:
    for root, other in (("", "/en"), ("/en", "")):
        page = get(app, f"{root}/{path}/?{asked}").text
        (led,) = re.findall(r'<a class="tongue" href="([^"]*)"', page)
        assert unescape(led) == f"{other}/{path}/?{asked}"
        assert get(app, unescape(led)).status_code == 200
        (bare,) = re.findall(r'<a class="tongue" href="([^"]*)"', get(app, f"{root}/{path}/").text)
        assert bare == f"{other}/{path}/"


def test_what_is_found_is_told_in_the_words_of_the_page(app: Application) -> None:
    found = get(app, "/en/search/?q=%E5%8A%A9%E9%A4%90").text.partition('id="found"')[2].partition("</main>")[0]
    shown = re.sub(r"<[^>]+>", "", found)
    assert "Private non-enterprise unit" in shown
    assert not any(word in shown for word in ("民办非企业单位", "社会团体 ·", "社区社会组织 ·", "已完成"))


def test_the_page_of_chosen_bodies_speaks_english(app: Application, db: sqlite3.Connection) -> None:
    (code,) = db.execute("select org_id from finances order by org_id limit 1").fetchone()
    page = get(app, chosen(code, root="/en")).text
    told = table(page)
    assert "Status" in told and "Total" in told
    assert all(where.startswith("/en/") for where in links(page).values())
    for root in ("", "/en"):
        assert f'action="{root}/compare/chosen/"' in get(app, f"{root}/compare/").text
