"""Personal data in any file of a submission, of any type and name, and in any part of a workbook. Every number is made up."""

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import Desk, organisation
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from test_privacy import EMAIL, ID, MOBILE, apart, mistyped

from disclosure.excel.template import write_template
from disclosure.findings import Finding
from disclosure.privacy import personal_data
from disclosure.privacy.files import personal_data_in_file
from disclosure.privacy.parts import walked

CUT = MOBILE[:5], MOBILE[5:]
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RUNS = f"<r><t>{CUT[0]}</t></r><r><rPr><b/><sz val='9'/></rPr><t>{CUT[1]}</t></r>"
DRAWN = f"<a:p xmlns:a='a'><a:r><a:rPr lang='zh'/><a:t>{CUT[0]}</a:t></a:r><a:r><a:t>{CUT[1]}</a:t></a:r></a:p>"
ADDED = {  # parts beside those that the library writes
    "shared string that no cell shows": ("xl/sharedStrings.xml", f"<sst {NAMESPACE}><si><t>{MOBILE}</t></si></sst>"),
    "shared string in runs": ("xl/sharedStrings.xml", f"<sst {NAMESPACE}><si>{RUNS}</si></sst>"),
    "shared string in references": (
        "xl/sharedStrings.xml",
        f"<sst {NAMESPACE}><si><t>&#49;{MOBILE[1:]}</t></si></sst>",
    ),
    "text box": ("xl/drawings/drawing9.xml", DRAWN),
    "name of a picture": (f"xl/media/{MOBILE}.png", "x"),
    "custom data": ("customXml/item1.xml", f"<x y='{MOBILE}'/>"),
    "remark of XML": ("customXml/item1.xml", f"<x><!-- {MOBILE} --></x>"),
    "vector drawing": ("xl/drawings/vmlDrawing9.vml", f"<xml><font>{CUT[0]}</font><font>{CUT[1]}</font></xml>"),
    "broken XML": ("customXml/item1.xml", f"<x>{MOBILE}<y>"),
    "UTF-16 XML": ("customXml/item1.xml", f'<?xml version="1.0" encoding="UTF-16"?><x>{MOBILE}</x>'.encode("utf-16")),
}
BESIDE = ["author", "prompt", "prompt title", "error", "list", "defined name", "bare defined name", "custom property", "keywords",
          "first header", "name of a sheet", "account", "creator", "name", "address", "even footer", "sized header", "tooltip", "escaped mail", "number format", "格式", "merged cell"]  # fmt: skip
OURS = ["示例", "填写说明", "词表", "核对结果"]


def book_with(where: str) -> bytes:
    """Return a workbook of one clean organisation and a number or address somewhere in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = organisation()
    sheet.append(list(row))
    sheet.append(list(row.values()))
    listed = DataValidation(
        type="list", formula1=f'"甲{MOBILE},乙"' if where == "list" else '"甲,乙"', showErrorMessage=True
    )
    match where:
        case "author":
            sheet["B2"].comment = Comment("好", f"示例甲{MOBILE}")
        case "prompt":
            listed.prompt = f"请打{MOBILE}"
        case "prompt title":
            listed.promptTitle = MOBILE
        case "error":
            listed.error = f"请打{MOBILE}"
        case "defined name" | "bare defined name":
            text = f'"{MOBILE}"' if where == "defined name" else MOBILE
            book.defined_names["联系"] = DefinedName("联系", attr_text=text)
        case "custom property":
            book.custom_doc_props.append(StringProperty(name="联系", value=MOBILE))
        case "keywords":
            book.properties.keywords = MOBILE
        case "name of a sheet":
            book.create_sheet(f"A{MOBILE}")
        case "account":
            sheet["B2"].comment = Comment("好", f"A{MOBILE}")
        case "creator":
            book.properties.creator = f"A{MOBILE}"
        case "name":
            book.defined_names[f"A{MOBILE}"] = DefinedName(f"A{MOBILE}", attr_text="$A$1")
        case "address":
            sheet["B2"].hyperlink = f"weixin:vx{MOBILE}"
        case "first header":
            sheet.firstHeader.center.text = MOBILE
        case "even footer":
            sheet.evenFooter.left.text = MOBILE
        case "sized header":
            sheet.oddHeader.left.text, sheet.oddHeader.left.size = MOBILE, 12
        case "tooltip":
            sheet["B2"].hyperlink = Hyperlink(ref="B2", target="https://example.org", tooltip=MOBILE)
        case "escaped mail":
            sheet["B2"].hyperlink = "mailto:" + EMAIL.replace("@", "%40")
        case "number format":
            sheet["B2"].number_format = f'"{MOBILE}"@'
        case "格式":
            sheet["B2"].number_format = "".join(f"\\{digit}" for digit in MOBILE)
        case "merged cell":
            sheet["AZ2"].value = "示例"
            sheet["BA2"].value = MOBILE
        case _ if where in OURS:
            book.create_sheet(where).append(["x", MOBILE])
            book[where].sheet_state = "hidden"
    listed.add("C2:C9")
    sheet.add_data_validation(listed)
    target = io.BytesIO()
    book.save(target)
    if where == "merged cell":
        return _with_part(
            target.getvalue(),
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="AZ2:BA2"/></mergeCells>',
        )
    if where in ADDED:
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(*ADDED[where])
    return target.getvalue()


def _with_part(book: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with something replaced in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as filed, zipfile.ZipFile(target, "w") as archive:
        for name in filed.namelist():
            text = filed.read(name)
            archive.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return target.getvalue()


@pytest.mark.parametrize("where", [*BESIDE, *OURS, *ADDED])
def test_every_part_of_a_workbook_is_looked_through(desk: Desk, where: str) -> None:
    desk.file("one", {"organisations.xlsx": book_with(where)})
    outcome = desk.check()
    personal = [f for f in outcome.verdicts[0].findings if f.code.startswith("personal-")]
    assert len(personal) == 1, "told, and told once"
    assert personal_data(json.dumps(outcome.as_json(), ensure_ascii=False)) == []


def test_a_number_in_a_cell_is_told_at_the_cell_alone(desk: Desk) -> None:
    book = openpyxl.Workbook()
    book.active.append([*organisation(), "备注"])
    book.active.append([*organisation().values(), int(MOBILE)])
    target = io.BytesIO()
    book.save(target)
    desk.file("one", {"organisations.xlsx": target.getvalue()})
    personal = [f for f in desk.check().verdicts[0].findings if f.code == "personal-mobile"]
    assert [f.row for f in personal] == [2]


STRUCK = {
    "within": (["", MOBILE[:3]], ["strike", "30000"], ["", MOBILE[3:]]),
    "struck itself": (["strike", MOBILE], ["", "30000"]),
    "struck in parts": (["strike", MOBILE[:5]], ["", "1"], ["strike", MOBILE[5:]]),
    "before": (["strike", "30000"], ["", MOBILE]),
}


@pytest.mark.parametrize("place", ["shared", "inline", "other sheet"])
@pytest.mark.parametrize("runs", STRUCK)
def test_a_number_beside_struck_text_is_found_and_masked(desk: Desk, runs: str, place: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(organisation()))
    book.active.append(list(organisation().values()))
    sheet = book.active if place != "other sheet" else book.create_sheet("说明")
    font = "<r><rPr><strike val='%d'/></rPr><t>%s</t></r>"
    text = "".join(font % (bool(kind), part) for kind, part in STRUCK[runs])
    sheet["F2"] = "RUNS"
    target = io.BytesIO()
    book.save(target)
    content = io.BytesIO()
    with zipfile.ZipFile(target) as read, zipfile.ZipFile(content, "w") as written:
        for name in read.namelist():
            part = read.read(name).decode()
            if place == "inline":
                part = part.replace("<si><t>RUNS</t></si>", "<si><t>x</t></si>")
                part = re.sub(r'<c r="F2"[^>]*>.*?</c>', f'<c r="F2" t="inlineStr"><is>{text}</is></c>', part)
            written.writestr(name, part.replace("<t>RUNS</t>", text))
    desk.file("one", {"organisations.xlsx": content.getvalue()})
    (verdict,) = desk.check().verdicts
    assert "personal-mobile" in {found.code for found in verdict.findings}
    whole = json.dumps(desk.check().as_json(), ensure_ascii=False)
    assert MOBILE[-6:] not in whole and MOBILE[:6] not in whole


def test_a_number_in_a_document_with_struck_text_is_found() -> None:
    run = "<w:r><w:rPr><w:strike w:val='%s'/></w:rPr><w:t>%s</w:t></w:r>"
    kept = run % ("false", MOBILE[:3]) + run % ("true", "x8") + run % ("0", MOBILE[3:])
    deleted = f"<w:r><w:t>{MOBILE[:3]}</w:t></w:r><w:del><w:r><w:delText>x8</w:delText></w:r></w:del><w:r><w:t>{MOBILE[3:]}</w:t></w:r>"
    for inside in (kept, deleted, run % ("0", "30000") + run % ("0", MOBILE)):
        texts = [text for _, _, text in walked(f"<w:p xmlns:w='w'>{inside}</w:p>".encode())]
        assert any(personal_data(text) for text in texts), inside
    honest = run % ("0", "330203") + run % ("1", "2026") + run % ("0", "00017")
    assert not any(personal_data(text) for _, _, text in walked(f"<w:p xmlns:w='w'>{honest}</w:p>".encode()))


def test_a_clean_workbook_and_our_own_template_hold_none(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    path.write_bytes(book_with("nothing"))
    assert list(personal_data_in_file(path)) == []
    for district in desk.project.districts:
        write_template(district, district.tables().values(), tmp_path / "template.xlsx")
        assert list(personal_data_in_file(tmp_path / "template.xlsx")) == []


def document(part: str, text: str) -> bytes:
    """Return a document of an office program with one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, text)
    return target.getvalue()


WORD = f"<w:p xmlns:w='w'><w:r><w:t>{CUT[0]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{CUT[1]}</w:t></w:r></w:p>"
FILES = {
    "负责人电话.csv": f"姓名,电话\n示例甲,{MOBILE}\n".encode(),
    "名单.CSV": f'姓名\t说明\n示例甲\t"{apart(MOBILE, "3-4-4", chr(10))}"\n'.encode("utf-16"),
    "说明.docx": document("word/document.xml", WORD),
    "页脚.docx": document("word/footer1.xml", WORD),
    "汇报.pptx": document("ppt/slides/slide1.xml", DRAWN),
    "表.ods": document("content.xml", f"<x:p xmlns:x='x'><x:span>{CUT[0]}</x:span>{CUT[1]}</x:p>"),
    "附件.docx": document("word/embeddings/inner.docx", document("word/document.xml", WORD)),
    "导出.log": f"2026-05-07 09:00 \x1b[1m{MOBILE}\x1b[0m\n".encode(),
    "图.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text><tspan>{CUT[0]}</tspan><tspan>{CUT[1]}</tspan></text></svg>".encode(),
    "页面.html": f"<!DOCTYPE html><p>{CUT[0]}<b>{CUT[1]}</b><br>".encode(),
    "备忘.txt": f"联系{MOBILE}".encode("gb18030"),
    "记事.txt": f"联系{MOBILE}".encode("utf-16"),
    "大端.txt": f"联系{MOBILE}".encode("utf-16-be"),
    "other.json": json.dumps({"x": f"\u202d{MOBILE}"}).encode(),
    "README.md": f"联系 {EMAIL.replace('@', '&#64;')}\n".encode(),
    "无后缀": f"a\tb\t{MOBILE}\n".encode(),
    ".env": f"PHONE={MOBILE}\n".encode(),
    f"{MOBILE}.md": b"x\n",
    f"联系{apart(MOBILE, '3-4-4', '-')}.csv": b"x\n",
    f"张三{ID}.txt": b"x\n",
    "organisations.xlsx": b"PK\x03\x04" + MOBILE.encode(),
}
DEAF = {
    "扫描.pdf": b"%PDF-1.7\n", "印章.png": b"\x89PNG\r\n\x1a\n\x00\x00", "照片.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "打包.zip": b"PK\x05\x06" + bytes(18), "打包.rar": b"Rar!\x1a\x07\x00", "打包.7z": b"7z\xbc\xaf\x27\x1c", "打包.gz": b"\x1f\x8b\x08\x00\x80\x81",
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "数据.bin": bytes(range(256)), "改名.txt": b"%PDF-1.7\n", "文本.rtf": b"{\\rtf1 x}",
    "加密.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
}  # fmt: skip


def filed_with(desk: Desk, name: str, content: bytes) -> list[Finding]:
    """Return the findings on a submission with one more file."""
    folder = desk.file("one", {"organisations": [organisation()]})
    (folder / name).write_bytes(content)
    outcome = desk.check()
    assert personal_data(json.dumps(outcome.as_json(), ensure_ascii=False)) == []
    assert not outcome.verdicts[0].accepted
    return outcome.verdicts[0].findings


@pytest.mark.parametrize("name", [name for name in FILES if name != "organisations.xlsx"])
def test_every_file_is_looked_through(desk: Desk, name: str) -> None:
    codes = [f.code for f in filed_with(desk, name, FILES[name])]
    assert sum(code.startswith("personal-") for code in codes) == 1
    assert "unscannable-file" not in codes


@pytest.mark.parametrize("name", DEAF)
def test_a_file_that_cannot_be_looked_through_is_refused_by_name(desk: Desk, name: str) -> None:
    assert [f.file for f in filed_with(desk, name, DEAF[name]) if f.code == "unscannable-file"] == [name]


def test_a_table_that_breaks_off_is_looked_through_to_its_end(desk: Desk) -> None:
    rows = [organisation(), organisation() | {"purpose": '"'}, organisation() | {"purpose": f"联系{MOBILE}"}]
    text = "\n".join([",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)])
    desk.file("one", {"organisations.csv": text.encode()})
    found = desk.check().verdicts[0].findings
    assert "personal-mobile" in [f.code for f in found]
    assert personal_data(json.dumps(desk.check().as_json(), ensure_ascii=False)) == []


@pytest.mark.parametrize(
    "manifest",
    [
        '{"title": "%s", "title": "x"}',
        '{"x%s": 1}',
        '{"phone": %s}',
        '{"a": [{"b": ["%s"]}]}',
        '{"title": "%s"',
        '"%s"',
        "[%s]",
        '{"\\u0031%s": 1}',
    ],
)
def test_every_word_and_number_of_a_manifest_is_looked_through(desk: Desk, manifest: str) -> None:
    folder = desk.file("one", {"organisations": [organisation()]})
    number = MOBILE[1:] if "\\u" in manifest else MOBILE
    (folder / "datapackage.json").write_text(manifest.replace("%s", number).replace('"x1', '"x 1'), encoding="utf-8")
    outcome = desk.check()
    assert "personal-mobile" in [f.code for f in outcome.verdicts[0].findings]
    assert personal_data(json.dumps(outcome.as_json(), ensure_ascii=False)) == []


def test_the_name_of_a_submission_is_masked_wherever_it_shows(desk: Desk) -> None:
    desk.file(f"sb-{MOBILE}", {"organisations": [organisation()]})
    outcome = desk.check()
    assert "personal-mobile" in [f.code for f in outcome.verdicts[0].findings]
    assert MOBILE not in json.dumps(outcome.as_json(), ensure_ascii=False)
    published = desk.recorded()
    assert not any(MOBILE in str(row) for name in ("findings", "submissions") for row in published[name].rows)


def test_a_mistyped_number_is_shown_in_no_message(desk: Desk) -> None:
    number = mistyped("53" + "990019770127580" + "3")
    desk.file("one", {"organisations": [organisation() | {"org_id": number, "name": f"示例{number}"}]})
    assert number[4:] not in json.dumps(desk.check().as_json(), ensure_ascii=False)
