"""A workbook to fill in, made from the schemas: a sheet per table, drop-downs, notes, formats, locked headings."""

import tomllib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..districts import District
from ..tables import Column, Table
from .handing import hand_over

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
FORMATS = {"string": "@", "date": "yyyy-mm-dd", "integer": "0", "year": "0", "number": "General", "boolean": "@"}
MONEY = "0.00"
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="1F4E5F"), PatternFill("solid", fgColor="DCE7EA")
LAST_ROW = 5000
WIDEST, NARROWEST = 40, 12


def write_template(of: District, tables: Iterable[Table], path: Path) -> Path | None:
    """Write the workbook of a district's tables; return what another file that lay there is called now."""
    words = WORDS["template"]
    book = Workbook()
    guide = book.active
    guide.title = words["guide"]
    for line in words["lines"]:
        guide.append([line.format(title=of.title, district=of.name)])
    guide.column_dimensions["A"].width = 110
    guide["A1"].font = Font(size=16, bold=True)
    terms = book.create_sheet(words["terms"])
    ranges: dict[tuple[str, ...], str] = {}
    tables = list(tables)
    dated = tuple(name for name, table in of.tables().items() if table.dated)
    for table in tables:
        _sheet(book.create_sheet(table.title), table, dated, terms, ranges)
    _examples(book.create_sheet(words["examples"]), tables)
    book.move_sheet(terms, len(book.sheetnames))
    packed = BytesIO()
    book.save(packed)
    return hand_over(packed.getvalue(), path)


def _sheet(sheet: Worksheet, table: Table, dated: tuple[str, ...], terms: Worksheet,
           ranges: dict[tuple[str, ...], str]) -> None:  # fmt: skip
    """Write one table's sheet: headings with notes, formats and drop-downs below them; `dated` tables have coverage."""
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        cell = sheet.cell(1, position, column.title)
        cell.fill = REQUIRED if column.required else OPTIONAL
        cell.font = Font(bold=True, color="FFFFFF" if column.required else "1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.comment = Comment(_note(column), WORDS["annotated"]["author"], width=320, height=150)
        below = sheet.column_dimensions[letter]
        below.number_format = MONEY if column.is_money else FORMATS[column.type]
        below.protection = Protection(locked=False)
        below.width = min(WIDEST, max(NARROWEST, 2 * len(column.title) + 4, 1.2 * len(column.example)))
        choices = dated if (table.name, column.name) == ("coverage", "table_name") else _choices(column)
        if choices:
            _drop_down(sheet, letter, column, choices, _range_of(choices, terms, ranges))
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # False: not forbidden


def _note(column: Column) -> str:
    """Return what a column means, as shown beside its heading."""
    words = WORDS["template"]
    parts = [
        words["required"] if column.required else "",
        column.description,
        words["unit"].format(unit=column.unit) if column.unit else "",
        words["example"].format(example=column.example) if column.example else "",
    ]
    return "\n".join(part for part in parts if part)


def _choices(column: Column) -> tuple[str, ...]:
    """Return the words a cell may hold, if they are limited."""
    return ("是", "否") if column.type == "boolean" else tuple(column.descriptor["constraints"].get("enum", ()))


def _range_of(choices: tuple[str, ...], terms: Worksheet, ranges: dict[tuple[str, ...], str]) -> str:
    """Return where the list of words stands, writing it once; a list inside a cell could hold only 255 characters."""
    if choices not in ranges:
        position = len(ranges) + 1
        for row, choice in enumerate(choices, start=1):
            terms.cell(row, position, choice)
        letter = get_column_letter(position)
        ranges[choices] = f"'{terms.title}'!${letter}$1:${letter}${len(choices)}"
    return ranges[choices]


def _drop_down(sheet: Worksheet, letter: str, column: Column, choices: tuple[str, ...], source: str) -> None:
    """Let the cells of a column be chosen from a list."""
    words = WORDS["template"]
    told = words["choose_more"].format(title=column.title, terms="、".join(choices))
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = words["choose"], told[:220]
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _examples(sheet: Worksheet, tables: Iterable[Table]) -> None:
    """Write what each column looks like when filled in, away from the sheets to fill in."""
    words = WORDS["template"]
    sheet.append(words["example_columns"])
    for table in tables:
        for column in table.columns:
            required = words["required"] if column.required else ""
            choices = "、".join(_choices(column))
            sheet.append(
                [table.title, column.title, column.example, column.description, required, column.unit, choices]
            )
    for letter, width in zip("ABCDEFG", (16, 22, 28, 60, 8, 8, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for cell in sheet["C"]:
        cell.number_format = "@"
    sheet.freeze_panes = "A2"
