"""A build of which nothing has changed since the latest release is that release: it is checked whole, not made again.

What the build said is kept beside it. Safe to delete at any time: then everything is built.
"""

import json
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from .database.admission import Verdict
from .digests import Stamped, digest_of
from .findings import Finding
from .outcome import Outcome
from .project import Project
from .publication import PUBLISHED, Release, build_of, stamps
from .submissions import Submission

KEPT = "outcome.json"


def keep(project: Project, program: str, judging: str, outcome: Outcome) -> None:
    """Keep what a build said of what it has just published; `program` is a digest of all else it depends on.

    `judging` is one of what decides what is said of rows.
    """
    told = {
        "program": program,
        "judging": judging,
        "manifest": digest_of(project.output / "manifest.json"),
        "districts": {name: [vars(one) for one in found] for name, found in outcome.districts.items()},
        "verdicts": [
            {"of": [verdict.submission.district, verdict.submission.name], **verdict.as_told()}
            for verdict in outcome.verdicts
        ],
    }
    with suppress(OSError):  # the release is whole without it
        project.cache.mkdir(parents=True, exist_ok=True)
        (project.cache / KEPT).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def published(
    project: Project, inputs: dict[str, str], program: str, submissions: Callable[[], list[Submission]]
) -> Outcome | None:
    """Return what was said when the latest release was built, if it was built of the same and is whole; else None."""
    try:
        told = json.loads((project.cache / KEPT).read_text(encoding="utf-8"))
        manifest = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))
        of_this = told["program"] == program and told["manifest"] == digest_of(project.output / "manifest.json")
        if of_this and manifest["build"] == build_of(project, inputs) and _is_whole(project, manifest["outputs"]):
            return _outcome(told, {(one.district, one.name): one for one in submissions()})
    except (OSError, ValueError, KeyError, TypeError):  # nothing is published, or nothing was kept that can be read
        return None
    return None


def former(project: Project, judging: str) -> Release | None:
    """Return the latest release if what is said of rows is decided by the same as when it was built."""
    current = (project.output / "current").resolve()
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((project.cache / KEPT).read_text(encoding="utf-8"))
        of_this = told["judging"] == judging and told["manifest"] == digest_of(current / "manifest.json")
        manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
        if of_this:
            return Release(current, manifest["outputs"])
    return None


def _outcome(told: dict[str, Any], submissions: dict[tuple[str, str], Submission]) -> Outcome:
    """Return what was kept as the outcome of a build. Raises KeyError if a submission is not there."""
    verdicts = [Verdict.as_was_told(one, submissions[tuple(one["of"])]) for one in told["verdicts"]]
    districts = {name: [Finding(**one) for one in found] for name, found in told["districts"].items()}
    return Outcome(verdicts, districts, again=True)


def _is_whole(project: Project, outputs: dict[str, str]) -> bool:
    """Return whether each file of the latest release is there as it was written, and each link to it.

    A file whose stamp is as it was is not read.
    """
    current = (project.output / "current").resolve()
    if not all((project.output / name).is_symlink() for name in ("current", *PUBLISHED)):
        return False
    with closing(Stamped(stamps(project))) as stamped:
        return all(stamped.noted(name, current / name)[1] == digest for name, digest in outputs.items())
