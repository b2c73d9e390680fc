"""What an endpoint of the API is asked and answers, as endpoints.toml declares it: the register's or a district's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from .exceptions import PluginError
from .schemes import made, read_toml

ROWS, OBJECT = "rows", "object"  # of JSON: a list of rows, or one
WRITTEN = re.compile(r"(?:/(?!\.{1,2}(?:/|$))(?:[A-Za-z0-9_.-]|\{[a-z]\w*\})+)+", re.ASCII)  # the path of an endpoint
STEP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Asked:
    """A parameter; `kind` is 文字, 日期, 年份, 数, 是否, 区, 表 or a vocabulary. One that a path names is needed."""

    name: str
    title: str
    title_en: str
    example: str
    kind: str = "文字"
    required: bool = False


@dataclass(frozen=True)
class Endpoint:
    """An endpoint: what it is for, what it is asked, and in what form it answers.

    `answer` is `rows` or `object`, JSON whose `columns` are told as "标题 / Title", or a media type of another form.
    """

    path: str
    title: str
    title_en: str
    answer: str
    description: str = ""
    description_en: str = ""
    parameter: list[Asked] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def steps(self) -> list[str]:
        """Return the parameters that the path names."""
        return STEP.findall(self.path)

    @property
    def address(self) -> str:
        """Return the path as the register serves it."""
        return f"/data{self.path}"

    def asked_in(self, path: str) -> dict[str, str] | None:
        """Return name → value of the parameters in a path that is this endpoint's, None for another's."""
        parts = STEP.split(self.address)
        pattern = "".join(f"(?P<{part}>[^/]+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None

    @property
    def example(self) -> str:
        """Return the path with an example of each parameter that it names."""
        examples = {one.name: one.example for one in self.parameter}
        return STEP.sub(lambda step: quote(examples[step[1]], safe=""), self.path)


Of = TypeVar("Of", bound=Endpoint)


def load_endpoints(file: Path, kind: type[Of]) -> list[Of]:
    """Return the endpoints that a file declares, none if there is none. Raises PluginError naming what to mend."""
    if not file.exists():
        return []
    said = read_toml(file)
    entries = said.pop("endpoint", None)
    if said or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PluginError(f"{file}: write each endpoint under [[endpoint]], and nothing beside")
    found = list(_endpoints(file, entries, kind))
    paths = [endpoint.path for endpoint in found]
    if twice := [path for path in paths if paths.count(path) > 1]:
        raise PluginError(f"{file}: {twice[0]} is declared twice; delete one")
    return found


def _endpoints(file: Path, entries: list[dict[str, Any]], kind: type[Of]) -> Iterator[Of]:
    """Yield an endpoint for each entry of a file. Raises PluginError."""
    for number, entry in enumerate(entries, 1):
        where = f"{file}: endpoint {number}"
        asked = entry.pop("parameter", [])
        if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
            raise PluginError(f"{where}: write each parameter under [[endpoint.parameter]]")
        entry["parameter"] = [made(Asked, one, f"{where}: parameter {at}") for at, one in enumerate(asked, 1)]
        endpoint = made(kind, entry, where)
        if not WRITTEN.fullmatch(endpoint.path):
            raise PluginError(
                f"{where}: the path {endpoint.path!r}: use letters, digits, -, _, dots and {{parameters}}"
            )
        names = [one.name for one in endpoint.parameter]
        if missing := [step for step in endpoint.steps if step not in names]:
            raise PluginError(f"{where}: the path names {{{missing[0]}}}; add a [[endpoint.parameter]] of that name")
        if endpoint.answer not in (ROWS, OBJECT) and "/" not in endpoint.answer:
            raise PluginError(f"{where}: the answer {endpoint.answer!r} is neither rows nor object nor a media type")
        if endpoint.columns and "/" in endpoint.answer:
            raise PluginError(f"{where}: only rows and object have columns")
        if odd := [name for name, title in endpoint.columns.items() if " / " not in str(title)]:
            raise PluginError(f'{where}: columns: write {odd[0]} = "标题 / Title"')
        yield endpoint


@dataclass(frozen=True)
class OwnEndpoint(Endpoint):
    """An endpoint of the register's own; `schema` and `body` are components of the API's openapi.json."""

    name: str = ""
    method: str = "get"
    schema: str = ""
    body: str = ""


OWN = load_endpoints(Path(__file__).with_name("endpoints.toml"), OwnEndpoint)
