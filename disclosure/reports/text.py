"""A report for a terminal."""

from .grouping import IN_FULL, WORDS, Entry, Group, others, place_of

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
        name = f"{entry.district}/{entry.submission or words['district']}"
        rows = words["separator"].join(f"{table} {count} {words['rows']}" for table, count in entry.rows.items())
        verdict = words["accepted"] if entry.valid else words["rejected"]
        lines.append(f"{MARKS[entry.valid]} {name}  {verdict}" + (f"  {rows}" if rows else ""))
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
    title = group.words["title"] if lang == "zh" else group.code
    count = words["times"].format(count=len(group.findings))
    lines = [
        f"    [{words[group.severity]}] {title}（{group.code}，{count}）",
        f"      {words['why']}{group.words['why']}",
    ]
    for found in group.findings[:IN_FULL]:
        message = found.message if lang == "zh" else found.message_en
        lines += [f"      · {place_of(found, lang)}", f"        {message}", f"        {words['fix']}{found.fix}"]
    if ignore := group.words.get("ignore"):
        lines.append(f"      {words['ignore']}{ignore}")
    if rest := others(group, lang):
        lines.append(f"      {rest}")
    return lines
