"""Whatever dress a true table wears, what is read is the true table: no row fewer, no figure scaled, no name changed."""

from pathlib import Path
from typing import Any

from dressings import COLUMNS, Dress, dresses, truths, written
from hypothesis import HealthCheck, given, settings

from disclosure.districts import NATION
from disclosure.standard.checks import checks_for
from disclosure.submissions.files import table_file
from disclosure.validation import Filed, validate

TABLE = next(table for table in NATION.tables if table.name == "organisations")


@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(truth=truths(), dress=dresses())
def test_what_is_read_is_the_true_table(tmp_path: Path, truth: list[dict[str, Any]], dress: Dress) -> None:
    path = tmp_path / f"organisations.{dress.kind}"
    path.write_bytes(written(dress, truth))
    rows: list[Filed] = []
    source, findings = table_file(path, TABLE)
    assert source, findings
    file = validate(source, TABLE, checks_for(TABLE), None, rows.append)
    assert file.counts.adds_up and file.counts.read == len(rows)
    errors = [found for found in [*findings, *file.findings] if found.severity == "error"]
    assert [(found.code, found.cell or found.row, found.value) for found in errors] == []
    read = [{name: row.values.get(name) for name in COLUMNS} for row in rows]
    assert read == [{name: _same(row[name]) for name in COLUMNS} for row in truth]


def _same(value: Any) -> Any:
    """Return a value as the register stores it."""
    return float(value) if isinstance(value, int) else value
