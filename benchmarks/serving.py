"""Asks our server and bare Datasette for the same of the same database, with wrk, and says how fast they answer.

    .venv/bin/python benchmarks/serving.py build --seconds 120 --connections 16

`build` is a folder of a build, wrk a package of Debian's. One kind of request at a time, of one server process at a
time. We keep answers that were given, so each request of a table or query names another `_ttl`, and of a row or an
organisation another one of twenty thousand: each answer is made anew. What is given again is asked for a quarter of the
time afterwards, the first dozen addresses over and over. Bare Datasette is asked for the same rows, its statements
unbounded in time; where it has no such address, for what comes nearest. Beside each kind runs what must not wait: a row
is asked for ten times a second, and it is told how long that took. It prints the table of docs/benchmarks.md.
"""

import argparse
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from measure import BIN, DISTRICT, ROOT

from disclosure.districts import NATION

WORDS = ("养老", "助餐", "志愿", "垃圾分类", "商会", "社区", "居家养老", "协会", "福明", "文艺", "不存在的词", "330203")
MOST, FASTER = 300, 5  # milliseconds within which 95 of 100 are to be answered; times as many where bare is slower
ROWS = 20000  # organisations, more than are kept
TYPES = "社会团体", "民办非企业单位", "基金会"
ROW = "one row, JSON"
MATTERS = "资金", "检查", "负责人"
BARE = ("sql_time_limit_ms", 60000), ("facet_time_limit_ms", 60000)  # so that it answers at all


@dataclass(frozen=True)
class Kind:
    """One kind of request: what it is called, what we are asked for, and what bare Datasette is."""

    name: str
    ours: list[str]
    bare: list[str]
    nearest: str = ""  # what bare Datasette is asked for instead


@dataclass(frozen=True)
class Answered:
    """What wrk found: requests a second, MiB a second, failed, and milliseconds."""

    pace: float
    mebibytes: float
    failed: int
    median: float
    p95: float


def kinds(database: Path) -> list[Kind]:
    """Return every kind of request, about organisations that the database holds."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        step = f"select max(1, count(*) / {ROWS}) from organisations"
        sql = f"select org_id from organisations where rowid % ({step}) = 0 limit {ROWS}"
        codes = [code for (code,) in connection.execute(sql)]
        several = "select distinct {} from organisations order by 1 limit 8"
        places = [place for (place,) in connection.execute(several.format("street"))]
        quarters = [one for (one,) in connection.execute(several.format("community"))]
    table = "/disclosure/organisations"
    words = [quote(word) for word in WORDS]
    streets = [quote(place or "") for place in places]
    filtered = [f"{table}.json?street={street}&status={quote('正常')}&_size=20" for street in streets]
    faceted = [f"{table}.json?street={street}&_facet=type&_facet=field&_size=20" for street in streets]
    whole = [f"{table}.json?_facet=type&_facet=street&_size={size}" for size in range(20, 40)]
    rows = [f"{table}/{DISTRICT},{quote(code)}.json" for code in codes]
    streams = [f"{table}.csv?community={quote(one or '')}&street={streets[0]}&_stream=on" for one in quarters]
    return [
        Kind("search of a table, JSON", [f"/data{table}.json?_search={word}&_size=20" for word in words],
             [f"{table}.json?name__contains={word}&_size=20" for word in words], "name contains the word"),
        Kind("search page of all", [f"/search/?q={word}" for word in words],
             [f"{table}?name__contains={word}&_size=20" for word in words], "its page, name contains the word"),
        Kind("list filtered by two columns, JSON", [f"/data{path}" for path in filtered], filtered),
        Kind("filtered list with two facets, JSON", [f"/data{path}" for path in faceted], faceted),
        Kind("whole table with two facets, JSON", [f"/data{path}" for path in whole], whole),
        Kind(ROW, [f"/data{path}" for path in rows], rows),
        Kind("all of an organisation, JSON", [f"/data/-/organisation/{quote(code)}.json" for code in codes], rows,
             "its row alone"),
        *(named(query, values) for query, values in queries(places)),
        Kind("rows as CSV, streamed", [f"/data{path}" for path in streams], streams),
        Kind("page of an organisation, a file", [f"/organisations/{quote(code)}/" for code in codes], []),
    ]  # fmt: skip


def queries(streets: list[str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield named queries with the values they are asked with."""
    yield "income_of_bodies", [{"year": year, "type": kind} for year in ("2023", "2024", "2025") for kind in TYPES]
    yield "bodies_near_me", [{"street": street, "words": word} for street in streets for word in WORDS[:4]]
    yield "payments_due", [{"district": DISTRICT}]
    yield "grant_stages_late", [{"district": DISTRICT}]
    yield "money_left_over", [{"district": DISTRICT, "round": year} for year in ("2023", "2024", "2025")]
    yield "signs_worth_a_look", [{"district": DISTRICT, "matter": matter} for matter in MATTERS]


def named(query: str, values: list[dict[str, str]]) -> Kind:
    """Return a named query of ours, and its statement for bare Datasette."""
    statement = next(one for one in NATION.statements("queries") if one.path.stem == query)
    every = [dict.fromkeys(statement.parameters, "") | one for one in values]
    ours = [f"/data/disclosure/{query}.json?{urlencode(one)}" for one in every]
    bare = [f"/disclosure.json?{urlencode({'sql': statement.sql} | one)}" for one in every]
    return Kind(f"named query {query}", ours, bare, "its SQL")


@contextmanager
def serving(*command: object, path: str) -> Iterator[str]:
    """Yield the address of a server, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*map(str, command), "--port", str(port)], cwd=ROOT, **silent)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                if httpx.get(address + path, timeout=60).status_code < 500:
                    break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def asked(address: str, paths: list[str], seconds: int, connections: int, anew: bool = False) -> Answered:
    """Return how a server answers, asked for so many seconds at so many connections; `anew`: each time otherwise."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s",
                   "-s", str(Path(__file__).with_name("serving.lua")), address, "--", file.name,
                   *(["_ttl"] if anew else [])]  # fmt: skip
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in told.splitlines() if line.startswith("found "))
    requests, micros, size, failed, median, p95, _ = map(int, line.split()[1:])
    return Answered(requests / micros * 1e6, size / 2**20 / micros * 1e6, failed, median / 1000, p95 / 1000)


@contextmanager
def beside(address: str, path: str) -> Iterator[list[float]]:
    """Ask for a row ten times a second meanwhile; yield the milliseconds that each took."""
    took: list[float] = []
    ended = threading.Event()

    def ask() -> None:
        with httpx.Client(timeout=60) as client:
            while not ended.wait(0.1):
                began = time.perf_counter()
                client.get(f"{address}{path}?_ttl={len(took)}")
                took.append(1000 * (time.perf_counter() - began))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield took
    finally:
        ended.set()
        asking.join()


def line(kind: Kind, ours: Answered, again: Answered, row: list[float], bare: Answered | None) -> str:
    """Return a line of the table."""
    own = f"{ours.pace:.1f} | {ours.median:,.0f} | {ours.p95:,.0f} | {ours.mebibytes:.1f} | {again.p95:,.0f}"
    waited = sorted(row)[int(0.95 * len(row))] if row else 0
    given = bare is not None and bare.pace > 0
    slow = bare is not None and (not given or bare.p95 > MOST)
    times = ours.pace / bare.pace if bare and given else None
    told = f"{bare.pace:.1f} | {bare.p95:,.0f}" if bare and given else "none | " if bare else "| "
    beside = f"{times:.1f} ×" if times else ""
    fast = ours.pace > 0 and ours.p95 <= MOST
    met = "met" if fast and (not slow or times is None or times >= FASTER) else "missed"
    failed = " + ".join(str(one.failed) for one in (ours, bare) if one) if ours.failed or (bare and bare.failed) else ""
    return f"| {kind.name} | {own} | {waited:,.0f} | {told} | {beside} | {kind.nearest} | {failed} | {met} |"


def main() -> None:
    """Print the table, a line as soon as its kind was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--bare", type=int, help="seconds for bare Datasette; 0: it is not asked")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    database = (given.build / "current" / "disclosure.db").resolve()
    settings = [part for name, value in BARE for part in ("--setting", name, str(value))]
    own = "requests/s | median ms | p95 ms | MiB/s | again, p95 ms | a row beside, p95 ms"
    theirs = "bare, requests/s | p95 ms | beside it | bare asked for"
    print(f"| what | {own} | {theirs} | failed | {MOST} ms, {FASTER} × |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|---|")
    whole = (given.build / "current" / "site" / "search" / "index.html").is_file()
    every = kinds(database)
    row = next(kind.ours[0] for kind in every if kind.name == ROW)
    for kind in every:
        if given.only not in kind.name or not (whole or kind.ours[0].startswith("/data/")):
            continue
        anew = kind.ours[0].startswith("/data/disclosure/")
        with serving(BIN / "disclosure", "serve", "--output", given.build, path="/-/health") as address:
            with beside(address, row) as waited:
                ours = asked(address, kind.ours, given.seconds, given.connections, anew)
            again = asked(address, kind.ours[:12], max(1, given.seconds // 4), given.connections)
        bare, seconds = None, given.seconds if given.bare is None else given.bare
        if kind.bare and seconds:
            with serving(BIN / "datasette", "serve", "-i", database, *settings, path="/-/versions.json") as address:
                bare = asked(address, kind.bare, seconds, given.connections)
        print(line(kind, ours, again, waited, bare), flush=True)


if __name__ == "__main__":
    sys.exit(main())
