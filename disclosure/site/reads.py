"""What a page has read: asked once for all its languages, and noted, so that the next build knows what would differ."""

import hashlib
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

Values = list[Any] | dict[str, Any]
Answer = tuple[list[str], list[tuple[Any, ...]]]  # names of the columns, rows
LENGTH = 8  # bytes of the digest of an answer
Ask = Callable[[str, Values], Answer]  # given a statement, or @ and the name of what is no statement, and parameters


class Asked:
    """A question with its parameters and its answer."""

    def __init__(self, question: str, values: Values, answer: Answer) -> None:
        self.question, self.values, self.answer = question, values, answer

    @cached_property
    def digest(self) -> bytes:
        """Return a digest of the answer."""
        return digest(self.answer)


class Reads:
    """The questions that were asked, in their order, each with its answer."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._made: dict[tuple[Any, ...], Any] = {}
        self._known: dict[tuple[str, tuple[Any, ...]], Asked] = {}

    def answer(self, question: str, values: Values) -> Answer:
        """Return the answer to a question; one that was asked before is not asked again."""
        key = question, (*(sorted(values.items()) if isinstance(values, dict) else values),)
        if key not in self._known:
            self._known[key] = Asked(question, values, self._ask(question, values))
        return self._known[key].answer

    def include(self, others: "Reads") -> None:
        """Note what was read elsewhere as read here."""
        self._known |= others._known

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return what is made of answers alone: the same for each language, so that only the first one makes it."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @property
    def told(self) -> list[tuple[str, Values, bytes]]:
        """Return the questions with their parameters, each with a digest of its answer."""
        return [(one.question, one.values, one.digest) for one in self._known.values()]


def digest(answer: Answer) -> bytes:
    """Return a digest of an answer."""
    names, rows = answer
    return hashlib.blake2b(f"{names}{rows}".encode("utf-8", "surrogatepass"), digest_size=LENGTH).digest()


class common_property(cached_property[Any]):  # noqa: N801  # like cached_property
    """A cached property that many pages share: what it reads is noted as read by all of them."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """Return the value, reckoned once."""
        if instance is None or self.attrname in vars(instance):
            return super().__get__(instance, owner)
        with getattr(instance, "reader", instance).commonly():
            return super().__get__(instance, owner)


def rows_of(told: Iterable[Any]) -> Answer:
    """Return what is no answer of the database as if it were one."""
    return [], [(repr(one),) for one in told]
