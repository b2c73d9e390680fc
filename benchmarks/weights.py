"""Weighs the pages of a site: `.venv/bin/python benchmarks/weights.py build/site` prints the table of docs/site.md."""

import gzip
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from kinds import pages_by_kind  # noqa: E402


def main(site: str) -> None:
    """Print a line for each kind of page, Chinese ones."""
    lines = [
        "| kind | pages | half weigh at most, kB | the largest, kB | … compressed |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for (language, kind), pages in pages_by_kind(Path(site)).items():
        if language:
            continue
        half, most = median(page.stat().st_size for page in pages), pages[0].stat().st_size
        packed = len(gzip.compress(pages[0].read_bytes(), 6))
        lines.append(f"| {kind} | {len(pages)} | {half / 1e3:.0f} | {most / 1e3:.0f} | {packed / 1e3:.0f} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
