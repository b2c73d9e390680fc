"""Answers compressed for who takes them so."""

import re

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSED = re.compile(rb"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)


class Compressed:
    """Answers compressed, but for who says `gzip;q=0`; downloads are not: they answer ranges."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain, self.compressed = app, GZipMiddleware(app, minimum_size=1000, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        taken = dict(scope["headers"]).get(b"accept-encoding", b"")
        await (self.plain if REFUSED.search(taken) else self.compressed)(scope, receive, send)
