"""Every word of a workbook or document, in whatever part of the archive it stands: all XML is walked."""

import html
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from ..reading import OLE, ZIP
from ..reading.package import BROKEN, WORKBOOK, Package, attribute, bounded, targets, walk
from ..reading.sheets import LIMITS, UnreadableError, limit, struck
from . import POSSIBLE
from .folding import SPELT

WORDS = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))
INLINE, CELLS, STRUCK, GONE = (set(WORDS["joined"][name]) for name in ("inline", "cells", "struck", "gone"))
NAMES = set(WORDS["names"]["elements"])
OFFICE = {"[Content_Types].xml", "mimetype"}  # what a document of an office program holds, and other archives do not
OFF = {"0", "false"}  # the value of an element that switches off what it is called
MOST = {False: 5_000_000, True: 5_000_000}  # characters that may hold personal data: beside the cells, in them
SLOWER = 4  # how much longer an element takes here than in the reader, whose limit counts
DEEPEST = 2  # a workbook within a document
CHUNK = 1 << 16
SHORTEST = 6  # characters of a datum: a@b.cn
LONG = re.compile(rf'(?:>([^<>]{{{SHORTEST},}})(?=<)|="([^<>"]{{11,}})")')
IN_PIECES = (b"<r>", b":r>", b"&#", b"<!", b"\x00")  # cells with a text in several elements, spelt out, in two bytes
PROMISING = re.compile(f"{SPELT.pattern}|{POSSIBLE.pattern}")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what no text holds; the escape of a coloured log may
SHUT = {bytes.fromhex(magic): kind for magic, kind in WORDS["shut"].items()}
SHORT_MAGIC = 3  # bytes that may stand together by chance
TAG = re.compile(r"<[^<>]*>")
HEADER = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,2}|[A-Za-z&])')  # the signs of a page header
TYPED = re.compile(rb"[\x20-\x7e]{11,}|(?:[\x20-\x7e]\x00){11,}")


@dataclass(frozen=True)
class Words:
    """A text of a file and where it stands.

    `in_cell`: in a cell, which is searched elsewhere where it is read; `in_name`: it gives a name, and is no prose.
    """

    where: str
    text: str
    in_cell: bool = False
    in_name: bool = False


def texts_in(path: Path) -> Iterator[Words]:
    """Yield every text of an archive of an office program. Raises UnreadableError for any other, or a broken one."""
    try:
        with Package(path) as archive:
            yield from _affordable(_texts(archive, 0))
    except BROKEN as error:
        raise UnreadableError("source-error", note=type(error).__name__) from error


def _affordable(texts: Iterator[Words]) -> Iterator[Words]:
    """Yield the texts that may hold personal data. Raises UnreadableError for more of them than is worth looking at."""
    searched = 0
    for words in texts:
        if PROMISING.search(words.text):
            searched += len(words.text)
            if len(words.text) > LIMITS["cell_characters"] or searched > MOST[words.in_cell]:
                raise UnreadableError("file-too-large", size=f"{searched / 1e6:.0f} MB", limit="")
            yield words


def _texts(archive: Package, depth: int) -> Iterator[Words]:
    """Yield the texts of the parts of an archive, their names, and what documents lie within."""
    bounded(archive)
    names = set(archive.namelist())
    if not names & OFFICE:
        raise UnreadableError("not-a-table", kind="ZIP")
    titles = _titles(archive, names) if WORKBOOK in names else {}
    yield Words(WORDS["archive"]["comment"], archive.comment.decode("utf-8", "replace"))
    for part in archive.infolist():
        yield Words(WORDS["archive"]["name"], part.filename)
        raw = archive.read(part)
        if kind := _shut(raw, depth):
            raise UnreadableError("not-a-table", kind=kind, part=part.filename)
        if raw.startswith(ZIP):
            with Package(io.BytesIO(raw)) as inner:
                inner.elements = archive.elements
                yield from _texts(inner, depth + 1)
        elif raw.startswith(OLE):
            yield from (Words(part.filename, text) for text in typed(raw))
        elif _is_xml(raw):
            yield from _of_part(archive, part.filename, raw, titles.get(part.filename, ""))
        else:
            yield from (Words(part.filename, text) for text in _plain(raw))


def _shut(raw: bytes, depth: int) -> str | None:
    """Return what a part of an archive is that cannot be looked through; None for any other, and for pictures."""
    if raw.startswith(ZIP):
        return "ZIP" if depth >= DEEPEST else None
    within = raw if raw.startswith(OLE) else b""  # a file put into a document is packed so
    magics = (m for m in SHUT if raw.startswith(m) or (len(m) > SHORT_MAGIC and m in within))
    return next((SHUT[magic] for magic in magics), None)


def _plain(raw: bytes) -> Iterator[str]:
    """Yield the lines of a part that is text, of another what looks typed in it."""
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            yield from text.splitlines()
            return
    yield from typed(raw)


def _is_xml(raw: bytes) -> bool:
    """Return whether a part begins as XML does, in any encoding."""
    return raw[:8].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def _titles(archive: Package, names: set[str]) -> dict[str, str]:
    """Return part → the sheet that it belongs to."""
    sheets: dict[str, str] = {}
    walk(archive, WORKBOOK, {"sheet": lambda found: sheets.update({attribute(found, "id"): found.get("name", "")})})
    titles = {
        part: sheets[relation] for relation, (_, part) in targets(archive, WORKBOOK).items() if relation in sheets
    }
    for sheet, title in list(titles.items()):
        if sheet in names:
            titles |= {part: title for _, part in targets(archive, sheet).values() if part in names}
    return titles


def _of_part(archive: Package, name: str, raw: bytes, title: str) -> Iterator[Words]:
    """Yield the texts of one part; those of many cells by a short way, which finds them all where none is in pieces."""
    part = next((words for piece in re.split(r"[/.]", name) if (words := WORDS["parts"].get(piece))), name)
    sign, end = (b"<si>", b"</sst>") if b"<sst" in raw[:500] else (b"<sheetData>", b"</sheetData>")
    first, last = raw.find(sign), raw.rfind(end)
    if 0 <= first < last and not any(raw.find(mark, first, last) >= 0 for mark in IN_PIECES):
        for found in LONG.finditer(str(memoryview(raw)[first:last], "utf-8", "replace")):
            if PROMISING.search(text := found[1] or found[2]):
                yield Words(_where(title, "", WORDS["elements"]["c"]), html.unescape(text), True)
        raw = raw[: first + (len(sign) if sign == b"<sheetData>" else 0)] + raw[last:]
    for element, place, text in walked(raw, archive):
        where = _where(title, place, WORDS["elements"].get(element, part))
        yield Words(where, text, element in CELLS, element in NAMES)
        if element.endswith(("Header", "Footer")):
            yield Words(where, HEADER.sub(" ", text))


def _where(title: str, place: str, words: str) -> str:
    """Return a place as the clerk knows it, such as 名录!B2 批注."""
    return f"{title}!{place} {words}" if title and place else f"{title} {words}".strip()


def walked(raw: bytes, archive: Package | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield (element, the cells it is about, text) of XML: text as it reads, values of attributes, remarks.

    What is no XML after all is given as one text without its tags.
    """
    walk = _Walk()
    before = archive.elements if archive else 0
    try:
        for place in range(0, len(raw), CHUNK):
            walk.parser.Parse(raw[place : place + CHUNK], False)
            limit("tag_bytes", place + CHUNK - walk.parser.CurrentByteIndex)  # an unfinished one is read anew each time
            limit("elements", before + SLOWER * walk.elements)
            yield from walk.found
            walk.found.clear()
        walk.parser.Parse(b"", True)
        yield from walk.found
        if archive:
            archive.elements = before + SLOWER * walk.elements
    except expat.ExpatError:
        yield "", "", html.unescape(TAG.sub("", raw.decode("utf-8", "replace")))


class _Walk:
    """The texts of a piece of XML, each whole: a line of text may be cut into runs of different type."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self.pieces: list[tuple[bool, str]] = []  # each with whether it is struck through
        self.is_struck, self.gone = False, 0  # of the run, and how many elements around it strike it
        self.before = 0  # pieces of texts that are told already
        self.elements = 0
        self.open: list[tuple[str, str, int]] = []  # element, its place, the pieces before it
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._opens, self._closes
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._remark
        self.parser.ProcessingInstructionHandler = lambda _, text: self._remark(text)
        self.parser.EntityDeclHandler = _refuse

    def _remark(self, text: str) -> None:
        self.found.append(("", "", text))

    def _text(self, text: str) -> None:
        self.pieces.append((self.is_struck or self.gone > 0, text))

    def _opens(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        limit("xml_depth", len(self.open))
        element = name.rpartition(":")[2]
        if element == "r":
            self.is_struck = False
        elif element in STRUCK:
            self.is_struck = OFF.isdisjoint(attributes.values())
        self.gone += element in GONE
        place = attributes.get("ref") or attributes.get("sqref") or (attributes.get("r") if element == "c" else "")
        place = place or (self.open[-1][1] if self.open else "")
        self.open.append((element, place, self.before + len(self.pieces)))
        self.found += [(element, place, value) for value in attributes.values() if PROMISING.search(value)]

    def _closes(self, _: str) -> None:
        element, place, before = self.open.pop()
        self.gone -= element in GONE
        if self.open and (element in INLINE or self.before + len(self.pieces) == before):
            return
        texts = struck(self.pieces).readings if len(self.pieces) > 1 else [text for _, text in self.pieces]
        self.found += [(element, place, text) for text in texts if PROMISING.search(text)]
        self.before += len(self.pieces)
        self.pieces.clear()


def _refuse(*_: object) -> None:
    """Refuse entities of a file's own, which may unfold without end."""
    raise UnreadableError("source-error", note="DOCTYPE")


def typed(raw: bytes) -> Iterator[str]:
    """Yield what looks typed in bytes of an unknown form: plain characters, in one byte each or in two."""
    for found in TYPED.finditer(raw):
        yield found.group().replace(b"\x00", b"").decode("ascii")
