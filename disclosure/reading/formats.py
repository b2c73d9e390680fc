"""Reads the number format of a spreadsheet's cell: what a reader sees may be another number than the cell holds."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from .sheets import Displayed, plain, plain_decimal
from .units import unit_shown

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("formats.toml").read_text(encoding="utf-8"))
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<skipped>_.|\*.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|g/通用格式)'
    r"|(?P<exponent>e[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<date>[ymdhsbega])|(?P<end>;)"
    r"|(?P<text>@)|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
COMPARE = {
    "<=": Decimal.__le__, ">=": Decimal.__ge__, "<>": Decimal.__ne__, "<": Decimal.__lt__, ">": Decimal.__gt__,
    "=": Decimal.__eq__,
}  # fmt: skip
UNIT = re.compile("|".join(map(re.escape, sorted(WORDS["units"], key=len, reverse=True))))
UNSCALED = re.compile("|".join(map(re.escape, WORDS["unscaled"])))
CURRENCY = re.compile("|".join(map(re.escape, WORDS["currencies"])), re.IGNORECASE)
TRIED = [Decimal(number) for number in ("1", "-1", "0", "0.5", "-0.5", "123456789")]
MOST = 1_000  # characters of a format; a spreadsheet allows 255

Token = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """One of the parts of a number format: for positive numbers, negative ones, zero, or those of a condition."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    coloured: bool = False

    def kinds(self) -> set[str]:
        """Return which kinds of tokens the section has."""
        return {kind for kind, _ in self.tokens}


@lru_cache(maxsize=20_000, typed=True)  # most cells repeat others
def displayed(held: float, pattern: str) -> int | float | Displayed:
    """Return a number as its format shows it, the number itself where that is the same."""
    if shows_as_held(pattern) or not abs(held) < float("inf"):
        return held
    sections = sections_of(pattern)
    number = Decimal(plain_decimal(Decimal(plain(held))))
    section, signed = _section(sections, number)
    seen = _seen(section, signed, number)
    if seen is None:
        return held
    return Displayed(held, Decimal(plain_decimal(seen[0])), *seen[1:])


@lru_cache(maxsize=5_000)
def shows_as_held(pattern: str) -> bool:
    """Return whether a format shows any number as what it is, as most do."""
    sections = sections_of(pattern)
    return not any(one.condition for one in sections) and all(
        _seen(*_section(sections, number), number) is None for number in TRIED if sections
    )


@lru_cache(maxsize=5_000)
def sections_of(pattern: str) -> tuple[Section, ...]:
    """Return the sections of a format for numbers; none for General."""
    if len(pattern) > MOST:
        return (Section((("unknown", pattern[:MOST]),)),)
    if pattern.casefold() in ("", "general", "g/通用格式", "@"):
        return ()
    made: list[list[Token]] = [[]]
    conditions: dict[int, tuple[str, Decimal]] = {}
    coloured = set()
    for match in TOKEN.finditer(pattern):
        kind, text = match.lastgroup or "bare", match[match.lastgroup or 0]
        if kind == "end":
            made.append([])
        elif kind == "bracket":
            if found := CONDITION.fullmatch(text):
                conditions[len(made) - 1] = (found[1], Decimal(found[2]))
            elif text.startswith("$"):
                made[-1].append(("literal", text[1:].split("-")[0]))
            elif re.fullmatch(r"[hms]+", text, re.IGNORECASE):
                made[-1].append(("date", text))
            elif not text.casefold().startswith("dbnum"):
                coloured.add(len(made) - 1)
        elif kind in ("quoted", "escaped", "bare"):
            made[-1].append(("literal", text))
        elif kind != "skipped":
            made[-1].append((kind, text))
    return tuple(Section(_joined(tokens), conditions.get(at), at in coloured) for at, tokens in enumerate(made[:4]))


def _joined(tokens: list[Token]) -> tuple[Token, ...]:
    """Return the tokens with literals that stand side by side as one."""
    joined: list[Token] = []
    for kind, text in tokens:
        if kind == "literal" and joined and joined[-1][0] == "literal":
            joined[-1] = (kind, joined[-1][1] + text)
        elif kind != "literal" or text:
            joined.append((kind, text))
    return tuple(joined)


def _section(sections: tuple[Section, ...], number: Decimal) -> tuple[Section, bool]:
    """Return the section that shows a number, and whether it must show a minus of its own for it."""
    numeric = [one for one in sections[:3] if "text" not in one.kinds() or one.kinds() & {"digit", "general"}]
    if not numeric:
        return sections[0], False
    if any(one.condition for one in numeric):
        for at, one in enumerate(numeric):
            fits = COMPARE[one.condition[0]](number, one.condition[1]) if one.condition else False
            if fits or at == len(numeric) - 1 or (one.condition is None and at == 1 and number < 0):
                return one, False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    return (numeric[2], False) if number == 0 and len(numeric) > 2 else (numeric[0], False)


@dataclass(frozen=True)
class Plan:
    """What a section does to any number: its scale and unit, and how its digits are written."""

    kind: str  # "number"; else "date", "unknown", or "word" where no digit is shown
    words: str
    scale: Decimal = Decimal(1)
    unit: str = ""
    told: str = ""  # the literal that tells the unit
    prefix: str = ""
    suffix: str = ""
    minimum: int = 1
    inner: tuple[Token, ...] = ()
    has_minus: bool = True
    negates: bool = False


@lru_cache(maxsize=5_000)
def _plan(section: Section) -> Plan:
    """Return what a section does to any number."""
    kinds = section.kinds()
    words = "".join(text for kind, text in section.tokens if kind == "literal")
    if "unknown" in kinds or kinds & {"date", "text"}:
        return Plan("unknown" if "unknown" in kinds else "date", words)
    if not kinds & {"digit", "general"}:
        return Plan("word", words)
    minimum, inner, scaled, clear = _layout(section)
    unit, told = _unit(section, words, scaled != 1)
    begins = section.tokens[0][0] == "literal"
    return Plan(
        "number",
        words,
        scale=scaled * 100 ** sum(kind == "percent" for kind, _ in section.tokens),
        unit=unit if clear else "?",
        told=told,
        prefix=_prefix(section.tokens[0][1]) if begins else "",
        suffix="".join(_outside(section)[begins:]).strip() or told,
        minimum=minimum,
        inner=tuple(inner),
        has_minus=section.coloured or any(mark in words for mark in WORDS["minus"]),
        negates=begins and words.strip() in WORDS["dashes"],
    )


def _seen(section: Section, signed: bool, number: Decimal) -> tuple[Decimal, str, str] | None:
    """Return the number, the unit and the text that a section shows; None where that is the number itself."""
    plan = _plan(section)
    if plan.kind == "word":
        return _without_digits(plan.words, number)
    if plan.kind != "number":
        return None if plan.kind == "date" else (number, "?", plain_decimal(number))
    shown = number * plan.scale
    bare = plain_decimal(abs(shown))
    if signed and not plan.has_minus:
        return number, "?", bare
    negative = "-" if number < 0 else ""
    if plan.unit == "?" or (number > 0 and plan.negates):
        return shown, "?", f"{negative}{bare}{plan.told}"
    written = _written(bare, plan.minimum, plan.inner)
    if plan.prefix or written != bare:
        return shown, plan.unit, f"{plan.prefix}{negative}{written}{plan.suffix}"
    if plan.scale == 1 and not plan.unit:
        return None
    return shown, plan.unit, f"{negative}{written}{plan.told}"


def _without_digits(words: str, number: Decimal) -> tuple[Decimal, str, str] | None:
    """Return what a section without digits shows: nothing, or a word instead of the number."""
    if number == 0 and not any(char.isalnum() for char in words):
        return None  # a dash or nothing is how accountants show zero
    return number, "?", words.strip() or plain_decimal(number)


def _layout(section: Section) -> tuple[int, list[Token], Decimal, bool]:
    """Return the digits a whole number has at least, its digits and the literals between, its scale, if it is clear."""
    tokens = list(section.tokens)
    kinds = [kind for kind, _ in tokens]
    if "general" in kinds:
        return 1, [], Decimal(1), True
    if "exponent" in kinds or (("literal", "/") in tokens and ("digit", "?") in tokens):
        return 0, [], Decimal(1), True  # 3E+04 and 1/2 are the number itself
    point = kinds.index("point") if "point" in kinds else len(tokens)
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    whole = [at for at in digits if at < point]
    first, last = (whole[0], whole[-1]) if whole else (point, point - 1)
    inner = [token for token in tokens[first : last + 1] if token[0] != "comma"]
    commas, clear = _scaling_commas(kinds, {last, digits[-1]})
    literals = [(at, text) for at, (kind, text) in enumerate(inner) if kind == "literal"]
    after = [sum(kind == "digit" for kind, _ in inner[at:]) for at, _ in literals]
    scale = Decimal(1000) ** -commas
    if len(literals) == 1 and literals[0][1] in WORDS["points"]:
        if point < len(tokens):
            return 0, [], scale, False
        return 0, [], scale / Decimal(10) ** after[0], clear
    if "point" in kinds and any(kind == "literal" for kind in kinds[last + 1 : digits[-1]]):
        return 0, [], scale, False
    units = WORDS["digits_after"]
    if all(text in WORDS["grouping"] or units.get(text) == count
           for (_, text), count in zip(literals, after, strict=True)):  # fmt: skip
        inner = [token for token in inner if token[0] == "digit"]
    elif commas or "percent" in kinds or any(UNIT.search(text) for _, text in literals):
        clear = False
    minimum = sum(text == "0" for kind, text in inner if kind == "digit")
    return minimum, inner if any(kind == "literal" for kind, _ in inner) else [], scale, clear


def _scaling_commas(kinds: list[str], ends: set[int]) -> tuple[int, bool]:
    """Return how many commas follow the last digit before or after the point, and whether none stands elsewhere."""
    commas = 0
    for end in ends:
        at = end + 1
        while end >= 0 and at < len(kinds) and kinds[at] == "comma":
            commas, at = commas + 1, at + 1
    within = sum(kind == "comma" for kind in kinds[: max(ends)]) if max(ends) >= 0 else 0
    total = kinds.count("comma")
    return commas, total - commas <= within


def _unit(section: Section, words: str, scaled: bool) -> tuple[str, str]:
    """Return the unit that a section shows, ? if it is not clear, and the literal that tells it."""
    percents = sum(kind == "percent" for kind, _ in section.tokens)
    outside = _outside(section)
    unclear = [text for text in outside if _is_unclear(text.strip(), scaled)]
    found = [(text, match[0]) for text in outside if (match := UNIT.search(UNSCALED.sub("", text)))]
    if unclear or percents > 1 or len({unit for _, unit in found}) > 1 or (percents and (found or "\n" in words)):
        return "?", "".join(text.strip() for text in outside) + "%" * percents
    if percents:
        return "%", "%"
    alone = outside if sum(kind == "literal" for kind, _ in section.tokens) == 1 else []
    named = [(text, unit) for text in alone if (unit := unit_shown(text.strip()))]
    return next(((unit, text.strip()) for text, unit in [*found, *named]), ("", ""))


def _is_unclear(text: str, scaled: bool) -> bool:
    """Return whether a literal says how a number is scaled in a word that is no unit: 百万元, K, w for 万."""
    if text in WORDS["unclear"] or any(text.startswith(word) for word in WORDS["unclear"] if len(word.encode()) > 4):
        return True
    bare = CURRENCY.sub("", text)
    return scaled and not UNIT.search(bare) and any(char.isalnum() for char in bare)


def _outside(section: Section) -> list[str]:
    """Return the literals before the first digit and after the last."""
    at = [number for number, (kind, _) in enumerate(section.tokens) if kind in ("digit", "general")]
    return [
        text for number, (kind, text) in enumerate(section.tokens)
        if kind == "literal" and not at[0] < number < at[-1]
    ]  # fmt: skip


def _prefix(text: str) -> str:
    """Return the words before the digits that belong to a name, such as 民 of 民007; none for a currency or a unit."""
    bare = CURRENCY.sub("", UNIT.sub("", text))
    return text.strip() if any(char.isalnum() for char in bare) else ""


def _written(digits: str, minimum: int, inner: tuple[Token, ...]) -> str:
    """Return the digits of a number as they are shown: with leading zeros and what stands between them."""
    whole, _, rest = digits.partition(".")
    whole = whole.zfill(minimum)
    if inner:
        queue, made = list(whole), []
        for kind, text in reversed(inner):
            if kind == "digit":
                made.append(queue.pop() if queue else "")
            else:
                made.append(text)
        whole = "".join(queue) + "".join(reversed(made))
    return f"{whole}.{rest}" if rest else whole
