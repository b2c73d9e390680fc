"""What a donor asks of an organisation, answered 是, 否 or 未知 with the evidence: the table `checklist`, no score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..database.before import Before
from ..districts import District, places
from ..progress import Progress, silent
from ..statements import Statement, rows_of
from ..verdicts import of_question
from .belonging import ASKED, of_its_own
from .fitting import attempt

PUBLISHED = ("code", "title", "title_en", "why")
FILED = ("district", "org_id", "table_name", "key", "valid_until", "sample")


@dataclass(frozen=True)
class Question:
    """One question: its wording, why it matters; its SQL returns a row per organisation.

    `only` is the district whose own question it is; None for a question of all.
    """

    code: str
    title: str
    title_en: str
    why: str
    statement: Statement
    only: str | None


def questions_of(districts: Iterable[District]) -> dict[str, Question]:
    """Return code → question in the order of the files, the standard ones first. Raises RuleError."""
    found = {}
    for place in places(districts):
        for statement in place.statements("checklist"):
            words = {key: statement.header[key] for key in PUBLISHED}
            question = Question(statement=statement, only=place.district, **words)
            found[question.code] = question
    return found


def keep_checklist(db: Database, districts: Iterable[District], progress: Progress = silent,
                   before: Before | None = None) -> None:  # fmt: skip
    """Fill `checklist` with the answer to each question for each organisation, and `questions` with the questions."""
    before = before or Before(db)
    owners = {district.name: district for district in districts}
    for question in progress(questions_of(owners.values()).values(), "questions"):
        owner = owners.get(question.only or "")
        said = {name: getattr(question, name) for name in PUBLISHED if name != "code"}
        db.table("questions").insert({"question": question.code, **said})
        if before.stands(question.statement.sql, ASKED if owner else ()):
            before.take("checklist", "question = ?", [question.code])
            continue
        with attempt(db, owner, "checklist", question.statement.path):
            found = of_its_own(db, owner, "checklist", question.statement, answers(db, question))
            db.table("checklist").insert_all(sorted(found, key=lambda row: (row["district"], row["org_id"])))


def answers(db: Database, question: Question) -> Iterator[dict[str, Any]]:
    """Yield a row of `checklist` per organisation that a question is asked of. Raises RuleError."""
    for row in rows_of(db.conn, question.statement):
        answer, evidence = of_question(row)
        filed = {name: row[name] for name in FILED}
        yield filed | {"question": question.code, "answer": answer, "evidence": evidence}
