"""What a person sees, in a real Chromium, on a phone and on a desk. Under CI a missing browser fails."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from test_privacy import CORPUS, MOBILE, workbook_with

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = ["/", "/organisations/", "/organisations/52990101MJ90000570/", "/notices/", "/notices/demo/ps-2025/", "/grants/",
         "/grants/demo/cv-2025-02/", "/grants/terms/", "/districts/haishu/", "/districts/zhenhai/", "/dictionary/coverage/", "/submissions/demo/sample-2026-09-faulty/", "/corrections/",
         "/dictionary/finances/", "/about/", "/findings/", "/self-check/", "/rules/",
         "/rules/FIN-24/", "/obligations/", "/obligations/demo/", "/policies/", "/disclosures/", "/districts/haishu/venture/",
         "/districts/zhenhai/separation/", "/districts/jiaxing/warning/", "/districts/wenzhou/leaders/", "/districts/demo/ledger/",
         "/data/", "/data/disclosure", "/data/disclosure/grants?_facet=decision&status=已完成", "/data/disclosure/payments_due",
         "/data/disclosure/target_results?_lang=en", "/data/disclosure/rule_FIN-05_2004", "/data/disclosure?sql=select+1",
         "/data/disclosure/organisations/demo,51990101MJ9000014M"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium; skip without one, but never under CI."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_loads_whole_and_can_be_read_by_all(
    browser: Browser, address: str, path: str, width: int, scheme: Literal["dark", "light"], tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(address + path)
    assert [url for url in failed if "favicon" not in url] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.screenshot(path=str(tmp_path / "page.png"))
    page.evaluate(AXE)  # accessibility, by the rules of axe-core
    broken = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in broken] == []
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
