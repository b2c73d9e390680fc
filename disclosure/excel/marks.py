"""Marks on the cells of a sheet: a colour and a comment, written into its XML; what is not marked stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries

from .comments import Comments, Place
from .package import RELATIONS, Edit, Element, Package, elements, inside, spliced, with_attributes
from .styles import Styles

BEFORE_DRAWING = (  # what stands before the drawing of the comments in the order of ECMA-376
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing"
)


@dataclass(frozen=True)
class Mark:
    """What is said of one cell: how grave it is, and the words of its comment (none: only the colour)."""

    severity: str
    told: str | None


def first_cells(xml: bytes, places: Iterable[Place]) -> dict[Place, Place]:
    """Return place → the first cell of the merge it lies in, itself where it lies in none."""
    shown = {place: place for place in places}
    if b"mergeCell" not in xml:
        return shown
    by_row = {row: [column for _, column in of_row] for row, of_row in groupby(sorted(shown), key=lambda one: one[0])}
    for merge in elements(xml, lambda path, _attributes, _at: path[1:] == ["mergeCells", "mergeCell"]):
        left, top, right, bottom = range_boundaries(merge.attributes["ref"].replace("$", ""))
        rows = range(top, bottom + 1)
        for row in rows if len(rows) < len(by_row) else [row for row in by_row if row in rows]:
            for column in by_row.get(row, ()):
                if left <= column <= right:
                    shown[row, column] = (top, left)
    return shown


def mark(package: Package, part: str, marks: Mapping[Place, Mark], styles: Styles, author: str) -> None:
    """Mark the cells of a sheet, having taken out the marks of an earlier check."""
    xml = package.xml(part)
    comments = Comments(package, part, author)
    if not marks and not comments.is_ours and not styles.restored:
        views = elements(xml, lambda path, _attributes, _at: path[-1] == "sheetView" and len(path) == 3)
        package.parts[part] = spliced(xml, _unselected(xml, views)) if views else package.parts[part]
        return
    scan = _Scan(marks, styles)
    found = elements(xml, scan.keep)
    drawing = next((value for one in found if one.name == "legacyDrawing" and len(one.path) == 2
                    for key, value in one.attributes.items() if key.endswith(":id")), None)  # fmt: skip
    told = {place: made.told for place, made in marks.items() if made.told}
    key = comments.change(told, drawing)
    edits = [*_unselected(xml, found), *scan.edits(xml, found)]
    if key:
        edits.append(_reference(found, key))
    package.parts[part] = spliced(xml, edits) if edits else package.parts[part]


def _unselected(xml: bytes, found: list[Element]) -> list[Edit]:
    """Return the edits by which a sheet is not the one shown first; of two such, Excel changes both at once."""
    return [
        (one.start, one.opened, with_attributes(xml[one.start : one.opened], tabSelected=None))
        for one in found if one.name == "sheetView" and one.attributes.get("tabSelected") not in (None, "0", "false")
    ]  # fmt: skip


def _reference(found: list[Element], key: str) -> Edit:
    """Return the edit by which a sheet shows the drawing of its comments, in the place that the standard gives it."""
    top = [one for one in found if len(one.path) == 2]
    written = f'legacyDrawing xmlns:r="{RELATIONS}" r:id="{key}"/>'
    for one in top:
        if one.name == "legacyDrawing":  # to a part that is not there
            return one.start, one.end, f"<{one.prefix}{written}".encode()
    at = max(one.end for one in top if one.name in BEFORE_DRAWING.split())
    return at, at, f"<{top[0].prefix}{written}".encode()


class _Scan:
    """Which elements of a sheet matter, told while it is parsed: `keep` is called for each in the order of the file."""

    def __init__(self, marks: Mapping[Place, Mark], styles: Styles) -> None:
        self.marks, self.styles = marks, styles
        self.columns: dict[int, list[int]] = {}  # of the marked cells, by row
        for row, column in sorted(marks):
            self.columns.setdefault(row, []).append(column)
        self.waiting = sorted(self.columns, reverse=True)
        self.absent: list[tuple[int, int]] = []  # rows that the file lacks, each with the place of the next one
        self.row = self.column = 0

    def keep(self, path: list[str], attributes: dict[str, str], at: int) -> Any:
        """Return what is to be known of an element: of a row its number, of a cell its place; None: nothing."""
        if len(path) == 4 and path[3] == "c" and path[1] == "sheetData":
            self.column = coordinate_to_tuple(attributes["r"])[1] if "r" in attributes else self.column + 1
            kept = self.row in self.columns or int(attributes.get("s", 0)) in self.styles.restored
            return (self.row, self.column) if kept else None
        if len(path) == 3 and path[2] == "row" and path[1] == "sheetData":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            while self.waiting and self.waiting[-1] < self.row:
                self.absent.append((self.waiting.pop(), at))
            if self.waiting and self.waiting[-1] == self.row:
                self.waiting.pop()
            return self.row if self.row in self.columns else None
        if len(path) == 2:
            return True
        return True if len(path) == 3 and path[2] in ("sheetView", "col") else None

    def edits(self, xml: bytes, found: list[Element]) -> list[Edit]:
        """Return the edits that colour the marked cells, making those that the file lacks, and clear earlier marks."""
        columns = [one for one in found if one.path[1:] == ("cols", "col") and "style" in one.attributes]
        data = next(one for one in found if one.path[1:] == ("sheetData",))
        edits: list[Edit] = []
        cells: dict[int, list[Element]] = {}
        for one in found:
            if len(one.path) == 4:
                cells.setdefault(one.about[0], []).append(one)
                edits += self._styled(xml, one)
        for one in found:
            if one.path[1:] == ("sheetData", "row"):
                edits += self._lacking(xml, one, cells.get(one.about, []), columns)
        for row, at in self.absent:
            edits.append((at, at, self._row(row, data.prefix, columns)))
        if self.waiting:
            rest = b"".join(self._row(row, data.prefix, columns) for row in sorted(self.waiting))
            edits.append(inside(xml, data, rest))
        return edits

    def _styled(self, xml: bytes, cell: Element) -> list[Edit]:
        """Return the edit of a cell's style, if it changes."""
        style = int(cell.attributes.get("s", 0))
        base = self.styles.restored.get(style, style)
        made = self.marks.get(cell.about)
        wanted = self.styles.filled(base, made.severity) if made else base
        changed = with_attributes(xml[cell.start : cell.opened], s=str(wanted))
        return [(cell.start, cell.opened, changed)] if wanted != style else []

    def _lacking(self, xml: bytes, row: Element, cells: list[Element], columns: list[Element]) -> list[Edit]:
        """Return the edits that put the marked cells of a row that the file lacks in their order."""
        held = {one.about[1]: one.start for one in cells}
        edits: list[Edit] = []
        last = b""
        for column in (column for column in self.columns[row.about] if column not in held):
            written = self._cell((row.about, column), row.prefix, row.attributes, columns)
            after = min((start for other, start in held.items() if other > column), default=None)
            if after is None:
                last += written
            else:
                edits.append((after, after, written))
        return [*edits, inside(xml, row, last)] if last else edits

    def _row(self, row: int, prefix: str, columns: list[Element]) -> bytes:
        """Return a row that the file lacks, with its marked cells."""
        cells = b"".join(self._cell((row, column), prefix, {}, columns) for column in self.columns[row])
        return f'<{prefix}row r="{row}">'.encode() + cells + f"</{prefix}row>".encode()

    def _cell(self, place: Place, prefix: str, row: Mapping[str, str], columns: list[Element]) -> bytes:
        """Return an empty cell that is marked, in the style of its row or column."""
        style = int(row.get("s", 0)) if row.get("customFormat") in ("1", "true") else next(
            (int(one.attributes["style"]) for one in columns
             if int(one.attributes["min"]) <= place[1] <= int(one.attributes["max"])), 0)  # fmt: skip
        number = self.styles.filled(style, self.marks[place].severity)
        return f'<{prefix}c r="{get_column_letter(place[1])}{place[0]}" s="{number}"/>'.encode()
