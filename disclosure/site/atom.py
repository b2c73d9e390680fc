"""Writes a feed: an Atom document (RFC 4287) whose links are absolute once the site's address is known.

Where it is not, links begin with `/`: a reader resolves them against the place it fetched the feed from, so that no
feed ever names a host that is not the register's. Ids name no host at all, so that none changes when the site moves.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

BEIJING = ZoneInfo("Asia/Shanghai")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:disclosure")
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SAMPLE = "【示例】"


@dataclass(frozen=True)
class Entry:
    """One entry: `key` tells it from all others for ever, `page` is an address of the site, days are ISO dates."""

    key: tuple[Any, ...]
    title: str
    page: str
    updated: str
    published: str
    summary: str = ""
    author: str | None = None
    category: str | None = None
    sample: bool = False


@dataclass(frozen=True)
class Feed:
    """One feed: its own address, the address of the page it belongs to, its title and its entries, latest first."""

    path: str
    page: str
    title: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Publisher:
    """What every feed of a site says alike: the site's name, its address without a slash or "", the build's day."""

    name: str
    url: str
    today: str

    def moment(self, day: str) -> datetime:
        """Return the beginning of a day in China; of the build's for a day that has not come yet, or is none."""
        try:
            known = date.fromisoformat(min(day[:10], self.today))
        except ValueError:
            known = date.fromisoformat(self.today)
        return datetime.combine(known, datetime.min.time(), BEIJING)


def identifier(*key: Any) -> str:
    """Return a URI that stands for a key wherever the site lies: the same for the same key."""
    return uuid.uuid5(NAMESPACE, "\0".join(map(str, key))).urn


def write_feed(publisher: Publisher, feed: Feed) -> bytes:
    """Return a feed as a file holds it: the same bytes for the same entries, each key once."""
    entries = list({entry.key: entry for entry in feed.entries}.values())
    atom = _Atom(
        title=_text(f"{publisher.name} · {feed.title}"), link=publisher.url + feed.page, description=_text(feed.about),
        language="zh-CN", feed_url=publisher.url + feed.path, feed_guid=identifier(feed.path),
        author_name=_text(publisher.name), author_link=publisher.url or None, feed_copyright="CC BY 4.0",
    )  # fmt: skip
    days = [entry.updated for entry in entries] or [publisher.today]
    atom.latest = max(map(publisher.moment, days))
    for entry in entries:
        atom.add_item(
            title=_text(f"{SAMPLE if entry.sample else ''}{entry.title}"), link=publisher.url + entry.page,
            unique_id=identifier(*entry.key), description=_text(entry.summary),
            pubdate=publisher.moment(entry.published), updateddate=publisher.moment(entry.updated),
            author_name=_text(entry.author) if entry.author else None,
            categories=[_text(entry.category)] if entry.category else None,
        )  # fmt: skip
    written: str = atom.writeString("utf-8")
    return written.encode("utf-8")


def _text(text: str) -> str:
    """Return a text without what no XML may hold."""
    return NO_XML.sub("", text)


class _Atom(Atom1Feed):
    """A feed whose summaries are text, not HTML, and whose day is that of its entries, not of the clock."""

    latest: datetime

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self) -> datetime:
        """Return when the latest entry changed."""
        return self.latest
