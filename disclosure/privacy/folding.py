"""A text as it is searched: one way to write each digit, dash, space, dot and slash, whatever way it was typed."""

import html
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

FOLD = tomllib.loads(Path(__file__).with_name("privacy.toml").read_text(encoding="utf-8"))["fold"]
HAN = "\u4e00-\u9fff"
NUMERALS = "".join(FOLD["numerals"])
DIGITS = {ord(numeral): str(digit) for digit, numerals in enumerate(FOLD["numerals"]) for numeral in numerals}
SPOKEN = re.compile(rf"[{NUMERALS}](?:[ ./-]?[{NUMERALS}]){{10,}}")  # not 张三 before the digits of a number
AFTER = r"(?![ ./-][0-9Xx])"  # a single space, dot, slash or dash stays as it is
FIRST = rf"(?<=[0-9]){AFTER}"
BETWEEN = re.compile(f"{FIRST}(?:{'|'.join(f'({between})' for between in FOLD['between'])})(?=[0-9Xx])")
EACH = [  # a pattern that begins with a digit is found much quicker than one that looks behind itself
    (re.compile(f"([0-9]){AFTER}{between}(?=[0-9Xx])"), rf"\1{sign}")
    for between, sign in zip(FOLD["between"], FOLD["signs"], strict=True)
]
JOINED = re.compile(f"[0-9](?=[{FOLD['begins']}]){AFTER}")  # without it nothing stands between two digits
SPELT = re.compile(r"&[#A-Za-z]|%[0-9A-Fa-f]{2}|\\u|_x")  # without one of these no character is spelt as a number
SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook spells a character
ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")
MARKS = re.compile(FOLD["marks"])
LONG = 1_000  # characters, of which few are different
ROUNDS = 3  # how often a spelling may be spelt itself: &amp;#49;


class _Folds(dict[int, str]):
    """Each character → what it is searched as, nothing if it cannot be seen; worked out when first met."""

    def __missing__(self, point: int) -> str:
        self[point] = _fold(chr(point))
        return self[point]


def _fold(character: str) -> str:
    """Return what a character is searched as."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    if category == "Pd":
        return "-"
    if category.startswith("Z"):
        return " "
    return "".join(SIGNS.get(one, " " if one.isspace() else one) for one in unicodedata.normalize("NFKC", character))


def _signs() -> dict[str, str]:
    """Return each character that privacy.toml folds → what it is searched as."""
    signs = (("dash", "-"), ("space", " "), ("dot", "."), ("slash", "/"), ("gone", ""))
    digits = {character: str(digit) for digit, same in enumerate(FOLD["digits"]) for character in same}
    return digits | {character: sign for name, sign in signs for character in FOLD[name]}


SIGNS = _signs()
FOLDS = _Folds({ord(character): sign for character, sign in SIGNS.items()})


def folded(text: str) -> str:
    """Return a text as it is searched."""
    signs = _counted(_translated(text))
    if signs.startswith("="):
        return BETWEEN.sub(lambda run: _between(run, is_formula=True), signs)
    if not JOINED.search(signs):
        return signs
    for between, sign in EACH:  # what one of them fits, no other does
        signs = between.sub(sign, signs)
    return signs


def _translated(text: str) -> str:
    """Return a text with each character as what it is searched as."""
    if len(text) > LONG:
        others = {sign: FOLDS[ord(sign)] for sign in set(text) if FOLDS[ord(sign)] != sign}
        if others.keys().isdisjoint("".join(others.values())):
            for sign, other in others.items():
                text = text.replace(sign, other)
            return text
    return text.translate(FOLDS)


def placed(text: str) -> tuple[str, list[int]]:
    """Return a text as it is searched, and for each of its characters the place in the text where it comes from."""
    places = [place for place, character in enumerate(text) for _ in FOLDS[ord(character)]]
    signs = _counted(text.translate(FOLDS))
    kept: list[int] = []
    end = 0
    for run in BETWEEN.finditer(signs):
        between = _between(run, is_formula=signs.startswith("="))
        kept += [*places[end : run.start()], *([places[run.start()]] if between else [])]
        end = run.end()
    return folded(text), kept + places[end:]


def _counted(text: str) -> str:
    """Return a text with digits for the Chinese numerals of a number that is spelt out."""
    return SPOKEN.sub(lambda run: run.group().translate(DIGITS), text)


def _between(run: re.Match[str], is_formula: bool) -> str:
    """Return the one sign for what stands between two digits: none where a formula puts them together."""
    sign: str = FOLD["signs"][(run.lastindex or 1) - 1]
    return "" if is_formula and '"' in run.group() else sign


def spellings(text: str) -> Iterator[str]:
    """Yield a text, and as it reads where characters are spelt as numbers: &#49;, %31, \\u0031, _x0031_."""
    yield text
    for _ in range(ROUNDS):
        if not SPELT.search(text) or (read := _read(text)) == text:
            return
        text = read
        yield text


def unmarked(text: str) -> str:
    """Return a text with a space for each mark of a list or a note: ①138… holds eleven digits."""
    return MARKS.sub(" ", text)


def _read(text: str) -> str:
    """Return a text with its spelt characters as they read."""
    text = html.unescape(unquote(text) if "%" in text else text)
    for spelt in (ESCAPED, SIGN):
        text = spelt.sub(lambda found: chr(int(found[1], 16)), text)
    return text
