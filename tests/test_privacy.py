"""Citizen ID numbers and mobile numbers stay out, and no message repeats one. Every number here is made up."""

import json

import pytest
from conftest import Desk, credit_code, organisation
from stdnum.iso7064 import mod_11_2

from disclosure.privacy import mask, personal_data


def citizen_id(birth: str = "19990230") -> str:
    """Return a made-up citizen ID number with its check character; its region 999999 does not exist."""
    head = f"999999{birth}001"
    return head + mod_11_2.calc_check_digit(head)


ID = citizen_id("19880229")
MOBILE = "1" + "3800" + "000000"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (ID, ["personal-citizen-id"]),
        (f"联系人身份证{ID}。", ["personal-citizen-id"]),
        (ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")), ["personal-citizen-id"]),
        (MOBILE, ["personal-mobile"]),
        ("138-0000-0000", ["personal-mobile"]),
        ("+86 138 0000 0000", ["personal-mobile"]),
        (citizen_id("19990230"), []),
        (credit_code(), []),
        ("13800000000.00", []),
        ("0574-87000000", []),
        ("330203201805010002", []),
        ("120000.50", []),
    ],
)
def test_what_is_personal_and_what_is_not(text: str, kinds: list[str]) -> None:
    assert personal_data(text) == kinds


def test_masked_text_holds_no_personal_data() -> None:
    shown = mask(f"{ID}、{MOBILE}")
    assert (personal_data(shown), shown[:3]) == ([], ID[:3])


@pytest.mark.parametrize(
    ("column", "value"), [("purpose", f"电话{MOBILE}"), ("org_id", ID), ("status", MOBILE), ("备注", ID)]
)
def test_personal_data_in_any_cell_is_refused_and_masked(desk: Desk, column: str, value: str) -> None:
    desk.file("one", {"organisations": [organisation() | {column: value}]})
    outcome = desk.check()
    assert any(f.code.startswith("personal-") and f.row == 2 for f in outcome.verdicts[0].findings)
    assert personal_data(json.dumps(outcome.as_json(), ensure_ascii=False)) == []
    published = [str(row) for row in desk.build()["findings"].rows]
    assert personal_data(" ".join(published)) == []


def test_personal_data_in_a_header_is_refused(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation() | {MOBILE: "x"}]})
    assert ("personal-mobile", 1, "138********") in desk.findings()
