"""A build publishes whole or not at all, keeps three, and gives the same bytes for the same inputs."""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, Desk, credit_code, finance, organisation

from disclosure import digests, pipeline
from disclosure.cli import cli
from disclosure.digests import digest_of
from disclosure.exceptions import DisclosureError
from disclosure.publication import input_digests, publish
from disclosure.site.pages import organisations, people
from disclosure.tables import is_inner


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_inputs_give_the_same_bytes_however_many_processes_write(desk: Desk) -> None:
    org = credit_code(serial=4)
    desk.file("a", {"organisations": [organisation(org)], "finances": [finance(org)]})
    desk.file("b", {"finances": [finance(org, income_total="501")]}, corrects={"reason": "漏记"})
    pipeline.build(desk.project)
    first = tree((desk.project.output / "current").resolve())
    pipeline.build(desk.project, jobs=3)
    second = tree((desk.project.output / "current").resolve())
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_three_releases_are_kept_and_one_link_moves(desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    for day in range(20, 25):
        pipeline.build(replace(desk.project, today=f"2026-11-{day}"), with_site=False)
    assert len(list((desk.project.output / "releases").iterdir())) == 3
    assert (desk.project.output / "current").is_symlink()
    manifest = json.loads((desk.project.output / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest) == {"build", "commit", "today", "inputs", "outputs"}
    assert "datasets/haishu/a/organisations.csv" in manifest["inputs"]
    assert "disclosure.db" in manifest["outputs"]


def test_no_page_is_read_again_for_the_manifest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path | str) -> str:
        read.append(str(path))
        return digest_of(path)

    monkeypatch.setattr(digests, "digest_of", noted)
    desk.file("a", {"organisations": [organisation()]})
    desk.site(people, organisations)
    told = json.loads((desk.project.output / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    pages = [name for name in told if name.startswith("site/organisations/5")]
    assert len(pages) >= 3 and not [path for path in read if "/site/organisations/5" in path]
    release = (desk.project.output / "current").resolve()
    assert {name: digest_of(release / name) for name in pages} == {name: told[name] for name in pages}
    assert not list((desk.project.cache / "pages").rglob("*.stamps"))


def test_what_a_district_states_is_among_the_inputs(desk: Desk, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(desk.project.plugins, plugins, ignore=shutil.ignore_patterns("__pycache__"))
    project = replace(desk.project, plugins=plugins)
    before = input_digests(project)
    (stated,) = plugins.glob("haishu/rules/haishu-activities@*.sql")
    stated.write_bytes(stated.read_bytes() + b"\n-- another word\n")
    after = input_digests(project)
    assert {name for name in after if after[name] != before.get(name)} == {f"plugins/{stated.relative_to(plugins)}"}


def test_what_lies_behind_a_link_is_among_the_inputs(desk: Desk, tmp_path: Path) -> None:
    plugins, elsewhere = tmp_path / "plugins", tmp_path / "elsewhere"
    plugins.mkdir()
    shutil.copytree(ROOT / "plugins" / "haishu", elsewhere / "haishu", ignore=shutil.ignore_patterns("__pycache__"))
    (plugins / "haishu").symlink_to(elsewhere / "haishu")
    texts = elsewhere / "haishu" / "district.json"
    texts.rename(elsewhere / "district.json")
    texts.symlink_to(elsewhere / "district.json")
    (elsewhere / "haishu" / "round").symlink_to(elsewhere / "haishu")
    (elsewhere / "haishu" / "nowhere").symlink_to(elsewhere / "nothing")
    project = replace(desk.project, plugins=plugins)
    before = input_digests(project)
    for changed in ("district.json", "haishu/articles.csv"):
        (elsewhere / changed).write_bytes((elsewhere / changed).read_bytes() + b"\n")
        after = input_digests(project)
        assert {name for name in after if after[name] != before[name]} == {f"plugins/haishu/{Path(changed).name}"}
        before = after


def test_a_submission_that_was_committed_since_is_told_with_its_commit(desk: Desk, tmp_path: Path) -> None:
    desk.project = replace(desk.project, root=tmp_path)
    git(tmp_path, "init", "-q")
    desk.file("a", {"organisations": [organisation()]})

    def built() -> tuple[bool, list[Any]]:
        outcome = pipeline.build(replace(desk.project), with_site=False)
        with closing(sqlite3.connect(desk.project.output / "disclosure.db")) as db:
            return outcome.again, [revision for (revision,) in db.execute("select revision from submissions")]

    assert built() == (False, [None])
    git(tmp_path, "add", "datasets")
    git(tmp_path, "commit", "-q", "-m", "a")
    revision = git(tmp_path, "rev-parse", "HEAD")
    assert built() == (False, [revision]) and built() == (True, [revision])
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "nothing of a submission")
    assert built() == (True, [revision])


def test_a_build_that_fails_leaves_the_last_one_whole(desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    pipeline.build(desk.project, with_site=False)
    before = (desk.project.output / "current").resolve()
    with pytest.raises(RuntimeError), publish(desk.project, {}) as publication:
        publication.write_json("report.json", {})
        raise RuntimeError
    assert (desk.project.output / "current").resolve() == before
    assert [path.name for path in before.parent.iterdir()] == [before.name]


def test_nothing_is_published_without_a_district(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    desk.project = replace(desk.project, plugins=empty)
    with pytest.raises(DisclosureError, match="new-district"):
        desk.build()
    assert not (desk.project.output / "current").exists()


def test_tables_are_strict_and_carry_provenance(desk: Desk) -> None:
    desk.file("a", {"organisations": [organisation()]})
    db = desk.build()
    names = [table for table in db.table_names() if not is_inner(table)]
    assert all(db[name].strict for name in names)
    provenance = {"district", "submission", "source_file", "source_row", "submitted_on", "sample"}
    assert provenance <= set(db["organisations"].columns_dict)
    assert provenance | {"superseded_on"} <= set(db["organisations_history"].columns_dict)
    assert db["finances"].pks == ["district", "org_id", "year"]
    assert ["org_id"] in [index.columns for index in db["finances"].indexes] or any(
        "org_id" in index.columns for index in db["finances"].indexes
    )


def commit_of(output: Path) -> str | None:
    """Return the commit that a manifest names."""
    found: str | None = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["commit"]
    return found


def git(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_manifest_names_the_commit_of_the_register_whatever_folder_it_runs_in(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "not the register's")
    monkeypatch.chdir(other)
    desk.file("a", {"organisations": [organisation()]})
    desk.build()
    assert commit_of(desk.project.output) == git(ROOT, "rev-parse", "HEAD")
    desk.project = replace(desk.project, root=tmp_path)
    desk.build()
    assert commit_of(desk.project.output) is None


def test_a_relative_output_is_a_whole_release_from_any_folder(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("a", {"organisations": [organisation()]})
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    options = ["--datasets", "../datasets", "--plugins", str(ROOT / "plugins"), "--output", "out", "--jobs", "1"]
    done = CliRunner().invoke(cli, ["build", *options])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "here" / "out" / "site" / "index.html").exists()
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["out"]
