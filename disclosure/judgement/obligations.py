"""Who must publish what by when, and whether it came: the table `obligations`, from one SQL file per duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlite_utils import Database

from ..exceptions import RuleError
from ..rules import read_header
from ..standard import HERE as STANDARD

HEADER = ("code", "title", "title_en", "party", "basis", "applies", "exempt", "due")
OPTIONAL = {"exempt"}


@dataclass(frozen=True)
class Duty:
    """One duty: who has it, on what ground, whom it spares, when it falls due; `sql` returns a row per case of it."""

    code: str
    title: str
    title_en: str
    party: str
    basis: str
    applies: str
    exempt: str
    due: str
    sql: str


@cache
def duties() -> dict[str, Duty]:
    """Return code → duty. Raises RuleError naming the file and the line that is missing."""
    found = {}
    for path in sorted((STANDARD / "obligations").glob("*.sql")):
        header, sql = read_header(path)
        if missing := [key for key in HEADER if key not in OPTIONAL and not header.get(key)]:
            raise RuleError(f"{path}: the header lacks {', '.join(missing)}; add a line `-- {missing[0]}: …`")
        found[header["code"]] = Duty(**{key: header.get(key, "") for key in HEADER}, sql=sql)
    return found


def keep_ledger(db: Database, today: str) -> None:
    """Fill `obligations` with every case of every duty."""
    for duty in duties().values():
        db.table("obligations").insert_all(list(_cases(db, duty, today)))


def create_views(db: Database) -> None:
    """Create the views that tell the ledger's story, one SQL file each: the life line of grants."""
    for path in sorted((STANDARD / "views").glob("*.sql")):
        db.create_view(path.stem, read_header(path)[1])


def _cases(db: Database, duty: Duty, today: str) -> Iterator[dict[str, Any]]:
    """Yield a row per case of a duty."""
    for case in db.query(f"select * from (\n{duty.sql}\n) order by district, org_id, period, key"):
        status, days, detail = standing(case, today)
        yield {
            "district": case["district"],
            "obligation": duty.code,
            "party": duty.party,
            "org_id": case["org_id"],
            "key": case["key"],
            "period": case["period"],
            "due_on": case["due_on"],
            "done_on": case["done_on"],
            "status": status,
            "days_late": days,
            "estimated": case["estimated"],
            "detail": detail,
            "basis": duty.basis,
            "sample": case["sample"],
        }


def standing(case: dict[str, Any], today: str) -> tuple[str, int | None, str | None]:
    """Return the status of a case on a day, how many days late it came or is, and why it cannot be judged."""
    if case["exempt"]:
        return "不适用", None, case["exempt"]
    due, done = case["due_on"], case["done_on"]
    if done and due:
        late = (date.fromisoformat(done) - date.fromisoformat(due)).days
        return ("按时", None, None) if late <= 0 else ("逾期报送", late, None)
    if case["unknown"] or not due:
        return "无法判断", None, case["unknown"] or "没有到期日"
    late = (date.fromisoformat(today) - date.fromisoformat(due)).days
    return ("未到期", None, None) if late <= 0 else ("逾期未报", late, None)
