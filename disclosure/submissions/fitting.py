"""Tells at once whether a value surely fits a JSON Schema, so that what says why one does not is loaded only then."""

import re
from collections.abc import Callable
from typing import Any

KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool}
SAID = {"$schema", "title"}  # keywords that ask for nothing
BESIDE = {"minContains", "maxContains"}  # asked with `contains`


def surely_fits(value: Any, schema: dict[str, Any]) -> bool:
    """Return whether a value fits a schema; not where the schema asks for what is not known here."""
    asked = schema.keys() - SAID - BESIDE
    return asked <= ASKED.keys() and all(ASKED[keyword](value, schema) for keyword in asked)


def _contains(value: Any, schema: dict[str, Any]) -> bool:
    count = sum(surely_fits(item, schema["contains"]) for item in value)
    return bool(schema.get("minContains", 1) <= count <= schema.get("maxContains", count))


def _has_each(value: Any, schema: dict[str, Any]) -> bool:
    return all(surely_fits(value[name], of) for name, of in schema["properties"].items() if name in value)


def _of(kind: type, fits: Callable[[Any, dict[str, Any]], bool]) -> Callable[[Any, dict[str, Any]], bool]:
    """Return what asks something of values of one type, and nothing of others."""
    return lambda value, schema: not isinstance(value, kind) or fits(value, schema)


ASKED: dict[str, Callable[[Any, dict[str, Any]], bool]] = {
    "type": lambda value, schema: isinstance(value, KINDS[schema["type"]]),
    "const": lambda value, schema: type(value) is type(schema["const"]) and value == schema["const"],
    "anyOf": lambda value, schema: any(surely_fits(value, one) for one in schema["anyOf"]),
    "required": _of(dict, lambda value, schema: all(name in value for name in schema["required"])),
    "properties": _of(dict, _has_each),
    "items": _of(list, lambda value, schema: all(surely_fits(item, schema["items"]) for item in value)),
    "contains": _of(list, _contains),
    "minItems": _of(list, lambda value, schema: len(value) >= schema["minItems"]),
    "uniqueItems": _of(list, lambda value, _schema: len(set(map(repr, value))) == len(value)),
    "pattern": _of(str, lambda value, schema: re.search(schema["pattern"], value) is not None),
    "minLength": _of(str, lambda value, schema: len(value) >= schema["minLength"]),
    "maxLength": _of(str, lambda value, schema: len(value) <= schema["maxLength"]),
}
