"""Each limit ends in a finding that names it, before anything large is unpacked or anything foreign is run."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import Desk, credit_code, finance, organisation

from disclosure import reading
from disclosure.exports import write_downloads
from disclosure.reading import sheets

HEADER = list(organisation())
ROW = list(organisation().values())


def workbook(sheets_wanted: int = 1) -> bytes:
    """Return a clean workbook of organisations."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    for number in range(sheets_wanted - 1):
        book.create_sheet(f"空{number}")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    """Return a clean workbook with one more part in its archive."""
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def archive_of(name: str) -> bytes:
    """Return an archive that is no workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


def codes(desk: Desk, content: bytes, name: str = "organisations.xlsx") -> list[str]:
    """Return what a file is told."""
    desk.file("one", {name: content})
    return [found[0] for found in desk.findings()]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_part("xl/vbaProject.bin"), "macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "external-links"),
        (with_part("xl/media/zero.bin", b"\0" * 40_000_000), "unpacks-too-large"),
        (archive_of("word/document.xml"), "not-a-table"),
        (archive_of("content.xml"), "not-a-table"),
        (archive_of("xl/workbook.bin"), "not-a-table"),
        (archive_of("xl/workbook.xml"), "source-error"),
        (workbook()[:-200], "source-error"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "source-error"),
        (b"<html><table><tr><td>org_id</td></tr></table></html>", "not-a-table"),
        (b"%PDF-1.7 x", "not-a-table"),
        (b"\x89PNG\r\n\x1a\n", "not-a-table"),
        (bytes(range(256)) * 8, "encoding-error"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["organisations.xlsx", "organisations.csv", "organisations.xls", "submission.xlsx"])
def test_a_file_that_is_no_plain_table_is_told_what_it_is(desk: Desk, name: str, content: bytes, code: str) -> None:
    assert code in codes(desk, content, name)
    assert not desk.check().valid


@pytest.mark.parametrize(
    ("limit", "most", "content", "code"),
    [
        ("text_bytes", 100, (",".join(HEADER) + "\n" + ",".join(ROW) * 2).encode(), "file-too-large"),
        ("rows", 2, ("\n".join([",".join(HEADER), *([",".join(ROW)] * 3)])).encode(), "too-many-rows"),
        ("columns", 6, (",".join([*HEADER, "x"]) + "\n").encode(), "too-many-columns"),
        ("cell_characters", 50, (",".join(HEADER) + "\n" + ",".join([ROW[0], "名" * 51, *ROW[2:]])).encode(), "cell-too-long"),
    ],
)  # fmt: skip
def test_a_text_file_beyond_a_limit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, content: bytes, code: str
) -> None:
    monkeypatch.setitem(sheets.LIMITS, limit, most)
    assert code in codes(desk, content, "organisations.csv")


@pytest.mark.parametrize(
    ("limit", "most", "code"), [("workbook_bytes", 100, "file-too-large"), ("sheets", 2, "too-many-sheets")]
)
def test_a_workbook_beyond_a_limit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, code: str
) -> None:
    monkeypatch.setitem(reading.LIMITS, limit, most)
    assert codes(desk, workbook(3)) == [code]


@pytest.mark.parametrize("path", ["../../secret.csv", "/etc/passwd", "http://example.org/x.csv", "C:\\x.csv"])
def test_a_path_that_escapes_is_not_read(desk: Desk, path: str) -> None:
    desk.file("one", {}, resources=[{"name": "organisations", "path": path}])
    assert ("unsafe-path", None, "resources[0].path") in desk.findings()


@pytest.mark.parametrize("listed", [True, False])
def test_a_link_to_elsewhere_is_not_read(desk: Desk, tmp_path: Path, listed: bool) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text(",".join(HEADER) + "\n" + ",".join(ROW) + "\n", encoding="utf-8")
    resources = {"resources": [{"name": "organisations", "path": "organisations.csv"}]} if listed else {}
    folder = desk.file("one", {}, **resources)
    (folder / "organisations.csv").symlink_to(elsewhere)
    assert "link-refused" in [found[0] for found in desk.findings()]
    assert desk.admitted()["organisations"].count == 0


def test_text_that_a_spreadsheet_would_run_is_neutralised_in_downloads(desk: Desk) -> None:
    code = credit_code()
    texts = {"purpose": "=1+1", "scope": "@x", "former_names": "-旧名", "address": "+1号"}
    books = finance(code, net_assets_change="-200", expense_total="700")
    desk.file("one", {"organisations": [organisation(code, **texts)], "finances": [books]})
    assert desk.check().valid
    desk.build()
    target = desk.project.output / "downloads"
    write_downloads(desk.project.output / "disclosure.db", target, desk.project.today)
    text = (target / "organisations.csv").read_text(encoding="utf-8-sig")
    for shown in texts.values():
        assert f"'{shown}" in text
    assert "'-200" not in text and ",-200.0" in (target / "finances.csv").read_text(encoding="utf-8-sig")
