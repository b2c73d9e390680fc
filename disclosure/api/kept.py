"""Answers below /data/ that were given: a release never changes, so they are given again as they were."""

from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import Message, Scope, Send

from .refusals import LIMITS

Key = tuple[str, bytes, str]
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Answer:
    """A good answer, whole."""

    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Return the bytes that it takes, about."""
        size: int = LIMITS["kept"]["beside"] + len(self.body)
        return size


class Kept:
    """The answers of one release that were asked for last, as many as fit; to be used in one event loop."""

    def __init__(self) -> None:
        self.answers: OrderedDict[Key, Answer] = OrderedDict()
        self.size = 0

    async def give(self, key: Key, send: Send) -> bool:
        """Send an answer again; return whether it is kept."""
        if key not in self.answers:
            return False
        self.answers.move_to_end(key)
        answer = self.answers[key]
        # what is around may write into the headers
        await send({"type": "http.response.start", "status": 200, "headers": list(answer.headers)})
        await send({"type": "http.response.body", "body": answer.body})
        return True

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and forget those that were not asked for for longest where they are too many."""
        if key in self.answers:
            return
        self.answers[key] = answer
        self.size += answer.size
        while self.size > LIMITS["kept"]["bytes"]:
            self.size -= self.answers.popitem(last=False)[1].size


class Heard:
    """What is sent, listened to: a good answer, whole, and no larger than one may be, is one to be kept."""

    def __init__(self, send: Send) -> None:
        self.inner = send
        self.headers: Headers | None = None
        self.body = bytearray()
        self.answer: Answer | None = None

    async def send(self, message: Message) -> None:
        """Send on."""
        if message["type"] == "http.response.start":
            self.headers = tuple(message["headers"]) if message["status"] == 200 else None
        elif self.headers is not None:
            self._hear(message)
        await self.inner(message)

    def _hear(self, message: Message) -> None:
        """Hear a piece of a good answer; of one that is too large no more."""
        self.body += message.get("body", b"")
        if len(self.body) > LIMITS["kept"]["answer"]:
            self.headers, self.body = None, bytearray()
        elif self.headers is not None and not message.get("more_body"):
            self.answer = Answer(self.headers, bytes(self.body))


def key_of(scope: Scope, tag: str) -> Key:
    """Return what tells an answer from others: its tag, and where the request said it was sent, as links name it."""
    return tag, dict(scope["headers"]).get(b"host", b""), scope["scheme"]
