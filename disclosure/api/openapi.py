"""The OpenAPI document of one release: its tables, views and named queries as they are, and the declared endpoints."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from ..declared import OBJECT, ROWS, Asked, Endpoint, OwnEndpoint
from .desk import Desk
from .releases import Release
from .searching import prepare
from .values import NUMBER, OFFSET, kind_of

SAID: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"))
VERSION = "3.1.0"
JSON = "application/json"
SCALAR = {"$ref": "#/components/schemas/Scalar"}
TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
KINDS: dict[str, dict[str, Any]] = {
    "日期": {"type": "string", "format": "date"},
    "年份": {"type": "string", "pattern": "^[0-9]{4}$"},
    "数": {"type": "string", "pattern": f"^{NUMBER.pattern}$"},
    "序号": {"type": "string", "pattern": f"^{OFFSET.pattern}$"},
    "是否": {"type": "string", "enum": ["0", "1"]},
    "区": {"$ref": "#/components/schemas/District"},
}
CALLED = {"日期": "date", "年份": "year", "数": "number", "是否": "boolean", "区": "district", "": "text"}
TAGS = {"table": "tables", "made": "made", "view": "views", "history": "history"}
NAMED = re.compile(r":(\w+)")
DECLARED = "select name, type from pragma_table_info(?)"


class Described:
    """What the document says of a release; made once for each."""

    def __init__(self, desk: Desk, path: str, endpoints: list[Endpoint]) -> None:
        self.desk, self.endpoints = desk, endpoints
        self.connection = sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True)
        prepare(self.connection)  # the query `search` has functions of its own
        self.filters: dict[str, dict[str, Any]] = {}

    def document(self, build: str) -> dict[str, Any]:
        """Return the document."""
        try:
            schemas = SAID["schemas"] | dict(self._vocabularies()) | dict(self._rows())
            paths = dict(self._tables()) | dict(self._queries()) | dict(self._endpoints())
        finally:
            self.connection.close()
        responses = {status: _refused(words) for status, words in SAID["statuses"].items()}
        return {
            "openapi": VERSION,
            "info": {
                "title": self._both("site"),
                "version": build,
                "description": "\n\n".join(SAID["info_description"]),
                "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            },
            "servers": [{"url": "/"}],
            "tags": [{"name": tag, "description": " / ".join(words)} for tag, words in SAID["tags"].items()],
            "paths": dict(sorted(paths.items())),
            "components": {
                "schemas": dict(sorted(schemas.items())),
                "parameters": dict(sorted((SAID["parameters"] | self.filters).items())),
                "responses": responses,
                "requestBodies": SAID["requestBodies"],
            },
        }

    def _both(self, word: str) -> str:
        """Return a word of the desk in both languages."""
        return " / ".join(words.say(word) for words in self.desk.spoken.values())

    def _titled(self, name: str) -> dict[str, str]:
        """Return what is said of a table, view or query, in both languages."""
        titles = [words.table(name) for words in self.desk.spoken.values()]
        lines = [line for line in (words.about(name) for words in self.desk.spoken.values()) if line]
        return {"summary": " / ".join(dict.fromkeys(titles)), **({"description": "\n\n".join(lines)} if lines else {})}

    def _vocabularies(self) -> Iterator[tuple[str, Any]]:
        """Yield a schema for each vocabulary, and for the districts."""
        yield "District", {"type": "string", "enum": list(self.desk.districts)}
        for name, terms in self.desk.terms.items():
            yield f"vocabulary_{name}", {"type": "string", "enum": terms}

    def _rows(self) -> Iterator[tuple[str, Any]]:
        """Yield the schema of the rows of each table, view and query."""
        for name, kind in self.desk.shown_as.items():
            columns = self.connection.execute(DECLARED, [name]).fetchall()
            if kind == "history" and columns:
                whole = {"$ref": f"#/components/schemas/row_{name.removesuffix('_history')}"}
                until = self._column(name, "superseded_on", "TEXT")
                yield f"row_{name}", {"allOf": [whole, {"type": "object", "properties": {"superseded_on": until}}]}
            else:
                yield f"row_{name}", self._row(name, columns)
        for name, query in self.desk.queries.items():
            yield f"row_{name}", self._row(name, self._returned(query["sql"]))

    def _returned(self, sql: str) -> list[tuple[str, str]]:
        """Return the columns of a query with the type of those that are columns of a table, "" for what is reckoned."""
        unset = NAMED.sub("''", sql)
        self.connection.execute(f"create temp view asked as {unset}")
        try:
            return self.connection.execute(DECLARED, ["asked"]).fetchall()
        finally:
            self.connection.execute("drop view asked")

    def _row(self, name: str, columns: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """Return the schema of a row."""
        return {"type": "object", "properties": {column: self._column(name, column, kind) for column, kind in columns}}

    def _column(self, table: str, name: str, kind: str) -> dict[str, Any]:
        """Return the schema of a column: its type as stored, its vocabulary, its titles, its meaning."""
        words = [language.column(table, name) for language in self.desk.spoken.values()]
        title = " / ".join(dict.fromkeys(one["title"] for one in words))
        unit = words[0]["unit"]
        said: dict[str, Any] = {"title": f"{title}（{unit}）" if unit else title}
        known = self.desk.columns.get(table, {}).get(name)
        if known and known["description"]:
            said["description"] = known["description"]
        if kind not in TYPES:
            return said | SCALAR
        required = table in self.desk.tables and (bool(known and known["required"]) or known is None)
        if known and known["codelist"]:
            term = {"$ref": f"#/components/schemas/vocabulary_{known['codelist']}"}
            return said | (term if required else {"anyOf": [term, {"type": "null"}]})
        said["type"] = TYPES[kind] if required else [TYPES[kind], "null"]
        return said | ({"format": "date"} if known and known["type"] == "date" else {})

    def _tables(self) -> Iterator[tuple[str, Any]]:
        """Yield the address of each table and view."""
        for name, kind in self.desk.shown_as.items():
            columns = [column for column, _ in self.connection.execute(DECLARED, [name])]
            searched = self.desk.described.get(name, {}).get("fts_table")
            asked: list[Any] = [_parameter("_shape"), _parameter("_size")]
            asked += [_parameter("_search")] if searched else []
            asked.append({"name": "_sort", "in": "query", "schema": {"type": "string", "enum": ["", *columns]}})
            asked += [self._filter(name, column) for column in columns]
            yield (
                f"/data/disclosure/{name}.json",
                _got(f"table_{name}", TAGS[kind], self._titled(name), asked, _rows_of(name)),
            )

    def _filter(self, table: str, column: str) -> dict[str, Any]:
        """Return the parameter that asks for one value of a column, the same for all columns of that name and kind."""
        title = " / ".join(dict.fromkeys(words.column("", column)["title"] for words in self.desk.spoken.values()))
        kind = kind_of(self.desk, table, column)
        said = {"name": column, "in": "query", "description": title, "schema": self._value(kind)}
        is_other = self.filters.setdefault(column, said) != said
        name = f"{column}.{CALLED.get(kind, kind)}" if is_other else column
        self.filters[name] = said
        return _parameter(name)

    def _queries(self) -> Iterator[tuple[str, Any]]:
        """Yield the address of each named query."""
        for name, query in self.desk.queries.items():
            asked = [_parameter("_shape"), *(self._asked_of(name, one) for one in parameters_of(query))]
            tag = "rules" if name.startswith("rule_") else "questions"
            yield f"/data/disclosure/{name}.json", _got(f"query_{name}", tag, self._titled(name), asked, _rows_of(name))

    def _asked_of(self, query: str, name: str) -> dict[str, Any]:
        """Return a parameter of a named query."""
        titles = [words.parameter(query, name)["title"] for words in self.desk.spoken.values()]
        kind = self.desk.queries[query].get("asks", {}).get(name, {}).get("unit", "")
        return {
            "name": name,
            "in": "query",
            "description": " / ".join(dict.fromkeys(titles)),
            "schema": self._kind(kind),
        }

    def _kind(self, kind: str) -> dict[str, Any]:
        """Return the schema of a parameter of a kind."""
        if kind == "表":
            return {"type": "string", "enum": ["", *self.desk.tables]}
        if kind == "可比的表":
            return {"type": "string", "enum": ["", *self.desk.compared]}
        if kind == "可找的表":
            return {"type": "string", "enum": ["", *self.desk.searched, *dict.fromkeys(self.desk.searched.values())]}
        value = self._value(kind)
        return value if value == {"type": "string"} else {"anyOf": [{"const": ""}, value]}

    def _value(self, kind: str) -> dict[str, Any]:
        """Return the schema of what is of a kind."""
        if kind in self.desk.terms:
            return {"$ref": f"#/components/schemas/vocabulary_{kind}"}
        return KINDS.get(kind, {"type": "string"})

    def _endpoints(self) -> Iterator[tuple[str, Any]]:
        """Yield the address of each declared endpoint."""
        for endpoint in self.endpoints:
            said = {"summary": f"{endpoint.title} / {endpoint.title_en}"}
            if lines := [line for line in (endpoint.description, endpoint.description_en) if line]:
                said["description"] = "\n\n".join(lines)
            asked = [self._declared(endpoint, one) for one in endpoint.parameter]
            name = re.sub(r"\W+", "_", endpoint.path.removesuffix(".json").removeprefix("/-/")).strip("_")
            if not isinstance(endpoint, OwnEndpoint):
                yield endpoint.address, _got(name, "endpoints", said, asked, *_answered(endpoint))
                continue
            answer = {"$ref": f"#/components/schemas/{endpoint.schema}"}
            got = _got(endpoint.name, "endpoints", said, asked, answer)
            if endpoint.body:
                got["get"]["requestBody"] = {"$ref": f"#/components/requestBodies/{endpoint.body}"}
            if endpoint.name == "health":
                got["get"]["responses"]["503"] = got["get"]["responses"]["200"]
            page = {"get": _page(f"{endpoint.name}_form", said)} if endpoint.method == "post" else {}
            yield endpoint.address, {endpoint.method: got["get"]} | page

    def _declared(self, endpoint: Endpoint, one: Asked) -> dict[str, Any]:
        """Return a parameter of a declared endpoint."""
        in_path = one.name in endpoint.steps
        needed = in_path or one.required
        schema = {"$ref": "#/components/schemas/District"} if needed and one.kind == "区" else self._kind(one.kind)
        if one.required and schema == {"type": "string"}:
            schema = {"type": "string", "minLength": 1}
        return {"name": one.name, "in": "path" if in_path else "query", "required": needed,
                "description": f"{one.title} / {one.title_en}", "schema": schema, "example": one.example}  # fmt: skip


def parameters_of(query: dict[str, Any]) -> list[str]:
    """Return the parameters of a named query, in the order in which its SQL names them."""
    return list(dict.fromkeys(NAMED.findall(query["sql"])))


def _parameter(name: str) -> dict[str, str]:
    """Return a reference to a parameter that many addresses have."""
    return {"$ref": f"#/components/parameters/{name}"}


def _rows_of(name: str) -> dict[str, Any]:
    """Return the schema of an array of rows, or of what is answered where none is asked for."""
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/row_{name}"}}
    return {"anyOf": [rows, {"$ref": "#/components/schemas/Listing"}]}


def _answered(endpoint: Endpoint) -> tuple[dict[str, Any], str]:
    """Return the schema and the media type of what a district's endpoint answers."""
    if endpoint.answer not in (ROWS, OBJECT):
        return {}, endpoint.answer
    columns = {name: {"title": str(title)} for name, title in endpoint.columns.items()}
    row: dict[str, Any] = {"type": "object", "properties": columns}
    return (row if endpoint.answer == OBJECT else {"type": "array", "items": row}), JSON


def _got(name: str, tag: str, said: dict[str, str], asked: list[Any], schema: Any, media: str = JSON) -> dict[str, Any]:
    """Return what is said of an address that is read."""
    responses = {"200": {"description": said["summary"], "content": {media: {"schema": schema}}}}
    refused = {status: {"$ref": f"#/components/responses/{status}"} for status in SAID["statuses"]}
    operation = {"operationId": name, "tags": [tag], **said, "responses": responses | refused}
    return {"get": operation | ({"parameters": asked} if asked else {})}


def _page(name: str, said: dict[str, str]) -> dict[str, Any]:
    """Return what is said of the form that a browser gets at an address to which a file is sent."""
    page = _got(name, "endpoints", {"summary": said["summary"]}, [], {"type": "string"}, "text/html")
    return dict(page["get"])


def _refused(words: str) -> dict[str, Any]:
    """Return the response of a refusal."""
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {"description": words, "content": {JSON: {"schema": schema}}}


async def answer(endpoints: list[Endpoint], release: Release, request: Request) -> Response:  # noqa: ARG001
    """Return the document of a release, made when it is first asked for."""
    if release.described is None:
        release.described = await asyncio.to_thread(_document, release, endpoints)
    return Response(release.described, media_type=JSON)


def _document(release: Release, endpoints: list[Endpoint]) -> bytes:
    """Return the document of a release as JSON."""
    made = Described(release.data.desk, str(release.data.database.path), endpoints).document(release.build)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
