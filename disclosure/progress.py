"""Says on a terminal how far each stage of a run is: how many of how many, at what pace, how long it may still take."""

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import Protocol, TypeVar

Item = TypeVar("Item")
STAGES = {
    "check": "核对提交 Checking",
    "duties": "应当公开的 Duties",
    "rules": "规则 Rules",
    "questions": "捐前核验 Questions",
    "downloads": "下载文件 Downloads",
    "pages": "网页 Pages",
}
EVERY = 0.2  # seconds between two looks of a reader


class Progress(Protocol):
    """What yields the items of a stage, and may say how far it is; `total` where the items cannot be counted."""

    def __call__(self, items: Iterable[Item], stage: str, total: int | None = None) -> Iterable[Item]:
        """Yield the items."""


def silent(items: Iterable[Item], stage: str, total: int | None = None) -> Iterable[Item]:  # noqa: ARG001
    """Return the items and say nothing."""
    return items


def on_terminal(items: Iterable[Item], stage: str, total: int | None = None) -> Iterator[Item]:
    """Yield the items, saying on stderr how far we are if it is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    total = len(items) if isinstance(items, Sized) else total
    started = told = time.monotonic()
    done = 0
    try:
        for done, item in enumerate(items, start=1):
            yield item
            now = time.monotonic()
            if now - told >= EVERY:
                told = now
                _say(f"{STAGES[stage]} {how_far(done, total, now - started)}")
    finally:
        _say(f"{STAGES[stage]} {how_far(done, done, time.monotonic() - started)}", end="\n")


def how_far(done: int, total: int | None, seconds: float) -> str:
    """Return how many are done of how many, how many a second, and how long the rest may take."""
    rate = done / seconds if seconds > 0 else 0.0
    if total is None or done >= total:
        return f"{done:,}，{rate:,.1f}/秒 a second"
    left = (total - done) / rate if rate else 0.0
    return f"{done:,}/{total:,}，{rate:,.1f}/秒 a second，约还要 {clock(left)} left"


def clock(seconds: float) -> str:
    """Return a span as hours, minutes and seconds."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _say(text: str, end: str = "") -> None:
    """Write a line over the one before."""
    sys.stderr.write(f"\r\x1b[K{text}{end}")
    sys.stderr.flush()
