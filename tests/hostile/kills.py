"""Kills builds at random moments and looks at what is left. By hand: python tests/hostile/kills.py --times 200"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from disclosure.publication import DELTA

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "from disclosure.cli import main; print(flush=True); main()"]
FEW = "from disclosure.site import generator; generator.PAGES = generator.PAGES[:2]; "  # which stand for all of them
LITTER = ("releases/.*", ".*.new")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Tally:
    """What was seen after so many kills."""

    kills: int = 0
    whole: int = 0
    litter: list[str] = field(default_factory=list)
    workers: int = 0
    tracebacks: int = 0
    aimed: int = 0

    def __str__(self) -> str:
        return (
            f"last release whole {self.whole} of {self.kills}, litter {len(self.litter)}, workers left {self.workers}, "
            f"tracebacks {self.tracebacks} ({self.aimed} of the kills in the moment of publication)"
        )


@dataclass
class Target:
    """A register to build, again and again, into one folder."""

    datasets: Path
    plugins: Path
    output: Path
    first: str = ""  # what the program does before the command begins

    def command(self, *more: str) -> list[str]:
        """Return the command of a build with two workers, which does not know that nothing has changed."""
        (self.output / ".cache" / "outcome.json").unlink(missing_ok=True)
        places = ["--datasets", str(self.datasets), "--output", str(self.output), "--plugins", str(self.plugins)]
        return [
            *COMMAND[:2],
            self.first + COMMAND[2],
            "build",
            "--samples",
            "--jobs",
            "2",
            "--today",
            "2026-11-23",
            *places,
            *more,
        ]

    def build(self, *more: str) -> float:
        """Build to the end, and return how many seconds it took."""
        began = time.monotonic()
        done = subprocess.run(self.command(*more), cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return time.monotonic() - began

    def litter(self) -> list[str]:
        """Return what no finished build leaves."""
        return [str(path.relative_to(self.output)) for pattern in LITTER for path in self.output.glob(pattern)]


def whole(output: Path) -> bool:
    """Return whether `current` is a release with every file that its manifest names, and each as it names it."""
    release = (output / "current").resolve()
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    written = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    digests = {name: hashlib.sha256((release / name).read_bytes()).hexdigest() for name in written}
    reached = all((output / name).exists() for name in ("disclosure.db", "site", "report.json", "manifest.json"))
    return (
        reached
        and written - {"manifest.json", DELTA} == set(manifest["outputs"])
        and digests.items() >= set(manifest["outputs"].items())
    )


def in_session(session: int) -> list[int]:
    """Return the processes that still live in a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(state[3]) == session and state[0] not in "ZX":
            found.append(int(folder.name))
    return found


def begun(target: Target, errors: IO[str]) -> "subprocess.Popen[bytes]":
    """Return a build in a session of its own, as soon as Python has loaded and the command begins."""
    command = target.command()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def kill_once(target: Target, chance: random.Random, duration: float, tally: Tally) -> None:
    """Begin a build, end it at a random moment in a random way, and add what is left to the tally."""
    number = chance.choice(SIGNALS)
    with tempfile.TemporaryFile("w+") as errors:
        process = begun(target, errors)
        if chance.random() < 0.3:
            tally.aimed += _await_publication(target, process)
            time.sleep(chance.random() * 0.03)
        else:
            time.sleep(0.1 + chance.random() * duration)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as Ctrl+C does
        else:
            process.send_signal(number)
        process.wait()
        if number == signal.SIGKILL:
            time.sleep(0.5)
        tally.kills += 1
        left = in_session(process.pid)
        tally.workers += len(left)
        tally.whole += whole(target.output)
        errors.seek(0)
        tally.tracebacks += "Traceback" in errors.read()
        if number != signal.SIGKILL:
            tally.litter += target.litter()
        else:
            target.build("--no-site")
            tally.litter += target.litter()


def _await_publication(target: Target, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until a build writes its manifest, its last file, and return whether that was seen."""
    while process.poll() is None:
        if any(target.output.glob("releases/.building-*/manifest.json")):
            return True
        time.sleep(0.001)
    return False


def run(target: Target, times: int, seed: int, report: bool = False) -> Tally:
    """Return the tally of so many kills."""
    chance, tally = random.Random(seed), Tally()
    duration = target.build()
    for _ in range(times):
        kill_once(target, chance, duration, tally)
        if report:
            print(tally, flush=True)
    return tally


def prepared(folder: Path, organisations: int) -> Target:
    """Return a register of invented organisations in a folder."""
    made = ["sample", "--organisations", str(organisations), "--district", "demo", "--output", str(folder / "datasets")]
    subprocess.run([*COMMAND, *made], cwd=ROOT, check=True, capture_output=True)
    shutil.copytree(ROOT / "plugins" / "demo", folder / "plugins" / "demo")
    return Target(folder / "datasets", folder / "plugins", folder / "发布 here")


def main() -> None:
    """Kill, and print what is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--organisations", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        tally = run(prepared(Path(folder), options.organisations), options.times, options.seed, report=True)
        print(f"{tally}; {time.monotonic() - began:.0f} s, seed {options.seed}")
        if tally.litter:
            print("\n".join(tally.litter))


if __name__ == "__main__":
    main()
