"""Opens the archive that an .xlsx is: nothing is unpacked, and no tree is built, beyond the limits (limits.toml)."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from .sheets import LIMITS, Broken, UnreadableError, limit, struck

FOREIGN = {"xl/workbook.bin": "XLSB", "word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint",
           "content.xml": "OpenDocument"}  # fmt: skip
WORKBOOK = "xl/workbook.xml"
CHUNK = 1 << 16
NOTE = re.compile(r"[\s\d*※()（）\[\]①-⑳]+")
BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, OSError, EOFError, NotImplementedError,
          RuntimeError, KeyError, IndexError, OverflowError)  # fmt: skip

Start = Callable[[dict[str, str]], None]
End = Callable[[], None]


class Package(zipfile.ZipFile):
    """The archive of a workbook; `elements` counts those read of all its parts, `main` is the part it begins with."""

    elements = 0
    main = WORKBOOK


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Return the archive of a plain workbook. Raises UnreadableError for any other, and for what is broken in it."""
    try:
        with Package(path) as archive:
            _guard(archive)
            yield archive
    except BROKEN as error:
        raise UnreadableError("source-error", note=type(error).__name__) from error


def _guard(archive: Package) -> None:
    """Refuse what is no plain workbook, before anything of it is unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if WORKBOOK not in names:
        kind = next((kind for part, kind in FOREIGN.items() if part in names), "")
        archive.main = "" if kind else _main(archive)
        if not archive.main:
            raise UnreadableError("not-a-table", kind=kind or "ZIP")
    if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise UnreadableError("macros")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise UnreadableError("external-links")
    bounded(archive)
    if sum(name.startswith("xl/worksheets/sheet") for name in names) > LIMITS["sheets"]:
        raise UnreadableError("too-many-sheets", limit=LIMITS["sheets"])


def _main(archive: Package) -> str:
    """Return the part that a workbook begins with, which some programs call workbook2.xml; empty if there is none."""
    bounded(archive)
    related = targets(archive, "").values()
    return next((part for kind, part in related if kind == "officeDocument" and part in archive.namelist()), "")


def bounded(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than the limits, in size or in number of parts."""
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > LIMITS["unpacked_bytes"] or unpacked > LIMITS["unpacked_ratio"] * max(packed, 10_000):
        raise UnreadableError("unpacks-too-large", size=f"{unpacked / 1e6:.0f} MB", ratio=unpacked // max(packed, 1))
    limit("workbook_parts", len(parts))


def walk(archive: Package, part: str, starts: Mapping[str, Start], ends: Mapping[str, End] | None = None,
         text: Callable[[str], None] | None = None) -> None:  # fmt: skip
    """Call what `starts` and `ends` name for the elements of a part of the archive, by name without namespace.

    So a workbook of the strict kind of Office Open XML, which differs in its namespaces, is read as any other.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = CHUNK
    depth, deepest, closing = 0, LIMITS["xml_depth"], ends or {}
    elements, most = archive.elements, LIMITS["elements"]

    def opens(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > deepest or elements > most:
            limit("xml_depth", depth)
            limit("elements", elements)
        if found := starts.get(name.rpartition(":")[2]):
            found(attributes)

    def closes(name: str) -> None:
        nonlocal depth
        depth -= 1
        if found := closing.get(name.rpartition(":")[2]):
            found()

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opens, closes, text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = 0
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            limit("tag_bytes", fed - parser.CurrentByteIndex)  # an unfinished one is read anew with each chunk
        parser.Parse(b"", True)
    archive.elements = elements


def _refuse_doctype(*_: object) -> None:
    """Refuse a part with definitions of its own, which may unfold without end; no office program writes any."""
    raise UnreadableError("source-error", note="DOCTYPE")


class Runs:
    """Whether text in runs of their own fonts is struck through, or raised behind a digit, as a note's number is."""

    def __init__(self) -> None:
        self.struck = self.raised = self.marked = False
        self.taken: list[tuple[bool, str]] = []
        self.starts: dict[str, Start] = {"r": self._run, "strike": self._strike, "vertAlign": self._raise}

    def begin(self) -> None:
        """Begin with another text."""
        self.struck = self.raised = self.marked = False
        self.taken = []

    @property
    def broken(self) -> Broken | None:
        """Return the text if a run of it is marked."""
        return struck(self.taken) if self.marked else None

    def take(self, before: str, data: str) -> None:
        """Take a piece of text, and what stands before it."""
        raised = self.raised and is_note(before, data)
        marked = bool(data.strip()) and (self.struck or raised)
        self.marked = self.marked or marked
        self.taken.append((marked, data))

    def _run(self, _: dict[str, str]) -> None:
        self.struck = self.raised = False

    def _strike(self, attributes: dict[str, str]) -> None:
        self.struck = is_on(attributes)

    def _raise(self, attributes: dict[str, str]) -> None:
        self.raised = attributes.get("val") == "superscript"


def is_note(before: str, raised: str) -> bool:
    """Return whether a raised text is the number of a note behind a digit, and no letters such as those of 21st."""
    return before[-1:].isdigit() and NOTE.fullmatch(raised) is not None


def is_on(attributes: dict[str, str]) -> bool:
    """Return whether an element that needs no value switches on what it is called."""
    return attributes.get("val", "1") not in ("0", "false")


class Strings:
    """The shared texts of a workbook, without phonetic readings; those with a marked run are broken (`Runs`)."""

    def __init__(self) -> None:
        self.found: list[str | Broken] = []
        self.runs = Runs()
        self.pieces: list[str] | None = None
        self.collecting = self.left_out = False
        self.starts: dict[str, Start] = {
            "si": self._begin, "t": self._piece, "rPh": self._leave_out, **self.runs.starts,
        }  # fmt: skip
        self.ends: dict[str, End] = {"si": self._finish, "t": self._pause, "rPh": self._take_in}

    def text(self, data: str) -> None:
        """Take text."""
        if self.collecting and self.pieces is not None and not self.left_out:
            self.runs.take(self.pieces[-1] if self.pieces else "", data)
            self.pieces.append(data)

    def _begin(self, _: dict[str, str]) -> None:
        self.pieces = []
        self.runs.begin()

    def _piece(self, _: dict[str, str]) -> None:
        self.collecting = True

    def _pause(self) -> None:
        self.collecting = False

    def _leave_out(self, _: dict[str, str]) -> None:
        self.left_out = True

    def _take_in(self) -> None:
        self.left_out = False

    def _finish(self) -> None:
        self.found.append(self.runs.broken or "".join(self.pieces or []))
        self.pieces, self.collecting = None, False
        limit("shared_strings", len(self.found))


def words_of(archive: Package, part: str, elements: tuple[str, ...], most: str) -> list[tuple[str, str]]:
    """Return the text of each of the elements of a part, with the place it refers to, else the element's name."""
    found: list[tuple[str, str]] = []
    place, pieces = "", list[str]()

    def begins(name: str) -> Start:
        def begin(attributes: dict[str, str]) -> None:
            nonlocal place
            place = attributes.get("ref", name)
            pieces.clear()

        return begin

    def ends() -> None:
        if text := "".join(pieces).strip():
            found.append((place, text))
            limit(most, len(found))
        pieces.clear()

    walk(archive, part, {name: begins(name) for name in elements}, dict.fromkeys(elements, ends), pieces.append)
    return found


def targets(archive: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return what the parts and addresses that a part refers to are, and where: by their id."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts = {part.casefold(): part for part in archive.namelist()}  # their names are the same in capitals
    found: dict[str, tuple[str, str]] = {}

    def relation(attributes: dict[str, str]) -> None:
        limit("relations", len(found) + 1)
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            target = parts.get(target.casefold(), target)
        found[attributes.get("Id", "")] = (attributes.get("Type", "").rsplit("/", 1)[-1], target)

    if relations in archive.namelist():
        walk(archive, relations, {"Relationship": relation})
    return found


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute that has a namespace, such as r:id, whatever its prefix."""
    return next((value for key, value in attributes.items() if key.endswith(f":{name}")), "")
