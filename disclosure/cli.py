"""The command `disclosure`: the only place with text output and exit codes."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from . import commits, conventions, pipeline, skeletons
from .api import server
from .districts import District, load_districts
from .exceptions import DisclosureError, UsageError
from .pipeline import Project
from .reports import FORMS, brief
from .sampling import write_samples
from .standard.identifiers import filed_code
from .submissions import Submission
from .submissions.named import submissions_at

BEIJING = ZoneInfo("Asia/Shanghai")
OLDEST_SQLITE = (3, 37)


def today() -> str:
    """Return the day of SOURCE_DATE_EPOCH in China, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), BEIJING) if epoch else datetime.now(BEIJING)
    return moment.date().isoformat()


def root() -> Path:
    """Return the register's folder: the nearest one upward with pelicanconf.py, else where the package lies."""
    here = Path.cwd()
    marked = (folder for folder in (here, *here.parents) if (folder / "pelicanconf.py").exists())
    return next(marked, Path(__file__).parent.parent)


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
        project = Project(
            folder, datasets or folder / "datasets", plugins or folder / "plugins", output or folder / "build",
            today, samples=options.pop("samples", False),
        )  # fmt: skip
        for name, path in (("--datasets", datasets), ("--plugins", plugins)):
            if path and not path.is_dir():
                raise UsageError(f"{name}：没有文件夹 {path}，请核对路径 (no such folder; check the path)")
        return command(project=project, **options)

    return wrapped


samples_option = click.option("--samples/--no-samples", default=False, help="Include the invented sample data.")
lang_option = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the findings.")
format_option = click.option("--format", "form", type=click.Choice(list(FORMS)), default="text")


def progress(submissions: Iterable[Submission]) -> Iterator[Submission]:
    """Yield the submissions, showing on a terminal how far we are."""
    items = list(submissions)
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label="核对提交 Checking", file=sys.stderr) as bar:
        yield from bar


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="disclosure")
def cli() -> None:
    """社会组织公开平台 — a public register of social organisations that anyone can check."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", help="Which table a single file is, where its name does not say.")
@click.option("--district", help="Which district a single file is of, where its folder does not say.")
@click.option("--since", metavar="REV", help="Judge only what differs from a revision; refuse edits of what landed.")
@click.option("--staged", is_flag=True, help="Look only for personal data in what git would commit.")
@format_option
@lang_option
@project_options
def check(project: Project, paths: tuple[Path, ...], table: str | None, district: str | None, since: str | None,
          staged: bool, form: str, lang: str) -> None:  # fmt: skip
    """Check submissions against what the register holds.

    \b
    Example:
      disclosure check datasets/haishu/2026-10-policy-figures
    """
    if sum([bool(paths), bool(since), staged]) > 1:
        raise UsageError("PATH、--since、--staged 只能用一个 (use only one of PATH, --since and --staged)")
    if staged:
        outcome = commits.check_staged(project, Path.cwd())
    elif since:
        outcome = commits.check_since(project, since)
    else:
        districts = load_districts(project.plugins)
        chosen = submissions_at(list(paths), table, district, districts) if paths else None
        outcome = pipeline.check(project, chosen, progress)
    click.echo(FORMS[form](outcome, lang))
    sys.exit(0 if outcome.valid else 1)


@cli.command()
@click.option("--no-site", is_flag=True, help="Leave out the static site.")
@click.option("--strict", is_flag=True, help="Exit 1 if any submission was rejected.")
@samples_option
@format_option
@lang_option
@project_options
def build(project: Project, no_site: bool, strict: bool, form: str, lang: str) -> None:
    """Publish the register into build/: database, site and downloads.

    \b
    Example:
      disclosure build --samples
    """
    outcome = pipeline.build(project, with_site=not no_site, progress=progress)
    click.echo(brief(outcome, lang) if form == "text" else FORMS[form](outcome, lang))
    sys.exit(1 if strict and not outcome.valid else 0)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@samples_option
@project_options
def serve(project: Project, host: str, port: int) -> None:
    """Serve the site at / and Datasette at /data/; build first only if nothing is published.

    \b
    Example:
      disclosure serve --port 8001
    """
    if not (project.output / "current").exists():
        pipeline.build(project, progress=progress)
    click.echo(f"http://{host}:{port}/  （按 Ctrl+C 停止 / Ctrl+C stops）")
    server.serve(project.output, project.plugins, project.root / "metadata.yml", host, port)


@cli.command()
@click.option("--check", "lint", is_flag=True, help="Exit 1 if a convention is broken.")
@project_options
def districts(project: Project, lint: bool) -> None:
    """List the districts, or check that each keeps the conventions of docs/districts.md."""
    if not lint:
        for district in load_districts(project.plugins):
            click.echo(f"{district.name}\t{district.title}\t{' '.join(district.region_codes)}")
        return
    faults = conventions.faults(project)
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    click.echo("各区插件都符合约定 (every district keeps the conventions)")


@cli.command("new-district")
@click.argument("name")
@click.option("--title", help="Its Chinese name, such as 海曙区.")
@click.option("--region", help="Its six-digit region code (GB/T 2260).")
@project_options
def new_district(project: Project, name: str, title: str | None, region: str | None) -> None:
    """Write the skeleton of a district's plugin."""
    for path in skeletons.district(project.plugins, name, title or name, region or "990199"):
        click.echo(path)


@cli.command("new-submission")
@click.argument("district")
@click.argument("name")
@click.option("--table", "tables", multiple=True, default=["organisations"], help="Tables to start with.")
@project_options
def new_submission(project: Project, district: str, name: str, tables: tuple[str, ...]) -> None:
    """Write the skeleton of a submission: datapackage.json and a CSV with Chinese headers per table."""
    of = _district(project.plugins, district)
    created = datetime.now(BEIJING).replace(microsecond=0).isoformat()
    for path in skeletons.submission(project.datasets, of, name, tables, created):
        click.echo(path)


@cli.command("new-code")
@click.argument("region")
@click.argument("year")
@click.argument("serial")
def new_code(region: str, year: str, serial: str) -> None:
    """Print the BA- identifier of a filed organisation.

    \b
    Example:
      disclosure new-code 330203 2026 17
    """
    if not (len(region) == 6 and region.isdigit() and len(year) == 4 and year.isdigit() and serial.isdigit()):
        raise UsageError(
            "用法：new-code 六位地区码 四位年份 序号，例如 new-code 330203 2026 17 (six-digit region, year, serial)"
        )
    if len(serial) > 5:
        raise UsageError("序号最多五位 (the serial has at most five digits)")
    click.echo(filed_code(region, year, serial.zfill(5)))


@cli.command()
@click.option("--organisations", type=click.IntRange(1, 100_000), required=True, help="How many to invent.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--district", required=True, help="Whose streets and region they have.")
@click.option("--faults", type=click.FloatRange(0, 1), default=0.01, show_default=True, help="Share that goes wrong.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="A datasets folder to write into.")
@click.option("--plugins", type=click.Path(path_type=Path), help="Folder of districts (default: plugins).")
def sample(organisations: int, seed: int, district: str, faults: float, output: Path, plugins: Path | None) -> None:
    """Invent sample submissions of every standard table, at any size.

    \b
    Example:
      disclosure sample --organisations 2000 --seed 7 --district demo --output /tmp/datasets
    """
    of = _district(plugins or root() / "plugins", district)
    if list(output.glob(f"{district}/generated-*")):
        raise UsageError(
            f"{output / district} 里已有生成的示例，请换一个文件夹 (samples are there; name another folder)"
        )
    write_samples(of, organisations, seed, faults, output)
    click.echo(output / district)


def _district(plugins: Path, name: str) -> District:
    """Return the district of a name. Raises UsageError naming those there are."""
    known = {district.name: district for district in load_districts(plugins)}
    if name not in known:
        raise UsageError(f"没有 {name} 这个区；已有 {'、'.join(known)} (no such district; see `disclosure districts`)")
    return known[name]


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
