"""Makes accounts that balance, year after year, and the audits of them. All sums are in whole cents."""

from collections.abc import Iterator
from random import Random
from typing import Any

from .statements import statements_of
from .writing import Row

SIZE = {"51": 240_000_00, "52": 620_000_00, "53": 2_600_000_00}
INCOME = {
    "51": {"income_donations": 8, "income_membership_fees": 48, "income_services": 24, "income_government_grants": 20},
    "52": {"income_donations": 12, "income_services": 60, "income_government_grants": 28},
    "53": {"income_donations": 96, "income_investment": 4},
}
EXPENSE = {"expense_administration": {"51": 18, "52": 12, "53": 6}, "expense_fundraising": {"53": 1}}
PARTS = ("income_donations", "income_membership_fees", "income_services", "income_government_grants", "income_sales",
         "income_investment", "income_other")  # fmt: skip
RESTRICTED = {"51": 8, "52": 8, "53": 30}  # per cent of net assets
LINED = 0.05  # the share of organisations that publish their statements line by line too


def yuan(cents: int) -> str:
    """Return whole cents as an amount of yuan, as the files write it."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole}.{part:02d}"


def books_of(
    words: dict[str, Any], made: Row, years: tuple[int, ...], random: Random, goes_wrong: bool
) -> Iterator[tuple[str, Row]]:
    """Yield accounts, some lines of their statements, and audits; filed bodies keep none."""
    kind = made["org_id"][:2]
    if kind not in SIZE:
        return
    size = int(SIZE[kind] * random.uniform(0.4, 1.8))
    net = int(size * random.uniform(0.4, 1.5))
    cash = net // 2
    restricted = net * RESTRICTED[kind] // 100
    lined = random.random() < LINED
    for year in years:
        size = int(size * random.uniform(0.92, 1.15))
        sums = _year(kind, size, net, cash, random)
        net, cash = sums["net_assets"], sums["cash_closing"]
        row = {name: yuan(cents) for name, cents in sums.items()}
        key = {"org_id": made["org_id"], "year": year}
        charitable = {"charitable_spending": row["expense_programme"]} if made["is_charity"] == "是" else {}
        yield "finances", key | {"accounting_system": "2004"} | row | charitable
        if lined:
            for statement, (line, column, cents) in statements_of(sums, restricted):
                cell = {"statement": statement, "line": line, "amount_column": column, "amount": yuan(cents)}
                yield "finance_lines", key | cell
        restricted = sums["net_assets_restricted"]
        bad = goes_wrong and year == years[-1]
        yield "audits", {
            "audit_id": f"sj-{year}-{made['org_id']}", "org_id": made["org_id"], "kind": "年度审计",
            "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "auditor": random.choice(words["auditors"]),
            "report_no": f"示会审〔{year + 1}〕{random.randint(1, 999):03d}号", "report_date": f"{year + 1}-04-{random.randint(1, 28):02d}",
            "opinion": "保留意见" if bad else "无保留意见", "summary": "部分支出缺少原始凭证" if bad else "",
            "rectified": "否" if bad else "",
        }  # fmt: skip


def _year(kind: str, size: int, opening: int, cash: int, random: Random) -> dict[str, int]:
    """Return one year's sums in cents; each total is made of its parts."""
    parts = dict.fromkeys(PARTS, 0) | {name: size * share // 100 for name, share in INCOME[kind].items()}
    parts["income_other"] = random.randint(0, size // 200)
    income = sum(parts.values())
    expense = int(income * random.uniform(0.86, 1.03))
    spent = {name: expense * shares.get(kind, 0) // 100 for name, shares in EXPENSE.items()}
    spent["expense_other"] = random.randint(0, expense // 300)
    spent["expense_programme"] = expense - sum(spent.values())
    change = income - expense
    net = opening + change
    restricted = max(net, 0) * RESTRICTED[kind] // 100
    debt = int(size * random.uniform(0.04, 0.3))
    flow = max(change * 4 // 5, -cash)
    return {
        "total_assets": net + debt if net + debt >= 0 else 0,
        "total_liabilities": debt if net + debt >= 0 else -net,
        "net_assets_unrestricted": net - restricted,
        "net_assets_restricted": restricted,
        "net_assets": net,
        "opening_net_assets": opening,
        **parts,
        "income_total": income,
        "of_which_government_purchase": parts["income_government_grants"] // 2,
        **spent,
        "expense_total": expense,
        "net_assets_change": change,
        "cash_opening": cash,
        "cash_closing": cash + flow,
        "cash_change": flow,
        "staff_pay": expense * 38 // 100,
    }
