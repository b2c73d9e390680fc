"""The log of requests: one line of JSON each, in which nobody is named.

Of an address it keeps what the register itself has named, such as a table, a district or a parameter; everything else
a request says may be a person's name. It says nothing of who asks. The server's log tells of faults no more than that.
"""

import json
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..exceptions import UsageError
from .asked import CONDITIONS
from .journal import LOG
from .refusals import LIMITS

SERVED = "disclosure.served"  # the key of a request's scope under which the release that answers it is noted
LOGGED = LIMITS["log"]


class Lines:
    """A file, or standard output, to which lines are added by a thread: a slow or full disk holds up no answer.

    Each line is one write at the end of the file, so that several processes share it; a file that was moved away is
    begun anew. Lines that could not be kept are counted, and the next one that can be says how many.
    """

    def __init__(self, place: str) -> None:
        """Open the file. Raises UsageError where it cannot be."""
        self.path = None if place == "-" else Path(place)
        self.waiting: queue.Queue[str | None] = queue.Queue(LOGGED["waiting"])
        self.thread: threading.Thread | None = None
        self.lost = 0
        self.file: int | None = None
        try:
            self._opened()
        except OSError as error:
            told = f"--access-log {place}：{error.strerror}；请换一个可以写的文件 (name a file that can be written)"
            raise UsageError(told) from error

    def add(self, line: dict[str, Any]) -> None:
        """Have a line written; it is left out where too many wait."""
        if self.thread is None:  # not before: a process that is forked has no thread of its parent's
            self.thread = threading.Thread(target=self._write_all, name="log", daemon=True)
            self.thread.start()
        try:
            self.waiting.put_nowait(json.dumps(line, ensure_ascii=False))
        except queue.Full:
            self.lost += 1

    def close(self) -> None:
        """Return when what waits is written, or after a moment."""
        if self.thread:
            try:
                self.waiting.put(None, timeout=LOGGED["leave"])
            except queue.Full:
                return
            self.thread.join(LOGGED["leave"])

    def _write_all(self) -> None:
        """Write what comes until there is nothing more."""
        told = False
        while (line := self.waiting.get()) is not None:
            if self.lost:
                line = json.dumps({"lost": self.lost}) + "\n" + line
            content = f"{line}\n".encode()
            try:
                whole = os.write(self._opened(), content) == len(content)
                self.lost = 0 if whole else self.lost + 1
            except OSError as error:
                self.lost += 1
                if not told:
                    LOG.warning("the log of requests cannot be written: %s", error.strerror)
                told = True
            else:
                told = False

    def _opened(self) -> int:
        """Return the file, opened again if another or none lies at its place. Raises OSError."""
        if self.path is None:
            return sys.stdout.fileno()
        try:
            here = self.path.stat()
            held = os.fstat(self.file) if self.file is not None else None
            if held and (here.st_dev, here.st_ino) == (held.st_dev, held.st_ino):
                return self.file  # type: ignore[return-value]
        except FileNotFoundError:
            pass
        if self.file is not None:
            os.close(self.file)
            self.file = None
        self.file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o640)
        return self.file


class Logged:
    """An application each of whose answers is a line."""

    def __init__(self, app: ASGIApp, lines: Lines) -> None:
        self.app, self.lines = app, lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, query, began = scope["path"], scope["query_string"], time.perf_counter()
        served = unserved()
        told = {"status": 0, "bytes": 0}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            else:
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app({**scope, SERVED: served}, receive, noted)
        finally:
            self.lines.add(
                {
                    "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                    "method": scope["method"] if scope["method"].isalpha() else "",
                    "path": pattern(path, served["names"]),
                    "parameters": parameters(query, served["parameters"]),
                    **told,
                    "ms": round(1000 * (time.perf_counter() - began), 1),
                    "build": served["build"],
                }
            )


def unserved() -> dict[str, Any]:
    """Return what is noted of a request before a release answers it: nothing has a name."""
    return {"build": None, "names": frozenset(), "parameters": frozenset()}


def failed(scope: Scope, error: BaseException) -> None:
    """Log a fault: where in the register and in the code, and of which type; what an error says may name somebody."""
    told = ""
    seen: BaseException | None = error
    while seen:
        told = f"{''.join(traceback.format_tb(seen.__traceback__))}{type(seen).__name__}\n{told}"
        seen = seen.__cause__ or seen.__context__
    LOG.error("%s: %s\n%s", asked_at(scope), type(error).__name__, told)


def asked_at(scope: Scope) -> str:
    """Return the address of a request as logs have it."""
    return pattern(scope["path"], scope.get(SERVED, unserved())["names"])


def pattern(path: str, names: Collection[str]) -> str:
    """Return an address in which {} stands for each part that the register did not name."""
    parts = []
    for part in path.split("/"):
        stem, dot, kind = part.rpartition(".")
        if part in names or part in LOGGED["parts"] or not part:
            parts.append(part)
        elif kind in LOGGED["kinds"]:
            parts.append(f"{stem if stem in names or stem in LOGGED['parts'] else '{}'}{dot}{kind}")
        else:
            parts.append("{}")
    return "/".join(parts[: LOGGED["depth"]])


def parameters(query: bytes, names: Collection[str]) -> list[str]:
    """Return the names of the parameters of a question, each once; {} for those that the register did not name."""
    try:
        asked = {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}
    except ValueError:
        return ["{}"]
    return sorted({name if _is_named(name, names) else "{}" for name in asked})[: LOGGED["depth"]]


def _is_named(parameter: str, names: Collection[str]) -> bool:
    """Return whether the register named a parameter, or the column of a condition."""
    column, _, condition = parameter.rpartition("__")
    return parameter in names or (column in names and condition in CONDITIONS)
