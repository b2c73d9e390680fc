"""One address: the site at /, Datasette at /data/, and a new build taken up without dropping a request."""

import asyncio
import copy
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import datasette.plugins
import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ..declared import OWN
from ..districts import District, places
from ..judgement.rulebook import judged_by, rulebook
from ..site.speaking import Dressed
from ..statements import Statement
from . import DATABASE, beside, checking, openapi, own
from .access import SERVED, Lines, Logged
from .changes import changed
from .choosing import Choosing
from .compressing import Compressed
from .connections import PatientProtocol
from .data import mend_datasette
from .elsewhere import Elsewhere, Loop
from .endpoints import Endpoints
from .files import Site
from .finding import answer, environment
from .gate import Gate, Turns
from .guards import Guarded
from .own import Handler
from .processes import share_out
from .queries import Found
from .records import grant_json, organisation_json
from .refusals import LIMITS, RefusedError, refusal
from .releases import Release, Releases
from .searching import QUESTION

THRESHOLD = {"title": "", "title_en": "", "unit": "数"}  # of a rule's query
SAID = ("title", "title_en", "description", "description_en", "group")  # of the header of a query or a view


async def in_words(request: Request, error: Exception) -> Response:
    """Return the answer to a request that ended in an error outside of Datasette."""
    if not isinstance(error, RefusedError):
        error = RefusedError("not-found" if getattr(error, "status_code", 500) == 404 else "fault")
    return refusal(error, request.scope)


IN_WORDS: dict[Any, Any] = {RefusedError: in_words, 404: in_words, 500: in_words}


class Application:
    """The register at one address."""

    def __init__(self, build: Path, districts: list[District], metadata: Path, lines: Lines | None = None) -> None:
        self.districts, self.metadata_file = districts, metadata
        self.releases = Releases(build / "current", self._open)
        self.loop, self.turns = Loop(), Turns()
        register_endpoints(districts)
        health = [Route(path, self._health) for path in ("/-/health", "/data/-/health")]
        routes = [*health, Mount("/", self._serve)]
        app: ASGIApp = Guarded(Starlette(routes=routes, lifespan=self._life, exception_handlers=IN_WORDS))
        self.lines = lines
        self.app = Logged(app, lines) if lines else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or the server's start and stop."""
        await self.app(scope, receive, send)

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """Return what Datasette is told of databases and queries, which no release changes."""
        return read_metadata(self.metadata_file, self.districts)

    def _open(self, folder: Path) -> Release:
        """Return a release opened for serving, with its routes."""
        release = Release(folder, copy.deepcopy(self.metadata))
        try:
            release.app = Router(_routes(release, self.loop, self.turns, self.districts))
        except BaseException:
            release.close()
            raise
        return release

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request from one release."""
        await self.releases.look()
        with self.releases.taken() as release:
            if release and SERVED in scope:
                scope[SERVED].update(build=release.build, names=release.names, parameters=release.parameters)
            if release is None or release.app is None:
                told = self.releases.problem or RefusedError("nothing")
                await refusal(told, scope)(scope, receive, send)
            else:
                await release.app(scope, receive, send)

    async def _health(self, _: Request) -> Response:
        """Return what is served, and why not the newest where it is not."""
        await self.releases.look()
        status, content = self.releases.health()
        return JSONResponse(content, status, {"cache-control": "no-store"})

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        """Take up what is published, and close it in the end."""
        self.releases.notice()
        yield
        await asyncio.to_thread(self.releases.close)
        await asyncio.to_thread(self.loop.stop)
        if self.lines:
            await asyncio.to_thread(self.lines.close)


def _routes(release: Release, loop: Loop, turns: Turns, districts: list[District]) -> list[BaseRoute]:
    """Return what lies where in a release."""
    site = release.folder / "site"
    declared = [*OWN, *(endpoint for district in districts for endpoint in district.folder.endpoints)]
    handlers: dict[str, Handler] = {
        "organisation": organisation_json,
        "grant": grant_json,
        "check": partial(checking.answer, districts, turns),
        "openapi": partial(openapi.answer, declared),
    }
    release.parameters |= {one.name for endpoint in declared for one in endpoint.parameter}
    data = Router([*own.routes(release, handlers), *_closed()], default=release.data.app(), redirect_slashes=False)
    gate = Gate(data, turns, release.data.desk, release.folder.name, declared)
    routes: list[BaseRoute] = [
        Route("/data", lambda _: RedirectResponse("/data/")),
        Route("/data/disclosure.db", lambda _: RedirectResponse("/downloads/disclosure.db")),
        Route("/data/-/changes", partial(changed, release)),
        Mount(
            "/data",
            Compressed(Elsewhere(gate, loop)),
        ),
        Mount("/downloads", Site(directory=site / "downloads", html=True, check_dir=False)),
        *(
            Mount(root or "/", Compressed(Site(directory=site / root.lstrip("/"), html=True, check_dir=False)))
            for root in sorted({*release.data.desk.roots}, reverse=True)
        ),
    ]
    choosing = Choosing(release.data)
    for language in release.data.desk.languages:
        templates, pages = environment(language), site / language.root.lstrip("/")
        shell = pages / "search" / "index.html"
        if shell.is_file():
            page = shell.read_text(encoding="utf-8")
            found = Dressed(templates.get_template("results.html"), language)
            routes.insert(0, Route(f"{language.root}/search/", partial(answer, release.data, page, found)))
        shell = pages / "organisations" / "chosen" / "index.html"
        if shell.is_file():
            page = shell.read_text(encoding="utf-8")
            listed = Dressed(templates.get_template("organisations_list.html"), language)
            routes.insert(0, Route(f"{language.root}/organisations/chosen/", partial(choosing.answer, page, listed)))
        shell = pages / "compare" / "chosen" / "index.html"
        if shell.is_file():
            page = shell.read_text(encoding="utf-8")
            abreast = Dressed(templates.get_template("abreast_chosen.html"), language)
            chosen = partial(beside.answer, release.data, page, abreast)
            routes.insert(0, Route(f"{language.root}/compare/chosen/", chosen))
    return routes


def _closed() -> list[BaseRoute]:
    """Return the addresses of Datasette's that are not the register's: there is nothing."""

    def nothing(request: Request) -> Response:  # noqa: ARG001
        raise HTTPException(404)

    return [Route(f"/-/{name}", nothing) for name in LIMITS["datasette"]["closed"]]


def register_endpoints(districts: Iterable[District]) -> None:
    """Let Datasette know the endpoints of the districts' modules, which serve /-/<district>/."""
    mend_datasette()
    for district in districts:
        name = f"disclosure-{district.name}"
        if datasette.plugins.pm.has_plugin(name):
            datasette.plugins.pm.unregister(name=name)
        if district.module:
            datasette.plugins.pm.register(Endpoints(district), name)


def read_metadata(path: Path, districts: list[District]) -> dict[str, Any]:
    """Return metadata.yml with the named queries of every place and those of the rules added to its own."""
    metadata: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = metadata.setdefault("databases", {}).setdefault(DATABASE, {})
    queries, tables = own.setdefault("queries", {}), own.setdefault("tables", {})
    queries["search"] = _said(QUESTION) | {"sql": QUESTION.sql, "params": list(QUESTION.parameters)}
    for place in places(districts):
        for query in place.statements("queries"):
            name = f"{place.district}_{query.path.stem}" if place.district else query.path.stem
            queries.setdefault(name, _said(query) | {"sql": query.sql})
        for view in place.statements("views"):
            tables.setdefault(view.path.stem, _said(view))
    for versions in rulebook(districts).values():
        for rule in versions:
            off = [(one.title, one.folder.waivers[rule.code]) for one in districts if rule.code in one.folder.waivers]
            left_out = "".join(waiver.left_out(title) for title, waiver in off)
            queries[rule.query] = {
                "title": f"规则 {rule.code}（{rule.version}）：{rule.title}——哪些不符合？",
                "title_en": f"Rule {rule.code} ({rule.version}): {rule.title_en}. What breaks it?",
                "description": f"{rule.explanation} 依据：{rule.basis}。界限可以在下面改动，留空即用规定的数。"
                + left_out,
                "sql": rule.violations(judged_by(rule, districts)),
                "asks": dict.fromkeys(rule.statement.thresholds, THRESHOLD),
                "found": Found(rule.sql, rule.violations(judged_by(rule, districts), found=True)),
            }
    return metadata


def _said(statement: Statement) -> dict[str, Any]:
    """Return what the header of a query or view says of it, and of its columns, and what it reads, in order."""
    words = {key: statement.header[key] for key in SAID if key in statement.header}
    reads = sorted(statement.reads, key=statement.sql.index)
    return words | {"shown": statement.columns, "asks": statement.parameters, "reads": reads}


def create_app(build: Path, districts: list[District], metadata: Path, lines: Lines | None = None) -> Application:
    """Return the application that serves what is published under `build`; each answer is one of `lines`."""
    return Application(build, districts, metadata, lines)


def serve(build: Path, districts: list[District], metadata: Path, listener: socket.socket, workers: int = 1,
          lines: Lines | None = None) -> None:  # fmt: skip
    """Serve at a socket until stopped, by as many processes."""
    work = partial(_serve, build, districts, metadata, listener, lines)
    if workers == 1:
        work()
    else:
        share_out(work, workers)


def _serve(
    build: Path, districts: list[District], metadata: Path, listener: socket.socket, lines: Lines | None
) -> None:
    """Serve at a socket until stopped, by this process, whose SQLite may hold so much from now on.

    The limit is the process's and cannot be raised again, so an application in a process of others sets none.
    """
    sqlite3.connect(":memory:").execute(f"pragma hard_heap_limit={LIMITS['query']['heap']}").connection.close()
    limits = LIMITS["request"]
    config = uvicorn.Config(
        create_app(build, districts, metadata, lines),
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # nothing here depends on who asks, or on what a proxy says of him
        server_header=False,
        h11_max_incomplete_event_size=limits["head"],
        limit_concurrency=limits["connections"],
        timeout_keep_alive=limits["keep_alive"],
        timeout_graceful_shutdown=limits["leave"],
    )
    asyncio.run(uvicorn.Server(config).serve([listener]))
