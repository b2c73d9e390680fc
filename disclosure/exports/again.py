"""Downloads of what has the same rows are linked from the release before, not written again.

What a build wrote is noted beside the digest of its database. Safe to delete at any time: then all are written.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..publication import DOWNLOADS, Release
from .index import File
from .relations import Field, Relation

DATED = "xlsx"  # a workbook tells the day


@dataclass(frozen=True)
class Again:
    """What of the release before may be linked: `told` is what was noted of each table whose rows are the same."""

    release: Release
    same_day: bool
    told: dict[str, dict[str, Any]]

    def relation(self, name: str) -> Relation | None:
        """Return a table as it was published, None if it may be another."""
        if name not in self.told:
            return None
        said = self.told[name]["relation"]
        fields = tuple(Field(**one) for one in said["fields"])
        return Relation(**said | {"fields": fields, "key": tuple(said["key"]), "risky": frozenset(said["risky"])})

    def linked(self, name: str, form: str, directory: Path) -> File | None:
        """Return a table's file in a form, linked into a folder; None where it is to be written."""
        for said in self.told.get(name, {"files": ()})["files"]:
            if said["form"] == form and (self.same_day or form != DATED):
                digest = self.release.lend(f"{DOWNLOADS}/{said['name']}", directory / said["name"])
                return File(**said | {"sha256": digest}) if digest else None
        return None


def again(notes: Path | None, release: Release | None, standing: Iterable[str], today: str) -> Again | None:
    """Return what may be linked, None if nothing; `standing` are the tables that have the same rows as in a release."""
    if notes is None or release is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        sealed, _, text = notes.read_text(encoding="utf-8").partition("\n")
        noted = json.loads(text)
        of_this = noted["database"] == release.outputs["disclosure.db"]
        if sealed == _sealed(text) and of_this:
            told = {name: noted["tables"][name] for name in standing if name in noted["tables"]}
            return Again(release, noted["today"] == today, told)
    return None


def note(notes: Path, database: str, today: str, held: Iterable[Relation], files: Iterable[File]) -> None:
    """Note what was written of a database, given its digest."""
    of_table: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        of_table.setdefault(file.table, []).append(asdict(file))
    tables = {
        one.name: {"relation": asdict(one) | {"risky": sorted(one.risky)}, "files": of_table.get(one.name, [])}
        for one in held
    }
    told = {"database": database, "today": today, "tables": tables}
    text = json.dumps(told, ensure_ascii=False)
    with suppress(OSError):  # the release is whole without it
        notes.parent.mkdir(parents=True, exist_ok=True)
        notes.write_text(f"{_sealed(text)}\n{text}", encoding="utf-8")


def _sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
