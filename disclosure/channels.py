"""A channel: what a district's feeds/<name>.toml says, an Atom feed of the district's own that needs no code."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .exceptions import PluginError
from .schemes import Part, made, said_by

LEADING = {"grant_id": "grants", "notice_id": "notices", "org_id": "organisations"}  # column → pages it leads to


@dataclass(frozen=True)
class Channel:
    """A feed: the rows of a table or a view, and which columns tell an entry apart, head it, date it and sum it up.

    `where` are the values that columns are to have; `link` is the column by which an entry leads to a page.
    """

    name: str
    title: str
    title_en: str
    rows: str
    id: list[str]
    entry: str
    day: str
    summary: list[str]
    where: dict[str, Any] = field(default_factory=dict)
    link: str = ""

    @property
    def part(self) -> Part:
        """Return the rows as a section of a page asks for them, with each column that the feed names."""
        named = [self.entry, *self.id, *self.summary, *([self.link] if self.link else [])]
        return Part(self.title, self.title_en, rows=self.rows, where=self.where, columns=named, order=self.day)


def load_channel(file: Path) -> Channel:
    """Return the feed that a file describes. Raises PluginError naming the line to mend."""
    channel = made(Channel, {**said_by(file), "name": file.stem}, str(file))
    if channel.link and channel.link not in LEADING:
        raise PluginError(f"{file}: link is {channel.link}, which leads to no page; use {', '.join(LEADING)}")
    return channel
