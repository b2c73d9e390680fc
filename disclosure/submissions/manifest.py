"""A submission's datapackage.json: read, and checked against a schema of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from ..findings import Finding, Place, finding
from ..privacy import personal_data

NAME = "datapackage.json"
PLACE = Place(file=NAME)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Manifest:
    """What a submission says of itself; an unreadable `created` sorts last."""

    title: str = ""
    created: str = ""
    publisher: str = ""
    sample: bool = False
    corrects: str | None = None
    resources: tuple[tuple[str, str], ...] | None = None

    @property
    def instant(self) -> datetime:
        """Return when the submission was made, as an instant."""
        return _instant(self.created) or NEVER


def _instant(created: str) -> datetime | None:
    """Return an ISO 8601 time with its offset as an instant, None if it is not one."""
    try:
        instant = datetime.fromisoformat(created)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo else None


@cache
def _validator() -> Draft202012Validator:
    """Return the validator of manifest.schema.json."""
    schema = json.loads(Path(__file__).with_name("manifest.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def read_manifest(folder: Path) -> tuple[Manifest, list[Finding]]:
    """Return the manifest of a submission folder and what is wrong with it."""
    path = folder / NAME
    if not path.is_file():
        return Manifest(), [finding("manifest-missing", PLACE)]
    try:
        filed = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(filed, dict):
            raise ValueError("not an object")
    except ValueError as error:
        return Manifest(), [finding("manifest-unreadable", PLACE, note=str(error)[:200])]
    return _manifest(filed), [*_faults(filed, folder.name), *_personal(filed)]


def _personal(value: Any, place: str = "") -> Iterator[Finding]:
    """Yield the personal data in any text of a manifest."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _personal(inner, f"{place}[{key}]" if isinstance(value, list) else f"{place}.{key}".lstrip("."))
    elif isinstance(value, str):
        for code in personal_data(value):
            yield finding(code, Place(file=NAME, column=place), value[:200])


def _faults(filed: dict[str, Any], folder_name: str) -> Iterator[Finding]:
    """Yield what is wrong with a manifest, a finding per entry."""
    for error in sorted(_validator().iter_errors(filed), key=lambda error: list(map(str, error.absolute_path))):
        yield _fault(error)
    name, created = filed.get("name"), filed.get("created")
    if isinstance(name, str) and name != folder_name:
        yield finding("manifest-name", Place(file=NAME, column="name"), name, folder=folder_name)
    if isinstance(created, str) and _validator().is_valid(filed | {"created": created}) and not _instant(created):
        yield finding("manifest-invalid", Place(file=NAME, column="created"), created, note="no such day or hour")
    for position, resource in enumerate(filed.get("resources") or []):
        if isinstance(resource, dict) and "schema" in resource:
            yield finding("manifest-schema-ignored", Place(file=NAME, column=f"resources[{position}].schema"))


def _fault(error: ValidationError) -> Finding:
    """Return the finding for one violation of the manifest's schema."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(".")
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return finding("manifest-lacks", Place(file=NAME, column=f"{path}.{missing}".lstrip(".")))
    value = error.instance if isinstance(error.instance, str) else json.dumps(error.instance, ensure_ascii=False)
    code = "manifest-publisher" if error.validator == "contains" else "manifest-invalid"
    return finding(code, Place(file=NAME, column=path), value[:80], note=f"{error.validator}: {error.validator_value}")


def _manifest(filed: dict[str, Any]) -> Manifest:
    """Return what can be read of a manifest, however faulty."""

    def text(value: object) -> str:
        return value if isinstance(value, str) else ""

    def items(key: str) -> list[dict[str, Any]]:
        listed = filed.get(key)
        return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []

    publishers = [text(c.get("title")) for c in items("contributors") if c.get("role") == "publisher"]
    corrects = filed.get("corrects")
    return Manifest(
        title=text(filed.get("title")),
        created=text(filed.get("created")),
        publisher=publishers[0] if publishers else "",
        sample=filed.get("sample") is True,
        corrects=(text(corrects.get("reason")) or None) if isinstance(corrects, dict) else None,
        resources=tuple((text(r.get("name")), text(r.get("path"))) for r in items("resources"))
        if "resources" in filed
        else None,
    )
