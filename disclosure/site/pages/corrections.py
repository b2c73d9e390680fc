"""Every change of a published value."""

from collections.abc import Iterator

from .sheet import Sheet, Site

MOST = 1000


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of corrections, the latest first; beyond MOST it points to the query."""
    rows = [site.named(row) for row in site.reader.query("corrections", limit=MOST)]
    yield Sheet("/corrections/", "corrections.html", {"rows": rows, "most": MOST, "title_of": site.reader.title_of})
