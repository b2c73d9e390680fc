"""What replaces what: corrections and their kinds, silent changes, erasure, retraction, the order of admission."""

from conftest import Desk, credit_code, finance, organisation

ORG = credit_code(serial=7)


def corrections(desk: Desk) -> list[tuple[str | None, ...]]:
    """Return (column, old, new, kind, reason) of every correction."""
    rows = desk.admitted()["corrections"].rows
    return [(row["column_name"], row["old"], row["new"], row["kind"], row["reason"]) for row in rows]


def test_a_figure_corrected_with_a_reason(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [finance(ORG, income_total="550.5")]}, corrects={"reason": "漏记一笔捐赠"})
    assert desk.findings() == []
    assert corrections(desk) == [("income_total", "500", "550.50", "更正", "漏记一笔捐赠")]
    db = desk.admitted()
    history = list(db["finances_history"].rows)
    assert [(row["income_total"], row["superseded_on"]) for row in history] == [(500.0, "2026-02-01"), (550.5, None)]
    assert [row["income_total"] for row in db["finances"].rows] == [550.5]


def test_the_same_change_without_a_reason_is_refused(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [finance(ORG, income_total="550")]})
    assert desk.findings() == [("change-without-reason", 2, "income_total")]
    (found,) = [f for verdict in desk.check().verdicts for f in verdict.findings]
    assert (found.value, "500" in found.message) == ("550", True)
    assert [row["income_total"] for row in desk.admitted()["finances"].rows] == [500.0]


def test_a_status_that_changes_is_life(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)]})
    desk.file("second", {"organisations": [organisation(ORG, status="注销", status_since="2026-01-15")]})
    assert corrections(desk) == [
        ("status", "正常", "注销", "变更", None),
        ("status_since", None, "2026-01-15", "补充", None),
    ]


def test_a_blank_that_becomes_a_value_is_a_supplement(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [finance(ORG, staff_pay="100")]})
    assert corrections(desk) == [("staff_pay", None, "100", "补充", None)]


def test_a_missing_column_does_not_erase(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG, staff_pay="100")]})
    desk.file("second", {"finances": [finance(ORG)]}, corrects={"reason": "重报"})
    assert desk.findings() == [("column-would-erase", 1, "staff_pay")]


def test_an_empty_cell_erases_with_a_reason(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG, staff_pay="100")]})
    desk.file("second", {"finances": [finance(ORG, staff_pay="")]}, corrects={"reason": "工资另行公布"})
    assert corrections(desk) == [("staff_pay", "100", None, "更正", "工资另行公布")]


def test_a_retraction_takes_the_row_out(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG), finance(ORG, 2023)]})
    retraction = {"org_id": ORG, "year": 2023, "_retracted": "录入了别的单位的数"}
    desk.file("second", {"finances": [retraction]})
    assert desk.findings() == []
    assert corrections(desk) == [(None, None, None, "撤回", "录入了别的单位的数")]
    db = desk.admitted()
    assert [row["year"] for row in db["finances"].rows] == [2024]
    assert [row["superseded_on"] for row in db["finances_history"].rows if row["year"] == 2023] == ["2026-02-01"]


def test_a_figure_retracted_and_filed_anew_is_a_change(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [{"org_id": ORG, "year": 2024, "_retracted": "重复填报"}]})
    desk.file("third", {"finances": [finance(ORG, income_total="900")]})
    assert desk.findings() == [("change-without-reason", 2, "income_total")]
    desk.file("fourth", {"finances": [finance(ORG, income_total="900")]}, corrects={"reason": "重新核对"})
    assert corrections(desk) == [
        (None, None, None, "撤回", "重复填报"),
        ("income_total", "500", "900", "更正", "重新核对"),
    ]


def test_what_was_retracted_may_be_filed_again_as_it_was(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [{"org_id": ORG, "year": 2024, "_retracted": "误撤"}]})
    desk.file("third", {"finances": [finance(ORG)]})
    assert desk.findings() == []
    assert [row["year"] for row in desk.admitted()["finances"].rows] == [2024]


def test_retractions_are_told_in_the_order_of_the_file(desk: Desk) -> None:
    desk.file(
        "first", {"organisations": [organisation(ORG)], "finances": [finance(ORG, year) for year in (2022, 2023, 2024)]}
    )
    gone = [{"org_id": ORG, "year": year, "_retracted": f"误报{year}"} for year in (2024, 2022, 2023)]
    desk.file("second", {"finances": gone})
    assert [reason for *_, reason in corrections(desk)] == ["误报2024", "误报2022", "误报2023"]


def test_a_correction_of_what_belongs_to_no_organisation(desk: Desk) -> None:
    area = {"area_id": "a1", "name": "示例街道", "level": "街道"}
    desk.file("first", {"areas": [area]})
    desk.file("second", {"areas": [area | {"name": "示例新街道"}]}, corrects={"reason": "更名"})
    assert desk.findings() == []
    (row,) = desk.admitted()["corrections"].rows
    assert (row["table_name"], row["org_id"], row["old"], row["new"]) == ("areas", None, "示例街道", "示例新街道")


def test_the_key_of_a_correction_can_be_read(desk: Desk) -> None:
    person = {"org_id": ORG, "name": "示例甲", "post": "理事长", "term_start": "2023-05-01"}
    desk.file("first", {"organisations": [organisation(ORG)], "people": [person]})
    desk.file("second", {"people": [person | {"term_end": "2027-05-01"}]})
    (row,) = desk.admitted()["corrections"].rows
    assert row["key"] == f'{{"org_id": "{ORG}", "name": "示例甲", "post": "理事长", "term_start": "2023-05-01"}}'


def test_a_retraction_is_refused_while_others_refer(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"organisations": [{"org_id": ORG, "_retracted": "重复登记"}]})
    assert desk.findings() == [("retract-referenced", 2, None)]


def test_a_row_and_those_that_refer_to_it_are_retracted_together(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    gone = {"organisations": [{"org_id": ORG, "_retracted": "误报"}],
            "finances": [{"org_id": ORG, "year": 2024, "_retracted": "误报"}]}  # fmt: skip
    desk.file("second", gone)
    assert desk.findings() == []
    assert desk.admitted()["organisations"].count == 0


def test_what_is_not_published_cannot_be_retracted(desk: Desk) -> None:
    desk.file("first", {"organisations": [{"org_id": ORG, "_retracted": "误报"}]})
    assert desk.findings() == [("retract-unknown", 2, None)]


def test_admission_goes_by_instant_not_by_name(desk: Desk) -> None:
    desk.file("a", {"finances": [finance(ORG)]}, created="2026-03-01T07:30:00+08:00")
    desk.file("b", {"organisations": [organisation(ORG)]}, created="2026-02-28T23:00:00+00:00")
    assert desk.findings() == []


def test_a_tie_goes_by_folder_name(desk: Desk) -> None:
    same = "2026-03-01T07:30:00+08:00"
    desk.file("b", {"finances": [finance(ORG)]}, created=same)
    desk.file("a", {"organisations": [organisation(ORG)]}, created=same)
    assert desk.findings() == []


def test_filing_the_same_again_changes_nothing(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    desk.file("second", {"finances": [finance(ORG)]})
    assert corrections(desk) == []
    assert desk.admitted()["finances_history"].count == 2


OTHER = credit_code(serial=8)
EVENT = {"event_id": "E1", "kind": "行政处罚", "listed_on": "2025-05-06", "authority": "示例区民政局"}


def test_what_is_taken_from_a_body_is_told_of_that_body(desk: Desk) -> None:
    bodies = [organisation(ORG), organisation(OTHER)]
    events = [EVENT | {"org_id": ORG}, EVENT | {"org_id": ORG, "event_id": "E2"}]
    desk.file("first", {"organisations": bodies, "credit_events": events})
    desk.file("second", {"credit_events": [{"event_id": "E1", "_retracted": "误录"}]})
    moved = EVENT | {"org_id": OTHER, "event_id": "E2", "ground": "逾期未报年报"}
    desk.file("third", {"credit_events": [moved]}, corrects={"reason": "记错了单位"})
    assert desk.findings() == []
    rows = desk.admitted()["corrections"].rows
    assert [(row["org_id"], row["key"], row["column_name"], row["kind"]) for row in rows] == [
        (ORG, '{"event_id": "E1"}', None, "撤回"),
        (ORG, '{"event_id": "E2"}', "org_id", "更正"),
        (OTHER, '{"event_id": "E2"}', "ground", "补充"),
    ]
