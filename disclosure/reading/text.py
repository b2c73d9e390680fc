"""Opens CSV and TSV in the encodings of office machines: UTF-8, UTF-16 (Excel's “Unicode text”) and GB18030."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from .sheets import LIMITS, Book, Cell, Sheet, UnreadableError, limited

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
DELIMITERS = (",", "\t", ";", "，", "|")
CHUNK = 1 << 20


def open_text(path: Path) -> Book:
    """Return a text file as one sheet. Raises UnreadableError if it is no text, or no table."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(CHUNK)
    if start.lstrip("\ufeff \r\n\t")[:1] == "<":
        raise UnreadableError("not-a-table", kind="HTML/XML")
    delimiter = _delimiter(start, path.suffix.lower())
    return Book([Sheet(None, lambda: limited(_rows(path, encoding, delimiter)))])


def encoding_of(path: Path) -> str:
    """Return how a file is encoded: by BOM, then UTF-16 by its zeros, then strict UTF-8, then GB18030.

    Raises UnreadableError where none fits.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    for bom, encoding in BOMS.items():
        if start.startswith(bom):
            return _decodes(path, encoding) or _refuse()
    if b"\x00" in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        return (_decodes(path, "utf-16-le" if odd > even else "utf-16-be") if odd != even else None) or _refuse()
    return _decodes(path, "utf-8") or _decodes(path, "gb18030") or _refuse()


def _decodes(path: Path, encoding: str) -> str | None:
    """Return the encoding if the whole file decodes in it to text that a person could have typed."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                if "\x00" in decoder.decode(chunk):
                    return None
            decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return encoding


def _refuse() -> str:
    raise UnreadableError("encoding-error")


def _delimiter(start: str, suffix: str) -> str:
    """Return what separates the cells: what the extension says, unless it separates nothing and another does."""
    stated = "\t" if suffix == ".tsv" else ","
    lines = [line for line in start.splitlines()[:40] if line.strip()]
    if any(stated in line for line in lines):
        return stated
    counted = {mark: sum(line.count(mark) for line in lines) for mark in DELIMITERS}
    return max(counted, key=lambda mark: counted[mark]) if any(counted.values()) else stated


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the records of the file as it is read."""
    csv.field_size_limit(LIMITS["cell_characters"] * 10)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for number, record in enumerate(reader, start=1):
                if number == 1 and record:
                    record[0] = record[0].removeprefix("\ufeff")
                yield number, list(record)
        except csv.Error as error:
            raise UnreadableError("source-error", note=f"{error}（文件第 {reader.line_num} 行 line）") from error
