"""Makes what authorities see of an organisation: inspections, grades, spot checks, lists, complaints, honours."""

from collections.abc import Iterator
from random import Random
from typing import Any

from .writing import Row

GRADES = {"5A": (951, 990), "4A": (901, 950), "3A": (851, 900), "2A": (801, 850)}
SECTIONS = {"基础条件": 100, "内部治理": 400, "工作绩效": 400, "社会评价": 100}


def spread(total: int, full: dict[str, int]) -> dict[str, int]:
    """Return whole marks that add up to the total, none above its full marks."""
    marks = {name: total * most // sum(full.values()) for name, most in full.items()}
    for name, most in full.items():
        marks[name] += min(most - marks[name], total - sum(marks.values()))
    return marks


def oversight_of(
    _words: dict[str, Any], made: Row, years: tuple[int, ...], random: Random, goes_wrong: bool
) -> Iterator[tuple[str, Row]]:
    """Yield the inspections of every year and whatever else befell the organisation."""
    org_id, filed = made["org_id"], made["registration"] == "备案"
    authority = made["registrar"]
    reports = made["is_charity"] == "是" or org_id.startswith("53")
    month = "03" if org_id.startswith("53") else "05"  # a foundation reports by the end of March
    kind = "备案年度审核" if filed else "年度报告" if reports else "年度检查"
    for year in years:
        late = goes_wrong and year == years[-2]
        yield "inspections", {
            "org_id": org_id, "year": year, "kind": kind, "method": "网上",
            "submitted_on": "" if late else f"{year + 1}-{month}-{random.randint(2, 30):02d}",
            "conclusion": "未参检" if late else "已报送" if kind == "年度报告" else "合格", "decided_on": f"{year + 1}-07-20",
        }  # fmt: skip
    if not filed and random.random() < 0.35:
        yield from _grade(org_id, random)
    if random.random() < 0.08:
        mended = random.random() < 0.3
        yield "spot_checks", {
            "check_id": f"cc-{org_id}", "org_id": org_id, "kind": "双随机抽查", "checked_on": "2025-10-16", "published_on": "2025-11-06",
            "inspectors": authority, "items": "财务管理、内部治理", "result": "发现问题已改正" if mended else "未发现问题",
        }  # fmt: skip
    if goes_wrong and not filed:
        yield from _listed(org_id, authority)
    if random.random() < 0.02:
        yield (
            "honours",
            {
                "title": "优秀公益团队（示例）",
                "year": 2025,
                "recipient": made["name"],
                "org_id": org_id,
                "level": "区级",
            },
        )
    if random.random() < 0.02:
        yield (
            "listings",
            {"list": "承接政府购买服务推荐目录", "year": 2026, "org_id": org_id, "valid_until": "2027-12-31"},
        )
    if random.random() < 0.005:
        yield "functions", {"function_id": f"zn-{org_id}", "department": authority, "function": "行业统计", "org_id": org_id,
                            "from_on": "2025-01-01"}  # fmt: skip


def _grade(org_id: str, random: Random) -> Iterator[tuple[str, Row]]:
    """Yield a grade under the measure of 2010, valid for five years from its announcement, with its marks."""
    year = random.randint(2022, 2025)
    grade = random.choice(list(GRADES))
    score = random.randint(*GRADES[grade])
    key = {"org_id": org_id, "announced_on": f"{year}-12-20"}
    yield "evaluations", key | {
        "grade": grade, "score": score, "full_score": 1000, "scheme": "示例评估指标", "valid_from": f"{year}-12-20",
        "valid_until": f"{year + 5}-12-19",
    }  # fmt: skip
    for section, marks in spread(score, SECTIONS).items():
        yield (
            "evaluation_scores",
            key | {"indicator": section, "section": section, "score": marks, "full_score": SECTIONS[section]},
        )


def _listed(org_id: str, authority: str) -> Iterator[tuple[str, Row]]:
    """Yield the story of a body that reported late: on the list, a complaint, an answer, off the list again."""
    event = f"yc-{org_id}"
    yield "credit_events", {"event_id": event, "org_id": org_id, "kind": "活动异常名录", "aspect": "守法", "listed_on": "2025-07-15",
                            "removed_on": "2025-11-20", "ground": "未按时报送年度报告", "authority": authority}  # fmt: skip
    yield "complaints", {"complaint_id": f"ts-{org_id}", "org_id": org_id, "kind": "投诉", "subject": "反映没有公布年度报告",
                         "received_on": "2025-06-20", "answered_on": "2025-07-02", "result": "属实，已督促补报"}  # fmt: skip
    yield "responses", {"response_id": f"hy-{org_id}", "org_id": org_id, "concerns": event, "answered_on": "2025-08-02",
                        "text": "已补报并指定专人负责"}  # fmt: skip
