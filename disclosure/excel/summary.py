"""The sheet that sums up a check: every finding by sheet, each with a link to its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from ..exports.csvs import harmless
from ..findings import SEVERITIES, Finding
from .package import MAIN, RELATIONS, Edit, Package, elements, spliced, text_of, with_attributes
from .styles import Styles
from .template import WORDS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
WIDTHS = (8, 18, 10, 26, 56, 70)
PLACE = 3  # the column that links to the cell


@dataclass(frozen=True)
class Line:
    """One row of the summary: its cells, the styles they have, and where the link in it leads."""

    cells: Sequence[str]
    style: int
    first: int
    link: str | None = None


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings of each severity there are."""
    found = [one.severity for one in findings]
    return {severity: found.count(severity) for severity in SEVERITIES}


def lines(groups: Mapping[str | None, list[Finding]], notes: Iterable[str], styles: Styles) -> Iterator[Line]:
    """Yield the rows: the count, the headings, what is not shown, then sheet by sheet (None: the file as a whole)."""
    words, limits = WORDS["annotated"], WORDS["annotated"]["limits"]
    bold, plain = styles.of_summary("bold", wrapped=False), styles.of_summary()
    colour = {severity: styles.of_summary(severity=severity) for severity in SEVERITIES}
    found = [one for group in groups.values() for one in group]
    yield Line([words["count"].format(**counted(found)) if found else words["clean"]], bold, bold)
    yield Line(words["columns"], bold, bold)
    left = limits["rows"]
    if len(found) > left:
        notes = [words["unlisted"].format(listed=left, count=len(found) - left), *notes]
    for note in notes:
        yield Line([note], bold, bold)
    for sheet, group in groups.items():
        shown = sorted(group, key=lambda one: SEVERITIES.index(one.severity))[:left]
        left -= len(shown)
        if shown:
            yield Line([words["group"].format(sheet=sheet or words["whole"], **counted(group))], bold, bold)
        for one in shown:
            cell = one.cell or (f"A{one.row}" if one.row else "")
            cells = [words[one.severity], sheet or one.file or "", cell, one.value or "", one.message, one.fix]
            quoted = sheet.replace("'", "''") if sheet else ""
            yield Line(cells, plain, colour[one.severity], f"'{quoted}'!{cell}" if sheet and cell else None)


def add_summary(package: Package, workbook: str, rows: Iterable[Line], styles: Styles) -> None:
    """Put the sheet first in the workbook, or in the place of the one that an earlier check put there."""
    title = WORDS["annotated"]["summary"]
    xml = package.xml(workbook)
    found = elements(xml)
    written = _sheet(rows, styles)
    earlier = next((one for one in found if one.name == "sheet" and one.attributes.get("name") == title), None)
    if earlier:
        part = {one.id: one.target for one in package.relations(workbook)}[relation_of(earlier.attributes)]
        package.parts[part] = written
        package.forget_relations(part)
        return
    _, key = package.add(workbook, "worksheet", "xl/worksheets/sheet{}.xml", CONTENT_TYPE, written)
    holder = next(one for one in found if one.path[1:] == ("sheets",))
    number = 1 + max(int(one.attributes.get("sheetId", 0)) for one in found if one.name == "sheet")
    new = f'<{holder.prefix}sheet xmlns:r="{RELATIONS}" name={quoteattr(title)} sheetId="{number}" r:id="{key}"/>'
    edits: list[Edit] = [(holder.opened, holder.opened, new.encode())]
    for one in found:
        tag = xml[one.start : one.opened]
        if one.name == "definedName" and "localSheetId" in one.attributes:  # counts the sheets before it
            moved = str(int(one.attributes["localSheetId"]) + 1)
            edits.append((one.start, one.opened, with_attributes(tag, localSheetId=moved)))
        elif one.name == "workbookView":
            edits.append((one.start, one.opened, with_attributes(tag, activeTab="0", firstSheet=None)))
    package.parts[workbook] = spliced(xml, edits)


def relation_of(attributes: Mapping[str, str]) -> str:
    """Return the id of the relation that an element names, whatever the prefix."""
    return next((value for name, value in attributes.items() if name.endswith(":id")), "")


def _sheet(rows: Iterable[Line], styles: Styles) -> bytes:
    """Return the XML of the sheet; texts stand in the cells, so that the shared ones stay as they are."""
    linked = styles.of_summary("link")
    most = WORDS["annotated"]["limits"]["characters"]
    data: list[bytes] = []
    links: list[str] = []
    for number, row in enumerate(rows, start=1):
        cells = b""
        for position, text in enumerate(row.cells, start=1):
            place = f"{get_column_letter(position)}{number}"
            style = linked if position == PLACE and row.link else row.first if position == 1 else row.style
            held = text_of(harmless(text)[:most])
            cells += f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'.encode() + held
            cells += b"</t></is></c>"
            if position == PLACE and row.link:
                links.append(f'<hyperlink ref="{place}" location={quoteattr(row.link)}/>')
        data.append(f'<row r="{number}">'.encode() + cells + b"</row>")
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    head = (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    shown = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return head.encode() + b"".join(data) + f"</sheetData>{shown}</worksheet>".encode()
