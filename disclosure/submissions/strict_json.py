"""JSON as strangers file it: bounded, every key once, numbers that can be held, characters that can be shown.

Readers of JSON differ in what they make of the rest, so that two of them would see two manifests.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..findings import Finding, Place, finding
from ..privacy import mask_name, personal_data
from ..reading.characters import CHARACTERS
from .tree import LIMITS, NAMES, UNPRINTABLE, printable

SEVERAL_LINES = set(NAMES["several_lines"])
DIGITS = re.compile(r"[0-9]{1,17}[0-9Xx]")
MENTIONED = 80  # characters of a text that a message repeats
BYTES_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Object(dict[str, Any]):
    """A JSON object that remembers every entry as it was written, a key that stands twice as well."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


class Unheld(str):
    """A number as it was written that no program can hold, such as one of 400 digits, NaN or Infinity."""

    __slots__ = ()


@dataclass(frozen=True)
class Filed:
    """A file of JSON: what it holds (None: it could not be read), and what is wrong with it as JSON."""

    value: Any = None
    findings: list[Finding] = field(default_factory=list)


def read_json(raw: bytes, file: str) -> Filed:
    """Return what a file of JSON holds, and a finding per fault of its form; personal data in any part of it too."""
    place = Place(file=file)
    if raw.startswith(BYTES_OF_UTF16):
        return Filed(findings=[finding("manifest-encoding", place, "UTF-16")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Filed(findings=[finding("manifest-encoding", place, "GBK")])
    try:
        value = json.loads(
            text, object_pairs_hook=Object, parse_int=_number, parse_float=_number, parse_constant=Unheld
        )
    except RecursionError:
        return Filed(findings=[_too_deep(place)])
    except ValueError as error:
        return Filed(findings=[finding("manifest-unreadable", place, note=str(error)[:200])])
    parts = list(_parts(value))
    if any(part.depth > LIMITS["manifest_depth"] for part in parts):
        return Filed(findings=[_too_deep(place)])
    return Filed(value, [found for part in parts for found in _faults(part, file)])


def _too_deep(place: Place) -> Finding:
    return finding("manifest-too-deep", place, limit=LIMITS["manifest_depth"])


def _number(text: str) -> int | float | Unheld:
    """Return a number, or the text of one that cannot be held."""
    if len(text) > LIMITS["manifest_digits"]:
        return Unheld(text)
    number = float(text) if set(text) & set(".eE") else int(text)
    return number if math.isfinite(number) else Unheld(text)


@dataclass(frozen=True)
class Part:
    """A value within a file of JSON: where it stands, its key, how deep, and whether the key stood there before."""

    value: Any
    place: str = ""
    key: str = ""
    depth: int = 0
    again: bool = False


def _parts(value: Any) -> Iterator[Part]:
    """Yield every value in a value, one within another, without calling itself: the depth is a stranger's choice."""
    waiting = [Part(value)]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part.value, list):
            inner = [(f"{part.place}[{n}]", "", one, False) for n, one in enumerate(part.value)]
        elif isinstance(part.value, Object):
            inner, seen = [], set[str]()
            for key, one in part.value.pairs:
                named = printable(mask_name(key))[:MENTIONED]
                inner.append((f"{part.place}.{named}".lstrip("."), key, one, key in seen))
                seen.add(key)
        else:
            continue
        deeper = part.depth + 1
        if deeper <= LIMITS["manifest_depth"] + 1:
            waiting += [Part(one, place, key, deeper, again) for place, key, one, again in reversed(inner)]


def _faults(part: Part, file: str) -> Iterator[Finding]:
    """Yield what is wrong with one part: its key a second time, what cannot be held or shown, personal data."""
    place = Place(file=file, column=part.place)
    if part.again:
        yield finding("manifest-key-twice", place, printable(mask_name(part.key))[:MENTIONED])
    if isinstance(part.value, Unheld):
        yield finding("manifest-number", place, mask_name(part.value)[:MENTIONED])
    yield from _of_text(part.key, place, several_lines=False, in_name=True)
    if isinstance(part.value, str | int | float) and not isinstance(part.value, bool):
        yield from _of_text(str(part.value), place, part.key in SEVERAL_LINES)
    elif isinstance(part.value, list) and (text := _put_together(part.value)):
        yield from (finding(code, place, mask_name(text)[:MENTIONED]) for code in personal_data(text))


def _put_together(values: list[Any]) -> str:
    """Return the digits of a list of nothing else, which may be the groups of one number; none for any other list."""
    texts = [str(one) for one in values if isinstance(one, str | int)]
    return "".join(texts) if len(texts) == len(values) > 1 and all(DIGITS.fullmatch(text) for text in texts) else ""


def _of_text(text: str, place: Place, several_lines: bool, in_name: bool = False) -> Iterator[Finding]:
    """Yield the characters of a text that cannot be published, and personal data."""
    for found in UNPRINTABLE.finditer(text):
        if not (several_lines and found.group() in "\r\n"):
            character = f"U+{ord(found.group()):04X} {CHARACTERS['names'].get(found.group(), '')}".strip()
            yield finding("manifest-character", place, printable(mask_name(text))[:MENTIONED], character=character)
            break
    for code in personal_data(text, in_name=in_name):
        yield finding(code, place, mask_name(text)[:MENTIONED])
