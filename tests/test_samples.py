"""Walks docs/samples.md: every story is on its page, and every page marks it as a sample."""

import html
import re
from pathlib import Path

import pytest
from conftest import ROOT

LINE = re.compile(r"^\| ([^|]+) \| (/[^|]*) \| ([^|]+) \|$", re.MULTILINE)
STORIES = LINE.findall((ROOT / "docs" / "samples.md").read_text(encoding="utf-8"))


def text_of(path: Path) -> str:
    """Return what a page says, without its tags."""
    page = re.sub(r"<(script|style).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize(("story", "page", "shows"), STORIES, ids=[story for story, _, _ in STORIES])
def test_a_story_is_on_its_page(published: Path, story: str, page: str, shows: str) -> None:
    text = text_of(published / "site" / page.strip("/") / "index.html")
    missing = [words for words in shows.split(" ; ") if words not in text and words not in text.replace(",", "")]
    assert not missing, story
    assert "示例" in text


def test_the_stories_are_told() -> None:
    assert len(STORIES) >= 15
