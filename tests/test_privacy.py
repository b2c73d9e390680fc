"""Personal data stays out, wherever it hides, and no message repeats it. Every number here is made up."""

import csv
import io
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, Desk, credit_code, organisation
from openpyxl.comments import Comment
from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from disclosure.privacy import is_personal_heading, mask, personal_data
from disclosure.standard.identifiers import organisation_check_digit


def citizen_id(birth: str = "19880229", serial: str = "001") -> str:
    """Return a made-up citizen ID number with its check character; its region 999999 does not exist."""
    head = f"999999{birth}{serial}"
    return head + mod_11_2.calc_check_digit(head)


def card(length: int) -> str:
    """Return a made-up card number of a length, its last digit right."""
    head = "62" + "9" * (length - 3)
    return head + luhn.calc_check_digit(head)


def digit_code() -> str:
    """Return a credit code of digits only that would pass for a citizen ID number by its check character."""
    for serial in range(10_000_000, 99_999_999):
        body = f"{serial:08d}"
        head = f"52330219{body[:4]}0{body[4:]}"[:16]
        code = head + organisation_check_digit(head[8:16])
        code += uscc.calc_check_digit(code)
        if code.isdigit() and mod_11_2.is_valid(code):
            return code
    raise AssertionError


def wide(text: str) -> str:
    """Return a text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


ID = citizen_id()
MOBILE, MOBILE2 = "1" + "3800" + "000000", "1" + "9900" + "000000"
EMAIL = "someone" + "@" + "example.org"
CARD, CARD19 = card(16), card(19)
MADE_UP = {
    "id": ID, "id_lower": citizen_id("19700101", "113").lower(), "id_wide": wide(ID), "id_female": citizen_id("20010203", "024"),
    "bad_id": citizen_id("19990230"), "mobile": MOBILE, "mobile2": MOBILE2, "mobile_wide": wide(MOBILE),
    "mobile_dash": f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}", "mobile_space": f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
    "email": EMAIL, "email_wide": wide(EMAIL), "at": "@", "card": CARD, "card19": CARD19,
    "card_space": " ".join(CARD[n : n + 4] for n in range(0, 16, 4)), "card_dash": "-".join(CARD[n : n + 4] for n in range(0, 16, 4)),
    "uscc": credit_code(), "uscc2": credit_code("53", "110101", 99), "uscc_digits": digit_code(),
}  # fmt: skip
with (Path(__file__).parent / "files" / "privacy.csv").open(encoding="utf-8", newline="") as file:
    CORPUS = [(row["text"].format(**MADE_UP), row["column"] or None, row["kind"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "column", "kind"), CORPUS)
def test_each_text_of_the_corpus_is_told_rightly(text: str, column: str | None, kind: str) -> None:
    assert personal_data(text, column) == ([kind] if kind else [])


def test_the_corpus_is_large_and_documented() -> None:
    bad = [kind for _, _, kind in CORPUS if kind]
    assert len(bad) >= 60 and len(CORPUS) - len(bad) >= 90
    documented = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    hits = sum(bool(personal_data(text, column)) for text, column, kind in CORPUS if kind)
    alarms = sum(bool(personal_data(text, column)) for text, column, kind in CORPUS if not kind)
    assert f"{len(bad)} 条" in documented and f"{len(CORPUS) - len(bad)} 条" in documented
    assert f"召回率 {hits / len(bad):.0%}" in documented and f"精确率 {hits / (hits + alarms):.0%}" in documented


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for text, _, kind in CORPUS if kind])
def test_masked_text_holds_no_personal_data(text: str, kind: str) -> None:
    assert kind not in personal_data(mask(text))
    assert mask(text) != text


@pytest.mark.parametrize("text", [text for text, column, kind in CORPUS if not kind and column != "address"])
def test_other_text_is_not_masked(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "label", ["身份证号", "身份证 号码", "手机", "移动电话", "出生年月", "家庭住址", "电子邮箱", "银行卡号"]
)
def test_headings_of_personal_data_are_known(label: str) -> None:
    assert is_personal_heading(label)


@pytest.mark.parametrize("label", ["统一社会信用代码", "办公电话", "住所", "名称", "成立登记日期", "网址"])
def test_headings_of_tables_are_not_personal(label: str) -> None:
    assert not is_personal_heading(label)


@pytest.mark.parametrize(
    ("column", "value"),
    [("purpose", f"电话{MOBILE}"), ("org_id", ID), ("status", MOBILE), ("备注", ID), ("purpose", EMAIL),
     ("scope", CARD), ("purpose", "家住示例新村"), ("legal_representative", "示例甲，1970年2月生")],
)  # fmt: skip
def test_personal_data_in_any_cell_is_refused_and_masked(desk: Desk, column: str, value: str) -> None:
    desk.file("one", {"organisations": [organisation() | {column: value}]})
    outcome = desk.check()
    assert any(f.code.startswith("personal-") and f.row == 2 for f in outcome.verdicts[0].findings)
    assert personal_data(json.dumps(outcome.as_json(), ensure_ascii=False)) == []
    published = [str(row) for row in desk.build()["findings"].rows]
    assert personal_data(" ".join(published)) == []


@pytest.mark.parametrize(("label", "code"), [(MOBILE, "personal-mobile"), ("身份证号", "personal-column")])
def test_a_heading_of_personal_data_is_refused(desk: Desk, label: str, code: str) -> None:
    desk.file("one", {"organisations": [organisation() | {label: "x"}]})
    assert (code, 1) in [(found[0], found[1]) for found in desk.findings()]


def workbook_with(where: str) -> bytes:
    """Return a workbook of one clean organisation and a mobile number somewhere beside its cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = organisation()
    sheet.append(list(row))
    sheet.append(list(row.values()))
    if where == "comment":
        sheet["B2"].comment = Comment(f"联系{MOBILE}", "x")
    elif where == "hidden sheet":
        book.create_sheet("旧").append([MOBILE])
        book["旧"].sheet_state = "hidden"
    elif where == "other sheet":
        book.create_sheet("说明").append(["联系人", MOBILE])
    elif where == "properties":
        book.properties.creator = MOBILE
    elif where == "header":
        sheet.oddHeader.center.text = f"联系{MOBILE}"
    elif where == "link":
        sheet["B2"].hyperlink = f"mailto:{EMAIL}"
    else:
        sheet.title = MOBILE
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "where", ["comment", "hidden sheet", "other sheet", "properties", "header", "link", "sheet name"]
)
def test_what_hides_in_a_workbook_is_found(desk: Desk, where: str) -> None:
    desk.file("one", {"organisations.xlsx": workbook_with(where)})
    (verdict,) = desk.check().verdicts
    assert not verdict.accepted
    assert any(f.code.startswith("personal-") for f in verdict.findings)
    assert personal_data(json.dumps(desk.check().as_json(), ensure_ascii=False)) == []


def test_the_manifest_and_a_readme_are_searched_too(desk: Desk) -> None:
    folder = desk.file("one", {"organisations": [organisation()]}, sources=[{"title": f"由{MOBILE}提供"}])
    (folder / "README.md").write_text(f"联系 {EMAIL}\n", encoding="utf-8")
    found = {(f.code, f.file) for f in desk.check().verdicts[0].findings}
    assert {("personal-mobile", "datapackage.json"), ("personal-email", "README.md")} <= found


def staged(folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what a commit hook says in a repository."""
    command = [ROOT / ".venv" / "bin" / "disclosure", "check", "--staged"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_commit_with_personal_data_is_stopped(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    table = tmp_path / "datasets" / "haishu" / "one" / "organisations.csv"
    table.parent.mkdir(parents=True)
    table.write_text("org_id,name\n", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    assert staged(tmp_path).returncode == 0
    table.write_text(f"org_id,name\nx,{MOBILE}\n", encoding="utf-8")
    (table.parent / "submission.xlsx").write_bytes(workbook_with("comment"))
    assert staged(tmp_path).returncode == 0, "what is not staged is not committed"
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    table.write_text("org_id,name\n", encoding="utf-8")
    done = staged(tmp_path)
    assert done.returncode == 1
    assert "organisations.csv" in done.stdout and "submission.xlsx" in done.stdout
    assert personal_data(done.stdout + done.stderr) == []
