"""The page of the search, which the server fills; and, for where there is none, each district's list of names."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from ...database.search import ENGLISH, WORDING
from ..addresses import file_address
from ..reading import Row
from ..spelling import names_file
from .sheet import Sheet, Site


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page."""
    lists = {district: file_address("search", f"{district}.json") for district in site.listed.districts}
    yield Sheet(
        "/search/", "search.html", {"lists": lists, "words": _words(), "places": WORDING["places"]} | _standing(site)
    )


def _words() -> str:
    """Return as JSON what is looked for beside a word that is typed, and the words that say nothing by themselves."""
    beside = {word: list(sought) for word, sought in ENGLISH.items()}
    for group in WORDING["synonyms"]:
        beside |= {word: [other for other in group if other != word] for word in group}
    return json.dumps({"beside": beside, "passed": WORDING["passed_over"]}, ensure_ascii=False, sort_keys=True)


def _standing(site: Site) -> dict[str, dict[str, str]]:
    """Return the words that say how an organisation stands, with their identifiers: its status, lists it may be on."""
    return {
        "states": site.listed.terms.get("organisation_status", {}),
        "kinds": site.listed.terms.get("credit_kind", {}),
    }


def _told(row: Row, known: dict[str, str]) -> Row:
    """Return a name whose words are told by their identifiers, which every language of the page has."""
    lists = [known[kind] for kind in (row["lists"] or "").split(",") if kind]
    return row | {"status": known[row["status"]], "lists": ",".join(lists)}


def files(site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield (address, what makes the list of names) of every district that has any.

    Former names stand in it, too, and those of corrections.
    """
    for district in site.listed.districts:
        yield file_address("search", f"{district}.json"), partial(_names, site, district)


def _names(site: Site, district: str) -> bytes:
    """Return the list of names of a district."""
    known = {term: one for terms in _standing(site).values() for term, one in terms.items()}
    rows = [_told(row, known) for row in site.reader.query("names", district=district)]
    return names_file(title=site.reader.districts[district]["title"], rows=rows)
