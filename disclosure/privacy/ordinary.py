"""Words and cells that are no personal data, so that no district's pattern may match one of them."""

from collections.abc import Iterator

from ..findings import standard
from ..folders import Folder
from . import PRIVACY


def ordinary(nation: Folder) -> Iterator[str]:
    """Yield what the register says itself, what its tables are called and have as examples, and some plain cells."""
    yield from PRIVACY["own"]["ordinary"]
    for table in nation.tables:
        yield from (f"{table.name}.csv", table.title)
        for column in table.columns:
            yield from (column.name, column.title, column.description, column.example)
    for terms in nation.codelists.values():
        for term in terms:
            yield from (term.term, term.english, term.description)
    for entry in standard().values():
        yield from (text for text in entry.values() if isinstance(text, str))
