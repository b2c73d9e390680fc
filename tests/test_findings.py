"""The wording: complete for every code, filled without a gap."""

import csv
import io
import json
import re
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.findings import HINTED, SEVERITIES, Finding, Place, finding, wording
from disclosure.notes import WORDS, told

load_districts(ROOT / "plugins")
IN_CHINESE, IN_ENGLISH = ("title", "message", "fix", "why"), ("title_en", "message_en", "fix_en", "why_en")
HAN = re.compile(r"[一-鿿]")
CHINESE = re.compile(r"[一-鿿　-〿＀-￯]")  # its punctuation too
IN_BRACES = re.compile(r"\{\w+\}")
ALWAYS = {"value", "table", "file", "row", "column", "sheet", "cell", "line"}  # what every finding can fill
OWN = tomllib.loads((ROOT / "disclosure" / "findings.toml").read_text(encoding="utf-8"))  # none of a district's


def worded(entry: dict[str, Any], keys: Iterable[str]) -> str:
    """Return the words of an entry and of its hints under some keys, in one text."""
    return " ".join(one.get(key, "") for one in (entry, *entry.get("hints", ())) for key in keys)


@pytest.mark.parametrize("code", wording())
def test_an_entry_is_whole(code: str) -> None:
    entry = wording()[code]
    assert set(entry) >= {"severity", *IN_CHINESE, "message_en"}
    assert entry["severity"] in SEVERITIES
    assert "{" not in entry["why"] + entry.get("ignore", "")
    assert (entry["severity"] == "error") == ("ignore" not in entry)
    assert all(HAN.search(entry[key]) for key in IN_CHINESE)
    for hint in entry.get("hints", ()):
        assert re.compile(hint["value"]) and HAN.search(hint["fix"])


@pytest.mark.parametrize("code", OWN)
def test_an_entry_is_whole_in_english_too(code: str) -> None:
    entry = OWN[code]
    assert set(entry) >= set(IN_ENGLISH)
    assert ("ignore" in entry) == ("ignore_en" in entry)
    assert "{" not in entry["why_en"] + entry.get("ignore_en", "")
    assert all("fix_en" in hint for hint in entry.get("hints", ()))
    assert not CHINESE.search(IN_BRACES.sub("", worded(entry, (*IN_ENGLISH, "ignore_en"))))


@pytest.mark.parametrize("code", OWN)
def test_the_english_says_nothing_that_the_finding_does_not_bring(code: str) -> None:
    entry = OWN[code]
    brought = set(re.findall(r"\{(\w+)\}", worded(entry, ("message", "fix", "message_en"))))
    assert set(re.findall(r"\{(\w+)\}", worded(entry, ("message_en", "fix_en")))) <= brought | ALWAYS | {"typed"}
    assert ("{typed}" in worded(entry, ("message_en", "fix_en"))) == ("typed" in entry)


def codes_in_the_code() -> Iterator[tuple[str, str]]:
    """Yield (file, code) for every finding that the package or a district names."""
    named = re.compile(r"""(?:finding\(|\.add\(|yield |code = |UnreadableError\()\s*"([a-z]+(?:-[a-z0-9]+)+)\"""")
    for folder in ("disclosure", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for code in named.findall(path.read_text(encoding="utf-8")):
                yield path.name, code


def test_every_code_that_the_code_names_is_worded() -> None:
    named = list(codes_in_the_code())
    assert len(named) > 30
    assert [(file, code) for file, code in named if code not in wording()] == []


def test_a_finding_fills_its_words() -> None:
    found = finding("duplicate-key", Place("finances", "finances.csv", 5), None, other=3, key="年度 2024")
    assert "第 5 行与第 3 行" in found.message
    assert list(found.as_json()) == ["code", "severity", "table", "file", "row", "column", "value", "message",
                                     "message_en", "fix"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n "a": 1\n "b": 2}', "第 3 行第 2 个字附近缺少逗号"),
        ('{\n "a" 1}', "缺少冒号"),
        ('{"a": 1,\n}', "多了一个逗号"),
        ("{a: 1}", "没有加英文双引号"),
        ('{"a": }', "应有内容"),
        ('{"a": 1} x', "多余的内容"),
        ('{"a": "x', "双引号没有配对"),
        ('{"a": "x\n"}', "写在一行内"),
        ('{"a": "\\d"}', "反斜杠"),
        ("", "应有内容"),
        ("{“a”: 1}", "没有加英文双引号"),
        (f'{{"a": {"9" * 5000}}}', "一个数长达几千位"),
        ("[" * 100_000, "层数太多"),
    ],
)
def test_what_the_reader_of_json_says_is_said_in_chinese(text: str, said: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as raised:
        json.loads(text)
    found = finding("manifest-unreadable", Place(file="datapackage.json"), note=str(raised.value))
    assert said in found.message
    assert not re.search(r"[a-z]{3,}", found.message.replace("datapackage.json", ""))
    assert not CHINESE.search(found.message_en + found.fix_en)


@pytest.mark.parametrize("text", ['a,"b', 'a,"b"c,d', "a\0b", "a,b\rc"])
def test_what_the_reader_of_csv_says_is_said_in_chinese(text: str) -> None:
    try:
        list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        zh, en = told(str(error))
        assert zh != WORDS["unknown"]["zh"] and not re.search(r"[a-z]{3,}", zh) and not CHINESE.search(en)


CONSTRAINTS = {"type", "pattern", "minLength", "maxLength", "minItems", "maxItems", "maxContains", "anyOf", "enum"}


def constraints(schema: Any) -> Iterator[str]:
    """Yield the notes that the validator of JSON Schema would give for each constraint of a schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in CONSTRAINTS:
                yield f"{key}: {value}"
            if key != "required":
                yield from constraints(value)
    elif isinstance(schema, list):
        for one in schema:
            yield from constraints(one)


def test_each_constraint_of_the_manifest_is_told_in_chinese() -> None:
    path = Path(ROOT / "disclosure" / "submissions" / "manifest.schema.json")
    notes = list(constraints(json.loads(path.read_text(encoding="utf-8"))))
    assert len(notes) > 20
    assert [note for note in notes if told(note)[0] == WORDS["unknown"]["zh"]] == []
    assert not any(re.search(r"minLength|pattern|anyOf", word) for note in notes for word in told(note))
    times = [note for note in notes if note.startswith("pattern") and "T" in note]
    assert len(times) == 1 and "带时区的时间" in told(times[0])[0]


@pytest.mark.parametrize("note", ["BadZipFile", "KeyError", "InvalidFileException", "zip", "XLRDError", "error"])
def test_no_name_of_an_error_reaches_a_clerk(note: str) -> None:
    found = finding("source-error", Place(file="年报.xlsx"), note=note)
    assert note not in found.message and note not in found.message_en


def test_what_nobody_foresaw_is_repeated_in_english_only() -> None:
    found = finding("source-error", Place(file="年报.xlsx"), note="some program lost its way")
    assert "lost" not in found.message and "“some program lost its way”" in found.message_en


def test_english_has_its_own_facts() -> None:
    facts = {"title": "状态", "terms": "正常、注销", "terms_en": "“正常” (Active)", "example": "正常"}
    found = finding("vocabulary", Place(column="status"), "好", **facts)
    assert found.fix == "请从这些词里选：正常、注销。" and found.fix_en == "Choose one of: “正常” (Active)."
    unit = finding("unit-read", Place(), unit="万元", factor="10,000")
    assert "万元" in unit.message and "10,000 yuan" in unit.message_en and not CHINESE.search(unit.message_en)
    term = finding("term-unit", Place(), "日", term="中期评估", units="日或工作日")
    assert "“日” (days) or “工作日” (working days)" in term.fix_en
    either = finding("number-format", Place(), "1,5", title="数", example="1", proposal="1.5 或 15")
    assert "“1.5 或 15”" in either.fix and "“1.5 or 15”" in either.fix_en


def test_every_unit_of_a_term_has_its_english() -> None:
    with (ROOT / "disclosure" / "standard" / "codelists.csv").open(encoding="utf-8") as file:
        units = {row["term"] for row in csv.DictReader(file) if row["codelist"] == "term_unit"}
    assert units == set(WORDS["english"]["units"])


def test_what_is_proposed_is_never_what_was_written() -> None:
    assert finding("pattern", Place(), " 甲 ", title="名称", example="乙", proposal="甲").fix == "请照这个样子写：乙。"


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("date-format", "2012年5月", "还缺“日”"),
        ("date-format", "2012-05", "还缺“日”"),
        ("date-format", "2012.5", "还缺“日”"),
        ("date-format", "201205", "还缺“日”"),
        ("date-format", "2012年", "还缺月和日"),
        ("date-format", "5月7日", "缺少年份"),
        ("date-format", "41036", "单元格格式"),
        ("date-format", "长期", "请留空"),
        ("date-format", "2012-05-07至2013-05-06", "一格只写一个日期"),
        ("date-format", "2012-5-7", "请写成 2012-05-07 这样"),
        ("money-format", "12.5万", "写成 125000"),
        ("money-format", "约500", "准确的数"),
        ("money-format", "500美元", "人民币"),
        ("money-format", "1,23,456", "最多两位小数"),
        ("integer-format", "5.5", "没有小数"),
        ("integer-format", "约30人", "准确的整数"),
        ("integer-format", "五", "例如 例子"),
        ("year-format", "2023-2024", "一行只写一年"),
        ("year-format", "2024年5月", "不写月和日"),
        ("org-id-format", "5{16}", "少了一位"),
        ("org-id-format", "5{18}", "多了一位"),
        ("org-id-format", "51330203MJOSVZ001X", "没有字母 I O S V Z"),
        ("org-id-format", "91330203MA2AAAAA1X", "企业"),
        ("org-id-format", "测试服务中心", "不是名称"),
        ("org-id-format", "甬民证字第010001号", "登记证或文件的编号"),
        ("org-id-format", "330203", "18 位"),
        ("unknown-column", "会长、法定代表人", "两个意思"),
        ("unknown-column", "会长（法定代表人）", "两个意思"),
        ("unknown-column", "法人/负责人", "两个意思"),
        ("unknown-column", "会长", "写在“职务”列"),
        ("unknown-column", "颜色", "如果就是“名称”"),
    ],
)
def test_a_value_that_is_often_seen_is_told_what_to_type(code: str, value: str, said: str) -> None:
    value = re.sub(r"\{(\d+)\}", lambda many: "1" * int(many[1]), value)
    facts = {"title": "某列", "example": "例子", "terms": "是、否", "nearest": "名称"}
    found = finding(code, Place("finances", "finances.csv", 2, "x"), value, **facts)
    assert said in found.fix
    assert not CHINESE.search(found.fix_en.replace("例子", "").replace("是、否", "").replace("名称", ""))


def test_no_hint_takes_long() -> None:
    begun = time.process_time()
    patterns = [hint["value"] for entry in wording().values() for hint in entry.get("hints", ())]
    assert len(patterns) > 15
    for pattern in patterns:
        for character in "1a-元至会、 年":
            re.fullmatch(pattern, character * HINTED)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("code", OWN)
def test_every_finding_can_be_made_with_what_its_chinese_names(code: str) -> None:
    entry = OWN[code]
    names = set(re.findall(r"\{(\w+)\}", worded(entry, ("message", "fix", "message_en")))) - ALWAYS - {"typed"}
    found: Finding = finding(code, Place("t", "f", 1, "c"), "v", **dict.fromkeys(names, "x"))
    assert "{" not in re.sub(r'\{"[^}]*\}', "", found.message + found.message_en + found.fix + found.fix_en)


def test_a_large_limit_is_written_so_that_it_can_be_read() -> None:
    assert "10,000,000,000" in finding("maximum", Place(), "99999999999", title="数", limit=10_000_000_000).fix
    assert "2100" in finding("maximum", Place(), "2200", title="年", limit=2100).fix
