"""What follows from the reasons that a statement returns: the verdict of a rule, a duty or a question (design.md §7).

`exempt` and `unknown` are why a subject is not judged or cannot be; unknown is never yes or no.
"""

from datetime import date
from typing import Any

STATUSES = ("符合", "不符合", "不适用", "无法判断")
STANDINGS = ("按时", "逾期报送", "逾期未报", "未到期", "不适用", "无法判断")
ANSWERS = ("是", "否", "未知")
BLANK = "有需要的数没有填报"
NO_DUE = "没有到期日"
NOT_COVERED = "没有人声明这些记录已经报全，也许只是没有报"
LATER = "声明报全的日子以后才到期，还不知道"
TO_COME = "填写的日期还没有到"

Row = dict[str, Any]


def of_rule(row: Row) -> tuple[str, str | None]:
    """Return a subject's status and what stands beside it: the reason, or the detail where it was judged."""
    if row.get("exempt"):
        return "不适用", row["exempt"]
    if row["broken"]:
        return "不符合", row["detail"]
    if row.get("unknown") or row["broken"] is None:
        return "无法判断", row.get("unknown") or BLANK
    return "符合", row["detail"]


def of_question(row: Row) -> tuple[str, str | None]:
    """Return the answer and its evidence: a known no is a no whatever else is unknown."""
    if row["holds"] == 0:
        return "否", row["evidence"]
    if row.get("unknown") or row["holds"] is None:
        return "未知", row.get("unknown") or BLANK
    return "是", row["evidence"]


def of_duty(row: Row, today: str) -> tuple[str, int | None, str | None]:
    """Return how a case stands on a day, how many days late it came or is, and the reason.

    `covered_until` is the last day up to which its district says that all such records are filed: only up to then is
    it a fact that nothing came, and lateness is counted to that day.
    """
    if row.get("exempt"):
        return "不适用", None, row["exempt"]
    due, done = row["due_on"], row["done_on"]
    if done and done > today:
        return "无法判断", None, TO_COME
    if done and due:
        late = _days(due, done)
        return ("按时", None, None) if late <= 0 else ("逾期报送", late, None)
    if row.get("unknown") or not due:
        return "无法判断", None, row.get("unknown") or NO_DUE
    if due >= today:
        return "未到期", None, None
    known = min(row.get("covered_until") or "", today)
    if not known:
        return "无法判断", None, NOT_COVERED
    if due >= known:
        return "无法判断", None, LATER
    return "逾期未报", _days(due, known), f"截至 {known} 未报"


def _days(since: str, until: str) -> int:
    """Return the days from one ISO date to another."""
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
