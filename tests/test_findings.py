"""The wording: complete for every code, filled without a gap, one entry for each error Frictionless can report."""

import inspect
import re
from collections.abc import Iterator

import frictionless.errors
import pytest
from conftest import ROOT

from disclosure.districts import load_districts
from disclosure.findings import SEVERITIES, Place, finding, wording

load_districts(ROOT / "plugins")
ENTRIES = {"severity", "title", "message", "message_en", "fix", "why"}
HAN = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("code", wording())
def test_an_entry_is_whole(code: str) -> None:
    entry = wording()[code]
    assert set(entry) >= ENTRIES
    assert entry["severity"] in SEVERITIES
    assert "{" not in entry["why"] + entry.get("ignore", "")
    assert (entry["severity"] == "error") == ("ignore" not in entry)
    assert HAN.search(entry["title"]) and HAN.search(entry["message"]) and HAN.search(entry["fix"])
    assert not HAN.search(re.sub("[（）“”公示是否示例]", "", entry["message_en"]))


def codes_in_the_code() -> Iterator[tuple[str, str]]:
    """Yield (file, code) for every finding that the package or a district names."""
    named = re.compile(r"""(?:finding\(|\.add\(|yield |code = |Error\()\s*"([a-z]+(?:-[a-z0-9]+)+)\"""")
    for folder in ("disclosure", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for code in named.findall(path.read_text(encoding="utf-8")):
                yield path.name, code


def test_every_code_that_the_code_names_is_worded() -> None:
    named = list(codes_in_the_code())
    assert len(named) > 30
    assert [(file, code) for file, code in named if code not in wording()] == []


def test_every_error_of_frictionless_about_a_table_is_worded() -> None:
    errors = [cls for _, cls in inspect.getmembers(frictionless.errors, inspect.isclass) if hasattr(cls, "tags")]
    worded = {entry["frictionless"] for entry in wording().values() if "frictionless" in entry}
    of_tables = {cls.type for cls in errors if "#table" in cls.tags or "#file" in cls.tags}
    never = {  # those of checks that we do not ask Frictionless for, and its abstract bases: "*" words them
        "ascii-value", "byte-count", "compression-error", "deviated-cell", "deviated-value", "duplicate-row",
        "field-count", "file-error", "forbidden-value", "hash-count", "header-error", "incorrect-label", "label-error",
        "required-value", "row-constraint", "row-count", "row-error", "scheme-error", "sequential-value", "stats-error",
        "table-dimensions", "table-error", "truncated-value", "cell-error", "data-error", "unmatched-header",
    }  # fmt: skip
    assert "*" in worded
    assert of_tables - worded - never == set()


def test_a_finding_fills_its_words() -> None:
    found = finding("duplicate-key", Place("finances", "finances.csv", 5), None, other=3, key="年度 2024")
    assert "第 5 行与第 3 行" in found.message
    assert list(found.as_json()) == ["code", "severity", "table", "file", "row", "column", "value", "message",
                                     "message_en", "fix"]  # fmt: skip
