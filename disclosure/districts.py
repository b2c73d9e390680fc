"""Finds the districts' folders and loads each with a plugin manager of its own.

What a part of a district raises, or touches that is not the district's, costs that part alone (folders.py); a folder
that cannot be loaded is left out like a district without a plugin.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from . import hookspecs, standard
from .exceptions import OverstepError, PluginError
from .faults import Fault, unloaded
from .findings import OWN, SEVERITIES, Place, finding
from .folders import Folder
from .pages import Page, Section
from .plugins import facts_of, module_of
from .rules import RowCheck, Rule
from .statements import Row, Statement
from .tables import Table, Term

NAME = re.compile(r"[a-z][a-z0-9]*")
PATH = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
NATION = Folder(Path(standard.__file__).parent)
ANSWERS: dict[str, type] = {"register_tables": Table, "register_rules": Rule, "register_pages": Page,
                            "organisation_sections": Section}  # fmt: skip
PLACED = {"code", "place", "row", "column", "value", "at"}  # what the facts of a check cannot be called


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
            for answer in answers:
                with self.folder.containing(hook):
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
            *(partial(self._checked, table, check) for check in own),
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
                _sayable(code, column, facts, table)
            return found
        return []

    def codelists(self) -> dict[str, list[Term]]:
        """Return the vocabularies of the district's own tables beside the standard ones."""
        return self.folder.codelists


def _flat(answers: Iterable[Iterable[Any]]) -> list[Any]:
    """Return the parts of what several plugins answered, first registered first."""
    return [part for parts in reversed(list(answers)) for part in parts]


def _sayable(code: str, column: str, facts: dict[str, Any], table: Table) -> None:
    """Raise PluginError if what a check found cannot be said of a row of the table."""
    if column not in table.by_name:
        raise PluginError(f"a check names the column {column!r}, which {table.name} does not have")
    if taken := sorted(PLACED & set(facts)):
        raise PluginError(f"a check gives the fact {taken[0]!r}, which the row gives; call it otherwise")
    if facts.get("severity", "info") not in SEVERITIES:
        raise PluginError(f"a check gives the severity {facts['severity']!r}; use one of {', '.join(SEVERITIES)}")
    try:
        finding(code, Place(column=column), "", **{"title": "", "example": "", "terms": ""} | facts)
    except KeyError as error:
        raise PluginError(f"a check says {code!r}, of which findings.toml lacks {error}") from error


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


class Alone:
    """One hook of a district's module as a plugin of its own, so that it can fail alone."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        setattr(self, name, function)


def places(districts: Iterable[District]) -> list[Folder]:
    """Return the folder of the nation, then those of the districts."""
    return [NATION, *(district.folder for district in districts)]


def views_of(districts: Iterable[District]) -> dict[str, Statement]:
    """Return name → view, of every place."""
    return {view.path.stem: view for place in places(districts) for view in place.statements("views")}


def load_districts(plugins: Path) -> list[District]:
    """Return the districts that have a folder under `plugins`, by name, but for those that cannot be loaded."""
    return load_all(plugins)[0]


def load_all(plugins: Path) -> tuple[list[District], dict[str, Fault]]:
    """Return the districts that have a folder under `plugins`, by name, and why each of the others is left out."""
    loaded, left_out = [], {}
    for folder in district_folders(plugins):
        try:
            loaded.append(load_district(folder))
        except PluginError as error:
            left_out[folder.name] = unloaded(folder, error)
    return loaded, left_out


def district_folders(plugins: Path) -> list[Path]:
    """Return the folders under `plugins` that say they are a district's, by name."""
    return sorted(path.parent for path in plugins.glob("*/district.json"))


def load_district(folder: Path) -> District:
    """Return one district. Raises PluginError naming the folder, the file and what to mend if it cannot be loaded."""
    folder = folder.absolute()
    facts = facts_of(folder / "district.json")
    if not NAME.fullmatch(folder.name):
        raise PluginError(f"{folder}: a district's folder is its name in pinyin, lower case letters only")
    manager = pluggy.PluginManager("disclosure")
    manager.add_hookspecs(hookspecs)
    own = Folder(folder, folder.name, NATION)
    manager.register(standard, "standard")
    manager.register(Found(NATION), "nation")
    manager.register(Found(own), "folder")
    module = module_of(folder)
    hooks = list(_register(manager, own, module)) if module else []
    OWN[folder.name] = own.wording()
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
