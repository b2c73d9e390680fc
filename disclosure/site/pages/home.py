"""The home page: figures, open notices, districts, latest corrections."""

from collections.abc import Iterator

from .notices import open_notices
from .sheet import Sheet, Site

FIGURES = [
    ("statistics", "有出处的统计数"),
    ("targets", "规划目标"),
    ("policies", "政策文件"),
    ("organisations", "社会组织"),
]
LATEST = 6


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the home page."""
    reader = site.reader
    figures = [{"table": table, "title": title, **reader.count(table)} for table, title in FIGURES]
    corrections = [site.named(row) for row in reader.query("latest_changes", limit=LATEST)]
    yield Sheet(
        "/",
        "home.html",
        {
            "figures": figures,
            "open_notices": open_notices(site),
            "districts": reader.query("districts"),
            "corrections": corrections,
            "title_of": reader.title_of,
        },
    )
