"""Looks through a file of a submission for personal data, whatever it is called and of whatever type it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from ..findings import Finding, Place, finding
from ..reading import OLE, OTHERS, READABLE, ZIP, open_book
from ..reading.sheets import LIMITS, Book, Sheet, UnreadableError, letters, readings
from ..reading.text import encoding_of
from . import data_in, mask_name, personal_data
from .folding import spellings
from .parts import CONTROL, PROMISING, WORDS, Words, texts_in, typed, walked

MOST = 200  # findings of one file that is no table; more of them would say nothing new
LONGEST = 200  # characters of a text that a message repeats
BREAK = re.compile(r"[ \t>*-]{0,16}\r?\n[ \t>*-]{0,16}")
OVER_LINES = re.compile(rf"(?<=[0-9])(?:{BREAK.pattern}[0-9][0-9Xx ./-]{{0,17}}){{1,4}}")
BEFORE_BREAK = 25  # characters of the line before
NUMBER = re.compile(r"(?<![0-9])(?:(?:0{0,2}86)?1[3-9][0-9]{9}(?![0-9])|[0-9]{15,19}(?![0-9]))")
APART = re.compile(r"[^0-9A-Za-z]+")
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
HALF = re.compile(r"(?<!\d)\d+$")
UNSCANNABLE = "unscannable-file"

NAMED = {*WORDS["names"]["places"], *WORDS["names"]["elements"]}  # as the readers of workbooks call them

Placed = tuple[Place, str]
Told = tuple[int | None, str | None, str]  # row, cell, datum


def cut(text: str, most: int = LONGEST) -> str:
    """Return as much of a text as a message repeats: a long one with personal data hidden, and no number of it cut."""
    if len(text) <= most:
        return text
    told = mask_name(text)  # shorter, where signs are spelt as %E5
    if len(told) <= most:
        return told
    return HALF.sub("", told[:most]) if told[most].isdecimal() else told[:most]


def personal_data_in_file(path: Path) -> Iterator[Finding]:
    """Yield the personal data in a file that is not read as a table; that it cannot be looked through, if so."""
    yield from personal_data_in_name(path)
    with path.open("rb") as file:
        start = file.read(8)
    try:
        yield from islice(_in(path, start), MOST)
    except UnreadableError as error:
        yield _unscannable(path, error)


def _unscannable(path: Path, error: UnreadableError) -> Finding:
    """Return the finding that a file, or a part of it, cannot be looked through."""
    facts = error.facts
    words = WORDS["within" if "part" in facts else "large" if facts.get("limit") is not None else "unknown"]
    known = facts.get("kind") if "part" not in facts else None
    kind, kind_en = (str(known or words[lang]).format_map(facts) for lang in ("zh", "en"))
    return finding(UNSCANNABLE, Place(file=path.name), None, kind=kind, kind_en=kind_en)


def personal_data_in_table(path: Path) -> list[Finding]:
    """Return the personal data in a file that holds a table but cannot be read as one, which is told already."""
    return [found for found in personal_data_in_file(path) if found.code != UNSCANNABLE]


def personal_data_in_name(path: Path) -> Iterator[Finding]:
    """Yield the personal data in a file's name."""
    yield from _told([(Place(file=path.name, column=WORDS["names"]["file"]), path.name)], in_name=True)


def personal_data_in_folder(path: Path) -> Iterator[Finding]:
    """Yield the personal data in the name of a folder."""
    yield from _told([(Place(column=WORDS["names"]["folder"]), path.name)], in_name=True)


def _found(code: str, place: Place, text: str) -> Finding:
    """Return the finding on a text; what stands in a name is to be named otherwise."""
    found = finding(code, place, cut(mask_name(text)))
    words = WORDS["renamed"]
    is_name = place.row is None and place.column in words["places"]
    return replace(found, fix=words["fix"], fix_en=words["fix_en"]) if is_name else found


def personal_data_in_sheet(path: Path, sheet: Sheet) -> Iterator[Finding]:
    """Yield the personal data in the cells of a sheet that is not read as a table."""
    for number, cells in sheet.rows():
        placed = [
            (Place(file=path.name, row=number, sheet=sheet.name, cell=f"{letters(position)}{number}"), text)
            for position, cell in enumerate(cells)
            for text in readings(cell)
            if text
        ]
        yield from _told(placed)


def personal_data_beside_cells(path: Path, book: Book) -> Iterator[Finding]:
    """Yield the personal data of a workbook that stands in none of the cells which are looked through one by one."""
    try:
        yield from _beside_cells(path, book)
    except UnreadableError as error:
        if "part" not in error.facts:
            raise
        yield _unscannable(path, error)


def _beside_cells(path: Path, book: Book) -> Iterator[Finding]:
    """Yield the personal data beside the cells. Raises UnreadableError for what cannot be looked through."""
    told: set[str] = set()
    cells: set[str] | None = None
    for words in _beside(path, book):
        for spelt in spellings(words.text):
            found = data_in(spelt, words.in_name)
            if found and words.in_cell:
                cells = _in_cells(book) if cells is None else cells
            known = told | cells if words.in_cell and cells else told
            codes = dict.fromkeys(code for datum, code in found.items() if datum not in known)
            told |= found.keys()
            for code in codes:
                yield _found(code, Place(file=path.name, column=words.where or None), spelt)


def _beside(path: Path, book: Book) -> Iterator[Words]:
    """Yield the words of a workbook outside the cells that are read: first those whose place is known best."""
    yield from (Words(where, text, in_name=not NAMED.isdisjoint(where.split(" "))) for where, text in book.texts)
    if book.day_of is None:
        return  # a text file has cells only
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(ZIP):
        yield from texts_in(path)
    else:
        yield from (Words("", text, True) for text in typed(path.read_bytes()))


def _in_cells(book: Book) -> set[str]:
    """Return the personal data in the cells of a workbook, without separators."""
    read = (cell for sheet in book.sheets for _, cells in sheet.rows() for cell in cells)
    texts = (text for cell in read for text in readings(cell))
    return {datum for text in texts for datum in data_in(text)}


def _in(path: Path, start: bytes) -> Iterator[Finding]:
    """Yield the personal data within a file. Raises UnreadableError if it cannot be looked through."""
    size, most = path.stat().st_size, LIMITS["workbook_bytes"]
    if size > most:
        raise UnreadableError("file-too-large", size=f"{size / 1e6:.0f} MB", limit=f"{most / 1e6:.0f} MB")
    for magic, kind in OTHERS.items():
        if start.startswith(magic):
            raise UnreadableError("not-a-table", kind=kind)
    if start.startswith(ZIP):
        told: set[Told] = set()
        for words in texts_in(path):
            yield from _told([(Place(file=path.name, column=words.where or None), words.text)], words.in_name, told)
    elif start.startswith(OLE):
        yield from _in_cells_of(path)
    elif path.suffix.lower() in READABLE:
        try:
            yield from list(_in_cells_of(path))
        except UnreadableError:
            yield from _in_text(path)
    else:
        yield from _in_text(path)


def _in_cells_of(path: Path) -> Iterator[Finding]:
    """Yield the personal data in a workbook or a text file with cells. Raises UnreadableError if it is none."""
    book = open_book(path)
    for sheet in book.sheets:
        yield from personal_data_in_sheet(path, sheet)
    yield from personal_data_beside_cells(path, book)


def _in_text(path: Path) -> Iterator[Finding]:
    """Yield the personal data in a text file, line by line; of one with tags, also as it reads without them."""
    text = path.read_text(encoding=encoding_of(path))
    if CONTROL.search(text):
        raise UnreadableError("encoding-error")
    plain = COLOUR.sub(" ", text)
    if PROMISING.search(plain):
        lines = ((number, line) for number, line in enumerate(plain.splitlines(), 1) if PROMISING.search(line))
        found = list(islice(lines, LIMITS["searched_lines"] + 1))
        if len(found) > LIMITS["searched_lines"]:
            raise UnreadableError("file-too-large", size=f"{len(text) / 1e6:.0f} MB", limit="")
        parts = ((number, part) for number, line in found for part in line.split("\t") if personal_data(part))
        yield from _told((Place(file=path.name, row=n), part) for n, part in chain(parts, _over_lines(plain)))
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        pieces = walked(text.encode())
        yield from _told((Place(file=path.name, column=element or None), found) for element, _, found in pieces)


def _over_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of what goes on in the next lines between two digits: a number may be broken there."""
    line, counted, end = 1, 0, 0
    for found in OVER_LINES.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        begin = max(found.start() - BEFORE_BREAK, min(end, found.start() - 1))
        begin = max(begin, 1 + max(text.rfind(sign, begin, found.start()) for sign in "\r\n"))
        words, end = text[begin : found.end()], found.end()
        if NUMBER.search(APART.sub("", words)):  # most lines that end and begin in digits make none together
            yield from ((line, BREAK.sub(joint, words)) for joint in (" ", ""))


def _told(texts: Iterable[Placed], in_name: bool = False, told: set[Told] | None = None) -> Iterator[Finding]:
    """Yield a finding per kind of personal data in each of the texts; a datum at one place is told once."""
    seen = set() if told is None else told
    for place, text in texts:
        for spelt in spellings(text):
            found = data_in(spelt, in_name)
            new = {datum: code for datum, code in found.items() if (place.row, place.cell, datum) not in seen}
            seen |= {(place.row, place.cell, datum) for datum in new}
            for code in dict.fromkeys(new.values()):
                yield _found(code, place, spelt)
