"""The OpenAPI document is valid, says what the register answers, and the register does what it says."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
import sqlite_utils
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from test_api import fetch, get

from disclosure.api.openapi import Described
from disclosure.api.server import Application, create_app
from disclosure.declared import OWN
from disclosure.pipeline import Project
from disclosure.tables import is_inner

DOCUMENT = "/data/-/openapi.json"
ROWS = 15  # of each table and view that are held against the schema
EACH = 25  # every so many of the tables and queries are asked at random; all of the endpoints are
COSTLY = {"post"}  # a process for each: tests/hostile/test_uploads.py has them


@pytest.fixture(scope="module")
def app(published: Path) -> Iterator[Application]:
    """Return the application over the published register, with the endpoints of its districts."""
    districts = Project(ROOT, ROOT / "datasets", ROOT / "plugins", ROOT / "build", "2026-11-23").districts
    app = create_app(published, districts, ROOT / "metadata.yml")
    yield app
    app.releases.close()


@pytest.fixture(scope="module")
def document(app: Application) -> Any:
    """Return the document as it is served."""
    return get(app, DOCUMENT).json()


def test_the_document_is_valid_and_of_the_release(document: Any, published: Path) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == json.loads((published / "manifest.json").read_text(encoding="utf-8"))["build"]
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_the_same_release_has_the_same_document(app: Application) -> None:
    assert app.releases.current
    data = app.releases.current.data
    made = [
        json.dumps(Described(data.desk, str(data.database.path), list(OWN)).document("b"), ensure_ascii=False)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_every_table_view_query_and_endpoint_is_in_it(document: Any, published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    paths = document["paths"]
    for name in [*db.table_names(), *db.view_names()]:
        if is_inner(name):
            continue
        assert f"/data/disclosure/{name}.json" in paths, name
    asked = paths["/data/disclosure/payments_due.json"]["get"]["parameters"]
    assert {"district"} < {one.get("name") for one in asked}
    assert {endpoint.address for endpoint in OWN} <= set(paths)
    assert "/data/-/haishu/street.json" in paths
    statuses = set(paths["/data/disclosure/grants.json"]["get"]["responses"])
    assert statuses == {"200", "400", "404", "405", "413", "414", "431", "503"}


def test_the_rows_of_every_table_and_view_are_as_their_schema_says(document: Any, published: Path) -> None:
    db = sqlite_utils.Database(published / "disclosure.db")
    for name in [*db.table_names(), *db.view_names()]:
        if is_inner(name):
            continue
        schema = {"$ref": f"#/components/schemas/row_{name}", "components": document["components"]}
        told = document["components"]["schemas"][f"row_{name}"]
        validator = jsonschema.Draft202012Validator(schema)
        for row in db.query(f'select * from "{name}" limit {ROWS}'):
            assert [error.message for error in validator.iter_errors(row)] == [], name
            assert "allOf" in told or set(row) == set(told["properties"]), name


def test_parameters_of_queries_have_their_kinds_and_vocabularies(document: Any) -> None:
    asked = {
        one["name"]: one["schema"]
        for path in document["paths"].values()
        for operation in path.values()
        for one in operation.get("parameters", [])
        if operation["operationId"].startswith("query_") and "name" in one
    }
    assert asked["district"]["anyOf"][1] == {"$ref": "#/components/schemas/District"}
    assert "demo" in document["components"]["schemas"]["District"]["enum"]
    assert asked["year"] == {"anyOf": [{"const": ""}, {"type": "string", "pattern": "^[0-9]{4}$"}]}
    tolerance = document["paths"]["/data/disclosure/rule_FIN-05_2004.json"]["get"]["parameters"]
    kinds = [one["schema"]["anyOf"][1] for one in tolerance if "anyOf" in one.get("schema", {})]
    assert any(kind.get("pattern", "").startswith("^-?") for kind in kinds)


def test_a_condition_of_a_table_takes_what_its_column_holds(document: Any) -> None:
    asked = document["paths"]["/data/disclosure/grants.json"]["get"]["parameters"]
    known = document["components"]["parameters"]
    schemas = {
        one["name"]: one["schema"] for one in (known[one["$ref"].rpartition("/")[2]] for one in asked if "$ref" in one)
    }
    assert schemas["decided_on"] == {"type": "string", "format": "date"}
    assert schemas["awarded"]["pattern"].startswith("^-?")
    assert schemas["decision"] == {"$ref": "#/components/schemas/vocabulary_decision"}
    assert schemas["project"] == {"type": "string"}


def test_what_is_asked_at_random_is_answered_as_the_document_says(app: Application) -> None:
    described = schemathesis.openapi.from_asgi(DOCUMENT, app)
    operations = [result.ok() for result in described.get_all_operations()]
    endpoints = [one for one in operations if one.path.startswith("/data/-/") and one.method not in COSTLY]
    others = [one for one in operations if not one.path.startswith("/data/-/")][::EACH]
    assert len(endpoints) >= 5 and len(others) >= 15
    for operation in [*endpoints, *others]:
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            _ask(operation, mode)


def _ask(operation: Any, mode: Any) -> None:
    """Ask an operation at random, and hold each answer against the document."""
    cases = operation.as_strategy(generation_mode=mode)

    @seed(1)
    @settings(
        max_examples=3, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate()

    try:
        ask()
    except Unsatisfiable:  # an address that is asked for nothing cannot be asked wrongly
        assert mode == GenerationMode.NEGATIVE


def test_the_document_of_the_examples_is_answered(app: Application, document: Any) -> None:
    asked = []
    for path, operations in document["paths"].items():
        if not path.startswith("/data/-/") or "get" not in operations:
            continue
        query = []
        for one in operations["get"].get("parameters", []):
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
            if one["in"] == "query" and one["name"] != "since":  # the example of a build is none that is kept
                query.append(f"{one['name']}={one['example']}")
        asked.append(f"{path}?{'&'.join(query)}")
    answers = asyncio.run(fetch(app, *asked))
    assert {path: answer.status_code for path, answer in zip(asked, answers, strict=True)} == dict.fromkeys(asked, 200)
