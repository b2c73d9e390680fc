"""Whether what the register says is fit to be said: every SQL file runs, is dated, and proves each of its answers.

A header line `never` says which answers cannot occur, and why: those need no example.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from ..database.excerpt import BODY, WITHIN
from ..districts import District, places
from ..exceptions import RuleError
from ..folders import JUDGED, STATED
from ..privacy import mask
from ..statements import ASKED_OF, RETURNED, Statement, Unset, rows_of
from ..verdicts import ANSWERS, STANDINGS, STATUSES
from .examples import Blank, all_examples, disagreement, judged_by, judges
from .rulebook import rulebook

WIDEST = 140
DESCRIBED = ("views", "queries")
PARAMETER = re.compile(r"(?<!:):(\w+)")
ANSWERED = {"rules": STATUSES, "obligations": STANDINGS, "checklist": ANSWERS}
ONE_LINE = r"iif\(.*, '([^']+)', null\) as {column}\b"
CASE = r"case\b((?:(?!\bcase\b).)*?)\bend as {column}\b"
THEN = re.compile(r"(?:then|else) '([^']+)'")


def faults(districts: list[District]) -> Iterator[str]:
    """Yield what is wrong with the statements of every place, as lines that name the file and the next step."""
    blank = Blank(districts)
    unfit: set[str] = set()
    for place in places(districts):
        yield from (fault.line(mask) for fault in place.faults)
        for kind in STATED:
            for statement in place.statements(kind):
                found = list(_form(statement, kind, blank, place.codelists))
                yield from found
                unfit |= {statement.header.get("code", "")} if found else set()
    yield from _dated(districts)
    for kind in JUDGED:
        for code, examples in all_examples(districts, kind).items():
            if code not in unfit:
                yield from _proved(districts, kind, code, examples, blank)


def _form(statement: Statement, kind: str, blank: Blank, vocabularies: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the form of one file: lines too long, SQL that does not run, columns that lack."""
    name = statement.path.name
    for number, line in enumerate(statement.path.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) > WIDEST:
            yield f"{name}: line {number} has {len(line)} characters; break it before {WIDEST}"
    try:
        list(rows_of(blank.db.conn, statement))
    except RuleError as error:
        yield str(error)
        return
    if kind in DESCRIBED:
        yield from misdescribed(blank.db.conn, statement, vocabularies)
    if statement.header.get(WITHIN, BODY) != BODY:
        yield f"{name}: within is {statement.header[WITHIN]!r}; write `-- within: {BODY}`, or leave the line out"
    missing = [column for column in RETURNED.get(kind, ()) if not statement.returns(column)]
    if missing:
        yield f"{name}: returns no {', '.join(missing)}; add it, each column on a line of its own"


def misdescribed(connection: sqlite3.Connection, statement: Statement, vocabularies: Iterable[str]) -> Iterator[str]:
    """Yield what the header of a view or a query says of columns and parameters that are not there, or of no kind."""
    name = f"{statement.path.parent.name}/{statement.path.name}"
    cursor = connection.execute(f"select * from (\n{statement.sql}\n) limit 0", Unset())
    there = {
        "columns": [column[0] for column in cursor.description],
        "parameters": sorted(set(PARAMETER.findall(statement.sql))),
    }
    kinds = [*ASKED_OF, *vocabularies]
    for key, said in (("columns", statement.columns), ("parameters", statement.parameters)):
        for one in said:
            if one not in there[key]:
                near = get_close_matches(one, there[key], n=1, cutoff=0)
                yield f"{name}: {key}: there is no {one}{f'; perhaps {near[0]} is meant' if near else ''}"
    for one, told in statement.parameters.items():
        if told["unit"] and told["unit"] not in kinds:
            yield f"{name}: parameters: {one} is of no kind {told['unit']}; write {'、'.join(ASKED_OF)} or a vocabulary"


def _dated(districts: list[District]) -> Iterator[str]:
    """Yield the versions of a rule that overlap, and rules that reject on what is not verified."""
    for code, versions in rulebook(districts).items():
        for one, other in pairwise(versions):
            if not one.applies_until or not other.applies_from or one.applies_until >= other.applies_from:
                yield f"{code}: {one.version} and {other.version} overlap; date them (applies_until, applies_from)"
        for rule in versions:
            if "待核实" in rule.basis and (rule.severity, rule.effect) == ("error", "reject"):
                yield f"{code}@{rule.version}: rests on what is not verified; make it a warning that is published"


def _proved(districts: list[District], kind: str, code: str, examples: list[dict], blank: Blank) -> Iterator[str]:  # type: ignore[type-arg]
    """Yield what the examples of a rule, a duty or a question do not show, or show otherwise than they say."""
    told: set[str] = set()
    reasons: set[str] = set()
    judge = judges(kind, districts)[code]
    for position, case in enumerate(examples, start=1):
        try:
            rows = judged_by(blank.filled(case), judge)
        except (RuleError, sqlite3.Error) as error:
            yield f"{code}: example {position}: {error}"
            continue
        if fault := disagreement(case, rows):
            yield f"{code}: example {position} {fault}"
        told.add(case["says"])
        reasons |= {row["reason"] for row in rows if row["reason"]}
    stated = statements_of(districts, kind, code)
    spared = " ".join(statement.header.get("never", "") for statement in stated)
    where = f"{kind}/examples/{code}.toml"
    for answer in ANSWERED[kind]:
        if answer not in told and answer not in spared:
            yield f"{code}: no example that is {answer}; add one to {where}, or say `-- never:` and why"
    for phrase in {phrase for statement in stated for phrase in phrases(statement)} - reasons:
        yield f"{code}: no example says “{phrase}”; add one to {where}"


def statements_of(districts: list[District], kind: str, code: str) -> list[Statement]:
    """Return the files that state a code: the versions of a rule, or the one duty or question."""
    if kind == "rules":
        return [rule.statement for rule in rulebook(districts)[code]]
    return [one for place in places(districts) for one in place.statements(kind) if one.header["code"] == code]


def phrases(statement: Statement, column: str = "(?:exempt|unknown)") -> set[str]:
    """Return the constant phrases that stand for `exempt` or `unknown` in a statement."""
    found = set(re.findall(ONE_LINE.format(column=column), statement.sql))
    for body in re.findall(CASE.format(column=column), statement.sql, re.DOTALL):
        found |= set(THEN.findall(body))
    return found
