"""A report for a terminal."""

from .grouping import IN_FULL, WORDS, Entry, Group, others, place_of
from .plain import fix_of, message_of

MARKS = {True: "✓", False: "✗"}


def as_text(entries: list[Entry], lang: str, brief: bool = False) -> str:
    """Return a report in words; brief: only what was not taken in, and the total."""
    words = WORDS[lang]
    if not entries:
        return words["none"]
    lines = []
    for entry in entries:
        if brief and entry.valid:
            continue
        rows = words["separator"].join(f"{table} {count} {words['rows']}" for table, count in entry.rows.items())
        verdict = words["accepted"] if entry.valid else words["rejected"]
        lines.append(f"{MARKS[entry.valid]} {entry.name(lang)}  {verdict}" + (f"  {rows}" if rows else ""))
        lines += [f"    {line}" for line in entry.accounts(lang)]
        for group in entry.groups:
            lines += _group(group, lang)
        if not entry.groups:
            lines.append(f"    {words['clean']}")
    accepted = sum(entry.valid for entry in entries)
    total = words["total"].format(count=len(entries), accepted=accepted, rejected=len(entries) - accepted)
    return "\n".join([*lines, total])


def _group(group: Group, lang: str) -> list[str]:
    """Return the findings of one kind: what it is, why it matters, the first few in full, the places of the rest."""
    words = WORDS[lang]
    lines = [
        f"    [{words[group.severity]}] {group.heading(lang)}",
        f"      {words['why']}{group.word('why', lang)}",
    ]
    for found in group.findings[:IN_FULL]:
        lines += [
            f"      · {place_of(found, lang)}",
            f"        {message_of(found, lang, words)}",
            f"        {words['fix']}{fix_of(found, lang, words)}",
        ]
    if ignore := group.word("ignore", lang):
        lines.append(f"      {words['ignore']}{ignore}")
    if rest := others(group, lang):
        lines.append(f"      {rest}")
    return lines
