"""Remembers of which districts nothing failed when they were tried, so that one that is unchanged is not tried again.

Safe to delete at any time. A district whose hooks make tables, rules or views is tried each time: who knows what they
look at.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ..districts import District
from ..taking.based import foundation_of
from .fitting import fit

FILE = "tried.json"
MAKING = {"register_tables", "register_rules", "create_views"}


def fit_changed(districts: Iterable[District], kept: Path | None) -> None:
    """Leave out of each district what fails on an empty register; nothing does of one that is as it was kept."""
    known = _read(kept) if kept else {}
    for district in districts:
        if known and known.get(district.name) == _state(district) and not district.folder.faults:
            district.fitted.append(True)
    fit(districts)


def keep(districts: Iterable[District], kept: Path) -> None:
    """Keep of which districts nothing has failed."""
    whole = (district for district in districts if district.fitted and not district.folder.faults)
    found = {district.name: state for district in whole if (state := _state(district))}
    if found != _read(kept):
        with suppress(OSError):  # they are tried again
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(found), encoding="utf-8")


def _read(kept: Path) -> dict[str, str]:
    """Return district → the state in which nothing of it failed."""
    try:
        found = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _state(district: District) -> str | None:
    """Return the digest of all that a trial of a district depends on, None where that cannot be known."""
    if not MAKING.isdisjoint(district.own):
        return None
    told = f"{foundation_of(district, by_rows=False)} {sqlite3.sqlite_version}"
    return hashlib.sha256(told.encode()).hexdigest()
