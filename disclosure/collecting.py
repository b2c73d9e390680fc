"""Garbage is collected seldom while many rows pass: they hold no cycles, and each look at all of them takes time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (200_000, 20, 100)  # objects more than before, and how often of those the older ones are looked at too


@contextmanager
def seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile, and not at what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
