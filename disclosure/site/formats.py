"""How values are written for a reader; each function is a filter of the templates."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import markdown
import nh3
from markupsafe import Markup

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


def prose(text: str | None) -> Markup:
    """Return Markdown that a district filed as safe HTML."""
    return Markup(nh3.clean(markdown.markdown(text or ""), tags={"p", "ul", "ol", "li", "em", "strong", "br", "a"}))


def segment(text: Any) -> str:
    """Return a text as one segment of a URL."""
    return quote(str(text), safe="")


def key_words(key: str) -> str:
    """Return a key of the table `corrections` in words."""
    return "，".join(str(value) for value in json.loads(key).values() if value is not None)


def key_query(key: str) -> str:
    """Return a key of the table `corrections` as a Datasette filter."""
    named = json.loads(key).items()
    return "&".join(f"{name}__isnull=1" if value is None else f"{name}={segment(value)}" for name, value in named)


FILTERS = {
    "amount": amount, "number": number, "figure": figure, "cell": cell, "long_date": long_date,
    "prose": prose, "segment": segment, "key_words": key_words, "key_query": key_query,
}  # fmt: skip
