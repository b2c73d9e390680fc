"""The static site: a Pelican plugin that writes pages from the database of a build."""

import logging
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pelican.log
from pelican import Pelican, signals
from pelican.settings import read_settings

from ..exceptions import BuildError
from .generator import RegisterGenerator, prepare_environment


def register() -> None:
    """Connect to Pelican: our generator beside its own, and our words and filters in every template."""
    signals.get_generators.connect(_generators, weak=False)
    signals.generator_init.connect(prepare_environment, weak=False)


def _generators(_pelican: Pelican) -> type[RegisterGenerator]:
    return RegisterGenerator


def generate(configuration: Path, output: Path, settings: dict[str, Any], jobs: int = 1) -> None:
    """Write the site into `output`, by as many processes. Raises BuildError for whatever Pelican logs as an error."""
    write = partial(_write_share, configuration, output, settings)
    if jobs == 1:
        write((0, 1))
        return
    try:
        with ProcessPoolExecutor(jobs) as pool:
            list(pool.map(write, [(share, jobs) for share in range(jobs)]))
    except BrokenProcessPool as error:
        raise BuildError("a process that wrote the site was killed; try again with --jobs 1") from error


def _write_share(configuration: Path, output: Path, settings: dict[str, Any], share: tuple[int, int]) -> None:
    """Write one process's share of the pages; the first one writes what is not made from the database, too."""
    plugins = Path(settings["DISCLOSURE_PLUGINS"])
    overrides = {
        **settings,
        **({} if share[0] == 0 else {"PAGE_PATHS": [], "THEME_STATIC_PATHS": []}),
        "DISCLOSURE_SHARE": share,
        "OUTPUT_PATH": str(output),
        "THEME_TEMPLATES_OVERRIDES": [str(folder) for folder in sorted(plugins.glob("*/templates"))],
    }
    pelican.log.init(level=logging.ERROR, fatal="errors")
    pelican.log.console.quiet = True
    try:
        site = Pelican(read_settings(str(configuration), override=overrides))
        if not any(getattr(plugin, "__name__", plugin) == __name__ for plugin in site.plugins):
            raise BuildError(f"{configuration}: PLUGINS lacks {__name__!r}; add it")
        site.run()
    except RuntimeError as error:
        raise BuildError(f"the site could not be written: {error}") from error
