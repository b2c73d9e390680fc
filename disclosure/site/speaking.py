"""Lets an environment of templates speak a language: its words, its filters, its addresses."""

from collections.abc import Callable
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
    worded: dict[str, Markup] = {}
    whole: dict[str, Markup] = {}

    def gettext(message: str, /, **values: Any) -> Markup:
        """Return a sentence of the interface with its values."""
        if not values and message in whole:
            return whole[message]
        if message not in worded:
            worded[message] = Markup(language.gettext(message))
        said = Markup(language.filled(worded[message], values))
        if not values:
            whole[message] = said
        return said

    return gettext


class Dressed:
    """A template whose pages are dressed for the language they are written in."""

    def __init__(self, template: Any, language: Language) -> None:
        self.template, self.language = template, language

    def render(self, *given: Any, **named: Any) -> str:
        """Return the page."""
        return shortened(dressed(self.template.render(*given, **named), self.language))
