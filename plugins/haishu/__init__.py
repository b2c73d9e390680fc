"""海曙区: a check of document numbers, awards against the cap, an endpoint that tells of one street."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from datasette import hookimpl as endpoints
from datasette.utils.asgi import NotFound, Response

from disclosure import Section, Table, hookimpl, reads

STREET = {
    "bodies": """select org_id, name, type, status, sample, '/organisations/' || org_id || '/' as permalink
        from organisations where district = 'haishu' and street = :street order by sample, name""",
    "projects": """select grant_id, project, programme, round, awarded, status, sample,
        '/grants/haishu/' || grant_id || '/' as permalink
        from grants where district = 'haishu' and street = :street and decision = '资助'
        order by sample, round, project""",
}
DOCUMENT_NO = re.compile(r"\w+〔\d{4}〕\d+号")


@reads("document_no")
def document_number(row: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A document number is issuer, year in 〔〕 and number, as official documents print it."""
    if row.get("document_no") and not DOCUMENT_NO.fullmatch(row["document_no"]):
        yield "haishu-document-no", "document_no", {}


@hookimpl
def register_checks(table: Table) -> list[Any]:
    """Return the check of document numbers for the table of policies."""
    return [document_number] if table.name == "policies" else []


@hookimpl
def organisation_sections(database: sqlite3.Connection, organisation: dict[str, Any]) -> list[Section]:
    """Return what the organisation was awarded by 公益创投 per round, beside the cap that was then in force."""
    rounds = database.execute(
        """select * from grant_sums
        where district = 'haishu' and org_id = ? and programme = '公益创投' and sample = ? order by round""",
        [organisation["org_id"], organisation["sample"]],
    ).fetchall()
    rows = [
        [
            str(r["round"]),
            f"{r['awarded'] or 0:,.2f}" + ("（有的没有填写）" if r["blank"] else ""),
            "没有规定" if r["cap"] is None else f"{r['cap']:,.0f}",
            r["approvals"] or "无",
        ]
        for r in rounds
    ]
    if not rows:
        return []
    bases = "、".join(sorted({r["basis"] for r in rounds if r["basis"]}))
    note = f"依据{bases}：每个组织每轮合计不超过上限，经批准的例外须有批准文号。" if bases else ""
    english = {
        "公益创投资助与上限": "Venture grants and their limit", "轮次": "Round", "资助合计（元）": "Granted (yuan)",
        "上限（元）": "Limit (yuan)", "批准文号": "Approval", "没有规定": "none set", "无": "none",
    }  # fmt: skip
    headings = ["轮次", "资助合计（元）", "上限（元）", "批准文号"]
    return [Section("公益创投资助与上限", headings, rows, note, english=english)]


@endpoints  # type: ignore[untyped-decorator]
def register_routes() -> list[Any]:
    """Return the endpoint that tells of one street."""
    return [(r"^/-/haishu/street\.json$", of_street)]


async def of_street(request: Any, datasette: Any) -> Response:
    """Return the bodies of a street and the projects funded there."""
    database, street = datasette.get_database("disclosure"), request.args["street"]
    told = {what: [dict(row) for row in await database.execute(sql, [street])] for what, sql in STREET.items()}
    if not any(told.values()):
        raise NotFound(f"“{street}”没有社会组织和资助项目。 / Nothing is in the street “{street}”.")
    return Response.json({"street": street, **told})
