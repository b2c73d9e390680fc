"""What a district's documents ask for, and what of the register carries each demand: articles.csv and measures.csv."""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qsl

from .exceptions import PluginError

ARTICLES, MEASURES = "articles.csv", "measures.csv"
ASKED = ("id", "policy", "section", "kind", "demand", "demand_en")
CARRIED = ("id", "carried_by", "place", "why_not")
KINDS = ("统计", "目标", "公开", "表格", "评分", "规则", "名录", "流程", "投诉", "地图", "其他")
CARRIERS = ("page", "table", "rule", "duty", "term", "query")
LONGEST = {"demand": 60, "demand_en": 120}
PAGE = re.compile(r"/(?:[^/#?\s]+/)*(?:#[^\s#]+)?")
ROWS = re.compile(r"(\w+)(?:\.(\w+))?(?:\?(\S+))?")

Containing = Callable[[str, Path], AbstractContextManager[None]]


@dataclass(frozen=True)
class Carrier:
    """One place of the register that carries a demand.

    `name` is the page, table, rule, duty, programme or query; `column` the one that must be filled, or the term;
    `equal` the values that columns must have.
    """

    kind: str
    place: str
    name: str
    column: str = ""
    equal: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measure:
    """One demand of a document: where it stands, what it asks, and what carries it or why nothing does."""

    id: str
    policy: str
    section: str
    kind: str
    demand: str
    demand_en: str
    carried_by: str
    place: str
    why_not: str
    line: int

    @cached_property
    def carriers(self) -> list[Carrier]:
        """Return the places that carry it, none if it is not software. Raises PluginError for one written amiss."""
        return [_carrier(self.carried_by, place) for place in dict.fromkeys(self.place.split())]


@dataclass
class Read:
    """What a file says of each id, line and cells, and the ids that it names, those of lines that are amiss too."""

    lines: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)


def load_measures(folder: Path, containing: Containing) -> list[Measure]:
    """Return the demands of a folder's two files in the order of the articles, but for the lines that are amiss."""
    files = [folder / ARTICLES, folder / MEASURES]
    if not any(file.exists() for file in files):
        return []
    asked, carried = (_by_id(file, of, containing) for file, of in zip(files, (ASKED, CARRIED), strict=True))
    if asked is None or carried is None:
        return []
    found = []
    for name in asked.lines:
        if name in carried.lines:
            with containing(MEASURES, files[1]):
                found.append(_measure(asked.lines[name][1], *carried.lines[name]))
    _alone(asked, files[0], carried, files[1], containing)
    _alone(carried, files[1], asked, files[0], containing)
    return found


def _by_id(file: Path, columns: tuple[str, ...], containing: Containing) -> Read | None:
    """Return what a file says but for the lines that are amiss; None if it cannot be read at all."""
    with containing(file.name, file):
        read = Read()
        for line, cells in _lines(file, columns):
            read.named.add(cells[0])
            with containing(file.name, file):
                row = dict(zip(columns, cells, strict=False))
                if len(cells) != len(columns):
                    raise PluginError(f"line {line}: {len(cells)} cells for {len(columns)} columns; quote commas")
                if columns == ASKED:
                    _asks(line, row)
                if not row["id"]:
                    raise PluginError(f"line {line}: id is empty; fill it in")
                if row["id"] in read.lines:
                    first = read.lines[row["id"]][0]
                    raise PluginError(f"line {line}: {row['id']} stands in line {first} too; keep one")
                read.lines[row["id"]] = (line, row)
        return read
    return None


def _alone(one: Read, file: Path, other: Read, missing: Path, containing: Containing) -> None:
    """Make a fault of each id that only one of the two files names."""
    for name, (line, _) in one.lines.items():
        with containing(file.name, file):
            if name not in other.named:
                raise PluginError(f"line {line}: {name} has no line in {missing.name}; add it there")


def _lines(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line under the header. Raises PluginError for another header."""
    if not file.exists():
        raise PluginError(f"there is no {file.name}; write it, with the columns {','.join(columns)}")
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, strict=True)
            header = next(reader, [])
            if tuple(header) != columns:
                raise PluginError(f"line 1: the columns are {','.join(header)}; write {','.join(columns)}")
            yield from ((reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PluginError(f"not readable as CSV in UTF-8 ({error}); mend it there") from error


def _asks(line: int, row: dict[str, str]) -> None:
    """Raise PluginError if a line of articles.csv lacks a cell, has one too long or a kind that is none."""
    for column, text in row.items():
        if not text:
            raise PluginError(f"line {line}: {column} is empty; fill it in")
        if len(text) > LONGEST.get(column, len(text)):
            raise PluginError(f"line {line}: {column} has {len(text)} characters; {LONGEST[column]} are the most")
    if row["kind"] not in KINDS:
        raise PluginError(f"line {line}: the kind {row['kind']} is none; write one of {'、'.join(KINDS)}")


def _measure(asked: dict[str, str], line: int, carried: dict[str, str]) -> Measure:
    """Return a demand and what carries it. Raises PluginError if it says both that and why not."""
    kind, place, why = (carried[name] for name in CARRIED[1:])
    if kind and kind not in CARRIERS:
        raise PluginError(f"line {line}: carried_by is {kind}; write one of {', '.join(CARRIERS)}, or leave it empty")
    if bool(kind) != bool(place):
        raise PluginError(f"line {line}: carried_by and place are filled both or neither")
    if bool(kind) == bool(why):
        raise PluginError(f"line {line}: why_not is filled exactly where carried_by is empty")
    measure = Measure(**asked, carried_by=kind, place=place, why_not=why, line=line)
    try:
        measure.carriers  # noqa: B018
    except PluginError as error:
        raise PluginError(f"line {line}: {error}") from None
    return measure


def _carrier(kind: str, place: str) -> Carrier:
    """Return the place that a word of `place` names. Raises PluginError if it is not written as its kind asks."""
    if kind == "page":
        if not PAGE.fullmatch(place):
            raise PluginError(f"the page {place} is no address of the site; write it as /districts/<district>/<path>/")
        return Carrier(kind, place, place.partition("#")[0])
    if kind == "term":
        programme, slash, term = place.partition("/")
        if not (programme and slash and term):
            raise PluginError(f"the term {place} lacks its programme or its name; write <programme>/<term>")
        return Carrier(kind, place, programme, term)
    if kind == "table":
        found = ROWS.fullmatch(place)
        equal = tuple(parse_qsl(found[3] or "")) if found else ()
        if not found or (found[3] or "").count("=") != len(equal) or bool(found[3]) != bool(equal):
            raise PluginError(f"the table {place} is written <table>, <table>.<column> or <table>?<column>=<value>")
        return Carrier(kind, place, found[1], found[2] or "", equal)
    return Carrier(kind, place, place)
