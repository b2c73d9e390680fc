"""Opens CSV and TSV in the encodings of office machines: UTF-8, UTF-16 (Excel's “Unicode text”) and GB18030."""

import codecs
import csv
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from .delimiters import Form, form_of
from .quotes import swallowing
from .sheets import LIMITS, Block, Book, Cell, Lines, Record, Sheet, UnreadableError, in_blocks, limit, limited, trimmed

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CHUNK = 1 << 20


def open_text(path: Path, known: Callable[[str], bool] | None = None) -> Book:
    """Return a text file as one sheet; `known` tells what names a column. Raises UnreadableError if it is no table."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(CHUNK)
    if start.lstrip("\ufeff \r\n\t")[:1] == "<":
        raise UnreadableError("not-a-table", kind="HTML/XML")
    form = form_of(start.removeprefix("\ufeff"), path.suffix.lower(), known)
    _count(path, encoding, form)
    lines = Lines()

    def rows() -> Iterator[Record]:
        return limited(_rows(path, encoding, form, lines), texts=True)

    def blocks(below: int, size: int) -> Iterator[Block]:
        read = yield from _plain_blocks(path, encoding, form, below, size)
        if read is not None:
            yield from in_blocks(islice(rows(), read, None), size)

    return Book([Sheet(None, rows, lines=lines, blocks=blocks)])


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
    """Return the encoding if the whole file decodes in it to text that a person could have typed.

    Raises UnreadableError for a line that no table has, before anything splits it into cells.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, length = 1, 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                text = decoder.decode(chunk)
                if "\x00" in text:
                    return None
                end = max(text.rfind("\n"), text.rfind("\r"))
                length = length + len(text) if end < 0 else len(text) - end
                if length > LIMITS["line_characters"]:
                    raise UnreadableError("line-too-long", line=lines, limit=f"{LIMITS['line_characters']:,}")
                lines += text.count("\n") or text.count("\r")
            decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return encoding


def _count(path: Path, encoding: str, form: Form) -> None:
    """Refuse a file with too many rows or cells before any is looked at; what else is wrong is told as it is read."""
    csv.field_size_limit(LIMITS["cell_characters"] * 10)
    if _is_small(path, form):
        return
    places = 0
    with path.open(encoding=encoding, newline="") as file, suppress(csv.Error):
        for number, record in enumerate(csv.reader(file, delimiter=form.delimiter, strict=True), start=1):
            if number > LIMITS["rows"]:
                raise UnreadableError("too-many-rows", limit=f"{LIMITS['rows']:,}")
            while record and not record[-1]:
                record.pop()
            places += len(record)
            limit("places", places)


def _is_small(path: Path, form: Form) -> bool:
    """Return whether a file has so few ends of lines and of cells that no limit can be broken."""
    if not form.delimiter.isascii():
        return False
    mark = form.delimiter.encode("ascii")
    lines = cells = 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            lines += chunk.count(b"\n") + chunk.count(b"\r")
            cells += chunk.count(mark)
    return lines <= LIMITS["rows"] and lines + cells <= LIMITS["places"]


def _refuse() -> str:
    raise UnreadableError("encoding-error")


def _rows(path: Path, encoding: str, form: Form, lines: Lines) -> Iterator[Record]:
    """Yield the records of the file as it is read, up to a quotation mark that swallows rows."""
    csv.field_size_limit(LIMITS["cell_characters"] * 10)
    number = shift = 0  # records read, and how many lines more than those
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=form.delimiter, strict=True)
        try:
            for number, record in enumerate(reader, start=1):
                if reader.line_num != number + shift:
                    if (position := swallowing(record, form)) is not None:
                        raise _stray(number, number + shift, position + 1, reader.line_num)
                    shift = reader.line_num - number
                    lines.note(number + 1, shift)
                if number == 1 and record:
                    record = [] if form.stated else [record[0].removeprefix("\ufeff"), *record[1:]]
                yield number, record  # type: ignore[misc]  # texts are cells
        except csv.Error as error:
            line = number + 1 + shift
            raise _stray(number + 1, line, _opened(path, encoding, form, line - 1), reader.line_num) from error


def _plain_blocks(path: Path, encoding: str, form: Form, below: int, size: int,
                  ) -> Generator[Block, None, int | None]:  # fmt: skip
    """Yield the rows below one, so many at a time; return the last before what is not plain, None if all are.

    Not plain is a record of several lines, a line that may hold a cell beyond the limit, a row beyond one, a quotation
    mark without a partner: the way row by row says what it is.
    """
    csv.field_size_limit(LIMITS["cell_characters"] * 10)
    width = 0
    with path.open(encoding=encoding, newline="") as file, suppress(csv.Error):
        above: Iterator[list[Cell]] = csv.reader(file, delimiter=form.delimiter, strict=True)  # type: ignore[assignment]
        for cells in islice(above, below):
            width = trimmed(cells, width)
        while True:
            if not (lines := list(islice(file, size))):
                return None
            rows: list[list[Cell]] = list(csv.reader(lines, delimiter=form.delimiter, strict=True))  # type: ignore[arg-type]
            longest = max(map(len, lines))
            if len(rows) < len(lines) or longest > LIMITS["cell_characters"] or below + len(rows) > LIMITS["rows"]:
                break
            for cells in rows if max(map(len, rows)) > width else ():
                width = trimmed(cells, width)
            if width > LIMITS["columns"]:
                break
            yield range(below + 1, below + len(rows) + 1), rows
            below += len(rows)
    return below


def _stray(record: int, line: int, position: int, until: int) -> UnreadableError:
    """Return that a quotation mark has no partner, and where."""
    return UnreadableError("stray-quote", record, line=line, position=position, until=max(line, until))


def _opened(path: Path, encoding: str, form: Form, before: int) -> int:
    """Return the position of the last cell with a quotation mark on the line that follows `before` lines, from 1."""
    with path.open(encoding=encoding, newline="") as file:
        text = next(islice(file, before, None), "")
    return text[: text.rfind('"') + 1].count(form.delimiter) + 1
