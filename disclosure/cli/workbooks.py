"""The commands of the Excel round trip."""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from .. import pipeline
from ..districts import load_districts
from ..excel.annotated import write_annotated
from ..excel.intake import write_submission
from ..excel.template import write_template
from ..exceptions import UsageError
from ..findings import Finding
from ..pipeline import Project
from ..reading import UnreadableError
from ..reports import FORMS
from ..submissions.named import submissions_at
from .options import BEIJING, district_named, format_option, lang_option, plugins_option, project_options


@click.command()
@click.argument("district")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file (default: DISTRICT-template.xlsx).")
@click.option("--table", "tables", multiple=True, help="Only these tables (default: all).")
@plugins_option
def template(district: str, output: Path | None, tables: tuple[str, ...], plugins: Path) -> None:
    """Write an Excel workbook to fill in: a sheet per table, drop-downs, notes.

    \b
    Example:
      disclosure template demo -o 模板.xlsx
    """
    of = district_named(load_districts(plugins), district)
    known = of.tables()
    if unknown := [table for table in tables if table not in known]:
        raise UsageError(f"没有 {unknown[0]} 这张表；可用的有 {'、'.join(known)} (no such table)")
    path = output or Path(f"{district}-template.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}：模板的扩展名是 .xlsx (the template is an .xlsx file)")
    write_template(of, [known[table] for table in tables or known], path)
    click.echo(path)


def annotated(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write a marked copy of a clerk's file. Raises UsageError where it cannot be opened."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}：核对结果的扩展名是 .xlsx (the marked copy is an .xlsx file)")
    try:
        write_annotated(source, findings, target)
    except UnreadableError as error:
        raise UsageError(
            f"{source} 打不开，无法标注（{error.code}） (cannot be opened, so cannot be marked)"
        ) from error


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--district", required=True, help="Whose submission it is.")
@click.option("--name", required=True, help="What the submission's folder is called, such as 2026-12-annual-reports.")
@click.option("--table", help="Which table the file is, where neither its name nor its sheets say.")
@click.option("--title", help="What the submission holds (default: the file's name).")
@click.option("--source", help="Where the figures come from (default: the file's name).")
@click.option("--corrects", help="Why published figures change (更正说明).")
@format_option
@lang_option
@project_options
def take_in(project: Project, file: Path, district: str, name: str, table: str | None, title: str | None,
            source: str | None, corrects: str | None, form: str, lang: str) -> None:  # fmt: skip
    """Make the folder of a submission from a workbook or table file, ready for a pull request.

    \b
    Example:
      disclosure import 年报.xlsx --district demo --name 2026-12-annual-reports
    """
    of = district_named(project.districts, district)
    target = project.datasets / district / name
    if target.exists():
        raise UsageError(f"{target} 已经存在；已提交的不能改，请换一个名称 (it exists already; choose another name)")
    (submission,) = submissions_at([file], table, district, [of])
    outcome = pipeline.check(project, [submission])
    if not outcome.valid and not corrects:
        click.echo(FORMS[form](outcome, lang))
        sys.exit(1)
    manifest = {
        "title": title or file.stem,
        "created": datetime.now(BEIJING).replace(microsecond=0).isoformat(),
        "sources": [{"title": source or file.name}],
        **({"corrects": {"reason": corrects}} if corrects else {}),
    }
    written = list(write_submission(submission, of, target, manifest))
    outcome = pipeline.check(project, submissions_at([target], None, None, [of]))
    click.echo(FORMS[form](outcome, lang))
    for path in written if form == "text" else []:
        click.echo(path)
    sys.exit(0 if outcome.valid else 1)
