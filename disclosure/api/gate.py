"""The gate before Datasette: so many at a time of each kind, and so long each."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, quote, urlencode

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .asked import require_fit
from .desk import LANGUAGE, Desk, language_of
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

    def __init__(self, app: ASGIApp, turns: Turns, desk: Desk, release: str) -> None:
        self.app, self.turns, self.desk, self.release = app, turns, desk, release

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong is an answer in words, or the end of one that had begun."""
        headers = dict(scope["headers"])
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        kind = "own" if OWN_SQL & asked.keys() else "tables"
        KIND.set(kind)
        preferred = headers.get(b"accept-language", b"").decode("latin-1")
        LANGUAGE.set(language_of("".join(asked.get("_lang", [])), preferred))
        answer = _Answer(send, self._tag(scope))
        AS_CSV.set(scope["path"].endswith(".csv") or "csv" in asked.get("_format", []))
        if answer.tag.encode() in headers.get(b"if-none-match", b"").split(b", "):
            await Response(status_code=304, headers={"etag": answer.tag})(scope, receive, send)
            return
        try:
            _require_few(asked)
            require_fit(self.desk, scope["path"], asked)
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

    def _tag(self, scope: Scope) -> str:
        """Return what tells an answer from others: the release, the address and the language it was asked in."""
        asked = f"{scope['path']}?{scope['query_string'].decode('latin-1')} {LANGUAGE.get()}"
        return f'W/"{self.release}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'


def _require_few(asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a request of more parameters or facets than a person would ask for."""
    limits = LIMITS["request"]
    facets = sum(len(values) for name, values in asked.items() if name.startswith("_facet"))
    if sum(map(len, asked.values())) > limits["parameters"] or facets > limits["facets"]:
        raise RefusedError("parameters")


def _cleared(scope: Scope, asked: dict[str, list[str]]) -> Scope:
    """Return a request without what Datasette need not see, or would refuse though its own form asks so.

    Of a path it reads ~XX, and commas between the values of a key; browsers and spreadsheets write both as %XX.
    """
    query = scope["query_string"]
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    path = re.sub(rb"%2[cC]", b",", path).replace(b"%", b"~")
    if {"_stream", "_next"} <= asked.keys():
        query = urlencode({**asked, "_next": []}, doseq=True).encode()
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in PRIVATE]
    return {**scope, "headers": headers, "query_string": query, "raw_path": path}


class _Answer:
    """What Datasette sends, its short pieces gathered, a good answer with its tag."""

    def __init__(self, send: Send, tag: str) -> None:
        self.inner, self.tag = send, tag
        self.begun = False
        self.gathered = bytearray()

    async def send(self, message: Message) -> None:
        """Send on, a body in pieces of some size."""
        if message["type"] == "http.response.start":
            self.begun = True
            tag = [(b"etag", self.tag.encode())] if message["status"] == 200 else []
            await self.inner({**message, "headers": [*message["headers"], *tag]})
        else:
            self.gathered += message.get("body", b"")
            if not message.get("more_body") or len(self.gathered) > CHUNK:
                body, self.gathered = bytes(self.gathered), bytearray()
                await self.inner({**message, "body": body})
