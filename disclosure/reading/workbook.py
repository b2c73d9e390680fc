"""Opens .xlsx workbooks; a formula is never evaluated, a link never followed, a macro never run."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

from . import grid
from .formats import MOST, WORDS
from .grid import DATE, DURATION, Grid, Reader
from .package import Package, Strings, attribute, is_on, opened, targets, walk, words_of
from .sheets import LIMITS, Book, Broken, Record, Sheet, UnreadableError, limit, limited

STRINGS, STYLES, PROPERTIES = "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml"
SAID = ("title", "subject", "creator", "description", "keywords", "category", "lastModifiedBy", "contentStatus")
COMMENTS = ("comment", "threadedComment")
HIDDEN, TRUE = {"hidden", "veryHidden"}, {"1", "true"}


def open_workbook(path: Path) -> Book:
    """Return the sheets of a workbook and the words outside its cells. Raises UnreadableError."""
    with opened(path) as archive:
        named, names, epoch = _workbook(archive)
        related = targets(archive, archive.main)
        present = set(archive.namelist())
        by_kind = {kind: target for kind, target in related.values() if target in present}
        strings = _strings(archive, by_kind.get("sharedStrings", STRINGS)) if "sharedStrings" in by_kind else []
        patterns, struck = _styles(archive, by_kind["styles"]) if "styles" in by_kind else ([], frozenset[int]())
        shared = grid.Book(strings, patterns, struck, epoch)
        sheets, words = [], list(_properties(archive, present)) + [("名称管理器", name) for name in names]
        for title, hidden, relation in named:
            kind, part = related.get(relation, ("", ""))
            if kind not in ("", "worksheet"):
                continue  # a sheet that is one chart
            if part not in present:
                raise UnreadableError("source-error", note=f"sheet “{title}”: no such part")
            read = Reader(shared)
            walk(archive, part, read.starts, read.ends, read.text)
            shared.counted["cells"] = read.cells
            read.finish()
            if (last := max(read.grid.rows, default=0)) > LIMITS["rows"]:
                raise UnreadableError("too-many-rows", last, limit=f"{LIMITS['rows']:,}")
            shared.count("places", sum(max(cells, default=0) for cells in read.grid.rows.values()))
            sheets.append(Sheet(title, partial(_rows, read.grid), hidden, *read.grid.hidden()))
            words += [("工作表名", title), *_beside(archive, part, title, read)]
    if not sheets:
        raise UnreadableError("no-sheets")
    return Book(sheets, words, partial(_day_of, epoch=epoch))


def _rows(held: Grid) -> Iterator[Record]:
    """Yield the rows of a sheet within the limits."""
    return limited(held.records())


def _day_of(serial: float, epoch: datetime) -> date:
    """Return the day that a number stands for."""
    day: date = from_excel(serial, epoch).date()
    return day


def _workbook(archive: Package) -> tuple[list[tuple[str, bool, str]], list[str], datetime]:
    """Return the sheets (title, hidden, id), the names that were given to cells, and the day that 0 stands for."""
    sheets: list[tuple[str, bool, str]] = []
    names: list[str] = []
    epochs: list[datetime] = [WINDOWS_EPOCH]

    def sheet(attributes: dict[str, str]) -> None:
        if len(sheets) == LIMITS["sheets"]:
            raise UnreadableError("too-many-sheets", limit=LIMITS["sheets"])
        sheets.append((attributes.get("name", ""), attributes.get("state") in HIDDEN, attribute(attributes, "id")))

    def name(attributes: dict[str, str]) -> None:
        limit("defined_names", len(names) + 1)
        names.append(attributes.get("name", ""))

    def settings(attributes: dict[str, str]) -> None:
        if attributes.get("date1904") in TRUE:
            epochs.append(CALENDAR_MAC_1904)

    walk(archive, archive.main, {"sheet": sheet, "definedName": name, "workbookPr": settings})
    return sheets, names, epochs[-1]


def _strings(archive: Package, part: str) -> list[str | Broken]:
    """Return the texts that cells refer to by number; those of which a part is struck through are broken."""
    read = Strings()
    walk(archive, part, read.starts, read.ends, read.text)
    return [text if isinstance(text, Broken) else text.replace("x005F_", "") for text in read.found]


def _styles(archive: Package, part: str) -> tuple[list[str], frozenset[int]]:
    """Return the number format of each style, DATE or DURATION before it, and the styles that strike a cell through.

    A format is "" where the number is shown as it is.
    """
    fonts: list[bool] = []
    of_style: list[int] = []
    within: list[str] = []

    def font(_: dict[str, str]) -> None:
        if within:
            limit("styles", len(fonts) + 1)
            fonts.append(False)

    def strike(attributes: dict[str, str]) -> None:
        if within and fonts:
            fonts[-1] = is_on(attributes)

    codes = {int(number): code for number, code in WORDS["builtin"].items()}
    formats: list[int] = []
    inside: list[str] = []

    def code(attributes: dict[str, str]) -> None:
        limit("formats", len(codes) + 1)
        codes[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")

    def style(attributes: dict[str, str]) -> None:
        if inside:
            limit("styles", len(formats) + 1)
            formats.append(int(attributes.get("numFmtId", 0)))
            of_style.append(int(attributes.get("fontId", 0)))

    starts = {"numFmt": code, "xf": style, "cellXfs": lambda _: inside.append(""),
              "fonts": lambda _: within.append(""), "font": font, "strike": strike}  # fmt: skip
    walk(archive, part, starts, {"cellXfs": inside.clear, "fonts": within.clear})
    struck = frozenset(at for at, number in enumerate(of_style) if number < len(fonts) and fonts[number])
    return [_pattern(codes.get(number, "")) for number in formats], struck


def _pattern(code: str) -> str:
    """Return a number format, and before it that it shows a date or a duration."""
    if len(code) > MOST:
        return code  # no format that a spreadsheet keeps
    if is_timedelta_format(code):
        return DURATION
    return DATE + code if is_date_format(code) else "" if code in ("General", "@") else code


def _properties(archive: Package, present: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is said of a workbook as a whole, such as who made it."""
    if PROPERTIES in present:
        for name, text in words_of(archive, PROPERTIES, SAID, "workbook_parts"):
            yield f"文档属性 {name}", text


def _beside(archive: Package, part: str, title: str, read: Reader) -> Iterator[tuple[str, str]]:
    """Yield the headers and footers, the addresses and the comments of a sheet."""
    yield from ((f"{title} 页眉页脚", text) for text in read.texts)
    related = targets(archive, part)
    for place, relation in read.links:
        if address := related.get(relation, ("", ""))[1]:
            yield f"{title}!{place} 链接", address
    for kind, target in related.values():
        if kind in ("comments", *COMMENTS) and target in archive.namelist():
            for place, text in words_of(archive, target, COMMENTS, "comments"):
                yield f"{title}!{place} 批注", text
        if kind == "drawing" and target in archive.namelist():
            for _, text in words_of(archive, target, ("txBody",), "comments"):
                yield f"{title} 文本框", text
