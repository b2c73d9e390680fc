"""Asks our server and bare Datasette for the same of the same database, with wrk, and says how fast they answer.

    .venv/bin/python benchmarks/serving.py build --seconds 120 --connections 16

`build` is a folder of a build, wrk a package of Debian's. One kind of request at a time, of one server process at a
time; the addresses of a kind are asked for in turn, a hundred organisations or a dozen words, so that no answer is that
of the request before. Where bare Datasette has no such address it is asked for what comes nearest. A build without the
site is not asked for its pages. It prints the table of docs/benchmarks.md.
"""

import argparse
import socket
import sqlite3
import subprocess
import sys
import tempfile
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
TYPES = "社会团体", "民办非企业单位", "基金会"
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
        step = "select max(1, count(*) / 100) from organisations"
        sql = f"select org_id from organisations where rowid % ({step}) = 0 limit 100"
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
        Kind("one row, JSON", [f"/data{path}" for path in rows], rows),
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


def asked(address: str, paths: list[str], seconds: int, connections: int) -> Answered:
    """Return how a server answers, asked for so many seconds at so many connections."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s",
                   "-s", str(Path(__file__).with_name("serving.lua")), address, "--", file.name]  # fmt: skip
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in told.splitlines() if line.startswith("found "))
    requests, micros, size, failed, median, p95, _ = map(int, line.split()[1:])
    return Answered(requests / micros * 1e6, size / 2**20 / micros * 1e6, failed, median / 1000, p95 / 1000)


def line(kind: Kind, ours: Answered, bare: Answered | None) -> str:
    """Return a line of the table."""
    told = f"{bare.pace:.1f} | {bare.p95:,.0f}" if bare else "| "
    beside = f"{ours.pace / bare.pace:.1f} ×" if bare and bare.pace else "it gave no answer" if bare else ""
    failed = ours.failed + (bare.failed if bare else 0)
    own = f"{ours.pace:.1f} | {ours.median:,.0f} | {ours.p95:,.0f} | {ours.mebibytes:.1f}"
    return f"| {kind.name} | {own} | {told} | {beside} | {kind.nearest} | {failed or ''} |"


def main() -> None:
    """Print the table, a line as soon as its kind was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    database = (given.build / "current" / "disclosure.db").resolve()
    settings = [part for name, value in BARE for part in ("--setting", name, str(value))]
    own = "requests/s | median ms | p95 ms | MiB/s"
    print(f"| what | {own} | bare, requests/s | p95 ms | beside it | bare asked for | failed |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|--:|")
    whole = (given.build / "current" / "site" / "search" / "index.html").is_file()
    for kind in kinds(database):
        if given.only not in kind.name or not (whole or kind.ours[0].startswith("/data/")):
            continue
        with serving(BIN / "disclosure", "serve", "--output", given.build, path="/-/health") as address:
            ours = asked(address, kind.ours, given.seconds, given.connections)
        bare = None
        if kind.bare:
            with serving(BIN / "datasette", "serve", "-i", database, *settings, path="/-/versions.json") as address:
                bare = asked(address, kind.bare, given.seconds, given.connections)
        print(line(kind, ours, bare), flush=True)


if __name__ == "__main__":
    sys.exit(main())
