"""One address: the site at /, Datasette at /data/, and a new build taken up without dropping a request."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasette.plugins
import uvicorn
import yaml
from datasette.app import Datasette
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from ..districts import District, places
from ..judgement.rulebook import judged_by, rulebook
from . import DATABASE
from .finding import answer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SETTINGS: dict[str, Any] = {
    "base_url": "/data/",
    "suggest_facets": False,
    "default_page_size": 100,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 3000,
    "default_cache_ttl": 60,
    "allow_download": True,
}
NOT_YET = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>尚未发布</title>
<p>还没有发布任何内容。请先运行 <code>disclosure build</code>，再刷新本页。</p>
<p lang="en">Nothing is published yet. Run <code>disclosure build</code>, then reload.</p></html>"""


@dataclass
class Published:
    """One published build being served; it is closed when the last request on it has ended."""

    release: Path
    site: StaticFiles
    data: Datasette
    data_app: Any
    requests: int = 0
    retired: bool = False

    def close_if_done(self) -> None:
        """Close the database of a retired build that no request uses any more."""
        if self.retired and not self.requests:
            self.data.get_database(DATABASE).close()
            if self.data.executor:
                self.data.executor.shutdown(wait=False)


class Site(StaticFiles):
    """The static site, its Atom feeds and CSV files named as what they are."""

    TYPES = {".xml": "application/atom+xml; charset=utf-8", ".csv": "text/csv; charset=utf-8"}  # noqa: RUF012

    def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the file with its content type and a short life in caches."""
        response = super().file_response(full_path, *args, **kwargs)
        if kind := self.TYPES.get(Path(full_path).suffix):
            response.headers["content-type"] = kind
        response.headers["cache-control"] = "public, max-age=60"
        return response


class Application:
    """The ASGI application: looks at the link `current` at each request."""

    def __init__(self, build: Path, districts: list[District], metadata: Path) -> None:
        self.build, self.districts, self.metadata = build, districts, metadata
        self.published: Published | None = None
        register_endpoints(districts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        published = self.current()
        if published is None:
            await HTMLResponse(NOT_YET, status_code=503)(scope, receive, send)
            return
        published.requests += 1
        try:
            if scope["path"] == "/data":
                await RedirectResponse("/data/")(scope, receive, send)
            elif scope["path"] == "/search/" and (published.release / "site" / "search").exists():
                found = await answer(published.data, published.release / "site", scope["query_string"])
                await found(scope, receive, send)
            elif scope["path"].startswith("/data/"):
                await published.data_app(_below(scope), receive, _redirecting(send))
            else:
                await published.site(scope, receive, send)
        finally:
            published.requests -= 1
            published.close_if_done()

    def current(self) -> Published | None:
        """Return the build that `current` points at, having retired the one before."""
        link = self.build / "current"
        if not link.exists():
            return self.published
        release = link.resolve()
        if self.published is None or self.published.release != release:
            before, self.published = self.published, self._open(release)
            if before:
                before.retired = True
                before.close_if_done()
        return self.published

    def _open(self, release: Path) -> Published:
        """Return a build, opened for serving."""
        data = Datasette(
            immutables=[str(release / "disclosure.db")],
            metadata=read_metadata(self.metadata, self.districts),
            settings=SETTINGS,
            static_mounts=[("assets", str(Path(__file__).with_name("static")))],
        )
        (release / "site").mkdir(exist_ok=True)
        return Published(release, Site(directory=release / "site", html=True), data, data.app())


def _below(scope: Scope) -> Scope:
    """Return a request for /data/… as a proxy would hand it on: Datasette's own links add the prefix again."""
    raw = scope.get("raw_path") or scope["path"].encode()
    return {**scope, "path": scope["path"].removeprefix("/data"), "raw_path": raw.removeprefix(b"/data")}


def _redirecting(send: Send) -> Send:
    """Return `send` with the prefix added to redirections that Datasette makes from the address it was handed."""

    async def redirecting(message: MutableMapping[str, Any]) -> None:
        message["headers"] = [
            (name, b"/data" + value)
            if name.lower() == b"location" and value.startswith(b"/") and not value.startswith(b"/data/")
            else (name, value)
            for name, value in message.get("headers", [])
        ]
        await send(message)

    return redirecting


async def _lifespan(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def register_endpoints(districts: Iterable[District]) -> None:
    """Let Datasette know the districts' modules, whose register_routes serve /-/<district>/."""
    plain = datasette.plugins.pm.get_plugin("datasette.handle_exception")
    plain.rich = None  # with it each 404 prints pages of local variables, and one on an unknown address ends in a 500
    for district in districts:
        name = f"disclosure-{district.name}"
        if datasette.plugins.pm.has_plugin(name):
            datasette.plugins.pm.unregister(name=name)
        if district.module:
            datasette.plugins.pm.register(district.module, name)


def read_metadata(path: Path, districts: list[District]) -> dict[str, Any]:
    """Return metadata.yml with the named queries of every place and those of the rules added to its own."""
    metadata: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    queries = metadata.setdefault("databases", {}).setdefault(DATABASE, {}).setdefault("queries", {})
    for place in places(districts):
        for query in place.statements("queries"):
            words = {key: query.header[key] for key in ("title", "description") if key in query.header}
            name = f"{place.district}_{query.path.stem}" if place.district else query.path.stem
            queries.setdefault(name, words | {"sql": query.sql})
    for versions in rulebook(districts).values():
        for rule in versions:
            queries[rule.query] = {
                "title": f"规则 {rule.code}（{rule.version}）：{rule.title}——哪些不符合？",
                "description": f"{rule.explanation} 依据：{rule.basis}。界限可以在下面改动，留空即用规定的数。",
                "sql": rule.violations(judged_by(rule, districts)),
            }
    return metadata


def create_app(build: Path, districts: list[District], metadata: Path) -> Application:
    """Return the application that serves what is published under `build`."""
    return Application(build, districts, metadata)


def serve(build: Path, districts: list[District], metadata: Path, host: str, port: int) -> None:
    """Serve until stopped."""
    config = uvicorn.Config(create_app(build, districts, metadata), host=host, port=port, log_level="warning")
    asyncio.run(uvicorn.Server(config).serve())
