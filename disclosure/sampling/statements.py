"""Makes the three statements of a year line by line, as 会民非01–03 of the accounting system of 2004 have them."""

from collections.abc import Iterator

Cell = tuple[str, str, int]  # row number, column, whole cents
INCOME = {"1": "income_donations", "2": "income_membership_fees", "3": "income_services", "4": "income_sales",
          "5": "income_government_grants", "6": "income_investment", "9": "income_other"}  # fmt: skip
EXPENSE = {"12": "expense_programme", "21": "expense_administration", "24": "expense_fundraising", "28": "expense_other"}  # fmt: skip


def statements_of(sums: dict[str, int], restricted_before: int) -> Iterator[tuple[str, Cell]]:
    """Yield (statement, cell); subtotals are the sums of their lines, and agree with the sums of the year in cents."""
    for statement, cells in (
        ("资产负债表", _position(sums)),
        ("业务活动表", _activities(sums, restricted_before)),
        ("现金流量表", _cash(sums)),
    ):
        yield from ((statement, cell) for cell in cells)


def _position(sums: dict[str, int]) -> Iterator[Cell]:
    """Yield the balance sheet at the end of the year."""
    assets, debt = sums["total_assets"], sums["total_liabilities"]
    cost, worn = assets // 10, assets // 40
    held = cost - worn
    lines = {
        "1": min(sums["cash_closing"], assets - held), "20": assets - held, "30": 0,
        "31": cost, "32": worn, "33": held, "40": held, "41": 0, "51": 0, "60": assets,
        "62": debt, "80": debt, "90": 0, "91": 0, "100": debt,
        "101": sums["net_assets_unrestricted"], "105": sums["net_assets_restricted"], "110": sums["net_assets"],
    }  # fmt: skip
    lines["3"] = lines["20"] - lines["1"]
    for line, amount in lines.items():
        yield line, "期末", amount


def _activities(sums: dict[str, int], restricted_before: int) -> Iterator[Cell]:
    """Yield the statement of activities; what donors tied, and was not yet spent, is in the column 限定性."""
    growth = sums["net_assets_restricted"] - restricted_before
    tied, released = max(growth, 0), max(-growth, 0)
    columns = {line: (sums[name], 0) for line, name in INCOME.items()}
    columns["1"] = (sums["income_donations"] - tied, tied)
    columns["11"] = (sums["income_total"] - tied, tied)
    columns |= {line: (sums.get(name, 0), 0) for line, name in EXPENSE.items()}
    columns["35"] = (sums["expense_total"], 0)
    columns["40"] = (released, -released)
    columns["45"] = (sums["net_assets_change"] - growth, growth)
    for line, (free, restricted) in columns.items():
        yield from ((line, "非限定性", free), (line, "限定性", restricted), (line, "合计", free + restricted))


def _cash(sums: dict[str, int]) -> Iterator[Cell]:
    """Yield the cash flow statement; all income is received in cash, and equipment is bought."""
    bought = sums["expense_total"] // 50
    earned = sums["income_investment"]
    received = {"1": sums["income_donations"], "2": sums["income_membership_fees"], "3": sums["income_services"],
                "4": sums["income_sales"], "5": sums["income_government_grants"], "8": sums["income_other"]}  # fmt: skip
    inflow = sum(received.values())
    net = sums["cash_change"] - earned + bought
    outflow = inflow - net
    lines = received | {
        "13": inflow, "15": sums["staff_pay"], "16": outflow - sums["staff_pay"], "23": outflow, "24": net,
        "26": earned, "34": earned, "35": bought, "43": bought, "44": earned - bought, "59": 0, "60": 0,
        "61": sums["cash_change"],
    }  # fmt: skip
    for line, amount in lines.items():
        yield line, "合计", amount
