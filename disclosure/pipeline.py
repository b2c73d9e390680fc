"""The build, top to bottom: find, read, check, admit, judge, publish. Nothing flows back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from . import exports, site
from .database.admission import Register, Verdict
from .database.layout import create_tables, describe, open_database
from .database.records import record_districts, record_verdicts
from .database.search import create_search
from .districts import District, load_districts
from .exceptions import BuildError
from .findings import Finding, Place, finding, in_order
from .judgement.checklist import keep_checklist
from .judgement.obligations import keep_ledger
from .judgement.prepared import compare_projects, prepare
from .judgement.results import judge_all
from .publication import Publication, input_digests, publish
from .submissions import Submission, find_submissions
from .tables import Table, Term

Progress = Callable[[Iterable[Submission]], Iterable[Submission]]


@dataclass(frozen=True)
class Project:
    """Where everything lies, and the day on which the register looks at it."""

    root: Path
    datasets: Path
    plugins: Path
    output: Path
    today: str
    samples: bool = False

    @cached_property
    def districts(self) -> list[District]:
        """Return the districts that have a plugin, loaded once. Raises PluginError for a broken one."""
        return load_districts(self.plugins)


@dataclass
class Outcome:
    """The verdicts of a run, and the findings that concern whole districts."""

    verdicts: list[Verdict] = field(default_factory=list)
    districts: dict[str, list[Finding]] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Return whether nothing was rejected."""
        return all(verdict.accepted for verdict in self.verdicts) and not any(
            found.severity == "error" for findings in self.districts.values() for found in findings
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report of `check --format json` (design.md §5)."""
        entries: list[dict[str, Any]] = [
            {
                "district": name,
                "submission": None,
                "valid": not any(found.severity == "error" for found in findings),
                "rows": {},
                "findings": [found.as_json() for found in findings],
            }
            for name, findings in self.districts.items()
        ]
        entries += [
            {
                "district": verdict.submission.district,
                "submission": verdict.submission.name,
                "valid": verdict.accepted,
                "rows": verdict.rows,
                "findings": [found.as_json() for found in verdict.findings],
            }
            for verdict in self.verdicts
        ]
        return {"valid": self.valid, "submissions": entries}


def all_tables(districts: list[District]) -> dict[str, Table]:
    """Return every table of every district by name, referred ones first."""
    return {name: table for district in districts for name, table in district.tables().items()}


def all_codelists(districts: list[District]) -> dict[str, list[Term]]:
    """Return every vocabulary by name."""
    return {name: terms for district in districts for name, terms in district.codelists().items()}


def submissions_of(datasets: Path, districts: list[District]) -> tuple[list[Submission], dict[str, list[Finding]]]:
    """Return the submissions of known districts in order of admission, and findings on whole districts."""
    known = {district.name for district in districts}
    findings: dict[str, list[Finding]] = {}
    for folder in sorted(path for path in datasets.glob("*") if path.is_dir() and not path.name.startswith(".")):
        if folder.name not in known:
            findings[folder.name] = [finding("district-without-plugin", Place(), folder.name)]
        stray = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
        findings.setdefault(folder.name, []).extend(finding("stray-file", Place(file=name)) for name in stray)
    submissions = [submission for submission in find_submissions(datasets) if submission.district in known]
    return submissions, {name: found for name, found in findings.items() if found}


def register_in(db: Database, districts: list[District], today: str) -> Register:
    """Return an empty register in a database, having created the tables and views that admission reads."""
    create_tables(db, all_tables(districts).values())
    prepare(db, districts, today)
    return Register(db, districts, today)


def check(project: Project, chosen: list[Submission] | None, progress: Progress = lambda items: items,
          backdated: bool = False) -> Outcome:  # fmt: skip
    """Return the verdicts on the chosen submissions (None: all), judged against all that `datasets` holds.

    `backdated` refuses those made earlier than submissions that replace their rows: new ones, that came too late.
    """
    districts = project.districts
    submissions, findings = submissions_of(project.datasets, districts)
    if chosen is not None:
        named = {(submission.district, submission.name): submission for submission in chosen}
        known = {district.name for district in districts}
        findings = {
            name: findings.get(name) or [finding("district-without-plugin", Place(), name)]
            for name in sorted({submission.district for submission in chosen} - known)
        }
        kept = [submission for submission in submissions if (submission.district, submission.name) not in named]
        submissions = sorted([*kept, *(s for s in chosen if s.district in known)], key=lambda s: s.order)
    register = register_in(open_database(None), districts, project.today)
    verdicts = []
    for verdict in [register.admit(submission) for submission in progress(submissions)]:
        if chosen is None or verdict.submission in chosen:
            only = verdict.submission.only
            found = [f for f in verdict.findings if f.file == only] if only else verdict.findings
            if backdated and verdict.accepted:
                found = in_order([*found, *register.replaced_by(verdict.submission)])
            verdicts.append(replace(verdict, findings=found))
    verdicts.sort(key=lambda verdict: (verdict.submission.district, verdict.submission.name))
    return Outcome(verdicts, findings)


def build(project: Project, with_site: bool = True, progress: Progress = lambda items: items, jobs: int = 1) -> Outcome:
    """Publish everything under `output` and return the verdicts. Raises BuildError if nothing was published.

    `jobs` processes write the pages of the site; the bytes are the same however many.
    """
    if not project.districts:
        raise BuildError(f"no district under {project.plugins}/: run `disclosure new-district NAME` first")
    with publish(project, input_digests(project)) as publication:
        path = publication.folder / "disclosure.db"
        db = open_database(path)
        outcome = fill(db, project, progress)
        db.execute("vacuum")
        for table in all_tables(project.districts).values():
            if table.searched:
                create_search(db, table.name, list(table.searched))
        db.close()
        publication.write_json("report.json", outcome.as_json())
        exports.write_downloads(path, publication.folder / "site" / "downloads")
        if with_site:
            _write_site(project, publication, jobs)
    return outcome


def fill(db: Database, project: Project, progress: Progress = lambda items: items) -> Outcome:
    """Fill an empty database with all that is admitted and all that is judged, and return the verdicts."""
    districts = project.districts
    submissions, findings = submissions_of(project.datasets, districts)
    submissions = [s for s in submissions if project.samples or not s.manifest.sample]
    register = register_in(db, districts, project.today)
    outcome = Outcome([register.admit(submission) for submission in progress(submissions)], findings)
    describe(db, all_tables(districts).values(), all_codelists(districts))
    record_districts(db, districts)
    record_verdicts(db, project.root, outcome.verdicts, outcome.districts)
    compare_projects(db)
    keep_ledger(db, districts, project.today)
    judge_all(db, districts)
    keep_checklist(db, districts)
    return outcome


def _write_site(project: Project, publication: Publication, jobs: int) -> None:
    """Generate the static site of a publication."""
    site.generate(
        project.root / "pelicanconf.py",
        publication.folder / "site",
        {
            "DISCLOSURE_DATABASE": str(publication.folder / "disclosure.db"),
            "DISCLOSURE_PLUGINS": str(project.plugins),
            "DISCLOSURE_TODAY": project.today,
            "DISCLOSURE_BUILD": publication.build,
        },
        jobs,
    )
