"""Asks git what is committed, staged and changed. Every path is given from the top of the repository."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .exceptions import UsageError

REFUSALS = tomllib.loads(Path(__file__).with_name("revisions.toml").read_text(encoding="utf-8"))["refusal"]
PROPOSED = re.compile(r"^\s*(git config .*)$", re.MULTILINE)
# Names are taken as written, its own words are English, and a repository that lies in a handed-in folder is not obeyed.
ENVIRONMENT = {"LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
SETTINGS = ("-c", "core.quotepath=off", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false")
CONVERTING = ("eol", "ident", "filter", "working-tree-encoding")  # attributes by which git changes what it takes out
HARMLESS = {"unspecified", "unset", "lf"}
LINK, SUBMODULE = "120000", "160000"

NOTHING = ("", "")

Parts = tuple[str, ...]  # a path below a folder
Tree = dict[Parts, tuple[str, str]]  # path → (mode, object)


@dataclass(frozen=True)
class Change:
    """One path that differs from a commit: where below the folder; A, M or D; its mode before and now."""

    parts: Parts
    state: str
    before: str
    now: str

    @property
    def odd(self) -> bool:
        """Return whether it was or is no regular file for git."""
        return bool({self.before, self.now} & {LINK, SUBMODULE})


def _run(folder: Path, *arguments: str, feed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Return what git does; a name that is not UTF-8 is kept as Python keeps it. Raises UsageError without git."""
    try:
        return subprocess.run(
            ["git", *SETTINGS, *arguments], cwd=folder, capture_output=True, input=feed, check=False,
            encoding="utf-8", errors="surrogateescape", env=os.environ | ENVIRONMENT,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise UsageError("没有找到 git，请先安装 (git is not installed)") from error


def _git(folder: Path, *arguments: str, feed: str | None = None) -> str | None:
    """Return what git says, None if it refuses."""
    done = _run(folder, *arguments, feed=feed)
    return done.stdout if done.returncode == 0 else None


def _told(folder: Path, *arguments: str, feed: str | None = None) -> str:
    """Return what git says. Raises UsageError in words where it refuses."""
    done = _run(folder, *arguments, feed=feed)
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.strip()
    command = proposed[1] if (proposed := PROPOSED.search(said)) else ""
    words = next(refusal["words"] for refusal in REFUSALS if refusal["sign"] in said)
    raise UsageError(words.format(folder=folder, command=command, said=said.partition("\n")[0]))


def top(folder: Path) -> Path:
    """Return the top of the repository. Raises UsageError outside of one."""
    return Path(_told(folder, "rev-parse", "--show-toplevel").removesuffix("\n"))


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
    real = root.resolve()
    for block in told.split("\0")[1:]:
        revision, *files = block.strip().split("\n")
        for file in filter(None, files):
            revisions.setdefault((real / file).parent, revision)
    return revisions


def staged(repository: Path) -> list[str]:
    """Return the files that the next commit adds or changes."""
    told = _told(repository, "diff", "--cached", "--name-only", "--no-renames", "--diff-filter=ACMT", "-z")
    return [name for name in told.split("\0") if name]


def export_staged(repository: Path, names: list[str], folder: Path) -> None:
    """Write the files as they are staged, not as they lie in the work tree, into a folder."""
    _told(repository, "checkout-index", f"--prefix={folder}/", "-z", "--stdin", feed="\0".join(names))


def branched_from(repository: Path, revision: str) -> str:
    """Return the commit at which the work tree's branch left a revision. Raises UsageError for an unknown one."""
    known = _git(repository, "rev-parse", "--verify", "-q", "--end-of-options", f"{revision}^{{commit}}")
    if known is None:
        raise UsageError(f"--since：没有 {revision} 这个版本，请先 git fetch (no such revision; fetch it first)")
    base = _git(repository, "merge-base", known.strip(), "HEAD")
    if base is None and (_git(repository, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        raise UsageError(
            f"--since：这里只有最近的历史，找不到与 {revision} 分开的地方；请先运行 git fetch --unshallow"
            " (a shallow clone: fetch the whole history first)"
        )
    return (base or known).strip()


def tree(repository: Path, revision: str, folder: Path) -> Tree:
    """Return what a commit holds in a folder, as git keeps it: links and submodules too."""
    told = _told(repository, "ls-tree", "-r", "-z", "--full-tree", revision, "--", *_within(repository, folder))
    held: Tree = {}
    for entry in filter(None, told.split("\0")):
        facts, _, name = entry.partition("\t")
        mode, _, key = facts.split(" ")
        held[_below(repository, folder, name)] = (mode, key)
    return held


def _within(repository: Path, folder: Path) -> list[str]:
    """Return a folder as an argument of git, none where it is the whole repository."""
    return [] if folder == repository else [folder.relative_to(repository).as_posix()]


def _below(repository: Path, folder: Path, name: str) -> Parts:
    """Return the parts of a path below a folder, none for the folder itself; git gives it from the top."""
    return tuple(name.rstrip("/").split("/"))[len(folder.relative_to(repository).parts) :]


def changed(repository: Path, base: str, before: Tree, folder: Path) -> list[Change]:
    """Return what differs in a folder from the commit `base`, which held `before`: committed, not yet, not tracked."""
    after = tree(repository, "HEAD", folder)
    changes = {
        parts: (_state(before.get(parts), after.get(parts)), after.get(parts, NOTHING)[0])
        for parts in before | after if before.get(parts) != after.get(parts)
    }  # fmt: skip
    if differing := _differing(repository, "HEAD", folder):
        since = _differing(repository, base, folder)
        changes = {parts: change for parts, change in changes.items() if parts not in differing}
        changes |= {parts: since[parts] for parts in differing if parts in since}  # the others are again as they were
    others = _told(repository, "ls-files", "--others", "--exclude-standard", "-z", "--", *_within(repository, folder))
    changes |= {_below(repository, folder, name): ("A", "") for name in others.split("\0") if name}
    return [Change(parts, state, before.get(parts, NOTHING)[0], now) for parts, (state, now) in sorted(changes.items())]


def _state(before: tuple[str, str] | None, after: tuple[str, str] | None) -> str:
    """Return A for what was added, D for what was deleted, M for what was changed."""
    return "D" if after is None else "A" if before is None else "M"


def _differing(repository: Path, revision: str, folder: Path) -> dict[Parts, tuple[str, str]]:
    """Return path → (A, M or D, mode now) for what the work tree changes since a commit."""
    told = _told(
        repository, "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", revision,
        "--", *_within(repository, folder),
    )  # fmt: skip
    parts = told.split("\0")
    facts = [part.lstrip(":").split(" ") for part in parts[:-1:2]]
    return {
        _below(repository, folder, name): (state[0] if (state := fact[4])[0] in "AD" else "M", fact[1])
        for fact, name in zip(facts, parts[1::2], strict=True)
    }


def converted(repository: Path, folder: Path, paths: Iterable[Parts]) -> dict[Parts, str]:
    """Return path → the attribute by which git changes the file's content when it takes it out."""
    feed = "".join(f"{(folder.joinpath(*parts)).relative_to(repository)}\0" for parts in paths)
    told = _told(repository, "check-attr", "-z", "--stdin", *CONVERTING, feed=feed).split("\0")
    rows = zip(told[0::3], told[1::3], told[2::3], strict=False)
    return {
        _below(repository, folder, name): f"{attribute}={value}"
        for name, attribute, value in rows if value not in HARMLESS
    }  # fmt: skip
