"""Finds the districts' folders and loads each with a plugin manager of its own."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from . import hookspecs, standard
from .exceptions import DisclosureError, PluginError
from .findings import add_wording
from .folders import Folder
from .rules import RowCheck, Rule
from .statements import Row, Statement
from .tables import Table, Term

REQUIRED = ("title", "title_en", "region_codes", "authority")
NAME = re.compile(r"[a-z][a-z0-9]*")
NATION = Folder(Path(standard.__file__).parent)


@dataclass(frozen=True)
class District:
    """A publishing authority: what district.json says of it, its tables, checks and rules, and its hooks."""

    name: str
    title: str
    title_en: str
    authority: str
    region_codes: tuple[str, ...]
    folder: Folder
    module: ModuleType | None
    manager: pluggy.PluginManager

    @property
    def path(self) -> Path:
        """Return where the district's folder lies."""
        return self.folder.path

    @property
    def hooks(self) -> Any:
        """Return the hooks of this district; call them through `calling`, with keywords."""
        return self.manager.hook

    def tables(self) -> dict[str, Table]:
        """Return table name → table, the standard ones first."""
        with calling(self, "register_tables"):
            registered = [table for tables in reversed(self.hooks.register_tables(district=self)) for table in tables]
        return {table.name: table for table in registered}

    def checks(self, table: Table) -> list[RowCheck]:
        """Return every check of one row of the table."""
        with calling(self, "register_checks"):
            registered = [check for checks in reversed(self.hooks.register_checks(table=table)) for check in checks]
        return [partial(self._checked, check) for check in registered]

    def _checked(self, check: RowCheck, row: Row) -> list[tuple[str, str, dict[str, Any]]]:
        """Return what a check finds in a row; if it fails, that is the district's error."""
        with calling(self, "register_checks"):
            return list(check(row))

    def rules(self) -> list[Rule]:
        """Return the rules the district is judged by, the standard ones first."""
        with calling(self, "register_rules"):
            return [rule for rules in reversed(self.hooks.register_rules(district=self)) for rule in rules]

    def codelists(self) -> dict[str, list[Term]]:
        """Return the vocabularies of the district's own tables beside the standard ones."""
        return self.folder.codelists


class Found:
    """What a place need not write in Python: the tables and rules that lie in its folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @hookspecs.hookimpl
    def register_tables(self) -> list[Table]:
        """Return a table per file of schemas/."""
        return self.folder.tables

    @hookspecs.hookimpl
    def register_rules(self) -> list[Rule]:
        """Return a rule per file of rules/."""
        return self.folder.rules


def places(districts: Iterable[District]) -> list[Folder]:
    """Return the folder of the nation, then those of the districts."""
    return [NATION, *(district.folder for district in districts)]


def views_of(districts: Iterable[District]) -> dict[str, Statement]:
    """Return name → view, of every place."""
    return {view.path.stem: view for place in places(districts) for view in place.statements("views")}


@contextmanager
def calling(district: District, hook: str) -> Iterator[None]:
    """Turn whatever a hook raises into a PluginError that names district, hook and file."""
    try:
        yield
    except DisclosureError:
        raise
    except Exception as error:
        file, line = _place(error, district.path)
        raise PluginError(
            f"district {district.name}: hook {hook} failed: {error!r}; see {file}, line {line}"
        ) from error


def _place(error: BaseException, folder: Path) -> tuple[str, int]:
    """Return the last file and line of the district's own folder that the error passed through."""
    place, trace = (str(folder / "__init__.py"), 0), error.__traceback__
    while trace:
        if folder in (file := Path(trace.tb_frame.f_code.co_filename)).parents:
            place = (str(file), trace.tb_lineno)
        trace = trace.tb_next
    return place


def load_districts(plugins: Path) -> list[District]:
    """Return the districts that have a folder under `plugins`, by name. Raises PluginError for a broken one."""
    return [load_district(folder) for folder in district_folders(plugins)]


def district_folders(plugins: Path) -> list[Path]:
    """Return the folders under `plugins` that say they are a district's, by name."""
    return sorted(path.parent for path in plugins.glob("*/district.json"))


def load_district(folder: Path) -> District:
    """Return one district. Raises PluginError naming the folder, the file and what to mend."""
    facts = _facts(folder / "district.json")
    if not NAME.fullmatch(folder.name):
        raise PluginError(f"{folder}: a district's folder is its name in pinyin, lower case letters only")
    manager = pluggy.PluginManager("disclosure")
    manager.add_hookspecs(hookspecs)
    own = Folder(folder, folder.name, NATION)
    manager.register(standard, "standard")
    manager.register(Found(NATION), "nation")
    manager.register(Found(own), "folder")
    module = _module(folder)
    if module:
        try:
            manager.register(module, folder.name)
            manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise PluginError(f"district {folder.name}: {folder / '__init__.py'}: {error}") from error
    add_wording(folder / "findings.toml")
    return District(
        name=folder.name,
        title=facts["title"],
        title_en=facts["title_en"],
        authority=facts["authority"],
        region_codes=tuple(facts["region_codes"]),
        folder=own,
        module=module,
        manager=manager,
    )


def _facts(path: Path) -> dict[str, Any]:
    """Return what district.json says."""
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PluginError(f"{path}: not readable as JSON ({error}); mend it there") from error
    if missing := [key for key in REQUIRED if not facts.get(key)]:
        raise PluginError(f"{path}: lacks {', '.join(missing)}; add it (docs/districts.md)")
    return facts


def _module(folder: Path) -> ModuleType | None:
    """Return the folder's __init__.py as a module of its own name, or None if it has none."""
    file = folder / "__init__.py"
    if not file.exists():
        return None
    name = f"disclosure_district_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=[str(folder)])
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PluginError(f"district {folder.name}: {file} cannot be imported: {error!r}") from error
    return module
