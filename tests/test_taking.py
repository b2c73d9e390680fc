"""A submission is taken in once: kept by digest, by other processes too, and never taken from what is not its own."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk, credit_code, files_of, organisation

from disclosure import pipeline, taking
from disclosure.database.admission import Register, Verdict
from disclosure.exceptions import UsageError
from disclosure.project import Project
from disclosure.submissions import Submission
from disclosure.taking import ahead

ROOT = Path(__file__).parent.parent


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what fills with the name of each file that is read and checked in this process."""
    read: list[str] = []
    validate = taking.validate

    def counted(source: Any, *given: Any) -> Any:
        read.append(source.path.name)
        return validate(source, *given)

    monkeypatch.setattr(taking, "validate", counted)
    return read


def test_nothing_is_read_twice_that_has_not_changed(desk: Desk, reads: list[str]) -> None:
    desk.file("one", {"organisations": [organisation()]})
    first = desk.check().as_json()
    assert reads == ["organisations.csv"]
    assert desk.check().as_json() == first and len(reads) == 1
    desk.file("two", {"organisations": [organisation(credit_code(serial=2))]})
    assert desk.check().valid and len(reads) == 2, "the new one alone"


def changed_file(desk: Desk) -> None:
    path = next(desk.project.datasets.rglob("organisations.csv"))
    path.write_text(path.read_text(encoding="utf-8").replace("正常", "不明"), encoding="utf-8")


def changed_manifest(desk: Desk) -> None:
    path = next(desk.project.datasets.rglob("datapackage.json"))
    filed = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(filed | {"sample": True}), encoding="utf-8")


def stranger(desk: Desk) -> None:
    (next(desk.project.datasets.rglob("datapackage.json")).parent / "没有这张表.csv").write_text(
        "甲\n", encoding="utf-8"
    )


def hidden(desk: Desk) -> None:
    (next(desk.project.datasets.rglob("datapackage.json")).parent / ".隐藏").write_text("x", encoding="utf-8")


@pytest.mark.parametrize("change", [changed_file, changed_manifest, stranger, hidden])
def test_whatever_changes_in_a_submission_it_is_read_again(desk: Desk, reads: list[str], change: Any) -> None:
    desk.file("one", {"organisations": [organisation()]})
    before = desk.check().as_json()
    change(desk)
    after = desk.check().as_json()
    assert len(reads) == 2 and after != before
    shutil.rmtree(desk.project.cache)
    assert desk.check().as_json() == after


def test_another_district_folder_or_way_reads_again(desk: Desk, tmp_path: Path, reads: list[str]) -> None:
    desk.file("one", {"organisations": [organisation()]})
    desk.check()
    pipeline.check(replace(desk.project, by_rows=True), None)
    assert len(reads) == 2
    plugins = tmp_path / "plugins"
    shutil.copytree(desk.project.plugins, plugins, ignore=shutil.ignore_patterns("__pycache__"))
    desk.project = replace(desk.project, plugins=plugins)
    desk.check()
    desk.check()
    assert len(reads) == 3
    (plugins / "haishu" / "README.md").write_text("另一份说明\n", encoding="utf-8")
    desk.project = replace(desk.project)
    desk.check()
    assert len(reads) == 4


def test_what_is_cut_off_or_changed_on_the_shelf_is_not_used(desk: Desk, reads: list[str]) -> None:
    desk.file("one", {"organisations": [organisation()]})
    before = desk.check().as_json()
    for harm in (lambda data: data[: len(data) // 2], lambda data: data.replace(b"330203", b"330204"), lambda _: b""):
        shutil.rmtree(desk.project.cache / "verdicts")
        (kept,) = (desk.project.cache / "taken").glob("*.db")
        kept.write_bytes(harm(kept.read_bytes()))
        assert desk.check().as_json() == before
    assert len(reads) == 4


def test_verdicts_are_told_again_while_nothing_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("one", {"organisations": [organisation(), organisation(status="不明")]})
    desk.file("two", {"organisations": [organisation(credit_code(serial=2))]})
    before, admitted, admit = desk.check(), list[str](), Register.admit

    def counted(register: Register, submission: Submission) -> Verdict:
        admitted.append(submission.name)
        return admit(register, submission)

    monkeypatch.setattr(Register, "admit", counted)
    assert desk.check().as_json() == before.as_json() and not before.valid and not admitted
    only = desk.check(desk.project.datasets / "haishu" / "two")
    assert only.as_json()["submissions"] == before.as_json()["submissions"][1:] and not admitted
    (told,) = (desk.project.cache / "verdicts").glob("*.json")
    told.write_bytes(told.read_bytes().replace(b'"error"', b'"other"'))
    assert desk.check().as_json() == before.as_json() and admitted == ["one", "two"], "what was harmed is not used"
    desk.project = replace(desk.project, today="2026-11-28")
    desk.check()
    assert admitted == 2 * ["one", "two"], "another day may judge otherwise"


def test_what_nobody_used_for_a_day_leaves_the_shelf(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation()]})
    desk.check()
    kept = set((desk.project.cache / "taken").iterdir())
    old = desk.project.cache / "taken" / f"{'0' * 64}.db"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    desk.check()
    assert set((desk.project.cache / "taken").iterdir()) == kept


def test_without_a_place_for_the_shelf_all_goes_on(desk: Desk, reads: list[str]) -> None:
    desk.file("one", {"organisations": [organisation()]})
    desk.project.output.mkdir(parents=True, exist_ok=True)
    desk.project.cache.write_text("in the way", encoding="utf-8")
    assert desk.check().valid and desk.check().valid
    assert len(reads) >= 2


def test_what_changes_while_it_is_read_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("one", {"organisations": [organisation()]})
    validate, path = taking.validate, next(desk.project.datasets.rglob("organisations.csv"))

    def slow(*given: Any) -> Any:
        done = validate(*given)
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return done

    monkeypatch.setattr(taking, "validate", slow)
    desk.check()
    assert not list((desk.project.cache / "taken").glob("*.db"))
    assert not (desk.project.cache / "verdicts").exists()


@pytest.fixture
def samples(tmp_path: Path) -> Project:
    """Return the repository's register, samples and all, to be built in a folder of the test."""
    return Project(ROOT, ROOT / "datasets", ROOT / "plugins", tmp_path / "one", "2026-11-26", samples=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what a build publishes in which one process takes in all; it reads them itself."""
    read, validate = list[str](), taking.validate
    project = Project(ROOT, ROOT / "datasets", ROOT / "plugins", tmp_path_factory.mktemp("alone"), "2026-11-26", True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(taking, "validate", lambda source, *given: read.append(source) or validate(source, *given))
        pipeline.build(project, with_site=False)
    assert read
    return files_of(project)


def test_processes_take_in_the_same(
    samples: Project, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    monkeypatch.setattr(ahead, "WORTH", 0)
    pipeline.build(samples, with_site=False, jobs=2)
    assert reads == [], "the other processes read them all"
    assert files_of(samples) == alone


def test_a_cluster_takes_in_the_same(samples: Project, alone: dict[str, bytes], reads: list[str]) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        far = replace(samples, executor=f"dask:{cluster.scheduler_address}")
        pipeline.build(far, with_site=False)
        assert reads == [], "the cluster read them all"
    assert files_of(far) == alone


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "dask:", "dask:nonsense://x"])
def test_a_cluster_that_is_not_there_is_a_sentence(samples: Project, address: str) -> None:
    with pytest.raises(UsageError, match="executor"):
        pipeline.build(replace(samples, executor=address), with_site=False)
