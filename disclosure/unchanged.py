"""A build of which nothing has changed since the latest release is that release: it is checked whole, not made again.

What the build said is kept beside it. Safe to delete at any time: then everything is built.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from .database.admission import Verdict
from .digests import digest_of
from .findings import Finding
from .outcome import Outcome
from .project import Project
from .publication import PUBLISHED, build_of
from .submissions import Submission
from .validation.filed import Counts

KEPT = "outcome.json"


def keep(project: Project, program: str, outcome: Outcome) -> None:
    """Keep what a build said of what it has just published; `program` is a digest of all else it depends on."""
    told = {
        "program": program,
        "manifest": digest_of(project.output / "manifest.json"),
        "districts": {name: _plain(found) for name, found in outcome.districts.items()},
        "verdicts": [
            {
                "of": [verdict.submission.district, verdict.submission.name],
                "findings": _plain(verdict.findings),
                "rows": verdict.rows,
                "counts": {table: asdict(counts) for table, counts in verdict.counts.items()},
            }
            for verdict in outcome.verdicts
        ],
    }
    with suppress(OSError):  # the release is whole without it
        project.cache.mkdir(parents=True, exist_ok=True)
        (project.cache / KEPT).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def published(
    project: Project, inputs: dict[str, str], program: str, submissions: Callable[[], list[Submission]], jobs: int
) -> Outcome | None:
    """Return what was said when the latest release was built, if it was built of the same and is whole; else None."""
    try:
        told = json.loads((project.cache / KEPT).read_text(encoding="utf-8"))
        manifest = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))
        of_this = told["program"] == program and told["manifest"] == digest_of(project.output / "manifest.json")
        if of_this and manifest["build"] == build_of(project, inputs) and _is_whole(project, manifest["outputs"], jobs):
            return _outcome(told, {(one.district, one.name): one for one in submissions()})
    except (OSError, ValueError, KeyError, TypeError):  # nothing is published, or nothing was kept that can be read
        return None
    return None


def _plain(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [vars(one) for one in findings]


def _outcome(told: dict[str, Any], submissions: dict[tuple[str, str], Submission]) -> Outcome:
    """Return what was kept as the outcome of a build. Raises KeyError if a submission is not there."""
    verdicts = [
        Verdict(
            submissions[tuple(one["of"])],
            [Finding(**found) for found in one["findings"]],
            one["rows"],
            {table: Counts(**counts) for table, counts in one["counts"].items()},
        )
        for one in told["verdicts"]
    ]
    districts = {name: [Finding(**one) for one in found] for name, found in told["districts"].items()}
    return Outcome(verdicts, districts, again=True)


def _is_whole(project: Project, outputs: dict[str, str], jobs: int) -> bool:
    """Return whether each file of the latest release is there as it was written, and each link to it."""
    current = project.output / "current"
    if not all((project.output / name).is_symlink() for name in ("current", *PUBLISHED)):
        return False
    with ThreadPoolExecutor(jobs) as pool:
        return all(pool.map(lambda one: digest_of(current / one[0]) == one[1], outputs.items()))
