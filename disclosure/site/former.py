"""The pages of the release before: those that would still say the same are linked into the new one, not made again.

Beside each page it is kept what it asked and a digest of the answers. A page stands if its questions have these answers
still, what all pages share is as it was, and its files are whole. Safe to delete at any time: then all pages are made.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..digests import digest_of
from .reads import Ask, Asked, Reads, same

NEW = ".new"
COMMON = ""  # the path under which stands what all pages read
LAYOUT = (
    "create table pages (path text primary key, asked text, digest text, files text) strict, without rowid",
    "create table questions (number integer primary key, question text unique) strict",
)


@dataclass(frozen=True)
class Shelf:
    """Where it is kept what pages read: `folder`, of builds under their names; `program` is a digest of the program.

    `build` is the name of the one under way, `before` the release before it, if there is one.
    """

    folder: Path
    program: str
    build: str
    before: Path | None

    @property
    def noted(self) -> list[Path]:
        """Return where it is noted what the pages of the release before read."""
        build = self.before.name.partition(".")[0] if self.before else NEW
        return [] if build.startswith(".") else sorted((self.folder / build).glob("*.db"))

    @property
    def site(self) -> Path:
        """Return the site of the release before. Raises ValueError if there is none."""
        if self.before is None:
            raise ValueError("no release before")
        return self.before / "site"

    def open(self) -> None:
        """Make room for a build under way."""
        shutil.rmtree(self.folder / NEW, ignore_errors=True)
        (self.folder / NEW).mkdir(parents=True)

    def settle(self) -> None:
        """Keep what the build noted that has been published, and nothing of those before."""
        for path in self.folder.iterdir():
            if path.name != NEW:
                shutil.rmtree(path, ignore_errors=True)
        (self.folder / NEW).rename(self.folder / self.build)


class Former:
    """What one process asks of the pages before, and notes of its own."""

    def __init__(self, shelf: Shelf, share: int, site: Path, ask: Ask) -> None:
        self._shelf, self._site, self._ask = shelf, site, ask
        self._new = sqlite3.connect(shelf.folder / NEW / f"{share}.db", isolation_level=None)
        self._new.execute("pragma synchronous = off")
        for statement in LAYOUT:
            self._new.execute(statement)
        self._new.execute("begin")
        self._numbers: dict[str, int] = {}

    @cached_property
    def _before(self) -> list["_Before"]:
        """Return what each process of the build before noted, if all that its pages share is as it was."""
        found = [_Before(path) for path in self._shelf.noted]
        shared = (self._shelf.program, COMMON)
        return [one for one in found if all(self._is_same(one.page(path)) for path in shared)]

    def _is_same(self, page: "_Page | None") -> bool:
        """Return whether what a page asked has the same answers."""
        try:
            return page is not None and same(page.asked, self._ask, page.digest)
        except (sqlite3.Error, KeyError):  # what it asked is not there any more
            return False

    def stands(self, path: str) -> bool:
        """Return whether a page need not be made: it would be the same, and has been linked."""
        for before in self._before:
            page = before.page(path)
            if page is not None:
                return self._is_same(page) and self._linked(path, page)
        return False

    def _linked(self, path: str, page: "_Page") -> bool:
        """Return whether all files of a page are whole and lie in the new site; note them as written."""
        site = self._shelf.site
        for name, digest in page.files.items():
            if not _is_whole(site / name, digest):
                return False
        for name in page.files:
            _link(site / name, self._site / name)
        self._note(path, page.asked, page.digest, page.files)
        return True

    def wrote(self, path: str, reads: Reads, files: Iterable[Path]) -> None:
        """Note a page that was made: what it read, and its files."""
        digests = {file.relative_to(self._site).as_posix(): digest_of(file) for file in files}
        self._note(path, reads.asked, reads.digest(), digests)

    def close(self, common: Reads) -> None:
        """Note what all pages read, and end."""
        self._note(COMMON, common.asked, common.digest(), {})
        self._note(self._shelf.program, [], Reads(self._ask).digest(), {})
        self._new.execute("commit")
        self._new.close()

    def _note(self, path: str, asked: Iterable[Asked], digest: str, files: dict[str, str]) -> None:
        told = json.dumps([[self._number(question), values] for question, values in asked], ensure_ascii=False)
        self._new.execute("insert or replace into pages values (?, ?, ?, ?)", [path, told, digest, json.dumps(files)])

    def _number(self, question: str) -> int:
        """Return the number under which a question is kept: thousands of pages ask the same."""
        if question not in self._numbers:
            self._numbers[question] = len(self._numbers)
            self._new.execute("insert into questions values (?, ?)", [self._numbers[question], question])
        return self._numbers[question]


@dataclass(frozen=True)
class _Page:
    asked: list[Asked]
    digest: str
    files: dict[str, str]


class _Before:
    """What one process of the build before noted."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._questions: dict[int, str] = {}
        with suppress(sqlite3.Error):
            self._questions = dict(self._connection.execute("select number, question from questions"))

    def page(self, path: str) -> _Page | None:
        """Return what is known of a page; None if nothing is, or it cannot be read."""
        try:
            found = self._connection.execute("select asked, digest, files from pages where path = ?", [path]).fetchone()
            if found is None:
                return None
            asked = [(self._questions[number], values) for number, values in json.loads(found[0])]
            return _Page(asked, found[1], json.loads(found[2]))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None


def _is_whole(path: Path, digest: str) -> bool:
    """Return whether a file is there as it was written."""
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def _link(path: Path, new: Path) -> None:
    """Let a file lie in a second place, too; copied where the disk knows no second name of a file."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)
