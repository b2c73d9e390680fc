"""Mutates files as fuzz.py does, but guided: atheris keeps each input that goes a new way through the code, and changes it.

By hand: `.venv/bin/python tests/fuzz.py --atheris --minutes 60`, the minutes shared among TARGETS; atheris is no dependency:
`.venv/bin/pip install atheris`. Each target is a process of its own, which ends at the first traceback, hang, gigabyte or
lost row; its input is then kept beside what it found.
"""

import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import count, islice
from pathlib import Path

READ = ["disclosure.reading", "disclosure.submissions", "disclosure.privacy", "disclosure.validation"]
SEEDS = 40  # files to begin with
SECONDS, MEGABYTES, LARGEST = 10, 1000, 20_000
TARGETS = ["text", "workbook", "manifest"]
PARTS = ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]
STATS = {
    "tried": r"number_of_executed_units:\s*(\d+)",
    "slowest": r"slowest_unit_time_sec:\s*(\d+)",
    "ways": r"cov: (\d+)",
}


def seeds(target: str) -> Iterator[bytes]:
    """Yield inputs of a target to begin with."""
    import fuzz

    if target == "manifest":
        yield from (fuzz.manifest_changed(random.Random(number)).content for number in range(SEEDS))
        return
    made = (fuzz.cells_kept(random.Random(number)) for number in count())
    suffixes = {"text": (".csv", ".tsv"), "workbook": (".xlsx",)}[target]
    for number, file in enumerate(islice((file for file in made if file.name.endswith(suffixes)), SEEDS)):
        yield file.content if target == "text" else _of_part(number, file.content)


def _of_part(number: int, content: bytes) -> bytes:
    """Return one part of a workbook, behind a byte that says which."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        name = PARTS[number % len(PARTS)]
        return bytes([number % len(PARTS)]) + book.read(name)


def workbook(data: bytes, model: dict[str, bytes]) -> bytes:
    """Return a workbook of which one part is another."""
    target = BytesIO()
    changed = PARTS[(data or b"\0")[0] % len(PARTS)]
    with zipfile.ZipFile(target, "w") as book:
        for name, part in model.items():
            book.writestr(name, data[1:] if name == changed else part)
    return target.getvalue()


def trying(target: str, folder: Path) -> Callable[[bytes], None]:
    """Return what tries one input and raises an error for what must never happen."""
    import fuzz

    table = next(one for number in count() if (one := fuzz.cells_kept(random.Random(number))).name.endswith(".xlsx"))
    with zipfile.ZipFile(BytesIO(table.content)) as book:
        model = {name: book.read(name) for name in book.namelist()}

    def test(data: bytes) -> None:
        name = {"text": "organisations.csv", "workbook": "organisations.xlsx", "manifest": "datapackage.json"}[target]
        content = workbook(data, model) if target == "workbook" else data
        _, lost = fuzz.tried(fuzz.Spoilt(name, content), folder, None)
        if lost:
            raise AssertionError(lost)

    return test


def guided(minutes: float, keep: Path) -> Iterator[str]:
    """Yield the lines of a table of what came of each target; its last inputs and its words are kept."""
    if not find_spec("atheris"):
        sys.exit("atheris is not installed: .venv/bin/pip install atheris")
    yield "| guided | inputs | ways through the code | stopped by | slowest s |"
    yield "| --- | ---: | ---: | --- | ---: |"
    for target in TARGETS:
        home = keep / target
        home.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable, __file__, target, str(home), f"-max_total_time={int(minutes * 60 / len(TARGETS))}",
            f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LARGEST}", "-print_final_stats=1",
            f"-artifact_prefix={home}/stopped-by-",
        ]  # fmt: skip
        with (home / "words.txt").open("w", encoding="utf-8") as words:
            code = subprocess.run(command, stdout=words, stderr=subprocess.STDOUT, check=False).returncode
        told = (home / "words.txt").read_text(encoding="utf-8", errors="replace")
        stats = {name: (re.findall(pattern, told) or ["?"])[-1] for name, pattern in STATS.items()}
        last = next(
            iter(re.findall(r"^(\w+(?:Error|Exception): .{0,200}|ERROR: libFuzzer: .*)", told, re.MULTILINE)), ""
        )
        yield f"| {target} | {stats['tried']} | {stats['ways']} | {last if code else 'time'} | {stats['slowest']} |"


def main() -> None:
    """Let atheris try inputs of the target that is named first until its time is up."""
    import atheris

    with atheris.instrument_imports(include=READ):
        import fuzz  # noqa: F401
    target, home, *options = sys.argv[1:]
    begun = Path(home) / "inputs"
    begun.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (begun / f"seed-{number}").write_bytes(seed)
    with tempfile.TemporaryDirectory() as folder:
        atheris.Setup([sys.argv[0], *options, str(begun)], trying(target, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
