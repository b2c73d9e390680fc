"""The place where one build is written: by one build at a time, and empty again however that build ends."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from . import workers
from .exceptions import BuildError

LOCK = ".lock"
PATIENCE = 3.0  # seconds for the workers of a killed build to be gone
UNFINISHED, OLD = ".building-", ".removing-"
STOPPED = "已停止；没有完成的已清除，原来的发布不变 (stopped; what was unfinished is removed)\n"
BUSY = "另一个发布正在写这里，请等它结束后再运行 (another build writes here; run again when it has ended)"


@contextmanager
def build_folder(output: Path) -> Iterator[Path]:
    """Yield a new folder under `output` to build in; it is gone when this ends, by Ctrl+C or SIGTERM too.

    Raises BuildError while another build writes there. What a killed one left is removed first.
    """
    releases = output / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with _alone(output), _clearing_when_stopped(output):
        try:
            sweep(output)
            folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
            folder.chmod(0o755)
            yield folder
        finally:
            sweep(output)


def sweep(output: Path) -> None:
    """Remove what is not finished; only for whom holds the lock."""
    for prefix in (UNFINISHED, OLD):
        for folder in (output / "releases").glob(f"{prefix}*"):
            shutil.rmtree(folder, ignore_errors=True)
    for link in output.glob(".*.new"):
        if link.is_symlink():
            link.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Remove a release: renamed first, so that half of one is never taken for a whole."""
    renamed = folder.with_name(f"{OLD}{folder.name}")
    folder.rename(renamed)
    shutil.rmtree(renamed, ignore_errors=True)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder. It is free again when this process and the workers it forked are gone."""
    import fcntl  # there is none on Windows, where `check` still has to work

    with (output / LOCK).open("a") as lock:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise BuildError(f"{output}：{BUSY}") from None
                time.sleep(0.1)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


@contextmanager
def _clearing_when_stopped(output: Path) -> Iterator[None]:
    """Let a signal to stop end the workers, clear the folder and end this process, at once.

    No exception is raised: SQLite and others would take one in their callbacks for a failure of their own and go on.
    """
    builder = os.getpid()

    def stop(number: int, _frame: Any) -> NoReturn:
        if os.getpid() == builder:  # not a worker that has not yet begun
            workers.end_all()
            sweep(output)
            with suppress(OSError, ValueError):
                os.write(2, STOPPED.encode(getattr(sys.stderr, "encoding", None) or "utf-8", "backslashreplace"))
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        os._exit(1)

    before: dict[int, Any] = {}
    with suppress(ValueError):  # not the main thread: signals are not for it
        for number in workers.STOPS:
            if callable(signal.getsignal(number)) or signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for stopping, handler in before.items():
            signal.signal(stopping, handler)
