"""Writes a table as a workbook for people: Chinese headings, dates and money as such, samples marked, and meanings."""

import math
import re
import sqlite3
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .relations import Field, Relation

SAID: dict[str, Any] = tomllib.loads(Path(__file__).with_name("workbook.toml").read_text(encoding="utf-8"))
LIMITS: dict[str, int] = SAID["limits"]
UNSEEN = re.compile("[\ufffe\uffff]")  # XML has no way to say them
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count a day that never was


def write_workbook(connection: sqlite3.Connection, relation: Relation, path: Path, today: str) -> None:
    """Write one table, row by row, and a second sheet that says what its columns mean."""
    few = relation.rows <= LIMITS["held"]
    how = {"in_memory": True} if few else {"constant_memory": True, "tmpdir": str(path.parent)}
    book = xlsxwriter.Workbook(path, how)
    book.set_properties({"title": relation.title, "subject": relation.name, "comments": SAID["words"]["licence"],
                         "created": datetime.fromisoformat(today)})  # fmt: skip
    formats = Formats(book)
    rows = connection.execute(relation.sql)
    cut = _fill(book.add_worksheet(SAID["words"]["data"]), formats, relation, rows)
    _explain(book.add_worksheet(SAID["words"]["meanings"]), formats, relation, cut)
    book.close()


def is_too_long(relation: Relation) -> bool:
    """Return whether a table has more rows than a workbook is made of."""
    return relation.rows > LIMITS["rows"]


class Formats:
    """The formats of a workbook: of each kind of cell, plain and on a sample."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", **SAID["head"]})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.cells = {
            (kind, sample): book.add_format({"num_format": shown} | (SAID["sample"] if sample else {}))
            for kind, shown in SAID["formats"].items()
            for sample in (False, True)
        }

    def of(self, field: Field, sample: bool) -> Format:
        """Return the format of a cell."""
        return self.cells["money" if field.is_money else field.type, sample]


def _fill(sheet: Worksheet, formats: Formats, relation: Relation, rows: Any) -> int:
    """Write the rows and return how many texts were too long for a cell."""
    fields = relation.fields
    marks = next((place for place, field in enumerate(fields) if field.name == "sample"), None)
    sheet.freeze_panes(1, 0)
    for place, heading in enumerate(headings(relation)):
        sheet.set_column(place, place, max(SAID["widths"][fields[place].type], min(len(heading) * 2, 30)))
        sheet.write_string(0, place, heading, formats.head)
    cut, last = 0, 0
    for last, row in enumerate(rows, start=1):
        sample = marks is not None and row[marks] == 1
        for place, field in enumerate(fields):
            cut += _write(sheet, last, place, row[place], field, formats.of(field, sample), sample)
    sheet.autofilter(0, 0, last, len(fields) - 1)
    return cut


def headings(relation: Relation) -> list[str]:
    """Return the headings: titles with units, and the name where two columns would be called alike."""
    titles = [field.title + (f"（{field.unit}）" if field.unit else "") for field in relation.fields]
    alike = {title for title in titles if titles.count(title) > 1}
    return [
        f"{title} {field.name}" if title in alike else title
        for title, field in zip(titles, relation.fields, strict=True)
    ]


def _write(sheet: Worksheet, row: int, place: int, value: Any, field: Field, shown: Format, sample: bool) -> bool:
    """Write one cell and return whether it was cut; only numbers and days are more than text, so nothing is run."""
    if value is None:
        if sample:  # so that the whole row is marked
            sheet.write_blank(row, place, None, shown)
        return False
    if field.type == "boolean":
        words = SAID["words"]["samples" if field.name == "sample" else "yes_or_no"]
        sheet.write_string(row, place, words[int(value)], shown)
        return False
    if field.type == "date" and value >= FIRST_DAY.isoformat():
        sheet.write_datetime(row, place, datetime.fromisoformat(value), shown)
        return False
    if field.type in ("integer", "number", "year") and math.isfinite(value) and abs(value) < LIMITS["exact"]:
        sheet.write_number(row, place, value, shown)
        return False
    text = UNSEEN.sub("", value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))
    sheet.write_string(row, place, text[: LIMITS["text"]], shown)
    return len(text) > LIMITS["text"]


def _explain(sheet: Worksheet, formats: Formats, relation: Relation, cut: int) -> None:
    """Write what the table and its columns are, in Chinese with the English names."""
    words = SAID["words"]
    lines = [relation.title, relation.title_en, relation.description, words["sample_rows"], words["licence"]]
    lines += [words["cut"].format(count=cut)] if cut else []
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
    top = len(lines) + 1
    for place, (heading, width) in enumerate(zip(words["columns"], words["widths"], strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, heading, formats.head)
    for row, (field, heading) in enumerate(zip(relation.fields, headings(relation), strict=True), start=top + 1):
        cells = (heading, field.name, field.title_en, field.description, field.unit, field.codelist)
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text[: LIMITS["text"]], formats.wrapped)
