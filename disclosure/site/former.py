"""The pages of the release before: those that would still say the same are linked into the new one, not made again.

Beside each page it is kept what it asked and a digest of each answer. A page stands if its questions have these answers
still, what all pages share is as it was, and its files are as they were written. What is asked of tables that are as
they were is not asked again.
"""

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from ..database.differing import Asking, Kind
from ..digests import Stamped, Stamping, digest_of, stamp_of
from ..publication import share
from .reading import Reader
from .reads import Reads, Values, digest
from .shelf import NEW, Noted, Notes, Page, Shelf

COMMON = ""  # the path under which stands what all pages read
TOLD = "@told"  # the question of a page that asks none: what its template is told
Places = dict[str | int, int]
REMEMBERED = 5000  # answers: some are asked for by one page after another


class Former:
    """What one process asks of the pages before, and notes of its own."""

    def __init__(self, shelf: Shelf, share: int, site: Path, reader: Reader) -> None:
        self._shelf, self._site, self._reader = shelf, site, reader
        self._there = shelf.before and str(shelf.site)
        self._new = Notes(shelf.folder / NEW / f"{share}.db")
        self._asking = Asking(lambda: reader.connection, shelf.differing)
        self._stamped = Stamped(shelf.stamps)
        self._stamping = Stamping(shelf.stamps_of(share))
        self._open: dict[str, list[tuple[int, Kind, Places]]] = {}  # a recipe → its questions that may be answered anew
        self._answers: dict[tuple[Any, ...], bytes] = {}

    @cached_property
    def _before(self) -> list[Noted]:
        """Return what each process of the build before noted, if all that its pages share is as it was."""
        found = [Noted(path) for path in self._shelf.noted]
        shared = (self._shelf.program, COMMON)
        return [one for one in found if all(self._is_same(one, one.page(path)) for path in shared)]

    def _is_same(self, noted: Noted, page: Page | None, told: bytes | None = None) -> bool:
        """Return whether a page would be told the same as it was."""
        if page is None:
            return False
        words = page.words
        try:
            for at, kind, places in self._open_of(noted, page):
                if kind.stands(lambda parameter, places=places: words[places[parameter]]):  # type: ignore[misc]
                    continue
                if self._answer(noted.questions[page.recipe.asked[at][0]], page.values(at), told) != page.answer(at):
                    return False
            return True
        except (sqlite3.Error, LookupError):  # what it asked is not there any more
            return False

    def _answer(self, question: str, values: Values, told: bytes | None) -> bytes | None:
        """Return the digest of the answer to a question of a page as it is now."""
        if question == TOLD:
            return told
        key = question, *(values.values() if isinstance(values, dict) else values)
        if key not in self._answers:
            if len(self._answers) > REMEMBERED:
                self._answers.clear()
            self._answers[key] = digest(self._reader.ask(question, values))
        return self._answers[key]

    def _open_of(self, noted: Noted, page: Page) -> list[tuple[int, Kind, Places]]:
        """Return which questions of a page may have another answer: those of tables in which something changed.

        Each with what is known of it, and where its parameters stand among the words of a page.
        """
        recipe = page.recipe
        if recipe.text not in self._open:
            found: list[tuple[int, Kind, Places]] = []
            for at, (name, names, places) in enumerate(recipe.asked):
                question, unsure = noted.questions[name], Kind(False)
                kind = unsure if question.startswith("@") else self._asking.kind(question, page.values(at))
                if not kind.same:
                    found.append((at, kind, dict(zip(names or range(len(places)), places, strict=True))))
            self._open[recipe.text] = found  # only once it is whole
        return self._open[recipe.text]

    def stands(self, path: str, told: bytes | None = None) -> bool:
        """Return whether a page need not be made: it would be the same, and has been linked.

        `told` is a digest of what its template is told, of a page that does not ask for itself.
        """
        for before in self._before:
            page = before.page(path)
            if page is not None:
                if self._is_same(before, page, told) and self._linked(page):
                    self._new.copy(page, before.questions)
                    return True
                return False
        return False

    def _linked(self, page: Page) -> bool:
        """Return whether all files of a page are as they were written, and lie in the new site."""
        files = page.files
        try:
            if not all(self._stamped.digest(f"site/{name}", f"{self._there}/{name}") for name in files):
                return False
        except OSError:
            return False
        for name in files:
            share(f"{self._there}/{name}", f"{self._site}/{name}")
        return True

    def wrote(self, path: str, reads: Reads | bytes, files: Iterable[Path]) -> None:
        """Note a page that was made: what it read, or a digest of what its template was told; and its files."""
        told = [(TOLD, [], reads)] if isinstance(reads, bytes) else reads.told
        names = []
        for file in files:
            names.append(file.relative_to(self._site).as_posix())
            self._stamping.note(f"site/{names[-1]}", digest_of(file), stamp_of(file))  # while it is still in memory
        self._new.note(path, told, names)

    def close(self, common: Reads) -> None:
        """Note what all pages read, and end."""
        self._new.note(COMMON, common.told, [])
        self._new.note(self._shelf.program, [], [])
        self._new.close()
        self._stamped.close()
        self._stamping.close()
