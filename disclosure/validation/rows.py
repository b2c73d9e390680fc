"""Judges each row: its cells as Frictionless does, its key, our own checks; words the faults and passes the row on."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from ..reading.cells import proposal
from ..rules import shown_to
from ..standard import identifiers
from ..tables import Column
from .filed import File, Filed
from .judged import Judged, judging

Fault = tuple[Column, str, Judged, str]


class Rows:
    """The rows of a file, one after the other."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.columns = list(file.columns.values())
        self.judges = judging(self.columns)
        filed = set(file.filed_columns)
        self.key = [name for name in file.table.key if name in filed] if set(file.table.filled_key) <= filed else []
        unique = [column.name for column in self.columns if column.descriptor["constraints"].get("unique")]
        self.seen: dict[str, dict[Any, int]] = {name: {} for name in unique}
        self.keys: dict[tuple[Any, ...], int] = {}

    def take(self, number: int, cells: list[str]) -> None:
        """Note the findings of one row and pass the row to the sink."""
        file = self.file
        file.passed += 1
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for column, judge, cell in zip(self.columns, self.judges, cells, strict=False):
            judged = judge(cell)
            values[column.name] = judged.value
            if judged.code:
                faults.append((column, cell, judged, judged.code))
        faulty = file.refused.pop(number, set())
        self._cells(number, cells, faults, faulty)
        self._twice(number, values, faulty)
        self._key(number, values)
        unreadable = frozenset(faulty)
        readable = values if not unreadable else {name: v for name, v in values.items() if name not in unreadable}
        for code, name, facts in (found for check in file.checks for found in check(shown_to(check, readable))):
            if name not in unreadable:  # which has its own finding
                value = values.get(name)
                faulty.add(name)
                file.add(code, number, file.table.by_name[name], None if value is None else str(value), **facts)
        self._sample(readable, number)
        if unreadable:
            filed = dict(zip(file.filed_columns, cells, strict=False))
            values = {**values, **{name: filed.get(name, "") for name in unreadable}}
        file.sink(Filed(number, values, faulty=frozenset(faulty), erased=frozenset(file.erased.pop(number, ()))))

    def stand_once(self, numbers: Sequence[int], values: Mapping[str, Sequence[Any]]) -> bool:
        """Return whether no earlier row has the key of any of these, nor a value that stands once; they are kept."""
        if any(None in values[name] for name in self.file.table.filled_key if name in values):
            return False
        keys = list(zip(*(values[name] for name in self.key), strict=True))
        alone = {name: [value for value in values[name] if value is not None] for name in self.seen}
        known = [(self.keys, keys), *((self.seen[name], column) for name, column in alone.items())]
        if any(len(set(new)) < len(new) or not earlier.keys().isdisjoint(new) for earlier, new in known):
            return False
        self.keys.update(zip(keys, numbers, strict=False))  # none where the file lacks a part of the key
        for name, kept in self.seen.items():
            kept.update((v, n) for v, n in zip(values[name], numbers, strict=True) if v is not None)
        return True

    def _cells(self, number: int, cells: list[str], faults: list[Fault], faulty: set[str]) -> None:
        """Note cells that are missing, that do not fit their columns, or stand beyond the header; each once."""
        for column in self.columns[len(cells) :]:
            if column.name not in faulty:
                faulty.add(column.name)
                self.file.add("missing-cell", number, column, "", limit=None, note="", proposal=None)
        for column, cell, judged, code in faults:
            if column.name not in faulty:
                faulty.add(column.name)
                self.file.add(code, number, column, cell, **self._facts(column, cell, judged))
        for cell in islice(cells, len(self.columns), None):
            if cell:  # an empty one before it says nothing
                self.file.add("extra-cell", number, None, cell)

    def _facts(self, column: Column, cell: str, judged: Judged) -> dict[str, Any]:
        """Return the limit that a cell breaks, what was most likely meant, and how Frictionless says it."""
        if judged.note is None:
            return {"proposal": proposal(column, cell, self.file.factor)}
        return {"limit": judged.limit, "note": judged.note, "proposal": judged.nearest}

    def _twice(self, number: int, values: dict[str, Any], faulty: set[str]) -> None:
        """Note a value that an earlier row has in a column in which each stands once."""
        for name, known in self.seen.items():
            value = values.get(name)
            earlier = known.get(value)
            if value is not None:
                known[value] = number
            if earlier and name not in faulty:
                faulty.add(name)
                self.file.add("unique", number, self.file.table.by_name[name], str(value), other=earlier)

    def _key(self, number: int, values: dict[str, Any]) -> None:
        """Note a key that an earlier row has; one that is unreadable, or empty where it must be filled, has its own."""
        table = self.file.table
        key = {name: values.get(name) for name in self.key}
        if not key or any(key[name] is None for name in table.filled_key):
            return
        told = tuple(key.values())
        earlier = self.keys.get(told)
        self.keys[told] = number
        if earlier:
            column = table.key[0] if len(key) == 1 else None
            shown = "，".join(f"{table.by_name[n].title} {value}" for n, value in key.items() if value is not None)
            value = str(next(iter(key.values()))) if column else None
            named = ", ".join(f"{name} {value}" for name, value in key.items() if value is not None)
            self.file.add("duplicate-key", number, column, value, other=earlier, key=shown, key_en=named)

    def _sample(self, row: dict[str, Any], number: int) -> None:
        """Note invented codes among real ones and real ones among invented ones (design.md §4)."""
        file = self.file
        for column in file.columns.values():
            code = row.get(column.name)
            if column.identifier != "org_id" or not code or identifiers.fault(code) or file.sample is None:
                continue
            if identifiers.is_sample(code) != file.sample:
                file.add("real-code-in-sample" if file.sample else "sample-code-in-real", number, column, code)
        name = row.get("name")
        if file.sample and file.table.name == "organisations" and name and not name.startswith("（示例）"):
            file.add("sample-name", number, file.table.by_name["name"], name)
