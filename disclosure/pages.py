"""What a district may add to the site: whole pages, sections on pages that are not its own, and files."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """A page at `/districts/<district>/<path>/`, rendered from a template of the district's own folder."""

    path: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A titled table on a page of others; `note` says where it comes from, `sample` that it is invented.

    `english` says the title, the headings, the note and cells that are no data on English pages, by the Chinese.
    """

    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
    sample: bool = False
    english: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Download:
    """A file that a district offers at `/downloads/<district>/<name>`; one of invented rows is `sample`."""

    name: str
    title: str
    title_en: str
    content: bytes
    sample: bool = False
