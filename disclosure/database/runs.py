"""What was admitted is kept: the register after a run of submissions, under the digest of all that it depends on.

The next build goes on from the longest run with which its own submissions begin, and admits what follows. The file of a
run is the register itself, beside it the verdicts and the keys of what was rejected. A check keeps the verdicts alone,
and the next one of the same submissions says the same at once. Safe to delete at any time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import cached_property
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path

from ..faults import Fault
from ..statements import quoted
from ..submissions import Submission
from ..taking.kept import Shelf
from .admission import Register, Verdict
from .layout import rejected

TOLD = quoted("-told")  # no table of a register has such a name
MOST = 10_000  # findings of a run whose verdicts are kept by themselves: more would take longer than is worth it
BESIDE = "-rejected_"  # what the keys of a table that only rejected submissions hold are called, before its name


class Runs:
    """The runs with which some submissions begin, in their order, of which a shelf may hold a few."""

    def __init__(self, cache: Path, register: Register, submissions: list[Submission]) -> None:
        self.shelf, self.verdicts = Shelf(cache / "admitted"), Shelf(cache / "verdicts", "json")
        self.register, self.submissions = register, submissions
        real = [place for place, one in enumerate(submissions, start=1) if not one.manifest.sample]
        self.ends = {len(submissions), *real[-1:]}  # samples are admitted last, so what is new may come before them
        self.faults = self._faults()

    @cached_property
    def digests(self) -> list[str]:
        """Return the digest of each run, of the shortest first."""
        return list(self._digests())

    def told(self) -> list[Verdict] | None:
        """Return the verdicts on all of the submissions if these are kept by themselves."""
        if not self._is_whole() or self.verdicts.is_empty() or not self.verdicts.holds(self.digests[-1]):
            return None
        told = json.loads(self.verdicts.path(self.digests[-1]).read_text(encoding="utf-8"))
        return [Verdict.as_was_told(one, of) for one, of in zip(told, self.submissions, strict=True)]

    def tell(self, verdicts: list[Verdict]) -> None:
        """Keep the verdicts on all of the submissions by themselves."""
        if self._is_whole() and self._stands(verdicts) and sum(len(one.findings) for one in verdicts) <= MOST:
            with suppress(OSError), self.verdicts.written(self.digests[-1]) as path:
                path.write_text(_as_json(verdicts), encoding="utf-8")
            self.verdicts.sweep()

    def longest(self) -> int:
        """Return of how many submissions the longest run is that is kept, 0 if none is."""
        places = range(0 if self.shelf.is_empty() else len(self.digests), 0, -1)
        return next((place for place in places if self.shelf.holds(self.digests[place - 1])), 0)

    def keep(self, verdicts: list[Verdict]) -> None:
        """Keep the run that has been admitted if a build may go on from it; where there is no room nothing is kept."""
        place = len(verdicts)
        if place not in self.ends or place > len(self.digests):
            return
        if self._stands(verdicts):
            with suppress(OSError, sqlite3.Error):
                self._keep(self.digests[place - 1], verdicts)

    def _is_whole(self) -> bool:
        """Return whether there is a digest of all of the submissions."""
        return bool(self.submissions) and len(self.digests) == len(self.submissions)

    def _stands(self, verdicts: list[Verdict]) -> bool:
        """Return whether verdicts are those of the digests: nothing failed, nor changed, on the way to them."""
        failed = self._faults() != self.faults or any(verdict.failure for verdict in verdicts)
        return not failed and not self.register.intake.unkept

    def settle(self) -> None:
        """Let go of what the next build cannot go on from."""
        self.shelf.clear({self.digests[place - 1] for place in self.ends if 0 < place <= len(self.digests)})

    def _keep(self, digest: str, verdicts: list[Verdict]) -> None:
        db = self.register.db
        with self.shelf.written(digest) as path:
            with closing(sqlite3.connect(path)) as copy:
                copy.execute("pragma synchronous=off")
                db.conn.backup(copy)
            db.execute("attach ? as run", [str(path)])
            try:
                db.execute("pragma run.synchronous=off")
                for name in self._tables():
                    if db.execute(f"select exists (select 1 from {rejected(name)})").fetchone()[0]:
                        db.execute(f"create table run.{quoted(BESIDE + name)} as select * from {rejected(name)}")
                db.execute(f"create table run.{TOLD} (told)")
                db.execute(f"insert into run.{TOLD} values (?)", [_as_json(verdicts)])
            finally:
                db.execute("detach run")

    def resume(self, place: int) -> list[Verdict]:
        """Put the run of so many submissions in the place of an empty register, and return its verdicts."""
        if not place:
            return []
        db = self.register.db
        with closing(sqlite3.connect(f"file:{self.shelf.path(self.digests[place - 1])}?mode=ro", uri=True)) as kept:
            told = json.loads(kept.execute(f"select told from {TOLD}").fetchone()[0])
            kept.backup(db.conn)
        for name in set(map(BESIDE.__add__, self._tables())) & set(db.table_names()):
            db.execute(f"insert into {rejected(name.removeprefix(BESIDE))} select * from main.{quoted(name)}")
            db.execute(f"drop table main.{quoted(name)}")
        db.execute(f"drop table main.{TOLD}")
        return [Verdict.as_was_told(one, of) for one, of in zip(told, self.submissions[:place], strict=True)]

    def _digests(self) -> Iterator[str]:
        """Yield the digest of each run, up to the first submission that cannot be read."""
        register = self.register
        based = [register.intake.foundation(district) for district in register.districts.values()]
        faults = [fault.line(str) for fault in self.faults]
        told = [sqlite3.sqlite_version, version("sqlite-utils"), register.today, *register.districts, *based, *faults]
        digest = json.dumps(told)
        files: Iterable[str | None] = map(register.intake.digest, self.submissions)
        for one, of in zip(self.submissions, takewhile(lambda of: of is not None, files), strict=False):
            digest = hashlib.sha256(f"{digest} {of} {register.is_ahead(one)}".encode()).hexdigest()
            yield digest

    def _faults(self) -> list[Fault]:
        return [fault for district in self.register.districts.values() for fault in district.folder.faults]

    def _tables(self) -> list[str]:
        return sorted({name for tables in self.register.tables.values() for name in tables})


def _as_json(verdicts: list[Verdict]) -> str:
    return json.dumps([one.as_told() for one in verdicts])
