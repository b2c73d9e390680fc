"""The top band of organisations, grants and districts: nothing reassuring above what is overdue, broken or unknown."""

import json
import re
from pathlib import Path
from typing import Any

import sqlite_utils
from conftest import TODAY, Desk, credit_code, finance, organisation
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.site.figures import over_years
from disclosure.site.formats import grouped
from disclosure.site.pages.sheet import Site
from disclosure.site.pages.standing import MOST, WEIGHTS, Line, band, late, organisations, rules
from disclosure.site.reading import Reader
from disclosure.site.records.organisations import organisation as record

BAND = re.compile(r'<section class="band(?: sample)?">.*?</section>', re.DOTALL)
LINE = re.compile(r'<div class="weight-(\w+)"><dt>(.*?)</dt>\s*<dd>(.*?)</dd></div>', re.DOTALL)
ORDER = ["bad", "warn", "unknown", "plain", "good"]


def told(page: str) -> list[list[tuple[str, str, str]]]:
    """Return weight, label and words of each line of each band of a page."""
    return [
        [
            (str(weight), re.sub("<.*?>", "", label), re.sub("<.*?>", "", said))
            for weight, label, said in LINE.findall(one)
        ]
        for one in BAND.findall(page)
    ]


def pages(published: Path) -> list[Path]:
    """Return the page of every organisation, grant and district."""
    db = sqlite_utils.Database(published / "disclosure.db")
    found = [("organisations", row["org_id"]) for row in db["organisations"].rows]
    found += [("grants", row["district"], row["grant_id"]) for row in db["grants"].rows]
    found += [("districts", row["district"]) for row in db["districts"].rows]
    return [Path(published, "site", *path, "index.html") for path in found]


def test_no_page_says_good_before_bad_or_unknown(published: Path) -> None:
    seen = set()
    for path in pages(published):
        page = path.read_text(encoding="utf-8")
        bands = told(page)
        assert bands and all(bands), path
        for lines in bands:
            order = [ORDER.index(weight) for weight, _, _ in lines]
            assert order == sorted(order), path
            seen |= {weight for weight, _, _ in lines}
        above = page[page.index("<h1>") : page.index('class="band')]
        assert 'class="state' not in above, path  # nothing is judged above it
    assert seen == set(ORDER)


def test_every_mark_says_what_its_colour_says(published: Path) -> None:
    for path in pages(published):
        for weight, sign in re.findall(
            r'<div class="weight-(\w+)"><dt>.*?</dt>\s*<dd><span class="state wrap \w+">(?:<span aria-hidden="true">(.)</span>)?',
            path.read_text(encoding="utf-8"),
        ):
            assert sign == WEIGHTS[weight]


def test_the_band_says_what_the_views_say(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    overdue = broken = listed = expired = 0
    for row in db["organisations"].rows:
        (lines,) = told((published / "site/organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8"))
        key = [row["district"], row["org_id"]]
        where = "district = ? and org_id = ?"
        said = {label: (weight, words) for weight, label, words in lines if weight == "bad"}
        missing = list(db["obligations"].rows_where(f"{where} and party = '社会组织' and status = '逾期未报'", key))
        assert ("逾期" in said) == bool(missing)
        if missing:
            assert f"{len(missing)} 项到期没有报" in said["逾期"][1]
            worst = max(one["days_late"] for one in missing)
            assert re.search(rf"已逾期 {worst} 天（截至 \d{{4}}-\d\d-\d\d 未报）", said["逾期"][1])
            overdue += 1
        results = list(db["rule_results"].rows_where(f"{where} and status = '不符合'", key))
        assert ("规则" in said) == bool(results)
        broken += bool(results)
        on = list(
            db.query(
                f"select * from credit_lists where {where.replace('?', ':d', 1).replace('?', ':o')} and state = '在名单上'",
                dict(zip("do", key, strict=True)),
            )
        )
        assert ("失信和异常名单" in said) == bool(on)
        assert all(
            one["kind"] in said["失信和异常名单"][1] and one["listed_on"] in said["失信和异常名单"][1] for one in on
        )
        listed += len(on)
        (grade,) = db.query(
            "select * from grades_today where district = :d and org_id = :o", dict(zip("do", key, strict=True))
        )
        shown = [(weight, words) for weight, label, words in lines if label == "评估等级"]
        if grade["valid_until"] and grade["valid_until"] < TODAY and grade["open"]:
            assert [weight for weight, _ in shown] == ["warn"] and "已过期" in shown[0][1]
            expired += 1
        audits = list(db.query(
            "select * from audit_opinions where district = :d and org_id = :o and kind = '年度审计' order by period_end desc, report_date desc",
            dict(zip("do", key, strict=True)),
        ))  # fmt: skip
        (audit,) = [(weight, words) for weight, label, words in lines if label == "最近一次年度审计"]
        assert audits[0]["opinion"] in audit[1] if audits else audit[0] == "unknown"
    assert overdue > 5 and broken > 5 and listed > 2


def test_a_grant_says_what_is_late_and_what_is_paid(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    seen = 0
    for row in db["grants"].rows:
        path = published / "site/grants" / row["district"] / row["grant_id"] / "index.html"
        (lines,) = told(path.read_text(encoding="utf-8"))
        key = {"d": row["district"], "g": row["grant_id"]}
        overdue = list(
            db.query("select * from grant_stages where district = :d and grant_id = :g and state = '逾期'", key)
        )
        bad = " ".join(words for weight, _, words in lines if weight == "bad")
        assert all(one["due_on"] in bad for one in overdue), path
        paid = list(db.query("select amount, paid_on from grant_payments where district = :d and grant_id = :g", key))
        if row["decision"] == "资助" and paid and row["awarded"] is not None:
            spent = sum(one["amount"] for one in paid if one["paid_on"])
            (words,) = [words for _, label, words in lines if label == "拨款"]
            assert f"已拨 {spent:,.2f} 元" in words and f"未拨 {row['awarded'] - spent:,.2f} 元" in words
            seen += 1
    assert seen > 20


def test_a_district_counts_what_is_real_and_its_samples_apart(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    counts = Reader(str(published / "disclosure.db")).query("late", district=None)
    assert any(one["of_others"] for one in counts) and any(one["bodies"] for one in counts)
    for row in db["districts"].rows:
        page = (published / "site/districts" / row["district"] / "index.html").read_text(encoding="utf-8")
        kinds = [("sample" in one[:40]) for one in BAND.findall(page)]
        assert kinds in ([False], [False, True])
        for sample, lines in zip(kinds, told(page), strict=True):
            late = next((one for one in counts if (one["district"], one["sample"]) == (row["district"], sample)), None)
            due = " ".join(words for _, label, words in lines if label == "应当公开的")
            own = re.findall(r"(\d+) 家组织逾期：(\d+) 项没有报，(\d+) 项报了", due)  # as /late/ counts them
            told_own = [str(late[name]) for name in ("bodies", "missing", "came_late")] if late else []
            assert [list(one) for one in own] == ([told_own] if late and late["bodies"] else [])
            others = late["of_others"] if late else 0
            assert re.findall(r"主管部门等逾期 (\d+) 项", due) == ([str(others)] if others else [])
            failed = list(db.query(
                "select indicator from target_results where district = :d and sample = :s and status = '未达到'",
                {"d": row["district"], "s": int(sample)},
            ))  # fmt: skip
            said = [words for weight, label, words in lines if weight == "bad" and label == "规划目标"]
            assert [re.findall(r"(\d+) 个没有达到", words) for words in said] == (
                [[str(len(failed))]] if failed else []
            )
            reached = [words for weight, label, words in lines if weight == "good" and label == "规划目标"]
            assert not [words for words in reached if "没有" in words]


def test_a_district_names_the_rules_that_are_not_kept_and_leads_to_them(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    seen = 0
    broken = """select r.district, r.sample, r.rule, r.version, u.title, count(*) as places, count(distinct r.org_id) as bodies
        from rule_results r join rules u using (rule, version) where r.status = '不符合' group by 1, 2, 3, 4"""
    by: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in db.query(broken):
        by.setdefault((row["district"], row["sample"]), []).append(row)
    for (district, sample), rows in by.items():
        page = (published / "site/districts" / district / "index.html").read_text(encoding="utf-8")
        part = next(one for one in BAND.findall(page) if ("sample" in one[:40]) == bool(sample))
        for row in rows if len(rows) <= MOST else []:
            (item,) = re.findall(rf'<li><a href="/rules/{row["rule"]}/#v{row["version"]}">(.*?)</li>', part)
            assert row["title"] in item and f"{row['places']} 处" in item
            assert ("不关哪家组织" in item) == (row["bodies"] == 0)
            seen += 1
        assert (f'href="/rules/{rows[0]["rule"]}/' if len(rows) == 1 else 'href="/rules/"') in part
    assert seen > 3


LINES = st.lists(st.builds(Line, st.sampled_from(list(WEIGHTS)), st.text(max_size=3)))


@settings(deadline=None)
@given(LINES)
def test_lines_are_said_by_their_weight_whatever_they_are(lines: list[Line]) -> None:
    said = band(lines)
    assert [list(WEIGHTS).index(line.weight) for line in said] == sorted(
        list(WEIGHTS).index(line.weight) for line in lines
    )
    assert sorted(map(id, said)) == sorted(map(id, lines))


def duty(status: str, days: int | None = None, **more: Any) -> dict[str, Any]:
    """Return a case of a duty."""
    same = {"obligation": "x", "title": "年检", "period": "2024", "due_on": "2025-05-31", "detail": None, "sample": 0}
    came = "2025-06-09" if status == "逾期报送" else None
    return same | {"status": status, "days_late": days, "done_on": came, "published": 0} | more


def test_what_is_overdue_is_named_worst_first_and_the_rest_is_counted() -> None:
    cases = [
        duty("按时"),
        duty("逾期未报", 3),
        duty("逾期报送", 9),
        duty("无法判断"),
        duty("无法判断", published=1),
        *(duty("逾期未报", 10 * n) for n in range(1, 6)),
    ]
    lines = late(str, cases, "duties")
    assert [(line.weight, line.said) for line in lines] == [
        ("bad", "6 项到期没有报"), ("warn", "1 项报了，比期限晚"), ("unknown", "1 项应当公开的，报没报还不知道"),
        ("unknown", "1 项已公布，是否按时不知道"), ("good", "1 项按时报了"),
    ]  # fmt: skip
    assert [item.said for item in lines[0].named] == [f"2024，应在 2025-05-31，已逾期 {n} 天" for n in (50, 40, 30, 20)]
    assert lines[0].more == 2
    assert [item.said for item in lines[1].named] == ["2024，2025-06-09 报，晚了 9 天"]


DAYS = re.compile(r"(?:逾期|未报|overdue)[^。；\n]{0,12}?\d+ 天.{0,30}|（\d+ 天.{0,20}|\d+ days?\b.{0,50}")


def test_wherever_days_overdue_are_told_it_is_told_to_which_day_they_are_counted(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    found = list(
        db.query("select distinct org_id, counted_to from duty_cases where status = '逾期未报' and party = '社会组织'")
    )
    assert len(found) > 2
    counted = {row["counted_to"] for row in db.query("select counted_to from duty_cases where status = '逾期未报'")}
    for row in found:
        for page in ("", "sheet/"):
            text = (published / "site/organisations" / row["org_id"] / page / "index.html").read_text(encoding="utf-8")
            said = [one for one in DAYS.findall(re.sub("<.*?>", "", text)) if "逾期报送" not in one]
            assert said and all("截至" in one and any(day in one for day in counted) for one in said), (row, page, said)
        data = json.loads((published / "site/organisations" / row["org_id"] / "index.json").read_text(encoding="utf-8"))
        told = [one["counted_to"] for one in data["duties"] if one["status"] == "逾期未报"]
        assert told and set(told) <= counted


def test_what_is_published_is_not_told_to_be_unknown(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    sql = "select org_id, sum(published) as known, sum(status = '无法判断') as unsure from duty_cases where party = '社会组织'"
    seen = 0
    for row in db.query(f"{sql} group by 1 having known"):
        (lines,) = told((published / "site/organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8"))
        said = {label: words for _, label, words in lines}
        assert f"{row['known']} 项已公布，是否按时不知道" in said["报送日期"]
        assert ("应当公开的" in said) == (row["unsure"] > row["known"])
        seen += 1
    assert seen > 2


def test_silence_about_rules_is_no_praise() -> None:
    assert [line.weight for line in rules(str, [], 0, "rules")] == ["plain"]
    assert [line.weight for line in rules(str, [], 3, "rules")] == ["unknown"]
    reply = {"answered_on": "2026-01-01", "text": "已改"}
    (line,) = rules(str, [{"title": "甲", "period": None, "replies": [reply]}], 0, "rules")
    assert line.weight == "bad" and line.items[0].replies == [reply]
    twice = [{"title": "甲", "period": year, "replies": [reply]} for year in ("2023", "2024")]
    (line,) = rules(str, twice, 0, "rules")
    assert "2 处" in line.said and [(i.what, i.said, i.replies) for i in line.items] == [
        ("没有做到：甲", "2023、2024", [reply])
    ]


def lines_of(desk: Desk, org_id: str) -> dict[str, tuple[str, str, str]]:
    """Return label → weight, term and words of the lines of an organisation, of what a desk has filed."""
    path = desk.project.datasets.with_name("filled.db")
    desk.filled(path)
    reader = Reader(str(path))
    filed = record(reader, org_id)
    assert filed
    site = Site(reader, [], TODAY)
    said = organisations.lines(site, filed["organisation"], filed)
    return {line.label: (line.weight, line.term, line.said) for line in said}


def test_of_a_body_of_which_nothing_else_is_filed_nothing_is_good_but_its_status(desk: Desk) -> None:
    one = organisation()
    desk.file("one", {"organisations": [one]})
    said = lines_of(desk, one["org_id"])
    assert [label for label, (weight, _, _) in said.items() if weight == "good"] == ["登记状态"]
    for label in ("失信和异常名单", "近三年处罚", "最近一次年度审计", "评估等级", "最近的收支", "应当公开的"):
        assert said[label][0] == "unknown", label


def test_what_is_amiss_is_said_with_its_day_and_a_sample_says_nothing_of_a_real_body(desk: Desk) -> None:
    one = organisation(status="撤销", status_since="2026-02-01", status_reason="骗取登记")
    event = {
        "event_id": "e1",
        "org_id": one["org_id"],
        "kind": "活动异常名录",
        "listed_on": "2026-01-05",
        "authority": "测试局",
        "ground": "没有年检",
    }
    audit = {"audit_id": "a1", "org_id": one["org_id"], "kind": "年度审计", "period_start": "2025-01-01", "period_end": "2025-12-31",
             "opinion": "否定意见", "auditor": "测试所", "report_date": "2026-03-01"}  # fmt: skip
    grade = {
        "org_id": one["org_id"],
        "announced_on": "2018-01-01",
        "grade": "4A",
        "evaluator": "测试",
        "valid_from": "2018-01-01",
        "valid_until": "2023-01-01",
    }
    desk.file("one", {"organisations": [one, organisation(credit_code(serial=2))], "credit_events": [event], "audits": [audit],
                      "evaluations": [grade | {"org_id": credit_code(serial=2)}], "finances": [finance(one["org_id"])]})  # fmt: skip
    said = lines_of(desk, one["org_id"])
    assert said["登记状态"] == ("bad", "撤销", "自 2026-02-01，原因：骗取登记")
    assert said["失信和异常名单"][0] == "bad"
    assert said["最近一次年度审计"] == ("bad", "否定意见", "2025 年度，2026-03-01 报告")
    assert said["最近的收支"] == ("plain", "", "2024 年收入 500.00 元，费用 400.00 元")
    assert said["规则"][0] in ("bad", "unknown", "plain")
    assert lines_of(desk, credit_code(serial=2))["评估等级"] == ("warn", "4A", "已过期，有效期到 2023-01-01")


def test_a_list_stands_beside_a_registration_in_force(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    rows = list(db.query("select * from bodies_listed where lists is not null and status = '正常'"))
    assert rows
    for row in rows:
        own = published / "site/organisations" / row["org_id"]
        sheet = (own / "sheet/index.html").read_text(encoding="utf-8").partition('class="heed"')[0]
        street = (published / "site/areas" / row["district"] / row["street"] / "index.html").read_text(encoding="utf-8")
        card = next(one for one in street.split('<li class="card body') if f"/{row['org_id']}/" in one)
        for kind in row["lists"].split(","):
            beside = f'<span class="state bad"><span aria-hidden="true">■</span> {kind}</span>'
            assert beside in sheet and beside in card
        page = (own / "index.html").read_text(encoding="utf-8")
        assert "登记状态现在是正常吗？" in page and "可以正常开展活动" not in page


def test_what_is_no_fault_or_is_known_is_not_shown_as_one(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    beyond = "不是慈善组织，没有规定"
    codes = db.query("select org_id from checklist where question = 'spending' and evidence = ? limit 5", [beyond])
    for row in [*codes]:
        page = (published / "site/organisations" / row["org_id"] / "index.html").read_text(encoding="utf-8")
        asked = page.partition('class="answers"')[2].partition("</dl>")[0]
        told = re.findall(
            r'<dt>(.*?)</dt><dd><span class="state(?: unknown)?"><span aria-hidden="true">(.)</span> (.*?)</span>',
            asked,
        )
        answers = {title: (mark, said) for title, mark, said in told}
        assert answers["慈善活动支出达到规定了吗？"] == ("–", "不适用") and answers["是慈善组织吗？"] == ("–", "否")
    direct = [
        row["org_id"] for row in db.query("select org_id from organisations where admission = '直接登记' limit 5")
    ]
    known = "select org_id from grades_today where open and announced_on is null and known_until is not null limit 5"
    graded = [row["org_id"] for row in db.query(known)]
    assert direct and graded
    for code, title in [*((code, "业务主管单位") for code in direct), *((code, "等级评估") for code in graded)]:
        page = (published / "site/organisations" / code / "index.html").read_text(encoding="utf-8")
        assert title not in page.partition('<section id="unknown">')[2].partition("</section>")[0]


def test_an_instalment_warns_only_where_it_is_overdue(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    sql = "select * from grant_stages where stage like '第%期拨款' and state in ('未到期', '未到条件') limit 20"
    rows = list(db.query(sql))
    assert rows
    for row in rows:
        page = (published / "site/grants" / row["district"] / row["grant_id"] / "index.html").read_text(
            encoding="utf-8"
        )
        number = row["stage"][1:-3]
        line = page.partition('<h2 id="paid">')[2].partition(f">第{number}期</th>")[2].partition("</tr>")[0]
        assert f"○</span> {row['state']}" in line and "▲" not in line, (row["grant_id"], line)


def test_amounts_in_sentences_are_grouped_and_shares_differ_by_points() -> None:
    assert str(grouped("支出 3028134.14 元，2025 年，编号 12345")) == "支出 3,028,134.14 元，2025 年，编号 12345"
    chart = over_years(str, "占比", "%", {year: 40.0 + (year - 2021) * 3.5 / 4 for year in range(2021, 2026)})
    assert chart is not None and "多了 3.5 个百分点" in chart["words"]
