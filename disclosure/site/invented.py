"""Keeps samples apart: what may be said of what is real, and what counts."""

from collections.abc import Iterable

from .reading import Row


def fit(rows: Iterable[Row], subject: Row) -> list[Row]:
    """Return the rows that may be said of a subject: a sample says nothing of what is real."""
    return [row for row in rows if row["sample"] <= subject["sample"]]


def real(rows: list[Row]) -> list[Row]:
    """Return the rows that are no samples; all where all are."""
    return [row for row in rows if not row["sample"]] or rows
