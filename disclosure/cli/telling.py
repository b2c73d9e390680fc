"""Says what went wrong in one line, and keeps the rest of it in a log; prints a result wherever it goes."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from ..exceptions import DisclosureError
from ..failures import in_words
from ..log import record
from ..privacy import mask_paths

PRINTED = "结果没能打印到标准输出 the result could not be printed"
SOMEWHERE = "读写文件时 while reading or writing"


@contextmanager
def telling(output: Path | None = None) -> Iterator[None]:
    """Turn whatever goes wrong into a DisclosureError of one line; an unforeseen one is kept in `output`/log."""
    try:
        yield
    except (DisclosureError, click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        place = getattr(error, "filename", None) or SOMEWHERE
        told = in_words(error, place)
        if told is None and isinstance(error, OSError) and error.strerror:
            told = f"{place}：{error.strerror}；请核对路径和权限 (check the path and its permissions)"
        raise DisclosureError(told or _kept(error, output)) from error


def _kept(error: Exception, output: Path | None) -> str:
    """Return the line on an error nobody foresaw, having written it to a log: of the output, else a temporary one."""
    about = " ".join(["disclosure", *sys.argv[1:]])
    for folder in (output, Path(tempfile.gettempdir()) / "disclosure"):
        try:
            path = record(folder / "log", error, about) if folder else None
        except OSError:
            path = None
        if path:
            english = f"the program failed; the details are in {path}: send it to its maintainers"
            return f"程序出错 {type(error).__name__}：详情已记入 {path}，请交给维护者 ({english})"
    return f"程序出错 {type(error).__name__}，详情无处可记 (the program failed; no log could be written)"


def say(text: str) -> None:
    """Print a result. A reader that has gone away, such as `head`, is no error; a full disk is one."""
    try:
        click.echo(text)
    except OSError as error:
        give_up_printing()
        if not isinstance(error, BrokenPipeError):
            raise DisclosureError(in_words(error, PRINTED) or f"{PRINTED}：{error.strerror}") from error


def add(file: Path, text: str) -> None:
    """Add a result to the end of a file."""
    with file.open("a", encoding="utf-8", errors="backslashreplace") as opened:
        opened.write(f"{text}\n")


def note(text: str) -> None:
    """Say on stderr what is to be known beside the result."""
    with suppress(OSError):
        click.echo(f"提示 Note: {mask_paths(text)}", err=True)


def give_up_printing() -> None:
    """Where stdout takes nothing any more, drop what is left for it: else Python complains of it as it ends."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
