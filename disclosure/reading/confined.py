"""Opens a legacy workbook in a process of its own, whose time and memory are limited: xlrd counts neither."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from ..workers import confine, follow
from .legacy import day_of, read_legacy
from .sheets import LIMITS, Book, Record, Sheet, UnreadableError, limited

PATIENCE = 10  # times as long on the clock as of the processor: the machine may be busy
COSTLY = "file-too-costly"


def open_confined(path: Path) -> Book:
    """Return the sheets of a legacy workbook and its comments. Raises UnreadableError, also where it costs too much."""
    state = path.stat()
    sheets, texts, epoch = _read(path, state.st_mtime_ns, state.st_size)
    made = [Sheet(name, partial(_limited, rows), *hidden) for name, rows, *hidden in sheets]
    return Book(made, texts, partial(day_of, epoch=epoch))


def _limited(rows: list[Record]) -> Iterator[Record]:
    """Yield the rows of a sheet within the limits."""
    return limited((number, list(cells)) for number, cells in rows)


@lru_cache(maxsize=1)  # a file is opened to find its table, to read it, to look through it
def _outcome(path: Path, _modified: int, _size: int) -> Any:
    """Return what the process made of a file: its parts, or the error that refuses it."""
    limits = [str(LIMITS["worker_seconds"]), str(LIMITS["worker_bytes"])]
    command = [sys.executable, "-P", "-m", __name__, str(path), *limits]  # -P: a folder's own xlrd.py is not imported
    found = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(found)}
    most = PATIENCE * LIMITS["worker_seconds"]
    try:
        done = subprocess.run(
            command, env=environment, timeout=most, check=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return pickle.loads(done.stdout)
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        return COSTLY, None, {"seconds": LIMITS["worker_seconds"], "size": f"{LIMITS['worker_bytes'] / 1e9:.0f} GB"}


def _read(path: Path, modified: int, size: int) -> Any:
    """Return the parts of a file. Raises UnreadableError."""
    read = _outcome(path, modified, size)
    if isinstance(read[0], str):
        raise UnreadableError(read[0], read[1], **read[2])
    return read


def main(path: str, seconds: str, most: str) -> None:
    """Write what a file holds to stdout, pickled, within limits of time and memory."""
    follow()
    confine(int(seconds), int(most))
    try:
        outcome: Any = read_legacy(Path(path))
    except UnreadableError as error:
        outcome = (error.code, error.row, error.facts)
    pickle.dump(outcome, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main(*sys.argv[1:])
