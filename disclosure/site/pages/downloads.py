"""The pages beside the data: downloads, whose files disclosure/exports writes, and search, which the API fills."""

from collections.abc import Iterator

from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the pages of search and downloads."""
    rows = [
        {"table": table, "title": entry["title"], **site.reader.count(table)}
        for table, entry in site.reader.tables.items()
    ]
    yield Sheet("/search/", "search.html")
    yield Sheet("/downloads/", "downloads.html", {"rows": rows})
