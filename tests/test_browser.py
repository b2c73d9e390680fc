"""What a person sees, in a real Chromium, on a phone and on a desk. Under CI a missing browser fails."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.browser
PAGES = ["/", "/organisations/", "/organisations/52990101MJ90000570/", "/notices/", "/notices/demo/ps-2025/", "/grants/",
         "/grants/demo/cv-2025-02/", "/districts/haishu/", "/submissions/demo/sample-2026-09-faulty/", "/corrections/",
         "/dictionary/finances/", "/about/"]  # fmt: skip


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


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """Return the address of a real server over the published register."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from disclosure.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--output", str(published), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_loads_whole(browser: Browser, address: str, path: str, width: int, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(address + path)
    assert [url for url in failed if "favicon" not in url] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.screenshot(path=str(tmp_path / "page.png"))
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
    page = browser.new_page()
    page.goto(f"{address}/data/disclosure/people?org_id=52990101MJ90000570")
    page.click("td.col-org_id a >> nth=0")
    assert page.locator("h1").inner_text().startswith("（示例）望湖居家养老服务中心")
    page.close()
