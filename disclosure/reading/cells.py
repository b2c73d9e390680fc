"""Understands a cell for the column it stands in: what is unambiguous is read, the rest is left for a finding."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..tables import Column
from .characters import CHARACTERS, ESCAPED, INVISIBLE, clean, stands_for
from .sheets import Broken, Cell, Covered, Displayed, Merged, plain_decimal, shown
from .units import FACTORS, differs, names_of

THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CURRENCY = re.compile(r"^(-?)\s*(?:￥|¥|RMB|CNY|人民币)\s*|\s*元(?:整|人民币)?$", re.IGNORECASE)
CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CHINESE_YEAR = re.compile(r"(\d{4})(?:年度?)?")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
YES, NO = set("√✓✔☑"), set("×✗✘☒")
SERIALS = range(15_000, 80_000)  # the days from 1941 to 2119
EXACT = 10**15  # a spreadsheet keeps 15 digits
CENTS = 2  # decimals of an amount in yuan
LONGEST = 40  # a number with more characters is none that was meant
LONGEST_NAME = 100  # the longest that a person has in a register is 25
WIDE = re.compile("[\u00a0\u3000\uff01-\uff5e\uffe0-\uffe6]+")  # not ² and ①, which are no plain digits
ORDINARY = re.compile(r"[!-^`-~\u4e00-\u9fff]*")  # such a text is narrow already
YUAN = re.compile(r"元(?:整|人民币)?$|^人民币")
MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2} 00:00(?::00)?")
FORCED = re.compile(r'="([^"]*)"')  # how programs keep a spreadsheet from taking a code for a number
FORMULA = re.compile(r"=[A-Za-z@+(-]")
PERSON = {part: re.compile(pattern) for part, pattern in CHARACTERS["person"].items()}
ROUNDED = re.compile(r"(-?\d+(?:\.\d+)?)\s*(万|亿|千)元?")
SCALES = {unit: FACTORS[unit] for unit in ("千", "万", "亿")}

Read = tuple[str, tuple[str, ...]]  # the text of a cell, and the codes of the findings that tell how it was read
Understand = Callable[[Cell], Read]


def understanding(column: Column, factor: int, day_of: Callable[[float], date] | None) -> Understand:
    """Return the function that reads a cell of the column; `factor` yuan is the unit of its money."""
    words = {_narrow(term): term for term in column.descriptor["constraints"].get("enum", [])}
    scales = factor != 1 and column.is_money

    @lru_cache(maxsize=5_000)  # most cells repeat others
    def understand_text(text: str) -> Read:
        read, codes = _text(column, words, text)
        if scales and YUAN.search(_narrow(text)) and NUMBER.fullmatch(read):
            return text, ("unit-twice",)
        return _scaled(read, factor, codes) if scales else (read, codes)

    def understand(cell: Cell) -> Read:
        if isinstance(cell, str):
            return understand_text(cell)
        if isinstance(cell, Covered):
            return "", ("merge-hides",)
        held = cell.value if isinstance(cell, Merged) else cell
        if isinstance(held, Broken):
            return held.text, (held.code,)
        if isinstance(held, Displayed):
            text, codes = _displayed(column, held, factor)
        elif isinstance(held, int | float) and not isinstance(held, bool):
            text, codes = _number(column, held, day_of)
            text, codes = _scaled(text, factor, codes) if scales else (text, codes)
        elif isinstance(held, bool) and column.type == "boolean":
            text, codes = ("是" if held else "否"), ()
        elif isinstance(held, date) and column.type == "string":
            text, codes = shown(held), ("date-in-text",)
        else:
            text, codes = understand_text(shown(held))
        return text, (("merged-cell",) if isinstance(cell, Merged) and text and not codes else codes)

    return understand


def _number(column: Column, held: float, day_of: Callable[[float], date] | None) -> Read:
    """Return a number of a workbook as text: a date where the column holds dates, its digits elsewhere."""
    text = shown(held)
    if column.type == "date" and day_of and held == int(held) and int(held) in SERIALS:
        return day_of(held).isoformat(), ("date-serial",)
    if column.type == "string" and (abs(held) >= EXACT or column.identifier == "org_id"):
        return text, ("code-ruined",)
    if column.type == "string" and "." in text:
        return text, ("number-in-text",)
    if column.type == "boolean" and held in (0, 1):
        return str(int(held)), ()
    return text, ()


def _displayed(column: Column, cell: Displayed, factor: int) -> Read:
    """Return a number as a reader sees it: 85 for 0.85 that is shown as 85%, 30000 for what is shown as 3 万.

    Where that cannot be the number meant, as for 30 yuan shown for 30000, the cell is refused with the question.
    """
    if column.type == "string":
        return cell.text, ()
    refused = cell.text, ("shown-otherwise",)
    held = Decimal(str(cell.held))
    if column.type not in ("number", "integer") or (cell.unit in SCALES and not column.unit):
        return refused
    if cell.unit in SCALES:
        return plain_decimal(cell.number * SCALES[cell.unit]), ("read-as-shown",)
    if not cell.unit:
        read = cell.number * (factor if column.is_money else 1)
        fits = cell.number == held or read == held
        return (plain_decimal(read), () if read == held else ("read-as-shown",)) if fits else refused
    if not column.unit and cell.unit != "?" and cell.number == held:
        return plain_decimal(cell.number), ()  # the words of the format name the unit that the row has
    if differs(cell.unit, column.unit) or cell.unit == "?" or (column.is_money and factor != 1):
        return refused
    return plain_decimal(cell.number), (() if cell.number == held else ("read-as-shown",))


def _text(column: Column, words: dict[str, str], text: str) -> Read:
    """Return the text of a cell as it was meant, and how it was read if it was not written so."""
    if not text:
        return "", ()
    narrow = _narrow(text)
    if not narrow:
        return "", ()
    forced = FORCED.fullmatch(narrow)
    if forced:
        read, codes = _text(column, words, forced[1])
        return read, (codes or ("read-as",))
    if narrow in words:
        return words[narrow], (() if words[narrow] == text else ("read-as",))
    if empty := stands_for(narrow):
        return _stands_for(column, empty, narrow)
    if FORMULA.match(narrow):
        return text, ("formula",)
    if column.type == "string" and not words and column.identifier != "org_id":
        return _words(column, text)
    if column.identifier == "org_id" and INVISIBLE.search(text):
        return text, ("invisible-character",)
    meant = _meant(column, words, text)
    return meant, (() if meant == text else ("read-as",))


def _stands_for(column: Column, empty: str, text: str) -> Read:
    """Return what a cell is that holds an error of a program or a word for an empty cell."""
    if empty == "erase":
        return "", ("erase",)
    if empty == "error":
        return text, ("cell-error",)
    return ("", ("read-as-empty",)) if column.empty_means_none else (text, ("placeholder",))


def _words(column: Column, text: str) -> Read:
    """Return a text or a name without what nobody sees in it; a person's name holds one name and nothing else."""
    key = "key" if "pattern" in column.descriptor["constraints"] else ""
    read, codes = clean(text, column.written or key)
    if MIDNIGHT.fullmatch(read):
        return read.split()[0], ("date-in-text",)
    if column.written == "person" and (fault := person_fault(text)):
        return text, (fault,)
    return read, codes


def _meant(column: Column, words: dict[str, str], text: str) -> str:
    """Return what a cell plainly means; the text itself where that is not plain."""
    narrow = _narrow(text)
    if words:
        return text.strip()
    if column.identifier == "org_id":
        return re.sub(r"\s", "", narrow).upper()
    if column.type == "boolean":
        return "是" if text.strip() in YES else "否" if text.strip() in NO else narrow
    if column.type == "date":
        return _iso(CHINESE_DATE.fullmatch(narrow.replace(" ", ""))) or (narrow if ISO_DATE.fullmatch(narrow) else text)
    if column.type == "year":
        year = CHINESE_YEAR.fullmatch(narrow)
        return year[1] if year else text
    if len(narrow) > LONGEST:
        return text
    number = CURRENCY.sub(r"\1", narrow) if column.is_money else _without_unit(column, narrow)
    number = number.replace(",", "") if THOUSANDS.fullmatch(number) else number
    return number if NUMBER.fullmatch(number) else text


def _without_unit(column: Column, text: str) -> str:
    """Return a number without the column's unit behind it, by any of its names."""
    names = (name for name in names_of(column.unit) if name and text.endswith(name))
    return next((text.removesuffix(name).strip() for name in names), text)


def _narrow(text: str) -> str:
    """Return a text with full-width characters as their plain ones, without spaces at its ends."""
    if ORDINARY.fullmatch(text):
        return text
    plain = WIDE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), ESCAPED.sub(" ", text))
    return INVISIBLE.sub("", plain).strip()


def _iso(found: re.Match[str] | None) -> str | None:
    """Return the ISO 8601 form of a date's three numbers, None if there is no such day."""
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat()
    except ValueError:
        return None


def _scaled(text: str, factor: int, codes: tuple[str, ...]) -> Read:
    """Return an amount of a column in 万元 in yuan; what is no plain number stays for a finding."""
    if not NUMBER.fullmatch(text) or len(text) > LONGEST:
        return text, codes
    digits = plain_decimal(Decimal(text) * factor)
    exact = len(digits.partition(".")[2]) <= CENTS
    return (digits, ("read-as-yuan",)) if exact else (text, ("money-format",))


def person_fault(text: str) -> str | None:
    """Return the code of the finding for what is not one person's name: several, more than a name, or a part of it."""
    name = PERSON["sample"].sub("", text.strip())
    parts = [part for part in re.split(r"\s+", name) if part]
    apart = len(parts) > 1 and all(PERSON["name"].fullmatch(part) for part in parts)
    if PERSON["separators"].search(name) or PERSON["joined"].search(name):
        return "several-persons"
    if apart and not PERSON["compound"].fullmatch(parts[0]):
        return "several-persons"
    if len(name) > LONGEST_NAME:
        return "person-only"
    if any(PERSON[part].search(name) for part in ("label", "added", "post_before", "post_behind")):
        return "person-only"
    return "person-hidden" if PERSON["hidden"].search(name) else None


def _person(text: str) -> str | None:
    """Return the name in a cell that holds more than a name."""
    if len(text) > LONGEST_NAME:
        return None
    name = PERSON["added"].sub("", PERSON["label"].sub("", text.strip()))
    name = PERSON["post_behind"].sub("", PERSON["post_before"].sub("", name))
    return clean(name, "name")[0] if name and name != text and not person_fault(name) else None


def proposal(column: Column, text: str, factor: int = 1) -> str | None:
    """Return what was most likely meant by a refused cell, for a person to confirm; None if that cannot be told.

    `factor` yuan is the unit in which the column's money is written.
    """
    narrow = _narrow(text)
    if column.type == "date":
        return _iso(LOOSE_DATE.fullmatch(narrow)) or _iso(LOOSE_DATE.fullmatch(narrow[:10].rstrip()))
    if column.identifier == "org_id":
        return _meant(column, {}, text) if INVISIBLE.search(text) else None
    if column.written == "person":
        return _person(text)
    if len(narrow) > LONGEST:
        return None
    if column.is_money and (rounded := ROUNDED.fullmatch(narrow.replace(",", ""))):
        return plain_decimal(Decimal(rounded[1]) * SCALES[rounded[2]] / factor)
    if column.type in ("number", "integer") and re.fullmatch(r"-?\d+(\.\d+)?[eE]\+?\d{1,2}", narrow):
        digits = f"{Decimal(narrow):f}"
        return digits if len(digits) <= LONGEST else None
    if column.type == "number" and (found := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*%", narrow)):
        return found[1]
    if column.type == "number" and (found := re.fullmatch(r"(-?\d+),(\d{1,2})", narrow)):
        return f"{found[1]}.{found[2]} 或 {found[1]}{found[2]}"
    return None
