"""The rules, duties and questions as tables of Markdown: on what ground, how sure, what each needs to know."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from ..districts import District, places, views_of
from ..statements import Statement, read_through
from .linting import phrases
from .rulebook import rulebook

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = ("rules", "obligations", "checklist")


def markdown(districts: list[District]) -> str:
    """Return the tables, the nation's rules, duties and questions first, then each district's own."""
    stated = {"rules": [rule.statement for versions in rulebook(districts).values() for rule in versions]}
    for kind in KINDS[1:]:
        stated[kind] = [one for place in places(districts) for one in place.statements(kind)]
    views = views_of(districts)
    return "\n".join(f"### {WORDS[kind]['title']}\n\n{_table(kind, stated[kind], views)}" for kind in KINDS)


def _table(kind: str, stated: Iterable[Statement], views: dict[str, Statement]) -> str:
    """Return one table."""
    heads = WORDS[kind]["heads"]
    lines = [heads, ["---" for _ in heads], *(_row(kind, one, views) for one in stated)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _row(kind: str, one: Statement, views: dict[str, Statement]) -> list[str]:
    """Return the cells of one statement."""
    name = f"{one.path.stem} {one.header['title']}"
    read = [view for name, view in views.items() if name in read_through(one, views)]
    known = phrases(one, "unknown").union(*(phrases(view, r"(?:\w*unknown|doubt)") for view in read))
    needs = "；".join(sorted(known)) or "—"
    without = WORDS[kind]["open"] if "covered" in read_through(one, views) else "—"
    if kind == "checklist":
        return [name, one.header["why"], needs, without]
    whose = one.header["scope"] if kind == "rules" else one.header["applies"]
    return [name, one.header["basis"], _sure(one.header["basis"]), whose, needs, without]


def _sure(basis: str) -> str:
    """Return how sure the ground of a statement is: ours, a place's filed terms, not verified, or found in a source."""
    return next(str(words) for mark, words in WORDS["sure"].items() if mark in basis)
