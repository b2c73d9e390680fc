"""Search that is exact for any run of Chinese characters: FTS5 over single characters, queried as phrases.

FTS5's own tokenizers take a run of Chinese as one word (unicode61) or find nothing under three characters (trigram).
"""

import re
import unicodedata

from sqlite_utils import Database

from .layout import quoted

SIGNS = re.compile(r"[^\w]|_")


def spaced(text: str) -> str:
    """Return the text with each letter, digit and character standing alone."""
    return " ".join(SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower())


def match(query: str) -> str:
    """Return the FTS5 expression that finds every word of a query as a run of characters; safe for any input."""
    phrases = [spaced(word) for word in query.split()]
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase) or '""'


def create_search(db: Database, table: str, columns: list[str]) -> None:
    """Create `<table>_fts` over some columns; its rowid is that of the table."""
    names = ", ".join(quoted(column) for column in columns)
    index = quoted(f"{table}_fts")
    db.conn.create_function("spaced", 1, lambda text: spaced(text) if text else None, deterministic=True)
    db.execute(
        f"create virtual table {index} using fts5({names}, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    words = ", ".join(f"spaced({quoted(column)})" for column in columns)
    db.execute(f"insert into {index} (rowid, {names}) select rowid, {words} from {quoted(table)} order by rowid")
    db.execute(f"insert into {index} ({index}) values ('optimize')")
