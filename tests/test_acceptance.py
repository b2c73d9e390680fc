"""Each fault of a submission gets one finding at its row and column, and no other; the rest is published."""

from dataclasses import replace

import pytest
from conftest import Desk, credit_code, finance, organisation

GOOD = credit_code(serial=7)
WRONG_18 = GOOD[:17] + ("A" if GOOD[17] != "A" else "B")
WRONG_17 = "52330203MJ7000019N"

CELLS = [
    ("organisations", {"org_id": WRONG_18}, "org-id-check-digit-18", "org_id"),
    ("organisations", {"org_id": WRONG_17}, "org-id-check-digit-17", "org_id"),
    ("organisations", {"registered_on": "2012-13-40"}, "date-impossible", "registered_on"),
    ("organisations", {"registered_on": "2012-5-7"}, "date-format", "registered_on"),
    ("organisations", {"name": ""}, "required", "name"),
    ("organisations", {"name": "  "}, "required", "name"),
    ("organisations", {"type": "公司"}, "vocabulary", "type"),
    ("organisations", {"type": "基金会"}, "type-disagrees", "type"),
    ("organisations", {"registration": "备案"}, "registration-disagrees", "registration"),
    ("organisations", {"is_charity": "大概"}, "boolean-format", "is_charity"),
    ("finances", {"income_total": "12万"}, "money-format", "income_total"),
    ("finances", {"income_total": "1e5"}, "money-format", "income_total"),
    ("finances", {"income_total": "12,50"}, "money-format", "income_total"),
    ("finances", {"income_total": "-5"}, "minimum", "income_total"),
    ("finances", {"income_total": "0.005"}, "money-format", "income_total"),
    ("finances", {"year": "24"}, "year-format", "year"),
    ("finances", {"org_id": WRONG_18}, "org-id-check-digit-18", "org_id"),
    ("finances", {"org_id": credit_code(serial=99)}, "foreign-key", "org_id"),
]


@pytest.mark.parametrize(("table", "fault", "code", "column"), CELLS)
def test_one_fault_in_a_cell_is_one_finding(
    desk: Desk, table: str, fault: dict[str, str], code: str, column: str
) -> None:
    other = organisation(credit_code(serial=1))
    rows = {"organisations": [other, organisation(GOOD)], "finances": [finance(other["org_id"]), finance(GOOD)]}
    if table == "organisations" and "org_id" in fault:
        del rows["finances"]
    rows[table][1] |= fault
    desk.file("faulty", rows)
    assert desk.findings() == [(code, 3, column)]
    assert not desk.check().valid


def test_all_the_faults_together_hide_none(desk: Desk) -> None:
    rows = [
        organisation(credit_code(serial=1)),
        organisation(WRONG_18, name="甲"),
        organisation(WRONG_17, name="乙"),
        organisation(credit_code(serial=3), registered_on="2012-13-40"),
        organisation(credit_code(serial=4), registered_on="2012-5-7"),
        organisation(credit_code(serial=5), name=""),
        organisation(credit_code(serial=6), type="公司"),
        organisation(credit_code(serial=1), name="重复"),
    ]
    money = [finance(credit_code(serial=1)), finance(credit_code(serial=98))]
    money += [finance(credit_code(serial=3), income_total="12万"), finance(credit_code(serial=4), income_total="1e5")]
    desk.file("faulty", {"organisations": rows, "finances": money})
    assert desk.findings() == [
        ("foreign-key", 3, "org_id"),
        ("money-format", 4, "income_total"),
        ("money-format", 5, "income_total"),
        ("org-id-check-digit-18", 3, "org_id"),
        ("org-id-check-digit-17", 4, "org_id"),
        ("date-impossible", 5, "registered_on"),
        ("date-format", 6, "registered_on"),
        ("required", 7, "name"),
        ("vocabulary", 8, "type"),
        ("duplicate-key", 9, "org_id"),
    ]


def test_a_duplicate_names_the_earlier_row(desk: Desk) -> None:
    desk.file("twice", {"organisations": [organisation(), organisation(name="又一次")]})
    (found,) = desk.check().verdicts[0].findings
    assert (found.code, found.row) == ("duplicate-key", 3)
    assert "第 2 行" in found.message


def test_an_unknown_and_a_missing_column_are_one_finding_each(desk: Desk) -> None:
    row = organisation() | {"联系人": "张三"}
    del row["status"]
    desk.file("columns", {"organisations": [row, row | {"org_id": GOOD, "name": "测试另一中心"}]})
    assert desk.findings() == [("missing-column", 1, "status"), ("unknown-column", 1, "联系人")]


def test_a_missing_key_column_is_one_finding(desk: Desk) -> None:
    row = organisation()
    del row["org_id"]
    desk.file("keyless", {"organisations": [row, row]})
    assert desk.findings() == [("missing-column", 1, "org_id")]


def test_ragged_rows_are_found_where_they_are(desk: Desk) -> None:
    head = ",".join(organisation())
    row = ",".join(organisation().values())
    short = ",".join(list(organisation(GOOD).values())[:-1])
    desk.file("ragged", {"organisations": f"{head}\n{row},多出\n\n{short}\n"})
    assert desk.findings() == [("extra-cell", 2, None), ("blank-row", 3, None), ("missing-cell", 4, "status")]


def test_a_faulty_submission_leaves_no_trace_and_stops_no_other(desk: Desk) -> None:
    desk.file("bad", {"organisations": [organisation(name="")]})
    desk.file("good", {"organisations": [organisation(GOOD)]})
    db = desk.recorded()
    assert [row["org_id"] for row in db["organisations"].rows] == [GOOD]
    assert [row["org_id"] for row in db["organisations_history"].rows] == [GOOD]
    assert {row["submission"]: row["accepted"] for row in db["submissions"].rows} == {"bad": 0, "good": 1}
    assert [row["code"] for row in db["findings"].rows] == ["required"]


def test_a_row_that_a_rejected_submission_would_have_satisfied_says_so(desk: Desk) -> None:
    desk.file("bad", {"organisations": [organisation(GOOD), organisation(credit_code(serial=2), name="")]})
    desk.file("after", {"finances": [finance(GOOD)]})
    found = {v.submission.name: v.findings for v in desk.check().verdicts}
    assert [(f.code, f.row, f.column) for f in found["after"]] == [("foreign-key-rejected", 2, "org_id")]
    assert "bad" in found["after"][0].message


def test_references_look_at_keys_as_filed(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(GOOD, name="")], "finances": [finance(GOOD)]})
    assert desk.findings() == [("required", 2, "name")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", ["names", "titles"])
def test_encodings_and_headers_give_the_same_rows(desk: Desk, encoding: str, header: str) -> None:
    titles = {"org_id": "统一社会信用代码", "name": "名称"}
    row = organisation(GOOD)
    head = [column if header == "names" else titles.get(column, column) for column in row]
    text = ",".join(head) + "\r\n" + ",".join(row.values()) + "\r\n"
    desk.file("encoded", {"organisations": text.encode(encoding)})
    assert desk.findings() == []
    (stored,) = desk.admitted()["organisations"].rows
    assert (stored["name"], stored["source_row"], stored["source_file"]) == (row["name"], 2, "organisations.csv")


def test_two_districts_cannot_list_the_same_organisation(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(GOOD)]}, created="2026-01-01T00:00:00+08:00")
    desk.file("second", {"organisations": [organisation(GOOD)]}, "zhenhai", created="2026-02-01T00:00:00+08:00")
    assert desk.findings() == [("org-other-district", 2, "org_id")]


def test_samples_and_real_rows_stay_apart(desk: Desk) -> None:
    invented = credit_code(region="990203")
    desk.file("real", {"organisations": [organisation(invented)]})
    desk.file("sample", {"organisations": [organisation(GOOD, name="（示例）甲")]}, sample=True)
    assert sorted(desk.findings()) == [("real-code-in-sample", 2, "org_id"), ("sample-code-in-real", 2, "org_id")]


def test_samples_are_left_out_of_a_production_build(desk: Desk) -> None:
    invented = credit_code(region="990203")
    desk.file("sample", {"organisations": [organisation(invented, name="（示例）甲")]}, sample=True)
    assert desk.admitted()["organisations"].count == 1
    desk.project = replace(desk.project, samples=False)
    db = desk.build()
    assert (db["organisations"].count, db["submissions"].count) == (0, 0)
