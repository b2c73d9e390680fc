"""What a district adds to the API: the endpoints of its register_routes, under /-/<district>/ and nowhere else.

Each is declared in endpoints.toml, so that OpenAPI has it; a route without a declaration is not served.
"""

import inspect
import re
from collections.abc import Callable
from typing import Any

import pluggy

from ..districts import District
from ..exceptions import OverstepError, PluginError
from ..folders import DECLARED, Folder

hookimpl = pluggy.HookimplMarker("datasette")
MARKED = "datasette_impl"
HOOK = "register_routes"

Route = tuple[str, Callable[..., Any]]


class Endpoints:
    """What Datasette is to know of a district's module: its endpoints, and none of its other hooks."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.__name__ = getattr(district.module, "__name__", district.name)  # Datasette's list of plugins names it

    @hookimpl
    def register_routes(self, datasette: Any) -> list[Route]:
        """Return the district's endpoints."""
        return endpoints_of(self.district, datasette)


def endpoints_of(district: District, datasette: Any = None) -> list[Route]:
    """Return (pattern, view) of each endpoint of a district; what fails or lies elsewhere is its fault."""
    found: list[Route] = []
    for name, function in list(vars(district.module).items()) if district.module else []:
        if not hasattr(function, MARKED):
            continue
        answers: list[Any] = []
        with district.folder.containing(name):
            if name != HOOK:
                raise OverstepError(f"{name} is a hook of all of Datasette; a district has {HOOK} alone")
            asks = "datasette" in inspect.signature(function).parameters
            answers = list(function(**({"datasette": datasette or _some_datasette()} if asks else {})))
        for number, answer in enumerate(answers, 1):
            pattern = answer[0] if isinstance(answer, tuple) and answer else number
            with district.folder.containing(f"{HOOK}: {pattern}"):
                found.append(_own(district.name, district.folder, answer))
    _answered(district.folder, found)
    return found


def _answered(folder: Folder, routes: list[Route]) -> None:
    """Let go of each declaration that no route answers; it is a fault of the district."""
    for endpoint in list(folder.endpoints):
        with folder.containing(f"{DECLARED}: {endpoint.path}", folder.path / DECLARED):
            if not any(re.fullmatch(pattern, endpoint.example) for pattern, _ in routes):
                folder.endpoints.remove(endpoint)
                raise PluginError(f"no route of {HOOK} answers {endpoint.example}; add one, or delete the declaration")


def _some_datasette() -> Any:
    """Return a Datasette to ask a hook with before there is a server."""
    from datasette.app import Datasette  # costs a second, and few districts have endpoints

    return Datasette([])


def _own(district: str, folder: Folder, answer: Any) -> Route:
    """Return an endpoint that can only be reached under /-/<district>/.

    Raises OverstepError for one elsewhere, PluginError for one that is not declared.
    """
    if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], str) and callable(answer[1])):
        raise PluginError(f"{HOOK} returned {answer!r}; return a list of (pattern, function)")
    pattern, view = answer
    if not re.match(rf"\^?/-/{district}(/|\$)", pattern):
        raise OverstepError(f"the endpoint {pattern} does not lie under /-/{district}/")
    within = rf"(?=/-/{district}(?:/|$))(?:{pattern})\Z"  # Datasette would serve what only begins so
    try:
        re.compile(within)
    except re.error as error:
        raise PluginError(f"the endpoint {pattern} is no pattern: {error}") from error
    if not any(re.fullmatch(within, endpoint.example) for endpoint in folder.endpoints):
        raise PluginError(f"the endpoint {pattern} is not declared; add an [[endpoint]] to {DECLARED}")
    return within, view
