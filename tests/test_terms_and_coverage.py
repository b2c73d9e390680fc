"""What districts state of their own measures (programme_terms) and of what they have filed (coverage)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from conftest import ROOT, Desk, credit_code, desk_in, organisation
from sqlite_utils import Database

from disclosure.database.dictionary import describe
from disclosure.database.layout import open_database
from disclosure.districts import NATION, load_districts
from disclosure.exceptions import SchemaError
from disclosure.pipeline import all_codelists, all_tables, register_in, submissions_of
from disclosure.tables import load_table

COVERAGE = {"table_name": "inspections", "kind": "", "org_type": "", "from_on": "2024-01-01", "until_on": "2025-12-31",
            "authority": "测试民政局"}  # fmt: skip
TERM = {"programme": "公益创投", "term": "资助上限", "from_on": "2024-01-01", "value": "50000", "unit": "元",
        "policy_id": "办法", "section": "第一条"}  # fmt: skip
POLICY = {"policy_id": "办法", "title": "办法"}


def admitted(desk: Desk) -> Database:
    """Return the database after admission, before anything is judged."""
    districts = desk.project.districts
    db = open_database(None)
    register = register_in(db, districts, desk.project.today)
    for submission in submissions_of(desk.project)[0]:
        register.admit(submission)
    describe(db, all_tables(districts).values(), all_codelists(districts))
    return db


def coverage(**columns: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a submission's table of one statement of coverage."""
    return {"coverage": [COVERAGE | columns]}


def term(**columns: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a submission's tables of one term and the policy it stands in."""
    return {"policies": [POLICY], "programme_terms": [TERM | columns]}


# --- what the schemas say ---


def test_dated_names_a_column_that_holds_a_day_or_a_year() -> None:
    dated = {table.name: table.by_name[table.dated].type for table in NATION.tables if table.dated}
    assert set(dated.values()) <= {"date", "year"}
    assert {name for name, kind in dated.items() if kind == "year"} == {"finances", "finance_lines", "staffing", "honours",
                                                                       "listings"}  # fmt: skip
    without = {table.name for table in NATION.tables} - set(dated)
    assert without == {"areas", "coverage", "experts", "grant_budget", "grant_scores", "notice_items", "programme_terms",
                       "score_sheets", "targets"}  # fmt: skip


def test_an_empty_cell_that_says_there_was_none_is_worded_so() -> None:
    marked = [column for table in NATION.tables for column in table.columns if column.empty_means_none]
    assert len(marked) > 30
    assert [column.name for column in marked if "留空" not in column.description] == []
    unknown = {
        "term_end",
        "submitted_on",
        "work_report_on",
        "agreement_on",
        "staff_pay",
        "score",
        "valid_until",
        "expires_on",
    }
    assert not unknown & {column.name for column in marked}


def test_only_key_columns_that_may_mean_all_are_left_empty() -> None:
    loose = {(table.name, name) for table in NATION.tables for name in set(table.key) - set(table.filled_key)}
    assert loose == {("coverage", "kind"), ("coverage", "org_type")}
    for table in NATION.tables:
        assert all(table.by_name[name].required for name in table.filled_key), table.name


def test_the_dictionary_says_what_dates_a_row_and_what_an_empty_cell_means(desk: Desk) -> None:
    db = admitted(desk)
    assert db.execute("select dated from dictionary_tables where table_name = 'finances'").fetchone()[0] == "year"
    rows = db.execute("select column_name, empty from dictionary_columns where table_name = 'coverage'")
    assert dict(map(tuple, rows.fetchall())) == {
        "table_name": "", "kind": "all", "org_type": "all", "from_on": "", "until_on": "", "authority": "", "basis": "",
        "note": "none",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"dated": "nothing"}, "dated is 'nothing'"),
        ({"dated": "table_name"}, "dated is 'table_name'"),
        ({"empty": "never"}, "empty is"),
        ({"empty": "none", "constraints": {"required": True}}, "empty is"),
        ({"empty": "all"}, "only a column of text in the key"),
    ],
)
def test_a_schema_that_says_it_wrongly_is_named(change: dict[str, Any], told: str, tmp_path: Any) -> None:
    path = NATION.path / "schemas/coverage.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    (schema if "dated" in change else schema["fields"][-1]).update(change)
    broken = tmp_path / "coverage.json"
    broken.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(SchemaError, match=told):
        load_table(broken, NATION.codelists)


# --- keys with empty cells ---


def test_the_same_statement_twice_is_one_row_and_no_change(desk: Desk) -> None:
    desk.file("one", coverage())
    desk.file("two", coverage())
    assert desk.findings() == []
    db = admitted(desk)
    assert [tuple(row) for row in db.execute("select kind, org_type, submission from coverage")] == [
        (None, None, "two")
    ]
    assert [row["superseded_on"] for row in db["coverage_history"].rows] == ["2026-02-01", None]
    assert db["corrections"].count == 0


def test_a_file_without_the_columns_that_may_be_empty_is_the_same_statement(desk: Desk) -> None:
    short = {name: value for name, value in COVERAGE.items() if name not in ("kind", "org_type")}
    desk.file("one", coverage())
    desk.file("two", {"coverage": [short | {"until_on": "2026-01-31"}]})
    assert desk.findings() == []
    assert [row["until_on"] for row in admitted(desk)["coverage"].rows] == ["2026-01-31"]


def test_a_later_submission_extends_it_without_a_reason(desk: Desk) -> None:
    desk.file("one", coverage())
    desk.file("two", coverage(until_on="2026-01-31"))
    assert desk.findings() == []
    changed = list(admitted(desk)["corrections"].rows)
    assert [(row["old"], row["new"], row["kind"]) for row in changed] == [("2025-12-31", "2026-01-31", "变更")]
    assert json.loads(changed[0]["key"]) == {
        "table_name": "inspections", "kind": None, "org_type": None, "from_on": "2024-01-01",
    }  # fmt: skip


def test_to_shorten_it_or_to_change_who_says_it_needs_a_reason(desk: Desk) -> None:
    desk.file("one", coverage())
    desk.file("two", coverage(until_on="2025-06-30"))
    desk.file("three", coverage(until_on="2026-01-31", authority="别的单位"))
    assert desk.findings() == [("change-without-reason", 2, "authority"), ("change-without-reason", 2, "until_on")]
    desk.file("four", coverage(until_on="2025-06-30"), corrects={"reason": "下半年的漏了"})
    assert [row["until_on"] for row in admitted(desk)["coverage"].rows] == ["2025-06-30"]


def test_all_and_one_kind_are_different_statements(desk: Desk) -> None:
    desk.file("one", {"coverage": [COVERAGE, COVERAGE | {"kind": "年度检查"}, COVERAGE | {"org_type": "基金会"}]})
    assert desk.findings() == []
    assert admitted(desk)["coverage"].count == 3


def test_the_same_key_twice_in_one_file_is_found_with_empty_cells_too(desk: Desk) -> None:
    desk.file(
        "one", {"coverage": [COVERAGE, COVERAGE, COVERAGE | {"kind": "年度检查"}, COVERAGE | {"kind": "年度检查"}]}
    )
    assert desk.findings() == [("duplicate-key", 3, None), ("duplicate-key", 5, None)]
    messages = [found.message for verdict in desk.check().verdicts for found in verdict.findings]
    assert not any("None" in message for message in messages)


def test_a_statement_is_taken_back_by_its_key(desk: Desk) -> None:
    desk.file("one", {"coverage": [COVERAGE, COVERAGE | {"kind": "年度检查"}]})
    key = {name: COVERAGE[name] for name in ("table_name", "kind", "org_type", "from_on")}
    desk.file("two", {"coverage": [key | {"_retracted": "还没有全部公开"}]})
    desk.file("three", {"coverage": [key | {"_retracted": "再撤一次"}]})
    assert desk.findings() == [("retract-unknown", 2, None)]
    db = admitted(desk)
    assert [row["kind"] for row in db["coverage"].rows] == ["年度检查"]
    assert [row["kind"] for row in db["corrections"].rows] == ["撤回"]


def test_a_required_part_of_the_key_is_still_required(desk: Desk) -> None:
    desk.file("one", coverage(from_on=""))
    assert desk.findings() == [("required", 2, "from_on")]


# --- what coverage may say ---


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"until_on": "2023-12-31"}, [("until-before-from", 2, "until_on")]),
        ({"until_on": "2026-01-02"}, [("coverage-in-future", 2, "until_on")]),
        ({"until_on": "2026-01-01"}, []),
        ({"table_name": "inspection"}, [("coverage-table", 2, "table_name")]),
        ({"table_name": "areas"}, [("coverage-table", 2, "table_name")]),
        ({"table_name": "年检与年报"}, [("coverage-table", 2, "table_name")]),
        ({"kind": "年检"}, [("coverage-kind", 2, "kind")]),
        ({"table_name": "finances", "kind": "年度检查"}, [("coverage-kind", 2, "kind")]),
        ({"table_name": "activities", "kind": "讲座"}, [("coverage-kind", 2, "kind")]),
        ({"kind": "年度检查", "org_type": "社会团体"}, []),
        ({"org_type": "协会"}, [("vocabulary", 2, "org_type")]),
        ({"until_on": "明天"}, [("date-format", 2, "until_on")]),
    ],
)
def test_what_a_statement_of_coverage_may_say(desk: Desk, columns: dict[str, str], expected: list[Any]) -> None:
    desk.file("one", coverage(**columns))
    assert desk.findings() == expected


def test_a_table_called_by_its_title_is_told_its_name(desk: Desk) -> None:
    desk.file("one", coverage(table_name="年检与年报"))
    ((found,),) = [verdict.findings for verdict in desk.check().verdicts]
    assert "“inspections”" in found.fix


def test_a_table_that_is_like_none_is_told_all_with_their_titles(desk: Desk) -> None:
    desk.file("one", coverage(table_name="处罚"))
    ((found,),) = [verdict.findings for verdict in desk.check().verdicts]
    assert "是不是" not in found.fix
    assert "credit_events（信用记录）" in found.fix


def test_the_day_of_the_submission_is_the_day_in_china(desk: Desk) -> None:
    desk.file("one", coverage(until_on="2026-03-02"), created="2026-03-01T17:00:00+00:00")
    assert desk.findings() == []


def test_coverage_may_speak_of_a_districts_own_table_that_is_dated(desk: Desk) -> None:
    own = [name for district in load_districts(desk.project.plugins) for name, table in district.tables().items()
           if table.district == "haishu" and not table.dated]  # fmt: skip
    desk.file("one", {"coverage": [COVERAGE | {"table_name": name} for name in own]})
    assert desk.findings() == [("coverage-table", row, "table_name") for row in range(2, 2 + len(own))]


# --- what terms may say ---


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, []),
        ({"value": ""}, [("term-without-value", 2, "value")]),
        ({"value": "五万"}, [("number-format", 2, "value")]),
        ({"unit": ""}, [("term-unit", 2, "unit")]),
        ({"unit": "月"}, [("term-unit", 2, "unit")]),
        ({"unit": "万元"}, [("vocabulary", 2, "unit")]),
        ({"term": "季度用款表", "value": "", "unit": "", "text": "每季度"}, []),
        ({"term": "季度用款表", "value": "", "unit": ""}, [("term-without-text", 2, "text")]),
        ({"term": "述职期限", "value": "", "unit": ""}, [("term-without-text", 2, "text")]),
        ({"term": "述职期限", "value": "", "unit": "", "text": "6月30日"}, [("term-not-a-day", 2, "text")]),
        ({"term": "述职期限", "value": "", "unit": "", "text": "13-01"}, [("term-not-a-day", 2, "text")]),
        ({"term": "述职期限", "value": "", "unit": "", "text": "02-30"}, [("term-not-a-day", 2, "text")]),
        ({"term": "年度公告期限", "value": "", "unit": "", "text": "6-30"}, [("term-not-a-day", 2, "text")]),
        ({"term": "年度公告期限", "value": "", "unit": "", "text": "W26-7"}, [("term-not-a-day", 2, "text")]),
        ({"term": "年度公告期限", "value": "", "unit": "", "text": "02-29"}, []),
        ({"term": "评审公示天数", "value": "5", "unit": "工作日"}, []),
        ({"term": "评委人数为单数", "value": "1", "unit": "是"}, []),
        ({"term": "封顶"}, [("vocabulary", 2, "term")]),
        ({"until_on": "2023-12-31"}, [("until-before-from", 2, "until_on")]),
        ({"policy_id": "别的办法"}, [("foreign-key", 2, "policy_id")]),
        ({"section": ""}, [("required", 2, "section")]),
    ],
)
def test_what_a_term_may_say(desk: Desk, columns: dict[str, str], expected: list[Any]) -> None:
    desk.file("one", term(**columns))
    assert desk.findings() == expected


def test_every_term_says_its_unit_and_how_it_is_judged() -> None:
    terms = {one.term: one.description for one in NATION.codelists["term"]}
    units = {one.term for one in NATION.codelists["term_unit"]}
    assert len(terms) >= 34
    for one, description in terms.items():
        unit, _, judged = description.partition("：")
        assert judged, one
        assert unit in ("文字", "月日") or set(unit.split("或")) <= units, one


def test_a_new_term_takes_over_from_its_day_and_both_stay(desk: Desk) -> None:
    desk.file("one", term())
    desk.file("two", {"programme_terms": [TERM | {"from_on": "2026-01-01", "value": "80000"}]})
    assert desk.findings() == []
    assert [row["value"] for row in admitted(desk)["programme_terms"].rows] == [50000.0, 80000.0]


def test_a_term_changed_under_the_same_day_needs_a_reason(desk: Desk) -> None:
    desk.file("one", term())
    desk.file("two", {"programme_terms": [TERM | {"value": "80000"}]})
    assert desk.findings() == [("change-without-reason", 2, "value")]


def test_a_check_does_not_repeat_what_is_said_of_a_cell(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(credit_code())], "notices": [
        {"notice_id": "a", "kind": "评审结果公示", "title": "公示", "publisher": "测试", "published_on": "2026-01-01",
         "start_on": "2026-01-01", "end_on": "月底"}]})  # fmt: skip
    assert desk.findings() == [("date-format", 2, "end_on")]


# --- what is filed ---


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Return the database of all that districts have handed in, the samples too; the tests of it only read."""
    desk = desk_in(tmp_path_factory.mktemp("filed"))
    desk.project = replace(desk.project, datasets=ROOT / "datasets")
    return admitted(desk)


def test_the_terms_of_the_measures_as_they_are_printed(filed: Database) -> None:
    rows = filed.execute(
        "select programme, term, value, unit, section from programme_terms where district = 'haishu' and not sample"
    )
    found = {(row["programme"], row["term"]): (row["value"], row["unit"], row["section"]) for row in rows}
    assert found["公益创投", "资助上限"] == (50000, "元", "第十九条")
    assert [found["公益创投", f"第{n}期拨款比例"][0] for n in (1, 2, 3)] == [50, 30, 20]
    assert found["直接登记", "办理期限"] == (45, "日", "第五条(三)")
    assert found["变更登记", "申请变更期限"] == (30, "日", "第八条")
    assert ("公益创投", "评审公示天数") not in found  # the measure does not say
    sheets = filed.execute(
        "select stage, count(*), sum(full_score) from score_sheets where not sample and district = 'haishu' group by stage"
    )
    assert [tuple(row) for row in sheets] == [
        ("中期评估", 13, 100),
        ("等级评估", 4, None),
        ("终期评估", 13, 100),
        ("评审", 11, 100),
    ]


def test_a_sheet_named_by_a_term_is_there(filed: Database) -> None:
    missing = filed.execute(
        "select t.district, t.text from programme_terms t where t.term in ('评审表', '评估表') and not exists"
        " (select 1 from score_sheets s where s.district = t.district and s.scheme = t.text and s.sample = t.sample)"
    )
    assert missing.fetchall() == []


def test_no_sample_term_stands_beside_a_real_one(filed: Database) -> None:
    both = "select district, programme, term from programme_terms group by 1, 2, 3 having count(distinct sample) > 1"
    assert filed.execute(both).fetchall() == []


def test_no_coverage_is_claimed_but_of_samples(filed: Database) -> None:
    rows = filed.execute("select distinct district, sample, until_on from coverage order by 1, 2, 3")
    assert [tuple(row) for row in rows] == [
        (name, 1, "2026-10-31") for name in ("demo", "haishu", "jiaxing", "wenzhou", "zhenhai")
    ]


def test_figures_are_printed_as_the_documents_print_them(filed: Database) -> None:
    stray = "select indicator from statistics where not sample and as_printed in ('1个', '12个')"
    assert filed.execute(stray).fetchall() == []
    reasons = filed.execute("select distinct district, reason from corrections where kind = '更正' and not sample")
    assert {row["district"] for row in reasons if "按原文核对" in row["reason"]} == {"haishu", "wenzhou", "zhenhai"}
    issuers = (
        "select issuer from policies where policy_id in ('甬党〔2010〕15号', '甬民发〔2009〕89号') order by policy_id"
    )
    assert [row["issuer"] for row in filed.execute(issuers)] == ["中共宁波市委、宁波市人民政府", "宁波市民政局"]
