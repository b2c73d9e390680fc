"""The command `disclosure`: the only place with text output and exit codes."""

import sys
from typing import NoReturn

import click

from ..exceptions import DisclosureError, UsageError
from . import register, rulebook, setup, workbooks

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
    click.echo(f"错误 Error: {message}", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command; whatever goes wrong ends in one line, never in a traceback."""
    import sqlite3

    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        _fail(f"SQLite {sqlite3.sqlite_version} 太旧，需要 3.37 以上；请升级 Python (SQLite ≥ 3.37 is needed)", 1)
    try:
        cli()
    except UsageError as error:
        _fail(str(error), 2)
    except DisclosureError as error:
        _fail(str(error), 1)
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror}；请核对路径和权限 (check the path and its permissions)", 1)
