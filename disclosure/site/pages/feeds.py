"""Atom feeds, written by feedgenerator."""

from datetime import datetime
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from .sheet import Site

BEIJING = ZoneInfo("Asia/Shanghai")


class Feed(Atom1Feed):
    """A feed that, having no entries, does not take the clock's time for its own."""

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
            link=f"{url}/notices/{row['district']}/{row['notice_id']}/",
            unique_id=f"urn:disclosure:notice:{row['district']}:{row['notice_id']}",
            description=f"{row['kind']}，{row['publisher']}，{row['start_on']} 起{until}",
            pubdate=datetime.fromisoformat(row["published_on"]).replace(tzinfo=BEIJING),
            updateddate=datetime.fromisoformat(row["submitted_on"]).replace(tzinfo=BEIJING),
        )
    text: str = feed.writeString("utf-8")
    return text
