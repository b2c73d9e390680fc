"""Personal data that no cell may hold: citizen ID numbers (GB 11643) and mobile numbers."""

import re
import unicodedata
from datetime import date

from stdnum.iso7064 import mod_11_2

from ..standard.identifiers import fault

CITIZEN_ID = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[\dXx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:(?:\+|00)?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![0-9A-Za-z]|\.\d)")

SHORTEST = 11  # the digits of a mobile number


def personal_data(text: str) -> list[str]:
    """Return the finding codes of the kinds of personal data in a cell."""
    if len(text) < SHORTEST:
        return []
    normal = unicodedata.normalize("NFKC", text)
    kinds = []
    if any(_is_citizen_id(match.group()) for match in CITIZEN_ID.finditer(normal)):
        kinds.append("personal-citizen-id")
    if MOBILE.search(normal):
        kinds.append("personal-mobile")
    return kinds


def _is_citizen_id(number: str) -> bool:
    """Return whether 18 characters are a citizen ID number: a possible birth date and the check character."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(mod_11_2.is_valid(number.upper())) and fault(number) is not None


def mask(text: str) -> str:
    """Return the text with all but the first three characters of personal data hidden."""
    normal = unicodedata.normalize("NFKC", text)
    if not personal_data(normal):
        return text

    def hide(match: re.Match[str]) -> str:
        found = match.group()
        return found if match.re is CITIZEN_ID and not _is_citizen_id(found) else found[:3] + "*" * (len(found) - 3)

    return MOBILE.sub(hide, CITIZEN_ID.sub(hide, normal))
