"""Takes the address to serve at, before anything is built for it."""

import socket

from ..exceptions import UsageError
from ..failures import name_of, worded


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address. Raises UsageError where it is in use, forbidden or not there."""
    listener = None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except (OSError, UnicodeError) as error:
        if listener:
            listener.close()
        name = "EAI" if isinstance(error, socket.gaierror | UnicodeError) else name_of(error)
        place = f"--host {host} --port {port}"
        told = worded("PORT" if name in ("EACCES", "EPERM") else name, place) or f"{place}：{error}"
        raise UsageError(told) from error
    return listener
