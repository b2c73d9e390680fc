"""What page after page looks rows up in (kept.toml), and what reckons it; longer statements are queries/*.sql."""

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
KEPT: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "kept.toml").read_text(encoding="utf-8"))
KEYS = {name: keys for kind in KEPT.values() for name, keys in kind.items()}  # by which rows are found, each an index


@cache
def read(name: str) -> str:
    """Return the text of a query file."""
    return (HERE / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def told_of(name: str) -> str:
    """Return the statement that reckons what is kept under a name."""
    return f'select * from main."{name}"' if name in KEPT["views"] else read(name)
