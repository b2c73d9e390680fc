"""The routes of the register's own endpoints below /data/-/."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..declared import OWN
from .releases import Release

Handler = Callable[[Release, Request], Awaitable[Response]]


def routes(release: Release, handlers: dict[str, Handler]) -> list[BaseRoute]:
    """Return a route for each endpoint that has a handler, which answers from one release; POST has a page too."""
    return [
        Route(one.path, partial(handlers[one.name], release), methods=sorted({"GET", one.method.upper()}))
        for one in OWN
        if one.name in handlers
    ]
