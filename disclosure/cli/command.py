"""The command and its commands, and how each of them ends."""

import sqlite3
import sys
from contextlib import suppress
from typing import NoReturn

import click

from ..exceptions import DisclosureError, UsageError
from . import register, rulebook, setup, workbooks
from .options import root
from .telling import give_up_printing, telling

OLDEST_SQLITE = (3, 37)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="disclosure")
def cli() -> None:
    """社会组织公开平台 — a public register of social organisations that anyone can check."""


for command in (
    register.check, register.build, register.serve, setup.districts, setup.new_district, setup.new_submission,
    setup.new_code, setup.sample, workbooks.template, workbooks.take_in, rulebook.rules,
):  # fmt: skip
    cli.add_command(command)


def _fail(message: str, code: int) -> NoReturn:
    """Say what went wrong and stop."""
    give_up_printing()
    with suppress(OSError):
        click.echo(f"错误 Error: {message}", err=True)
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
