"""Datasette's conditions mended: of views a number is compared as a number, and part of a text is the text as it is.

A column that a view reckons has no type of its own, so that SQLite takes `paid=90000` for the text, which no number
equals, and `paid__gt=34.5` for a text, which is greater than each. The signs % and _ stand for others in `like` alone.
"""

import re
from typing import Any

from datasette.filters import Filters, InFilter, TemplatedFilter

from ..statements import quoted
from .values import NUMBER

VIEWS: set[str] = set()  # of the register's releases
SIGN = re.compile(r"[!%_]")  # what LIKE reads, and what stands before one that is meant as it is
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


class PartOfText(TemplatedFilter):
    """A condition that a text holds another, begins or ends with it, whatever signs it has."""

    def __init__(self, plain: Any) -> None:
        template = f"{plain.sql_template} escape '!'"
        super().__init__(plain.key, plain.display, template, plain.human_template, plain.format)

    def where_clause(self, table: str, column: str, value: str, param_counter: int) -> tuple[str, Any]:
        """Return the SQL of the condition and its value."""
        clause: tuple[str, Any] = super().where_clause(table, column, SIGN.sub(r"!\g<0>", value), param_counter)
        return clause


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


MENDED = {"in": InViews, "notin": InViews, **dict.fromkeys(SIGNS, OfViews),
          **dict.fromkeys(("contains", "startswith", "endswith"), PartOfText)}  # fmt: skip


def mend_conditions() -> None:
    """Let Datasette compare so."""
    for key, mended in MENDED.items():
        plain = Filters._filters_by_key[key]
        if not isinstance(plain, mended):
            Filters._filters_by_key[key] = mended(plain)
