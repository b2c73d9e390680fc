"""The tables that the build makes itself, each described by a Table Schema as filed ones are (made/*.json)."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..tables import Table, load_table

SAID = ("title", "title_en", "description", "description_en")  # of a table or a view
HERE = Path(__file__).parent
# The columns that the register adds to each filed table, and what it says of the history of one.
ADDED: dict[str, Any] = json.loads((HERE / "provenance.json").read_text(encoding="utf-8"))


def history_of(table: Mapping[str, Any]) -> dict[str, str]:
    """Return title and description, in two languages, of the history of a table, given those of the table."""
    said: dict[str, str] = {}
    for name in SAID:
        said[name] = ADDED["history"][name].format(title=table["title"], title_en=table["title_en"])
    return said


@cache
def made_tables() -> tuple[Table, ...]:
    """Return the tables that the build makes, by name. Raises SchemaError for a file that describes none."""
    return tuple(load_table(path, {}) for path in sorted((HERE / "made").glob("*.json")))
