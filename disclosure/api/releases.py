"""Which release is served: the one `current` points at, if it is fit to be; else the last that was."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from ..publication import hold
from ..site.reading import Reader
from .asked import PARAMETER
from .data import RegisterData
from .desk import Desk
from .fitness import require_fit
from .journal import LOG
from .options import OPTIONS
from .refusals import LIMITS, RefusedError
from .values import OF_ALL

Key = tuple[Path, int, int, int] | None


class Release:
    """One release being served; it is closed when the last request on it has ended."""

    def __init__(self, folder: Path, metadata: dict[str, Any]) -> None:
        """Open a release. Raises RefusedError for one that is not fit to be served, OSError for one that has gone."""
        self.folder = folder
        self.held = hold(folder) if (folder / "manifest.json").is_file() else None
        try:
            self.build = str(require_fit(folder).get("build"))
            self.data = RegisterData(folder / "disclosure.db", metadata)
            try:
                asyncio.run(self.data.prepare())
            except BaseException:
                self.data.database.close()
                raise
        except BaseException:
            self._let_go()
            raise
        self.learnt = Reader(str(folder / "disclosure.db"))
        self.learnt.learn()
        self.learnt.connection.close()
        self.names = names_in(folder / "site", self.data.desk)
        self.parameters = parameters_in(self.data.desk)
        self.app: ASGIApp | None = None
        self.described: bytes | None = None  # its OpenAPI document, once somebody asked for it
        self.requests = 0
        self.retired = False

    def reader(self, connection: sqlite3.Connection) -> Reader:
        """Return what reads records through a connection of a thread, and knows the tables already."""
        return self.learnt.through(connection)

    def close(self) -> None:
        """Close the database and let builds remove the folder."""
        self.data.database.close()
        self._let_go()

    def _let_go(self) -> None:
        """Give up the hold on the folder."""
        if self.held:
            self.held.close()


class Releases:
    """The release being served, and the thread that takes up the next."""

    def __init__(self, link: Path, opened: Callable[[Path], Release]) -> None:
        self.link, self.opened = link, opened
        self.current: Release | None = None
        self.problem: RefusedError | None = None
        self.taking_up: threading.Thread | None = None
        self.seen: Key = None
        self.again = 0.0
        self.lock = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[Release | None]:
        """Yield the release to answer one request from."""
        with self.lock:
            release = self.current
            if release:
                release.requests += 1
        try:
            yield release
        finally:
            if release:
                with self.lock:
                    release.requests -= 1
                    done = release.retired and not release.requests
                if done:
                    _close(release)

    async def look(self) -> None:
        """Have a new release taken up; wait for it shortly, or as long as it takes where there is none yet."""
        self.notice()
        waited = time.monotonic() + LIMITS["release"]["patience"]
        while self.taking_up and (self.current is None or time.monotonic() < waited):
            await asyncio.sleep(0.01)

    def notice(self) -> None:
        """Start taking up what `current` points at where that is new, or was refused some time ago."""
        key = self._key()
        if key == self.seen and not (self.problem and time.monotonic() > self.again):
            return
        with self.lock:
            if self.taking_up:
                return
            self.seen, self.again = key, time.monotonic() + LIMITS["release"]["again"]
            if key is None:
                if self.current or self.link.is_symlink():
                    self._refuse(RefusedError("no-link"))
            elif self.current and self.current.folder == key[0] and self.problem:
                self.problem = None  # back at the one being served
            else:
                self.taking_up = threading.Thread(target=self._take_up, args=(key[0],), name="taking-up", daemon=True)
                self.taking_up.start()

    def _key(self) -> Key:
        """Return what tells the release `current` points at from every other, None where there is none."""
        try:
            folder = self.link.resolve(strict=True)
        except (OSError, RuntimeError):  # a loop
            return None
        try:
            found = (folder / "disclosure.db").lstat()
        except OSError:
            return folder, 0, 0, 0
        return folder, found.st_ino, found.st_mtime_ns, found.st_size

    def _take_up(self, folder: Path) -> None:
        """Open a release and put it in place of the one before, which is closed when its requests have ended."""
        try:
            release = self.opened(folder)
        except RefusedError as error:
            self._refuse(error)
        except Exception:
            LOG.exception("%s", folder.name)
            self._refuse(RefusedError("not-opened"))
        else:
            with self.lock:
                before, recovered = self.current, self.problem is not None
                self.current, self.problem = release, None
                if before:
                    before.retired = True
                done = before if before and not before.requests else None
            if recovered:
                LOG.warning("serving %s", folder.name)
            if done:
                done.close()
        finally:
            self.taking_up = None

    def _refuse(self, problem: RefusedError) -> None:
        """Keep what is served and say why."""
        before, self.problem = self.problem, problem
        if str(before) != str(problem):
            LOG.error("%s", problem)

    def close(self) -> None:
        """Close what is served."""
        if self.taking_up:
            self.taking_up.join()
        with self.lock:
            release, self.current, self.seen = self.current, None, None
        if release:
            release.close()

    def health(self) -> tuple[int, dict[str, Any]]:
        """Return the status and the content of /-/health."""
        with self.lock:
            served, problem = self.current, self.problem
        content = {
            "status": "unavailable" if served is None else "degraded" if problem else "ok",
            "build": served.build if served else None,
            "release": served.folder.name if served else None,
            "problem": problem.zh if problem else None,
            "problem_en": problem.en if problem else None,
            "taking_up": self.taking_up is not None,
        }
        return 200 if served else 503, content


def names_in(site: Path, desk: Desk) -> frozenset[str]:
    """Return what the register named of what is served: tables, queries, districts, the site's parts and files."""
    parts = {path.name for place in (site, site / "downloads") if place.is_dir() for path in place.iterdir()}
    parts |= {path.name for path in (site / "theme").rglob("*")}
    stems = {name.rpartition(".")[0] for name in parts if "." in name}
    return frozenset({*parts, *stems, *desk.shown_as, *desk.queries, *desk.districts})


def parameters_in(desk: Desk) -> frozenset[str]:
    """Return what the register named that an address may ask for: columns, options, parameters of queries and pages."""
    columns = {*chain(*desk.columns.values()), *OF_ALL}
    asked = {name for query in desk.queries.values() for name in PARAMETER.findall(query["sql"])}
    return frozenset({*columns, *asked, *OPTIONS["known"], *OPTIONS["of_queries"], *LIMITS["log"]["parameters"]})


def _close(release: Release) -> None:
    """Close a release without waiting for queries that still run."""
    threading.Thread(target=release.close, name="closing", daemon=True).start()
