"""Every rule, duty and question says of its examples what it is to say, whoever else stands in the register beside them."""

from pathlib import Path

import noise
import pytest
from conftest import ROOT

from disclosure.districts import load_districts, places
from disclosure.folders import JUDGED
from disclosure.judgement.examples import Blank, all_examples, disagreement, judged, meant
from disclosure.judgement.linting import ANSWERED, faults, statements_of
from disclosure.statements import Statement

DISTRICTS = load_districts(ROOT / "plugins")
BLANK = Blank(DISTRICTS)
EXAMPLES = {(kind, code): cases for kind in JUDGED for code, cases in all_examples(DISTRICTS, kind).items()}
OPPOSITE = {"符合": {"不符合"}, "不符合": {"符合"}, "是": {"否"}, "否": {"是"},
            "按时": {"逾期报送", "逾期未报"}, "逾期报送": {"按时"}, "逾期未报": {"按时"}}  # fmt: skip
CODES = list(EXAMPLES)
NAMED = [code for _, code in CODES]
EXACT = {"rules": ("detail",), "obligations": ("due_on", "detail"), "checklist": ("evidence",)}


@pytest.mark.parametrize(("kind", "code"), CODES, ids=NAMED)
def test_each_example_is_told_exactly_what_it_is_to_be_told(kind: str, code: str) -> None:
    for number, case in enumerate(EXAMPLES[kind, code], start=1):
        rows = judged(BLANK.filled(case), kind, code, DISTRICTS)
        assert disagreement(case, rows) is None, number
        assert not meant(case, rows) or set(EXACT[kind]) & set(case), f"{number}: say what stands beside the verdict"


@pytest.mark.parametrize(("kind", "code"), CODES, ids=NAMED)
def test_what_is_said_of_an_example_does_not_depend_on_others(kind: str, code: str) -> None:
    cases = EXAMPLES[kind, code]
    for number, case in enumerate(cases, start=1):
        other = next((one for one in cases if one["says"] in OPPOSITE.get(case["says"], set())), case)
        assert list(noise.unmoved(BLANK, DISTRICTS, kind, code, case, other)) == [], number


def stated() -> list[tuple[str, Statement]]:
    """Return every SQL file of every place with its kind."""
    kinds = ("rules", "obligations", "checklist", "views", "queries")
    return [(kind, statement) for place in places(DISTRICTS) for kind in kinds for statement in place.statements(kind)]


def test_every_statement_is_fit_to_be_said() -> None:
    assert list(faults(DISTRICTS)) == []


def test_what_never_occurs_is_said_with_its_reason() -> None:
    for kind, statement in stated():
        never = statement.header.get("never")
        if never and kind in ANSWERED:
            assert any(answer in never for answer in ANSWERED[kind]), statement.path
            assert len(never) > 6, statement.path


def test_no_statement_is_in_the_old_form() -> None:
    for kind, statement in stated():
        if kind == "rules":
            assert statement.returns("broken") and not statement.returns("status"), statement.path
        if kind == "checklist":
            assert statement.returns("holds") and not statement.returns("answer"), statement.path


def test_a_rule_is_short() -> None:
    lengths = [len(rule.sql) for place in places(DISTRICTS) for rule in place.rules]
    assert sum(lengths) / len(lengths) <= 800
    assert max(lengths) <= 4000


def test_every_code_is_stated_once_and_has_examples() -> None:
    for (kind, code), cases in EXAMPLES.items():
        assert cases, code
        assert statements_of(DISTRICTS, kind, code), code
    folders = [folder for place in places(DISTRICTS) for kind in JUDGED for folder in [place.path / kind / "examples"]]
    files = {(path.parent.parent.name, path.stem) for folder in folders for path in Path(folder).glob("*.toml")}
    assert files == set(EXAMPLES)
