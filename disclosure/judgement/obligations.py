"""Who must publish what by when, and whether it came: the table `obligations`, from one SQL file per duty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..districts import District
from ..exceptions import RuleError
from ..rules import read_header
from ..standard import HERE as STANDARD

HEADER = ("code", "title", "title_en", "party", "basis", "applies", "exempt", "due")
OPTIONAL = {"exempt"}


@dataclass(frozen=True)
class Duty:
    """One duty: who has it, on what ground, whom it spares, when it falls due; `sql` returns a row per case of it.

    `only` is the district whose own duty it is; None for a duty of all.
    """

    code: str
    title: str
    title_en: str
    party: str
    basis: str
    applies: str
    exempt: str
    due: str
    sql: str
    only: str | None


def duties_of(districts: Iterable[District]) -> dict[str, Duty]:
    """Return code → duty: the standard ones, then the districts' own. Raises RuleError naming file and missing line."""
    folders: dict[str | None, Path] = {None: STANDARD} | {district.name: district.path for district in districts}
    found = {}
    for only, folder in folders.items():
        for path in sorted((folder / "obligations").glob("*.sql")):
            duty = _duty(path, only)
            found[duty.code] = duty
    return found


def _duty(path: Path, only: str | None) -> Duty:
    """Return what one file says."""
    header, sql = read_header(path, [key for key in HEADER if key not in OPTIONAL])
    if header["code"] != path.stem or (only and not path.stem.startswith(f"{only}-")):
        begins = f", beginning with {only}-" if only else ""
        raise RuleError(f"{path}: the code is {header['code']}; give the file and the code one name{begins}")
    return Duty(**{key: header.get(key, "") for key in HEADER}, sql=sql, only=only)


def keep_ledger(db: Database, districts: Iterable[District], today: str) -> None:
    """Fill `obligations` anew with every case of every duty."""
    db.table("obligations").delete_where()
    for duty in duties_of(districts).values():
        db.table("obligations").insert_all(list(_cases(db, duty, today)))


def _cases(db: Database, duty: Duty, today: str) -> Iterator[dict[str, Any]]:
    """Yield a row per case of a duty."""
    cases = (
        f"select * from (\n{duty.sql}\n) where :only is null or district = :only order by district, org_id, period, key"
    )
    for case in db.query(cases, {"only": duty.only}):
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
