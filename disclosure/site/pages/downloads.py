"""The page of downloads; the files themselves are written by disclosure/exports."""

from collections.abc import Iterator

from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of downloads."""
    rows = [
        {"table": table, "title": entry["title"], **site.reader.count(table)}
        for table, entry in site.reader.tables.items()
    ]
    yield Sheet("/downloads/", "downloads.html", {"rows": rows})
