"""The environment in which pages of a language are rendered: Jinja's, quick in what a page asks it a thousand times."""

from collections.abc import Callable
from functools import lru_cache
from types import CodeType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from .folding import Pure, folded
from .words import CHINESE, Filed, Language

DIRECT = (Macro, MethodType)  # what takes nothing but what it is given: no method of ours asks for a context
REMEMBERED = 20_000  # texts: words, names and figures stand in page after page
METHODS = frozenset(dir(dict))


class Given(Context):
    """What a page is given. Macros and what is known to take nothing else are called without asking what they take."""

    environment: "Rendering"

    def call(self, called: Any, /, *values: Any, **named: Any) -> Any:
        """Return what a function answers."""
        if type(called) in DIRECT or called in self.environment.known:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return called(*values, **named)
        return super().call(called, *values, **named)


class Written(Template):
    """A template that writes values as its environment does."""

    @classmethod
    def from_code(cls, environment: Environment, code: CodeType, *given: Any, **named: Any) -> Template:
        """Return the template of what was compiled; what it calls to escape a value is the environment's."""
        template = super().from_code(environment, code, *given, **named)
        template.root_render_func.__globals__["escape"] = environment.written  # type: ignore[attr-defined]
        return template


class Rendering(Environment):
    """Jinja's environment, for the pages of one language."""

    context_class = Given
    template_class = Written

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.speak(CHINESE, {})

    def speak(self, language: Language, pure: Pure) -> None:
        """Write values as a language has them, and work out once what functions answer to the same."""
        self.language, self.pure, self.known = language, dict(pure), frozenset(pure.values())
        self.words = language.name, hash(frozenset(language.terms.items()))
        self.globals.update(pure, language=language)
        self.written = writing(language)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return a template as it is to be compiled."""
        return folded(super()._parse(source, name, filename), self.pure, self.language)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a thing has under a name; most are rows, which have nothing but what stands in them."""
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


def writing(language: Language) -> Callable[[Any], str]:
    """Return what writes a value into a page of a language: as its readers have it, and without HTML of its own."""
    shown = language.shown
    known = lru_cache(maxsize=REMEMBERED)(lambda text: str(escape(shown(text))))
    filed = lru_cache(maxsize=REMEMBERED)(lambda text: str(escape(shown(text))))  # apart: it equals what is known

    def written(value: Any) -> str:
        """Return a value as it stands in a page."""
        kind = type(value)
        if kind is str:
            return known(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return filed(value) if kind is Filed else escape(shown(value))

    return written
