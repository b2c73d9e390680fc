"""The options and helpers that the commands share."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ..districts import District
from ..exceptions import UsageError
from ..pipeline import Project
from ..reports import FORMS
from ..submissions import Submission

BEIJING = ZoneInfo("Asia/Shanghai")


def today() -> str:
    """Return the day of SOURCE_DATE_EPOCH in China, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), BEIJING) if epoch else datetime.now(BEIJING)
    return moment.date().isoformat()


def root() -> Path:
    """Return the register's folder: the nearest one upward with pelicanconf.py, else where the package lies."""
    here = Path.cwd()
    marked = (folder for folder in (here, *here.parents) if (folder / "pelicanconf.py").exists())
    return next(marked, Path(__file__).parent.parent.parent)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else today()
    except ValueError:
        raise click.BadParameter("写成 2026-11-23 这样 (write it as 2026-11-23)") from None


def project_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say where things lie, and pass them on as `project`."""

    @click.option("--datasets", type=click.Path(path_type=Path), help="Folder of submissions (default: datasets).")
    @click.option("--plugins", type=click.Path(path_type=Path), help="Folder of districts (default: plugins).")
    @click.option("--output", type=click.Path(path_type=Path), help="Folder to publish into (default: build).")
    @click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="The day on which the register looks.")
    @wraps(command)
    def wrapped(datasets: Path | None, plugins: Path | None, output: Path | None, today: str, **options: Any) -> Any:
        folder = root()
        for name, path in (("--datasets", datasets), ("--plugins", plugins)):
            _is_there(name, path)
        project = Project(
            folder, (datasets or folder / "datasets").resolve(), (plugins or folder / "plugins").resolve(),
            (output or folder / "build").resolve(), today, samples=options.pop("samples", False),
        )  # fmt: skip
        return command(project=project, **options)

    return wrapped


def _is_there(name: str, path: Path | None) -> Path | None:
    """Return the folder that an option names. Raises UsageError if it is not there."""
    if path and not path.is_dir():
        raise UsageError(f"{name}：没有文件夹 {path}，请核对路径 (no such folder; check the path)")
    return path


def _plugins(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    return _is_there("--plugins", value) or root() / "plugins"


plugins_option = click.option(
    "--plugins", type=click.Path(path_type=Path), callback=_plugins, help="Folder of districts (default: plugins).",
)  # fmt: skip
samples_option = click.option("--samples/--no-samples", default=False, help="Include the invented sample data.")
lang_option = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the findings.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, metavar="N",
    help="How many processes write the site (default: one per processor).",
)  # fmt: skip
format_option = click.option("--format", "form", type=click.Choice(list(FORMS)), default="text")


def progress(submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Yield the submissions, showing on a terminal how far we are."""
    items = list(submissions)
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label="核对提交 Checking", file=sys.stderr) as bar:
        yield from bar


def district_named(districts: Iterable[District], name: str) -> District:
    """Return the district of a name. Raises UsageError naming those there are."""
    known = {district.name: district for district in districts}
    if name not in known:
        raise UsageError(f"没有 {name} 这个区；已有 {'、'.join(known)} (no such district; see `disclosure districts`)")
    return known[name]
