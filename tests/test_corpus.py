"""Any file ends in a clean import or a finding: never a traceback, a hang over ten seconds, or gibberish.

    DISCLOSURE_CORPUS=/folder/of/files make test

runs it over every file of a folder; without the variable it runs over the files made here.
"""

import io
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import openpyxl
import pytest
from conftest import ROOT, credit_code, organisation

from disclosure.districts import load_districts
from disclosure.findings import Finding
from disclosure.submissions.files import one_workbook, table_file
from disclosure.validation import GARBLED, Filed, validate

TABLES = next(district for district in load_districts(ROOT / "plugins") if district.name == "haishu").tables()
SECONDS = 10
FILES = Path(__file__).parent / "files"


def made_up(folder: Path) -> Iterator[Path]:
    """Yield files as bad as an office or an attacker can make them, from a fixed seed."""
    dice = random.Random(20261123)
    row = organisation(credit_code())
    plain = "\r\n".join([",".join(row), ",".join(row.values()), ""]).encode("gb18030")
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    target = io.BytesIO()
    book.save(target)
    seeds = [
        plain,
        target.getvalue(),
        (FILES / "organisations.xls").read_bytes(),
        plain.decode("gb18030").encode("utf-16"),
    ]
    for number in range(60):
        raw = bytearray(seeds[number % len(seeds)])
        for _ in range(dice.choice((1, 3, 20, 200))):
            way, place = dice.randrange(3), dice.randrange(len(raw))
            if way == 0:
                raw[place] = dice.randrange(256)
            elif way == 1:
                del raw[place : place + dice.randrange(1, 30)]
            else:
                raw[place:place] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 30)))
            if not raw:
                raw = bytearray(b"x")
        path = folder / f"broken-{number}{dice.choice(('.csv', '.xlsx', '.xls', '.tsv'))}"
        path.write_bytes(raw)
        yield path
    texts = {
        "quotes": b'org_id,name\n"a,"b"c"\n' * 50, "only-commas": b"," * 5000 + b"\n" * 5000, "one-line": b"a" * 300_000,
        "nul": b"\0" * 100, "latin": "Größe;Straße\n1;2\n".encode("latin-1"), "big5": "統一編號,名稱\n1,中心\n".encode("big5"),
        "sjis": "名称,住所\nセンター,東京\n".encode("shift_jis"), "lone-cr": b"org_id\rname\r", "deep-quote": b'"' * 4001,
    }  # fmt: skip
    for name, raw in texts.items():
        path = folder / f"{name}.csv"
        path.write_bytes(raw)
        yield path


def corpus(folder: Path) -> list[Path]:
    """Return the files of the named folder, else those made here."""
    given = os.environ.get("DISCLOSURE_CORPUS")
    return sorted(p for p in Path(given).rglob("*") if p.is_file()) if given else list(made_up(folder))


def read(path: Path) -> tuple[list[Finding], list[Filed]]:
    """Return the findings about a file, tried as a table and as a whole submission, and the rows it gave."""
    rows: list[Filed] = []
    file, findings = table_file(path, TABLES["organisations"])
    if file:
        checked = validate(file, file_table(file.sheet.name), [], None, rows.append)
        assert checked.counts.adds_up, checked.counts
        findings += checked.findings
    files, about = one_workbook(path, TABLES)
    for name, one in files.items():
        about += validate(one, TABLES[name], [], None, rows.append).findings
    return findings + about, rows


def file_table(sheet: str | None) -> object:
    """Return the table that a sheet is named after, else the commonest."""
    return next((table for table in TABLES.values() if sheet in (table.title, table.name)), TABLES["organisations"])


def stop(_signal: int, _frame: FrameType | None) -> None:
    """End a reading that hangs."""
    raise TimeoutError(f"longer than {SECONDS} s")


def test_every_file_ends_in_a_clean_import_or_a_finding(tmp_path: Path) -> None:
    files = corpus(tmp_path)
    assert files
    outcomes: dict[str, str] = {}
    before = signal.signal(signal.SIGALRM, stop)
    try:
        for path in files:
            signal.alarm(SECONDS)
            try:
                findings, rows = read(path)
            except Exception as error:
                outcomes[str(path)] = f"{type(error).__name__}: {error}"
                continue
            finally:
                signal.alarm(0)
            errors = [found for found in findings if found.severity == "error"]
            texts = [value for row in rows for value in row.values.values() if isinstance(value, str)]
            if not errors and any(GARBLED.search(text) for text in texts):
                outcomes[str(path)] = "gibberish was imported"
            if not errors and not rows and not findings:
                outcomes[str(path)] = "neither rows nor a finding"
            if any(not found.message.strip() or not found.fix.strip() for found in findings):
                outcomes[str(path)] = "a finding without words"
    finally:
        signal.signal(signal.SIGALRM, before)
    assert outcomes == {}


@pytest.mark.parametrize("name", ["big5.csv", "latin.csv", "sjis.csv"])
def test_foreign_encodings_are_not_imported(tmp_path: Path, name: str) -> None:
    (path,) = (path for path in made_up(tmp_path) if path.name == name)
    findings, _ = read(path)
    assert any(found.severity == "error" for found in findings)
