"""A report as workflow commands of GitHub, which it shows beside the lines of the files."""

from pathlib import Path

from .grouping import Entry

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
TEXTS = {".csv", ".tsv", ".json", ".md", ".txt"}


def as_github(entries: list[Entry], lang: str) -> str:
    """Return a command per finding; the row is given for text files, whose lines GitHub can show."""
    lines = []
    for entry in entries:
        for group in entry.groups:
            for found in group.findings:
                where = _path(entry, found.file)
                place = {"file": where} if where else {}
                if found.row and found.file and Path(found.file).suffix.lower() in TEXTS:
                    place["line"] = str(found.row)
                place["title"] = f"{group.words['title']} ({found.code})"
                properties = ",".join(f"{key}={_property(value)}" for key, value in place.items())
                message = found.message if lang == "zh" else found.message_en
                cell = f"{found.sheet or ''} {found.cell}: " if found.cell else ""
                lines.append(
                    f"::{LEVELS[found.severity]} {properties}::{_data(f'{cell}{message} {found.fix}'.strip())}"
                )
    return "\n".join(lines)


def _path(entry: Entry, file: str | None) -> str | None:
    """Return the file as seen from the top of the repository."""
    if not entry.path:
        return f"datasets/{entry.district}"
    path = (entry.path / file if file else entry.path).resolve()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _data(text: str) -> str:
    """Return a message as a workflow command carries it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property's value as a workflow command carries it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
