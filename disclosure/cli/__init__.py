"""The command `disclosure`: the only place with text output and exit codes."""

import sys
from typing import Any


def main() -> None:
    """Run the command. It is loaded only here, so that Ctrl+C is quiet from the first moment."""
    try:
        from ..workers import interrupted_at_once

        with interrupted_at_once():  # some of what is loaded would catch an exception in its place
            from .command import run
        run()
    except KeyboardInterrupt:
        sys.exit(130)
    except ImportError as error:
        sys.exit(f"错误 Error: 程序没有装好，缺 {error.name}，请 make install (not installed whole; run that)")


def __getattr__(name: str) -> Any:
    """Return the command `cli`, loaded when it is asked for."""
    if name != "cli":
        raise AttributeError(name)
    from .command import cli

    return cli
