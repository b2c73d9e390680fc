"""No file of the repository holds a key, a password or somebody's number; what is installed is pinned by digest."""

import re
import subprocess
import tomllib
from functools import cache

import pytest
from conftest import ROOT

from disclosure.privacy import personal_data

KINDS = tomllib.loads((ROOT / "tests/files/secrets.toml").read_text(encoding="utf-8"))["kind"]
SIGNS = {kind["name"]: re.compile(kind["sign"]) for kind in KINDS}
NUMBERS = {
    "personal-citizen-id",
    "personal-mobile",
    "personal-bank-card",
}  # of other kinds there are made-up ones in tests
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@cache
def files() -> dict[str, str]:
    """Return path → text of every file that git keeps or would keep, whatever its encoding."""
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return {
        name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in listed if (ROOT / name).is_file()
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_each_kind_of_secret_is_known(kind: dict[str, list[str]]) -> None:
    assert SIGNS[str(kind["name"])].search(f"x = [{''.join(kind['example'])}]")


def test_no_file_holds_a_secret() -> None:
    assert len(files()) > 300
    held = [(name, kind) for name, text in files().items() for kind, sign in SIGNS.items() if sign.search(text)]
    assert held == []


def test_no_file_holds_the_number_of_a_person() -> None:
    """The datasets are left to `disclosure check`, which looks into workbooks, too."""
    held = [
        (name, number, code)
        for name, text in files().items() if not name.startswith("datasets/") and "\0" not in text and "\ufffd" not in text
        for number, line in enumerate(text.splitlines(), start=1)
        for code in NUMBERS.intersection(personal_data(line[:5_000]))
    ]  # fmt: skip
    assert held == []


def test_all_that_is_installed_is_pinned_by_digest_and_comes_from_nowhere_in_particular() -> None:
    entries = LOCK.replace("\\\n", " ").splitlines()
    entry = re.compile(r"([A-Za-z0-9._-]+)==[^\s;]+(?: ; [^#]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    pinned = {found[1] for line in entries if (found := entry.fullmatch(line))}
    assert [
        line for line in entries if line.strip() and not line.lstrip().startswith("#") and not entry.fullmatch(line)
    ] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]
    names = {re.split(r"[\[<>=!~ ]", one)[0].lower().replace("_", "-") for one in wanted}
    assert names <= {name.lower().replace("_", "-") for name in pinned}
    assert "://" not in LOCK and "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_action_of_the_workflows_is_pinned_by_its_commit() -> None:
    used = [
        line
        for path in (ROOT / ".github/workflows").iterdir()
        for line in re.findall(r"uses:\s*(\S+)", path.read_text(encoding="utf-8"))
    ]
    assert used and all(re.search(r"@[0-9a-f]{40}$", one) or one.startswith("./") for one in used)
