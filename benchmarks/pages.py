"""Measures how many organisations' pages are written a second, by one process and by two, and by Hugo beside them.

    .venv/bin/python benchmarks/pages.py build/disclosure.db --hugo hugo

Both languages count. Ours are the pages alone, with the data beside each; start and what is reckoned once are told
apart. Hugo is given those data as files, the dictionary and the words of both languages, and the templates of
benchmarks/hugo.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from measure import ROOT, run
from pelican.writers import Writer

from disclosure import site
from disclosure.districts import load_districts
from disclosure.site import generator
from disclosure.site.glossary import glossary
from disclosure.site.pages import organisations
from disclosure.site.pages.sheet import Sheet, Site
from disclosure.site.reading import Reader
from disclosure.site.words import messages

PLUGINS = ROOT / "plugins"
KIND = "organisation.html"
LANGUAGES = ("zh", "en")


def of_organisations(given: Site) -> Iterator[Sheet]:
    """Yield the pages of organisations, without those of longer tables."""
    return (sheet for sheet in organisations.sheets(given) if sheet.template == KIND)


def write(database: Path, output: Path, share: int, shares: int) -> dict[str, float]:
    """Write one process's share; return its seconds: of the start, of the pages by the clock, by the processor."""
    generator.PAGES = (SimpleNamespace(sheets=of_organisations),)  # type: ignore[assignment]
    begun = time.process_time()
    settings: dict[str, Any] = {
        "DISCLOSURE_DATABASE": str(database), "DISCLOSURE_PLUGINS": str(PLUGINS), "DISCLOSURE_LANGUAGES": LANGUAGES,
        "DISCLOSURE_SECTIONS": {}, "OUTPUT_PATH": str(output),
    }  # fmt: skip
    made = site._generator(ROOT / "pelicanconf.py", settings)
    made.generate_context()
    made.site.reader.keep()
    made.former = None
    started, clock = time.process_time(), time.perf_counter()
    made._write_pages(Writer(str(output), settings=made.settings), share, shares)
    return {
        "start": started - begun, "clock": time.perf_counter() - clock, "processor": time.process_time() - started
    }  # fmt: skip


def ours(database: Path, folder: Path, shares: int) -> list[dict[str, float]]:
    """Return what each of so many processes took, at once."""
    begun = [
        subprocess.Popen(
            [sys.executable, __file__, database, "--write", folder / str(shares), "--share", f"{share}/{shares}"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        ) for share in range(shares)
    ]  # fmt: skip
    told = [process.communicate()[0] for process in begun]
    return [json.loads(one.splitlines()[-1]) for one in told]


def as_data(database: Path, pages: Path, folder: Path) -> None:
    """Lay out a site of Hugo: our data of each organisation, the dictionary, the words."""
    shutil.copytree(ROOT / "benchmarks" / "hugo", folder)
    (folder / "data" / "organisations").mkdir(parents=True)
    for file in pages.glob("organisations/*/index.json"):
        shutil.copyfile(file, folder / "data" / "organisations" / f"{file.parent.name}.json")
    reader = Reader(str(database))
    told = {name: {"title": row["title"], "columns": reader.dictionary_columns[name]}
            for name, row in reader.tables.items()}  # fmt: skip
    known = messages("en")
    files = {
        "data/dictionary.json": told, "data/terms.json": glossary(reader, load_districts(PLUGINS)),
        "i18n/en.json": known, "i18n/zh.json": {word: word for word in known},
    }  # fmt: skip
    (folder / "i18n").mkdir()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def tell(what: str, made: Path, start: str, clock: float, spent: float) -> None:
    """Print a line of the table."""
    sizes = [file.stat().st_size for file in made.rglob("organisations/*/index.html")]
    pages = len(sizes)
    told = f"{pages:,} | {sum(sizes) / pages / 1024:.0f} | {start} | {clock:.1f} | {spent:.1f}"
    print(f"| {what} | {told} | {pages / clock:,.0f} | {pages / spent:,.0f} |", flush=True)


def main() -> None:
    """Print a Markdown table, a line for ours by one process, one by two, and one for Hugo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--hugo", help="the program; left out, Hugo is not asked")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--share", help=argparse.SUPPRESS)
    given = parser.parse_args()
    database = given.database.resolve()
    if given.write:
        share, shares = map(int, given.share.split("/"))
        print(json.dumps(write(database, given.write, share, shares)))
        return
    print("| what | pages | KiB a page | start, processor s | seconds | processor s | pages/s | … of the processor |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for shares in (1, 2):
            took = ours(database, folder, shares)
            start, spent = (sum(one[name] for one in took) for name in ("start", "processor"))
            clock = max(one["clock"] for one in took)
            tell(f"ours, processes: {shares}", folder / str(shares), f"{start:.1f}", clock, spent)
        if given.hugo:
            as_data(database, folder / "1", folder / "hugo")
            cost = run(given.hugo, "--source", folder / "hugo", "--destination", folder / "made", "--quiet")
            tell("Hugo, start and data in it", folder / "made", "", cost.wall, cost.cpu)


if __name__ == "__main__":
    main()
