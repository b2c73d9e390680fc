"""What a commit or a pull request may do to the submissions: add some; never edit, delete or leak."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from . import revisions
from .database.admission import Verdict
from .districts import NATION
from .findings import Finding, Place, finding, in_order, masked
from .pipeline import Outcome, Project, check
from .privacy import mask
from .submissions import Submission, find_submissions, read_submission
from .submissions.manifest import Manifest
from .tables import Table
from .validation import validate

PERSONAL = "personal-"


def check_since(project: Project, revision: str) -> Outcome:
    """Return the verdicts on the submissions that differ from a revision, judged against all the others."""
    datasets = project.datasets.resolve()
    repository = revisions.top(datasets)
    base = revisions.branched_from(repository, revision)
    touched: dict[Path, list[tuple[str, Path]]] = {}
    for state, path in revisions.changed(repository, base, datasets):
        parts = path.relative_to(datasets).parts
        if len(parts) > 2:  # a file of a submission, not one that lies beside them
            touched.setdefault(datasets / parts[0] / parts[1], []).append((state, path))
    landed = {folder for folder in touched if revisions.existed(repository, base, folder)}
    present = [read_submission(folder) for folder in sorted(touched) if folder.is_dir()]
    outcome = check(project, present, backdated=True)
    for folder in sorted(landed):
        found = [_edited(state, path, folder) for state, path in sorted(touched[folder], key=lambda change: change[1])]
        _add(outcome, folder, found)
    return outcome


def _edited(state: str, path: Path, folder: Path) -> Finding:
    """Return the finding for a change to a submission that has landed."""
    code = "published-deleted" if state == "D" else "published-edited"
    return finding(code, Place(file=str(path.relative_to(folder))), folder=f"{folder.parent.name}/{folder.name}")


def _add(outcome: Outcome, folder: Path, found: list[Finding]) -> None:
    """Add findings to the verdict on a submission, making one for a submission that is gone."""
    for verdict in outcome.verdicts:
        if (verdict.submission.district, verdict.submission.name) == (folder.parent.name, folder.name):
            verdict.findings = in_order([*verdict.findings, *found])
            return
    gone = Submission(folder.parent.name, folder.name, folder, Manifest())
    outcome.verdicts.append(Verdict(gone, found))
    outcome.verdicts.sort(key=lambda verdict: (verdict.submission.district, verdict.submission.name))


def check_staged(project: Project, folder: Path) -> Outcome:
    """Return the personal data in the submissions that the next commit would carry, and nothing else."""
    repository = revisions.top(folder)
    names = [name for name in revisions.staged(repository) if "datasets" in Path(name).parts[:-1]]
    tables = {district.name: district.tables() for district in project.districts}
    shared = {table.name: table for table in NATION.tables}
    verdicts = []
    with TemporaryDirectory(prefix="staged-") as copy:
        revisions.export_staged(repository, names, Path(copy).resolve())
        for datasets in sorted({_datasets(Path(copy).resolve() / name) for name in names}):
            for submission in find_submissions(datasets):
                found = _personal(submission, tables.get(submission.district, shared))
                verdicts.append(
                    Verdict(replace(submission, path=datasets.name / submission.path.relative_to(datasets)), found)
                )
    return Outcome(verdicts)


def _datasets(path: Path) -> Path:
    """Return the folder `datasets` that a file lies in."""
    return next(parent for parent in path.parents if parent.name == "datasets")


def _personal(submission: Submission, tables: dict[str, Table]) -> list[Finding]:
    """Return the findings of personal data in a submission, whatever else is wrong with it."""
    files, found = submission.files(tables)
    found = [*submission.findings, *found]
    for name, file in files.items():
        found += validate(file, tables[name], [], None, lambda _row: None).findings
    return in_order([masked(one, mask) for one in found if one.code.startswith(PERSONAL)])
