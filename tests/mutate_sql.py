"""Change the SQL of rules, duties, questions and views in one place and ask whether an example notices.

By hand: `.venv/bin/python tests/mutate_sql.py --mutants 300 --seed 1` (about five minutes). A mutant is killed if any
example of what it states, or of what reads it, alone or beside noise, is told something else or fails to run. What
survives is printed with its file and line, to be covered by an example or explained as equivalent (docs/rules.md).
"""

import argparse
import re
import sqlite3
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import noise
import pytest

from disclosure.districts import District, load_districts, places, views_of
from disclosure.exceptions import RuleError
from disclosure.folders import JUDGED, Folder
from disclosure.judgement.examples import Blank, all_examples, disagreement, judged
from disclosure.statements import Statement, read_through

ROOT = Path(__file__).parent.parent
OF_VIEWS = [ROOT / "tests" / name for name in ("test_figures.py", "test_measured.py", "test_life_line.py")]
CHANGES = [
    (r"(?<![<>=!])<=(?!=)", "<"), (r"(?<![<>=!])>=(?!=)", ">"), (r"(?<![<>=!-])<(?![=>])", "<="),
    (r"(?<![<>=!-])>(?!=)", ">="), (r" <> ", " = "), (r" = ", " <> "), (r" is null", " is not null"),
    (r" is not null", " is null"), (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r" \+ ", " - "), (r" - ", " + "),
    (r"\bor\b", "and"), (r"\band [a-z_.]+ (?:=|<=|in) [a-z_.]+(?=\s)", ""), (r"\bleft join\b", "join"),
    (r"(?<=[ (])\d+(?:\.\d+)?(?=[ ,)])", "7"), (r"'\+(\d+) (month|day|year)s?'", r"'+9 \2s'"),
    (r"(?<=[=,(] )'([^'%/-]+)'", r"'\1乙'"), (r"\bnot exists\b", "exists"),
]  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One changed place of one file."""

    kind: str
    statement: Statement
    line: int
    was: str
    now: str
    sql: str


def mutants(kind: str, statement: Statement) -> Iterator[Mutant]:
    """Yield every change of one file; the words of a detail or a reason are no condition and stay."""
    for pattern, now in CHANGES:
        for found in re.finditer(pattern, statement.sql):
            start = statement.sql.rfind("\n", 0, found.start()) + 1
            before = statement.sql[start : found.start()]
            if "printf(" in before or before.count("'") % 2 or re.search(r"(then|else|,) $", before):
                continue
            changed = found.expand(now)
            sql = statement.sql[: found.start()] + changed + statement.sql[found.end() :]
            line = statement.sql.count("\n", 0, found.start()) + 1
            yield Mutant(kind, statement, line, found.group(), changed, sql)


def readers(districts: list[District], view: str) -> list[tuple[str, str]]:
    """Return (kind, code) of every statement that reads a view, or a view over it."""
    views = views_of(districts)
    found = []
    for place in places(districts):
        found += [("rules", rule.code) for rule in place.rules if view in read_through(rule.statement, views)]
        for kind in JUDGED[1:]:
            read = [one for one in place.statements(kind) if view in read_through(one, views)]
            found += [(kind, one.header["code"]) for one in read]
    return sorted(set(found))


def put(districts: list[District], place: Folder, mutant: Mutant, sql: str) -> None:
    """Put a changed SQL in the place of a statement's own, as the folder has read it and the districts know it."""
    changed = replace(mutant.statement, sql=sql)
    if mutant.kind == "rules":
        for one in districts:
            vars(one).pop("_rules", None)  # which they would go on judging by
        place.rules[:] = [
            replace(rule, sql=sql, statement=changed) if rule.statement.path == changed.path else rule
            for rule in place.rules
        ]
        return
    stated = place.statements(mutant.kind)
    stated[:] = [changed if one.path == changed.path else one for one in stated]


def killed(mutant: Mutant, blank: Blank, districts: list[District], examples: dict[str, Any]) -> bool:
    """Return whether an example notices that a statement is changed."""
    place = next(one for one in places(districts) if one.path in mutant.statement.path.parents)
    if mutant.kind == "views":
        asked = readers(districts, mutant.statement.path.stem)
    else:
        asked = [(mutant.kind, mutant.statement.header["code"])]
    own = mutant.statement.sql
    blank.empty()
    put(districts, place, mutant, mutant.sql)
    try:
        if mutant.kind == "views":
            blank.db.create_view(mutant.statement.path.stem, mutant.sql, replace=True)
        if any(_noticed(blank, districts, kind, code, examples[kind][code]) for kind, code in asked):
            return True
        return mutant.kind == "views" and _seen_by_tests()
    except (sqlite3.Error, RuleError, ValueError):
        return True
    finally:
        blank.empty()
        put(districts, place, mutant, own)
        if mutant.kind == "views":
            blank.db.create_view(mutant.statement.path.stem, own, replace=True)


def _seen_by_tests() -> bool:
    """Return whether a test of the views, which makes them anew as they now are, fails."""
    return pytest.main(["-q", "-x", "-p", "no:cacheprovider", *map(str, OF_VIEWS)]) != 0


def _noticed(blank: Blank, districts: list[District], kind: str, code: str, cases: list[dict[str, Any]]) -> bool:
    """Return whether an example of a statement is told otherwise, alone or beside noise."""
    if any(disagreement(case, judged(blank.filled(case), kind, code, districts)) for case in cases):
        return True
    first = {case["says"]: case for case in reversed(cases)}
    return any(
        list(noise.unmoved(blank, districts, kind, code, case, other))
        for case in first.values()
        for other in first.values()
    )


class Steps:
    """Counts the steps of SQLite for one mutant, and stops it when there are too many."""

    MOST = 3_000  # times 100,000 instructions

    def __init__(self) -> None:
        self.taken = 0

    def restart(self) -> bool:
        """Begin to count anew; return False."""
        self.taken = 0
        return False

    def count(self) -> bool:
        """Return whether SQLite is to stop."""
        self.taken += 1
        return self.taken > self.MOST


def main() -> None:
    """Print what survives, and how many were killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the files' names")
    asked = parser.parse_args()
    districts = load_districts(ROOT / "plugins")
    blank = Blank(districts)
    steps = Steps()
    blank.db.conn.set_progress_handler(steps.count, 100_000)  # a mutant that never ends is killed
    examples = {kind: all_examples(districts, kind) for kind in JUDGED}
    found = []
    for place in places(districts):
        stated = [("rules", rule.statement) for rule in place.rules]
        stated += [(kind, one) for kind in ("obligations", "checklist", "views") for one in place.statements(kind)]
        found += [m for kind, one in stated if asked.only in one.path.name for m in mutants(kind, one)]
    chosen = Random(asked.seed).sample(found, min(asked.mutants, len(found)))
    with redirect_stdout(StringIO()):
        survived = [
            mutant for mutant in chosen if not steps.restart() and not killed(mutant, blank, districts, examples)
        ]
    for mutant in sorted(survived, key=lambda m: (m.statement.path.name, m.line)):
        print(f"{mutant.statement.path.name}:{mutant.line}: {mutant.was.strip()!r} → {mutant.now.strip()!r}")
    print(f"{len(chosen) - len(survived)} of {len(chosen)} killed ({len(found)} possible)")


if __name__ == "__main__":
    main()
