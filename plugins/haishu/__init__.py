"""海曙区: a check of document numbers, the rounds of 公益创投, the page of key projects, awards against the cap."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from disclosure import Page, Section, Table, hookimpl

DOCUMENT_NO = re.compile(r"\w+〔\d{4}〕\d+号")
CAP = 50_000  # yuan per organisation and round: 《海曙区公益创投项目管理试行办法》第十九条


def document_number(row: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A document number is issuer, year in 〔〕 and number, as official documents print it."""
    if row.get("document_no") and not DOCUMENT_NO.fullmatch(row["document_no"]):
        yield "haishu-document-no", "document_no", {}


@hookimpl
def register_checks(table: Table) -> list[Any]:
    """Return the check of document numbers for the table of policies."""
    return [document_number] if table.name == "policies" else []


@hookimpl
def create_views(database: sqlite3.Connection) -> None:
    """Create haishu_rounds: a row per round of 公益创投."""
    database.execute(
        """create view haishu_rounds as
        select round, sample, count(*) as applied, sum(decision = '资助') as awarded_projects,
               sum(case when decision = '资助' then awarded else 0 end) as awarded
        from grants where district = 'haishu' and programme = '公益创投' group by round, sample"""
    )


@hookimpl
def register_pages(database: sqlite3.Connection) -> list[Page]:
    """Return the page of the key projects of 2010."""
    rows = database.execute("select * from haishu_key_projects order by source, number").fetchall()
    projects = [dict(row) for row in rows]
    return [Page("key-projects", "社会管理创新重点推进项目", "haishu/key_projects.html", {"projects": projects})]


@hookimpl
def organisation_sections(database: sqlite3.Connection, organisation: dict[str, Any]) -> list[Section]:
    """Return what the organisation was awarded by 公益创投 per round, beside the cap of Article 19."""
    rounds = database.execute(
        """select round, sum(awarded) as awarded, max(approval_no) as approval from grants
        where district = 'haishu' and org_id = ? and programme = '公益创投' and decision = '资助'
        group by round order by round""",
        [organisation["org_id"]],
    ).fetchall()
    rows = [[str(r["round"]), f"{r['awarded']:,.2f}", f"{CAP:,}", r["approval"] or "无"] for r in rounds]
    if not rows:
        return []
    note = "依据《海曙区公益创投项目管理试行办法》第十九条：每个组织每轮不超过五万元，超过的须有批准文号。"
    return [Section("公益创投资助与上限", ["轮次", "资助合计（元）", "上限（元）", "批准文号"], rows, note)]
