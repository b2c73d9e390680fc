"""Nothing is made twice: pages that would say the same are taken over, and a build of the same is the release before.

Whatever changes, what is published is what a build from nothing publishes.
"""

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk, credit_code, desk_in, files_of, finance, organisation

from disclosure import pipeline
from disclosure.database.admission import Register, Verdict
from disclosure.exceptions import PluginError
from disclosure.findings import Finding
from disclosure.judgement import results
from disclosure.site.former import Former
from disclosure.site.pages import organisations
from disclosure.submissions import Submission

ROOT = Path(__file__).parent.parent


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what fills with the address of each page that is made and not taken over."""
    paths: list[str] = []
    wrote = Former.wrote

    def noted(former: Former, path: str, *told: Any) -> None:
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
    desk.site(organisations)
    whole = files_of(desk.project)
    for harm in (cut_off, overwritten, gone, forgotten, garbled, unstamped):
        made.clear()
        harm(desk)
        assert not desk.site(organisations).again, harm.__name__
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


def of_kind(desk: Desk, count: int) -> None:
    """File bodies of one kind with their accounts, one and a half times what is needed for a median."""
    codes = [credit_code(serial=n) for n in range(1, count + 1)]
    desk.file("orgs", {"organisations": [organisation(code, name=f"第{code[-9:]}协会", street="望春街道") for code in codes]},
              created=created(1))  # fmt: skip
    rows = [finance(code, income_total=500 + n, expense_total=400) for n, code in enumerate(codes)]
    desk.file("accounts", {"finances": rows}, created=created(2))


def built_as_from_nothing(desk: Desk) -> bool:
    """Build upon the release before and from nothing; return whether both are the same."""
    pipeline.build(desk.project)
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    pipeline.build(anew)
    return files_of(desk.project) == files_of(anew)


def of_body(made: list[str], serial: int) -> set[str]:
    """Return what was made of a body."""
    return {path.removeprefix(body(serial)) for path in made if path.startswith(body(serial))}


def test_a_corrected_figure_makes_the_pages_that_show_it_alone(desk: Desk, made: list[str]) -> None:
    of_kind(desk, 9)
    pipeline.build(desk.project)
    assert {"", "#", "compare/", "sheet/"} <= of_body(made, 1) and "/areas/haishu/望春街道/" in made
    made.clear()
    row = finance(credit_code(serial=9), income_total="507.50", expense_total=400)  # it stays above the median
    desk.file("later", {"finances": [row]}, created=created(3), corrects={"reason": "核对以后更正"})
    pipeline.build(desk.project)
    assert {"", "#", "compare/"} <= of_body(made, 9)
    assert [of_body(made, n) - {"compare/"} for n in range(1, 9)] == [set()] * 8
    assert 0 < sum("compare/" in of_body(made, n) for n in range(1, 9)) < 8, "of those it stands beside"
    assert not any(path.startswith(("/organisations/haishu/", "/areas/", "/search/")) for path in made)
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    pipeline.build(anew)
    assert files_of(desk.project) == files_of(anew)


def test_another_median_makes_the_pages_beside_it(desk: Desk, made: list[str]) -> None:
    of_kind(desk, 9)
    pipeline.build(desk.project)
    made.clear()
    row = finance(credit_code(serial=1), income_total=900, expense_total=400)
    desk.file("later", {"finances": [row]}, created=created(3), corrects={"reason": "核对以后更正"})
    assert built_as_from_nothing(desk)
    assert all("compare/" in of_body(made, n) for n in range(1, 10))
    shutil.rmtree(desk.project.datasets / "haishu" / "later")
    shutil.rmtree(desk.project.output.with_name("anew"))
    assert built_as_from_nothing(desk), "as it was before that"


def test_what_is_kept_for_pages_is_used_only_if_it_is_whole(desk: Desk, made: list[str]) -> None:
    two_bodies(desk)
    pipeline.build(desk.project)
    (kept,) = (desk.project.cache / "pages").rglob("*.sqlite")
    with closing(sqlite3.connect(kept)) as db, db:
        db.execute("update listed set name = '别的'")
    desk.file("later", {"coverage": [coverage("penalties")]})
    made.clear()
    assert built_as_from_nothing(desk) and body(1) in made


def test_what_is_kept_of_a_build_in_which_a_part_failed_is_not_that_of_the_next_of_its_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_bodies(desk)
    grant = {"grant_id": "g1", "programme": "福彩公益金资助", "round": 2009, "project": "项目", "org_id": credit_code(serial=1),
             "decision": "资助", "awarded": 50000, "decided_on": "2010-06-18", "applied_on": "2009-12-20", "status": "执行中"}  # fmt: skip
    desk.file("grants", {"grants": [grant]})
    judged = results._judge

    def failing(db: Any, rule: Any, *given: Any) -> Any:
        if rule.code == "haishu-lottery-period":
            raise PluginError("too slow")
        return judged(db, rule, *given)

    with monkeypatch.context() as patch:
        patch.setattr(results, "_judge", failing)
        pipeline.build(replace(desk.project))
    pipeline.build(replace(desk.project), with_site=False)
    desk.file("later", {"organisations": [organisation(credit_code(serial=2), name="改名协会")]})
    desk.project = replace(desk.project)
    assert built_as_from_nothing(desk)


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


# ---- what was admitted is kept


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what fills with the name of each submission that is admitted and not found admitted."""
    names: list[str] = []
    admit = Register.admit

    def noted(register: Register, submission: Submission) -> Verdict:
        names.append(submission.name)
        return admit(register, submission)

    monkeypatch.setattr(Register, "admit", noted)
    return names


def of_dataset(desk: Desk) -> dict[str, list[Finding]]:
    """Return what is said of each submission."""
    return {one.submission.name: one.findings for one in desk.check().verdicts}


def test_only_what_is_new_is_admitted(desk: Desk, let_in: list[str]) -> None:
    two_bodies(desk)
    desk.file("faulty", {"organisations": [organisation(credit_code(serial=3), status="不明")]})
    pipeline.build(desk.project, with_site=False)
    assert let_in == ["orgs", "faulty"]
    let_in.clear()
    desk.file("later", {"finances": [finance(credit_code(serial=n)) for n in (1, 3)]})
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    told = of_dataset(desk)
    assert let_in == ["later"], "check goes on from it, too"
    assert [one.code for one in told["later"]] == ["foreign-key-rejected"], "keys of what was rejected are known still"
    let_in.clear()
    assert told == of_dataset(replace(desk, project=anew)) and let_in == ["orgs", "faulty", "later"]
    let_in.clear()
    pipeline.build(desk.project, with_site=False)
    assert let_in == ["later"]
    pipeline.build(anew, with_site=False)
    assert files_of(desk.project) == files_of(anew)


@pytest.mark.parametrize("held", [b"", b"\xff\xfe\x00", b"0" * 64])
def test_what_is_kept_under_a_damaged_seal_is_made_anew(desk: Desk, held: bytes) -> None:
    two_bodies(desk)
    pipeline.build(desk.project, with_site=False)
    seals = list(desk.project.cache.rglob("*.sha256"))
    assert seals
    for seal in seals:
        seal.write_bytes(held)
    desk.file("later", {"finances": [finance(credit_code(serial=1))]})
    anew = replace(desk.project, output=desk.project.output.with_name("anew"))
    assert pipeline.build(desk.project, with_site=False).valid and pipeline.build(anew, with_site=False).valid
    assert files_of(desk.project) == files_of(anew)


def test_what_comes_before_the_samples_is_admitted_with_these_alone(desk: Desk, let_in: list[str]) -> None:
    two_bodies(desk)
    sample = organisation(credit_code(serial=5), name="（示例）第五协会")
    desk.file("sample-5", {"organisations": [sample]}, sample=True)
    pipeline.build(desk.project, with_site=False)
    assert len(list((desk.project.cache / "admitted").glob("*.db"))) == 2
    let_in.clear()
    desk.file("later", {"organisations": [organisation(credit_code(serial=2), name="改名协会")]})
    pipeline.build(desk.project, with_site=False)
    assert let_in == ["later", "sample-5"]
    assert len(list((desk.project.cache / "admitted").glob("*.db"))) == 2, "no more than the next build may need"


def test_a_day_that_is_yet_to_come_is_looked_at_each_day(desk: Desk) -> None:
    two_bodies(desk)
    desk.file("ahead", {"organisations": [organisation(credit_code(serial=3))]}, created="2100-01-02T09:00:00+08:00")
    assert [one.accepted for one in pipeline.build(desk.project, with_site=False).verdicts] == [True, False]
    desk.file("later", {"organisations": [organisation(credit_code(serial=4))]}, created="2100-01-03T09:00:00+08:00")
    desk.project = replace(desk.project, today="2100-01-04")
    assert [one.accepted for one in pipeline.build(desk.project, with_site=False).verdicts] == [True] * 3


@pytest.mark.parametrize("harm", [lambda _: b"", lambda held: held[:5000], lambda held: held[:-1] + b"x"])
def test_a_run_that_is_not_whole_is_not_gone_on_from(
    desk: Desk, let_in: list[str], harm: Callable[[bytes], bytes]
) -> None:
    two_bodies(desk)
    pipeline.build(desk.project, with_site=False)
    (run,) = (desk.project.cache / "admitted").glob("*.db")
    run.write_bytes(harm(run.read_bytes()))
    let_in.clear()
    desk.file("later", {"organisations": [organisation(credit_code(serial=3))]})
    pipeline.build(desk.project, with_site=False)
    assert let_in == ["orgs", "later"]


# ---- whatever changes, in whatever order


def renames(desk: Desk, chance: random.Random, step: int) -> None:
    code = credit_code(serial=chance.randint(1, 3))
    desk.file(f"s{step}", {"organisations": [organisation(code, name=f"第{step}次改名协会")]}, created=created(step))


def awards(desk: Desk, chance: random.Random, step: int) -> None:
    filed = grant(f"g{chance.randint(1, 2)}", chance.randint(1, 3))
    desk.file(f"s{step}", {"grants": [filed]}, created=created(step))


def declares(desk: Desk, chance: random.Random, step: int) -> None:
    table = chance.choice(["organisations", "credit_events", "grants"])
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


def created(step: int, hour: int = 9) -> str:
    return f"2026-10-{step + 1:02}T{hour:02}:00:00+08:00"


def comes_late(desk: Desk, chance: random.Random, step: int) -> None:
    filed = organisation(credit_code(serial=10 + step), name=f"补报第{step}协会")
    desk.file(f"s{step}", {"organisations": [filed]}, created=created(0, chance.randint(10, 23)))


def corrects(desk: Desk, chance: random.Random, step: int) -> None:
    filed = organisation(credit_code(serial=chance.randint(1, 3)), name=f"更正第{step}协会", registered_on="2015-03-02")
    desk.file(f"s{step}", {"organisations": [filed]}, created=created(step), corrects={"reason": "核对以后更正"})


def is_edited(desk: Desk, _: random.Random, __: int) -> None:
    for path in sorted((desk.project.datasets / "haishu").glob("s*/organisations.csv"))[-1:]:
        path.write_text(path.read_text(encoding="utf-8").replace("协会", "联合会"), encoding="utf-8")


def is_faulty(desk: Desk, _: random.Random, step: int) -> None:
    desk.file(
        f"s{step}", {"organisations": [organisation(credit_code(serial=40), status="不明")]}, created=created(step)
    )


def another_rule(desk: Desk, _: random.Random, step: int) -> None:
    rule = desk.project.plugins / "haishu" / "rules" / "haishu-filing-office@2009.sql"
    rule.write_text(rule.read_text(encoding="utf-8").replace("-- title: ", f"-- title: {step} "), encoding="utf-8")


def another_view(desk: Desk, _: random.Random, step: int) -> None:
    view = desk.project.plugins / "haishu" / "views" / "haishu_direct_bodies.sql"
    view.write_text(view.read_text(encoding="utf-8") + f"\nlimit {step}\n", encoding="utf-8")


def another_schema(desk: Desk, _: random.Random, step: int) -> None:
    schema = desk.project.plugins / "haishu" / "schemas" / "ten_good.json"
    told = json.loads(schema.read_text(encoding="utf-8"))
    schema.write_text(json.dumps(told | {"title": f"十好{step}"}, ensure_ascii=False), encoding="utf-8")


def loses_its_cache(desk: Desk, chance: random.Random, _: int) -> None:
    held = sorted(path for path in desk.project.cache.rglob("*") if path.is_file())
    for path in chance.sample(held, len(held) // 2):
        chance.choice([path.unlink, lambda path=path: path.write_bytes(path.read_bytes()[:2000])])()


def loses_a_release(desk: Desk, chance: random.Random, _: int) -> None:
    found = sorted((desk.project.output / "releases").glob("[!.]*"))
    shutil.rmtree(chance.choice(found))


def another_text_of_a_view(desk: Desk, _: random.Random, step: int) -> None:
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


def moves(desk: Desk, chance: random.Random, step: int) -> None:
    code = credit_code(serial=chance.randint(1, 3))
    filed = organisation(code, name=f"迁到第{step}街协会", street=f"第{step % 2}街道", community="一社区")
    desk.file(f"s{step}", {"organisations": [filed], "finances": [finance(code, income_total=500 + step)]},
              created=created(step))  # fmt: skip


# What happens between one build and the next; what makes all pages anew happens by itself.
CHANGES = ((renames, awards), (moves, declares), (withdraws,), (another_day, another_word, another_text_of_a_view), (harms,),
           (awards, moves))  # fmt: skip


def test_a_build_upon_another_is_the_build_from_nothing(desk: Desk) -> None:
    chance = random.Random(1)
    bodies = [organisation(credit_code(serial=n), name=f"第{n}协会") for n in (1, 2, 3)]
    desk.file("orgs", {"organisations": bodies}, created=created(0))
    pipeline.build(desk.project)
    for number, changes in enumerate(CHANGES):
        for step, change in enumerate(changes, start=3 * number + 1):
            change(desk, chance, step)
        desk.project = replace(desk.project)  # which loads the district anew
        assert desk.findings() == [], changes
        pipeline.build(desk.project)
        anew = replace(desk.project, output=desk.project.output.with_name(f"anew{number}"))
        pipeline.build(anew)
        assert files_of(desk.project) == files_of(anew), changes


OF_DATA = (renames, awards, declares, comes_late, corrects, is_edited, is_faulty, withdraws, another_day, another_word,
           another_rule, another_view, another_schema, loses_its_cache, loses_a_release)  # fmt: skip


@pytest.mark.parametrize("part", range(2))
def test_data_built_upon_another_build_is_what_it_is_from_nothing(desk: Desk, part: int) -> None:
    chance = random.Random(part)
    bodies = [organisation(credit_code(serial=n), name=f"第{n}协会") for n in (1, 2, 3)]
    desk.file("orgs", {"organisations": bodies}, created=created(0))
    sample = organisation(credit_code(serial=5), name="（示例）第五协会")
    desk.file("sample-5", {"organisations": [sample]}, created=created(0), sample=True)
    pipeline.build(desk.project, with_site=False)
    changes = random.Random(2).sample(OF_DATA, len(OF_DATA))[part::2]
    for step, change in enumerate(changes, start=1):
        change(desk, chance, step)
        desk.project = replace(desk.project)  # which loads the district anew
        pipeline.build(desk.project, with_site=False)
        anew = replace(desk.project, output=desk.project.output.with_name(f"anew{step}"))
        pipeline.build(anew, with_site=False)
        assert files_of(desk.project) == files_of(anew), (step, change.__name__)
