"""What the register holds of one organisation or one grant, nested: the file beside its page and the API's answer."""

import json
import tomllib
from pathlib import Path
from typing import Any

from ..reading import Reader, Row

SECTIONS = tomllib.loads((Path(__file__).parent.parent / "sections.toml").read_text(encoding="utf-8"))
DATA = "index.json"  # what a record is called beside its page
Record = dict[str, Any]
one_line = json.JSONEncoder(ensure_ascii=False).encode


def as_bytes(record: Record) -> bytes:
    """Return a record as JSON, a line for each part of it; the same bytes wherever it is written."""
    return f"{_laid_out(record)}\n".encode()


def _laid_out(told: Any, margin: str = "") -> str:
    """Return a part of a record as JSON: what is made of further parts stands on several lines, a list on one.

    Were each value to stand on a line of its own, Python's slow encoder would write it.
    """
    if not isinstance(told, dict) or not any(isinstance(part, dict | list) for part in told.values()):
        return one_line(told)
    lines = (f"{margin} {one_line(name)}: {_laid_out(part, f'{margin} ')}" for name, part in told.items())
    return "{\n" + ",\n".join(lines) + f"\n{margin}}}"


def heading(reader: Reader, row: Row, permalink: str) -> Record:
    """Return what a record begins with: where it stands, whether it is a sample, and of which day it is."""
    (day,) = reader.rows("select today from build")
    district = reader.districts[row["district"]]
    return {
        "permalink": permalink,
        "sample": row["sample"],
        "today": day["today"],
        "district": {name: district[name] for name in ("district", "title", "title_en", "authority")},
    }
