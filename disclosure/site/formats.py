"""How values are written for a reader; each function is a filter of the templates."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from .addresses import WEB, key_filter, step
from .reading import FILED, SPOKEN
from .words import CHINESE, Filed, Language

MARKDOWN = MarkdownIt("commonmark", {"html": False})  # linear, whatever is filed
# Any link is one: nh3 takes out an address it does not know and leaves the words.
MARKDOWN.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
PROSE = {"p", "ul", "ol", "li", "em", "strong", "br", "a"}
REL = "nofollow noopener noreferrer"
LONGEST_PROSE = 20_000
OFFICE = re.compile(r"(?<![\d-])(0\d{2,3}-\d{7,8})(?![\d-])")  # a telephone number with its area code
DEEP = re.compile(r"^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])){40}", re.MULTILINE)  # of which a parser drops text

UNKNOWN = "未知"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
YUAN = re.compile(rf"(?<![\d.,])(\d{{4,}})(\.\d+)?(?= ?(?:{'|'.join(('元', 'yuan'))}))")

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
    if isinstance(value, str):  # as it is: a text that was filed stays marked as such
        return value
    return number(value) if column["type"] == "integer" else str(value)


def as_filed(text: str, column: Any) -> str:
    """Return what a cell of a filed table says, marked as filed where its column has no vocabulary."""
    unlisted = column["type"] == "string" and not column["codelist"]
    return Filed(text) if unlisted and column.get("column_name") not in SPOKEN else text


def value_of(columns: Any, language: Language, correction: Any, name: str) -> str:
    """Return a value of a correction as it stands elsewhere: money with separators and unit; `columns` are by table."""
    text, known = correction[name] or "", columns.get(correction["table_name"], ())
    column = next((one for one in known if one["column_name"] == correction["column_name"]), None)
    if not text or column is None or column["type"] not in ("number", "integer"):
        return (
            str(text) if isinstance(text, int | float) else text
        )  # as it is: a text that was filed stays marked as such
    try:
        shown = cell(float(text), column)
    except ValueError:  # no number: as it was filed
        return text
    return f"{shown} {language.word(column['unit'])}" if column["unit"] else shown


def figure(row: Any, name: str = "value", language: Language = CHINESE) -> str:
    """Return a figure as it was printed: its range, what the source says of it, its unit."""
    most, said, unit = (row.get(key) for key in FIGURE[name])
    shown = number(row[name]) + ("" if most is None else f"–{number(most)}")
    if not language.is_first:
        return " ".join(filter(None, [language.word(said), shown, language.word(unit)]))
    if said == "余":
        return f"{shown}{said}{unit}"
    return f"{shown} {unit}{said}" if said == "以上" else f"{said or ''} {shown} {unit}".strip()


def dated(text: str | None) -> Markup:
    """Return a text whose ISO dates stay on one line; browsers break them after a hyphen."""
    return Markup(DAY.sub(r'<span class="date">\g<0></span>', str(escape(text or ""))))


def grouped(text: str | None) -> Markup:
    """Return a text whose amounts of yuan have thousands separators."""
    return Markup(YUAN.sub(lambda found: f"{int(found[1]):,}{found[2] or ''}", str(escape(text or ""))))


def marker(marks: dict[str, tuple[str, str]], language: Language = CHINESE) -> Callable[[str | None], Markup]:
    """Return the filter that puts a term's mark before it, so that colour alone says nothing; unmarked terms stay."""
    known = marks | {language.word(term): mark for term, mark in marks.items()}

    def state(word: str | None) -> Markup:
        """Return a state in words with its mark; an empty one is unknown."""
        kind, sign = known.get(word or UNKNOWN, ("", ""))
        if not kind:
            return Markup("{}").format(language.shown(word))
        shown = Markup('<span class="state {}"><span aria-hidden="true">{}</span> {}</span>')
        return shown.format(kind, sign, language.shown(word or UNKNOWN))

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


def key_words(key: str, language: Language = CHINESE) -> str:
    """Return a key of the table `corrections` in words."""
    parts = {name: str(value) for name, value in json.loads(key).items() if value is not None}
    return language.gettext("，").join(Filed(text) if name in FILED else text for name, text in parts.items())


def _shown(language: Language, text: str | None) -> Any:
    """Return a term of a vocabulary as readers of a language have it."""
    return language.shown(text or "")


def telephones(text: str) -> list[str]:
    """Return a text in pieces, each telephone number of an office by itself."""
    return [piece for piece in OFFICE.split(str(text)) if piece]


def filters(language: Language, marks: dict[str, tuple[str, str]]) -> dict[str, Callable[..., Any]]:
    """Return the filters of the templates of a language, given term → its mark."""
    found: dict[str, Callable[..., Any]] = {
        "amount": amount, "number": number, "cell": cell, "file_size": file_size, "is_prose": is_prose,
        "key_words": partial(key_words, language=language), "key_filter": key_filter, "step": step,
        "kept": language.kept, "telephones": telephones,
        "figure": partial(figure, language=language), "long_date": language.long_date,
        "word": partial(_shown, language), "dated": lambda text: dated(_shown(language, text)),
        "grouped": lambda text: grouped(_shown(language, text)),
        "prose": lambda text: prose(language.word(text)), "state": marker(marks, language),
    }  # fmt: skip
    return found if language.is_first else found | {"join": language.joined}
