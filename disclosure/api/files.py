"""The files of a release as they are served: each said to be what it is, whole or in part."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from ..site.addresses import version
from .guards import HEADERS
from .refusals import RefusedError, refusal

MISSING, FOUND, NOT_FOUND = "404.html", 200, 404
FILES: dict[str, Any] = HEADERS["files"]
PART = re.compile(r"([0-9]{0,15})-([0-9]{0,15})", re.ASCII)  # of a file: from a byte to a byte, or so many at its end


class Site(StaticFiles):
    """The static site, its feeds and files named as what they are, each kept in caches as long as it may be."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a Range that is none, or of another unit, asks for nothing (RFC 9110, 14.2)."""
        headers = [
            (name, value) for name, value in scope["headers"] if name != b"range" or parts_in(value.decode("latin-1"))
        ]
        await super().__call__({**scope, "headers": headers}, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file of an address, 404 for what cannot be one."""
        try:
            answer = await super().get_response(path, scope)
        except OSError as error:
            raise HTTPException(404) from error
        own = Path(str(self.directory), path.split("/")[0], MISSING)  # of the language asked in
        if answer.status_code == NOT_FOUND and own.parent != Path(str(self.directory)) and own.is_file():
            answer = FileResponse(own, NOT_FOUND)
        answer.headers.setdefault("cache-control", FILES["kept"])  # the page for what is not found
        return answer

    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, *args: Any, **kwargs: Any) -> Any:
        """Return the file with its content type; one asked for by its content is kept for a year."""
        response = super().file_response(full_path, stat_result, scope, *args, **kwargs)
        if isinstance(response, FileResponse) and _beyond(response, stat_result.st_size, Headers(scope=scope)):
            length = stat_result.st_size
            return refusal(RefusedError("range", length=length), scope, {"content-range": f"bytes */{length}"})
        file = Path(full_path)
        if kind := next((kind for end, kind in FILES["kinds"].items() if fnmatch(file.name, end)), None):
            response.headers["content-type"] = kind
        asked = scope["query_string"].partition(b"v=")[2].decode("latin-1")
        same = "theme" in file.parts and asked and asked == version(file)
        response.headers["cache-control"] = FILES["immutable" if same else "kept"]
        return response


def parts_in(asked: str) -> list[tuple[str, str]]:
    """Return the parts of a file that a Range asks for; none where it is not one, or counts in no bytes."""
    unit, _, listed = asked.lower().replace(" ", "").partition("=")
    found = [PART.fullmatch(part) for part in listed.split(",")] if unit == "bytes" else []
    parts = [(part[1], part[2]) for part in found if part and any(part.groups())]
    backwards = any(first and last and int(last) < int(first) for first, last in parts)
    return [] if backwards or len(parts) < len(found) else parts


def _beyond(whole: FileResponse, length: int, headers: Headers) -> bool:
    """Return whether a part of a file is asked for, of the file as it is now, that begins behind its end."""
    asked = parts_in(headers.get("range", ""))
    now = headers.get("if-range") in (None, whole.headers["etag"], whole.headers["last-modified"])
    starts = [int(first) if first else max(0, length - int(last)) for first, last in asked]
    return whole.status_code == FOUND and now and any(start >= length for start in starts)
