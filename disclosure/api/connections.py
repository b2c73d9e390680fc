"""The server's side of one connection: a client that is silent is not waited for, Chinese in an address is read."""

import asyncio
import re
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .guards import HEADERS
from .refusals import LIMITS, RefusedError

BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class PatientProtocol(H11Protocol):
    """HTTP that waits so long for a request to be sent or an answer to be read, and no longer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending: asyncio.TimerHandle | None = None
        self.reading: asyncio.TimerHandle | None = None
        self.line = bytearray()  # the first line of a request, until all of it is here

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self.sending = self._timer()

    def data_received(self, data: bytes) -> None:
        """Go on waiting, from when the request began, for its end."""
        if whole := self._quoted(data):
            super().data_received(whole)
        else:
            self._unset_keepalive_if_required()
        waits = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if self.sending and not waits:
            self.sending.cancel()
            self.sending = None
        elif waits and not self.sending:
            self.sending = self._timer()

    def _quoted(self, data: bytes) -> bytes:
        """Return what came, the first line of a request as a whole and its bytes beyond ASCII as %XX.

        `curl` sends an address as it was typed, which HTTP does not allow and h11 refuses. What is no first line (the
        rest of a head, a body, a second request behind it) stays as it is, so that nothing is read twice or otherwise.
        """
        begins = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        if not begins:
            return data
        self.line += data
        if b"\n" not in self.line and len(self.line) <= LIMITS["request"]["head"]:
            return b""
        line, end, rest = self.line.partition(b"\n")
        self.line = bytearray()
        return BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self.reading = self._timer()

    def resume_writing(self) -> None:
        """It reads."""
        super().resume_writing()
        if self.reading:
            self.reading.cancel()
            self.reading = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        super().connection_lost(exc)
        for timer in (self.sending, self.reading):
            if timer:
                timer.cancel()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Say in words what is wrong with a request that is not HTTP; the reason alone would be English."""
        told = RefusedError("malformed")
        headers = {"content-type": "text/plain; charset=utf-8", "connection": "close"} | HEADERS["every"]
        answer = h11.Response(status_code=told.status, reason=b"Bad Request", headers=list(headers.items()))
        for event in (answer, h11.Data(data=f"{told}\n".encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def _timer(self) -> asyncio.TimerHandle:
        """Return a timer that ends the connection."""
        return self.loop.call_later(LIMITS["request"]["silence"], self.transport.abort)
