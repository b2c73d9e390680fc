"""镇海's scheme on the published site: wages by its own terms, the recommended list, 政社分开, what the document leaves out."""

import re
from pathlib import Path

import pytest
import sqlite_utils
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.judgement.examples import Blank

WAGES = {
    "cv-2026-04": ("符合", None),
    "cv-2026-05": ("无法判断", "放宽到了多少没有见到"),
    "cv-2026-06": ("不符合", "66.0%"),
}


@pytest.fixture(scope="module")
def register(published: Path) -> sqlite_utils.Database:
    """Return the register as it was published."""
    return sqlite_utils.Database(published / "disclosure.db")


@pytest.mark.parametrize("grant", WAGES)
def test_a_budget_is_judged_between_the_share_before_and_after_it_is_raised(
    register: sqlite_utils.Database, grant: str
) -> None:
    status, detail = WAGES[grant]
    told = (
        "select status, detail, basis from rule_results where rule = 'GRT-25' and district = 'zhenhai' and key like ?"
    )
    rows = [*register.query(told, [f'%"{grant}"%'])]
    assert [row["status"] for row in rows] == ([] if status == "符合" else [status])
    assert all(detail in row["detail"] and "三(四)3" in row["basis"] and "待核实" in row["basis"] for row in rows)


def test_the_share_binds_no_other_district(register: sqlite_utils.Database) -> None:
    told = "select distinct district from rule_results where rule = 'GRT-25' and status = '不符合'"
    assert [row["district"] for row in register.query(told)] == ["zhenhai"]


def test_each_body_on_the_list_in_force_is_held_against_seven_questions(register: sqlite_utils.Database) -> None:
    counts = register.query("select org_id, year, yes + no + unknown as asked, no from zhenhai_recommended_bodies")
    assert [(row["year"], row["asked"]) for row in counts] == [(2026, 7)] * 5
    (listed,) = register.query("select org_id from zhenhai_recommended where condition like '%名单' and answer = '否'")
    (judged,) = register.query("select org_id from rule_results where rule = 'zhenhai-recommended'")
    assert judged == listed


def test_the_answers_of_the_list_are_those_of_the_checklist(register: sqlite_utils.Database) -> None:
    unlike = """select 1 from zhenhai_recommended r
        join codelists c on c.codelist = 'zhenhai_condition' and c.term = r.condition
        left join checklist k on k.org_id = r.org_id and k.question = c.identifier
        where k.answer is not r.answer"""
    assert [*register.query(unlike)] == []


def test_an_association_of_which_nothing_is_filed_is_not_said_to_be_late(register: sqlite_utils.Database) -> None:
    sql = "select state from zhenhai_separations where org_id not in (select org_id from zhenhai_separation)"
    assert {row["state"] for row in register.query(sql)} <= {"没有报"}
    told = {row["status"] for row in register.query("select status from rule_counts where rule = 'zhenhai-separation'")}
    assert told == {"符合", "不符合", "无法判断"}


def test_the_evaluation_scheme_is_counted_against_the_document(published: Path) -> None:
    page = (published / "site/districts/zhenhai/evaluation/index.html").read_text(encoding="utf-8")
    section = page[page.rindex("指标体系齐不齐</h2>") :]
    cells = re.findall(r">(\d+)</td>", section[: section.index("</table>")])
    assert cells[:4] == ["9", "9", "36", "36"]
    assert "区里还没有提供指标和分数" in section


def test_no_invented_indicator_is_a_real_row(register: sqlite_utils.Database) -> None:
    real = register.query("select scheme, full_score from score_sheets where district = 'zhenhai' and sample = 0")
    assert {(row["scheme"], row["full_score"]) for row in real} == {
        ("“五好”品牌社会组织", None),
        ("公益品牌项目", None),
    }


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return an empty register."""
    return Blank(load_districts(ROOT / "plugins"))


HERE = {"district": "zhenhai", "org_id": "A"}


def test_the_officials_of_a_closed_body_hold_no_post_today(blank: Blank) -> None:
    post = HERE | {"name": "示例", "post": "会长", "term_start": "2018-01-01", "official_status": "离退休"}
    body = HERE | {"status": "正常", "registered_on": "2015-01-01"}
    for given, posts in (({}, [1]), ({"status": "注销", "status_since": "2020-05-01"}, [])):
        db = blank.filled({"organisations": [body | given], "people": [post]})
        assert [row["posts"] for row in db.query("select posts from zhenhai_officials")] == posts


def test_an_item_of_a_sample_hides_no_real_one(blank: Blank) -> None:
    item = HERE | {"item": "机构分离", "state": "已完成", "year": 2018}
    row = {"codelist": "zhenhai_separation_item", "term": "机构分离"}
    db = blank.filled({"codelists": [row], "zhenhai_separation": [item, item | {"year": 2019, "sample": 1}]})
    assert {(row["sample"], row["done"]) for row in db.query("select * from zhenhai_separation_items")} == {
        (0, 1),
        (1, 1),
    }


def test_marks_of_a_sample_are_not_added_to_real_ones(blank: Blank) -> None:
    graded = HERE | {"announced_on": "2024-05-01"}
    mark = graded | {"section": "规范", "indicator": "a", "score": 8, "full_score": 10}
    db = blank.filled({"evaluations": [graded], "evaluation_scores": [mark, mark | {"indicator": "b", "sample": 1}]})
    assert {(row["sample"], row["score"]) for row in db.query("select * from zhenhai_category_scores")} == {
        (0, 8),
        (1, 8),
    }


def test_a_scheme_agrees_with_the_document_only_where_its_numbers_are_filed(blank: Blank) -> None:
    sheet = {
        "district": "zhenhai",
        "scheme": "甲",
        "stage": "等级评估",
        "section": "大",
        "indicator": "小",
        "full_score": 10,
    }
    said = [
        {
            "district": "zhenhai",
            "indicator": "评估指标数",
            "as_of": "2018-10-26",
            "source": "p",
            "value": 1,
            "dimension": kind,
        }
        for kind in ("大类", "小类")
    ]
    for figures, agrees in ((said, "是"), (said[:1], "不知道"), ([said[0] | {"value": 2}], "否")):
        (row,) = blank.filled({"score_sheets": [sheet], "statistics": figures}).query("select * from zhenhai_scheme")
        assert row["agrees"] == agrees


def test_what_a_reply_or_a_purchase_refers_to_is_named(published: Path) -> None:
    lists = (published / "site/districts/zhenhai/lists/index.html").read_text(encoding="utf-8")
    assert "活动异常名录，2026-09-18" in lists and "yc-2026-01" not in lists
    purchase = (published / "site/districts/zhenhai/purchase/index.html").read_text(encoding="utf-8")
    assert re.search('href="[^"]*/grants/zhenhai/cv-2024-02/">[^<]+</a>', purchase) and ">cv-2024-02<" not in purchase
