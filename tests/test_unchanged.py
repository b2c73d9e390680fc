"""Nothing is made twice: pages that would say the same are taken over, and a build of the same is the release before.

Whatever changes, what is published is what a build from nothing publishes.
"""

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk, credit_code, desk_in, files_of, organisation

from disclosure import pipeline
from disclosure.site.former import Former

ROOT = Path(__file__).parent.parent


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what fills with the address of each page that is made and not taken over."""
    paths: list[str] = []
    wrote = Former.wrote

    def noted(former: Former, path: str, *told: object) -> None:
        paths.append(path)
        wrote(former, path, *told)

    monkeypatch.setattr(Former, "wrote", noted)
    return paths


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty register with a copy of one of the districts of the repository."""
    own = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins" / "haishu", own / "haishu", ignore=shutil.ignore_patterns("__pycache__"))
    made = desk_in(tmp_path)
    made.project = replace(made.project, plugins=own)  # which loads it anew
    return made


def grant(grant_id: str, serial: int) -> dict[str, Any]:
    """Return a row of grants with all that is required."""
    return {"grant_id": grant_id, "programme": "公益创投", "round": 2026, "project": f"项目{grant_id}",
            "org_id": credit_code(serial=serial), "org_name": "", "decision": "资助", "awarded": 50000,
            "decided_on": "2026-06-18", "status": "执行中"}  # fmt: skip


def coverage(table: str) -> dict[str, Any]:
    """Return a statement that all of a table is filed."""
    return {"table_name": table, "kind": "", "org_type": "", "from_on": "2020-01-01", "until_on": "2026-01-01",
            "authority": "测试区民政局", "basis": "登记系统导出"}  # fmt: skip


def body(serial: int) -> str:
    return f"/organisations/{credit_code(serial=serial)}/"


def two_bodies(desk: Desk) -> None:
    desk.file("orgs", {"organisations": [organisation(credit_code(serial=n), name=f"第{n}协会") for n in (1, 2)]})


def test_only_the_pages_of_which_something_changed_are_made(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    pipeline.build(desk.project)
    assert {body(1), body(2)} <= set(made)
    before = {path: path.read_bytes() for path in (desk.project.output / "current" / "site").resolve().rglob("*.html")}
    made.clear()
    desk.file("later", {"organisations": [organisation(credit_code(serial=2), name="第二协会")]})
    pipeline.build(desk.project)
    assert body(2) in made and body(1) not in made
    assert all(path.read_bytes() == text for path, text in before.items()), "the release before is as it was"
    page = desk.project.output / f"site{body(1)}index.html"
    assert page.stat().st_nlink == 2, "one file, in both releases"


def test_a_page_that_names_another_is_made_when_the_other_changes(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    desk.file("grants", {"grants": [grant("g1", 1)]})
    assert desk.findings() == []
    pipeline.build(desk.project)
    made.clear()
    desk.file("later", {"organisations": [organisation(credit_code(serial=1), name="改名协会")]})
    pipeline.build(desk.project)
    assert "/grants/haishu/g1/" in made
    assert "改名协会" in (desk.project.output / "site/grants/haishu/g1/index.html").read_text(encoding="utf-8")


def cut_off(desk: Desk) -> None:
    page = desk.project.output / f"site{body(1)}index.html"
    page.write_text("cut", encoding="utf-8")


def overwritten(desk: Desk) -> None:
    page = desk.project.output / f"site{body(1)}index.html"
    page.write_bytes(page.read_bytes().swapcase())


def other_figures(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.project.output / "disclosure.db")) as db, db:
        db.execute("update organisations set name = '别的' where org_id = ?", [credit_code(serial=1)])


def gone(desk: Desk) -> None:
    (desk.project.output / f"site{body(1)}index.json").unlink()


def forgotten(desk: Desk) -> None:
    shutil.rmtree(desk.project.cache)


def garbled(desk: Desk) -> None:
    (desk.project.cache / "outcome.json").write_text("{", encoding="utf-8")
    (desk.project.cache / "files.db").write_bytes(b"x" * 4096)
    for path in (desk.project.cache / "pages").rglob("*.db"):
        path.write_bytes(path.read_bytes()[:4096] + b"x" * 4096)


def unstamped(desk: Desk) -> None:
    (desk.project.cache / "outcome.json").unlink()
    (desk.project.cache / "files.db").unlink()


def test_what_is_harmed_is_made_anew(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    pipeline.build(desk.project)
    whole = files_of(desk.project)
    for harm in (cut_off, overwritten, gone, forgotten, garbled, unstamped):
        made.clear()
        harm(desk)
        assert not pipeline.build(desk.project).again, harm.__name__
        assert body(1) in made and files_of(desk.project) == whole, harm.__name__


def test_a_file_that_was_only_touched_is_read_and_whole(desk: Desk) -> None:
    two_bodies(desk)
    pipeline.build(desk.project, with_site=False)
    os.utime(desk.project.output / "disclosure.db", (1, 1))
    assert pipeline.build(desk.project, with_site=False).again


def test_lists_are_made_only_when_they_are_told_other_rows(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    pipeline.build(desk.project)
    listed = {"/", "/organisations/", "/people/", "/rules/", "/submissions/", "/search/haishu.json"}
    assert listed <= set(made)
    made.clear()
    desk.file("later", {"coverage": [coverage("penalties")]})
    pipeline.build(desk.project)
    assert {path for path in listed if path in made} == {"/", "/submissions/"}
    made.clear()
    desk.file("last", {"organisations": [organisation(credit_code(serial=2), name="改名协会")]}, created=created(27))
    pipeline.build(desk.project)
    assert {path for path in listed if path in made} == {"/", "/organisations/", "/submissions/", "/search/haishu.json"}


def test_what_changed_in_a_harmed_database_is_not_looked_up_there(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    pipeline.build(desk.project)
    desk.file("later", {"organisations": [organisation(credit_code(serial=1), name="改名协会")]})
    other_figures(desk)
    made.clear()
    pipeline.build(desk.project)
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    pipeline.build(anew)
    assert body(1) in made and files_of(desk.project) == files_of(anew)


def test_a_build_of_the_same_is_the_release_before(desk: Desk) -> None:
    two_bodies(desk)
    desk.file("faulty", {"organisations": [organisation(status="不明")]})
    first = pipeline.build(desk.project, with_site=False)
    again = pipeline.build(desk.project, with_site=False)
    assert (first.again, again.again) == (False, True) and again.as_json() == first.as_json()
    assert [one.counts for one in again.verdicts] == [one.counts for one in first.verdicts]
    assert len(list((desk.project.output / "releases").glob("[!.]*"))) == 1
    for other in (replace(desk.project, today="2026-11-29"), replace(desk.project, site_url="https://example.org")):
        assert not pipeline.build(other, with_site=False).again
        assert pipeline.build(other, with_site=False).again
    assert not pipeline.build(replace(desk.project, site_url="https://example.org"), with_site=True).again


@pytest.mark.parametrize("name", ["disclosure.db", "site/downloads/organisations.csv"])
def test_a_release_that_is_not_whole_is_built_again(desk: Desk, name: str) -> None:
    two_bodies(desk)
    pipeline.build(desk.project, with_site=False)
    whole = files_of(desk.project)
    with (desk.project.output / name).open("ab") as file:
        file.write(b" ")
    assert not pipeline.build(desk.project, with_site=False).again and files_of(desk.project) == whole


def test_what_went_wrong_is_tried_again(desk: Desk) -> None:
    two_bodies(desk)
    broken = desk.project.plugins / "zhenhai"
    shutil.copytree(ROOT / "plugins" / "zhenhai", broken)
    (broken / "__init__.py").write_text("raise OSError('for a moment')\n", encoding="utf-8")
    for _ in range(2):
        assert not pipeline.build(replace(desk.project), with_site=False).again


# ---- whatever changes, in whatever order


def renames(desk: Desk, chance: random.Random, step: int) -> None:
    code = credit_code(serial=chance.randint(1, 3))
    desk.file(f"s{step}", {"organisations": [organisation(code, name=f"第{step}次改名协会")]}, created=created(step))


def awards(desk: Desk, chance: random.Random, step: int) -> None:
    filed = grant(f"g{chance.randint(1, 2)}", chance.randint(1, 3))
    desk.file(f"s{step}", {"grants": [filed]}, created=created(step))


def declares(desk: Desk, chance: random.Random, step: int) -> None:
    table = chance.choice(["organisations", "penalties", "grants"])
    desk.file(f"s{step}", {"coverage": [coverage(table)]}, created=created(step))


def withdraws(desk: Desk, chance: random.Random, _: int) -> None:
    folders = sorted(path for path in (desk.project.datasets / "haishu").iterdir() if path.name.startswith("s"))
    if folders:
        shutil.rmtree(chance.choice(folders))


def another_day(desk: Desk, _: random.Random, step: int) -> None:
    desk.project = replace(desk.project, today=f"2026-12-{step + 1:02}")


def another_word(desk: Desk, _: random.Random, step: int) -> None:
    facts = desk.project.plugins / "haishu" / "district.json"
    told = json.loads(facts.read_text(encoding="utf-8"))
    facts.write_text(json.dumps(told | {"title": f"海曙区{step}"}, ensure_ascii=False), encoding="utf-8")


def another_view(desk: Desk, _: random.Random, step: int) -> None:
    view = desk.project.plugins / "haishu" / "views" / "haishu_agencies.sql"
    view.write_text(f"{view.read_text(encoding='utf-8').rstrip()}\n-- {step}\n", encoding="utf-8")


def harms(desk: Desk, chance: random.Random, step: int) -> None:
    """Something is filed, and what was kept is no longer whole, or the release before is gone."""
    renames(desk, chance, step)
    cache = desk.project.cache
    for path in chance.sample([cache / "files.db", *sorted(cache.glob("pages/*/*"))], 2):
        path.write_bytes(b"")
    for release in sorted((desk.project.output / "releases").iterdir())[:: chance.choice([1, 2])]:
        shutil.rmtree(release)


def created(step: int) -> str:
    return f"2026-10-{step + 1:02}T09:00:00+08:00"


CHANGES = (renames, awards, declares, withdraws, another_day, another_word, another_view, harms)


def test_a_build_upon_another_is_the_build_from_nothing(desk: Desk) -> None:
    chance = random.Random(1)
    bodies = [organisation(credit_code(serial=n), name=f"第{n}协会") for n in (1, 2, 3)]
    desk.file("orgs", {"organisations": bodies}, created=created(0))
    pipeline.build(desk.project)
    for step, change in enumerate([*CHANGES, awards, renames], start=1):
        change(desk, chance, step)
        desk.project = replace(desk.project)  # which loads the district anew
        assert desk.findings() == [], change.__name__
        pipeline.build(desk.project)
        anew = replace(desk.project, output=desk.project.output.with_name(f"anew{step}"))
        pipeline.build(anew)
        assert files_of(desk.project) == files_of(anew), change.__name__
