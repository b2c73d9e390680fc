"""Admits submissions one by one: keys and references against what earlier ones left, then history and corrections."""

import traceback
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from ..districts import District
from ..exceptions import DisclosureError
from ..failures import of_the_machine
from ..findings import Finding, Place, all_masked, finding, has_error, in_order
from ..privacy import guarding, mask_name
from ..statements import quoted
from ..submissions import Submission
from ..submissions.manifest import NAME, NEVER
from ..tables import Table
from ..taking.intake import Bring, Intake
from ..taking.stage import stage
from ..validation import Checked
from ..validation.filed import Counts
from . import questions
from .corrections import record
from .coverage import stated
from .layout import key_found_by, provenance, rejected
from .plausibility import doubts
from .rejecting import Rejecting

BEIJING = ZoneInfo("Asia/Shanghai")
READERS = tuple(f"{__package__.partition('.')[0]}.{name}" for name in ("reading", "validation"))
CREATED, CORRECTS = (Place(file=NAME, column=column) for column in ("created", "corrects"))


@dataclass
class Verdict:
    """What became of one submission: its findings in order, the rows it filed, and whether it was taken in.

    `counts` say what became of the rows of each table; `failure` is what the program itself failed by.
    """

    submission: Submission
    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    failure: Exception | None = None

    @property
    def accepted(self) -> bool:
        """Return whether no finding rejects the submission."""
        return not has_error(self.findings)

    def as_told(self) -> dict[str, Any]:
        """Return all of it but the submission, as JSON can hold it; what the program failed by is not kept."""
        counts = {table: asdict(counts) for table, counts in self.counts.items()}
        return {"findings": [vars(one) for one in self.findings], "rows": self.rows, "counts": counts}

    @classmethod
    def as_was_told(cls, told: dict[str, Any], submission: Submission) -> "Verdict":
        """Return the verdict on a submission of which `as_told` told."""
        counts = {table: Counts(**counts) for table, counts in told["counts"].items()}
        return cls(submission, [Finding(**found) for found in told["findings"]], told["rows"], counts)


class Register:
    """The database while submissions are admitted to it."""

    def __init__(self, db: Database, districts: list[District], today: str, intake: Intake | None = None) -> None:
        self.db, self.today = db, today
        self.intake = intake or Intake(districts)
        self.latest = max(today, datetime.now(BEIJING).date().isoformat())  # a build as of an earlier day judges alike
        self.districts = {district.name: district for district in districts}
        self.tables = {district.name: district.tables() for district in districts}
        self.rejecting = Rejecting(db, districts)

    def admit(self, submission: Submission) -> Verdict:
        """Return the verdict on a submission, having taken it in if nothing rejects it.

        Whatever fails meanwhile rejects this submission alone and leaves no trace; what the machine or the nation's own
        rules fail by stops everything.
        """
        with self.intake.on_stage(self.db.conn, submission) as bring:
            return self._admit(submission, bring)

    def _admit(self, submission: Submission, bring: Bring) -> Verdict:
        """Return the verdict on a submission that `bring` brings onto the stage."""
        self.db.execute("savepoint admission")
        try:
            with guarding(submission.district):
                verdict = self._judged(submission, bring)
        except Exception as error:
            if isinstance(error, DisclosureError) or of_the_machine(error):
                raise
            if self.db.conn.in_transaction:  # SQLite undoes a transaction by itself after some errors
                self.db.execute("rollback to admission")
            with guarding(submission.district):
                verdict = self._failed(submission, error)
        if self.db.conn.in_transaction:
            self.db.execute("release admission")
        return verdict

    def _failed(self, submission: Submission, error: Exception) -> Verdict:
        """Return the verdict on a submission over which the program itself failed."""
        row = _row_read(error)
        place = Place(self.at.table, self.at.file, row)
        where = [word for word in (self.at.file, row and f"第 {row} 行") if word] or ["整份提交"]
        where_en = [word for word in (self.at.file, row and f"row {row}") if word] or ["all of it"]
        found = finding("internal-error", place, None, where=" ".join(where), where_en=", ".join(where_en))
        findings = in_order(all_masked([*submission.findings, found], mask_name))
        return Verdict(submission, findings, failure=error)

    def _judged(self, submission: Submission, bring: Bring) -> Verdict:
        """Return the verdict on a submission, having taken it in if nothing rejects it."""
        self._tell(Place())
        tables = self.tables[submission.district]
        taken = bring(self._tell)
        staged = taken.tables
        verdict = Verdict(submission, [*submission.findings, *taken.findings])
        for file in staged:
            verdict.rows[file.table.name] = file.rows
            verdict.counts[file.table.name] = file.counts
            verdict.findings += file.findings
        if not staged:
            verdict.findings += questions.without_tables(verdict.findings)
        on = self.submitted_on(submission) if submission.manifest.instant != NEVER else None
        if self.is_ahead(submission):
            verdict.findings.append(finding("created-in-future", CREATED, submission.manifest.created))
        verdict.findings += questions.asked(self.db, submission, staged, tables)
        verdict.findings += stated(self.db, staged, tables, on)
        verdict.findings += doubts(self.db, submission, staged, self.districts)
        if verdict.accepted:
            verdict.findings += self._take_in(submission, staged)
        if not verdict.accepted:
            self._remember_rejected(submission, staged)
        verdict.findings = in_order(all_masked(verdict.findings, mask_name))
        return verdict

    def _tell(self, place: Place) -> None:
        """Keep where the submission at hand is being read, for the finding if the program fails by it."""
        self.at = place

    def _take_in(self, submission: Submission, staged: list[Checked]) -> list[Finding]:
        """Return the findings of rejecting rules; if there are none, the rows are in."""
        asked = self.rejecting.asked(submission.district, [file.table for file in staged])
        self.db.execute("savepoint submission")
        changes = self._insert(submission, staged)
        violated = self.rejecting.violations(asked)
        if violated:
            self.db.execute("rollback to submission")
            violated -= self.rejecting.violations(asked)  # what others broke is not its fault
            if not violated:
                changes = self._insert(submission, staged)
        self.db.execute("release submission")
        pointless = submission.manifest.corrects and not changes and not violated
        found = [finding("corrects-nothing", CORRECTS)] if pointless else []
        by_table = {file.table.name: file for file in staged}
        known = {(rule.code, rule.version): rule for rule in asked.rules}
        rows = questions.FiledRows(self.db)
        for code, version, table, key, detail in sorted(violated):
            rule = known[code, version]
            found.append(questions.rule_violated(rows, rule, by_table.get(table), table, key, detail))
        return found

    def _insert(self, submission: Submission, staged: list[Checked]) -> int:
        """Put the staged rows in, and return how many published values they change."""
        changes = 0
        for file in staged:
            changes += record(self.db, submission, file, self.submitted_on(submission))
            self._replace(submission, file)
        return changes

    def _replace(self, submission: Submission, file: Checked) -> None:
        """Put the rows of one table in the place of those with the same keys; both stay in history."""
        name, district, on = file.table.name, submission.district, self.submitted_on(submission)
        history = quoted(f"{name}_history")
        if questions.holds(self.db, history, district):
            self.db.execute(
                f"update {history} set superseded_on = ? where superseded_on is null"
                f" and rowid in ({_filed_again(file.table, history, 't.{0} is s.{0}')})",
                [on, district],
            )
            again = _filed_again(file.table, quoted(name), key_found_by(file.table))
            self.db.execute(f"delete from {quoted(name)} where rowid in ({again})", [district])
        columns = [quoted(column.name) for column in file.table.columns]
        source = {
            "submission": submission.name,
            "source_file": file.file,
            "submitted_on": on,
            "sample": int(submission.manifest.sample),
        }
        known = [column for column in provenance(file.table) if column in source]
        into = ", ".join(["district", *columns, "source_row", *known])
        values = ", ".join(["?", *columns, "source_row", *("?" for _ in known)])
        for target in (name, name + "_history"):
            self.db.execute(
                f"insert into {quoted(target)} ({into}) select {values}"
                f" from {stage(name)} where retracted is null order by source_row",
                [district, *(source[column] for column in known)],
            )

    def is_ahead(self, submission: Submission) -> bool:
        """Return whether a submission says that it was made on a day that is yet to come."""
        return submission.manifest.instant != NEVER and self.submitted_on(submission) > self.latest

    def replaced_by(self, submission: Submission) -> list[Finding]:
        """Return a finding per table in which a submission with a later `created` holds the same rows."""
        found = []
        for table in self.tables[submission.district].values():
            history = quoted(f"{table.name}_history")
            key = " and ".join(f"a.{quoted(column)} is b.{quoted(column)}" for column in table.key)
            later = self.db.execute(
                f"select b.submission from {history} a join {history} b on b.district = a.district"
                f" and b.rowid > a.rowid and b.submission <> a.submission and {key}"
                " where a.district = ? and a.submission = ? limit 1",
                [submission.district, submission.name],
            ).fetchone()
            if later:
                place = Place(table.name, NAME, column="created")
                found.append(finding("created-before-landed", place, submission.manifest.created, other=later[0]))
        return found

    def _remember_rejected(self, submission: Submission, staged: list[Checked]) -> None:
        """Keep the keys of a rejected submission, so that a row that refers to them can be told so."""
        for file in staged:
            key = ", ".join(quoted(column) for column in file.table.key)
            self.db.execute(
                f"insert into {rejected(file.table.name)} select ?, ?, {key} from {stage(file.table.name)}",
                [submission.district, submission.name],
            )

    @staticmethod
    def submitted_on(submission: Submission) -> str:
        """Return the day in China on which the submission was made."""
        day: date = submission.manifest.instant.astimezone(BEIJING).date()
        return day.isoformat()


def _filed_again(table: Table, of: str, same: str) -> str:
    """Return the SQL of the rows of a district that are filed again: found by their keys, however many there are."""
    tests = " and ".join(same.format(quoted(name)) for name in table.db_key)
    staged = f"(select ? as district, * from {stage(table.name)})"
    return f"select t.rowid from {staged} s cross join {of} t where {tests}"


def _row_read(error: Exception) -> int | None:
    """Return the row that was being read when an error came up: `number` in the frames of reading and validation."""
    numbers = [
        frame.f_locals.get("number")
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").startswith(READERS)
    ]
    return next((number for number in reversed(numbers) if isinstance(number, int)), None)
