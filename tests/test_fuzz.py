"""A short seeded part of the fuzz of tables and manifests; the whole is run by hand (docs/reliability.md)."""

import random
from itertools import islice
from pathlib import Path

import fuzz_guided
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


@pytest.mark.parametrize("target", fuzz_guided.TARGETS)
def test_the_guided_fuzz_tries_its_inputs_and_sees_a_row_that_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    inputs = list(islice(fuzz_guided.seeds(target), 3))
    act = fuzz_guided.trying(target, tmp_path)
    for data in inputs:
        act(data)
    monkeypatch.setattr("fuzz.tried", lambda *_: ([], ["row 5"]))
    with pytest.raises(AssertionError, match="row 5"):
        act(inputs[0])


def test_without_atheris_the_guided_fuzz_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_guided, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="pip install atheris"):
        next(fuzz_guided.guided(1, tmp_path))
