"""The register's own endpoints below /data/-/: what endpoints.toml declares of them, and their routes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..declared import Endpoint, load_endpoints
from .releases import Release

SHOWN = 40  # characters of what was asked that an answer repeats


@dataclass(frozen=True)
class OwnEndpoint(Endpoint):
    """An endpoint of the register's own; `schema` and `body` are components of openapi.json."""

    name: str = ""
    method: str = "get"
    schema: str = ""
    body: str = ""


OWN = load_endpoints(Path(__file__).with_name("endpoints.toml"), OwnEndpoint)
Handler = Callable[[Release, Request], Awaitable[Response]]


def routes(release: Release, handlers: dict[str, Handler]) -> list[BaseRoute]:
    """Return a route for each endpoint that has a handler, which answers from one release; POST has a page too."""
    return [
        Route(one.path, partial(handlers[one.name], release), methods=sorted({"GET", one.method.upper()}))
        for one in OWN
        if one.name in handlers
    ]
