"""The home page: figures, open notices, districts, latest corrections."""

from collections.abc import Iterator

from ..addresses import data_address
from ..listed import LISTS
from ..reading import Reader, Row
from . import additions
from .notices import open_notices
from .sheet import Sheet, Site

FIGURES = {
    "statistics": "有出处的统计数",
    "targets": "规划目标",
    "policies": "有原文的政策文件",
    "organisations": "社会组织（含已终止的）",
}
LATEST = 6


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the home page."""
    reader = site.reader
    figures = [_figure(reader, table) for table in FIGURES]
    corrections = [site.named(row) for row in reader.query("latest_changes", limit=LATEST)]
    yield Sheet(
        "/",
        "home.html",
        {
            "build": site.build,
            "examples": LISTS["examples"],
            "figures": figures,
            "open_notices": open_notices(site),
            "districts": reader.query("districts"),
            "corrections": corrections,
            "title_of": reader.title_of,
            "additions": additions.of_home(site),
        },
    )


def _figure(reader: Reader, table: str) -> Row:
    """Return how many rows a table has, with their address; of documents those whose text is held, and the others."""
    found: Row = {"title": FIGURES[table], "url": data_address(table, sample=0), "mentioned": 0, **reader.count(table)}
    if table != "policies":
        return found
    (row,) = reader.rows("select count(summary) as texts from policies where sample = 0")
    return found | {
        "real": row["texts"], "mentioned": found["real"] - row["texts"],
        "url": data_address(table, sample=0, summary__notblank=1),
    }  # fmt: skip
