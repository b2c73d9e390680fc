"""The named queries that people ask: what each says of itself, what it returns, and the trickiest on smallest cases."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT, Desk, credit_code, finance, organisation

from disclosure.api.desk import SAID
from disclosure.api.desk import Desk as QueryDesk
from disclosure.api.searching import QUESTION
from disclosure.api.server import Application, create_app, read_metadata
from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank
from disclosure.statements import Statement, Unset, read_statement

FILES = sorted((ROOT / "disclosure" / "standard" / "queries").glob("*.sql"))
ASKED = {
    path.stem: read_statement(path, ("title", "title_en", "description", "description_en", "group")) for path in FILES
}
OF_DISTRICTS = {path.stem: read_statement(path, ("title",)) for path in sorted(ROOT.glob("plugins/*/queries/*.sql"))}
KINDS = ("日期", "年份", "数", "区")
WRONG = {"日期": "2026-02-30", "年份": "26年", "数": "多", "区": "nowhere"}
CODES = {  # column → (columns that may hold its name, what its page is called)
    "org_id": (("organisation", "name"), "organisation"), "grant_id": (("project",), "grant"),
    "other_grant_id": (("other_project",), "other"), "notice_id": (("notice", "title"), "notice"),
    "submission": (("submission_title",), "submission"), "rule": (("rule_title",), "rule"),
    "policy_id": (("policy",), "policy"), "obligation": (("duty",), "duty"), "question": (("asked",), "question"),
}  # fmt: skip
BEYOND = {  # where the answer holds more than the rows of the whole that have the value
    ("several_boards", "district"), ("funded_twice", "district"), ("figures_corrected", "kind"),
}  # fmt: skip
Row = dict[str, Any]


def ask(db: sqlite3.Connection, name: str, /, **asked: Any) -> list[Row]:
    """Return the rows of a named query, what is not asked left empty as Datasette passes it."""
    cursor = db.execute((ASKED | OF_DISTRICTS)[name].sql, Unset(asked))
    columns = [column[0] for column in cursor.description]
    assert len(set(columns)) == len(columns), f"{name} returns a column twice"
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def columns_of(db: sqlite3.Connection, query: Statement) -> list[str]:
    """Return the columns that a named query returns."""
    return [column[0] for column in db.execute(query.sql, Unset()).description]


@pytest.fixture(scope="module")
def register(published: Path) -> Iterator[sqlite3.Connection]:
    """Return the database of the register with its samples."""
    connection = sqlite3.connect(f"file:{published}/current/disclosure.db?mode=ro&immutable=1", uri=True)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def fetched(app: Application, addresses: list[str]) -> list[httpx.Response]:
    """Return the answers to some addresses below /data/disclosure/."""

    async def all_of_them() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://register", timeout=60) as browser:
            return [await browser.get(f"/data/disclosure/{address}") for address in addresses]

    return asyncio.run(all_of_them())


def test_there_are_enough_questions() -> None:
    assert len(ASKED) >= 35
    titles = [query.header[key] for query in ASKED.values() for key in ("title", "title_en")]
    assert len(set(titles)) == len(titles)
    told = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in ASKED if f"`{name}`" not in told] == []


@pytest.mark.parametrize("name", ASKED)
def test_a_question_says_in_both_languages_what_it_is_and_asks(name: str, register: sqlite3.Connection) -> None:
    query = ASKED[name]
    assert query.header["title"].endswith("？") and query.header["title_en"].endswith("?")
    assert not re.search(r"[一-鿿]", query.header["title_en"])
    assert query.header["description"].endswith("。") and query.header["description_en"].endswith(".")
    assert query.header["group"] in SAID["groups"]
    assert set(re.findall(r":([a-z]\w*)", query.sql)) == set(query.parameters)
    vocabularies = {codelist for (codelist,) in register.execute("select distinct codelist from codelists")}
    assert {said["unit"] for said in query.parameters.values()} <= {"", *KINDS} | vocabularies
    assert all(len(line) <= 140 for line in query.path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", ASKED)
def test_every_column_of_an_answer_has_a_title(name: str, register: sqlite3.Connection) -> None:
    query = ASKED[name]
    returned = columns_of(register, query)
    known = {column for (column,) in register.execute("select column_name from dictionary_columns")}
    assert set(returned) <= known | set(SAID["everywhere"]) | set(query.columns)
    assert set(query.columns) <= set(returned), "described but not returned"
    assert returned[-1] == "sample"


def test_every_column_of_the_desk_has_a_chinese_title(published: Path, register: sqlite3.Connection) -> None:
    metadata = read_metadata(ROOT / "metadata.yml", load_districts(ROOT / "plugins"))["databases"]["disclosure"]
    desk = QueryDesk(str(published / "current/disclosure.db"), metadata)
    shown = {
        name: desk.columns[name] for name, kind in desk.shown_as.items() if kind == "view" and name in desk.columns
    }
    shown |= {
        name: [column[0] for column in register.execute(query["sql"], Unset()).description]
        for name, query in desk.queries.items() if query["sql"] != QUESTION.sql
    }  # fmt: skip
    bare = {(name, column) for name, columns in shown.items() for column in columns
            if not re.search("[一-鿿]", desk.spoken["zh"].column(name, column)["title"])}  # fmt: skip
    assert bare == set()
    asked = desk.spoken["zh"].column
    assert asked("figures_beside_peers", "bodies")["title"] == "同类有几家"
    assert desk.spoken["en"].column("without_accounts", "status")["title"] == "Status of the organisation"


@pytest.mark.parametrize("name", ASKED)
def test_beside_every_code_stand_a_name_and_a_page_that_is_there(
    name: str, register: sqlite3.Connection, published: Path
) -> None:
    rows, returned = ask(register, name), columns_of(register, ASKED[name])
    held = {org_id for (org_id,) in register.execute("select org_id from organisations")}
    site = published / "current" / "site"
    for code in set(CODES) & set(returned):
        named, page = CODES[code]
        link = f"{page}_permalink" if f"{page}_permalink" in returned else "permalink"
        (title,) = (column for column in named[:1] if column in returned) if named[0] in returned else named[1:]
        for row in rows:
            if row[code] is None:
                continue
            assert row[title], (code, row)
            if code == "org_id" and row[code] not in held:
                assert row[link] is None, "a body of elsewhere has no page"
            elif code not in ("obligation", "question"):
                assert row[link].rstrip("/").rpartition("/")[2] == row[code], (code, row)
    links = {row[column] for row in rows for column in returned if column.endswith("permalink") and row[column]}
    assert [link for link in links if not (site / link.strip("/") / "index.html").is_file()] == []
    assert {row["sample"] for row in rows} <= {0, 1}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_for_narrows_the_answer(name: str, register: sqlite3.Connection) -> None:
    whole, terms = ask(register, name), dict[str, list[str]]()
    for codelist, term in register.execute("select codelist, term from codelists"):
        terms.setdefault(codelist, []).append(term)
    for parameter, said in ASKED[name].parameters.items():
        returned = sorted({str(row[parameter]) for row in whole if row.get(parameter)})
        usual = {"日期": ["2026-01-01"], "年份": ["2025"], "数": ["1"], "区": ["demo", "haishu"]}.get(said["unit"])
        for value in usual or terms.get(said["unit"]) or [*returned[:3], "没有这样的"]:
            found = ask(register, name, **{parameter: value})
            if parameter in columns_of(register, ASKED[name]) and (name, parameter) not in BEYOND:
                assert found == [row for row in whole if str(row[parameter]) == value], (parameter, value)


def test_every_question_has_a_page_that_asks_it_in_words(app: Application) -> None:
    for name, answer in zip(ASKED, fetched(app, list(ASKED)), strict=True):
        assert answer.status_code == 200, (name, answer.text)
        query = ASKED[name]
        assert f"<h1>{query.header['title']}</h1>" in answer.text and query.header["description"][:12] in answer.text
        assert all(f"{said['title']} <code>{asked}</code>" in answer.text for asked, said in query.parameters.items())
    (english,) = fetched(app, ["totals_that_differ?_lang=en"])
    assert "Which printed totals differ" in english.text and "Sum of parts" in english.text


def test_the_pages_that_an_answer_names_are_links(app: Application) -> None:
    (answer,) = fetched(app, ["totals_that_differ?district=haishu"])
    assert '<a href="/policies/haishu/%E6%B5%B7' in answer.text


def test_what_is_no_day_year_district_or_term_is_told_in_words(app: Application) -> None:
    wrong = [
        (f"{name}{form}?{parameter}={WRONG.get(said['unit'], '没有的词')}", said, form)
        for name, query in ASKED.items() for parameter, said in query.parameters.items() if said["unit"]
        for form in ("", ".json")
    ]  # fmt: skip
    assert {said["unit"] for _, said, _ in wrong} > set(KINDS)
    for (address, said, form), answer in zip(wrong, fetched(app, [address for address, *_ in wrong]), strict=True):
        assert answer.status_code == 400, address
        told = answer.json()["error"] if form else answer.text
        assert said["title"] in told and "没有回答" in told, address


def test_a_parameter_that_a_question_does_not_have_is_never_passed_over(app: Application) -> None:
    asked = ["duties_late.csv?sample=0", "duties_late.json?sinse=2026-01-01", "rule_FIN-24_2004.json?tolerance=1"]
    samples, since, rule = fetched(app, asked)
    assert [answer.status_code for answer in (samples, since, rule)] == [400, 400, 400]
    assert "没有叫“sample”的条件" in samples.text and "sample 一列" in samples.text and "（示例）" not in samples.text
    assert "您要的也许是 since。" in since.json()["error"]
    assert "它有：—" in rule.json()["error"]


# The trickiest, on smallest cases.


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register."""
    return Blank(load_districts(ROOT / "plugins"))


def filled(blank: Blank, **tables: list[Row]) -> sqlite3.Connection:
    """Return the register with these rows."""
    connection: sqlite3.Connection = blank.filled(tables).conn
    return connection


def body(number: int, **columns: Any) -> Row:
    """Return an organisation that stands."""
    plain = {
        "org_id": f"o{number}",
        "name": f"组织{number}",
        "type": "社会团体",
        "registration": "登记",
        "status": "正常",
    }
    return plain | {"registered_on": "2010-01-01", "status_since": None} | columns


def grant(number: int, **columns: Any) -> Row:
    """Return a funded project."""
    plain = {
        "grant_id": f"g{number}",
        "project": f"项目{number}",
        "programme": "公益创投",
        "round": 2025,
        "org_id": "o1",
        "decision": "资助",
    }
    return plain | {"status": "已完成", "awarded": 100, "decided_on": "2025-03-01"} | columns


def holding(org_id: str, name: str, post: str = "理事", **columns: Any) -> Row:
    """Return a post held today."""
    return {
        "org_id": org_id,
        "name": name,
        "post": post,
        "term_start": "2024-01-01",
        "term_end": "2028-12-31",
    } | columns


def test_a_name_on_several_boards_counts_bodies_not_posts(blank: Blank) -> None:
    db = filled(
        blank,
        organisations=[body(1), body(2), body(3, sample=1)],
        people=[
            holding("o1", "甲"), holding("o1", "甲", "秘书长"), holding("o2", "甲", "监事", term_end=None),
            holding("o1", "乙"), holding("o1", "乙", "会长"), holding("o3", "乙", sample=1),
            holding("o1", "丙"), holding("o2", "丙", term_end="2025-12-31"),
            holding("o1", "丁"), holding("o2", "丁", term_start="2027-01-01"),
        ],
    )  # fmt: skip
    found = ask(db, "several_boards")
    assert [(row["name"], row["org_id"], row["bodies"], row["sure"]) for row in found] == [
        ("甲", "o1", 2, 1), ("甲", "o2", 2, 0),
    ]  # fmt: skip
    assert set(found[0]["posts"].split("、")) == {"理事", "秘书长"}


def test_several_boards_of_a_district_reach_into_others(blank: Blank) -> None:
    far = {"district": "haishu"}
    db = filled(
        blank,
        organisations=[body(1), body(2, **far), body(3, **far), body(4, **far)],
        people=[
            holding("o1", "甲"),
            holding("o2", "甲", **far),
            holding("o3", "乙", **far),
            holding("o4", "乙", **far),
        ],
    )
    assert {row["org_id"] for row in ask(db, "several_boards", district="demo")} == {"o1", "o2"}
    assert len(ask(db, "several_boards", district="haishu")) == 4


@pytest.mark.parametrize(
    ("second", "days", "why"),
    [
        ({"paid_on": "2025-09-01"}, None, None),
        ({"paid_on": "2025-08-31"}, 1, "拨付早于规定的日子"),
        ({"paid_on": None}, None, None),
    ],
)
def test_an_instalment_is_early_by_the_days_its_terms_set(
    blank: Blank, second: Row, days: int | None, why: str | None
) -> None:
    plain = {"grant_id": "g1", "amount": 50, "agreed_on": None, "condition_met": None}
    term = {"programme": "公益创投", "term": "第2期最早", "value": 6, "unit": "月", "text": None}
    db = filled(
        blank,
        policies=[{"policy_id": "p", "title": "示例办法"}],
        programme_terms=[term | {"from_on": "2000-01-01", "policy_id": "p", "section": "第一条"}],
        organisations=[body(1)],
        grants=[grant(1, agreement_on="2025-03-01", status="执行中")],
        grant_payments=[plain | {"instalment": 1, "paid_on": "2025-03-01"}, plain | {"instalment": 2} | second],
    )
    found = ask(db, "paid_early")
    assert [(row["instalment"], row["days_early"], row["why"]) for row in found] == ([(2, days, why)] if why else [])


def test_a_project_funded_twice_is_one_row_with_both_pages(desk: Desk) -> None:
    one, start = credit_code(), {"start_on": "2025-01-01", "end_on": "2025-12-31"}
    plain = {
        "programme": "公益创投",
        "round": 2025,
        "org_id": one,
        "decision": "资助",
        "status": "执行中",
        "awarded": 1000,
    } | start
    desk.file("one", {"organisations": [organisation(one)], "grants": [
        plain | {"grant_id": "a", "project": "独居老人探访"}, plain | {"grant_id": "b", "project": "独居老人探访二期"},
        plain | {"grant_id": "c", "project": "独居老人探访三期", "decision": "不予资助", "status": "未立项", "awarded": ""},
        plain | {"grant_id": "d", "project": "儿童绘画"},
    ]})  # fmt: skip
    (row,) = ask(desk.filled().conn, "funded_twice")
    assert (row["grant_id"], row["other_grant_id"], row["other_permalink"]) == ("a", "b", "/grants/haishu/b/")
    assert row["likeness"] < 1 and row["sample"] == 0


def test_what_changed_since_a_day_is_each_change_with_corrections_first(desk: Desk) -> None:
    one, two = credit_code(serial=1), credit_code(serial=2)
    desk.file("one", {"organisations": [organisation(one), organisation(two)], "finances": [finance(one)]})
    desk.file("two", {"finances": [finance(one, income_total="600", net_assets="900.50", total_assets="1100.50")]},
              corrects={"reason": "漏记一笔"})  # fmt: skip
    desk.file("three", {"organisations": [organisation(two, status="注销", status_since="2026-02-01")]})
    db = desk.filled().conn
    found = ask(db, "changed_since")
    assert [row["kind"] for row in found[:3]] == ["更正"] * 3 and {row["kind"] for row in found[3:]} <= {"变更", "补充"}
    assert {(row["column_title"], row["old"], row["new"]) for row in found} >= {("收入合计", "500", "600")}
    assert {row["submission"] for row in ask(db, "changed_since", since="2026-03-01")} == {"three"}
    assert ask(db, "changed_since", since="2026-03-02") == []
    (counted,) = ask(db, "changed_by_submission", submission="two")
    assert (counted["changes"], counted["records"], counted["reason"]) == (3, 1, "漏记一笔")
    (difference,) = (row["difference"] for row in ask(db, "figures_corrected") if row["column_name"] == "income_total")
    assert difference == 100
    assert [row["name"] for row in ask(db, "new_since", since="2026-02-01")] == []
    assert len(ask(db, "new_since", since="2026-01-01")) == 2
    assert [row["org_id"] for row in ask(db, "closed_in_year", year="2026")] == [two]
    assert ask(db, "closed_in_year", year="2025") == []
    assert [row["org_id"] for row in ask(db, "closed_in_year")] == [two]


def test_days_late_are_counted_to_the_end_of_what_is_declared_and_not_without(desk: Desk) -> None:
    one = credit_code()
    desk.file("one", {"organisations": [organisation(one)]})
    assert ask(desk.filled().conn, "duties_late") == []
    window = {
        "table_name": "inspections",
        "from_on": "2012-01-01",
        "until_on": "2026-07-10",
        "authority": "测试登记机关",
    }
    desk.file("two", {"coverage": [window]}, created="2026-07-11T09:00:00+08:00")
    db = desk.filled().conn
    latest = max(ask(db, "duties_late"), key=lambda row: row["due_on"])
    late = (date.fromisoformat(window["until_on"]) - date.fromisoformat(latest["due_on"])).days
    assert (latest["status"], latest["done_on"], latest["days_late"]) == ("逾期未报", None, late)
    assert latest["duty"] and latest["organisation_permalink"] == f"/organisations/{one}/"
    assert ask(db, "duties_late", status="逾期报送") == []


def test_a_grade_is_lost_when_withdrawn_or_lowered_not_when_it_lapses(blank: Blank) -> None:
    def graded(number: int, day: str, grade: str, **columns: Any) -> Row:
        return {"org_id": f"o{number}", "announced_on": day, "grade": grade, "valid_until": "2020-12-31",
                "withdrawn_on": None} | columns  # fmt: skip

    db = filled(
        blank,
        organisations=[body(number) for number in range(1, 7)],
        evaluations=[
            graded(1, "2015-01-01", "4A"),
            graded(2, "2015-01-01", "4A"), graded(2, "2020-01-01", "3A"),
            graded(3, "2015-01-01", "3A"), graded(3, "2020-01-01", "5A"),
            graded(4, "2015-01-01", "3A", withdrawn_on="2018-05-05"), graded(4, "2020-01-01", "不予评级"),
            graded(5, "2015-01-01", "3A", withdrawn_on="2027-01-01"),
            graded(6, "2015-01-01", "3A"), graded(6, "2020-01-01", "1A", sample=1),
        ],
    )  # fmt: skip
    found = [(row["org_id"], row["before"], row["after"], row["how"], row["lost_on"]) for row in ask(db, "grades_lost")]
    assert found == [("o2", "4A", "3A", "重新评估降低", "2020-01-01"), ("o4", "3A", None, "取消", "2018-05-05")]


def test_who_scored_no_lower_and_was_not_funded(blank: Blank) -> None:
    refused = {"decision": "不予资助", "status": "未立项", "awarded": None}
    db = filled(
        blank,
        organisations=[body(1)],
        grants=[
            grant(1, review_score=80), grant(2, review_score=None), grant(3, review_score=80, **refused),
            grant(4, review_score=79.5, **refused), grant(5, review_score=None, **refused),
            grant(6, review_score=99, round=2024, **refused), grant(7, review_score=99, programme="购买", **refused),
            grant(8, review_score=60, sample=1),
        ],
    )  # fmt: skip
    assert [(row["grant_id"], row["lowest_funded"]) for row in ask(db, "scored_but_not_funded")] == [("g3", 80)]


def money(year: int, **columns: Any) -> Row:
    """Return a year's finances of o1 of which nothing but this is filed."""
    blank = dict.fromkeys(("income_donations", "income_membership_fees", "income_services", "income_government_grants",
                           "income_sales", "income_investment", "income_other", "staff_pay"))  # fmt: skip
    return {"org_id": "o1", "year": year, "income_total": 100, "expense_total": 90, "net_assets": 50} | blank | columns


def test_income_is_one_sided_by_what_is_filed_alone(blank: Blank) -> None:
    db = filled(
        blank,
        organisations=[body(1)],
        finances=[
            money(2020, income_services=80), money(2021, income_services=79.99, income_donations=None),
            money(2022, income_total=0, income_services=0), money(2023, income_government_grants=100),
        ],
    )  # fmt: skip
    found = [(row["year"], row["source"], row["share"]) for row in ask(db, "one_sided_income")]
    assert found == [(2023, "政府补助收入", 100), (2020, "提供服务收入", 80)]
    assert len(ask(db, "one_sided_income", percent="79.9")) == 3


def test_years_of_overspending_run_on_only_without_a_gap(blank: Blank) -> None:
    db = filled(
        blank,
        organisations=[body(1)],
        finances=[
            money(2019, expense_total=110), money(2020, expense_total=110), money(2021, expense_total=100),
            money(2022, expense_total=101.5), money(2024, expense_total=200), money(2025, expense_total=200, sample=1),
        ],
    )  # fmt: skip
    found = [(row["year"], row["gap"], row["years"], row["sample"]) for row in ask(db, "spent_more_than_received")]
    assert found == [(2025, 100, 1, 1), (2024, 100, 1, 0), (2022, 1.5, 1, 0), (2020, 10, 2, 0), (2019, 10, 1, 0)]


def test_what_is_left_over_is_that_of_the_last_account_and_no_sample_takes_its_place(blank: Blank) -> None:
    def quarter(number: int, unspent: float, **columns: Any) -> Row:
        return {
            "grant_id": "g1",
            "year": 2025,
            "quarter": number,
            "received": 50,
            "spent": 40,
            "unspent": unspent,
        } | columns

    db = filled(
        blank,
        organisations=[body(1)],
        grants=[grant(1, refunded=None, agreement_on="2025-02-01"), grant(2, refunded=5), grant(3, status="执行中")],
        grant_spending=[quarter(1, 10), quarter(2, 20), quarter(3, 99, sample=1)],
    )
    found = {row["grant_id"]: (row["received"], row["unspent"], row["refunded"]) for row in ask(db, "money_left_over")}
    assert found == {"g1": (100, 20, None), "g2": (None, None, 5)}


def test_a_breach_is_answered_by_a_reply_that_names_it_alone(blank: Blank) -> None:
    def breach(rule: str, year: int) -> Row:
        return {"rule": rule, "version": "2004", "district": "demo", "table_name": "finances", "org_id": "o1",
                "key": f'{{"org_id":"o1","year":{year}}}', "period": str(year), "status": "不符合", "detail": "差", "sample": 0}  # fmt: skip

    db = filled(
        blank,
        organisations=[body(1)],
        rules=[{"rule": rule, "version": "2004", "title": rule, "severity": "warning"} for rule in ("FIN-1", "FIN-12")],
        rule_results=[breach("FIN-12", 2024), breach("FIN-12", 2025), breach("FIN-1", 2024)],
        responses=[
            {"response_id": "a", "org_id": "o1", "concerns": "FIN-12 o1 2024", "text": "已说明"},
            {"response_id": "b", "org_id": "o1", "concerns": "FIN-12 o1 2025", "text": "示例", "sample": 1},
            {"response_id": "c", "org_id": "o1", "concerns": "审计", "text": "已改"},
        ],
    )  # fmt: skip
    assert [(row["rule"], row["period"]) for row in ask(db, "unanswered")] == [("FIN-1", "2024"), ("FIN-12", "2025")]
    assert ask(db, "unanswered")[0]["reply"] == "FIN-1 o1 2024"


def test_cost_per_beneficiary_uses_what_was_spent_only_where_it_is_whole(blank: Blank) -> None:
    def quarter(of: str, number: int) -> Row:
        return {"grant_id": of, "year": 2025, "quarter": number, "received": 50, "spent": 40, "unspent": 10}

    agreed = {"agreement_on": "2025-02-01", "beneficiaries": 4}
    db = filled(
        blank,
        organisations=[body(1)],
        grants=[
            grant(1, **agreed, completed_on="2025-06-30"),
            grant(2, **agreed, completed_on="2025-06-30"),
            grant(3, **agreed | {"beneficiaries": None}),
            grant(4, **agreed | {"awarded": None}),
            grant(5, **agreed, completed_on="2025-07-01"),
            grant(6, **agreed),
        ],
        grant_spending=[quarter("g1", 1), quarter("g1", 2), quarter("g2", 2), quarter("g5", 1), quarter("g6", 1)],
    )
    found = {row["grant_id"]: (row["awarded_each"], row["spent_each"]) for row in ask(db, "spending_per_beneficiary")}
    nothing = dict.fromkeys(("g2", "g5", "g6"), (25, None))  # a quarter missing, one to come, not over
    assert found == {"g1": (25, 20), "g4": (None, None)} | nothing
    whole = {row["grant_id"]: row["whole"] for row in ask(db, "money_left_over")}
    assert (whole["g1"], whole["g5"], whole["g6"]) == (1, 0, None)


def test_years_lasted_are_counted_to_the_day(blank: Blank) -> None:
    closed = {"status": "注销"}
    db = filled(
        blank,
        organisations=[
            body(1, registered_on="2021-03-01", status_since="2022-03-01", **closed),
            body(2, registered_on="2021-03-01", status_since="2022-02-28", **closed),
        ],
    )
    assert {row["org_id"]: row["lived"] for row in ask(db, "closed_in_year")} == {"o1": 1, "o2": 0}


def test_nobody_holds_a_post_of_a_body_that_is_no_more(blank: Blank) -> None:
    term = {"post": "会长", "term_start": "2018-01-01", "term_end": "2027-01-01", "official_status": "在职"}
    db = filled(
        blank,
        organisations=[body(1), body(2, status="注销", status_since="2020-01-01")],
        people=[{"org_id": "o1", "name": "甲", **term}, {"org_id": "o2", "name": "乙", **term}],
    )
    assert {row["org_id"]: row["now"] for row in ask(db, "officials_in_posts")} == {"o1": 1, "o2": 0}


def test_a_grant_by_name_is_of_the_body_of_that_name_everywhere(blank: Blank) -> None:
    grade = {"grade": "4A", "announced_on": "2022-01-01", "valid_from": "2022-01-01", "valid_until": "2027-01-01"}
    db = filled(
        blank,
        organisations=[body(1)],
        grants=[grant(1, org_id=None, org_name="组织1", service_field="扶老")],
        evaluations=[{"org_id": "o1", **grade}],
    )
    assert [row["org_id"] for row in ask(db, "who_funds_whom")] == ["o1"]
    assert db.execute("select org_id, holds from grant_grades").fetchall()[0][:] == ("o1", "3A以上")
    assert [row[0] for row in db.execute("select org_id from bodies_by_need where need = '扶老'")] == ["o1"]


def test_a_grade_to_come_lapses_and_lowers_nothing_yet(blank: Blank) -> None:
    first = {"org_id": "o1", "grade": "5A", "announced_on": "2021-01-01", "valid_from": "2021-01-01"}
    later = {
        "org_id": "o1",
        "grade": "3A",
        "announced_on": "2026-10-01",
        "valid_from": "2027-01-01",
        "valid_until": "2031-12-31",
    }
    db = filled(blank, organisations=[body(1)], evaluations=[first | {"valid_until": "2026-12-31"}, later])
    assert ask(db, "grades_lost") == []
    db = filled(blank, organisations=[body(1)], evaluations=[first | {"valid_until": "2026-10-31"}, later])
    assert ask(db, "grades_lapsed") == []
    db = filled(blank, organisations=[body(1)], evaluations=[first | {"valid_until": "2026-10-31"}])
    assert [row["grade"] for row in ask(db, "grades_lapsed")] == ["5A"]
    begun = later | {"valid_from": "2026-10-01"}
    db = filled(blank, organisations=[body(1)], evaluations=[first | {"valid_until": "2026-12-31"}, begun])
    assert [row["lost_on"] for row in ask(db, "grades_lost")] == ["2026-10-01"]


def test_two_documents_notices_or_windows_double_nothing(blank: Blank) -> None:
    here = body(1, registration="备案", type="社区社会组织")
    fund = {"indicator": "社会组织发展资金", "dimension": "福彩公益金", "year": 2025, "as_of": "2025-12-31", "value": 5}
    window = {"table_name": "activities", "kind": None, "from_on": "2026-01-01", "until_on": "2026-06-30"}
    prize = {"programme": "优质项目奖励", "continues_grant_id": "g1"}
    listed = {"item": 1, "org_id": "o1", "project": "项目1", "result": "优秀"}
    course = {"programme": "社区项目申报", "round": 2025}
    db = filled(
        blank,
        organisations=[here],
        statistics=[fund | {"source": "p1"}, fund | {"source": "p2"}],
        grants=[
            grant(1, programme="社区项目申报", funding_source="福利彩票公益金"),
            grant(2, **prize, awarded=5),
            grant(3, **prize, awarded=7, decision="不予资助"),
        ],
        grant_scores=[
            {"grant_id": "g1", "stage": "终期评估", "indicator": indicator, "score": 30}
            for indicator in ("创新程度", "实施情况", "社会效果")
        ],
        notices=[{"notice_id": name, "kind": "表彰公示", **course} for name in ("n1", "n2")],
        notice_items=[{"notice_id": name, **listed} for name in ("n1", "n2")],
        activities=[{"activity_id": str(n), "org_id": "o1", "held_on": "2026-03-01"} for n in range(3)],
        coverage=[window | {"org_type": None}, window | {"org_type": "社区社会组织", "until_on": "2026-09-30"}],
    )
    assert [row[0] for row in db.execute("select activities from demo_ledger")] == [3]
    assert db.execute("select count(*) from demo_funds where year = 2025 and source = '福彩公益金'").fetchone()[0] == 1
    assert [(row["grade"], row["prize"]) for row in ask(db, "selected")] == [("优秀", 5)]


def test_a_year_is_asked_as_a_text(blank: Blank) -> None:
    there = {"district": "zhenhai"}
    db = filled(
        blank,
        organisations=[body(1, is_trade_association=1, **there)],
        zhenhai_separation=[{"org_id": "o1", "year": 2025, "item": "机构分离", "state": "已完成", **there}],
    )
    assert [row["done"] for row in ask(db, "separation_by_year", year="2025")] == [1]
    assert ask(db, "separation_by_year", year="2024") == []


def test_a_figure_jumps_beyond_what_is_asked_for_and_ten_thousand(blank: Blank) -> None:
    small = {"total_assets": 1, "note": None, "expense_total": 1}
    db = filled(
        blank,
        organisations=[body(1)],
        finances=[
            money(2021, income_total=10000, **small),
            money(2022, income_total=30000, **small),
            money(2023, income_total=90001, **small),
            money(2024, income_total=90000, **small | {"expense_total": 10001}),
            money(2025, income_total=90000, **small | {"expense_total": 20003, "note": "费用增加是新办了一个站"}),
        ],
    )
    found = [(row["year"], row["figure"], row["times"], row["explained"]) for row in ask(db, "figures_jumped")]
    assert found == [(2023, "收入合计", 3, 0)]
    found = [(row["year"], row["figure"], row["explained"]) for row in ask(db, "figures_jumped", percent="100")]
    assert found == [(2023, "收入合计", 0), (2022, "收入合计", 0), (2025, "费用合计", 1)]


def test_a_charity_is_below_its_limit_only_where_every_figure_is_known(blank: Blank) -> None:
    charity = {"type": "基金会", "is_charity": 1, "charity_since": "2010-01-01", "public_fundraising_since": None}
    year = {"expense_total": 5000000, "expense_administration": 100000, "income_total": 1000000, "net_assets": 5000000}
    years = [
        money(number, charitable_spending=spent, **year)
        for number, spent in ((2022, 0), (2023, 0), (2024, 0), (2025, 10))
    ]
    db = filled(blank, organisations=[body(1, **charity)], finances=years)
    assert [(row["year"], row["reached"], row["within"]) for row in ask(db, "charities_below_limits", year="2025")] == [
        (2025, 0, 1)
    ]
    db = filled(blank, organisations=[body(1, **charity | {"is_charity": None, "charity_since": None})], finances=years)
    assert ask(db, "charities_below_limits") == []


@pytest.mark.parametrize(
    ("assessed", "early"),
    [
        ([], False),
        ([{"result": "通过", "assessed_on": "2025-09-01"}], False),
        ([{"result": "通过", "assessed_on": "2025-09-02"}], True),
        ([{"result": "整改", "assessed_on": "2025-08-01"}], True),
        ([{"result": "整改", "assessed_on": "2025-08-01", "sample": 1}], False),
    ],
)
def test_an_instalment_is_early_before_its_assessment_but_not_for_want_of_records(
    blank: Blank, assessed: list[Row], early: bool
) -> None:
    plain = {"grant_id": "g1", "amount": 50, "agreed_on": None, "condition_met": None}
    term = {"programme": "公益创投", "term": "第2期条件", "value": None, "unit": None, "text": "中期评估"}
    db = filled(
        blank,
        policies=[{"policy_id": "p", "title": "示例办法"}],
        programme_terms=[term | {"from_on": "2000-01-01", "policy_id": "p", "section": "第一条"}],
        organisations=[body(1)],
        grants=[grant(1, agreement_on="2025-03-01")],
        grant_payments=[
            plain | {"instalment": 1, "paid_on": "2025-03-01"},
            plain | {"instalment": 2, "paid_on": "2025-09-01"},
        ],
        grant_assessments=[{"grant_id": "g1", "stage": "中期评估"} | one for one in assessed],
    )
    found = [(row["instalment"], row["days_early"], row["why"]) for row in ask(db, "paid_early")]
    assert found == ([(2, None, "中期评估还没有通过")] if early else [])


def test_money_paid_before_an_earlier_instalment_is_early(blank: Blank) -> None:
    plain = {"grant_id": "g1", "amount": 50, "agreed_on": None, "condition_met": None}
    db = filled(
        blank,
        organisations=[body(1)],
        grants=[grant(1, agreement_on="2025-03-01")],
        grant_payments=[plain | {"instalment": 1, "paid_on": None}, plain | {"instalment": 2, "paid_on": "2025-09-01"}],
    )
    assert [(row["instalment"], row["why"]) for row in ask(db, "paid_early")] == [(2, "前一期还没有拨")]
