"""What the machine refuses, and what nobody foresaw, ends in one line, the right exit code and no traceback."""

import errno
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command import run
from conftest import ROOT, TODAY, Desk, credit_code, desk_in, organisation

from disclosure import failures, log, pipeline
from disclosure.api.listening import listen
from disclosure.cli import main
from disclosure.exceptions import BuildError, UsageError
from disclosure.publication import hold, publish

MAIN = "from disclosure.cli import main; main()"
COMMAND = [sys.executable, "-c", MAIN]


def build(desk: Desk, *more: str, shell: str = "", **options: Any) -> subprocess.CompletedProcess[str]:
    """Return what a build without a site did; `shell` is run before it in the same shell, and else it needs none."""
    project = desk.project
    places = ["--datasets", str(project.datasets), "--output", str(project.output), "--today", TODAY, *more]
    if not shell and set(options) <= {"cwd"}:
        return run("build", "--no-site", *places, **options)
    line = ["sh", "-c", f'{shell}; exec "$@"', "sh", *COMMAND, "build", "--no-site", *places]
    done = subprocess.run(line, capture_output=True, text=True, cwd=options.pop("cwd", ROOT), check=False, **options)
    assert "Traceback" not in done.stderr
    return done


def litter(output: Path) -> list[str]:
    """Return what no finished build leaves."""
    return [str(path) for pattern in ("releases/.*", ".*.new") for path in output.glob(pattern)]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a register with one submission and one release."""
    folder = tmp_path_factory.mktemp("released")
    desk = desk_in(folder)
    desk.file("a", {"organisations": [organisation()]})
    pipeline.build(desk.project, with_site=False)
    return folder


@pytest.fixture
def filed(desk: Desk, released: Path) -> Desk:
    """Return a register of its own with one submission and one release."""
    shutil.copytree(released, desk.project.datasets.parent, symlinks=True, dirs_exist_ok=True)
    return desk


@pytest.mark.parametrize("blocks", [1, 50, 400, 1200])
def test_files_that_may_not_grow_are_told_and_leave_the_last_release(filed: Desk, blocks: int) -> None:
    before = (filed.project.output / "current").resolve()
    done = build(filed, shell=f"ulimit -f {blocks}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"错误 Error: {filed.project.output}：")
    assert re.search("磁盘读写出错|文件超过了系统允许的大小", done.stderr)
    assert len(done.stderr.splitlines()) == 1
    assert (filed.project.output / "current").resolve() == before
    assert litter(filed.project.output) == []


def test_a_disk_that_fills_up_while_a_worker_writes_the_site(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("disclosure.site.generator.RegisterGenerator._write_once", full)
    with pytest.raises(BuildError, match=f"^{filed.project.output}：磁盘已满.*no space is left"):
        pipeline.build(filed.project, jobs=2)
    assert litter(filed.project.output) == []


def test_a_file_of_the_theme_that_cannot_be_copied_stops_the_build(
    filed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(BuildError, match="磁盘已满"):
        pipeline.build(filed.project, jobs=1)


def test_a_full_disk_is_not_the_submission_s_fault(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"  # type: ignore[misc]

    def raising(*_: object, **__: object) -> None:
        raise full

    shutil.rmtree(filed.project.cache)  # else nothing is read again
    monkeypatch.setattr("disclosure.taking.validate", raising)
    with pytest.raises(BuildError, match=f"^{filed.project.output}：磁盘已满"):
        pipeline.build(filed.project, with_site=False)


def test_what_lies_in_the_way_of_a_publication_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.file("a", {"organisations": [organisation()]})
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (desk.project.output / "site").mkdir(parents=True)
    for place, words in (
        (tmp_path / "build", "不是发布用的链接"),
        (tmp_path / "file", "文件"),
        (tmp_path / "file" / "below", "路径中有一段是文件"),
        (tmp_path / ("长" * 200), "名字或路径太长"),
        (tmp_path / "loop", "链接绕成了圈"),
    ):
        done = build(desk, "--output", str(place))
        assert (done.returncode, done.stdout) == (1, "")
        assert words in done.stderr and str(place) in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_nothing_is_published_among_what_is_published_from(desk: Desk) -> None:
    for place in ("", ".", "plugins/new", str(desk.project.datasets)):
        done = build(desk, "--output", place)
        assert (done.returncode, done.stdout) == (2, "")
        assert "要另一个文件夹" in done.stderr
    assert not (ROOT / "releases").exists() and list(desk.project.datasets.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    desk.project.output.mkdir(mode=0o500)
    done = build(desk)
    assert done.returncode == 1
    assert "没有权限" in done.stderr and str(desk.project.output) in done.stderr


@pytest.mark.parametrize(("command", "code"), [(["check"], 1), (["build", "--no-site"], 1), (["rules"], 1)])
def test_a_full_disk_behind_stdout_is_told(filed: Desk, command: list[str], code: int) -> None:
    places = ["--datasets", str(filed.project.datasets), "--output", str(filed.project.output)]
    line = [*COMMAND, *command, *(places if command != ["rules"] else [])]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert done.returncode == code
    assert "磁盘已满" in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_reader_that_has_gone_away_is_no_error(filed: Desk) -> None:
    places = ["--datasets", str(filed.project.datasets), "--output", str(filed.project.output)]
    for command in (["check"], ["build", "--no-site"]):
        reading, writing = os.pipe()
        os.close(reading)
        line = [*COMMAND, *command, *places]
        done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_a_terminal_that_knows_no_chinese(filed: Desk, environment: dict[str, str]) -> None:
    filed.file("b", {"organisations": [organisation(credit_code(serial=2), name="")]})
    line = [*COMMAND, "check", "--datasets", str(filed.project.datasets)]
    done = subprocess.run(line, capture_output=True, cwd=ROOT, check=False, env={**os.environ, **environment})
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\\u6539\\u6cd5" in done.stdout or "改法".encode() in done.stdout


@pytest.mark.parametrize(
    "error",
    [RuntimeError("boom"), MemoryError(), RecursionError("deep"), KeyError("x"), sqlite3.IntegrityError("unique")],
)
def test_what_nobody_foresaw_is_one_line_and_a_log(
    filed: Desk, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raising(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("disclosure.pipeline.check", raising)
    output = filed.project.output
    arguments = ["disclosure", "check", "--datasets", str(filed.project.datasets), "--output", str(output)]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    (path,) = (output / "log").glob("*.log")
    assert told.out == ""
    assert told.err.startswith(f"错误 Error: 程序出错 {type(error).__name__}：详情已记入 {path}")
    assert len(told.err.splitlines()) == 1
    kept = path.read_text(encoding="utf-8")
    assert "Traceback" in kept and f"disclosure check --datasets {filed.project.datasets}" in kept


def test_a_log_is_masked_and_the_same_error_is_one_file(tmp_path: Path) -> None:
    number = "139" + "1234" + "5678"
    first, again = (log.record(tmp_path, ValueError(f"invalid: {number}"), "demo/a") for _ in range(2))
    assert first == again
    assert log.record(tmp_path, ValueError("invalid"), "demo/b") != first
    assert number not in first.read_text(encoding="utf-8")
    assert "ValueError" in first.read_text(encoding="utf-8")


def test_every_failure_has_words_in_both_languages() -> None:
    for name in failures._entries():
        told = failures.worded(name, "build")
        assert told and re.fullmatch(r"build：[^()]*[\u4e00-\u9fff].* \([ -~]+\)", told), told
    assert failures.in_words(OSError(errno.ENOSPC, ""), "x") != failures.in_words(OSError(errno.EROFS, ""), "x")
    assert failures.in_words(ValueError(), "x") is None
    assert failures.of_the_machine(OSError(errno.EIO, "")) and not failures.of_the_machine(OSError(errno.EACCES, ""))


def test_an_address_that_cannot_be_served_at_is_told_and_exits_2(filed: Desk) -> None:
    places = ["--datasets", str(filed.project.datasets), "--output", str(filed.project.output)]
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        for host, number, words in (
            ("127.0.0.1", port, "端口已被占用"),
            ("203.0.113.7", "8123", "本机没有这个地址"),
            ("没有这个主机.invalid", "8123", "找不到这个主机名"),
            ("a" * 300, "8123", "找不到这个主机名"),
        ):
            line = [*COMMAND, "serve", "--host", host, "--port", number, *places]
            done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
            assert (done.returncode, done.stdout) == (2, "")
            assert words in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_a_privileged_port_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(socket.socket):
        def bind(self, _address: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("socket.socket", Refusing)
    with pytest.raises(UsageError, match="--port 80：1024 以下的端口要管理员权限"):
        listen("127.0.0.1", 80)


def test_nothing_is_built_for_an_address_that_is_taken(desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    with listen("127.0.0.1", 0) as taken:
        places = ["--datasets", str(desk.project.datasets), "--output", str(desk.project.output)]
        line = [*COMMAND, "serve", "--port", str(taken.getsockname()[1]), *places]
        assert subprocess.run(line, capture_output=True, cwd=ROOT, check=False).returncode == 2
    assert not desk.project.output.exists()


def test_a_release_without_its_database_is_not_served(filed: Desk) -> None:
    (filed.project.output / "disclosure.db").resolve().unlink()
    done = subprocess.run(
        [*COMMAND, "serve", "--port", "8123", "--output", str(filed.project.output)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "disclosure.db" in done.stderr and "disclosure build" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.fixture
def serving(filed: Desk) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Return what starts a server of the register."""
    started: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        with listen("127.0.0.1", 0) as free:
            port = str(free.getsockname()[1])
        places = ["--datasets", str(filed.project.datasets), "--output", str(filed.project.output)]
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", port, *places],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        for _ in range(100):
            with socket.socket() as caller:
                caller.connect(("127.0.0.1", int(port)))
                caller.settimeout(10)
                caller.sendall(b"GET /-/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                if caller.recv(100).split()[1:2] == [b"200"]:
                    return process
            time.sleep(0.1)
        raise AssertionError("not served")

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_ctrl_c_ends_a_server_quietly(serving: Callable[[], "subprocess.Popen[str]"]) -> None:
    process = serving()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (0, "")


def test_builds_beside_a_server_never_remove_what_it_serves(
    filed: Desk, serving: Callable[[], "subprocess.Popen[str]"]
) -> None:
    served = (filed.project.output / "current").resolve()
    process = serving()
    process.send_signal(signal.SIGSTOP)  # as one that has not looked again
    for day in range(24, 28):
        pipeline.build(replace(filed.project, today=f"2026-11-{day}"), with_site=False)
    assert served.exists()
    process.send_signal(signal.SIGCONT)
    process.terminate()
    process.wait(timeout=30)
    pipeline.build(replace(filed.project, today="2026-11-28"), with_site=False)
    assert not served.exists()
    assert len(list((filed.project.output / "releases").iterdir())) == 3


def test_a_held_release_is_kept_and_one_let_go_is_not(tmp_path: Path) -> None:
    def release() -> Path:
        project = SimpleNamespace(output=tmp_path, today=TODAY, root=tmp_path, cache=tmp_path / ".cache")
        with publish(project, {}) as publication:
            (publication.folder / "disclosure.db").write_bytes(b"")
            publication.write_json("report.json", {})
        return (tmp_path / "current").resolve()

    first = release()
    held = hold(first)
    for _ in range(4):
        release()
    assert first.exists()
    held.close()
    release()
    assert not first.exists()


def test_a_release_is_on_the_disk_before_a_link_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, fsync, rename, replace = os.sync, os.fsync, Path.rename, Path.replace

    def noted(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*arguments: Any) -> Any:
            named = arguments[0] if arguments else ""
            named = Path(f"/proc/self/fd/{named}").readlink().name if isinstance(named, int) else Path(named).name
            steps.append(f"{name} {named}".strip())
            return act(*arguments)

        return noting

    monkeypatch.setattr(os, "sync", noted("sync", sync))
    monkeypatch.setattr(os, "fsync", noted("fsync", fsync))
    monkeypatch.setattr(Path, "rename", noted("rename", rename))
    monkeypatch.setattr(Path, "replace", noted("replace", replace))
    with publish(
        SimpleNamespace(output=tmp_path, today=TODAY, root=tmp_path, cache=tmp_path / ".cache"), {}
    ) as publication:
        (publication.folder / "disclosure.db").write_bytes(b"")
        publication.write_json("report.json", {})
    building = publication.folder.name
    assert steps == [
        "sync", "fsync disclosure.db", "fsync report.json", "fsync manifest.json", f"fsync {building}", f"rename {building}",
        "fsync releases", "replace .current.new", "replace .disclosure.db.new", "replace .site.new",
        "replace .report.json.new", "replace .manifest.json.new", f"fsync {tmp_path.name}", "replace files.db.new",
    ]  # fmt: skip
