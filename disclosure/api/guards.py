"""What holds for every request and answer, whatever serves it."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import SERVED, failed, unserved
from .refusals import LIMITS, RefusedError, refusal

READING = ("GET", "HEAD")
CHECK = "/data/-/check"  # the one address that takes a body
HEADERS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))


class Guarded:
    """An application behind the register's rules for requests and answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault(SERVED, unserved())
        answer = _Guard(scope, send)
        try:
            if told := refused(scope):
                allow = {"allow": ", ".join(methods(scope))} if told.status == 405 else None
                await refusal(told, scope, allow)(scope, receive, answer.send)
            else:
                await self.app(scope, receive, answer.send)
        except Exception as error:
            failed(scope, error)
            if not answer.begun:
                await refusal(RefusedError("fault"), scope)(scope, receive, answer.send)


def refused(scope: Scope) -> RefusedError | None:
    """Return why a request is refused before it is looked at, None where it is not."""
    limits = LIMITS["request"]
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > limits["address"]:
        return RefusedError("address", most=limits["address"])
    if sum(len(name) + len(value) for name, value in scope["headers"]) > limits["head"]:
        return RefusedError("head", most=limits["head"])
    length = dict(scope["headers"]).get(b"content-length", b"0")
    taken = scope["path"] == CHECK
    most = LIMITS["check"]["body"] if taken else limits["body"]
    if not length.isdigit() or len(length) > 18 or int(length) > most:
        return RefusedError("file-size", most=most // 1_000_000) if taken else RefusedError("body")
    return None if scope["method"] in methods(scope) else RefusedError("method-check" if taken else "method")


def methods(scope: Scope) -> tuple[str, ...]:
    """Return the methods that an address takes."""
    return (*READING, "POST") if scope["path"] == CHECK else READING


class _Guard:
    """An answer as it is sent: with the register's headers, redirecting only to itself, without a body to HEAD."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.inner = send
        self.begun = False
        self.data = scope["path"].startswith("/data/")
        self.head = scope["method"] == "HEAD"

    async def send(self, message: Message) -> None:
        """Send on."""
        if message["type"] == "http.response.start":
            self.begun = True
            ours = {name.encode(): value.encode() for name, value in self._headers().items()}
            if b"vary" in ours:  # whatever varies an answer beneath varies it still
                varied = [value for name, value in message["headers"] if name.lower() == b"vary"]
                ours[b"vary"] = b", ".join([*varied, ours[b"vary"]])
            kept = [(name, _here(name, value)) for name, value in message["headers"] if name.lower() not in ours]
            message = {**message, "headers": [*kept, *ours.items()]}
        elif self.head:
            message = {**message, "body": b""}
        await self.inner(message)

    def _headers(self) -> dict[str, str]:
        """Return the headers of an answer: those of every one, and those of its part."""
        return HEADERS["every"] | HEADERS["data" if self.data else "site"]


def _here(name: bytes, value: bytes) -> bytes:
    """Return a header's value; a redirection's without the host, which is whatever the request said it was."""
    if name.lower() != b"location":
        return value
    place = urlsplit(value.decode("latin-1"))
    path = "/" + place.path.lstrip("/\\")
    return (f"{path}?{place.query}" if place.query else path).encode("latin-1")
