"""No input below 5 MB costs more than 10 seconds of the processor or 1 GB: what `check` pays, and every pattern alone."""

import ast
import importlib
import json
import pkgutil
import re
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from costly import BYTES, INPUTS, MOST, ROOT, SECONDS, check

import disclosure
from disclosure.findings import HINTED, standard
from disclosure.privacy import mask, personal_data
from disclosure.reading import UnreadableError, open_book
from disclosure.reading.cells import person_fault
from disclosure.reading.characters import clean, unseen
from disclosure.reading.sheets import LIMITS
from disclosure.reading.units import normal
from disclosure.standard.identifiers import fault
from disclosure.validation.cells import forbidden

ALARM = 100  # seconds on the clock: other tests run beside this one
REFUSED = {
    "merge-all.xlsx": "workbook-too-complex",
    "sheets-one-part.xlsx": "too-many-sheets",
    "200,000 faulty rows of a CSV": "too-many-rows",
    "99,000 faulty rows": "too-many-faults",
    "10 MB of commas in one line": "line-too-long",
    "rows with more cells than the header": "too-many-faults",
    "notices of brackets": "",  # nothing is wrong with them: they are shown as they were filed
    "datapackage of 100,000 brackets": "manifest-too-deep",
    "500,000 formulas": "too-many-faults",
    "99,000 organisations of one name": "too-many-faults",
    "a merge of 400,000 rows": "too-many-rows",
    "48 cells of 100,000 digits apart": "org-id-format",
    "digits with spaces between them": "personal-mobile",
    "at signs, one a line": "unscannable-file",
    "1,000,000 cells in 300 columns": "too-many-faults",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_check_is_bounded(tmp_path: Path, name: str) -> None:
    files = INPUTS[name]()
    assert sum(map(len, files.values())) < MOST or "10 MB" in name
    paid = check(tmp_path, files, limit=BYTES, seconds=ALARM)
    assert paid.code == (1 if REFUSED[name] else 0), paid.told[-500:]
    assert paid.cpu < SECONDS
    assert not REFUSED[name] or REFUSED[name] in paid.codes


# --- every pattern -----------------------------------------------------------------------------------------------------
LONG = 100_000
SHORTER = 20_000  # over which a pattern that takes the square of the time takes more than half a second
USES = ("fullmatch", "sub", "match", "search", "split", "finditer", "findall")
SHORT = {  # tried on short texts only: number formats, amounts, names of persons and of files, notes of other programs
    "TOKEN": 1_000, "CURRENCY": 40, "PERSON": 100, "COPIED": 100,
    "BESIDE_BRACKETS": 1_000,  # and on longer ones once there is one space at most
}  # fmt: skip
WHOLE = {"NOTES"}  # each of a list, tried by fullmatch
CLASSES = [
    "1", "a", "A", "会", " ", "\t", "\n", "　", "\u200b", "(", ")", "[", "<", "&", "@", ".", "-", "_", "%", '"', ",", "，", "、",
    "/", "=", "0", "1 ", "1.", "1-", "a@", "a.", "a ", "会 ", "（会", "_x0", "&#", "1,", "1\n", "@1", "11 ", "139 ", "=\"", "\\u",
]  # fmt: skip
READING = ("reading", "privacy", "validation", "submissions", "standard", "findings", "notes", "reports", "database")


def texts(length: int = LONG) -> list[str]:
    """Return a long text of each class of characters, with an end that fits no pattern."""
    return [(unit * length)[:length] + "\x01" for unit in CLASSES]


def modules() -> Iterator[Any]:
    """Yield the modules that see what a stranger files."""
    for found in pkgutil.walk_packages(disclosure.__path__, "disclosure."):
        if found.name.split(".")[1] in READING and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def held(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns in a value of a module."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from held(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from held(one, depth - 1)
    elif depth and type(value).__module__.startswith("disclosure.") and hasattr(value, "__dict__"):
        yield from held(vars(value), depth - 1)


@cache
def patterns() -> dict[Any, tuple[re.Pattern[Any], str]]:
    """Return every pattern and how it is used: those of modules, those written within a call, those of schemas."""
    found: dict[Any, tuple[re.Pattern[Any], str]] = {}
    sources = {module: Path(module.__file__).read_text(encoding="utf-8") for module in modules()}
    of_name: dict[str, set[str]] = {}
    used = rf"\b(?=(\w+)(?:\[[^\]]*\])?\.({'|'.join(USES)})\()"
    for name, use in re.findall(used, "\n".join(sources.values())):
        of_name.setdefault(name, set()).add(use)
    for module, source in sources.items():
        for name, value in vars(module).items():
            if name in SHORT:
                continue
            uses = of_name.get(name, set())
            whole_text = uses and not uses & set(USES[1:])
            for pattern in held(value):
                found[pattern.pattern, pattern.flags] = pattern, "fullmatch" if whole_text or name in WHOLE else "sub"
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in [f"re.{use}" for use in USES]:
                continue
            if isinstance(written := node.args[0], ast.Constant) and written.value != r"\d+$":  # of a note
                found[written.value, 0] = re.compile(written.value), ast.unparse(node.func).removeprefix("re.")
    for schema in (ROOT / "disclosure" / "standard" / "schemas").glob("*.json"):
        for field in json.loads(schema.read_text(encoding="utf-8"))["fields"]:
            if written := field.get("constraints", {}).get("pattern"):
                found[written, 0] = re.compile(written), "fullmatch"
    return found


@pytest.mark.parametrize("name", SHORT)
def test_a_pattern_for_short_texts_is_quick_on_them(name: str) -> None:
    found = [one for module in modules() for one in held(vars(module).get(name))]
    assert found
    for pattern in found:
        assert slow(lambda text, one=pattern: deque(one.finditer(text), 0), [t[: SHORT[name]] for t in texts()]) == []


def slow(act: Callable[[Any], Any], tried: list[Any], most: float = 3) -> list[tuple[str, float]]:
    """Return the beginnings of the texts over which something takes more seconds of the processor than it may."""
    found = []
    for text in tried:
        started = time.process_time()
        act(text)
        if (took := time.process_time() - started) > most:
            found.append((repr(text[:8]), round(took, 1)))
            if took > 5:
                break
    return found


def test_all_patterns_are_found() -> None:
    sources = {key[0] for key in patterns()}
    assert len(sources) > 80
    assert any("身份证" in str(source) for source in sources)


def test_every_pattern_is_linear() -> None:
    told = {}
    for key, (pattern, use) in patterns().items():
        tried: list[Any] = texts(SHORTER)
        if isinstance(pattern.pattern, bytes):
            tried = [text.encode() for text in tried]

        def act(text: Any, pattern: re.Pattern[Any] = pattern, use: str = use) -> None:
            if use == "fullmatch":
                pattern.fullmatch(text)
            else:
                deque(pattern.finditer(text), 0)

        if found := slow(act, tried, most=0.4):
            told[key[0]] = found
    assert told == {}


def test_hints_look_at_the_beginning_only() -> None:
    hints = [hint["value"] for entry in standard().values() for hint in entry.get("hints", ())]
    assert len(hints) > 10
    assert {
        hint: found for hint in hints if (found := slow(re.compile(hint).fullmatch, [t[:HINTED] for t in texts()]))
    } == {}


@pytest.mark.parametrize(
    "act",
    [personal_data, mask, clean, unseen, person_fault, normal, fault, lambda text: clean(text, "name"), lambda text: forbidden(text, None)],
    ids=["personal_data", "mask", "clean", "unseen", "person_fault", "normal", "fault", "named", "forbidden"],
)  # fmt: skip
def test_what_looks_at_a_cell_is_linear(act: Callable[[str], Any]) -> None:
    assert slow(act, texts()) == []


# --- the process in which an .xls is opened -----------------------------------------------------------------------------
@pytest.mark.parametrize(("limit", "most"), [("worker_seconds", 0), ("worker_bytes", 30_000_000)])
def test_an_xls_that_costs_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    path = tmp_path / "x.xls"
    shutil.copy(ROOT / "tests" / "files" / "organisations.xls", path)
    monkeypatch.setitem(LIMITS, limit, most)
    with pytest.raises(UnreadableError) as refused:
        open_book(path)
    assert refused.value.code == "file-too-costly"


def test_a_module_beside_an_xls_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xls"
    shutil.copy(ROOT / "tests" / "files" / "organisations.xls", path)
    (tmp_path / "xlrd.py").write_text("import pathlib; pathlib.Path('ran').touch()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert open_book(path).sheets
    assert not (tmp_path / "ran").exists()
