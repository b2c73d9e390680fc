"""Datasette's conditions on the columns of views: a number is compared as a number.

A column that a view reckons has no type of its own, so that SQLite takes `paid=90000` for the text, which no number
equals, and `paid__gt=34.5` for a text, which is greater than each.
"""

from typing import Any

from datasette.filters import Filters, InFilter, TemplatedFilter

from ..statements import quoted
from .asked import NUMBER

VIEWS: set[str] = set()  # of the register's releases
SIGNS = {"exact": "=", "not": "!=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class OfViews(TemplatedFilter):
    """A condition that compares the numbers of a view's column with a number, and its texts with the text."""

    def __init__(self, plain: Any) -> None:
        super().__init__(
            plain.key, plain.display, plain.sql_template, plain.human_template, plain.format, plain.numeric
        )

    def where_clause(self, table: str, column: str, value: str, param_counter: int) -> tuple[str, Any]:
        """Return the SQL of the condition and its value."""
        if table not in VIEWS or not NUMBER.fullmatch(str(value)):
            plain: tuple[str, Any] = super().where_clause(table, column, value, param_counter)
            return plain
        name = quoted(column)
        sign, given = SIGNS[self.key], f":p{param_counter}"
        return f"case when typeof({name}) = 'text' then {name} {sign} {given} else {name} {sign} {given} + 0 end", value


class InViews(InFilter):
    """A condition that a cell of a view's column is one of several values, or none of them."""

    def __init__(self, plain: Any) -> None:
        self.key, self.display = plain.key, plain.display
        self.human_clause = plain.human_clause
        self.sign = "not in" if self.key == "notin" else "in"

    def where_clause(self, table: str, column: str, value: str, param_counter: int) -> tuple[str, Any]:
        """Return the SQL of the condition and its values."""
        values = [str(one) for one in self.split_value(value)]
        name = quoted(column)
        given = [f":p{param_counter + at}" for at in range(len(values))]
        texts = f"{name} {self.sign} ({', '.join(given)})"
        if table not in VIEWS:
            return texts, values
        numbers = [f"{at} + 0" if NUMBER.fullmatch(one) else at for at, one in zip(given, values, strict=True)]
        as_numbers = f"{name} {self.sign} ({', '.join(numbers)})"
        return f"case when typeof({name}) = 'text' then {texts} else {as_numbers} end", values


def mend_conditions() -> None:
    """Let Datasette compare so."""
    for key in ("in", "notin"):
        if not isinstance(Filters._filters_by_key[key], InViews):
            Filters._filters_by_key[key] = InViews(Filters._filters_by_key[key])
    for key in SIGNS:
        if not isinstance(Filters._filters_by_key[key], OfViews):
            Filters._filters_by_key[key] = OfViews(Filters._filters_by_key[key])
