"""What a submission says that is possible but seems wrong: names, codes, regions, sizes; each yields warnings."""

from collections.abc import Iterator

from sqlite_utils import Database

from ..districts import District
from ..findings import Finding, finding
from ..submissions import Submission
from ..validation import File
from .layout import quoted, stage
from .questions import is_faulty

NOTABLE = 10  # a list shorter than this may shrink without a word
FEWER = 0.5


def doubts(db: Database, submission: Submission, staged: list[File], districts: dict[str, District]) -> list[Finding]:
    """Return the warnings about every staged table."""
    found: list[Finding] = []
    for file in staged:
        if file.table.name == "organisations":
            found += _same_name(db, submission, file)
            found += _other_regions(db, submission, file, districts)
        elif {"org_id", "org_name"} <= set(file.filed_columns):
            found += _names(db, file)
        if file.table.whole:
            found += _fewer(db, submission, file)
    return found


def _same_name(db: Database, submission: Submission, file: File) -> Iterator[Finding]:
    """Yield a warning per organisation listed under another code too, unless one code followed the other."""
    if not {"org_id", "name"} <= set(file.filed_columns):
        return
    both = (
        "select org_id, name, predecessor_id, 0 as filed, null as source_row, null as staged"
        " from organisations where district = ?"
        f" union all select org_id, name, predecessor_id, 1, source_row, rowid from {stage('organisations')}"
        " where retracted is null"
    )
    rows = db.execute(  # names that stand twice first: joining all with all would take the square of the time
        f"with listed as materialized ({both}), twins as materialized (select * from listed where name in"
        "  (select name from listed group by name having count(distinct org_id) > 1))"
        f" select s.*, o.org_id as known from twins t join {stage('organisations')} s on s.rowid = t.staged"
        " join twins o on o.name = t.name and o.org_id <> s.org_id and (not o.filed or o.source_row < s.source_row)"
        " where s.retracted is null and s.org_id is not o.predecessor_id and o.org_id is not s.predecessor_id"
        " group by s.rowid order by s.source_row",
        [submission.district],
    ).fetchall()
    for row in rows:
        if not is_faulty(row, "name") and not is_faulty(row, "org_id"):
            place = file.place(row["source_row"], "name")
            yield finding("same-name-two-codes", place, row["name"], known=row["known"])


def _other_regions(
    db: Database, submission: Submission, file: File, districts: dict[str, District]
) -> Iterator[Finding]:
    """Yield a warning per organisation whose code was given out in the region of another district of the register."""
    regions = {region: one for one in districts.values() for region in one.region_codes}
    own = set(districts[submission.district].region_codes)
    rows = db.execute(  # one that the other district lists already has a finding of its own
        f"select * from {stage('organisations')} s where retracted is null and not exists"
        " (select 1 from organisations o where o.org_id = s.org_id and o.district <> ?) order by source_row",
        [submission.district],
    ).fetchall()
    for row in rows:
        code = row["org_id"] or ""
        region = code[3:9] if code.startswith("BA-") else code[2:8]
        other = regions.get(region)
        if other and region not in own and not is_faulty(row, "org_id"):
            yield finding("org-other-region", file.place(row["source_row"], "org_id"), code, other=other.title)


def _names(db: Database, file: File) -> Iterator[Finding]:
    """Yield a warning per row that calls an organisation otherwise than the list of organisations does."""
    rows = db.execute(
        f"select s.*, o.name as known from {stage(file.table.name)} s join ("
        f" select org_id, name, former_names, 1 as rank from {stage('organisations')} where retracted is null"
        " union all select org_id, name, former_names, 0 from organisations"
        ") o on o.org_id = s.org_id where s.retracted is null and s.org_name <> '' and s.org_name <> o.name"
        " and instr(coalesce(o.former_names, ''), s.org_name) = 0"
        f" and not exists (select 1 from {stage('organisations')} n where n.org_id = s.org_id and n.name = s.org_name)"
        " group by s.rowid order by s.source_row"
    ).fetchall()
    for row in rows:
        yield finding("name-differs", file.place(row["source_row"], "org_name"), row["org_name"], known=row["known"])


def _fewer(db: Database, submission: Submission, file: File) -> Iterator[Finding]:
    """Yield a warning if a table that is always handed in whole has far fewer rows than last time."""
    history = quoted(f"{file.table.name}_history")
    last = db.execute(
        f"select count(*) from {history} where district = ? and submission = ("
        f" select submission from {history} where district = ? order by rowid desc limit 1)",
        [submission.district, submission.district],
    ).fetchone()[0]
    if last >= NOTABLE and file.rows < FEWER * last:
        place = file.place(None, None)
        yield finding("far-fewer-rows", place, None, title=file.table.title, count=file.rows, before=last)
