"""The command and its commands, and how each of them ends."""

import sqlite3
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from ..exceptions import DisclosureError, UsageError
from ..privacy import mask_paths
from ..workers import interrupted_at_once
from .place import root
from .telling import give_up_printing, telling

OLDEST_SQLITE = (3, 37)


COMMANDS = {
    "check": ("register", "check"),
    "build": ("register", "build"),
    "serve": ("register", "serve"),
    "districts": ("setup", "districts"),
    "new-district": ("setup", "new_district"),
    "new-submission": ("setup", "new_submission"),
    "new-code": ("setup", "new_code"),
    "sample": ("setup", "sample"),
    "template": ("workbooks", "template"),
    "import": ("workbooks", "take_in"),
    "rules": ("rulebook", "rules"),
}


class Commands(click.Group):
    """The commands, each loaded with what it needs only when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return the command of a name, None if there is none."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        with interrupted_at_once():  # some of what is loaded would catch an exception in its place
            command: click.Command = getattr(import_module(f"{__package__}.{module}"), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what is wrong with how it was called is told without personal data."""
        try:
            return super().invoke(context)
        except click.ClickException as error:
            vars(error)["message"] = mask_paths(error.message)  # which is final, to mypy
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="disclosure")
def cli() -> None:
    """社会组织公开平台 — a public register of social organisations that anyone can check."""


def _fail(message: str, code: int) -> NoReturn:
    """Say what went wrong and stop."""
    give_up_printing()
    with suppress(OSError):
        click.echo(f"错误 Error: {mask_paths(message)}", err=True)
    sys.exit(code)


def run() -> None:
    """Run the command; whatever goes wrong ends in one line, never in a traceback."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        _fail(f"SQLite {sqlite3.sqlite_version} 太旧，需要 3.37 以上；请升级 Python (SQLite ≥ 3.37 is needed)", 1)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")  # a terminal that knows no Chinese
    try:
        with telling(), telling(root() / "build"):
            cli()
    except UsageError as error:
        _fail(str(error), 2)
    except DisclosureError as error:
        _fail(str(error), 1)
