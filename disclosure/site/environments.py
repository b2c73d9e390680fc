"""Prepares the templates' environment of each language: filters, words, addresses, districts' own templates."""

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from ..districts import NATION, district_folders
from ..folders import Folder
from . import heads
from .addresses import in_language, permalink
from .compiled import COMPILED
from .rendering import Rendering
from .speaking import teach
from .words import CHINESE, Language, languages


def prepare_environment(generator: Any) -> None:
    """Give the templates of a generator our filters and the words of the site's language."""
    plugins = Path(generator.settings["DISCLOSURE_PLUGINS"])
    folders = [Folder(path, path.name, NATION) for path in district_folders(plugins)]
    marks = {term: mark for place in [*folders, NATION] for term, mark in place.marks().items()}
    own = {folder.path.name: FileSystemLoader(folder.path / "templates" / folder.path.name) for folder in folders}
    loader = ChoiceLoader([generator.env.loader, PrefixLoader(own)])  # a district's shadows no other
    generator.env = _environment(generator, loader)
    own = generator.settings["SITEURL"]
    generator.env.globals.update(permalink=partial(permalink, own), whole_in=lambda *page: own + in_language(*page))
    # Pages link to each other from the root, wherever the site is read; only what leaves it names the host.
    generator.context.update(SITEURL="", localsiteurl="")
    generator.marks, generator.spoken = marks, spoken(generator.settings)
    teach(generator.env, CHINESE, generator.spoken, marks)
    heads.install(generator.env)


def spoken(settings: Any) -> tuple[Language, ...]:
    """Return the languages in which the site is written."""
    return tuple(one for one in languages() if one.name in settings.get("DISCLOSURE_LANGUAGES", ("zh",)))


def environment_of(language: Language, generator: Any) -> Rendering:
    """Return the environment in which the pages of a language are rendered."""
    chinese: Rendering = generator.env
    if language.is_first:
        return chinese
    env = _environment(generator, chinese.loader)
    teach(env, language, generator.spoken, generator.marks)
    heads.install(env)
    return env


def _environment(generator: Any, loader: BaseLoader | None) -> Rendering:
    """Return an environment that knows what the generator's own does."""
    env = Rendering(loader=loader, bytecode_cache=COMPILED, **generator.settings["JINJA_ENVIRONMENT"])
    env.globals.update(generator.env.globals)
    env.filters.update(generator.env.filters)
    env.tests.update(generator.env.tests)
    return env
