"""A scheme page: what a district's pages/<path>.toml says, a page of a district's own that needs no code."""

import re
import sqlite3
import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from .exceptions import PluginError
from .tables import is_inner


@dataclass(frozen=True)
class Part:
    """One section of a scheme page: words, and the rows of a table or a view under them.

    `where` are the values that columns of the rows are to have, `chart` the columns of the labels and of the values.
    """

    title: str
    title_en: str
    text: str = ""
    text_en: str = ""
    rows: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    order: str = ""
    chart: list[str] = field(default_factory=list)
    empty: str = ""
    empty_en: str = ""


@dataclass(frozen=True)
class Scheme:
    """A page of a district: what it is about, the policies it rests on, its sections."""

    path: str
    title: str
    title_en: str
    lead: str
    lead_en: str
    policies: list[str] = field(default_factory=list)
    position: int = 100
    section: list[Part] = field(default_factory=list)


T = TypeVar("T")
KINDS: dict[Any, str] = {str: "a text", int: "a whole number", bool: "true or false"}
NAMED = re.compile(r"(?!index$)[a-z0-9][a-z0-9-]{0,59}")


def columns_of(connection: sqlite3.Connection, part: Part, district: str, others: Iterable[str]) -> list[str]:
    """Return the columns of a section's rows.

    Raises PluginError if the rows, or a column named, are not there, or if nobody could tell whose they are (a column
    `district`) and which are invented (`sample`); `others` are the other districts.
    """
    known = [row[0] for row in connection.execute("select name from pragma_table_info(?)", [part.rows])]
    unshown = is_inner(part.rows) or part.rows.endswith("_history")
    if not known or unshown or part.rows.startswith(tuple(f"{other}_" for other in others)):
        raise PluginError(f"rows: there is no table or view {part.rows} of {district} or of the nation")
    if missing := [name for name in ("district", "sample") if name not in known]:
        raise PluginError(f"rows: {part.rows} has no column {missing[0]}: nobody could tell its rows apart; add it")
    for name in [*part.where, *part.columns, *part.chart, *([part.order] if part.order else [])]:
        if name not in known:
            raise PluginError(f"{part.rows} has no column {name}; it has {', '.join(known)}")
    return known


def said_by(file: Path) -> dict[str, Any]:
    """Return what a file of TOML says whose name is part of an address. Raises PluginError naming what to mend."""
    if not NAMED.fullmatch(file.stem):
        raise PluginError(f"{file}: call it by lower case letters, digits and -, not index, 60 characters at most")
    return read_toml(file)


def read_toml(file: Path) -> dict[str, Any]:
    """Return what a file of TOML says. Raises PluginError naming the line to mend."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PluginError(f"{file}: not readable as TOML ({error}); mend it there") from error


def load_scheme(file: Path) -> Scheme:
    """Return the page that a file describes. Raises PluginError naming the line to mend."""
    said = said_by(file)
    parts = said.pop("section", [])
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise PluginError(f"{file}: write each section under [[section]]")
    said["section"] = [made(Part, part, f"{file}: section {number}") for number, part in enumerate(parts, 1)]
    page = made(Scheme, {**said, "path": file.stem}, str(file))
    for number, part in enumerate(page.section, 1):
        if part.rows and not (part.empty and part.empty_en):
            raise PluginError(f"{file}: section {number} lacks empty and empty_en: what is said if there are no rows")
        if len(part.chart) not in (0, 2):
            raise PluginError(f"{file}: section {number}: chart names two columns, of the labels and of the values")
    return page


def made(kind: type[T], said: dict[str, Any], where: str) -> T:
    """Return what a table of TOML says as one of a kind. Raises PluginError for a key too many, too few or amiss."""
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    if strange := sorted(set(said) - set(known)):
        near = get_close_matches(strange[0], known, n=1, cutoff=0)
        raise PluginError(f"{where}: {strange[0]} is not read; perhaps {near[0]} is meant")
    needed = [name for name, one in known.items() if one.default is MISSING and one.default_factory is MISSING]
    if missing := [name for name in needed if not said.get(name)]:
        raise PluginError(f"{where}: lacks {', '.join(missing)}; add it")
    for name, value in said.items():
        _fits(known[name].type, value, f"{where}: {name}")
    return kind(**said)


def _fits(kind: Any, value: Any, where: str) -> None:
    """Raise PluginError if a value is not of the kind that a field asks for."""
    if kind in KINDS:
        right, words = type(value) is kind, KINDS[kind]
    elif kind == list[str]:
        right, words = isinstance(value, list) and _all(str, value), "a list of texts"
    else:
        right, words = isinstance(value, dict) and _all((str, int, float), value.values()), "column = value"
    if not right and not is_dataclass(next(iter(get_args(kind)), None)):  # what stands under [[…]] was made before
        raise PluginError(f"{where}: write {words}")


def _all(kind: type | tuple[type, ...], values: Iterable[Any]) -> bool:
    """Return whether each value is of a kind."""
    return all(isinstance(value, kind) for value in values)
