"""What offices write among and below the rows of a table is told apart from them, named and counted; no row vanishes."""

from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from conftest import Desk, credit_code, finance, organisation
from office import HEADER, ROWS, csv_bytes, messages, rows_of, saved, workbook

CODE = credit_code()
BLANK = [""] * 6


def counted(desk: Desk, rows: list[list[Any]], table: str = "organisations") -> Any:
    """File rows as CSV and return what became of each."""
    desk.file("one", {f"{table}.csv": csv_bytes(rows)})
    (verdict,) = desk.check().verdicts
    counts = verdict.counts[table]
    assert counts.adds_up
    return counts


def padded(*cells: str) -> list[str]:
    """Return a row of the width of the table."""
    return [*cells, *BLANK][:6]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (padded("合计", "3家"), "total-row"), (padded("合 计："), "total-row"), (padded("小计", "", "", "", "", "3"), "total-row"),
        (padded("社会团体小计", "2"), "total-row"), (padded("", "合计", "3"), "total-row"), (padded("其中：慈善组织", "1"), "total-row"),
        (padded("注：以上数据截至2024年底"), "note-row"), (padded("备注：未审数"), "note-row"), (padded("说明：1.名录按街道排序"), "note-row"),
        (padded("填表人：某某", "", "审核人：某某", "", "2026年3月1日"), "note-row"), (padded("制表日期：2026年3月"), "note-row"),
        (padded("负责人签字：", "", "（盖章）"), "note-row"), (padded("以下空白"), "note-row"), (padded("2026年3月1日"), "note-row"),
        (padded("一、社会团体"), "section-row"), (padded("（二）民办非企业单位"), "section-row"), (padded("鼓楼街道"), "section-row"),
        (HEADER, "repeated-header"), ([" 统一社会信用代码", *HEADER[1:]], "repeated-header"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [1, 2, 4])
def test_what_is_no_row_is_named_wherever_it_stands(desk: Desk, row: list[str], kind: str, place: int) -> None:
    rows = [HEADER, *ROWS]
    rows.insert(place, row)
    counts = counted(desk, rows)
    assert (counts.filed, counts.read, counts.skipped) == (4, 3, {kind: 1})
    assert messages(desk, "error") == []
    assert [(found.code, found.row) for found in messages(desk, "info")] == [(kind, place + 1)]
    assert len(rows_of(desk)) == 3


@pytest.mark.parametrize(
    "row",
    [
        ["合计", *ROWS[0][1:]],  # a code mistaken for a sum is a mistake to be told, not a sum
        [ROWS[0][0][:-1], "合计服务中心", *ROWS[0][2:]],
        ["", "只有名称的服务中心", "", "", "", ""],
        [ROWS[0][0], "", "", "", "", ""],
        ["", "注：名称像注的中心", "民办非企业单位", "登记", "2012-05-07", "正常"],
        ["社会团体", "测试协会", "社会团体", "登记", "2012-05-07", "正常"],
    ],
)
def test_a_row_with_a_fault_is_refused_not_left_out(desk: Desk, row: list[str]) -> None:
    counts = counted(desk, [HEADER, *ROWS[1:], row])
    if row[0] == "合计":
        assert counts.skipped == {"total-row": 1}
    else:
        assert (counts.read, counts.skipped) == (3, {}) and messages(desk, "error")


def test_the_row_that_numbers_the_columns_is_named_below_the_header_only(desk: Desk) -> None:
    assert counted(desk, [HEADER, ["1", "2", "3", "4", "5", "6"], *ROWS]).skipped == {"numbering-row": 1}
    desk.file("two", {"organisations.csv": csv_bytes([HEADER, ROWS[0], ["1", "2", "3", "4", "5", "6"]])})
    assert not desk.check().valid


def test_a_sum_with_all_that_a_row_must_have_is_a_row(desk: Desk) -> None:
    rows = [["project", "grant_id", "programme", "round", "decision"], ["合计", "G1", "公益创投", "2024", "资助"]]
    assert counted(desk, rows, "grants").read == 1


def test_a_row_called_a_sum_that_lacks_one_thing_is_told_what(desk: Desk) -> None:
    header = ["指标", "截止日期", "维度", "数值", "单位", "年份", "出处章节", "文件编号"]
    row = ["占比", "2025-12-31", "总计", "12", "%", "2025", "一", ""]
    folder = desk.file("one", {"statistics.csv": csv_bytes([header, row])})
    assert desk.findings(folder) == [("required", 2, "source")]


def test_text_that_goes_on_in_the_next_row_is_no_note(desk: Desk) -> None:
    rows = [[*HEADER, "业务范围"], [*ROWS[0], "养老服务、"], [*BLANK, "志愿者培训"], [*ROWS[1], "助残"]]
    folder = desk.file("one", {"organisations.csv": csv_bytes(rows)})
    assert ("required", 3, "org_id") in desk.findings(folder)


@pytest.mark.parametrize("by_rows", [False, True])
def test_headings_again_in_another_order_refuse_the_file(desk: Desk, by_rows: bool) -> None:
    desk.project = replace(desk.project, by_rows=by_rows)
    folder = desk.file("one", {"organisations.csv": csv_bytes([HEADER, ROWS[0], HEADER[1::-1] + HEADER[2:], ROWS[1]])})
    assert desk.findings(folder) == [("header-in-another-order", 3, None)]


def test_rows_above_a_header_that_was_sorted_down_are_told(desk: Desk) -> None:
    rows = [[f"WJ-{number}", f"某办法{number}", "某局"] for number in (1, 2, 3)]
    folder = desk.file("one", {"policies.csv": csv_bytes([*rows, ["文件编号", "标题", "发文单位"]])}, "wenzhou")
    assert desk.findings(folder) == [("record-above-header", number, None) for number in (1, 2, 3)]
    titles = [["某某文件一览", "", ""], ["填报单位：某局", "日期：2024年", "份"]]
    folder = desk.file(
        "two", {"policies.csv": csv_bytes([*titles, ["文件编号", "标题", "发文单位"], *rows])}, "wenzhou"
    )
    assert {code for code, _, _ in desk.findings(folder)} == {"title-row"}


def test_rows_are_accounted_for_with_all_kinds_at_once(desk: Desk) -> None:
    rows = [["名录"], HEADER, ["甲", "乙", "1", "2", "3", "4"], ["一、民办非企业单位", *BLANK[1:]], *ROWS, BLANK, BLANK,
            ["小计", "3", "", "", "", ""], BLANK, ["注：未审", *BLANK[1:]]]  # fmt: skip
    counts = counted(desk, rows)
    assert (counts.filed, counts.read) == (10, 3)
    assert counts.skipped == {"numbering-row": 1, "section-row": 1, "blank-row": 3, "total-row": 1, "note-row": 1}


def test_a_note_may_hold_no_personal_data(desk: Desk) -> None:
    number = "138" + "57412345"
    counted(desk, [HEADER, *ROWS, [f"注：联系电话{number}", *BLANK[1:]]])
    (found,) = messages(desk, "error")
    assert (found.code, found.row) == ("personal-mobile", 5)
    assert number not in str(found)


def test_retractions_count_as_such(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("books", {"finances": [finance(CODE), finance(CODE, 2023)]})
    rows = [["org_id", "year", "_retracted"], [CODE, "2024", "重复"], ["合计", "", ""]]
    desk.file("out", {"finances.csv": csv_bytes(rows)})
    verdict = next(one for one in desk.check().verdicts if one.submission.name == "out")
    counts = verdict.counts["finances"]
    assert (counts.filed, counts.read, counts.retracted, counts.skipped) == (2, 0, 1, {"total-row": 1})
    assert [row["year"] for row in rows_of(desk, "finances")] == [2023]


@pytest.mark.parametrize("year", ["²", "２０２４年二", "99999999999999999999", "x"])
def test_a_retraction_with_a_key_that_cannot_be_one_is_refused_at_its_cell(desk: Desk, year: str) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("out", {"finances.csv": csv_bytes([["org_id", "year", "_retracted"], [CODE, year, "误报"]])})
    assert ("year-format", 2, "year") in desk.findings()


def test_where_no_row_names_columns_one_finding_says_so(desk: Desk) -> None:
    desk.file("one", {"organisations.csv": csv_bytes([["海曙区社会组织名录"], ["甲", "乙", "丙"], ["1", "2", "3"]])})
    assert [found.code for found in messages(desk, "error")] == ["header-not-found"]


@pytest.mark.parametrize(("above", "code"), [(29, []), (30, ["header-not-found"])])
def test_a_header_is_looked_for_in_the_first_thirty_rows(desk: Desk, above: int, code: list[str]) -> None:
    desk.file("one", {"organisations.csv": csv_bytes([*([f"说明{n}"] for n in range(above)), HEADER, *ROWS])})
    assert [found.code for found in messages(desk, "error")] == code


def test_cells_of_a_broad_merge_fill_down_and_what_they_cover_is_refused(desk: Desk) -> None:
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "所在街道", "开办资金"])
    for row in ROWS:
        book.active.append([*row, "某街道", 3])
    book.active.merge_cells("G2:H4")
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert [(f.code, f.cell) for f in messages(desk, "info")] == [("merged-cell", "G3"), ("merged-cell", "G4")]
    assert [(f.code, f.cell) for f in messages(desk, "error")] == [("merge-hides", f"H{n}") for n in (2, 3, 4)]


def test_hidden_rows_and_columns_are_read_and_said(desk: Desk) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert [(f.code, f.row) for f in messages(desk, "warning")] == [("hidden-column", 1), ("hidden-row", 3)]
    assert len(rows_of(desk)) == 3


@pytest.mark.parametrize(
    ("codes", "asked"),
    [([CODE, "", ""], [("merge-flattened", 3)]), ([CODE, CODE, ""], []), ([CODE, CODE, CODE], [])],
)
def test_merged_cells_saved_as_text_are_asked_about(desk: Desk, codes: list[str], asked: list[Any]) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    rows = [[code, name, "理事", "2022-11-01"] for code, name in zip(codes, ("甲甲", "乙乙", "丙丙"), strict=True)]
    desk.file("two", {"people.csv": csv_bytes([["统一社会信用代码", "姓名", "职务", "任期开始"], *rows])})
    assert [(f.code, f.row) for f in messages(desk, "warning")] == asked
    assert [f.code for f in messages(desk, "error")] == ["required"] * codes.count("")


def test_names_beside_codes_are_compared_not_published(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE, name="测试甲服务中心")]})
    row = finance(CODE)
    for number, name in enumerate(["测试甲服务中心", " 测试 甲服务中心", "别的服务中心"]):
        head = [*row, "单位名称"]
        desk.file(
            f"books{number}", {"finances.csv": csv_bytes([head, [*(row | {"year": 2020 + number}).values(), name]])}
        )
    assert messages(desk, "error") == []
    assert [(f.code, f.value) for f in messages(desk, "warning")] == [("name-differs", "别的服务中心")]
    assert len(rows_of(desk, "finances")) == 3


def test_a_date_in_a_column_of_text_is_said(desk: Desk) -> None:
    from datetime import datetime

    cells = [*ROWS[0], datetime(2017, 10, 13)]
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [[*HEADER, "状态原因"], cells]))})
    desk.file("two", {"organisations.csv": csv_bytes([[*HEADER, "状态原因"], [*ROWS[1], "2017-10-13 00:00:00"]])})
    assert [(f.code, f.column) for f in messages(desk, "warning")] == [("date-in-text", "status_reason")] * 2


def test_a_number_in_a_column_of_text_may_have_lost_its_zeros(desk: Desk) -> None:
    cells = [[*row, reason] for row, reason in zip(ROWS[:3], (1.1, "1.10", 3), strict=True)]
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [[*HEADER, "状态原因"], *cells]))})
    assert [(f.code, f.row, f.column) for f in messages(desk, "warning")] == [("number-in-text", 2, "status_reason")]
    assert [row["status_reason"] for row in rows_of(desk, "organisations")] == ["1.1", "1.10", "3"]


PEOPLE = ["统一社会信用代码", "姓名", "职务", "任期开始"]


@pytest.mark.parametrize(
    "row",
    [
        ["", "联合计算机学会", "社会团体", "登记", "2012-05-07", "正常"],
        ["", "注册会计师事务所", "民办非企业单位", "登记", "2012-05-07", "正常"],
        ["", "以上海为家服务社", "民办非企业单位", "", "2012-05-07", "正常"],
    ],
)
def test_a_name_that_begins_like_a_note_or_holds_a_sum_is_a_row(desk: Desk, row: list[str]) -> None:
    assert counted(desk, [HEADER, *ROWS, row]).read == 4
    assert not desk.check().valid


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["", "", "", "", "", "某某局"], None), (["", "", "", "（盖章）", "", ""], "note-row"), (["", "", "2024-05-06"], "note-row"),
        (["填表人", "", "", "某某"], "note-row"), (["续表"], "note-row"), (["", "", "", "第1页"], "note-row"),
        (["2024年合计", "", "", "", "", ""], "total-row"), (["Total", "3"], "total-row"), (["∑", "", "3"], "total-row"),
        (["平均", "", "3"], "total-row"), (["以上数据由某某科统计"], "note-row"), (["增长率", "", "", "3%"], "total-row"),
    ],
)  # fmt: skip
def test_footers_are_told_wherever_their_words_stand(desk: Desk, row: list[str], kind: str | None) -> None:
    counts = counted(desk, [HEADER, *ROWS, row])
    assert counts.skipped == ({kind: 1} if kind else {})
    assert desk.check().valid == bool(kind)


@pytest.mark.parametrize(
    "numbers", [["A", "B", "C", "D", "E", "F"], ["1", "2", "3", "4=5+6", "5", "6"], ["甲", "乙", "1", "2", "3", "4"]]
)
def test_columns_are_numbered_in_any_way(desk: Desk, numbers: list[str]) -> None:
    assert counted(desk, [HEADER, numbers, *ROWS]).skipped == {"numbering-row": 1}


def test_rows_that_say_nothing_once_they_are_read_are_blank(desk: Desk) -> None:
    rows = [["序号", *HEADER], [1, *ROWS[0]], [2, *BLANK], [3, "\u200b", *BLANK[1:]]]
    counts = counted(desk, rows)
    assert (counts.filed, counts.read, counts.skipped) == (3, 1, {"blank-row": 2})
    assert messages(desk, "error") == []


def test_a_value_beyond_an_empty_row_is_refused_at_its_row(desk: Desk) -> None:
    desk.file("one", {"organisations.csv": csv_bytes([HEADER, ROWS[0], [*BLANK, "", "x"]])})
    assert [(found.code, found.row) for found in messages(desk, "error")] == [("extra-cell", 3)]


def test_merged_cells_count_as_filled_when_rows_are_told_apart(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    book = openpyxl.Workbook()
    for row in [
        PEOPLE,
        [CODE, "甲甲", "理事", "2022-11-01"],
        [None, "注英", "理事", None],
        [None, "说明", "监事", None],
    ]:
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("D2:D4")
    desk.file("one", {"people.xlsx": saved(book)})
    assert [row["name"] for row in rows_of(desk, "people")] == ["甲甲", "注英", "说明"]


def test_a_better_header_further_down_does_not_make_titles_of_a_table(desk: Desk) -> None:
    other = credit_code(serial=9)
    fuller = [[*HEADER, "所在街道", "开办资金"], [other, *ROWS[0][1:], "甲街道", "3"]]
    desk.file("one", {"organisations.csv": csv_bytes([HEADER, *ROWS, BLANK, *fuller])})
    assert not desk.check().valid or len(rows_of(desk)) == 4


@pytest.mark.parametrize("reason", ["否", "0", "无", "/", "nan", "是", "1"])
def test_a_retraction_says_why(desk: Desk, reason: str) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    desk.file("books", {"finances": [finance(CODE)]})
    desk.file("out", {"finances.csv": csv_bytes([["org_id", "year", "_retracted"], [CODE, "2024", reason]])})
    assert ("retract-reason", 2, None) in desk.findings()
    assert len(rows_of(desk, "finances")) == 1


def test_a_retraction_is_no_total(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(CODE)]})
    rows = [["org_id", "name", "post", "term_start", "_retracted"], [CODE, "总数", "", "", "重复"]]
    desk.file("out", {"people.csv": csv_bytes(rows)})
    assert any(code == "retract-unknown" for code, _, _ in desk.findings())


def test_what_stands_in_a_column_of_row_numbers_is_not_dropped(desk: Desk) -> None:
    desk.file(
        "one", {"organisations.csv": csv_bytes([["序号", *HEADER], ["已注销，勿公开", *ROWS[0]], ["2", *ROWS[1]]])}
    )
    assert [(found.code, found.row) for found in messages(desk, "error")] == [("counting-holds", 2)]


def test_a_record_is_not_taken_for_the_upper_row_of_a_header_in_two(desk: Desk) -> None:
    code = credit_code()
    text = f"{code},测试服务中心,民办非企业单位,登记,2012-05-07,正常,_retracted\norg_id,name,type,registration,registered_on,status,\n"
    folder = desk.file(
        "one", {"organisations": text + f"{credit_code(serial=2)},另一家中心,民办非企业单位,登记,2012-05-07,正常,\n"}
    )
    assert ("two-header-rows", 2, None) in desk.findings(folder)
    assert ("record-above-header", 1, None) in desk.findings(folder)
