"""Makes what a generated district sets by its own invented measure, and its statement of what it has filed."""

from collections.abc import Iterator
from typing import Any

from ..districts import District
from .writing import Row

SINCE, UNTIL = "2020-01-01", "2026-08-31"  # the measure's first day; the last day covered, before the submissions


def value_of(words: dict[str, Any], wanted: str) -> int:
    """Return the number of a term of the grant programme."""
    numbers: dict[str, int] = {term: value for _, term, value, *_ in words["terms"]}
    return numbers[wanted]


def measure_of(of: District) -> str:
    """Return what the invented measure is called."""
    return f"（示例）{of.title}资助、登记和抽查办法"


def terms_of(words: dict[str, Any], of: District) -> Iterator[tuple[str, Row]]:
    """Yield the measure and each term of it."""
    name = measure_of(of)
    yield "policies", {"policy_id": name, "title": name, "effective_on": SINCE, "standing": "现行"}
    for programme, term, value, unit, text, section in words["terms"]:
        yield "programme_terms", {"programme": programme, "term": term, "from_on": SINCE, "value": value, "unit": unit,
                                  "text": text, "policy_id": name, "section": section}  # fmt: skip


def coverage_of(words: dict[str, Any], of: District) -> Iterator[tuple[str, Row]]:
    """Yield a statement for each table whose rows are all there."""
    for table, since in words["covered"].items():
        yield "coverage", {"table_name": table, "from_on": since, "until_on": UNTIL, "authority": f"{of.title}民政局（示例）",
                           "basis": "由 disclosure sample 生成"}  # fmt: skip
