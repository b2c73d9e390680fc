"""Writes what the build knows of its own work: districts, submissions, findings."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ..districts import District
from ..failures import of_the_machine
from ..findings import Finding, storable
from ..privacy import guarding, mask
from ..submissions import Submission
from ..submissions.tree import printable
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


def record_verdicts(db: Database, revisions: Mapping[Path, str], verdicts: list[Verdict]) -> None:
    """Fill the tables `submissions` and `findings`, rejected ones too; `revisions` are the last commits of folders."""
    for verdict in verdicts:
        with guarding(verdict.submission.district):
            _record_verdict(db, verdict, revisions)


def _record_verdict(db: Database, verdict: Verdict, revisions: Mapping[Path, str]) -> None:
    """Fill the rows of one submission."""
    submission, manifest = verdict.submission, verdict.submission.manifest
    name, sample = storable(submission.name), manifest.sample
    whole, files = _digests(submission)
    db.table("submissions").insert(
        {
            "district": submission.district,
            "submission": name,
            "title": mask(storable(manifest.title)),
            "created": manifest.made,
            "publisher": mask(storable(manifest.publisher)),
            "sample": int(sample),
            "accepted": int(verdict.accepted),
            "corrects_reason": mask(storable(manifest.corrects)) if manifest.corrects else None,
            "revision": revisions.get(submission.path),
            "sha256": whole,
        }
    )
    if verdict.accepted:
        db.table("submission_files").insert_all(
            {"district": submission.district, "submission": name, "file": file, "bytes": size, "sha256": digest,
             "sample": int(sample)}
            for file, (size, digest) in files.items()
        )  # fmt: skip
    db.table("findings").insert_all(_finding(submission.district, name, sample, one) for one in verdict.findings)


def record_findings(db: Database, of_districts: dict[str, list[Finding]]) -> None:
    """Add the findings on whole districts to the table `findings`."""
    for district, findings in of_districts.items():
        db.table("findings").insert_all(_finding(district, None, False, found) for found in findings)


def _digests(submission: Submission) -> tuple[str | None, dict[str, tuple[int, str]]]:
    """Return the digests of a submission and of its files; none where one cannot be read, as its findings tell."""
    try:
        return submission.digests()
    except OSError as error:
        if of_the_machine(error):
            raise
        return None, {}


def _finding(district: str, submission: str | None, sample: bool, found: Finding) -> dict[str, Any]:
    """Return one row of `findings`; what no page shows, or what turns a line round, is spelt out in it."""
    told = found.as_json() | {"fix_en": found.fix_en}
    filed = {key: _shown(one) if isinstance(one, str) else one for key, one in told.items()}
    named = {"table_name": filed.pop("table"), "column_name": filed.pop("column")}
    return {"district": district, "submission": submission, **filed, **named, "sample": int(sample)}


def _shown(text: str) -> str:
    """Return a text in which all but the ends of lines can be seen."""
    return "\n".join(map(printable, text.replace("\t", " ").split("\n")))
