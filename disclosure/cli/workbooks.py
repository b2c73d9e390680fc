"""The commands of the Excel round trip."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from .. import pipeline, skeletons
from ..districts import District, load_districts
from ..excel.annotated import write_annotated
from ..excel.intake import write_submission
from ..excel.template import write_template
from ..exceptions import UsageError
from ..findings import Finding
from ..outcome import Outcome
from ..privacy.parts import WORDS
from ..project import Project
from ..reading import UnreadableError
from ..reports import FORMS
from ..submissions import Submission, read_submission, told_apart
from ..submissions.manifest import NAME
from ..submissions.named import submissions_at
from .options import BEIJING, district_named, format_option, lang_option, plugins_option, project_options
from .stated import as_stated, corrects_option, erase_option
from .telling import note, say

OPTION: dict[str, Any] = WORDS["option"]  # of personal data in what an option says


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
    _tell_of(path, write_template(of, [known[table] for table in tables or known], path))
    say(str(path))


def _tell_of(path: Path, aside: Path | None) -> None:
    """Say where the file is now that lay where one was written."""
    if aside:
        note(f"{path} 原来的文件没有覆盖，改名为 {aside.name} (what was there is kept under this name)")


def annotated(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write a marked copy of a clerk's file; say so where it cannot be opened, of which the findings tell the rest."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}：核对结果的扩展名是 .xlsx (the marked copy is an .xlsx file)")
    try:
        _tell_of(target, write_annotated(source, findings, target))
    except UnreadableError as error:
        note(f"{source} 打不开，没有标注（{error.code}） (cannot be opened, so nothing was marked)")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--district", required=True, help="Whose submission it is.")
@click.option("--name", required=True, help="What the submission's folder is called, such as 2026-12-annual-reports.")
@click.option("--table", help="Which table the file is, where neither its name nor its sheets say.")
@click.option("--title", help="What the submission holds (default: the file's name).")
@click.option("--source", help="Where the figures come from (default: the file's name).")
@corrects_option
@erase_option
@format_option
@lang_option
@project_options
def take_in(project: Project, file: Path, district: str, name: str, table: str | None, title: str | None,
            source: str | None, corrects: str | None, erases: tuple[str, ...], form: str,
            lang: str) -> None:  # fmt: skip
    """Make the folder of a submission from a workbook or table file, ready for a pull request.

    \b
    Example:
      disclosure import 年报.xlsx --district demo --name 2026-12-annual-reports
    """
    of = district_named(project.districts, district)
    target = skeletons.place_for(project.datasets, of, name)
    (submission,) = submissions_at([file], table, district, [of])
    submission = as_stated(replace(submission, name=told_apart(name)), [of], corrects, erases)
    outcome = pipeline.check(project, [submission])
    written: list[Path] = []
    if outcome.valid:
        manifest = {
            "title": title or file.stem,
            "created": datetime.now(BEIJING).replace(microsecond=0).isoformat(),
            "sources": [{"title": source or file.name}],
            **({"corrects": {"reason": corrects}} if corrects else {}),
            **({"erases": list(submission.manifest.erases)} if erases else {}),
        }
        again, written = _written(project, of, submission, target, manifest)
        outcome = outcome if again.valid else again  # what was read, and how, is told of the file that was given
    say(FORMS[form](outcome, lang))
    for path in written if form == "text" else []:
        say(str(path))
    sys.exit(0 if outcome.valid else 1)


def _of_option(found: Finding) -> Finding:
    """Return what is said of the manifest or the folder as said of the option that gave it: neither is left behind."""
    option = OPTION["places"].get(found.column) if found.file in (None, NAME) else None
    if option is None:
        return found
    advice = {name: OPTION[name] for name in ("fix", "fix_en")} if found.code.startswith("personal-") else {}
    return replace(found, file=None, column=option, **advice)


def _written(project: Project, of: District, submission: Submission, target: Path,
             manifest: dict[str, Any]) -> tuple[Outcome, list[Path]]:  # fmt: skip
    """Write a checked file as a submission; return the verdict on what was written, and its files, none if it failed.

    It is written beside and moved once it is whole and passes, so that nothing half-done stays.
    """
    project.datasets.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".import-", dir=project.datasets) as beside:
        folder = Path(beside) / target.name
        names = [path.name for path in write_submission(submission, of, folder, manifest)]
        outcome = pipeline.check(project, [replace(read_submission(folder), district=of.name)])
        for verdict in outcome.verdicts:
            verdict.submission = replace(verdict.submission, path=target)
            verdict.findings = list(dict.fromkeys(map(_of_option, verdict.findings)))
        if not outcome.valid:
            return outcome, []
        target.parent.mkdir(exist_ok=True)
        folder.rename(target)
    return outcome, [target / name for name in names]
