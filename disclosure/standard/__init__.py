"""What is in force nationally: a folder like a district's, and the row checks that a Table Schema cannot say."""

from ..hookspecs import hookimpl
from ..rules import RowCheck
from ..tables import Table
from .checks import checks_for


@hookimpl
def register_checks(table: Table) -> list[RowCheck]:
    """Return the checks of data-model.md that a Table Schema cannot say."""
    return checks_for(table)
