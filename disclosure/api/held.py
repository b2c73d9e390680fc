"""What an address asks of a table, held against what the database has, before Datasette looks at it.

Datasette would answer in English alone, and name nothing.
"""

from typing import TYPE_CHECKING, Any

from ..statements import quoted
from .asked import PAGE, require_known, require_meant, require_page
from .comparing import VIEWS
from .ranking import in_order, require_searched
from .refusals import RefusedError, repeated

if TYPE_CHECKING:
    from .data import RegisterData

NO_LIST = "select 1 from {table} where {column} is not null and not json_valid({column}) limit 1"
SHOWN = ("_col", "_nocol")
COUNTED = ("_facet", "_facet_array", "_facet_date")


async def require_held(data: "RegisterData", request: Any, table: str) -> None:
    """Raise RefusedError for what an address asks a table or view for that it does not know."""
    database, asked = data.database, request.args
    if table not in {*await database.table_names(), *await database.view_names()}:
        return
    columns, keys = await database.table_columns(table), await database.primary_keys(table)
    require_known(table, columns, bool(keys) or table in VIEWS, asked)
    require_meant(data.desk, table, asked)
    require_searched(data, request, table)
    _require_columns(columns, keys, asked)
    for column in asked.getlist("_facet_array"):
        if (await database.execute(NO_LIST.format(table=quoted(table), column=quoted(column)))).first():
            raise RefusedError("no-list", name=column)
    if asked.get("_shape") == "object" and not keys:
        raise RefusedError("shape-of-keys")
    following = asked.get("_next") or request.scope.get(PAGE)
    if following and not in_order(data, request):  # which looks for the row itself
        require_page(None if table in VIEWS else keys or ["rowid"], following, asked)


def _require_columns(columns: list[str], keys: list[str], asked: Any) -> None:
    """Raise RefusedError for what is no column where one is to be shown or counted; those of the key always are."""
    for name in (*SHOWN, *COUNTED):
        known = [column for column in columns if name != "_nocol" or column not in keys]
        for value in asked.getlist(name):
            if not value or (name in SHOWN and value not in known):
                raise RefusedError("no-column", name=name, value=repeated(value), known=", ".join(known))
