"""Times the lists of a large register: a copy of a built database in which each organisation stands many times.

    .venv/bin/python benchmarks/lists.py build/disclosure.db 100000

Copies of an organisation have codes, names and rows of their own: accounts, grades, grants. What is timed is what
each process that writes the site does once (the tables of the lists), and what each kind of list takes to be told.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from disclosure.districts import load_districts
from disclosure.site.pages import areas, late, lists, search
from disclosure.site.pages.sheet import Sheet, Site
from disclosure.site.reading import Reader

COPIED = ("organisations", "finances", "evaluations", "grants")
KEYS = {"grants": ("grant_id", "org_id")}


def multiplied(database: Path, path: Path, wanted: int) -> None:
    """Write a copy of a database with so many organisations."""
    with sqlite3.connect(f"file:{database.resolve()}?mode=ro", uri=True) as source, sqlite3.connect(path) as target:
        source.backup(target)
        (first,) = target.execute("select count(*) from organisations").fetchone()
        copies = max(0, -(-wanted // first) - 1)
        for table in COPIED:
            columns = [row[1] for row in target.execute(f'pragma table_info("{table}")')]
            told = ", ".join(_copied(table, column) for column in columns)
            target.execute(
                f'insert into "{table}" with recursive n(n) as (select 1 union all select n + 1 from n where n < ?)'
                f' select {told} from n, (select * from "{table}")',
                [copies],
            )
        target.execute("analyze")


def _copied(table: str, column: str) -> str:
    """Return what stands in a column of the n-th copy of a row."""
    if column in KEYS.get(table, ("org_id",)):
        return f"{column} || '-' || n"
    return "name || n" if (table, column) == ("organisations", "name") else f'"{column}"'


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Return what some work gives, and print how long it took."""
    start = time.perf_counter()
    found = work()
    print(f"| {what} | {time.perf_counter() - start:,.2f} s |", flush=True)
    return found


def made(sheets: Iterator[Sheet]) -> tuple[int, int]:
    """Return how many pages there are, and the bytes of the files beside them; each page is told, as it is written."""
    pages = weight = 0
    for sheet in sheets:
        pages += 1
        weight += sum(len(write()) for write in sheet.context.get("csvs", {}).values())
    return pages, weight


def main() -> None:
    """Time the lists of a register of so many organisations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("organisations", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.db"
        timed(
            f"copy with {given.organisations:,} organisations",
            lambda: multiplied(given.database, path, given.organisations),
        )
        site = Site(Reader(str(path)), load_districts(Path("plugins")), "2026-11-23")
        timed("`bodies_listed`, once read whole", lambda: len(site.reader.rows("select * from bodies_listed")))
        timed("`bodies_by_need`, once read whole", lambda: len(site.reader.rows("select * from bodies_by_need")))
        timed("the tables of the lists (each process)", lambda: site.listed)
        for name, module in (("lists", lists), ("streets and needs", areas), ("who is late", late)):
            pages, weight = timed(f"{name}: every page told, CSV made", lambda module=module: made(module.sheets(site)))
            print(f"| … {pages:,} pages | {weight / 1e6:,.1f} MB of CSV |")
        names = timed("lists of names for the static search", lambda: [len(make()) for _, make in search.files(site)])
        print(f"| … {len(names)} files | {sum(names) / 1e6:,.1f} MB |")


if __name__ == "__main__":
    main()
