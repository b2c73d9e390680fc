"""Finds the submissions under datasets/ and says which file holds which table."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..findings import Finding, Place, finding, masked
from ..privacy import guarding, mask_name
from ..privacy.files import personal_data_in_file, personal_data_in_folder, personal_data_in_table
from ..tables import Table
from . import manifest as manifests
from .files import ONE_WORKBOOK, TableFile, is_readable, one_workbook, table_file
from .manifest import Manifest
from .naming import tables_in
from .tree import (
    FOLDER,
    LIMITS,
    SPECIAL,
    UNSEEN,
    Entry,
    kind_of,
    listing,
    places,
    printable,
    refusal,
    shown_name,
    too_large,
)

IGNORED = {manifests.NAME, "README.md"}
LEAVING = re.compile(r"[/\\:\0]")  # what a file's name in the folder cannot hold
MENTIONED = 200  # characters of a path that a message repeats
PIECE = 1 << 20


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
            held, paths, findings = [], {name: path}, list[Finding]()
        else:
            folder = listing(self.path)
            held = [path for path in (*folder.files, *folder.hidden) if path.name != manifests.NAME]
            paths, about = self._paths(folder.files, tables)
            findings = [*folder.findings, *about]
        with_tables = set(paths.values())
        files: dict[str, TableFile] = {}
        if ONE_WORKBOOK in paths:
            files, about = one_workbook(paths.pop(ONE_WORKBOOK), tables)
            findings += about
        for name, path in paths.items():
            file, about = table_file(path, tables[name])
            findings += about
            if file and name in files:
                findings.append(finding("table-twice", Place(file=path.name, table=name), other=files[name].path.name))
                findings += personal_data_in_table(path)
            elif file:
                files[name] = file
        findings += [found for path in held if path not in with_tables for found in _in_no_table(path)]
        return files, findings

    def _paths(self, held: list[Path], tables: dict[str, Table]) -> tuple[dict[str, Path], list[Finding]]:
        """Return table name → its file: as the manifest lists them, else as they are named."""
        beside = [path for path in held if path.name not in IGNORED]
        if self.manifest.resources is None:
            return tables_in(beside, tables)
        return _listed(self.manifest.resources, {path.name: path for path in held}, tables)

    def digests(self) -> tuple[str, dict[str, tuple[int, str]]]:
        """Return a SHA-256 of the names and bytes of the folder's files, and name → (bytes, SHA-256) of each."""
        whole, files = hashlib.sha256(), dict[str, tuple[int, str]]()
        for path in [self.lone_file[0]] if self.lone_file else listing(self.path).files:
            size, one = path.stat().st_size, hashlib.sha256()
            whole.update(f"{path.name}\0{size}\0".encode())
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    whole.update(piece)
                    one.update(piece)
            files[path.name] = (size, one.hexdigest())
        return whole.hexdigest(), files


def _in_no_table(path: Path) -> list[Finding]:
    """Return the personal data in a file that is not read as a table, or that it is too large to be looked through."""
    return too_large(path, LIMITS["other_bytes"]) or list(personal_data_in_file(path))


def _listed(resources: tuple[tuple[str, str], ...], held: dict[str, Path],
            tables: dict[str, Table]) -> tuple[dict[str, Path], list[Finding]]:  # fmt: skip
    """Return the files that the manifest lists as resources; what lies beside them unlisted is a warning."""
    files: dict[str, Path] = {}
    findings = []
    for position, (name, file) in enumerate(resources):
        place = Place(file=manifests.NAME, column=f"resources[{position}].path")
        if LEAVING.search(file) or file in ("", ".", ".."):
            findings.append(finding("unsafe-path", place, printable(mask_name(file))[:MENTIONED]))
        elif file not in held:
            findings.append(finding("resource-missing", place, printable(mask_name(file))[:MENTIONED]))
        elif name not in {*tables, ONE_WORKBOOK} or not is_readable(held[file]):
            findings.append(finding("unknown-file", Place(file=file)))
        elif name in files:
            findings.append(finding("table-twice", Place(file=file, table=name), other=files[name].name))
        else:
            files[name] = held[file]
    listed = IGNORED | {file for _, file in resources}
    findings += [finding("unlisted-file", Place(file=name)) for name in held if name not in listed]
    return files, findings


def read_submission(path: Path) -> Submission:
    """Return the submission at a path, refused where no folder stands there; the district is the folder above it."""
    with guarding(path.parent.name):
        return _read_submission(path)


def _read_submission(path: Path) -> Submission:
    """Return the submission at a path."""
    entry = Entry(path, kind_of(path) or SPECIAL)
    if refused := refusal(entry):
        manifest, findings = Manifest(), [replace(refused, file=None)]
    elif entry.kind != FOLDER:
        manifest, findings = Manifest(), [finding("special-file", Place(), entry.name)]
    else:
        manifest, findings = manifests.read_manifest(path)
    findings += personal_data_in_folder(path)
    return Submission(*called(path), path, manifest, tuple(findings))


def called(path: Path) -> tuple[str, str]:
    """Return what the district and the submission of a folder are called."""
    return mask_name(shown_name(path.parent.name)), told_apart(path.name)


def told_apart(name: str) -> str:
    """Return a name of a submission as it is shown: masked, yet told apart from others, if it is personal."""
    shown = shown_name(name)
    masked_name = mask_name(shown)
    return shown if masked_name == shown else f"{masked_name}-{hashlib.sha256(shown.encode()).hexdigest()[:6]}"


def find_submissions(datasets: Path) -> list[Submission]:
    """Return every submission under `datasets` in the order in which they are admitted."""
    found, _ = places(datasets)
    return sorted((read_submission(entry.path) for entry in found), key=lambda submission: submission.order)


def beside_submissions(datasets: Path) -> dict[str, list[Finding]]:
    """Return district → what is to be said of it and of what lies beside its submissions."""
    _, beside = places(datasets)
    told = {
        mask_name(name): [masked(one, mask_name) for entry in held for one in _of_stray(entry, datasets)]
        for name, held in beside.items()
    }
    return {name: findings for name, findings in told.items() if findings}


def _of_stray(entry: Entry, datasets: Path) -> list[Finding]:
    """Return the findings on what lies beside submissions: never read as a table, but looked through."""
    if refused := refusal(entry):
        return [refused]
    if entry.kind == FOLDER:
        return [] if entry.name in UNSEEN else [finding("hidden-folder", Place(file=entry.name), entry.name)]
    if entry.name in UNSEEN:
        return []
    stray = [] if entry.path.parent == datasets else [finding("stray-file", Place(file=entry.name))]
    return [*stray, *_in_no_table(entry.path)]
