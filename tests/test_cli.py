"""The commands, run as a person runs them: output, exit codes, and never a traceback."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command import process, run
from conftest import ROOT, TODAY, Desk, credit_code, finance, organisation

from disclosure.standard.identifiers import fault


def test_check_prints_the_report_of_the_contract(desk: Desk) -> None:
    folder = desk.file("bad", {"organisations": [organisation(name="")]})
    desk.file("good", {"organisations": [organisation(credit_code(serial=9))]})
    done = run("check", folder, "--datasets", desk.project.datasets, "--format", "json", "--today", TODAY)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    (entry,) = report["submissions"]
    assert (report["valid"], entry["submission"], entry["rows"]) == (False, "bad", {"organisations": 1})
    assert entry["findings"] == [
        {
            "code": "required", "severity": "error", "table": "organisations", "file": "organisations.csv", "row": 2,
            "column": "name", "value": "", "message": entry["findings"][0]["message"],
            "message_en": "name must not be empty.", "fix": entry["findings"][0]["fix"],
        }
    ]  # fmt: skip


def test_check_in_words(desk: Desk) -> None:
    folder = desk.file("bad", {"organisations": [organisation(name="")]})
    chinese = run("check", folder, "--datasets", desk.project.datasets)
    english = run("check", folder, "--datasets", desk.project.datasets, "--lang", "en")
    assert "organisations.csv B2 第 2 行 name" in chinese.stdout and "改法" in chinese.stdout
    assert "name must not be empty." in english.stdout


def test_check_accepts_what_is_right_and_says_so(desk: Desk) -> None:
    desk.file("good", {"organisations": [organisation()]})
    for way in (process, run):
        done = way("check", "--datasets", desk.project.datasets)
        assert (done.returncode, done.stderr) == (0, "")
        assert "没有问题" in done.stdout


def test_check_takes_a_submission_outside_of_datasets(desk: Desk, tmp_path: Path) -> None:
    desk.file("first", {"organisations": [organisation()]})
    elsewhere = Desk(replace(desk.project, datasets=tmp_path / "elsewhere"))
    folder = elsewhere.file("next", {"finances": [finance(credit_code())]}, created="2026-10-01T00:00:00+08:00")
    assert run("check", folder, "--datasets", desk.project.datasets).returncode == 0


def test_check_takes_one_table_file(desk: Desk, tmp_path: Path) -> None:
    desk.file("first", {"organisations": [organisation()]})
    lone = tmp_path / "年报.csv"
    row = finance(credit_code(), income_total="1e5")
    lone.write_text(",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n", encoding="gb18030")
    datasets = ("--datasets", desk.project.datasets)
    done = run("check", lone, "--table", "finances", "--district", "haishu", "--format", "json", *datasets)
    (found,) = json.loads(done.stdout)["submissions"][0]["findings"]
    assert (found["code"], found["row"], found["column"]) == ("money-format", 2, "income_total")
    assert run("check", lone, *datasets).returncode == 2
    assert run("check", lone, "--district", "haishu", *datasets).returncode == 2


def test_check_of_one_file_of_a_submission_reports_that_file(desk: Desk) -> None:
    folder = desk.file("bad", {"organisations": [organisation(name="")], "finances": [finance(credit_code())]})
    done = run("check", folder / "finances.csv", "--datasets", desk.project.datasets, "--format", "json")
    assert json.loads(done.stdout)["submissions"][0]["findings"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere"], ["check", "--datasets", "nowhere"], ["build", "--today", "never"], ["new-code", "1", "2"],
        ["new-submission", "atlantis", "x"], ["new-district", "Hai Shu"], ["frobnicate"],
        ["template", "demo", "--plugins", "nowhere"], ["serve", "--port", "99999"],
        ["sample", "--organisations", "1", "--district", "demo", "--output", "x", "--plugins", "nowhere"],
    ],
)  # fmt: skip
def test_wrong_use_exits_2_and_names_the_next_step(arguments: list[str]) -> None:
    done = (process if arguments == ["frobnicate"] else run)(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_build_publishes_the_rest_and_strict_says_so(desk: Desk) -> None:
    desk.file("bad", {"organisations": [organisation(name="")]})
    desk.file("good", {"organisations": [organisation(credit_code(serial=9))]})
    options = ("--no-site", "--datasets", desk.project.datasets, "--output", desk.project.output, "--today", TODAY)
    assert run("build", *options).returncode == 0
    assert process("build", *options, "--strict").returncode == 1
    assert json.loads((desk.project.output / "report.json").read_text())["valid"] is False


def test_a_new_code_has_its_check_character() -> None:
    code = run("new-code", "330203", "2026", "17").stdout.strip()
    assert code.startswith("BA-330203-2026-00017-")
    assert fault(code) is None


def test_a_new_district_and_its_first_submission_pass(tmp_path: Path) -> None:
    for name in ("plugins", "datasets"):
        (tmp_path / name).mkdir()
    places = ("--plugins", tmp_path / "plugins", "--datasets", tmp_path / "datasets")
    assert run("new-district", "yinzhou", "--title", "鄞州区", "--region", "330212", *places).returncode == 0
    assert run("new-submission", "yinzhou", "2026-first", "--table", "organisations", *places).returncode == 0
    assert run("districts", "--check", *places).returncode == 0
    assert "yinzhou\t鄞州区\t330212" in run("districts", *places).stdout
    done = run("check", *places)
    assert done.returncode == 0, done.stdout


def test_every_command_is_documented() -> None:
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in ("check", "build", "serve", "districts", "new-district", "new-submission", "new-code", "sample"):
        assert f"`disclosure {command}" in documented
        assert run(command, "--help").returncode == 0
