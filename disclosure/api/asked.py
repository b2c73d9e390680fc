"""What an address asks of a table: each column, condition and option of it is known, or the answer is why it is not."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from datasette.filters import Filters, InFilter

from ..database.made import ADDED
from ..declared import Endpoint
from . import DATABASE
from .desk import DAY, Desk
from .refusals import LIMITS, WORDS, RefusedError, repeated

OFFSET = re.compile(r"[0-9]{1,12}")
COUNT = re.compile(r"[0-9]{1,15}")
NUMBER = re.compile(r"-?([0-9]{1,18}(\.[0-9]{1,17})?|\.[0-9]{1,17})([eE]-?[0-9]{1,3})?")
OPTIONS = LIMITS["options"]
CONDITIONS = [key for key, *_ in Filters([], {}, None).lookups()]
ALONE = {key for key, _, alone in Filters([], {}, None).lookups() if alone}  # the conditions that take no value
WHOLE = {"exact", "not", "in", "notin"}  # those whose value is one that a cell may have
COMPARED = {*WHOLE, "gt", "gte", "lt", "lte", "date"}
OF_ALL = {one["name"]: one for one in [ADDED["district"], *ADDED["provenance"]]}
BEGUN = re.compile(r"[0-9]{4}(-[0-9]{2})?")  # of a day: its year, or its month
KINDS = {"date": "日期", "year": "年份", "integer": "数", "number": "数", "boolean": "是否"}
ENDING = re.compile(r"(\.[a-z]{1,5}|/)$")
PAGE = "disclosure.next"  # in the scope of a request, the `_next` it was sent with; CSV of all rows goes without
PARAMETER = re.compile(r":(\w+)")


def require_known(table: str, columns: list[str], asked: Any) -> None:
    """Raise RefusedError for a parameter that names no column, condition or option.

    Datasette passes over a condition that it does not know, and SQLite takes a column that is not there for a text:
    both would answer with other rows than were asked for.
    """
    for name in asked:
        if name.startswith("_") and "__" not in name:
            if name not in OPTIONS["known"] and not name.startswith(tuple(OPTIONS["beginning"])):
                raise RefusedError("option", name=name, **near(name, OPTIONS["known"]))
            if name == "_size":
                _require_size(asked.get(name))
            for value in asked.getlist(name) if name in OPTIONS["columns"] else ():
                _require_column(table, columns, value)
            continue
        column, condition = _condition(name)
        _require_column(table, columns, column)
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
        if condition not in COMPARED or (condition not in WHOLE and kind not in KINDS.values()):
            continue
        for value in asked.getlist(name) if kind else ():
            for one in each_of(value) if condition in ("in", "notin") else [value]:
                if not (_fits(desk, kind, one) or _bounds(kind, condition, one)):
                    zh, en = (words.column(table, column)["title"] for words in desk.spoken.values())
                    raise _unfit(desk, (zh, en), name, kind, one, needed=True)


def _bounds(kind: str, condition: str, value: str) -> bool:
    """Return whether a value bounds what a column holds without being of its kind: days from 2020 on, years above 0."""
    if kind == "日期":
        return condition in ("gte", "lt") and BEGUN.fullmatch(value) is not None
    return kind == "年份" and condition not in WHOLE and COUNT.fullmatch(value) is not None


def kind_of(desk: Desk, table: str, column: str) -> str:
    """Return of which kind the cells of a column are, "" for text; a history may hold terms that are no more."""
    whole = table.removesuffix("_history")
    said = desk.columns.get(whole, {}).get(column) or OF_ALL.get(column, {})
    listed = "区" if column == "district" else said.get("codelist", "")
    return KINDS.get(said.get("type", ""), "") or (listed if whole == table else "")


def _condition(name: str) -> tuple[str, str]:
    """Return the column and the condition that a parameter names."""
    column, _, condition = name.rpartition("__")
    return (column, condition) if column else (name, "exact")


def each_of(value: str) -> list[str]:
    """Return the values of a list as Datasette takes it: JSON, or apart by commas."""
    try:
        return [str(one) for one in InFilter().split_value(value)]
    except ValueError:
        raise RefusedError("parameters") from None


def _require_size(size: str) -> None:
    """Raise RefusedError for a number of rows that no page has; none given is as usual."""
    most = LIMITS["query"]["rows"]
    if size not in ("", "max") and not (COUNT.fullmatch(size) and int(size) <= most):
        raise RefusedError("size", value=repeated(size), most=most)


def _require_column(table: str, columns: list[str], name: str) -> None:
    """Raise RefusedError if a table has no such column; an empty name asks for nothing."""
    if name and name not in columns:
        raise RefusedError("column", table=table, name=name, columns=", ".join(columns), **near(name, columns))


def near(name: str, known: Iterable[str]) -> dict[str, str]:
    """Return what is to be said of the name that is nearest to one that is not known; nothing if none is near."""
    found = get_close_matches(name, known, n=1)
    return {
        "near": f"您要的也许是 {found[0]}。" if found else "",
        "near_en": f" Perhaps {found[0]} is meant." if found else "",
    }


def require_page(keys: list[str] | None, given: str, asked: Any) -> None:
    """Raise RefusedError for a `_next` that no page of a table gave; `keys` are those of its rows, None: of a view."""
    parts = given.split(",")
    by_column = any(asked.get(name) for name in ("_sort", "_sort_desc"))
    ranked = "_search" in asked and not by_column
    if not keys:
        known = {1}
    elif by_column:
        known = {len(keys) + 1}
    else:
        known = {len(keys), len(keys) + 1, *([1] if ranked else [])}
    counted = keys in (None, ["rowid"]) or ranked  # then it ends in a number
    if len(parts) not in known or (counted and not COUNT.fullmatch(parts[-1])):
        raise RefusedError("next", name=repeated(given))


def require_few(asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a request of more parameters or facets than a person would ask for."""
    limits = LIMITS["request"]
    facets = sum(len(values) for name, values in asked.items() if name.startswith("_facet"))
    if sum(map(len, asked.values())) > limits["parameters"] or facets > limits["facets"]:
        raise RefusedError("too-many", parameters=limits["parameters"], facets=limits["facets"])


def require_short(words: str) -> None:
    """Raise RefusedError for more words than a search takes: each costs time that cannot be interrupted."""
    if len(words) > LIMITS["search"]["words"]:
        raise RefusedError("words", most=LIMITS["search"]["words"])


def require_fit(desk: Desk, declared: Iterable[Endpoint], path: str, asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a parameter of a named query or an endpoint that is not of its kind, or is not known."""
    for value in asked.get("_shape", []):  # Datasette would answer 200, with an error in it
        if value not in OPTIONS["shapes"]:
            raise RefusedError("shape", name=repeated(value), known=", ".join(OPTIONS["shapes"]))
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
            if value and not _fits(desk, said["unit"], value):
                titles = said["title"] or parameter, said["title_en"] or parameter
                raise _unfit(desk, titles, parameter, said["unit"], value)


def require_once(name: str, values: list[str]) -> None:
    """Raise RefusedError for what is asked twice and not alike: one of both would be passed over."""
    if len(set(values)) > 1:
        raise RefusedError("twice", name=name)


def _require_asked(desk: Desk, endpoint: Endpoint, asked: dict[str, list[str]]) -> None:
    """Raise RefusedError where an endpoint is asked for what it does not know, or not for what it needs."""
    known = {one.name: one for one in endpoint.parameter}
    for name, values in asked.items():
        if name not in known:
            if name != "_lang":
                raise RefusedError("option", name=name, **near(name, known))
            continue
        one = known[name]
        require_once(name, values)
        for value in values:
            if value and not _fits(desk, one.kind, value):
                needed = one.required or name in endpoint.steps
                raise _unfit(desk, (one.title, one.title_en), name, one.kind, value, needed)
    for one in known.values():
        if one.required and not any(asked.get(one.name, [])):
            raise RefusedError("needed", title=one.title, title_en=one.title_en, name=one.name, example=one.example)


def _unfit(desk: Desk, titles: tuple[str, str], name: str, kind: str, value: str, needed: bool = False) -> RefusedError:
    """Return what is said of a value that is not of the kind of its parameter: how one is written, or which are."""
    known = ", ".join(_choices(desk, kind) or ())
    zh, en = WORDS["kinds"].get(kind) or [words.format(known=known) for words in WORDS["kinds"]["listed"]]
    left, left_en = ("", "") if needed else WORDS["kinds"]["empty"]
    shown = "词表里的词" if kind in desk.terms else kind
    return RefusedError("value-of", title=titles[0], title_en=titles[1], name=name, kind=shown, value=repeated(value),
                        write=f"{zh}{left}", write_en=f"{en}{left_en}")  # fmt: skip


def _choices(desk: Desk, kind: str) -> list[str] | None:
    """Return the values of a kind that is a list, None for another."""
    searched = [*desk.searched, *dict.fromkeys(desk.searched.values())]
    listed = {"区": desk.districts, "表": desk.tables, "可找的表": searched, "可比的表": desk.compared}
    return list(listed[kind]) if kind in listed else desk.terms.get(kind)


def _fits(desk: Desk, kind: str, value: str) -> bool:
    """Return whether a value is of a kind; a kind that is none of these is a vocabulary, or says nothing."""
    if kind == "日期":
        return DAY.fullmatch(value) is not None and _is_day(value)
    if kind == "年份":
        return len(value) == len("2026") and value.isdecimal() and value.isascii()
    if kind == "序号":
        return OFFSET.fullmatch(value) is not None
    if kind == "数":
        return NUMBER.fullmatch(value) is not None
    if kind == "是否":
        return value in ("0", "1")
    known = _choices(desk, kind)
    return known is None or value in known


def _is_day(value: str) -> bool:
    """Return whether the calendar has a day."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
