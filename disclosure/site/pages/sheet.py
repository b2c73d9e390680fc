"""What a kind of page is given, and what it yields."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...channels import Channel
from ...districts import District, views_of
from ...judgement.checklist import Question, questions_of
from ...judgement.obligations import Duty, duties_of
from ...pages import Page, Section
from ...statements import Statement
from ..atom import Entry, Publisher
from ..listed import Listed
from ..reading import Reader, Row
from ..reads import common_property, rows_of
from ..words import CHINESE, Language, Sentence


@dataclass(frozen=True)
class Sheet:
    """One page: its path, which ends in a slash, its template and what gives the template its context.

    A page that is costly to make gives a function: only the process that writes the page calls it. One that stands
    `alone` depends on nothing but the program and what that function reads, so it need not be called while these say
    the same; of others it is called, and they are not written while it returns the same.
    """

    path: str
    template: str
    given: dict[str, Any] | Callable[[], dict[str, Any]] = field(default_factory=dict)
    alone: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """Return what the template is given."""
        return self.given() if callable(self.given) else self.given


SECTIONS = "@sections"  # what the reader calls them
Sections = dict[tuple[str, str, str], list[Section]]  # (hook, district, key) → what the district adds to the page


@dataclass
class Site:
    """The database, the districts and the day, for every kind of page.

    `rendered` makes a page without writing it; `sections` are those of the districts, None if they are to be asked for.
    """

    reader: Reader
    districts: list[District]
    today: str
    build: str = ""
    language: Language = CHINESE  # the one in which pages are being made
    rendered: Callable[[Sheet], str] = str
    sections: Sections | None = None
    offered: list[Row] = field(default_factory=list)  # the files in forms of their own that districts offer
    own_pages: dict[tuple[str, str], list[Page]] = field(default_factory=dict)  # (district, language) → its pages, made
    schemes: dict[tuple[str, str, str], Page] = field(default_factory=dict)  # (district, language, path) → its page
    own_channels: dict[str, list[tuple[Channel, list[Entry]]]] = field(default_factory=dict)  # … → its feeds, likewise
    publisher: Publisher = field(default_factory=lambda: Publisher("", "", ""))
    titles: dict[str, str] = field(default_factory=dict)  # of the site, in languages that have one of their own
    told: dict[str, list[Entry]] | None = None  # org_id → what was found in rows about it, once it is asked for

    def __post_init__(self) -> None:
        """Let the reader note which sections a page has as it notes what it reads."""
        self.reader.others[SECTIONS] = lambda _, values: rows_of((self.sections or {}).get((*values,), []))

    def gettext(self, message: str) -> Sentence:
        """Return a sentence of the interface in the language of the pages."""
        return self.language.gettext(message)

    @property
    def title(self) -> str:
        """Return what the site is called in the language of the pages."""
        return self.titles.get(self.language.name, self.publisher.name)

    @cached_property
    def by_name(self) -> dict[str, District]:
        """Return name → district."""
        return {district.name: district for district in self.districts}

    @cached_property
    def listed(self) -> Listed:
        """Return what the lists of organisations are made of."""
        return Listed(self.reader)

    def filing(self, district: str, submission: str) -> Row:
        """Return who published a submission, and on which day in China."""
        sql = (
            "select district, submission, publisher, date(created, '+8 hours') as filed_on, sample from submissions"
            " where district = ? and submission = ?"
        )
        return self.reader.rows(sql, [district, submission])[0]

    def digest(self, district: str, submission: str, file: str) -> str | None:
        """Return the SHA-256 of a file that holds what is published."""
        sql = "select sha256 from submission_files where district = ? and submission = ? and file = ?"
        found = self.reader.rows(sql, [district, submission, file])
        return found[0]["sha256"] if found else None

    @cached_property
    def views(self) -> dict[str, Statement]:
        """Return name → view, of every place."""
        return views_of(self.districts)

    @common_property
    def invented(self) -> set[str]:
        """Return the districts that are no place."""
        return {district.name for district in self.districts if district.invented}

    @common_property
    def measures(self) -> dict[str, list[Row]]:
        """Return district → what its documents ask for, each with the state in which the register carries it."""
        found: dict[str, list[Row]] = {}
        for row in self.reader.query("measures"):
            found.setdefault(row["district"], []).append(row)
        return found

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Return code → duty, the districts' own after the standard ones."""
        return duties_of(self.districts)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Return code → question of the checklist, in order."""
        return questions_of(self.districts)

    def close(self) -> None:
        """Close what the database is read through."""
        self.reader.connection.close()

    def named(self, row: Row, fits: str | None = None) -> Row:
        """Return a row with the organisation it speaks of under `organisation`, linked if it is published.

        A row without a code leads to the one organisation that its name `fits`, called as it was filed.
        """
        code = row.get("org_id") or fits or ""
        known = self.body(code)
        filed = row.get("org_name") or code
        name = known["name"] if known and row.get("org_id") else filed
        return row | {"organisation": name, "linked": known is not None} | ({"org_id": code} if known else {})

    def body(self, org_id: str) -> Row | None:
        """Return name, district, status and sample of a published organisation; None if there is none of the code."""
        sql = "select org_id, name, district, status, sample from organisations where org_id = ?"
        return next(iter(self.reader.rows(sql, [org_id])), None)
