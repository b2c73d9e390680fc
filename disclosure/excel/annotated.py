"""A clerk's own workbook given back: coloured cells and comments at each finding, and a sheet that sums them up."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.cell import coordinate_to_tuple

from ..findings import SEVERITIES, Finding
from ..privacy import mask_name
from ..reading import Book, UnreadableError, open_book
from ..reading.sheets import Merged, shown
from .comments import Place
from .handing import hand_over
from .marks import Mark, first_cells, mark
from .package import Package, elements
from .styles import Styles
from .summary import add_summary, lines, relation_of
from .template import WORDS

WORKBOOK = b"PK\x03\x04"
BROKEN = (KeyError, ValueError, IndexError, StopIteration, AssertionError)


def write_annotated(source: Path, findings: Iterable[Finding], target: Path) -> Path | None:
    """Write a copy of a table file with its findings marked; return what another file that lay there is called now.

    Raises UnreadableError if it cannot be opened.
    """
    opened = open_book(source)
    data = source.read_bytes()
    try:
        package = Package(data if data.startswith(WORKBOOK) else _as_workbook(opened))
        _annotate(package, list(findings))
    except BROKEN as error:
        raise UnreadableError("source-error", note=type(error).__name__) from error
    return hand_over(package.packed(), target)


def _annotate(package: Package, findings: list[Finding]) -> None:
    """Mark every cell that has a finding and add the summary."""
    words = WORDS["annotated"]
    workbook = package.related("", "officeDocument") or "xl/workbook.xml"
    named = {one.id: one.target for one in package.relations(workbook)}
    found = [one for one in elements(package.xml(workbook)) if one.name == "sheet"]
    parts = {one.attributes["name"]: named[relation_of(one.attributes)] for one in found}
    parts.pop(words["summary"], None)
    styles = Styles(package, workbook, words["colours"])
    groups: dict[str | None, list[Finding]] = {None: []} | {name: [] for name in parts}
    for one in findings:
        groups[_sheet_of(one, list(parts))].append(one)
    notes: list[str] = []
    for name, part in parts.items():
        marks, uncommented = _marks(package.xml(part), groups[name])
        mark(package, part, marks, styles, words["author"])
        if uncommented:
            listed = words["limits"]["comments"]
            notes.append(words["uncommented"].format(sheet=name, listed=listed, count=uncommented))
    add_summary(package, workbook, lines(groups, notes, styles), styles)
    styles.save()


def _sheet_of(one: Finding, names: list[str]) -> str | None:
    """Return the sheet that a finding stands on; what is said of no row is said of the whole file, or sheet.

    A finding has the name as messages show it; what may be said of several sheets is said of the whole file.
    """
    if one.sheet:
        meant = [name for name in names if one.sheet in (name, mask_name(name))]
        return meant[0] if len(meant) == 1 else None
    return names[0] if one.row and one.table and names else None


def _marks(xml: bytes, findings: list[Finding]) -> tuple[dict[Place, Mark], int]:
    """Return the marks of a sheet, the gravest first in each cell, and how many have no room for a comment."""
    words, limits = WORDS["annotated"], WORDS["annotated"]["limits"]
    placed = [(coordinate_to_tuple(one.cell) if one.cell else (one.row, 1), one) for one in findings if one.row]
    shown_at = first_cells(xml, [place for place, _ in placed])
    here: dict[Place, list[tuple[str, Finding]]] = {}
    for place, one in sorted(placed, key=lambda pair: SEVERITIES.index(pair[1].severity)):
        first = shown_at[place]
        elsewhere = "" if place == first else f"{one.cell or one.row}："
        here.setdefault(first, []).append((elsewhere, one))
    marks = {}
    for number, (place, several) in enumerate(here.items()):
        told = "\n".join(f"【{words[one.severity]}】{cell}{one.message}{one.fix}" for cell, one in several)
        commented = number < limits["comments"]
        marks[place] = Mark(several[0][1].severity, told[: limits["characters"]] if commented else None)
    return marks, max(0, len(here) - limits["comments"])


def _as_workbook(opened: Book) -> bytes:
    """Return a CSV or XLS as a workbook of the same cells."""
    book = Workbook()
    book.remove(book.active)
    for one in opened.sheets:
        sheet = book.create_sheet(one.name)
        for number, cells in one.rows():
            for position, held in enumerate(cells, start=1):
                text = shown(held.value) if isinstance(held, Merged) else shown(held)
                if text:
                    cell = sheet.cell(number, position, str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)))
                    cell.data_type = "s"  # a text that begins with = is no formula
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()
