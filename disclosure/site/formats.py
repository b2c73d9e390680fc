"""How values are written for a reader; each function is a filter of the templates."""

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import markdown
import nh3
from markupsafe import Markup

MARKS = {
    "unknown": ("○", {"未知", "无数据", "无法判断", "不适用"}),
    "good": ("●", {"正常", "资助", "已完成", "通过", "达到", "合格", "无保留意见", "采用", "符合"}),
    "bad": ("■", {"撤销", "吊销", "不通过", "否定意见", "无法表示意见", "未采用", "不符合", "未达到", "不合格"}),
    "warn": (
        "▲",
        {"注销", "筹备", "保留意见", "带强调事项段的无保留意见", "已过期", "待定", "整改", "不予资助", "已终止"},
    ),
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


def long_date(value: str | None) -> str:
    """Return an ISO date as prose writes it: 2026年3月1日."""
    if not value:
        return ""
    day = date.fromisoformat(value[:10])
    return f"{day.year}年{day.month}月{day.day}日"


def state(word: str | None) -> Markup:
    """Return a status word with its shape and colour class, never colour alone; other words as they are."""
    for kind, (mark, words) in MARKS.items():
        if word is None or word in words:
            shown = Markup('<span class="state {}"><span aria-hidden="true">{}</span> {}</span>')
            return shown.format(*(("unknown", "○", "未知") if word is None else (kind, mark, word)))
    return Markup("{}").format(word)


def prose(text: str | None) -> Markup:
    """Return Markdown that a district filed as safe HTML."""
    return Markup(nh3.clean(markdown.markdown(text or ""), tags={"p", "ul", "ol", "li", "em", "strong", "br", "a"}))


def segment(text: Any) -> str:
    """Return a text as one segment of a URL."""
    return quote(str(text), safe="")


def key_words(key: str) -> str:
    """Return a key of the table `corrections` in words."""
    return "，".join(str(value) for value in json.loads(key).values())


def key_query(key: str) -> str:
    """Return a key of the table `corrections` as a Datasette filter."""
    return "&".join(f"{name}={segment(value)}" for name, value in json.loads(key).items())


FILTERS = {
    "amount": amount, "number": number, "cell": cell, "long_date": long_date, "state": state, "prose": prose,
    "segment": segment, "key_words": key_words, "key_query": key_query,
}  # fmt: skip
