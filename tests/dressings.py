"""A true table in every dress an office gives one: encodings, delimiters, titles, units, spaces, totals, notes, merges."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from conftest import credit_code
from hypothesis import strategies as st
from openpyxl.styles import Alignment

COLUMNS = ["org_id", "name", "type", "registration", "registered_on", "status", "street", "registered_capital"]
HEADINGS = {
    "org_id": ["统一社会信用代码", "org_id", "信用代码", "统一社会\n信用代码", "统一社会信用代码*"],
    "name": ["名称", "name", "单位名称", " 机构名称 ", "全　称"],
    "type": ["组织类型", "type", "类型"],
    "registration": ["登记方式", "registration"],
    "registered_on": ["成立登记日期", "registered_on", "成立日期", "成立登记日期（年月日）"],
    "status": ["状态", "status", "登记状态"],
    "street": ["所在街道", "street", "街道", "所属镇街"],
    "registered_capital": ["开办资金", "registered_capital"],
}
NAMES = ["夕阳红服务中心", "社区助老服务社", "Green Earth 环保服务中心", "第一（城东）服务中心"]
AMOUNTS = [None, 0, 30000, 1234567.89, 5000, 100000000]


@dataclass
class Dress:
    """One dress: how the file is written, and what stands around the rows."""

    kind: str
    encoding: str
    mark: str
    end: str
    quote_all: bool
    titles: list[str]
    unit: str
    unit_in_headings: bool
    counting: bool
    blank_columns: int
    order: list[str]
    headings: dict[str, str]
    spaces: list[str]
    amounts: str
    dates: str
    among: dict[int, str]
    merge_street: bool

    @property
    def factor(self) -> int:
        """Return the unit of the amounts in yuan."""
        return 10_000 if self.unit == "万元" else 1


@st.composite
def truths(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the rows of a true table."""
    return [_body(draw, serial) for serial in range(1, draw(st.integers(1, 6)) + 1)]


def _body(draw: st.DrawFn, serial: int) -> dict[str, Any]:
    """Return one row of a true table."""
    return {
        "org_id": credit_code(serial=serial),
        "name": f"{draw(st.sampled_from(NAMES))}{'甲乙丙丁戊己'[serial - 1]}",
        "type": "民办非企业单位",
        "registration": "登记",
        "registered_on": draw(st.dates(date(1990, 1, 1), date(2025, 12, 31))).isoformat(),
        "status": draw(st.sampled_from(["正常", "注销", "筹备"])),
        "street": draw(st.sampled_from(["甲街道", "乙镇"])),
        "registered_capital": draw(st.sampled_from(AMOUNTS)),
    }


@st.composite
def dresses(draw: st.DrawFn) -> Dress:
    """Return a dress in which the table is to be read as it is."""
    kind = draw(st.sampled_from(["csv", "tsv", "xlsx"]))
    unit = draw(st.sampled_from(["", "元", "万元"]))
    among = draw(st.dictionaries(st.integers(0, 6), st.sampled_from(["blank", "section", "total", "note", "header"])))
    return Dress(
        kind=kind,
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])),
        mark=draw(st.sampled_from([",", "\t", ";"])),
        end=draw(st.sampled_from(["\n", "\r\n"])),
        quote_all=draw(st.booleans()),
        titles=draw(
            st.lists(
                st.sampled_from(["社会组织名录（2026年）", "制表：民政局，社管科", "截至2025年12月31日"]), max_size=2
            )
        ),
        unit=unit,
        unit_in_headings=draw(st.booleans()),
        counting=draw(st.booleans()),
        blank_columns=draw(st.sampled_from([0, 0, 1, 40])),
        order=draw(st.permutations(COLUMNS)),
        headings={name: draw(st.sampled_from(words)) for name, words in HEADINGS.items()},
        spaces=draw(st.lists(st.sampled_from([" ", "\u3000", "\u00a0", "\t", "\u200b", "\u200e"]), max_size=2)),
        amounts=draw(st.sampled_from(["plain", "thousands", "suffix", "wide", "number", "format"])),
        dates=draw(st.sampled_from(["iso", "chinese", "date", "serial"])),
        among=among,
        merge_street=draw(st.booleans()),
    )


def written(dress: Dress, truth: list[dict[str, Any]]) -> bytes:
    """Return the file."""
    rows = grid(dress, truth)
    return as_workbook(dress, rows) if dress.kind == "xlsx" else as_text(dress, rows)


def grid(dress: Dress, truth: list[dict[str, Any]]) -> list[list[Any]]:
    """Return every row of the file, titles first."""
    heading = {name: dress.headings[name] for name in dress.order}
    if dress.unit and dress.unit_in_headings:
        heading["registered_capital"] = f"{heading['registered_capital']}（{dress.unit}）"
    head = [*(["序号"] if dress.counting else []), *heading.values(), *[""] * dress.blank_columns]
    rows: list[list[Any]] = [[title] for title in dress.titles]
    if dress.unit and not dress.unit_in_headings:
        rows.append(["", f"单位：{dress.unit}"])
    rows.append(head)
    width = len(head)
    among = {
        "blank": [""] * width,
        "section": ["", *["一、民办非企业单位"], *[""] * (width - 2)] if dress.counting else ["一、民办非企业单位"],
        "total": ["合计", *[""] * (width - 1)],
        "note": ["注：以上为未审数", *[""] * (width - 1)],
        "header": head,
    }
    if dress.order[0] not in ("org_id", "name"):
        among["section"] = among["blank"]  # a lone word in a column of words is a row with faults
    for number, row in enumerate(truth):
        if number in dress.among:
            rows.append(list(among[dress.among[number]]))
        cells = [_cell(dress, name, row[name], number) for name in dress.order]
        rows.append([*([number + 1] if dress.counting else []), *cells, *[""] * dress.blank_columns])
    return rows


def _cell(dress: Dress, name: str, value: Any, number: int) -> Any:
    """Return one value as the dress writes it."""
    if value is None:
        return ""
    if name == "registered_capital":
        return _amount(dress, Decimal(str(value)) / dress.factor)
    if name == "registered_on":
        return _date(dress, value)
    if name in ("name", "status", "street"):
        return f"{''.join(dress.spaces)}{value}{''.join(reversed(dress.spaces))}"
    if name == "type" and number % 2:
        return f" {value} "
    return value


def _amount(dress: Dress, amount: Decimal) -> Any:
    """Return an amount in the unit of the dress."""
    plain = f"{amount.normalize():f}"
    if dress.amounts in ("number", "format") and dress.kind == "xlsx":
        return float(amount) if amount % 1 else int(amount)
    if dress.amounts == "thousands":
        return f"{amount.normalize():,f}"
    if dress.amounts == "suffix" and dress.factor == 1:
        return f"￥{plain}元"
    if dress.amounts == "wide":
        return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in plain)
    return plain


def _date(dress: Dress, day: str) -> Any:
    """Return a date in the dress."""
    found = date.fromisoformat(day)
    if dress.dates == "chinese":
        return f"{found.year}年{found.month}月{found.day}日"
    if dress.kind == "xlsx" and dress.dates == "date":
        return datetime(found.year, found.month, found.day)
    if dress.kind == "xlsx" and dress.dates == "serial":
        return (found - date(1899, 12, 30)).days
    return day


def as_text(dress: Dress, rows: list[list[Any]]) -> bytes:
    """Return the rows as a text file."""
    target = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if dress.quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(target, delimiter=dress.mark, lineterminator=dress.end, quoting=quoting)
    writer.writerows(rows)
    return target.getvalue().encode(dress.encoding)


def as_workbook(dress: Dress, rows: list[list[Any]]) -> bytes:
    """Return the rows as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True)
            if dress.amounts == "format" and isinstance(cell.value, float | int) and cell.value > 80_000:
                cell.number_format = "#,##0.00_);(#,##0.00)"
    if dress.merge_street:
        _merge_equal(sheet, dress)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _merge_equal(sheet: Any, dress: Dress) -> None:
    """Merge the cells of the street where two rows below each other have the same."""
    column = dress.order.index("street") + 1 + dress.counting
    row = 1
    while row < sheet.max_row:
        last = row
        here = sheet.cell(row, column).value
        while here and last < sheet.max_row and sheet.cell(last + 1, column).value == here:
            last += 1
        if last > row:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
        row = last + 1
