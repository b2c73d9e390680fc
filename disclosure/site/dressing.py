"""Says in a page of another language which of its text is Chinese, and writes the marks between as others do."""

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from .words import BEGIN, END, HAN, Language

FOREIGN = re.compile(r"[^\x00-\x7f]")  # what may have to be dressed; most of a page is not
# An element of which no part can be an element of HTML, or a comment.
WHOLE = re.compile(r"<!--.*?-->|<(script|style|title|svg|option|textarea)\b.*?</\1>", re.DOTALL)
KEPT = re.compile(f"({BEGIN}[^{END}]*{END})")
SIGN = HAN.pattern[1:-1]  # what a run of Chinese begins and ends with, and what may not stand in it
RUN = re.compile(f"([{SIGN}（《“〔【](?:[^A-Za-z]*[{SIGN}）》”〕】。%])?)")
SPAN = '><span lang="zh-CN">'
ALONE = re.compile(r'<([a-z]\w*)((?: (?!lang=)[\w-]+(?:="[^"]*")?)*)><span lang="zh-CN">([^<]*)</span></\1>')
WORDS = re.compile(">([^<>]+)<")
TWICE = re.compile(r'(lang="zh-CN"[^<>]*>)<span lang="zh-CN">([^<]*)</span>')
NONE = sys.maxsize, sys.maxsize  # where there is no further element
MARKS = {
    "，": ", ",
    "、": ", ",
    "；": "; ",
    "：": ": ",
    "。": ". ",
    "（": " (",
    "）": ") ",
    "“": "“",
    "”": "”",
    "　": "  ",
}
WIDE = re.compile("[，、；：。（）　]")
LINK = re.compile("<a [^>]*%E[^>]*>")
CODED = re.compile("(?:%E[4-9]%[89AB][0-9A-F]%[89AB][0-9A-F])+")  # Chinese letters in an address; marks stay coded
SPACES = re.compile(r" {2,}| +(?=[,;:.)](?:\s|$))")


def dressed(page: str, language: Language) -> str:
    """Return a page of HTML in which each text that stays Chinese stands in an element of that language."""
    if language.is_first:
        return page
    shown: list[str] = []
    done, inside = 0, False
    for start, end, is_text in _foreign(page):
        piece = page[start:end]
        shown += page[done:start], _text(piece, inside) if is_text else _element(piece, language)
        if is_text and (BEGIN in piece or END in piece):
            inside = piece.rfind(BEGIN) > piece.rfind(END)
        done = end
    return TWICE.sub(r"\1\2", _alone("".join([*shown, page[done:]])))


def _foreign(page: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the texts, tags and whole elements of a page that are not ASCII: where each begins and ends, if a text."""
    wholes = ((found.start(), found.end()) for found in WHOLE.finditer(page))
    whole, end = next(wholes, NONE), 0
    while found := FOREIGN.search(page, end):
        at = found.start()
        while whole[1] <= at:
            whole = next(wholes, NONE)
        opened, closed = page.rfind("<", end, at), page.rfind(">", end, at)
        if whole[0] <= at:
            start, end, is_text = *whole, False
        elif opened > closed:
            start, end, is_text = opened, page.index(">", at) + 1, False
        else:
            start, end, is_text = max(closed + 1, end), page.find("<", at), True
        end = len(page) if end < 0 else end
        yield start, end, is_text


def _alone(page: str) -> str:
    """Return a page in which an element whose only text is Chinese says so itself."""
    shown: list[str] = []
    done = 0
    while (at := page.find(SPAN, done)) >= 0:
        start = max(page.rfind("<", done, at), done)
        if found := ALONE.match(page, start):
            name, attributes, text = found.groups()
            shown += page[done:start], f'<{name}{attributes} lang="zh-CN">{text}</{name}>'
            done = found.end()
        else:
            shown.append(page[done : at + 1])
            done = at + 1
    return "".join([*shown, page[done:]])


def shortened(page: str) -> str:
    """Return a page whose links write Chinese letters as they are, a third of the bytes of their code."""
    return LINK.sub(lambda link: CODED.sub(lambda letters: _letters(letters[0]), link[0]), page)


@lru_cache(maxsize=10_000)  # the same names of columns and terms stand in link after link
def _letters(coded: str) -> str:
    return unquote(coded)


@lru_cache(maxsize=20_000)  # the same names, titles and heads stand in page after page
def _text(text: str, inside: bool) -> str:
    """Return a text with its Chinese parts in elements: those that are marked, and what nobody marked.

    `inside`: it begins within what is marked, of which a tag parted it.
    """
    if text.isascii():
        return text
    whole = (BEGIN if inside else "") + text
    whole += END if whole.rfind(BEGIN) > whole.rfind(END) else ""
    parts = KEPT.split(whole)
    return "".join(_span(part[1:-1]) if number % 2 else _unmarked(part) for number, part in enumerate(parts))


def _unmarked(text: str) -> str:
    """Return a text of another language in which what is Chinese stands in elements."""
    parts = RUN.split(text)
    return "".join(
        _span(part) if number % 2 and HAN.search(part) else _narrow(part) for number, part in enumerate(parts)
    )


def _element(element: str, language: Language) -> str:
    """Return a tag, or an element that can hold no other, without the signs that stand around Chinese."""
    if element.isascii():
        return element
    if element.startswith("<script"):  # data and words of a script
        return element.replace(BEGIN, "").replace(END, "")
    if element.startswith("<svg"):  # drawn before anyone asked for a language
        element = WORDS.sub(lambda found: f">{language.word(found[1])}<", element)
    if element.startswith(("<svg", "<option")) and HAN.search(element):
        element = re.sub(r"^<(\w+)", r'<\1 lang="zh-CN"', element, count=1)
    return "".join(
        part[1:-1] if number % 2 else _narrow(part) for number, part in enumerate(KEPT.split(element))
    )  # fmt: skip


def _span(text: str) -> str:
    """Return a text as Chinese; one without is none."""
    return f'<span lang="zh-CN">{text}</span>' if HAN.search(text) else text


def _narrow(text: str) -> str:
    """Return a text with the marks of Chinese writing as others write them."""
    return SPACES.sub(" ", WIDE.sub(lambda found: MARKS[found[0]], text)) if WIDE.search(text) else text
