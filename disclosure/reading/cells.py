"""Understands a cell for the column it stands in: what is unambiguous is read, the rest is left for a finding."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ..tables import Column
from .sheets import Broken, Cell, Merged, shown

THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CURRENCY = re.compile(r"^(-?)\s*(?:￥|¥|RMB|CNY|人民币)\s*|\s*元(?:整|人民币)?$", re.IGNORECASE)
CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CHINESE_YEAR = re.compile(r"(\d{4})(?:年度?)?")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
YES, NO = set("√✓✔☑"), set("×✗✘☒")
SERIALS = range(15_000, 80_000)  # the days from 1941 to 2119
EXACT = 10**15  # a spreadsheet keeps 15 digits
ROUNDED = re.compile(r"(-?\d+(?:\.\d+)?)\s*(万|亿|千)元?")
SCALES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}

Read = tuple[str, str | None]  # the text of a cell, and the code of the finding that tells how it was read
Understand = Callable[[Cell], Read]


def understanding(column: Column, factor: int, day_of: Callable[[float], date] | None) -> Understand:
    """Return the function that reads a cell of the column; `factor` yuan is the unit of its money."""
    words = {_narrow(term): term for term in column.descriptor["constraints"].get("enum", [])}
    scales = factor != 1 and column.is_money

    @lru_cache(maxsize=5_000)  # most cells repeat others
    def understand_text(text: str) -> Read:
        read = _text(column, words, text)
        return _scaled(read[0], factor, read[1]) if scales else read

    def understand(cell: Cell) -> Read:
        if isinstance(cell, str):
            return understand_text(cell)
        merged = isinstance(cell, Merged)
        held = cell.value if isinstance(cell, Merged) else cell
        if isinstance(held, Broken):
            return held.text, held.code
        if isinstance(held, int | float) and not isinstance(held, bool):
            text, code = _number(column, held, day_of)
        elif isinstance(held, bool) and column.type == "boolean":
            text, code = ("是" if held else "否"), None
        else:
            text, code = _text(column, words, shown(held))
        if scales:
            text, code = _scaled(text, factor, code)
        return text, "merged-cell" if merged and code is None and text else code

    return understand


def is_free(column: Column) -> bool:
    """Return whether a column takes any text, so that nothing in it needs to be understood."""
    constraints = column.descriptor["constraints"]
    return column.type == "string" and not column.identifier and not {"enum", "pattern"} & set(constraints)


def _number(column: Column, held: float, day_of: Callable[[float], date] | None) -> Read:
    """Return a number of a workbook as text: a date where the column holds dates, its digits elsewhere."""
    text = shown(held)
    if column.type == "date" and day_of and held == int(held) and int(held) in SERIALS:
        return day_of(held).isoformat(), "date-serial"
    if column.type == "string" and (abs(held) >= EXACT or column.identifier == "org_id"):
        return text, "code-ruined"
    if column.type == "boolean" and held in (0, 1):
        return str(int(held)), None
    return text, None


def _text(column: Column, words: dict[str, str], text: str) -> Read:
    """Return the text of a cell as it was meant, and that it was read so if it was not written so."""
    if not text or is_free(column):
        return text, None
    if not text.strip():
        return "", None
    meant = _meant(column, words, text)
    return (text, None) if meant == text else (meant, "read-as")


def _meant(column: Column, words: dict[str, str], text: str) -> str:
    """Return what a cell plainly means; the text itself where that is not plain."""
    narrow = _narrow(text)
    if words:
        return words.get(narrow, text.strip())
    if column.identifier == "org_id":
        return re.sub(r"\s", "", narrow).upper()
    if column.type == "string":
        return text.strip()
    if column.type == "boolean":
        return "是" if text.strip() in YES else "否" if text.strip() in NO else narrow
    if column.type == "date":
        return _iso(CHINESE_DATE.fullmatch(narrow.replace(" ", ""))) or (narrow if ISO_DATE.fullmatch(narrow) else text)
    if column.type == "year":
        year = CHINESE_YEAR.fullmatch(narrow)
        return year[1] if year else text
    number = CURRENCY.sub(r"\1", narrow) if column.is_money else narrow.removesuffix(column.unit or "\0").strip()
    number = number.replace(",", "") if THOUSANDS.fullmatch(number) else number
    return number if NUMBER.fullmatch(number) else text


def _narrow(text: str) -> str:
    """Return a text with full-width characters as their plain ones, without spaces at its ends."""
    return unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").strip()


def _iso(found: re.Match[str] | None) -> str | None:
    """Return the ISO 8601 form of a date's three numbers, None if there is no such day."""
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat()
    except ValueError:
        return None


def _scaled(text: str, factor: int, code: str | None) -> Read:
    """Return an amount of a column in 万元 in yuan."""
    try:
        amount = Decimal(text) * factor
    except InvalidOperation:
        return text, code
    digits = f"{amount:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits), "read-as-yuan"


def proposal(column: Column, text: str) -> str | None:
    """Return what was most likely meant by a refused cell, for a person to confirm; None if that cannot be told."""
    narrow = _narrow(text)
    if column.type == "date":
        return _iso(LOOSE_DATE.fullmatch(narrow)) or _iso(LOOSE_DATE.fullmatch(narrow[:10].rstrip()))
    if column.is_money and (rounded := ROUNDED.fullmatch(narrow.replace(",", ""))):
        return f"{Decimal(rounded[1]) * SCALES[rounded[2]]:.0f}"
    if column.type in ("number", "integer") and re.fullmatch(r"-?\d+(\.\d+)?[eE]\+?\d{1,2}", narrow):
        return f"{Decimal(narrow):f}"
    if column.type == "number" and (found := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*%", narrow)):
        return found[1]
    if column.type == "number" and (found := re.fullmatch(r"(-?\d+),(\d{1,2})", narrow)):
        return f"{found[1]}.{found[2]} 或 {found[1]}{found[2]}"
    return None
