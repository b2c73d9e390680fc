"""What an address asks of a table: each column, condition and option of it is known, or the answer is why it is not."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from datasette.filters import Filters

from ..declared import Endpoint
from . import DATABASE
from .desk import Desk
from .options import OPTIONS, Asked, near, require_once, require_options
from .refusals import LIMITS, RefusedError, repeated
from .values import COUNT, KINDS, WHOLE, bounds, each_of, fits, kind_of, unfit

CONDITIONS = [key for key, *_ in Filters([], {}, None).lookups()]
ALONE = {key for key, _, alone in Filters([], {}, None).lookups() if alone}  # the conditions that take no value
COMPARED = {*WHOLE, "gt", "gte", "lt", "lte", "date"}
ENDING = re.compile(r"(\.[a-z]{1,5}|/)$")
PAGE = "disclosure.next"  # in the scope of a request, the `_next` it was sent with; CSV of all rows goes without
PARAMETER = re.compile(r":(\w+)")
NAMED = re.compile(r"[:@$](\w+)")  # of SQL of one's own


def require_known(table: str, columns: list[str], keyed: bool, asked: Any) -> None:
    """Raise RefusedError for a parameter that names no column, condition or option; what has no key shows `rowid`.

    Datasette passes over a condition that it does not know, and SQLite takes a column that is not there for a text:
    both would answer with other rows than were asked for.
    """
    if asked.get("_sort") and asked.get("_sort_desc"):
        raise RefusedError("sort-twice")
    for name in asked:
        if name.startswith("_") and "__" not in name:
            if name not in OPTIONS["known"] and not name.startswith(tuple(OPTIONS["beginning"])):
                raise RefusedError("option", name=name, **near(name, OPTIONS["known"]))
            for value in asked.getlist(name) if name in OPTIONS["columns"] else ():
                _require_column(table, columns if keyed else [*columns, "rowid"], value)
            continue
        column, condition = _condition(name)
        _require_column(table, [*columns, "rowid"], column)
        if condition not in CONDITIONS:
            raise RefusedError("condition", name=condition, known=", ".join(CONDITIONS))
        if condition in ALONE and set(asked.getlist(name)) != {"1"}:
            raise RefusedError("alone", name=name)


def require_meant(desk: Desk, table: str, asked: Any) -> None:
    """Raise RefusedError for a condition with a value that no cell of its column can have.

    SQLite would compare all the same: every number is less than 1万, and a term that is not of the vocabulary has no
    rows, as if there were none.
    """
    for name in asked:
        column, condition = _condition(name)
        kind = kind_of(desk, table, column)
        listed = condition in ("in", "notin")
        values = [each_of(name, value) if listed else [value] for value in asked.getlist(name)]
        if condition not in COMPARED or (condition not in WHOLE and kind not in KINDS.values()):
            continue
        for value in values if kind else ():
            for one in value:
                if not (fits(desk, kind, one) or bounds(kind, condition, one)):
                    zh, en = (words.column(table, column)["title"] for words in desk.spoken.values())
                    raise unfit(desk, (zh, en), name, kind, one, needed=True)


def _condition(name: str) -> tuple[str, str]:
    """Return the column and the condition that a parameter names."""
    column, _, condition = name.rpartition("__")
    return (column, condition) if column else (name, "exact")


def _require_column(table: str, columns: list[str], name: str) -> None:
    """Raise RefusedError if a table has no such column; an empty name asks for nothing."""
    if name and name not in columns:
        raise RefusedError("column", table=table, name=name, columns=", ".join(columns), **near(name, columns))


def require_page(keys: list[str] | None, given: str, asked: Any) -> None:
    """Raise RefusedError for a `_next` that no page of a table gave; `keys` are those of its rows, None: of a view."""
    parts = given.split(",")
    by_column = any(asked.get(name) for name in ("_sort", "_sort_desc"))
    known = {1} if not keys else {len(keys) + 1} if by_column else {len(keys), len(keys) + 1}
    counted = keys in (None, ["rowid"])  # then it ends in a number
    if len(parts) not in known or (counted and not COUNT.fullmatch(parts[-1])):
        raise RefusedError("next", name=repeated(given))


def require_short(words: str) -> None:
    """Raise RefusedError for more words than a search takes: each costs time that cannot be interrupted."""
    if len(words) > LIMITS["search"]["words"]:
        raise RefusedError("words", most=LIMITS["search"]["words"])


def require_fit(desk: Desk, declared: Iterable[Endpoint], path: str, asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a parameter of a named query or an endpoint that is not of its kind, or is not known."""
    require_options(asked)
    name, _, ending = unquote(path.removeprefix(f"/data/{DATABASE}/")).partition(".")
    if ending not in ("", *OPTIONS["endings"]) and (name in desk.shown_as or name in desk.queries):
        raise RefusedError("ending", name=repeated(ending), meant=f"/data/{DATABASE}/{name}", table=name)
    if "object" in asked.get("_shape", []) and (query_at(desk, path) or path.partition(".")[0] == f"/data/{DATABASE}"):
        raise RefusedError("shape-of-keys")
    for endpoint in declared:
        named = endpoint.asked_in(path)
        if named is not None:
            _require_asked(desk, endpoint, asked | {name: [value] for name, value in named.items()})
            return
    for endpoint in declared:
        if endpoint.asked_in(meant := f"{ENDING.sub('', path)}.json") is not None:
            raise RefusedError("no-endpoint", meant=meant)
    if path == f"/data/{DATABASE}.csv" and not any(asked.get("sql", [])):
        raise RefusedError("no-sql")
    if query := query_at(desk, path):
        _require_of_query(desk, query, asked)
    if path in (f"/data/{DATABASE}.json", f"/data/{DATABASE}.csv") and any(asked.get("sql", [])):
        _require_of_sql(asked)  # the page's form sends fields of the SQL before, and programs add names to a link


def query_at(desk: Desk, path: str) -> dict[str, Any] | None:
    """Return the named query at an address, None where there is another thing."""
    name = unquote(path.rpartition("/")[2])
    if name in desk.shown_as or not path.startswith(f"/data/{DATABASE}/"):
        return None
    return desk.queries.get(name) or desk.queries.get(name.rpartition(".")[0])


def _require_of_query(desk: Desk, query: dict[str, Any], asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for what a named query cannot be asked: Datasette would pass over the options of a table."""
    known = sorted(set(PARAMETER.findall(query["sql"])))
    options = OPTIONS["of_queries"]
    for parameter, values in asked.items():
        if parameter in OPTIONS["whole"] and set(values) == {"max"}:  # the links of Datasette's own pages say so
            continue
        if parameter in OPTIONS["known"] and parameter not in options:
            raise RefusedError("option-of-table", name=parameter, known=", ".join(known) or "—")
        if parameter.startswith("_") and parameter not in [*known, *options]:
            raise RefusedError("option", name=parameter, **near(parameter, options))
        if parameter not in [*known, *options, "sql"]:
            raise RefusedError("condition-of", name=parameter, known=", ".join(known) or "—", **near(parameter, known))
        if parameter in known:
            require_once(parameter, values)
    for parameter, said in query.get("asks", {}).items():
        for value in asked.get(parameter, []):
            if said["unit"] == "字词":
                require_short(value)
            if value and not fits(desk, said["unit"], value):
                titles = said["title"] or parameter, said["title_en"] or parameter
                raise unfit(desk, titles, parameter, said["unit"], value)


def _require_of_sql(asked: Asked) -> None:
    """Raise RefusedError for what SQL of one's own does not use; a field that was left empty asks for nothing."""
    used = {name for sql in asked["sql"] for name in NAMED.findall(sql)}
    for name, values in asked.items():
        if name in OPTIONS["whole"] and set(values) == {"max"}:
            continue
        if name not in [*used, *OPTIONS["of_queries"], *OPTIONS["of_sql"]] and any(values):
            raise RefusedError("unused", name=name)


def require_of_endpoint(desk: Desk, endpoint: Endpoint, asked: Asked) -> None:
    """Raise RefusedError where an endpoint is asked for what it does not know, or with a value that is none."""
    known = {one.name: one for one in endpoint.parameter}
    for name, values in asked.items():
        if name not in known:
            if name != "_lang":
                raise RefusedError("option", name=name, **near(name, known))
            continue
        one = known[name]
        require_once(name, values)
        for value in values:
            if value and not fits(desk, one.kind, value):
                needed = one.required or name in endpoint.steps
                raise unfit(desk, (one.title, one.title_en), name, one.kind, value, needed)


def _require_asked(desk: Desk, endpoint: Endpoint, asked: Asked) -> None:
    """Raise RefusedError where an endpoint is asked for what it does not know, or not for what it needs."""
    require_of_endpoint(desk, endpoint, asked)
    for one in endpoint.parameter:
        if one.required and not any(asked.get(one.name, [])):
            raise RefusedError("needed", title=one.title, title_en=one.title_en, name=one.name, example=one.example)
