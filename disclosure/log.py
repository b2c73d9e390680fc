"""Keeps what went wrong inside the program where its operator finds it, and no reader of the register does."""

import hashlib
import traceback
from datetime import UTC, datetime
from pathlib import Path

from .privacy import mask_paths

KEPT = 100


def record(folder: Path, error: BaseException, about: str) -> Path:
    """Return the file in a folder to which the error was written, masked; the same one about the same is one file."""
    folder.mkdir(parents=True, exist_ok=True)
    told = "".join(traceback.format_exception(error, limit=-50))
    name = hashlib.sha256(f"{type(error).__name__}\n{about}".encode(errors="replace")).hexdigest()[:12]
    path = folder / f"{name}.log"
    text = f"{datetime.now(UTC).isoformat(timespec='seconds')} {about}\n{told}"
    path.write_text(mask_paths(text), encoding="utf-8", errors="backslashreplace")
    _forget(folder)
    return path


def _forget(folder: Path) -> None:
    """Remove all logs but the latest."""
    for old in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)[:-KEPT]:
        old.unlink(missing_ok=True)
