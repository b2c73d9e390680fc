"""The comments of a sheet: ours are put beside the clerk's own and taken out again; hers stay as she wrote them."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from .package import MAIN, Edit, Element, Package, elements, inside, spliced, text_of

Place = tuple[int, int]
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
VML = f"<xml{SPACES}></xml>".encode()
SHAPE_TYPE = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
FIRST_SHAPE = 1025
SHAPES = re.compile(rb"<(\w+:)?shape\s.*?</\1shape>", re.DOTALL)
PLACED = re.compile(rb"<(?:\w+:)?(Row|Column)>\s*(\d+)\s*<")
THREADED = "tc="  # the author of a comment that only shows what a thread of comments says


@dataclass
class Comments:
    """The comments part of a sheet while it is changed; `marked` are the cells on which an earlier check wrote."""

    package: Package
    sheet: str
    author: str
    part: str | None = None
    xml: bytes = EMPTY
    found: list[Element] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.part = self.package.related(self.sheet, "comments")
        self.xml = self.package.xml(self.part) if self.part else EMPTY
        self.found = elements(self.xml)
        self.authors = [self._text(one) for one in self.found if one.name == "author"]
        comments = [one for one in self.found if one.path[1:] == ("commentList", "comment")]
        self.by_place = {coordinate_to_tuple(one.attributes["ref"].replace("$", "")): one for one in comments}
        self.texts: dict[int, list[Element]] = {one.start: [] for one in comments}
        held: list[Element] = []
        for one in self.found:  # in the order of their ends: what a comment holds stands before it
            if one.name == "t" and "rPh" not in one.path:
                held.append(one)
            elif one.start in self.texts and one.name == "comment":
                self.texts[one.start], held = held, []

    def _text(self, element: Element) -> str:
        return html.unescape(self.xml[element.opened : element.closed].decode("utf-8"))

    def _author_of(self, comment: Element) -> str:
        number = comment.attributes.get("authorId", "")
        return self.authors[int(number)] if number.isdigit() and int(number) < len(self.authors) else ""

    def _cut(self, comment: Element) -> int | None:
        """Return after how many characters what an earlier check wrote begins; None if it wrote nothing."""
        text = "".join(self._text(one) for one in self.texts[comment.start])
        at = text.find(f"{self.author}：\n【")
        if at < 0 and self._author_of(comment) == self.author:
            at = text.find("【")  # as checks wrote before release 2
        return len(text[:at].rstrip()) if at >= 0 else None

    @property
    def is_ours(self) -> bool:
        """Return whether an earlier check wrote on the sheet."""
        return any(self._cut(one) is not None for one in self.by_place.values())

    def change(self, marks: Mapping[Place, str], drawing: str | None) -> str | None:
        """Take out what an earlier check wrote and write what this one says on the sheet's `drawing`.

        Return the id of the relation to a drawing where the sheet had none.
        """
        cuts = {place: self._cut(one) for place, one in self.by_place.items()}
        gone = {place for place, cut in cuts.items() if cut == 0}
        for place, comment in self.by_place.items():
            if place in gone:
                self.edits.append((comment.start, comment.end, b""))
            else:
                self._rewrite(comment, cuts[place], marks.get(place))
        fresh = [place for place in sorted(marks) if place in gone or place not in self.by_place]
        if fresh or self.edits:
            self._write(fresh, marks)
        return self._draw(fresh, gone, drawing) if fresh or gone else None

    def _rewrite(self, comment: Element, cut: int | None, told: str | None) -> None:
        """Keep what the clerk wrote, less what an earlier check added, and add what this one says."""
        threaded = self._author_of(comment).startswith(THREADED)
        at = 0
        for one in self.texts[comment.start]:
            text = self._text(one)
            if cut is not None and at + len(text) > cut:
                self.edits.append((one.opened, one.closed, text_of(text[: max(0, cut - at)])))
            at += len(text)
            if (
                told and not threaded and one.path[-2] == "text"
            ):  # a bare text becomes a run, beside which others may stand
                self.edits += [
                    (one.start, one.start, f"<{one.prefix}r>".encode()),
                    (one.end, one.end, f"</{one.prefix}r>".encode()),
                ]
        holder = next(
            (one for one in self.found if one.name == "text" and comment.start < one.start < comment.end), None
        )
        if told and not threaded and holder:
            self.edits.append(inside(self.xml, holder, _run(holder.prefix, f"\n{self.author}：\n{told}")))

    def _write(self, fresh: list[Place], marks: Mapping[Place, str]) -> None:
        """Write the part with new comments at its end."""
        authors, listed = (next(one for one in self.found if one.name == name) for name in ("authors", "commentList"))
        if fresh:
            own = next((n for n, name in enumerate(self.authors) if name == self.author), len(self.authors))
            mark = authors.prefix
            if own == len(self.authors):
                self.edits.append(inside(self.xml, authors, f"<{mark}author>{self.author}</{mark}author>".encode()))
            written = b"".join(
                f'<{mark}comment ref="{get_column_letter(column)}{row}" authorId="{own}"><{mark}text>'.encode()
                + _run(mark, f"{self.author}：\n{marks[row, column]}") + f"</{mark}text></{mark}comment>".encode()
                for row, column in fresh
            )  # fmt: skip
            self.edits.append(inside(self.xml, listed, written))
        if not self.part:
            self.part, _ = self.package.add(self.sheet, "comments", "xl/comments{}.xml", CONTENT_TYPE, EMPTY)
        self.package.parts[self.part] = spliced(self.xml, self.edits)

    def _draw(self, fresh: list[Place], gone: set[Place], drawing: str | None) -> str | None:
        """Give new comments the shape that shows them, and take away the shapes of those that are gone."""
        held = {one.id: one.target for one in self.package.relations(self.sheet)}
        part = held.get(drawing or "")
        drawn = self.package.parts.get(part or "", VML)

        def kept(shape: re.Match[bytes]) -> bytes:
            at = {name: int(number) for name, number in PLACED.findall(shape[0])}
            is_gone = b"Note" in shape[0] and (at.get(b"Row", -1) + 1, at.get(b"Column", -1) + 1) in gone
            return b"" if is_gone else shape[0]

        drawn = SHAPES.sub(kept, drawn)
        number = max((int(one) for one in re.findall(rb"_x0000_s(\d+)", drawn)), default=FIRST_SHAPE - 1)
        root = re.search(rb"<xml\b[^>]*>", drawn)
        known = root is not None and all(one.encode() in root[0] for one in SPACES.split())
        spaces = "" if known else SPACES
        shapes = "" if b'id="_x0000_t202"' in drawn or not fresh else SHAPE_TYPE.format(spaces=spaces)
        for row, column in fresh:
            number += 1
            anchor = f"{column},15,{max(0, row - 2)},10,{column + 4},15,{row + 6},4"
            shapes += SHAPE.format(spaces=spaces, number=number, anchor=anchor, row=row - 1, column=column - 1)
        end = drawn.rindex(b"</")
        drawn = drawn[:end] + shapes.encode() + drawn[end:]
        if part in self.package.parts:
            self.package.parts[part] = drawn
            return None
        return self.package.add(self.sheet, "vmlDrawing", "xl/drawings/vmlDrawing{}.vml", VML_TYPE, drawn)[1]


def _run(prefix: str, text: str) -> bytes:
    """Return a run of text."""
    return (
        f'<{prefix}r><{prefix}t xml:space="preserve">'.encode() + text_of(text) + f"</{prefix}t></{prefix}r>".encode()
    )
