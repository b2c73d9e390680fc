"""What a district adds to the personal data that its own submissions may not hold: plugins/<district>/privacy.toml.

It only adds: a district's pattern is searched beside the register's own, and neither replaces nor weakens one. Its
pattern is bounded, so that no text makes it slow: no * and +, no repeated group, few ways to match from one place.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..exceptions import OverstepError, PluginError
from . import PRIVACY, STRICTER, Kind, kind_of
from .folding import folded

FILE = "privacy.toml"
NEEDED, OPTIONAL = ("code", "name", "pattern"), ("shown",)
LIMITS = PRIVACY["own"]
ATOM = re.compile(r"\\[dswDSWbB]|\\[^0-9A-Za-z\n]|\[\^?\]?(?:\\.|[^\]\\\n]){1,60}\]|[^\\*+?{}\[\]()|\n]")
TIMES = re.compile(r"\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}|\?")
OPEN = re.compile(r"\((?:\?(?::|<?[=!]))?")
WIDTHLESS = {r"\b", r"\B", "^", "$"}

Containing = Callable[[str, Path | None], AbstractContextManager[None]]


@dataclass(frozen=True)
class Size:
    """How many characters a piece of a pattern matches at least and at most, and in how many ways."""

    least: int
    most: int
    ways: int


def load_own(folder: Path, words: Mapping[str, Any], containing: Containing,
             ordinary: Iterable[str] = ()) -> None:  # fmt: skip
    """Take up what a district's file adds, but for what is amiss.

    `words` is code → wording of its own findings, `ordinary` are texts that no pattern may match.
    """
    file, entries = folder / FILE, list[Any]()
    STRICTER.pop(folder.name, None)
    with containing(FILE, file):
        said = tomllib.loads(file.read_text(encoding="utf-8-sig")) if file.exists() else {}
        entries = said.pop("kind", [])
        if said:
            raise OverstepError(f"[{min(said)}] is the nation's; a district adds [[kind]] and changes nothing")
        if not isinstance(entries, list):
            raise PluginError("write each pattern under [[kind]]")
    found: list[Kind] = []
    for number, entry in enumerate(entries, 1):
        with containing(f"{FILE}: kind {number}", file):
            kind = _own(entry, words)
            require_particular(kind, ordinary)
            found.append(kind)
    if found:
        STRICTER[folder.name] = tuple(found)


def _own(entry: Any, words: Mapping[str, Any]) -> Kind:
    """Return one kind of a district. Raises PluginError naming what to mend."""
    if not isinstance(entry, dict) or (missing := [key for key in NEEDED if not isinstance(entry.get(key), str)]):
        raise PluginError(f"lacks {', '.join(missing) if isinstance(entry, dict) else ', '.join(NEEDED)}; add it")
    if strange := sorted(set(entry) - {*NEEDED, *OPTIONAL}):
        raise OverstepError(f"{strange[0]} is not read of a district's pattern; nothing makes it looser")
    code = entry["code"]
    if words.get(code, {}).get("severity") != "error":
        raise PluginError(f"{code} has no wording of severity error; write [{code}] in findings.toml")
    shown = entry.get("shown", 0)
    if type(shown) is not int or not 0 <= shown <= LIMITS["shown"]:
        raise PluginError(f"shown is how many characters a message may show: 0 to {LIMITS['shown']}")
    require_bounded(entry["pattern"])
    return kind_of({**entry, "shown": shown})


def require_bounded(pattern: str) -> None:
    """Raise PluginError for a pattern that is none, that some text could make slow, or that would match anything."""
    size, end = _either(pattern, 0)
    if end != len(pattern):
        raise PluginError(
            f"the pattern has {pattern[end]!r} at {end + 1}; write {{4,12}} for a repetition, of one sign"
        )
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        raise PluginError(f"the pattern is none: {error}") from error
    if size.ways > LIMITS["ways"] or size.most > LIMITS["longest"]:
        raise PluginError(
            f"the pattern can match in {size.ways} ways, up to {size.most} characters; {LIMITS['ways']} ways and"
            f" {LIMITS['longest']} characters are the most, so that no text makes it slow"
        )
    if size.least < LIMITS["shortest"]:
        raise PluginError(
            f"the pattern matches {size.least} characters; fewer than {LIMITS['shortest']} stand anywhere"
        )


def require_particular(kind: Kind, ordinary: Iterable[str]) -> None:
    """Raise PluginError for a pattern that matches what is no personal data."""
    for text in ordinary:
        if match := kind.pattern.search(folded(text)):
            raise PluginError(
                f"the pattern matches {match[0]!r} of the register's own “{text[: LIMITS['quoted']]}”; begin it with"
                " signs that stand before such a number alone"
            )


def _either(pattern: str, at: int) -> tuple[Size, int]:
    """Return the size of alternatives, and where they end."""
    size, at = _sequence(pattern, at)
    while pattern[at : at + 1] == "|":
        other, at = _sequence(pattern, at + 1)
        size = Size(min(size.least, other.least), max(size.most, other.most), size.ways + other.ways)
    return size, at


def _sequence(pattern: str, at: int) -> tuple[Size, int]:
    """Return the size of pieces that follow one another, and where they end."""
    size = Size(0, 0, 1)
    while at < len(pattern):
        if opened := OPEN.match(pattern, at):
            piece, at = _either(pattern, opened.end())
            if pattern[at : at + 1] != ")":
                break
            at += 1
            if "=" in opened[0] or "!" in opened[0]:
                piece = Size(0, piece.most, piece.ways)
        elif atom := ATOM.match(pattern, at):
            at, width = atom.end(), 0 if atom[0] in WIDTHLESS else 1
            piece = Size(width, width, 1)
            if times := TIMES.match(pattern, at):
                least = int(times[1] or 0)
                most = int(times[2] or times[1] or 1)
                at, piece = times.end(), Size(width * least, width * most, most - least + 1)
        else:
            break
        size = Size(size.least + piece.least, size.most + piece.most, size.ways * piece.ways)
    return size, at
