"""Each form of a report says what went wrong, groups it, and cannot be broken by what was filed."""

import json
import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import ROOT, Desk, credit_code, finance, organisation

from disclosure.database.admission import Verdict
from disclosure.findings import Finding, wording
from disclosure.notes import place_in_english
from disclosure.pipeline import Outcome
from disclosure.reports import FORMS
from disclosure.reports.grouping import WORDS
from disclosure.submissions import Submission
from disclosure.submissions.manifest import Manifest
from disclosure.validation.filed import Counts

NASTY = "</failure>|`x`<script>%\n::error::x"


@pytest.fixture
def filed(desk: Desk) -> Desk:
    """Return a desk with a clean submission and one with thirty faults of two kinds."""
    desk.file("clean", {"organisations": [organisation(credit_code(serial=900))]})
    rows = [organisation(credit_code(serial=n), registered_on="2012-5-7") for n in range(1, 31)]
    rows[0]["status"] = NASTY
    desk.file("faulty", {"organisations": rows})
    return desk


def said(desk: Desk, form: str, lang: str = "zh") -> str:
    """Return the report in a form."""
    return FORMS[form](desk.check(), lang)


def test_text_groups_and_tells_three_in_full(filed: Desk) -> None:
    text = said(filed, "text")
    assert "✓ haishu/clean  采用" in text and "没有问题" in text
    assert "（date-format，30 处）" in text and "[错误] 日期写法不对（" in text
    assert text.count("写法不对。") == 3
    assert "另有 27 处同样的问题：E5、E6、" in text
    assert "为什么：" in text and "很可能应为“2012-05-07”" in text


def test_text_says_when_a_note_may_stay(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(), {}]})
    assert "可以不管吗：" in said(desk, "text")


def test_markdown_counts_and_keeps_filed_text_harmless(filed: Desk) -> None:
    text = said(filed, "markdown")
    assert "| haishu/clean | ✅ 采用 | 0 | 0 | 0 |" in text
    assert "| haishu/faulty | ❌ 未采用 | 31 | 0 | 0 |" in text
    assert "<script>" not in text and "\\<script\\>" in text


def test_junit_is_xml_with_a_failure_per_kind(filed: Desk) -> None:
    root = ET.fromstring(said(filed, "junit"))
    suites = {suite.get("name"): suite for suite in root}
    assert (suites["haishu/clean"].get("failures"), suites["haishu/faulty"].get("failures")) == ("0", "2")
    failures = {case.get("name"): case.findtext("failure") for case in suites["haishu/faulty"]}
    assert NASTY.splitlines()[0] in (failures["vocabulary"] or "")
    assert (failures["date-format"] or "").count("\n") == 29


def test_github_has_one_command_a_finding(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filed.project.datasets.parent)
    lines = said(filed, "github").splitlines()
    assert len(lines) == 31
    assert all(line.startswith("::error file=datasets/haishu/faulty/organisations.csv,line=") for line in lines)
    assert any("%25" in line and "%0A" in line for line in lines)


def verdict(found: list[Finding], name: str = "甲", counts: dict[str, Counts] | None = None) -> Outcome:
    """Return an outcome of one submission with some findings."""
    return Outcome(
        [Verdict(Submission("haishu", name, Path("datasets/haishu/one"), Manifest()), found, {}, counts or {})]
    )


def made(code: str = "date-format", **where: object) -> Finding:
    """Return a finding of a kind at a place."""
    words = {"severity": "error", "message": "写法不对", "message_en": "is wrong", "fix": "请改正", "fix_en": "mend it"}
    return Finding(code, **(words | where))  # type: ignore[arg-type]


CHINESE = re.compile("[一-鿿　-〿＀-￯]")
ENGLISH = ["text", "markdown", "junit", "github"]


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Return a desk with a submission that has findings of many kinds."""
    code, other = credit_code(serial=1), credit_code(serial=2)
    rows = [
        organisation(code, status="good", registered_on="2012-05", is_charity="maybe"),
        organisation(code),
        organisation(other, type="社会团体", office_phone="x" * 300, registered_capital="-"),
        organisation(credit_code(serial=3)[:17], status=""),
    ]
    books = [finance(code, total_assets="12.5万"), finance(credit_code(serial=9), year="24")]
    desk.file("orgs", {"organisations": rows, "finances": books, "nonsense": [{"a": 1}]}, name="other", corrects={})
    (desk.project.datasets / "haishu" / "orgs" / "README.md").write_text("x", encoding="utf-8")
    return desk


@pytest.mark.parametrize("form", ENGLISH)
def test_in_english_nothing_is_chinese_but_what_was_filed(many: Desk, form: str) -> None:
    text = said(many, form, "en")
    filed = [organisation(credit_code(serial=n))["name"] for n in (1, 2, 3)]
    tables = many.project.districts[0].tables().values()
    terms = {term.term for table in tables for column in table.columns for term in column.terms}
    for word in sorted([*filed, *terms, "万"], key=len, reverse=True):
        text = text.replace(word, "")
    assert not CHINESE.search(text), CHINESE.search(text)
    assert "To do" in text or form in ("junit", "github")


def test_in_english_titles_reasons_and_advice_are_told(filed: Desk) -> None:
    entry = wording()["date-format"]
    for form in ("text", "markdown"):
        text = said(filed, form, "en")
        assert "(date-format, 30 time(s))" in text and entry["title_en"] in text and entry["why_en"] in text
        assert "Most likely “2012-05-07” is meant" in text
    assert "Submissions checked" in said(filed, "markdown", "en")
    assert entry["title_en"] in said(filed, "junit", "en") and entry["title_en"] in said(filed, "github", "en")


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert not any(CHINESE.search(word) for word in WORDS["en"].values())


def test_a_district_without_english_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"severity": "error", "title": "文号", "message": "甲", "message_en": "a", "fix": "乙", "why": "丙"}
    monkeypatch.setitem(wording(), "haishu-test", entry)
    text = FORMS["text"](verdict([made("haishu-test")]), "en")
    assert "文号" in text and "丙" in text


def test_an_annotation_stands_on_the_line_of_the_file(desk: Desk) -> None:
    rows = [organisation(credit_code(serial=1), purpose="第一行\n第二行\n第三行"),
            organisation(credit_code(serial=2), registered_on="2015/6/18")]  # fmt: skip
    desk.file("one", {"organisations": rows})
    (line,) = [line for line in said(desk, "github").splitlines() if "date-format" in line]
    assert ",line=5," in line
    assert desk.check().as_json()["submissions"][0]["findings"][-1]["row"] == 3


def test_an_annotation_without_a_line_has_the_row() -> None:
    assert ",line=7," in FORMS["github"](verdict([made(file="a.csv", row=7)]), "zh")
    assert ",line=" not in FORMS["github"](verdict([made(file="a.xlsx", row=7)]), "zh")


def test_each_sheet_of_the_cells_listed_is_named() -> None:
    sheets = [made(file="submission.xlsx", sheet="社会组织", cell=f"E{n}", row=n) for n in range(2, 7)]
    sheets += [made(file="submission.xlsx", sheet="年度财务", cell="C3", row=3)]
    assert "同样的问题：工作表“社会组织”：E5、E6；工作表“年度财务”：C3" in FORMS["text"](verdict(sheets), "zh")
    assert "sheet “社会组织”: E5, E6; sheet “年度财务”: C3" in FORMS["text"](verdict(sheets), "en")


def test_each_file_of_the_cells_listed_is_named_where_there_are_several() -> None:
    found = [made(file="a.csv", row=n, cell=f"A{n}") for n in range(2, 7)] + [made(file="b.csv", row=9)]
    assert "a.csv：A5、A6；b.csv：第 9 行" in FORMS["text"](verdict(found), "zh")
    assert "同样的问题：A5、A6\n" in FORMS["text"](verdict(found[:-1]), "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_skipped_or_retracted_is_counted(lang: str) -> None:
    counts = {"organisations": Counts(12, 9, 1, {"blank-row": 1, "total-row": 1}), "people": Counts(5, 5, 0, {})}
    told = {"zh": "organisations 12 行：采用 9、撤回 1、空行 1、合计 1",
            "en": "organisations, 12 row(s): 9 taken in, 1 retracted, 1 blank, 1 of totals"}  # fmt: skip
    for form in ("text", "markdown"):
        text = FORMS[form](verdict([], counts=counts), lang)
        assert told[lang] in text and "people" not in text
    rejected = FORMS["text"](verdict([made()], counts=counts), lang)
    assert ("读到 9" if lang == "zh" else "9 read") in rejected
    assert "blank" not in FORMS["json"](verdict([], counts=counts), lang)


def test_a_row_that_is_skipped_is_counted_as_it_was_filed(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(), {}, organisation(credit_code(serial=2))]})
    assert "organisations 3 行：采用 2、空行 1" in said(desk, "text")


BAD = "甲\u202e\x1b[31m\x00乙\n::error::丙\ufffe\u200b\ud800"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ENGLISH)
def test_no_hidden_character_and_no_line_break_of_the_data_is_printed(form: str, lang: str) -> None:
    words = {"message": f"“{BAD}”", "message_en": f"“{BAD}”", "fix": BAD, "fix_en": BAD}
    found = [made(**words, value=BAD, file=f"{BAD}.csv", sheet=BAD, column=BAD, row=2, cell="A2") for _ in range(5)]
    text = FORMS[form](verdict(found, name=BAD), lang)
    plainly = FORMS[form](verdict([made(file="a", sheet="b", column="c", row=2, cell="A2") for _ in range(5)]), lang)
    assert len(text.splitlines()) == len(plainly.splitlines())
    assert all(one.isprintable() for line in text.split("\n") for one in line)
    assert "⟨U+202E⟩" in text and "⟨U+001B⟩" in text
    if form == "junit":
        ET.fromstring(text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ENGLISH)
def test_a_long_value_is_cut_with_its_length(form: str, lang: str) -> None:
    value = "长" * 5000
    words = {"message": f"“{value}”不对", "message_en": f"“{value}” is wrong", "fix": "改", "fix_en": "mend"}
    text = FORMS[form](verdict([made(**words, value=value, column=value, file="a.csv")]), lang)
    assert "长" * 201 not in text and "5,000" in text
    assert ("不对" if lang == "zh" else "is wrong") in text


def test_markdown_of_the_data_stays_text() -> None:
    text = FORMS["markdown"](verdict([made(message="~~a~~ &lt;b&gt; [c](d) @e #1 | `f`")]), "zh")
    assert "\\~\\~a\\~\\~ \\&lt;b\\&gt; \\[c\\](d) \\@e \\#1 \\| \\`f\\`" in text


def test_json_keeps_its_keys(filed: Desk) -> None:
    found = json.loads(said(filed, "json"))["submissions"][1]["findings"][0]
    keys = ["code", "severity", "table", "file", "row", "column", "value", "message", "message_en", "fix"]
    assert list(found) == keys


@pytest.mark.parametrize("form", FORMS)
def test_nothing_filed_is_said_too(desk: Desk, form: str) -> None:
    assert isinstance(said(desk, form), str)


def test_cells_are_listed_as_one_reads() -> None:
    cells = [made(file="a.csv", row=row, cell=f"{letter}{row}") for letter in ("AA", "B", "C") for row in (3, 2)]
    assert "同样的问题：B3、C3、AA3" in FORMS["text"](verdict(cells), "zh")


def test_the_places_of_a_workbook_have_their_english() -> None:
    words = tomllib.loads((ROOT / "disclosure" / "privacy" / "places.toml").read_text(encoding="utf-8"))
    called = {word for group in ("elements", "parts", "archive") for word in words[group].values()}
    assert called and not any(CHINESE.search(place_in_english(word)) for word in called)
    text = FORMS["text"](verdict([made(file="a.xlsx", column="List!B2 批注")]), "en")
    assert "a.xlsx List!B2 comment" in text
