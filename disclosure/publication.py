"""Publishes a build whole or not at all: a folder under releases/, then one symlink."""

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from .building import build_folder, remove
from .digests import Noted, Stamped, digest_of, keep
from .exceptions import BuildError
from .failures import in_words
from .packages import package_folders
from .privacy import mask_paths
from .revisions import commit
from .submissions.tree import shown_name

KEPT = 3
PUBLISHED = ("disclosure.db", "site", "report.json", "manifest.json")
DOWNLOADS = "site/downloads"
DELTA = f"{DOWNLOADS}/changes.json"  # tells what was published before, too, on which nothing else depends
CONFIGURATION = "pelicanconf.py"
INPUTS = ("content", "disclosure", "requirements.lock", CONFIGURATION, "metadata.yml")


@dataclass(frozen=True)
class Release:
    """A finished release, and the digest of each of its files but the manifest. Releases share files that are alike."""

    path: Path
    outputs: dict[str, str]

    def whole(self, name: str) -> Path | None:
        """Return a file of it if that is as it was written."""
        with suppress(OSError):
            if digest_of(self.path / name) == self.outputs.get(name):
                return self.path / name
        return None

    def lend(self, name: str, new: Path) -> str | None:
        """Let a file of it that is whole lie in a second place, and return its digest; None if it does not."""
        if not (path := self.whole(name)):
            return None
        share(path, new)
        return self.outputs[name]


def share(path: Path | str, new: Path | str) -> None:
    """Let a file lie in a second place, too; copied where the disk knows no second name of a file."""
    try:
        os.link(path, new)
    except OSError:
        os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120  # of many thousands of files
        try:
            os.link(path, new)
        except OSError:
            shutil.copyfile(path, new)


@dataclass(frozen=True)
class Publication:
    """A build under way: where it is written, and its id, which depends on the inputs alone."""

    folder: Path
    build: str
    before: Path | None = None  # the latest release of another build
    latest: Path | None = None  # the latest release, be it of this build
    stamped: list[Path] = field(default_factory=list)  # where digests of files were kept as these were written

    def write_json(self, name: str, content: Any) -> None:
        """Write one JSON file of the publication."""
        with (self.folder / name).open("w", encoding="utf-8") as file:  # a manifest may name millions of files
            json.dump(content, file, ensure_ascii=False, indent=1, sort_keys=name == "manifest.json")
            file.write("\n")


def input_digests(project: Any) -> dict[str, str]:
    """Return SHA-256 of every input file of a build, and its settings: what makes one build differ from another."""
    named = {name: project.root / name for name in INPUTS}
    named |= {"plugins": project.plugins}
    named |= {f"package:{folder.name}": folder for folder in package_folders()}
    digests = {f"{name}{suffix}": digest for name, path in named.items() for suffix, digest in _digests(path, set())}
    digests |= {f"datasets{_told_apart(suffix)}": digest for suffix, digest in _digests(project.datasets)}
    digests |= {f"datasets committed:{folder}": revision for folder, revision in _committed(project)}
    return digests | {"today": project.today, "samples": str(int(project.samples)), "site_url": project.site_url}


def build_of(project: Any, inputs: dict[str, str]) -> str:
    """Return the name of a build, which its inputs alone decide."""
    return f"{project.today}-{hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:12]}"


def program_digest(inputs: dict[str, str], project: Any, with_site: bool) -> str:
    """Return a digest of all that a build depends on but the submissions: of the same, the same data make the same."""
    told: dict[str, Any] = {name: digest for name, digest in inputs.items() if not name.startswith("datasets")}
    told |= {"python": sys.version, "sqlite": sqlite3.sqlite_version, "site": with_site}
    told |= {"forms": project.every_form, "languages": project.every_language}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def judging_digest(inputs: dict[str, str]) -> str:
    """Return a digest of all that decides what is said of rows but the rows themselves and the day, which is a row."""
    rows = ("datasets", "content", "today", "samples", "site_url")
    told = {name: digest for name, digest in inputs.items() if not name.startswith(rows)}
    return hashlib.sha256(json.dumps([told, sys.version, sqlite3.sqlite_version], sort_keys=True).encode()).hexdigest()


def _digests(path: Path, followed: set[Path] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (path below, SHA-256) of a file or of the files of a folder; of a link, of where it points.

    Links are followed if a set is given, in which each folder that a link led to is noted: into none of them twice.
    """
    for suffix, file in _files(path):
        if suffix and file.is_symlink():
            yield suffix, hashlib.sha256(os.fsencode(file.readlink())).hexdigest()
            if followed is not None and file.exists() and (real := file.resolve()) not in followed:
                followed.add(real)
                yield from ((suffix + below, digest) for below, digest in _digests(real, followed))
        elif file.is_file():
            yield suffix, digest_of(file)


def _committed(project: Any) -> Iterator[tuple[str, str]]:
    """Yield (folder, last commit of it) of the submissions, of which the database tells; none outside a repository."""
    datasets = project.datasets.resolve()
    for folder, revision in sorted(project.commits.items()):
        if folder.is_relative_to(datasets) and folder.is_dir():
            yield shown_name(folder.relative_to(datasets).as_posix()), revision


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    """Yield (path below, where it lies) of a file or of all that is in a folder."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if "__pycache__" not in file.parts:
            yield shown_name("/" + file.relative_to(path).as_posix()) if path.is_dir() else "", file


def _published(folder: Path, known: list[Path]) -> Iterator[Noted]:
    """Yield the files of a publication; those whose digests are known are not read once more."""
    with closing(Stamped(*known)) as stamped:
        for name, path in _below(str(folder), ""):
            if name.partition("/")[0] in PUBLISHED[:-1]:
                yield stamped.noted(shown_name(name), path)


def _below(folder: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield (path below, where it lies) of all files in a folder, given the path of the folder itself."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda one: one.name)
    for one in found:
        if one.is_dir(follow_symlinks=False):
            yield from _below(one.path, f"{place}{one.name}/")
        elif one.is_file():
            yield f"{place}{one.name}", one.path


def stamps(project: Any) -> Path:
    """Return where the digests and stamps of the files of the latest release are kept."""
    return Path(project.cache / "files.db")


def _told_apart(suffix: str) -> str:
    """Return a path with personal data masked, and a digest of the whole if there was any."""
    shown = mask_paths(suffix)
    return suffix if shown == suffix else f"{shown}-{hashlib.sha256(suffix.encode()).hexdigest()[:12]}"


@contextmanager
def publish(project: Any, inputs: dict[str, str]) -> Iterator[Publication]:
    """Yield a publication to be written; when that ends without an error it replaces the one before.

    Its manifest names the commit of the register's own repository, whatever folder the command runs in.
    Raises BuildError for what the machine refuses, such as a full disk.
    """
    output: Path = project.output
    try:
        _refuse_what_is_not_ours(output)
        with build_folder(output) as folder:
            build = build_of(project, inputs)
            found = releases(output)
            others = [path for path in found if path.name.partition(".")[0] != build]
            before, latest = (some[-1] if some else None for some in (others, found))
            publication = Publication(folder, build, before, latest)
            (folder / "site" / "downloads").mkdir(parents=True)
            yield publication
            known = stamps(project)
            kept = known.with_name(f"{known.name}.new")
            outputs = keep(kept, _published(folder, [known, *publication.stamped]))
            outputs.pop(DELTA, None)
            publication.write_json(
                "manifest.json",
                {
                    "build": publication.build,
                    "commit": commit(project.root, CONFIGURATION),
                    "today": project.today,
                    "inputs": inputs,
                    "outputs": outputs,
                },
            )
            _replace(output, folder, publication.build)
            kept.replace(known)
    except (OSError, sqlite3.Error) as error:
        if told := in_words(error, _place(error, output)):
            raise BuildError(told) from error
        raise


def _refuse_what_is_not_ours(output: Path) -> None:
    """Raise BuildError where a file or folder lies in the way of the links of a publication."""
    for link in (output / name for name in ("current", *PUBLISHED)):
        if link.exists() and not link.is_symlink():
            words = "不是发布用的链接，请移走后再运行 (not a link made by a build; move it away and run again)"
            raise BuildError(f"{link}：{words}")


def _place(error: Exception, output: Path) -> object:
    """Return the path on which an error came, the output folder for one inside of the build."""
    named = getattr(error, "filename", None)
    inside = isinstance(named, str) and Path(named).is_relative_to(output / "releases")
    return output if named is None or inside else named


def _replace(output: Path, folder: Path, build: str) -> None:
    """Name the finished folder, point `current` at it in one step, and keep the last three.

    Each step is on the disk before the next: after a power cut `current` names a whole release, the new or the old one.
    """
    folder_of_all = output / "releases"
    release, again = folder_of_all / build, 1
    while release.exists():
        again += 1
        release = folder_of_all / f"{build}.{again}"
    os.sync()  # thousands of small pages in one go: fsync of each takes ten times as long
    for path in [folder / name for name in PUBLISHED if name != "site"] + [folder]:
        _settle(path)  # unlike sync, it says when the disk failed
    folder.rename(release)
    _settle(folder_of_all)
    _link(output / "current", Path("releases") / release.name)
    for name in PUBLISHED:
        _link(output / name, Path("current") / name)
    _settle(output)
    for path in [path for path in releases(output) if path != release][: -(KEPT - 1)]:
        if not _is_held(path):
            remove(path)


def releases(output: Path) -> list[Path]:
    """Return the finished releases that are kept, the oldest first."""
    found = [path for path in (output / "releases").glob("*") if path.is_dir() and not path.name.startswith(".")]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)


def _settle(path: Path) -> None:
    """Return when a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _link(link: Path, target: Path) -> None:
    """Point a symlink at a target, replacing it in one step."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def hold(release: Path) -> IO[bytes]:
    """Return an open file of a release; until it is closed no build removes the release."""
    import fcntl  # there is none on Windows, where `check` still has to work

    held = (release / "manifest.json").open("rb")
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _is_held(release: Path) -> bool:
    """Return whether a server holds a release."""
    import fcntl

    try:
        with (release / "manifest.json").open("rb") as manifest:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
