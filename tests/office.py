"""What the programs of an office save, and what the register makes of it: helpers of the tests of reading."""

import io
from typing import Any

import openpyxl
from conftest import Desk, credit_code

TITLES = {
    "org_id": "统一社会信用代码", "name": "名称", "type": "组织类型", "registration": "登记方式",
    "registered_on": "成立登记日期", "status": "状态",
}  # fmt: skip
HEADER = list(TITLES.values())
ROWS = [
    [credit_code(serial=n), f"测试服务中心{n}", "民办非企业单位", "登记", f"2012-05-{n:02d}", "正常"] for n in (1, 2, 3)
]


def csv_bytes(rows: list[list[Any]], encoding: str = "utf-8", end: str = "\r\n", mark: str = ",") -> bytes:
    """Return rows as an office's program would save them."""
    return end.join(mark.join(map(str, row)) for row in [*rows, []]).encode(encoding)


def workbook(*sheets: tuple[str, list[list[Any]]], **hidden: bool) -> bytes:
    """Return a workbook with the sheets; `hidden` names those that are."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if hidden.get(title):
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rows_of(desk: Desk, table: str = "organisations") -> list[dict[str, Any]]:
    """Return what is admitted to the table, without where each row came from."""
    from_file = {"source_file", "source_row", "submission", "submitted_on"}
    return [{k: v for k, v in row.items() if k not in from_file} for row in desk.admitted()[table].rows]


def messages(desk: Desk, severity: str) -> list[Any]:
    """Return the findings of a severity."""
    return [f for verdict in desk.check().verdicts for f in verdict.findings if f.severity == severity]
