"""Reads what a folder says of itself: district.json, its hooks' module; and what of it pluggy is to know."""

import importlib.util
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .exceptions import PluginError
from .hookspecs import hookimpl
from .rules import Rule
from .tables import Table

if TYPE_CHECKING:
    from .folders import Folder

REQUIRED = ("title", "title_en", "region_codes", "authority")


def facts_of(path: Path) -> dict[str, Any]:
    """Return what district.json says. Raises PluginError."""
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        raise PluginError(f"{path}: not readable as JSON ({error}); mend it there") from error
    if not isinstance(facts, dict):
        raise PluginError(f"{path}: not an object; write {{…}} (docs/districts.md)")
    if missing := [key for key in REQUIRED if not facts.get(key)]:
        raise PluginError(f"{path}: lacks {', '.join(missing)}; add it (docs/districts.md)")
    regions = facts["region_codes"]
    words = [facts[key] for key in REQUIRED if key != "region_codes"]
    if not isinstance(regions, list) or not all(isinstance(text, str) for text in [*words, *regions]):
        raise PluginError(f"{path}: region_codes is a list of texts, the others are texts (docs/districts.md)")
    if hidden := [key for key in REQUIRED if not "".join(facts[key]).isprintable()]:
        raise PluginError(f"{path}: {hidden[0]} holds characters that do not show, or line breaks; type it anew")
    return facts


def module_of(folder: Path) -> ModuleType | None:
    """Return the folder's __init__.py as a module of its own name, or None if it has none. Raises PluginError."""
    file = folder / "__init__.py"
    if not file.exists():
        return None
    name = f"disclosure_district_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=[str(folder)])
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with redirect_stdout(sys.stderr):  # what it prints is no part of a report
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise PluginError(f"{file} cannot be imported: {type(error).__name__}: {error}") from error
    return module


class Found:
    """What a place need not write in Python: the tables and rules that lie in its folder."""

    def __init__(self, folder: "Folder") -> None:
        self.folder = folder

    @hookimpl
    def register_tables(self) -> list[Table]:
        """Return a table per file of schemas/."""
        return self.folder.tables

    @hookimpl
    def register_rules(self) -> list[Rule]:
        """Return a rule per file of rules/."""
        return self.folder.rules


class Alone:
    """One hook of a district's module as a plugin of its own, so that it can fail alone."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        setattr(self, name, _printing_beside(function))


def _printing_beside(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a hook as it is, but that what it prints goes to stderr: it is no part of a report."""

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        with redirect_stdout(sys.stderr):
            return function(*given, **named)

    return called
