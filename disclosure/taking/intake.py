"""Brings each submission onto the stage beside the register: from the shelf, or taken in here."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path

from ..districts import District
from ..findings import Place
from ..submissions import Submission
from . import Taken, Way, take_in
from .ahead import INHERITED, Errand, Loader, sent
from .based import foundation_of, of_submission
from .kept import Shelf, Task, keep, read, way_of
from .stage import SCHEMA

Bring = Callable[[Callable[[Place], None]], Taken]  # given what is told where it is


class Intake:
    """Takes submissions in, each once. `shelf` None: nothing is kept. `by_rows`: none by column."""

    def __init__(self, districts: list[District], shelf: Shelf | None = None, by_rows: bool = False) -> None:
        self.districts = {district.name: district for district in districts}
        self.shelf, self.by_rows = shelf, by_rows
        self.foundations: dict[str, str] = {}
        self.ways: dict[str, Way] = {}
        self.digests: dict[Path, str] = {}
        self.sent: dict[str, Future[bool]] = {}
        self.whole: set[str] = set()  # the digests of what was seen to be kept whole
        self.unkept = False  # whether anything was taken in as it was found just then, be it what its digest told

    @contextmanager
    def ahead(self, submissions: list[Submission], plugins: Path, load: Loader, jobs: int,
              executor: Executor | None = None) -> Iterator[None]:  # fmt: skip
        """Have other processes take in meanwhile what is not on the shelf."""
        if self.shelf is None:
            yield
            return
        digests = {digest: one for one in submissions if (digest := self.digest(one))}
        self.whole = {digest for digest in digests if self.shelf.holds(digest)}
        missing = [(digest, one) for digest, one in digests.items() if digest not in self.whole]
        errands = [Errand(self._task(one, digest), plugins, load) for digest, one in missing]
        INHERITED.update(self.districts)  # a process that this one begins by forking has them at once
        try:
            with sent(errands, jobs, executor) as self.sent:
                yield
        finally:
            INHERITED.clear()
            self.shelf.sweep()

    def spare(self, submissions: list[Submission]) -> None:
        """Keep for another time what is on the shelf of submissions that need not be taken in this time."""
        for digest in map(self.digest, submissions):
            if self.shelf and digest:
                self.shelf.touch(digest)

    @contextmanager
    def on_stage(self, connection: sqlite3.Connection, submission: Submission) -> Iterator[Bring]:
        """Yield what brings a submission's rows onto the stage beside a database; the stage is gone afterwards."""
        kept = self._kept(submission)
        self.unkept |= kept is None
        connection.execute(f"attach ? as {SCHEMA}", [f"{kept.as_uri()}?mode=ro&immutable=1" if kept else ":memory:"])

        def bring(at: Callable[[Place], None]) -> Taken:
            way = self._way(submission)
            return read(connection, SCHEMA, way.tables) if kept else take_in(submission, way, connection, SCHEMA, at)

        try:
            yield bring
        finally:
            with suppress(sqlite3.Error):  # inside a transaction, when the program ends
                connection.execute(f"detach {SCHEMA}")

    def _kept(self, submission: Submission) -> Path | None:
        """Return the file in which a submission is kept, None if it cannot be."""
        digest = self.digest(submission)
        if self.shelf is None or digest is None:
            return None
        with suppress(Exception):  # told when it is taken in without being kept
            if digest in self.whole or (digest in self.sent and self.sent.pop(digest).result()):
                return self.shelf.path(digest)
            if self.shelf.holds(digest) or keep(self._task(submission, digest), self.districts[submission.district]):
                return self.shelf.path(digest)
        return None

    def _task(self, submission: Submission, digest: str) -> Task:
        assert self.shelf
        return Task(submission, self.shelf, self.foundation(self.districts[submission.district]), digest, self.by_rows)

    def foundation(self, district: District) -> str:
        """Return the digest of what a district's submissions are taken in by, found once."""
        if district.name not in self.foundations:
            self.foundations[district.name] = foundation_of(district, self.by_rows)
        return self.foundations[district.name]

    def digest(self, submission: Submission) -> str | None:
        """Return under what a submission is kept, None where it is not kept at all."""
        if self.shelf is None or submission.lone_file or submission.district not in self.districts:
            return None
        if submission.path not in self.digests:
            try:
                digest = of_submission(submission, self.foundation(self.districts[submission.district]))
            except OSError:  # told when it is taken in
                return None
            self.digests[submission.path] = digest
        return self.digests[submission.path]

    def _way(self, submission: Submission) -> Way:
        """Return how a submission is taken in."""
        if submission.district not in self.ways:
            self.ways[submission.district] = way_of(self.districts[submission.district], self.by_rows)
        return self.ways[submission.district]
