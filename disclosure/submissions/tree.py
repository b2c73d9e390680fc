"""What lies under datasets/: datasets/<district>/<submission>/<file>, regular files in real folders, and nothing else.

The one definition for finding, checking, building, comparing and hashing. Nothing here follows a link.
"""

import os
import re
import stat
import tomllib
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from ..findings import Finding, Place, finding
from ..privacy import mask_name
from ..reading.characters import CHARACTERS

LIMITS: dict[str, int] = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
NAMES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
UNPRINTABLE = re.compile(f"[{NAMES['unprintable']}{CHARACTERS['garbled_in_planes']}{CHARACTERS['invisible']}]")
REFUSED = [(re.compile(e["sign"].replace("{unprintable}", UNPRINTABLE.pattern)), e) for e in NAMES["refused"]]
HIDDEN = tuple(NAMES["hidden"])
UNSEEN, CONTROLLING = set(NAMES["unseen"]), set(NAMES["controlling"])
FOLDER, FILE, LINK, SPECIAL = "folder", "file", "link", "special"
LONGEST_NAME = 255  # bytes that file systems take: a page of the site is called so
POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class Entry:
    """One name in a folder, and what it is: a folder, a regular file, a link or something special, such as a pipe."""

    path: Path
    kind: str

    @property
    def name(self) -> str:
        """Return the name as it can be shown and stored; no two names become one."""
        return shown_name(self.path.name)

    @property
    def hidden(self) -> bool:
        """Return whether programs hide it: it begins with a dot, or is what Excel leaves beside an open file."""
        return self.path.name.startswith(HIDDEN)


@dataclass(frozen=True)
class Listing:
    """The files of a submission that are read, those that programs left there, and what is refused."""

    files: list[Path] = field(default_factory=list)
    hidden: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def shown_name(name: str) -> str:
    """Return a name or path with what cannot be seen or stored spelt out, each step no longer than a name can be."""
    return "/".join(map(_step, name.split("/")))


def _step(name: str) -> str:
    spelt = printable(name.replace("\\", "\\\\"))
    if len(spelt.encode()) <= LONGEST_NAME:
        return spelt
    return f"{spelt[: LIMITS['name_characters'] // 2]}…{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def printable(text: str) -> str:
    """Return a text with every character that cannot be seen or stored spelt out, such as \\u202e."""
    return UNPRINTABLE.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    """Return one character as its number; of a name that is not UTF-8, as the byte that stands there."""
    number = ord(found.group())
    byte = 0xDC80 <= number <= 0xDCFF  # how Python keeps what is no UTF-8 (PEP 383)
    return f"\\x{number - 0xDC00:02x}" if byte else found.group().encode("unicode_escape", "surrogatepass").decode()


def kind_of(path: Path) -> str | None:
    """Return what lies at a path, None if nothing does."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):  # absent, too long, holds a NUL
        return None
    kinds = ((stat.S_ISLNK, LINK), (stat.S_ISDIR, FOLDER), (stat.S_ISREG, FILE))
    return next((kind for is_it, kind in kinds if is_it(mode)), SPECIAL)


def entries(folder: Path) -> list[Entry]:
    """Return what lies in a folder, by name."""
    with os.scandir(folder) as found:
        paths = sorted((Path(one.path) for one in found), key=lambda path: os.fsencode(path.name))
    return [Entry(path, kind_of(path) or SPECIAL) for path in paths]


def listing(folder: Path) -> Listing:
    """Return the files of a submission's folder; none where that is no folder itself, or refused for its name."""
    if kind_of(folder) != FOLDER or refusal(Entry(folder, FOLDER)):
        return Listing()
    with os.scandir(folder) as found:
        if len(list(islice(found, LIMITS["files"] + 1))) > LIMITS["files"]:
            return Listing(findings=[finding("too-many-files", Place(), None, limit=LIMITS["files"])])
    held = Listing()
    for entry in entries(folder):
        if refused := refusal(entry):
            held.findings.append(refused)
        elif entry.kind == FOLDER:
            held.findings.append(finding("subfolder", Place(file=entry.name), entry.name))
        elif entry.hidden:
            held.hidden.append(entry.path)
            if entry.name not in UNSEEN:
                held.findings.append(finding("hidden-file", Place(file=entry.name), entry.name))
        else:
            held.files.append(entry.path)
    held.findings.extend(_collisions(held.files))
    return held


def refusal(entry: Entry) -> Finding | None:
    """Return why something under datasets/ is refused for what it is or is called, None if it is not."""
    place, name = Place(file=entry.name), entry.path.name
    if entry.kind in (LINK, SPECIAL):
        return finding("link-refused" if entry.kind == LINK else "special-file", place, entry.name)
    if name in CONTROLLING:
        return finding("controlling-file", place, entry.name)
    if len(name) > LIMITS["name_characters"]:
        most = LIMITS["name_characters"]
        return finding("long-name", place, mask_name(entry.name)[:most], limit=most)  # cut first, it would show a part
    for sign, words in REFUSED:
        if sign.search(name):
            return finding("name-refused", place, entry.name, reason=words["zh"], reason_en=words["en"])
    if entry.kind == FILE and is_pointer(entry.path):
        return finding("large-file-pointer", place, entry.name)
    return None


def too_large(path: Path, most: int) -> list[Finding]:
    """Return the finding for a file that holds more bytes than it may; none if it does not."""
    size = path.stat().st_size
    facts = {"size": f"{size / 1e6:.1f} MB", "limit": f"{most / 1e6:.1f} MB"}
    return [finding("file-too-large", Place(file=path.name), None, **facts)] if size > most else []


def is_pointer(path: Path) -> bool:
    """Return whether a file only says where git-lfs keeps the real one."""
    with path.open("rb") as file:
        return file.read(len(POINTER)) == POINTER


def folded(name: str) -> str:
    """Return a name as file systems compare it that know neither case nor forms of Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _collisions(files: list[Path]) -> list[Finding]:
    """Return a finding for each file whose name is another's but for case or form."""
    first: dict[str, Path] = {}
    return [
        finding("names-collide", Place(file=path.name), path.name, other=first[folded(path.name)].name)
        for path in files if first.setdefault(folded(path.name), path) != path
    ]  # fmt: skip


def places(datasets: Path) -> tuple[list[Entry], dict[str, list[Entry]]]:
    """Return what stands where a submission does, and per district what lies beside them, the district itself too.

    A name in a district's folder that is no regular file stands for a submission, so that a link is refused as one.
    """
    districts = districts_in(datasets)
    beside = {one.name: [one] for one in entries(datasets) if one not in districts}
    submissions: list[Entry] = []
    for district in districts:
        for entry in entries(district.path):
            stands = entry.kind != FILE and not entry.hidden
            (submissions if stands else beside.setdefault(district.name, [])).append(entry)
    return submissions, beside


def districts_in(datasets: Path) -> list[Entry]:
    """Return the folders directly under `datasets` that can be those of districts."""
    return [one for one in entries(datasets) if one.kind == FOLDER and not one.hidden and not refusal(one)]
