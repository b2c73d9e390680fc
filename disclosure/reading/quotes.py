"""Tells a quotation mark that swallows the rows below it from a cell that holds line breaks."""

import re

from .delimiters import Form

SHAPES = [(re.compile(pattern), shape) for pattern, shape in (
    (r"[0-9]+", "9"), (r"[A-Za-z]+", "a"), (r"[\u3400-\u9fff]+", "汉"), (r"\s+", " "),
)]  # fmt: skip
CODE = re.compile(r"[0-9A-Za-z]{6,}")
BREAK = re.compile(r"\r\n|\r|\n")
ALIKE = 0.5  # of the cells of two lines that are rows of one table


def swallowing(record: list[str], form: Form) -> int | None:
    """Return the position of a cell that holds whole rows: its first line ends one row, a later one is another."""
    for position, cell in enumerate(record):
        if "\n" not in cell and "\r" not in cell:
            continue
        first, *later = BREAK.split(cell)
        row = record[:position] + first.split(form.delimiter)
        rows = [line.split(form.delimiter) for line in later]
        rows[-1] += record[position + 1 :]
        if len(row) == form.columns > 1 and any(_alike(row, other) for other in rows if len(other) == form.columns):
            return position
    return None


def _alike(one: list[str], other: list[str]) -> bool:
    """Return whether two lines look like rows of one table: their first cells do, and most others."""
    pairs = [(_shape(a), _shape(b)) for a, b in zip(one, other, strict=True) if a.strip() or b.strip()]
    if not pairs or pairs[0][0] != pairs[0][1]:
        return False
    same = [a for a, b in pairs if a == b]
    telling = any("9" in shape or "#" in shape for shape in same)  # words alone are alike in any text
    return len(same) >= ALIKE * len(pairs) if telling else len(same) == len(pairs) > 2


def _shape(cell: str) -> str:
    """Return what kind of thing a cell holds: 9-9-9 for a date, #18 for a code of 18 characters."""
    text = cell.strip().strip('"')
    if CODE.fullmatch(text):
        return f"#{len(text)}"
    for pattern, shape in SHAPES:
        text = pattern.sub(shape, text)
    return text
