"""Checks one file against what is published, in a process of its own whose time and memory are limited.

The release stands for the submissions it was built from: it is there wherever the register is served, and is read in
a second. Nothing is written.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .database.layout import open_database
from .districts import load_districts
from .exceptions import UsageError
from .outcome import Outcome
from .pipeline import all_tables, register_in
from .statements import quoted
from .submissions import Submission
from .submissions.manifest import Manifest
from .submissions.named import submissions_at
from .workers import confine, follow

TOO_COSTLY = 4  # exit code


def check(path: Path, table: str | None, district: str, sample: bool, plugins: Path, release: Path) -> dict[str, Any]:
    """Return the report on one file, judged against a release; a real one against real rows alone, as in a build."""
    districts = load_districts(plugins)
    try:
        (submission,) = submissions_at([path], table, district, districts)
    except UsageError:  # which table it is nobody knows; the folder it lies in says so of it
        now = Manifest(title=path.name, created=datetime.now(UTC).isoformat())
        submission = Submission(district, path.stem, path.parent, now)
    submission = replace(submission, manifest=replace(submission.manifest, sample=sample))
    db = open_database(None)
    db.execute("attach ? as served", [str(release / "disclosure.db")])
    ((today,),) = db.execute("select today from served.build")
    register = register_in(db, districts, today)
    for name in all_tables(districts):
        for held in (name, f"{name}_history"):
            _copy(db, held, sample)
    return Outcome([register.admit(submission)]).as_json()


def _copy(db: Any, table: str, samples: bool) -> None:
    """Copy the rows of a table of the release, as far as it has the table and its columns."""
    columns = [
        quoted(name)
        for (name,) in db.execute("select name from pragma_table_info(?, 'main') intersect"
                                  " select name from pragma_table_info(?, 'served')", [table, table])
    ]  # fmt: skip
    if columns:
        names, held = ", ".join(columns), f"served.{quoted(table)} where sample <= ? order by rowid"
        db.execute(f"insert into main.{quoted(table)} ({names}) select {names} from {held}", [int(samples)])


def main(path: str, table: str, district: str, sample: str, plugins: str, release: str, seconds: str,
         most: str) -> int:  # fmt: skip
    """Write the report on one file to stdout, within limits of time and memory; return an exit code."""
    follow()
    confine(int(seconds), int(most))
    try:
        report = check(Path(path), table or None, district, sample == "1", Path(plugins), Path(release))
    except MemoryError:
        return TOO_COSTLY
    json.dump(report, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
