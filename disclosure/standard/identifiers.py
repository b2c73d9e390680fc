"""The codes of organisations: 统一社会信用代码 (GB 32100-2015) and the register's own BA- identifier."""

import re
from functools import lru_cache

from stdnum.iso7064 import mod_37_36

USCC = re.compile(r"5[1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
RUINED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")  # what a spreadsheet makes of a long number
FILED = re.compile(r"BA-(\d{6})-(\d{4})-(\d{5})-([0-9A-Z])")
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
VALUES = {character: value for value, character in enumerate(CHARACTERS)}
POWERS = [3**place % 31 for place in range(17)]
LENGTHS = {18, 22}  # of a 统一社会信用代码, of a BA- identifier
TYPES = {"51": "社会团体", "52": "民办非企业单位", "53": "基金会", "BA": "社区社会组织"}


def organisation_check_digit(code: str) -> str:
    """Return the check character of an 8-character organisation code (GB 11714: mod 11, X for 10)."""
    total = sum(weight * int(character, 36) for weight, character in zip(WEIGHTS, code, strict=True))
    return "0123456789X0"[11 - total % 11]


def credit_check_digit(code: str) -> str:
    """Return the check character of the first 17 of a 统一社会信用代码 (GB 32100: mod 31)."""
    total = sum(power * VALUES[character] for power, character in zip(POWERS, code, strict=True))
    return CHARACTERS[-total % 31]


def filed_code(region: str, year: str, serial: str) -> str:
    """Return the BA- identifier of a filed organisation; the check is ISO 7064 MOD 37,36."""
    body = f"BA{region}{year}{serial}"
    return f"BA-{region}-{year}-{serial}-{mod_37_36.calc_check_digit(body)}"


@lru_cache(maxsize=200_000)  # the same code stands in many rows
def fault(code: str) -> str | None:
    """Return the code of the finding an organisation's code deserves, or None if both its checks pass."""
    if filed := FILED.fullmatch(code):
        return None if filed_code(*filed.groups()[:3]) == code else "filed-check-digit"
    if not USCC.fullmatch(code):
        return "code-ruined" if RUINED.fullmatch(code) else "org-id-format"
    if credit_check_digit(code[:17]) != code[17]:
        return "org-id-check-digit-18"
    if organisation_check_digit(code[8:16]) != code[16]:
        return "org-id-check-digit-17"
    return None


def repair(code: str) -> str | None:
    """Return the one valid code that differs from a faulty one in a single character; None if none or several do."""
    if len(code) not in LENGTHS:
        return None  # no code to be mended, and trying each of its characters could take for ever
    found = {
        repaired
        for position, filed in enumerate(code)
        for character in CHARACTERS
        if character != filed and fault(repaired := f"{code[:position]}{character}{code[position + 1 :]}") is None
    }
    return found.pop() if len(found) == 1 else None


def is_sample(code: str) -> bool:
    """Return whether a code belongs to an invented organisation: region digits that begin with 99."""
    return code.removeprefix("BA-").startswith("99") if code.startswith("BA-") else code[2:4] == "99"


def type_of(code: str) -> str | None:
    """Return the type that a code's first characters state; None where they state none (59)."""
    return TYPES.get(code[:2])
