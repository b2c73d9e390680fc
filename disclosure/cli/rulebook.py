"""The command that lists, explains and checks the rules."""

import sys

import click

from ..exceptions import UsageError
from ..judgement.catalogue import markdown
from ..judgement.linting import faults
from ..judgement.rulebook import rulebook
from ..project import Project
from .options import project_options


@click.command()
@click.option("--check", "lint", is_flag=True, help="Exit 1 if a rule is not fit to judge.")
@click.option("--explain", metavar="CODE", help="Say what a rule asks, since when, and on what ground.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@project_options
def rules(project: Project, lint: bool, explain: str | None, form: str) -> None:
    """List the rules, check that each is fit to judge, or explain one.

    \b
    Example:
      disclosure rules --explain FIN-05
    """
    if lint:
        found = list(faults(project.districts))
        for fault in found:
            click.echo(fault)
        if found:
            sys.exit(1)
        click.echo("各条规则都可以用 (every rule is fit to judge)")
        return
    book = rulebook(project.districts)
    if explain:
        if explain not in book:
            raise UsageError(
                f"没有规则 {explain}；disclosure rules 列出全部 (no such rule; `disclosure rules` lists them)"
            )
        for rule in book[explain]:
            click.echo(f"{rule.code}@{rule.version}  {rule.title}\n  {rule.title_en}")
            limits = ", ".join(f"{name}={value}" for name, value in rule.statement.thresholds.items())
            dated = f"{rule.applies_from or '…'} 至 {rule.applies_until or '今'}"
            for word, text in (
                ("适用", dated), ("范围", rule.scope), ("依据", rule.basis), ("不符合时", rule.explanation),
                ("常见的正当原因", rule.innocent), ("可调的界限", limits),
            ):  # fmt: skip
                click.echo(f"  {word}：{text or '无'}")
            click.echo(f"\n{rule.sql}\n")
        return
    if form == "markdown":
        click.echo(markdown(project.districts), nl=False)
        return
    for versions in book.values():
        for rule in versions:
            click.echo(f"{rule.code}@{rule.version}\t{rule.severity}\t{rule.effect}\t{rule.title}")
