"""Search that is exact for any run of characters: one FTS5 index over pairs of characters, queried as phrases.

FTS5's own tokenizers take a run of Chinese as one word (unicode61) or find nothing under three characters (trigram).
Each pair is marked with where it stands (TITLE, BEGINS and so on), so that a search of titles walks those of titles
only; the last character stands alone, so that a whole title is a phrase too. Rows are numbered in the order in which
they are shown, so that the best hundred are found without sorting all.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from ..districts import NATION
from ..statements import quoted
from ..tables import Table
from .before import Before

WORDING: dict[str, Any] = tomllib.loads((NATION.path / "search.toml").read_text(encoding="utf-8"))
SIGNS = re.compile(r"[^\w]|_")
QUOTES = '"“”＂「」『』'
WORD = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]|(\S+)")
BEGINS, TITLE, OTHER, REST = "b", "t", "o", "r"  # the title's first pair, its others, another name, all other columns
RANKS = 6  # whole title, its beginning, in it, another name or number, elsewhere, in other words
NOTHING = '""'
NEEDS = "search_fts_needs"  # what each organisation serves, as /needs/ lists it: found by it, too
OF_NEEDS = f"create table {NEEDS} (org_id text primary key, need text)"
BY_NEED = "bodies_by_need"  # the view of which these are
HELD = {  # the tables in which the index lies, FTS5's own first → the order of their rows
    "search_fts_data": "id",
    "search_fts_idx": "segid, term",
    "search_fts_docsize": "id",
    "search_fts_config": "k",
    "search_fts_rows": "id",
    "search_fts_kinds": "rowid",
    NEEDS: "rowid",
}
INDEX = "create virtual table search_fts using fts5(pairs, content='', tokenize='ascii', prefix='2')"
ROWS = "create table search_fts_rows (id integer primary key, table_name text, row integer)"
KINDS = (  # where the rows of each table stand: its real ones from first to real, then its samples up to last
    "create table search_fts_kinds (table_name text primary key, title text, first integer, last integer, real integer)"
)


class _Folds(dict[int, str]):
    """Each character → how it is compared: one width, lower case, no sign; worked out when first met."""

    def __missing__(self, point: int) -> str:
        self[point] = SIGNS.sub("", unicodedata.normalize("NFKC", chr(point)).lower())
        return self[point]


FOLDS = _Folds()


def folded(text: str) -> str:
    """Return a text as it is compared: its letters, digits and characters alone."""
    return text.translate(FOLDS)


SYNONYMS = [[folded(term) for term in group] for group in WORDING["synonyms"]]
ENGLISH = {folded(word): tuple(map(folded, one["sought"])) for one in WORDING["english"] for word in one["words"]}
PASSED_OVER = set(WORDING["passed_over"])


@dataclass(frozen=True)
class Word:
    """One word of a search as it is compared, and the words that are looked for in its place."""

    text: str
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return the word, then the others."""
        return (self.text, *self.others)


def words_of(query: str) -> list[Word]:
    """Return the words of a search; what stands in quotes is one word, and is looked for as it is only."""
    words = []
    for exact, plain in WORD.findall(" ".join(telling(query))):
        if text := folded(exact or plain):
            words.append(Word(text, () if exact else _others(text)))
    return list(dict.fromkeys(words))


def telling(query: str) -> list[str]:
    """Return the words of a search as they were typed, quotes and all, but for those passed over among others."""
    typed = [found[0] for found in WORD.finditer(query)]
    return [word for word in typed if folded(word) not in PASSED_OVER or word[0] in QUOTES] or typed


def _others(text: str) -> tuple[str, ...]:
    """Return what a word is in other words: an English one in Chinese, or the longest term that it holds replaced."""
    if text in ENGLISH:
        return ENGLISH[text]
    held = [(term, group) for group in SYNONYMS for term in group if term in text]
    if not held:
        return ()
    longest = max((term for term, _ in held), key=len)
    besides = {term for term, _ in held if term not in longest}
    if any(longest in group and besides.intersection(group) for _, group in held):
        return ()  # 送餐助餐 says both already, and 助餐助餐 is no word
    others = [other for term, group in held if term == longest for other in group if other != longest]
    return tuple(dict.fromkeys(text.replace(longest, other) for other in others))


def also_sought(query: str) -> list[str]:
    """Return the words that a search looks for beside those that were typed."""
    return list(dict.fromkeys(other for word in words_of(query) for other in word.others))


def as_typed(query: str) -> str:
    """Return a search for the words of another as they were typed, none in other words."""
    return " ".join(f'"{exact or plain}"'.replace('""', '"') for exact, plain in WORD.findall(query))


@lru_cache(maxsize=256)
def expression(query: str, rank: int = 0) -> str:
    """Return the FTS5 expression of what a search finds at a rank of RANKS and at none before; 0: at any."""
    words = words_of(query)
    if not words:
        return NOTHING
    typed = [Word(word.text) for word in words]
    ranks = [
        _phrase("".join(word.text for word in words), BEGINS, whole=True),
        " AND ".join([_phrase(words[0].text, BEGINS), *([_all(typed[1:], BEGINS + TITLE)] if typed[1:] else [])]),
        _all(typed, BEGINS + TITLE),
        _all(typed, BEGINS + TITLE + OTHER),
        _all(typed, BEGINS + TITLE + OTHER + REST),
    ]
    if typed != words:
        ranks.append(_all(words, BEGINS + TITLE + OTHER + REST))
    if rank == 0:
        return ranks[-1]
    if rank > len(ranks):
        return NOTHING
    return f"({ranks[rank - 1]}) NOT ({ranks[rank - 2]})" if rank > 1 else ranks[0]


def _all(words: Iterable[Word], places: str) -> str:
    """Return the expression that finds every word, or another in its place, at any of the places."""
    each = (" OR ".join(_phrase(text, place) for text in word.all for place in places) for word in words)
    return " AND ".join(f"({any_place})" for any_place in each)


def _phrase(text: str, place: str, whole: bool = False) -> str:
    """Return the phrase that finds a text as a run of characters at a place, or as the whole title."""
    if len(text) == 1 and not whole:
        return f'"{place}{text}" *'
    pairs = _pairs(text)
    return '"' + _marked(pairs if whole else pairs[:-1], place) + '"'


def _pairs(text: str) -> list[str]:
    """Return the pairs of characters of a text, and its last character."""
    return [text[at : at + 2] for at in range(len(text))]


def _marked(pairs: list[str], place: str) -> str:
    """Return pairs as FTS5 sees them, each with its place."""
    rest = TITLE if place == BEGINS else place
    return " ".join((place if at == 0 else rest) + pair for at, pair in enumerate(pairs))


def entry(*texts: Any) -> str:
    """Return what the index holds of a row: its title, another name, and its other columns."""
    places = [BEGINS, OTHER, *REST * len(texts)]
    pairs = [[] if text is None else _pairs(folded(str(text))) for text in texts]
    return " ".join(_marked(each, place) for each, place in zip(pairs, places, strict=False) if each)


def create_search(db: Database, tables: Iterable[Table], before: Before | None = None) -> None:
    """Create the index over the searched columns of the tables, and the view of what it leads to.

    If all that is searched is as it was `before`, what FTS5 keeps of it is taken over.
    """
    first = {name: place for place, name in enumerate(WORDING["tables"])}
    searched = sorted((t for t in tables if t.searched), key=lambda table: first.get(table.name, len(first)))
    for statement in (INDEX, ROWS, KINDS, OF_NEEDS):
        db.execute(statement)
    if before and all(before.stands(f"select * from {quoted(name)}") for name in _searched_in(db, searched)):
        for name, order in HELD.items():
            db.execute(f"delete from {name}")
            before.take(name, order=order)
    else:
        _fill(db, searched)
    db.execute("create view search_fts_texts as " + " union all ".join(_texts(table) for table in searched))


def _searched_in(db: Database, searched: Iterable[Table]) -> list[str]:
    """Return the tables and views whose rows are found."""
    return [*(table.name for table in searched), *(name for name in (BY_NEED,) if name in db.view_names())]


def _fill(db: Database, searched: list[Table]) -> None:
    """Fill the index with the rows of the tables."""
    db.conn.create_function("search_entry", -1, entry, deterministic=True)
    if BY_NEED in db.view_names():
        db.execute(f"insert into {NEEDS} select org_id, group_concat(need, '、') from {BY_NEED} group by org_id")
    last = 0
    for table in searched:
        name, columns = quoted(table.name), ", ".join([*map(quoted, table.searched), *_served(table, "t")])
        order = [WORDING["order"].get(table.name, "0"), *map(quoted, (table.searched[0], *table.db_key))]
        db.execute(
            f"insert into search_fts_rows select row_number() over (order by sample, {', '.join(order)}) + ?, ?, rowid"
            f" from {name}", [last, table.name],
        )  # fmt: skip
        db.execute(
            f"insert into search_fts (rowid, pairs) select r.id, search_entry({columns}) from search_fts_rows r"
            f" cross join {name} t on t.rowid = r.row where r.id > ? order by r.id", [last],
        )  # fmt: skip
        count, real = db.execute(f"select count(*), count(*) filter (where sample = 0) from {name}").fetchone()
        db.execute("insert into search_fts_kinds values (?, ?, ?, ?, ?)",
                   [table.name, table.title, last + 1, last + count, last + real])  # fmt: skip
        last += count
    db.execute("insert into search_fts (search_fts) values ('optimize')")


def _served(table: Table, rows: str) -> list[str]:
    """Return the SQL of what an organisation serves, nothing for other tables; `rows` is what the table is called."""
    served = f"(select need from {NEEDS} n where n.org_id = {rows}.org_id)"
    return [served] if table.name == "organisations" else []


def _texts(table: Table) -> str:
    """Return the SELECT of what is shown of the rows of a table that are found, one JSON object each."""
    beside = ", ".join(f"nullif({quoted(name)}, '')" for name in WORDING["beside"].get(table.name, ()))
    org_id = quoted("org_id") if "org_id" in table.by_name else "null"
    served = "".join(f", 'need', {sql}" for sql in _served(table, table.name))
    told = (
        f"'district', district, 'sample', sample, 'title', {quoted(table.searched[0])}, 'code', {quoted(table.key[0])},"
        f" 'org_id', {org_id}, 'fields', {_object(table.searched, served)}, 'key', {_object(table.db_key)},"
        f" 'beside', json_array({beside})"
    )
    return f"select '{table.name}' as table_name, rowid as row, json_object({told}) as told from {quoted(table.name)}"


def _object(columns: Iterable[str], more: str = "") -> str:
    """Return the SQL of a JSON object of some columns, and of more."""
    return "json_object(" + ", ".join(f"'{name}', {quoted(name)}" for name in columns) + f"{more})"
