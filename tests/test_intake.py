"""import writes a whole submission that passes, or nothing; nothing is written outside of datasets/."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from command import run
from conftest import ROOT, TODAY, Desk, credit_code, organisation

from disclosure.cli import cli, workbooks

BAD_NAMES = [
    "../../x", "..", ".", "", "/tmp/x", "a/b", "a\\b", ".hidden", "~x", "-x", "A", "年报", "a b", "a\nb", "a\n", "con",
    "nul", "com1", "lpt9.x", "a.", "x" * 101, "\u202ea", "C:x",
]  # fmt: skip


def table(tmp_path: Path, **columns: Any) -> Path:
    """Return a clerk's CSV of one organisation."""
    row = organisation(credit_code(), **columns)
    path = tmp_path / "organisations.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("option", "said"), [("--name", "a-{}"), ("--title", "示例{}"), ("--source", "示例{}"),
                                              ("--corrects", "更正示例{}的数字")])  # fmt: skip
def test_personal_data_in_an_option_is_told_of_the_option(tmp_path: Path, option: str, said: str) -> None:
    datasets, mobile = tmp_path / "datasets", "1380000" + "0000"
    datasets.mkdir()
    given = {"--name": "a"} | {option: said.format(mobile)}
    arguments = [part for pair in given.items() for part in pair]
    done = run("import", table(tmp_path), "--district", "haishu", "--datasets", datasets, *arguments)
    assert done.returncode == 1 and mobile not in done.stdout and list(datasets.iterdir()) == []
    assert done.stdout.count("含有手机号（personal-mobile，1 处）") == 1 and f"· {option}\n" in done.stdout
    assert "请改这个选项" in done.stdout and "办公电话" not in done.stdout and "datapackage.json" not in done.stdout


def everything(folder: Path) -> list[str]:
    """Return the names of all that lies in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with an empty datasets/ deep inside it."""
    (tmp_path / "home" / "datasets").mkdir(parents=True)
    return tmp_path / "home"


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leaves_datasets_or_cannot_be_one_is_refused(name: str, home: Path, tmp_path: Path) -> None:
    options = ["--datasets", str(home / "datasets"), "--plugins", str(ROOT / "plugins"), "--today", TODAY]
    for command in (
        ["import", str(table(tmp_path)), "--district", "haishu", f"--name={name}", *options],
        ["new-submission", *options, "--", "haishu", name],
    ):
        done = run(*command)
        assert done.returncode == 2, (command, done.stdout)
    assert everything(home) == ["datasets"]


@pytest.mark.parametrize("name", ["../x", "a/b", "", "con", "nul", "Haishu", "a-b", "x\n"])
def test_a_district_that_cannot_be_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    done = run("new-district", "--plugins", tmp_path / "plugins", "--", name)
    assert done.returncode == 2 and everything(tmp_path) == ["plugins"]


@pytest.mark.parametrize("district", ["../haishu", "haishu/..", "/etc", "", "."])
def test_a_district_that_leaves_datasets_is_refused(district: str, home: Path, tmp_path: Path) -> None:
    done = run("import", table(tmp_path), f"--district={district}", "--name=x", "--datasets", home / "datasets")
    assert done.returncode == 2 and everything(home) == ["datasets"]


def test_a_district_that_is_a_link_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (home / "datasets" / "haishu").symlink_to(tmp_path / "elsewhere")
    done = run("import", table(tmp_path), "--district=haishu", "--name=x", "--datasets", home / "datasets")
    assert done.returncode == 2 and everything(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("reason", [[], ["--corrects", "重新核对"]])
def test_with_errors_nothing_is_written_whatever_is_said(reason: list[str], home: Path, tmp_path: Path) -> None:
    source = table(tmp_path, registered_on="2012-5-7")
    done = run("import", source, "--district=haishu", "--name=x", "--datasets", home / "datasets", *reason)
    assert done.returncode == 1 and "2012-05-07" in done.stdout
    assert everything(home) == ["datasets"]


def test_what_would_make_a_faulty_manifest_is_not_written(home: Path, tmp_path: Path) -> None:
    long = ["--title", "长" * 300]
    done = run("import", table(tmp_path), "--district=haishu", "--name=x", "--datasets", home / "datasets", *long)
    assert done.returncode == 1 and "title" in done.stdout and everything(home) == ["datasets"]


def test_a_full_disk_leaves_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = workbooks.write_submission

    def stopped(*arguments: Any) -> Iterator[Path]:
        yield next(written(*arguments))
        raise OSError(errno.ENOSPC, "No space left on device", "organisations.csv")

    monkeypatch.setattr(workbooks, "write_submission", stopped)
    options = ["--district=haishu", "--name=x", "--datasets", str(home / "datasets")]
    done = CliRunner().invoke(cli, ["import", str(table(tmp_path)), *options])
    assert done.exit_code != 0 and everything(home) == ["datasets"]


def test_what_is_imported_is_judged_as_the_file_was(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "社会组织"
    row = organisation(credit_code()) | {
        "name": "=名称",
        "registered_capital": 1234.5,
        "is_charity": "×",
        "website": "https://a.example/?a=1,2",
    }
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.active["B2"].data_type = "s"
    book.save(tmp_path / "年报.xlsx")
    options = ["--district=haishu", "--datasets", desk.project.datasets, "--today", TODAY]
    assert run("check", tmp_path / "年报.xlsx", *options).returncode == 0
    done = run("import", tmp_path / "年报.xlsx", *options, "--name=one")
    assert done.returncode == 0, done.stdout + done.stderr
    assert desk.findings() == []
    (stored,) = desk.admitted()["organisations"].rows
    assert (stored["name"], stored["registered_capital"], stored["is_charity"]) == ("=名称", 1234.5, 0)
    assert run("import", tmp_path / "年报.xlsx", *options, "--name=one").returncode == 2
    assert sorted(path.name for path in desk.project.datasets.iterdir()) == ["haishu"]
