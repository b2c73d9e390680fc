"""The tables that the build makes itself, each described by a Table Schema as filed ones are (made/*.json)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from ..tables import Table, load_table

HERE = Path(__file__).parent
# The columns that the register adds to each filed table, and what it says of the history of one.
ADDED: dict[str, Any] = json.loads((HERE / "provenance.json").read_text(encoding="utf-8"))


@cache
def made_tables() -> tuple[Table, ...]:
    """Return the tables that the build makes, by name. Raises SchemaError for a file that describes none."""
    return tuple(load_table(path, {}) for path in sorted((HERE / "made").glob("*.json")))
