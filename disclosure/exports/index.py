"""What lies in the folder of the downloads: index.json for programs and pages, SHA256SUMS for who checks the files."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..digests import digest_of
from .relations import Relation

INDEX, SUMS = "index.json", "SHA256SUMS"
Forms = dict[str, Callable[..., None]]


@dataclass(frozen=True)
class File:
    """A file of the downloads: its form, the table it holds, and once it is summed its size and digest."""

    name: str
    form: str
    table: str = ""
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A file that could not be written, and why."""

    name: str
    why: str


def summed(directory: Path, files: list[File]) -> list[File]:
    """Return the files with their sizes and digests."""
    found = []
    for file in files:
        path = directory / file.name
        found.append(replace(file, bytes=path.stat().st_size, sha256=file.sha256 or digest_of(path)))
    return found


def write_index(directory: Path, published: list[Relation], files: list[File], left_out: list[LeftOut],
                offered: Sequence[tuple[dict[str, Any], File]] = ()) -> None:  # fmt: skip
    """Write index.json and SHA256SUMS, the latter as `sha256sum --check` reads it."""
    of_table: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        of_table.setdefault(file.table, []).append(_told(file))
    content = {
        "tables": [
            {
                "table": one.name, "title": one.title, "title_en": one.title_en, "subject": one.subject,
                "real": one.real, "samples": one.samples, "files": of_table.get(one.name, []),
            }
            for one in published
        ],
        "files": of_table.get("", []),
        "offered": [
            {
                "district": entry["district"], "title": entry["title"], "title_en": entry["title_en"],
                "sample": entry["sample"], **_told(file),
            }
            for entry, file in offered
        ],
        "left_out": [asdict(one) for one in left_out],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (directory / INDEX).write_text(text, encoding="utf-8")
    summable = [*files, *(file for _, file in offered), File(INDEX, "index")]
    lines = [f"{file.sha256}  {file.name}\n" for file in summed(directory, summable)]
    (directory / SUMS).write_text("".join(sorted(lines, key=lambda line: line.split("  ")[1])), encoding="utf-8")


def _told(file: File) -> dict[str, Any]:
    """Return a file as the index tells it."""
    return {"name": file.name, "form": file.form, "bytes": file.bytes, "sha256": file.sha256}


def read_index(database: Path) -> dict[str, Any]:
    """Return index.json of the downloads that belong to the database of a build; nothing where there are none."""
    path = database.parent / "site" / "downloads" / INDEX
    if not path.is_file():
        return {"tables": [], "files": [], "offered": [], "left_out": []}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
