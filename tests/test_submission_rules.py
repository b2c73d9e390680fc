"""What a submission as a whole may not do, or should be asked about."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Desk, credit_code, finance, organisation

from disclosure.commits import check_since
from disclosure.reports import FORMS
from disclosure.standard.identifiers import filed_code

A, B = credit_code(serial=1), credit_code(serial=2)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def landed(desk: Desk) -> Desk:
    """Return a desk in a repository whose branch main has landed two submissions."""
    desk.file("first", {"organisations": [organisation(A)], "finances": [finance(A)]})
    desk.file("second", {"organisations": [organisation(B)]}, created="2026-05-01T09:00:00+08:00")
    repository = desk.project.datasets.parent
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "landed")
    return desk


def since(desk: Desk) -> dict[str, list[str]]:
    """Return submission → codes of what a pull request is told."""
    return {v.submission.name: [f.code for f in v.findings] for v in check_since(desk.project, "main").verdicts}


def test_only_what_is_new_is_judged(landed: Desk) -> None:
    assert since(landed) == {}
    landed.file("third", {"finances": [finance(B, 2023)]}, created="2026-06-01T09:00:00+08:00")
    assert since(landed) == {"third": []}


def test_a_landed_submission_is_neither_edited_nor_deleted(landed: Desk) -> None:
    folder = landed.project.datasets / "haishu"
    (folder / "first" / "finances.csv").write_text("org_id\n", encoding="utf-8")
    (folder / "first" / "notes.md").write_text("x", encoding="utf-8")
    shutil.rmtree(folder / "second")
    told = since(landed)
    assert told["first"].count("published-edited") == 2
    assert told["second"] == ["published-deleted", "published-deleted"]
    assert not check_since(landed.project, "main").valid
    assert "corrects.reason" in FORMS["text"](check_since(landed.project, "main"), "zh")


def test_each_submission_is_told_of_once_and_in_order(landed: Desk) -> None:
    folder = landed.project.datasets / "haishu"
    landed.file("a-new", {"finances": [finance(B, 2023)]}, created="2026-06-01T09:00:00+08:00")
    (folder / "first" / "finances.csv").write_text("org_id\n", encoding="utf-8")
    shutil.rmtree(folder / "second")
    landed.file("z-new", {"finances": [finance(A, 2021)]}, created="2026-06-01T09:00:00+08:00")
    told = check_since(landed.project, "main").verdicts
    assert [verdict.submission.name for verdict in told] == ["a-new", "first", "second", "z-new"]


def test_what_lies_beside_submissions_is_none(landed: Desk) -> None:
    datasets = landed.project.datasets
    notes = [datasets / "README.md", datasets / "haishu" / "README.md"]
    for path in notes:
        path.write_text("x", encoding="utf-8")
    git(datasets.parent, "add", ".")
    git(datasets.parent, "commit", "-q", "-m", "notes")
    for path in notes:
        path.write_text("y", encoding="utf-8")
    assert since(landed) == {}
    notes[1].unlink()
    notes[1].symlink_to("first")
    assert since(landed) == {"README.md": ["link-refused"]}


def test_what_main_gained_meanwhile_is_not_taken_for_deleted(landed: Desk) -> None:
    repository = landed.project.datasets.parent
    git(repository, "checkout", "-q", "-b", "mine")
    git(repository, "checkout", "-q", "main")
    landed.file("theirs", {"finances": [finance(A, 2022)]}, created="2026-06-02T09:00:00+08:00")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "theirs")
    git(repository, "checkout", "-q", "mine")
    assert since(landed) == {}


def test_a_correction_dated_before_what_it_corrects_is_refused(landed: Desk) -> None:
    reason = {"corrects": {"reason": "录入错误"}}
    landed.file(
        "late", {"organisations": [organisation(B, name="测试新名中心")]}, created="2026-04-01T09:00:00+08:00", **reason
    )
    assert "created-before-landed" in since(landed)["late"]


def test_created_cannot_lie_in_the_future(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation()]}, created="2099-01-01T09:00:00+08:00")
    assert desk.findings() == [("created-in-future", None, "created")]


def test_a_correction_that_changes_nothing_is_asked_about(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(A)]})
    desk.file("two", {"organisations": [organisation(B, name="测试另一中心")]}, corrects={"reason": "更正名称"})
    assert [found[0] for found in desk.findings()] == ["corrects-nothing"]
    assert desk.check().valid


def areas(count: int) -> list[dict[str, str]]:
    """Return rows of the table `areas`, which is handed in whole each time."""
    return [{"area_id": f"a{n}", "name": f"测试街道{n}", "level": "街道"} for n in range(count)]


@pytest.mark.parametrize(("later", "codes"), [(4, ["far-fewer-rows"]), (6, []), (30, [])])
def test_far_fewer_rows_than_last_time_are_asked_about(desk: Desk, later: int, codes: list[str]) -> None:
    desk.file("one", {"areas": areas(12)})
    desk.file("two", {"areas": areas(later)})
    assert [found[0] for found in desk.findings()] == codes
    assert desk.check().valid


def test_a_table_that_is_not_whole_may_be_short(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(credit_code(serial=n), name=f"测试{n}") for n in range(1, 13)]})
    desk.file("two", {"organisations": [organisation(A, name="测试1")]})
    assert desk.findings() == []


def test_one_name_under_two_codes_is_asked_about(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(A, name="测试同名中心")]})
    desk.file("two", {"organisations": [organisation(B, name="测试同名中心")]})
    assert desk.findings() == [("same-name-two-codes", 2, "name")]


def test_a_body_that_registered_after_filing_keeps_its_name(desk: Desk) -> None:
    filed = filed_code("330203", "2020", "00001")
    desk.file("one", {"organisations": [organisation(filed, name="测试同名中心")]})
    desk.file("two", {"organisations": [organisation(A, name="测试同名中心", predecessor_id=filed)]})
    assert desk.findings() == []


def test_one_code_under_two_names_is_asked_about(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(A, name="测试服务中心", former_names="测试旧名中心")]})
    item = {"notice_id": "n1", "item": 1, "org_id": A, "result": "拟立项"}
    notice = {"notice_id": "n1", "kind": "立项公示", "title": "测试公示", "publisher": "测试单位", "published_on": "2026-01-05",
              "start_on": "2026-01-05", "end_on": "2026-01-12"}  # fmt: skip
    names = ("测试服务中心", "测试旧名中心", "另一中心")
    desk.file(
        "two",
        {
            "notices": [notice],
            "notice_items": [item | {"item": n, "org_name": name} for n, name in enumerate(names, 1)],
        },
    )
    assert [(c, r) for c, r, _ in desk.findings() if c == "name-differs"] == [("name-differs", 4)]


def test_a_reference_to_what_was_rejected_names_the_first_that_held_it(desk: Desk) -> None:
    for name in ("b-list", "a-list"):
        desk.file(name, {"organisations": [organisation(A, registered_on="2012-5-7")]})
    folder = desk.file("c-books", {"finances": [finance(A)]})
    ((found,),) = [verdict.findings for verdict in desk.check(folder).verdicts]
    assert found.code == "foreign-key-rejected" and "a-list" in found.message and "b-list" not in found.message


def test_a_code_of_another_district_is_asked_about(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(credit_code(region="330211"))]})
    assert desk.findings() == [("org-other-region", 2, "org_id")]


SCRIPT = ROOT / ".github" / "check-submissions"


def pull_request(desk: Desk) -> subprocess.CompletedProcess[str]:
    """Return what the steps of the workflow say of a repository's work tree."""
    environment = {
        "PATH": f"{ROOT / '.venv' / 'bin'}:/usr/bin:/bin",
        "SUMMARY": str(desk.project.datasets.parent / "summary.md"),
    }
    arguments = [SCRIPT, desk.project.datasets, "main"]
    return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("what", ["good", "bad", "edited"])
def test_the_steps_of_a_pull_request(landed: Desk, what: str) -> None:
    if what == "edited":
        (landed.project.datasets / "haishu" / "first" / "finances.csv").write_text("org_id\n", encoding="utf-8")
    else:
        row = finance(B, 2023) | ({"income_total": "12万"} if what == "bad" else {})
        landed.file("third", {"finances": [row]}, created="2026-06-01T09:00:00+08:00")
    done = pull_request(landed)
    summary = (landed.project.datasets.parent / "summary.md").read_text(encoding="utf-8")
    assert done.returncode == (0 if what == "good" else 1), done.stderr
    assert ("::error " in done.stdout) == (what != "good")
    expected = {"good": "✅ 采用", "bad": "money-format", "edited": "published-edited"}[what]
    assert expected in summary


def test_the_workflow_is_short_and_runs_the_script() -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 40
    assert ".github/check-submissions" in text and "secrets" not in text
