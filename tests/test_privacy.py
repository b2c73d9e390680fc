"""Personal data stays out, wherever it hides, and no message repeats it. Every number here is made up."""

import csv
import io
import json
import re
import sys
import time
import unicodedata
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, Desk, credit_code, organisation
from openpyxl.comments import Comment
from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from disclosure.findings import wording
from disclosure.privacy import BESIDE, is_personal_heading, kind_of, mask, personal_data
from disclosure.privacy.folding import folded
from disclosure.privacy.sieve import APART, of_districts, suspects
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
    """Return a credit code that would pass for a citizen ID number by its digits, a birth date and its check character."""
    for year, month, day, serial in product(range(50, 100), range(1, 13), range(1, 29), range(100)):
        head = f"52330219{year:02d}{month:02d}{day:02d}{serial:02d}"
        code = head + organisation_check_digit(head[8:16])
        code += uscc.calc_check_digit(code)
        if code.isdigit() and mod_11_2.is_valid(code):
            return code
    raise AssertionError


def wide(text: str) -> str:
    """Return a text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def mistyped(number: str) -> str:
    """Return a number with another check digit than its own."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def apart(number: str, sizes: str, between: str) -> str:
    """Return a number in groups of the sizes, such as 3-4-4, with something between them."""
    groups, place = [], 0
    for size in map(int, sizes.split("-")):
        groups.append(number[place : place + size])
        place += size
    return between.join([*groups, number[place:]] if place < len(number) else groups)


def in_digits(number: str, digits: str) -> str:
    """Return a number in ten other digits."""
    return "".join(digits[int(digit)] if digit.isdigit() else digit for digit in number)


ID = citizen_id()
REAL_REGION = "110101"  # a possible one, for numbers that are told by region and birth date alone
ID_OF_REGION = ID.replace("999999", REAL_REGION)
MISTYPED = mistyped(REAL_REGION + "1988" + "0229001" + mod_11_2.calc_check_digit(REAL_REGION + "1988" + "0229001"))
RECENT = mistyped(REAL_REGION + "20180501001" + mod_11_2.calc_check_digit(REAL_REGION + "20180501001"))
MOBILE, MOBILE2 = "1" + "3800" + "000000", "1" + "9900" + "000000"
M = MOBILE2
EMAIL = "someone" + "@" + "example.org"
CARD, CARD19 = card(16), card(19)
CIRCLED, DARK = "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾"
MADE_UP = {
    "id": ID, "id_lower": citizen_id("19700101", "113").lower(), "id_wide": wide(ID), "id_female": citizen_id("20010203", "024"),
    "bad_id": citizen_id("19990230"), "mobile": MOBILE, "mobile2": MOBILE2, "mobile_wide": wide(MOBILE),
    "mobile_dash": apart(MOBILE, "3-4-4", "-"), "mobile_space": apart(MOBILE, "3-4-4", " "),
    "mobile3": MOBILE[:3], "mobile8": MOBILE[3:], "mobile4": MOBILE[3:7], "mobile4b": MOBILE[7:], "ext": "8001",
    "mobile_at_mail": MOBILE + "@" + "example.org",
    "email": EMAIL, "email_wide": wide(EMAIL), "at": "@", "card": CARD, "card19": CARD19,
    "card_space": apart(CARD, "4-4-4-4", " "), "card_dash": apart(CARD, "4-4-4-4", "-"),
    "card_wide_space": apart(CARD, "4-4-4-4", "\u3000"), "card_newline": apart(CARD, "4-4-4-4", "\n"),
    "card_circled": in_digits(CARD, CIRCLED), "card_6_10": apart(CARD, "6-10", " "), "card19_6_13": apart(CARD19, "6-13", " "),
    "card19_groups": apart(CARD19, "4-4-4-4-3", " "),
    "uscc": credit_code(), "uscc2": credit_code("53", "110101", 99), "uscc_digits": digit_code(),
    "m_ideographic_space": apart(M, "3-4-4", "\u3000"), "m_no_break_space": apart(M, "3-4-4", "\u00a0"),
    "m_wide_hyphen": apart(M, "3-4-4", "－"), "m_em_dash": apart(M, "3-4-4", "——"), "m_minus": apart(M, "3-4-4", "\u2212"),
    "m_underscore": apart(M, "3-4-4", "_"), "m_tilde": apart(M, "3-4-4", "～"), "m_zero_width": "\u200b".join(M),
    "m_joiner": apart(M, "3-4-4", "\u200d\u2060"), "m_bidi": f"\u202d{M}\u202c", "m_isolate": apart(M, "3-4-4", "\u2066"),
    "m_soft_hyphen": apart(M, "3-4-4", "\u00ad"), "m_newline": apart(M, "3-4-4", "\n"), "m_crlf": apart(M, "3-8", "\r\n"),
    "m_tab": apart(M, "3-4-4", "\t"), "m_dot": apart(M, "3-4-4", "."), "m_middle_dot": apart(M, "3-4-4", "·"),
    "m_slash": apart(M, "3-4-4", "/"), "m_backslash": apart(M, "3-4-4", "\\"), "m_two_spaces": apart(M, "3-4-4", "  "),
    "m_spaced_dash": apart(M, "3-4-4", " - "), "m_circled": in_digits(M, CIRCLED), "m_dark_circled": in_digits(M, DARK),
    "m_brackets_each": "".join(chr(0x2473 + int(d)) if d != "0" else d for d in M),
    "m_keycaps": "".join(f"{d}\ufe0f\u20e3" for d in M), "m_fat": in_digits(M, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "m_superscript": in_digits(M, "⁰¹²³⁴⁵⁶⁷⁸⁹"), "m_arabic": in_digits(M, "٠١٢٣٤٥٦٧٨٩"), "m_han": in_digits(M, "〇一二三四五六七八九"),
    "m_han_financial": in_digits(M, "零壹贰叁肆伍陆柒捌玖"), "m_singly": " ".join(M), "m_singly_dashed": "-".join(M),
    "m_pairs": apart(M, "2-2-2-2-2-1", " "), "m_434": apart(M, "4-3-4", " "), "m_335": apart(M, "3-3-5", " "),
    "m_38": apart(M, "3-8", "-"), "m_74": apart(M, "7-4", " "),
    "id_684": apart(ID, "6-8-4", " "), "id_684_dash": apart(ID, "6-8-4", "-"), "id_6444": apart(ID, "6-4-4-4", " "),
    "id_64224": apart(ID, "6-4-2-2-4", "\u3000"), "id_wide_space": apart(wide(ID), "6-8-4", "\u3000"),
    "id_zero_width": "\u200b".join(ID), "id_circled": in_digits(ID, CIRCLED), "id_x_apart": f"{ID[:-1]} - {ID[-1]}",
    "id_mistyped": MISTYPED, "id_mistyped_684": apart(MISTYPED, "6-8-4", " "), "id_mistyped_code": "53" + MISTYPED[2:],
    **{f"m_apart_{name}": apart(M, "3-4-4", sign) for name, sign in {
        "comma": ",", "wide_comma": "，", "list": "、", "colon": ":", "wide_colon": "：", "star": "*", "plus": "+", "bar": "|"}.items()},
    "m_bold": f"**{M[:3]}**{M[3:]}", "m_formula": f'="{M[:3]}"&"{M[3:7]}"&"{M[7:]}"', "m_formula_any": f'=CONCATENATE("{M[:4]}","{M[4:]}")',
    "m_calculator": f"{MOBILE[0]}.{'39574' + '68213'}E+10", "m_devanagari": in_digits(M, "०१२३४५६७८९"), "m_thai": in_digits(M, "๐๑๒๓๔๕๖๗๘๙"),
    "m_any_groups": apart(M, "4-7", " "), "m_other_groups": apart(M, "3-5-3", "-"), "id_6_8_4_comma": apart(ID, "6-8-4", ","),
    "id_child": RECENT[:-1] + mod_11_2.calc_check_digit(RECENT[:-1]), "id_17": MISTYPED[:-1], "id_15": ID[:6] + ID[8:17], "id_recent": RECENT, "id_recent_mistyped": RECENT,
}  # fmt: skip
MONEY = ("total_assets",)
with (Path(__file__).parent / "files" / "privacy.csv").open(encoding="utf-8", newline="") as file:
    CORPUS = [(row["text"].format(**MADE_UP), row["column"] or None, row["kind"]) for row in csv.DictReader(file)]


def told(text: str, column: str | None) -> list[str]:
    """Return the codes of what is found in a cell."""
    return personal_data(text, column, amount=column in MONEY)


def test_no_text_that_tells_anything_passes_the_sieve_among_others() -> None:
    texts = [text for text, _, _ in CORPUS if not text.startswith("=") and APART not in text]
    nothing = re.compile("(?!)")
    telling = {text for text in texts if told(text, None)}
    few = {f"hd-{credit_code(serial=number)}-2024-{number}" for number in range(40)}
    assert telling <= suspects([*texts, *sorted(few)], nothing)
    assert telling <= suspects([*reversed(texts)], nothing)
    assert not few & suspects([*texts, *sorted(few)], nothing), "a code beside a number is no number of a person"
    assert suspects([], nothing) == set()


@pytest.mark.parametrize("pattern", ["档案 ?[A-Z]{2}[0-9]{4}", "档案 ?[A-Z]{2}[0-9]{4}$", r"^档案|\D{3}[0-9]{4}"])
def test_a_pattern_of_a_district_is_found_among_other_texts(pattern: str) -> None:
    texts = ["无", "档案 AB1234", "见档案AB1234", "档案ＡＢ１２３４", "档案", "AB1234", "ABC", "1234", "档案 AB12345"]
    kind = kind_of({"code": "own", "pattern": pattern, "shown": 0})
    token = BESIDE.set((kind,))
    try:
        assert {text for text in texts if kind.pattern.search(folded(text))} <= of_districts(texts)
        assert "无" not in of_districts(texts)
    finally:
        BESIDE.reset(token)


@pytest.mark.parametrize(("text", "column", "kind"), CORPUS)
def test_each_text_of_the_corpus_is_told_rightly(text: str, column: str | None, kind: str) -> None:
    assert told(text, column) == kind.split()


def test_the_corpus_is_large_and_documented() -> None:
    bad = [kind for _, _, kind in CORPUS if kind]
    documented = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    table = [f"\n{'kind':24} texts  recall  precision"]
    for name in sorted({code for kind in bad for code in kind.split()}):
        both = [(name in kind.split(), name in told(text, column)) for text, column, kind in CORPUS]
        hits = sum(is_one and found for is_one, found in both)
        recall, precision = hits / sum(is_one for is_one, _ in both), hits / sum(found for _, found in both)
        table.append(f"{name:24} {sum(is_one for is_one, _ in both):5}  {recall:6.0%}  {precision:9.0%}")
        assert (recall, precision) == (1, 1)
        assert f"| {name} | {sum(is_one for is_one, _ in both)} | {recall:.0%} | {precision:.0%} |" in documented
    sys.stdout.write("\n".join(table) + "\n")  # seen with -s
    assert len(bad) >= 170 and len(CORPUS) - len(bad) >= 180
    assert f"{len(bad)} 条" in documented and f"{len(CORPUS) - len(bad)} 条" in documented


def test_no_honest_text_of_the_register_itself_is_taken_for_personal_data() -> None:
    texts = [
        path.read_text("utf-8", "ignore")
        for path in (ROOT / "datasets").rglob("*.*")
        if path.suffix in (".csv", ".md", ".json")
    ]
    assert len(texts) > 100 and [line for text in texts for line in text.splitlines() if personal_data(line)] == []


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for text, _, kind in CORPUS if kind])
def test_masked_text_holds_no_personal_data(text: str, kind: str) -> None:
    masked = mask(text)
    assert personal_data(masked) == [] and masked != text and mask(masked) == masked
    assert len(masked) == len(text), "what is hidden keeps its place"
    if kind in ("personal-mobile", "personal-citizen-id", "personal-bank-card"):
        shown = [sign for sign in unicodedata.normalize("NFKC", masked) if sign.isdigit()]
        filed = [sign for sign in unicodedata.normalize("NFKC", text) if sign.isdigit()]
        assert len(filed) - len(shown) >= 8 or "han" in repr(text) or any(sign in text for sign in "一壹❶")


@pytest.mark.parametrize(
    "text", [text for text, column, kind in CORPUS if not kind and column not in ("address", "place", *MONEY)]
)
def test_other_text_is_not_masked(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("head", ["51", "52", "53"])
def test_no_repair_shows_a_citizen_number_but_for_one_character(desk: Desk, head: str) -> None:
    numbers = [f"{head}{99_99_00 % 10000:04d}{year}0{month}1{serial:04d}" for year in (1951, 1977, 2003) for month in (1, 8)
               for serial in range(100, 2600, 160)]  # fmt: skip
    desk.file("one", {"organisations": [organisation() | {"org_id": number} for number in numbers]})
    told = json.dumps(desk.check().as_json(), ensure_ascii=False)
    assert "很可能应为" not in told
    assert not re.search(rf"{head}9900(1951|1977|2003)", told)
    assert sum(f.code == "personal-citizen-id" for f in desk.check().verdicts[0].findings) == len(numbers)


CLASSES = {
    "digits": "1", "letters": "a", "Han": "一", "spaces": " ", "hyphens": "-", "at": "@", "dots": "a.", "mixed": "1 3-8@a住生",
    "digits apart": "1 ", "numbers": "13 ", "born": "生于", "home": "住址路", "estate": "小区1", "lives": "家住", "address": "a.b/",
    "slashes": "//a.", "zero width": "\u200b", "brackets": "(at", "card": "62 ", "numbered": "编号", "numerals": "一二", "wide": "１",
    "marks": "①", "marks and digits": "①1", "a list": "1.1", "keys": "1\ufe0f\u20e3",
}  # fmt: skip


@pytest.mark.parametrize("before", ["", "@"])
@pytest.mark.parametrize("name", CLASSES)
def test_no_text_takes_long(name: str, before: str) -> None:
    text = before + CLASSES[name] * (100_000 // len(CLASSES[name]))
    begun = time.perf_counter()
    mask(text)
    assert time.perf_counter() - begun < 5


def test_marks_of_a_list_hide_no_number_and_both_readings_are_masked() -> None:
    text = f"①{MOBILE[1:]}，②{MOBILE2}"
    assert personal_data(text) == ["personal-mobile"]
    assert mask(text) == "①38" + "*" * 8 + "，②199" + "*" * 8


def test_what_is_advised_of_an_amount_is_taken_and_shown() -> None:
    words = wording()["personal-mobile"]
    amount = words["typed"]
    assert not personal_data(amount) and personal_data(amount[:-1])
    for fix in (words["fix"].format_map(words), words["fix_en"].format_map(words)):
        assert amount in fix and mask(fix) == mask(fix, in_name=True) == fix
    assert not personal_data(f"合同号{MOBILE}")


def test_a_cut_value_shows_no_part_of_a_number(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation() | {"purpose": "示" * 192 + MOBILE}]})
    assert MOBILE[:8] not in json.dumps(desk.check().as_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "label", ["身份证号", "身份证 号码", "手机", "移动电话", "出生年月", "家庭住址", "电子邮箱", "银行卡号"]
)
def test_headings_of_personal_data_are_known(label: str) -> None:
    assert is_personal_heading(label)


@pytest.mark.parametrize(
    "label", ["许可证件号", "出生率", "统一社会信用代码", "办公电话", "住所", "名称", "成立登记日期", "网址"]
)
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
    published = [str(row) for row in desk.recorded()["findings"].rows]
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
