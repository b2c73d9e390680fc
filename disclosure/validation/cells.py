"""What may stand in no cell, and the text of a cell with the note of how it was read."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..privacy import BESIDE, Kind, mask_name, personal_data
from ..privacy.files import cut
from ..reading.cells import Understand, proposal
from ..reading.characters import CHARACTERS, unseen
from ..reading.sheets import LIMITS, Cell, readings, shown
from .filed import File

ESCAPED = "_x00(?:0[0-8EeFf]|1[0-9A-Fa-f]|7[Ff])_"  # a control character of a workbook that breaks no line
GARBLED = re.compile(f"[{CHARACTERS['garbled']}{CHARACTERS['garbled_in_planes']}]|锟斤拷|烫烫烫|{ESCAPED}")
PRIVATE = re.compile(f"[{CHARACTERS['private']}]")
# One of these stands in all it finds, or the _ of an escape.
GARBLED_BY = (CHARACTERS["garbled"], CHARACTERS["garbled_in_planes"], "锟", "烫")
KEPT = 50_000  # distinct cells of a column of which there is nothing to tell
LONG_ENOUGH = 4  # shorter ones may be so by chance
HAN = re.compile("[\u4e00-\u9fff]{2}")


def _between() -> str:
    """Return what GB18030 makes of the last byte of a Chinese character in UTF-8 and the first byte of the next."""
    pairs = (bytes([last, first]) for last in range(0x81, 0xC0) for first in range(0xE4, 0xEA))
    return "".join(pair.decode("gb18030", "ignore") for pair in pairs)


TWICE = re.compile(f"[{_between()}]")  # one of these stands in every text of two that was encoded twice
REFUSING = {
    "formula", "cell-error", "code-ruined", "placeholder", "invisible-character", "several-persons", "person-only",
    "person-hidden", "merge-hides", "shown-otherwise", "unit-twice", "money-format", "struck-text",
}  # fmt: skip
GATHERED = {"text-spaces", "text-invisible", "text-compatible", "text-escapes"}  # told once for a file
ERASE, MERGED = "erase", "merged-cell"


def text_of(file: File, number: int, position: int, cell: Cell, understand: dict[int, Understand]) -> str:
    """Return a cell as text, having noted how it was read and what may not stand in it."""
    if cell is None or cell == "":
        return ""
    column = file.columns.get(position)
    name = column.name if column else None
    original = cell if isinstance(cell, str) else shown(cell)
    if column is None:
        held = _holds(file, number, name, cell, position)  # what is told of the row later, or kept of it, is no datum
        return original if not held else mask_name(original) if position == file.retracted_at else ""
    text, codes = understand[position](cell)
    if _holds(file, number, name, cell, position, amount=column.is_money):
        file.refused.setdefault(number, set()).add(column.name)  # what else is wrong with the cell says nothing more
        return ""
    for code in codes:
        if code in REFUSING:
            file.refused.setdefault(number, set()).add(column.name)
            likely = None if code == "struck-text" else proposal(column, original, file.factor)
            file.add(code, number, column, original, unseen=unseen(original), proposal=likely)
            return ""
        if code == ERASE:
            file.erased.setdefault(number, set()).add(column.name)
        elif code in GATHERED:
            file.gathered.setdefault(code, []).append((number, column, original))
        elif code == MERGED and column.type in ("number", "integer"):
            file.add(code, number, column, original, read=text, severity="warning")  # the sum of all, or each its own?
        else:
            file.add(code, number, column, original, read=text)
    if not codes and isinstance(cell, str) and len(file.plain[position]) < KEPT:
        file.plain[position][cell] = text
    return text


def guard_all(file: File, number: int, cells: Iterable[Cell], *, in_name: bool = False) -> None:
    """Note personal data and gibberish in a row that is none of the table's; `in_name`: in headings."""
    for position, cell in enumerate(cells):
        column = file.columns.get(position)
        _holds(file, number, None, cell, in_name=in_name, amount=column is not None and column.is_money)


def _holds(file: File, number: int, column: str | None, cell: Cell, at: int | None = None, *,
           in_name: bool = False, amount: bool = False) -> bool:  # fmt: skip
    """Return whether a text that a cell may be read as holds personal data or gibberish, having noted it."""
    return any(guard(file, number, column, text, at, in_name=in_name, amount=amount) for text in readings(cell))


def guard(file: File, number: int, column: str | None, text: str, at: int | None = None, *,
          in_name: bool = False, amount: bool = False) -> bool:  # fmt: skip
    """Return whether a cell of any column holds personal data or gibberish, having noted it."""
    codes = forbidden(text, column, in_name, amount)
    for code in codes:
        told = cut(mask_name(text)) if file.told[code] < LIMITS["findings"] else None  # the rest are counted
        file.add(code, number, column, told, at=at)
    return bool(codes)


def forbidden(text: str, column: str | None, in_name: bool = False, amount: bool = False) -> tuple[str, ...]:
    """Return the codes of what may stand in no cell."""
    return _forbidden(text, column, in_name, amount, BESIDE.get())


@lru_cache(maxsize=50_000)  # most cells repeat others
def _forbidden(
    text: str, column: str | None, in_name: bool, amount: bool, _beside: tuple[Kind, ...]
) -> tuple[str, ...]:
    """Return the codes of what may stand in no cell."""
    return (*personal_data(text, column, in_name=in_name, amount=amount), *_gibberish(text))


def _gibberish(text: str) -> tuple[str, ...]:
    """Return the code of a text that cannot be read, or that only one computer shows."""
    if _is_double_encoded(text) or GARBLED.search(PRIVATE.sub("", text)):
        return ("garbled-text",)
    return ("private-character",) if PRIVATE.search(text) else ()


def _is_double_encoded(text: str) -> bool:
    """Return whether a text is Chinese in UTF-8 that something took for GB18030 and saved again."""
    if len(text) < LONG_ENOUGH or not TWICE.search(text):
        return False
    try:
        return bool(HAN.search(text.encode("gb18030").decode("utf-8")))
    except UnicodeError:
        return False
