"""Measures the taking in of submissions beside Frictionless and sqlite-utils by hand, on the same generated files.

Each command runs as a process of its own; every figure is the median of three runs, or of as many as are asked for.

    .venv/bin/python benchmarks/taking.py 10000
    .venv/bin/python benchmarks/taking.py 10000 1

The table it prints is docs/benchmarks.md's.
"""

import csv
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import BIN, DISTRICT, SEED, Measured, describe, rows_in, run

RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
FAULTY = 100  # one row of so many gets an impossible cell
COLUMNS = """
import sys, time
from pathlib import Path
from frictionless import Resource, Schema
from disclosure.districts import load_districts
from disclosure.privacy import guarding
from disclosure.submissions.files import table_file
from disclosure.validation import validate
datasets, district = Path(sys.argv[1]), next(d for d in load_districts(Path("plugins")) if d.name == sys.argv[2])
tables = district.tables()
files = [path for path in sorted(datasets.glob("*/*/*.csv")) if path.stem in tables]
started = time.process_time()
with guarding(district.name):
    for path in files:
        source, _ = table_file(path, tables[path.stem])
        checks = district.checks(tables[path.stem])
        validate(source, tables[path.stem], checks, True, lambda row: None, 0, lambda numbers, values: None)
print(time.process_time() - started)
started = time.process_time()
for path in files:
    table = tables[path.stem]
    fields = [column.descriptor for column in table.columns]
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": list(table.key)})
    Resource(path=path.name, basepath=str(path.parent), schema=schema).validate(limit_errors=100000)
print(time.process_time() - started)
"""


def by_hand(packages: list[Path], folder: Path) -> Measured:
    """Return what `frictionless validate` and `sqlite-utils insert` of the same files take, one after the other."""
    found = alone(packages)
    database = folder / "by-hand.db"
    database.unlink(missing_ok=True)
    for package in packages:
        for path in sorted(package.parent.glob("*.csv")):
            found.append(run(BIN / "sqlite-utils", "insert", database, path.stem, path, "--csv"))
    return together(found)


def alone(packages: list[Path]) -> list[Measured]:
    """Return what `frictionless validate` takes on each data package."""
    command = f"{BIN / 'frictionless'} validate --limit-errors 100000"
    return [run("sh", "-c", f"{command} {package} || true") for package in packages]


def together(found: list[Measured]) -> Measured:
    """Return what commands take one after the other."""
    return Measured(sum(m.wall for m in found), sum(m.cpu for m in found), max(m.peak for m in found))


def spoil(datasets: Path) -> None:
    """Put a cell that cannot be into one row of a hundred of every file."""
    chosen = random.Random(SEED)
    for path in datasets.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows[1:]:
            if chosen.random() < 1 / FAULTY:
                row[chosen.randrange(len(row))] = "不可能的值 "
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def check(datasets: Path, output: Path, *options: object) -> Measured:
    """Return what `check` takes with nothing on its shelf, whatever it finds."""
    shutil.rmtree(output, ignore_errors=True)
    return checked(datasets, output, *options)


def checked(datasets: Path, output: Path, *options: object) -> Measured:
    """Return what `check` takes, whatever it finds."""
    script = f"{BIN / 'disclosure'} check --datasets {datasets} --output {output} {' '.join(map(str, options))} || true"
    return run("sh", "-c", script)


def built(datasets: Path, output: Path) -> Measured:
    """Return what `build --no-site` takes from nothing."""
    shutil.rmtree(output, ignore_errors=True)
    return run(BIN / "disclosure", "build", "--samples", "--no-site", "--datasets", datasets, "--output", output)


def median(of: Callable[[], Measured]) -> Measured:
    """Return the medians of some runs."""
    runs = [of() for _ in range(RUNS)]
    return Measured(*(statistics.median(values) for values in zip(*map(vars_of, runs), strict=True)))


def vars_of(measured: Measured) -> tuple[float, float, float]:
    """Return the three figures of a run."""
    return measured.wall, measured.cpu, measured.peak


def columns_alone(datasets: Path) -> list[float]:
    """Return the processor seconds that the reading and judging of all files takes by column, and Frictionless."""
    command = [sys.executable, "-c", COLUMNS, str(datasets), DISTRICT]
    runs = [
        [float(line) for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()]
        for _ in range(RUNS)
    ]
    return [statistics.median(values) for values in zip(*runs, strict=True)]


def main() -> None:
    """Print a Markdown table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        datasets, spoilt, output = folder / "datasets", folder / "spoilt", folder / "build"
        run(BIN / "disclosure", "sample", "--organisations", size, "--seed", SEED, "--district", DISTRICT,
            "--output", datasets)  # fmt: skip
        shutil.copytree(datasets, spoilt)
        spoil(spoilt)
        packages, bad = describe(datasets, folder / "packages"), describe(spoilt, folder / "bad")
        frictionless = median(lambda: together(alone(packages)))
        ours, theirs = columns_alone(datasets)
        print(f"{size:,} organisations, {rows_in(datasets):,} rows\n")
        print("| what | seconds | processor s | peak MiB | beside it |")
        print("|---|--:|--:|--:|---|")
        row("`frictionless validate`", frictionless)
        row("`check --jobs 1`", median(lambda: check(datasets, output, "--jobs", 1)), frictionless)
        row("`check --jobs 2`", median(lambda: check(datasets, output, "--jobs", 2)), frictionless)
        row("`check`, nothing changed", median(lambda: checked(datasets, output)), frictionless)
        row("`check --rows --jobs 1`", median(lambda: check(datasets, output, "--rows", "--jobs", 1)), frictionless)
        print(f"| reading and judging alone, by column | | {ours:.1f} | | {theirs / ours:.1f} × as quick as"
              f" Frictionless ({theirs:.1f} s) |")  # fmt: skip
        faulty = median(lambda: together(alone(bad)))
        row("`frictionless validate`, 1 % of rows faulty", faulty)
        row("`check --jobs 1`, 1 % of rows faulty", median(lambda: check(spoilt, output, "--jobs", 1)), faulty)
        hand = median(lambda: by_hand(packages, folder))
        row("`frictionless validate` + `sqlite-utils insert`", hand)
        row("`build --no-site`", median(lambda: built(datasets, output)), hand)


def row(name: str, took: Measured, peer: Measured | None = None) -> None:
    """Print a line of the table; `peer` is what it stands beside."""
    beside = f"{took.wall / peer.wall:.2f} of its time" if peer else ""
    print(f"| {name} | {took.wall:.1f} | {took.cpu:.1f} | {took.peak:.0f} | {beside} |", flush=True)


if __name__ == "__main__":
    main()
