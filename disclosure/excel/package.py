"""A workbook as the parts of its zip: edited at places of their XML, written back; what is not edited stays as it is.

No library that is in the lock keeps text boxes, sparklines and form buttons, since each writes anew only what it knows.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from ..reading import UnreadableError

TAG = re.compile(rb"""<[^\s/>]+(?:[^"'>]|"[^"]*"|'[^']*')*+>""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"  # how the names begin in a workbook saved as Strict Open XML
STRICTLY = {
    MAIN.encode(): f"{STRICT}spreadsheetml/main".encode(),
    RELATIONS.encode(): f"{STRICT}officeDocument/relationships".encode(),
}
TYPES = "[Content_Types].xml"
NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
EPOCH = (1980, 1, 1, 0, 0, 0)

Edit = tuple[int, int, bytes]  # from where to where, and what stands there instead
Keep = Callable[[list[str], dict[str, str], int], Any]


@dataclass(frozen=True)
class Element:
    """An element and where it lies: its start tag from `start` to `opened`, its end tag from `closed` to `end`."""

    path: tuple[str, ...]
    attributes: dict[str, str]
    prefix: str
    start: int
    opened: int
    closed: int
    end: int
    about: Any = None

    @property
    def name(self) -> str:
        """Return the element's name without its prefix."""
        return self.path[-1]


def elements(xml: bytes, keep: Keep = lambda _path, _attributes, _at: True) -> list[Element]:
    """Return the elements for which `keep` returns something, which becomes `about`, in the order of their ends."""
    parser = expat.ParserCreate()
    path: list[str] = []
    open_: list[tuple[int, int, str, dict[str, str], Any] | None] = []
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        prefix, colon, local = name.rpartition(":")
        path.append(local)
        at = parser.CurrentByteIndex
        about = keep(path, attributes, at)
        tag = TAG.match(xml, at) if about else None
        open_.append((at, tag.end(), prefix + colon, attributes, about) if tag else None)

    def end(_name: str) -> None:
        if begun := open_.pop():
            at, opened, prefix, attributes, about = begun
            closed = parser.CurrentByteIndex
            last = closed if xml[opened - 2 : opened] == b"/>" else xml.index(b">", closed) + 1
            found.append(Element(tuple(path), attributes, prefix, at, opened, closed, last, about))
        path.pop()

    def refused(*_: object) -> None:
        raise UnreadableError("source-error", note="DTD")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, refused
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise UnreadableError("source-error", note="XML") from error
    return found


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return an XML with the edits made; those at one place in the order in which they are given."""
    parts, at = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        parts += [xml[at:start], text]
        at = end
    return b"".join([*parts, xml[at:]])


def inside(xml: bytes, element: Element, content: bytes) -> Edit:
    """Return the edit that puts content at the end of an element, which may be written as an empty one."""
    if element.closed != element.opened or element.end != element.opened:
        return element.closed, element.closed, content
    raw = xml[element.start : element.opened]
    name = re.match(rb"<([^\s/>]+)", raw)
    assert name
    return element.start, element.end, raw[:-2] + b">" + content + b"</" + name[1] + b">"


def with_attributes(tag: bytes, **changed: str | None) -> bytes:
    """Return a start tag with some attributes set, or taken out where None."""
    first = re.match(rb"<[^\s/>]+", tag)
    assert first
    for name, value in changed.items():
        here = [(*one.span(), b"") for one in ATTRIBUTE.finditer(tag) if one[1] == name.encode()]
        tag = spliced(tag, here)
        if value is not None:
            written = f" {name}={quoteattr(value)}".encode()
            tag = tag[: first.end()] + written + tag[first.end() :]
    return tag


def text_of(text: str) -> bytes:
    """Return a text as it stands in a workbook's XML, without what XML cannot hold."""
    return escape(ESCAPED.sub("_x005F_", UNWRITABLE.sub("\ufffd", text))).encode()


@dataclass(frozen=True)
class Relation:
    """What one part of a workbook says of another: the last word of the kind, and the other's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook by name."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.infos = {info.filename: info for info in archive.infolist()}
            self.parts = {name: archive.read(name) for name in self.infos}
        self.found = dict(self.parts)

    def xml(self, part: str) -> bytes:
        """Return a part in UTF-8. Raises UnreadableError if there is none of the name."""
        data = self.parts.get(part)
        if data is None:
            raise UnreadableError("source-error", note=part)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = re.sub("""encoding=["'][^"']*["']""", 'encoding="UTF-8"', data.decode("utf-16"), count=1).encode()
        return data

    def relations(self, part: str) -> list[Relation]:
        """Return what a part says of others inside the workbook."""
        name = _relations_of(part)
        if name not in self.parts:
            return []
        return [
            Relation(one.attributes.get("Id", ""), one.attributes.get("Type", "").rpartition("/")[2],
                     _resolved(part, one.attributes.get("Target", "")))
            for one in elements(self.xml(name))
            if one.name == "Relationship" and one.attributes.get("TargetMode") != "External"
        ]  # fmt: skip

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part of a kind that a part speaks of."""
        return next((one.target for one in self.relations(part) if one.kind == kind), None)

    def add(self, owner: str, kind: str, pattern: str, content_type: str, data: bytes) -> tuple[str, str]:
        """Add a part named after `pattern` with a number that is free; return its name and the id of the relation."""
        part = next(name for n in range(1, len(self.parts) + 2) if (name := pattern.format(n)) not in self.parts)
        self.parts[part] = data
        if part.endswith(".vml"):
            self._typed("Default", Extension="vml", ContentType=content_type)
        else:
            self._typed("Override", PartName=f"/{part}", ContentType=content_type)
        name = _relations_of(owner)
        xml = self.xml(name) if name in self.parts else NO_RELATIONS
        taken = {one.attributes.get("Id") for one in elements(xml)}
        key = next(key for n in range(1, len(taken) + 2) if (key := f"rId{n}") not in taken)
        self.parts[name] = _appended(xml, "Relationship", Id=key, Type=f"{RELATIONS}/{kind}", Target=f"/{part}")
        return part, key

    def forget_relations(self, part: str) -> None:
        """Take away what a part says of others."""
        self.parts.pop(_relations_of(part), None)

    def _typed(self, kind: str, **attributes: str) -> None:
        """Say of what type a part or an extension is, unless that is said already."""
        xml = self.xml(TYPES)
        named = next(iter(attributes))
        said = {one.attributes.get(named, "").lower() for one in elements(xml) if one.name == kind}
        if attributes[named].lower() not in said:
            self.parts[TYPES] = _appended(xml, kind, **attributes)

    def packed(self) -> bytes:
        """Return the workbook; parts that were not touched are the same bytes."""
        strict = STRICT.encode() in self.parts.get(_relations_of(""), b"")
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                for usual, named in STRICTLY.items() if strict and data is not self.found.get(name) else ():
                    data = data.replace(usual, named)
                info = zipfile.ZipInfo(name, self.infos[name].date_time if name in self.infos else EPOCH)
                info.compress_type = self.infos[name].compress_type if name in self.infos else zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return packed.getvalue()


def _appended(xml: bytes, name: str, **attributes: str) -> bytes:
    """Return an XML with an element more at the end of its root."""
    root = elements(xml, lambda path, _attributes, _at: len(path) == 1)[0]
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return spliced(xml, [inside(xml, root, f"<{root.prefix}{name}{written}/>".encode())])


def _relations_of(part: str) -> str:
    """Return the name of the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    """Return the name of the part that a relation of `part` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
