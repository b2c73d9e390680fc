"""A build that is killed at any step leaves the last release whole, no worker, and nothing the next one keeps."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT, TODAY
from kills import FEW, Target, begun, in_session, prepared, run, whole

from disclosure.publication import publish

STEPS = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "shutil.rmtree",
}
GROWING = {"os.rename", "os.mkdir", "os.symlink"}


def write(output: Path, content: str) -> None:
    """Publish a release of three files."""
    project = SimpleNamespace(output=output, today=TODAY, root=output, cache=output / ".cache")
    with publish(project, {"content": content}) as publication:
        (publication.folder / "disclosure.db").write_text(content, encoding="utf-8")
        (publication.folder / "site" / "index.html").write_text(content * 2, encoding="utf-8")
        publication.write_json("report.json", {"content": content})


def forked(output: Path, step: int, fault: OSError | None) -> str:
    """Return how a publication ended that was killed, or failed and went on failing, at its so manyeth step on the disk."""
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as told:
            said = told.read()
        os.waitpid(child, 0)
        return said
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in STEPS:
            return
        seen += 1
        if seen == step and fault is None:
            os.write(writing, b"killed")
            os._exit(9)
        grows = event in GROWING or (event == "open" and arguments[1] and "r" not in str(arguments[1]))
        if seen >= step and fault is not None and grows:
            raise OSError(fault.errno, fault.strerror)

    try:
        sys.addaudithook(hook)
        write(output, f"{step}")
        os.write(writing, b"published")
    except BaseException as error:
        os.write(writing, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(0)


def litter(output: Path) -> list[str]:
    """Return what no finished build leaves."""
    return Target(output, output, output).litter()


def test_a_kill_at_any_step_on_the_disk_leaves_a_whole_release(tmp_path: Path) -> None:
    output = tmp_path / "发布 here"
    for content in ("a", "b", "c"):
        write(output, content)
    step, said = 0, ""
    while said != "published":
        step += 1
        said = forked(output, step, None)
        assert said in ("killed", "published")
        assert whole(output), step
        if said == "killed" and step % 5 == 0:
            write(output, f"after {step}")
            assert whole(output) and litter(output) == []
            assert len(list((output / "releases").iterdir())) == 3
    assert step > 40
    assert litter(output) == []


def test_a_disk_that_is_full_from_any_step_on_is_told_and_leaves_the_last_release(tmp_path: Path) -> None:
    write(tmp_path / "out", "a")
    step, said = 0, ""
    while said != "published":
        step += 1
        said = forked(tmp_path / "out", step, OSError(28, "No space left on device"))
        assert said == "published" or said.startswith(f"BuildError: {tmp_path / 'out'}：磁盘已满"), said
        assert whole(tmp_path / "out") and litter(tmp_path / "out") == [], step
    assert step > 20


def test_builds_killed_at_random_moments(tmp_path: Path) -> None:
    tally = run(replace(prepared(tmp_path, 3), first=FEW), times=4, seed=7)
    assert str(tally).startswith("last release whole 4 of 4, litter 0, workers left 0, tracebacks 0"), tally.litter


def but_notes(told: str) -> str:
    """Return what a command said on stderr, without its notes: that the site has no address of its own."""
    return "".join(line for line in told.splitlines(keepends=True) if not line.startswith("提示 Note:"))


def await_workers(process: "subprocess.Popen[str]") -> list[int]:
    """Return the processes of a build once its two workers write the site."""
    for _ in range(600):
        if len(in_session(process.pid)) >= 3:
            return in_session(process.pid)
        time.sleep(0.05)
    raise AssertionError("no workers")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(tmp_path: Path, number: signal.Signals) -> None:
    target = prepared(tmp_path, 3)
    process = subprocess.Popen(
        target.command(), cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    )
    await_workers(process)
    process.send_signal(number)
    process.wait()
    for _ in range(20 if number == signal.SIGKILL else 0):
        time.sleep(0.1)
    assert in_session(process.pid) == []
    assert process.stderr is not None
    told = but_notes(process.stderr.read())
    assert process.returncode == -number
    assert bool(litter(target.output)) == (number == signal.SIGKILL)
    assert (told == "") if number == signal.SIGKILL else told.startswith("已停止")


def test_a_program_that_reads_for_a_build_ends_with_it() -> None:
    child = "from disclosure.workers import follow; import time; follow(); print(flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen(
        [sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None and process.stdout.readline()
    assert len(in_session(process.pid)) == 2
    process.kill()
    process.wait()
    time.sleep(1)
    assert in_session(process.pid) == []


def test_a_second_build_is_refused_in_words_and_the_first_goes_on(tmp_path: Path) -> None:
    target = prepared(tmp_path, 3)
    target.output.mkdir()
    first = subprocess.Popen(target.command(), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    await_workers(first)  # type: ignore[arg-type]
    first.send_signal(signal.SIGSTOP)
    second = subprocess.run(target.command("--no-site"), cwd=ROOT, capture_output=True, text=True, check=False)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 1
    assert but_notes(second.stderr).startswith(f"错误 Error: {target.output}：另一个发布正在写这里")
    assert first.wait() == 0
    assert whole(target.output)


def test_a_signal_inside_a_callback_of_sqlite_stops_all_the_same(tmp_path: Path) -> None:
    code = """
import os, signal, sqlite3, sys
from pathlib import Path
from types import SimpleNamespace
from disclosure.publication import publish
db = sqlite3.connect(":memory:")
db.create_function("stop", 0, lambda: os.kill(os.getpid(), signal.SIGTERM))
output = Path(sys.argv[1])
project = SimpleNamespace(output=output, today="2026-11-23", root=Path(), cache=output / ".cache")
with publish(project, {}) as publication:
    try:
        db.execute("select stop(), stop()")
    except sqlite3.OperationalError:
        pass
    print("went on")
"""
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, "")
    assert list((tmp_path / "releases").iterdir()) == []


def test_an_interrupt_at_any_moment_of_the_start_is_quiet(tmp_path: Path) -> None:
    target = prepared(tmp_path, 3)
    for moment in (0.2, 0.4, 0.7, 1.1):
        with tempfile.TemporaryFile("w+") as errors:
            process = begun(target, errors)
            time.sleep(moment)
            process.send_signal(signal.SIGINT)
            assert process.wait()
            errors.seek(0)
            assert "Traceback" not in errors.read()
            assert litter(target.output) == []
