"""Each form of a report says what went wrong, groups it, and cannot be broken by what was filed."""

import json
import xml.etree.ElementTree as ET

import pytest
from conftest import Desk, credit_code, organisation

from disclosure.reports import FORMS

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
    assert "（date-format，30 处）" in text
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


def test_english_is_english(filed: Desk) -> None:
    assert "30 time(s)" in said(filed, "text", "en")
    assert "Submissions checked" in said(filed, "markdown", "en")


def test_json_keeps_its_keys(filed: Desk) -> None:
    found = json.loads(said(filed, "json"))["submissions"][1]["findings"][0]
    keys = ["code", "severity", "table", "file", "row", "column", "value", "message", "message_en", "fix"]
    assert list(found) == keys


@pytest.mark.parametrize("form", FORMS)
def test_nothing_filed_is_said_too(desk: Desk, form: str) -> None:
    assert isinstance(said(desk, form), str)
