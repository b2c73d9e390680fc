"""A page for each organisation."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from ...judgement.checklist import Question
from ..addresses import address
from ..blocks import Block, block
from ..citing import Shown, figures, foot
from ..figures import by_part
from ..formats import as_filed, cell
from ..reading import Row
from ..records import SECTIONS, Record
from ..records.organisations import about_column, record
from . import additions, feeds
from .obligations import marked
from .sheet import Sheet, Site
from .standing import organisations as standing

UNDECIDED, UNKNOWN, BEYOND = "无法判断", "未知", "不适用"
YES = "是"
LONG, FEW = 12, 6  # rows of a table that fit on an organisation's page, and those shown there of a longer one
MOST = 150  # of a longer one on its own page; the query has the rest
WHOLE = ("people",)  # tables that its page shows whole
CHANGES = 60  # likewise, of what changed
FILLED = "补充"  # the kind of a change of what only stood empty
ALL = "all"  # step of the pages of longer tables
ANSWERS = {YES: "●", "否": "■", UNKNOWN: "○"}
NEUTRAL = "–"
WORDED = {YES: "yes", "否": "no"}  # an answer → the line of a question's header that words it for readers


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield every organisation's page, whose row is read when it is made; the lists are those of lists.py."""
    for row in site.reader.rows("select org_id from organisations order by sample, district, type, name, org_id"):
        given = partial(_by_code, site, row["org_id"])
        yield Sheet(f"/organisations/{row['org_id']}/", "organisation.html", given, alone=True)
    for table, org_id in _long(site):
        path = f"/organisations/{org_id}/{ALL}/{table}/"
        yield Sheet(path, "organisation_table.html", partial(_table, site, table, org_id), alone=True)
    many = f"having count(*) > {LONG} or max(kind = '{FILLED}')"
    sql = f"select org_id from corrections join organisations using (org_id) group by org_id {many} order by 1"
    for row in site.reader.rows(sql):
        given = partial(_changed, site, row["org_id"])
        yield Sheet(
            f"/organisations/{row['org_id']}/{ALL}/corrections/", "organisation_changes.html", given, alone=True
        )


def _long(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each table with each organisation of which it has more rows than fit on the organisation's page."""
    for table, columns in site.reader.columns.items():
        column = about_column(columns)
        if column and table not in ("organisations", *WHOLE):
            shown = "credit_today where shown" if table == "credit_events" else f'"{table}"'
            counted = f'select "{column}" as code from {shown} group by "{column}" having count(*) > {LONG}'
            sql = f"select code from ({counted}) join organisations on org_id = code order by code"
            yield from ((table, row["code"]) for row in site.reader.rows(sql))


def _table(site: Site, table: str, org_id: str) -> dict[str, Any]:
    """Return what the page shows of all rows of one table about an organisation."""
    row = site.reader.rows("select * from organisations where org_id = ?", [org_id])[0]
    rows = _on_show(site, row, record(site.reader, row)["tables"])[0].get(table, [])
    return {"organisation": row, "block": _block(site, table, rows[:MOST], org_id), "more": len(rows[MOST:])}


def _by_code(site: Site, org_id: str) -> dict[str, Any]:
    """Return what the page of an organisation shows, given its code."""
    return _page(site, site.reader.rows("select * from organisations where org_id = ?", [org_id])[0])


def _page(site: Site, row: Row) -> dict[str, Any]:
    """Return what the page of one organisation shows, and the record that lies beside it."""
    code, once = row["org_id"], site.reader.once
    filed = once(("record", code), partial(record, site.reader, row))
    columns = site.reader.columns["organisations"]
    duties = [marked(one) | {"duty": site.duties[one["obligation"]]} for one in filed["duties"]]
    tables, ended = once(("shown", code), partial(_on_show, site, row, filed["tables"]))
    return {
        "organisation": row,
        "successor": filed["successor"],
        "predecessor": filed["predecessor"],
        "facts": [
            (c["title"], as_filed(cell(row[c["column_name"]], c), c), c)
            for c in columns
            if row[c["column_name"]] is not None
        ],
        "standing": standing.lines(site, row, filed),
        "by_name": filed["by_name"],
        "sections": once(("sections", code), partial(_sections, site, row, tables)),
        "charts": _charts(site, filed["tables"].get("finances", [])),
        **_changes(filed["corrections"]),
        "ended": ended,
        "unknown": _unknown(site, filed, standing.grade_of(site, row)),
        "broken": filed["rules"]["broken"],
        "waived": filed["rules"]["waived"],
        "undecided": len(filed["rules"]["undecided"]),
        "undecided_where": {"org_id": row["org_id"], "status": UNDECIDED},
        "checklist": answered(site, filed["checklist"]),
        "duties": duties,
        "feeds": [{"title": row["name"], "own": True, "file": feed.path}]
        if (feed := once(("feed", code), partial(feeds.of_organisation, site, row)))
        else [],
        "calendar": any(duty["status"] == "未到期" for duty in duties),
        "additions": additions.of_row(site, additions.ORGANISATION, row),
        "title_of": site.reader.title_of,
        "record": filed,
        "foot": _foot(site, row, tables),
    }


def _changes(rows: list[Row]) -> dict[str, Any]:
    """Return what changed, without what was only filled in, how much changed in all, and what was wrong in accounts."""
    told = [row for row in rows if row["kind"] != FILLED]
    wrong = [row for row in told if row["table_name"] == "finances" and row["kind"] in standing.WRONG]
    return {"corrections": told[:LONG], "changes": len(rows), "corrected": wrong[:LONG]}


def _changed(site: Site, org_id: str) -> dict[str, Any]:
    """Return what the page of all that changed of an organisation shows."""
    (row,) = site.reader.rows("select * from organisations where org_id = ?", [org_id])
    rows = site.reader.query("organisation_corrections", org_id=org_id)
    given = {"rows": rows[:CHANGES], "more": len(rows[CHANGES:]), "title_of": site.reader.title_of}
    return {"organisation": row} | given


def _on_show(site: Site, row: Row, tables: dict[str, list[Row]]) -> tuple[dict[str, list[Row]], int]:
    """Return the tables without records of credit whose term of publication is over, and how many these are."""
    sql = "select event_id from credit_today where district = :district and org_id = :org_id and not shown"
    over = {one["event_id"] for one in site.reader.rows(sql, {"district": row["district"], "org_id": row["org_id"]})}
    events = [one for one in tables.get("credit_events", []) if one["event_id"] not in over]
    shown = tables | {"credit_events": events}
    return {name: rows for name, rows in shown.items() if rows}, len(over)


def _foot(site: Site, row: Row, tables: dict[str, list[Row]]) -> dict[str, Any]:
    """Return what stands at the foot of an organisation's page."""
    shown = [Shown("organisations", {"org_id": row["org_id"]}, [row])]
    for table, rows in tables.items():
        shown.append(Shown(table, {about_column(site.reader.columns[table]) or "org_id": row["org_id"]}, rows))
    said = figures(site, "organisation", {"organisations": [row]} | tables)
    return foot(site, ("organisations", row["org_id"]), row["name"], shown, said)


def _unknown(site: Site, filed: Record, grade: Row | None) -> list[str]:
    """Return the titles of the columns and tables that are usual and not known: that it has no grade may be known."""
    missing = filed["not_received"]
    graded = grade is not None and (grade["open"] == 0 or grade["known_until"] is not None)
    columns = site.reader.columns["organisations"]
    titles = [column["title"] for column in columns if column["column_name"] in missing["columns"]]
    return titles + [
        site.reader.tables[name]["title"] for name in missing["tables"] if not (name == "evaluations" and graded)
    ]


def answered(site: Site, found: list[Row]) -> list[tuple[Question, Row]]:
    """Return each question with its answer; one that is no fault has a mark that is neither good nor bad."""
    answers = {one["question"]: one for one in found}
    return [
        (question, _worded(question, _marked(answers[code], question.statement.header.get("neutral"))))
        for code, question in site.questions.items() if code in answers
    ]  # fmt: skip


def _worded(question: Question, answer: Row) -> Row:
    """Return an answer as a page words it: a question that fears the worst is not answered 是 where all is well."""
    said = question.statement.header
    words = said.get(WORDED.get(answer["answer"], ""), answer["answer"])
    return answer | {"asked": said.get("asked", question.title), "answer": words}


def _marked(answer: Row, neutral: str | None) -> Row:
    """Return an answer with its mark; `neutral` is the answer, or how the evidence begins, where it is no fault."""
    said, evidence = answer["answer"], answer["evidence"] or ""
    fault = neutral is None or (said != neutral and not evidence.startswith(neutral))
    if said == UNKNOWN and not fault:
        return answer | {"mark": NEUTRAL, "known": True, "answer": BEYOND}
    return answer | {"mark": ANSWERS[said] if fault or said == YES else NEUTRAL, "known": said != UNKNOWN}


def _sections(site: Site, row: Row, tables: dict[str, list[Row]]) -> list[tuple[str, str, list[Block]]]:
    """Return (anchor, title, blocks) of every table that speaks of the organisation."""
    told: dict[str, list[Block]] = {}
    place = {table: section["id"] for section in SECTIONS["sections"] for table in section["tables"]}
    ordered = [table for section in SECTIONS["sections"] for table in section["tables"] if table in tables]
    for table in [*ordered, *(table for table in tables if table not in ordered)]:
        shown = _block(site, table, tables[table], row["org_id"])
        if len(shown.lines) > LONG and table not in WHOLE and not shown.by_year:
            path = address("organisations", row["org_id"], ALL, table)
            shown = replace(shown, lines=shown.lines[:FEW], count=len(shown.lines), path=path)
        told.setdefault(place.get(table, "more"), []).append(shown)
    order = [(section["id"], section["title"]) for section in SECTIONS["sections"]]
    return [(anchor, title, told[anchor]) for anchor, title in order if anchor in told]


def _block(site: Site, table: str, rows: list[Row], org_id: str) -> Block:
    """Return the block of some rows of a table about an organisation."""
    column = about_column(site.reader.columns[table]) or "org_id"
    shown = block(site.reader, table, rows, {column, "org_name"}, {column: org_id}, SECTIONS["columns"].get(table))
    return _linked(shown)


def _linked(shown: Block) -> Block:
    """Return a block whose lines lead to the pages of grants and notices."""
    if shown.table not in SECTIONS["pages"]:
        return shown
    lines = [type(line)(line.cells, line.source, line.sample, line.source["permalink"]) for line in shown.lines]
    return type(shown)(**vars(shown) | {"lines": lines})


def _charts(site: Site, finances: list[Row]) -> list[Row]:
    """Return the charts of income and expense by year, whose parts end in the totals."""
    if not finances:
        return []
    return [
        by_part(
            site.gettext, site.gettext(title), [(column, site.gettext(name)) for column, name in parts], total, finances
        )
        for title, parts, total in (SECTIONS["charts"]["income"], SECTIONS["charts"]["expense"])
    ]
