"""Inputs on which the register once lost, changed or blamed; each with what must come of it."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import Desk, credit_code, finance, organisation
from office import HEADER, ROWS, csv_bytes, messages, rows_of, saved, workbook

from disclosure.cli import cli

CODES = [credit_code(serial=n) for n in range(1, 7)]
HEAD = [*HEADER, "所在街道", "开办资金"]
BODIES = [
    [code, f"测试助老服务社{n}", "民办非企业单位", "登记", "2012-05-07", "正常", "某街道", 3]
    for n, code in enumerate(CODES)
]
BOOKS = ["统一社会信用代码", "年度", "会计制度", "资产总计", "负债合计", "净资产合计", "收入合计", "费用合计"]
BOOK = [CODES[0], 2025, "2004", 1000, 200, 800, 500, 400]


@pytest.fixture
def bodies(desk: Desk) -> Desk:
    """Return a register that holds the six bodies."""
    rows = [organisation(code, name=f"测试助老服务社{n}") for n, code in enumerate(CODES)]
    desk.file("orgs", {"organisations": rows})
    return desk


def errors(desk: Desk) -> list[tuple[str, int | None, str | None]]:
    """Return (code, row, column) of every error."""
    return [(found.code, found.row, found.column) for found in messages(desk, "error")]


def codes(desk: Desk, severity: str) -> list[str]:
    """Return the codes of the findings of a severity."""
    return [found.code for found in messages(desk, severity)]


@pytest.mark.parametrize("digits", ["99999999999999999999", "9" * 400, "-99999999999999999999"])
def test_a_number_that_cannot_be_stored_is_refused_and_the_rest_published(bodies: Desk, digits: str) -> None:
    bodies.file("staff", {"staffing": [{"org_id": CODES[0], "year": 2025, "volunteers": digits}]})
    ((code, row, column),) = errors(bodies)
    assert code in ("maximum", "minimum") and (row, column) == (2, "volunteers")
    assert len(rows_of(bodies)) == 6


@pytest.mark.parametrize("digits", ["9" * 400, "9" * 20, "1e400", "inf", "nan", "sNaN", "-sNaN1"])
def test_money_that_means_nothing_is_refused(desk: Desk, digits: str) -> None:
    desk.file("one", {"organisations": [organisation(CODES[0], registered_capital=digits)]})
    ((_, row, column),) = errors(desk)
    assert (row, column) == (2, "registered_capital")
    assert "inf" not in str(desk.recorded()["findings"].rows) or digits == "inf"


def test_what_is_no_number_under_ten_thousands_never_empties_the_file(bodies: Desk) -> None:
    head = [*BOOKS[:3], *(f"{name}（万元）" for name in BOOKS[3:])]
    rows = [
        [*BOOK[:3], "9e999999", "0.02", "0.08", "0.05", "0.04"],
        [CODES[1], 2025, "2004", "x", "0.02", "0.08", "0.05", "0.04"],
    ]
    bodies.file("books", {"finances.csv": csv_bytes([head, *rows])})
    assert errors(bodies) == [("money-format", 2, "total_assets"), ("money-format", 3, "total_assets")]


def test_a_percentage_is_the_number_shown(desk: Desk) -> None:
    desk.file("papers", {"policies": [{"policy_id": "P1", "title": "测试文件", "standing": "现行"}]})
    book = openpyxl.Workbook()
    book.active.append(["指标", "截止日期", "维度", "数值", "单位", "年份", "出处章节", "文件编号"])
    book.active.append(["登记率", datetime(2025, 12, 31), "总计", 0.85, "%", 2025, "一", "P1"])
    book.active["D2"].number_format = "0%"
    desk.file("figures", {"statistics.xlsx": saved(book)})
    found = messages(desk, "error")
    assert [(f.code, f.cell) for f in found] == [("shown-otherwise", "D2")] and "“85”" in found[0].fix


@pytest.mark.parametrize(
    ("shown", "held", "read"),
    [("0!.0000", 1000, 1000), ('0!.0,"万"', 1000000, 1000000), ("0.00", 0.1, 1000)],
)
def test_a_number_format_never_multiplies_twice(bodies: Desk, shown: str, held: float, read: float) -> None:
    book = openpyxl.Workbook()
    book.active.append([*BOOKS[:3], *(f"{name}（万元）" for name in BOOKS[3:])])
    share = [held, held * 0.2, held * 0.8, held * 0.5, held * 0.4]
    book.active.append([*BOOK[:3], *share])
    for cell in book.active[2][3:]:
        cell.number_format = shown
    bodies.file("books", {"finances.xlsx": saved(book)})
    assert messages(bodies, "error") == []
    assert [row["total_assets"] for row in rows_of(bodies, "finances")] == [read]


def person(name: str, **columns: Any) -> dict[str, Any]:
    """Return a row of people."""
    return {"org_id": CODES[0], "name": name, "post": "理事长", "term_start": "2023-05-01"} | columns


@pytest.mark.parametrize("dressed", ["示例甲 ", "示例　甲", "\u200b示例甲", "示例甲\u00a0", "示例甲\t"])
def test_a_name_with_what_nobody_sees_is_the_same_person(bodies: Desk, dressed: str) -> None:
    bodies.file("first", {"people": [person("示例甲", term_end="2027-05-01")]})
    bodies.file("later", {"people": [person(dressed, term_end="2026-05-01")]})
    assert messages(bodies, "error") == [] and len(codes(bodies, "info")) == 1
    assert [(row["name"], row["term_end"]) for row in rows_of(bodies, "people")] == [("示例甲", "2026-05-01")]


@pytest.mark.parametrize(
    "dressed", ["测试助老服务社0\u00a0", "测试 助老服务社0", "测试助老服务社０", "\u200b测试助老服务社0"]
)
def test_a_change_that_nobody_sees_is_none(desk: Desk, dressed: str) -> None:
    desk.file("first", {"organisations": [organisation(CODES[0], name="测试助老服务社0", purpose="服务")]})
    desk.file("later", {"organisations": [organisation(CODES[0], name=dressed, purpose="服务\u00a0")]})
    assert list(desk.admitted()["corrections"].rows) == []


def test_excels_text_with_thousands_is_read_whole(bodies: Desk) -> None:
    row = [*BOOK[:3], '"1,000.00"', *BOOK[4:]]
    bodies.file("books", {"finances.csv": csv_bytes([BOOKS, row], "utf-16", mark="\t")})
    assert messages(bodies, "error") == []
    assert rows_of(bodies, "finances")[0]["total_assets"] == 1000


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_tab_file_with_commas_in_cells_is_read_whole(desk: Desk, encoding: str) -> None:
    rows = [[*row[:6], "某街道,另一街道" if n == 2 else row[6], row[7]] for n, row in enumerate(BODIES)]
    desk.file("one", {"organisations.csv": csv_bytes([HEAD, *rows], encoding, mark="\t")})
    assert messages(desk, "error") == []
    assert [row["street"] for row in rows_of(desk)].count("某街道,另一街道") == 1


@pytest.mark.parametrize(
    "name",
    [
        "社会组织.csv",
        "Organisations.CSV",
        "ORGANISATIONS.csv",
        "organisations (1).csv",
        "organisations（1）.csv",
        "社会组织 (2).csv",
    ],
)
def test_a_file_is_known_whatever_its_case_or_language(desk: Desk, name: str) -> None:
    desk.file("one", {name: csv_bytes([HEADER, *ROWS])})
    assert messages(desk, "error") == []
    assert len(rows_of(desk)) == 3


@pytest.mark.parametrize("name", ["organisations.ods", "organisations.et", "社会组织.wps", "organisations.xlsm"])
def test_a_file_that_is_not_read_is_refused_by_name(desk: Desk, name: str) -> None:
    desk.file("one", {name: csv_bytes([HEADER, *ROWS])})
    assert not desk.check().valid
    assert name in str(messages(desk, "error"))


def test_a_submission_in_which_no_table_was_read_is_never_taken_in(desk: Desk) -> None:
    desk.file("one", {"README.md": "说明", "notes.txt": "说明"})
    assert not desk.check().valid


def test_codes_of_line_breaks_are_taken_out(desk: Desk) -> None:
    book = workbook(
        (
            "Sheet1",
            [[*HEADER, "宗旨"], [*ROWS[0], "服务_x000D_\n互助"], [*ROWS[1][:1], "名称二_x000D_", *ROWS[1][2:], "服务"]],
        )
    )
    desk.file("one", {"organisations.xlsx": book})
    assert messages(desk, "error") == []
    assert codes(desk, "info").count("text-escapes") == 1
    assert [(row["name"], row["purpose"]) for row in rows_of(desk)] == [
        ("测试服务中心1", "服务\n互助"),
        ("名称二", "服务"),
    ]


@pytest.mark.parametrize(
    "word", ["#N/A", "#REF!", "nan", "None", "NULL", "无", "/", "-", "N/A", "（无）", "[暂无]", "（空缺）"]
)
@pytest.mark.parametrize("column", ["address", "legal_representative", "purpose", "registered_capital"])
def test_a_word_for_an_empty_cell_is_refused_with_what_to_type(desk: Desk, column: str, word: str) -> None:
    desk.file("one", {"organisations": [organisation(CODES[0], **{column: word})]})
    (found,) = messages(desk, "error")
    assert (found.code in ("placeholder", "cell-error"), found.row, found.column) == (True, 2, column)
    assert "留空" in found.fix or "填" in found.fix


def test_where_empty_means_none_the_word_for_none_is_read_so(bodies: Desk) -> None:
    row = {"org_id": CODES[0], "year": 2024, "kind": "年度检查", "conclusion": "合格", "rectification": "无"}
    bodies.file("one", {"inspections": [row]})
    assert codes(bodies, "error") == [] and "read-as-empty" in codes(bodies, "info")


@pytest.mark.parametrize("character", ["\u200b", "\u200d", "\u202c", "\ufeff", "\u2060"])
def test_a_character_that_cannot_be_seen_in_a_code_is_named(bodies: Desk, character: str) -> None:
    bodies.file("books", {"finances": [finance(f"{CODES[0][:9]}{character}{CODES[0][9:]}")]})
    (found,) = messages(bodies, "error")
    assert (found.code, found.row, found.column) == ("invisible-character", 2, "org_id")
    assert f"U+{ord(character):04X}" in found.message and CODES[0] in found.fix


def test_an_annotation_points_at_the_line_of_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row = organisation(CODES[0], purpose="第一行\n第二行\n第三行")
    folder = desk.file("one", {"organisations": [row, organisation(CODES[1], purpose="x", registered_on="2015/6/18")]})
    monkeypatch.chdir(desk.project.root)
    where = ["--datasets", str(desk.project.datasets), "--format", "github"]
    shown = CliRunner().invoke(cli, ["check", str(folder), *where]).output
    assert "line=5" in shown
    assert ("date-format", 3, "registered_on") in desk.findings()


def test_strict_ooxml_is_read_or_named(desk: Desk) -> None:
    source = io.BytesIO(workbook(("Sheet1", [HEADER, *ROWS])))
    target = io.BytesIO()
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    with zipfile.ZipFile(source) as plain, zipfile.ZipFile(target, "w") as strict:
        for part in plain.namelist():
            content = plain.read(part)
            for usual, other in spaces.items():
                content = content.replace(usual, other)
            strict.writestr(part, content)
    desk.file("one", {"organisations.xlsx": target.getvalue()})
    assert not desk.check().valid or len(rows_of(desk)) == 3


def test_honest_text_is_not_taken_for_personal(desk: Desk) -> None:
    digits = "139" + "57412345"
    texts = ["本社发生于2024年5月3日的火灾后重建", "诞生于2010年6月的服务队", "服务北京人家住宅小区",
             f"许可证件号见附件，网址 https://example.org/p?id={digits}", f"投入{digits}元", "由民政局产生于2023年3月的名单"]  # fmt: skip
    desk.file("one", {"organisations": [organisation(c, purpose=t) for c, t in zip(CODES, texts, strict=True)]})
    assert errors(desk) == [] and len(rows_of(desk)) == 6


@pytest.mark.parametrize("forced", ['=""{}""', '="{}"'])
def test_a_csv_that_forces_text_is_read_or_names_it(bodies: Desk, forced: str) -> None:
    row = [forced.format(CODES[0]), forced.format(2025), *BOOK[2:]]
    content = csv_bytes([BOOKS, [f'"{cell}"' if '""' in str(cell) else cell for cell in row]])
    bodies.file("books", {"finances.csv": content})
    assert messages(bodies, "error") == []
    assert len(rows_of(bodies, "finances")) == 1


def test_two_persons_in_a_cell_are_refused_and_a_space_in_a_name_is_none(bodies: Desk) -> None:
    rows = [[CODES[0], name, "理事", "2022-11-01"] for name in ("李 明", "周九  ", "钱七、孙八")]
    bodies.file("one", {"people.xlsx": workbook(("Sheet1", [["统一社会信用代码", "姓名", "职务", "任期开始"], *rows]))})
    assert errors(bodies) == [("several-persons", 4, "name")]
    assert codes(bodies, "info") == ["text-spaces"]


def test_a_stray_quote_is_questioned_and_no_row_vanishes(desk: Desk) -> None:
    lines = csv_bytes([HEAD, *BODIES]).decode().split("\r\n")
    lines[2] = lines[2].replace("某街道", '"某街道')
    lines[5] = lines[5].replace("某街道", '某街道"')
    desk.file("one", {"organisations.csv": "\r\n".join(lines)})
    assert errors(desk)[0][:2] == ("stray-quote", 3)


def test_blank_columns_beyond_the_header_cost_nothing(desk: Desk) -> None:
    wide = [[*row, *[""] * 16_375] for row in [HEAD, *BODIES]]
    desk.file("one", {"organisations.csv": csv_bytes(wide)})
    assert messages(desk, "error") == [] and len(rows_of(desk)) == 6


def test_a_wide_workbook_is_read_in_a_moment(desk: Desk) -> None:
    book = openpyxl.Workbook()
    for row in [HEAD, *BODIES]:
        book.active.append([*row])
    for column in (9, 400, 16_384):
        book.active.cell(1, column).font = openpyxl.styles.Font(bold=True)
        book.active.cell(3, column).font = openpyxl.styles.Font(bold=True)
    desk.file("one", {"organisations.xlsx": saved(book)})
    assert messages(desk, "error") == [] and len(rows_of(desk)) == 6


def test_a_citizen_number_as_a_code_is_masked_wherever_it_would_show(desk: Desk) -> None:
    number = "53" + "9999" + "19770127" + "5803"
    desk.file("one", {"organisations.csv": csv_bytes([HEAD, *BODIES[:2], [number, *BODIES[2][1:]]])})
    shown = json.dumps(desk.check().as_json(), ensure_ascii=False)
    assert not desk.check().valid and number not in shown and number[4:17] not in shown


def test_a_unit_of_a_whole_column_mistaken_is_doubted(bodies: Desk) -> None:
    for year, factor in ((2023, 1), (2024, 0.0001)):
        row = finance(CODES[0], year, total_assets=f"{3000000 * factor:.2f}", total_liabilities=f"{1000000 * factor:.2f}",
                      net_assets=f"{2000000 * factor:.2f}", income_total=f"{900000 * factor:.2f}",
                      expense_total=f"{800000 * factor:.2f}")  # fmt: skip
        bodies.file(f"books{year}", {"finances": [row]})
    assert codes(bodies, "warning") == ["scale-doubt"]


def test_a_total_that_could_not_have_paid_the_staff_is_doubted(bodies: Desk) -> None:
    bodies.file("staff", {"staffing": [{"org_id": CODES[0], "year": 2024, "full_time_staff": 10}]})
    bodies.file("books", {"finances": [finance(CODES[0], 2024, expense_total="10")]})
    assert [(f.code, f.row, f.column) for f in messages(bodies, "warning")] == [("amount-tiny", 2, "expense_total")]


def test_a_row_that_has_most_of_a_record_is_no_note(desk: Desk) -> None:
    note = ["备注：代码待办", "测试助老服务社", *ROWS[0][2:]]
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEADER, ROWS[0], note, ["备注：以上为准"]]))})
    assert {found.row for found in messages(desk, "error")} == {3}
    assert [found.row for found in messages(desk, "info") if found.code == "note-row"] == [4]


@pytest.mark.parametrize(
    "said",
    [
        ["填表人：示例甲", "日期：2025年3月1日"],
        ["制表人：", "示例甲", "审核人：", "示例乙"],
        ["制表人：示例甲", "审核人：示例乙", "2025-03-01"],
    ],
)
def test_who_filled_in_a_table_of_few_columns_is_no_record(bodies: Desk, said: list[str]) -> None:
    header = ["统一社会信用代码", "姓名", "职务", "任期开始"]
    record = [CODES[0], "示例丙", "理事", "2024-01-01"]
    bodies.file("people", {"people.xlsx": workbook(("Sheet1", [header, record, said]))})
    assert errors(bodies) == []
    assert "note-row" in codes(bodies, "info")


@pytest.mark.parametrize(
    ("title", "named", "capital"),
    [
        ("惠及群众以万计的组织", "organisations.csv", 3),
        ("金额均以万计", "organisations.csv", 30000),
        ("单位：元", "organisations.csv", 3),
    ],
)
def test_what_speaks_of_a_unit_and_what_only_counts(desk: Desk, title: str, named: str, capital: int) -> None:
    desk.file("one", {named: csv_bytes([[title], HEAD, BODIES[0]])})
    assert messages(desk, "error") == []
    assert [row["registered_capital"] for row in rows_of(desk)] == [capital]


@pytest.mark.parametrize(("said", "asked"), [("金额单位：万元。", False), ("金额按万元填写。", True)])
def test_a_unit_in_the_middle_of_a_long_remark_is_read_or_asked_about(desk: Desk, said: str, asked: bool) -> None:
    remark = "说明" * 200 + said + "说明" * 200
    desk.file("one", {"organisations.csv": csv_bytes([[remark], HEAD, BODIES[0]])})
    assert codes(desk, "error") == (["unit-unclear"] if asked else [])
    assert [row["registered_capital"] for row in rows_of(desk)] == ([] if asked else [30000])


@pytest.mark.parametrize("unit", ["万元", "（万元）", "单位：元"])
def test_a_row_of_units_below_the_headings_is_told_what_it_is(desk: Desk, unit: str) -> None:
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEAD, [*[None] * (len(HEAD) - 1), unit], BODIES[0]]))})
    assert errors(desk)[0][:2] == ("unit-row", 2)
    assert {code for code, *_ in errors(desk)} <= {"unit-row", "unit-unclear"}


def test_a_record_is_no_row_of_units(desk: Desk) -> None:
    desk.file("one", {"organisations.xlsx": workbook(("Sheet1", [HEAD, BODIES[0], [*[None] * 5, "人", None, None]]))})
    assert "unit-row" not in codes(desk, "error")


@pytest.mark.parametrize(
    ("guide", "above", "asked"),
    [
        ([["填表说明"], ["金额单位：万元。"]], [], True),
        ([["各项金额均以万元为单位填写"]], [], True),
        ([["一、金额单位：元。", "二、不写万元。"]], [], False),
        ([["金额单位：万元"]], [["单位：元"]], False),
        ([["金额一律以元为单位填写。如原表单位为万元，请换算为元。"]], [], False),
        ([["注意：不得以万元为单位填报"]], [], False),
        ([["科室", "预算（万元）"], ["办公楼", 12]], [], False),
        ([["单位：元"], ["附表单位：万元"]], [], False),
        ([["单位：美元"]], [], True),
    ],
)
@pytest.mark.parametrize("called", ["说明", "填写说明"])
@pytest.mark.parametrize("file", ["organisations.xlsx", "submission.xlsx"])
def test_a_unit_on_a_sheet_of_instructions_is_asked_about_unless_the_table_says_its_own(
    desk: Desk, file: str, called: str, guide: list[list[str]], above: list[list[str]], asked: bool
) -> None:
    desk.file("one", {file: workbook((called, guide), ("社会组织", [*above, HEAD, BODIES[0]]))})
    assert codes(desk, "error") == (["unit-unclear"] if asked else [])
