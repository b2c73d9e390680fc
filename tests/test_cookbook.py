"""Every block of the cookbook, run as it stands against a real server; what comes out is what SQL says."""

import csv
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cookbook import DOCS, PICTURES, Block, blocks, ran, reckoned, workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NEEDS = {"r": ("R", shutil.which("Rscript")), "excel": ("LibreOffice", OFFICE), "bash": ("curl", shutil.which("curl"))}
BLOCKS = blocks("cookbook.md")
PNG = b"\x89PNG\r\n"


class Kitchen:
    """What a block printed and wrote, and the database it asked."""

    def __init__(self, database: Path, folder: Path, said: str) -> None:
        """Take the database, the folder that the block ran in, and what it printed."""
        self.database, self.folder, self.said = database, folder, said
        self.connection = sqlite3.connect(database)

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as CSV writes them."""
        found = self.connection.execute(query).fetchall()
        return [tuple("" if value is None else str(value) for value in row) for row in found]

    def file(self, name: str, *columns: str) -> list[tuple[str, ...]]:
        """Return the rows of a CSV file, of all columns or of some."""
        text = (self.folder / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
        return [tuple(row[column] for column in columns or row) for row in csv.DictReader(text)]

    def drew(self, name: str) -> bool:
        """Return whether a picture was drawn."""
        drawn = (self.folder / name).read_bytes()
        return drawn.startswith(PNG) and len(drawn) > 3000

    def cells(self, name: str, area: str) -> list[list[Any]]:
        """Return the values of the cells of a sheet of the reckoned workbook."""
        sheet = openpyxl.load_workbook(self.folder / "reckoned" / "cookbook.xlsx", data_only=True)[name]
        return [[cell.value for cell in row] for row in sheet[area]]


def health(made: Kitchen) -> None:
    said = json.loads(made.said)
    assert (said["status"], said["build"]) == ("ok", (made.database.parent.resolve().name))
    assert made.sql("select today from build") == [(said["build"][:10],)]


def late(made: Kitchen) -> None:
    asked = "select district, obligation, org_id, days_late from obligations where status = '逾期未报'"
    found = made.file("late.csv", "district", "obligation", "org_id", "days_late")
    assert found
    assert sorted(found) == sorted(made.sql(asked))


def late_counted(made: Kitchen) -> None:
    ((*expected,),) = made.connection.execute(
        "select sum(status = '逾期未报'), sum(status = '逾期报送'), max(days_late), sum(status = '逾期未报' and sample = 0)"
        " from obligations where status in ('逾期未报', '逾期报送')"
    ).fetchall()
    ((*typed,),) = made.cells("duties_late", "V1:AC1")
    assert typed[1::2] == expected


def audits(made: Kitchen) -> None:
    asked = "select district, audit_id, opinion from audits where opinion = '保留意见' and report_date >= '2026-01-01'"
    found = made.file("audits.csv", "district", "audit_id", "opinion")
    assert found
    assert sorted(found) == sorted(made.sql(asked))


def income(made: Kitchen) -> None:
    header, *rows = list(csv.reader((made.folder / "income.csv").read_text(encoding="utf-8").splitlines()))
    columns = ["donations", "membership_fees", "services", "government_grants", "sales", "investment", "other"]
    filed = made.connection.execute(
        f"select year, {', '.join(f'income_{column}' for column in columns)} from finances"
        " where org_id = '52990101MJ90000570' order by year"
    ).fetchall()
    assert header[1:] == [str(year) for year, *_ in filed]
    assert [[float(value) for value in row[1:]] for row in rows] == [list(row) for row in zip(*filed, strict=True)][1:]
    assert made.drew("income.png")


def streets_counted(made: Kitchen) -> None:
    sums = made.connection.execute(
        "select district, service_field, sum(awarded) from grants where decision = '资助' group by 1, 2"
    ).fetchall()
    by_place = {(district, need): money for district, need, money in sums}
    (_, *needs), *rows = made.cells("grants_by_street_and_need", "L1:O4")
    assert [row[1:] for row in rows] == [[by_place.get((row[0], need), 0) for need in needs] for row in rows]
    assert sum(row[1] for row in rows) > 0


def streets(made: Kitchen) -> None:
    sums = made.connection.execute(
        "select service_field, sum(awarded) from grants where decision = '资助' and district = 'demo' group by 1"
    ).fetchall()
    found = {need: float(money) for need, money in made.file("needs.csv", "need", "awarded")}
    assert found == {need or "没有写明": money for need, money in sums}
    assert list(found.values()) == sorted(found.values())
    assert made.drew("needs.png")


def corrected(made: Kitchen) -> None:
    asked = (
        "select c.district, c.org_id, c.column_name, c.old, c.new from corrections c join dictionary_columns d"
        " using (table_name, column_name)"
        " where c.kind = '更正' and d.type in ('number', 'integer') and c.old <> '' and c.new <> ''"
    )
    found = made.file("corrected.csv", "district", "org_id", "column_name", "old", "new")
    assert found
    assert sorted(found) == sorted(made.sql(asked))
    assert len(made.said.splitlines()) == len(found)


def boards(made: Kitchen) -> None:
    asked = (
        "select name, sample, count(distinct org_id) from office_holders group by name, sample"
        " having count(distinct org_id) > 1"
    )
    found = made.file("boards.csv", "name", "sample", "organisations")
    assert found
    assert sorted(found) == sorted(made.sql(asked))
    assert all(
        len(posts.split("；")) == int(count) for count, posts in made.file("boards.csv", "organisations", "posts")
    )


def twice(made: Kitchen) -> None:
    asked = (
        "select district, grant_id, other_grant_id from similar_projects"
        " where likeness >= 0.8 and (district, grant_id) < (other_district, other_grant_id)"
    )
    assert sorted(made.file("twice.csv", "district", "grant_id", "other_grant_id")) == sorted(made.sql(asked))
    assert (made.folder / "twice.csv").read_text(encoding="utf-8-sig").startswith("district,grant_id,project,")


def rule(made: Kitchen) -> None:
    asked = "select district, org_id from rule_results where rule = 'FIN-16'"
    assert made.file("gaps.csv")
    assert sorted(made.file("gaps.csv", "district", "org_id")) == sorted(made.sql(f"{asked} and status = '不符合'"))
    assert made.file("large-gaps.csv") == []


def targets(made: Kitchen) -> None:
    asked = "select district, status, sample, count(*) from target_results group by 1, 2, 3"
    assert sorted(made.file("targets.csv", "district", "status", "sample", "Freq")) == sorted(made.sql(asked))


def early(made: Kitchen) -> None:
    ((*expected,),) = made.connection.execute(
        "select count(*), sum(coalesce(early, 0) or coalesce(met, 1) = 0), sum(needs is not null),"
        " sum(needs is not null and met is null) from grant_instalments where paid_on >= '2024-01-01'"
    ).fetchall()
    assert [int(word) for word in made.said.split()[1::2]] == expected
    assert expected[0] > expected[2] > 0


def body(made: Kitchen) -> None:
    files = sorted((made.folder / "52990101MJ90000570").iterdir())
    assert len(files) == 13
    for path in files:
        ((expected,),) = made.sql(f"select count(*) from {path.stem} where org_id = '52990101MJ90000570'")
        found = made.file(f"{path.parent.name}/{path.name}", "org_id")
        assert found == [("52990101MJ90000570",)] * int(expected), path
    assert len(made.file("52990101MJ90000570/organisations.csv")) == 1


def changed(made: Kitchen) -> None:
    asked = "select district, submission, old, new from corrections where submitted_on >= '2026-09-01'"
    columns = ("district", "submission", "old", "new")
    assert sorted(made.file("changed.csv", *columns)) == sorted(made.sql(asked))
    real = made.file("changed-real.csv", *columns)
    assert sorted(real) == sorted(made.sql(f"{asked} and sample = 0"))
    assert 0 < len(real) < len(made.file("changed.csv"))
    firsts = [
        f"select '{what}' as what, district, min(submitted_on) as day from {table}_history group by district, {key}"
        for what, table, key in (("组织", "organisations", "org_id"), ("项目", "grants", "grant_id"), ("公示", "notices", "notice_id"))
    ]  # fmt: skip
    new = f"select what, district, day from ({' union all '.join(firsts)}) where day >= '2026-09-01'"
    assert sorted(made.file("new.csv", "what", "district", "first_on")) == sorted(made.sql(new))


def all_counted(made: Kitchen) -> None:
    counts = made.connection.execute(
        "select district, type, count(*) from organisations where status = '正常' group by 1, 2"
    ).fetchall()
    by_place = {(district, kind): count for district, kind, count in counts}
    (_, *kinds), *rows = made.cells("Sheet1", "A1:E6")
    assert [row[1:] for row in rows] == [[by_place.get((row[0], kind), 0) for kind in kinds] for row in rows]
    assert sum(map(sum, (row[1:] for row in rows))) == sum(by_place.values())


def two(made: Kitchen) -> None:
    asked = "select district, org_id, name from organisations where district in ('haishu', 'zhenhai')"
    found = made.file("both.csv", "district", "org_id", "name")
    assert {district for district, *_ in found} == {"haishu", "zhenhai"}
    assert sorted(found) == sorted(made.sql(asked))
    assert "社会团体" in made.said


CHECKS: list[tuple[int, str, Callable[[Kitchen], None]]] = [
    (0, "bash", health), (1, "bash", late), (1, "excel", late_counted), (2, "bash", audits), (3, "r", income),
    (4, "excel", streets_counted), (4, "r", streets), (5, "python", corrected), (6, "python", boards), (7, "bash", twice),
    (7, "bash", rule), (8, "r", targets), (9, "python", early), (10, "bash", body), (11, "bash", changed),
    (12, "excel", all_counted), (12, "r", two),
]  # fmt: skip


def test_no_block_is_left_out_and_both_languages_hold_the_same() -> None:
    assert [(block.question, block.language) for block in BLOCKS] == [(number, tool) for number, tool, _ in CHECKS]
    assert blocks("cookbook.zh.md") == BLOCKS
    assert {block.question for block in BLOCKS} == set(range(13))
    used = [
        {block.question for block in BLOCKS if block.language == tool} - {0}
        for tool in ("bash", "excel", "python", "r")
    ]
    assert min(map(len, used)) >= 3


@pytest.mark.parametrize("name", ["cookbook.md", "cookbook.zh.md"])
def test_each_question_says_what_to_mind_and_shows_pictures_that_exist(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    samples, empty, cite = ("示例：", "空格：", "引用：") if ".zh" in name else ("Samples:", "Empty:", "Cite:")
    for question in text.split("\n## ")[2:]:
        assert all(question.count(f"\n- {word}") == 1 for word in (samples, empty, cite)), question[:40]
    for picture in PICTURES:
        assert f"(images/{picture}.png)" in text
        assert (DOCS / "images" / f"{picture}.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize(("block", "check"), [(block, check) for block, (*_, check) in zip(BLOCKS, CHECKS, strict=False)],
                         ids=[check.__name__ for *_, check in CHECKS][: len(BLOCKS)])  # fmt: skip
def test_a_block_gives_what_sql_gives(
    block: Block, check: Callable[[Kitchen], None], address: str, published: Path, tmp_path: Path
) -> None:
    program, found = NEEDS.get(block.language, ("Python", "python"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is missing; .ci/run installs it")
        pytest.skip(f"{program} is not installed")
    said = ""
    if block.language == "excel":
        reckoned(workbook(block, address, tmp_path))
    else:
        said = ran(block, address, tmp_path)
    check(Kitchen(published / "current" / "disclosure.db", tmp_path, said))
