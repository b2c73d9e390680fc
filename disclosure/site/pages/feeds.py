"""Atom feeds, written by feedgenerator."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from ..addresses import address, file_address
from ..reading import Row
from .obligations import OWN, responsible
from .sheet import Site

BEIJING = ZoneInfo("Asia/Shanghai")


class Feed(Atom1Feed):
    """A feed whose summaries are text, not HTML, and that, having no entries, does not take the clock's time."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self) -> datetime:
        """Return when the latest entry changed."""
        latest: datetime = super().latest_post_date() if self.items else datetime(2000, 1, 1, tzinfo=BEIJING)
        return latest


def notices(site: Site, name: str, url: str) -> str:
    """Return the Atom feed of notices, the latest first; samples say so in the title."""
    feed = Feed(title=f"{name} · 公示", link=f"{url}/notices/", description="最新的公示和公告", language="zh-CN",
                     feed_url=f"{url}/notices/atom.xml", feed_guid="urn:disclosure:notices")  # fmt: skip
    rows = site.reader.rows("select * from notices order by published_on desc, district, notice_id limit 100")
    for row in rows:
        mark = "【示例】" if row["sample"] else ""
        until = f"，截止 {row['end_on']}" if row["end_on"] else ""
        feed.add_item(
            title=f"{mark}{row['title']}",
            link=url + address("notices", row["district"], row["notice_id"]),
            unique_id=f"urn:disclosure:notice:{row['district']}:{row['notice_id']}",
            description=f"{row['kind']}，{row['publisher']}，{row['start_on']} 起{until}",
            pubdate=datetime.fromisoformat(row["published_on"]).replace(tzinfo=BEIJING),
            updateddate=datetime.fromisoformat(row["submitted_on"]).replace(tzinfo=BEIJING),
        )
    text: str = feed.writeString("utf-8")
    return text


def due(site: Site, name: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield (path, Atom feed) of what falls due next in each district and for each organisation."""
    titles = {district.name: district.title for district in site.districts}
    groups: dict[tuple[tuple[str, str], str, str], list[Row]] = {}
    for row in (site.named(row) for row in site.reader.query("duties_coming", district=None, most=-1)):
        page = ("obligations", row["district"])
        groups.setdefault((page, titles[row["district"]], url + address(*page)), []).append(row)
        if row["org_id"] and row["party"] == OWN:
            page = ("organisations", row["org_id"])
            groups.setdefault((page, row["organisation"], url + address(*page, anchor="duties")), []).append(row)
    for (page, title, link), rows in groups.items():
        feed = Feed(title=f"{name} · {title} · 到期", link=link, description="快到期的公开义务", language="zh-CN",
                    feed_url=url + file_address(*page, "atom.xml"),
                    feed_guid=f"urn:disclosure:due:{'/'.join(page)}")  # fmt: skip
        for row in rows[:100]:
            duty = site.duties[row["obligation"]]
            mark = "【示例】" if row["sample"] else ""
            day = datetime.fromisoformat(row["due_on"]).replace(tzinfo=BEIJING)
            feed.add_item(
                title=f"{mark}{row['due_on']} 到期：{duty.title}（{row['period']}）{responsible(row)}",
                link=link,
                unique_id=f"urn:disclosure:due:{row['district']}:{row['obligation']}:{row['key']}:{row['period']}",
                description=f"{duty.due}。依据：{row['basis']}",
                pubdate=day,
                updateddate=day,
            )
        yield f"{'/'.join(page)}/atom.xml", feed.writeString("utf-8")
