"""The numbers in the XML of a sheet, and the places of cells that it refers to."""

import re
from functools import lru_cache

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def is_nought(size: str | None) -> bool:
    """Return whether a height or width is stated and is nought, which hides as well."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def natural(text: str) -> int:
    """Return an index. Raises ValueError if it is negative, which would count from the end."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


@lru_cache(maxsize=20_000)
def letters(text: str) -> int:
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    if not text or not 0 < number <= LAST_COLUMN:
        raise ValueError(text)
    return number


def column_of(place: str) -> int:
    """Return the number of the column of a place such as C5."""
    return letters(place.rstrip("0123456789"))


def area_of(reference: str) -> Area:
    """Return the corners of a reference such as A1:C5. Raises ValueError if it is none."""
    corners = [PLACE.fullmatch(part) for part in reference.split(":")]
    if not all(corners) or len(corners) > 2:
        raise ValueError(reference)
    places = [(int(one[2]), letters(one[1])) for one in corners if one]
    rows, columns = zip(*places, strict=True)
    if not 0 < min(rows) <= max(rows) <= LAST_ROW:
        raise ValueError(reference)
    return min(rows), min(columns), max(rows), max(columns)
