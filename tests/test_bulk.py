"""The bulk files: each form holds the same rows, the standards accept them, their sums are right, and two are alike."""

import asyncio
import csv
import hashlib
import html
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyshacl
import pytest
import rdflib
from conftest import ROOT, SITE, TODAY, Desk, credit_code, organisation
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from test_desk import get

from disclosure.api.queries import BoundedDatabase
from disclosure.api.refusals import LIMITS, RefusedError
from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts
from disclosure.exports import read_only, relations, write_downloads, write_offered
from disclosure.exports.catalog import SAID as CATALOGUE
from disclosure.exports.changes import changes
from disclosure.exports.giving import write_giving
from disclosure.exports.offered import LIMITS as OFFERED
from disclosure.exports.relations import Relation
from disclosure.exports.workbook import headings
from disclosure.pipeline import build
from disclosure.site.pages import dictionary
from disclosure.site.pages import downloads as downloads_page

STANDARDS = Path(__file__).parent / "files" / "standards"
TABLES = ("organisations", "grants", "finances", "obligations", "submissions", "grant_stages", "target_results")


@pytest.fixture(scope="module")
def downloads(published: Path) -> Path:
    """Return the folder of the downloads of the samples."""
    return published / "current" / "site" / "downloads"


def written(folder: Path) -> set[str]:
    """Return the paths of the files of the downloads, but for the page beside them."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"index.html"}


def published_as(published: Path, name: str) -> tuple[Relation, list[tuple[Any, ...]]]:
    """Return what is published under a name, and its rows."""
    connection = read_only(published / "disclosure.db")
    found = relations.relation(connection, name)
    rows = [tuple(row) for row in connection.execute(found.sql)]
    connection.close()
    return found, rows


# ---- the same rows in each form


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_the_rows_of_the_database_with_their_types(published: Path, downloads: Path, name: str) -> None:
    found, rows = published_as(published, name)
    read = duckdb.sql(f"select * from '{downloads / name}.parquet'")
    assert read.columns == [field.name for field in found.fields]
    kinds = {"date": "DATE", "boolean": "BOOLEAN", "integer": "BIGINT", "number": "DOUBLE", "year": "INTEGER"}
    assert [str(kind) for kind in read.types] == [kinds.get(field.type, "VARCHAR") for field in found.fields]
    told = [tuple(str(v) if hasattr(v, "isoformat") else v for v in row) for row in read.fetchall()]
    assert told == rows
    assert rows


@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_holds_the_rows_of_the_database_as_a_person_reads_them(
    published: Path, downloads: Path, name: str
) -> None:
    found, rows = published_as(published, name)
    book = openpyxl.load_workbook(downloads / f"{name}.xlsx")
    sheet = book["数据"]
    assert [cell.value for cell in sheet[1]] == headings(found)
    assert sheet.freeze_panes == "A2"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    told = list(sheet.iter_rows(min_row=2))
    assert len(told) == len(rows)
    for cells, row in zip(told, rows, strict=True):
        for cell, value, field in zip(cells, row, found.fields, strict=True):
            assert _filed(cell.value, field.type) == value
    meanings = {row[1].value: row for row in book["各列的意思"].iter_rows() if len(row) > 1}
    assert all(field.name in meanings for field in found.fields)


def _filed(shown: Any, kind: str) -> Any:
    """Return what a cell of a workbook stands for in the database."""
    if shown is None:
        return None
    if kind == "boolean":
        return {"真实": 0, "示例": 1, "否": 0, "是": 1}[shown]
    return str(shown.date()) if kind == "date" and hasattr(shown, "date") else shown


def test_samples_are_marked_and_money_is_money(published: Path, downloads: Path) -> None:
    found, rows = published_as(published, "grants")
    sheet = openpyxl.load_workbook(downloads / "grants.xlsx")["数据"]
    names = [field.name for field in found.fields]
    assert sheet.cell(2, names.index("requested") + 1).number_format == "#,##0.00"
    assert rows[0][names.index("sample")] == 1
    assert {cell.fill.fgColor.rgb for cell in sheet[2]} == {"FFFFF6D6"}


def test_csv_has_a_bom_and_the_package_reads_it_as_utf_8(downloads: Path) -> None:
    package = json.loads((downloads / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["encoding"] for resource in package["resources"]} == {"utf-8"}
    for resource in package["resources"]:
        path = downloads / resource["path"]
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


# ---- one description


def test_every_column_that_is_published_of_a_table_is_described(published: Path) -> None:
    connection = read_only(published / "disclosure.db")
    nameless = [
        f"{one.name}.{field.name}"
        for one in (relations.relation(connection, name) for name in relations.published(connection))
        for field in one.fields
        if not one.is_view and not (field.title and field.description)
    ]
    assert nameless == []


def test_what_the_build_makes_has_pages_in_the_dictionary_and_words_for_datasette(published: Path) -> None:
    from disclosure.api.words import describe

    said = describe(str(published / "disclosure.db"))
    for name in ("obligations", "checklist", "rule_counts", "dictionary_columns", "grant_stages"):
        page = (published / "site" / "dictionary" / name / "index.html").read_text(encoding="utf-8")
        assert said[name]["title"] in page
        assert f"downloads/{name}.xlsx" in page
    assert said["obligations"]["columns"]["days_late"].endswith("（单位：天）")


# ---- the standards of others


def test_the_catalogue_is_dcat_ap(downloads: Path) -> None:
    graph = rdflib.Graph()
    graph.parse(downloads / "catalog.jsonld", publicID="https://register.example/downloads/catalog.jsonld")
    shapes = rdflib.Graph().parse(STANDARDS / "dcat-ap" / "dcat-ap-SHACL.ttl")
    valid, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert valid, told[:2000]
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    files = {str(address).rpartition("/downloads/")[2] for address in graph.objects(None, dcat.downloadURL)}
    assert written(downloads) - files == {
        "catalog.jsonld", "index.json", "SHA256SUMS", "changes.json",
    }  # fmt: skip
    assert "demo/sample-selection.json" in files


def test_each_ending_that_a_district_may_offer_is_a_form_of_the_catalogue() -> None:
    assert set(OFFERED["endings"]) <= set(CATALOGUE["forms"])


def problems(package: Path) -> list[str]:
    """Return what the official schema of 360Giving says against a file."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (STANDARDS / "360giving").glob("*.json")]
    # the package of 1.4.3 refers to the grant by the address of 1.4.2
    named = [(s["$id"].replace("1.4.3", version), DRAFT202012.create_resource(s)) for s in schemas
             for version in ("1.4.2", "1.4.3")]  # fmt: skip
    (whole,) = [schema for schema in schemas if "package" in schema["$id"]]
    judge = Draft202012Validator(whole, registry=Registry().with_resources(named), format_checker=FormatChecker())
    assert "date-time" in FormatChecker().checkers
    return [error.message for error in judge.iter_errors(json.loads(package.read_text(encoding="utf-8")))]


def test_360giving_has_the_samples_in_a_file_of_their_own(downloads: Path) -> None:
    path = downloads / "360giving-samples.json"
    assert problems(path) == []
    grants = json.loads(path.read_text(encoding="utf-8"))["grants"]
    assert len({grant["id"] for grant in grants}) == len(grants) > 20
    assert all(grant["title"].startswith("（示例）") for grant in grants)
    assert not (downloads / "360giving.json").exists()


def test_360giving_holds_real_grants_that_were_funded_and_nothing_invented(desk: Desk, tmp_path: Path) -> None:
    funded = {"programme": "公益创投", "round": 2024, "org_id": credit_code(), "decision": "资助", "status": "执行中"}
    grant = {"project": "陪伴", "requested": "60000", "awarded": "50000", "decided_on": "2024-06-01"} | funded
    desk.file("a", {
        "organisations": [organisation(name="真的服务中心")],
        "grants": [
            {"grant_id": "one", **grant, "start_on": "2024-07-01"},
            {"grant_id": "two", **grant, "decision": "不予资助", "awarded": ""},
            {"grant_id": "no-day", **grant, "decided_on": ""},
        ],
    })  # fmt: skip
    assert write_giving(desk.filled().conn, tmp_path, "https://register.example") == ["360giving.json"]
    assert problems(tmp_path / "360giving.json") == []
    (told,) = json.loads((tmp_path / "360giving.json").read_text(encoding="utf-8"))["grants"]
    assert told["recipientOrganization"] == [{"id": f"CN-USCI-{credit_code()}", "name": "真的服务中心"}]
    assert (told["amountAwarded"], told["awardDate"]) == (50000, "2024-06-01")
    assert told["plannedDates"] == [{"startDate": "2024-07-01"}]
    assert told["url"] == "https://register.example/grants/haishu/one/"
    assert not {"amountDisbursed", "beneficiaryLocation", "classifications"} & set(told)


# ---- the folder


def test_the_sums_are_right_and_name_every_file_but_the_delta(downloads: Path) -> None:
    lines = (downloads / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == written(downloads) - {"SHA256SUMS", "changes.json"}
    for name, digest in sums.items():
        with (downloads / name).open("rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == digest
    index = json.loads((downloads / "index.json").read_text(encoding="utf-8"))
    assert index["left_out"] == []
    titles = {table["table"]: table["title_en"] for table in index["tables"]}
    assert titles["activities_history"] == f"{titles['activities']}, history"
    assert "demo/sample-selection.json" in {file["name"] for file in index["offered"]}
    for file in [*index["files"], *index["offered"], *(file for table in index["tables"] for file in table["files"])]:
        assert (sums[file["name"]], (downloads / file["name"]).stat().st_size) == (file["sha256"], file["bytes"])


def test_the_same_database_gives_the_same_bytes_by_any_number_of_processes(
    published: Path, downloads: Path, tmp_path: Path
) -> None:
    database = (published / "disclosure.db").resolve()
    offered = write_offered(database, load_districts(ROOT / "plugins"), tmp_path / "again")
    left_out = write_downloads(database, tmp_path / "again", TODAY, SITE, jobs=2, beside=offered)
    assert left_out == []
    names = written(downloads) - {"changes.json"}
    assert written(tmp_path / "again") == names
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (downloads / name).read_bytes(), name


def test_a_table_as_odd_as_can_be_is_written_or_left_out_alone(tmp_path: Path, desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    desk.build()
    odd = tmp_path / "odd.db"
    odd.write_bytes((desk.project.output / "disclosure.db").read_bytes())
    db = sqlite3.connect(odd)
    columns = ", ".join(f'"c{n}" text' for n in range(300))
    db.execute(f'create table haishu_odd ("select" text, "a""b" real, "日期" text, big integer, bytes blob, {columns})')
    row = "select 'x', 9e999, '2026-02-31', 9007199254740993, x'ff'"
    db.execute(f'insert into haishu_odd ("select", "a""b", "日期", big, bytes) {row}')
    db.execute("insert into haishu_odd (\"select\", c1) values ('', ?)", ["长" * 40000])
    db.execute("create view haishu_broken as select no_such_function(1) as x")
    db.execute(
        "insert into dictionary_tables (table_name, title, subject, download) values ('haishu_broken', '坏', 'views', 1)"
    )
    db.commit()
    db.close()
    left_out = write_downloads(odd, tmp_path / "out", TODAY)
    assert [one.name.partition(".")[0] for one in left_out] == ["haishu_broken"]
    read = duckdb.sql(f"select * from '{tmp_path}/out/haishu_odd.parquet'").fetchall()
    assert read[0][:4] == ("x", float("inf"), "2026-02-31", 9007199254740993)
    assert read[1][0] == ""
    book = openpyxl.load_workbook(tmp_path / "out" / "haishu_odd.xlsx")
    assert [cell.value for cell in book["数据"][2]][:4] == ["x", "inf", "2026-02-31", "9007199254740993"]
    assert any("全文见" in str(row[0].value) for row in book["各列的意思"].iter_rows(max_col=1))
    assert (tmp_path / "out" / "organisations.xlsx").is_file()


def test_a_table_of_more_rows_than_people_open_has_no_workbook_and_pages_say_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disclosure.exports import workbook

    monkeypatch.setitem(workbook.LIMITS, "rows", 2)
    monkeypatch.setitem(workbook.LIMITS, "held", 0)
    desk.project = replace(desk.project, every_form=True)
    codes = [credit_code(serial=number) for number in (1, 2, 3)]
    desk.file(
        "a", {"organisations": [organisation(code) for code in codes], "staffing": [{"org_id": codes[0], "year": 2024}]}
    )
    for _ in range(2):  # from nothing, and upon a release in which it is as it was
        desk.site(downloads_page, dictionary)
        site = desk.project.output / "current" / "site"
        index = json.loads((site / "downloads/index.json").read_text(encoding="utf-8"))
        forms = {table["table"]: {file["form"] for file in table["files"]} for table in index["tables"]}
        assert forms["organisations"] == {"csv", "parquet"} and forms["staffing"] == {"csv", "parquet", "xlsx"}
        assert index["left_out"] == [] and not (site / "downloads/organisations.xlsx").exists()
        told = (site / "files/structure/index.html").read_text(encoding="utf-8")
        assert "不做成 Excel" in told and "organisations.xlsx" not in told and "organisations.csv" in told
        told = (site / "dictionary/organisations/index.html").read_text(encoding="utf-8")
        assert "organisations.xlsx" not in told and "organisations.csv" in told
        desk.file(
            "b", {"activities": [{"activity_id": "1", "org_id": codes[0], "title": "活动", "held_on": "2024-05-01"}]}
        )


# ---- what changed


def test_the_delta_tells_what_was_added_corrected_and_retracted(desk: Desk) -> None:
    codes = [credit_code(serial=n) for n in (1, 2, 3)]
    desk.file("a", {"organisations": [organisation(code, website="https://a.example") for code in codes[:2]]})
    first = desk.build() and (desk.project.output / "current").resolve()
    told = json.loads((first / "site/downloads/changes.json").read_text(encoding="utf-8"))
    assert (told["since"], told["changes"], told["rows"]) == (None, 0, [])
    desk.file("b", {"organisations": [
        organisation(codes[0], website="https://b.example"), organisation(codes[2], website="https://c.example"),
    ]}, corrects={"reason": "网址写错了"})  # fmt: skip
    desk.file("c", {"organisations": [{"org_id": codes[1], "_retracted": "重复"}]}, corrects={"reason": "重复"})
    desk.build()
    second = (desk.project.output / "current").resolve()
    told = json.loads((second / "site/downloads/changes.json").read_text(encoding="utf-8"))
    assert (told["build"], told["since"]) == (second.name, first.name)
    assert told["tables"]["organisations"] == {"added": 1, "changed": 1, "gone": 1}
    rows = {row["change"]: row for row in told["rows"] if row["table"] == "organisations"}
    assert {change: row["key"]["org_id"] for change, row in rows.items()} == {
        "added": codes[2], "changed": codes[0], "gone": codes[1],
    }  # fmt: skip
    assert rows["changed"]["values"] == {"website": {"old": "https://a.example", "new": "https://b.example"}}
    assert {(row["district"], row["submission"], row["sample"]) for row in rows.values()} == {
        ("haishu", "a", 0), ("haishu", "b", 0),
    }  # fmt: skip
    assert "submissions" in told["tables"]

    databases = first / "disclosure.db", second / "disclosure.db"
    pages = [changes(*databases, most=1, offset=n, table="organisations") for n in range(3)]
    assert [page["rows"][0]["change"] for page in pages] == ["added", "changed", "gone"]
    assert [page["next_offset"] for page in pages] == [1, 2, None]
    assert [page["truncated"] for page in pages] == [True, True, False]
    assert changes(*databases, most=9, district="jiaxing")["changes"] == 0

    again = json.loads((second / "manifest.json").read_text(encoding="utf-8"))
    assert "site/downloads/changes.json" not in again["outputs"]
    (desk.project.cache / "outcome.json").unlink()
    build(desk.project, with_site=False)  # the same inputs: the same delta, since the release before is another's
    third = (desk.project.output / "current").resolve()
    assert third != second
    for name in ("site/downloads/changes.json", "manifest.json", "disclosure.db"):
        assert (third / name).read_bytes() == (second / name).read_bytes()
    assert [path.name for path in (desk.project.output / "log").glob("*")] == []


def test_personal_data_of_an_older_release_is_masked_in_the_delta(desk: Desk, tmp_path: Path) -> None:
    desk.file("a", {"organisations": [organisation()]})
    desk.build()
    release = (desk.project.output / "current").resolve()
    older = tmp_path / "disclosure.db"
    older.write_bytes((release / "disclosure.db").read_bytes())
    with sqlite3.connect(older) as db:
        db.execute("update organisations set purpose = '联系人 ' || ?", ["138" + "00138000"])
    told = changes(older, release / "disclosure.db", most=9, table="organisations")
    assert "138" + "00138000" not in json.dumps(told)
    assert told["rows"][0]["values"]["purpose"]["new"] is None


# ---- served


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the samples."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def test_csv_has_a_bom_for_browsers_and_none_for_programs(app: Application) -> None:
    for path in ("/data/disclosure/organisations.csv?district=demo", "/data/disclosure/duties_late.csv"):
        plain, browser = get(app, path), get(app, path, accept="text/html,*/*;q=0.8")
        assert browser.content == b"\xef\xbb\xbf" + plain.content
        assert not plain.content.startswith(b"\xef\xbb\xbf")
        assert plain.headers["content-type"] == browser.headers["content-type"] == "text/csv; charset=utf-8"
        assert browser.headers["content-disposition"].startswith("attachment")
        assert plain.headers["etag"] != browser.headers["etag"]
        assert "Accept" in plain.headers["vary"]


def test_csv_is_whole_unless_a_number_of_rows_is_asked_for(
    app: Application, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = read_only(published / "disclosure.db")
    (days,) = db.execute("select count(*) from workdays").fetchone()
    db.close()
    assert days > 5000
    for path in ("workdays.csv", "workdays.csv?_size=max", "workdays.csv?_next=100", "workdays.csv?_sort_desc=day"):
        assert len(get(app, f"/data/disclosure/{path}").text.splitlines()) == days + 1, path
    assert len(get(app, "/data/disclosure.csv?sql=select+day+from+workdays").text.splitlines()) == days + 1
    assert len(get(app, "/data/disclosure/workdays.csv?_size=10").text.splitlines()) == 11
    monkeypatch.setitem(LIMITS["query"], "result", 2000)
    refused = get(app, "/data/disclosure.csv?sql=select+day,working+from+workdays")
    assert refused.status_code == 413


def test_csv_that_breaks_off_is_no_whole_answer(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the middle is no row of the file: the answer does not end."""
    whole = BoundedDatabase._execute
    sent: list[dict[str, Any]] = []

    async def breaking(self: Any, sql: str, *rest: Any) -> Any:
        if sent:
            raise RefusedError("time", most=3)
        return await whole(self, sql, *rest)

    monkeypatch.setattr(BoundedDatabase, "_execute", breaking)

    async def ask() -> None:
        scope = {"type": "http", "method": "GET", "path": "/data/disclosure/workdays.csv", "query_string": b"",
                 "raw_path": b"/data/disclosure/workdays.csv", "headers": [(b"host", b"x")], "http_version": "1.1",
                 "scheme": "http", "root_path": "", "server": ("x", 80), "client": ("127.0.0.1", 1)}  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await app(scope, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 200
    assert sent[-1].get("more_body")
    assert "秒".encode() not in b"".join(message.get("body", b"") for message in sent)


def test_changes_are_served_and_refusals_name_what_is_there(app: Application, published: Path) -> None:
    release = (published / "current").resolve().name
    told = get(app, f"/data/-/changes?since={release}").json()
    assert (told["build"], told["since"], told["changes"]) == (release, release, 0)
    assert get(app, "/data/-/changes").json()["since"] is None
    for path, status, word in (
        ("since=2001-01-01-0", 404, release), ("table=nothing", 400, "organisations"), ("district=nowhere", 400, "demo"),
        ("offset=-1", 400, "next_offset"), ("sinse=x", 400, "sinse"),
    ):  # fmt: skip
        answer = get(app, f"/data/-/changes?{path}")
        assert answer.status_code == status
        assert word in answer.json()["error"]


def test_lists_of_the_site_lead_to_their_csv(app: Application, published: Path) -> None:
    for page in (
        "organisations",
        "organisations/demo",
        "grants",
        "notices",
        "corrections",
        "submissions",
        "obligations",
    ):
        text = (published / "site" / page / "index.html").read_text(encoding="utf-8")
        found = re.findall(r'href="(/[^"]*\.csv[^"]*)"', text)
        assert found, page
        assert get(app, html.unescape(found[0])).status_code == 200
