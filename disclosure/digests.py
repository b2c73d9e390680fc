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
INSERT = "insert or replace into files values (?, ?, ?, ?, ?)"


def digest_of(path: Path | str) -> str:
    """Return the SHA-256 of a file. Raises OSError if it cannot be read."""
    with open(path, "rb") as file:  # noqa: PTH123  # may be no Path
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp_of(path: Path | str) -> Stamp:
    """Return what the disk says of a file; a second name of the same file has the same. Raises OSError."""
    told = os.stat(path)  # noqa: PTH116  # of many thousands of files
    return told.st_size, told.st_mtime_ns, told.st_ino


class Stamped:
    """The digests of files, each with its stamp, as they are kept in some files, any of which may be missing."""

    def __init__(self, *paths: Path) -> None:
        self._found: list[sqlite3.Connection] = []
        for path in paths:
            with suppress(sqlite3.Error):
                self._found.append(sqlite3.connect(f"file:{path}?mode=ro", uri=True))

    def digest(self, name: str, path: Path | str) -> str | None:
        """Return the digest of a file if it has the stamp it had when it was read. Raises OSError if it is gone."""
        return self._known(name, stamp_of(path))

    def noted(self, name: str, path: Path | str) -> Noted:
        """Return a file with its digest and stamp; it is read only if it has another stamp. Raises OSError."""
        stamp = stamp_of(path)  # before it is read: what is written meanwhile has a later one
        return name, self._known(name, stamp) or digest_of(path), stamp

    def _known(self, name: str, stamp: Stamp) -> str | None:
        for found in self._found:
            with suppress(sqlite3.Error):
                if known := found.execute(SELECT, (name, *stamp)).fetchone():
                    return str(known[0])
        return None

    def close(self) -> None:
        """Close the files."""
        for found in self._found:
            found.close()


class Stamping:
    """Keeps the digests and stamps of files, and no others, in a file. Raises OSError or sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path)
        self._connection.execute("pragma synchronous = off")
        self._connection.execute(LAYOUT)

    def note(self, name: str, digest: str, stamp: Stamp) -> None:
        """Keep those of a file."""
        self._connection.execute(INSERT, (name, digest, *stamp))

    def close(self) -> None:
        """End."""
        self._connection.commit()
        self._connection.close()


def keep(path: Path, files: Iterable[Noted]) -> dict[str, str]:
    """Keep the digests and stamps of files, and no others; return the digests. Raises OSError or sqlite3.Error."""
    digests: dict[str, str] = {}
    with closing(Stamping(path)) as kept:
        for name, digest, stamp in files:
            digests[name] = digest
            kept.note(name, digest, stamp)
    return digests
