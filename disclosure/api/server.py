"""One address: the site at /, Datasette at /data/, and a new build taken up without dropping a request."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasette.plugins
import uvicorn
import yaml
from datasette.app import Datasette
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from ..districts import load_districts
from ..judgement.rulebook import judged_by, rulebook
from ..rules import read_header
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

    def __init__(self, build: Path, plugins: Path, metadata: Path) -> None:
        self.build, self.plugins, self.metadata = build, plugins, metadata
        self.published: Published | None = None
        register_endpoints(plugins)

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
            else:
                app: Any = published.data_app if scope["path"].startswith("/data/") else published.site
                await app(scope, receive, send)
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
            metadata=read_metadata(self.metadata, self.plugins),
            settings=SETTINGS,
            static_mounts=[("assets", str(Path(__file__).with_name("static")))],
        )
        (release / "site").mkdir(exist_ok=True)
        return Published(release, Site(directory=release / "site", html=True), data, data.app())


async def _lifespan(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def register_endpoints(plugins: Path) -> None:
    """Let Datasette know the districts' modules, whose register_routes serve /-/<district>/."""
    for district in load_districts(plugins):
        name = f"disclosure-{district.name}"
        if datasette.plugins.pm.has_plugin(name):
            datasette.plugins.pm.unregister(name=name)
        if district.module:
            datasette.plugins.pm.register(district.module, name)


def read_metadata(path: Path, plugins: Path) -> dict[str, Any]:
    """Return metadata.yml with the named queries of the districts and of the rules added to its own."""
    metadata: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    queries = metadata.setdefault("databases", {}).setdefault(DATABASE, {}).setdefault("queries", {})
    for file in sorted(plugins.glob("*/queries/*.sql")):
        header, sql = read_header(file)
        entry = {key: header[key] for key in ("title", "description") if key in header}
        queries.setdefault(f"{file.parent.parent.name}_{file.stem}", entry | {"sql": sql})
    districts = load_districts(plugins)
    for versions in rulebook(districts).values():
        for rule in versions:
            queries[rule.query] = {
                "title": f"规则 {rule.code}（{rule.version}）：{rule.title}——哪些不符合？",
                "description": f"{rule.explanation} 依据：{rule.basis}。界限可以在下面改动，留空即用规定的数。",
                "sql": rule.violations(judged_by(rule, districts)),
            }
    return metadata


def create_app(build: Path, plugins: Path, metadata: Path) -> Application:
    """Return the application that serves what is published under `build`."""
    return Application(build, plugins, metadata)


def serve(build: Path, plugins: Path, metadata: Path, host: str, port: int) -> None:
    """Serve until stopped."""
    config = uvicorn.Config(create_app(build, plugins, metadata), host=host, port=port, log_level="warning")
    asyncio.run(uvicorn.Server(config).serve())
