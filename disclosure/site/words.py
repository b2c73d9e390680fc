"""The words of a language: Chinese msgids; another's come from locales/<name>.po and what data files say twice."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.pofile import read_po
from markupsafe import Markup

TRIED = 50_000  # texts of which it is remembered whether a pattern has words for them
LONGEST = 240  # characters of what a view puts together
LOCALES = Path(__file__).parent / "locales"
UNITS: dict[str, str] = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
BEGIN, END = "\ue000", "\ue001"  # around what stays Chinese in a page of another language; no cell may hold them
EITHER = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")  # {of one|of many}
KEPT = str.maketrans("", "", BEGIN + END)
GAP = re.compile(r"\{\d\}")  # in a text: what a view puts in
Phrase = tuple[
    re.Pattern[str], str
]  # the pattern of a whole text, and its words with {1} for what stands in the first gap


class Filed(str):
    """A name or a text of a cell that was filed: it stays what it is in every language, whatever else is called so."""


class Phrases:
    """What statements put together: texts with gaps {1}, {2}, … in this order, and their words."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.known: dict[tuple[str, str], list[Phrase]] = {}  # (first sign, last sign), "" for a gap → the patterns
        for text, words in sorted(said.items(), key=lambda one: -len(GAP.sub("", one[0]))):
            parts = GAP.split(text)
            pattern = re.compile("(.+?)".join(map(re.escape, parts)))
            self.known.setdefault((parts[0][:1], parts[-1][-1:]), []).append((pattern, words))

    def near(self, text: str) -> Iterator[Phrase]:
        """Yield the patterns that begin and end as a text does, those that say most first."""
        first, last = text[:1], text[-1:]
        for ends in ((first, last), (first, ""), ("", last), ("", "")):
            yield from self.known.get(ends, ())


@dataclass(frozen=True)
class Language:
    """A language of the site: what it is called, below which address its pages lie, and its words.

    `messages` are the sentences of the interface, `terms` what data files say in both languages; Chinese → this one.
    `phrases` are the patterns of what districts' views put together, with their words.
    """

    name: str
    tag: str
    locale: str
    root: str
    title: str
    messages: Mapping[str, str] = field(default_factory=dict, repr=False)
    terms: Mapping[str, str] = field(default_factory=dict, repr=False)
    phrases: Phrases = field(default_factory=lambda: Phrases({}), repr=False)
    tried: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)  # text → its words, if any

    @property
    def is_first(self) -> bool:
        """Return whether it is the language of the msgids, in which nothing is to be translated."""
        return not self.root

    def knowing(self, terms: Mapping[str, str]) -> "Language":
        """Return the language with the terms of data files; those with {1} are patterns of what views put together."""
        if self.is_first:
            return self
        gaps = {said: words for said, words in terms.items() if "{1}" in said and "{1}" in words}
        whole = {said: words for said, words in terms.items() if said not in gaps}
        return replace(self, terms=whole, phrases=Phrases(gaps), tried={})

    def gettext(self, message: str) -> "Sentence":
        """Return a sentence of the interface, into which named values are put with %."""
        return Sentence(self.messages.get(message) or self.shown(message), self)

    def term(self, text: str) -> str | None:
        """Return what a text of a data file or of a view is called; None for what is said in Chinese alone."""
        if text.isascii() or isinstance(text, Filed) or BEGIN in text:
            return None
        return self.terms.get(text) or self.messages.get(text) or self._put_together(text)

    def _put_together(self, text: str) -> str | None:
        """Return what a view put together, by its pattern; None for any other text."""
        if self.is_first or len(text) > LONGEST:
            return None
        if text not in self.tried:
            if len(self.tried) >= TRIED:
                self.tried.clear()
            self.tried[text] = self._by_pattern(text)
        return self.tried[text]

    def _by_pattern(self, text: str) -> str | None:
        if "、" in text and all(part in self.terms or part in self.messages for part in text.split("、")):
            return ", ".join(self.word(part) for part in text.split("、"))
        for pattern, words in (*patterns(), *self.phrases.near(text)):
            if found := pattern.fullmatch(text):
                return words.format(text, *(self.shown(part) for part in found.groups()))
        return None

    def word(self, text: str | None) -> str:
        """Return a term of a vocabulary, or a title of a data file, as readers of this language have it."""
        return "" if text is None else self.term(text) or text

    def shown(self, value: Any) -> Any:
        """Return a value as a page shows it: a text that stays Chinese is marked, so that the page can say so."""
        if self.is_first or not isinstance(value, str) or isinstance(value, Markup) or value.isascii():
            return value
        if BEGIN in value:  # a sentence that is put together already
            return value
        if (known := self.term(value)) is not None:
            return known
        return self.kept(value)

    def kept(self, text: str) -> str:
        """Return a text as it was filed, whatever it says, marked where it is Chinese on a page of another language."""
        return f"{BEGIN}{text.translate(KEPT)}{END}" if HAN.search(text) and not self.is_first else text

    def filled(self, message: str, values: Mapping[str, Any]) -> str:
        """Return a sentence with its values; {one|many} in it are two forms, the first for a value that is 1."""
        if self.is_first:
            return message % values
        chosen = message
        if "|" in message:
            one = any(str(value) == "1" for value in values.values())
            chosen = type(message)(EITHER.sub(lambda found: found[1 if one else 2], message))
        return chosen % {name: self.shown(value) for name, value in values.items()}

    def joined(self, values: Iterable[Any], between: str = "", attribute: str | int | None = None) -> Any:
        """Return texts one after the other, as the filter `join` does; a comma of Chinese becomes ours."""
        if attribute is not None:
            values = [one[attribute] if isinstance(one, dict) else getattr(one, str(attribute)) for one in values]
        mark = {"、": ", ", "，": ", ", "；": "; "}.get(between, between)
        return Markup(mark).join(self.shown(value) for value in values)

    def long_date(self, value: str | None) -> str:
        """Return an ISO date as prose writes it: 2026年3月1日, 1 March 2026."""
        return _long_date(value[:10], self.locale) if value else ""


@cache
def _long_date(day: str, locale: str) -> str:
    """Return an ISO date as prose writes it in a locale."""
    return format_date(date.fromisoformat(day), "long", locale)


class Sentence(str):
    """A sentence of the interface in one language, that takes its values as the language needs them."""

    language: Language

    def __new__(cls, text: str, language: Language) -> "Sentence":
        """Return the text as a sentence of the language."""
        sentence = super().__new__(cls, text)
        sentence.language = language
        return sentence

    def __getnewargs__(self) -> tuple[str, Language]:  # type: ignore[override]
        """Return what it is made of again in another process."""
        return str(self), self.language

    def join(self, texts: Iterable[str]) -> str:
        """Return texts as the language has them, the sentence between."""
        return str.join(self, (self.language.shown(text) for text in texts))

    def __mod__(self, values: Any) -> str:
        """Return the sentence with its values."""
        return self.language.filled(str(self), values) if isinstance(values, Mapping) else str(self) % values


CHINESE = Language("zh", "zh-CN", "zh_CN", "", "中文")


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of what views put together, with their English."""
    said = tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))["said"]
    unit = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
    return [(re.compile(pattern.replace("UNIT", unit)), words) for pattern, words in said]


@cache
def messages(name: str) -> dict[str, str]:
    """Return msgid → sentence of the site's own file of a language."""
    return sentences(LOCALES / f"{name}.po", name)


def sentences(path: Path, name: str) -> dict[str, str]:
    """Return msgid → sentence of a file of a language; obsolete entries and such without a translation are none.

    Raises PoFileError for a file that is none.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=name, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string and not entry.fuzzy}


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages of the site, that of the msgids first."""
    return CHINESE, Language("en", "en", "en_GB", "/en", "English", messages("en"), UNITS)
