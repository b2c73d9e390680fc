"""How the register is served: what each kind of answer says to caches, the log of requests, several processes."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from disclosure.api.access import LOGGED, Lines, Logged, parameters, pattern
from disclosure.api.journal import LOG
from disclosure.api.refusals import LIMITS
from disclosure.api.server import Application, create_app
from disclosure.districts import load_districts
from disclosure.exceptions import UsageError
from disclosure.site.addresses import asset_address

METADATA = ROOT / "metadata.yml"


def until(come: Callable[[], Any], seconds: float = 30) -> None:
    """Wait for something to become so."""
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end
        time.sleep(0.05)


def ask(app: Any, path: str, **headers: str) -> httpx.Response:
    """Return the answer to one request."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://register", timeout=60) as client:
            return await client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return asyncio.run(asked())


@pytest.fixture(scope="module")
def app(published: Path) -> Iterator[Application]:
    """Return the application over the published register."""
    app = create_app(published, load_districts(ROOT / "plugins"), METADATA)
    yield app
    app.releases.close()


# ---- what an answer is, and how long it is kept

SHORT, LONG = "public, max-age=60", "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/", "text/html; charset=utf-8", SHORT), ("/feeds/", "text/html; charset=utf-8", SHORT), ("/nothing", "text/html; charset=utf-8", SHORT),
        ("/notices/atom.xml", "application/atom+xml; charset=utf-8", SHORT), ("/sitemap.xml", "application/xml; charset=utf-8", SHORT),
        ("/obligations/demo/due.ics", "text/calendar; charset=utf-8", SHORT), ("/robots.txt", "text/plain; charset=utf-8", SHORT),
        ("/downloads/grants.csv", "text/csv; charset=utf-8", SHORT), ("/theme/css/main.css", "text/css; charset=utf-8", SHORT),
        ("/theme/css/main.css?v=0123456789ab", "text/css; charset=utf-8", SHORT), (asset_address("css/main.css"), "text/css; charset=utf-8", LONG),
        (asset_address("icons/favicon.svg"), "image/svg+xml", LONG), ("/data/disclosure/grants.json?_size=1", "application/json; charset=utf-8", "max-age=60"),
        ("/data/nothing", "text/html; charset=utf-8", "no-store"), ("/-/health", "application/json", "no-store"),
    ],
)  # fmt: skip
def test_each_answer_says_what_it_is_and_how_long_it_is_kept(app: Application, path: str, kind: str, kept: str) -> None:
    headers = ask(app, path).headers
    assert (headers["content-type"], headers["cache-control"]) == (kind, kept)
    assert headers["access-control-allow-origin"] == "*" and headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] and "default-src '" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/", "/notices/atom.xml", "/theme/css/main.css", "/downloads/grants.csv", "/data/disclosure/grants.json?_size=1", "/data/"]
)  # fmt: skip
def test_what_is_known_is_not_sent_again(app: Application, path: str) -> None:
    tag = ask(app, path).headers["etag"]
    again = ask(app, path, if_none_match=tag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert ask(app, path, if_none_match='"other"').status_code == 200


def test_a_part_of_a_page_is_sent_as_it_is_even_where_it_may_be_compressed(app: Application) -> None:
    whole = ask(app, "/", accept_encoding="identity").content
    part = ask(app, "/", range="bytes=0-1999", accept_encoding="gzip")
    assert (part.status_code, part.content) == (206, whole[:2000]) and "content-encoding" not in part.headers


@pytest.mark.parametrize(
    "asked", ["bytes=zz", "bytes=5-1", "lines=0-1", "bytes=", "bytes=-", "bytes=0-1,zz", "bytes=0-1,5-2"]
)
def test_a_range_that_is_none_asks_for_the_whole(app: Application, asked: str) -> None:
    answer = ask(app, "/downloads/grants.csv", range=asked)
    assert (answer.status_code, answer.content) == (200, ask(app, "/downloads/grants.csv").content)


@pytest.mark.parametrize("asked", ["bytes=99999999999-", "bytes=-0"])
def test_a_part_behind_the_end_of_a_file_is_refused_in_words(app: Application, asked: str) -> None:
    length = len(ask(app, "/downloads/grants.csv").content)
    answer = ask(app, "/downloads/grants.csv", range=asked)
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{length}")
    assert "末尾以后" in answer.text and "begins behind its end" in answer.text
    assert ask(app, "/downloads/grants.csv", range=asked, if_range='"of before"').status_code == 200


def test_pages_ask_for_the_theme_by_its_content(published: Path) -> None:
    page = (published / "site" / "index.html").read_text(encoding="utf-8")
    assert f'href="{asset_address("css/main.css")}"' in page


# ---- the log of requests


@pytest.fixture
def logged(app: Application, tmp_path: Path) -> Iterator[tuple[Logged, Path]]:
    """Return the application with a log, and the log."""
    lines = Lines(str(tmp_path / "access.log"))
    yield Logged(app, lines), tmp_path / "access.log"
    lines.close()


def kept(logged: tuple[Logged, Path]) -> list[dict[str, Any]]:
    """Return the lines of a log once all are written."""
    logged[0].lines.close()
    logged[0].lines.thread = None
    return [json.loads(line) for line in logged[1].read_text(encoding="utf-8").splitlines()]


def test_a_line_says_what_was_asked_and_nothing_of_who(logged: tuple[Logged, Path]) -> None:
    paths = {
        "/": "/",
        "/organisations/52990101MJ90000570/": "/organisations/{}/",
        "/districts/demo/": "/districts/demo/",
        "/search/?q=张三": "/search/",
        "/data/disclosure/people/demo,52990101MJ90000570,张三": "/data/disclosure/people/{}",
        "/data/disclosure/grants.json?_size=1&status=张三&张三=1&zhangsan=1&decided_on__gte=2025": "/data/disclosure/grants.json",
        "/downloads/grants.csv": "/downloads/grants.csv",
        "/张三/" + "138" + "00138000.pdf": "/{}/{}",
        "/-/health": "/-/health",
    }
    for path in paths:
        ask(
            logged[0],
            path,
            user_agent="zhangsan",
            cookie="a=zhangsan",
            referer="http://a.example/",
            x_forwarded_for="192.0.2.7",
        )
    lines = kept(logged)
    assert [line["path"] for line in lines] == list(paths.values())
    assert set(lines[0]) == {"time", "method", "path", "parameters", "status", "bytes", "ms", "build"}
    assert lines[5]["parameters"] == ["_size", "decided_on__gte", "status", "{}"] and lines[5]["status"] == 400
    assert (
        lines[0]["bytes"] == len(ask(logged[0].app, "/", accept_encoding="identity").content)
        or lines[0]["bytes"] > 1000
    )
    assert lines[0]["build"] and lines[0]["time"].endswith("+00:00") and lines[0]["ms"] > 0
    text = logged[1].read_text(encoding="utf-8")
    assert not [
        word
        for word in ("张三", "zhangsan", "%E5", "\\u5f20", "138" + "00138000", "192.0.2.7", "a.example", "52990101")
        if word in text
    ]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=20)


@given(texts, texts)
def test_no_text_of_a_request_is_in_its_line(one: str, other: str) -> None:
    secret = f"张{one}{other}".replace("/", "").replace("&", "").replace("=", "")
    told = (
        f"{pattern(f'/data/{secret}/{secret}.json', {'data'})} {parameters(f'{secret}=1&q={secret}'.encode(), {'q'})}"
    )
    for kind in LOGGED["kinds"]:  # of files that there are; it says nothing of who asked
        told = told.replace(f"{{}}.{kind}", "{}")
    assert secret not in told and "张" not in told and set(told) <= set("/data{}.json [']q, ")


def test_a_log_that_was_moved_away_is_begun_anew(logged: tuple[Logged, Path]) -> None:
    ask(logged[0], "/")
    assert len(kept(logged)) == 1
    logged[1].rename(logged[1].with_suffix(".1"))
    ask(logged[0], "/feeds/")
    assert [line["path"] for line in kept(logged)] == ["/feeds/"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_stops_no_answer_and_is_told_once(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(LOG, "warning", lambda *words: told.append(words))
    lines = Lines("/dev/full")
    for _ in range(5):
        assert ask(Logged(app, lines), "/").status_code == 200
    lines.close()
    assert lines.lost == 5 and len(told) == 1


def test_lines_that_found_no_place_are_counted_in_the_next(tmp_path: Path) -> None:
    lines = Lines(str(tmp_path / "log"))
    lines.lost = 3
    lines.add({"path": "/"})
    lines.close()
    assert (tmp_path / "log").read_text() == '{"lost": 3}\n{"path": "/"}\n'


@pytest.mark.parametrize("place", ["nowhere/access.log", "."])
def test_a_log_that_cannot_be_is_refused_in_words(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="--access-log"):
        Lines(str(tmp_path / place))


# ---- several processes


class Crew:
    """`disclosure serve --workers 2` over a folder of releases."""

    def __init__(self, output: Path) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = ["from disclosure.cli.command import run; run()", "serve", "--workers", "2", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", *command, "--output", str(output), "--access-log", str(output / "access.log")],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        until(lambda: self.get("/-/health") and len(self.members()) == 2)

    def get(self, path: str) -> httpx.Response | None:
        """Return the answer on a line of its own, None where there is none."""
        with suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=20)
        return None

    def members(self) -> list[int]:
        """Return the processes that serve."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in path.read_text().split()] if path.exists() else []


def alive(number: int) -> bool:
    """Return whether a process lives."""
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def releases_in(folder: Path, published: Path) -> list[Path]:
    """Return two releases that differ in a page and in the database, in a folder of their own."""
    made = []
    for name in ("one", "other"):
        release = folder / "releases" / name
        shutil.copytree((published / "current").resolve(), release)
        (release / "site" / "index.html").write_text(f"<!doctype html><title>{name}</title>", encoding="utf-8")
        with closing(sqlite3.connect(release / "disclosure.db")) as database:
            database.execute("update build set today = ?", [name])
            database.commit()
        made.append(release)
    return made


def point(folder: Path, release: Path) -> None:
    """Publish a release."""
    (folder / "new").symlink_to(f"releases/{release.name}")
    (folder / "new").rename(folder / "current")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_two_processes_serve_one_address(published: Path, tmp_path: Path) -> None:
    one, other = releases_in(tmp_path, published)
    point(tmp_path, one)
    crew = Crew(tmp_path)
    try:
        _ten_swaps(crew, tmp_path, [one, other])
        first = crew.members()
        os.kill(first[0], signal.SIGKILL)
        until(lambda: len(crew.members()) == 2 and first[0] not in crew.members())
        assert all((answer := crew.get("/")) and answer.status_code == 200 for _ in range(5))
        last = crew.members()
        crew.process.terminate()
        assert crew.process.wait(20) == 0 and not any(map(alive, last))
        lines = [json.loads(line) for line in (tmp_path / "access.log").read_text(encoding="utf-8").splitlines()]
        assert len(lines) > 40 and all(line["status"] == 200 for line in lines)
    finally:
        crew.process.kill()
        crew.process.wait()


def _ten_swaps(crew: Crew, folder: Path, releases: list[Path]) -> None:
    """Publish ten releases in turn under load; each answer is whole, of the one or of the other."""
    seen: set[str] = set()
    failed: list[Any] = []
    stopped = threading.Event()

    def load() -> None:
        while not stopped.is_set():
            for path in ("/", "/data/disclosure/build.json?_shape=array"):
                answer = crew.get(path)
                text = answer.text if answer and answer.status_code == 200 else None
                name = next(
                    (r.name for r in releases if text and (f">{r.name}<" in text or f'"{r.name}"' in text)), None
                )
                seen.add(str(name))
                if name is None:
                    failed.append((path, answer))

    asking = [threading.Thread(target=load) for _ in range(3)]
    for thread in asking:
        thread.start()
    for number in range(1, 11):
        release = releases[number % 2]
        point(folder, release)
        until(lambda: all(answer and release.name in answer.text for answer in (crew.get("/") for _ in range(4))))  # noqa: B023
    stopped.set()
    for thread in asking:
        thread.join()
    assert (seen, failed) == ({"one", "other"}, [])


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_no_process_is_left_when_the_first_is_killed(published: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to((published / "current").resolve())
    crew = Crew(tmp_path)
    members = crew.members()
    crew.process.kill()
    crew.process.wait()
    until(lambda: not any(map(alive, members)))
    assert LIMITS["processes"]["leave"] > LIMITS["request"]["leave"]
