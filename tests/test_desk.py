"""The desk: Datasette's pages in the register's dress, in Chinese and in English, without a script."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from datasette.utils import MultiParams

from disclosure.api.asked import require_meant
from disclosure.api.desk import SAID
from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts

HAN = re.compile(r"[\u4e00-\u9fff]")
PAGES = ["/data/", "/data/disclosure", "/data/disclosure/organisations", "/data/disclosure/grants?_facet=status", "/data/disclosure/notices_today",
         "/data/disclosure/organisations/demo,51990101MJ9000014M", "/data/disclosure/payments_due", "/data/disclosure/rule_FIN-05_2004",
         "/data/disclosure?sql=select+1+as+one", "/data/disclosure?sql=select+nope", "/data/disclosure/people_history", "/data/-/versions"]  # fmt: skip


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def get(app: Application, path: str, **headers: str) -> httpx.Response:
    """Return the answer to one request."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://register", timeout=60) as browser:
            return await browser.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return asyncio.run(asked())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_chinese_or_english_and_holds_no_script(app: Application, path: str) -> None:
    mark = "&" if "?" in path else "?"
    chinese, english, preferred = (
        get(app, path), get(app, f"{path}{mark}_lang=en"), get(app, path, accept_language="en-GB,en"),
    )  # fmt: skip
    assert '<html lang="zh-CN">' in chinese.text and "查询台" in chinese.text
    for answer in (english, preferred):
        assert '<html lang="en">' in answer.text and "Query desk" in answer.text
        assert "Accept-Language" in answer.headers["vary"]
    for answer in (chinese, english):
        assert "<script" not in answer.text and " style=" not in answer.text and "<style" not in answer.text
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert f"{path.split('?')[0]}" in english.text  # the way to the other language leads to the same page
    assert "_lang=zh" in english.text and "_lang=en" in chinese.text


def test_each_word_is_said_in_both_languages() -> None:
    for group, words in SAID.items():
        for word, said in words.items():
            assert len(said) == 2 and all(said), (group, word)
            assert not HAN.search(said[1]) or word == "other_language", (group, word)


def test_each_word_that_a_template_asks_for_is_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "disclosure" / "api" / "templates").glob("*.html")]
    asked = {word for text in texts for word in re.findall(r"""\bsay\(["'](\w+)["'](?! ~)""", text)}
    assert len(asked) > 30 and asked <= SAID["words"].keys()


def test_a_table_names_its_columns_units_and_rows(app: Application) -> None:
    page = get(app, "/data/disclosure/finances").text
    assert re.search(r">资产总计</a><small>（元）</small><br><code>total_assets</code>", page)
    assert re.search(r"真实 \d+ 行 · 示例 \d+ 行", page)
    assert "《业务活动表》第11行" in page
    assert re.search(r'<td data-head="资产总计" class="num">[\d,]+\.\d\d</td>', page)
    english = get(app, "/data/disclosure/finances?_lang=en").text
    assert re.search(r">Total assets</a>.*<code>total_assets</code>", english)


def test_a_code_is_shown_as_what_it_stands_for(app: Application) -> None:
    page = get(app, "/data/disclosure/grants?grant_id=cv-2025-02&district=demo").text
    assert '<a href="/grants/demo/cv-2025-02/">星星课堂</a><br><small>cv-2025-02</small>' in page
    assert '<a href="/districts/demo/">示例区</a>' in page
    assert re.search(r'<a href="/organisations/[0-9A-Z]{18}/">（示例）[^<]+</a><br><small>', page)
    assert '<a href="/notices/demo/' in page
    assert '<tr class="sample">' in page
    row = get(app, "/data/disclosure/grants/demo,cv-2025-02").text
    assert "资助金额" in row and '<a href="/grants/demo/cv-2025-02/">' in row


def test_a_question_hides_its_sql_and_offers_what_may_be_chosen(app: Application) -> None:
    page = get(app, "/data/disclosure/payments_due?district=demo").text
    assert "<h1>哪些拨款过了约定日期还没有拨付，是逾期还是没到条件？</h1>" in page
    assert '<option value="demo" selected>示例区</option>' in page
    assert re.search(r"<details><summary>SQL</summary><pre", page)
    assert "<textarea" not in page
    own = get(app, "/data/disclosure?sql=select+nope").text
    assert "没有查成" in own and "<textarea" in own


def test_the_list_of_tables_is_by_subject_and_folds_what_is_made(app: Application) -> None:
    page = get(app, "/data/disclosure").text
    heads = re.findall(r"<h3>([^<]+)</h3>", page)
    assert [head for head in heads if head in ("机构与人员", "财务", "监督", "公示与资助", "区情与规划")] == [
        "机构与人员", "财务", "监督", "公示与资助", "区情与规划",
    ]  # fmt: skip
    assert "海曙区自己的表" in page
    folded = page[page.index("平台算出的表") :]
    assert 'href="/data/disclosure/rule_results"' in folded and 'href="/data/disclosure/grant_stages"' in folded
    assert "_fts" not in page


def test_filters_are_in_words(app: Application) -> None:
    page = get(app, "/data/disclosure/organisations?name__contains=服务").text
    assert '<option value="contains" selected>含有</option>' in page
    assert '<option value="name" selected>名称（name）</option>' in page
    assert 'href="/data/disclosure/organisations?name__contains=%E6%9C%8D%E5%8A%A1&amp;_facet=type"' in page


def test_an_answer_is_known_again_by_its_tag_until_the_next_release(app: Application) -> None:
    path = "/data/disclosure/organisations.json?_size=3"
    first = get(app, path)
    tag = first.headers["etag"]
    again = get(app, path, if_none_match=tag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(app, path.replace("3", "4"), if_none_match=tag).status_code == 200
    assert get(app, path, if_none_match=tag, accept_language="en").status_code == 200
    assert "etag" not in get(app, "/data/disclosure/nothing.json").headers


def test_other_sites_may_read_and_answers_are_compressed_but_downloads_are_not(app: Application) -> None:
    for path in ("/data/disclosure/organisations.json", "/organisations/", "/downloads/organisations.csv"):
        answer = get(app, path, accept_encoding="gzip")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert path.startswith("/downloads/") or "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers.get("content-encoding") == (None if path.startswith("/downloads/") else "gzip")
    for refused in ("gzip;q=0", "br, gzip; q=0.0, identity"):
        assert "content-encoding" not in get(app, "/", accept_encoding=refused).headers
    assert get(app, "/", accept_encoding="gzip;q=0.5").headers["content-encoding"] == "gzip"
    part = get(app, "/downloads/disclosure.db", range="bytes=0-15", accept_encoding="gzip")
    assert (part.status_code, part.content) == (206, b"SQLite format 3\x00")
    assert get(app, "/downloads/").status_code == 200


def test_a_number_is_compared_as_a_number_in_a_view_too(app: Application) -> None:
    def counted(condition: str) -> int:
        answer = get(app, f"/data/disclosure/target_results.json?_size=max&_shape=array&_col=actual&{condition}")
        assert answer.status_code == 200
        return len(answer.json())

    held = [row["actual"] for row in get(app, "/data/disclosure/target_results.json?_size=max&_shape=array").json()]
    known = [value for value in held if value is not None]
    middle = sorted(known)[len(known) // 2]
    assert counted(f"actual={middle:g}") == known.count(middle) > 0
    assert counted(f"actual__gt={middle:g}") == sum(value > middle for value in known)
    assert counted(f"actual__lte={middle:g}.0" if middle == int(middle) else f"actual__lte={middle:g}") == sum(
        value <= middle for value in known
    )
    assert counted(f"actual__in={middle:g},999999999") == counted(f"actual={middle:g}")
    assert counted(f"actual__notin=[{middle:g}]") == len(known) - known.count(middle)
    assert counted("due_year=2015") == counted("due_year__gte=2015") - counted("due_year__gt=2015") > 0
    assert counted("status=达到") == counted("status__in=达到,没有的") > 0


def test_the_english_desk_says_units_and_terms_in_english(app: Application) -> None:
    page = get(app, "/data/disclosure/audits?_lang=en").text
    assert re.search(r"Qualified opinion<br><small>保留意见</small>|<br><small>无保留意见</small>", page)
    assert "（元）" not in get(app, "/data/disclosure/grants?_lang=en").text
    assert "<small> (yuan)</small>" in get(app, "/data/disclosure/grants?_lang=en").text
    assert "<small>保留意见</small>" not in get(app, "/data/disclosure/audits").text


def test_only_a_path_of_the_site_becomes_a_link(app: Application) -> None:
    page = get(
        app, "/data/disclosure?sql=select+'//elsewhere.example/'+as+permalink,'/grants/'+as+grant_permalink"
    ).text
    assert '<a href="/grants/">/grants/</a>' in page
    assert 'href="//elsewhere' not in page


def test_a_code_without_accounts_is_told_beside_those_that_have_some(app: Application) -> None:
    known, wrong = "52990101MJ90000570", "52990101MJ90000000"
    for asked, told in (
        (f"first={known}", []),
        (f"first={wrong}", [wrong]),
        (f"first={known}&second={wrong.lower()}", [wrong]),
    ):
        page = get(app, f"/data/disclosure/figures_beside_peers?{asked}").text
        assert re.findall(r'class="notice">没有查到代码 (\w+) 的财务', page) == told
        assert ("收入合计" in page.split("<details>")[0]) == (known in asked)


def test_what_is_not_there_or_refused_is_told_in_the_language_asked(app: Application) -> None:
    for path, lang in (("/en/nothing/", "en"), ("/nothing/", "zh-CN")):
        answer = get(app, path)
        assert (answer.status_code, f'<html lang="{lang}"' in answer.text) == (404, True)
    wrong = "/data/disclosure/organisations?_size=no"
    for path, given, lang in (
        (f"{wrong}&_lang=en", {}, "en"), (wrong, {"accept_language": "en-GB"}, "en"), (wrong, {}, "zh-CN"),
        (f"{wrong}&_lang=zh", {"accept_language": "en"}, "zh-CN"),
    ):  # fmt: skip
        refused = get(app, path, **given)
        assert (refused.status_code, f'<html lang="{lang}"' in refused.text) == (400, True), (path, given)


def test_each_value_that_a_cell_holds_can_be_asked_for(app: Application) -> None:
    assert get(app, "/data/disclosure").status_code == 200
    release = app.releases.current
    assert release
    desk = release.data.desk
    asked = 0
    with closing(sqlite3.connect(release.data.database.path)) as db:
        for table in desk.shown_as:
            columns = [row[1] for row in db.execute(f'pragma table_info("{table}")')]
            for column in columns:
                found = db.execute(f'select distinct "{column}" from "{table}" where "{column}" is not null limit 50')
                values = [str(value) for (value,) in found]
                require_meant(desk, table, MultiParams({column: values}))
                asked += len(values)
    assert asked > 1000


def test_a_bound_need_not_be_a_value_of_the_column(app: Application) -> None:
    def counted(condition: str) -> int:
        answer = get(app, f"/data/disclosure/grants.json?_size=max&_shape=array&{condition}")
        assert answer.status_code == 200, answer.text
        return len(answer.json())

    assert counted("decided_on__gte=2025") == counted("decided_on__gte=2025-01-01") > 0
    assert counted("decided_on__lt=2025-03") == counted("decided_on__lt=2025-03-01")
    assert counted("round__gt=0") == counted("round__lte=99999") > 0
    assert counted("awarded__gte=1e4") == counted("awarded__gte=10000") > 0
    assert "does not take" in get(app, "/data/disclosure/grants.json?round__gt=x").text
