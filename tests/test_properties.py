"""What holds of every rule, duty and question: an unknown cell never turns a verdict into its opposite; days count."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from noise import UNMARKED
from test_examples import BLANK, CODES, DISTRICTS, EXAMPLES, NAMED, OPPOSITE, stated

from disclosure.districts import views_of
from disclosure.folders import JUDGED
from disclosure.judgement.examples import filed_rows, judged
from disclosure.statements import Statement, read_through
from disclosure.verdicts import of_duty

BESIDE = {"district", "sample", "submitted_on", "superseded_on", "submission", "source_row", "source_file"}
EITHER = {"org_id": "org_name", "org_name": "org_id"}  # one of the two is required
MADE = {"obligations", "checklist", "similar_projects", "build"}
Row = dict[str, Any]


def blanked(case: Row) -> Iterator[tuple[str, Row]]:
    """Yield (cell, the example without it) for every cell that a filer may leave empty and that says something."""
    rows = list(filed_rows(case))
    for number, (name, row) in enumerate(rows):
        table = BLANK.tables.get(name.removesuffix("_history"))
        if table is None or name in MADE:
            continue
        for column, value in row.items():
            known = table.by_name.get(column)
            if value is None or known is None or column in BESIDE or known.required or column in table.key:
                continue
            if known.empty_means_none or (row.get(EITHER.get(column, "")) is None and column in EITHER):
                continue
            changed = [(n, r | {column: None} if i == number else r) for i, (n, r) in enumerate(rows)]
            tables: Row = {"today": case["today"]} if "today" in case else {}
            for n, r in changed:
                tables.setdefault(n, []).append(r)
            yield f"{name}.{column}", tables


def subjects(kind: str, code: str, case: Row) -> dict[tuple[Any, ...], str]:
    """Return subject → what is said of it."""
    rows = judged(BLANK.filled(case), kind, code, DISTRICTS)
    return {(r["district"], r.get("table_name"), r["key"], r["org_id"], r.get("period")): r["says"] for r in rows}


@pytest.mark.parametrize(("kind", "code"), CODES, ids=NAMED)
def test_a_blank_cell_never_turns_a_verdict_into_its_opposite(kind: str, code: str) -> None:
    for number, case in enumerate(EXAMPLES[kind, code], start=1):
        if case["says"] not in OPPOSITE:
            continue
        said = subjects(kind, code, case)
        for cell, without in blanked(case):
            now = subjects(kind, code, without)
            turned = {key: (was, now[key]) for key, was in said.items() if now.get(key) in OPPOSITE.get(was, set())}
            assert not turned, (number, cell)


@pytest.mark.parametrize(("kind", "code"), CODES, ids=NAMED)
def test_what_is_said_of_samples_is_a_sample(kind: str, code: str) -> None:
    for number, case in enumerate(EXAMPLES[kind, code], start=1):
        samples = [(name, row | ({} if name in UNMARKED else {"sample": 1})) for name, row in filed_rows(case)]
        today = {"today": case["today"]} if "today" in case else {}
        rows = judged(BLANK.filled(today, samples), kind, code, DISTRICTS)
        assert {row["sample"] for row in rows} <= {1}, number


def timeless() -> list[tuple[str, str]]:
    """Return what does not ask which day it is."""
    views = views_of(DISTRICTS)
    of: dict[tuple[str, str], list[Statement]] = {}
    for kind, statement in stated():
        if kind in JUDGED:
            of.setdefault((kind, statement.header["code"]), []).append(statement)
    return [
        key
        for key, all_ in of.items()
        if key[0] != "obligations" and not any("build" in read_through(s, views) for s in all_)
    ]


@pytest.mark.parametrize(("kind", "code"), timeless(), ids=lambda value: str(value))
def test_what_asks_no_day_says_the_same_on_any_day(kind: str, code: str) -> None:
    for case in EXAMPLES[kind, code]:
        assert subjects(kind, code, case) == subjects(kind, code, case | {"today": "2036-01-01"})


DUTIES = [code for kind, code in CODES if kind == "obligations"]


@pytest.mark.parametrize("code", DUTIES)
def test_a_duty_is_late_from_the_day_after_it_falls_due(code: str) -> None:
    day = timedelta(days=1)
    for case in EXAMPLES["obligations", code]:
        rows = judged(BLANK.filled(case), "obligations", code, DISTRICTS)
        for due in [date.fromisoformat(row["due_on"]) for row in rows if row["says"] == "逾期未报"]:
            facts = {"due_on": due.isoformat(), "done_on": None, "covered_until": (due + 9 * day).isoformat()}
            told = [of_duty(facts, (due + n * day).isoformat())[:2] for n in (0, 1, 2, 30)]
            assert told == [("未到期", None), ("逾期未报", 1), ("逾期未报", 2), ("逾期未报", 9)]
