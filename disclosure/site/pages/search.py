"""The page of the search, which the server fills; and, for where there is none, each district's list of names."""

from collections.abc import Iterator

from ..addresses import file_address
from ..spelling import names_file
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page."""
    lists = {district: file_address("search", f"{district}.json") for district in site.listed.districts}
    yield Sheet("/search/", "search.html", {"lists": lists})


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (address, list of names) of every district that has any; former names too, those of corrections also."""
    for district in site.listed.districts:
        rows = site.reader.query("names", district=district)
        yield file_address("search", f"{district}.json"), names_file(site.reader.districts[district]["title"], rows)
