"""A short seeded part of the fuzz of tables and manifests; the whole is run by hand (docs/reliability.md)."""

import random

import pytest
from fuzz import KINDS, cells_kept, run

FEW = {"cells and rows": 50, "bytes": 40, "XML of a workbook": 25, "bytes of an .xls": 6, "manifest": 40}


@pytest.mark.parametrize("kind", KINDS)
def test_no_spoilt_file_ends_in_a_traceback_a_hang_or_a_row_lost(kind: str) -> None:
    (came,) = run(FEW[kind], seed=20261126, only=kind).values()
    assert (came.files, came.bad) == (FEW[kind], [])


def test_the_fuzz_sees_a_row_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = [cells_kept(random.Random(number)) for number in range(20)]
    for one in spoilt:
        one.rows = {5_000: "a row that no file has"}
    monkeypatch.setitem(KINDS, "cells and rows", lambda _dice: spoilt.pop())
    (came,) = run(20, seed=1, only="cells").values()
    assert any("row 5000" in one for one in came.lost)
