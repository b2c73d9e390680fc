"""The open data: each table and the views worth having in many forms, the whole database, and what describes them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from .. import workers
from ..failures import of_the_machine
from ..progress import Progress, silent
from ..publication import Release
from ..statements import quoted
from .again import Again, again, note
from .catalog import write_catalog
from .changes import changes, write_changes
from .csvs import write_csv
from .giving import write_giving
from .index import File, Forms, LeftOut, summed, write_index
from .offered import HOOK, Entry, offered, write_offered
from .package import write_package
from .parquet import write_parquet
from .relations import Relation, published, relation
from .workbook import is_too_long, write_workbook

__all__ = ["HOOK", "changes", "offered", "write_changes", "write_downloads", "write_offered"]
DATABASE = "disclosure.db"


def write_downloads(database: Path, directory: Path, today: str, site_url: str = "", whole: bool = True, jobs: int = 1,
                    beside: Sequence[Entry] = (), progress: Progress = silent, notes: Path | None = None,
                    former: tuple[Release | None, Iterable[str]] = (None, ())) -> list[LeftOut]:  # fmt: skip
    """Write the downloads of a finished database into a folder and return what could not be written.

    Not `whole`: only CSV, the data package and the database. `site_url` makes the addresses absolute that others need.
    `beside` are the files that districts offer, which lie in the folder already. `former` is a release and the tables
    whose rows are the same there; in the file `notes` is told what was written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    (directory / DATABASE).hardlink_to(database.resolve())
    connection = read_only(database)
    try:
        names = published(connection)
        write = partial(_write_share, database, directory, today, whole, again(notes, *former, today))
        shares = [(names[number::jobs], progress if number == 0 else silent) for number in range(jobs)]
        written = workers.shared_out(jobs, write, shares, ("下载文件", "the downloads"))
        in_order = [written[number % jobs][number // jobs] for number in range(len(names))]
        held = [one.relation for one in in_order if one.relation]
        files = [file for one in in_order for file in one.files]
        left_out = [one for some in in_order for one in some.left_out]
        files.append(File(DATABASE, form="sqlite"))
        write_package(connection, [one for one in held if _has(files, one, "csv")], directory / "datapackage.json")
        files.append(File("datapackage.json", form="datapackage"))
        if whole:
            files += [File(name, form="360giving") for name in write_giving(connection, directory, site_url)]
            files = summed(directory, files)
            write_catalog(held, files, directory / "catalog.jsonld", today, site_url, _of_districts(directory, beside))
            files.append(File("catalog.jsonld", form="catalog"))
    finally:
        connection.close()
    files = summed(directory, files)
    write_index(directory, held, files, left_out, _of_districts(directory, beside))
    if notes:
        digest = next(file.sha256 for file in files if file.name == DATABASE)
        note(notes, digest, today, held, files)
    return left_out


def _of_districts(directory: Path, offered: Sequence[Entry]) -> list[tuple[Entry, File]]:
    """Return each entry of a file that a district offers, and the file with its path below the folder."""
    files = [File(f"{entry['district']}/{entry['name']}", entry["name"].rpartition(".")[2]) for entry in offered]
    return list(zip(offered, summed(directory, files), strict=True))


def read_only(database: Path) -> sqlite3.Connection:
    """Return a connection to a finished database whose rows have names."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def forms(told: Relation, today: str, whole: bool) -> Forms:
    """Return form → what writes a table in it; a history is no workbook, nor is what has too many rows for people."""
    book: Forms = {} if told.is_history or is_too_long(told) else {"xlsx": partial(write_workbook, today=today)}
    return {"csv": write_csv} | (book | {"parquet": write_parquet} if whole else {})


@dataclass
class Written:
    """What became of a table: what it is if it can be read, its files, and the forms that could not be written."""

    relation: Relation | None = None
    files: list[File] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def _write_share(database: Path, directory: Path, today: str, whole: bool, before: Again | None,
                 share: tuple[list[str], Progress]) -> list[Written]:  # fmt: skip
    """Write one process's share of the tables; opening the database costs more than reading most of them."""
    connection = read_only(database)
    try:
        names, progress = share
        return [_write_one(connection, directory, today, whole, before, name) for name in progress(names, "downloads")]
    finally:
        connection.close()


def _write_one(connection: sqlite3.Connection, directory: Path, today: str, whole: bool, before: Again | None,
               name: str) -> Written:  # fmt: skip
    """Write one table in each form; a form that fails is left out, and none of the others for it."""
    done = Written()
    known = before.relation(name) if before else None
    linked = (
        {form: before.linked(name, form, directory) for form in forms(known, today, whole)} if before and known else {}
    )
    try:
        done.relation = known if known and all(linked.values()) else relation(connection, name)
    except sqlite3.Error as error:
        done.left_out.append(_left_out(name, error))
        return done
    for form, write in forms(done.relation, today, whole).items():
        if file := linked.get(form):
            done.files.append(file)
            continue
        path = directory / f"{name}.{form}"
        try:
            write(connection, done.relation, path)
        except Exception as error:
            path.unlink(missing_ok=True)
            done.left_out.append(_left_out(path.name, error))
        else:
            done.files.append(File(path.name, form, name))
    connection.execute(f"drop table if exists temp.{quoted(name)}")
    return done


def _left_out(name: str, error: Exception) -> LeftOut:
    """Return what could not be written and why; what the machine refuses is raised."""
    if of_the_machine(error):
        raise error
    return LeftOut(name, f"{type(error).__name__}: {error}".splitlines()[0])


def _has(files: list[File], relation: Relation, form: str) -> bool:
    """Return whether a table was written in a form."""
    return any(file.table == relation.name and file.form == form for file in files)
