"""What a small file can ask for without end is counted before it is paid: refused, naming the limit, or read at once."""

import io
import os
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from disclosure.reading import UnreadableError, open_book
from disclosure.reading.sheets import CALLED, LIMITS

FILES = Path(__file__).parent.parent / "files" / "hostile"
SECONDS = 10
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    '<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>',
    SHEET: "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """End a test with an error when it has worked for too long."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # of the processor: other tests run beside this one
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def workbook(parts: dict[str, str]) -> bytes:
    """Return a workbook with other parts than a plain one, padded so that its ratio is no reason to refuse it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (PARTS | parts).items():
            archive.writestr(name, text)
        archive.writestr("padding", os.urandom(1_000_000))
    return target.getvalue()


def sheet(cells: str = "<row r='1'><c r='A1'><v>1</v></c></row>", after: str = "") -> dict[str, str]:
    """Return the part of a sheet."""
    return {SHEET: f"<worksheet><sheetData>{cells}</sheetData>{after}</worksheet>"}


def opened(path: Path) -> Any:
    """Return how many cells are read of a file, or what is said where it is refused."""
    try:
        return sum(len(cells) for one in open_book(path).sheets for _, cells in one.rows())
    except UnreadableError as error:
        return error.facts.get("what_en", error.code)


@pytest.mark.parametrize(
    ("limit", "parts"),
    [
        ("merged_cells", sheet(after="<mergeCell ref='A1:XFD1048576'/>")),
        ("merges", sheet(after="<mergeCell ref='A1:A2'/>" * 200_000)),
        ("cells", sheet("<row r='1'>" + "<c r='A1' s='1'/>" * 4_000_000 + "</row>")),
        ("workbook_rows", sheet("<row r='1'/>" * 1_200_000)),
        ("places", sheet("".join(f"<row r='{n}'><c r='KN{n}'><v>1</v></c></row>" for n in range(1, 30_000)))),
        ("hyperlinks", sheet(after="<hyperlink ref='A1:XFD1048576'/>" * 80_000)),
        ("column_formats", sheet(after="<col min='1' max='16384' hidden='1'/>" * 110_000)),
        ("shared_strings", {STRINGS: "<sst>" + "<si><t/></si>" * 2_100_000 + "</sst>"}),
        ("elements", {STRINGS: "<sst><si>" + "<t/>" * 8_100_000 + "</si></sst>"}),
        ("elements", sheet(after="<dataValidation sqref='A1:XFD1'/>" * 4_000_000)),
        ("styles", {STYLES: "<s><cellXfs>" + "<xf numFmtId='9'/>" * 70_000 + "</cellXfs></s>"}),
        ("formats", {STYLES: "<s>" + "".join(f"<numFmt numFmtId='{n}'/>" for n in range(3_000)) + "</s>"}),
        ("xml_depth", sheet("<row>" + "<a>" * 5_000_000)),
        ("xml_depth", {STRINGS: "<sst>" + "<si>" * 5_000_000}),
        ("tag_bytes", sheet("<row r='" + "1" * 50_000_000 + "'/>")),
        ("defined_names", {"xl/workbook.xml": "<workbook>" + "<definedName name='a'/>" * 1_000_000 + "</workbook>"}),
        ("relations", {"xl/_rels/workbook.xml.rels": "<R>" + "<Relationship Id='x'/>" * 80_000 + "</R>"}),
    ],
)  # fmt: skip
def test_what_unfolds_without_end_is_refused_naming_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, parts: dict[str, str]
) -> None:
    most = {"elements": 3_000_000, "relations": 0, "shared_strings": 500_000, "cells": 500_000}
    if limit in most:
        monkeypatch.setitem(LIMITS, limit, most[limit])  # the same, sooner
    monkeypatch.setitem(LIMITS, "unpacked_ratio", 10**9)
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(parts))
    assert opened(path) == CALLED[limit][1]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (sheet(after="<dataValidation sqref='A1:XFD1048576'/><conditionalFormatting sqref='A1:XFD1048576'/>"), 1),
        (sheet(after="<hyperlink ref='A1:XFD1048576'/>" * 1_000), 1),
        (sheet(after="<dimension ref='A1:XFD1048576'/><col min='1' max='16384' hidden='1'/>"), 1),
        (sheet("<row r='9'>" + "<c s='1'/>" * 16_384 + "</row>"), 0),
        (sheet("<row r='1048576'><c r='A1048576'><v>1</v></c></row>"), "too-many-rows"),
        (sheet("<row r='1'><c r='XFD1'><v>1</v></c></row>"), "too-many-columns"),
        (sheet("<row r='1'><c r='A1' t='inlineStr'><is><t>" + "a" * 3_000_000 + "</t></is></c></row>"), "cell-too-long"),
        (sheet("<row r='1'><c r='A1'><v>" + "9" * 30_000 + "</v></c></row>"), 1),
        (sheet("<row r='1'><c r='A1'><v>1e999</v></c></row>"), 1),
        (sheet("<row r='-5'/>"), "source-error"),
        (sheet("<row r='1'><c r='ZZZZ1'><v>1</v></c></row>"), "source-error"),
        (sheet("<row r='1'><c t='s'><v>7</v></c></row>"), "source-error"),
        ({SHEET: "<!DOCTYPE a [<!ENTITY x 'y'>]><worksheet>&x;</worksheet>"}, "source-error"),
        ({SHEET: '<?xml version="1.0" encoding="UTF-16"?><a/>'}, "source-error"),
        ({"xl/workbook.xml": "<workbook><sheets/></workbook>"}, "no-sheets"),
        ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "source-error"),
        ({"xl/_rels/workbook.xml.rels":
          "<R><Relationship Id='rId1' Type='x/worksheet' Target='../../../etc/passwd'/></R>"}, "source-error"),
    ],
)  # fmt: skip
def test_what_a_workbook_claims_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: dict[str, str], told: Any
) -> None:
    monkeypatch.setitem(LIMITS, "unpacked_ratio", 10**9)
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(parts))
    assert opened(path) == told


@pytest.mark.parametrize(
    ("name", "told"), [("merge-all.xlsx", "merged cells"), ("sheets-one-part.xlsx", "too-many-sheets")]
)
def test_the_workbooks_that_hung(name: str, told: str) -> None:
    assert opened(FILES / name) == told


def test_many_sheets_that_are_one_part_are_counted_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "cells", 5_000)
    sheets = "".join(f'<sheet name="{number}" r:id="rId1"/>' for number in range(100))
    parts = sheet("".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 101)))
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(parts | {"xl/workbook.xml": f'<workbook xmlns:r="r">{sheets}</workbook>'}))
    assert opened(path) == CALLED["cells"][1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"," * 10_000_000, "line-too-long"),
        (b"a,b\n" + b"x" * 10_000_000, "line-too-long"),
        ((b"," * 1_900_000 + b"\n") * 2, 0),
        (b'"' * 10_000_001, "line-too-long"),
        (b'a,b\n"' + b"x,y\n" * 1_000_000, "stray-quote"),
        (b"a,b\n" + b'"1\n2",3\n' * 90_000, 180_002),
        (b"a,b\n" + b'"1\n2",3\n' * 300_000, "too-many-rows"),
        (b"1,2,3,4,5,6,7,8,9,0,1\n" * 99_000, "places up to the last filled cell of each row"),
        (b"\n" * 2_000_000, "too-many-rows"),
        (b"\r" * 2_000_000, "too-many-rows"),
    ],
)
def test_a_text_file_without_end(tmp_path: Path, content: bytes, told: Any) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert opened(path) == told
