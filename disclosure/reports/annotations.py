"""A report as workflow commands of GitHub, which it shows beside the lines of the files."""

from pathlib import Path

from ..privacy import mask_paths
from .grouping import WORDS, Entry
from .plain import fix_of, message_of, plain

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
BREAK = "\n"  # which a command carries as %0A
TEXTS = {".csv", ".tsv", ".json", ".md", ".txt"}


def as_github(entries: list[Entry], lang: str) -> str:
    """Return a command per finding; text files have the line of the file, which GitHub can show."""
    words = WORDS[lang]
    lines = []
    for entry in entries:
        for group in entry.groups:
            for found in group.findings:
                where = _path(entry, found.file)
                place = {"file": where} if where else {}
                if found.file and Path(found.file).suffix.lower() in TEXTS and (line := found.line or found.row):
                    place["line"] = str(line)
                place["title"] = f"{group.word('title', lang)} ({found.code})"
                properties = ",".join(f"{key}={_property(value)}" for key, value in place.items())
                sheet = f"{plain(found.sheet)} " if found.sheet else ""
                cell = f"{sheet}{found.cell}: " if found.cell else ""
                told = f"{cell}{message_of(found, lang, words, BREAK)} {fix_of(found, lang, words, BREAK)}"
                lines.append(f"::{LEVELS[found.severity]} {properties}::{_data(told.strip())}")
    return "\n".join(lines)


def _path(entry: Entry, file: str | None) -> str | None:
    """Return the file as seen from the top of the repository."""
    if not entry.path:
        return file if file and "/" in file else f"datasets/{entry.district}"  # a file of its plugin
    path = entry.path.absolute() / (file or "")  # no link is followed: where it leads is nobody's business
    shown = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return mask_paths(shown)


def _data(text: str) -> str:
    """Return a message as a workflow command carries it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property's value as a workflow command carries it."""
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
