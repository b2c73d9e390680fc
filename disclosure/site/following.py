"""What a grant's page shows of each stage: the sums under its tables, each score beside its full mark.

A sample row about a real grant is shown as such and counts in no sum.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from .invented import fit
from .reading import Reader, Row

STAGES = ("评审", "中期评估", "终期评估")
ENDED = "已终止"
PER_CENT = 100
SHOWN = {"grant_budget", "grant_payments", "grant_scores", "grant_spending", "grant_assessments", "audits", "cases"}


def followed(reader: Reader, grant: Row) -> dict[str, Any]:
    """Return the stages of a grant that were filed, each with its rows and its sums."""
    key = {"district": grant["district"], "grant_id": grant["grant_id"]}
    scores = _scores(reader.query("grant_score_lines", **key), grant)
    assessments = _of(reader, "grant_assessments", key, "assessed_on")
    payments = [_share(row, grant) for row in reader.query("grant_paid", **key)]
    return {
        "scores": scores,
        "assessments": [row | {"rate": _rate(row), "scores": scores.get(row["stage"])} for row in assessments],
        "budget": _budget(_of(reader, "grant_budget", key, "line"), grant),
        "payments": payments,
        "paid": sum(row["amount"] for row in fit(payments, grant) if row["paid_on"]),
        "quarters": reader.query("grant_quarters", **key),
        "notices": reader.query("grant_notices", **key),
        "audits": reader.query("grant_audits", **key),
        "changes": _of(reader, "cases", key, "applied_on, case_id"),
        "ended": grant["status"] == ENDED,
    }


def _of(reader: Reader, table: str, key: Row, order: str) -> list[Row]:
    """Return the rows of a table about a grant."""
    return reader.rows(
        f'select * from "{table}" where district = :district and grant_id = :grant_id order by {order}', key
    )


def _scores(lines: list[Row], grant: Row) -> dict[str, Row]:
    """Return stage → its score sheet: groups with subtotals, the total, and whether a jury gave the scores."""
    return {
        stage: _sheet([line for line in lines if line["stage"] == stage], grant) | {"jury": stage == STAGES[0]}
        for stage in _stages(lines)
    }


def _stages(lines: Iterable[Row]) -> list[str]:
    """Return the stages that were scored, in their order."""
    filed = {line["stage"] for line in lines}
    return [stage for stage in STAGES if stage in filed]


def _sheet(lines: list[Row], grant: Row) -> Row:
    """Return a score sheet as it was filled in."""
    groups = [{"section": section, "lines": rows} | _sums(rows, grant) for section, rows in _grouped(lines, "section")]
    return {"groups": groups, "sample": any(line["sample"] for line in lines)} | _sums(lines, grant)


def _sums(lines: list[Row], grant: Row) -> Row:
    """Return what some lines of a score sheet add up to."""
    return {name: round(sum(line[name] for line in fit(lines, grant)), 2) for name in ("score", "full_score")}


def _grouped(rows: list[Row], name: str) -> Iterator[tuple[str | None, list[Row]]]:
    """Yield (value, rows) for each run of rows with the same value of a column."""
    for value, run in groupby(rows, key=lambda row: row[name]):
        yield value, list(run)


def _budget(lines: list[Row], grant: Row) -> Row | None:
    """Return the budget by category with its sums, and by how much it differs from the total that was filed."""
    if not lines:
        return None
    first = {line["category"]: line["line"] for line in reversed(lines)}
    ordered = sorted(lines, key=lambda line: (first[line["category"]], line["line"]))
    total = _amount(lines, grant)
    groups = [
        {"category": category, "lines": rows, "amount": _amount(rows, grant)}
        for category, rows in _grouped(ordered, "category")
    ]
    differs = None if grant["budget"] is None else round(total - grant["budget"], 2)
    return {"groups": groups, "amount": total, "differs": differs}


def _amount(lines: list[Row], grant: Row) -> float:
    """Return what some lines of a budget add up to."""
    amounts = [float(line["amount"]) for line in fit(lines, grant)]
    return round(sum(amounts), 2)


def _share(payment: Row, grant: Row) -> Row:
    """Return an instalment with the share of the award that it is."""
    share = round(payment["amount"] / grant["awarded"] * PER_CENT, 1) if grant["awarded"] else None
    return payment | {"is_share": share}


def _rate(assessment: Row) -> float | None:
    """Return the share of those asked who were satisfied, in per cent; None where it was not filed."""
    asked, satisfied = assessment["people_asked"], assessment["people_satisfied"]
    return round(satisfied / asked * PER_CENT, 1) if asked and satisfied is not None else None
