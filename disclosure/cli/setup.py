"""Commands that list or write what others fill in: districts, submissions, codes, samples."""

import sys
from datetime import datetime
from pathlib import Path

import click

from .. import conventions, skeletons
from ..districts import load_districts
from ..exceptions import UsageError
from ..project import Project
from ..sampling import write_samples
from ..standard.identifiers import filed_code
from .options import BEIJING, district_named, plugins_option, project_options


@click.command()
@click.option("--check", "lint", is_flag=True, help="Exit 1 if a convention is broken.")
@project_options
def districts(project: Project, lint: bool) -> None:
    """List the districts, or check that each keeps the conventions of docs/districts.md."""
    if not lint:
        for district in project.districts:
            click.echo(f"{district.name}\t{district.title}\t{' '.join(district.region_codes)}")
        return
    faults = conventions.faults(project)
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    for note in conventions.notes(project):
        click.echo(note, err=True)
    click.echo("各区插件都符合约定 (every district keeps the conventions)")


@click.command("new-district")
@click.argument("name")
@click.option("--title", help="Its Chinese name, such as 示例区.")
@click.option("--region", help="Its six-digit region code (GB/T 2260).")
@project_options
def new_district(project: Project, name: str, title: str | None, region: str | None) -> None:
    """Write the skeleton of a district's plugin."""
    for path in skeletons.district(project.plugins, name, title or name, region or "990199"):
        click.echo(path)


@click.command("new-submission")
@click.argument("district")
@click.argument("name")
@click.option("--table", "tables", multiple=True, default=["organisations"], help="Tables to start with.")
@project_options
def new_submission(project: Project, district: str, name: str, tables: tuple[str, ...]) -> None:
    """Write the skeleton of a submission: datapackage.json and a CSV with Chinese headers per table."""
    of = district_named(project.districts, district)
    created = datetime.now(BEIJING).replace(microsecond=0).isoformat()
    for path in skeletons.submission(project.datasets, of, name, tables, created):
        click.echo(path)


@click.command("new-code")
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


@click.command()
@click.option("--organisations", type=click.IntRange(1, 100_000), required=True, help="How many to invent.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--district", required=True, help="Whose streets and region they have.")
@click.option("--faults", type=click.FloatRange(0, 1), default=0.01, show_default=True, help="Share that goes wrong.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="A datasets folder to write into.")
@plugins_option
def sample(organisations: int, seed: int, district: str, faults: float, output: Path, plugins: Path) -> None:
    """Invent sample submissions of every standard table, at any size.

    \b
    Example:
      disclosure sample --organisations 2000 --seed 7 --district demo --output /tmp/datasets
    """
    of = district_named(load_districts(plugins), district)
    if list(output.glob(f"{district}/generated-*")):
        raise UsageError(
            f"{output / district} 里已有生成的示例，请换一个文件夹 (samples are there; name another folder)"
        )
    write_samples(of, organisations, seed, faults, output)
    click.echo(output / district)
