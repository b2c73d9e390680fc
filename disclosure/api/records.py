"""Everything about one organisation or one grant, as JSON."""

import sqlite3
from collections.abc import Callable

from datasette.utils import sqlite_timelimit
from starlette.requests import Request
from starlette.responses import Response

from ..site.reading import Reader
from ..site.records import Record, as_bytes
from ..site.records.grants import grant
from ..site.records.organisations import organisation
from .options import near
from .refusals import LIMITS, RefusedError, repeated
from .releases import Release

JSON = "application/json"
NEAR = 200  # codes that are compared with one that is not known


async def organisation_json(release: Release, request: Request) -> Response:
    """Return everything about one organisation. Raises RefusedError naming the nearest code if there is none."""
    org_id = request.path_params["org_id"]

    def found(reader: Reader) -> Record:
        told = organisation(reader, org_id)
        if told is None:
            raise RefusedError(
                "no-organisation", name=repeated(org_id), **_nearest(reader, "org_id", "organisations", "", org_id)
            )
        return told

    return await _record(release, found)


async def grant_json(release: Release, request: Request) -> Response:
    """Return everything about one grant. Raises RefusedError naming the nearest code if there is none."""
    district, grant_id = request.path_params["district"], request.path_params["grant_id"]

    def found(reader: Reader) -> Record:
        told = grant(reader, district, grant_id)
        if told is None:
            near = _nearest(reader, "grant_id", "grants", district, grant_id)
            raise RefusedError("no-grant", name=repeated(grant_id), district=repeated(district), **near)
        return told

    return await _record(release, found)


async def _record(release: Release, made: Callable[[Reader], Record]) -> Response:
    """Return a record, made on a thread for queries. Raises RefusedError where that takes too long."""
    most = LIMITS["query"]["milliseconds"]

    def in_thread(connection: sqlite3.Connection) -> bytes:
        with sqlite_timelimit(connection, most):
            return as_bytes({"build": release.build} | made(release.reader(connection)))

    try:
        content = await release.data.database.execute_fn(in_thread)
    except sqlite3.OperationalError as error:
        raise RefusedError("time", most=most // 1000) from error
    return Response(content, media_type=JSON)


def _nearest(reader: Reader, column: str, table: str, district: str, code: str) -> dict[str, str]:
    """Return what is to be said of the code that is nearest to one that is not published."""
    half = len(code) // 2
    rows = reader.rows(
        f"select {column} from {table} where (:district = '' or district = :district)"
        f" and (substr(lower({column}), 1, :half) = substr(lower(:code), 1, :half)"
        f" or substr(lower({column}), -:half) = substr(lower(:code), -:half)) order by 1 limit :most",
        {"district": district, "half": half, "code": code, "most": NEAR},
    )
    return near(code, [row[column] for row in rows if half])
