"""Says how a page and its figures are cited: which row of which file they were filed in, and what tells that file."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .addresses import address
from .formats import as_filed, cell
from .pages.sheet import Site
from .reading import Row
from .records import DATA

CITED = tomllib.loads(Path(__file__).with_name("cited.toml").read_text(encoding="utf-8"))
MOST_ROWS = 6  # of a file, that a page names one by one
MOST_FILES = 6
PLACE = ("district", "submission", "source_file")


@dataclass(frozen=True)
class Shown:
    """The rows of one table that a page shows, and what finds them again."""

    table: str
    where: Row
    rows: list[Row]


def foot(site: Site, steps: tuple[Any, ...], subject: str, shown: Iterable[Shown],
         figures: Iterable[tuple[str, Row]] = (), record: bool = True) -> dict[str, Any]:  # fmt: skip
    """Return what stands at the foot of a page: its last change, its data, and how it and its figures are cited.

    `steps` are those of its address. A figure is what it says in words with the row it was filed in; `record` tells
    whether a JSON file lies beside the page.
    """
    tables = [one for one in shown if one.rows]
    rows = [row for one in tables for row in one.rows if row.get("submission")]
    files = site.reader.once(("files", *steps), lambda: _files(site, rows))
    filings = {name: site.filing(*name) for name in dict.fromkeys((row["district"], row["submission"]) for row in rows)}
    same = {"subject": subject, "site": site.title, "day": site.today,
            "address": site.publisher.url + site.language.root + address(*steps)}  # fmt: skip
    page = site.gettext("%(subject)s，%(site)s，数据截至 %(day)s，%(address)s") % same
    return {
        "changed": max(filings.values(), key=lambda one: str(one["filed_on"]), default=None),
        "tables": [{"table": one.table, "where": one.where, "title": site.reader.title_of_table(one.table)}
                   for one in tables],
        "files": files[:MOST_FILES],
        "more_files": max(0, len(files) - MOST_FILES),
        "cited": page,
        "figures": [_figure(site, said, row, same) for said, row in figures],
        "record": (*steps, DATA) if record else None,
    }  # fmt: skip


def figures(site: Site, kind: str, tables: dict[str, list[Row]]) -> Iterator[tuple[str, Row]]:
    """Yield what the figures of a kind of page say in words, each with its row: those that cited.toml names."""
    for table, asked in CITED[kind].items():
        columns = {column["column_name"]: column for column in site.reader.columns.get(table, [])}
        for row in tables.get(table, [])[-asked["most"] :]:
            named = [as_filed(cell(row[name], columns[name]), columns[name])
                     if columns[name]["type"] != "year" else str(row[name])
                     for name in asked["of"] if row[name] is not None]  # fmt: skip
            for name in asked["columns"]:
                if row[name] is not None:
                    column = columns[name]
                    value = as_filed(cell(row[name], column), column)
                    if unit := row.get("unit") or column["unit"]:
                        value = f"{value} {unit}"
                    what = " ".join(map(site.language.shown, [*named, site.reader.title_of(table, name)]))
                    yield site.gettext("%(what)s：%(value)s") % {"what": what, "value": value}, row


def _files(site: Site, rows: list[Row]) -> list[Row]:
    """Return the files that rows were filed in, the latest first, each with the numbers of its rows and its digest."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in PLACE)
        if key not in found:
            found[key] = _filing(site, row) | {"source_file": row["source_file"], "rows": set()}
        found[key]["rows"].add(row["source_row"])
    ordered = sorted(found.items(), key=lambda one: one[0])
    ordered.sort(key=lambda one: str(one[1]["filed_on"]), reverse=True)
    return [
        held | {"rows": sorted(held["rows"])[:MOST_ROWS], "more": len(held["rows"]) > MOST_ROWS,
                "sha256": site.digest(*key)}
        for key, held in ordered
    ]  # fmt: skip


def _filing(site: Site, row: Row) -> Row:
    """Return the submission in which a row was filed; the row's own `submitted_on` may be of what it tells."""
    return site.filing(row["district"], row["submission"])


def _figure(site: Site, said: str, row: Row, same: Row) -> Row:
    """Return how one figure is cited, and whether it is of a sample."""
    digest = site.digest(*(row[name] for name in PLACE))
    filed = {name: row[name] for name in ("submission", "source_file", "source_row")}
    publisher = _filing(site, row)["publisher"]
    told = site.gettext(
        "%(subject)s：%(said)s。%(publisher)s，提交 %(submission)s，文件 %(source_file)s 第 %(source_row)s 行"
        "（SHA-256 %(digest)s）。%(site)s，数据截至 %(day)s，%(address)s"
    ) % (same | filed | {"said": said, "publisher": publisher, "digest": digest or site.gettext("未知")})
    return {"said": said, "text": told, "sample": row["sample"]}
