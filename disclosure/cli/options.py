"""The options and helpers that the commands share."""

import errno
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ..districts import District
from ..exceptions import UsageError
from ..project import Project
from ..publication import CONFIGURATION
from ..reports import FORMS
from ..workers import interrupted_at_once
from .place import root
from .telling import note, telling

BEIJING = ZoneInfo("Asia/Shanghai")


def today() -> str:
    """Return the day of SOURCE_DATE_EPOCH in China, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), BEIJING) if epoch else datetime.now(BEIJING)
    return moment.date().isoformat()


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
            folder, _in_place(datasets or folder / "datasets"), (plugins or folder / "plugins").resolve(),
            _resolved(output or folder / "build"), today, samples=options.pop("samples", False),
            by_rows=options.pop("by_rows", False),
            executor=options.pop("executor", ""),
            site_url=_address_of_site(folder, options.pop("site_url")) if "site_url" in options else "",
        )  # fmt: skip
        _has_a_place_of_its_own(project)
        with telling(project.output):
            return command(project=project, **options)

    return wrapped


def _address_of_site(folder: Path, given: str | None) -> str:
    """Return the site's own address: what the option says, else what the settings file keeps. Raises UsageError."""
    with interrupted_at_once():
        from ..site import configured_address  # only who publishes waits until Pelican is loaded
        from ..site.addresses import site_address

    kept = configured_address(folder / CONFIGURATION)
    try:
        known = kept if given is None else site_address(given)
    except UsageError as error:
        raise UsageError(f"--site-url：{error}") from error
    if known != kept:
        note(f"这一次用 {known or '空的网址'}；要以后都用，请写进 {CONFIGURATION} 的 SITEURL (for this once)")
    return known


def require_address(project: Project) -> None:
    """Say on stderr what a site is without that does not know its own address."""
    if not project.site_url:
        note(
            f"没有设网址：订阅里的链接不带主机名，没有 sitemap.xml；请写进 {CONFIGURATION} 的 SITEURL，"
            "或加 --site-url https://… (the site's own address is not set: feeds name no host and there is no sitemap)"
        )


def _in_place(path: Path) -> Path:
    """Return a path from the root; where it is a link itself it stays one, for `check --since` to refuse."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow it)
    return absolute.parent.resolve() / absolute.name


def _has_a_place_of_its_own(project: Project) -> None:
    """Raise UsageError for an output among what is published: `--output ""` is the folder one stands in."""
    places = (project.datasets, project.plugins, project.root / "disclosure", project.root / "content")
    if project.output == project.root or any(project.output.is_relative_to(place) for place in places):
        words = "要另一个文件夹，不能是登记册自己的 (choose a folder of its own, such as build)"
        raise UsageError(f"--output {project.output}：{words}")


def _resolved(path: Path) -> Path:
    """Return a path without links. Raises OSError where they go round in a circle."""
    try:
        return path.resolve()
    except RuntimeError:  # Python before 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


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
lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the whole report."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, metavar="N",
    help="How many processes take submissions in and write the site (default: one per processor).",
)  # fmt: skip
rows_option = click.option(
    "--rows", "by_rows", is_flag=True, help="Check row by row alone: slower, with the same findings."
)
executor_option = click.option(
    "--executor", default="", metavar="dask:ADDRESS", help="Take submissions in on a Dask cluster (extra: cluster)."
)
site_url_option = click.option(
    "--site-url", metavar="URL", help="The site's own address, once (default: SITEURL in pelicanconf.py)."
)
format_option = click.option("--format", "form", type=click.Choice(list(FORMS)), default="text")


def district_named(districts: Iterable[District], name: str) -> District:
    """Return the district of a name. Raises UsageError naming those there are."""
    known = {district.name: district for district in districts}
    if name not in known:
        raise UsageError(f"没有 {name} 这个区；已有 {'、'.join(known)} (no such district; see `disclosure districts`)")
    return known[name]
