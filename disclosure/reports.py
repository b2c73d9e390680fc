"""Says a report in words for a terminal; the words are reports.toml, those of the findings findings.toml."""

import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
MARKS = {True: "✓", False: "✗"}


def as_text(report: dict[str, Any], lang: str, brief: bool = False) -> str:
    """Return a report in words; brief: only what was not taken in, and the total."""
    words = WORDS[lang]
    entries = report["submissions"]
    lines = []
    for entry in entries:
        if brief and entry["valid"]:
            continue
        name = f"{entry['district']}/{entry['submission'] or words['district']}"
        rows = "，".join(f"{table} {count} {words['rows']}" for table, count in entry["rows"].items())
        verdict = words["accepted"] if entry["valid"] else words["rejected"]
        lines.append(f"{MARKS[entry['valid']]} {name}  {verdict}" + (f"  {rows}" if rows else ""))
        for found in entry["findings"]:
            lines += _finding(found, lang)
        if not entry["findings"]:
            lines.append(f"    {words['clean']}")
    accepted = sum(entry["valid"] for entry in entries)
    if not entries:
        return str(words["none"])
    total = words["total"].format(count=len(entries), accepted=accepted, rejected=len(entries) - accepted)
    return "\n".join([*lines, total])


def _finding(found: dict[str, Any], lang: str) -> list[str]:
    """Return a finding as place, message and what to do."""
    words = WORDS[lang]
    row = words["row"].format(row=found["row"]) if found["row"] else None
    place = " ".join(part for part in (found["file"], row, found["column"]) if part)
    message = found["message"] if lang == "zh" else found["message_en"]
    return [
        f"    [{words[found['severity']]}] {place}",
        f"        {message}（{found['code']}）",
        f"        {words['fix']}{found['fix']}",
    ]
