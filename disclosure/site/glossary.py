"""What data files say in Chinese and in English: vocabularies, titles, what rules, duties, pages and findings say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ..declared import OWN
from ..districts import NATION, District
from ..findings import wording
from ..plugins import facts_of
from .phrases import phrases
from .reading import GROUPS, SUBJECTS, Reader
from .words import UNITS

LANGUAGE = "en"
ENGLISH = f"_{LANGUAGE}"
TABLES = (
    "codelists",
    "dictionary_tables",
    "dictionary_columns",
    "districts",
    "measures",
)  # in which the first that says it wins
KINDS = ("rules", "obligations", "checklist", "views", "queries")  # of statements
Pair = tuple[str, str]


def glossary(reader: Reader, districts: Iterable[District] = ()) -> dict[str, str]:
    """Return Chinese → English of all that data files and the dictionary say in both."""
    found: dict[str, str] = {}
    for chinese, english in _pairs(reader, list(districts)):
        if chinese and english:
            found.setdefault(chinese, english)
    return found


def _pairs(reader: Reader, districts: list[District]) -> Iterator[Pair]:
    """Yield (Chinese, English), what is sure to be meant first."""
    for table in TABLES:
        for row in reader.rows(f"select * from {table} order by rowid"):
            yield from _said(row)
            if table == "codelists":
                yield row["term"], row["english"]
    yield from UNITS.items()
    yield from ((words[0], words[1]) for words in [*SUBJECTS.values(), *GROUPS.values()])
    for endpoint in [*OWN, *(one for district in districts for one in district.folder.endpoints)]:
        yield from _said(endpoint)
    for district in districts:
        yield from _said(facts_of(district.path / "district.json"))
        for rule in district.rules():
            yield from _said(rule.statement.header)
        for scheme in district.folder.schemes:
            yield from _said(scheme)
        for channel in district.folder.channels:
            yield from _said(channel)
        for waiver in district.folder.waivers.values():
            yield from _said(waiver)
    for folder in [NATION, *(district.folder for district in districts)]:
        for kind in KINDS:
            for statement in folder.statements(kind):
                yield from _said(statement.header)
                for described in (statement.columns, statement.parameters):
                    yield from (pair for one in described.values() for pair in _said(one))
    for entry in wording().values():
        yield from _said(entry)
    for folder in [NATION, *(district.folder for district in districts)]:
        yield from phrases(folder, LANGUAGE).items()


def _said(thing: Any) -> Iterator[Pair]:
    """Yield what a row, a header or a description says under a name and under the same name with _en."""
    said: Mapping[str, Any] = thing if isinstance(thing, Mapping) else vars(thing)
    yield from ((said[name], said[name + ENGLISH]) for name in said if said.get(name + ENGLISH))
    if is_dataclass(thing):
        for part in (one for each in fields(thing) if isinstance(said[each.name], list) for one in said[each.name]):
            if is_dataclass(part):
                yield from _said(part)
