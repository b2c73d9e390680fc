"""Which articles of districts' documents a rule or a duty rests on, and which rules and duties rest on an article.

A rule says in its basis which terms it reads (`programme_terms：资助上限、公示天数`); a demand of a document says which
rule or duty carries it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..judgement.rulebook import rulebook
from .pages.sheet import Site
from .reading import Row

NAMED = re.compile(r"(.*?)（programme_terms：([^）]+)）")
PARTS = re.compile("[、，；]")
ANY_NUMBER = "第N期"


@dataclass(frozen=True)
class User:
    """A rule or a duty that reads terms: how it is called, and each term with the programme, "" for any."""

    kind: str
    code: str
    title: str
    terms: tuple[tuple[str, str], ...]

    def reads(self, term: Row) -> bool:
        """Return whether it reads a term that a district set."""
        return any(
            programme in ("", term["programme"])
            and (name == term["term"] or (ANY_NUMBER in name and bool(re.fullmatch(_any(name), term["term"]))))
            for programme, name in self.terms
        )


class Articles:
    """The terms that districts set and the demands of their documents, with the rules and duties that rest on each."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def terms(self) -> list[Row]:
        """Return every term that a district set, with its document and its article."""
        return self.site.reader.query("policy_terms")

    @cached_property
    def users(self) -> list[User]:
        """Return the rules and the duties that read terms."""
        programmes = {row["programme"] for row in self.terms}
        told = [("rule", code, versions[-1].title, versions[-1].basis)
                for code, versions in rulebook(self.site.districts).items()]  # fmt: skip
        told += [("duty", duty.code, duty.title, duty.basis) for duty in self.site.duties.values()]
        found = (User(kind, code, title, _terms(basis, programmes)) for kind, code, title, basis in told)
        return [user for user in found if user.terms]

    @cached_property
    def demands(self) -> dict[tuple[str, str], list[Row]]:
        """Return (rule or duty, code) → the demands of documents that it carries."""
        measures = {(name, row["id"]): row for name, rows in self.site.measures.items() for row in rows}
        found: dict[tuple[str, str], list[Row]] = {}
        sql = "select distinct district, id, carried_by, name from measure_places where carried_by in ('rule', 'duty')"
        for row in self.site.reader.rows(f"{sql} order by rowid"):
            found.setdefault((row["carried_by"], row["name"]), []).append(measures[row["district"], row["id"]])
        return found

    def of_policy(self, district: str, policy: str) -> list[Row]:
        """Return the terms of a document, each with what rests on it."""
        own = [row for row in self.terms if (row["district"], row["policy_id"]) == (district, policy)]
        return [row | {"users": [user for user in self.users if user.reads(row)]} for row in own]

    def under(self, kind: str, code: str) -> dict[str, list[Row]]:
        """Return the terms and the demands on which a rule or a duty rests."""
        users = [user for user in self.users if (user.kind, user.code) == (kind, code)]
        terms = [row for row in self.terms if any(user.reads(row) for user in users)]
        return {"terms": terms, "demands": self.demands.get((kind, code), [])}


def _terms(basis: str, programmes: set[str]) -> tuple[tuple[str, str], ...]:
    """Return (programme or "", term) of each that a basis names; a programme that it names holds for all of them."""
    named = NAMED.search(basis)
    if not named:
        return ()
    whole = next((name for name in sorted(programmes) if name in named[1]), "")
    found = []
    for part in PARTS.split(named[2]):
        programme, _, term = part.rpartition("的")
        found.append((programme or whole, term) if programme in {"", *programmes} else (whole, part))
    return tuple(found)


def _any(name: str) -> str:
    """Return a pattern of the term's name for any number."""
    return re.escape(name).replace(ANY_NUMBER, r"第\d+期")
