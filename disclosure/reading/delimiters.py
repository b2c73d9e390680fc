"""Finds what separates the cells of a text file: what makes the header fit, not what an extension promises."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from .sheets import LIMITS

DELIMITERS = (",", "\t", ";", "，", "|")
STATED = re.compile(r'"?sep=([^"\r\n])"?\r?\n?', re.IGNORECASE)  # how Excel is told, on the first line
SEARCHED = 60  # records
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
NUMBER = re.compile(r"[-+\s\d.,%]*")


@dataclass(frozen=True)
class Form:
    """How the records of a text file are written; `stated` if its first line says nothing but the delimiter."""

    delimiter: str
    columns: int
    stated: bool = False


def form_of(start: str, suffix: str, known: Callable[[str], bool] | None = None) -> Form:
    """Return how the records of a file are written that begins so; `known` tells what names a column."""
    line = start[: start.find("\n") + 1] or start
    stated = STATED.fullmatch(line)
    promised = stated[1] if stated else "\t" if suffix == ".tsv" else ","
    tried = {mark: list(_records(start.removeprefix(line) if stated else start, mark)) for mark in DELIMITERS}
    fits = {mark: _fit(records) for mark, records in tried.items()}
    if stated:
        return Form(promised, _fit(list(_records(start.removeprefix(line), promised)))[1], stated=True)
    named = {mark: _named(records, known) for mark, records in tried.items()}
    best = max(DELIMITERS, key=lambda mark: (named[mark], fits[mark][0], mark == promised))
    chosen = best if fits[best][0] else promised
    return Form(chosen, fits[chosen][1])


def _records(start: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the first records that hold anything as they would be with a delimiter."""
    csv.field_size_limit(LIMITS["cell_characters"] * 10)
    reader = csv.reader((line.group() for line in LINE.finditer(start)), delimiter=delimiter)
    try:
        yield from islice((record for record in reader if any(cell.strip() for cell in record)), SEARCHED)
    except csv.Error:
        return


def _fit(records: list[list[str]]) -> tuple[float, int]:
    """Return how well records fit one table, the more of them and of their columns the better, and its columns."""
    counts = Counter(len(record) for record in records)
    fits = [(0.0, max(counts, key=lambda count: counts[count], default=1))]
    for record in records:
        filled = [cell for cell in record if cell.strip()]
        words = sum(not NUMBER.fullmatch(cell) for cell in filled)
        if words > 1 and words * 2 > len(filled):  # it could be the header
            fits.append((counts[len(record)] / len(records) * len(filled), len(record)))
    return max(fits)


def _named(records: list[list[str]], known: Callable[[str], bool] | None) -> int:
    """Return how many columns the record names that names most; one is no witness: a title may be called so."""
    if known is None:
        return 0
    most = max((sum(known(cell) for cell in record if cell.strip()) for record in records), default=0)
    return most if most > 1 else 0
