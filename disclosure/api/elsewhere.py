"""Runs an application in an event loop of its own, so that what it computes does not hold up other requests."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Loop:
    """A thread with an event loop, started when it is first needed."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def submit(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Future[None]":
        """Return a future of the running loop for what a coroutine comes to in this one."""
        with self.lock:
            if self.loop is None:
                self.loop = asyncio.new_event_loop()
                self.thread = threading.Thread(target=self.loop.run_forever, name="data", daemon=True)
                self.thread.start()
        return asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, self.loop))

    def stop(self) -> None:
        """End the thread."""
        with self.lock:
            loop, thread, self.loop, self.thread = self.loop, self.thread, None, None
        if loop and thread:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()


class Elsewhere:
    """An application whose requests are answered in another loop; what it reads and sends crosses over."""

    def __init__(self, app: ASGIApp, loop: Loop) -> None:
        self.app, self.loop = app, loop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        here = asyncio.get_running_loop()

        async def receive_there() -> Message:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(receive()), here))

        async def send_there(message: Message) -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(send(message)), here))

        await self.loop.submit(_awaited(self.app(scope, receive_there, send_there)))


async def _awaited(awaitable: Any) -> Any:
    """Return what something that can be awaited comes to, as a coroutine."""
    return await awaitable
