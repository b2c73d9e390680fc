"""Reads any file an office machine writes as sheets of cells; the file's first bytes decide, not its extension.

`open_book` opens, `header` finds the row of column names, `cells` understands a cell for the column it stands in.
Nothing here decides whether a value is right: that is validation's.
"""

from collections.abc import Callable
from pathlib import Path

from . import text
from .sheets import LIMITS, Book, UnreadableError

__all__ = ["READABLE", "Book", "UnreadableError", "open_book"]

READABLE = {".csv", ".tsv", ".xlsx", ".xls"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}


def open_book(path: Path, known: Callable[[str], bool] | None = None) -> Book:
    """Return the sheets of a file; `known` tells what names a column. Raises UnreadableError with the code to tell."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
    binary = start.startswith((ZIP, OLE))
    if size > (most := LIMITS["workbook_bytes" if binary else "text_bytes"]):
        raise UnreadableError("file-too-large", size=f"{size / 1e6:.0f} MB", limit=f"{most / 1e6:.0f} MB")
    for magic, kind in OTHERS.items():
        if start.startswith(magic):
            raise UnreadableError("not-a-table", kind=kind)
    if start.startswith(ZIP):
        from .workbook import open_workbook  # only who meets a workbook waits until what reads it is loaded

        return open_workbook(path)
    if start.startswith(OLE):
        if ENCRYPTED in path.read_bytes():
            raise UnreadableError("password-protected")
        from .confined import open_confined

        return open_confined(path)
    return text.open_text(path, known)
