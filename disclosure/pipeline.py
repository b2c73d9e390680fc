"""The build, top to bottom: find, read, check, admit, judge, publish. Nothing flows back."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from . import unchanged
from .collecting import seldom
from .database.admission import Register, Verdict
from .database.before import Before
from .database.dictionary import describe
from .database.layout import index_tables, open_database, write_out
from .database.records import record_districts, record_findings, record_verdicts
from .database.runs import Runs
from .database.search import create_search
from .districts import District, views_of
from .exceptions import BuildError
from .findings import Finding, Place, finding, in_order
from .judgement import tried
from .judgement.carriers import keep_measures
from .judgement.checklist import keep_checklist
from .judgement.fitting import fit
from .judgement.kept import views_kept
from .judgement.obligations import keep_ledger
from .judgement.prepared import compare_peers, compare_projects, measure_targets, prepare
from .judgement.results import judge_all
from .log import record
from .outcome import Outcome
from .privacy import mask, mask_name
from .progress import Progress, silent
from .project import Project, districts_in_folder
from .publication import Publication, input_digests, judging_digest, program_digest, publish, stamps
from .submissions import Submission, beside_submissions, find_submissions
from .submissions.tree import districts_in
from .tables import Table, Term
from .taking.cluster import executor_at
from .taking.intake import Intake
from .taking.kept import Shelf
from .workers import interrupted_at_once


def all_tables(districts: list[District]) -> dict[str, Table]:
    """Return every table of every district by name, referred ones first."""
    return {name: table for district in districts for name, table in district.tables().items()}


def all_codelists(districts: list[District]) -> dict[str, list[Term]]:
    """Return every vocabulary by name; what two districts call alike has the terms of both."""
    found: dict[str, dict[str, Term]] = {}
    for district in districts:
        for name, terms in district.codelists().items():
            known = found.setdefault(name, {})
            known |= {term.term: term for term in terms if term.term not in known}
    return {name: list(terms.values()) for name, terms in found.items()}


def faults_of(project: Project) -> dict[str, list[Finding]]:
    """Return district → the findings on its plugin, as far as it has been tried."""
    faults = {name: [fault] for name, fault in project.left_out.items()}
    faults |= {district.name: district.folder.faults for district in project.districts if district.folder.faults}
    return {name: in_order([fault.finding(mask) for fault in found]) for name, found in sorted(faults.items())}


def submissions_of(project: Project) -> tuple[list[Submission], dict[str, list[Finding]]]:
    """Return the submissions of known districts in order of admission, and findings on whole districts."""
    datasets, known = project.datasets, {district.name for district in project.districts}
    findings = beside_submissions(datasets)
    for folder in districts_in(datasets):
        if folder.name not in {*known, *project.left_out}:
            name = mask_name(folder.name)
            findings[name] = [finding("district-without-plugin", Place(), name), *findings.get(name, [])]
    submissions = [submission for submission in find_submissions(datasets) if submission.district in known]
    return submissions, dict(sorted(findings.items()))


def register_in(db: Database, districts: list[District], today: str, intake: Intake | None = None) -> Register:
    """Return an empty register in a database, having created the tables and views that admission reads."""
    fit(districts)
    register = Register(db, districts, today, intake)
    prepare(db, all_tables(districts).values(), districts, today)
    return register


def admitted(db: Database, project: Project, submissions: list[Submission], progress: Progress, jobs: int,
             kept: bool = False, asked: bool = True) -> tuple[Register, list[Verdict]]:  # fmt: skip
    """Return the register in an empty database and the verdicts on submissions, admitted to it one after the other.

    It goes on from the longest run of them that was admitted before; `kept`: so will the next. Not `asked`: only the
    verdicts are wanted, so that those kept of the same submissions will do, and the register may be empty.
    """
    districts = project.districts
    tried.keep(districts, project.cache / tried.FILE)
    shelf = Shelf(project.cache / "taken")
    intake = Intake(districts, shelf, project.by_rows)
    fit(districts)
    register = Register(db, districts, project.today, intake)
    runs = Runs(project.cache, register, submissions)
    if not asked and (told := runs.told()) is not None:
        intake.spare(submissions)
        shelf.sweep()
        return register, told
    admitted_before = runs.longest()
    intake.spare(submissions[:admitted_before])
    new = submissions[admitted_before:]
    with (
        seldom(),
        executor_at(project.executor) as executor,
        intake.ahead(new, project.plugins, districts_in_folder, jobs, executor),
    ):
        prepare(db, all_tables(districts).values(), districts, project.today)
        verdicts = runs.resume(admitted_before)
        for submission in progress(new, "check"):
            verdicts.append(register.admit(submission))
            if kept:
                runs.keep(verdicts)
    if kept:
        runs.settle()
    elif not asked:
        runs.tell(verdicts)
    return register, verdicts


def check(project: Project, chosen: list[Submission] | None, progress: Progress = silent,
          backdated: bool = False, jobs: int = 1) -> Outcome:  # fmt: skip
    """Return the verdicts on the chosen submissions (None: all), judged against all that `datasets` holds.

    `backdated` refuses those made earlier than submissions that replace their rows: new ones, that came too late.
    """
    districts = project.districts
    submissions, findings = submissions_of(project)
    if chosen is not None:
        named = {(submission.district, submission.name): submission for submission in chosen}
        known = {district.name for district in districts}
        findings = {
            name: findings.get(name) or [finding("district-without-plugin", Place(), name)]
            for name in sorted({submission.district for submission in chosen} - known - set(project.left_out))
        }
        kept = [submission for submission in submissions if (submission.district, submission.name) not in named]
        submissions = sorted([*kept, *(s for s in chosen if s.district in known)], key=lambda s: s.order)
    register, admissions = admitted(open_database(None), project, submissions, progress, jobs, asked=backdated)
    verdicts = []
    for verdict in admissions:
        if chosen is None or verdict.submission in chosen:
            only = verdict.submission.only
            found = [f for f in verdict.findings if f.file == mask_name(only)] if only else verdict.findings
            if backdated and verdict.accepted:
                found = in_order([*found, *register.replaced_by(verdict.submission)])
            verdicts.append(replace(verdict, findings=found))
    verdicts.sort(key=lambda verdict: (verdict.submission.district, verdict.submission.name))
    of = None if chosen is None else {submission.district for submission in chosen}
    outcome = Outcome(verdicts, findings)
    outcome.add({name: found for name, found in faults_of(project).items() if of is None or name in of})
    _keep_log(project, outcome)
    return outcome


def build(project: Project, with_site: bool = True, progress: Progress = silent, jobs: int = 1,
          allow_empty: bool = False) -> Outcome:  # fmt: skip
    """Publish everything under `output` and return the verdicts. Raises BuildError if nothing was published.

    `jobs` processes write the pages of the site; the bytes are the same however many. Without `allow_empty` a register
    of no submission at all is not published: the folder is the wrong one, or has been lost.
    """
    if not project.districts:
        why = "; ".join(fault.line(mask) for fault in project.left_out.values())
        raise BuildError(
            f"{project.plugins} 里没有能用的区插件，请先运行 disclosure new-district NAME"
            f" (no district there that can be loaded{': ' if why else ''}{why})"
        )
    if not allow_empty and not (project.datasets.is_dir() and find_submissions(project.datasets)):
        raise BuildError(
            f"{project.datasets} 里没有任何提交，没有发布；请核对文件夹，确要发布空的平台请加 --allow-empty"
            " (no submission at all, so nothing is published; check the folder, or give --allow-empty)"
        )
    inputs = input_digests(project)
    program, judging = program_digest(inputs, project, with_site), judging_digest(inputs)
    if known := unchanged.published(project, inputs, program, lambda: submissions_of(project)[0]):
        return known
    with interrupted_at_once():
        from . import exports, site  # only who publishes waits until Pelican is loaded

    with publish(project, inputs) as publication:
        path, working = (publication.folder / name for name in ("disclosure.db", "register.db"))
        db = open_database(working)
        former = unchanged.former(project, judging)
        before = Before(db, former.whole("disclosure.db") if former else None)
        outcome = fill(db, project, progress, jobs, before)
        downloads = publication.folder / "site" / "downloads"
        offered = exports.write_offered(working, project.districts, downloads)
        if with_site:
            settings = site.rehearse(*_site(project, publication, working), project.districts)
            settings |= {"DISCLOSURE_OFFERED": offered, "DISCLOSURE_DATABASE": str(path)}
        outcome.add(faults_of(project))
        record_findings(db, outcome.districts)
        _keep_log(project, outcome)
        create_search(db, all_tables(project.districts).values(), before)
        standing = before.standing()
        write_out(db, path)
        working.unlink()
        publication.write_json("report.json", outcome.as_json())
        left_out = exports.write_downloads(
            path,
            downloads,
            project.today,
            project.site_url,
            whole=with_site and project.every_form,
            jobs=jobs,
            beside=offered,
            progress=progress,
            notes=project.cache / "downloads.json",
            former=(former, standing),
        )
        left_out += exports.write_changes(publication.before, path, downloads, publication.build)
        for missing in left_out:
            record(project.log, BuildError(missing.why), f"downloads/{missing.name}")
        if with_site:
            kept, latest = project.cache / "pages", publication.latest
            of_latest = former and before.there and latest and former.path == latest.resolve()
            shelf = site.Shelf(
                kept, program, publication.build, latest, stamps(project), standing if of_latest else None
            )
            configuration, folder, _ = _site(project, publication, path)
            site.generate(configuration, folder, settings | {"DISCLOSURE_PROGRESS": progress}, jobs, shelf)
            publication.stamped.extend(shelf.stamped)
    if with_site:
        shelf.settle()
    failed = any(verdict.failure for verdict in outcome.verdicts)
    if not (failed or left_out or faults_of(project)):  # what went wrong may go well the next time
        unchanged.keep(project, program, judging, outcome)
    return outcome


def fill(db: Database, project: Project, progress: Progress = silent, jobs: int = 1,
         before: Before | None = None) -> Outcome:  # fmt: skip
    """Fill an empty database with all that is admitted and all that is judged, and return the verdicts.

    What a finished database of the same program `before` says of the same rows is taken over.
    """
    districts = project.districts
    submissions, findings = submissions_of(project)
    submissions = [s for s in submissions if project.samples or not s.manifest.sample]
    outcome = Outcome(admitted(db, project, submissions, progress, jobs, kept=True)[1], findings)
    index_tables(db, all_tables(districts).values())
    describe(db, all_tables(districts).values(), all_codelists(districts), views_of(districts))
    record_districts(db, districts)
    record_verdicts(db, project.commits, outcome.verdicts)
    compare_projects(db)
    compare_peers(db, before)
    measure_targets(db)
    with views_kept(db, before):
        keep_ledger(db, districts, project.today, progress, before)
        judge_all(db, districts, progress, before)
        keep_checklist(db, districts, progress, before)
    keep_measures(db, districts, before)
    outcome.add(faults_of(project))
    return outcome


def _site(project: Project, publication: Publication, database: Path) -> tuple[Path, Path, dict[str, Any]]:
    """Return the site's configuration, the folder it is written to, and its settings in a publication."""
    settings = {
        "DISCLOSURE_DATABASE": str(database),
        "DISCLOSURE_PLUGINS": str(project.plugins),
        "DISCLOSURE_TODAY": project.today,
        "DISCLOSURE_BUILD": publication.build,
        "SITEURL": project.site_url,
        **({} if project.every_language else {"DISCLOSURE_LANGUAGES": ("zh",)}),
    }
    return project.root / "pelicanconf.py", publication.folder / "site", settings


def _keep_log(project: Project, outcome: Outcome) -> None:
    """Write what went wrong inside the program, and inside districts' plugins, to the log."""
    failures: list[tuple[BaseException, str]] = [
        (verdict.failure, f"{verdict.submission.district}/{verdict.submission.name}")
        for verdict in outcome.verdicts
        if verdict.failure
    ]
    faults = [fault for district in project.districts for fault in district.folder.faults]
    failures += [(fault.error, fault.line(mask)) for fault in [*project.left_out.values(), *faults]]
    for error, about in failures:
        with suppress(OSError):  # a folder that cannot be written is told when something is published there
            record(project.log, error, about)
