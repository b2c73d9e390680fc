"""Districts' own Atom feeds, of their feeds/<name>.toml, by the writer of the register's own."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from ...channels import LEADING, Channel
from ...districts import District
from ...exceptions import PluginError
from ...schemes import columns_of
from ...statements import quoted
from ..addresses import address, file_address
from ..atom import Entry, Feed
from ..reading import Row
from .sheet import Site

MOST = 100  # entries of a feed, the latest


def path_of(district: str, channel: Channel) -> str:
    """Return where a feed of a district lies."""
    return file_address("districts", district, "feeds", f"{channel.name}.xml")


def own_channels(site: Site, district: District) -> list[tuple[Channel, list[Entry]]]:
    """Return the feeds of a district with their entries, but for those that fail; made once."""
    if district.name not in site.own_channels:
        found = site.own_channels[district.name] = []
        for channel in district.folder.channels:
            file = district.path / "feeds" / f"{channel.name}.toml"
            with district.folder.containing(f"feeds/{file.name}", file):
                found.append((channel, _entries(site, district, channel)))
    return site.own_channels[district.name]


def listed(site: Site, district: District | None) -> list[Row]:
    """Return what a page lists of each feed of a district."""
    found = own_channels(site, district) if district else []
    return [
        {"title": channel.title, "own": True, "file": path_of(district.name, channel)}
        for channel, _ in found
        if district
    ]


def feeds(site: Site) -> Iterator[Feed]:
    """Yield every district's own feeds."""
    for district in site.districts:
        for channel, entries in own_channels(site, district):
            title = f"{district.title} · {channel.title}"
            about = f"{channel.title} / {channel.title_en}"
            yield Feed(path_of(district.name, channel), _page(district), title, about, tuple(entries))


def _page(district: District) -> str:
    """Return the address of a district's page."""
    return address("districts", district.name)


def _entries(site: Site, district: District, channel: Channel) -> list[Entry]:
    """Return the entries of a feed, the latest first; rows that have one id are one entry, rows without a day none.

    Raises PluginError if a column that it names is not there, or its day is none.
    """
    columns_of(site.reader.connection, channel.part, district.name, district.folder.beside())
    tests = ["district = ?", f"{quoted(channel.day)} is not null", *(f"{quoted(one)} = ?" for one in channel.where)]
    ordered = ", ".join([f"{quoted(channel.day)} desc", *(quoted(one) for one in channel.id)])
    rows = site.reader.rows(
        f"select * from {quoted(channel.rows)} where {' and '.join(tests)} order by {ordered}",
        [district.name, *channel.where.values()],
    )
    found: dict[tuple[Any, ...], Entry] = {}
    for row in rows[: MOST * 10]:
        entry = _entry(site, district, channel, row)
        if len(found) < MOST:
            found.setdefault(entry.key, entry)
    return list(found.values())


def _entry(site: Site, district: District, channel: Channel, row: Row) -> Entry:
    """Return one entry; of a day that is yet to come it says so and was changed today. Raises PluginError."""
    try:
        day = date.fromisoformat(str(row[channel.day])).isoformat()
    except ValueError as error:
        raise PluginError(f"{channel.rows}.{channel.day} holds {row[channel.day]!r}, which is no day") from error
    title = channel.title if row[channel.entry] is None else str(row[channel.entry])
    told = [str(row[name]) for name in channel.summary if row[name] is not None]
    key = ("feed", district.name, channel.name, *(row[name] for name in channel.id))
    summary, sample = "，".join([*told, f"日期 {day}"]), bool(row["sample"] or district.invented)
    return Entry(key, title, _leads(site, district, channel.link, row), day, day, summary, sample=sample)


def _leads(site: Site, district: District, link: str, row: Row) -> str:
    """Return the page of the grant, notice or organisation of an entry if it is published, else the district's."""
    key = row.get(link)
    own = (district.name, key)
    known: dict[str, Callable[[], Any]] = {
        "grant_id": partial(site.reader.project, *own),
        "notice_id": partial(site.reader.notice, *own),
        "org_id": partial(site.body, str(key)),
    }
    if link not in known or known[link]() is None:
        return _page(district)
    return address(LEADING[link], *([key] if link == "org_id" else own))
