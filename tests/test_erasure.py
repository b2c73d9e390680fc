"""An empty cell that would empty what is published asks for a yes: the word in the cell, --erase, or the manifest."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import run
from conftest import ROOT, TODAY, Desk, credit_code, finance, organisation

from disclosure.districts import load_districts
from disclosure.findings import wording

ORG = credit_code(serial=7)
FULL = {
    "former_names": "测试旧名", "status_since": "2012-05-07", "address": "测试路1号", "registered_capital": "30000.50",
    "is_charity": "是", "scope": "为老服务", "website": "https://example.org/a", "longitude": "121.5",
    "field": "社会服务",
}  # fmt: skip
LATE = "2026-11-26T09:00:00+08:00"
HAISHU = next(one for one in load_districts(ROOT / "plugins") if one.name == "haishu")
COLUMNS = HAISHU.tables()["organisations"].by_name


def full(**columns: Any) -> dict[str, Any]:
    """Return a row of organisations with much more than is required."""
    return organisation(ORG) | FULL | columns


def emptied(word: str = "") -> dict[str, Any]:
    """Return the row as a clerk files it who changes the status with the whole template."""
    return full(**dict.fromkeys(FULL, word)) | {"status": "注销"}


def corrections(desk: Desk) -> dict[str, tuple[str | None, str | None]]:
    """Return column → (old, new) of every correction."""
    return {row["column_name"]: (row["old"], row["new"]) for row in desk.admitted()["corrections"].rows}


def test_each_value_that_would_be_erased_is_named(desk: Desk) -> None:
    desk.file("first", {"organisations": [full()]})
    desk.file("second", {"organisations": [emptied()]}, created=LATE)
    (found,) = [f for verdict in desk.check().verdicts for f in verdict.findings]
    assert (found.code, found.severity, found.row) == ("values-would-erase", "error", 2)
    for name in FULL:
        assert f"“{COLUMNS[name].title}”（原来是“" in found.message and f"--erase {COLUMNS[name].title}" in found.fix
        assert name in found.message_en and f'"{name}"' in found.fix
    assert "30000.50" in found.message and "“是”" in found.message and "测试旧名" in found.message
    assert [row["status"] for row in desk.admitted()["organisations"].rows] == ["正常"]


def test_the_word_in_the_cell_is_a_yes_whatever_the_column_holds(desk: Desk) -> None:
    desk.file("first", {"organisations": [full()]})
    desk.file("second", {"organisations": [emptied("清空")]}, created=LATE)
    assert desk.findings() == []
    changed = corrections(desk)
    assert all(changed[name][1] is None for name in FULL) and len(changed) == len(FULL) + 1
    (row,) = desk.admitted()["organisations"].rows
    assert all(row[name] is None for name in FULL)


def test_the_manifest_says_yes_for_the_columns_it_names(desk: Desk) -> None:
    desk.file("first", {"organisations": [full()]})
    named, left = list(FULL)[:-1], list(FULL)[-1]
    desk.file("second", {"organisations": [emptied()]}, created=LATE, erases=named)
    assert desk.findings() == [("values-would-erase", 2, left)]
    desk.file("second", {"organisations": [emptied()]}, created=LATE, erases=[*named, COLUMNS[left].title])
    assert desk.findings() == []


@pytest.mark.parametrize(
    ("created", "asked"),
    [("2026-11-25T23:59:59+08:00", False), ("2026-11-25T15:59:59Z", False), ("2026-11-26T00:00:00+08:00", True),
     ("2026-11-25T16:00:00+00:00", True)],
)  # fmt: skip
def test_what_was_handed_in_before_the_rule_keeps_its_verdict(created: str, asked: bool, desk: Desk) -> None:
    assert wording()["values-would-erase"]["since"] == "2026-11-26T00:00:00+08:00"
    desk.file("first", {"organisations": [full()]})
    desk.file("second", {"organisations": [emptied()]}, created=created)
    assert desk.findings() == (
        [("values-would-erase", 2, next(name for name in COLUMNS if name in FULL))] if asked else []
    )


def test_a_figure_needs_the_yes_and_the_reason(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG, staff_pay="100")]})
    desk.file("second", {"finances": [finance(ORG, staff_pay="")]}, created=LATE)
    assert desk.findings() == [("change-without-reason", 2, "staff_pay"), ("values-would-erase", 2, "staff_pay")]
    unexplained, _ = [f for verdict in desk.check().verdicts for f in verdict.findings]
    assert "None" not in unexplained.message + unexplained.message_en
    desk.file("second", {"finances": [finance(ORG, staff_pay="清空")]}, created=LATE, corrects={"reason": "另行公布"})
    assert desk.findings() == []
    assert corrections(desk) == {"staff_pay": ("100", None)}


def test_only_the_row_with_the_word_is_confirmed(desk: Desk) -> None:
    rows = [finance(ORG, year, staff_pay="100") for year in (2022, 2023, 2024)]
    desk.file("first", {"organisations": [organisation(ORG)], "finances": rows})
    again = [finance(ORG, year, staff_pay=pay) for year, pay in ((2022, "清空"), (2023, ""), (2024, "100"))]
    desk.file("second", {"finances": again}, created=LATE, corrects={"reason": "另行公布"})
    assert desk.findings() == [("values-would-erase", 3, "staff_pay")]


def test_samples_and_what_was_retracted_are_asked_likewise(desk: Desk) -> None:
    sample = credit_code(region="990203")
    row = organisation(sample, name="（示例）测试中心", website="https://example.org/a")
    desk.file("first", {"organisations": [row]}, sample=True)
    desk.file("second", {"organisations": [row | {"website": ""}]}, sample=True, created=LATE)
    assert desk.findings() == [("values-would-erase", 2, "website")]
    desk.file("second", {"organisations": [{"org_id": sample, "_retracted": "误报"}]}, sample=True, created=LATE)
    third = "2026-11-26T10:00:00+08:00"
    desk.file("third", {"organisations": [row | {"website": ""}]}, sample=True, created=third)
    assert desk.findings() == [("values-would-erase", 2, "website")]


def test_a_new_row_and_an_empty_cell_filed_again_ask_nothing(desk: Desk) -> None:
    desk.file("first", {"organisations": [organisation(ORG, website="")]})
    rows = [organisation(ORG, website=""), organisation(credit_code(serial=8), website="清空")]
    desk.file("second", {"organisations": rows}, created=LATE)
    assert desk.findings() == []


def clerk(desk: Desk, tmp_path: Path, row: dict[str, Any]) -> tuple[Path, list[str]]:
    """Return a clerk's file with one row under Chinese titles, and the options that name her district."""
    path = tmp_path / "organisations.csv"
    titles = [COLUMNS[name].title for name in row]
    path.write_text(",".join(titles) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8-sig")
    return path, ["--district", "haishu", "--datasets", str(desk.project.datasets), "--today", TODAY]


def test_check_and_import_take_the_yes_and_write_it_down(desk: Desk, tmp_path: Path) -> None:
    desk.file("first", {"organisations": [full()]})
    path, options = clerk(desk, tmp_path, emptied())
    assert run("check", path, *options).returncode == 1
    yes = [part for name in FULL for part in ("--erase", COLUMNS[name].title)]
    assert run("check", path, *options, *yes[:-2]).returncode == 1
    assert run("check", path, *options, *yes).returncode == 0
    assert run("import", path, *options, "--name", "second").returncode == 1
    assert not (desk.project.datasets / "haishu" / "second").exists()
    done = run("import", path, *options, "--name", "second", *yes)
    assert done.returncode == 0, done.stdout + done.stderr
    filed = json.loads((desk.project.datasets / "haishu" / "second" / "datapackage.json").read_text(encoding="utf-8"))
    assert set(FULL) <= set(filed["erases"])
    assert desk.findings() == []


def test_the_word_survives_an_import(desk: Desk, tmp_path: Path) -> None:
    desk.file("first", {"organisations": [full()]})
    path, options = clerk(desk, tmp_path, emptied("清空"))
    assert run("import", path, *options, "--name", "second").returncode == 0
    written = (desk.project.datasets / "haishu" / "second" / "organisations.csv").read_text(encoding="utf-8-sig")
    assert written.count("清空") == len(FULL) and desk.findings() == []


def test_check_takes_a_reason_as_import_does(desk: Desk, tmp_path: Path) -> None:
    desk.file("first", {"organisations": [organisation(ORG)], "finances": [finance(ORG)]})
    path = tmp_path / "finances.csv"
    row = finance(ORG, income_total="900")
    path.write_text(",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n", encoding="utf-8")
    options = ["--district", "haishu", "--datasets", desk.project.datasets, "--today", TODAY]
    assert run("check", path, *options).returncode == 1
    assert run("check", path, *options, "--corrects", "漏记一笔").returncode == 0
    assert run("check", path, *options, "--corrects", "漏").returncode == 2


@pytest.mark.parametrize("options", [["--erase", "没有这一列"], ["--erase", ""]])
def test_a_column_that_is_none_is_refused(options: list[str], desk: Desk, tmp_path: Path) -> None:
    path, named = clerk(desk, tmp_path, full())
    done = run("check", path, *named, *options)
    assert done.returncode == 2 and "没有" in done.stderr and not done.stdout


def test_what_has_a_manifest_says_it_there(desk: Desk) -> None:
    folder = desk.file("first", {"organisations": [full()]})
    options = ["--datasets", desk.project.datasets]
    for path in (folder, folder / "organisations.csv"):
        for said in (["--corrects", "更正一下"], ["--erase", "website"]):
            done = run("check", path, *options, *said)
            assert done.returncode == 2 and "datapackage.json" in done.stderr
    assert run("check", *options, "--erase", "website").returncode == 2
