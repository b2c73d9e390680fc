"""Lets an environment of templates speak a language: its words, its filters, its addresses."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Any

from markupsafe import Markup

from .addresses import ADDRESSES, Addresses, in_language
from .dressing import dressed, shortened
from .formats import filters
from .rendering import Rendering
from .words import Language

Marks = dict[str, tuple[str, str]]  # a term → its tone and its sign


def teach(env: Rendering, language: Language, spoken: tuple[Language, ...], marks: Marks) -> None:
    """Give an environment the words, filters and addresses of a language; `spoken` are those the site is written in."""
    env.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    addresses = ADDRESSES if language.is_first else Addresses(language.root, language.name).functions()
    gettext = _gettext(language)
    env.speak(language, {**addresses, "in_language": in_language, "gettext": gettext, "_": gettext})
    env.globals["spoken"] = spoken
    env.filters.update(filters(language, marks))


def _gettext(language: Language) -> Callable[..., Markup]:
    """Return what `_()` is in the templates of a language; a sentence without values is put into words once."""
    whole: dict[str, Markup] = {}

    def filled(message: str, values: Mapping[str, Any]) -> Markup:
        return Markup(language.filled(Markup(language.gettext(message)), values))

    def gettext(message: str, /, **values: Any) -> Markup:
        """Return a sentence of the interface with its values."""
        if values:
            return filled(message, values)
        if message not in whole:
            whole[message] = filled(message, {})
        return whole[message]

    return gettext


class Dressed:
    """A template whose pages are dressed for the language they are written in."""

    def __init__(self, template: Any, language: Language) -> None:
        self.template, self.language = template, language

    def render(self, *given: Any, **named: Any) -> str:
        """Return the page."""
        return shortened(dressed(self.template.render(*given, **named), self.language))
