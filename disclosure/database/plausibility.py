"""What a submission says that is possible but seems wrong: names, codes, regions, sizes; each yields warnings."""

from collections.abc import Iterator

from sqlite_utils import Database

from ..districts import District
from ..findings import Finding, finding
from ..reading.characters import alike
from ..statements import quoted
from ..submissions import Submission
from ..taking.stage import stage
from ..validation import Checked
from .questions import holds, is_faulty, spoken

THOUSANDTH = 1 / 300  # a whole column smaller than this share of last year's is in another unit
ALIKE = 3  # figures that must agree in it
A_YEAR_OF_WORK = 1000  # yuan: less for each full-time member of staff and year is no wage anywhere
NOTABLE = 10  # a list shorter than this may shrink without a word
FEWER = 0.5
COMPARED = 10  # of the organisations of one name, for each of them: comparing all with all takes the square of the time


def doubts(
    db: Database, submission: Submission, staged: list[Checked], districts: dict[str, District]
) -> list[Finding]:
    """Return the warnings about every staged table."""
    found: list[Finding] = []
    for file in staged:
        if file.table.name == "organisations":
            found += _same_name(db, submission, file)
            found += _other_regions(db, submission, file, districts)
        elif {"org_id", "org_name"} <= set(file.filed_columns):
            found += _names(db, file)
        found += _names_beside(db, file)
        found += _scale(db, submission, file)
        if file.table.name == "finances":
            found += _tiny(db, submission, file)
        if file.table.whole:
            found += _fewer(db, submission, file)
    return found


def _same_name(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
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
        f"with listed as materialized ({both}), twins as materialized (select *, row_number() over"
        "  (partition by name order by filed, source_row) as place from listed where name in"
        "  (select name from listed group by name having count(distinct org_id) > 1))"
        f" select s.*, o.org_id as known from twins t join {stage('organisations')} s on s.rowid = t.staged"
        f" join twins o on o.name = t.name and o.place <= {COMPARED} and o.org_id <> s.org_id"
        " and (not o.filed or o.source_row < s.source_row)"
        " where s.retracted is null and s.org_id is not o.predecessor_id and o.org_id is not s.predecessor_id"
        " group by s.rowid order by s.source_row",
        [submission.district],
    ).fetchall()
    for row in rows:
        if not is_faulty(row, "name") and not is_faulty(row, "org_id"):
            place = file.place(row["source_row"], "name")
            yield finding("same-name-two-codes", place, row["name"], known=row["known"])


def _other_regions(
    db: Database, submission: Submission, file: Checked, districts: dict[str, District]
) -> Iterator[Finding]:
    """Yield a warning per organisation whose code was given out in the region of another district of the register."""
    regions = {region: one for one in districts.values() for region in one.region_codes}
    own = set(districts[submission.district].region_codes)
    rows = db.execute(  # one that the other district lists already has a finding of its own
        f"select org_id, source_row, faulty from {stage('organisations')} s where retracted is null and not exists"
        " (select 1 from organisations o where o.org_id = s.org_id and o.district <> ?) order by source_row",
        [submission.district],
    ).fetchall()
    for row in rows:
        code = row["org_id"] or ""
        region = code[3:9] if code.startswith("BA-") else code[2:8]
        other = regions.get(region)
        if other and region not in own and not is_faulty(row, "org_id"):
            place = file.place(row["source_row"], "org_id")
            yield finding("org-other-region", place, code, other=other.title, other_en=other.title_en)


def _names(db: Database, file: Checked) -> Iterator[Finding]:
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


def _fewer(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
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


def _names_beside(db: Database, file: Checked) -> Iterator[Finding]:
    """Yield a warning per row in which the name beside a code is not the one in the list of organisations."""
    for number, code, name in file.names_beside:
        known = db.execute(
            f"select name, former_names from {stage('organisations')} where org_id = ? and retracted is null"
            " union all select name, former_names from organisations where org_id = ?",
            [code, code],
        ).fetchall()
        if known and not any(alike(name, row["name"]) or name in (row["former_names"] or "") for row in known):
            yield finding("name-differs", file.place(number, None, file.beside_at), name, known=known[0]["name"])


def _scale(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
    """Yield a warning if all the money of a table is a thousandth, or a thousand times, of what was published before.

    A row is compared with the one of the same key but for its year, of the year before.
    """
    table = file.table
    years = [name for name in table.key if table.by_name[name].type == "year"]
    money = [column for column in table.columns if column.is_money and column.name in file.filed_columns]
    if len(years) != 1 or not money or not holds(db, quoted(table.name), submission.district):
        return
    key = " and ".join(
        f"o.{quoted(name)} = s.{quoted(name)} - 1" if name == years[0] else f"o.{quoted(name)} is s.{quoted(name)}"
        for name in table.key
    )
    pairs = " union all ".join(
        f"select s.source_row, {position} as position, s.{quoted(column.name)} as new, o.{quoted(column.name)} as old"
        f" from {stage(table.name)} s join {quoted(table.name)} o on o.district = ?1 and {key}"
        " where s.retracted is null"
        for position, column in enumerate(money)
    )
    rows = db.execute(
        f"select source_row, position, new, old from ({pairs}) where typeof(new) in ('real', 'integer')"
        " and abs(new) > 0 and abs(old) > 0 order by source_row, position",
        [submission.district],
    ).fetchall()
    if len(rows) < ALIKE:
        return
    for small, large in (("new", "old"), ("old", "new")):
        if all(abs(row[small]) < THOUSANDTH * abs(row[large]) for row in rows):
            first = rows[0]
            column = money[first["position"]]
            facts = {"title": column.title, "old": spoken(column, first["old"]), "count": len(rows)}
            place = file.place(first["source_row"], column.name)
            yield finding("scale-doubt", place, spoken(column, first["new"]), **facts)


def _tiny(db: Database, submission: Submission, file: Checked) -> Iterator[Finding]:
    """Yield a warning per body whose spending of a year could not have paid its staff."""
    if "expense_total" not in file.filed_columns:
        return
    staff = (
        f"select org_id, year, full_time_staff from {stage('staffing')} where retracted is null"
        " union all select org_id, year, full_time_staff from staffing where district = ?"
    )
    rows = db.execute(
        f"select s.source_row, s.expense_total, max(w.full_time_staff) as staff from {stage('finances')} s"
        f" join ({staff}) w on w.org_id = s.org_id and w.year = s.year where s.retracted is null"
        " and typeof(s.expense_total) in ('real', 'integer') and typeof(w.full_time_staff) = 'integer'"
        " and s.expense_total > 0 and s.expense_total < ? * w.full_time_staff group by s.rowid order by s.source_row",
        [submission.district, A_YEAR_OF_WORK],
    ).fetchall()
    column = file.table.by_name["expense_total"]
    for row in rows:
        place = file.place(row["source_row"], column.name)
        facts = {"title": column.title, "staff": row["staff"]}
        yield finding("amount-tiny", place, spoken(column, row["expense_total"]), **facts)
