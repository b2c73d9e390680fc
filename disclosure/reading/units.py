"""The units that offices write in headings and above tables; a figure is never multiplied by one that is not plain."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

UNITS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
FACTORS: dict[str, int] = UNITS["money"]
MONEY = "|".join(sorted((unit for unit in FACTORS if unit.endswith("元")), key=len, reverse=True))
WRITTEN = str.maketrans(UNITS["written"])
WORDS = r"(?:(?:金额|货币|计量|记账|报表)?单位|金额|币种)?[::]?(?:人民币)?[::]?"
STATED = re.compile(r"单位(?:[::为]|(?=人民币))([^单]*)")
BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
AT_END = re.compile(rf"(?:[/,:、]|{WORDS})?({MONEY})$")
COUNTED_IN = re.compile(
    rf"以(?:人民币)?({MONEY})(?:为单位|计)|以([千万亿])为单位|(?:金额|数额|数字|本表|人民币)(?:均|都|一律)?以([千万亿])计"
)
HINT = re.compile(rf"单位|以.{{1,4}}计|{MONEY}")
SPEAKS = re.compile("单位[::为]|以.{1,6}(?:为单位|计)")  # of the unit of what stands elsewhere
DENIED = re.compile("不|勿|禁|换算")
APART = re.compile(r"\s{2,}|\s(?=[^\s:]{2,}:)")  # two statements in one cell
UNSAID = re.compile(r"[\s*\u200b\ufeff]+")
BETWEEN = re.compile("[、,/;。和及]")
MENTIONED = re.compile(rf"(?<![\d十百千万亿两几余多])(?:{MONEY})(?!钱|以上|以下|以内|及以上)")
NEAR_ENDS, BESIDE, FEW = 250, 30, 20  # characters of a long text that are looked at, and places in its middle
IN_NAME = re.compile(rf"[_\-.]({MONEY})$")
YUAN = {"人民币", "人民币元", "rmb", "cny", "¥", "￥"}
COUNTED = UNITS["patterns"]["counted"]
SCALED = re.compile(UNITS["patterns"]["scaled"].replace("COUNTED", COUNTED))
ODD = re.compile(UNITS["patterns"]["odd"])
FOREIGN = re.compile(r"\$|[€£]|usd|eur|hkd|jpy|美元|美金|港元|港币|欧元|日元|英镑|外币", re.IGNORECASE)


def normal(text: str) -> str:
    """Return a text without spaces, line breaks, marks of duty and differences of width and case."""
    return UNSAID.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _usual(text: str) -> str:
    """Return words about a unit with the usual characters."""
    return normal(text).translate(WRITTEN).replace("(人民币)", "")


def unit_of(words: str) -> str | None:
    """Return the unit of money that a few words name, such as 单位:人民币万元, 万 or RMB; None if they name none."""
    plain = words.translate(WRITTEN).replace("(人民币)", "")
    unit = re.sub(f"^{WORDS}", "", plain)
    if plain in YUAN:
        return "元"
    return unit if unit in FACTORS else None


def is_unit(words: str) -> bool:
    """Return whether a few words are a unit and nothing else: 万元, 单位：元, 人."""
    return unit_of(words) is not None or words in UNITS["others"]["words"]


@dataclass
class Stated:
    """What the words around a table say of units: those of money, texts that speak of one unclearly, scaled counts."""

    units: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    scaled: list[str] = field(default_factory=list)


def stated_units(texts: Iterable[str]) -> Stated:
    """Return what the texts around a table say of units."""
    said = Stated()
    for text in map(_short, texts):
        narrow = unicodedata.normalize("NFKC", text)
        if ODD.search(narrow.casefold().translate(WRITTEN).strip()) and unit_of(normal(text)) is None:
            said.unclear.append(text)
        for part in APART.split(narrow):
            found, rest = _stated(_usual(part))
            said.units |= found
            if FOREIGN.search(rest) or any(mentioned.group() != "元" for mentioned in MENTIONED.finditer(rest)):
                said.unclear.append(text)
            if SCALED.search(rest):
                said.scaled.append(text)
    return said


def stated_beside(texts: Iterable[str]) -> tuple[set[str], list[str]]:
    """Return the units that words beside a table set for it, such as instructions, and texts of another currency.

    Nothing where they ask for 元, too, or where a sentence says what is not to be written.
    """
    said = stated_units(text for text in texts if SPEAKS.search(normal(text)) and not DENIED.search(text))
    foreign = [text for text in said.unclear if FOREIGN.search(normal(text))]
    return (set(), []) if "元" in said.units else (said.units, foreign)


def _short(text: str) -> str:
    """Return a text far longer than words about units as its ends, and what stands beside hints of them between."""
    if len(text) <= 2 * NEAR_ENDS:
        return text
    hints = [found.span() for found in islice(HINT.finditer(text, NEAR_ENDS, len(text) - NEAR_ENDS), FEW)]
    around = (text[start - BESIDE : end + BESIDE] for start, end in hints)
    return "  ".join([text[:NEAR_ENDS], *around, text[-NEAR_ENDS:]])


def _stated(text: str) -> tuple[set[str], str]:
    """Return the units that a text states in a plain way, and what is left of the text."""
    if unit := unit_of(text):
        return ({unit} if unit.endswith("元") or "单位" in text else set()), ""
    units = set()
    for place in (STATED, BRACKETED):
        for stated in place.findall(text):
            inner = re.split(r"[)\]】]", stated, maxsplit=1)[0]
            named = [unit for part in BETWEEN.split(inner) if (unit := unit_of(part))]
            units.update(named)
            if named:
                text = text.replace(stated, "")
    if counted := COUNTED_IN.search(text):
        units.add(next(filter(None, counted.groups())))
        text = text.replace(counted.group(), "")
    return units, text


def named_in(text: str) -> set[str]:
    """Return the units of money that the name of a file states: in brackets, after 单位, or at its end."""
    at_end = IN_NAME.search(_usual(text))
    return stated_units([text]).units | ({at_end[1]} if at_end else set())


def differs(stated: str, unit: str) -> bool:
    """Return whether a heading names another unit than the column has; words that are no unit never do."""
    named = re.sub(f"^{WORDS}", "", stated.translate(WRITTEN))
    if unit_of(named) is None and named not in UNITS["others"]["words"] and not re.match(f"(?:{COUNTED}|[wk])$", named):
        return bool(re.fullmatch(r"[十百千万亿](?:多|余)?\w{1,4}", named))
    return named not in names_of(unit)


def names_of(unit: str) -> list[str]:
    """Return the ways in which a unit that is not of money is written, such as 平方米 and ㎡."""
    return next((group for group in UNITS["others"]["same"] if unit in group), [unit])


def unit_shown(text: str) -> str:
    """Return the unit that the words beside a number name without scaling it: 户, 元; ? for another currency."""
    if FOREIGN.search(text):
        return "?"
    return text if text == "元" or text in UNITS["others"]["words"] else ""
