"""The unit of money, wherever an office writes it: understood, or asked about; never applied twice, never left out."""

from typing import Any

import pytest
from conftest import Desk, credit_code, organisation
from office import csv_bytes, messages, rows_of, workbook

from disclosure.reading.units import stated_units

CODE = credit_code()
NAMED = ["资产总计", "负债合计", "净资产合计", "收入合计", "费用合计"]
HEAD = ["统一社会信用代码", "年度", "会计制度"]
ROW = [CODE, "2024", "2004", "100", "20", "80", "50", "40"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：万元", {"万元"}), ("单位:万", {"万"}), ("单位：家、万元", {"万元"}), ("金额单位：人民币万元", {"万元"}),
        ("（单位：元）", {"元"}), ("社会组织名录（万元）", {"万元"}), ("人民币（万元）", {"万元"}), ("万元", {"万元"}),
        ("单位：万元（人民币）", {"万元"}), ("金额单位为千元", {"千元"}), ("本表以万元为单位", {"万元"}), ("单位：亿元", {"亿元"}),
        ("填报单位：某某局   金额单位：百万元", {"百万元"}), ("单位：元  制表：某某", {"元"}), ("单 位： 万 元", {"万元"}),
        ("填报单位：某某局", set()), ("单位：人", set()), ("2024年资助50万元以上项目", set()), ("制表人：万元元", set()),
    ],
)  # fmt: skip
def test_units_above_a_table_are_understood(text: str, units: set[str]) -> None:
    said = stated_units([text])
    assert (said.units, said.unclear if units else []) == (units, [])


@pytest.mark.parametrize("text", ["万元项目一览", "单位：美元", "开办资金万元", "金额（港币）"])
def test_what_speaks_of_a_unit_unclearly_is_asked_about(text: str) -> None:
    assert stated_units([text]).unclear == [text]


def filed(desk: Desk, above: list[list[str]], head: list[str] | None = None, row: list[Any] | None = None) -> list[str]:
    """File accounts under the given rows and headings and return the codes of the errors."""
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("books", {"finances.csv": csv_bytes([*above, head or [*HEAD, *NAMED], row or ROW])})
    return [found.code for found in messages(desk, "error")]


@pytest.mark.parametrize(
    "above",
    [
        [["年度财务汇总表"], ["单位：家、万元"]],
        [["年度财务汇总表（万元）"]],
        [["年度财务汇总表", "", "", "", "", "", "", "万元"]],
        [["制表单位：某某中心", "", "", "", "金额单位：人民币（万元）"]],
        [["单位:万"]],
    ],
)
def test_a_unit_said_anywhere_above_counts(desk: Desk, above: list[list[str]]) -> None:
    assert filed(desk, above) == []
    assert [row["total_assets"] for row in rows_of(desk, "finances")] == [1_000_000]


@pytest.mark.parametrize(
    ("above", "head", "code"),
    [
        ([["单位：元、万元"]], None, "unit-unclear"),
        ([["万元项目收支表"]], None, "unit-unclear"),
        ([["单位：美元"]], None, "unit-unclear"),
        ([["单位：万元"]], [*HEAD, "资产总计（元）", *NAMED[1:]], "mixed-units"),
        ([["单位：万元"]], [*HEAD, *(f"{name}（元）" for name in NAMED)], "unit-unclear"),
    ],
)
def test_a_unit_that_is_not_clear_is_refused(
    desk: Desk, above: list[list[str]], head: list[str] | None, code: str
) -> None:
    assert code in filed(desk, above, head)
    assert not desk.check().valid


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("元", 1),
        ("百元", 100),
        ("千元", 1_000),
        ("万元", 10_000),
        ("百万元", 1_000_000),
        ("亿元", 100_000_000),
        ("单位：万", 10_000),
    ],
)
def test_a_unit_in_every_heading_counts(desk: Desk, unit: str, factor: int) -> None:
    assert filed(desk, [], [*HEAD, *(f"{name}（{unit}）" for name in NAMED)]) == []
    assert [row["total_assets"] for row in rows_of(desk, "finances")] == [100 * factor]


def test_the_name_of_a_sheet_may_say_the_unit(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file(
        "books", {"finances.xlsx": workbook(("财务（万元）", [[*HEAD, *NAMED], [*ROW[:3], 100, 20, 80, 50, 40]]))}
    )
    assert messages(desk, "error") == []
    assert [row["total_assets"] for row in rows_of(desk, "finances")] == [1_000_000]


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("志愿者数（人）", []), ("志愿者数（名）", []), ("志愿者数（年末）", []), ("志愿者数（万人）", ["unit-differs"]),
        ("志愿者数（万）", ["unit-differs"]), ("志愿者数（人次）", ["unit-differs"]),
    ],
)  # fmt: skip
def test_a_heading_with_another_unit_than_the_columns_is_refused(desk: Desk, heading: str, codes: list[str]) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("staff", {"staffing.csv": csv_bytes([["统一社会信用代码", "年度", heading], [CODE, "2024", "3"]])})
    assert [found.code for found in messages(desk, "error")] == codes


def test_counts_in_thousands_above_a_table_are_asked_about(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    rows = [["单位：万人"], ["统一社会信用代码", "年度", "志愿者数"], [CODE, "2024", "3"]]
    desk.file("staff", {"staffing.csv": csv_bytes(rows)})
    assert [found.code for found in messages(desk, "error")] == ["unit-unclear"]


def test_a_unit_in_the_upper_of_two_header_rows_counts(desk: Desk) -> None:
    upper = [*HEAD, "金额（万元）", "", "", "", ""]
    assert filed(desk, [upper], ["", "", "", *NAMED]) == []
    assert [row["total_assets"] for row in rows_of(desk, "finances")] == [1_000_000]


@pytest.mark.parametrize(
    "row", [["单位：万元"], ["（万元）"], ["注：金额单位为万元"], ["以上金额单位均为万元"], ["说明：本表以千元为单位"]]
)
@pytest.mark.parametrize("place", [1, 2])
def test_a_unit_below_the_header_is_asked_about(desk: Desk, row: list[str], place: int) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    rows = [[*HEAD, *NAMED], ROW]
    rows.insert(place, row)
    desk.file("books", {"finances.csv": csv_bytes(rows)})
    assert not desk.check().valid


@pytest.mark.parametrize("title", ["单位：萬元", "仟元", "万圆"])
def test_units_in_other_characters_are_the_same(desk: Desk, title: str) -> None:
    assert filed(desk, [[title]]) == []
    assert rows_of(desk, "finances")[0]["total_assets"] in (1_000_000, 100_000)


@pytest.mark.parametrize(
    "title", ["w", "K元", "10000元", "10万元", "CNY 10,000", "Unit: 10,000 yuan", "RMB 10k", "单位：w", "万RMB"]
)
def test_other_ways_of_naming_a_unit_are_asked_about(desk: Desk, title: str) -> None:
    assert "unit-unclear" in filed(desk, [["财务表"], [title]])


@pytest.mark.parametrize("cell", ["30000元", "￥3.00元", "3万元", "3万"])
def test_a_cell_with_a_unit_of_its_own_under_another_is_refused(desk: Desk, cell: str) -> None:
    head = [*HEAD, *(f"{name}（万元）" for name in NAMED)]
    assert filed(desk, [], head, [*ROW[:3], cell, *ROW[4:]]) != []
    fixes = " ".join(found.fix for found in messages(desk, "error"))
    assert "“30000”" not in fixes and (not cell.startswith("3万") or "“3”" in fixes)


@pytest.mark.parametrize("cell", ["10²", "①", "１0³"])
def test_raised_and_circled_digits_are_no_digits(desk: Desk, cell: str) -> None:
    assert filed(desk, [], None, [*ROW[:3], cell, *ROW[4:]]) == ["money-format"]


@pytest.mark.parametrize(
    ("shown", "held", "read"),
    [("#,##0,", 30000, None), ("0.00,,", 30000, None), ('"$"#,##0', 30000, None), ('0"美元"', 3, None), ('0"户"', 3, None),
     ('0"元"', 30000, 30000), ('¥#,##0.00', 30000, 30000), ('0"萬"', 3, None), ('0"%"', 3, None)],
)  # fmt: skip
def test_a_number_format_in_a_column_of_yuan(desk: Desk, shown: str, held: float, read: float | None) -> None:
    import openpyxl
    from office import saved

    book = openpyxl.Workbook()
    book.active.append(["统一社会信用代码", "名称", "组织类型", "登记方式", "成立登记日期", "状态", "开办资金"])
    book.active.append([*organisation(CODE).values(), held])
    book.active["G2"].number_format = shown
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert [found.code for found in messages(desk, "error")] == ([] if read else ["shown-otherwise"])
    assert [row["registered_capital"] for row in rows_of(desk)] == ([read] if read else [])
