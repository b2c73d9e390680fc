"""Reads a CSV or TSV file as records of text, whatever encoding the office's machine wrote."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

DELIMITERS = {".csv": ",", ".tsv": "\t"}
SHEETS = {".xlsx", ".xls"}
READABLE = set(DELIMITERS) | SHEETS
LONGEST_CELL = 1_000_000


class UnreadableError(Exception):
    """Raised when a file is no text table; `code` is the finding it deserves."""

    def __init__(self, code: str, note: str = "") -> None:
        super().__init__(note)
        self.code, self.note = code, note


def encoding_of(raw: bytes) -> str:
    """Return how bytes are encoded: by BOM, then strict UTF-8, then GB18030. Raises UnreadableError."""
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for encoding in ("utf-8", "gb18030"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableError("encoding-error")


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number as a spreadsheet shows it, cells) of each record, blank ones too. Raises UnreadableError."""
    if path.suffix.lower() in SHEETS:
        raise UnreadableError("workbook-not-read")
    raw = path.read_bytes()
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError("workbook-not-read")
    if b"\x00" in raw:
        raise UnreadableError("encoding-error")
    text = io.StringIO(raw.decode(encoding_of(raw)), newline="")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text, delimiter=DELIMITERS[path.suffix.lower()], strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise UnreadableError("source-error", f"{error} (line {reader.line_num})") from error
