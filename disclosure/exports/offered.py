"""Files of a form of their own that districts offer beside the register's, at /downloads/<district>/<name>."""

import re
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..districts import District
from ..exceptions import OverstepError, PluginError
from ..faults import one_of
from ..pages import Download
from ..privacy import guarding, personal_data

HOOK = "export_files"
NAMED = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+")
LIMITS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("offered.toml").read_text(encoding="utf-8"))
SAMPLE, INDEX = "sample-", "index."

Entry = dict[str, Any]


def offered(connection: sqlite3.Connection, district: District) -> list[Download]:
    """Return the files that a district offers, but for those that fail."""
    found: list[Download] = []
    for number, file in enumerate(district.call_own(HOOK, database=connection, district=district), 1):
        with district.folder.containing(one_of(HOOK, number, file)):
            _require_own(district, file)
            if any(file.name == known.name for known in found):
                raise PluginError(f"{HOOK} returned two files called {file.name}; call one of them otherwise")
            found.append(file)
    return found


def write_offered(database: Path, districts: Iterable[District], directory: Path) -> list[Entry]:
    """Write what the districts offer, each into a folder of its own, and return what a page lists of each file."""
    entries: list[Entry] = []
    for district in districts:
        if HOOK not in district.own:
            continue
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            files = offered(connection, district)
        finally:
            connection.close()
        for file in files:
            target = directory / district.name / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
            entries.append({"district": district.name, "name": file.name, "title": file.title,
                            "title_en": file.title_en, "bytes": len(file.content), "sample": file.sample})  # fmt: skip
    return entries


def _require_own(district: District, file: Download) -> None:
    """Raise OverstepError, or PluginError, for a file that may not lie in the district's folder of downloads."""
    if not all(isinstance(text, str) and text for text in (file.name, file.title, file.title_en)):
        raise PluginError(f"{HOOK}: a file lacks name, title or title_en; give each")
    if not NAMED.fullmatch(file.name) or len(file.name) > LIMITS["name"]:
        raise OverstepError(f"the file {file.name!r}: use lower case letters, digits, -, _ and an ending, no folder")
    ending = file.name.rpartition(".")[2]
    if ending not in LIMITS["endings"]:
        raise OverstepError(f"the file {file.name}: {ending} is no form of data; use {', '.join(LIMITS['endings'])}")
    if file.name.startswith(INDEX):
        raise OverstepError(f"the file {file.name}: a folder's index is the register's; call yours otherwise")
    if not isinstance(file.content, bytes):
        raise PluginError(f"the file {file.name}: its content is {type(file.content).__name__}; give bytes")
    if len(file.content) > LIMITS["bytes"]:
        raise PluginError(f"the file {file.name} has {len(file.content)} bytes; {LIMITS['bytes']} are the most")
    with guarding(district.name):
        if any(personal_data(text) for text in (file.title, file.title_en, *_pieces(file.content))):
            raise PluginError(f"the file {file.name} holds personal data, which no file may; leave it out")
    if file.sample != file.name.startswith(SAMPLE):
        raise PluginError(f"the file {file.name}: one that holds samples says sample=True and is called {SAMPLE}…")
    if district.invented and not file.sample:
        raise PluginError(f"the file {file.name}: the district is invented, so all it offers is sample=True")


def _pieces(content: bytes) -> Iterator[str]:
    """Yield a text in pieces that overlap, so that none is long to search; nothing of what is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    for at in range(0, len(text), LIMITS["piece"]):
        yield text[at : at + LIMITS["piece"] + LIMITS["overlap"]]
