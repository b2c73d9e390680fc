"""Feeds, calendars and what tells robots of the site: parsed as a reader parses them, each link of them followed."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from click.testing import CliRunner
from conftest import ROOT, SITE, TODAY, Desk, credit_code, organisation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from disclosure import pipeline
from disclosure.cli import cli
from disclosure.districts import load_districts
from disclosure.exceptions import UsageError
from disclosure.judgement.examples import Blank
from disclosure.publication import input_digests
from disclosure.site import robots
from disclosure.site.addresses import permalink, site_address
from disclosure.site.atom import SAMPLE, Entry, Feed, Publisher, identifier, write_feed
from disclosure.site.pages import home, notices, organisations
from disclosure.site.pages.feeds import KINDS, kinds, of_page
from disclosure.site.reading import Reader

NOT_FEEDS = re.compile(r"sitemap[0-9-]*\.xml")
URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")
XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed_files(site: Path) -> list[Path]:
    """Return every feed of a site."""
    return sorted(path for path in site.rglob("*.xml") if not NOT_FEEDS.fullmatch(path.name))


def parsed(path: Path) -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it, which must find nothing amiss."""
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, (path, feed.get("bozo_exception"))
    return feed


def leads(site: Path, link: str) -> bool:
    """Return whether a whole address is that of a file of the built site, and of the place in it that it names."""
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}" == SITE
    file = site / unquote(parts.path).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not parts.fragment or f'id="{unquote(parts.fragment)}"' in file.read_text("utf-8"))


@pytest.fixture(scope="module")
def site(published: Path) -> Path:
    """Return the folder of the published site."""
    return (published / "site").resolve()


def test_every_feed_is_read_without_complaint_and_leads_somewhere(site: Path) -> None:
    files = feed_files(site)
    assert len(files) > 80
    ids = []
    for path in files:
        feed = parsed(path)
        assert feed.feed.author and URI.fullmatch(feed.feed.id) and feed.feed.title
        (own,) = [link.href for link in feed.feed.links if link.rel == "self"]
        assert own == f"{SITE}/{path.relative_to(site).as_posix()}" and leads(site, feed.feed.link)
        ids.append(feed.feed.id)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            assert URI.fullmatch(entry.id) and leads(site, entry.link), (path, entry.link)
            assert entry.published[:10] <= entry.updated[:10] <= TODAY and entry.summary
        assert feed.feed.updated[:10] == max([entry.updated[:10] for entry in feed.entries] or [TODAY])
    assert len(set(ids)) == len(ids)


def test_no_organisation_has_an_empty_feed_and_the_register_has_all(site: Path) -> None:
    assert all(parsed(path).entries for path in (site / "organisations").rglob("atom.xml"))
    for feed in [*kinds(None), *kinds("demo"), *kinds("haishu")]:
        assert (site / feed["file"].lstrip("/")).is_file()
    assert {len(parsed(site / feed["file"].lstrip("/")).entries) > 0 for feed in kinds("demo")} == {True}


def test_what_is_of_the_whole_register_names_the_district_of_each_entry(site: Path) -> None:
    titles = [
        json.loads(path.read_text("utf-8"))["title"] for path in sorted((ROOT / "plugins").glob("*/district.json"))
    ]
    begins = tuple(f"{sample}{title}：" for title in titles for sample in ("", SAMPLE))
    told = [entry.title for feed in kinds(None) for entry in parsed(site / feed["file"].lstrip("/")).entries]
    calendar = Calendar.from_ical((site / "obligations" / "due.ics").read_bytes())
    told += [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert len(told) > 100
    assert [title for title in told if not title.startswith(begins)] == []


def test_an_organisation_has_all_kinds_in_one_feed(site: Path) -> None:
    terms = {
        tag.term
        for path in (site / "organisations").rglob("atom.xml")
        for entry in parsed(path).entries
        for tag in entry.tags
    }
    assert {"公示", "更正", "应当公开的"} <= terms


def test_a_page_links_the_feeds_that_belong_to_it(site: Path) -> None:
    alternate = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">')
    linked = set()
    for page in site.rglob("index.html"):
        found = alternate.findall(page.read_text(encoding="utf-8"))
        assert all((site / unquote(href).lstrip("/")).is_file() for href in found), page
        linked.update(found)
        if page.parent.parent == site / "organisations" and (page.parent / "atom.xml").exists():
            assert found == [f"/organisations/{page.parent.name}/atom.xml"]
    assert {f"/{path.relative_to(site).as_posix()}" for path in feed_files(site)} == linked
    listed = (site / "feeds" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{feed["file"]}"' in listed for name in (None, "demo", "haishu") for feed in kinds(name))


@pytest.mark.parametrize(
    ("path", "count"), [("/", 4), ("/notices/", 1), ("/districts/demo/", 4), ("/obligations/demo/", 1), ("/about/", 1),
                        ("/districts/demo/scheme/", 1), ("/districts/", 1), ("/submissions/", 1)],
)  # fmt: skip
def test_a_page_has_so_many_feeds(path: str, count: int) -> None:
    assert len(of_page(path)) == count


def test_calendars_are_read_and_lead_somewhere(site: Path) -> None:
    files = sorted(site.rglob("*.ics"))
    assert {"obligations/due.ics", "obligations/demo/due.ics"} < {path.relative_to(site).as_posix() for path in files}
    for path in files:
        calendar = Calendar.from_ical(path.read_bytes())
        events = calendar.walk("VEVENT")
        assert events and not calendar.errors
        assert len({str(event["UID"]) for event in events}) == len(events)
        for event in events:
            assert leads(site, str(event["URL"])) and event["DTSTAMP"].dt.date().isoformat() <= TODAY


def test_pages_name_the_host_only_where_they_say_their_own_address(site: Path) -> None:
    for page in [site / "index.html", site / "about" / "index.html", site / "en" / "notices" / "index.html"]:
        text = page.read_text(encoding="utf-8")
        own = f"{SITE}/{page.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        assert f'rel="canonical" href="{own}"' in text
        assert not re.findall(rf'<(?:a|form|img|script)\b[^>]*="{SITE}', text)


def test_robots_are_told_of_every_page(site: Path) -> None:
    told = {node.text or "" for node in ET.parse(site / "sitemap.xml").iter(f"{XML}loc")}
    pages = {permalink(SITE, path.relative_to(site).as_posix()) for path in site.rglob("index.html")}
    asked = {f"{SITE}{root}{path}" for root in ("", "/en") for path in ("/search/", "/organisations/chosen/")}
    assert told == pages - asked and all(leads(site, one) for one in told)
    assert f"Sitemap: {SITE}/sitemap.xml" in (site / "robots.txt").read_text()
    assert (site / "favicon.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_beyond_the_size_of_a_sitemap_there_is_an_index() -> None:
    files = dict(robots.files(SITE, [f"/{number}/" for number in range(7)], most=3))
    parts = [node.text for node in ET.fromstring(files["/sitemap.xml"]).iter(f"{XML}loc")]
    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    told = [loc.text for part in parts for loc in ET.fromstring(files[urlsplit(part).path]).iter(f"{XML}loc")]
    assert sorted(told) == [f"{SITE}/{number}/" for number in range(7)]


# --- without an address, and the address itself -------------------------------------------------------------------------


def test_without_an_address_nothing_names_a_host(desk: Desk) -> None:
    code = credit_code(serial=7)
    notice = {
        "notice_id": "n1",
        "kind": "其他",
        "title": "甲",
        "publisher": "乙",
        "published_on": "2027-01-01",
        "start_on": TODAY,
    }
    desk.file("one", {"organisations": [organisation(code)], "notices": [notice]})
    desk.site(home, notices)
    site = desk.project.output / "site"
    feed = parsed(site / "notices" / "atom.xml")
    assert feed.entries[0].link == "/notices/haishu/n1/" and feed.entries[0].updated[:10] == TODAY
    assert not (site / "sitemap.xml").exists() and "Sitemap" not in (site / "robots.txt").read_text()
    assert "canonical" not in (site / "index.html").read_text(encoding="utf-8")


def test_findings_on_an_organisations_rows_are_in_its_feed(desk: Desk) -> None:
    code = credit_code(serial=8)
    desk.file("one", {"organisations": [organisation(code, website="http://a.example "), organisation(credit_code())]})
    desk.site(organisations)
    (entry,) = parsed(desk.project.output / "site" / "organisations" / code / "atom.xml").entries
    assert entry.tags[0].term == "核对" and entry.link == "/submissions/haishu/one/#text-spaces"
    assert not (desk.project.output / "site" / "organisations" / credit_code() / "atom.xml").exists()


@pytest.mark.parametrize(
    ("given", "address"),
    [("https://a.example", "https://a.example"), ("HTTP://A.example:8001/", "http://a.example:8001"), ("", ""),
     ("https://海曙.example", "https://xn--vnv30m.example"), ("http://[::1]:8001", "http://[::1]:8001")],
)  # fmt: skip
def test_an_address_of_the_site_is_a_host(given: str, address: str) -> None:
    assert site_address(given) == address


@pytest.mark.parametrize(
    "given", ["a.example", "ftp://a.example", "https://a.example/b", "https://u@a.example", "https://a.example?b", "https://a.example#b",
              "https://", "https://a.example:x", "https://a. example", "javascript:alert(1)", "https://[::1", "https://" + "a" * 99 + ".example", "/"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="写法不对"):
        site_address(given)


def test_the_address_is_among_the_inputs(desk: Desk) -> None:
    plain = input_digests(desk.project)
    vars(desk.project)["site_url"] = SITE
    assert {name for name, value in input_digests(desk.project).items() if plain[name] != value} == {"site_url"}


def test_the_option_wins_over_the_settings_file_and_its_lack_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(pipeline, "build", lambda project, *_: seen.append(project.site_url) or pipeline.Outcome())
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for kept in ("", "https://kept.example/", "nonsense"):
        (tmp_path / "pelicanconf.py").write_text(
            settings.replace('SITEURL = ""', f'SITEURL = "{kept}"'), encoding="utf-8"
        )
        for option in ([], ["--site-url", SITE]):
            result = CliRunner().invoke(cli, ["build", "--plugins", str(ROOT / "plugins"), *option])
            assert ("没有设网址" in result.stderr) == (not kept and not option)
            assert ("SITEURL" in result.stderr) == (bool(option) or not kept) or kept == "nonsense"
            if kept == "nonsense":
                assert isinstance(result.exception, UsageError) and "pelicanconf.py" in str(result.exception)
    assert seen == ["", SITE, "https://kept.example", SITE]


# --- any text ----------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(st.tuples(texts, texts, texts), max_size=4))
def test_a_feed_of_any_text_is_read(rows: list[tuple[str, str, str]]) -> None:
    entries = tuple(Entry((number,), title, "/x/", TODAY, TODAY, summary, author, author, True)
                    for number, (title, summary, author) in enumerate(rows))  # fmt: skip
    feed = feedparser.parse(write_feed(Publisher("甲", SITE, TODAY), Feed("/a.xml", "/", "乙", "丙", entries)))
    assert not feed.bozo and len(feed.entries) == len(rows)


@pytest.mark.parametrize("day", ["", "2026-13-01", "9999-12-31", "昨天", "2027-01-01T00:00:00+08:00"])
def test_a_day_that_is_none_or_not_yet_is_the_builds(day: str) -> None:
    assert Publisher("甲", SITE, TODAY).moment(day).isoformat() == f"{TODAY}T00:00:00+08:00"


def test_an_id_stays_and_is_no_others() -> None:
    assert identifier("notice", "demo", "a") == identifier("notice", "demo", "a") != identifier("notice", "demoa", "")
    assert {words["title"] for words in KINDS.values()} == {"公示", "更正记录", "到期和逾期", "核对结果"}


@pytest.mark.parametrize(
    ("declared", "known"),
    [("2026-06-01", "2026-07-01"), ("2026-11-20", "2026-11-20"), (None, "2026-07-01")],
)
def test_what_becomes_known_to_be_overdue_late_is_told_on_that_day(declared: str | None, known: str) -> None:
    db = Blank(load_districts(ROOT / "plugins")).filled({"today": "2026-11-26"})
    case = {"obligation": "x", "district": "demo", "org_id": "A", "party": "社会组织", "status": "逾期未报", "due_on": "2026-06-30",
            "days_late": 31, "basis": "x", "key": "{}", "sample": 0}  # fmt: skip
    db["obligations"].insert(case)
    window = {
        "district": "demo",
        "table_name": "finances",
        "from_on": "2020-01-01",
        "until_on": "2026-07-31",
        "sample": 0,
    }
    if declared:
        for name in ("coverage", "coverage_history"):
            columns = [*window, "authority", "submission", "source_file", "source_row", "submitted_on"]
            values = [*window.values(), "x", "s", "f", 2, declared]
            places = ", ".join("?" * len(values))
            db.execute(f"insert into {name} ({', '.join(columns)}) values ({places})", values)
    found = Reader(":memory:", db.conn).query(
        "feeds/own_duties", org_id="A", ahead="-30 days", today="2026-11-26", most=9
    )
    assert found == []  # of a duty that there is not
    db["duties"].insert({"obligation": "x", "title": "t", "due": "d", "basis": "b", "party": "社会组织"}, alter=False)
    (entry,) = Reader(":memory:", db.conn).query(
        "feeds/own_duties", org_id="A", ahead="-30 days", today="2026-11-26", most=9
    )
    assert entry["updated"] == known
