"""Districts that come as installed packages: entry points of the group `disclosure`, one for each district.

An entry point `yinzhou = "yinzhou"` says that the package `yinzhou` is the folder of the district of that name, of the
same shape as one under plugins/. A folder there of the same name is read in its place.
"""

import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from .exceptions import PluginError

GROUP = "disclosure"
NAME = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True)
class Package:
    """An installed package that says it is a district's: its entry point, and the folder where the package lies."""

    name: str
    value: str
    distribution: str
    metadata: Path

    def folder(self) -> Path:
        """Return the district's folder. Raises PluginError if the entry point leads to none."""
        where = f'{self.distribution}: the entry point {self.name} = "{self.value}"'
        if not NAME.fullmatch(self.name) or self.value.rpartition(".")[2] != self.name:
            raise PluginError(f"{where}: call the package as the district, lower case letters and digits only")
        try:
            found = find_spec(self.value)
        except (Exception, SystemExit) as error:  # it imports the packages above it
            raise PluginError(f"{where} cannot be imported: {type(error).__name__}: {error}") from error
        for folder in map(Path, (found and found.submodule_search_locations) or ()):
            if (folder / "district.json").is_file():
                return folder.absolute()
        raise PluginError(f"{where}: there is no package of that name that holds a district.json; put one into it")


def packages() -> list[Package]:
    """Return the installed packages that say they are districts, by name and distribution."""
    return _packages(tuple(sys.path))


@cache
def _packages(_path: tuple[str, ...]) -> list[Package]:
    """Return what `packages` does; looked up once for a search path."""
    found = []
    for point in entry_points(group=GROUP):
        called = f"{point.dist.name} {point.dist.version}" if point.dist else "?"
        place = str(point.dist.locate_file("")) if point.dist else ""
        found.append(Package(point.name, point.value, called, Path(place) / f"{called.replace(' ', '-')}.dist-info"))
    return sorted(found, key=lambda package: (package.name, package.distribution))


def package_folders() -> list[Path]:
    """Return the folder of each package that has one, one for each district, the first if several offer it."""
    folders: dict[str, Path] = {}
    for package in packages():
        try:
            folders.setdefault(package.name, package.folder())
        except PluginError:
            continue  # told by whoever loads it
    return list(folders.values())
