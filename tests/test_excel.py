"""The round trip: a template that passes as it is, a clerk's workbook given back with marks, her rows taken in."""

import errno
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command import Done, process, run
from conftest import ROOT, TODAY, Desk, credit_code, organisation

from disclosure.districts import load_districts
from disclosure.excel.template import write_template

READING = ROOT / "tests" / "files" / "reading"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HAISHU = next(district for district in load_districts(ROOT / "plugins") if district.name == "haishu")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the template of a district."""
    path = tmp_path_factory.mktemp("template") / "海曙模板.xlsx"
    done = process("template", "haishu", "-o", path)
    assert done.returncode == 0, done.stderr
    return path


def test_a_template_has_a_sheet_per_table_with_notes_and_formats(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for table in HAISHU.tables().values():
        sheet = book[table.title]
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert column.description in cell.comment.text and (column.example in cell.comment.text)
            below = sheet.column_dimensions[cell.column_letter]
            assert not below.protection.locked and cell.protection.locked
            assert below.number_format == {"string": "@", "date": "yyyy-mm-dd"}.get(column.type, below.number_format)
        assert sheet.protection.sheet and sheet.freeze_panes == "A2"
    assert "示例" in book.sheetnames


def test_a_template_offers_the_tables_that_have_coverage(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    offered = {str(rule.sqref): rule.formula1 for rule in book["公开范围"].data_validations.dataValidation}
    name, area = offered["A2:A5000"].replace("'", "").split("!")
    tables = [cell.value for (cell,) in book[name][area.replace("$", "")]]
    assert "inspections" in tables and "areas" not in tables
    assert "办法的条件" in book.sheetnames


def test_a_template_offers_the_vocabularies(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    sheet, table = book["社会组织"], HAISHU.tables()["organisations"]
    offered = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    for position, column in enumerate(table.columns, start=1):
        letter = openpyxl.utils.get_column_letter(position)
        words = ["是", "否"] if column.type == "boolean" else column.descriptor["constraints"].get("enum")
        assert (letter in offered) == bool(words)
        if words:
            name, area = offered[letter].replace("'", "").split("!")
            assert [cell.value for (cell,) in book[name][area.replace("$", "")]] == list(words)


def test_an_empty_template_says_nothing_and_a_filled_one_passes(template: Path, desk: Desk) -> None:
    book = openpyxl.load_workbook(template)
    sheet = book["社会组织"]
    titles = [cell.value for cell in sheet[1]]
    row = organisation()
    by_title = {HAISHU.tables()["organisations"].by_name[name].title: value for name, value in row.items()}
    folder = desk.file("one", {})
    book.save(folder / "submission.xlsx")
    assert [found[0] for found in desk.findings()] == ["submission-without-tables"]
    for position, title in enumerate(titles, start=1):
        sheet.cell(2, position, by_title.get(title))
    book.save(folder / "submission.xlsx")
    assert desk.findings() == []
    assert desk.admitted()["organisations"].count == 1


def test_a_template_of_one_table_and_of_an_unknown_one(tmp_path: Path) -> None:
    write_template(HAISHU, [HAISHU.tables()["finances"]], tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == [
        "填写说明",
        HAISHU.tables()["finances"].title,
        "示例",
        "词表",
    ]
    assert run("template", "haishu", "--table", "nothing").returncode == 2
    assert run("template", "atlantis").returncode == 2
    assert run("template", "haishu", "-o", tmp_path / "x.csv").returncode == 2


def test_no_workbook_that_somebody_filled_in_is_written_over(tmp_path: Path) -> None:
    path, tables = tmp_path / "x.xlsx", [HAISHU.tables()["finances"]]
    assert write_template(HAISHU, tables, path) is None and write_template(HAISHU, tables, path) is None
    for number in (1, 2):
        book = openpyxl.load_workbook(path)
        book.worksheets[1]["A2"] = f"填好的 {number}"
        book.save(path)
        done = run("template", "haishu", "--table", "finances", "-o", path)
        aside = tmp_path / f"x-旧{number}.xlsx"
        assert done.returncode == 0 and aside.name in done.stderr
        assert openpyxl.load_workbook(aside).worksheets[1]["A2"].value == f"填好的 {number}"
        assert openpyxl.load_workbook(path).worksheets[1]["A2"].value is None
    (tmp_path / "y.xlsx").write_text("不是工作簿")
    assert run("template", "haishu", "-o", tmp_path / "y.xlsx").returncode == 0
    assert (tmp_path / "y-旧1.xlsx").read_text() == "不是工作簿"


def test_a_workbook_that_cannot_be_written_whole_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"before")

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_template(HAISHU, [HAISHU.tables()["finances"]], path)
    assert [one.name for one in tmp_path.iterdir()] == ["x.xlsx"] and path.read_bytes() == b"before"


def faulty_workbook(path: Path) -> Path:
    """Write a clerk's workbook with a title, styles, a comment of hers, and faults."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名录"
    sheet.append(["社会组织名录"])
    sheet.merge_cells("A1:F1")
    rows = [organisation(credit_code(serial=n)) for n in range(1, 6)]
    sheet.append(["统一社会信用代码", "名称", "组织类型", "登记方式", "成立登记日期", "状态"])
    for row in rows:
        sheet.append(list(row.values()))
    sheet["E4"] = "2012-5-7"
    sheet["C5"] = "公司"
    sheet["B3"].font = openpyxl.styles.Font(bold=True, color="00AA00")
    sheet["E4"].comment = openpyxl.comments.Comment("我的备注", "我")
    sheet.column_dimensions["B"].width = 33
    book.create_sheet("说明").append(["填表说明"])
    book.save(path)
    return path


def values(path: Path) -> dict[str, list[list[Any]]]:
    """Return sheet → its cells."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def check_marked(tmp_path: Path) -> tuple[Path, Path, Done]:
    """Return a faulty workbook, its marked copy, and what the command said."""
    source, target = faulty_workbook(tmp_path / "名录.xlsx"), tmp_path / "名录-核对.xlsx"
    (tmp_path / "datasets").mkdir(exist_ok=True)
    options = (
        "--datasets",
        tmp_path / "datasets",
        "--district",
        "haishu",
        "--table",
        "organisations",
        "--today",
        TODAY,
    )
    return source, target, run("check", source, *options, "--annotate", target)


def test_a_workbook_is_given_back_with_marks(tmp_path: Path) -> None:
    source, target, done = check_marked(tmp_path)
    assert done.returncode == 1
    before, after = values(source), values(target)
    summary = after.pop("核对结果")
    assert after == before
    assert "错误 2 处" in summary[0][0]
    marked = openpyxl.load_workbook(target)["名录"]
    assert "2012-05-07" in marked["E4"].comment.text and "我的备注" in marked["E4"].comment.text
    assert marked["C5"].comment and marked["E4"].fill.fgColor.rgb == marked["C5"].fill.fgColor.rgb
    assert marked["B3"].font.bold and marked["B3"].comment is None
    assert marked.column_dimensions["B"].width == 33
    assert openpyxl.load_workbook(source)["名录"]["C5"].comment is None


def test_a_marked_workbook_can_be_mended_and_checked_again(tmp_path: Path) -> None:
    _, target, _ = check_marked(tmp_path)
    book = openpyxl.load_workbook(target)
    book["名录"]["E4"], book["名录"]["C5"] = "2012-05-07", "民办非企业单位"
    book.save(target)
    options = (
        "--datasets",
        tmp_path / "datasets",
        "--district",
        "haishu",
        "--table",
        "organisations",
        "--today",
        TODAY,
    )
    again = tmp_path / "again.xlsx"
    done = run("check", target, *options, "--annotate", again)
    assert done.returncode == 0, done.stdout
    sheet = openpyxl.load_workbook(again)["名录"]
    assert sheet["E4"].comment.text == "我的备注" and sheet["C5"].comment is None
    assert run("check", target, *options, "--annotate", target).returncode == 2
    assert run("check", tmp_path, "--annotate", again, *options[:2]).returncode == 2


def test_a_file_that_cannot_be_opened_is_told_of_and_not_marked(tmp_path: Path) -> None:
    path, target = tmp_path / "organisations.xlsx", tmp_path / "marked.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"))
    done = run("check", path, "--district", "haishu", "--annotate", target, "--datasets", tmp_path)
    assert (done.returncode, target.exists()) == (1, False)
    assert "password-protected" in done.stdout and "没有标注" in done.stderr and "nothing was marked" in done.stderr


def test_a_csv_is_given_back_as_a_workbook(tmp_path: Path) -> None:
    row = organisation() | {"status": "=1+1"}
    path = tmp_path / "organisations.csv"
    path.write_text("\n".join(",".join(part) for part in (row, row.values())), encoding="gb18030")
    target = tmp_path / "marked.xlsx"
    assert run("check", path, "--district", "haishu", "--annotate", target, "--datasets", tmp_path).returncode == 1
    cell = openpyxl.load_workbook(target).worksheets[1]["F2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s") and cell.comment


@pytest.mark.parametrize(
    ("name", "table", "firsts"),
    [("02-annotate-m-horizontal-merge", "finances", {"D2"}), ("02-annotate-m-vertical-merge", "finances", {"B2"}),
     ("merged-annotate", "people", {"A2"}), ("15-seal-image-lost-by-annotate", "finances", {"A2"}),
     ("15-textbox-lost-by-annotate", "finances", {"A2"})],
)  # fmt: skip
def test_workbooks_that_once_broke_or_lost_something_come_back_whole(
    name: str, table: str, firsts: set[str], tmp_path: Path
) -> None:
    source, target = READING / f"{name}.xlsx", tmp_path / "marked.xlsx"
    options = ("--district", "haishu", "--table", table, "--datasets", tmp_path, "--annotate", target)
    assert run("check", source, *options).returncode == 1
    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[1]
    assert firsts <= {cell.coordinate for row in sheet for cell in row if cell.comment and cell.fill.fill_type}
    assert str(sheet.merged_cells) == str(openpyxl.load_workbook(source).worksheets[0].merged_cells)
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target) as after:
        for part in before.namelist():
            if part.startswith(("xl/drawings/", "xl/media/", "xl/theme/", "xl/sharedStrings", "docProps/")):
                assert before.read(part) == after.read(part)


def converted(path: Path, folder: Path) -> dict[str, str]:
    """Return sheet → its cells as LibreOffice shows them."""
    folder.mkdir()
    home = f"-env:UserInstallation=file://{folder}/home"
    arguments = [OFFICE, home, "--headless", "--convert-to", EVERY_SHEET, "--outdir", folder, path]
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)
    return {file.stem.removeprefix(f"{path.stem}-"): file.read_text(encoding="utf-8") for file in folder.glob("*.csv")}


@pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_marked_workbook_unchanged(tmp_path: Path) -> None:
    source, target, _ = check_marked(tmp_path)
    before, after = converted(source, tmp_path / "before"), converted(target, tmp_path / "after")
    assert "核对结果" in after and "公司" in before["名录"]
    assert {sheet: text for sheet, text in after.items() if sheet != "核对结果"} == before


def test_a_workbook_becomes_a_submission(tmp_path: Path, template: Path) -> None:
    book = openpyxl.load_workbook(template)
    titles = [cell.value for cell in book["社会组织"][1]]
    columns = HAISHU.tables()["organisations"].by_name
    row = {columns[name].title: value for name, value in organisation().items()} | {
        "慈善组织": "√",
        "开办资金": "￥30,000",
    }
    for position, title in enumerate(titles, start=1):
        book["社会组织"].cell(2, position, row.get(title))
    book.save(tmp_path / "年报.xlsx")
    (tmp_path / "datasets").mkdir()
    options = ("--district", "haishu", "--name", "2026-11-new", "--datasets", tmp_path / "datasets")
    done = run("import", tmp_path / "年报.xlsx", *options, "--source", "登记台账")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "datasets" / "haishu" / "2026-11-new"
    assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "organisations.csv"]
    text = (folder / "organisations.csv").read_text(encoding="utf-8-sig")
    assert ",30000," in text and "登记台账" in (folder / "datapackage.json").read_text(encoding="utf-8")
    assert run("check", folder, "--datasets", tmp_path / "datasets").stdout.count("没有问题") == 1
    assert run("import", tmp_path / "年报.xlsx", *options).returncode == 2, "what is there is not overwritten"


def test_a_faulty_workbook_does_not_become_a_submission(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    source = faulty_workbook(tmp_path / "organisations.xlsx")
    done = run("import", source, "--district", "haishu", "--name", "x", "--datasets", tmp_path / "datasets")
    assert done.returncode == 1 and "2012-05-07" in done.stdout
    assert not (tmp_path / "datasets" / "haishu").exists()
