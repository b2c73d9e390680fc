"""The grant programmes, a page for each with its terms and rounds, and a page for each round, from call to audit."""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from ...districts import NATION
from ..addresses import address, step
from ..citing import Shown, foot
from ..formats import amount
from ..reading import Row
from ..records import heading
from .grants import body_of
from .obligations import marked
from .sheet import Sheet, Site

Key = tuple[Any, ...]  # district, programme and, of a round, its year
MOST = 200  # rows of a list; beyond it the page points to the query
LATE, AUDITS = "grant_stages_late", "programme_audits"


class Rounds:
    """What is known of every round, read once by each process that writes a page of one."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def counts(self) -> dict[Key, list[Row]]:
        """Return (district, programme) → its rounds with their counts and sums, the real ones first."""
        return _by(self.site.reader.query("programme_rounds"), "district", "programme")

    @cached_property
    def stages(self) -> dict[Key, list[Row]]:
        """Return round → how many of its projects stand how at each stage."""
        return _by(self.site.reader.query("programme_stages"), "district", "programme", "round")

    @cached_property
    def late(self) -> dict[Key, list[Row]]:
        """Return round → the steps of its projects that came late or are overdue."""
        return _by(_asked(self.site, LATE, district="", programme="", round=""), "district", "programme", "round")

    @cached_property
    def audits(self) -> dict[Key, list[Row]]:
        """Return round → its audits and those of its projects."""
        return _by(_asked(self.site, AUDITS, district="", programme="", round=""), "district", "programme", "round")

    @cached_property
    def duties(self) -> dict[Key, list[Row]]:
        """Return round → the cases of duties that speak of a round as a whole."""
        rows = [marked(one) for one in self.site.reader.found("grant_duties", grant_id=None)]
        return _by(rows, "district", "programme", "round")


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of programmes, a page for each and a page for each of its rounds."""
    rounds = Rounds(site)
    programmes = site.reader.query("programmes")
    yield Sheet("/programmes/", "programmes.html", {"programmes": programmes})
    for row in programmes:
        steps = ("programmes", row["district"], step(row["programme"]))
        path = f"/{'/'.join(steps)}/"
        yield Sheet(path, "programme.html", partial(_programme, site, rounds, row, steps))
        for year in dict.fromkeys(one["round"] for one in rounds.counts.get((row["district"], row["programme"]), [])):
            yield Sheet(f"{path}{year}/", "round.html", partial(_round, site, rounds, row, year, steps))


def _programme(site: Site, rounds: Rounds, row: Row, steps: Key) -> dict[str, Any]:
    """Return what a programme's page shows."""
    key = {"district": row["district"], "programme": row["programme"]}
    terms = site.reader.query("programme_terms", **key)
    told = rounds.counts.get((row["district"], row["programme"]), [])
    held = site.reader.rows(
        "select * from grants where district = :district and programme = :programme order by grant_id", key
    )
    return {
        "programme": row,
        "terms": [one for one in terms if one["in_force"]],
        "past": [one for one in terms if not one["in_force"]],
        "rounds": [one | _stood(rounds.stages.get(_key(one), []), one["sample"]) for one in told],
        "foot": foot(site, steps, row["programme"], [Shown("programme_terms", key, terms), Shown("grants", key, held)]),
        "record": heading(site.reader, row, address(*steps))
        | {"programme": row["programme"], "terms": terms, "rounds": told},
    }  # fmt: skip


def _round(site: Site, rounds: Rounds, row: Row, year: int, steps: Key) -> dict[str, Any]:
    """Return what a round's page shows, its real projects and its samples apart."""
    key = {"district": row["district"], "programme": row["programme"], "round": year}
    there = tuple(key.values())
    counts = [one for one in rounds.counts[there[:2]] if one["round"] == year]
    grants = site.reader.rows(
        "select * from grants where district = :district and programme = :programme and round = :round"
        " order by decision = '资助' desc, grant_id",
        key,
    )
    found = {
        "terms": site.reader.query("round_terms", **key),
        "stages": rounds.stages.get(there, []),
        "late": [site.named(one) for one in rounds.late.get(there, [])],
        "duties": rounds.duties.get(there, []),
        "notices": site.reader.query("round_notices", **key),
        "bodies": site.reader.query("round_bodies", **key),
        "audits": rounds.audits.get(there, []),
        "grants": [site.named(one, body_of(site, one)) for one in grants],
    }
    parts = [{"counts": one} | {name: [r for r in rows if r["sample"] == one["sample"]] for name, rows in found.items()}
             for one in counts]  # fmt: skip
    figures = [(_awarded(site, one, year), one) for one in grants if one["awarded"] is not None][:MOST]
    shown = [Shown("grants", key, grants), Shown("notices", key, found["notices"])]
    return {
        "programme": row,
        "round": year,
        "parts": parts,
        "sample": all(one["sample"] for one in counts),
        "most": MOST,
        "where": key,
        "foot": foot(site, (*steps, year), site.gettext(" ").join((row["programme"], str(year))), shown, figures),
        "record": heading(site.reader, row, address(*steps, year)) | key | {"counts": counts}
        | {name: rows for name, rows in found.items() if name != "grants"}
        | {"grants": [one | {"permalink": address("grants", one["district"], one["grant_id"])} for one in grants]},
    }  # fmt: skip


def _awarded(site: Site, grant: Row, year: int) -> str:
    """Return in words what a project was awarded."""
    words = site.gettext("%(project)s，%(year)s 年轮次，资助 %(amount)s 元")
    return words % {"project": grant["project"], "year": year, "amount": amount(grant["awarded"])}


def _stood(stages: list[Row], sample: int) -> Row:
    """Return how many steps of a round came late and how many are overdue."""
    own = [one for one in stages if one["sample"] == sample]
    return {name: sum(one[name] for one in own) for name in ("late", "overdue")}


def _key(row: Row) -> Key:
    """Return the round that a row speaks of."""
    return row["district"], row["programme"], row["round"]


def _by(rows: list[Row], *names: str) -> dict[Key, list[Row]]:
    """Return values of columns → the rows that have them."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found


def _asked(site: Site, name: str, **given: str) -> list[Row]:
    """Return the rows of a named query of the API."""
    (sql,) = [one.sql for one in NATION.statements("queries") if one.path.stem == name]
    return site.reader.rows(sql, given)
