"""Makes rounds of 公益创投 as the invented measure has them: call, jury, notice, agreement, three payments, reports."""

from collections.abc import Iterator
from random import Random
from typing import Any

from ..districts import District
from .books import yuan
from .oversight import spread
from .terms import measure_of, value_of
from .writing import Row

ROUNDS = (2023, 2024, 2025)
NAME = "公益创投"
APPLY = 0.12  # the share of organisations that apply in a round
PER_NOTICE = 400  # organisations of successive numbers that share one notice of results
ASKED = {"51": (8_000, 14_000)}  # yuan; associations are small, and their books show what they were given
PASS = 70
SATISFACTION = "服务对象的满意度"


class Programme:
    """The rounds of one district."""

    def __init__(self, words: dict[str, Any], of: District, random: Random) -> None:
        self.words, self.of, self.random = words, of, random
        self.items: dict[str, int] = {}
        self.cap = value_of(words, "资助上限")
        self.shares = [value_of(words, f"第{instalment}期拨款比例") for instalment in (1, 2, 3)]

        self.base = {
            "programme": NAME,
            "publisher": f"{of.title}社会组织服务中心（示例）",
            "objection_channel": f"{of.title}民政局（示例），0000-80000001",
        }

    def calls(self) -> Iterator[tuple[str, Row]]:
        """Yield the calls, to which every application refers."""
        for year in ROUNDS:
            yield "notices", self.base | {
                "notice_id": f"gen-zj-{year}", "kind": "征集公告", "round": year, "title": f"{year}年{NAME}征集公告（生成）",
                "published_on": f"{year}-03-01", "start_on": f"{year}-03-01", "end_on": f"{year}-03-31",
            }  # fmt: skip

    def results(self) -> Iterator[tuple[str, Row]]:
        """Yield the notices of results of the applications made since this was last asked."""
        for notice in self.items:
            year = int(notice.split("-")[2])
            yield "notices", self.base | {
                "notice_id": notice, "kind": "评审结果公示", "round": year, "title": f"{year}年{NAME}评审结果公示（生成）",
                "published_on": f"{year}-05-06", "start_on": f"{year}-05-06", "end_on": f"{year}-05-13", "day_basis": "工作日",
                "objections_received": 0, "outcome": "无异议",
            }  # fmt: skip
        self.items.clear()

    def shared(self) -> Iterator[tuple[str, Row]]:
        """Yield what belongs to no one grant: the audits, the score sheets."""
        for year in ROUNDS:
            yield "audits", {"audit_id": f"gen-sj-{year}", "kind": "公益创投审计", "programme": NAME, "round": year,
                             "period_start": f"{year}-06-01", "period_end": f"{year + 1}-06-30", "auditor": self.words["auditors"][0],
                             "report_date": f"{year + 1}-09-10", "opinion": "无保留意见"}  # fmt: skip
        for stage, lines in self.words["scores"].items():
            for position, (section, indicator, full) in enumerate(lines, start=1):
                yield "score_sheets", {"scheme": f"{NAME}（生成的示例）", "stage": stage, "indicator": indicator, "section": section,
                                       "full_score": full, "position": position, "source": f"{measure_of(self.of)}附件"}  # fmt: skip

    def rows_of(self, made: Row, number: int, random: Random, goes_wrong: bool) -> Iterator[tuple[str, Row]]:
        """Yield the applications of one organisation, and all that follows from each; foundations give, not apply."""
        if made["org_id"].startswith("53"):
            return
        for year in ROUNDS:
            if random.random() < APPLY:
                yield from self._application(made, number, year, random, goes_wrong)

    def _application(
        self, made: Row, number: int, year: int, random: Random, goes_wrong: bool
    ) -> Iterator[tuple[str, Row]]:
        """Yield one grant from its application to its end."""
        project = random.choice(self.words["projects"])
        notice = f"gen-ps-{year}-{number // PER_NOTICE}"
        item = self.items[notice] = self.items.get(notice, 0) + 1
        marks = random.randint(55, 96)
        won = marks >= PASS
        least, most = ASKED.get(made["org_id"][:2], (20_000, self.cap))
        requested = random.randrange(least, most + 1, 1000)
        awarded = min(requested, random.randrange(least, most - 1000, 1000)) if won else 0
        grant_id = f"gen-{year}-{number}"
        key = {"grant_id": grant_id}
        title = f"{made['community']}{project['title']}"
        named = {"org_id": made["org_id"], "org_name": made["name"], "project": title}
        yield "notice_items", named | {"notice_id": notice, "item": item, "result": "拟资助" if won else "不予资助",
                                       "amount": awarded or "", "score": marks}  # fmt: skip
        ends = won and not (goes_wrong and year == ROUNDS[-1])
        yield "grants", key | {
            "programme": NAME, "round": year, "org_id": made["org_id"], "project": title, "service_field": project["service_field"],
            "summary": f"为{made['community']}的{project['target']}提供服务", "target_group": project["target"],
            "place": f"{self.of.title}{made['street']}", "street": made["street"], "place_scope": "街道",
            "applied_on": f"{year}-03-{random.randint(5, 30):02d}", "recommended": awarded or "", "budget": requested + 5000,
            "requested": requested, "awarded": awarded or "", "funding_source": "福利彩票公益金", "decision": "资助" if won else "不予资助",
            "call_notice_id": f"gen-zj-{year}", "reviewed_on": f"{year}-04-22", "review_notice_id": notice,
            "decided_on": f"{year}-05-20", "agreement_on": f"{year}-06-10" if won else "", "jury_size": 7, "review_score": marks,
            "start_on": f"{year}-07-01" if won else "", "end_on": f"{year + 1}-05-31" if won else "",
            "status": "已完成" if ends else "执行中" if won else "未立项", "completed_on": f"{year + 1}-05-25" if ends else "",
            "separate_account": "是" if won else "",
        }  # fmt: skip
        for line, (item_name, part) in enumerate((("活动材料", 60), ("志愿者交通和误餐", 40)), start=1):
            cost = (requested + 5000) * part // 100
            yield "grant_budget", key | {"line": line, "category": "项目活动费用", "item": item_name, "unit_price": cost, "unit": "批",
                                         "quantity": 1, "amount": cost}  # fmt: skip
        yield from self._scores(grant_id, "评审", marks)
        if won:
            yield from self._money(grant_id, year, awarded, ends)
            yield from self._assessed(grant_id, year, ends, random)

    def _scores(self, grant_id: str, stage: str, marks: int) -> Iterator[tuple[str, Row]]:
        """Yield the lines of a score sheet that add up to the marks; nine in ten are satisfied, which earns full marks."""
        lines = self.words["scores"][stage]
        earned = {indicator: full for _, indicator, full in lines if indicator == SATISFACTION}
        rest = {indicator: full for _, indicator, full in lines if indicator not in earned}
        given = earned | spread(marks - sum(earned.values()), rest)
        for section, indicator, full in lines:
            yield "grant_scores", {"grant_id": grant_id, "stage": stage, "indicator": indicator, "section": section,
                                   "score": given[indicator], "full_score": full}  # fmt: skip

    def _money(self, grant_id: str, year: int, awarded: int, ends: bool) -> Iterator[tuple[str, Row]]:
        """Yield three instalments, and the use of what has arrived, quarter by quarter."""
        due = (f"{year}-07-08", f"{year + 1}-01-15", f"{year + 1}-06-25")
        amounts = [awarded * 100 * share // 100 for share in self.shares]  # whole cents
        paid = [amounts[0], amounts[1] if ends else 0, amounts[2] if ends else 0]
        for instalment, (amount, day, done) in enumerate(zip(amounts, due, paid, strict=True), start=1):
            yield "grant_payments", {"grant_id": grant_id, "instalment": instalment, "amount": yuan(amount), "agreed_on": day,
                                     "paid_on": day if done else "", "condition_met": "是" if done else "否"}  # fmt: skip
        quarters = [(year, 3, paid[0]), (year, 4, 0), (year + 1, 1, paid[1]), (year + 1, 2, paid[2])]
        unspent = 0
        for position, (when, quarter, received) in enumerate(quarters):
            held = unspent + received
            spent = held if ends and position == len(quarters) - 1 else held // 2
            unspent = held - spent
            yield "grant_spending", {"grant_id": grant_id, "year": when, "quarter": quarter, "received": yuan(received),
                                     "spent": yuan(spent), "unspent": yuan(unspent)}  # fmt: skip

    def _assessed(self, grant_id: str, year: int, ends: bool, random: Random) -> Iterator[tuple[str, Row]]:
        """Yield the mid-term assessment, and the final one where the project came to its end."""
        base = {"grant_id": grant_id, "assessor": f"{self.of.title}社会组织服务中心（示例）", "third_party": "是"}
        yield "grant_assessments", base | {"stage": "中期评估", "assessed_on": f"{year + 1}-01-08", "score": 82 if ends else 58,
                                           "result": "通过" if ends else "整改"}  # fmt: skip
        if ends:
            marks = random.randint(76, 96)
            yield "grant_assessments", base | {"stage": "终期评估", "assessed_on": f"{year + 1}-06-12", "score": marks,
                                               "result": "通过", "people_asked": 10, "people_satisfied": 9}  # fmt: skip
            yield from self._scores(grant_id, "终期评估", marks)
