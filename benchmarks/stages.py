"""Measures what each stage of a build without the site takes of the processor: from nothing, then upon another build.

    .venv/bin/python benchmarks/stages.py 1000 10000

It prints a Markdown table of each size. The second build goes on from the first (docs/scaling.md).
"""

import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from growth import DAY, file_new
from measure import BIN, DISTRICT, ROOT, SEED, run

from disclosure import exports, pipeline, unchanged
from disclosure.project import Project

STAGES = {
    pipeline: (
        "input_digests", "admitted", "index_tables", "describe", "record_verdicts", "compare_projects", "compare_peers",
        "measure_targets", "keep_ledger", "judge_all", "keep_checklist", "keep_measures", "fill", "create_search",
        "write_out",
    ),
    exports: ("write_downloads", "write_changes"),
    unchanged: ("former", "keep"),
}  # fmt: skip


def spent() -> float:
    """Return the processor's seconds that this process and those that it began have taken."""
    return sum(os.times()[:4])


def noted(function: Any, took: dict[str, float], inside: list[float]) -> Callable[..., Any]:
    """Return a function that notes what it takes, without what is noted inside of it."""

    def timed(*given: Any, **named: Any) -> Any:
        began = spent()
        inside.append(0.0)
        try:
            return function(*given, **named)
        finally:
            whole = spent() - began
            took[function.__name__] += whole - inside.pop()
            if inside:
                inside[-1] += whole

    return timed


def build(datasets: Path, output: Path) -> dict[str, float]:
    """Return what each stage of a build takes, and all of them."""
    took, inside, kept = defaultdict[str, float](float), list[float](), dict[tuple[Any, str], Any]()
    for module, names in STAGES.items():
        for name in names:
            kept[module, name] = getattr(module, name)
            setattr(module, name, noted(kept[module, name], took, inside))
    began = spent()
    try:
        pipeline.build(Project(ROOT, datasets, ROOT / "plugins", output, DAY, samples=True), with_site=False)
    finally:
        for (module, name), function in kept.items():
            setattr(module, name, function)
    took["whole"] = spent() - began
    return took


def main() -> None:
    """Print a table of each size."""
    for size in map(int, sys.argv[1:] or ["1000"]):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
            datasets, output = Path(name) / "datasets", Path(name) / "build"
            made = ("--organisations", size, "--seed", SEED, "--district", DISTRICT, "--output", datasets)
            run(BIN / "disclosure", "sample", *made)
            first = build(datasets, output)
            file_new(datasets)
            second = build(datasets, output)
        print(f"| stage, {size:,} organisations | from nothing | one new submission of 20 rows |")
        print("|---|--:|--:|")
        for stage, seconds in sorted(first.items(), key=lambda one: -one[1]):
            print(f"| {stage} | {seconds:.2f} | {second.get(stage, 0):.2f} |")
        print()


if __name__ == "__main__":
    main()
