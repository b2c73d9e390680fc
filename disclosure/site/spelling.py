"""The list of names that a page searches by itself where no server answers: names, codes and how they are read.

A file has each character's usual reading once, and those of names that are read otherwise (重庆): they cost little.
"""

import json
from functools import cache
from typing import Any

from ..database.search import folded
from .reading import Row


def spelled(text: str) -> list[str]:
    """Return how each character of a text is read, in pinyin without tones; what is not Chinese as it stands."""
    from pypinyin import lazy_pinyin  # its tables take a third of a second to read

    return lazy_pinyin(text, errors=list)  # type: ignore[arg-type]


@cache
def usual(character: str) -> str:
    """Return the usual reading of a character by itself."""
    return spelled(character)[0]


def names_file(title: str, rows: list[Row]) -> bytes:
    """Return the list of a district: `title`, `names` (code, name, former names, sample, status, lists), readings.

    `sounds` is reading → the characters that are usually read so, `read` number of a name → its readings where they
    are others.
    """
    sounds: dict[str, str] = {}
    otherwise: dict[str, str] = {}
    for number, row in enumerate(rows):
        name = folded(row["name"])
        readings = spelled(name)
        if readings != [usual(character) for character in name]:
            otherwise[str(number)] = " ".join(readings)
    for character in sorted(set("".join(folded(row["name"]) for row in rows))):
        if usual(character) != character:
            sounds[usual(character)] = sounds.get(usual(character), "") + character
    names: list[list[Any]] = [
        [row["org_id"], row["name"], row["former_names"] or "", int(row["sample"]), row["status"], row["lists"] or ""]
        for row in rows
    ]
    told = {"title": title, "names": names, "sounds": dict(sorted(sounds.items())), "read": otherwise}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
