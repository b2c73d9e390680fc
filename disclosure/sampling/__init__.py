"""Invents submissions of every standard table, at any size, that read like real ones and keep the rules.

Each organisation is made from the seed and its number alone, so the same seed gives the same bytes, and rows are
written as they are made.
"""

import tomllib
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from ..districts import District
from .bodies import body, life_of
from .books import books_of
from .oversight import oversight_of
from .programme import PER_NOTICE, Programme
from .terms import coverage_of, terms_of
from .writing import Desk, Row

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
YEARS = (2023, 2024, 2025)
PART = 26 * PER_NOTICE  # organisations whose tables are no larger than a file may be (reading/limits.toml)


def write_samples(of: District, organisations: int, seed: int, faults: float, output: Path) -> None:
    """Write sample submissions of a district into a datasets folder; `faults` is the share of stories that go wrong.

    What organisations refer to stands in the first part of the submissions, what is counted over all in the last. They
    are written beside and moved once all are whole, so that nothing half-done stays.
    """
    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".sample-", dir=output) as beside:
        _write_all(of, organisations, seed, faults, Path(beside))
        (output / of.name).mkdir(exist_ok=True)
        for folder in sorted(Path(beside).iterdir()):
            folder.rename(output / of.name / folder.name)


def _write_all(of: District, organisations: int, seed: int, faults: float, folder: Path) -> None:
    """Write the submissions into a folder."""
    counts: Counter[tuple[int, str]] = Counter()
    programme = Programme(WORDS, of, Random(f"{seed}:programme"))
    last = organisations // PART
    for part in range(last + 1):
        numbers = range(max(1, part * PART), min(organisations + 1, (part + 1) * PART))
        with Desk(folder, of, part) as desk:
            if part == 0:
                desk.write_all(programme.calls())
            for number in numbers:
                counts.update(_write_body(desk, of, programme, number, seed, faults))
            desk.write_all(programme.results())
            if part == last:
                desk.write_all(programme.shared())
                desk.write_all(_district(of, counts))
                desk.write_all(terms_of(WORDS, of))
                desk.write_all(coverage_of(WORDS, of))


def _write_body(
    desk: Desk, of: District, programme: Programme, number: int, seed: int, faults: float
) -> list[tuple[int, str]]:
    """Write all that is told of one organisation; return its type with each year in which it was there."""
    random = Random(f"{seed}:{of.name}:{number}")
    goes_wrong = random.random() < faults
    made = body(WORDS, of, "99" + of.region_codes[0][2:], number, random)
    desk.write("organisations", made)
    for rows in (life_of, books_of, oversight_of):
        desk.write_all(rows(WORDS, made, YEARS, random, goes_wrong))
    desk.write_all(programme.rows_of(made, number, random, goes_wrong))
    return [(year, made["type"]) for year in YEARS if int(made["registered_on"][:4]) <= year]


def _district(of: District, counts: Counter[tuple[int, str]]) -> list[tuple[str, Row]]:
    """Return the district's own figures: what was made, counted by year and type; areas, experts, targets."""
    source = f"{of.title}社会组织年报（示例）"
    rows: list[tuple[str, Row]] = [("policies", {"policy_id": source, "title": source, "standing": "现行"})]
    kinds = sorted({kind for _, kind in counts})
    for year in YEARS:
        figures = {kind: counts[year, kind] for kind in kinds}
        figures = {"总计": sum(figures.values())} | figures
        rows += [
            ("statistics", {"indicator": "社会组织数", "as_of": f"{year}-12-31", "dimension": dimension, "year": year,
                            "value": value, "unit": "家", "section": "一", "source": source})
            for dimension, value in figures.items()
        ]  # fmt: skip
    goal = {"plan": f"{of.title}发展规划（示例）", "indicator": "社会组织数", "dimension": "总计", "due_year": 2025,
            "comparison": "≥", "value": 100, "unit": "家", "recurrence": "一次", "source": source, "section": "二",
            "measured_by": "社会组织数"}  # fmt: skip
    rows.append(("targets", goal))
    for number, street in enumerate(WORDS["streets"], start=1):
        level = {"道": "街道", "镇": "镇", "乡": "乡"}[street[-1]]
        rows.append(("areas", {"area_id": f"gen-{number}", "name": street, "level": level, "population": 21000 + 4500 * number,
                               "population_basis": "常住", "population_year": 2025}))  # fmt: skip
    for number in range(5):
        name = WORDS["surnames"][number * 7] + WORDS["given"][number * 5]
        rows.append(
            (
                "experts",
                {"name": name, "field": "社会工作", "kind": "评审委员", "since": "2023-03-01", "consented": "是"},
            )
        )
    return rows
