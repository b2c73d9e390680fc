"""The house: who may import whom, no file too long, no district named in the code, no address of a registry."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "disclosure"
ORDER = ["exceptions", "digests", "collecting", "packages", "failures", "workers", "progress", "revisions", "notes", "findings", "tables", "statements", "schemes", "channels", "declared", "measures", "verdicts", "rules", "waivers", "faults", "folders", "pages", "hookspecs", "plugins", "standard", "reading", "privacy", "log", "districts",
         "submissions",
         "validation", "taking", "database", "judgement", "building", "publication", "exports", "site", "api", "project", "outcome", "unchanged", "pipeline", "checking", "commits", "skeletons", "excel", "sampling",
         "conventions", "reports", "cli"]  # fmt: skip
FILES = sorted(path for path in PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """Return which entry of ORDER a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the rooms of the package that a file imports when it runs."""
    rooms = set()
    depth = len(path.relative_to(PACKAGE).parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level == depth:
            rooms |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
        elif node.module and node.module.startswith("disclosure."):
            rooms.add(node.module.split(".")[1])
    return rooms


def test_every_file_has_its_place() -> None:
    assert {room(path) for path in FILES} - {"__init__"} <= set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_stands_above_it(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = ORDER.index(room(path))
    below = {name for name in imported(path) if name in ORDER and ORDER.index(name) > own}
    assert not below


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_two_rooms_in_one(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def places_named() -> list[str]:
    """Return what the real districts are called, in pinyin and in Chinese, and the places above and beside them."""
    named = ["宁波", "浙江", "郑州", "杭州", "武汉", "罗湖", "ningbo", "zhejiang"]
    for path in (ROOT / "plugins").glob("*/district.json"):
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not facts["region_codes"][0].startswith("99"):
            named += [path.parent.name, facts["title"].rstrip("区县市"), facts["title_en"]]
    return named


@pytest.mark.parametrize("place", places_named())
def test_the_package_names_no_place(place: str) -> None:
    texts = {".py", ".sql", ".toml", ".json", ".csv", ".html", ".css", ".js", ".txt", ".yml", ".md", ""}
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix in texts]
    found = [str(path.relative_to(PACKAGE)) for path in files if place in path.read_text(encoding="utf-8")]
    assert found == []


def test_no_committed_file_names_a_registry() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    registry = re.compile(r"https?://[\w.]*(pypi|pythonhosted|npmjs|tuna\.tsinghua)[\w./]*", re.IGNORECASE)
    for path in (ROOT / name for name in names if name):
        if path.suffix in {".toml", ".lock", ".py", ".md", ".yml", ".json", ""} and path.is_file():
            assert not registry.search(path.read_text(encoding="utf-8", errors="ignore")), path
