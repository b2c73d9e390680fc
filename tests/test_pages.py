"""Pages of people, programmes, comparisons, corrections and policies: each cell is what the database says."""

import csv
import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import ROOT, Desk, credit_code, finance, organisation

from disclosure.site.articles import NAMED
from disclosure.site.pages import comparing, corrections, people, programmes

Row = dict[str, Any]
NOT_ONE = "姓名相同不一定是同一个人"


class Tables(HTMLParser):
    """Reads the rows of the tables under one element: data-head → text."""

    def __init__(self, page: str, anchor: str = "") -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self.head, self.within = "", not anchor
        self.anchor, self.depth = anchor, 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "section":
            self.depth += bool(self.depth) or (found.get("id") == self.anchor)
            self.within = self.within or found.get("id") == self.anchor
        if self.within and tag == "tr":
            self.rows.append({})
        if tag in ("th", "td"):
            self.head = found.get("data-head") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.head = ""
        if tag == "section" and self.anchor and self.depth:
            self.depth -= 1
            self.within = self.depth > 0

    def handle_data(self, data: str) -> None:
        if self.within and self.head and self.rows:
            self.rows[-1][self.head] = self.rows[-1].get(self.head, "") + data


def read(page: Path, anchor: str = "") -> list[dict[str, str]]:
    """Return the rows of the tables of a page, or of one section of it."""
    found = Tables(page.read_text(encoding="utf-8"), anchor).rows
    return [{head: " ".join(text.split()) for head, text in row.items()} for row in found if row]


def money(value: float | None) -> str:
    """Return an amount as cells have it."""
    return "" if value is None else f"{value:,.2f}"


@pytest.fixture(scope="module")
def db(published: Path) -> Iterator[sqlite3.Connection]:
    """Return the database of the register with its samples."""
    connection = sqlite3.connect(f"file:{published}/current/disclosure.db?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def site(published: Path) -> Path:
    """Return the folder of the site."""
    return published / "current" / "site"


def page(site: Path, path: str) -> Path:
    """Return the file of a page."""
    return site / path.strip("/") / "index.html"


def test_every_round_has_a_page_that_counts_what_was_filed(site: Path, db: sqlite3.Connection) -> None:
    rounds = db.execute("select district, programme, round, count(*) as n from grants group by 1, 2, 3").fetchall()
    assert len(rounds) > 20
    for district, programme, year, count in rounds:
        file = page(site, f"programmes/{district}/{programme}/{year}")
        where = "where district = ? and programme = ? and round = ?"
        grants = db.execute(f"select * from grants {where}", [district, programme, year]).fetchall()
        shown = read(file, "grants")
        assert len(shown) == count, file
        assert Counter(row.get("项目") for row in shown) == Counter(row["project"] for row in grants)
        filed = Counter((row["project"], money(row["requested"]), money(row["awarded"])) for row in grants)
        assert Counter((r["项目"], r.get("申请（元）", ""), r.get("资助（元）", "")) for r in shown) == filed
        sums = db.execute(
            f"select sum(awarded), count(*) from grant_sums {where}", [district, programme, year]
        ).fetchone()
        bodies = read(file, "bodies")
        assert len(bodies) == sums[1]
        given = sum(float(row["资助（元）"].replace(",", "")) for row in bodies if row.get("资助（元）"))
        assert given == pytest.approx(sums[0] or 0)
        assert f"{money(sums[0])} 元，给了 {sums[1]} 个组织" in file.read_text(encoding="utf-8") or not sums[1]


def test_a_programme_says_its_terms_its_rounds_and_what_is_late(site: Path, db: sqlite3.Connection) -> None:
    file = page(site, "programmes/haishu/公益创投")
    terms = db.execute(
        "select term, basis from terms_in_force, build where district = 'haishu' and programme = '公益创投'"
        " and today between from_on and until_on"
    ).fetchall()
    text = file.read_text(encoding="utf-8")
    told = [row for row in read(file) if "怎样规定" in row]
    assert len(told) >= len(terms) > 30
    assert next(row for row in told if row["规定的是"] == "资助上限")["怎样规定"].startswith("50,000 元")
    assert "/policies/haishu/海曙区" in text and "第十九条" in text
    rounds = {row["轮次"]: row for row in read(file) if "轮次" in row}
    late = Counter(
        db.execute(
            "select g.round || '', s.state from grant_stages s join grants g using (district, grant_id)"
            " where s.district = 'haishu' and g.programme = '公益创投' and s.state in ('逾期', '晚于约定')"
        ).fetchall()
    )
    for year in ("2024", "2025", "2026"):
        row = rounds[f"{year} 年 示例"]
        assert row["晚于约定的步骤"] == str(sum(n for key, n in late.items() if tuple(key) == (year, "晚于约定")))


def test_the_late_steps_of_a_round_stand_before_its_sums(site: Path) -> None:
    text = page(site, "programmes/demo/公益创投/2024").read_text(encoding="utf-8")
    assert text.index('id="late"') < text.index('id="counts"')
    assert {row["情况"] for row in read(page(site, "programmes/demo/公益创投/2024"), "late")} == {"晚于约定"}


def test_a_grant_and_a_programme_never_share_an_address(site: Path, db: sqlite3.Connection) -> None:
    grants = {tuple(row) for row in db.execute("select district, grant_id from grants")}
    assert {(path.parts[-3], path.parts[-2]) for path in site.glob("grants/*/*/index.html")} == grants


def test_equal_names_are_listed_and_never_called_one_person(site: Path, db: sqlite3.Connection) -> None:
    counted = db.execute(
        "select name, count(distinct org_id) as bodies from office_holders group by name, sample having bodies > 1"
    ).fetchall()
    shown = read(page(site, "people"))
    assert {(row["姓名"]) for row in shown} == {f"{name} {bodies} 个组织" for name, bodies in counted} and shown
    for path in [site / "people", *(one.parent for one in site.glob("organisations/*/people/index.html"))]:
        assert NOT_ONE in (path / "index.html").read_text(encoding="utf-8")


def test_the_people_of_an_organisation_stand_where_their_terms_put_them(site: Path, db: sqlite3.Connection) -> None:
    today = db.execute("select today from build").fetchone()[0]
    bodies = db.execute("select distinct org_id from people").fetchall()
    assert len(bodies) > 50
    for (org_id,) in bodies:
        file = page(site, f"organisations/{org_id}/people")
        posts = db.execute("select * from people where org_id = ?", [org_id]).fetchall()
        holders = {tuple(row) for row in db.execute("select name, post from office_holders where org_id = ?", [org_id])}
        now = {(row["姓名"], row["职务"]) for row in read(file, "today")}
        assert now == holders, org_id
        over = [row for row in posts if row["term_end"] and row["term_end"] < today]
        assert len(read(file, "over")) == len(over)
        assert len(read(file)) == len(posts)
        record = json.loads((file.parent / "index.json").read_text(encoding="utf-8"))
        assert len(record["people"]) == len(posts)


def test_the_median_is_that_of_the_kind_and_none_of_too_few(site: Path, db: sqlite3.Connection) -> None:
    filed = db.execute("select f.*, o.type from finances f join organisations o using (district, org_id)").fetchall()
    bounds = [100_000, 500_000, 1_000_000, 5_000_000]

    def kind(row: Any) -> tuple[Any, ...]:
        return row["sample"], row["type"], row["year"], sum(row["income_total"] >= bound for bound in bounds)

    kinds: dict[tuple[Any, ...], list[float]] = {}
    for row in filed:
        kinds.setdefault(kind(row), []).append(row["expense_total"])
    seen = Counter[bool]()
    for row in filed:
        (shown,) = [one for one in read(page(site, f"organisations/{row['org_id']}/compare"), f"y{row['year']}")
                    if one["什么数"].startswith("费用合计")]  # fmt: skip
        peers = kinds[kind(row)]
        assert shown["有这个数的同类"] == f"{len(peers)} 家"
        assert shown["这家组织"] == money(row["expense_total"])
        if len(peers) >= 6:
            assert float(shown["同类的中位数"].replace(",", "")) == pytest.approx(median(peers), abs=0.011)
        else:
            assert shown["同类的中位数"] == "同类太少"
        seen[len(peers) >= 6] += 1
    assert seen[True] > 10 and seen[False] > 5


def test_real_bodies_and_samples_are_never_compared(desk: Desk) -> None:
    codes = [credit_code(serial=number) for number in range(1, 8)]
    real = [organisation(code) for code in codes]
    accounts = [finance(code, income_total=str(1000 * n)) for n, code in enumerate(codes, 1)]
    desk.file("real", {"organisations": real, "finances": accounts})
    invented = [credit_code(region="990203", serial=number) for number in range(1, 4)]
    rows = [organisation(code, name=f"（示例）{code}") for code in invented]
    desk.file("invented", {"organisations": rows, "finances": [finance(code) for code in invented]}, sample=True)
    db = desk.filled()
    told = {(row["sample"], row["figure"]): (row["bodies"], row["median"]) for row in db["peer_medians"].rows}
    assert told[0, "收入合计"] == (7, 4000) and told[1, "收入合计"] == (3, 500)


def test_a_share_of_which_a_part_is_unknown_is_left_out(desk: Desk) -> None:
    code, other = credit_code(serial=1), credit_code(serial=2)
    accounts = [finance(code, income_donations="125"), finance(other, income_total="0", expense_total="0")]
    desk.file("one", {"organisations": [organisation(code), organisation(other)], "finances": accounts})
    db = desk.filled()
    shares = {(row["org_id"], row["figure"]): row["value"] for row in db["finance_figures"].rows if row["unit"] == "%"}
    assert shares[code, "捐赠收入占收入合计"] == 25 and (code, "政府补助占收入合计") not in shares
    assert (other, "捐赠收入占收入合计") not in shares


def test_corrections_are_told_apart_by_kind_and_district(site: Path, db: sqlite3.Connection) -> None:
    counts = Counter[tuple[str, str, int]]()
    for row in db.execute("select district, kind, sample from corrections"):
        counts[tuple(row)] += 1  # type: ignore[index]
    for chosen in (None, *sorted({key[0] for key in counts})):
        text = page(site, f"corrections/{chosen or ''}").read_text(encoding="utf-8")
        figures = re.findall(r'<dt><a href="#(\d)">(\S+)</a></dt><dd>(?:<span>)?([\d,]+)(?:<[^>]*>示例 (\d+))?', text)
        assert [kind for _, kind, _, _ in figures] == ["更正", "撤回", "变更", "补充"]
        for _, kind, real, samples in figures:
            held = [sum(n for (d, k, s), n in counts.items() if k == kind and s == sample and chosen in (None, d))
                    for sample in (0, 1)]  # fmt: skip
            assert [int(real.replace(",", "")), int(samples or 0)] == held, (chosen, kind)
        for number, (_, kind, _, _) in enumerate(figures, 1):
            assert {
                row["种类"].removesuffix(" 示例")
                for row in read(page(site, f"corrections/{chosen or ''}"), str(number))
            } <= {kind}


def test_a_policy_names_the_rules_that_read_its_terms_and_they_name_it(site: Path, db: sqlite3.Connection) -> None:
    policy = "海曙区公益创投项目管理试行办法"
    file = page(site, f"policies/haishu/{policy}/terms")
    assert f'href="/policies/haishu/{policy}/terms/"' in page(site, f"policies/haishu/{policy}").read_text("utf-8")
    terms = read(file)
    filed = db.execute(
        "select count(*) from programme_terms where district = 'haishu' and policy_id = ?", [policy]
    ).fetchone()[0]
    assert len(terms) == filed
    (cap,) = [row for row in terms if row["规定的是"] == "公益创投：资助上限"]
    assert cap["条款"] == "第十九条" and cap["怎样规定"] == "50,000 元" and "规则" in cap["用到它的规则和义务"]
    links = set(re.findall(r'href="(/rules/[^"]+/)"', file.read_text(encoding="utf-8")))
    assert "/rules/GRT-01/" in links and len(links) > 15
    for link in links:
        assert f"{policy}</a>" in page(site, link).read_text(encoding="utf-8"), link
    duties = page(site, "obligations").read_text(encoding="utf-8")
    first = duties.split('id="first-payment"')[1].split("</section>")[0]
    assert f"{policy}</a> 第二十一条" in first


def test_every_term_that_a_rule_names_is_read_as_one() -> None:
    headers = [path.read_text(encoding="utf-8") for path in ROOT.glob("disclosure/standard/rules/*.sql")]
    bases = [re.findall(r"^-- basis: (.*)$", text, re.MULTILINE)[0] for text in headers if "programme_terms：" in text]
    assert len(bases) > 20 and all(NAMED.search(basis) for basis in bases)


def test_a_citation_leads_to_the_cell_that_was_filed(site: Path) -> None:
    text = page(site, "organisations/52990101MJ90000570").read_text(encoding="utf-8")
    found = re.findall(
        r"：(\d{4}) 收入合计：([\d,.]+) 元。[^<]*?提交 ([\w-]+)，文件 ([\w.]+) 第 (\d+) 行（SHA-256 ([0-9a-f]{64})）",
        text,
    )
    assert found
    for year, shown, submission, file, row, digest in found:
        filed = ROOT / "datasets" / "demo" / submission / file
        assert hashlib.sha256(filed.read_bytes()).hexdigest() == digest
        with filed.open(encoding="utf-8-sig", newline="") as opened:
            lines = list(csv.reader(opened))
        head, line = lines[0], lines[int(row) - 1]
        values = dict(zip(head, line, strict=True))
        assert "52990101MJ90000570" in line and year in line
        assert shown.replace(",", "") in {f"{float(v):.2f}" for v in values.values() if re.fullmatch(r"[\d.]+", v)}


def test_each_file_of_an_accepted_submission_is_listed_with_its_digest(site: Path, db: sqlite3.Connection) -> None:
    accepted = db.execute("select district, submission from submissions where accepted").fetchall()
    for district, submission in accepted[:20]:
        folder = ROOT / "datasets" / district / submission
        shown = {
            row["文件"]: row["SHA-256"] for row in read(page(site, f"submissions/{district}/{submission}"), "files")
        }
        assert shown == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    refused = db.execute(
        "select count(*) from submission_files join submissions using (district, submission) where not accepted"
    )
    assert refused.fetchone()[0] == 0


PAGES_WITH_ROWS = ["organisations/52990101MJ90000570", "organisations/52990101MJ90000570/people",
                   "organisations/52990101MJ90000570/compare", "grants/demo/cv-2025-02", "notices/demo/ps-2025",
                   "programmes/haishu/公益创投", "programmes/haishu/公益创投/2025",
                   "policies/haishu/海曙区公益创投项目管理试行办法", "districts/haishu"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES_WITH_ROWS)
def test_a_page_says_where_it_stands_how_it_is_cited_and_where_its_data_is(site: Path, path: str) -> None:
    text = page(site, path).read_text(encoding="utf-8")
    assert '<nav class="crumbs"' in text
    foot = text.split('class="page-foot"')[1]
    assert "永久网址" in foot and "https://register.example/" in foot and "最近一次提交" in foot
    assert re.search(r'href="/data/disclosure/\w+\.csv\?', foot) and 'class="citation"' in foot
    assert re.search(r'<code class="address">[0-9a-f]{64}</code>', foot)
    if not path.startswith("districts/"):
        record = json.loads((site / path / "index.json").read_text(encoding="utf-8"))
        assert "build" not in record and record["permalink"].startswith("/")
        assert f'href="{unquote(record["permalink"])}index.json"' in foot


def test_every_question_and_endpoint_is_listed_for_people(site: Path) -> None:
    text = page(site, "api").read_text(encoding="utf-8")
    names = [path.stem for path in (ROOT / "disclosure/standard/queries").glob("*.sql")]
    names += [f"{path.parent.parent.name}_{path.stem}" for path in ROOT.glob("plugins/*/queries/*.sql")]
    assert [name for name in names if f'href="/data/disclosure/{name}"' not in text] == []
    assert "GET /data/-/organisation/{org_id}.json" in text and "/data/-/haishu/street.json" in text


def test_what_is_declared_complete_stands_on_one_page(site: Path, db: sqlite3.Connection) -> None:
    rows = read(page(site, "coverage"))
    assert len(rows) == db.execute("select count(*) from coverage").fetchone()[0]


def test_an_empty_register_says_what_it_has_not(desk: Desk) -> None:
    desk.site(people, programmes, comparing, corrections, allow_empty=True)
    site = desk.project.output / "current" / "site"
    for path, words in (("people", "还没有收到真实的任职名单"), ("programmes", "还没有收到资助计划"),
                        ("compare", "还没有收到财务"), ("corrections", "没有。")):  # fmt: skip
        assert words in page(site, path).read_text(encoding="utf-8")


def test_a_name_in_many_organisations_is_told_in_some_and_counted_in_all(desk: Desk) -> None:
    codes = [credit_code(serial=number) for number in range(1, 15)]
    held = [
        {"org_id": one, "name": "测试甲", "post": "理事", "term_start": "2024-01-01", "term_end": "2099-12-31"}
        for one in codes
    ]
    held[0]["term_end"] = "2024-12-31"
    desk.file("a", {"organisations": [organisation(one) for one in codes], "people": held})
    desk.site(people)
    site = desk.project.output / "current" / "site"
    (listed,) = read(page(site, "people"))
    assert listed["姓名"] == "测试甲 13 个组织"
    assert listed["今天在哪里任什么职务"].count("理事") == 10 and "另有 3 个组织" in listed["今天在哪里任什么职务"]
    for org_id, others in ((codes[0], 13), (codes[1], 12)):
        file = page(site, f"organisations/{org_id}/people")
        (post,) = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))["people"]
        assert (len(post["elsewhere"]), post["elsewhere_bodies"]) == (10, others)
        assert not {org_id, codes[0]} & {one["org_id"] for one in post["elsewhere"]}
        assert f"另有 {others - 10} 个组织" in file.read_text(encoding="utf-8")


def test_a_name_whose_term_is_over_here_and_that_is_in_one_other_body_is_told(desk: Desk) -> None:
    codes = [credit_code(serial=number) for number in (1, 2)]
    ends = ("2024-12-31", "2099-12-31")
    held = [
        {"org_id": one, "name": "测试甲", "post": "理事", "term_start": "2024-01-01", "term_end": end}
        for one, end in zip(codes, ends, strict=True)
    ]
    desk.file("a", {"organisations": [organisation(one) for one in codes], "people": held})
    desk.site(people)
    for org_id, others in ((codes[0], [codes[1]]), (codes[1], [])):
        file = page(desk.project.output / "current" / "site", f"organisations/{org_id}/people")
        (post,) = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))["people"]
        assert ([one["org_id"] for one in post["elsewhere"]], post["elsewhere_bodies"]) == (others, len(others))


def test_only_few_pages_and_one_small_file_know_the_build(site: Path) -> None:
    told = json.loads((site / "build.json").read_text(encoding="utf-8"))
    assert set(told) == {"build", "today"} and told["build"].startswith(told["today"])
    knowing = {path.relative_to(site).parts[0] for path in site.rglob("*.html") if told["build"] in path.read_text()}
    assert knowing <= {"index.html", "downloads", "en"}, "a page that names its build changes with each"
    alone = (*site.glob("organisations/*/index.html"), *site.glob("en/organisations/*/index.html"))
    assert alone and not any(told["build"] in path.read_text(encoding="utf-8") for path in alone)
