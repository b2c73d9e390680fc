"""Measures whole builds as a register grows: from nothing, of which nothing changed, and with one new submission.

    .venv/bin/python benchmarks/growth.py 1000 10000
    .venv/bin/python benchmarks/growth.py --no-site 1000 10000 100000

Each command runs as a process of its own. It prints a Markdown table. With the site it notes what a size took in
docs/growth.json and draws docs/growth.svg of all sizes noted there: one that takes hours may be measured by itself.
That what is built upon another release has the bytes of what is built from nothing is looked at at sizes up to 1,000.
With `--keep FOLDER` what was built stays in FOLDER/SIZE, for benchmarks that ask it. All other options are the build's.
"""

import argparse
import csv
import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from measure import BIN, DISTRICT, ROOT, SEED, Measured, rows_in, run

NEW, ROWS = "sample-2026-11-new", 20
COMPARED = 1000  # organisations up to which a build upon another is compared with one from nothing
DAY = "2026-11-26"
NOTED, DRAWN = ROOT / "docs" / "growth.json", ROOT / "docs" / "growth.svg"
OF = "generated-2-finances"
WIDTH, HEIGHT, EDGE = 720, 360, 56
KINDS = {"from nothing": "#1b5e8a", "one new submission of 20 rows": "#b3541e", "nothing changed": "#4b7f52"}


@dataclass(frozen=True)
class Grown:
    """What builds of one size took: organisations, rows, pages, and what each kind of build took."""

    organisations: int
    rows: int
    pages: int
    took: dict[str, Measured]


def build(datasets: Path, output: Path, *options: str) -> Measured:
    """Return what a build takes."""
    where = ("--datasets", datasets, "--output", output, "--today", DAY)
    return run(BIN / "disclosure", "build", "--samples", *where, *options)


def file_new(datasets: Path) -> None:
    """File a submission that corrects a figure of twenty organisations' accounts."""
    source, new = datasets / DISTRICT / OF, datasets / DISTRICT / NEW
    new.mkdir()
    manifest = json.loads((source / "datapackage.json").read_text(encoding="utf-8"))
    manifest |= {"name": NEW, "created": f"{DAY}T08:00:00+08:00", "corrects": {"reason": "核对以后更正"}}
    (new / "datapackage.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    with (source / "finances.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["staff_pay"]]
    chosen = rows[:: max(1, len(rows) // ROWS)][:ROWS]
    with (new / "finances.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(chosen[0]))
        writer.writeheader()
        writer.writerows(row | {"staff_pay": f"{float(row['staff_pay']) - 0.01:.2f}"} for row in chosen)


def outputs(output: Path) -> dict[str, str]:
    """Return the digests of all that a build published."""
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    return dict(manifest["outputs"])


def grown(organisations: int, folder: Path, options: list[str], compared: bool) -> Grown:
    """Return what builds of one size take."""
    datasets, output = folder / "datasets", folder / "build"
    run(BIN / "disclosure", "sample", "--organisations", organisations, "--seed", SEED, "--district", DISTRICT,
        "--output", datasets)  # fmt: skip
    took = {"from nothing": build(datasets, output, *options)}
    took["nothing changed"] = build(datasets, output, *options)
    pages = sum(1 for name in outputs(output) if name.endswith(".html"))
    file_new(datasets)
    took["one new submission of 20 rows"] = build(datasets, output, *options)
    if compared:
        build(datasets, folder / "anew", *options)
        assert outputs(output) == outputs(folder / "anew"), "not the bytes of a build from nothing"
    return Grown(organisations, rows_in(datasets), pages, took)


def table(found: list[Grown]) -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    heads = "build", "seconds", "processor s", "peak MiB", "of a whole one", "a thousand organisations"
    yield f"| organisations | rows | pages | {' | '.join(heads)} |"
    yield "|--:|--:|--:|---|--:|--:|--:|--:|--:|"
    for one in found:
        whole = one.took["from nothing"].wall
        for kind, took in one.took.items():
            each = took.wall / one.organisations * 1000
            yield (
                f"| {one.organisations:,} | {one.rows:,} | {one.pages:,} | {kind} | {took.wall:.1f} | {took.cpu:.1f}"
                f" | {took.peak:.0f} | {took.wall / whole:.1%} | {each:.2f} s |"
            )


def noted() -> list[Grown]:
    """Return what is noted of each size, the smallest first."""
    told = json.loads(NOTED.read_text(encoding="utf-8")) if NOTED.is_file() else []
    return [Grown(**one | {"took": {kind: Measured(**took) for kind, took in one["took"].items()}}) for one in told]


def note(found: Grown) -> None:
    """Note what a size took in place of what was noted of it, and draw all sizes."""
    others = [one for one in noted() if one.organisations != found.organisations]
    sizes = sorted([*others, found], key=lambda one: one.organisations)
    NOTED.write_text(json.dumps([asdict(one) for one in sizes], indent=1) + "\n", encoding="utf-8")
    DRAWN.write_text("\n".join(drawing(sizes)) + "\n", encoding="utf-8")


def place(found: list[Grown], organisations: int, seconds: float) -> tuple[float, float]:
    """Return where a point stands: both axes by powers of ten."""
    sizes = [math.log10(one.organisations) for one in found]
    times = [math.log10(max(took.wall, 0.1)) for one in found for took in one.took.values()]
    across = (math.log10(organisations) - sizes[0]) / ((sizes[-1] - sizes[0]) or 1)
    up = (math.log10(max(seconds, 0.1)) - min(times)) / ((max(times) - min(times)) or 1)
    return EDGE + across * (WIDTH - 5 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)


def drawing(found: list[Grown]) -> Iterator[str]:
    """Yield the lines of an SVG: seconds by organisations, a line a kind of build."""
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    yield "<title>Seconds of a build by organisations, both by powers of ten</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    for one in found:
        x, _ = place(found, one.organisations, 1)
        yield f'<text x="{x:.0f}" y="{HEIGHT - EDGE / 2:.0f}" text-anchor="middle">{one.organisations:,}</text>'
    for kind, colour in KINDS.items():
        points = [(*place(found, one.organisations, one.took[kind].wall), one.took[kind].wall) for one in found]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y, seconds in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            yield f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" fill="{colour}">{seconds:,.0f} s</text>'
        x, y, _ = points[-1]
        yield f'<text x="{x + 22:.0f}" y="{y + 4:.0f}" fill="{colour}">{kind}</text>'
    yield "</svg>"


def main() -> None:
    """Print the table, and note what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--keep", type=Path)
    given, options = parser.parse_known_args()
    for size in given.sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
            folder = given.keep.resolve() / str(size) if given.keep else Path(name)
            found = grown(size, folder, options, compared=size <= COMPARED)
        print(*table([found]), sep="\n", flush=True)
        if not options:
            note(found)


if __name__ == "__main__":
    main()
