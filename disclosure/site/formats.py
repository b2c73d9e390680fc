"""How values are written for a reader; each function is a filter of the templates."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from .addresses import WEB, key_filter, step

MARKDOWN = MarkdownIt("commonmark", {"html": False})  # linear, whatever is filed
# Any link is one: nh3 takes out an address it does not know and leaves the words.
MARKDOWN.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
PROSE = {"p", "ul", "ol", "li", "em", "strong", "br", "a"}
REL = "nofollow noopener noreferrer"
LONGEST_PROSE = 20_000
DEEP = re.compile(r"^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])){40}", re.MULTILINE)  # of which a parser drops text

# A figure's own column → where its upper end, its qualifier and its unit stand.
FIGURE = {
    "value": ("value_max", "qualifier", "unit"),
    "actual": ("actual_max", "actual_qualifier", "unit"),
    "earlier": ("earlier_max", "earlier_qualifier", "earlier_unit"),
}


def amount(value: float | None) -> str:
    """Return an amount of yuan with thousands separators, two decimals and a real minus."""
    return "" if value is None else f"{value:,.2f}".replace("-", "−")


def number(value: float | None) -> str:
    """Return a number with thousands separators and no idle decimals."""
    if value is None:
        return ""
    return (f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}").replace("-", "−")


def file_size(count: int) -> str:
    """Return a number of bytes as people read it."""
    size, unit = (count / 1e6, "MB") if count >= 1e6 else (count / 1e3, "KB")
    return f"{size:,.1f} {unit}" if size < 10 else f"{size:,.0f} {unit}"


def cell(value: Any, column: Any) -> str:
    """Return a stored value as its column asks for."""
    if value is None:
        return ""
    if column["type"] == "boolean":
        return "是" if value else "否"
    if column["type"] == "number":
        return amount(value) if column["unit"] == "元" else number(value)
    return number(value) if column["type"] == "integer" else str(value)


def figure(row: Any, name: str = "value") -> str:
    """Return a figure as it was printed: its range, what the source says of it, its unit."""
    most, said, unit = (row.get(key) for key in FIGURE[name])
    shown = number(row[name]) + ("" if most is None else f"–{number(most)}")
    if said == "余":
        return f"{shown}{said}{unit}"
    return f"{shown} {unit}{said}" if said == "以上" else f"{said or ''} {shown} {unit}".strip()


def long_date(value: str | None) -> str:
    """Return an ISO date as prose writes it: 2026年3月1日."""
    if not value:
        return ""
    day = date.fromisoformat(value[:10])
    return f"{day.year}年{day.month}月{day.day}日"


def marker(marks: dict[str, tuple[str, str]]) -> Callable[[str | None], Markup]:
    """Return the filter that puts a term's mark before it, so that colour alone says nothing; unmarked terms stay."""

    def state(word: str | None) -> Markup:
        """Return a state in words with its mark; an empty one is unknown."""
        kind, sign = marks.get(word or "未知", ("", ""))
        if not kind:
            return Markup("{}").format(word)
        shown = Markup('<span class="state {}"><span aria-hidden="true">{}</span> {}</span>')
        return shown.format(kind, sign, word or "未知")

    return state


def is_prose(text: str | None) -> bool:
    """Return whether a text is short and plain enough to be shown as Markdown; the rest is shown as it was filed."""
    return len(text or "") <= LONGEST_PROSE and not DEEP.search(text or "")


def prose(text: str | None) -> Markup:
    """Return Markdown that a district filed as safe HTML: HTML in it stays text, links lead to the web alone."""
    shown = MARKDOWN.render(text or "")
    return Markup(
        nh3.clean(shown, tags=PROSE, attributes={"a": {"href"}, "*": set()}, url_schemes={*WEB}, link_rel=REL)
    )


def word(term: str | None) -> str:
    """Return a term of a vocabulary as readers of this language have it."""
    return term or ""


def key_words(key: str) -> str:
    """Return a key of the table `corrections` in words."""
    return "，".join(str(value) for value in json.loads(key).values() if value is not None)


FILTERS = {
    "amount": amount, "number": number, "figure": figure, "cell": cell, "file_size": file_size, "long_date": long_date,
    "is_prose": is_prose, "prose": prose, "key_words": key_words, "key_filter": key_filter, "step": step,
    "word": word,
}  # fmt: skip
