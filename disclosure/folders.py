"""A place's folder, of one shape for the nation and for every district: what lies in it is found here alike.

schemas/*.json, codelists.csv, rules/, obligations/, checklist/, views/, queries/ (SQL files), templates/, and
`<kind>/examples/<code>.toml` beside what is judged.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .exceptions import RuleError
from .rules import Rule, load_rule
from .statements import NEEDED, Statement, read_statement
from .tables import Table, Term, load_codelists, load_table

JUDGED = ("rules", "obligations", "checklist")


@dataclass(frozen=True)
class Folder:
    """The folder of a place: the nation's, or that of a district, which lies under the nation."""

    path: Path
    district: str | None = None
    above: "Folder | None" = None
    _read: dict[str, list[Statement]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def codelists(self) -> dict[str, list[Term]]:
        """Return the vocabularies of the place's tables by name, those of the place above it first."""
        above = self.above.codelists if self.above else {}
        return above | load_codelists(self.path / "codelists.csv")

    @cached_property
    def tables(self) -> list[Table]:
        """Return a table per file of schemas/, those they refer to first; a district's are named after it."""
        files = sorted((self.path / "schemas").glob("*.json"))
        return in_reference_order(load_table(file, self.codelists, self.district) for file in files)

    @cached_property
    def rules(self) -> list[Rule]:
        """Return a rule per file of rules/."""
        return [load_rule(path) for path in sorted((self.path / "rules").glob("*.sql"))]

    def statements(self, kind: str) -> list[Statement]:
        """Return what the SQL files of a kind state, read once.

        Raises RuleError for one that lacks a line or is named wrongly.
        """
        if kind == "rules":
            return [rule.statement for rule in self.rules]
        if kind not in self._read:
            found = [read_statement(path, NEEDED[kind]) for path in sorted((self.path / kind).glob("*.sql"))]
            for statement in found:
                self._named(kind, statement)
            self._read[kind] = found
        return self._read[kind]

    def _named(self, kind: str, statement: Statement) -> None:
        """Raise RuleError if a file is not called as what it states, or a district's does not begin with its name."""
        name = statement.path.stem
        code = statement.header.get("code", name)
        called = name.partition("-")[2] if kind == "checklist" and name[:1].isdigit() else name
        if code != called:
            raise RuleError(f"{statement.path}: the code is {code}; give the file and the code one name")
        begins = {"obligations": "-", "checklist": "-", "views": "_"}.get(kind)
        if self.district and begins and not code.startswith(f"{self.district}{begins}"):
            raise RuleError(f"{statement.path}: call it {self.district}{begins}{code}, beginning with the district")

    def examples(self, kind: str, code: str) -> list[dict[str, Any]]:
        """Return the examples beside a rule, a duty or a question: what it is to say of the smallest rows."""
        path = self.path / kind / "examples" / f"{code}.toml"
        if not path.exists():
            return []
        try:
            cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise RuleError(f"{path}: not readable as examples ({error}); write [[case]] tables of TOML") from error
        return cases

    def marks(self) -> dict[str, tuple[str, str]]:
        """Return term → the tone and the sign in which it is shown, from marks.toml."""
        path = self.path / "marks.toml"
        tones = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {term: (tone, said["sign"]) for tone, said in tones.items() for term in said["terms"]}

    def subjects(self) -> dict[str, str]:
        """Return prefix of rule codes → what such rules are about, in the order of rules/subjects.toml."""
        path = self.path / "rules" / "subjects.toml"
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def in_reference_order(tables: Iterable[Table]) -> list[Table]:
    """Return the tables so that each comes after those it refers to."""
    ordered: dict[str, Table] = {}
    waiting = {table.name: table for table in tables}
    while waiting:
        ready = [t for t in waiting.values() if not {r.table for r in t.references} & (set(waiting) - {t.name})]
        for table in ready or list(waiting.values()):
            ordered[table.name] = waiting.pop(table.name)
    return list(ordered.values())
