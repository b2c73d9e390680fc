"""Which submissions a path names: a submission folder, a district folder, all of datasets, or one table file."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..districts import District
from ..exceptions import UsageError
from . import Submission, read_submission, told_apart
from .files import ONE_WORKBOOK, is_readable, names_tables
from .manifest import NAME, Manifest
from .naming import table_named
from .tree import FILE, FOLDER, LINK, entries, kind_of


def submissions_at(paths: list[Path], table: str | None, district: str | None, districts: list[District],
                   datasets: Path | None = None) -> list[Submission]:  # fmt: skip
    """Return the submissions that the paths name. Raises UsageError for a path that names none.

    A path may lead over links to where it likes, but under `datasets` none is followed.
    """
    found: list[Submission] = []
    for path in (_placed(given, datasets) for given in paths):
        kind = kind_of(path)
        if kind == FILE:
            found.append(_file(path, table, district, districts))
        elif kind is not None:
            submissions = [read_submission(folder) for folder in _folders(path)]
            found += [replace(one, district=district) if district else one for one in submissions]
        else:
            raise UsageError(f"没有 {path}，请核对路径 (no such file or folder; check the path)")
    return found


def _placed(given: Path, datasets: Path | None) -> Path:
    """Return a path with its links followed; under `datasets` as it is, or what of it is a link."""
    path = Path(os.path.abspath(given))  # noqa: PTH100 (resolve() would follow the last link too)
    within = next((one for one in (path, *path.parents) if datasets and _real(one) == _real(datasets)), None)
    if within is None or datasets is None:
        return _real(path)
    parts = path.relative_to(within).parts
    steps = [datasets.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
    link = next((depth for depth, step in enumerate(steps) if kind_of(step) == LINK), None)
    if link is None:
        return datasets.joinpath(*parts)
    return steps[min(link, 1)]  # of a file that is a link, the submission it lies in


def _real(path: Path) -> Path:
    """Return a path with its links followed, as far as they lead anywhere."""
    return Path(os.path.realpath(path))


def _folders(path: Path, depth: int = 2) -> list[Path]:
    """Return what stands for a submission at a path: itself, what lies in it, or in the folders there."""
    if kind_of(path) != FOLDER or depth == 0:
        return [path]
    held = [one for one in entries(path) if not one.hidden]
    if any(one.kind == FILE and (one.name == NAME or is_readable(one.path)) for one in held):
        return [path]
    inner = [one.path for one in held if one.kind != FILE]
    return [folder for one in inner for folder in _folders(one, depth - 1)] if inner else [path]


def _file(path: Path, table: str | None, district: str | None, districts: list[District]) -> Submission:
    """Return the submission of one table file: the one it lies in, or one of its own."""
    if kind_of(path.parent / NAME) == FILE and not table and not district:
        return replace(read_submission(path.parent), only=path.name)
    known = {one.name: one for one in districts}
    name = district or path.parent.parent.name
    if district and district not in known:
        raise UsageError(f"没有 {district} 这个区；可用的有 {'、'.join(known)} (no such district)")
    if name not in known:
        raise UsageError(
            f"不知道 {path.name} 属于哪个区，请加 --district (say which with --district: {' '.join(known)})"
        )
    tables = known[name].tables()
    if not table:
        table, _ = table_named(path.stem, tables)
    if not table and names_tables(path, tables):
        table = ONE_WORKBOOK
    if table not in {*tables, ONE_WORKBOOK}:
        raise UsageError(f"不知道 {path.name} 是哪张表，请加 --table (say which with --table, such as organisations)")
    now = Manifest(title=path.name, created=datetime.now(UTC).isoformat())
    return Submission(name, told_apart(path.stem), path.parent, now, lone_file=(path, table))
