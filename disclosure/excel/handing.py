"""Hands a workbook over to a person: whole or not at all, and never in the place of one that somebody filled in."""

import zipfile
from io import BytesIO
from itertools import count
from pathlib import Path

PROPERTIES = "docProps/core.xml"  # tells when it was written


def hand_over(data: bytes, path: Path) -> Path | None:
    """Write a workbook; return what the other one that lay there is called now, None if there was none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f".{path.name}.partial")
    try:
        whole.write_bytes(data)
        aside = _free(path) if path.is_file() and path.stat().st_size and not _alike(path, data) else None
        if aside:
            path.rename(aside)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
    return aside


def _free(path: Path) -> Path:
    """Return a name beside a path under which nothing lies."""
    names = (path.with_name(f"{path.stem}-旧{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists() and not name.is_symlink())


def _alike(path: Path, data: bytes) -> bool:
    """Return whether a workbook holds what another does, whenever each was written."""
    try:
        with zipfile.ZipFile(path) as there, zipfile.ZipFile(BytesIO(data)) as new:
            names = there.namelist()
            return names == new.namelist() and all(
                there.read(name) == new.read(name) for name in names if name != PROPERTIES
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):  # a file of another kind
        return False
