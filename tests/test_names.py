"""The search without a server: the list of names, and what the script finds in it, exact for whatever is typed."""

import json
import random
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypinyin import lazy_pinyin

from disclosure.database.search import folded
from disclosure.site.addresses import THEME
from disclosure.site.spelling import names_file, spelled

NAMES = [
    "重庆商会",
    "长安行业协会",
    "音乐之家",
    "快乐之家",
    "Ａ1（示例）社",
    "会计学会",
    "银行业协会",
    "行知小学",
    "乐清商会",
    "鄞州书画会",
]
ROWS: list[dict[str, Any]] = [
    {
        "org_id": f"52990101MJ{n:07}X",
        "name": name,
        "former_names": "旧名甲、乙会" if n == 2 else None,
        "sample": n % 2,
        "status": "正常",
        "lists": "活动异常名录" if n == 3 else None,
    }
    for n, name in enumerate(NAMES)
]


def readings(told: dict[str, Any], number: int) -> list[str]:
    """Return how a name of a list is read, as the script reckons it."""
    usual = {character: sound for sound, characters in told["sounds"].items() for character in characters}
    name = folded(told["names"][number][1])
    other = told["read"].get(str(number))
    return other.split(" ") if other else [usual.get(character, character) for character in name]


def test_the_list_holds_every_name_and_its_most_common_reading() -> None:
    content = names_file("某区", ROWS)
    told = json.loads(content)
    assert names_file("某区", ROWS) == content and told["title"] == "某区"
    assert [name for _, name, *_ in told["names"]] == NAMES
    for number, name in enumerate(NAMES):
        assert readings(told, number) == lazy_pinyin(folded(name), errors=list)  # type: ignore[arg-type]
    assert readings(told, 0)[:2] == ["chong", "qing"] and readings(told, 6)[:2] == ["yin", "hang"]
    assert spelled("a1会") == ["a", "1", "hui"]


def test_ten_thousand_names_are_small() -> None:
    chance = random.Random(3)
    parts = ["望湖", "书院", "运河", "居家养老", "书画", "太极", "志愿", "邻里", "社会工作", "重庆", "银行"]
    rows = [
        {
            "org_id": f"52330203MJ7{n:05}00",
            "name": "".join(chance.choices(parts, k=3)) + "协会",
            "former_names": None,
            "sample": 0,
            "status": "正常",
            "lists": None,
        }
        for n in range(10_000)
    ]
    assert len(names_file("某区", rows)) < 1_200_000  # of which code and name are 60 bytes each


def test_the_script_is_small_and_needs_nothing() -> None:
    script = (THEME / "js" / "find.js").read_text(encoding="utf-8")
    assert (
        len(script.encode()) < 6_000 and "innerHTML" not in script and "import " not in script and "http" not in script
    )


@pytest.fixture(scope="module")
def static(published: Path, browser: Browser) -> Iterator[Page]:
    """Return a page of a browser over the site as files, without the register's server."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str((published / "site").resolve())))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page(
        base_url=f"http://127.0.0.1:{server.server_address[1]}", viewport={"width": 360, "height": 800}
    )
    yield page
    page.close()
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_the_script_finds_what_containment_finds(static: Page) -> None:
    static.goto("/search/")
    told = json.loads(names_file("某区", ROWS))
    chance = random.Random(5)
    asked = ["会", "行业", "１", "a1", "示例社", "旧名", "乙会", "甲乙", "MJ0000", "0003x", "52990101mj0000009X", "chongqing", "cqsh", "yinhang", "xing", "hangye",
             "le", "yue", "ngye", "shanghui chong", "商会 重庆", "", " ", "不", "(", "a.*"]  # fmt: skip
    for name in NAMES:
        start = chance.randrange(len(name))
        asked += [
            name[start : start + 2],
            "".join(lazy_pinyin(name)[:2]),
            "".join(one[0] for one in lazy_pinyin(name))[1:3],
        ]
    for typed in asked:
        words = [word for word in map(folded, typed.split()) if word]
        expected = set()
        for number, (code, name, former, *_) in enumerate(told["names"]):
            sounds = readings(told, number)
            spoken = ["".join(sounds[at:]) for at in range(len(sounds))]
            texts = [folded(name), folded(code), *map(folded, former.split("、"))]
            initials = "".join(sound[0] for sound in sounds)
            if words and all(
                any(word in text for text in texts)
                or (
                    word.isascii()
                    and word.isalpha()
                    and (word in initials or any(one.startswith(word) for one in spoken))
                )
                for word in words
            ):
                expected.add(code)
        found = static.evaluate(
            "([list, typed]) => names.find([names.prepared(list)], typed).map(one => one.code)", [told, typed]
        )
        assert set(found) == expected and len(found) == len(set(found)), typed


@pytest.mark.browser
def test_a_person_finds_a_name_without_a_server(static: Page, published: Path) -> None:
    failed: list[str] = []
    static.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    (total,) = (
        sqlite3.connect(published / "disclosure.db")
        .execute("select count(*) from organisations where name like '%望湖%'")
        .fetchone()
    )
    sent: list[str] = []
    static.on("request", lambda request: sent.append(request.url.split("/")[-1]))
    static.goto("/search/")
    static.wait_for_load_state("networkidle")
    assert not [name for name in sent if name.endswith(".json")], "no list before something is searched"
    for typed in ("望湖", "wanghu"):
        static.goto("/search/")
        static.keyboard.press("Tab")
        static.fill("#big", typed)
        static.press("#big", "Enter")
        static.wait_for_selector("#names .card")
        assert static.locator("#names .card").count() == total
        assert static.input_value("#big") == typed
        assert "● 正常" in static.locator("#names .card .standing >> nth=0").inner_text()
    static.goto("/en/search/?q=elderly")
    static.wait_for_selector("#names .card mark, #names .card")
    first = static.locator("#names .card >> nth=0").inner_text()
    assert "● Active" in first and "Demo District" in first and "养老" in first
    static.goto("/search/?q=wanghu")
    static.wait_for_selector("#names .card")
    static.select_option("#district", "haishu")
    sent.clear()
    static.press("#big", "Enter")
    static.wait_for_function("document.querySelector('#names').textContent.length > 5")
    assert [name for name in sent if name.endswith(".json")] == ["haishu.json"]
    assert static.evaluate("document.documentElement.scrollWidth") <= 360
    static.goto("/search/?q=wanghu")
    static.click("#names .card a >> nth=0")
    assert "望湖" in static.locator("h1").inner_text()
    assert failed == []
