"""Lists as CSV beside their pages, whole and without a server: with Chinese headings, one file for all languages."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from ..exports.csvs import BOM, harmless
from .pages.sheet import Site
from .reading import Row

NAME = "list.csv"
BODIES = (
    "org_id", "name", "type", "status", "grade", "size", "field", "district", "street", "community", "registered_on",
    "lists",
)  # fmt: skip
NEEDED = (
    "org_id", "name", "status", "need", "because", "word", "project_status", "project_start", "project_end", "street",
    "community", "address", "office_phone",
)  # fmt: skip
OWED = (
    "title", "about", "period", "due_on", "estimated", "status", "days_late", "counted_to", "done_on", "basis",
    "evidence", "page",
)  # fmt: skip
LATE = ("district", "organisation", "org_id", *OWED)
LATE_OTHERS = ("district", "party", "of_body", *OWED)
TITLES = {
    "organisation": "名称",
    "title": "应当公开什么",
    "about": "哪一件",
    "of_body": "关于哪家组织",
    "estimated": "到期日是估算的",
    "counted_to": "天数算到",
    "evidence": "凭什么这样说",
    "page": "在登记册上的页面",
    "project_status": "项目状态",
    "project_start": "开始日期",
    "project_end": "结束日期",
    "sample": "示例",
    "district": "区",
}
VIEWS = ("bodies_listed", "bodies_by_need", "obligations")  # whose columns are titled
YES = "是"

Beside = dict[str, Callable[[], bytes]]  # name of a file beside a page → what makes it


def beside(site: Site, columns: Sequence[str], rows: Callable[[], Iterable[Row]], name: str = NAME) -> Beside:
    """Return the file of a list that lies beside its page; it is made in one language alone, when it is written."""

    def made() -> bytes:
        """Return the list as CSV; which rows are samples stands in the last column."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(_title(site, column) for column in (*columns, "sample"))
        for row in rows():
            told = row | {"district": site.reader.districts[row["district"]]["title"]}
            writer.writerow([*(harmless(told[column]) for column in columns), YES if row["sample"] else ""])
        return (BOM + text.getvalue()).encode()

    return {name: made}


def _title(site: Site, column: str) -> str:
    """Return what a column is headed by."""
    titles = (site.reader.title_of(view, column) for view in VIEWS)
    return TITLES.get(column) or next(title for title in titles if title != column)
