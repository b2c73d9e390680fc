"""What the register holds of one organisation or one grant, nested: the file beside its page and the API's answer."""

import json
import tomllib
from pathlib import Path
from typing import Any

from ..reading import Reader, Row

SECTIONS = tomllib.loads((Path(__file__).parent.parent / "sections.toml").read_text(encoding="utf-8"))
DATA = "index.json"  # what a record is called beside its page
Record = dict[str, Any]


def as_bytes(record: Record) -> bytes:
    """Return a record as JSON, the same bytes wherever it is written."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


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
