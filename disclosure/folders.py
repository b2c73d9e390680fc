"""A place's folder, of one shape for the nation and for every district: what lies in it is found here alike.

schemas/*.json, codelists.csv, rules/, obligations/, checklist/, views/, queries/ (SQL files), pages/*.toml, templates/,
and `<kind>/examples/<code>.toml` beside what is judged. What of a district's is broken, or touches what is not its
own, is left out and becomes a fault of the district (faults.py); what of the nation's is broken stops everything.
"""

import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from .channels import Channel, load_channel
from .declared import Endpoint, load_endpoints
from .exceptions import OverstepError, PluginError, RuleError
from .failures import name_of, of_a_plugin
from .faults import Fault, fault
from .findings import standard, unfit
from .measures import ARTICLES, MEASURES, Measure, load_measures
from .rules import Rule, load_rule
from .schemes import Scheme, load_scheme
from .statements import NEEDED, Statement, read_statement
from .tables import RESERVED, Table, Term, load_codelists, load_table
from .waivers import OFF, Waiver, load_waivers

JUDGED = ("rules", "obligations", "checklist")
DECLARED = "endpoints.toml"
WRITING = "SQLITE_READONLY"  # what SQLite calls writing to a register that is open for reading
STATED = (*JUDGED, "views", "queries")
BEGINS = {"rules": "-", "obligations": "-", "checklist": "-", "views": "_"}  # what stands after the district's name
T = TypeVar("T")


@dataclass(frozen=True)
class Folder:
    """The folder of a place: the nation's, or that of a district, which lies under the nation."""

    path: Path
    district: str | None = None
    above: "Folder | None" = None
    neighbours: tuple[str, ...] = ()
    search: Callable[[str], list[str]] | None = None  # what personal data a text holds; nothing is searched without
    faults: list[Fault] = field(default_factory=list, compare=False, repr=False)
    _read: dict[str, list[Statement]] = field(default_factory=dict, compare=False, repr=False)

    @contextmanager
    def containing(self, part: str, file: Path | None = None) -> Iterator[None]:
        """Keep what a part of a district's plugin raises as its fault; what the nation's raises passes through."""
        try:
            yield
        except (Exception, SystemExit) as error:
            if self.district is None or not of_a_plugin(error):
                raise
            found = fault(self.district, self.path, part, _overstepping(error), file)
            traceback.clear_frames(error.__traceback__)  # else a cursor that was not read to its end holds the database
            if all(found.place != known.place for known in self.faults):
                self.faults.append(found)

    def _each(self, part: str, files: Iterable[Path], load: Callable[[Path], T]) -> list[T]:
        """Return what is loaded of the files, but for those that cannot be."""
        loaded = []
        for file in files:
            with self.containing(part, file):
                loaded.append(load(self.clean(file)))
        return loaded

    def clean(self, file: Path) -> Path:
        """Return a file that is there or not. Raises PluginError if a line of it holds personal data."""
        if self.search and file.exists():
            for number, line in enumerate(file.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
                if self.search(line):
                    raise PluginError(f"line {number} holds personal data, which is shown nowhere; delete it")
        return file

    @cached_property
    def codelists(self) -> dict[str, list[Term]]:
        """Return the vocabularies of the place's tables by name, those of the place above it first."""
        above = self.above.codelists if self.above else {}
        path, own = self.path / "codelists.csv", dict[str, list[Term]]()
        with self.containing("codelists.csv", path):
            own = load_codelists(self.clean(path))
        for name in sorted(set(own) & set(above)):
            with self.containing(f"codelists.csv: {name}", path):
                del own[name]
                raise OverstepError(f"{name} is a standard vocabulary; give yours a name of its own")
        return above | own

    @cached_property
    def tables(self) -> list[Table]:
        """Return a table per file of schemas/, those they refer to first; a district's are named after it."""
        files = sorted((self.path / "schemas").glob("*.json"))
        return in_reference_order(self._each("schemas", files, self._table))

    def _table(self, file: Path) -> Table:
        """Return the table of a schema. Raises SchemaError, or OverstepError for a name that is not the district's."""
        return self.own_table(load_table(file, self.codelists, self.district))

    def own_table(self, table: Table) -> Table:
        """Return a table. Raises OverstepError if it is called as one of the nation's or of another district's."""
        if self.district and self.above:
            name = table.name.removeprefix(f"{self.district}_")
            others = [one for one in self.beside() if name.startswith(f"{one}_")]
            if name == table.name:
                raise OverstepError(f"the table {table.name} is not called {self.district}_…")
            for known in self.above.tables:
                if known.name in (name, table.name) or known.title == table.title:
                    raise OverstepError(f"{known.name} ({known.title}) is a standard table; give yours another name")
            if taken := sorted(RESERVED & set(table.by_name)):
                raise OverstepError(f"{table.name}: the register adds a column {taken[0]} itself; call yours otherwise")
            if others or not name.isidentifier() or not name.isascii() or name != name.lower():
                whose = f"; {others[0]}_ begins the tables of another district" if others else ""
                raise OverstepError(f"the name {name} of a table: use lower case letters, digits and _{whose}")
        return table

    def beside(self) -> list[str]:
        """Return the names of the other districts: those whose folders lie beside this one, and those named to it."""
        found = {path.parent.name for path in self.path.parent.glob("*/district.json")} | {*self.neighbours}
        return sorted(one for one in found - {self.path.name} if not (self.above and self.above.begun_with(one)))

    def begun_with(self, name: str) -> list[str]:
        """Return the tables, views and queries of the nation whose names are a name, or begin with it and _."""
        return [one for one in self.called if one.startswith(name) and f"{one}_".startswith(f"{name}_")]

    @cached_property
    def called(self) -> list[str]:
        """Return the names of the nation's tables, views and queries, of which nothing is ever left out."""
        stated = (one.path.stem for kind in ("views", "queries") for one in self.statements(kind))
        return [*(table.name for table in self.tables), *stated]

    @cached_property
    def rules(self) -> list[Rule]:
        """Return a rule per file of rules/."""
        return self._each("rules", sorted((self.path / "rules").glob("*.sql")), self._rule)

    def _rule(self, file: Path) -> Rule:
        """Return the rule of a file. Raises RuleError."""
        return self.own_rule(load_rule(file))

    def own_rule(self, rule: Rule) -> Rule:
        """Return a rule. Raises OverstepError if a district's does not begin with the district's name."""
        self._begins("rules", rule.code, f"{rule.code}@{rule.version}.sql")
        return rule

    def statements(self, kind: str) -> list[Statement]:
        """Return what the SQL files of a kind state, read once. Raises RuleError for a bad one of the nation's."""
        if kind == "rules":
            return [rule.statement for rule in self.rules]
        if kind not in self._read:
            files = sorted((self.path / kind).glob("*.sql"))
            self._read[kind] = self._each(kind, files, lambda file: self._statement(kind, file))
        return self._read[kind]

    @cached_property
    def schemes(self) -> list[Scheme]:
        """Return a page per file of pages/, in their order."""
        found = self._each("pages", sorted((self.path / "pages").glob("*.toml")), load_scheme)
        return sorted(found, key=lambda page: (page.position, page.path))

    @cached_property
    def channels(self) -> list[Channel]:
        """Return a feed per file of feeds/."""
        return self._each("feeds", sorted((self.path / "feeds").glob("*.toml")), load_channel)

    @cached_property
    def waivers(self) -> dict[str, Waiver]:
        """Return code → why, of the standard rules that the district has switched off for itself."""
        file = self.path / "rules" / OFF
        with self.containing(f"rules/{OFF}", file):
            self.clean(file)
            standard = self.above.rules if self.above else ()
            return load_waivers(file, standard, self.containing, [rule.code for rule in self.rules])
        return {}

    @cached_property
    def measures(self) -> list[Measure]:
        """Return what the place's documents ask for, of articles.csv and measures.csv."""
        for name in (ARTICLES, MEASURES):
            with self.containing(name, self.path / name):
                self.clean(self.path / name)
                continue
            return []
        return load_measures(self.path, self.containing)

    @cached_property
    def endpoints(self) -> list[Endpoint]:
        """Return the endpoints that endpoints.toml declares, but for those that are not the place's."""
        path, found = self.path / DECLARED, list[Endpoint]()
        with self.containing(DECLARED, path):
            found = load_endpoints(self.clean(path), Endpoint)
        for one in [one for one in found if not one.path.startswith(f"/-/{self.district}/")]:
            with self.containing(f"{DECLARED}: {one.path}", path):
                found.remove(one)
                raise OverstepError(f"the endpoint {one.path} does not lie under /-/{self.district}/")
        return found

    def _statement(self, kind: str, file: Path) -> Statement:
        """Return the statement of a file. Raises RuleError if it is not called as what it states."""
        statement = read_statement(file, NEEDED[kind])
        name = file.stem
        code = statement.header.get("code", name)
        called = name.partition("-")[2] if kind == "checklist" and name[:1].isdigit() else name
        if code != called:
            raise RuleError(f"{file}: the code is {code}; give the file and the code one name")
        self._begins(kind, code, file.name)
        _ = statement.columns, statement.parameters  # what cannot be read is a fault now, not when a page is made
        if self.above and kind == "queries" and any(name == one.path.stem for one in self.above.statements(kind)):
            raise OverstepError(f"{name} is a standard query; give yours another name")
        return statement

    def _begins(self, kind: str, code: str, name: str) -> None:
        """Raise OverstepError if what a district states does not begin with the district's name."""
        if self.district and kind in BEGINS and not code.startswith(f"{self.district}{BEGINS[kind]}"):
            raise OverstepError(f"{name}: call it {self.district}{BEGINS[kind]}{code}, beginning with the district")

    def leave_out(self, statement: Statement) -> None:
        """Let go of a rule, duty, question, view or query that does not run."""
        self.rules[:] = [rule for rule in self.rules if rule.statement is not statement]
        for kind in self._read:
            self._read[kind] = [one for one in self._read[kind] if one is not statement]

    def examples(self, kind: str, code: str) -> list[dict[str, Any]]:
        """Return the examples beside a rule, a duty or a question: what it is to say of the smallest rows."""
        path, cases = self.path / kind / "examples" / f"{code}.toml", list[dict[str, Any]]()
        with self.containing(f"{kind}/examples", path):
            try:
                cases = _toml(self.clean(path))["case"] if path.exists() else []
            except (ValueError, KeyError) as error:
                raise RuleError(f"{path}: not readable as examples ({error}); write [[case]] tables of TOML") from error
        return cases

    def marks(self) -> dict[str, tuple[str, str]]:
        """Return term → the tone and the sign in which it is shown, from marks.toml; a district's own terms only."""
        path, found = self.path / "marks.toml", dict[str, tuple[str, str]]()
        with self.containing("marks.toml", path):
            found = {
                term: (tone, said["sign"]) for tone, said in _toml(self.clean(path)).items() for term in said["terms"]
            }
        above = self.above
        known = {*above.marks(), *(t.term for terms in above.codelists.values() for t in terms)} if above else set()
        return self._but(found, known, "marks.toml", "is a term of the nation's, which keeps its sign")

    def subjects(self) -> dict[str, str]:
        """Return prefix of rule codes → what such rules are about, in the order of rules/subjects.toml."""
        path, found = self.path / "rules" / "subjects.toml", dict[str, str]()
        with self.containing("rules/subjects.toml", path):
            found = {prefix: str(title) for prefix, title in _toml(self.clean(path)).items()}
        others = {prefix for prefix in found if self.district not in (None, prefix)}
        return self._but(found, others, "rules/subjects.toml", f"is not {self.district}, with which the rules begin")

    def wording(self) -> dict[str, dict[str, Any]]:
        """Return code → the wording of a finding of the district's own checks, from findings.toml."""
        path, found = self.path / "findings.toml", dict[str, Any]()
        with self.containing("findings.toml", path):
            found = _toml(self.clean(path))
        others = {code for code in found if not code.startswith(f"{self.district}-") or code in standard()}
        found = self._but(found, others, "findings.toml", f"is not yours: yours begin with {self.district}-")
        for code in list(found):
            with self.containing(f"findings.toml: {code}", path):
                if wrong := unfit(found[code]):
                    del found[code]
                    raise PluginError(f"[{code}] {wrong}")
        return found

    def _but(self, found: dict[str, T], refused: set[str], part: str, why: str) -> dict[str, T]:
        """Return what was found but for what is not the district's own, each a fault."""
        for name in [name for name in found if name in refused]:
            with self.containing(f"{part}: {name}", self.path / part):
                raise OverstepError(f"{name} {why}")
        return {name: said for name, said in found.items() if name not in refused}


def _overstepping(error: BaseException) -> BaseException:
    """Return an error as what it is of a plugin: who writes where the register only lets it read oversteps."""
    if name_of(error) != WRITING:
        return error
    said = OverstepError(f"it may only read the register ({error}); delete what writes")
    said.__cause__ = error
    return said


def _toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; nothing if there is none."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}


def in_reference_order(tables: Iterable[Table]) -> list[Table]:
    """Return the tables so that each comes after those it refers to."""
    ordered: dict[str, Table] = {}
    waiting = {table.name: table for table in tables}
    while waiting:
        ready = [t for t in waiting.values() if not {r.table for r in t.references} & (set(waiting) - {t.name})]
        for table in ready or list(waiting.values()):
            ordered[table.name] = waiting.pop(table.name)
    return list(ordered.values())
