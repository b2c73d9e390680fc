"""Where it is kept what pages have read, for the build after this one. Safe to delete: then all pages are made.

Thousands of pages ask the same, each about a body of its own: what they ask is kept once, a recipe with gaps, and of
each page its words in these gaps and the digests of its answers.
"""

import json
import shutil
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..database.differing import Differing, differing
from ..digests import digest_of, stamp_of
from .keeping import reckon
from .reads import LENGTH, Values

NEW, STAMPED = ".new", ".stamps"
MADE_OF = "made_of.json"  # digests of the program, and of what the pages looked rows up in; which database it was
KEPT = "kept.sqlite"  # … which is this
LAYOUT = (
    "create table pages (path text primary key, recipe integer, words text, answers blob) strict, without rowid",
    "create table recipes (number integer primary key, told text unique) strict",
    "create table questions (name text primary key, question text) strict, without rowid",
)
GAP = "*"  # in the name of a file, what stands for the path of its page

Told = Iterable[tuple[str, Values, bytes]]  # questions with their parameters, and the digest of each answer


@dataclass(frozen=True)
class Shelf:
    """Where it is kept what pages read: `folder`, of builds under their names; `program` is a digest of the program.

    `build` is the name of the one under way, `before` the release before it, if there is one, whose files have the
    stamps that are kept at `stamps`; its database is whole if `standing` are the tables that are as they were there.
    `differing`: where the database of this build differs from that of the other.
    """

    folder: Path
    program: str
    build: str
    before: Path | None
    stamps: Path
    standing: Collection[str] | None = None
    differing: Differing = field(default_factory=Differing)

    @property
    def _known(self) -> Path:
        """Return where it is noted what the pages of the release before read."""
        build = self.before.name.partition(".")[0] if self.before else NEW
        return self.folder / (NEW if build.startswith(".") else build)

    @property
    def noted(self) -> list[Path]:
        """Return the notes on the pages of the release before, none where they are of another of its inputs."""
        return sorted(self._known.glob("*.db")) if self._is_of_before() else []

    @property
    def site(self) -> Path:
        """Return the site of the release before. Raises ValueError if there is none."""
        if self.before is None:
            raise ValueError("no release before")
        return self.before / "site"

    @property
    def kept(self) -> Path:
        """Return what the pages of the build under way look rows up in."""
        return self.folder / NEW / KEPT

    def stamps_of(self, share: int) -> Path:
        """Return where one process keeps the digests of the files that it writes."""
        return self.folder / NEW / f"{share}{STAMPED}"

    @property
    def stamped(self) -> list[Path]:
        """Return where the processes of the build under way kept the digests of the files that they wrote."""
        return sorted((self.folder / NEW).glob(f"*{STAMPED}"))

    def open(self, database: Path) -> "Shelf":
        """Make room for a build under way; return the shelf that knows where its database differs from the other."""
        shutil.rmtree(self.folder / NEW, ignore_errors=True)
        (self.folder / NEW).mkdir(parents=True)
        former, found = self._former_kept(), Differing()
        if former and self.standing is not None:
            found = differing(database, self.site.with_name("disclosure.db"), self.standing)
        reckon(database, self.kept, former, found)
        told = json.dumps({"program": self.program, "kept": digest_of(self.kept), "database": stamp_of(database)})
        (self.folder / NEW / MADE_OF).write_text(told, encoding="utf-8")
        return replace(self, differing=found)

    def _former_kept(self) -> Path | None:
        """Return what the pages of the release before looked rows up in, if the program was this and it is whole."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told, path = self._made_of(), self._known / KEPT
            if self._is_of_before() and told["program"] == self.program and told["kept"] == digest_of(path):
                return path
        return None

    def _made_of(self) -> dict[str, Any]:
        """Return of what the notes on the release before were made. Raises OSError or ValueError."""
        told: dict[str, Any] = json.loads((self._known / MADE_OF).read_text(encoding="utf-8"))
        return told

    def _is_of_before(self) -> bool:
        """Return whether what is kept under the name of the release before is of that release.

        Two of the same inputs have one name: a part that failed in the first may have gone well in the second.
        """
        with suppress(OSError, ValueError, KeyError, TypeError):
            if self.before and self._known.name != NEW:
                return bool(self._made_of()["database"] == [*stamp_of(self.before / "disclosure.db")])
        return False

    def settle(self) -> None:
        """Keep what the build noted that has been published, and nothing of those before."""
        for path in self.stamped:
            path.unlink()
        for path in self.folder.iterdir():
            if path.name != NEW:
                shutil.rmtree(path, ignore_errors=True)
        (self.folder / NEW).rename(self.folder / self.build)


@dataclass(frozen=True)
class Recipe:
    """What pages of one kind ask, each parameter by its place among the words of a page, and their files."""

    text: str
    asked: list[tuple[str, list[str] | None, list[int]]]
    files: list[str]


@dataclass(frozen=True)
class Page:
    """What is noted of a page."""

    path: str
    recipe: Recipe
    words: list[Any]
    answers: bytes

    @property
    def files(self) -> list[str]:
        """Return the names of its files, below the site."""
        return [name.replace(GAP, _stem(self.path)) for name in self.recipe.files]

    def values(self, place: int) -> Values:
        """Return the parameters of one of its questions."""
        _, names, places = self.recipe.asked[place]
        values = [self.words[one] for one in places]
        return values if names is None else dict(zip(names, values, strict=True))

    def answer(self, place: int) -> bytes:
        """Return the digest of the answer to one of its questions."""
        return self.answers[place * LENGTH : (place + 1) * LENGTH]


class Notes:
    """The notes of one process of a build under way."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("pragma synchronous = off")
        for statement in LAYOUT:
            self._connection.execute(statement)
        self._connection.execute("begin")
        self._recipes: dict[str, int] = {}
        self._questions: dict[str, str] = {}

    def note(self, path: str, told: Told, files: Iterable[str]) -> None:
        """Note a page: what it was told, and its files; one with a file that no recipe can name is not noted."""
        names, stem = list(files), _stem(path)
        if any(GAP in name for name in names):
            return
        words: dict[tuple[type, Any], int] = {}
        asked, answers = [], []
        for question, values, answer in told:
            named = isinstance(values, dict)
            given = list(values.values()) if isinstance(values, dict) else values
            places = [words.setdefault(_word(value), len(words)) for value in given]
            asked.append([self._named(question), [*values] if named else None, places])
            answers.append(answer)
        patterns = [name.replace(stem, GAP) if stem else name for name in names]
        recipe = json.dumps([asked, patterns], ensure_ascii=False)
        kept = json.dumps([word for _, word in words], ensure_ascii=False)
        self._write(path, recipe, kept, b"".join(answers))

    def copy(self, page: Page, questions: dict[str, str]) -> None:
        """Note a page as it was noted in the build before; `questions` are those of that build."""
        for name, _, __ in page.recipe.asked:
            self._named(questions[name])
        self._write(page.path, page.recipe.text, json.dumps(page.words, ensure_ascii=False), page.answers)

    def close(self) -> None:
        """End."""
        self._connection.execute("commit")
        self._connection.close()

    def _write(self, path: str, recipe: str, words: str, answers: bytes) -> None:
        if recipe not in self._recipes:
            self._recipes[recipe] = len(self._recipes)
            self._connection.execute("insert into recipes values (?, ?)", [self._recipes[recipe], recipe])
        row = [path, self._recipes[recipe], words, answers]
        self._connection.execute("insert or replace into pages values (?, ?, ?, ?)", row)

    def _named(self, question: str) -> str:
        """Return the name under which a question is kept, the same in every build."""
        if question not in self._questions:
            self._questions[question] = sha256(question.encode()).hexdigest()[:16]
            row = [self._questions[question], question]
            self._connection.execute("insert or replace into questions values (?, ?)", row)
        return self._questions[question]


class Noted:
    """The notes of one process of the build before."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.questions: dict[str, str] = {}
        self._recipes: dict[int, Recipe] = {}
        with suppress(sqlite3.Error):
            self.questions = dict(self._connection.execute("select name, question from questions"))

    def page(self, path: str) -> Page | None:
        """Return what is known of a page; None if nothing is, or it cannot be read."""
        sql = "select recipe, words, answers from pages where path = ?"
        try:
            found = self._connection.execute(sql, [path]).fetchone()
            return found and Page(path, self._recipe(found[0]), json.loads(found[1]), found[2])
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def _recipe(self, number: int) -> Recipe:
        if number not in self._recipes:
            found = self._connection.execute("select told from recipes where number = ?", [number]).fetchone()
            asked, files = json.loads(found[0])
            self._recipes[number] = Recipe(found[0], [(name, names, places) for name, names, places in asked], files)
        return self._recipes[number]


def _word(value: Any) -> tuple[type, Any]:
    """Return a parameter as it is kept among the words of a page: 1 is not 1.0, any text is a text."""
    return str if isinstance(value, str) else type(value), value


def _stem(path: str) -> str:
    """Return what of the path of a page stands in the names of its files."""
    return path.strip("/#")
