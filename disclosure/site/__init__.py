"""The static site: a Pelican plugin that writes pages from the database of a build."""

import logging
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pelican.log
import pelican.utils
from jinja2 import Environment
from pelican import Pelican, signals
from pelican.settings import get_settings_from_file, read_settings

from .. import workers
from ..districts import District
from ..exceptions import BuildError, UsageError
from .addresses import site_address
from .environments import prepare_environment
from .generator import RegisterGenerator
from .shelf import Shelf as Shelf


def register() -> None:
    """Connect to Pelican: our generator beside its own, and our words and filters in every template."""
    signals.get_generators.connect(_generators, weak=False)
    signals.generator_init.connect(prepare_environment, weak=False)
    signals.page_generator_finalized.connect(_keep_translations, weak=False)


def _keep_translations(generator: Any) -> None:
    """Let Pelican write the pages of content/ in Chinese; those in other languages our generator writes."""
    generator.translations = []


def _generators(_pelican: Pelican) -> type[RegisterGenerator]:
    return RegisterGenerator


def rehearse(configuration: Path, output: Path, settings: dict[str, Any], districts: list[District]) -> dict[str, Any]:
    """Return the settings with what districts add, all of it made without writing it; what fails is their fault."""
    added = _generator(
        configuration, {**settings, "DISCLOSURE_DISTRICTS": districts, "OUTPUT_PATH": str(output)}
    ).rehearse()
    return settings | added


def paths(configuration: Path, settings: dict[str, Any], districts: list[District]) -> set[str]:
    """Return the path of every page that would be written."""
    return _generator(configuration, {**settings, "DISCLOSURE_DISTRICTS": districts}).paths()


def configured_address(configuration: Path) -> str:
    """Return the site's own address as its settings file has it, "" where it has none. Raises UsageError."""
    try:
        return site_address(str(get_settings_from_file(str(configuration)).get("SITEURL") or ""))
    except UsageError as error:
        raise UsageError(f"{configuration} SITEURL：{error}") from error


def environment(configuration: Path, plugins: Path) -> Environment:
    """Return the environment in which templates are rendered."""
    env: Environment = _generator(configuration, {"DISCLOSURE_PLUGINS": str(plugins)}).env
    return env


def _generator(configuration: Path, settings: dict[str, Any]) -> RegisterGenerator:
    """Return the generator of the site, by itself."""
    _hush()
    configured = read_settings(str(configuration), override=settings)
    folders = (configured["PATH"], configured["THEME"], configured["OUTPUT_PATH"])
    generator = RegisterGenerator(configured.copy(), configured, *folders)
    prepare_environment(generator)
    return generator


def generate(
    configuration: Path, output: Path, settings: dict[str, Any], jobs: int = 1, shelf: Shelf | None = None
) -> None:
    """Write the site into `output`, by as many processes. Raises BuildError for whatever Pelican logs as an error.

    With a `shelf` the pages that would still say the same are taken over from the release before.
    """
    shelf = shelf and shelf.open(Path(settings["DISCLOSURE_DATABASE"]))
    write = partial(_write_share, configuration, output, settings | {"DISCLOSURE_SHELF": shelf})
    workers.shared_out(jobs, write, [(share, jobs) for share in range(jobs)], ("网站", "the site"))


def _hush() -> None:
    """Let Pelican say nothing but errors, each of which stops it."""
    pelican.log.init(level=logging.ERROR, fatal="errors")
    pelican.log.console.quiet = True


def _write_share(configuration: Path, output: Path, settings: dict[str, Any], share: tuple[int, int]) -> None:
    """Write one process's share of the pages; the first one writes what is not made from the database, too."""
    overrides = {
        **settings,
        **({} if share[0] == 0 else {"PAGE_PATHS": [], "THEME_STATIC_PATHS": []}),
        "DISCLOSURE_SHARE": share,
        "OUTPUT_PATH": str(output),
    }
    _hush()
    pelican.utils.copy_file = shutil.copyfile  # its own only warns of a file that could not be copied whole
    try:
        site = Pelican(read_settings(str(configuration), override=overrides))
        if not any(getattr(plugin, "__name__", plugin) == __name__ for plugin in site.plugins):
            raise BuildError(f"{configuration}: PLUGINS lacks {__name__!r}; add it")
        site.run()
    except RuntimeError as error:
        raise BuildError(f"网站没有写成 (the site could not be written): {error}") from error
    finally:
        pelican.log.FatalLogger.fatal_lvl = logging.CRITICAL + 1  # a server that logs an error goes on
