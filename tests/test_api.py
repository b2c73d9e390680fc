"""The API as Datasette serves it, and the one address that serves both it and the site."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlite_utils
from clicking import clicks, crawl
from conftest import ROOT, Desk, credit_code, organisation
from datasette.app import Datasette

from disclosure import pipeline
from disclosure.api.refusals import LIMITS
from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts


def client(app: Application) -> httpx.AsyncClient:
    """Return a browser at the application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://register", timeout=60)


async def fetch(app: Application, *paths: str) -> list[httpx.Response]:
    """Return the answers to some requests."""
    async with client(app) as browser:
        return [await browser.get(path) for path in paths]


def until(come: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something to become so."""
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end
        time.sleep(0.02)


def opened(folder: Path) -> list[str]:
    """Return the files below a folder that this process holds open."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(link.readlink()))
    return [path for path in found if path.startswith(f"{folder}/")]


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def get(app: Application, path: str, **parameters: Any) -> httpx.Response:
    """Return the answer to one request."""
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return asyncio.run(fetch(app, f"{path}?{query}" if query else path))[0]


def rows(app: Application, query: str, **parameters: Any) -> list[dict[str, Any]]:
    """Return the rows of a table or named query."""
    answer = get(app, f"/data/disclosure/{query}.json", _shape="array", **parameters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"), ("/data/", 200, "text/html"), ("/data", 307, ""), ("/nothing/", 404, "text/html"),
        ("/data/disclosure/organisations.json", 200, "application/json"), ("/notices/atom.xml", 200, "application/atom+xml"),
        ("/downloads/organisations.csv", 200, "text/csv"), ("/data/disclosure/haishu_rounds", 200, "text/html"),
        ("/data/disclosure/haishu_key_projects.json", 200, "application/json"), ("/search/", 200, "text/html"),
        ("/data/assets/data.css", 200, "text/css"),
    ],
)  # fmt: skip
def test_one_address_serves_both(app: Application, path: str, status: int, kind: str) -> None:
    answer = get(app, path)
    assert (answer.status_code, answer.headers.get("content-type", "").startswith(kind)) == (status, True)


@pytest.mark.parametrize(
    ("words", "some"),
    [("养老", True), ("助", True), ("书画", True), ("画", True), ("海曙", True), ("居家 探访", True), ("不存在的词", False),
     ("*", False), ("AND", False), ("（示例）海曙", True)],
)  # fmt: skip
def test_search_is_exact_for_any_run_of_characters(app: Application, words: str, some: bool) -> None:
    quoted = " ".join(f"%22{word}%22" for word in words.split())  # as typed, none in other words
    found = rows(app, "organisations", _search=quoted, _col="name", _size=1000)
    columns = ("name", "former_names", "org_id", "purpose", "scope", "address", "street", "community")
    served: dict[str, list[str]] = {}  # by which a body is found, too
    for row in rows(app, "bodies_by_need", _size=1000):
        served.setdefault(row["org_id"], []).append(row["need"])
    shown = [row for row in rows(app, "organisations", _size=1000)
             if all(any(word in (text or "") for text in [*(row[column] for column in columns), *served.get(row["org_id"], [])])
                    for word in words.split())]  # fmt: skip
    assert len(found) == (len(shown) if words != "*" else 0)
    assert bool(found) == some


def test_an_empty_search_asks_for_nothing(app: Application) -> None:
    assert len(rows(app, "organisations", _search="", _size=1000)) == len(rows(app, "organisations", _size=1000))
    assert rows(app, "organisations", _search='养"老', _col="name") == rows(
        app, "organisations", _search="养老", _col="name"
    )


def test_search_has_a_page_for_people(app: Application) -> None:
    page = get(app, "/search/", q="养老").text
    assert "望湖居家" in page and 'class="sample-tag"' in page and "/data/disclosure/organisations?_search=" in page
    assert "没有找到" in get(app, "/search/", q="不存在的词").text
    assert "望湖居家养老服务中心" in get(app, "/search/", q="52990101mj90000570").text
    assert "&lt;b&gt;" in get(app, "/search/", q="<b>").text


def test_tables_and_columns_are_described_in_chinese(app: Application) -> None:
    page = get(app, "/data/disclosure/finances").text
    assert "年度财务" in page and "《业务活动表》第11行" in page and "单位：元" in page and "来源行号" in page
    assert "历史" in get(app, "/data/disclosure/finances_history").text
    assert "CC BY 4.0" in page


def test_who_received_what_in_a_round(app: Application) -> None:
    found = rows(app, "grants_by_round", programme="公益创投", round=2025, district="demo")
    assert len(found) == 5
    assert {row["decision"] for row in found} == {"资助", "不予资助"}
    assert sum(row["awarded"] or 0 for row in found) == 143000
    assert all(row["sample"] == 1 for row in found)


def test_payments_that_are_due(app: Application) -> None:
    (row,) = rows(app, "payments_due", district="demo")
    assert (row["grant_id"], row["instalment"], row["amount"]) == ("cv-2025-02", 2, 10200)
    assert (row["agreed_on"], row["state"]) == ("2026-01-15", "未到条件")
    assert not [row for row in rows(app, "payments_due") if row["grant_id"] == "cv-2025-04"]  # it was broken off


def test_audits_that_are_not_clean(app: Application) -> None:
    found = {(row["opinion"], row["clean"]) for row in rows(app, "audits_not_clean")}
    assert found == {("保留意见", 0), ("带强调事项段的无保留意见", 1)}
    (row,) = rows(app, "audits_not_clean", district="demo")
    assert (row["clean"], row["permalink"]) == (0, f"/organisations/{row['org_id']}/")
    assert rows(app, "audits_not_clean", **{"from": "2027-01-01"}) == []


def test_grades_that_lapsed(app: Application) -> None:
    assert [(row["grade"], row["valid_until"]) for row in rows(app, "grades_lapsed", district="demo")] == [
        ("3A", "2024-12-15")
    ]


def test_printed_totals_that_differ(app: Application) -> None:
    found = rows(app, "totals_that_differ", district="haishu")
    assert [(row["dimension"], row["printed"], row["parts"]) for row in found] == [
        ("总计", 714, 704), ("总计", 1264, 1274), ("民办非企业单位", 143, 138),
    ]  # fmt: skip
    assert rows(app, "totals_that_differ", district="zhenhai") == []


def test_figures_that_were_corrected(app: Application) -> None:
    found = rows(app, "figures_corrected", district="demo")
    assert {(row["column_name"], row["difference"]) for row in found} == {
        ("income_donations", 30000),
        ("income_other", -30000),
    }
    words = [row for row in rows(app, "figures_corrected") if row["column_name"] == "as_printed"]
    assert words and {row["difference"] for row in words} == {None}
    assert [row["reason"] for row in rows(app, "figures_corrected", kind="撤回")] == ["报告属于另一家单位，误录入"]


def test_organisations_without_accounts(app: Application) -> None:
    for year in ("", "2025"):
        assert rows(app, "without_accounts", district="demo", year=year) == []
    assert {row["declared_until"] for row in rows(app, "without_accounts", year=2022)} == {None}
    assert len(rows(app, "without_accounts", year=2022)) > 20


def test_targets_beside_actuals(app: Application) -> None:
    found = {
        row["indicator"]: (row["actual"], row["status"]) for row in rows(app, "targets_and_actuals", district="demo")
    }
    assert found["3A级以上社会组织占比"] == (34.6, "达到")
    assert found["居民对社会组织满意度"] == (78.4, "未达到")
    assert found["每千人拥有社会组织数"] == (None, "无数据")
    assert len([row for row in rows(app, "targets_and_actuals", district="haishu") if not row["sample"]]) == 26


def test_a_baseline_is_no_result(app: Application) -> None:
    real = [row for row in rows(app, "targets_and_actuals", district="zhenhai") if not row["sample"]]
    (row,) = [row for row in real if row["earlier"] is not None]
    assert (row["status"], row["target"], row["actual"], row["earlier"]) == ("尚无结果", 60, None, 30)
    assert not [row for row in rows(app, "target_results", sample=0) if row["status"] in ("达到", "未达到", "无法判断")]


def test_open_notices(app: Application) -> None:
    assert [(row["notice_id"], row["days_left"]) for row in rows(app, "open_notices", district="demo")] == [
        ("gs-2026-11", 11), ("ml-2027", 318),
    ]  # fmt: skip


def test_income_by_source(app: Application) -> None:
    found = {row["type"]: row for row in rows(app, "income_by_source", year=2025, district="demo")}
    assert set(found) == {"社会团体", "民办非企业单位", "基金会"}
    assert found["基金会"]["donations"] > 0.8 * found["基金会"]["income_total"]
    assert found["社会团体"]["organisations"] == 4


def test_rounds_of_haishu(app: Application) -> None:
    assert [
        (row["round"], row["applied"], row["awarded_projects"]) for row in rows(app, "haishu_rounds", round=2025)
    ] == [(2025, 4, 3)]


def test_of_other_databases_the_plugin_says_nothing(tmp_path: Path) -> None:
    sqlite_utils.Database(tmp_path / "disclosure.db")["t"].insert({"org_id": "x", "name": "海曙"})
    ds = Datasette([str(tmp_path / "disclosure.db")])
    answer = asyncio.run(ds.client.get("/disclosure/t.json?_shape=array"))
    assert answer.json() == [{"rowid": 1, "org_id": "x", "name": "海曙"}]


def test_nothing_published_is_said(tmp_path: Path) -> None:
    answer = get(create_app(tmp_path, load_districts(ROOT / "plugins"), ROOT / "metadata.yml"), "/")
    assert answer.status_code == 503 and "disclosure build" in answer.text


def test_an_application_bounds_no_sqlite_but_that_of_its_own_server(published: Path) -> None:
    app = create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")
    held = sqlite3.connect(":memory:")
    before = held.execute("pragma hard_heap_limit").fetchone()

    async def lived() -> None:
        said: asyncio.Queue[Any] = asyncio.Queue()
        heard: asyncio.Queue[Any] = asyncio.Queue()
        living = asyncio.create_task(app({"type": "lifespan"}, said.get, heard.put))
        await said.put({"type": "lifespan.startup"})
        assert (await heard.get())["type"] == "lifespan.startup.complete"
        assert held.execute("pragma hard_heap_limit").fetchone() == before
        await said.put({"type": "lifespan.shutdown"})
        await living

    asyncio.run(lived())
    bounds = "print(sqlite3.connect(':memory:').execute('pragma hard_heap_limit').fetchone()[0])"
    code = f"""
import asyncio, sqlite3, uvicorn
from pathlib import Path
from disclosure.api import server
async def serve(*_):
    {bounds}
uvicorn.Server.serve = serve
server.serve(Path("nowhere"), [], Path({str(ROOT / "metadata.yml")!r}), None)
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) == LIMITS["query"]["heap"]


def test_a_new_build_is_taken_up_and_the_old_one_closed(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation()]})
    pipeline.build(desk.project, with_site=False)
    app = create_app(desk.project.output, desk.project.districts, ROOT / "metadata.yml")
    (first,) = asyncio.run(fetch(app, "/data/disclosure/organisations.json?_shape=array"))
    old = app.releases.current
    assert old and len(first.json()) == 1
    desk.file("two", {"organisations": [organisation(credit_code(serial=9))]})
    pipeline.build(desk.project, with_site=False)

    async def across() -> list[httpx.Response]:
        path = "/data/disclosure/organisations.json?_shape=array"
        return [answer for (answer,) in await asyncio.gather(*(fetch(app, path) for _ in range(20)))]

    assert all(answer.status_code == 200 for answer in asyncio.run(across()))
    until(lambda: app.releases.current is not old)
    until(lambda: not opened(old.folder))
    shutil.rmtree(old.folder)
    (last,) = asyncio.run(fetch(app, "/data/disclosure/organisations.json?_shape=array"))
    assert len(last.json()) == 2
    assert (old.retired, old.requests) == (True, 0)
    app.releases.close()


@pytest.fixture(scope="module")
def followed() -> dict[str, int]:
    """Return address → status of what was followed, so that what many pages lead to is asked for once."""
    return {}


PAGES = [
    "/data/", "/data/disclosure", "/data/disclosure?_show_hidden=1", "/data/disclosure/spot_checks",
    "/data/disclosure/organisations?_size=5&_sort=name", "/data/disclosure/organisations?_size=5&_sort_desc=name&status=正常",
    "/data/disclosure/organisations?_search=养老", "/data/disclosure/grants?_facet=status&_facet=district&_size=5",
    "/data/disclosure/organisations?_where=name+like+'%25服务%25'&_size=3", "/data/disclosure/organisations_history?_size=3",
    "/data/disclosure/grants?_size=5&_next=demo,cv-2025-02", "/data/disclosure/coverage/1", "/data/disclosure/notices_today",
    "/data/disclosure/payments_due", "/data/disclosure/grants_by_round?programme=公益创投&round=2025&district=demo&_hide_sql=1",
    "/data/disclosure/rule_FIN-05_2004", "/data/disclosure?sql=select+org_id,+name+from+organisations+limit+3",
    "/data/disclosure?sql=select+nope", "/data/disclosure/codelists?_facet=codelist", "/data/disclosure/search_fts_data",
    "/data/-/metadata", "/data/-/versions", "/data/-/plugins", "/data/-/settings", "/data/-/databases", "/data/-/threads",
    "/data/-/actor", "/data/-/check", "/data/-/check?_lang=en",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_form_of_the_data_pages_leads_somewhere(
    app: Application, followed: dict[str, int], page: str
) -> None:
    told = get(app, page)
    assert told.status_code == (400 if "nope" in page else 200), told.text
    typed = {"_search": "养老", "_filter_column": "district", "_filter_value": "demo", "sql": "select 1 as one"}
    if '<option value="district">' not in told.text:
        del typed["_filter_column"]  # what the form does not offer nobody can choose
    found = clicks(str(told.url), told.text, typed)
    assert found and all("/data/data/" not in link for link in found)

    async def follow() -> list[tuple[str, int]]:
        async with client(app) as browser:
            for link in [link for link in found if link not in followed]:
                followed[link] = (await browser.get(link, follow_redirects=True)).status_code
        return [(link, followed[link]) for link in found]

    nope = "select+nope" if "nope" in page else "\0"
    assert [(link, status) for link, status in asyncio.run(follow()) if status >= 400 and nope not in link] == []


def test_a_table_page_names_its_sorting_forms_formats_and_streams(app: Application) -> None:
    told = get(app, "/data/disclosure/grants", _size=5, _facet="status")
    found = clicks(str(told.url), told.text)
    for part in ("_sort=", ".json?", ".csv?", "_next=", "status=", "_stream=on"):
        assert any(part in link for link in found), part
    streamed = [link for link in found if "_stream=on" in link]
    whole = [row for row in get(app, streamed[0].replace("_size=5", "_size=max")).text.splitlines() if row]
    assert len(whole) == 1 + len(rows(app, "grants", _size="max"))


def test_a_crawl_from_home_through_the_data_finds_nothing_dead(app: Application) -> None:
    async def crawled() -> dict[str, int]:
        async with client(app) as browser:
            return await crawl(browser, "/", depth=3, most=4)

    met = asyncio.run(crawled())
    assert {address: status for address, status in met.items() if status >= 400} == {}
    assert sum(address.startswith("/data/") for address in met) > 40 and len(met) > 120


def test_the_next_page_of_a_table_is_named(app: Application) -> None:
    following = get(app, "/data/disclosure/grants.json", _size=5).json()["next_url"]
    assert following.startswith("http://register/data/disclosure/grants.json?")
    assert get(app, following.removeprefix("http://register")).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [("/data/disclosure/coverage/", 302, "/data/disclosure/coverage"), ("/data/no/such/page/here/at/all", 404, None),
     ("/data/no.json", 404, None)],
)  # fmt: skip
def test_an_address_that_is_not_there_is_said_or_mended(
    app: Application, path: str, status: int, to: str | None
) -> None:
    answer = get(app, path)
    assert (answer.status_code, answer.headers.get("location")) == (status, to)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("nothing", 404, "没有叫“nothing”的表或查询"),
        ("organisation", 404, "您要的也许是 organisations"),
        ("organisations?_sort=nope", 400, "没有叫“nope”的列"),
        ("organisations?_facet=typ", 400, "您要的也许是 type"),
        ("organisations?nope__gt=1", 400, "没有叫“nope”的列"),
        ("organisations?name__nope=1", 400, "没有叫“nope”的条件"),
        ("organisations?_srot=name", 400, "您要的也许是 _sort"),
        ("boards?_shape=object", 400, "视图、查询和 SQL 没有主键"),
        ("payments_due?_shape=object", 400, "视图、查询和 SQL 没有主键"),
        ("grants?awarded__lt=1万", 400, "“awarded__lt”"[1:-1]),
        ("grants?awarded__in=1,x", 400, "数写成 12 或 12.5"),
        ("grants?decided_on__gt=2026", 400, "日期写成 2026-10-31"),
        ("organisations?registered_on__date=2026-02-30", 400, "日期写成 2026-10-31"),
        ("organisations?status=不存在", 400, "要填词表里的词"),
        ("organisations?is_charity=是", 400, "是写 1，否写 0"),
        ("organisations?district=nowhere", 400, "要填区"),
        ("finances?year__in=[2024,", 400, "“year__in” cannot be read"),
        ("organisations?_size=abc", 400, "_size"),
        ("organisations/demo", 400, "依次是 district, org_id"),
        ("grants/a,b,c,d", 400, "依次是 district, grant_id"),
        ("grants/demo,none", 404, "没有这一行"),
        ("payments_due_nope", 404, "payments_due"),
    ],
)
def test_what_makes_no_sense_is_told_in_words_in_the_form_asked_for(
    app: Application, address: str, status: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    path, _, query = address.partition("?")
    page, json, csv = (get(app, f"/data/disclosure/{path}{form}?{query}") for form in ("", ".json", ".csv"))
    assert (page.status_code, json.status_code, csv.status_code) == (status, status, status)
    assert said in page.text and '<p lang="en">' in page.text
    assert (json.json()["status"], said in json.json()["error"]) == (status, True)
    assert csv.headers["content-type"].startswith("text/plain") and said in csv.text
    assert "Traceback" not in caplog.text


def test_the_key_of_a_row_may_be_written_as_browsers_and_spreadsheets_write_it(app: Application) -> None:
    (policy,) = rows(app, "policies", policy_id="海党〔2010〕18号")
    for key in ("haishu,海党〔2010〕18号", "haishu%2C%E6%B5%B7%E5%85%9A%E3%80%942010%E3%80%9518%E5%8F%B7"):
        answer = get(app, f"/data/disclosure/policies/{key}.json", _shape="objects")
        assert answer.json()["rows"][0]["title"] == policy["title"]


def test_what_a_release_never_changes_is_read_once(app: Application) -> None:
    """The shape of a table, what it is called, and of a record the dictionary: a page asks for rows alone."""
    pages = [f"/data/-/organisation/{row['org_id']}.json" for row in rows(app, "organisations", _size=2)]
    lists = [f"/data/disclosure/organisations.json?status=正常&_size={size}" for size in (3, 4)]
    told: list[str] = []
    asked = sqlite3.Connection.set_trace_callback
    for first, path in (pages, lists):
        assert get(app, first).status_code == 200
        release = app.releases.current
        assert release
        for connection in release.data.database._all_file_connections:
            asked(connection, told.append)
        assert get(app, path).status_code == 200
        for connection in release.data.database._all_file_connections:
            asked(connection, None)
    assert any("from organisations" in sql for sql in told)
    assert [sql for sql in told if "pragma" in sql.lower() or "sqlite_master" in sql or "dictionary_" in sql] == []


def test_a_form_that_a_table_does_not_have_is_refused_with_those_it_has(app: Application) -> None:
    for path in ("grants.xlsx", "payments_due.parquet", "boards.JSON"):
        answer = get(app, f"/data/disclosure/{path}")
        assert answer.status_code == 404
        assert f"/data/disclosure/{path.partition('.')[0]}.csv" in answer.text and "/downloads/" in answer.text


def test_the_time_that_was_asked_for_is_the_one_that_is_said_to_be_over(app: Application) -> None:
    slow = "with recursive n(i) as (select 1 union all select i %2B 1 from n) select max(i) from n"
    for form in ("json", "csv"):
        answer = get(app, f"/data/disclosure.{form}", sql=slow, _timelimit=50)
        assert (answer.status_code, "0.05 秒" in answer.text) == (400, True)
