"""What a value that is asked for may be: of the kind of its column, or the answer is how one is written."""

import re
from datetime import date

from datasette.filters import InFilter

from ..database.made import ADDED
from .desk import DAY, Desk
from .refusals import WORDS, RefusedError, repeated

OFFSET = re.compile(r"[0-9]{1,12}")
COUNT = re.compile(r"[0-9]{1,15}")
NUMBER = re.compile(r"-?([0-9]{1,18}(\.[0-9]{1,17})?|\.[0-9]{1,17})([eE]-?[0-9]{1,3})?")
WHOLE = {"exact", "not", "in", "notin"}  # the conditions whose value is one that a cell may have
OF_ALL = {one["name"]: one for one in [ADDED["district"], *ADDED["provenance"]]}
BEGUN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")  # of a day: its year, or its month
KINDS = {"date": "日期", "year": "年份", "integer": "数", "number": "数", "boolean": "是否"}


def bounds(kind: str, condition: str, value: str) -> bool:
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


def each_of(name: str, value: str) -> list[str]:
    """Return the values of a list as Datasette takes it: JSON, or apart by commas. Raises RefusedError naming it."""
    try:
        return [str(one) for one in InFilter().split_value(value)]
    except (ValueError, RecursionError):
        raise RefusedError("list", name=name) from None


def unfit(desk: Desk, titles: tuple[str, str], name: str, kind: str, value: str, needed: bool = False) -> RefusedError:
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


def fits(desk: Desk, kind: str, value: str) -> bool:
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
