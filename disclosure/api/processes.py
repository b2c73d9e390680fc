"""Several processes that serve at one socket, and the one that begins, replaces and stops them."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any

from .. import workers
from .journal import LOG
from .refusals import LIMITS

Work = Callable[[], None]


def share_out(work: Work, count: int) -> None:
    """Have `count` processes do the same work until this one is stopped; for one that ends another is begun.

    They are forked, so that all accept at the same socket and what waits there when one dies is answered by the others.
    """
    limits = LIMITS["processes"]
    stopped = threading.Event()
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    crew = [_begun(work) for _ in range(count)]
    try:
        while not stopped.is_set():
            wait([one.sentinel for one in crew], timeout=limits["look"])
            for place, one in enumerate(crew):
                if not one.is_alive() and not stopped.is_set():
                    LOG.warning("a process that served has ended (%s); another begins", one.exitcode)
                    stopped.wait(limits["again"])
                    crew[place] = _begun(work)
    finally:
        _stop(crew, limits["leave"])
        for number, handler in before.items():
            signal.signal(number, handler)


def _begun(work: Work) -> Any:
    """Return a process that does the work."""
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work,), name="serving")
    process.start()
    return process


def _do(work: Work) -> None:
    """Do the work, no longer than the process that began it lives."""
    workers.obey()
    work()


def _stop(crew: list[Any], seconds: float) -> None:
    """Let processes end what they answer, for so long; then end them."""
    for one in crew:
        one.terminate()
    end = time.monotonic() + seconds
    for one in crew:
        one.join(max(0, end - time.monotonic()))
    workers.end_all()
