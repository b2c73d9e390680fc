"""Lists, streets and needs: every body is where its row says, with the counts beside each choice, and no list is endless."""

import asyncio
import csv
import json
import re
import sqlite3
from collections import Counter
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import sqlite_utils
from conftest import ROOT, SITE, TODAY, Desk, credit_code, finance, organisation

from disclosure.api.server import Application, create_app
from disclosure.districts import NATION, load_districts
from disclosure.site.addresses import address, calling, step
from disclosure.site.listed import CHOICES, Listed
from disclosure.site.pages import lists, obligations
from disclosure.site.pages.sheet import Site
from disclosure.site.reading import Reader

COLUMNS = [choice["column"] for choice in CHOICES]
LINK = re.compile(r'href="/organisations/([A-Z0-9-]{18,})/"')
Row = dict[str, Any]


@pytest.fixture(scope="module")
def bodies(published: Path) -> list[Row]:
    """Return the rows of the view that the lists are of."""
    return list(sqlite_utils.Database(published / "disclosure.db").query("select * from bodies_listed"))


@pytest.fixture(scope="module")
def app(published: Path) -> Application:
    """Return the application over the published register."""
    return create_app(published, load_districts(ROOT / "plugins"), ROOT / "metadata.yml")


def get(app: Application, path: str) -> httpx.Response:
    """Return the answer to one request."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x", timeout=60) as browser:
            return await browser.get(path)

    return asyncio.run(ask())


def read(published: Path, path: str) -> str:
    """Return a page of the site."""
    return (published / "site" / unquote(path).strip("/") / "index.html").read_text(encoding="utf-8")


def linked(page: str) -> set[str]:
    """Return the organisations that the main part of a page leads to."""
    return set(LINK.findall(page[page.index("<main") :]))


def told(page: str, term: str) -> tuple[int, int] | None:
    """Return how many real bodies and samples stand beside a choice, None where it is not offered."""
    found = re.search(rf'<a [^>]*>{re.escape(term)} <small class="tally">(.*?)</small>', page)
    if not found:
        return None
    samples = re.search(r"示例 ([\d,]+)", found[1])
    real = re.match(r"\s*([\d,]+)", found[1])
    return int(real[1]) if real else 0, int(samples[1]) if samples else 0


def test_every_list_has_its_bodies_its_counts_and_its_csv(published: Path, bodies: list[Row]) -> None:
    districts = [None, *sorted({row["district"] for row in bodies})]
    identifiers = {(name, t.term): t.identifier for name, terms in NATION.codelists.items() for t in terms}
    seen = 0
    for district, choice in product(districts, [None, *CHOICES]):
        here = [row for row in bodies if district in (None, row["district"])]
        for term in {row[choice["column"]] for row in here} - {None} if choice else {None}:
            rows = [row for row in here if not choice or row[choice["column"]] == term]
            parts = [district, choice and identifiers[choice["codelist"], term]]
            page = read(published, address("organisations", *filter(None, parts)))
            assert linked(page) == {row["org_id"] for row in rows} and len(rows) <= 100
            asked = {"district": district, **({choice["column"]: term} if choice else {})}
            file = address("organisations", *filter(None, parts)) + "list.csv"
            assert f'href="{file}"' in page
            told_there = list(csv.DictReader((published / f"site{file}").read_text("utf-8-sig").splitlines()))
            assert [row["统一社会信用代码"] for row in told_there] == [
                row["org_id"]
                for row in sorted(
                    rows, key=lambda row: [row[name] for name in ("sample", "district", "name", "org_id")]
                )
            ]
            assert {(row["名称"], row["示例"]) for row in told_there} == {
                (row["name"], "是" if row["sample"] else "") for row in rows
            }
            for other in CHOICES:
                same = here if choice == other else rows
                counts = Counter((row[other["column"]], row["sample"]) for row in same)
                for value in {row[other["column"]] for row in bodies} - {None}:
                    expected = counts[value, 0], counts[value, 1]
                    assert told(page, value) == (expected if any(expected) else None), (asked, value)
            seen += 1
    assert seen > 60


def test_the_steps_of_lists_are_not_those_of_districts() -> None:
    steps = [term.identifier for choice in CHOICES for term in NATION.codelists[choice["codelist"]]]
    places = {path.name for path in (ROOT / "plugins").iterdir()}
    assert len(steps) == len(set(steps)) and not set(steps) & (places | {"chosen"})


def test_what_is_chosen_together_is_counted_together(app: Application, bodies: list[Row]) -> None:
    district = "demo"
    first = next(row for row in bodies if row["district"] == district and row["size"] and row["field"])
    for names in (["type", "size"], ["district", "type", "status", "size"], ["district", "field", "size", "type"]):
        where = {name: first[name] for name in names}
        rows = [row for row in bodies if all(row[name] == value for name, value in where.items())]
        page = get(app, address("organisations", "chosen", **where)).text
        assert linked(page) == {row["org_id"] for row in rows} and "没有服务器" not in page
        for column in COLUMNS:
            others = {name: value for name, value in where.items() if name != column}
            same = [row for row in bodies if all(row[name] == value for name, value in others.items())]
            counts = Counter((row[column], row["sample"]) for row in same)
            for value in {row[column] for row in same} - {None}:
                assert told(page, value) == (counts[value, 0], counts[value, 1]), (where, value)
        left = [
            set(unquote(one).replace("&amp;", "&").split("&"))
            for one in re.findall(r'chosen/\?([^"]*)" aria-current', page)
        ]
        assert {f"{name}={value}" for name, value in where.items() if name != "size"} in left, "a second click drops it"


@pytest.mark.parametrize(
    "asked",
    [
        "type=<b>",
        "type=&page=-1",
        "page=99999999",
        "page=%C2%B2",
        "size=" + "x" * 5000,
        "type=a",
        "district='",
    ],
)
def test_nothing_that_is_chosen_ends_in_a_fault(app: Application, asked: str) -> None:
    answer = get(app, f"/organisations/chosen/?{asked}")
    assert answer.status_code == 200 and "<b>" not in answer.text.split("<table")[0].split("</nav>")[-1]
    assert ("没有一家全部符合" in answer.text) == asked.startswith(("type=<", "size=", "type=a", "district="))


@pytest.mark.parametrize(
    ("asked", "said"), [("typ=社会团体", "也许是 type"), ("type=社会团体&type=基金会", "“type”写了两次")]
)
def test_what_a_list_would_pass_over_is_refused(app: Application, asked: str, said: str) -> None:
    answer = get(app, f"/organisations/chosen/?{asked}")
    assert answer.status_code == 400 and said in answer.text


def test_a_list_without_a_server_says_so(published: Path) -> None:
    page = read(published, "/organisations/chosen/")
    assert "没有服务器的副本" in page and 'href="/organisations/"' in page


def test_lists_of_many_are_bounded_and_read_by_pages(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    db = sqlite_utils.Database(path)
    terms = {choice["column"]: NATION.codelists[choice["codelist"]] for choice in CHOICES}
    codelists = [vars(term) for name in NATION.codelists for term in NATION.codelists[name]]
    db.table("codelists").insert_all(codelists)
    db.table("bodies_listed").insert_all(
        {"district": f"d{n % 2}", "org_id": f"{n:018}", "name": f"名{n:05}", "street": None, "community": None, "sample": n % 3 == 0,
         "registered_on": "2020-01-01", "open": 1, "lists": None, **{c: all_[n % len(all_)].term for c, all_ in terms.items()}}
        for n in range(5000)
    )  # fmt: skip
    db.table("bodies_by_need").create({"district": str, "org_id": str, "need": str, "because": str, "word": str})
    grant = ("district", "org_id", "grant_id", "project", "service_field", "decision", "round", "sample")
    for name in ("grants", "grant_candidates", "grant_bodies"):
        db.table(name).create(dict.fromkeys(grant, str))
    db.close()
    site = Site(Reader(str(path)), [], "2026-11-23")
    sheets = {sheet.path: sheet for sheet in lists.sheets(site)}
    whole = [path for path in sheets if re.fullmatch(r"/organisations/(\d+/)?", path)]
    assert len(whole) == lists.MOST_PAGES == 20 and "/organisations/d1/20/" in sheets
    ran: list[str] = []
    site.listed.reader.connection.set_trace_callback(ran.append)
    last = sheets["/organisations/20/"].context
    assert last["beyond"] == 5000 - 2000 and len(last["rows"]) == 100 and (last["number"], last["last"]) == (20, 20)
    assert [sql for sql in ran if "limit 100 offset 1900" in sql] and not [
        sql for sql in ran if "select *" in sql and "limit" not in sql
    ]
    names = [row["name"] for n in range(1, 21) for row in sheets[whole[n - 1]].context["rows"]]
    expected = sorted((n % 3 == 0, f"d{n % 2}", f"名{n:05}") for n in range(5000))[:2000]
    assert names == [name for *_, name in expected]
    plan = " ".join(str(row["detail"]) for row in site.listed.reader.rows(
        "explain query plan select * from listed where district = 'd1' order by sample, district, name, org_id limit 100"))  # fmt: skip
    assert "TEMP B-TREE" not in plan and "USING INDEX listed_1" in plan
    site.close()


def test_a_service_known_from_a_grant_says_how_the_project_stands(published: Path) -> None:
    db = sqlite3.connect(published / "disclosure.db")
    db.row_factory = sqlite3.Row
    sql = """select n.need, g.* from bodies_by_need n join grants g on g.district = n.district and g.org_id = n.org_id
        and g.project = n.word and g.decision = '资助' where n.because = '受资助的项目' and n.org_id = ?"""
    steps, seen = (
        dict(db.execute("select term, identifier from codelists where codelist = 'need'").fetchall()),
        Counter[str](),
    )
    asked = "select district, need, org_id, word from bodies_by_need where because = '受资助的项目' order by org_id"
    for district, need, code, word in db.execute(asked):
        page = read(published, f"/needs/{district}/{steps[need]}/")
        (card,) = [one for one in re.findall(r'<li class="card body.*?</li>', page, re.DOTALL) if f"/{code}/" in one]
        grants = {
            row["grant_id"]: row for row in db.execute(sql, [code]) if (row["need"], row["project"]) == (need, word)
        }
        (led,) = re.findall(r'href="/grants/\w+/([^/"]+)/"', card)
        grant, said = grants[led], re.sub(r"<[^>]+>", "", card.split("/grants/")[1])
        assert (grant["status"] or "未知") in said, led
        for day in (grant["start_on"], grant["completed_on"] or grant["end_on"]):
            assert day is None or day in said, led
        unsaid = grant["start_on"] is None or (grant["completed_on"] or grant["end_on"]) is None
        assert ("日期没有填报" in said) == unsaid, led
        assert ("服务还在不在请先问" in said) == (grant["status"] in ("已完成", "已终止")), led
        seen[grant["status"]] += 1
    assert seen["已完成"] and seen["执行中"]


def test_size_and_grade_are_those_in_force(desk: Desk) -> None:
    codes = [credit_code(serial=n) for n in range(1, 8)]
    incomes = ["99999.99", "100000", "4999999", "5000000", "0"]
    desk.file("one", {
        "organisations": [organisation(code) for code in codes[:6]] + [organisation(codes[6], status="注销", status_since="2025-01-01")],
        "finances": [finance(code, income_total=income, expense_total=income, total_assets=1, net_assets=1, total_liabilities=0)
                     for code, income in zip(codes, incomes, strict=False)]
                    + [finance(codes[0], 2020, income_total="9000000", expense_total="9000000", total_assets=1, net_assets=1, total_liabilities=0)],
        "evaluations": [{"org_id": code, "announced_on": "2022-01-01", "grade": grade, "valid_from": "2022-01-01", "valid_until": until}
                        for code, grade, until in ((codes[0], "5A", "2026-12-31"), (codes[1], "4A", "2025-12-31"), (codes[2], "2A", "2026-12-31"),
                                                   (codes[6], "3A", "2026-12-31"))],
    })  # fmt: skip
    assert desk.findings() == []
    rows = {row["org_id"]: row for row in desk.filled().query("select * from bodies_listed")}
    assert [rows[code]["size"] for code in codes] == [
        "10万元以下",
        "10万至50万元",
        "100万至500万元",
        "500万元以上",
        "10万元以下",
        None,
        None,
    ]
    assert [rows[code]["grade"] for code in codes] == ["5A", None, "2A", None, None, None, None]
    assert rows[codes[0]]["income_year"] == 2024


def test_a_need_is_read_from_what_is_filed(desk: Desk) -> None:
    codes = [credit_code(serial=n) for n in range(1, 5)]
    desk.file("one", {"organisations": [
        organisation(codes[0], name="甲助餐之家", scope="为老人送餐"), organisation(codes[1], name="餐饮行业协会", purpose="规范餐饮行业"),
        organisation(codes[2], name="乙养老院", status="注销", status_since="2025-01-01"), organisation(codes[3], name="丙书画社", purpose="陪伴残疾人"),
    ]})  # fmt: skip
    found = {
        (row["org_id"], row["need"], row["because"], row["word"])
        for row in desk.filled().query("select * from bodies_by_need")
    }
    assert found == {
        (codes[0], "助餐送餐", "名称", "助餐"),
        (codes[0], "扶老", "业务范围", "老人"),
        (codes[3], "助残", "宗旨", "残疾"),
    }


def test_a_word_inside_another_tells_no_need(desk: Desk) -> None:
    said = {
        "支持社会组织发展，受托管理公益创投": {}, "受托管理公益创投，办暑期托管": {"青少年": "托管"}, "组织会员自助餐叙": {}, "尊敬老师": {},
        "维修保养老旧电梯": {}, "帮助老区特产走出大山": {}, "协助中心理事会工作": {}, "心理辅导，协助中心理事会": {"社会工作": "心理"},
        "践行核心理念": {}, "研究县域经济困境": {}, "接受区委社会工作部指导": {}, "促进旅行社工作交流": {}, "关爱心理健康": {"社会工作": "心理"},
        "方便民营企业融资": {}, "相互助力": {}, "邻里互助，相互助力": {"社区服务": "互助"}, "帮助有专长者就业": {}, "调解父亲子女间纠纷": {},
        "降低保险费用": {}, "排除电视障碍": {}, "照料残疾人，残疾人托管": {"助残": "残疾"}, "帮扶经济困难学生": {"济困": "困难"},
    }  # fmt: skip
    codes = [credit_code(serial=n) for n in range(1, len(said) + 1)]
    bodies = [organisation(code, name="甲会", purpose=text) for code, text in zip(codes, said, strict=True)]
    desk.file("one", {"organisations": bodies})
    found: dict[str, dict[str, str]] = {code: {} for code in codes}
    for row in desk.filled().query("select * from bodies_by_need"):
        found[row["org_id"]][row["need"]] = row["word"]
    assert dict(zip(said, found.values(), strict=True)) == said


def test_each_word_that_says_something_else_holds_one_that_tells_a_need() -> None:
    sql = (NATION.path / "views" / "bodies_by_need.sql").read_text(encoding="utf-8")
    words, otherwise = (
        re.findall(r"\('([^']+)', '([^']+)'\)", sql.split(f"{name} as (")[1].split("\n),")[0])
        for name in ("words(need, word)", "otherwise(word, inside)")
    )
    assert otherwise and {word for word, _ in otherwise} <= {word for _, word in words}
    for word, inside in otherwise:
        assert word in inside != word
        others = [other for own, other in otherwise if own == word and other != inside]
        assert not [other for other in others if inside in other], "what is counted twice hides one that counts"


def test_every_street_community_and_need_has_its_bodies(published: Path, bodies: list[Row]) -> None:
    places = {(row["district"], row["street"], community) for row in bodies for community in (None, row["community"])}
    needs = list(
        sqlite3.connect(published / "disclosure.db").execute("select district, need, org_id from bodies_by_need")
    )
    identifiers = {term.term: term.identifier for term in NATION.codelists["need"]}
    for district, street, community in places:
        rows = [
            r
            for r in bodies
            if (r["district"], r["street"]) == (district, street) and community in (None, r["community"])
        ]
        page = read(published, address("areas", district, *map(step, filter(None, (street, community)))))
        main = page.split('<section id="projects">')[0]
        assert {row["org_id"] for row in rows if row["open"] != 0} <= linked(main)
        cards = re.findall(r'<li class="card body.*?</li>', page, re.DOTALL)
        for row in rows:
            own = [card for card in cards if f"/{row['org_id']}/" in card]
            assert (len(own) > 0) == (row["open"] != 0)
            assert (
                len(own) == max(1, sum(one == (district, need, row["org_id"]) for one in needs for need in identifiers))
                or row["open"] == 0
            )
            for card in own:
                assert card.index(row["status"]) < card.index("<strong>")
                assert (f'href="tel:{row["office_phone"]}"' in card) == bool(row["office_phone"])
                assert ("没有填报地址" in card) == (not row["address"]) and (row["address"] or "") in card
                assert ("sample-tag" in card) == bool(row["sample"])
    for district, need in {(district, need) for district, need, _ in needs}:
        page = read(published, address("needs", district, identifiers[need]))
        assert linked(page) == {code for of, what, code in needs if (of, what) == (district, need)}


def test_from_home_a_meal_is_three_steps_away(published: Path) -> None:
    assert 'href="/areas/"' in read(published, "/")
    streets = read(published, "/areas/")
    (street,) = set(re.findall(rf'href="({re.escape(unquote(address("areas", "demo", "望湖街道")))})"', streets))
    page = read(published, street)
    assert 'href="#need-meals"' in page and "助餐" in page.split('id="need-meals"')[1].split("</section>")[0]


def test_no_street_can_take_the_place_of_a_page() -> None:
    assert step("index.html") != "index.html" and step("..") != ".." and step("甲街道") == "甲街道"


@pytest.mark.parametrize(
    "filed", ["javascript:1", "138" + "00138000", "0574-87012345;ext=1", "0574", "", None, "０574-87012345"]
)
def test_only_the_number_of_an_office_is_called(filed: str | None) -> None:
    assert calling(filed) is None and calling("0574-87012345") == "tel:0574-87012345"


def test_who_is_late_is_counted_as_the_ledger_has_it(published: Path) -> None:
    rows = list(sqlite3.connect(published / "disclosure.db").execute(
        "select district, status, party, org_id, sample from obligations where status in ('逾期未报', '逾期报送')"))  # fmt: skip
    page = read(published, "/late/")
    table = page.split("</table>")[0]
    lines = re.findall(r"<tr[ >].*?</tr>", table.split("<tbody>")[1], re.DOTALL)
    assert len(lines) == len({(district, sample) for district, *_, sample in rows}) > 3
    for line in lines:
        district = re.findall(r"/obligations/(\w+)/#late", line)[0]
        own = [row for row in rows if row[0] == district and row[4] == ("sample-tag" in line)]
        mine = [row for row in own if row[2] == "社会组织"]
        expected = [
            len({row[3] for row in mine}),
            sum(row[1] == "逾期未报" for row in mine),
            sum(row[1] == "逾期报送" for row in mine),
            len(own) - len(mine),
        ]
        assert [int(n) for n in re.findall(r'class="num"[^>]*>(?:<a [^>]*>)?(\d+)<', line)] == expected
        assert f'href="/late/{district}.csv" download="late-{district}-{TODAY}.csv"' in line
        others = f'href="/late/{district}-authorities.csv" download="late-{district}-authorities-{TODAY}.csv"'
        assert (others in line) == bool(len(own) - len(mine))


@pytest.mark.parametrize("path", ["/late/", "/obligations/wenzhou/"])
def test_no_two_lines_of_who_is_late_look_the_same(published: Path, path: str) -> None:
    """Which record is late is named where a body is late with several of a kind in the same time."""
    lines = [line for line in re.findall(r"<tr[ >].*?</tr>", read(published, path), re.DOTALL) if "逾期报送 " in line]
    assert len(lines) > 2 and [line for line, times in Counter(lines).items() if times > 1] == []


@pytest.mark.parametrize(("end", "owed_by"), [(".csv", "= '社会组织'"), ("-authorities.csv", "<> '社会组织'")])
def test_the_lists_of_who_is_late_say_who_what_when_and_why_in_one_line(
    published: Path, end: str, owed_by: str
) -> None:
    db = sqlite3.connect(published / "disclosure.db")
    sql = f"""select o.district, o.party, n.name, u.title, o.due_on, o.status, o.days_late, o.basis, o.done_on, o.sample
        from obligations o join duties u on u.obligation = o.obligation left join organisations n on n.org_id = o.org_id
        where o.status in ('逾期未报', '逾期报送') and o.party {owed_by}"""
    rows = list(db.execute(sql))
    assert rows
    districts = {name for (name,) in db.execute("select distinct district from obligations where days_late > 0")}
    for name in {"list"} | districts:
        with (published / f"site/late/{name}{end}").open(encoding="utf-8-sig", newline="") as file:
            listed = list(csv.DictReader(file))
        mine = [row for row in rows if name in ("list", row[0])]
        assert len(listed) == len(mine)
        told = Counter(
            (row.get("由谁履行", "社会组织"), row.get("名称", row.get("关于哪家组织")), row["应当公开什么"], row["到期日"],
             row["状态"], int(row["逾期天数"]), row["依据"], row["报送日期"], row["示例"] == "是")
            for row in listed
        )  # fmt: skip
        assert told == Counter(
            (party, body or "", title, due, status, days, basis, done or "", bool(sample))
            for _, party, body, title, due, status, days, basis, done, sample in mine
        )
        for row in listed:
            until = date.fromisoformat(row["到期日"]) + timedelta(days=int(row["逾期天数"]))
            assert row["天数算到"] == until.isoformat() and row["天数算到"] in row["凭什么这样说"]
            assert row["在登记册上的页面"].startswith(f"{SITE}/")


def test_what_authorities_owe_is_listed_however_much_organisations_owe(desk: Desk) -> None:
    columns = "district, org_id, key, obligation, party, status, due_on, days_late, basis, estimated, sample"
    desk.file("first", {"organisations": [organisation()]})
    db = desk.build()
    with db.conn:
        for number, party in enumerate(["社会组织", "社会组织", "登记管理机关"]):
            values = ("haishu", None, json.dumps({"case_id": str(number)}), "change-decision", party, "逾期报送",
                      "2026-01-01", 9 - number, "某办法", 0, 0)  # fmt: skip
            db.execute(f"insert into obligations({columns}) values ({', '.join('?' * len(values))})", values)
    site = Site(Reader(str(desk.project.output / "disclosure.db")), [], "2026-11-23")
    told = {own: [row["about"] for row in obligations.late(site, "haishu", own, 1)] for own in (True, False)}
    assert told == {True: ["0"], False: ["2"]}


def test_every_page_has_what_a_journalist_needs_in_its_head(published: Path, app: Application) -> None:
    for page in (read(published, "/"), read(published, "/late/"), get(app, "/data/disclosure").text):
        head = page.split("</header>")[0]
        for path in (
            "organisations",
            "areas",
            "notices",
            "grants",
            "districts",
            "late",
            "rules",
            "corrections",
            "downloads",
        ):
            assert head.count(f'href="/{path}/"') == 2, path  # the ways of a wide screen, and the menu of a phone
        desk = sum(head.count(f'href="{one}"') for one in ("/api/", "/data/disclosure"))  # a server's own desk
        assert desk == 2 and "<summary>" in head


def test_a_list_of_listed_bodies_reads_the_database_only(published: Path) -> None:
    before = (published / "disclosure.db").read_bytes()
    listed = Listed(Reader(str(published / "disclosure.db")))
    assert listed.bodies({"district": "demo"}, 3) and listed.needs
    listed.reader.connection.close()
    assert (published / "disclosure.db").read_bytes() == before
