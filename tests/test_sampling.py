"""What `disclosure sample` promises: rows the register takes in whole, books that balance, the same bytes again."""

import csv
import errno
import hashlib
from pathlib import Path
from random import Random

import pytest
import sqlite_utils
from click.testing import CliRunner
from conftest import ROOT, TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure import pipeline, sampling
from disclosure.cli import cli
from disclosure.districts import District, load_districts
from disclosure.exceptions import UsageError
from disclosure.pipeline import Project
from disclosure.reading.sheets import LIMITS
from disclosure.sampling import programme, write_samples
from disclosure.sampling.bodies import body
from disclosure.sampling.writing import Desk, Row

DISTRICTS = {district.name: district for district in load_districts(ROOT / "plugins")}
WHOLE_REGISTER = 400  # enough organisations that something of every kind befell one


def digests(folder: Path) -> dict[str, str]:
    """Return relative path → digest of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def generated(of: District, organisations: int, seed: int, faults: float, folder: Path) -> Project:
    """Return an empty register that holds only what was generated."""
    datasets = folder / "datasets"
    write_samples(of, organisations, seed, faults, datasets)
    return Project(ROOT, datasets, ROOT / "plugins", folder / "build", TODAY, samples=True)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> sqlite_utils.Database:
    """Return the database built from generated submissions, some with things that go wrong."""
    project = generated(DISTRICTS["demo"], WHOLE_REGISTER, 1, 0.1, tmp_path_factory.mktemp("generated"))
    assert pipeline.build(project, with_site=False).valid
    return sqlite_utils.Database(project.output / "disclosure.db")


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "haishu" / "mine").mkdir(parents=True)
    written = Desk.write

    def full(desk: Desk, table: str, row: Row) -> None:
        if table == "finances":
            raise OSError(errno.ENOSPC, "No space left on device")
        written(desk, table, row)

    monkeypatch.setattr(Desk, "write", full)
    with pytest.raises(OSError, match="No space"):
        write_samples(DISTRICTS["haishu"], 3, 1, 0, tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["haishu", "haishu/mine"]
    monkeypatch.undo()
    write_samples(DISTRICTS["haishu"], 3, 1, 0, tmp_path)
    assert len(list((tmp_path / "haishu").iterdir())) > 3


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**9),
    organisations=st.integers(1, 40),
    faults=st.floats(0, 1),
    name=st.sampled_from(sorted(DISTRICTS)),
)
def test_the_register_takes_in_whatever_is_generated(
    tmp_path_factory: pytest.TempPathFactory, seed: int, organisations: int, faults: float, name: str
) -> None:
    project = generated(DISTRICTS[name], organisations, seed, faults, tmp_path_factory.mktemp("seed"))
    outcome = pipeline.check(project, None)
    errors = [found for verdict in outcome.verdicts for found in verdict.findings if found.severity == "error"]
    assert not errors
    assert outcome.verdicts


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_samples(DISTRICTS["haishu"], 30, seed, 0.1, tmp_path / folder)
    assert digests(tmp_path / "a") == digests(tmp_path / "b") != digests(tmp_path / "c")


def test_more_organisations_leave_the_first_ones_as_they_were(tmp_path: Path) -> None:
    for folder, count in (("few", 10), ("many", 20)):
        write_samples(DISTRICTS["demo"], count, 3, 0.1, tmp_path / folder)
    file = "demo/generated-1-structure/organisations.csv"
    few, many = ((tmp_path / folder / file).read_text(encoding="utf-8") for folder in ("few", "many"))
    assert many.startswith(few)


def test_a_large_district_files_in_parts_none_larger_than_a_file_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "PART", 20)
    monkeypatch.setattr(programme, "PER_NOTICE", 10)
    project = generated(DISTRICTS["demo"], 50, 1, 0.1, tmp_path)
    folders = {path.name for path in (tmp_path / "datasets" / "demo").iterdir()}
    assert {"generated-1-structure", "generated-1-structure-2", "generated-1-structure-3"} <= folders
    outcome = pipeline.check(project, None)
    assert outcome.valid
    assert sum(verdict.rows["organisations"] for verdict in outcome.verdicts if "organisations" in verdict.rows) == 50


def test_a_part_is_within_the_limits_of_a_file(tmp_path: Path) -> None:
    write_samples(DISTRICTS["demo"], 500, 1, 0.01, tmp_path)
    for path in tmp_path.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [len(",".join(row).rstrip(",").split(",")) for row in csv.reader(file)]
        assert len(rows) * sampling.PART / 500 < LIMITS["rows"], path.name
        assert sum(rows) * sampling.PART / 500 < LIMITS["places"], path.name


def test_no_two_have_a_code_or_a_name_in_common() -> None:
    period, again = 16_000, 90_000  # after which names, and serials of codes, come again
    numbers = {first + start for start in (*range(0, again, period), again) for first in range(1, 500)}
    made = [body(sampling.WORDS, DISTRICTS["demo"], "990101", number, Random(number % 10)) for number in numbers]
    assert len({one["org_id"] for one in made}) == len({one["name"] for one in made}) == len(made)


def test_every_standard_table_has_rows(register: sqlite_utils.Database) -> None:
    standard = list(DISTRICTS["demo"].tables())
    assert len(standard) == 35
    assert [table for table in standard if not register[table].count] == []


def test_the_books_balance(register: sqlite_utils.Database) -> None:
    off = register.query(
        "select * from finances where abs(total_assets - total_liabilities - net_assets) > 0.005"
        " or total_assets < 0 or income_total < 0 or expense_total < 0"
    )
    assert list(off) == []
    assert register["finances"].count > WHOLE_REGISTER


def test_payments_stay_within_the_grant(register: sqlite_utils.Database) -> None:
    over = register.query(
        "select 1 from grants join (select grant_id, sum(amount) as paid from grant_payments where paid_on is not null"
        " group by grant_id) using (grant_id) where paid > awarded + 0.005"
    )
    assert list(over) == []


def test_without_faults_nothing_is_on_the_credit_record(tmp_path: Path) -> None:
    assert pipeline.build(generated(DISTRICTS["demo"], 60, 1, 0, tmp_path), with_site=False).valid
    assert sqlite_utils.Database(tmp_path / "build" / "disclosure.db")["credit_events"].count == 0


def test_with_faults_some_are(register: sqlite_utils.Database) -> None:
    listed = next(iter(register.query("select count(distinct org_id) as n from credit_events")))["n"]
    assert 0.02 * WHOLE_REGISTER < listed < 0.2 * WHOLE_REGISTER


def test_generated_rows_are_marked_as_samples(register: sqlite_utils.Database) -> None:
    real = register.query("select 1 from organisations where not sample or name not like '（示例）%'")
    assert list(real) == []


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    arguments = ["sample", "--organisations", "3", "--district", "demo", "--output", str(tmp_path / "out")]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    before = digests(tmp_path / "out")
    again = CliRunner().invoke(cli, arguments)
    assert isinstance(again.exception, UsageError)
    assert digests(tmp_path / "out") == before
