"""Times `check` and `build` on generated organisations beside `frictionless validate` on the same files.

Each command runs as a process of its own, so that wall time, processor time and peak memory are those a user sees.

    .venv/bin/python benchmarks/measure.py 1000 10000

The table it prints is docs/benchmarks.md's.
"""

import csv
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from disclosure.districts import load_districts

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
DISTRICT, SEED = "demo", 1
PACKAGES = ("frictionless", "sqlite-utils", "datasette", "pelican")


@dataclass(frozen=True)
class Measured:
    """One process: seconds on the clock, seconds of processor, MiB at its peak."""

    wall: float
    cpu: float
    peak: float


def run(*command: object) -> Measured:
    """Return what a command took. Raises CalledProcessError if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def describe(datasets: Path, packages: Path) -> list[Path]:
    """Return data packages of the same files with the same schemas and keys, for frictionless alone."""
    tables = next(d for d in load_districts(ROOT / "plugins") if d.name == DISTRICT).tables()
    made = []
    for submission in sorted((datasets / DISTRICT).iterdir()):
        folder = packages / submission.name
        folder.mkdir(parents=True)
        resources = []
        for path in sorted(submission.glob("*.csv")):
            shutil.copy(path, folder)
            table = tables[path.stem]
            fields = [column.descriptor for column in table.columns]
            schema = {"fields": fields, "primaryKey": list(table.key)}
            resources.append({"name": path.stem, "path": path.name, "schema": schema})
        package = folder / "datapackage.json"
        package.write_text(json.dumps({"name": submission.name, "resources": resources}), encoding="utf-8")
        made.append(package)
    return made


def rows_in(datasets: Path) -> int:
    """Return how many rows the files hold, headers not counted."""
    total = 0
    for path in datasets.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            total += sum(1 for _ in csv.reader(file)) - 1
    return total


def measure(organisations: int, folder: Path) -> list[tuple[str, Measured, str]]:
    """Return (what, its cost, its pace) for every command at one size."""
    datasets, output = folder / "datasets", folder / "build"
    where = ("--datasets", datasets, "--output", output)
    command = BIN / "disclosure"
    made = run(command, "sample", "--organisations", organisations, "--seed", SEED, "--district", DISTRICT,
               "--output", datasets)  # fmt: skip
    rows = rows_in(datasets)
    alone = [run(BIN / "frictionless", "validate", "--limit-errors", 1000, package)
             for package in describe(datasets, folder / "packages")]  # fmt: skip
    frictionless = Measured(sum(m.wall for m in alone), sum(m.cpu for m in alone), max(m.peak for m in alone))
    check = run(command, "check", *where)
    bare = run(command, "build", "--samples", "--no-site", *where)
    shutil.rmtree(output)
    build = run(command, "build", "--samples", *where)
    pages = sum(1 for _ in (output / "current" / "site").rglob("*.html"))
    found = [("sample", made), ("frictionless validate", frictionless), ("check", check), ("build --no-site", bare)]
    paces = [(name, cost, f"{rows / cost.wall:,.0f} rows/s") for name, cost in found]
    return [*paces, ("build", build, f"{pages / (build.wall - bare.wall):,.0f} pages/s of {pages:,}")]


def main() -> None:
    """Print the versions and a Markdown table, a line for each command and size."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [1000, 10000]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}; "
          f"{platform.machine()}, {os.cpu_count()} cores\n")  # fmt: skip
    print("| organisations | rows | command | seconds | processor s | peak MiB | pace |")
    print("|--:|--:|---|--:|--:|--:|---|", flush=True)
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            measured = measure(size, Path(folder))
            rows = rows_in(Path(folder) / "datasets")
            for name, cost, pace in measured:
                cells = (
                    f"{size:,}",
                    f"{rows:,}",
                    f"`{name}`",
                    f"{cost.wall:.1f}",
                    f"{cost.cpu:.1f}",
                    f"{cost.peak:.0f}",
                )
                print("|", " | ".join([*cells, pace]), "|", flush=True)


if __name__ == "__main__":
    main()
