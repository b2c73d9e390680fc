"""Writes what the build knows of its own work: districts, submissions, findings."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..districts import District
from ..findings import Finding
from ..privacy import mask
from ..revisions import last_commits
from .admission import Verdict


def record_districts(db: Database, districts: Iterable[District]) -> None:
    """Fill the table `districts`."""
    db.table("districts").insert_all(
        {
            "district": district.name,
            "title": district.title,
            "title_en": district.title_en,
            "authority": district.authority,
            "region_codes": " ".join(district.region_codes),
        }
        for district in districts
    )


def record_verdicts(db: Database, root: Path, verdicts: list[Verdict], of_districts: dict[str, list[Finding]]) -> None:
    """Fill the tables `submissions` and `findings`, rejected submissions too."""
    revisions = last_commits(root)
    for verdict in verdicts:
        submission, manifest = verdict.submission, verdict.submission.manifest
        db.table("submissions").insert(
            {
                "district": submission.district,
                "submission": submission.name,
                "title": mask(manifest.title),
                "created": manifest.created,
                "publisher": mask(manifest.publisher),
                "sample": int(manifest.sample),
                "accepted": int(verdict.accepted),
                "corrects_reason": mask(manifest.corrects) if manifest.corrects else None,
                "revision": revisions.get(submission.path.resolve()),
                "sha256": submission.sha256(),
            }
        )
        rows = [_finding(submission.district, submission.name, manifest.sample, found) for found in verdict.findings]
        db.table("findings").insert_all(rows)
    for district, findings in of_districts.items():
        db.table("findings").insert_all(_finding(district, None, False, found) for found in findings)


def _finding(district: str, submission: str | None, sample: bool, found: Finding) -> dict[str, Any]:
    """Return one row of `findings`."""
    filed = found.as_json()
    named = {"table_name": filed.pop("table"), "column_name": filed.pop("column")}
    return {"district": district, "submission": submission, **filed, **named, "sample": int(sample)}
