"""/data/-/changes: what changed since another release that is kept."""

import asyncio
import sqlite3
import threading
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..declared import OWN
from ..exports.changes import changes
from ..publication import releases
from .asked import require_fit
from .options import require_few, require_text
from .refusals import LIMITS, RefusedError, refusal, repeated
from .releases import Release

MOST = LIMITS["changes"]
FREE = threading.BoundedSemaphore(MOST["at_once"])


async def changed(release: Release, request: Request) -> Response:
    """Return what changed from another release to the one that is served."""
    try:
        asked = {name: request.query_params.getlist(name) for name in request.query_params}
        require_few(asked)
        require_text(asked)
        require_fit(release.data.desk, OWN, request.url.path, asked)
        if not FREE.acquire(blocking=False):
            raise RefusedError("busy")
        try:
            content = await asyncio.to_thread(_answer, release.folder, dict(request.query_params))
        finally:
            FREE.release()
    except RefusedError as error:
        return refusal(error, request.scope)
    return JSONResponse(content, headers={"cache-control": "public, max-age=60"})


def _answer(served: Path, asked: dict[str, str]) -> dict[str, Any]:
    """Return the content of the answer. Raises RefusedError for what cannot be compared."""
    offset = int(asked.get("offset") or 0)
    since = _since(served, asked.get("since", ""))
    new = served / "disclosure.db"
    table, district = asked.get("table", ""), asked.get("district", "")
    try:
        told = changes(since / new.name if since else None, new, MOST["rows"], offset, table, district,
                       MOST["seconds"])  # fmt: skip
    except sqlite3.Error as error:
        raise RefusedError("time", most=MOST["seconds"]) from error
    return {"build": served.name, "since": since.name if since else None, **told}


def _since(served: Path, asked: str) -> Path | None:
    """Return the release that was asked for, or the one before the one served; None if there is no other."""
    kept = [path for path in releases(served.parent.parent) if (path / "disclosure.db").is_file()]
    if asked:
        named = [path for path in kept if asked in (path.name, path.name.partition(".")[0])]
        if not named:
            known = ", ".join(path.name for path in kept)
            raise RefusedError("no-build", name=repeated(asked), known=known)
        return named[-1]
    earlier = kept[: kept.index(served)] if served in kept else kept
    other = [path for path in earlier if path.name.partition(".")[0] != served.name.partition(".")[0]]
    return other[-1] if other else None
