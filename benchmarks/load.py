"""Asks a server of its own for everything at once, hostile queries among it, while new releases are published.

    .venv/bin/python benchmarks/load.py build other --seconds 600 --connections 64 --release 30

`build` and `other` are folders of two builds that differ (one made with `--samples`, one without, say). Their releases
are published in turn, and each answer has to be, to the byte, what a server of the one or of the other answers alone:
else it is counted as mixed. The table it prints is docs/reliability.md's.
"""

import argparse
import asyncio
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
BY_CHANCE = re.compile(rb'"query_ms": [0-9.e-]+|[0-9.]+ ?ms|127.0.0.1:[0-9]+')  # the time it took, the server's port
ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select {} from c {}"
ASKED = {
    "page": (40, ["/", "/organisations/", "/notices/", "/grants/", "/theme/css/main.css", "/downloads/grants.csv",
                  "/notices/atom.xml", "/feeds/"]),
    "search": (20, ["/search/?q=养老", "/search/?q=助", "/search/?q=不存在的词"]),
    "table": (20, ["/data/disclosure/organisations.json?_size=20", "/data/disclosure/grants?_size=20&_facet=status",
                   "/data/disclosure/payments_due", "/data/disclosure/people.csv?_stream=on&_size=max"]),
    "own SQL": (10, ["/data/disclosure.json?sql=select+count(*)+from+organisations", "/data/disclosure?sql=select+1"]),
    "hostile": (10, [f"/data/disclosure.json?sql={sql}".replace(" ", "+").replace("x + 1", "x%2B1") for sql in (
        ENDLESS.format("count(*)", ""), ENDLESS.format("hex(randomblob(1000)) as r", "order by r"),
        ENDLESS.format("hex(randomblob(90000))", ""), "select hex(zeroblob(150000000))",
        "select instr(hex(zeroblob(99999)), hex(zeroblob(50000)) || '1')", "attach ':memory:' as x")]
        + ["/data/disclosure/organisations?" + "_facet=name&" * 200, "/search/?q=" + "x" * 20000]),
}  # fmt: skip


@dataclass
class Seen:
    """What was answered, and how the server was."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, Counter[int | str]] = field(default_factory=lambda: defaultdict(Counter))
    resident: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    releases: Counter[str] = field(default_factory=Counter)
    known: dict[str, set[tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(set))
    compared: Counter[str] = field(default_factory=Counter)
    mixed: Counter[str] = field(default_factory=Counter)


def start(folder: Path, workers: int) -> tuple[subprocess.Popen[bytes], str]:
    """Return a server of the releases in a folder, of so many processes, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"""
import socket
from pathlib import Path
from disclosure.api import server
from disclosure.districts import load_districts
root = Path({str(ROOT)!r})
listener = socket.create_server(("127.0.0.1", {port}))
server.serve(Path({str(folder)!r}), load_districts(root / "plugins"), root / "metadata.yml", listener, {workers})
"""
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT), f"http://127.0.0.1:{port}"


def publish(folder: Path, build: Path, number: int) -> None:
    """Copy a release under a new name and point `current` at it; of old ones three are kept."""
    shutil.copytree(build / "current", folder / "releases" / str(number))
    (folder / "new").symlink_to(f"releases/{number}")
    (folder / "new").rename(folder / "current")
    shutil.rmtree(folder / "releases" / str(number - 3), ignore_errors=True)


def told(answer: httpx.Response) -> tuple[int, bytes]:
    """Return what an answer says, without what is another at each run."""
    return answer.status_code, BY_CHANCE.sub(b"", answer.content)


async def learn(build: Path, seen: Seen) -> None:
    """Note what a server of one release alone answers to each address whose answer follows from the release."""
    with tempfile.TemporaryDirectory() as made:
        publish(Path(made), build, 1)
        async with serving(Path(made), 1, 1) as (client, _):
            for kind, (_, addresses) in ASKED.items():
                for address in addresses if kind != "hostile" else ():
                    seen.known[address].add(told(await client.get(address)))


async def asking(client: httpx.AsyncClient, end: float, seen: Seen, chance: random.Random) -> None:
    """Ask for one thing after another."""
    kinds, weights = list(ASKED), [weight for weight, _ in ASKED.values()]
    while time.monotonic() < end:
        (kind,) = chance.choices(kinds, weights)
        address = chance.choice(ASKED[kind][1])
        began = time.perf_counter()
        try:
            answer = await client.get(address)
            status: int | str = answer.status_code
            if status == 200 and address in seen.known:
                seen.compared[kind] += 1
                seen.mixed[address] += told(answer) not in seen.known[address]
        except httpx.HTTPError as error:
            status = type(error).__name__
        seen.took[kind].append(time.perf_counter() - began)
        seen.statuses[kind][status] += 1


async def watching(client: httpx.AsyncClient, process: int, end: float, seen: Seen) -> None:
    """Note each second what the server holds and which release it serves."""
    while time.monotonic() < end:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
        places = [Path(f"/proc/{number}") for number in children or [process]]
        held = [(place / "smaps_rollup").read_text(encoding="utf-8") for place in places]
        seen.resident.append(sum(int(one.partition("Pss:")[2].split()[0]) for one in held) // 1024)
        seen.files.append(sum(1 for place in places for _ in (place / "fd").iterdir()))
        seen.releases[(await client.get("/-/health")).json()["release"]] += 1
        await asyncio.sleep(1)


async def publishing(folder: Path, builds: list[Path], every: float, end: float) -> None:
    """Publish a release every so often, of one build and the other in turn."""
    number = 1
    while time.monotonic() < end - every:
        await asyncio.sleep(every)
        number += 1
        await asyncio.to_thread(publish, folder, builds[number % 2], number)


@asynccontextmanager
async def serving(folder: Path, connections: int, workers: int) -> AsyncIterator[tuple[httpx.AsyncClient, int]]:
    """Give a client of a server of its own that answers, and the number of the server's process."""
    process, address = start(folder, workers)
    limits = httpx.Limits(max_connections=connections + 8)
    try:
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
            for _ in range(200):
                try:
                    if (await client.get("/-/health")).status_code == 200:
                        break
                except httpx.HTTPError:
                    await asyncio.sleep(0.1)
            yield client, process.pid
    finally:
        process.terminate()
        process.wait()


async def load(folder: Path, builds: list[Path], given: argparse.Namespace) -> Seen:
    """Return what was seen."""
    seen = Seen()
    for build in builds:
        await learn(build, seen)
    async with serving(folder, given.connections, given.workers) as (client, process):
        end = time.monotonic() + given.seconds
        asks = [asking(client, end, seen, random.Random(n)) for n in range(given.connections)]
        publishes = publishing(folder, builds, given.release, end)
        await asyncio.gather(watching(client, process, end, seen), publishes, *asks)
    return seen


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("builds", type=Path, nargs=2, metavar="BUILD")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--release", type=float, default=30)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        publish(folder, given.builds[1], 1)
        seen = asyncio.run(load(folder, given.builds, given))
    print("| asked for | answers | median ms | 95 % | 99 % | longest | by status |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for kind in ASKED:
        times = sorted(seen.took[kind])
        at = [round(1000 * times[min(int(len(times) * part), len(times) - 1)]) for part in (0.5, 0.95, 0.99, 1)]
        by = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses[kind].items(), key=str))
        print(f"| {kind} | {len(times)} | {' | '.join(map(str, at))} | {by} |")
    tenth = max(1, len(seen.resident) // 10)
    tenths = [max(seen.resident[at : at + tenth]) for at in range(0, len(seen.resident), tenth)]
    print(f"\nanswers compared with those of one release: {sum(seen.compared.values())}, mixed: {seen.mixed.total()}")
    print(*(f"mixed: {address} {count}" for address, count in seen.mixed.items() if count), sep="\n")
    print(f"releases served: {len(seen.releases)}")
    print("resident MiB, the most in each tenth of the time:", *tenths)
    print(f"open files: most {max(seen.files)}, in the end {seen.files[-1]}")


if __name__ == "__main__":
    main()
