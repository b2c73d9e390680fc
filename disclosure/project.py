"""Where everything lies, and the districts that are there, loaded once."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .api.endpoints import endpoints_of
from .districts import District, load_all
from .faults import Fault
from .judgement.tried import FILE, fit_changed
from .revisions import last_commits
from .workers import interrupted_at_once


@dataclass(frozen=True)
class Project:
    """Where everything lies, and the day on which the register looks at it."""

    root: Path
    datasets: Path
    plugins: Path
    output: Path
    today: str
    samples: bool = False
    every_form: bool = True  # whether downloads are written in every form, or in those for programs alone
    every_language: bool = True  # whether the site is written in English, too
    site_url: str = ""  # the site's own address, without a slash at its end; "" where it is not known

    by_rows: bool = False  # whether every row is checked by itself, and none by column
    executor: str = ""  # the cluster on which submissions are taken in, dask:ADDRESS; "": this machine

    @cached_property
    def _loaded(self) -> tuple[list[District], dict[str, Fault]]:
        return loaded(self.plugins, self.cache / FILE)

    @property
    def districts(self) -> list[District]:
        """Return the districts that have a plugin, loaded once, each without what of it fails."""
        return self._loaded[0]

    @property
    def left_out(self) -> dict[str, Fault]:
        """Return name → why, of the districts whose plugin cannot be loaded."""
        return self._loaded[1]

    @cached_property
    def commits(self) -> dict[Path, str]:
        """Return folder → the last commit that touched a file in it, asked once."""
        return last_commits(self.root)

    @property
    def cache(self) -> Path:
        """Return the folder of what is kept to be quicker the next time; safe to delete."""
        return self.output / ".cache"

    @property
    def log(self) -> Path:
        """Return the folder where what went wrong inside the program is kept."""
        return self.output / "log"


def loaded(plugins: Path, kept: Path | None = None) -> tuple[list[District], dict[str, Fault]]:
    """Return the districts of a folder, each without what of it fails, and those that cannot be loaded at all.

    `kept` says of which of them nothing failed before.
    """
    with interrupted_at_once():
        districts, left_out = load_all(plugins)
        fit_changed(districts, kept)
        for district in districts:
            endpoints_of(district)
    return districts, left_out


def districts_in_folder(plugins: Path) -> list[District]:
    """Return the districts of a folder that can be loaded; for the processes that take submissions in."""
    return loaded(plugins)[0]
