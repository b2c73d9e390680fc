"""A submission's datapackage.json: read, and checked against a schema of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..findings import Finding, Place, finding
from ..privacy import mask_name
from ..privacy.files import personal_data_in_table
from .fitting import surely_fits
from .strict_json import read_json
from .tree import FILE, LIMITS, kind_of, printable, too_large

if TYPE_CHECKING:
    from jsonschema import ValidationError

NAME = "datapackage.json"
PLACE = Place(file=NAME)
NEVER = datetime.max.replace(tzinfo=UTC)
LONGEST = "2026-05-07T09:00:00+08:00"  # fractions of a second may hold anything
MENTIONED = 80  # characters of a value that a message repeats


@dataclass(frozen=True)
class Manifest:
    """What a submission says of itself; an unreadable `created` sorts last."""

    title: str = ""
    created: str = ""
    publisher: str = ""
    sample: bool = False
    corrects: str | None = None
    erases: tuple[str, ...] = ()
    resources: tuple[tuple[str, str], ...] | None = None

    @property
    def made(self) -> str:
        """Return when the submission was made as it was written, none for what is no time."""
        return self.created if self.instant is not NEVER and len(self.created) <= len(LONGEST) else ""

    @property
    def instant(self) -> datetime:
        """Return when the submission was made, as an instant."""
        return _instant(self.created) or NEVER


def _instant(created: str) -> datetime | None:
    """Return an ISO 8601 time with its offset as an instant, None if it is not one or not of our time."""
    try:
        instant = datetime.fromisoformat(created)
        return instant.astimezone(UTC) if instant.tzinfo and _is_of_our_time(created) else None
    except (ValueError, OverflowError):
        return None


def _is_of_our_time(created: str) -> bool:
    """Return whether a time is of a year in which a submission can have been made."""
    return str(LIMITS["first_year"]) <= created[:4] <= str(LIMITS["last_year"])


@cache
def _schema() -> dict[str, Any]:
    """Return what manifest.schema.json asks for."""
    schema: dict[str, Any] = json.loads(Path(__file__).with_name("manifest.schema.json").read_text(encoding="utf-8"))
    return schema


def _errors(filed: dict[str, Any]) -> "list[ValidationError]":
    """Return where a manifest does not fit its schema."""
    if surely_fits(filed, _schema()):
        return []
    from jsonschema import Draft202012Validator  # only who meets a fault waits until it is loaded

    return list(islice(Draft202012Validator(_schema()).iter_errors(filed), LIMITS["manifest_faults"]))


def read_manifest(folder: Path) -> tuple[Manifest, list[Finding]]:
    """Return the manifest of a submission folder and what is wrong with it."""
    path = folder / NAME
    if kind_of(path) != FILE:
        return Manifest(), [finding("manifest-missing", PLACE)]
    if found := too_large(path, LIMITS["manifest_bytes"]):
        return Manifest(), found
    filed = read_json(path.read_bytes(), NAME)
    if not isinstance(filed.value, dict):
        none = [] if filed.findings else [finding("manifest-unreadable", PLACE, note="not an object")]
        return Manifest(), [*filed.findings, *none, *personal_data_in_table(path)]
    return _manifest(filed.value), [*filed.findings, *_faults(filed.value, folder.name)]


def _faults(filed: dict[str, Any], folder_name: str) -> Iterator[Finding]:
    """Yield what is wrong with a manifest, a finding per entry."""
    errors = _errors(filed)
    for error in sorted(errors, key=lambda error: list(map(str, error.absolute_path))):
        yield _fault(error)
    name, created = filed.get("name"), filed.get("created")
    if isinstance(name, str) and name != folder_name:
        value, folder = printable(mask_name(name))[:MENTIONED], printable(mask_name(folder_name))
        yield finding("manifest-name", Place(file=NAME, column="name"), value, folder=folder)
    told = any(list(error.absolute_path) == ["created"] for error in errors)
    if isinstance(created, str) and not told and not _instant(created):
        note = "no such day or hour" if _is_of_our_time(created) else "not a year of our time"
        shown = printable(mask_name(created))[:MENTIONED]
        yield finding("manifest-invalid", Place(file=NAME, column="created"), shown, note=note)
    for position, resource in enumerate(_items(filed, "resources")):
        if "schema" in resource:
            yield finding("manifest-schema-ignored", Place(file=NAME, column=f"resources[{position}].schema"))


def _fault(error: "ValidationError") -> Finding:
    """Return the finding for one violation of the manifest's schema."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(".")
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return finding("manifest-lacks", Place(file=NAME, column=f"{path}.{missing}".lstrip(".")))
    value = error.instance if isinstance(error.instance, str) else json.dumps(error.instance, ensure_ascii=False)
    code = "manifest-publisher" if error.validator == "contains" else "manifest-invalid"
    note = f"{error.validator}: {error.validator_value}"
    return finding(code, Place(file=NAME, column=path), printable(mask_name(value))[:MENTIONED], note=note)


def _items(filed: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects that an entry lists, however faulty the entry is."""
    listed = filed.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _text(value: object) -> str:
    """Return a text as it can be stored and shown, none for anything else."""
    return printable(value[: LIMITS["manifest_characters"]]) if isinstance(value, str) else ""


def _resources(filed: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return (table, file) of what a manifest lists, as it is written there."""
    named = [(item.get("name"), item.get("path")) for item in _items(filed, "resources")]
    return tuple((str(name or ""), str(path or "")) for name, path in named)


def _manifest(filed: dict[str, Any]) -> Manifest:
    """Return what can be read of a manifest, however faulty."""
    publishers = [_text(c.get("title")) for c in _items(filed, "contributors") if c.get("role") == "publisher"]
    corrects = filed.get("corrects")
    reason = corrects.get("reason") if isinstance(corrects, dict) else None
    return Manifest(
        title=_text(filed.get("title")),
        created=_text(filed.get("created")),
        publisher=publishers[0] if publishers else "",
        sample=filed.get("sample") is True,
        corrects="\n".join(map(_text, reason.splitlines())) or None if isinstance(reason, str) else None,
        erases=tuple(map(_text, erases)) if isinstance(erases := filed.get("erases"), list) else (),
        resources=_resources(filed) if "resources" in filed else None,
    )
