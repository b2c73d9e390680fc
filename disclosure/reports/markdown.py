"""A report as the summary of a pull request."""

import re

from .grouping import IN_FULL, WORDS, Entry, Group, others, place_of
from .plain import fix_of, message_of

SIGNS = {True: "✅", False: "❌"}


def as_markdown(entries: list[Entry], lang: str) -> str:
    """Return a report in GitHub's Markdown: a table of submissions, then their findings by kind."""
    words = WORDS[lang]
    lines = [f"## {words['heading']}", ""]
    if not entries:
        return "\n".join([*lines, words["none"], ""])
    lines += [f"| {words['columns']} |", "|---|---|--:|--:|--:|"]
    for entry in entries:
        counts = " | ".join(str(entry.count(severity)) for severity in ("error", "warning", "info"))
        verdict = words["accepted"] if entry.valid else words["rejected"]
        lines.append(f"| {_harmless(entry.name(lang))} | {SIGNS[entry.valid]} {verdict} | {counts} |")
    lines += ["", words["to_do"]]
    for entry in entries:
        lines += ["", f"### {SIGNS[entry.valid]} {_harmless(entry.name(lang))}", ""]
        accounts = [f"- {_harmless(line)}" for line in entry.accounts(lang)]
        groups = [line for group in entry.groups for line in _group(group, lang)] or [words["clean"]]
        lines += [*accounts, *([""] if accounts and not entry.groups else []), *groups]
    return "\n".join([*lines, ""])


def _group(group: Group, lang: str) -> list[str]:
    """Return the findings of one kind as a list item with its places below."""
    words = WORDS[lang]
    lines = [
        f"- **{words[group.severity]}{words['of']}{_harmless(group.heading(lang))}**  ",
        f"  {_harmless(group.word('why', lang) or '')}",
    ]
    for found in group.findings[:IN_FULL]:
        message, fix = (_harmless(text) for text in (message_of(found, lang, words), fix_of(found, lang, words)))
        place = _harmless(place_of(found, lang))
        lines.append(f"  - {place}{words['of'] if place else ''}{message} {words['fix']}{fix}")
    if rest := others(group, lang):
        lines.append(f"  - {_harmless(rest)}")
    return lines


def _harmless(text: str) -> str:
    """Return a filed text so that Markdown and HTML in it stay text."""
    return re.sub(r"([\\`*_{}\[\]<>|#@!~&])", r"\\\1", text)
