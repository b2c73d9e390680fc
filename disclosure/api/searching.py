"""What the search is in SQL: three functions of every connection, and the question `search` that uses them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..database.search import FOLDS, WORDING, also_sought, expression, words_of
from ..site.addresses import address, data_address, step
from ..statements import Statement, read_statement
from .asked import require_short

QUESTION: Statement = read_statement(Path(__file__).with_name("search.sql"), ("title", "title_en"))
BEFORE, AFTER = 12, 40  # characters of a snippet before and after what was found

Piece = tuple[str, bool]


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection search_for(words, rank), search_why(words, fields, what), search_also(words), search_page."""
    for name, arguments, function in (
        ("search_for", 2, _expression),
        ("search_why", 3, _why),
        ("search_also", 1, _also),
        ("search_page", 2, page),
    ):
        connection.create_function(name, arguments, function, deterministic=True)


def searched_in(path: str) -> dict[str, tuple[int, int]]:
    """Return the tables of a build that can be searched → the first and the last number of their rows in the index."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("select table_name, first, last from search_fts_kinds order by first").fetchall()
    return {table: (first, last) for table, first, last in rows}


def _expression(query: Any, rank: Any) -> str:
    """Return the FTS5 expression of what a search finds at a rank; 0: at any. Raises RefusedError for one too long."""
    require_short(str(query or ""))
    return expression(str(query or ""), int(rank or 0))


def _also(query: Any) -> str | None:
    """Return the words that a search looks for beside those typed, None for none."""
    return "、".join(also_sought(str(query or ""))) or None


def _why(query: Any, fields: Any, what: Any) -> str | None:
    """Return of a row found the column in which a word was, the text round it, or the word; None for none."""
    return why(str(query or ""), str(fields or "{}")).get(str(what))


@lru_cache(maxsize=16)
def why(query: str, fields: str) -> dict[str, str]:
    """Return the first column that holds a word of a search, the text round it and the word as it stands there.

    What was typed is looked for before what stands for it.
    """
    texts = {name: str(text) for name, text in json.loads(fields).items() if text is not None}
    words = words_of(query)
    for sought in ([word.text for word in words], [other for word in words for other in word.others]):
        for name, text in texts.items():
            for begin, end in _places(text, sought):
                return {"field": name, "snippet": _round(text, begin, end), "word": text[begin:end]}
    return {}


def _places(text: str, sought: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where in a text words stand, from left to right, each with its end."""
    pieces = [FOLDS[ord(character)] for character in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    whole, start = "".join(pieces), 0
    while found := min(((at, -len(w), w) for w in sought if (at := whole.find(w, start)) >= 0), default=None):
        begin, _, word = found
        start = begin + len(word)
        yield origin[begin], origin[start - 1] + 1


def _round(text: str, begin: int, end: int) -> str:
    """Return the part of a text round a place."""
    start, stop = max(0, begin - BEFORE), min(len(text), end + AFTER)
    return ("…" if start else "") + " ".join(text[start:stop].split()) + ("…" if stop < len(text) else "")


def marked(text: str, query: str) -> list[Piece]:
    """Return a text in pieces, each with whether it is a word of a search, or another in its place."""
    pieces: list[Piece] = []
    done = 0
    for begin, end in _places(text, [one for word in words_of(query) for one in word.all]):
        pieces += [(text[done:begin], False), (text[begin:end], True)]
        done = end
    return [(piece, found) for piece, found in [*pieces, (text[done:], False)] if piece]


def page(table: Any, key: Any) -> str:
    """Return the address of a row: its page of the site, or its line below /data/."""
    values = json.loads(key)
    section, *columns = WORDING["pages"].get(table, [""])
    if section:
        return address(section, *(step(values[name]) for name in columns))
    return data_address(table, **values)
