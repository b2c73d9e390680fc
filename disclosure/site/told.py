"""A digest of what a template is told: two that are equal make the same page of the same program."""

import hashlib
import pickle
from types import FunctionType, MethodType
from typing import Any

from ..districts import District
from .reading import Reader
from .reads import LENGTH
from .words import Filed, Language, Sentence

TITLES = (Reader.title_of, Reader.title_of_table)  # what they return is common to all pages


class _Sum:
    """A file of which only the digest is kept."""

    def __init__(self) -> None:
        self.digest = hashlib.blake2b(digest_size=LENGTH)

    def write(self, part: bytes) -> None:
        """Add some bytes."""
        self.digest.update(part)


class _Teller(pickle.Pickler):
    """Writes what things are, not which: equal values are equal bytes.

    Districts and languages have their names: what they hold is the program's, or common to all pages.
    """

    def reducer_override(self, thing: Any) -> Any:
        """Return how a thing is written that is more than a plain value."""
        if isinstance(thing, Filed):
            return Filed, (str(thing),)
        if isinstance(thing, Sentence):
            return Sentence, (str(thing), thing.language.name)
        if isinstance(thing, Language | District):
            return type(thing), (thing.name,)
        if isinstance(thing, MethodType) and thing.__func__ in TITLES:
            return str, (thing.__name__,)
        if isinstance(thing, FunctionType):
            raise pickle.PicklingError("what a function returns is not known before it is called")
        return NotImplemented


def told(what: Any) -> bytes | None:
    """Return a digest of what a template is told; None if it holds what is no value, as a function."""
    total = _Sum()
    teller = _Teller(total, protocol=4)
    teller.fast = True  # without notes of what was written before, in which equal things are not alike
    try:
        teller.dump(what)
    except (pickle.PicklingError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return total.digest.digest()
