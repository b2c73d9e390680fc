"""What the machine refuses — a full disk, a missing permission — in words. The words are failures.toml."""

import errno
import sqlite3
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _entries() -> dict[str, dict[str, Any]]:
    """Return name of the error → its words, and whether it is the machine's whatever it was asked for."""
    with Path(__file__).with_name("failures.toml").open("rb") as file:
        return tomllib.load(file)


def name_of(error: BaseException) -> str:
    """Return what the system calls an error, such as ENOSPC or SQLITE_FULL; empty for an error of another kind."""
    if isinstance(error, sqlite3.Error):
        return "_".join(str(getattr(error, "sqlite_errorname", None) or "").split("_")[:2])
    return errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def of_the_machine(error: BaseException) -> bool:
    """Return whether an error is the machine's, such as a full disk: no submission and no district is to blame."""
    return bool(_entries().get(name_of(error), {}).get("machine"))


def of_a_plugin(error: BaseException) -> bool:
    """Return whether an error that left a plugin may be its own doing; a full or broken disk is not."""
    return not of_the_machine(error) or bool(_entries()[name_of(error)].get("plugin"))


def in_words(error: BaseException, place: object) -> str | None:
    """Return one line on an error at a place, None for an error that has no words."""
    return worded(name_of(error), place)


def worded(name: str, place: object) -> str | None:
    """Return the line of failures.toml on a place, None where there is none of that name."""
    entry = _entries().get(name)
    return f"{place}：{entry['zh']} ({entry['en']})" if entry else None
