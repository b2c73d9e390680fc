"""The styles of a workbook: those of marked cells, which keep all but the fill, and those of the summary."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from .package import MAIN, Edit, Element, Package, elements, inside, spliced, with_attributes

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
ABSENT = {"fonts": b"<font/>", "fills": b'<fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill>',
          "cellXfs": b"<xf/>"}  # fmt: skip
EMPTY = (f'<styleSheet xmlns="{MAIN}"><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs></styleSheet>'
         ).encode()  # fmt: skip
FONTS = {"bold": "<font><b/><sz val='11'/></font>", "link": "<font><u/><sz val='11'/><color rgb='FF0563C1'/></font>"}
UNFILLED = {"indexed": "64"}
PROGRAM = "docProps/app.xml"
FORGETFUL = b"LibreOffice"  # it writes a second colour of its own into every fill


class Styles:
    """The styles part while marks are made: `filled` and `of_summary` give numbers of styles, `save` writes them."""

    def __init__(self, package: Package, workbook: str, colours: Mapping[str, str]) -> None:
        self.package, self.colours = package, colours
        self.over = {key: f"{int(colour, 16) + 1:06X}" for key, colour in colours.items()}  # on a cell that had a fill
        part = package.related(workbook, "styles")
        self.part = part or package.add(workbook, "styles", "xl/styles.xml", CONTENT_TYPE, EMPTY)[0]
        self._complete()
        self.xml = package.xml(self.part)
        found = elements(self.xml, lambda path, _attributes, _at: len(path) in (2, 3) or path[1:2] == ["fills"])
        self.sections = {one.name: one for one in found if len(one.path) == 2}
        self.held = {
            name: [self.xml[one.start : one.end] for one in found if one.path[1:-1] == (name,)]
            for name in ("fonts", "fills", "cellXfs")
        }
        self.before = {name: len(held) for name, held in self.held.items()}
        fills = [one.start for one in found if one.path[1:-1] == ("fills",)]
        self.colour_of = [dict[str, dict[str, str]]() for _ in fills]
        for one in (one for one in found if len(one.path) == 5 and one.path[3] == "patternFill"):
            self.colour_of[bisect_left(fills, one.start) - 1][one.name] = one.attributes
        self.made: dict[tuple[object, ...], int] = {}
        self.restored = {number: self._unfilled(number) for number in range(len(self.held["cellXfs"]))
                         if self._is_ours(number)}  # fmt: skip

    def _complete(self) -> None:
        """Give the part the sections it lacks, each in its place."""
        for name, content in ABSENT.items():
            xml = self.package.xml(self.part)
            sections = elements(xml, lambda path, _attributes, _at: len(path) <= 2)
            here = next((one for one in sections if one.name == name), None)
            if here and here.opened != here.closed:
                continue
            root = sections[-1]
            earlier = [one.end for one in sections if one.name in ORDER[: ORDER.index(name)]]
            at = here.start if here else max(earlier, default=root.opened)
            written = _prefixed(root, b"<%s>%s</%s>" % (name.encode(), content, name.encode()))
            self.package.parts[self.part] = spliced(xml, [(at, here.end if here else at, written)])

    def _add(self, section: str, raw: bytes) -> int:
        """Return the number of an entry of a section, put there unless it is there already."""
        if raw not in self.held[section]:
            self.held[section].append(raw)
        return self.held[section].index(raw)

    def _own(self, section: str, raw: str) -> int:
        """Return the number of an entry written here, with the prefix that the part uses."""
        return self._add(section, _prefixed(self.sections[section], raw.encode()))

    def _fill_of(self, style: int) -> int:
        """Return the number of the fill of a style."""
        found = re.search(rb"""\sfillId\s*=\s*["'](\d+)""", self._tag(style))
        return int(found[1]) if found else 0

    def _tag(self, style: int) -> bytes:
        raw = self.held["cellXfs"][style] if style < len(self.held["cellXfs"]) else b"<xf/>"
        return raw[: raw.index(b">") + 1]

    def _colour(self, style: int) -> str:
        """Return the colour of a style's fill, as six digits."""
        fill = self._fill_of(style)
        held = self.colour_of[fill].get("fgColor", {}) if fill < len(self.colour_of) else {}
        return held.get("rgb", "")[-6:].upper()

    def _is_ours(self, style: int) -> bool:
        """Return whether a style has the fill of a mark."""
        return self._colour(style) in {*self.colours.values(), *self.over.values()}

    def _unfilled(self, style: int) -> int:
        """Return the style as it was before it was marked: a mark keeps the fill before it as its second colour."""
        before = self.colour_of[self._fill_of(style)].get("bgColor", UNFILLED)
        known = self._colour(style) in self.over.values() and before != UNFILLED
        kept = known and FORGETFUL not in self.package.parts.get(PROGRAM, b"")
        return self._with_fill(style, self._solid(before, UNFILLED) if kept else 0)

    def _solid(self, colour: Mapping[str, str], behind: Mapping[str, str]) -> int:
        """Return the number of a fill of one colour; `behind` is never seen."""
        written = [" ".join(f"{key}={quoteattr(value)}" for key, value in one.items()) for one in (colour, behind)]
        both = f"<fgColor {written[0]}/><bgColor {written[1]}/>"
        number = self._own("fills", f'<fill><patternFill patternType="solid">{both}</patternFill></fill>')
        if number == len(self.colour_of):
            self.colour_of.append({"fgColor": dict(colour), "bgColor": dict(behind)})
        return number

    def _with_fill(self, style: int, fill: int) -> int:
        """Return the number of a style that differs from another in its fill."""
        key = (style, fill)
        if key not in self.made:
            tag = self._tag(style)
            raw = self.held["cellXfs"][style] if style < len(self.held["cellXfs"]) else tag
            changed = with_attributes(tag, fillId=str(fill), applyFill="1")
            self.made[key] = self._add("cellXfs", changed + raw[len(tag) :])
        return self.made[key]

    def filled(self, style: int, severity: str) -> int:
        """Return the number of a style as another but with the colour of a severity."""
        key = (style, severity)
        if key not in self.made:
            fill = self._fill_of(style)
            before = self.colour_of[fill].get("fgColor") if 0 < fill < len(self.colour_of) else None
            colour = (self.over if before else self.colours)[severity]
            self.made[key] = self._with_fill(style, self._solid({"rgb": f"FF{colour}"}, before or UNFILLED))
        return self.made[key]

    def of_summary(self, font: str = "", severity: str = "", wrapped: bool = True) -> int:
        """Return the number of a style of the summary: bold, as a link, or in the colour of a severity."""
        number = self._own("fonts", FONTS[font]) if font else 0
        fill = self._solid({"rgb": f"FF{self.colours[severity]}"}, UNFILLED) if severity else 0
        raw = (
            f'<xf numFmtId="0" fontId="{number}" fillId="{fill}" borderId="0" applyFont="1" applyFill="1" '
            f'applyAlignment="1"><alignment vertical="top" wrapText="{int(wrapped)}"/></xf>'
        )
        return self._own("cellXfs", raw)

    def save(self) -> None:
        """Write what was added into the part."""
        edits: list[Edit] = []
        for name, held in self.held.items():
            if added := held[self.before[name] :]:
                edits += self._grown(self.sections[name], len(held), b"".join(added))
        self.package.parts[self.part] = spliced(self.xml, edits)

    def _grown(self, section: Element, count: int, added: bytes) -> list[Edit]:
        """Return the edits that put entries at the end of a section and count them."""
        tag = self.xml[section.start : section.opened]
        return [
            (section.start, section.opened, with_attributes(tag, count=str(count))),
            inside(self.xml, section, added),
        ]


def _prefixed(section: Element, raw: bytes) -> bytes:
    """Return XML of our own with the prefix that an element of the part has."""
    return re.sub(rb"<(/?)(?=\w)", rb"<\1" + section.prefix.encode(), raw)
