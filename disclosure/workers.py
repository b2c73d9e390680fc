"""Processes that work for this one: they never outlive it, and end when it is stopped."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from .exceptions import BuildError

Item = TypeVar("Item")
Done = TypeVar("Done")

STOPS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


@contextmanager
def interrupted_at_once() -> Iterator[None]:
    """Let Ctrl+C end this process at once while it has nothing to clear away.

    An exception in its place would be taken by SQLite, in one of its callbacks, for a failure of the callback alone.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def obey() -> None:
    """Make this worker end as soon as its parent is gone, killed or not, and leave Ctrl+C to it; to be called first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in STOPS[1:]:
        if callable(signal.getsignal(number)):  # what the parent does when it is stopped; not what nohup asks
            signal.signal(number, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if not parent.is_alive():
        os._exit(1)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: multiprocessing.process.BaseProcess) -> None:
    """End this process when its parent has ended."""
    parent.join()
    os._exit(1)


def follow() -> None:
    """Make this program end as soon as the one that began it is gone; for one begun by `subprocess`."""
    threading.Thread(target=_leave_without, args=(os.getppid(),), daemon=True).start()


def _leave_without(parent: int) -> None:
    """End this process when another is its parent: the first one has ended."""
    while os.getppid() == parent:
        time.sleep(0.05)
    os._exit(1)


def confine(seconds: int, most: int) -> None:
    """Limit the processor's time and the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the clock alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shared_out(jobs: int, work: Callable[[Item], Done], items: Sequence[Item], written: tuple[str, str]) -> list[Done]:
    """Return what comes of each item, in their order, worked on by as many processes as `jobs`; by this one alone if 1.

    Raises BuildError if the system killed one of them; `written` says what they wrote, in Chinese and English.
    """
    if jobs == 1:
        return [work(item) for item in items]
    with ProcessPoolExecutor(jobs, initializer=obey) as pool:
        try:
            return list(pool.map(work, items))
        except BrokenProcessPool as error:
            zh, en = written
            raise BuildError(
                f"写{zh}的进程被系统结束了，多半因为内存不足，请改用 --jobs 1"
                f" (a process that wrote {en} was killed; try again with --jobs 1)"
            ) from error
        except BaseException:
            end_all()  # else the others would write on to the end
            raise


def end_all() -> None:
    """Kill every worker of this process, and return when they are gone."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()
