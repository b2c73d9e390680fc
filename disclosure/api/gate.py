"""The gate before Datasette: so many at a time of each kind, and so long each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .journal import LOG
from .queries import AS_CSV, KIND
from .refusals import LIMITS, RefusedError, refusal

OWN_SQL = {"sql", "_where"}
PRIVATE = {b"cookie", b"authorization"}  # nobody logs in here
CHUNK = 32768


class Turns:
    """Who may query now, and who waits; to be used in one event loop."""

    def __init__(self) -> None:
        self.free = {kind: asyncio.Semaphore(LIMITS["threads"][kind]["count"]) for kind in ("own", "tables")}
        self.waiting = dict.fromkeys(self.free, 0)

    @asynccontextmanager
    async def turn(self, kind: str) -> AsyncIterator[None]:
        """Wait for a turn, and give it back in the end. Raises RefusedError where too many wait, or it takes long."""
        limits = LIMITS["threads"][kind]
        if self.waiting[kind] >= limits["waiting"]:
            raise RefusedError("busy")
        self.waiting[kind] += 1
        try:
            async with asyncio.timeout(limits["seconds"]):
                await self.free[kind].acquire()
        except TimeoutError as error:
            raise RefusedError("busy") from error
        finally:
            self.waiting[kind] -= 1
        try:
            yield
        finally:
            self.free[kind].release()


class Gate:
    """Datasette at a mount, bounded."""

    def __init__(self, app: ASGIApp, turns: Turns) -> None:
        self.app, self.turns = app, turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong is an answer in words, or the end of one that had begun."""
        answer = _Answer(send)
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        kind = "own" if OWN_SQL & asked.keys() else "tables"
        KIND.set(kind)
        AS_CSV.set(scope["path"].endswith(".csv") or "csv" in asked.get("_format", []))
        try:
            _require_few(asked)
            async with self.turns.turn(kind), asyncio.timeout(LIMITS["request"]["seconds"]):
                await self.app(_cleared(scope, asked), receive, answer.send)
        except RefusedError as error:
            told = error
        except TimeoutError:
            told = RefusedError("slow")
        except Exception:
            LOG.exception("%s", scope["path"])
            told = RefusedError("parameters" if scope["query_string"] else "fault")
        else:
            return
        if answer.begun:
            LOG.warning("cut: %s: %s", scope["path"], told)  # left unended: the server closes the connection
        else:
            await refusal(told, scope["path"])(scope, receive, send)


def _require_few(asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a request of more parameters or facets than a person would ask for."""
    limits = LIMITS["request"]
    facets = sum(len(values) for name, values in asked.items() if name.startswith("_facet"))
    if sum(map(len, asked.values())) > limits["parameters"] or facets > limits["facets"]:
        raise RefusedError("parameters")


def _cleared(scope: Scope, asked: dict[str, list[str]]) -> Scope:
    """Return a request without what Datasette need not see, or would refuse though its own form asks so."""
    query = scope["query_string"]
    if {"_stream", "_next"} <= asked.keys():
        query = urlencode({**asked, "_next": []}, doseq=True).encode()
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in PRIVATE]
    return {**scope, "headers": headers, "query_string": query}


class _Answer:
    """What Datasette sends, its short pieces gathered."""

    def __init__(self, send: Send) -> None:
        self.inner = send
        self.begun = False
        self.gathered = bytearray()

    async def send(self, message: Message) -> None:
        """Send on, a body in pieces of some size."""
        if message["type"] == "http.response.start":
            self.begun = True
            await self.inner(message)
        else:
            self.gathered += message.get("body", b"")
            if not message.get("more_body") or len(self.gathered) > CHUNK:
                body, self.gathered = bytes(self.gathered), bytearray()
                await self.inner({**message, "body": body})
