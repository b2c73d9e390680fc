"""Two languages from one set of templates: every word has an English, every page its sister, Chinese is marked as such."""

import ast
import re
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from conftest import ROOT, SITE

from disclosure.districts import NATION, load_districts
from disclosure.site.addresses import Addresses, in_language
from disclosure.site.dressing import dressed
from disclosure.site.formats import figure, filters, telephones
from disclosure.site.glossary import glossary
from disclosure.site.reading import GROUPS, SUBJECTS, Reader
from disclosure.site.words import HAN, LOCALES, UNITS, languages, messages, patterns

CHINESE, ENGLISH = languages()
PACKAGE = ROOT / "disclosure"
TEMPLATES = [*(PACKAGE / "site/theme/templates").glob("*.html"), *(PACKAGE / "api/templates").glob("*.html")]
CODE = sorted((PACKAGE / "site").rglob("*.py"))
VALUE = re.compile(r"%\((\w+)\)s|%s|\{(\w+)\}")
# Literals of the site's code that no reader of an English page sees: of commands, which say it in both languages, of
# feeds and calendars, parts of patterns and of what is compared with.
UNSEEN = ("网站", "网址 ", " 写法不对", "日期 ", "（关于", "（日期为估算）", "【示例】", "的规则", "年 ", "第", "期拨款", "[", "\ue000",
          "\ue001", "中文", "的")  # fmt: skip
NOT_OURS = {"中文", "全区"}  # the other language, and what a need for the whole district is filed of
QUOTED = 8  # characters from which on a part of a filed text is one
UNMARKED = {"title", "script"}  # elements that hold no others, so that no part of them can be marked


def words_of(said: Any) -> Iterator[str]:
    """Yield the texts of a TOML file."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict | list):
        for one in said.values() if isinstance(said, dict) else said:
            yield from words_of(one)


def literals(path: Path) -> Iterator[str]:
    """Yield the texts in Chinese that stand in code, but for what documents it and what asks the database."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in documented else ""
        if isinstance(said, str) and HAN.search(said) and not said.startswith("select"):
            yield said


@cache
def asked() -> dict[str, str]:
    """Return msgid → where it stands: in templates, in `gettext(…)` of the code, in the site's TOML files."""
    found: dict[str, str] = {}
    for path in TEMPLATES:
        with path.open("rb") as file:
            for _, message, _, _ in extract("jinja2.ext:babel_extract", file, options={"newstyle_gettext": "true"}):
                found.setdefault(str(message), path.name)
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and (getattr(node.func, "attr", "") or getattr(node.func, "id", ""))
            if named == "gettext" and isinstance(node.args[0], ast.Constant):
                found.setdefault(node.args[0].value, path.name)
    for path in (PACKAGE / "site").rglob("*.toml"):
        if path.name not in ("groups.toml", "said.toml", "subjects.toml", "units.toml"):  # they say both
            texts = words_of(tomllib.loads(path.read_text(encoding="utf-8")))
            found |= {text: path.name for text in texts if HAN.search(text) and text not in found}
    return found


@cache
def terms() -> set[str]:
    """Return what the nation's files say in both languages."""
    words = {term.term for terms in NATION.codelists.values() for term in terms if term.english}
    return words | set(UNITS) | {pair[0] for pair in [*SUBJECTS.values(), *GROUPS.values()]}


@cache
def entries() -> dict[str, str]:
    """Return msgid → sentence of en.po, empty ones too."""
    with (LOCALES / "en.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="en") if entry.id}


def test_every_word_has_an_english() -> None:
    known = messages("en").keys() | terms()
    assert {message: where for message, where in asked().items() if HAN.search(message) and message not in known} == {}
    assert [message for message in NATION.subjects().values() if message not in known] == []


def test_no_entry_is_left_over() -> None:
    queries = [re.sub(r"--.*", "", path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.sql")]
    stated = {text for sql in queries for text in re.findall(r"'([^']*)'", sql)}
    written = {text for path in PACKAGE.rglob("*.py") for text in literals(path)}
    known = asked().keys() | stated | written | set(NATION.subjects().values())
    assert [message for message in entries() if message not in known] == []
    assert [message for message, sentence in entries().items() if not sentence] == []


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    for message, sentence in messages("en").items():
        ours, theirs = (sorted(map(str, VALUE.findall(text))) for text in (message, sentence))
        assert set(theirs) == set(ours), message
        assert not HAN.search(sentence), sentence
        sentence % {name: "1" for name, _ in VALUE.findall(message) if name} if "%(" in sentence else None


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.name)
def test_no_wording_stands_in_code_alone(path: Path) -> None:
    known = messages("en").keys() | terms()
    assert [text for text in literals(path) if text not in known and not text.startswith(UNSEEN)] == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "api/templates").glob("*.html")), ids=lambda path: path.name)
def test_the_desk_writes_no_address_of_a_page_by_hand(path: Path) -> None:
    by_hand = re.findall(r'(?:href|action)="(/[^"]*)"', path.read_text(encoding="utf-8"))
    assert set(by_hand) <= {"/theme/css/main.css", "/favicon.ico"}


def test_values_are_put_in_as_the_language_has_them() -> None:
    known = ENGLISH.knowing({"示例区": "Demo District", "余": "over", "家": "organisations"})
    assert known.gettext("%(count)s 处错误") % {"count": "1"} == "1 error"
    assert known.gettext("%(count)s 处错误") % {"count": "12"} == "12 errors"
    assert CHINESE.gettext("%(count)s 处错误") % {"count": "12"} == "12 处错误"
    assert known.gettext("%(district)s补充") % {"district": "示例区"} == "From Demo District"
    assert known.shown("示例区") == "Demo District" and known.shown("2024") == "2024"
    assert known.kept("示例区") == "\ue000示例区\ue001" and CHINESE.kept("示例区") == "示例区"
    assert known.joined(["示例区", "a"], "、") == "Demo District, a"
    assert (CHINESE.long_date("2026-03-01"), ENGLISH.long_date("2026-03-01")) == ("2026年3月1日", "1 March 2026")
    assert ENGLISH.long_date(None) == ""
    row = {"value": 1200.0, "value_max": None, "qualifier": "余", "unit": "家"}
    assert (figure(row), figure(row, language=known)) == ("1,200余家", "over 1,200 organisations")
    state = filters(ENGLISH, {"采用": ("good", "●")})["state"]
    assert state("采用") == state("accepted") and "●" in state("采用") and "accepted" in state("采用")


def test_what_views_put_together_is_told_by_its_pattern() -> None:
    assert ENGLISH.word("没有在名单上（截至 2026-10-31）") == "on no list (as of 2026-10-31)"
    assert ENGLISH.word("第2期拨款") == "Payment no. 2"
    assert ENGLISH.word("第" * 200 + "期拨款") == "第" * 200 + "期拨款"
    for pattern, words in patterns():
        assert words.format(*range(pattern.groups + 1)) and not HAN.search(words)


@pytest.mark.parametrize(("page", "shown"), [
    ("<p>\ue000甲\ue001</p>", '<p lang="zh-CN">甲</p>'),
    ("<p>a \ue000甲（乙）\ue001。</p>", '<p>a <span lang="zh-CN">甲（乙）</span>. </p>'),
    ("<p>甲<b>b</b></p>", '<p><span lang="zh-CN">甲</span><b>b</b></p>'),
    ('<td data-head="\ue000甲\ue001（b）">1</td>', '<td data-head="甲 (b) ">1</td>'),
    ("<title>\ue000甲\ue001</title>", "<title>甲</title>"),
    ("<script>\"\ue000甲\ue001\"</script>", '<script>"甲"</script>'),
    ("<svg><text>未知</text></svg>", "<svg><text>unknown</text></svg>"),
    ("<svg><text>甲</text></svg>", '<svg lang="zh-CN"><text>甲</text></svg>'),
    ('<p lang="zh-CN">\ue000甲\ue001</p>', '<p lang="zh-CN">甲</p>'),
])  # fmt: skip
def test_what_stays_chinese_is_marked(page: str, shown: str) -> None:
    assert dressed(page, ENGLISH) == shown
    assert dressed(page, CHINESE) == page


def test_addresses_of_a_language_keep_to_it() -> None:
    english = Addresses("/en", "en")
    assert english.address("grants", "x", anchor="a") == "/en/grants/x/#a" and english.address() == "/en/"
    assert english.data_address("t", x=1) == "/data/disclosure/t?x=1&_lang=en"
    assert english.file_address("grants", "atom.xml") == "/grants/atom.xml"
    assert english.file_address("data", "disclosure") == "/data/disclosure?_lang=en"
    assert (
        english.here("/grants/a/#b") == "/en/grants/a/#b"
        and english.here("/grants/a/index.json") == "/grants/a/index.json"
    )
    assert english.here("/data/disclosure/t?x=1#y") == "/data/disclosure/t?x=1&_lang=en#y"
    assert english.here("/downloads/a.csv") == "/downloads/a.csv"
    for file, chinese, other in (
        ("index.html", "/", "/en/"),
        ("en/a/index.html", "/a/", "/en/a/"),
        ("404.html", "/404.html", "/en/404.html"),
    ):
        assert (in_language("", file), in_language("/en", file)) == (chinese, other)


# --- the whole site ----------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page says: its texts with their language, its links, and where it is in other languages."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str, str]] = []  # element, language, text
        self.links: list[tuple[str, str | None]] = []  # address, its language
        self.elsewhere: dict[str, str] = {}
        self.canonical = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and "hreflang" in given:
            self.elsewhere[str(given["hreflang"])] = str(given["href"])
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = str(given["href"])
        elif tag in ("a", "form"):
            self.links.append((given.get("href") or given.get("action") or "", given.get("hreflang")))
        if tag not in ("meta", "link", "input", "br", "hr", "img"):
            self.open.append((tag, given.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            lang = next((lang for _, lang in reversed(self.open) if lang), "")
            self.texts.append((self.open[-1][0], str(lang), data.strip()))


@cache
def english(site: Path) -> dict[str, Page]:
    """Return path → English page of a built site."""
    return {
        str(path.relative_to(site / "en")): Page(path.read_text(encoding="utf-8"))
        for path in sorted((site / "en").rglob("*.html"))
    }


def root(published: Path) -> Path:
    """Return where the pages of the published register lie."""
    return (published / "site").resolve()


def test_every_page_is_there_in_both_languages(published: Path) -> None:
    site = root(published)
    chinese = {str(path.relative_to(site)) for path in site.rglob("*.html") if path.relative_to(site).parts[0] != "en"}
    assert chinese == set(english(site))
    for path, page in english(site).items():
        own, other = f"{SITE}/en/{path}", f"{SITE}/{path}"
        told = {tag: unquote(href) for tag, href in page.elsewhere.items()}
        expected = {"en": own, "zh-CN": other, "x-default": other}
        assert told == {tag: href.removesuffix("index.html") for tag, href in expected.items()}
        assert unquote(page.canonical) == told["en"]
        sister = Page((site / path).read_text(encoding="utf-8"))
        assert sister.elsewhere == page.elsewhere
        assert (unquote(told["en"]).removeprefix(SITE), "en") in [(unquote(href), lang) for href, lang in sister.links]


def test_english_pages_lead_to_english_pages(published: Path) -> None:
    site = root(published)
    for path, page in english(site).items():
        for link, lang in page.links:
            bare = unquote(link.split("#")[0].split("?")[0])
            if not bare.startswith("/") or lang == "zh-CN":
                continue
            if bare.startswith("/data/"):
                assert "_lang=en" in link or bare.endswith(".csv"), (path, link)
            elif not (site / bare.strip("/")).is_file():
                assert bare.startswith("/en/") and (site / bare.strip("/") / "index.html").is_file(), (path, link)


def filed_texts(reader: Reader) -> set[str]:
    """Return what the districts filed in columns without a vocabulary, and what stands as an example of it."""
    found = {text for row in reader.rows("select * from submissions") for text in row.values() if isinstance(text, str)}
    found |= {text for row in reader.rows("select policy, section, place from measures") for text in row.values()}
    found |= {
        part for row in reader.rows("select place from measures") for part in re.split("[^㐀-鿿]+", row["place"] or "")
    }
    found |= {row["body"] for row in reader.rows("select distinct body from grant_sums")}
    for table in reader.tables:
        for column in reader.columns[table]:
            found.add(column["example"])
            if column["type"] == "string" and not column["codelist"]:
                name = column["column_name"]
                found |= {row[name] for row in reader.rows(f'select distinct "{name}" from "{table}_history"')}
    found |= {row["reason"] for row in reader.rows("select distinct reason from corrections")}
    found |= {
        piece for text in found if text for piece in telephones(text)
    }  # what stands round a number that can be called
    return {text for text in found if text and HAN.search(text)}


def test_chinese_on_an_english_page_is_data_and_marked(published: Path) -> None:
    reader = Reader(str(published / "disclosure.db"))
    data = filed_texts(reader)
    terms = {row["term"] for row in reader.rows("select term from codelists")}
    longest_first = sorted((text for text in data if len(text) > 1), key=len, reverse=True)
    whole = "\n".join(longest_first)
    content = {f"{path.name.split('.')[0]}/index.html" for path in (ROOT / "content/pages").glob("*.md")}

    @cache
    def ours(text: str) -> bool:
        """Return whether something is left of a text without what was filed."""
        if text in data or (len(text) >= QUOTED and text in whole):
            return False
        for one in longest_first:
            text = text.replace(one, "")
        return HAN.search(text) is not None

    left: dict[str, str] = {}
    for path, page in english(root(published)).items():
        for element, lang, text in page.texts:
            if not HAN.search(text) or element in (*UNMARKED, "code", "mark") or text in NOT_OURS:
                continue
            assert lang == "zh-CN", (path, text)
            typed = path.startswith("dictionary/") and set(text.split("、")) <= terms
            typed = typed or (path.startswith(("findings/", "submissions/")) and len(text) < QUOTED)
            if path not in content and not typed and text not in left and ours(text):
                left[text] = path
    assert left == {}


@pytest.mark.parametrize("name", ["standard", *sorted(path.name for path in (ROOT / "plugins").glob("[a-z]*"))])
def test_what_examples_say_has_english_but_for_what_they_hold(name: str, published: Path) -> None:
    districts = load_districts(ROOT / "plugins")
    known = ENGLISH.knowing(glossary(Reader(str(published / "disclosure.db")), districts))
    folder = PACKAGE / "standard" if name == "standard" else ROOT / "plugins" / name
    for path in sorted(folder.glob("*/examples/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for said in (case[key] for key in ("detail", "evidence") if HAN.search(str(case.get(key, "")))):
                shown = str(known.shown(said))
                held = [
                    text for key, given in case.items() if key not in ("detail", "evidence") for text in words_of(given)
                ]
                held = [*held, *(str(key) for key in case.get("terms", {}))]
                kept = re.findall("\ue000([^\ue001]*)\ue001", shown)
                assert not HAN.search(re.sub("\ue000[^\ue001]*\ue001", "", shown)), (path.name, shown)
                for part in kept:
                    rest = part
                    for one in sorted(held, key=len, reverse=True):
                        rest = rest.replace(one, "") if one else rest
                    assert not HAN.search(rest) or part in held, (path.name, said, shown)


def test_a_citation_and_a_districts_section_are_english(published: Path) -> None:
    pages = english(root(published))
    (page,) = (page for path, page in pages.items() if path == "organisations/52990101MJ90000570/index.html")
    chinese = [text for _, lang, text in page.texts if lang == "zh-CN"]
    assert not {"社会组织公开平台", "收入合计", "审计意见"} & {word for text in chinese for word in text.split()}
    said = " ".join(text for _, _, text in page.texts)
    assert (
        f"{SITE}/en/organisations/52990101MJ90000570/" in said
        and "Register of social organisations, data as of" in said
    )
    demo = " ".join(text for _, _, text in pages["districts/demo/index.html"].texts)
    assert "Selections by year" in demo and "历年评选" not in demo and "评为优质" not in demo


def test_a_notice_says_in_english_what_it_is_and_stays_as_it_was_filed(published: Path) -> None:
    db = sqlite3.connect(published / "disclosure.db")
    db.row_factory = sqlite3.Row
    kinds = dict(db.execute("select term, english from codelists where codelist = 'notice_kind'").fetchall())
    for row in db.execute("select * from notices_today"):
        place = f"notices/{row['district']}/{row['notice_id']}/index.html"
        page = (root(published) / "en" / place).read_text(encoding="utf-8")
        (said,) = re.findall(r'<p class="notice">(?:(?!</p>).)*not translated.*?</p>', page, re.DOTALL)
        told = unescape(re.sub(r"<[^>]+>", "", said))
        assert kinds[row["kind"]] in told and row["publisher"] in told
        assert ("can be raised until" in told) == bool(row["open"])
        if row["end_on"]:
            assert languages()[1].long_date(row["end_on"]) in told
        assert re.search(r'<h1[^>]*lang="zh-CN"|<h1><span lang="zh-CN">', page)
        assert "照原样登" not in (root(published) / place).read_text(encoding="utf-8")


def test_no_english_page_says_words_twice(published: Path) -> None:
    """Two sentences that are glued say the end of one and the beginning of the other: “not filed not filed as of”."""
    twice = Counter[str]()
    for path in (root(published) / "en").rglob("*.html"):
        body = re.sub(r"<(head|script|svg|code)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        lines = re.sub(r"</?(?:td|th|li|p|dt|dd|h\d|div|a|option|small|tr|caption|br|label)\b[^>]*>", "\n", body)
        for found in re.finditer(r"\b([a-z][a-z ]{3,}[a-z]) \1\b", unescape(re.sub(r"<[^>]+>", "", lines))):
            twice[found[1]] += 1
    assert not twice


def test_the_sitemap_tells_both_languages(published: Path) -> None:
    text = (root(published) / "sitemap.xml").read_text(encoding="utf-8")
    for page in ("/", "/en/"):
        (line,) = [line for line in text.splitlines() if f"<loc>{SITE}{page}</loc>" in line]
        for tag, place in (("zh-CN", "/"), ("en", "/en/"), ("x-default", "/")):
            assert f'<xhtml:link rel="alternate" hreflang="{tag}" href="{SITE}{place}"/>' in line
    robots = (root(published) / "robots.txt").read_text(encoding="utf-8")
    assert "Disallow: /search/\n" in robots and "Disallow: /en/search/\n" in robots
