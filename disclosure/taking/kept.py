"""The shelf: what was taken in is kept under the digest of all that it depends on; safe to delete at any time.

A submission is a SQLite file with the rows of its stage and the table `taken`, which holds the rest as JSON. Beside it
lies the digest of its bytes: one that was cut off or changed is not used.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..digests import digest_of
from ..districts import District
from ..privacy import guarding
from ..submissions import Submission
from ..tables import Table
from . import Taken, Way, take_in, taken_from
from .based import of_submission

UNFINISHED = ".taking-"
OLD = 86_400  # seconds after which what nobody used is removed


class Shelf:
    """A folder in which files are kept, each under a digest: submissions that were taken in, whole runs, verdicts."""

    def __init__(self, folder: Path, kind: str = "db") -> None:
        self.folder, self.kind = folder, kind

    def path(self, digest: str) -> Path:
        """Return where what has a digest is kept, be it there or not."""
        return self.folder / f"{digest}.{self.kind}"

    def is_empty(self) -> bool:
        """Return whether nothing is kept."""
        return not any(self.folder.glob(f"*.{self.kind}"))

    def holds(self, digest: str) -> bool:
        """Return whether what has a digest is kept whole; what is not is removed."""
        path, sealed = self.path(digest), self._seal(digest)
        try:
            if sealed.read_bytes() == digest_of(path).encode():
                self.touch(digest)
                return True
        except OSError:
            return False
        path.unlink(missing_ok=True)
        return False

    def keep(self, task: "Task", way: Way) -> None:
        """Take a submission in and keep it. Raises what that raises, and sqlite3.Error or OSError if there is no room.

        It is not kept if its files changed meanwhile.
        """
        unchanged = partial(of_submission, task.submission, task.foundation)
        with (
            self.written(task.digest, lambda: unchanged() == task.digest) as path,
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
        ):
            for pragma in ("page_size=1024", "journal_mode=off", "synchronous=off", "locking_mode=exclusive"):
                connection.execute(f"pragma {pragma}")
            connection.execute("begin")
            taken = take_in(task.submission, way, connection, "main")
            connection.execute("create table taken (told text)")
            connection.execute("insert into taken values (?)", [taken.as_json()])
            connection.execute("commit")

    @contextmanager
    def written(self, digest: str, still: Callable[[], bool] = lambda: True) -> Iterator[Path]:
        """Yield a path to write a file to, which is then kept under a digest, if that is still what it depends on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with _unfinished(self.folder) as path, _unfinished(self.folder) as seal:
            yield path
            if still():
                seal.write_text(digest_of(path), encoding="ascii")
                path.replace(self.path(digest))
                seal.replace(self._seal(digest))

    def sweep(self) -> None:
        """Remove what nobody has used for a day, and what was left unfinished as long ago."""
        before = time.time() - OLD
        for path in self.folder.glob("*"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def touch(self, digest: str) -> None:
        """Note that what has a digest would be used."""
        with suppress(OSError):
            os.utime(self.path(digest))
            os.utime(self._seal(digest))

    def clear(self, digests: set[str]) -> None:
        """Remove all but what has one of some digests."""
        for path in self.folder.glob("*"):
            if path.stem not in digests:
                path.unlink(missing_ok=True)

    def _seal(self, digest: str) -> Path:
        return self.folder / f"{digest}.sha256"


def way_of(district: District, by_rows: bool) -> Way:
    """Return how a district's submissions are taken in."""
    tables = district.tables()
    return Way(tables, {name: district.checks(table) for name, table in tables.items()}, by_rows)


@dataclass(frozen=True)
class Task:
    """A submission to be taken in and kept: where, on what foundation, under which digest, and whether row by row."""

    submission: Submission
    shelf: Shelf
    foundation: str
    digest: str
    by_rows: bool


def keep(task: Task, district: District) -> bool:
    """Take a submission in and keep it; return whether it is kept: not where a part of the district's plugin failed."""
    faults = district.folder.faults
    before = faults.copy()
    faults.clear()
    try:
        with guarding(district.name):
            task.shelf.keep(task, way_of(district, task.by_rows))
        if faults:
            task.shelf.path(task.digest).unlink()
        return task.shelf.holds(task.digest)
    finally:
        new = [fault for fault in faults if all(fault.place != known.place for known in before)]
        faults[:] = [*before, *new]


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """Yield a path to write a file to, which is gone afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def read(connection: sqlite3.Connection, schema: str, tables: dict[str, Table]) -> Taken:
    """Return what is kept in an attached database beside the rows."""
    return taken_from(connection.execute(f"select told from {schema}.taken").fetchone()[0], tables)
