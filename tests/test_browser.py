"""What a person sees, in a real Chromium, on a phone and on a desk. Under CI a missing browser fails."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
import openpyxl
import pytest
from kinds import address_of, pages_by_kind
from playwright.sync_api import Browser, Page
from test_privacy import CORPUS, MOBILE, workbook_with

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DATA = ["/data/", "/data/disclosure", "/data/disclosure/grants?_facet=decision&status=已完成", "/data/disclosure/payments_due",
        "/data/disclosure/target_results?_lang=en", "/data/disclosure/rule_FIN-05_2004", "/data/disclosure?sql=select+1",
        "/data/disclosure/organisations/demo,51990101MJ9000014M", "/search/?q=养老", "/search/?q=wanghu",
        "/organisations/chosen/?type=基金会&district=demo"]  # fmt: skip
# Language, width, colours, and whether axe looks: at either width and in either colours, once in each language.
SITUATIONS: list[tuple[str, int, Literal["dark", "light"], bool]] = [
    ("", 360, "dark", True), ("", 1280, "light", False), ("en", 360, "dark", False), ("en", 1280, "light", True)
]  # fmt: skip
LOOKED_AT = 50_000  # bytes of the page that stands for its kind: the largest that is not larger
AMISS = """async () => (await axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})).violations
    .map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`)"""
LINES = """() => {
  const wrong = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const parent = node.parentElement;
    if (node.data.trim().length < 4 || !parent.checkVisibility() || parent.closest("svg, .hidden, pre, .years, .scores")) continue;
    const range = document.createRange(), size = parseFloat(getComputedStyle(parent).fontSize), box = parent.closest(".scroll, main").getBoundingClientRect();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width > 1);
    if (lines.length > 3 && Math.max(...lines.map((line) => line.width)) < 2.5 * size) wrong.push(`narrow: ${node.data.trim().slice(0, 30)}`);
    if (lines.some((line) => line.right > box.right + 1 || line.left < box.left - 1)) wrong.push(`cut: ${node.data.trim().slice(0, 30)}`);
  }
  return wrong;
}"""  # texts in columns of a letter or two, and those cut at the edge of their box, without what is to be turned or scrolled
BROKEN = """() => {
  const wrong = [], table = document.querySelector(".abreast"), walk = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    for (const word of node.parentElement.checkVisibility() ? node.data.matchAll(/[\\d,.]+%?|[A-Za-z]+/g) : []) {
      const range = document.createRange();
      range.setStart(node, word.index), range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) wrong.push(word[0]);
    }
  }
  if (table.offsetWidth > table.parentElement.clientWidth) wrong.push("beyond the edge");
  return wrong;
}"""  # figures and words that break inside, and a table of which a phone would show a part
WIDTH = "document.documentElement.scrollWidth"


class Watched:
    """A page of a browser, and what went wrong while it was looked at."""

    def __init__(self, browser: Browser, address: str, width: int, scheme: Literal["dark", "light"]) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.address, self.width = address, width
        self.failed: list[str] = []
        self.page.on("response", lambda answer: self.failed.append(answer.url) if answer.status >= 400 else None)
        self.page.on("console", lambda said: self.failed.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda asked: None if asked.url.startswith(address) else self.failed.append(asked.url))

    def amiss(self, path: str, by_axe: bool = True) -> list[str]:
        """Return what is wrong with a page: what failed, was asked of others, does not fit or cannot be read by all."""
        self.failed.clear()
        self.page.goto(self.address + path)
        found = [f"{WIDTH} {wide}"] if (wide := self.page.evaluate(WIDTH)) > self.width else []
        if by_axe:  # accessibility, by the rules of axe-core
            self.page.evaluate(AXE)
            found += self.page.evaluate(AMISS)
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"200 % {wide}"] if (wide := self.page.evaluate(WIDTH)) > self.width else []
        found += self.page.evaluate(LINES) if self.width < 400 else []  # wide tables are scrolled
        return found + [one for one in self.failed if "favicon" not in one]


@pytest.mark.parametrize(("language", "width", "scheme", "by_axe"), SITUATIONS)
def test_every_kind_of_page_fits_loads_whole_and_can_be_read_by_all(
    browser: Browser, address: str, published: Path, language: str, width: int, scheme: Literal["dark", "light"],
    by_axe: bool,
) -> None:  # fmt: skip
    site = published / "site"
    kinds = {kind: pages for (own, kind), pages in pages_by_kind(site).items() if own == language and kind != "404"}
    watched = Watched(browser, address, width, scheme)
    wrong = {}
    for kind, pages in kinds.items():
        page = next((one for one in pages if one.stat().st_size <= LOOKED_AT), pages[-1])
        if amiss := watched.amiss(path := address_of(site, page), by_axe):
            wrong[kind, path] = amiss
    watched.page.close()
    assert len(kinds) > 25 and wrong == {}


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_kind_of_answer_fits_loads_whole_and_can_be_read_by_all(
    browser: Browser, address: str, width: int, scheme: Literal["dark", "light"]
) -> None:
    watched = Watched(browser, address, width, scheme)
    wrong = {path: amiss for path in DATA if (amiss := watched.amiss(path))}
    watched.page.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [360, 390])
def test_side_by_side_no_figure_breaks_and_all_is_seen_on_a_phone(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    chosen = "/compare/chosen/?first=53990101MJ9000110Q&second=53990101MJ9000129M&third=51990101MJ9000014M"
    for path in ("/organisations/53990101MJ9000110Q/compare/", chosen):
        for language in ("", "/en"):
            page.goto(address + language + path)
            assert page.evaluate(BROKEN) == [], (language, path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate(BROKEN) == [], (language, path, "200 %")
    page.close()


def test_what_a_cell_holds_stands_beside_its_head_on_a_phone(browser: Browser, address: str) -> None:
    """A sign between two texts stands where they do, not where the heads are."""
    left = """() => [...document.querySelectorAll(".rows td[data-head]")].flatMap((cell) => {
      const start = cell.getBoundingClientRect().left, range = document.createRange();
      return [...cell.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).filter((node) => {
        range.selectNodeContents(node);
        return range.getBoundingClientRect().left < start + 50;
      }).map((node) => node.data);
    })"""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for path in ("/en/districts/haishu/targets/", "/en/coverage/", "/en/grants/demo/cv-2025-01/"):
        page.goto(address + path)
        assert page.evaluate(left) == [], path
    page.close()


def test_the_longest_sheet_for_donors_is_one_page_of_paper(browser: Browser, address: str, published: Path) -> None:
    site = published / "site"
    for sheet in pages_by_kind(site)["", "sheet"][:3]:
        page = browser.new_page(color_scheme="dark")
        page.goto(address + address_of(site, sheet))
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1, sheet
        (box,) = set(re.findall(rb"/MediaBox \[0 0 ([0-9.]+ [0-9.]+)\]", paper))
        assert [round(float(side)) for side in box.split()] == [595, 842]  # A4 in points
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator(".site-head").is_hidden() and page.locator(".qr svg").is_visible()
        page.close()


def test_the_size_of_type_is_remembered_and_kept_to_oneself(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    sizes = []
    for button in page.locator(".type-size button").all():
        button.click()
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
        assert button.get_attribute("aria-pressed") == "true"
    assert sizes == sorted(sizes) and sizes[0] < sizes[1] < sizes[2]
    page.goto(f"{address}/about/")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == sizes[2]
    assert page.locator(".type-size [aria-pressed=true]").get_attribute("value") == "largest"
    assert context.cookies() == []
    page.locator(".type-size button").first.click()
    page.reload()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == sizes[0]
    context.close()
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(address)
    assert page.locator(".type-size").is_hidden()
    bare.close()


def test_facts_as_data_are_no_script(browser: Browser, address: str) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(address)
    assert page.locator('script[type="application/ld+json"]').count() == 1
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=x style=\"color: red\">')")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("[window.ran, getComputedStyle(x).color === 'rgb(255, 0, 0)']") == [None, False]
    assert refused and all("Content Security Policy" in text for text in refused)
    page.close()


def test_a_person_searches_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#big", "养老")
    page.press("#big", "Enter")
    page.wait_for_url("**/search/**")
    page.click("text=望湖居家养老服务中心")
    assert page.locator("h1").inner_text().startswith("（示例）望湖居家养老服务中心")
    context.close()


def focused(page: Page) -> str:
    """Return the text of what has the focus, or of the field its name; what is not seen has none."""
    seen = """() => { const one = document.activeElement, box = one.getBoundingClientRect();
        const lit = getComputedStyle(one).outlineStyle !== "none" && box.width > 0 && box.height > 0;
        return lit ? (one.name || one.ariaLabel || one.innerText.trim().split("\\n")[0]) : ""; }"""
    return str(page.evaluate(seen))


def tabbed(page: Page, until: str, most: int = 60) -> list[str]:
    """Press the tab key until something is in focus; return what was on the way, each of it seen."""
    way: list[str] = []
    while not way or not way[-1].startswith(until):
        page.keyboard.press("Tab")
        way.append(focused(page))
        assert way[-1] and len(way) < most, way
    return way


@pytest.mark.parametrize("width", [360, 1280])
def test_search_and_filters_are_walked_by_keyboard(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address)
    assert tabbed(page, "跳到正文") == ["跳到正文"]
    tabbed(page, "q")
    page.keyboard.type("养老")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    way = tabbed(page, "（示例）")
    assert {"q", "district", "社会组织"} <= set(way), "the box, the district, the kinds"
    tabbed(page, "0000-")
    assert page.evaluate("document.activeElement.href").startswith("tel:0000-")
    page.goto(f"{address}/organisations/")
    if width == 360:
        tabbed(page, "菜单")
        page.keyboard.press("Enter")
        assert "找服务" in tabbed(page, "下载")
    tabbed(page, "示例区")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/demo/")
    tabbed(page, "再选")
    page.keyboard.press("Enter")
    tabbed(page, "基金会")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/demo/foundation/")
    tabbed(page, "100万至500万元")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/chosen/**")
    tabbed(page, "（示例）")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/5399*/")
    context.close()


def test_on_a_phone_a_service_is_found_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address)
    for name in ("按街道找服务", "望湖街道", "助餐送餐"):
        link = page.locator("main a", has_text=name).first
        box = link.bounding_box()
        assert box and box["height"] >= 44, name
        link.tap()
    assert page.url.endswith("#need-meals") and page.locator("#need-meals .card").count() > 0
    page.tap("summary:has-text('菜单')")
    page.tap(".menu a:has-text('谁逾期')")
    page.wait_for_url("**/late/")
    small = "all => all.map(one => one.getBoundingClientRect()).filter(box => box.height && box.height < 44).length"
    page.tap("summary:has-text('菜单')")
    assert page.eval_on_selector_all(".site-head a:not(.brand), .site-head button, .site-head summary", small) == 0
    context.close()


def test_text_has_contrast_in_the_dark_too(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    paper, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (paper, ink) == ("rgb(20, 23, 26)", "rgb(232, 230, 225)")
    context.close()


def test_the_api_leads_back_to_the_site(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{address}/data/disclosure/people?org_id=52990101MJ90000570")
    page.click('td[data-head="社会组织"] a >> nth=0')
    assert page.locator("h1").inner_text().startswith("（示例）望湖居家养老服务中心")
    page.close()


@pytest.fixture
def self_check(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page 自查, which must send nothing once it is loaded."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{address}/self-check/", wait_until="networkidle")  # a browser asks for the icon when it likes
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    yield page
    assert [url for url in sent if "favicon" not in url] == []
    page.close()


def test_the_browser_finds_what_the_command_finds(self_check: Page) -> None:
    titles = {"address": "住所", "place": "地点", "total_assets": "资产总计"}
    texts = [(text, titles.get(column or "")) for text, column, _ in CORPUS]
    code = "texts => texts.map(([text, title]) => [...new Set(selfCheck.find(text, title).map(one => one.code))])"
    assert self_check.evaluate(code, texts) == [kind.split() for _, _, kind in CORPUS]


@pytest.mark.parametrize("form", ["gb18030 csv", "utf-16 csv", "workbook", "comment", "hidden sheet"])
def test_a_chosen_file_is_looked_at_and_not_sent(self_check: Page, tmp_path: Path, form: str) -> None:
    path = tmp_path / ("名录.csv" if form.endswith("csv") else "名录.xlsx")
    if form.endswith("csv"):
        path.write_text(f"名称,说明\n示例,联系{MOBILE}\n", encoding=form.split()[0])
    elif form == "workbook":
        book = openpyxl.Workbook()
        book.active.append(["名称", "说明"])
        book.active.append(["示例", f"联系{MOBILE}"])
        book.save(path)
    else:
        path.write_bytes(workbook_with(form))
    self_check.set_input_files("#file", str(path))
    self_check.wait_for_selector("#result table")
    told = self_check.inner_text("#result")
    assert MOBILE[:3] + "*" * 8 in told and MOBILE not in told
    if form.endswith("csv"):
        assert "第 2 行第 2 列" in told
    elif form == "workbook":
        assert "sheet1 B2" in told


def test_a_clean_file_is_told_so(self_check: Page, tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("名称,住所\n示例,示例新村12幢101室\n", encoding="gb18030")
    self_check.set_input_files("#file", str(path))
    self_check.wait_for_selector("#result .lead")
    assert "没有发现" in self_check.inner_text("#result")
