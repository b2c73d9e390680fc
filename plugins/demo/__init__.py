"""示例区: one example of each hook that adds to pages of others and to the downloads; all else of it is data."""

import json
import sqlite3
from typing import Any

from disclosure import Download, Section, hookimpl

SCORES = {"novelty": "创新程度", "conduct": "实施情况", "effect": "社会效果"}
NOTE = "三个角度的分数出自项目评估（grant_scores），等级出自表彰公示。"
ENGLISH = {
    NOTE: "The scores are those of the assessment (grant_scores), the grades those of the notice of honours.",
    "年度评选": "Selection of the year", "角度": "Angle", "得分": "Score", "没有填报": "not filed",
    "创新程度": "Novelty", "实施情况": "Conduct", "社会效果": "Effect",
    "历年评选": "Selections by year", "年份": "Year", "申报": "Entered", "评了分": "Scored", "评为优质": "Honoured",
    "评为优质的社区项目": "Community projects honoured", "项目": "Project", "等级": "Grade",
}  # fmt: skip


def shown(value: Any) -> str:
    """Return a value as a cell shows it; what was not filed is said to be so."""
    return "没有填报" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


@hookimpl
def grant_sections(database: sqlite3.Connection, grant: dict[str, Any]) -> list[Section]:
    """Return what the three angles of the yearly selection gave a project."""
    rows = database.execute(
        "select * from demo_selection where grant_id = ? and total is not null", [grant["grant_id"]]
    )
    return [
        Section(
            "年度评选",
            ["角度", "得分"],
            [[title, shown(row[name])] for name, title in SCORES.items()],
            NOTE,
            english=ENGLISH,
        )
        for row in rows
    ]


@hookimpl
def district_sections(database: sqlite3.Connection) -> list[Section]:
    """Return how many projects each year's selection looked at, and how many it honoured."""
    rows = database.execute(
        "select round, count(*) as asked, count(total) as scored, count(grade) as honoured, max(sample) as sample"
        " from demo_selection group by round, sample order by round desc"
    ).fetchall()
    lines = [[shown(row[name]) for name in ("round", "asked", "scored", "honoured")] for row in rows]
    return [Section("历年评选", ["年份", "申报", "评了分", "评为优质"], lines, NOTE, english=ENGLISH)] if lines else []


@hookimpl
def home_sections(database: sqlite3.Connection) -> list[Section]:
    """Return the projects that the latest selection honoured."""
    rows = database.execute(
        "select s.round, g.project, s.grade from demo_selection s"
        " join grants g on g.district = s.district and g.grant_id = s.grant_id"
        " where s.grade is not null and s.round = (select max(round) from demo_selection where grade is not null)"
        " order by s.grade, g.project limit 5"
    )
    lines = [[shown(cell) for cell in row] for row in rows]
    return [Section("评为优质的社区项目", ["年份", "项目", "等级"], lines, english=ENGLISH)] if lines else []


@hookimpl
def export_files(database: sqlite3.Connection) -> list[Download]:
    """Return the projects with their scores inside them, as programs that show the selection read them."""
    rows = database.execute("select * from demo_selection where sample = 1 order by round, grant_id").fetchall()
    projects = [
        {"grant_id": row["grant_id"], "round": row["round"], "awarded": row["awarded"], "grade": row["grade"],
         "scores": {title: row[name] for name, title in SCORES.items()}}
        for row in rows
    ]  # fmt: skip
    content = json.dumps({"sample": True, "projects": projects}, ensure_ascii=False, indent=1) + "\n"
    title, title_en = "社区项目和评选得分（JSON）", "Community projects with the scores of their selection (JSON)"
    return [Download("sample-selection.json", title, title_en, content.encode(), sample=True)] if projects else []
