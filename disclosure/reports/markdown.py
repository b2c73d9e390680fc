"""A report as the summary of a pull request."""

import re

from .grouping import IN_FULL, WORDS, Entry, Group, others, place_of

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
        lines.append(f"| {_plain(_name(entry, lang))} | {SIGNS[entry.valid]} {verdict} | {counts} |")
    lines += ["", words["to_do"]]
    for entry in entries:
        lines += ["", f"### {SIGNS[entry.valid]} {_plain(_name(entry, lang))}", ""]
        lines += [line for group in entry.groups for line in _group(group, lang)] or [words["clean"]]
    return "\n".join([*lines, ""])


def _name(entry: Entry, lang: str) -> str:
    return f"{entry.district}/{entry.submission or WORDS[lang]['district']}"


def _group(group: Group, lang: str) -> list[str]:
    """Return the findings of one kind as a list item with its places below."""
    words = WORDS[lang]
    title = group.words["title"] if lang == "zh" else group.code
    count = words["times"].format(count=len(group.findings))
    lines = [f"- **{words[group.severity]}：{title}**（`{group.code}`，{count}）  ", f"  {group.words['why']}"]
    for found in group.findings[:IN_FULL]:
        message = found.message if lang == "zh" else found.message_en
        lines.append(f"  - {_plain(place_of(found, lang))}：{_plain(message)} {words['fix']}{_plain(found.fix)}")
    if rest := others(group, lang):
        lines.append(f"  - {_plain(rest)}")
    return lines


def _plain(text: str) -> str:
    """Return a filed text so that Markdown and HTML in it stay text."""
    return re.sub(r"([\\`*_{}\[\]<>|#@!])", r"\\\1", re.sub(r"\s+", " ", text))
