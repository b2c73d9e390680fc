"""What a donor asks of an organisation, answered 是, 否 or 未知 with the evidence: the table `checklist`, no score."""

from dataclasses import dataclass
from functools import cache

from sqlite_utils import Database

from ..rules import read_header
from ..standard import HERE as STANDARD

HEADER = ("code", "title", "title_en", "why")
COLUMNS = "district, org_id, answer, evidence, table_name, key, valid_until, sample"


@dataclass(frozen=True)
class Question:
    """One question: its wording, why it matters; `sql` returns a row per organisation, 未知 where nothing is known."""

    code: str
    title: str
    title_en: str
    why: str
    sql: str


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in their order. Raises RuleError naming the file and the line that is missing."""
    found = []
    for path in sorted((STANDARD / "checklist").glob("*.sql")):
        header, sql = read_header(path, HEADER)
        found.append(Question(**{key: header[key] for key in HEADER}, sql=sql))
    return tuple(found)


def keep_checklist(db: Database) -> None:
    """Fill `checklist` with the answer to each question for each organisation."""
    for question in questions():
        db.execute(
            f"insert into checklist (question, {COLUMNS}) select ?, {COLUMNS} from (\n{question.sql}\n)"
            " order by district, org_id",
            [question.code],
        )
