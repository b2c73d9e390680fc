"""Nothing that is published, stored or printed shows a number of a person, wherever it was filed. All are made up."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from command import run
from conftest import ROOT, Desk, organisation
from test_privacy import ID, MOBILE, apart, wide, workbook_with
from test_privacy_files import DRAWN, book_with, document, filed_with

from disclosure.findings import Finding
from disclosure.log import record
from disclosure.privacy import mask_name, personal_data
from disclosure.privacy.files import LONGEST, cut, personal_data_in_file
from disclosure.publication import input_digests
from disclosure.reports.annotations import as_github
from disclosure.reports.grouping import entries_of
from disclosure.reports.text import as_text

NUMBERS = {"mobile": MOBILE, "id": ID}


def shown(desk: Desk) -> str:
    """Return all that the report, the annotations, the database and the list of inputs show."""
    outcome = desk.check()
    database = desk.recorded()
    rows = [str(row) for name in database.table_names() for row in database[name].rows]
    inputs = [name for name in input_digests(desk.project) if name.startswith("datasets/")]
    github = as_github(entries_of(outcome), "zh")
    return "\n".join([json.dumps(outcome.as_json(), ensure_ascii=False), github, *rows, *inputs])


def told(desk: Desk) -> list[Finding]:
    """Return every finding of a check."""
    outcome = desk.check()
    findings = [found for verdict in outcome.verdicts for found in verdict.findings]
    return [*findings, *(found for of_district in outcome.districts.values() for found in of_district)]


@pytest.mark.parametrize("created", ["2026-03-01T09:00:00+08:00 {}", "{}", "2026-03-01T09:00:00.{}+08:00"])
def test_the_time_of_a_submission_is_a_time_or_nothing(desk: Desk, created: str) -> None:
    desk.file("one", {"organisations": [organisation()]}, created=created.format(MOBILE))
    assert MOBILE not in shown(desk)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("name", ["s-{}", "s{}", "{}", "d{}x", "www.example.org?p={}"])
def test_no_name_of_a_submission_shows_a_number(desk: Desk, name: str, number: str) -> None:
    desk.file(name.format(number), {"organisations": [organisation()]})
    assert number not in shown(desk)
    assert any(found.code.startswith("personal-") for found in told(desk))


@pytest.mark.parametrize("number", [MOBILE * 12, MOBILE, ID], ids=["twelve", "mobile", "id"])
@pytest.mark.parametrize(
    "place", ["{}.txt", "haishu/{}.txt", "haishu/d{}.txt", "d{}/one/x.csv", "haishu/{}/{}/x.csv", "{}/x/x.csv"]
)
def test_no_path_under_datasets_shows_a_number(desk: Desk, place: str, number: str) -> None:
    desk.file("one", {"organisations": [organisation()]})
    path = desk.project.datasets / place.replace("{}", number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x\n", encoding="utf-8")
    assert number[:18] not in shown(desk)


@pytest.mark.parametrize("form", ["text", "json", "junit", "markdown", "github"])
@pytest.mark.parametrize("name", ["示例甲{}.csv", "x{}x.csv"])
def test_no_report_on_a_lone_file_shows_a_number_in_its_name(desk: Desk, tmp_path: Path, form: str, name: str) -> None:
    path, row = tmp_path / name.format(MOBILE), organisation()
    path.write_text(",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n", encoding="utf-8")
    options = ("--table", "organisations", "--district", "haishu", "--datasets", desk.project.datasets)
    for lang in ("zh", "en"):
        done = run("check", path, *options, "--format", form, "--lang", lang, "--summary", tmp_path / "summary.md")
        assert (done.returncode, MOBILE in done.stdout + done.stderr) == (1, False)
    assert MOBILE not in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["check", "nowhere/示例甲{}x.xlsx"], ["check", "x.csv", "--district", "x{}x"], ["new-code", "--{}"], ["{}"],
     ["import", "x{}x.xlsx", "--district", "demo", "--name", "a"],
     ["check", "x.csv", "--table", "people", "--district", "demo", "--erase", "{}"], ["template", "x{}x"]],
)  # fmt: skip
def test_no_error_of_the_command_shows_a_number(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "x.csv").write_text("姓名\n示例甲\n", encoding="utf-8")
    done = run(*(one.format(MOBILE) for one in arguments), cwd=tmp_path)
    assert done.returncode == 2 and "*" * 8 in done.stderr and MOBILE not in done.stderr


def test_no_log_shows_a_number(tmp_path: Path) -> None:
    path = record(tmp_path, ValueError(f"x{MOBILE}x"), f"disclosure check a/示例甲{MOBILE}x.xlsx")
    assert "*" * 8 in path.read_text(encoding="utf-8") and MOBILE not in path.read_text(encoding="utf-8")


def test_one_file_of_a_submission_is_told_of_though_its_name_is_masked(desk: Desk) -> None:
    folder = desk.file("one", {"organisations": [organisation()]})
    path = folder / f"示例甲{MOBILE}x.csv"
    path.write_text("姓名\n示例甲\n", encoding="utf-8")
    done = run("check", path, "--datasets", desk.project.datasets)
    assert done.returncode == 1 and "personal-mobile" in done.stdout and MOBILE not in done.stdout


def test_personal_data_in_names_has_a_place_and_is_to_be_renamed(desk: Desk) -> None:
    folder = desk.file(f"a-{MOBILE}", {"organisations.xlsx": book_with("name of a sheet")})
    (folder / f"{MOBILE}.md").write_text("x\n", encoding="utf-8")
    found = {one.column: one for one in told(desk) if one.code == "personal-mobile"}
    assert set(found) == {"文件夹名", "文件名", "工作表名", "name"}
    names = [one for place, one in found.items() if place != "name"]
    assert all("请改名" in one.fix and "Rename" in one.fix_en for one in names)
    assert "name of the folder" in as_text(entries_of(desk.check()), "en")


def test_two_paths_that_are_masked_alike_stay_two(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation()]})
    for number in (MOBILE, MOBILE[:-1] + "1"):
        (desk.project.datasets / f"{number}.txt").write_text("x\n", encoding="utf-8")
    assert len([name for name in input_digests(desk.project) if name.startswith(f"datasets/{MOBILE[:3]}***")]) == 2


@pytest.mark.parametrize("name", ["~${}.xlsx", "${}.md", "x{}.md", "{}x.md", "名单{}年.md"])
def test_no_sign_before_a_number_excuses_it_in_the_name_of_a_file(desk: Desk, name: str) -> None:
    folder = desk.file("one", {"organisations": [organisation()]})
    (folder / name.format(MOBILE)).write_text("x\n", encoding="utf-8")
    assert any(found.code == "personal-mobile" for found in told(desk))
    assert MOBILE not in shown(desk)


@pytest.mark.parametrize("heading", ["${}", "x{}", "人民币{}"])
def test_no_sign_before_a_number_excuses_it_in_a_heading(desk: Desk, heading: str) -> None:
    desk.file("one", {"organisations": [organisation() | {heading.format(MOBILE): "x"}]})
    assert any(found.code == "personal-mobile" for found in told(desk))
    assert MOBILE not in shown(desk)


def test_nothing_that_is_kept_of_a_refused_submission_holds_a_number(desk: Desk) -> None:
    code = organisation()["org_id"]
    row = {
        "单位名称": f"示例{MOBILE}",
        "org_id": code,
        "name": f"示例甲{MOBILE}",
        "post": "理事",
        "term_start": "2024-01-01",
    }
    people = [row | {"_retracted": f"电话{MOBILE}"}, row | {"_retracted": "", "备注": MOBILE}]
    desk.file("one", {"organisations": [organisation()]})
    desk.file("two", {"people": people, "organisations.xlsx": book_with("name of a sheet")})
    codes = [
        (found.code, found.row) for found in told(desk) if found.table == "people" and found.code.startswith("personal")
    ]
    assert {row for _, row in codes} == {2, 3} and len(codes) == 6
    kept = [path for path in desk.project.cache.rglob("*") if path.is_file()]
    assert len(list((desk.project.cache / "taken").glob("*.db"))) == 2
    assert [path for path in kept if MOBILE.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("length", [66, 67, 68, 70, 78])
def test_a_line_that_is_no_header_shows_no_part_of_a_number(desk: Desk, length: int) -> None:
    line = "某" * length + f"u{MOBILE}"
    desk.file("one", {"organisations.csv": f"{line}\n甲\n".encode()})
    assert {"personal-mobile", "header-not-found"} <= {found.code for found in told(desk)}
    assert MOBILE[:4] not in shown(desk)


@pytest.mark.parametrize("number", ["9" * 30, wide("9" * 30)])
def test_what_a_message_leaves_out_ends_before_a_number(number: str) -> None:
    assert cut("某" * 190 + number) == "某" * 190
    assert cut("某" * 170 + number) == "某" * 170 + number and cut("某" * 300) == "某" * 200


@pytest.mark.parametrize(
    ("key", "value"),
    [(f"x{MOBILE}", 1), (f"z{ID}", 1), ("phone", [MOBILE[:3], MOBILE[3:7], MOBILE[7:]]), ("phone", float(MOBILE)),
     ("phone", "".join(f"&#{ord(digit)};" for digit in MOBILE)), ("phone", "".join(f"%{ord(digit):x}" for digit in MOBILE))],
    ids=["mobile key", "id key", "list", "decimals", "entities", "percents"],
)  # fmt: skip
def test_no_part_of_a_manifest_hides_a_number(desk: Desk, key: str, value: object) -> None:
    desk.file("one", {"organisations": [organisation()]}, **{key: value})
    assert any(found.code in ("personal-mobile", "personal-citizen-id") for found in told(desk))
    assert personal_data(shown(desk)) == []


@pytest.mark.parametrize("formula", ['="{}"&"{}"&"{}"', '=CONCATENATE("{}","{}","{}")', '= "{}" & "{}" & "{}"'])
def test_no_message_repeats_a_number_that_a_formula_puts_together(desk: Desk, formula: str) -> None:
    parts = MOBILE[:3], MOBILE[3:7], MOBILE[7:]
    desk.file("one", {"organisations": [organisation() | {"purpose": formula.format(*parts)}]})
    assert any(found.code == "personal-mobile" for found in told(desk))
    assert parts[1] + '"' not in shown(desk).replace("\\", "")


@pytest.mark.parametrize(("column", "found"), [("total_assets", []), ("staff_total", ["personal-mobile"])])
def test_eleven_digits_are_an_amount_in_a_column_of_money_alone(desk: Desk, column: str, found: list[str]) -> None:
    row = {"org_id": organisation()["org_id"], "year": 2025, column: MOBILE}
    desk.file("one", {"organisations": [organisation()], "finances": [row]})
    assert [one.code for one in told(desk) if one.code.startswith("personal-")] == found


@pytest.mark.parametrize("spelt", ["\\u{:04x}", "_x{:04x}_", "&#{};", "%{:x}"])
def test_a_number_in_a_cell_is_found_as_it_reads(desk: Desk, spelt: str) -> None:
    desk.file("one", {"organisations": [organisation() | {"purpose": "".join(spelt.format(ord(d)) for d in MOBILE)}]})
    assert any(found.code == "personal-mobile" for found in told(desk))
    assert personal_data(shown(desk)) == []


@pytest.mark.parametrize(
    "text", [f"联系 {MOBILE[:5]}\n{MOBILE[5:]}\n", apart(MOBILE, "3-4-4", "\r\n  "), f"**{MOBILE[:3]}**{MOBILE[3:]}"]
)
def test_a_number_broken_over_lines_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "备忘.md"
    path.write_bytes(text.encode())
    (found,) = personal_data_in_file(path)
    assert (found.code, found.row) == ("personal-mobile", 1)


SHUT = {"a.pdf": b"%PDF-1.7\n", "a.gz": b"\x1f\x8b\x08" + bytes(9), "a.7z": b"7z\xbc\xaf\x27\x1c", "a.xz": b"\xfd7zXZ\0",
        "ole.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"%PDF-1.7"}  # fmt: skip


@pytest.mark.parametrize("part", SHUT)
def test_what_cannot_be_opened_within_a_document_is_refused_by_name(desk: Desk, part: str) -> None:
    (found,) = [
        f
        for f in filed_with(desk, "附件.docx", document(f"word/embeddings/{part}", SHUT[part]))
        if f.code == "unscannable-file"
    ]
    assert part in found.message and part in found.message_en


def test_a_table_with_a_file_within_that_cannot_be_opened_is_refused_by_name(desk: Desk) -> None:
    target = io.BytesIO(book_with("nothing"))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/embeddings/a.pdf", b"%PDF-1.7\n")
        archive.writestr("xl/media/a.png", b"\x89PNG\r\n\x1a\n\0")
        archive.writestr("xl/printerSettings/printerSettings1.bin", bytes(200))
    desk.file("one", {"organisations.xlsx": target.getvalue()})
    (found,) = [one for one in told(desk) if one.severity == "error"]
    assert found.code == "unscannable-file" and "a.pdf" in found.message


def test_plain_text_within_a_document_is_looked_through(desk: Desk) -> None:
    assert any(
        f.code == "personal-mobile" for f in filed_with(desk, "甲.docx", document("word/a.txt", f"联系{MOBILE}"))
    )


def test_documents_within_documents_are_opened_or_refused(desk: Desk) -> None:
    inner = document("word/document.xml", DRAWN)
    for _ in range(4):
        inner = document("word/embeddings/inner.docx", inner)
    codes = [found.code for found in filed_with(desk, "套.docx", inner)]
    assert "unscannable-file" in codes or "personal-mobile" in codes


def test_a_masked_name_stays_masked() -> None:
    for name in (f"d{MOBILE}", f"{ID}x", MOBILE * 12, f"a{MOBILE}b"):
        assert personal_data(mask_name(name), in_name=True) == [] and mask_name(mask_name(name)) == mask_name(name)


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


def test_a_long_text_that_is_shorter_as_it_reads_is_cut_where_it_ends() -> None:
    text = "项目合同HT" + "138" + "1" * 8 + "，公告见 https://www.example.org/art/" + "%E5%85%AC%E7%9B%8A" * 9 + " 。"
    assert len(text) > LONGEST
    assert "1" * 8 not in cut(text)
