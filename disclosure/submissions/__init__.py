"""Finds the submissions under datasets/ and says which file holds which table."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..findings import Finding, Place, finding
from ..tables import Table
from . import manifest as manifests
from .files import ONE_WORKBOOK, TableFile, is_readable, one_workbook, personal_data_in_text, table_file
from .manifest import Manifest

IGNORED = {manifests.NAME, "README.md"}


@dataclass(frozen=True)
class Submission:
    """One folder under datasets/<district>/; `only` narrows a report to one of its files."""

    district: str
    name: str
    path: Path
    manifest: Manifest
    findings: tuple[Finding, ...] = ()
    lone_file: tuple[Path, str] | None = None
    only: str | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[bool, datetime, str, str]:
        """Return the order of admission: real before sample, by instant, then folder name."""
        return (self.manifest.sample, self.manifest.instant, self.name, self.district)

    def files(self, tables: dict[str, Table]) -> tuple[dict[str, TableFile], list[Finding]]:
        """Return table name → its file, and findings for unknown, doubled, unsafe and unreadable ones."""
        if self.lone_file:
            path, name = self.lone_file
            if name == ONE_WORKBOOK:
                return one_workbook(path, tables)
            paths, findings = {name: path}, list[Finding]()
        elif self.manifest.resources is not None:
            paths, findings = _listed(self, tables)
        else:
            paths, findings = _found(self, tables)
        files: dict[str, TableFile] = {}
        if ONE_WORKBOOK in paths:
            files, about = one_workbook(paths.pop(ONE_WORKBOOK), tables)
            findings += about
        for name, path in paths.items():
            file, about = table_file(path, tables[name])
            findings += about
            if file and name in files:
                findings.append(finding("table-twice", Place(file=path.name, table=name), other=files[name].path.name))
            elif file:
                files[name] = file
        for path in sorted(files_in(self.path)) if not self.lone_file else []:
            if path.name != manifests.NAME:
                findings += personal_data_in_text(path)
        return files, findings

    def sha256(self) -> str:
        """Return a digest of the names and bytes of the folder's files."""
        digest = hashlib.sha256()
        for path in [self.lone_file[0]] if self.lone_file else sorted(files_in(self.path)):
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
        return digest.hexdigest()


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a submission folder, not the hidden ones."""
    return (path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))


def _found(submission: Submission, tables: dict[str, Table]) -> tuple[dict[str, Path], list[Finding]]:
    """Return the files whose stem is a table's name."""
    files: dict[str, Path] = {}
    findings = []
    for path in sorted(submission.path.iterdir()):
        if path.name in IGNORED or path.name.startswith((".", "~$")):
            continue
        if path.is_symlink():
            findings.append(finding("unsafe-path", Place(file=path.name), path.name))
        elif not path.is_file() or not is_readable(path) or path.stem not in {*tables, ONE_WORKBOOK}:
            findings.append(finding("unknown-file", Place(file=path.name)))
        elif path.stem in files:
            twice = Place(file=path.name, table=path.stem)
            findings.append(finding("table-twice", twice, other=files[path.stem].name))
        else:
            files[path.stem] = path
    return files, findings


def _listed(submission: Submission, tables: dict[str, Table]) -> tuple[dict[str, Path], list[Finding]]:
    """Return the files that the manifest lists as resources; what lies beside them unlisted is a warning."""
    files: dict[str, Path] = {}
    findings = []
    listed = set()
    for position, (name, file) in enumerate(submission.manifest.resources or ()):
        place = Place(file=manifests.NAME, column=f"resources[{position}].path")
        listed.add(file)
        if file != Path(file).name or ":" in file or (submission.path / file).is_symlink():
            findings.append(finding("unsafe-path", place, file))
        elif not (submission.path / file).is_file():
            findings.append(finding("resource-missing", place, file))
        elif name not in {*tables, ONE_WORKBOOK} or not is_readable(Path(file)):
            findings.append(finding("unknown-file", Place(file=file)))
        elif name in files:
            findings.append(finding("table-twice", Place(file=file, table=name), other=files[name].name))
        else:
            files[name] = submission.path / file
    beside = sorted(path.name for path in files_in(submission.path))
    findings += [finding("unlisted-file", Place(file=name)) for name in beside if name not in IGNORED | listed]
    return files, findings


def read_submission(path: Path) -> Submission:
    """Return the submission in a folder; the district is the folder above it."""
    manifest, findings = manifests.read_manifest(path)
    return Submission(path.parent.name, path.name, path, manifest, tuple(findings))


def find_submissions(datasets: Path) -> list[Submission]:
    """Return every submission under `datasets` in the order in which they are admitted."""
    folders = [path for path in sorted(datasets.glob("*/*")) if path.is_dir() and not path.name.startswith(".")]
    return sorted((read_submission(path) for path in folders), key=lambda submission: submission.order)
