"""`_search` of a table's page: what it finds, the likest first, page after page.

Datasette sorts a table by its key. Its SQL for a page of a search is taken as it is, but read from the index, whose
rows are in order already, so that no page sorts all that was found; the address of the next page stays Datasette's.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import datasette.app
from datasette.filters import FilterArguments
from datasette.utils import escape_sqlite, tilde_decode, urlsafe_components
from datasette.utils.asgi import Request
from datasette.views.table import TableView

from ..database.search import RANKS, also_sought, as_typed
from .asked import PAGE, require_short
from .refusals import RefusedError, repeated

RANKED: ContextVar["Ranked | None"] = ContextVar("RANKED", default=None)  # the search of the page being made
FOUND = (
    "{table}.rowid in (select r.row from search_fts f cross join search_fts_rows r on r.id = f.rowid"
    " where f.search_fts match search_for(:search, 0) and f.rowid between {first} and {last})"
)
IN_ORDER = (
    "(select found_rank, f.rowid as found_id, r.row as found_row"
    " from (select column1 as found_rank from (values {ranks})) cross join search_fts f"
    " cross join search_fts_rows r on r.id = f.rowid"
    " where f.search_fts match search_for(:search, found_rank)"
    " and f.rowid between case found_rank when {rank} then {after} + 1 else {first} end and {last})"
)
PLACE = "select found_rank, found_id from {rows} cross join {table} on {table}.rowid = found_row where {key} limit 1"
COUNT = (
    "select count(*) from search_fts where search_fts match search_for(:search, 0) and rowid between {first} and {last}"
)
PAGE_SQL = re.compile(r"(select [^()]*) from (\S+) where (.*) order by [^()]* (limit \d+)", re.DOTALL)


@dataclass(frozen=True)
class Ranked:
    """A search of a table from some place in its order on; where the index has the table's rows."""

    table: str
    first: int
    last: int
    rank: int = 1
    after: int = 0

    @property
    def name(self) -> str:
        """Return the table as SQL."""
        name: str = escape_sqlite(self.table)
        return name

    @property
    def found(self) -> str:
        """Return the condition that a row was found."""
        return FOUND.format(table=self.name, first=self.first, last=self.last)

    def _in_order(self) -> str:
        """Return the SQL of what was found, in order."""
        ranks = ", ".join(f"({rank})" for rank in range(self.rank, RANKS + 1))
        after = max(self.after, self.first - 1)
        return IN_ORDER.format(ranks=ranks, rank=self.rank, after=after, first=self.first, last=self.last)

    def reordered(self, sql: str) -> str:
        """Return the SQL of a page in order, and that of a count without the table; any other as it is."""
        if sql == f"select count(*) from {self.name} where {self.found} ":
            return COUNT.format(first=self.first, last=self.last)
        page = PAGE_SQL.fullmatch(sql)
        if page is None or page[2] != self.name or self.found not in page[3]:
            return sql
        where = page[3].replace(self.found, f"{self.name}.rowid = found_row", 1)
        return f"{page[1]} from {self._in_order()} cross join {self.name} where {where} {page[4]}"

    def place_of(self, key: list[str]) -> str:
        """Return the SQL of the place that the row of a key has in the order."""
        tests = " and ".join(f"{self.name}.{escape_sqlite(name)} = :key{at}" for at, name in enumerate(key))
        return PLACE.format(rows=self._in_order(), table=self.name, key=tests)


def of_page(data: Any, request: Request) -> Ranked | None:
    """Return the search that an address asks a table for; None where it asks for none."""
    searched: Mapping[str, tuple[int, int]] = getattr(data, "searched", {})
    table = tilde_decode(request.url_vars.get("table", ""))
    if table not in searched or not (request.args.get("_search") or "").strip():
        return None
    return Ranked(table, *searched[table])


def in_order(data: Any, request: Request) -> Ranked | None:
    """Return the search in whose order a page is; None where it is in that of a column, or nothing is looked for."""
    return None if request.args.get("_sort") or request.args.get("_sort_desc") else of_page(data, request)


def require_searched(data: Any, request: Request, table: str) -> None:
    """Raise RefusedError for words that are too many, or looked for in a table that is not searched."""
    asked = (request.args.get("_search") or "").strip()
    require_short(asked)
    if asked and table not in data.searched:
        raise RefusedError("not-searched", name=table, known=", ".join(data.searched))


def conditions(data: Any, request: Request, table: str) -> FilterArguments:
    """Return what a search adds to a table's conditions, and what the desk says of it."""
    asked = (request.args.get("_search") or "").strip()
    said: dict[str, Any] = {"supports_search": table in getattr(data, "searched", {})}
    search = of_page(data, request)
    if search is None:
        return FilterArguments([], extra_context=said)
    others = also_sought(asked)
    told = f'search matches "{asked}"' + (f" (also: {', '.join(others)})" if others else "")
    said |= {"search": asked, "also_sought": others, "as_typed": as_typed(asked)}
    return FilterArguments([search.found], {"search": asked}, [told], said)


class TableInOrder(TableView):
    """The page of a table, that of a search in order."""

    async def data(self, request: Request, default_labels: bool = False, _next: str | None = None,
                   _size: int | None = None) -> Any:  # fmt: skip
        """Return what Datasette makes of the page. Raises RefusedError for what the register's table does not know."""
        if require_asked := getattr(self.ds, "require_asked", None):
            await require_asked(request, tilde_decode(request.url_vars["table"]))
        search = in_order(self.ds, request)
        if search is None:
            return await super().data(request, default_labels, _next, _size)
        if following := _next or request.args.get("_next"):
            search = await self._began(search, request, following)
        elif page := request.scope.get(PAGE):  # CSV of all rows, which is to be refused where no page gave it
            await self._began(search, request, page)
        asked = [(name, value) for name, value in parse_qsl(request.query_string, True) if name != "_next"]
        first = Request({**request.scope, "query_string": urlencode(asked).encode(), PAGE: ""}, request.receive)
        token = RANKED.set(search)
        try:
            return await super().data(first, default_labels, None, _size)
        finally:
            RANKED.reset(token)

    async def _began(self, search: Ranked, request: Request, following: str) -> Ranked:
        """Return a search from behind the row that a page ended with. Raises RefusedError where it has no such row."""
        keys = await self.ds.database.primary_keys(search.table) or ["rowid"]
        values = dict(zip([f"key{at}" for at in range(len(keys))], urlsafe_components(following), strict=False))
        if len(values) < len(keys):
            raise RefusedError("next", name=repeated(following))
        asked = {"search": request.args["_search"].strip()}
        row = (await self.ds.database.execute(search.place_of(keys), values | asked)).first()
        if row is None:
            raise RefusedError("next", name=repeated(following))
        return Ranked(search.table, search.first, search.last, row["found_rank"], row["found_id"])


def mend_order() -> None:
    """Let Datasette make the pages of tables so."""
    datasette.app.TableView = TableInOrder
