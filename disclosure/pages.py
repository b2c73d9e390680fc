"""What a district may add to the site: whole pages, and sections on an organisation's page."""

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
    """A titled table on an organisation's page; `note` says where it comes from."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
