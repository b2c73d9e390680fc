"""The sheet that sums up a check: by sheet, with links, within limits that are said."""

from pathlib import Path

import openpyxl
import pytest
from test_marks import RED, SUMMARY, comments, fill, marked, part, small, told

from disclosure.excel.template import WORDS
from disclosure.findings import Finding


def test_the_summary_is_grouped_by_sheet_with_links(tmp_path: Path) -> None:
    def second(book: openpyxl.Workbook) -> None:
        book.create_sheet("年报 '25 & <x>").append(["代码"])

    whole = Finding("several-sheets", "error", "有几张表", "several", "请说明", "organisations", "x.xlsx")
    name = "年报 '25 & <x>"
    source = small(tmp_path / "x.xlsx", second)
    target = marked(source, told("A1", name, "warning"), told("C2", severity="info"), told("B3"), whole)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(target)[SUMMARY]]
    assert rows[0][0].startswith("错误 2 处，提醒 1 处，说明 1 处")
    assert [row[0] for row in rows[2:]] == [
        "整个文件：错误 1 处，提醒 0 处，说明 0 处", "错误",
        "名录：错误 1 处，提醒 0 处，说明 1 处", "错误", "说明",
        f"{name}：错误 0 处，提醒 1 处，说明 0 处", "提醒",
    ]  # fmt: skip
    assert [row[1:3] for row in rows[5:7]] == [["名录", "B3"], ["名录", "C2"]]
    links = [
        cell.hyperlink.location for row in openpyxl.load_workbook(target)[SUMMARY] for cell in row if cell.hyperlink
    ]
    assert links == ["'名录'!B3", "'名录'!C2", "'年报 ''25 & <x>'!A1"]


def test_nothing_in_a_message_breaks_the_file_or_runs(tmp_path: Path) -> None:
    odd = told("C2", message="=1+1 \x00\ud800\ufffe <b>&amp;_x0041_\n]]>")
    target = marked(small(tmp_path / "x.xlsx"), odd)
    assert "_x0041_" in comments(target)["C2"].replace("_x005F_x0041_", "_x0041_")
    cell = openpyxl.load_workbook(target)[SUMMARY]["E4"]
    assert cell.data_type != "f" and cell.value.startswith("'=1+1")


def test_the_limits_of_what_is_listed_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = WORDS["annotated"]["limits"]
    monkeypatch.setitem(limits, "comments", 20)
    monkeypatch.setitem(limits, "rows", 30)
    findings = [told(f"{letter}{row}") for letter in "BC" for row in range(2, 22)]
    target = marked(small(tmp_path / "x.xlsx"), *findings)
    assert len(comments(target)) == 20 and fill(target, "C21") == RED
    assert part(target, "xl/drawings/vmlDrawing1.vml").count("<v:shape ") == 20
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(target)[SUMMARY]]
    assert len(rows) == 2 + 2 + 1 + 30 and "40 处" in rows[0][0]
    assert "前 30 处，另有 10 处" in rows[2][0] and "前 20 个格子上写了批注，另有 20 个" in rows[3][0]
