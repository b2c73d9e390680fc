"""Finds the districts' folders and loads each with a plugin manager of its own.

What a part of a district raises, or touches that is not the district's, costs that part alone (folders.py); a folder
that cannot be loaded is left out like a district without a plugin.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from . import hookspecs, standard
from .exceptions import OverstepError, PluginError
from .faults import Fault, one_of, unloaded, unplaced, unread
from .findings import OWN
from .folders import Folder
from .packages import NAME, package_folders, packages
from .pages import Download, Page, Section
from .plugins import Alone, Found, facts_of, module_of
from .privacy import guarding, personal_data
from .privacy.ordinary import ordinary
from .privacy.own import load_own
from .rules import RowCheck, Rule, reading_as, sayable
from .statements import Row, Statement
from .tables import Table, Term

PATH = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
NATION = Folder(Path(standard.__file__).parent)
RESERVED: list[str] = tomllib.loads(Path(__file__).with_name("reserved.toml").read_text(encoding="utf-8"))["steps"]
ANSWERS: dict[str, type] = {"register_tables": Table, "register_rules": Rule, "register_pages": Page,
                            "organisation_sections": Section, "grant_sections": Section, "district_sections": Section,
                            "home_sections": Section, "export_files": Download}  # fmt: skip


@dataclass(frozen=True)
class District:
    """A publishing authority: what district.json says of it, its tables, checks and rules, and its hooks.

    `views` are those that its hook makes, name → SQL, once it was tried on an empty register (judgement/fitting.py).
    """

    name: str
    title: str
    title_en: str
    authority: str
    region_codes: tuple[str, ...]
    folder: Folder
    module: ModuleType | None
    manager: pluggy.PluginManager
    own: tuple[str, ...]
    views: dict[str, str] = field(default_factory=dict, compare=False)
    fitted: list[bool] = field(default_factory=list, compare=False)  # not empty: it was tried

    @property
    def path(self) -> Path:
        """Return where the district's folder lies."""
        return self.folder.path

    @property
    def invented(self) -> bool:
        """Return whether the district is no place: each of its region codes begins with 99."""
        return all(code.startswith("99") for code in self.region_codes)

    def call(self, hook: str, **given: Any) -> list[Any]:
        """Return what the nation, then the district answers to a hook; what the district's raises is its fault."""
        return [*self.call_nation(hook, **given), *self.call_own(hook, **given)]

    def call_nation(self, hook: str, **given: Any) -> list[Any]:
        """Return what the nation answers to a hook."""
        nation = self.manager.subset_hook_caller(hook, [self.manager.get_plugin(name) for name in self.own])
        return _flat(nation(**given))

    def call_own(self, hook: str, **given: Any) -> list[Any]:
        """Return what the district answers to a hook, but for what fails."""
        found = []
        for name in self.own:
            answers: list[Any] = []
            with self.folder.containing(hook):
                answers = _flat(self._caller(name, hook)(**given))
            for number, answer in enumerate(answers, 1):
                with self.folder.containing(one_of(hook, number, answer)):
                    found.append(self._owned(hook, answer))
        return found

    def _caller(self, name: str, hook: str) -> Any:
        """Return what calls a hook of the plugin of that name alone."""
        others = [plugin for plugin in self.manager.get_plugins() if plugin is not self.manager.get_plugin(name)]
        return self.manager.subset_hook_caller(hook, others)

    def hook(self, name: str) -> Any:
        """Return what calls a hook of the district's module, None if the module has none of that name."""
        return self._caller(name, name) if name in self.own else None

    def _owned(self, hook: str, answer: Any) -> Any:
        """Return an answer of one of the district's own hooks. Raises PluginError if it is not what was asked for."""
        kind = ANSWERS.get(hook)
        if kind and not isinstance(answer, kind):
            raise PluginError(f"{hook} returned {type(answer).__name__}; return a list of {kind.__name__}")
        if isinstance(answer, Table):
            return self.folder.own_table(answer)
        if isinstance(answer, Rule):
            return self.folder.own_rule(answer)
        if isinstance(answer, Page):
            if not answer.template.startswith(f"{self.name}/"):
                raise OverstepError(f"the template {answer.template} of a page does not lie in templates/{self.name}/")
            if not PATH.fullmatch(answer.path):
                raise OverstepError(f"the path {answer.path} of a page: use lower case letters, digits, - and /")
        return answer

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.name: table for table in self.call("register_tables", district=self)}

    def tables(self) -> dict[str, Table]:
        """Return table name → table, the standard ones first."""
        return self._tables

    def own_tables(self) -> list[Table]:
        """Return the tables that only this district has."""
        standard = {table.name for table in NATION.tables}
        return [table for name, table in self._tables.items() if name not in standard]

    @cached_property
    def _rules(self) -> list[Rule]:
        return self.call("register_rules", district=self)

    def rules(self) -> list[Rule]:
        """Return the rules the district is judged by, the standard ones first."""
        return self._rules

    def own_rules(self) -> list[Rule]:
        """Return the rules that only this district has."""
        return [rule for rule in self._rules if all(rule is not one for one in NATION.rules)]

    def leave_out_table(self, table: Table) -> None:
        """Let go of a table that cannot be made."""
        self.folder.tables[:] = [one for one in self.folder.tables if one is not table]
        del self._tables[table.name]

    def leave_out(self, statement: Statement) -> None:
        """Let go of a rule, duty, question, view or query that does not run."""
        self.folder.leave_out(statement)
        self._rules[:] = [rule for rule in self._rules if rule.statement is not statement]

    def checks(self, table: Table) -> list[RowCheck]:
        """Return every check of one row of the table."""
        own = [check for check in self.call_own("register_checks", table=table) if self._is_check(check)]
        return [
            *self.call_nation("register_checks", table=table),
            *(reading_as(check, partial(self._checked, table, check)) for check in own),
        ]

    def _is_check(self, check: Any) -> bool:
        """Return whether a check can be called; what cannot is the district's fault."""
        with self.folder.containing("register_checks"):
            if not callable(check):
                raise PluginError(f"register_checks returned {type(check).__name__}; return a list of functions")
        return callable(check)

    def _checked(self, table: Table, check: RowCheck, row: Row) -> list[tuple[str, str, dict[str, Any]]]:
        """Return what a check of the district finds in a row; if it fails, it finds nothing and that is its fault."""
        found: list[tuple[str, str, dict[str, Any]]] = []
        with self.folder.containing("register_checks"):
            found = [(code, column, dict(facts)) for code, column, facts in check(dict(row))]
            for code, column, facts in found:
                sayable(code, column, facts, table)
            return found
        return []

    def codelists(self) -> dict[str, list[Term]]:
        """Return the vocabularies of the district's own tables beside the standard ones."""
        return self.folder.codelists


def _flat(answers: Iterable[Iterable[Any]]) -> list[Any]:
    """Return the parts of what several plugins answered, first registered first."""
    return [part for parts in reversed(list(answers)) for part in parts]


def taken_by(name: str) -> str | None:
    """Return what of the register's own a district of that name would be taken for, None if it can be called so."""
    known = [f"the address /{name}/ or a table"] if name in RESERVED else []
    return next(iter([*known, *NATION.begun_with(name)]), None)


def places(districts: Iterable[District]) -> list[Folder]:
    """Return the folder of the nation, then those of the districts."""
    return [NATION, *(district.folder for district in districts)]


def views_of(districts: Iterable[District]) -> dict[str, Statement]:
    """Return name → view, of every place."""
    return {view.path.stem: view for place in places(districts) for view in place.statements("views")}


def load_districts(plugins: Path) -> list[District]:
    """Return the districts that have a folder under `plugins` or a package, by name, but for those that fail."""
    return load_all(plugins)[0]


def load_all(plugins: Path) -> tuple[list[District], dict[str, Fault]]:
    """Return the districts that have a folder under `plugins` or a package, by name, and why others are left out."""
    loaded: dict[str, District] = {}
    left_out: dict[str, Fault] = {}
    folders = district_folders(plugins)
    for folder in folders:
        try:
            loaded[folder.name] = load_district(folder, {one.name for one in folders})
        except PluginError as error:
            left_out[folder.name] = unloaded(folder, error)
    for name, lost in packages_not_read(folders):
        if name in loaded:
            loaded[name].folder.faults.append(lost)
        else:
            left_out.setdefault(name, lost)
    return list(loaded.values()), left_out


def packages_not_read(folders: Iterable[Path]) -> Iterator[tuple[str, Fault]]:
    """Yield (district, fault) of each package that is none, or in whose place one of the folders is read."""
    read = {folder.name: folder for folder in folders}
    for package in packages():
        try:
            folder = package.folder()
        except PluginError as error:
            yield package.name, unplaced(package.name, package.metadata, error)
            continue
        if read[package.name] != folder:
            twice = PluginError(f"{package.distribution}: another folder called {package.name} is read; keep one")
            yield package.name, unread(package.name, package.metadata, twice)


def district_folders(plugins: Path) -> list[Path]:
    """Return the folders of districts, by name: those under `plugins`, and packages of other names."""
    found = {path.parent.name: path.parent for path in plugins.glob("*/district.json")}
    found = {path.name: path for path in package_folders()} | found
    return [found[name] for name in sorted(found)]


def load_district(folder: Path, beside: Iterable[str] = ()) -> District:
    """Return one district, `beside` others. Raises PluginError naming folder, file and remedy if it is none."""
    folder = folder.absolute()
    facts = facts_of(folder / "district.json")
    if not NAME.fullmatch(folder.name):
        raise PluginError(f"{folder}: a district's folder is its name in pinyin, lower case letters only")
    if taken := taken_by(folder.name):
        raise PluginError(f"{folder}: no district can be called {folder.name}, with which {taken} begins; rename it")
    manager = pluggy.PluginManager("disclosure")
    manager.add_hookspecs(hookspecs)
    if held := [key for key, said in facts.items() if personal_data(str(said))]:
        raise PluginError(f"{folder / 'district.json'}: {held[0]} holds personal data, which is shown nowhere")
    own = Folder(folder, folder.name, NATION, tuple(beside), partial(_searched, folder.name))
    manager.register(standard, "standard")
    manager.register(Found(NATION), "nation")
    manager.register(Found(own), "folder")
    module = module_of(folder)
    hooks = list(_register(manager, own, module)) if module else []
    words = OWN[folder.name] = own.wording()
    load_own(folder, words, own.containing, ordinary(NATION))
    return District(
        name=folder.name,
        title=facts["title"],
        title_en=facts["title_en"],
        authority=facts["authority"],
        region_codes=tuple(facts["region_codes"]),
        folder=own,
        module=module,
        manager=manager,
        own=("folder", *hooks),
    )


def _searched(district: str, text: str) -> list[str]:
    """Return what personal data a text of a district's plugin holds, of what its own submissions may not hold too."""
    with guarding(district):
        return personal_data(text)


def _register(manager: pluggy.PluginManager, folder: Folder, module: ModuleType) -> Iterable[str]:
    """Register each hook of a district's module by itself, and yield their names; one that is none is a fault."""
    known = [name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), "disclosure_spec")]
    for name, function in list(vars(module).items()):
        if not hasattr(function, "disclosure_impl"):
            continue
        with folder.containing(name):
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0)
                raise PluginError(f"there is no hook {name}; perhaps {near[0]} is meant")
            manager.register(Alone(name, function), name)
            yield name
