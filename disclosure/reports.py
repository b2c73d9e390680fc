"""Says a report in words for a terminal; the wording of the findings themselves is findings.toml."""

from typing import Any

WORDS = {
    "zh": {"accepted": "采用", "rejected": "未采用", "clean": "没有问题", "rows": "行", "row": "第 {row} 行",
           "error": "错误", "warning": "提醒", "info": "说明", "total": "共 {count} 份提交，采用 {accepted} 份，未采用 {rejected} 份。",
           "none": "没有找到任何提交。", "fix": "改法：", "district": "（全区）"},
    "en": {"accepted": "accepted", "rejected": "not taken in", "clean": "nothing to mend", "rows": "rows",
           "row": "row {row}", "error": "error", "warning": "warning", "info": "note",
           "total": "{count} submission(s): {accepted} taken in, {rejected} not.",
           "none": "No submission was found.", "fix": "To do (in Chinese): ", "district": "(whole district)"},
}  # fmt: skip
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
        return words["none"]
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
