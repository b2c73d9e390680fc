"""温州市: a check that no ban of a person is published but by number; everything else of it is data."""

from collections.abc import Iterator
from typing import Any

from disclosure import Table, hookimpl, reads


@reads("measure", "org_id", "post")
def bans_by_number(row: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A ban from the field is one person's: only how many there were in a year is filed, no body and no post."""
    if row.get("measure") == "从业禁止":
        for column in ("org_id", "post"):
            if row.get(column):
                yield "wenzhou-ban", column, {}


@hookimpl
def register_checks(table: Table) -> list[Any]:
    """Return the check of the measures on persons in charge."""
    return [bans_by_number] if table.name == "wenzhou_leader_measures" else []
