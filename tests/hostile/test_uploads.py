"""A file that a stranger sends to be checked: bounded, told in words, kept nowhere, no personal data in the answer."""

import asyncio
import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT

from disclosure.api import checking
from disclosure.api.refusals import LIMITS
from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts

CHECK = "/data/-/check"
MOBILE = "139" + "12345678"


@pytest.fixture(scope="module")
def app(published: Path) -> Iterator[Application]:
    """Return the application over the published register."""
    app = create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")
    yield app
    app.releases.close()


def post(app: Application, **options: Any) -> httpx.Response:
    """Return the answer to a file."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://register", timeout=90) as client:
            return await client.post(CHECK, **options)

    return asyncio.run(sent())


def bomb() -> bytes:
    """Return a workbook that unpacks to 300 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("organisations.xlsx", bomb),
        ("organisations.csv", lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n1\n"),
        ("organisations.csv", lambda: b"org_id,name\n\xff\xfe\x81\x20,\xc3\x28\n"),
        ("organisations.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000),
        ("organisations.xlsx", lambda: b"PK\x03\x04 no archive"),
        ("../../etc/organisations.csv", lambda: b"org_id,name\nx,y\n"),
        ("C:\\\\x\\organisations.csv", lambda: b"org_id,name\nx,y\n"),
        ("a" * 4000 + ".csv", lambda: b"org_id,name\nx,y\n"),
        (".csv", lambda: b"\0"),
    ],
)
def test_a_file_of_any_kind_is_answered_with_findings(app: Application, name: str, content: Any) -> None:
    answer = post(app, files={"file": (name, content())}, data={"district": "demo"})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["valid"] is False and len(told["file"]) < 60 and "/" not in told["file"] and "\\" not in told["file"]
    assert any(one["severity"] == "error" and one["fix"] for one in told["submissions"][0]["findings"])
    assert tempfile.gettempdir() not in answer.text and str(ROOT) not in answer.text


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({}, 400, "没有收到文件"),
        ({"data": {"district": "demo"}}, 400, "没有收到文件"),
        ({"files": {"file": ("a.csv", b"")}, "data": {"district": "demo"}}, 400, "文件“a.csv”是空的"),
        ({"content": b"", "params": {"district": "demo", "name": "a.csv"}}, 400, "文件“a.csv”是空的"),
        ({"files": {"file": ("a.csv", b"x")}, "data": {"district": "demo", "sample": "x"}}, 400, "是写 1，否写 0"),
        ({"files": {"file": ("a.csv", b"x")}}, 400, "请填“哪个区的”"),
        ({"files": {"file": ("a.csv", b"x")}, "data": {"district": "nowhere"}}, 400, "要填区"),
        ({"files": {"file": ("a.csv", b"x")}, "data": {"district": "demo", "table": "nope"}}, 400, "要填表"),
        ({"files": {"file": ("a.csv", b"x")}, "data": {"district": "demo", "other": "x"}}, 400, "表单读不出来"),
        ({"files": {"file": ("a.csv", b"x")}, "data": {"district": ["demo", "haishu"]}}, 400, "表单读不出来"),
        ({"files": [("file", ("a.csv", b"x")), ("file", ("b.csv", b"x"))], "data": {"district": "demo"}}, 400, "表单读不出来"),
        ({"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data"}}, 400, "表单读不出来"),
        ({"content": b"--x\r\nContent-Disp", "headers": {"content-type": "multipart/form-data; boundary=y"}}, 400, "表单"),
        ({"content": b"x" * 5_000_001, "params": {"district": "demo", "name": "a.csv"}}, 413, "最多核对 5 MB"),
        ({"content": b"x", "params": {"district": "demo", "nme": "a.csv"}}, 400, "您要的也许是 name"),
    ],
)  # fmt: skip
def test_a_request_that_is_amiss_is_refused_in_words(app: Application, sent: Any, status: int, said: str) -> None:
    answer = post(app, **sent)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert said in answer.json()["error"], answer.text
    page = post(app, **{**sent, "headers": {"accept": "text/html"} | sent.get("headers", {})})
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (status, "text/html")


def test_a_body_of_no_stated_length_is_counted_as_it_comes(app: Application) -> None:
    async def endless() -> Any:
        while True:
            yield b"x" * 100_000

    answer = post(app, content=endless(), params={"district": "demo", "name": "a.csv"})
    assert answer.status_code == 413


def test_only_that_address_takes_a_body_and_that_method(app: Application) -> None:
    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://register") as client:
            paths = [
                ("POST", "/data/-/check/"),
                ("POST", "/data/-/health"),
                ("PUT", CHECK),
                ("POST", "/data/-/openapi.json"),
            ]
            return [await client.request(method, path, content=b"x") for method, path in paths]

    answers = asyncio.run(asked())
    assert [answer.status_code for answer in answers] == [405] * 4
    assert [answer.headers["allow"] for answer in answers] == ["GET, HEAD", "GET, HEAD", "GET, HEAD, POST", "GET, HEAD"]


def test_personal_data_is_masked_and_nothing_is_kept(app: Application) -> None:
    def left() -> list[Path]:
        return list(Path(tempfile.gettempdir()).glob("disclosure-check-*"))

    before = left()
    content = f"org_id,name,post,term_start\n52990101MJ9000188U,（示例）王一 {MOBILE},理事长,2024-01-01\n".encode()
    for name in ("people.csv", f"people {MOBILE}.csv"):
        answer = post(app, files={"file": (name, content)}, data={"district": "demo", "sample": "1", "table": "people"})
        assert answer.status_code == 200 and not answer.json()["valid"]
        assert MOBILE not in answer.text and "personal-mobile" in answer.text, name
    assert left() == before


def test_personal_data_in_a_name_is_what_is_told_of_it_not_the_stars_of_its_mask(app: Application) -> None:
    content = b"org_id,name,post,term_start\n"
    for name, table in ((f"{MOBILE}.csv", "people"), (f"people-{MOBILE}.csv", "")):
        told = post(
            app, files={"file": (name, content)}, data={"district": "demo", "sample": "1", "table": table}
        ).json()
        codes = [found["code"] for entry in told["submissions"] for found in entry["findings"]]
        assert not told["valid"] and "personal-mobile" in codes and "name-refused" not in codes, codes
        assert "*" not in told["file"] and MOBILE not in str(told)


def test_what_takes_too_long_is_stopped_and_said(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS["check"], "seconds", 0.2)
    answer = post(app, files={"file": ("organisations.csv", b"org_id\nx\n")}, data={"district": "demo"})
    assert answer.status_code == 413 and "已经停下" in answer.text
    monkeypatch.setitem(LIMITS["check"], "seconds", 45)
    monkeypatch.setitem(LIMITS["check"], "memory", 30_000_000)
    answer = post(app, files={"file": ("organisations.csv", b"org_id\nx\n")}, data={"district": "demo"})
    assert answer.status_code in (413, 500) and "org_id" not in answer.text


def test_few_are_checked_at_once_and_the_others_are_told_to_wait(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    running: list[int] = []
    most = LIMITS["turns"]["check"]["count"]

    async def slow(*_: str) -> tuple[int, bytes]:
        running.append(1)
        assert len(running) <= most
        await asyncio.sleep(0.3)
        running.pop()
        return 0, b'{"valid": true, "submissions": []}'

    monkeypatch.setattr(checking, "_run", slow)

    async def asked() -> list[int]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://register", timeout=60) as client:
            sent = [client.post(CHECK, files={"file": ("a.csv", b"x")}, data={"district": "demo"}) for _ in range(25)]
            return [answer.status_code for answer in await asyncio.gather(*sent)]

    statuses = asyncio.run(asked())
    assert statuses.count(200) >= most and set(statuses) == {200, 503}
