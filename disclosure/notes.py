"""What other programs say in English, such as a parser, and what we say in Chinese, each in the other language.

The words are notes.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("notes.toml").read_text(encoding="utf-8"))
NOTES = [(re.compile(note["says"], re.DOTALL), note) for note in WORDS["note"]]
LONGEST = 300  # the characters of an unknown note that are repeated
CHARACTER = re.compile(r"U\+([0-9A-F]{4,6})[^、]*")


@lru_cache
def told(note: str) -> tuple[str, str]:
    """Return what a program says in Chinese and in English; words that are not known are repeated in English only."""
    for says, words in NOTES:
        if found := says.fullmatch(note):
            return words["zh"].format_map(found.groupdict()), words["en"].format_map(found.groupdict())
    unknown = WORDS["unknown"]
    return unknown["zh"], unknown["en"].format(note=note[:LONGEST])


def in_english(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a finding that an English reader needs otherwise: given as <name>_en, or known words."""
    given = {name.removesuffix("_en"): fact for name, fact in words.items() if name.endswith("_en")}
    known = {
        name: " or ".join(terms.get(part, part) for part in str(words[name]).split("或"))
        for name, terms in WORDS["english"].items()
        if words.get(name)
    }
    for name in WORDS["characters"]:
        if fact := words.get(name):
            known[name] = CHARACTER.sub(_name, str(fact))
    for name in WORDS["lists"]:
        if fact := known.get(name, words.get(name)):
            known[name] = str(fact).replace("、", ", ")
    if proposal := words.get("proposal"):
        known["proposal"] = str(proposal).replace(" 或 ", " or ")
    return known | given


def _name(found: re.Match[str]) -> str:
    """Return a character's number and its name in Unicode, in the place of its Chinese name."""
    return f"U+{found[1]} {unicodedata.name(chr(int(found[1], 16)), '')}".rstrip()


def place_in_english(place: str) -> str:
    """Return a place that is no cell, such as “名录!B2 批注”, with what we call it in English."""
    return " ".join(WORDS["places"].get(word, word) for word in place.split(" "))
