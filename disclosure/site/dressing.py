"""Says in a page of another language which of its text is Chinese, and writes the marks between as others do."""

import re
from urllib.parse import unquote

from .words import BEGIN, END, HAN, Language

# A tag, or an element of which no part can be an element of HTML.
TOKEN = re.compile(r"(<!--.*?-->|<(script|style|title|svg|option|textarea)\b.*?</\2>|<[^>]*>)", re.DOTALL)
KEPT = re.compile(f"({BEGIN}[^{END}]*{END})")
SIGN = HAN.pattern[1:-1]  # what a run of Chinese begins and ends with, and what may not stand in it
RUN = re.compile(f"([{SIGN}（《“〔【](?:[^A-Za-z]*[{SIGN}）》”〕】。%])?)")
ALONE = re.compile(r'<([a-z]\w*)((?: (?!lang=)[\w-]+(?:="[^"]*")?)*)><span lang="zh-CN">([^<]*)</span></\1>')
WORDS = re.compile(">([^<>]+)<")
TWICE = re.compile(r'(lang="zh-CN"[^<>]*>)<span lang="zh-CN">([^<]*)</span>')
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
    pieces = TOKEN.split(page)
    shown, inside = [], False
    for place, piece in enumerate(pieces):
        if place % 3 == 0:
            shown.append(_text(piece, inside))
            inside = piece.rfind(BEGIN) > piece.rfind(END) if BEGIN in piece or END in piece else inside
        elif place % 3 == 1 and piece:
            shown.append(_element(piece, language))
    return TWICE.sub(r"\1\2", ALONE.sub(r'<\1\2 lang="zh-CN">\3</\1>', "".join(shown)))


def shortened(page: str) -> str:
    """Return a page whose links write Chinese letters as they are, a third of the bytes of their code."""
    return LINK.sub(lambda link: CODED.sub(lambda letters: unquote(letters[0]), link[0]), page)


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
