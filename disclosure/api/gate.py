"""The gate before Datasette: so many at a time of each kind, and so long each."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, quote, urlencode

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..declared import Endpoint
from .access import asked_at, failed
from .asked import PAGE, query_at, require_fit
from .desk import LANGUAGE, Desk, language_of
from .guards import CHECK
from .journal import LOG
from .kept import Heard, Kept, key_of
from .options import Asked, require_few, require_text
from .queries import AS_CSV, FAILED, KIND
from .refusals import LIMITS, RefusedError, refusal

OWN_SQL = {"sql", "_where"}
PRIVATE = {b"cookie", b"authorization"}  # nobody logs in here
CHUNK = 32768
PAGES = str(LIMITS["query"]["page"])  # rows; Datasette reads all rows of CSV so many at a time
BOM = "\ufeff".encode()


class Turns:
    """Who may query now, and who waits; to be used in one event loop."""

    def __init__(self) -> None:
        self.limits = {kind: LIMITS["threads"][kind] for kind in ("own", "named", "tables", "csv")} | LIMITS["turns"]
        self.free = {kind: asyncio.Semaphore(limits["count"]) for kind, limits in self.limits.items()}
        self.waiting = dict.fromkeys(self.free, 0)

    @asynccontextmanager
    async def turn(self, kind: str) -> AsyncIterator[None]:
        """Wait for a turn, and give it back in the end. Raises RefusedError where too many wait, or it takes long."""
        limits = self.limits[kind]
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

    def __init__(self, app: ASGIApp, turns: Turns, desk: Desk, release: str, declared: list[Endpoint]) -> None:
        self.app, self.turns, self.desk, self.release, self.declared = app, turns, desk, release, declared
        self.kept = Kept()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong is an answer in words, or the end of one that had begun."""
        headers = dict(scope["headers"])
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        as_csv = scope["path"].endswith(".csv")
        kind = self._kind(scope["path"], asked, as_csv)
        KIND.set(kind)
        preferred = headers.get(b"accept-language", b"").decode("latin-1")
        LANGUAGE.set(language_of("".join(asked.get("_lang", [])), preferred))
        browser = as_csv and b"text/html" in headers.get(b"accept", b"")
        heard = Heard(send)
        answer = _Answer(heard.send, "" if scope["method"] == "POST" else self._tag(scope, browser), as_csv, browser)
        AS_CSV.set(as_csv)
        FAILED.set(answer.failed)
        if answer.tag and answer.tag.encode() in headers.get(b"if-none-match", b"").split(b", "):
            await Response(status_code=304, headers={"etag": answer.tag})(scope, receive, send)
            return
        key = key_of(scope, answer.tag)
        if answer.tag and await self.kept.give(key, send):
            return
        try:
            require_few(asked)
            require_text(asked)
            if scope["path"] == CHECK:  # which takes turns of its own, and looks at its form first
                await self.app(scope, receive, answer.send)
                return
            require_fit(self.desk, self.declared, scope["path"], asked)
            async with self.turns.turn(kind), asyncio.timeout(LIMITS["request"]["seconds"]):
                await self.app(_cleared(scope, _whole(asked) if as_csv else asked), receive, answer.send)
            if not answer.begun:  # an endpoint of a district that returns nothing
                LOG.error("%s: nothing was answered", asked_at(scope))
                raise RefusedError("fault")
        except RefusedError as error:
            told = error
        except TimeoutError:
            told = RefusedError("slow")
        except Exception as error:
            failed(scope, error)
            told = RefusedError("fault")
        else:
            if answer.tag and heard.answer:
                self.kept.keep(key, heard.answer)
            return
        if answer.begun:
            LOG.warning("cut: %s: %s", asked_at(scope), told.name)  # left unended: the server closes the connection
        else:
            await refusal(told, scope)(scope, receive, send)

    def _kind(self, path: str, asked: Asked, as_csv: bool) -> str:
        """Return whose turns and threads a request takes, so that none of another kind waits for it."""
        if OWN_SQL & asked.keys():
            return "own"
        if query_at(self.desk, path):
            return "named"
        return "csv" if as_csv else "tables"

    def _tag(self, scope: Scope, browser: bool) -> str:
        """Return what tells an answer from others: the release, the address, the language it was asked in, the BOM."""
        asked = f"{scope['path']}?{scope['query_string'].decode('latin-1')} {LANGUAGE.get()}{' BOM' * browser}"
        return f'W/"{self.release}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'


def _whole(asked: Asked) -> Asked:
    """Return what CSV is asked for as all of its rows, unless a number of them was asked for."""
    sizes = [size for size in asked.get("_size", []) if size != "max"]
    if sizes:
        return asked
    return {name: values for name, values in asked.items() if name != "_next"} | {"_stream": ["on"], "_size": [PAGES]}


def _cleared(scope: Scope, asked: Asked) -> Scope:
    """Return a request without what Datasette need not see, or would refuse though its own form asks so.

    Of a path it reads ~XX, and commas between the values of a key; browsers and spreadsheets write both as %XX.
    """
    query, pages = scope["query_string"], parse_qs(scope["query_string"].decode("latin-1")).get("_next", [])
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    path = re.sub(rb"%2[cC]", b",", path).replace(b"%", b"~")
    if "_stream" in asked:
        query = urlencode(asked, doseq=True).encode()
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in PRIVATE]
    return {**scope, "headers": headers, "query_string": query, "raw_path": path, PAGE: "".join(pages[:1])}


class _Answer:
    """What Datasette sends, its short pieces gathered, a good answer with its tag; CSV as such, or for a browser.

    A browser leaves CSV to a spreadsheet, which needs the BOM; programs do not want it.
    """

    def __init__(self, send: Send, tag: str, as_csv: bool, browser: bool) -> None:
        self.inner, self.tag, self.as_csv, self.browser = send, tag, as_csv, browser
        self.begun = self.good = False
        self.gathered = bytearray()
        self.failed: list[RefusedError] = []

    async def send(self, message: Message) -> None:
        """Send on, a body in pieces of some size. Raises RefusedError where the rest of CSV could not be read."""
        if self.good and self.failed:
            raise self.failed[0]
        if message["type"] == "http.response.start":
            self.begun, self.good = True, message["status"] == 200
            self.failed.clear()  # what failed before is what is answered
            tag = [(b"etag", self.tag.encode())] if self.good and self.tag else []
            headers = [*message["headers"], *tag]
            if self.good and self.as_csv:
                headers = self._as_csv(headers)
            await self.inner({**message, "headers": headers})
        else:
            self.gathered += message.get("body", b"")
            if not message.get("more_body") or len(self.gathered) > CHUNK:
                body, self.gathered = bytes(self.gathered), bytearray()
                await self.inner({**message, "body": body})

    def _as_csv(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Return the headers of CSV: its type, which Datasette calls text, and that browsers get another answer."""
        kept = [(name, value) for name, value in headers if name.lower() != b"content-type"]
        if self.browser:
            self.gathered += BOM
            if not any(name.lower() == b"content-disposition" for name, _ in kept):
                kept.append((b"content-disposition", b"attachment"))
        return [*kept, (b"content-type", b"text/csv; charset=utf-8"), (b"vary", b"Accept")]
