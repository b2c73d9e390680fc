"""A cluster of machines on which submissions are taken in: `--executor dask:ADDRESS`, for the extra `cluster`."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from ..exceptions import UsageError

SCHEME = "dask:"


@contextmanager
def executor_at(address: str) -> Iterator[Executor | None]:
    """Yield what runs functions on the cluster at an address; None for "". Raises UsageError if it cannot be reached.

    Its workers see the same folders as this machine, at the same paths.
    """
    if not address:
        yield None
        return
    if not address.startswith(SCHEME):
        raise UsageError(f"--executor {address}：写成 dask:tcp://主机:8786 (write it as dask:tcp://host:8786)")
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("没有装 distributed，请装上 disclosure[cluster] (install disclosure[cluster])") from error
    try:
        client = Client(address.removeprefix(SCHEME), timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"--executor {address}：连不上，请核对地址 (cannot be reached; check the address)") from error
    with client, client.get_executor() as executor:  # type: ignore[no-untyped-call]
        yield executor
