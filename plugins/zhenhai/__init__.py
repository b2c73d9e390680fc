"""镇海区: on a trade association's page, its ten items of 政社分开; all else of this district is data."""

import sqlite3
from typing import Any

from disclosure import Section, hookimpl

NOTE = (
    "依据《镇海区社会组织发展三年行动计划(2018-2020)》三(四)1：五分离、五规范，2018年底基本完成。"
    "没有报的事项不知道，不是没有做。"
)
ENGLISH = {
    NOTE: "By the three-year action plan of Zhenhai (2018-2020), three (four) 1: five separations and five norms, in"
    " the main done by the end of 2018. An item that was not filed is unknown, not undone.",
    "政社分开": "Apart from government", "年底": "End of", "事项": "Item", "进展": "Progress",
    "凭什么这样说": "On what grounds", "没有写": "not said",
}  # fmt: skip


@hookimpl
def organisation_sections(database: sqlite3.Connection, organisation: dict[str, Any]) -> list[Section]:
    """Return how far a trade association stands apart from government, item by item, the latest year first."""
    filed = database.execute(
        """select s.year, s.item, s.state, s.basis
        from zhenhai_separation s
        join codelists c on c.codelist = 'zhenhai_separation_item' and c.term = s.item
        where s.org_id = ? and s.sample = ? order by s.year desc, c.rowid""",
        [organisation["org_id"], organisation["sample"]],
    )
    rows = [[str(r["year"]), r["item"], r["state"], r["basis"] or "没有写"] for r in filed]
    headings = ["年底", "事项", "进展", "凭什么这样说"]
    return [Section("政社分开", headings, rows, NOTE, english=ENGLISH)] if rows else []
