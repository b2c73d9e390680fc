"""Publishes a build whole or not at all: a folder under releases/, then one symlink."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .revisions import commit

KEPT = 3
PUBLISHED = ("disclosure.db", "site", "report.json", "manifest.json")
CONFIGURATION = "pelicanconf.py"
INPUTS = ("content", "disclosure", "requirements.lock", CONFIGURATION, "metadata.yml")


@dataclass(frozen=True)
class Publication:
    """A build under way: where it is written, and its id, which depends on the inputs alone."""

    folder: Path
    build: str

    def write_json(self, name: str, content: Any) -> None:
        """Write one JSON file of the publication."""
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=name == "manifest.json")
        (self.folder / name).write_text(text + "\n", encoding="utf-8")


def input_digests(project: Any) -> dict[str, str]:
    """Return SHA-256 of every input file of a build, and its settings: what makes one build differ from another."""
    named = {name: project.root / name for name in INPUTS}
    named |= {"datasets": project.datasets, "plugins": project.plugins}
    digests = {f"{name}{suffix}": digest for name, path in named.items() for suffix, digest in _digests(path)}
    return digests | {"today": project.today, "samples": str(int(project.samples))}


def _digests(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (path below, SHA-256) of a file or of the files of a folder."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and "__pycache__" not in file.parts:
            suffix = "/" + file.relative_to(path).as_posix() if path.is_dir() else ""
            with file.open("rb") as opened:
                yield suffix, hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def publish(project: Any, inputs: dict[str, str]) -> Iterator[Publication]:
    """Yield a publication to be written; when that ends without an error it replaces the one before.

    Its manifest names the commit of the register's own repository, whatever folder the command runs in.
    """
    output, today = project.output, project.today
    releases = output / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
    folder.chmod(0o755)
    publication = Publication(folder, f"{today}-{digest[:12]}")
    try:
        (folder / "site" / "downloads").mkdir(parents=True)
        yield publication
        outputs = {f"{name}{suffix}": d for name in PUBLISHED[:-1] for suffix, d in _digests(folder / name)}
        publication.write_json(
            "manifest.json",
            {
                "build": publication.build,
                "commit": commit(project.root, CONFIGURATION),
                "today": today,
                "inputs": inputs,
                "outputs": outputs,
            },
        )
        _replace(output, folder, publication.build)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(output: Path, folder: Path, build: str) -> None:
    """Name the finished folder, point `current` at it in one step, and keep the last three."""
    releases = output / "releases"
    release, again = releases / build, 1
    while release.exists():
        again += 1
        release = releases / f"{build}.{again}"
    folder.rename(release)
    _link(output / "current", Path("releases") / release.name)
    for name in PUBLISHED:
        _link(output / name, Path("current") / name)
    old = sorted((path for path in releases.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime_ns)
    for path in [path for path in old if path != release and not path.name.startswith(".")][: -(KEPT - 1)]:
        shutil.rmtree(path)


def _link(link: Path, target: Path) -> None:
    """Point a symlink at a target, replacing it in one step."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
