"""The digest by which a file is known: SHA-256 of its bytes; and what tells without reading it that it is as it was."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

Stamp = tuple[int, int, int]  # its size, when its bytes were last written (in ns), its number on the disk
Noted = tuple[str, str, Stamp]  # the name of a file, its digest, its stamp
LAYOUT = (
    "create table files (name text primary key, digest text, size integer, written integer, number integer)"
    " strict, without rowid"
)
SELECT = "select digest from files where name = ? and size = ? and written = ? and number = ?"
INSERT = "insert into files values (?, ?, ?, ?, ?)"


def digest_of(path: Path | str) -> str:
    """Return the SHA-256 of a file. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:  # noqa: PTH123  # may be no Path
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp_of(path: Path | str) -> Stamp:
    """Return what the disk says of a file; a second name of the same file has the same. Raises OSError."""
    told = os.stat(path)  # noqa: PTH116  # of many thousands of files
    return told.st_size, told.st_mtime_ns, told.st_ino


class Stamped:
    """The digests of the files of a release, each with its stamp; kept in one file, which may be missing."""

    def __init__(self, path: Path) -> None:
        self._found: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            self._found = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def digest(self, name: str, path: Path | str) -> str | None:
        """Return the digest of a file if it has the stamp it had when it was read. Raises OSError if it is gone."""
        return self._known(name, stamp_of(path))

    def noted(self, name: str, path: Path | str) -> Noted:
        """Return a file with its digest and stamp; it is read only if it has another stamp. Raises OSError."""
        stamp = stamp_of(path)  # before it is read: what is written meanwhile has a later one
        return name, self._known(name, stamp) or digest_of(path), stamp

    def _known(self, name: str, stamp: Stamp) -> str | None:
        with suppress(sqlite3.Error):
            known = self._found and self._found.execute(SELECT, (name, *stamp)).fetchone()
            return str(known[0]) if known else None
        return None

    def close(self) -> None:
        """Close the file."""
        if self._found:
            self._found.close()


def keep(path: Path, files: Iterable[Noted]) -> dict[str, str]:
    """Keep the digests and stamps of files, and no others; return the digests. Raises OSError or sqlite3.Error."""
    digests: dict[str, str] = {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute(LAYOUT)
        for name, digest, stamp in files:
            digests[name] = digest
            connection.execute(INSERT, (name, digest, *stamp))
        connection.commit()
    return digests
