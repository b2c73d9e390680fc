"""Asks git what is committed, staged and changed. Every path is given from the top of the repository."""

import subprocess
from pathlib import Path

from .exceptions import UsageError


def _git(folder: Path, *arguments: str, feed: str | None = None) -> str | None:
    """Return what git says, None if it refuses."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, input=feed, check=False)
    return done.stdout if done.returncode == 0 else None


def top(folder: Path) -> Path:
    """Return the top of the repository. Raises UsageError outside of one."""
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found is None:
        raise UsageError(f"{folder} 不在 git 仓库里，请在仓库里运行 (not in a git repository; run it inside one)")
    return Path(found.strip())


def commit(root: Path, file: str) -> str | None:
    """Return the commit that is checked out in the repository which holds a file of a folder, None if none does."""
    if _git(root, "ls-files", "--error-unmatch", "--", file) is None:
        return None
    head = _git(root, "rev-parse", "HEAD")
    return head.strip() if head else None


def last_commits(root: Path) -> dict[Path, str]:
    """Return folder → the last commit that touched a file in it, for those in datasets; empty outside a repository."""
    told = _git(root, "log", "--format=%x00%H", "--name-only", "--relative", "--", "datasets") or ""
    revisions: dict[Path, str] = {}
    for block in told.split("\0")[1:]:
        revision, *files = block.strip().split("\n")
        for file in filter(None, files):
            revisions.setdefault((root / file).parent.resolve(), revision)
    return revisions


def staged(repository: Path) -> list[str]:
    """Return the files that the next commit adds or changes."""
    told = _git(repository, "diff", "--cached", "--name-only", "--diff-filter=ACMRT", "-z") or ""
    return [name for name in told.split("\0") if name]


def export_staged(repository: Path, names: list[str], folder: Path) -> None:
    """Write the files as they are staged, not as they lie in the work tree, into a folder."""
    _git(repository, "checkout-index", f"--prefix={folder}/", "-z", "--stdin", feed="\0".join(names))


def branched_from(repository: Path, revision: str) -> str:
    """Return the commit at which the work tree's branch left a revision. Raises UsageError for an unknown one."""
    base = _git(repository, "merge-base", revision, "HEAD") or _git(repository, "rev-parse", "--verify", "-q", revision)
    if base is None:
        raise UsageError(f"--since：没有 {revision} 这个版本，请先 git fetch (no such revision; fetch it first)")
    return base.strip()


def changed(repository: Path, base: str, folder: Path) -> list[tuple[str, Path]]:
    """Return (A, M or D, file) for what the work tree changes in a folder since a commit, untracked files too."""
    told = _git(repository, "diff", "--name-status", "--no-renames", "-z", base, "--", str(folder)) or ""
    parts = told.split("\0")
    found = [(state[0], repository / name) for state, name in zip(parts[::2], parts[1::2], strict=False)]
    new = _git(repository, "ls-files", "--others", "--exclude-standard", "-z", "--", str(folder)) or ""
    return [*found, *(("A", repository / name) for name in new.split("\0") if name)]


def existed(repository: Path, base: str, folder: Path) -> bool:
    """Return whether a folder held anything at a commit."""
    return bool(_git(repository, "ls-tree", base, "--", f"{folder.relative_to(repository)}/"))
