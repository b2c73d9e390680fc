"""check, build and serve."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from .. import commits, pipeline
from ..exceptions import BuildError, UsageError
from ..progress import on_terminal
from ..project import Project
from ..reports import FORMS, brief
from ..submissions.named import submissions_at
from ..workers import interrupted_at_once
from .options import (
    executor_option,
    format_option,
    jobs_option,
    lang_option,
    project_options,
    require_address,
    rows_option,
    samples_option,
    site_url_option,
)  # fmt: skip
from .stated import as_stated, corrects_option, erase_option
from .telling import add, note, say


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", help="Which table a single file is, where its name does not say.")
@click.option("--district", help="Which district a single file is of, where its folder does not say.")
@click.option("--since", metavar="REV", help="Judge only what differs from a revision; refuse edits of what landed.")
@click.option("--annotate", type=click.Path(path_type=Path), metavar="OUT.xlsx", help="Give a workbook back, marked.")
@click.option(
    "--summary", type=click.Path(path_type=Path), metavar="FILE", help="Add the report to a file as Markdown."
)
@click.option("--staged", is_flag=True, help="Look only for personal data in what git would commit.")
@corrects_option
@erase_option
@rows_option
@executor_option
@jobs_option
@format_option
@lang_option
@project_options
def check(project: Project, paths: tuple[Path, ...], table: str | None, district: str | None, since: str | None,
          annotate: Path | None, summary: Path | None, staged: bool, corrects: str | None, erases: tuple[str, ...],
          jobs: int, form: str, lang: str) -> None:  # fmt: skip
    """Check submissions against what the register holds.

    \b
    Example:
      disclosure check datasets/demo/2026-10-policy-figures
      disclosure check 年报.xlsx --district demo --annotate 年报-核对.xlsx
    """
    if sum([bool(paths), bool(since), staged]) > 1:
        raise UsageError("PATH、--since、--staged 只能用一个 (use only one of PATH, --since and --staged)")
    if annotate and not (len(paths) == 1 and (paths[0].is_file() or not paths[0].exists())):
        raise UsageError("--annotate 只用于一个表格文件 (--annotate takes one table file)")
    if annotate and annotate.resolve() == paths[0].resolve():
        raise UsageError("--annotate 请另起一个文件名，原文件不改动 (name another file; yours is left as it is)")
    if (corrects or erases) and not paths:
        raise UsageError("--corrects 和 --erase 只用于一个表格文件 (--corrects and --erase take a table file)")
    if staged:
        outcome = commits.check_staged(project, Path.cwd())
    elif since:
        outcome = commits.check_since(project, since)
    else:
        chosen = submissions_at(list(paths), table, district, project.districts, project.datasets) if paths else None
        if chosen and (corrects or erases):
            chosen = [as_stated(one, project.districts, corrects, erases) for one in chosen]
        outcome = pipeline.check(project, chosen, on_terminal, jobs=jobs)
    if annotate:
        with interrupted_at_once():
            from .workbooks import annotated  # only who annotates waits until what writes workbooks is loaded

        annotated(paths[0], [found for verdict in outcome.verdicts for found in verdict.findings], annotate)
    if summary:
        add(summary, FORMS["markdown"](outcome, lang))
    say(FORMS[form](outcome, lang))
    sys.exit(0 if outcome.valid else 1)


@click.command()
@click.option("--no-site", is_flag=True, help="Leave out the static site.")
@click.option("--strict", is_flag=True, help="Exit 1 if any submission was rejected, or a part of a plugin failed.")
@click.option("--allow-empty", is_flag=True, help="Publish a register that has no submission at all.")
@samples_option
@site_url_option
@rows_option
@executor_option
@jobs_option
@format_option
@lang_option
@project_options
def build(project: Project, no_site: bool, strict: bool, allow_empty: bool, jobs: int, form: str, lang: str) -> None:
    """Publish the register into build/: database, site and downloads.

    \b
    Example:
      disclosure build --samples
      disclosure build --site-url https://example.org
    """
    if not no_site:
        require_address(project)
    outcome = pipeline.build(project, not no_site, on_terminal, jobs, allow_empty)
    if outcome.again:
        note("没有任何变化，上次的发布不动 (nothing has changed: the release before stays)")
    say(brief(outcome, lang) if form == "text" else FORMS[form](outcome, lang))
    sys.exit(1 if strict and not outcome.valid else 0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes serve, each with all the limits for itself.",
)
@click.option("--access-log", metavar="FILE", help="Add a line of JSON per answer, which names nobody; - is stdout.")
@samples_option
@site_url_option
@jobs_option
@project_options
def serve(project: Project, host: str, port: int, workers: int, access_log: str | None, jobs: int) -> None:
    """Serve the site at / and Datasette at /data/; build first only if nothing is published.

    \b
    Example:
      disclosure serve --port 8001
      disclosure serve --workers 4 --access-log access.log
    """
    with interrupted_at_once():
        from ..api import server  # only who serves waits until Datasette is loaded
        from ..api.access import Lines
        from ..api.fitness import require_fit
        from ..api.listening import listen
        from ..api.refusals import RefusedError

    listener = listen(host, port)
    lines = Lines(access_log) if access_log else None
    if not (project.output / "current").exists():
        require_address(project)
        pipeline.build(project, progress=on_terminal, jobs=jobs)
    try:
        require_fit((project.output / "current").resolve())
    except RefusedError as error:
        raise BuildError(f"{project.output / 'current'}：{error}；请运行 disclosure build (run it again)") from error
    say(f"http://{f'[{host}]' if ':' in host else host}:{port}/  （按 Ctrl+C 停止 / Ctrl+C stops）")
    with suppress(KeyboardInterrupt):
        server.serve(project.output, project.districts, project.root / "metadata.yml", listener, workers, lines)
