"""What is published is safe: whatever text is filed, it stays text on every page, in every feed, download and report."""

import csv
import json
import os
import re
import sqlite3
import sys
import time
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT, TODAY, Desk, credit_code, organisation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from disclosure import pipeline
from disclosure.districts import load_districts
from disclosure.exceptions import PluginError
from disclosure.exports.csvs import NUMBER, RUN
from disclosure.pipeline import Outcome, Project
from disclosure.plugins import facts_of
from disclosure.reading.characters import clean
from disclosure.reports import FORMS
from disclosure.sampling import write_samples
from disclosure.site import pages
from disclosure.site.addresses import address, calling, data_address, file_address, outside, step
from disclosure.site.formats import LONGEST_PROSE, PROSE, is_prose, prose
from disclosure.submissions.tree import UNPRINTABLE
from disclosure.tables import Column
from disclosure.validation.cells import GARBLED

ATOM = "{http://www.w3.org/2005/Atom}"
TEMPLATES = [*(ROOT / "disclosure/site/theme/templates").glob("*.html"), *ROOT.glob("plugins/*/templates/**/*.html")]
LINES = "\t\n\r"


# --- characters --------------------------------------------------------------------------------------------------------


def is_no_character(number: int) -> bool:
    """Return whether Unicode says of a number that it will never be a character."""
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def test_what_is_no_character_or_a_control_stands_in_no_cell_and_no_name() -> None:
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        kind = unicodedata.category(character)
        if is_no_character(number) or kind in ("Cs", "Co") or (kind == "Cc" and character not in LINES):
            assert GARBLED.search(character) and UNPRINTABLE.search(character), hex(number)
        elif kind not in ("Cc", "Cf", "Cn") and number != 0xFFFD:
            assert not GARBLED.search(character), hex(number)


UNSEEN = ["\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff", "\U000e0041", "\U0001d173"]


def test_what_turns_a_line_round_or_is_not_seen_is_published_nowhere(desk: Desk) -> None:
    day = {"created": "2026-05-01T09:00:00+08:00"}
    for number, character in enumerate(UNSEEN):
        title = f"甲{character}乙{number}"
        notice = {"notice_id": f"n{number}", "kind": "其他", "title": title, "publisher": title, "body": title}
        desk.file(f"cells{number}", {"notices": [notice | {"published_on": TODAY, "start_on": TODAY}]}, **day)
        desk.file(f"manifest{number}", {"notices": []}, title=title, corrects={"reason": f"甲{character}\n乙"}, **day)
        desk.file(f"heading{number}", {"organisations": f"org_id,{title}\n1,2\n"}, **day)
    database = desk.filled()
    stored = [str(value) for table in database.tables for row in table.rows for value in row.values()]
    assert all(f"甲乙{number}" in stored for number in range(len(UNSEEN)))
    assert not [text for text in stored if set(UNSEEN) & set(text)]


@pytest.mark.parametrize("separator", ["\r\n", "\r", "\u2028", "\u2029"])
def test_every_end_of_a_line_becomes_the_usual_one(separator: str) -> None:
    assert clean(f"甲{separator}乙")[0] == "甲\n乙"
    assert clean(f"甲{separator}乙", "name")[0] == "甲乙"


@pytest.mark.parametrize("key", ["title", "title_en", "authority"])
@pytest.mark.parametrize("character", ["\n", "\u202e", "\ufffe", "\x07"])
def test_a_districts_own_words_are_seen_as_well(tmp_path: Path, key: str, character: str) -> None:
    facts = {"title": "测试区", "title_en": "Test", "authority": "测试局", "region_codes": ["999999"]}
    path = tmp_path / "district.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    assert facts_of(path)["title"] == "测试区"
    path.write_text(json.dumps(facts | {key: f"甲{character}乙"}), encoding="utf-8")
    with pytest.raises(PluginError, match=key):
        facts_of(path)


NAMES = [b"\x80" * 250, "\u202e".encode() * 80, b"%2e%2e", b"a%2Fb", b"a#b", b"a'b\"c<", b"x\ny", "中文 空格".encode()]


def test_a_folder_of_any_name_has_a_page_to_which_its_link_leads(desk: Desk) -> None:
    desk.file("good", {"organisations": [organisation()]})
    for name in NAMES:
        Path(os.fsdecode(bytes(desk.project.datasets) + b"/haishu/" + name)).mkdir()
    desk.site(pages.submissions)
    site = desk.project.output / "site"
    links = {link for link in hrefs(site / "submissions/index.html") if link.startswith("/submissions/haishu/")}
    assert len(links) == 1 + len(NAMES)
    assert not [link for link in links if not (site / unquote(link).lstrip("/") / "index.html").is_file()]


# --- addresses ---------------------------------------------------------------------------------------------------------

SAFE = re.compile(r"/[A-Za-z0-9_.~%/-]*(?:\?[A-Za-z0-9_.~%=&-]*)?(?:#[A-Za-z0-9_.~%-]*)?")
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(texts, texts)
def test_a_part_of_an_address_is_one_part(one: str, other: str) -> None:
    page, file, rows = address("a", one, anchor=other), file_address(one, other), data_address("t", x=one, y=other)
    assert all(SAFE.fullmatch(built) for built in (page, file, rows))
    parts = urlsplit(page)
    assert [unquote(part) for part in parts.path.split("/")] == ["", "a", one, ""] and unquote(parts.fragment) == other
    assert [unquote(part) for part in file.split("/")] == ["", one, other]
    assert [unquote(part) for part in urlsplit(rows).query.split("&")] == [f"x={one}", f"y={other}"]


NO_LINK = ["javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
           "vbscript:x", "file:///etc/passwd", "//host.example/x", "https:host.example", "https://", "http:/x", "ftp://a.example",
           "https://bank.example@host.example/", "https://[::1", "https://a.example/\u202ex", "https://a.example/\nx", "", "x"]  # fmt: skip


@pytest.mark.parametrize("filed", NO_LINK)
def test_what_leads_to_no_page_of_the_web_is_not_linked(filed: str) -> None:
    assert outside(filed) is None


@pytest.mark.parametrize(
    "filed", ["https://a.example/b?c=d&e=[f]#g", "http://a.example:8080/%E4%BD%A0", "HTTPS://A.example"]
)
def test_an_address_of_the_web_is_linked_as_it_is(filed: str) -> None:
    assert outside(filed) == filed


@given(texts)
def test_a_linked_address_leaves_no_attribute(rest: str) -> None:
    linked = outside(f"https://a.example/{rest}")
    assert linked is None or not set(linked) & set('"<>\\^`{|} \n')


def test_every_column_of_addresses_refuses_other_schemes() -> None:
    columns = [
        column for district in load_districts(ROOT / "plugins") for table in district.tables().values() for column in table.columns
        if re.search("url|website|link", column.name) or "网址" in column.title
    ]  # fmt: skip
    assert len(columns) > 9
    for column in columns:
        pattern = re.compile(column.descriptor["constraints"]["pattern"])
        assert pattern.fullmatch("https://a.example/b"), column.name
        assert not [filed for filed in NO_LINK[:8] if pattern.search(filed)], column.name


def test_an_address_with_another_scheme_rejects_its_submission(desk: Desk) -> None:
    rows = [organisation(credit_code(serial=n), website=filed) for n, filed in enumerate(NO_LINK[:8], start=1)]
    filed = desk.file("one", {"organisations": rows})
    refused = {row for code, row, column in desk.findings(filed) if column == "website" and code != "text-spaces"}
    assert refused == set(range(2, 10))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_puts_an_address_together(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = (r"(?:address|asset_address|file_address|data_address|csv_address)\(.*?\)(?: if .*? else address\('\w+'\))?"
            r"|here\((?:[\w.]+)\)|feed\.file|calling\((?:[\w.]+)\)|(?:whole_in|in_language)\((?:one\.root|''), output_file\)")  # fmt: skip
    fit = re.compile(
        rf"\{{\{{ (?:{made}|outside\(filed\)|permalink\(output_file\)) \}}\}}|#(?:list-)?(?:[a-z-]+|\{{\{{ [\w.]+ \}}\}})"
    )
    found = re.findall(r'\b(?:href|src|action)="((?:\{\{.*?\}\}|[^"{])*)"', text)
    assert len(found) == len(re.findall(r"\b(?:href|src|action)=", text)), "each in quotes"
    assert not [one for one in found if not fit.fullmatch(one)]


# --- Markdown ----------------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """Collects the elements of a page: each with the names of its attributes and its class; and their links and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, tuple[str, ...], str]] = Counter()
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found[tag, tuple(name for name, _ in attrs), given.get("class") or ""] += 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found["comment", (), data] += 1

    def handle_pi(self, data: str) -> None:
        self.found["instruction", (), data] += 1


def hrefs(page: Path) -> list[str]:
    """Return where a page leads to."""
    return Elements(page.read_text(encoding="utf-8")).links


N = LONGEST_PROSE
COSTLY = {
    "brackets": "[" * N, "closed": "[" * (N // 2 - 1) + "a" + "]" * (N // 2 - 1), "pictures": "![" * (N // 2), "links": "[a](" * (N // 4),
    "angles": "[](<" * (N // 4), "less": "a<b " * (N // 4), "backticks": "".join("`" * n + "a" for n in range(1, 199)),
    "stars": "*a **" * (N // 5), "underscores": "_a" * (N // 2), "quotes": "> " * 15 + "a" * (N - 30), "tags": "<" * N,
    "comments": "<!--" * (N // 4), "entities": "&" * N, "references": "[a]: x\n" * (N // 7), "one word": "字" * N,
    "list": "\n".join("  " * (n % 15) + "- a" for n in range(N // 20)), "addresses": "<http://" * (N // 8),
}  # fmt: skip


@pytest.mark.parametrize("kind", COSTLY)
def test_markdown_of_any_kind_takes_no_time(kind: str) -> None:
    assert is_prose(COSTLY[kind])
    began = time.thread_time()
    shown = prose(COSTLY[kind])
    assert time.thread_time() - began < 3
    assert {tag for tag, _, _ in Elements(shown).found} <= PROSE


BEYOND = ["字" * (N + 1), "> " * 5_000 + "内", "- " * 100 + "内", " " * 90 + "- 内", "1. " * 60 + "内"]


def test_a_body_too_long_or_too_deep_is_shown_as_filed(desk: Desk) -> None:
    same = {"kind": "其他", "title": "甲", "publisher": "测试局", "published_on": TODAY, "start_on": TODAY}
    bodies = {f"n{number}": f"<b>首</b>\n{body}末" for number, body in enumerate(BEYOND)}
    desk.file("one", {"notices": [same | {"notice_id": name, "body": body} for name, body in bodies.items()]})
    desk.site(pages.notices)
    for name, body in bodies.items():
        page = (desk.project.output / f"site/notices/haishu/{name}/index.html").read_text(encoding="utf-8")
        assert "没有排版" in page and '<div class="prose">' not in page
        assert body in Elements(page).text


MARKS = [
    *"<>[]()*_`#!&\"'\n -+1.:/",
    "javascript:",
    "data:",
    "http://a.example",
    "<a href=x onclick=y>",
    '[a](b "c")',
    "字",
]


@given(st.lists(st.sampled_from(MARKS)).map("".join))
def test_markdown_gives_no_element_but_those_of_prose(body: str) -> None:
    elements = Elements(prose(body))
    assert {(tag, names) for tag, names, _ in elements.found} <= {(t, ()) for t in PROSE - {"a"}} | {
        ("a", ("rel",)),
        ("a", ("href", "rel")),
    }
    assert not [link for link in elements.links if urlsplit(link).scheme not in ("", "http", "https")]


# --- a whole register of hostile text, beside its harmless twin ---------------------------------------------------------

PIECES = [
    "<script>alert(1)</script>", "<!-- ", " -->", "]]>", "<![CDATA[", "<?php ?>", "</title>", "</style>", "\" onmouseover=\"x", "' autofocus='",
    "{{ 7*7 }}", "{% raw %}", "{#", "{filename}x.md", "{static}/x", "%(name)s", "%s", "%2e%2e/", "%00", "../..", "\\", "`", "${x}", "&lt;", "&#0;",
    "&amp;amp;", "\u0301" * 30, "字" * 400, "W" * 400, "👩‍👩‍👧‍👦🏳️‍🌈", "אבג", "مرحبا", "ﷺ", "ǅ", "𠮷", "a\nb", "甲\u2028乙", "\u3000", "'", '"', "'; drop table x;--",
    "BEGIN:VEVENT", "\nEND:VCALENDAR\n", ";LANGUAGE=x:", "::error::x", "| a | b |", "# x", "[x](javascript:alert(1))", "=1+1", "@SUM(A1)", "+x", "-x",
    "\x00", "\x0b", "\x1b[31m", "\x85", "\x9b", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\ue000", "\U000f0000", "\u202e", "\u2066", "\u200b", "\ufeff",
    "<svg/onload=x>", "<img src=x onerror=y>", "<a href='javascript:x'>y</a>", "</textarea>", "\u2028", "<b>", "&", "<", ">",
]  # fmt: skip


def nasty_texts(number: int) -> list[str]:
    """Return texts of the worst kinds, each piece by itself and at random with others; the same at every run."""
    random = Random(13)
    mixed = [
        "".join(random.choices([*PIECES, "甲", "乙 ", "丙"], k=random.randint(2, 5)))
        for _ in range(number - len(PIECES))
    ]
    texts = [*PIECES, *mixed]
    return [f"{number:04x}字{text}字" if number % 3 else f"{text}字{number:04x}" for number, text in enumerate(texts)]


def notices(texts: list[str]) -> list[dict[str, str]]:
    """Return a notice per text."""
    same = {"kind": "其他", "published_on": TODAY, "start_on": TODAY}
    return [
        same | {"notice_id": f"n{number}", "title": text, "publisher": text, "body": text, "objection_channel": text}
        for number, text in enumerate(texts)
    ]


def is_free(column: Column) -> bool:
    """Return whether any text may stand in a column."""
    bounds = {"enum", "pattern"} & column.descriptor["constraints"].keys()
    return column.type == "string" and not (
        bounds or column.identifier or column.codelist or column.written == "person"
    )


FIXED = {"coverage", "finance_lines"}  # tables whose texts are names of other things
FIXED_COLUMNS = {"unit", "rule", "earlier_unit", "period"}


def register(folder: Path, change: Callable[[str], str]) -> Desk:
    """Return a desk with a sample of every table, in which each free text was changed."""
    (folder / "datasets").mkdir(parents=True)
    desk = Desk(Project(ROOT, folder / "datasets", ROOT / "plugins", folder / "build", TODAY, samples=True))
    (demo,) = (district for district in desk.project.districts if district.name == "demo")
    write_samples(demo, 4, 7, 0.5, desk.project.datasets)
    for path in desk.project.datasets.rglob("*.csv"):
        table = demo.tables()[path.stem]
        free = {c.name for c in table.columns if is_free(c)} - FIXED_COLUMNS if table.name not in FIXED else set()
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows({k: change(v) if k in free and v else v for k, v in row.items()} for row in rows)
    return desk


@dataclass
class Twin:
    """A register that was built: its folder and what the build said."""

    output: Path
    outcome: Outcome

    def pages(self) -> dict[str, Elements]:
        """Return path → the elements of each page; of a document and a place by number: their paths hold texts."""
        site = (self.output / "site").resolve()
        with closing(sqlite3.connect(self.output / "disclosure.db")) as db:
            filed = db.execute("select district, policy_id from policies order by rowid").fetchall()
            places = db.execute("select district, street, community from organisations order by org_id").fetchall()
        numbers = {f"policies/{of}/{step(key)}/index.html": f"policies/{of}/{n}" for n, (of, key) in enumerate(filed)}
        for n, (of, street, community) in enumerate(places):
            for names in ((street,), (street, community)):
                if all(names):
                    path = "/".join(map(step, names))
                    numbers.setdefault(f"areas/{of}/{path}/index.html", f"areas/{of}/{len(names)}/{n}")
        found = {str(p.relative_to(site)): Elements(p.read_text(encoding="utf-8")) for p in site.rglob("*.html")}
        assert numbers.keys() <= found.keys()
        return {numbers.get(path, path): elements for path, elements in found.items()}


def changing(words: list[str]) -> Callable[[str], str]:
    """Return what puts a word for each text, the same for the same; the sign of a sample stays."""
    given: dict[str, str] = {}

    def change(text: str) -> str:
        sample = "（示例）" if text.startswith("（示例）") else ""
        return sample + given.setdefault(
            text, words[len(given) % len(words)] + (f"{len(given)}" if len(given) >= len(words) else "")
        )

    return change


@pytest.fixture(scope="module")
def admitted(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the hostile texts that a check lets pass; those with what may stand in no text it does not."""
    folder = tmp_path_factory.mktemp("admitted")
    (folder / "datasets").mkdir()
    desk = Desk(Project(ROOT, folder / "datasets", ROOT / "plugins", folder / "build", TODAY, samples=True))
    (zero,) = desk.check(desk.file("zero", {"notices": notices(["甲\x00乙"])})).verdicts
    assert not zero.accepted
    texts = [text for text in nasty_texts(400) if "\x00" not in text]
    outcome = desk.check(desk.file("one", {"notices": notices(texts)}))
    refused = {f.row for v in outcome.verdicts for f in v.findings if f.severity == "error"}
    passed = [text for row, text in enumerate(texts, start=2) if row not in refused]
    assert len(passed) > 150 and not [text for text in passed if GARBLED.search(text)]
    for form in FORMS:
        for line in FORMS[form](outcome, "zh").splitlines():
            assert form == "json" or not [c for c in line if unicodedata.category(c) in ("Cc", "Cs")], form
    ET.fromstring(FORMS["junit"](outcome, "zh"))
    json.loads(FORMS["json"](outcome, "zh"))
    assert all(re.match("::(?:error|warning|notice) ", line) for line in FORMS["github"](outcome, "zh").split("\n"))
    return passed


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, admitted: list[str]) -> tuple[Twin, Twin]:
    """Return a register of hostile texts and one of harmless texts, alike in all else; built once."""
    built = []
    for name, words in (("nasty", admitted), ("harmless", [f"\u200b{n:04x}字" for n in range(len(admitted))])):
        folder = tmp_path_factory.mktemp(name)
        desk = register(folder, changing(words))
        desk.file("notices", {"notices": notices(words)}, "demo", sample=True, created=f"{TODAY}T09:00:00+08:00")
        built.append(Twin(desk.project.output, pipeline.build(desk.project)))
    for twin in built:
        assert [(v.submission.name, v.accepted) for v in twin.outcome.verdicts if not v.accepted] == []
    return built[0], built[1]


NAMED = re.compile(
    r"(?:en/)?(?:(?:areas|programmes)/|districts/[^/]+/(?:targets|statistics)/.)|en/policies/"
)  # pages whose address has a text that was filed


def test_a_page_has_the_elements_of_its_harmless_twin(twins: tuple[Twin, Twin]) -> None:
    nasty, harmless = (twin.pages() for twin in twins)
    alike = [{path for path in told if not NAMED.match(path)} for told in (nasty, harmless)]
    assert alike[0] == alike[1] and len(nasty) == len(harmless) > 250
    known = {element for page in harmless.values() for element in page.found}
    known |= {("a", names, "") for names in (("rel",), ("href", "rel"))}  # what Markdown may add, tried above
    for path, page in nasty.items():
        added = {one for one in page.found if one not in known and one not in {(tag, (), "") for tag in PROSE}}
        assert not added, path
        beside = path.removeprefix("en/")  # where the feed of an English page lies, too
        told = [(twin.output / "site" / beside).with_name("atom.xml").exists() for twin in twins]
        if (
            path in alike[0]
            and path.removeprefix("en/").split("/")[0] not in ("submissions", "notices")
            and told[0] == told[1]
        ):
            # findings differ, so some organisations have a feed in one only; and so do bodies in Markdown
            assert page.found == harmless[path].found, path
        calls = {link for link in page.links if calling(link.removeprefix("tel:")) == link}  # of offices
        assert not [link for link in {*page.links} - calls if urlsplit(link).scheme not in ("", "http", "https")], path


def test_every_link_of_hostile_text_leads_somewhere(twins: tuple[Twin, Twin]) -> None:
    site = twins[0].output / "site"
    links = {
        link for path, page in twins[0].pages().items() if not path.startswith("notices/demo") for link in page.links
    }
    within = [unquote(urlsplit(link).path) for link in links if link.startswith("/") and not link.startswith("/data/")]
    assert not [
        path
        for path in within
        if not ((site / path.strip("/")).is_file() or (site / path.strip("/") / "index.html").is_file())
    ]


def test_a_page_and_a_feed_show_the_text_itself(twins: tuple[Twin, Twin]) -> None:
    output = twins[0].output
    with sqlite3.connect(output / "disclosure.db") as connection:
        rows = connection.execute(
            "select notice_id, title, publisher from notices where submission = 'notices'"
        ).fetchall()
    entries = {
        next(entry.iter(f"{ATOM}link")).get("href"): entry
        for entry in ET.parse(output / "site/notices/atom.xml").iter(f"{ATOM}entry")
    }
    seen = 0
    for notice, title, publisher in rows:
        page = Elements((output / f"site/notices/demo/{notice}/index.html").read_text(encoding="utf-8"))
        assert title in [text.strip() for text in page.text]
        if (entry := entries.get(address("notices", "demo", notice))) is not None:
            summary = entry.find(f"{ATOM}summary")
            assert summary is not None and summary.get("type") == "text" and publisher in (summary.text or "")
            assert title in (entry.findtext(f"{ATOM}title") or "")
            seen += 1
    assert seen == len(entries) == 100


def test_feeds_and_calendars_parse(twins: tuple[Twin, Twin]) -> None:
    nasty, harmless = ((twin.output / "site").resolve() for twin in twins)
    known = {part for path in harmless.rglob("*.xml") for part in _parts(path)}
    files = sorted(nasty.rglob("*.xml"))
    assert len(files) > 20 and not [path for path in files if not _parts(path) <= known]
    calendars = sorted(nasty.rglob("*.ics"))
    assert len(calendars) > 2
    for path in calendars:
        assert _events(path.read_bytes()) == _events((harmless / path.relative_to(nasty)).read_bytes()), path


def _parts(path: Path) -> set[tuple[str, tuple[str, ...]]]:
    """Return the elements of a feed, each with the names of its attributes."""
    return {(element.tag, tuple(element.attrib)) for element in ET.parse(path).iter()}


def _events(raw: bytes) -> list[str]:
    """Return the names of the properties of each part of a calendar, every line of which is short enough."""
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    return sorted(f"{part.name} {sorted(part.keys())}" for part in Calendar.from_ical(raw).walk())


def test_downloads_hold_the_text_and_run_nowhere(twins: tuple[Twin, Twin]) -> None:
    downloads = twins[0].output / "site/downloads"
    downloads = downloads if downloads.exists() else twins[0].output / "downloads"
    guarded = 0
    for path in downloads.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            width = None
            for row in csv.reader(file):
                width = width or len(row)
                assert len(row) == width
                assert not [cell for cell in row if RUN.match(cell) and not NUMBER.fullmatch(cell)], path
                guarded += sum(cell[:2] in ("'=", "'@", "'+", "'-") for cell in row)
    assert guarded
    json.loads((downloads / "datapackage.json").read_text(encoding="utf-8"))
    json.loads((twins[0].output / "report.json").read_text(encoding="utf-8"))
