"""What is said on the command line of a lone table file, in place of the manifest that it has not."""

from collections.abc import Iterable
from dataclasses import replace

import click

from .. import skeletons
from ..districts import District
from ..exceptions import UsageError
from ..submissions import Submission
from .options import district_named


def _reason(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    limits = skeletons.SCHEMA["corrects"]["properties"]["reason"]
    if value is not None and not limits["minLength"] <= len(value.strip()) <= limits["maxLength"]:
        raise click.BadParameter(
            f"更正说明请写 {limits['minLength']} 到 {limits['maxLength']} 个字 (too short or too long)"
        )
    return value


corrects_option = click.option("--corrects", callback=_reason, help="Why published figures change (更正说明).")
erase_option = click.option(
    "--erase", "erases", multiple=True, metavar="COLUMN",
    help="A column, by name or Chinese title, whose empty cells are to erase what is published. Repeatable.",
)  # fmt: skip


def as_stated(submission: Submission, districts: Iterable[District], corrects: str | None,
              erases: Iterable[str]) -> Submission:  # fmt: skip
    """Return a lone file's submission as if its manifest said so. Raises UsageError for what is no column."""
    if not submission.lone_file:
        raise UsageError(
            "--corrects 和 --erase 只用于单独的表格文件；提交文件夹请写在 datapackage.json 里"
            " (only for a lone table file; of a submission's folder datapackage.json says it)"
        )
    of = district_named(districts, submission.district)
    columns = [column for table in of.tables().values() for column in table.columns]
    names: dict[str, None] = {}
    for said in erases:
        meant = [column.name for column in columns if said in (column.name, column.title)]
        if not meant:
            raise UsageError(f"--erase：没有“{said}”这一列，请写列名或中文列名 (no such column; name or Chinese title)")
        names |= dict.fromkeys(meant)
    return replace(submission, manifest=replace(submission.manifest, corrects=corrects, erases=tuple(names)))
