"""The feeds: of the whole register and of each district, by kind; of each organisation, all kinds in one."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..addresses import address, file_address
from ..atom import Entry, Feed
from ..reading import Row
from ..reads import Answer, Values, rows_of
from . import channels
from .sheet import Sheet, Site

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent.parent / "feeds.toml").read_text(encoding="utf-8"))
FOUND = "@findings"  # what the reader calls what was found in rows about an organisation
KINDS = {name: words for name, words in WORDS.items() if isinstance(words, dict) and "page" in words}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page that lists every feed."""
    kept = {
        row["district"] for row in site.reader.rows("select distinct district from obligations where status = '未到期'")
    }
    rows = [(district, kinds(district.name), district.name in kept) for district in site.districts]
    own = [(district, line) for district in site.districts for line in channels.listed(site, district)]
    told = {name: WORDS[name] for name in ("ahead", "events")}
    yield Sheet("/feeds/", "feeds.html", {"whole": kinds(None), "rows": rows, "own": own} | told)


def kinds(district: str | None) -> list[dict[str, str]]:
    """Return title and address of the feeds of a district, of the whole register for None."""
    return [
        {"title": words["title"], "about": words["about"], "file": _file(words, district)} for words in KINDS.values()
    ]


def of_page(path: str) -> list[dict[str, str]]:
    """Return title and address of the feeds that belong to a page; to one without any of its own, the notices'."""
    _, first, second, *rest = [*path.split("/"), "", ""]
    if first == "districts" and second and not any(rest):
        return kinds(second)
    if first == "obligations" and second:
        return [feed for feed in kinds(second) if feed["file"].startswith(path)]
    if path in ("/", "/feeds/"):
        return kinds(None)
    own = [feed for feed in kinds(None) if feed["file"].startswith(path)]
    return own or kinds(None)[:1]


def common(site: Site) -> Iterator[Feed]:
    """Yield the feeds of the register and of each district."""
    for district in [None, *site.districts]:
        for name, words in KINDS.items():
            found = _entries(site, name, district=district.name if district else None, org_id=None)
            if district is None:
                found = tuple(replace(entry, title=f"{_district(site, entry)}：{entry.title}") for entry in found)
            title = words["title"] if district is None else f"{district.title} · {words['title']}"
            page = _page(words, district.name if district else None)
            yield Feed(_file(words, district.name if district else None), page, title, words["about"], found)


def _district(site: Site, entry: Entry) -> str:
    """Return the title of the district of an entry, which its key names after the kind."""
    name = str(entry.key[1])
    return next((district.title for district in site.districts if district.name == name), name)


def of_organisation(site: Site, row: Row) -> Feed | None:
    """Return the feed of an organisation; None where there is nothing to tell."""
    of = {"district": None, "org_id": row["org_id"], "most": WORDS["own"]}
    corrected = site.reader.rows("select kind from corrections where org_id = ?", [row["org_id"]])
    kinds_of = ("notices", *(["corrections"] if corrected else []), "own_duties")  # of most nothing was corrected
    found = [entry for name in kinds_of for entry in _entries(site, name, **of)]
    site.reader.answer(FOUND, [row["org_id"]])
    found += _findings(site).get(row["org_id"], [])[: WORDS["own"]]
    if not found:
        return None
    found.sort(key=lambda entry: entry.updated, reverse=True)
    place = ("organisations", row["org_id"])
    about = WORDS["organisation"]["about"]
    return Feed(file_address(*place, "atom.xml"), address(*place), row["name"], about, tuple(found))


def _findings(site: Site) -> dict[str, list[Entry]]:
    """Return org_id → an entry per submission and table with findings on rows that speak of the organisation."""
    if site.told is None:
        site.told = {}
        with site.reader.apart():
            for table, columns in site.reader.columns.items():
                column = next((c["column_name"] for c in columns if c["identifier"]), None)
                names = {"history": f'"{table}_history"', "org_id": f'"{column}"'}
                for row in site.reader.query("feeds/own_findings", names, table=table) if column else ():
                    site.told.setdefault(row["org_id"], []).append(_entry(row))
    return site.told


def found_in_rows(site: Site, _: str, values: Values) -> Answer:
    """Return the entries of what was found in rows about an organisation, as an answer that is noted."""
    return rows_of(map(asdict, _findings(site).get(next(iter(values)), [])[: WORDS["own"]]))


def _entries(site: Site, query: str, **of: Any) -> tuple[Entry, ...]:
    """Return the entries that a query gives."""
    asked = {"most": WORDS["most"], "today": site.today, "ahead": f"-{WORDS['ahead']} days"} | of
    return tuple(map(_entry, site.reader.query(f"feeds/{query}", **asked)))


def _entry(row: Row) -> Entry:
    """Return a row of queries/feeds/ as an entry."""
    page = address(*json.loads(row["page"]), anchor=row["anchor"] or "")
    return Entry(
        tuple(json.loads(row["id"])), row["title"], page, row["updated"], row["published"], row["summary"],
        row["author"], row["category"], bool(row["sample"]),
    )  # fmt: skip


def _file(words: dict[str, Any], district: str | None) -> str:
    """Return the address of a feed."""
    if district is None:
        return file_address(*words["page"], "atom.xml")
    return file_address(*(part.format(district=district) for part in words["district"]))


def _page(words: dict[str, Any], district: str | None) -> str:
    """Return the address of the page that a feed belongs to."""
    if district is None:
        return address(*words["page"])
    return address(*(part.format(district=district) for part in words["district"][:-1]))
