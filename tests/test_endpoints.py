"""The register's endpoints: everything about one body or grant, a file that is checked, what districts add."""

import asyncio
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlite_utils
from conftest import ROOT, TODAY, Desk, credit_code, organisation
from test_api import client, get

from disclosure import conventions, pipeline
from disclosure.api.desk import Words
from disclosure.api.gate import Gate
from disclosure.api.journal import LOG
from disclosure.api.server import Application, create_app
from disclosure.pipeline import Project
from disclosure.site.records import as_bytes
from disclosure.submissions.named import submissions_at

BODY, GRANT = "52990101MJ9000188U", "cv-2025-02"


@pytest.fixture(scope="module")
def app(published: Path) -> Iterator[Application]:
    """Return the application over the published register, with the endpoints of its districts."""
    districts = Project(ROOT, ROOT / "datasets", ROOT / "plugins", ROOT / "build", TODAY).districts
    app = create_app(published, districts, ROOT / "metadata.yml")
    yield app
    app.releases.close()


def post(app: Application, path: str = "/data/-/check", **options: Any) -> httpx.Response:
    """Return the answer to a request with a body."""

    async def sent() -> httpx.Response:
        async with client(app) as browser:
            return await browser.post(path, **options)

    return asyncio.run(sent())


def checked(app: Application, name: str, content: Any, **said: str) -> dict[str, Any]:
    """Return the report on a file."""
    answer = post(app, files={"file": (name, content)}, data=said)
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


def codes(report: dict[str, Any]) -> list[str]:
    """Return the codes of the findings of a report."""
    return [found["code"] for entry in report["submissions"] for found in entry["findings"]]


# ---- one organisation, one grant


def test_the_file_beside_a_page_is_what_the_endpoint_answers(app: Application, published: Path) -> None:
    site = published / "current" / "site"
    pages = sorted(site.glob("organisations/*/index.json"))[::10] + sorted(site.glob("grants/*/*/index.json"))[::10]
    assert len(pages) > 15
    for page in pages:
        kind, *parts = page.parent.relative_to(site).parts
        answer = get(app, f"/data/-/{kind.removesuffix('s')}/{'/'.join(parts)}.json")
        build = {"build": published.joinpath("current").resolve().name}
        assert answer.content == as_bytes(build | json.loads(page.read_bytes())), page
        told = f'href="/{page.relative_to(site).as_posix()}"'
        shown = (page.parent / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="alternate" type="application/json" title="这一页的数据（JSON）" {told}>' in shown
        assert f"<a {told}>这一页的全部（JSON）</a>" in shown


def test_every_organisation_and_grant_has_its_file(published: Path) -> None:
    db, site = sqlite_utils.Database(published / "disclosure.db"), published / "current" / "site"
    assert len(list(site.glob("organisations/*/index.json"))) == db["organisations"].count
    assert len(list(site.glob("grants/*/*/index.json"))) == db["grants"].count


def test_everything_about_an_organisation(app: Application, published: Path) -> None:
    told = get(app, f"/data/-/organisation/{BODY}.json").json()
    db = sqlite_utils.Database(published / "disclosure.db")
    where = [BODY]
    for table, rows in told["tables"].items():
        column = "org_id" if "org_id" in db[table].columns_dict else None
        if column:
            assert len(rows) == len(list(db.query(f'select 1 from "{table}" where org_id = ?', where))), table
        assert all({"submission", "source_file", "source_row", "sample"} <= set(row) for row in rows)
    assert {"grants", "finances", "people"} <= set(told["tables"])
    assert all(row["permalink"].startswith("/grants/demo/") for row in told["tables"]["grants"])
    assert len(told["checklist"]) == len(list(db.query("select 1 from checklist where org_id = ?", where)))
    assert {one["answer"] for one in told["checklist"]} <= {"是", "否", "未知"}
    held = list(db.query("select status from rule_results where org_id = ?", where))
    assert len(told["rules"]["broken"]) == sum(row["status"] == "不符合" for row in held)
    assert len(told["rules"]["undecided"]) == sum(row["status"] == "无法判断" for row in held)
    assert all(one["detail"] for one in [*told["rules"]["broken"], *told["rules"]["undecided"]])
    assert {row["party"] for row in told["duties"]} == {"社会组织"} and all(row["title"] for row in told["duties"])
    assert (told["sample"], told["today"], told["permalink"]) == (1, TODAY, f"/organisations/{BODY}/")
    assert told["district"]["district"] == "demo" and told["build"].startswith(TODAY)


def test_a_body_that_was_a_filed_one_names_it_and_is_named_by_it(app: Application, published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    row = next(iter(db.query("select org_id, predecessor_id from organisations where predecessor_id is not null")))
    later = get(app, f"/data/-/organisation/{row['org_id']}.json").json()
    earlier = get(app, f"/data/-/organisation/{row['predecessor_id']}.json").json()
    assert later["predecessor"]["permalink"] == earlier["permalink"]
    assert earlier["successor"]["permalink"] == later["permalink"]


def test_everything_about_a_grant(app: Application) -> None:
    told = get(app, f"/data/-/grant/demo/{GRANT}.json").json()
    assert [one["stage"] for one in told["stages"]][:1] and all(one["state"] for one in told["stages"])
    assert told["paid"] == sum(row["amount"] for row in told["payments"] if row["paid_on"]) > 0
    assert told["organisation"]["permalink"] == f"/organisations/{told['organisation']['org_id']}/"
    assert {row["term"] for row in told["terms"]} and all(row["basis"] for row in told["terms"])
    assert {row["notice_id"] for row in told["notices"]} >= {told["grant"]["call_notice_id"]}
    assert all(row["permalink"].startswith("/rules/") for row in told["rules"]["broken"] + told["rules"]["undecided"])
    assert told["sample"] == 1 and told["build"].startswith(TODAY)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"/data/-/organisation/{BODY[:-1]}V.json", 404, BODY), ("/data/-/organisation/x.json", 404, "/search/"),
        (f"/data/-/grant/demo/{GRANT}x.json", 404, GRANT), ("/data/-/grant/nowhere/x.json", 400, "要填区"),
        (f"/data/-/organisation/{BODY}.json?x=1", 400, "“x”不认识"), ("/data/-/haishu/street.json", 400, "请填“街道”"),
        ("/data/-/haishu/street.json?street=x", 404, "没有社会组织"), ("/data/-/haishu/street.json?stret=x", 400, "street"),
        ("/data/disclosure.csv", 400, "没有写 SQL"), ("/data/disclosure/organisations.json?_next=xx", 400, "_next=xx"),
        ("/data/disclosure/notices_today.json?_next=x", 400, "_next=x"), ("/data/disclosure/coverage.json?_next=a", 400, "_next"),
        ("/data/disclosure/organisations.json?name__isnull=0", 400, "不带值"), ("/data/disclosure/grants.json?_format=json", 400, "_format"),
        ("/data/disclosure/open_notices.json?distrct=demo", 400, "您要的也许是 district"),
        ("/data/disclosure/rule_FIN-05_2004.json?tolerance=abc", 400, "要填数"),
        ("/data/disclosure/open_notices.json?_shape=x", 400, "_shape"), ("/data/disclosure/grants.json?_shape=x", 400, "arrayfirst"),
        ("/data/-/patterns", 404, "没有这个页面"), ("/data/-/allow-debug", 404, "没有这个页面"), ("/data/-/logout", 404, "没有这个页面"),
        ("/data/-/permissions", 404, "没有这个页面"), ("/data/-/messages", 404, "没有这个页面"),
        ("/data/-/auth-token", 404, "没有这个页面"),
        ("/data/disclosure/activities.json?_search=x", 400, "organisations, people"),
        ("/data/disclosure/grants_history?_search=x", 400, "不能用 _search"),
        ("/data/disclosure/people.json?_search=a&_search=b", 400, "写了两次"),
        ("/data/disclosure/open_notices.json?district=demo&district=haishu", 400, "写了两次"),
        *((f"/data/disclosure/open_notices{form}?{option}", 400, "是表的选项") for form in ("", ".json", ".csv")
          for option in ("_where=1", "_search=x", "_next=1", "_sort=kind", "_col=kind", "_facet=kind", "_size=5", "_labels=on")),
        ("/data/disclosure/open_notices.csv?_size=max", 200, "district"), ("/data/disclosure/open_notices.json?_nl=on&_shape=array", 200, ""),
        ("/data/disclosure/people.csv?_next=zz", 400, "_next=zz"), ("/data/disclosure/people.csv?_search=会&_next=zz", 400, "_next=zz"),
        ("/data/disclosure/search.json?q=会&kind=nope", 400, "organisations, people"),
        ("/data/disclosure/search.json?q=会&kind=社会组织", 200, "organisations"),
        ("/data/-/changes?district=nope", 400, "可以写的是：demo"), ("/data/-/changes?table=nope", 400, "organisations"),
        ("/data/-/changes?distrct=demo", 400, "您要的也许是 district"),
        (f"/data/-/organisation/{BODY}", 404, f"/data/-/organisation/{BODY}.json"),
        (f"/data/-/organisation/{BODY}.csv", 404, f"/data/-/organisation/{BODY}.json"),
        (f"/data/-/organisation/{BODY.lower()}.json", 404, BODY), ("/data/disclosure/grants?" + "a=1&" * 101, 400, "最多 100 个"),
        ("/data/disclosure/grants.json?_size=-1", 400, "要写从 0 到 5000 的整数"),
    ],
)  # fmt: skip
def test_what_is_not_there_or_not_known_is_said_in_words(app: Application, path: str, status: int, said: str) -> None:
    answer = get(app, path)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    if ".json?" in path and status != 200:
        assert answer.json()["status"] == status


@pytest.mark.parametrize("sort", ["_sort=district", "_sort_desc=sample", "_sort=submission", "_sort_desc=submitted_on"])
@pytest.mark.parametrize(
    "table", ["grants", "coverage", "organisations", "finances", "people_history", "notices_today"]
)
def test_pages_that_a_table_gives_are_still_turned(app: Application, table: str, sort: str) -> None:
    """Many rows are alike in these columns: none of them is lost, or comes twice, where a page ends among them."""
    address, seen = f"/data/disclosure/{table}.json?_size=7&{sort}&_shape=array", []
    for _ in range(6):
        answer = get(app, address)
        assert answer.status_code == 200, answer.text
        seen += answer.json()
        if "next" not in answer.links:
            break
        address = answer.links["next"]["url"].removeprefix("http://register")
    whole = get(app, f"/data/disclosure/{table}.json?_size=max&{sort}&_shape=array").json()
    assert seen == whole[: len(seen)] and len(seen) in (42, len(whole))


def test_health_is_told_at_both_addresses(app: Application) -> None:
    get(app, "/data/")
    assert (
        get(app, "/data/-/health").json() == get(app, "/-/health").json() and get(app, "/data/-/health").json()["build"]
    )


def test_the_desks_home_names_the_api_and_the_check(app: Application) -> None:
    for page in ("/data/", "/data/disclosure"):
        assert '"/data/-/openapi.json"' in get(app, page).text and "/data/-/check" in get(app, page).text


# ---- a file that is checked


def times(project: Project) -> dict[Path, int]:
    """Return when each file under the output was written, but those that are kept to be quicker the next time."""
    held = (path for path in project.output.rglob("*") if not path.is_relative_to(project.cache))
    return {path: path.stat().st_mtime_ns for path in held}


def test_a_file_is_judged_against_what_is_published_as_the_command_does(desk: Desk, tmp_path: Path) -> None:
    held = organisation(legal_representative="王一")
    desk.file("one", {"organisations": [held]})
    pipeline.build(desk.project, with_site=False)
    app = create_app(desk.project.output, desk.project.districts, ROOT / "metadata.yml")
    kept = times(desk.project)
    people = "org_id,name,post,term_start\n{},王一,理事长,2024-01-01\n".format
    good = checked(app, "people.csv", people(held["org_id"]).encode(), district="haishu")
    assert good["valid"] and good["file"] == "people.csv" and good["against"]["today"] == TODAY, good
    assert good["submissions"][0]["rows"] == {"people": 1}
    strange = checked(app, "people.csv", people(credit_code(serial=77)).encode(), district="haishu")
    path = tmp_path / "people.csv"
    path.write_text(people(credit_code(serial=77)), encoding="utf-8")
    chosen = submissions_at([path], None, "haishu", desk.project.districts)
    of_command = pipeline.check(desk.project, chosen).as_json()
    assert not strange["valid"] and {key: strange[key] for key in of_command} == of_command
    assert times(desk.project) == kept
    app.releases.close()


def test_a_browser_gets_a_page_and_a_form(app: Application) -> None:
    files, said = (
        {"file": ("organisations.csv", b"org_id,name\nx,y\n")},
        {"district": "demo", "table": "", "sample": "1"},
    )
    page = post(app, files=files, data=said, headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html") and "■ 错误" in page.text and "第 2 行" in page.text
    assert (
        "■ error" in post(app, "/data/-/check?_lang=en", files=files, data=said, headers={"accept": "text/html"}).text
    )
    form = get(app, "/data/-/check").text
    assert 'enctype="multipart/form-data"' in form and '<option value="demo">' in form and "<script" not in form


# ---- what districts add


def test_an_endpoint_of_a_district_is_declared_and_answers(app: Application) -> None:
    told = get(app, "/data/-/haishu/street.json", street="示例东街道").json()
    assert set(told) == {"street", "bodies", "projects"} and told["bodies"] and told["projects"]
    assert all(row["sample"] == 1 and row["permalink"] for row in told["bodies"] + told["projects"])
    listed = get(app, "/data/-/openapi.json").json()["paths"]["/data/-/haishu/street.json"]["get"]
    assert (listed["parameters"][0]["name"], listed["parameters"][0]["required"]) == ("street", True)


def test_a_route_without_a_declaration_and_the_reverse_are_found_by_the_check(desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins" / "haishu", plugins / "haishu", ignore=shutil.ignore_patterns("__pycache__"))
    project = replace(desk.project, plugins=plugins)
    declared = plugins / "haishu" / "endpoints.toml"
    text = declared.read_text(encoding="utf-8")
    for changed, said in (
        (text.replace("street.json", "streets.json"), ["no route of register_routes answers", "is not declared"]),
        ("", ["write each endpoint under [[endpoint]]", "is not declared"]),
        (text.replace('title_en = "Street"\n', ""), ["lacks title_en", "is not declared"]),
        (text.replace('answer = "object"', 'answer = "rose"'), ["neither rows nor object", "is not declared"]),
    ):
        declared.write_text(changed, encoding="utf-8")
        found = [line for line in conventions.faults(project) if "endpoint" in line or "route" in line]
        assert len(found) == 2 and all(any(words in line for line in found) for words in said), found
        assert all(re.match(r"haishu: plugins/haishu/(endpoints\.toml|__init__\.py)", line) for line in found), found


def test_an_error_is_said_once_and_each_language_in_its_half(app: Application) -> None:
    told = get(app, "/data/disclosure.json?sql=selec").json()["error"]
    assert told.count("SELECT（") == 1 and told.count("Statement must") == 1 and "没有成功" not in told


def test_a_fault_of_the_registers_own_is_told_as_one_whatever_was_asked(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []

    def fails(*_: Any) -> None:
        raise ValueError(BODY)

    monkeypatch.setattr(Words, "count", fails)
    monkeypatch.setattr(LOG, "error", lambda words, *said: logged.append(words % said))
    answer = get(app, "/data/disclosure/grants?_size=1")
    assert (answer.status_code, "服务器出了错" in answer.text, BODY in answer.text) == (500, True, False)
    (line,) = logged
    assert "/data/disclosure/grants: ValueError" in line and "in fails" in line and BODY not in line
    assert get(app, "/data/disclosure.json?sql=select+1&_timelimit=x").status_code == 400


def test_an_endpoint_that_answers_nothing_is_a_fault(app: Application) -> None:
    async def silent(*_: Any) -> None:
        return

    assert app.releases.current
    gate = Gate(silent, app.turns, app.releases.current.data.desk, "b", [])

    async def asked() -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=gate), base_url="http://register") as client:
            return await client.get("/data/-/demo/x.json?a=1")

    answer = asyncio.run(asked())
    assert (answer.status_code, "服务器出了错" in answer.json()["error"]) == (500, True)


def test_what_a_list_counts_is_of_what_was_found_or_said_to_be_of_the_whole(app: Application) -> None:
    whole, part = (get(app, f"/data/disclosure/grants{query}").text for query in ("", "?district=haishu&_size=1"))
    assert "整张表：" in part and "整张表：" not in whole


def test_the_search_of_all_kinds_is_whole_real_before_samples_and_says_what_else_it_sought(app: Application) -> None:
    told = get(app, "/data/disclosure/search.json?_shape=objects&q=会").json()
    rows = told["rows"]
    assert len(rows) > 200 and not told["truncated"]
    assert [(row["rank"], row["sample"]) for row in rows] == sorted((row["rank"], row["sample"]) for row in rows)
    page = get(app, "/data/disclosure/search?q=送餐").text
    (sought,) = {row["also_sought"] for row in get(app, "/data/disclosure/search.json?_shape=array&q=送餐").json()}
    assert sought.startswith("助餐、配餐、老年食堂、") and f"也找了：{sought}" in page
    assert '<option value="people">' in page and '<option value="audits">' not in page
