"""What stands in the cells of a page is what stands in the database: written out here by other means."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

ROW = re.compile(r"<tr(?P<kind>[^>]*)>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd](?P<given>[^>]*)>(.*?)</t[hd]>", re.DOTALL)


def plain(markup: str) -> str:
    """Return the words of a piece of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<svg.*?</svg>", "", markup)))).strip()


def table(page: str, name: str) -> list[dict[str, str]]:
    """Return the rows of the table in the region of a name, each as title of the column → words of the cell."""
    region = re.search(rf'<div class="scroll"[^>]*aria-label="{re.escape(name)}">(.*?)</table>', page, re.DOTALL)
    assert region, name
    head, body = region[1].split("<tbody>")
    titles = [plain(re.sub(r"<small>.*?</small>", "", one)) for one in re.findall(r"<th[^>]*>(.*?)</th>", head)]
    found = []
    for row in ROW.finditer(body):
        cells = CELL.findall(row[2])
        heads = [re.search(r'data-head="([^"]*)"', given) for given, _ in cells]
        found.append(
            {
                html.unescape(h[1]) if h else titles[n]: plain(c[1])
                for n, (h, c) in enumerate(zip(heads, cells, strict=True))
            }
        )
    return found


def money(value: float | None) -> str:
    """Return an amount as a reader expects it."""
    return "" if value is None else format(value, ",.2f").replace("-", "−")


def count(value: float | None) -> str:
    """Return a number as a reader expects it."""
    if value is None:
        return ""
    return format(value, ",.10f").rstrip("0").rstrip(".").replace("-", "−")


@pytest.fixture(scope="module")
def db(published: Path) -> sqlite_utils.Database:
    """Return the database of the published register."""
    return sqlite_utils.Database(published / "disclosure.db")


def page_of(published: Path, *path: Any) -> str:
    """Return the text of a page."""
    return Path(published, "site", *map(str, path), "index.html").read_text(encoding="utf-8")


def test_the_accounts_of_every_organisation_are_on_its_page(published: Path, db: sqlite_utils.Database) -> None:
    titles = {c["column_name"]: c["title"] for c in db["dictionary_columns"].rows_where("table_name = 'finances'")}
    amounts = ["total_assets", "net_assets", "income_total", "income_donations", "expense_total", "expense_programme"]
    seen = 0
    for (org_id,) in db.execute("select distinct org_id from finances").fetchall():
        rows = list(db["finances"].rows_where("org_id = ?", [org_id], order_by="year desc"))
        shown = table(page_of(published, "organisations", org_id), "年度财务")
        lines = {line["各项"].removesuffix(" 示例"): line for line in shown}
        assert [head for head in shown[0] if head != "各项"] == [str(row["year"]) for row in rows]  # the newest first
        for column in amounts:
            for row in rows:
                if any(one[column] is not None for one in rows):
                    assert lines[titles[column]][str(row["year"])] == money(row[column]), (org_id, column)
                    seen += row[column] is not None
    assert seen > 600


def test_the_duties_and_people_of_every_organisation_are_on_its_page(
    published: Path, db: sqlite_utils.Database
) -> None:
    titled = next(db["dictionary_tables"].rows_where("table_name = 'people'"))["title"]
    seen = 0
    for row in db["organisations"].rows:
        key = [row["district"], row["org_id"]]
        duties = list(db["obligations"].rows_where("district = ? and org_id = ? and party = '社会组织'", key))
        page = page_of(published, "organisations", row["org_id"])
        if duties:
            shown = sorted((one["期间"], one["到期日"].removesuffix(" 估算")) for one in table(page, "应当公开的"))
            assert shown == sorted((one["period"] or "", one["due_on"] or "") for one in duties)
            days = {one["days_late"] for one in duties if one["status"] == "逾期未报"}
            told = "".join(one["情况"] for one in table(page, "应当公开的"))
            assert {int(n) for n in re.findall(r"逾期未报 (\d+) 天", told)} == days
        people = [one["name"] for one in db["people"].rows_where("district = ? and org_id = ?", key)]
        if people:
            assert sorted(next(iter(one.values())).removesuffix(" 示例") for one in table(page, titled)) == sorted(
                people
            )
        seen += len(duties) + len(people)
    assert seen > 500


def test_the_marks_and_the_money_of_every_grant_are_on_its_page(published: Path, db: sqlite_utils.Database) -> None:
    seen = 0
    for grant in db["grants"].rows:
        key = [grant["district"], grant["grant_id"]]
        where = "district = ? and grant_id = ?"
        page = page_of(published, "grants", *key)
        for stage in ("评审", "中期评估", "终期评估"):
            if lines := list(db["grant_scores"].rows_where(f"{where} and stage = ?", [*key, stage])):
                shown = [list(row.values()) for row in table(page, stage)]
                filed = [[line["indicator"], count(line["score"]), count(line["full_score"])] for line in lines]
                assert sorted(row for row in shown if not row[0].endswith(("小计", "合计"))) == sorted(filed)
                sums = [count(round(sum(line[name] for line in lines), 2)) for name in ("score", "full_score")]
                assert shown[-1] == ["合计", *sums]
                seen += len(lines)
        if payments := list(db["grant_payments"].rows_where(where, key, order_by="instalment")):
            shown_payments = [(one["金额（元）"], one["约定日期"]) for one in table(page, "拨款")]
            assert shown_payments == [(money(one["amount"]), one["agreed_on"] or "") for one in payments]
            days = [one["实际拨付"] for one in table(page, "拨款")]
            assert all(one["paid_on"] in (None, day) for one, day in zip(payments, days, strict=True))
        if quarters := list(db["grant_spending"].rows_where(where, key, order_by="year, quarter")):
            shown_spent = [
                (one["到账（元）"], one["已用（元）"], one["季末结余（元）"]) for one in table(page, "项目用款")
            ]
            assert shown_spent == [tuple(money(one[c]) for c in ("received", "spent", "unspent")) for one in quarters]
        if budget := list(db["grant_budget"].rows_where(where, key)):
            lines_shown = [one["金额（元）"] for one in table(page, "项目预算") if "用途" in one]
            assert sorted(lines_shown) == sorted(money(one["amount"]) for one in budget)
        seen += len(payments) + len(quarters) + len(budget)
    assert seen > 400


def test_the_figures_and_targets_of_every_district_are_on_its_page(published: Path, db: sqlite_utils.Database) -> None:
    seen = 0
    for (name,) in db.execute("select district from districts").fetchall():
        page = page_of(published, "districts", name)
        for (indicator,) in db.execute(
            "select distinct indicator from statistics where district = ?", [name]
        ).fetchall():
            rows = list(db["statistics"].rows_where("district = ? and indicator = ?", [name, indicator]))
            alone = published / "site/districts" / name / "statistics" / indicator / "index.html"
            whole = alone.parent.parent / "index.html"
            shown = table((alone if alone.exists() else whole).read_text(encoding="utf-8"), indicator)
            assert sorted(one["截至"] for one in shown) == sorted(row["as_of"] for row in rows)
            for row in rows:
                assert any(count(row["value"]) in one["数值"] and row["as_of"] == one["截至"] for one in shown), row
                seen += 1
        for (plan,) in db.execute("select distinct plan from target_results where district = ?", [name]).fetchall():
            rows = list(db.query("select * from target_results where district = ? and plan = ?", [name, plan]))
            shown = table(page_of(published, "districts", name, "targets", plan), plan)
            assert len(shown) == len(rows)
            for row in rows:
                (one,) = [
                    line for line in shown
                    if line["指标"].removesuffix(" 示例") in (row["indicator"], f"{row['indicator']}（{row['dimension']}）")
                    and count(row["value"]) in line["目标"] and str(row["due_on"] or row["due_year"]) in line["期限"]
                ]  # fmt: skip
                assert row["status"] in one["达到与否"]
                assert row["actual"] is None or count(row["actual"]) in one["实际"]
                seen += 1
        areas = {row["area_id"]: row for row in db["areas"].rows_where("district = ?", [name])}
        if areas:
            told = re.findall(r'<tr id="area-(\w[^"]*)".*?data-head="人口">(.*?)</td>', page)
            assert {code: plain(cell) for code, cell in told} == {c: count(a["population"]) for c, a in areas.items()}
            seen += len(areas)
    assert seen > 300
