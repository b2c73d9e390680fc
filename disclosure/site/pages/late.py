"""Who is late: each district's count, the list as CSV, and those that are late by the most days."""

from collections.abc import Iterator

from ..listed import LISTS
from .obligations import marked
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page."""
    most = LISTS["latest"]
    late = [marked(site.named(row)) for row in site.reader.query("duties_late", district=None, most=most)]
    given = {"totals": site.reader.query("late", district=None), "rows": late, "most": most, "duties": site.duties}
    yield Sheet("/late/", "late.html", given)
