"""Which submissions a path names: a submission folder, a district folder, all of datasets, or one table file."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..districts import District
from ..exceptions import UsageError
from . import Submission, read_submission
from .files import ONE_WORKBOOK, is_readable, names_tables
from .manifest import NAME, Manifest


def submissions_at(paths: list[Path], table: str | None, district: str | None,
                   districts: list[District]) -> list[Submission]:  # fmt: skip
    """Return the submissions that the paths name. Raises UsageError for a path that names none."""
    found: list[Submission] = []
    for path in (given.resolve() for given in paths):
        if path.is_file():
            found.append(_file(path, table, district, districts))
        elif path.is_dir():
            submissions = [read_submission(folder) for folder in _folders(path)]
            found += [replace(one, district=district) if district else one for one in submissions]
        else:
            raise UsageError(f"没有 {path}，请核对路径 (no such file or folder; check the path)")
    return found


def _folders(path: Path, depth: int = 2) -> list[Path]:
    """Return the submission folders in a folder: itself, its children or theirs."""
    if _is_submission(path) or depth == 0:
        return [path]
    children = sorted(child for child in path.iterdir() if child.is_dir() and not child.name.startswith("."))
    return [folder for child in children for folder in _folders(child, depth - 1)] if children else [path]


def _is_submission(path: Path) -> bool:
    """Return whether a folder is a submission: it has a manifest or table files."""
    return any(child.is_file() and (child.name == NAME or is_readable(child)) for child in path.iterdir())


def _file(path: Path, table: str | None, district: str | None, districts: list[District]) -> Submission:
    """Return the submission of one table file: the one it lies in, or one of its own."""
    if (path.parent / NAME).exists() and not table and not district:
        return replace(read_submission(path.parent), only=path.name)
    known = {one.name: one for one in districts}
    name = district or path.parent.parent.name
    if name not in known:
        raise UsageError(
            f"不知道 {path.name} 属于哪个区，请加 --district (say which with --district: {' '.join(known)})"
        )
    if not table and path.stem not in known[name].tables() and names_tables(path, known[name].tables()):
        table = ONE_WORKBOOK
    table = table or path.stem
    if table not in {*known[name].tables(), ONE_WORKBOOK}:
        raise UsageError(f"不知道 {path.name} 是哪张表，请加 --table (say which with --table, such as organisations)")
    now = Manifest(title=path.name, created=datetime.now(UTC).isoformat())
    return Submission(name, path.stem, path.parent, now, lone_file=(path, table))
