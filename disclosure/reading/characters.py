"""Characters that do not show or that look like others: taken out in one place, before any two values are compared.

What counts as which is characters.toml. Nothing here changes what a reader sees, but for spaces inside a name.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

CHARACTERS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("characters.toml").read_text(encoding="utf-8"))
INVISIBLE = re.compile(f"[{CHARACTERS['invisible']}]")
SPACES = re.compile(f"[{CHARACTERS['spaces']}]")
COMPATIBLE = re.compile(f"[{CHARACTERS['compatible']}]+")
IN_NAMES = re.compile(f"[{CHARACTERS['compatible']}{CHARACTERS['wide']}]+")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes a control character (ECMA-376, ST_Xstring)
BETWEEN_CHINESE = re.compile(rf"(?<=[{CHARACTERS['chinese']}])\s+(?=[{CHARACTERS['chinese']}])")
BESIDE_BRACKETS = re.compile(r"\s*([（）])\s*")
HAN = re.compile("[\u4e00-\u9fff]")
DOTS = re.compile(
    rf"(?<=[{CHARACTERS['chinese']}])[{re.escape(''.join(CHARACTERS['dots']))}](?=[{CHARACTERS['chinese']}])"
)
PLAIN = re.compile(r"[!-~\u4e00-\u9fff（）《》〔〕“”、，。：；·—]*")  # in such a text there is nothing to take out
LOOK = str.maketrans(CHARACTERS["look"])
LIKE = str.maketrans(CHARACTERS["look"] | CHARACTERS["like"])
ERROR = re.compile(CHARACTERS["errors"]["shown"])
STANDS_FOR = {
    word.casefold(): kind for kind in ("erase", "error", "nothing") for word in CHARACTERS["stands_for"][kind]
}
BRACKETS = "()（）[]【】"  # around such a word they change nothing
UNSEEN = re.compile(f"[{CHARACTERS['invisible']}{CHARACTERS['spaces']}]")

Cleaned = tuple[str, tuple[str, ...]]  # a text, and the codes of the findings that tell what was taken out


@lru_cache(maxsize=50_000)
def clean(text: str, written: str = "") -> Cleaned:
    """Return a text as a reader sees it; `written` as in `Column`: a key on one line, a name without spaces inside."""
    if PLAIN.fullmatch(text) and "_x" not in text and not (written == "person" and "." in text):
        return text, ()
    codes = []
    for code, change in _changes(written):
        changed = change(text)
        if changed != text:
            codes.append(code)
            text = changed
    return text, tuple(dict.fromkeys(codes))


def _changes(written: str) -> Iterator[tuple[str, Any]]:
    """Yield (code of the finding, change) in the order in which they are made."""
    yield "text-escapes", _without_escapes
    yield "text-invisible", lambda text: INVISIBLE.sub("", text)
    forms = IN_NAMES if written else COMPATIBLE
    yield "text-compatible", lambda text: unicodedata.normalize("NFC", forms.sub(_plain, text.translate(LOOK)))
    if written == "person":
        yield "text-compatible", lambda text: DOTS.sub("·", text)
    if written:
        yield "text-spaces", _on_one_line if written == "key" else _without_spaces
    else:
        yield "text-spaces", lambda text: re.sub("\r\n?|[\u2028\u2029]", "\n", text).replace("\u00a0", " ").strip()


def _plain(found: re.Match[str]) -> str:
    """Return characters kept for older encodings as the usual ones."""
    return unicodedata.normalize("NFKC", found.group())


def _without_escapes(text: str) -> str:
    """Return a text with _x000D_ and its like as the characters they stand for; Word's line breaks as line breaks."""
    return ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    """Return an escaped character if nobody would see it or it breaks lines; `garbled-text` refuses other controls."""
    character = chr(int(found[1], 16))
    if character in "\v\f":
        return "\n"
    return character if character in "\t\n\r " or INVISIBLE.match(character) else found.group()


def _on_one_line(text: str) -> str:
    """Return a key without spaces at its ends, with one plain space for each run of them inside."""
    return re.sub(r"\s+", " ", SPACES.sub(" ", text)).strip()


def _without_spaces(text: str) -> str:
    """Return a name without spaces at its ends and between Chinese characters, one space elsewhere."""
    return BESIDE_BRACKETS.sub(r"\1", BETWEEN_CHINESE.sub("", _on_one_line(text)))


def alike(one: Any, other: Any) -> bool:
    """Return whether two values look the same to a reader."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _folded(one) == _folded(other)
    return bool(one == other)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", clean(text, "name")[0].translate(LIKE))


def stands_for(text: str) -> str | None:
    """Return "error" for what a program left in a cell, "nothing" for a word for an empty cell, "erase" for the word
    that empties a published value, None for the rest."""
    word = text.strip().casefold()
    return "error" if ERROR.fullmatch(word) else STANDS_FOR.get(word) or STANDS_FOR.get(word.strip(BRACKETS))


def unseen(text: str) -> str:
    """Return what the characters in a text that nobody sees are called, such as “U+200B 零宽空格”; "" without any."""
    return "、".join(dict.fromkeys(f"U+{ord(one):04X} {_name(one)}" for one in UNSEEN.findall(text)))


def _name(character: str) -> str:
    return str(CHARACTERS["names"].get(character) or unicodedata.name(character, "?"))
