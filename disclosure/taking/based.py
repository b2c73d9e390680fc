"""What the taking in of a submission depends on, as one digest: its files, the district's folder, the program."""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .. import findings, privacy
from ..districts import District
from ..reading.sheets import LIMITS
from ..submissions import Submission, tree

READERS = ("frictionless", "openpyxl", "xlrd", "python-stdnum", "defusedxml")  # what reads and judges cells beside us
PACKAGE = Path(__file__).parent.parent


def of_submission(submission: Submission, foundation: str) -> str:
    """Return the digest of all that the taking in of a submission depends on. Raises OSError if it cannot be read."""
    told = [foundation, submission.district, submission.name, submission.digests()[0]]
    return _digest(json.dumps([*told, *_entries(submission)], sort_keys=True).encode())


def _entries(submission: Submission) -> list[str]:
    """Return what lies in the folder beside the files that are read, and the bytes of what programs left there."""
    held = tree.listing(submission.path)
    beside = [f"{path.name} {_digest(path.read_bytes())}" for path in held.hidden]
    return [*beside, *(json.dumps(found.as_json(), sort_keys=True) for found in held.findings)]


def foundation_of(district: District, by_rows: bool) -> str:
    """Return the digest of what a district's submissions are taken in by."""
    stricter = privacy.STRICTER.get(district.name, ())
    own = json.dumps(findings.OWN.get(district.name, {}), sort_keys=True)
    told = [_program(), repr(LIMITS), repr(tree.LIMITS), own, repr(by_rows)]
    kinds = [f"{kind.code} {kind.pattern.pattern} {kind.shown}" for kind in stricter]
    tables = [repr(table) for table in district.tables().values()]
    return _digest("\n".join([*told, *kinds, *tables, *_bytes_of([district.path])]).encode())


@cache
def _program() -> str:
    """Return the digest of the program's own files, of what it reads with, and of the tables of characters."""
    versions = [f"{name} {version(name)}" for name in READERS]
    return "\n".join([sys.version, unicodedata.unidata_version, *versions, *_bytes_of([PACKAGE])])


def _bytes_of(folders: Iterable[Path]) -> list[str]:
    """Return the path and the digest of every file of some folders."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts)
    return [f"{path} {_digest(path.read_bytes())}" for path in files if path.is_file()]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
