"""The districts' targets beside what they came to: how many are measured from tables, and what the samples show of it."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
import sqlite_utils

from disclosure.districts import NATION


def bound(published: Path) -> list[dict[str, Any]]:
    """Return every target of the published register with its state."""
    db = sqlite_utils.Database(published / "disclosure.db")
    return list(db.query("select * from target_results"))


def test_at_least_25_of_the_real_targets_are_measured_from_tables(published: Path) -> None:
    views = {view.path.stem for view in NATION.statements("views")}
    indicators = {(row["district"], row["indicator"]) for row in statistics(published)}
    real = [row for row in bound(published) if not row["sample"]]
    named = [row for row in real if row["measured_by"]]
    assert len(real) == 66
    for row in named:
        view = row["measured_by"].partition("/")[0]
        assert view in views or (row["district"], row["measured_by"]) in indicators, row["measured_by"]
    assert len([row for row in named if row["measured_by"].startswith("measured_")]) >= 40


def statistics(published: Path) -> list[dict[str, Any]]:
    """Return the statistics of the published register."""
    return list(sqlite_utils.Database(published / "disclosure.db").query("select * from statistics"))


def test_what_measures_a_real_target_is_shown_on_the_samples(published: Path) -> None:
    rows = bound(published)
    real = {
        row["indicator"] for row in rows if not row["sample"] and (row["measured_by"] or "").startswith("measured_")
    }
    shown = {row["indicator"] for row in rows if row["sample"] and row["actual"] is not None}
    assert len(real & shown) >= 25
    judged = [row for row in rows if row["sample"] and row["measured_by"] and row["status"] in ("达到", "未达到")]
    assert len({row["indicator"] for row in judged} & real) >= 25
    assert {row["status"] for row in rows if row["sample"]} == {"达到", "未达到", "尚无结果", "无法判断", "无数据"}
    used = {
        row["measured_by"].partition("/")[0]
        for row in rows
        if row["sample"] and row["actual"] is not None and row["measured_by"]
    }
    bound_views = {row["measured_by"].partition("/")[0] for row in rows if not row["sample"] and row["measured_by"]}
    assert {name for name in bound_views if name.startswith("measured_")} <= used


def test_a_sample_measures_no_real_target(published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    assert list(db.query("select * from measured where sample = 0")) == []
    assert {row["status"] for row in bound(published) if not row["sample"]} == {"无数据", "尚无结果"}


def test_the_page_shows_how_a_target_is_measured(published: Path) -> None:
    plan = "（示例）海曙社会组织发展目标（2021—2026）"
    page = (published / "site/districts/haishu/targets" / plan / "index.html").read_text(encoding="utf-8")
    assert "怎样衡量" in page and "按居民人数算的社会组织数" in page and "每 1000 名居民" in page
    assert "/data/disclosure/measured_per_residents?district=haishu" in page


def test_a_plan_is_summed_up_by_what_is_known_of_it(published: Path) -> None:
    page = (published / "site/districts/zhenhai/targets/index.html").read_text(encoding="utf-8")
    sums = [re.sub("<.*?>|\\s", "", text) for text in re.findall(r'<p class="counts">(.*?)</p>', page)]
    assert "21项都还没有到期后能对照的数，达到没有不知道：○尚无结果1○无数据20" in sums
    assert not any("达到0" in said for said in sums)
    assert any(re.match(r"\d+项里有\d+项有到期后的数：", said) for said in sums)


@pytest.mark.parametrize("path", ["districts/haishu/targets", "districts/haishu", "en/districts/haishu"])
def test_real_targets_are_read_before_the_samples_which_are_marked_once(published: Path, path: str) -> None:
    page = (published / "site" / path / "index.html").read_text(encoding="utf-8")
    part = page if path.endswith("targets") else re.findall(r'<section id="targets">.*?</section>', page, re.DOTALL)[0]
    titles = [unquote(title) for title in re.findall(r'href="(?:/en)?/districts/haishu/targets/([^"]+)/"', part)]
    invented = [title.startswith("（示例）") for title in titles]
    assert True in invented and False in invented and invented == sorted(invented)
    assert len(re.findall(r'<li class="sample">(?:(?!</li>).)*sample-tag', part, re.DOTALL)) == 0
    first = part.index("（示例）")
    assert '<li class="sample">' not in part[:first]


def test_in_a_plan_what_a_figure_judges_is_read_first(published: Path) -> None:
    page = (published / "site/districts/haishu/targets/index.html").read_text(encoding="utf-8")
    order = ["未达到", "达到", "无法判断", "尚无结果", "无数据"]
    for listed in re.findall(r'<ul class="bullets">.*?</ul>', page, re.DOTALL):
        states = [
            text.split()[-1] for text in re.findall(r'class="state[^"]*">(?:<span[^>]*>.</span>)?([^<]+)<', listed)
        ]
        places = [order.index(state) for state in states]
        assert places and places == sorted(places)


def test_the_link_beside_a_figure_leads_to_it(published: Path) -> None:
    db, found = sqlite_utils.Database(published / "disclosure.db"), 0
    for page in (published / "site/districts").glob("*/targets/*/index.html"):
        for row in re.findall(r"<tr.*?</tr>", page.read_text(encoding="utf-8")):
            link = re.search(r'href="/data/disclosure/(measured_\w+)\?([^"]+)"', row)
            if not link:
                continue
            where = dict(parse_qsl(unescape(link[2])))
            held = list(
                db.query(f"select * from {link[1]} where {' and '.join(f'{name} = :{name}' for name in where)}", where)
            )
            has_figure = re.search(r'data-head="实际"><span', row) is not None
            assert len(held) == has_figure, where
            found += has_figure
    assert found >= 25
