"""Filed text as a report may print it: on one line, with every character seen, and not too long."""

import re
import unicodedata

from ..findings import Finding
from ..reading.characters import INVISIBLE

LONGEST_VALUE = 200  # characters of a filed value
LONGEST = 2_000  # characters of a message as a whole
HIDDEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}  # Unicode's categories of what no screen shows, or what breaks a line
BREAK = "↵"


def plain(text: str, keep: str = "") -> str:
    """Return a text on one line, its hidden characters named; those of `keep` are left as they are."""
    if text.isprintable():
        return text
    return "".join(one if one in keep else _seen(one) for one in re.sub("\r\n?", "\n", text))


def _seen(character: str) -> str:
    """Return a character as itself if it shows, else what it is called."""
    if character == "\n":
        return BREAK
    if character == "\t":
        return " "
    if unicodedata.category(character) in HIDDEN or INVISIBLE.match(character):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def shortened(text: str, words: dict[str, str], value: str | None = None, longest: int = LONGEST) -> str:
    """Return a text in which a long value, and the whole if it is too long, is cut with the count of characters."""
    if value and len(value) > LONGEST_VALUE:
        text = text.replace(value, _cut(value, LONGEST_VALUE, words))
    return _cut(text, longest, words)


def _cut(text: str, longest: int, words: dict[str, str]) -> str:
    return text if len(text) <= longest else text[:longest] + words["long"].format(count=f"{len(text):,}")


def message_of(found: Finding, lang: str, words: dict[str, str], keep: str = "") -> str:
    """Return what is wrong, in a language."""
    return plain(shortened(found.message if lang == "zh" else found.message_en, words, found.value), keep)


def fix_of(found: Finding, lang: str, words: dict[str, str], keep: str = "") -> str:
    """Return what to do, in a language."""
    return plain(shortened(found.fix if lang == "zh" else found.fix_en, words, found.value), keep)
