"""What a commit or a pull request may do to the submissions: add some; never edit, delete or leak."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from . import revisions
from .database.admission import Verdict
from .districts import NATION
from .exceptions import UsageError
from .findings import Finding, Place, finding, in_order, masked
from .outcome import Outcome
from .pipeline import check
from .privacy import mask_name
from .project import Project
from .revisions import LINK, SUBMODULE, Change, Parts
from .submissions import Submission, beside_submissions, called, find_submissions, read_submission
from .submissions.manifest import Manifest
from .submissions.tree import FILE, kind_of, places, shown_name
from .tables import Table
from .validation import validate

PERSONAL = ("personal-", "unscannable-file")  # what findings of it begin with
DEPTH = 2  # a submission is datasets/<district>/<submission>


def check_since(project: Project, revision: str) -> Outcome:
    """Return the verdicts on the submissions that differ from a revision, judged against all the others.

    What differs is what the objects of git hold; what is not committed yet counts as if it were.
    """
    datasets = project.datasets
    if datasets.is_symlink():
        raise UsageError(f"{datasets} 是一个链接，没有打开；请换回文件夹本身 (a link; put the folder itself back)")
    repository = revisions.top(datasets)
    base = revisions.branched_from(repository, revision)
    before = revisions.tree(repository, base, datasets)
    changes = revisions.changed(repository, base, before, datasets)
    landed = {parts[:DEPTH] for parts in before if len(parts) > DEPTH}
    told: dict[Parts, list[Finding]] = {}
    for change in changes:
        if _in_submission(change, datasets):
            told.setdefault(change.parts[:DEPTH], []).extend(_of_change(change, change.parts[:DEPTH] in landed))
    standing = {entry.path.relative_to(datasets).parts: entry.path for entry in places(datasets)[0]}
    outcome = check(project, [read_submission(standing[parts]) for parts in told if parts in standing], backdated=True)
    held = {*before, *(change.parts for change in changes)}
    for parts, how in revisions.converted(repository, datasets, held).items():
        place = Place(file=shown_name("/".join(parts[DEPTH:])))
        told.setdefault(parts[:DEPTH], []).append(finding("content-converted", place, how))
    for parts in sorted(told):
        if told[parts]:
            _add(outcome, datasets.joinpath(*parts), told[parts])
    _add_beside(outcome, beside_submissions(datasets), changes)
    return outcome


def _in_submission(change: Change, datasets: Path) -> bool:
    """Return whether a change is one of a submission, not of a file that lies beside them."""
    if len(change.parts) != DEPTH:
        return len(change.parts) > DEPTH
    return change.odd or kind_of(datasets.joinpath(*change.parts)) not in (FILE, None)


def _of_change(change: Change, landed: bool) -> Iterator[Finding]:
    """Yield what is said of one changed path of a submission: that it has landed, or cannot be handed in."""
    file = shown_name("/".join(change.parts[DEPTH:])) or None
    if landed:
        code = "published-deleted" if change.state == "D" else "published-edited"
        folder = "/".join(map(shown_name, change.parts[:DEPTH]))
        yield finding(code, Place(file=file), folder=folder)
    if change.now in (LINK, SUBMODULE):
        code = "link-refused" if change.now == LINK else "special-file"
        yield finding(code, Place(file=file), shown_name(change.parts[-1]))


def _add(outcome: Outcome, folder: Path, found: list[Finding]) -> None:
    """Add findings to the verdict on a submission, making one for a submission that is gone."""
    district, name = called(folder)
    found = [masked(one, mask_name) for one in found]
    for verdict in outcome.verdicts:
        if (verdict.submission.district, verdict.submission.name) == (district, name):
            told = {(one.code, one.file) for one in verdict.findings}
            verdict.findings = in_order([*verdict.findings, *(f for f in found if (f.code, f.file) not in told)])
            return
    outcome.verdicts.append(Verdict(Submission(district, name, folder, Manifest()), found))
    outcome.verdicts.sort(key=lambda verdict: (verdict.submission.district, verdict.submission.name))


def _add_beside(outcome: Outcome, beside: dict[str, list[Finding]], changes: list[Change]) -> None:
    """Add what is said of the changed files that lie beside submissions, to their district."""
    paths = ([mask_name(shown_name(part)) for part in change.parts] for change in changes)
    touched = {(parts[0], part) for parts in paths for part in parts[:DEPTH]}
    for district, found in beside.items():
        if told := [one for one in found if (district, one.file) in touched]:
            outcome.districts[district] = [*outcome.districts.get(district, []), *told]


def check_staged(project: Project, folder: Path) -> Outcome:
    """Return the personal data in the submissions that the next commit would carry, and nothing else."""
    repository = revisions.top(folder)
    names = [name for name in revisions.staged(repository) if "datasets" in Path(name).parts[:-1]]
    tables = {district.name: district.tables() for district in project.districts}
    shared = {table.name: table for table in NATION.tables}
    verdicts = []
    beside: dict[str, list[Finding]] = {}
    with TemporaryDirectory(prefix="staged-") as copy:
        revisions.export_staged(repository, names, Path(copy).resolve())
        for datasets in sorted({_datasets(Path(copy).resolve() / name) for name in names}):
            for submission in find_submissions(datasets):
                found = _personal(submission, tables.get(submission.district, shared))
                verdicts.append(
                    Verdict(replace(submission, path=datasets.name / submission.path.relative_to(datasets)), found)
                )
            for district, told in beside_submissions(datasets).items():
                beside[district] = [*beside.get(district, []), *_only_personal(told)]
    return Outcome(verdicts, {district: found for district, found in beside.items() if found})


def _datasets(path: Path) -> Path:
    """Return the folder `datasets` that a file lies in."""
    return next(parent for parent in path.parents if parent.name == "datasets")


def _personal(submission: Submission, tables: dict[str, Table]) -> list[Finding]:
    """Return the findings of personal data in a submission, whatever else is wrong with it."""
    files, found = submission.files(tables)
    found = [*submission.findings, *found]
    for name, file in files.items():
        found += validate(file, tables[name], [], None, lambda _row: None).findings
    return _only_personal(found)


def _only_personal(found: list[Finding]) -> list[Finding]:
    """Return the findings that are about personal data, masked."""
    return in_order([masked(one, mask_name) for one in found if one.code.startswith(PERSONAL)])
