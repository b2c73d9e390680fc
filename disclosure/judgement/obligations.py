"""Who must publish what by when, and whether it came: the table `obligations`, from one SQL file per duty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..database.before import Before
from ..database.entering import enter
from ..districts import District, places
from ..progress import Progress, silent
from ..statements import Statement, rows_of
from ..verdicts import of_duty
from .belonging import ASKED, of_its_own
from .fitting import attempt

PUBLISHED = ("code", "title", "title_en", "party", "basis", "applies", "exempt", "due")
OF_DUTY = "district in (select district from before.districts) and obligation = ?"  # so that the index serves
FILED = ("district", "org_id", "key", "period", "due_on", "done_on", "estimated", "sample")


@dataclass(frozen=True)
class Duty:
    """One duty: who has it, on what ground, whom it spares, when it falls due; its SQL returns a row per case of it.

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
    statement: Statement
    only: str | None


def duties_of(districts: Iterable[District]) -> dict[str, Duty]:
    """Return code → duty: the standard ones, then the districts' own. Raises RuleError naming file and missing line."""
    found = {}
    for place in places(districts):
        for statement in place.statements("obligations"):
            words = {key: statement.header.get(key, "") for key in PUBLISHED}
            duty = Duty(statement=statement, only=place.district, **words)
            found[duty.code] = duty
    return found


def keep_ledger(db: Database, districts: Iterable[District], today: str, progress: Progress = silent,
                before: Before | None = None) -> None:  # fmt: skip
    """Fill `obligations` anew with every case of every duty, and `duties` with what each duty is."""
    db.execute("delete from obligations")
    db.execute("delete from duties")
    before = before or Before(db)
    owners = {district.name: district for district in districts}
    for duty in progress(duties_of(owners.values()).values(), "duties"):
        owner = owners.get(duty.only or "")
        said = {name: getattr(duty, name) for name in PUBLISHED if name != "code"}
        enter(db, "duties", [{"obligation": duty.code, **said}])
        if before.stands(duty.statement.sql, (*(ASKED if owner else ()), "build")):
            before.take("obligations", OF_DUTY, [duty.code])
            continue
        with attempt(db, owner, "obligations", duty.statement.path):
            found = of_its_own(db, owner, "obligations", duty.statement, cases(db, duty, today))
            enter(db, "obligations", sorted(found, key=_order))


def cases(db: Database, duty: Duty, today: str) -> Iterator[dict[str, Any]]:
    """Yield a row of `obligations` per case of a duty. Raises RuleError."""
    for case in rows_of(db.conn, duty.statement):
        status, days, detail = of_duty(case, today)
        yield {name: case[name] for name in FILED} | {
            "obligation": duty.code,
            "party": duty.party,
            "status": status,
            "days_late": days,
            "detail": detail,
            "basis": case.get("basis") or duty.basis,
        }


def _order(case: dict[str, Any]) -> list[str]:
    """Return what the cases of a duty are sorted by."""
    return [str(case[name] or "") for name in ("district", "org_id", "period", "key")]
