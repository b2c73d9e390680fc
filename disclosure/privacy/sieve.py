"""Looks through many short texts at once: which of them may hold personal data at all; the others surely hold none.

The texts are put together with a sign between them in which no pattern begins, ends or goes on, and every pattern runs
over the whole. A pattern that looks around itself, which could see that sign, is a district's own: it is tried text by
text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from . import BESIDE, ELEVEN, GROUPED, KINDS, WORDS
from .folding import MARKS, SPELT, folded

APART = "\u0e3fA\u0e3f"  # a letter ends a number; the sign beside it is folded to itself and stands for nothing
LOOKING = re.compile(r"\(\?<?[=!]|[\^$]")
DIGITS = 11  # of the shortest number of a person
NUMBERED = [kind for kind in KINDS if kind.shape or kind.digits]
SIGNS = re.compile(f"{WORDS.pattern}|{SPELT.pattern}")


class Together:
    """Texts as one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts, self.whole = texts, APART.join(texts)

    @cached_property
    def starts(self) -> list[int]:
        """Return where in the whole each text begins."""
        return list(accumulate((len(text) + len(APART) for text in self.texts[:-1]), initial=0))

    def holding(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield the places of the texts that a match of a pattern touches."""
        for match in pattern.finditer(self.whole):
            first = bisect_right(self.starts, match.start()) - 1
            yield from range(first, max(first + 1, bisect_right(self.starts, match.end() - 1)))


def suspects(texts: Sequence[str], also: re.Pattern[str]) -> set[str]:
    """Return those of some texts that may hold personal data, or what another pattern finds; in a cell, not in a name.

    None of them begins with = or holds that sign.
    """
    if not texts:
        return set()
    together = Together(texts)
    found = {texts[place] for pattern in (SIGNS, also) for place in together.holding(pattern)}
    long = [text for text in texts if len(text) >= DIGITS]
    numbered = [long[place] for place in dict.fromkeys(Together(long).holding(ELEVEN))]
    found.update(text for text in numbered if MARKS.search(text))
    return found | set(_of_numbers(numbered)) | of_districts(texts)


def _of_numbers(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts in which a number of a person may begin, of those that hold as many digits."""
    if not texts:
        return
    plain = folded(APART.join(texts))
    searched, bare = (Together(one.split(APART)) for one in (plain, GROUPED.sub("", plain)))
    for kind in NUMBERED:
        if not kind.in_name:
            held = bare.holding(kind.begins) if kind.begins else searched.holding(kind.pattern)
            yield from (texts[place] for place in held)


def of_districts(texts: Sequence[str], plain: bool = False) -> set[str]:
    """Return those of some texts in which the district's own pattern may match; `plain` ones are folded already."""
    found: set[str] = set()
    if not texts or not (beside := BESIDE.get()):
        return found
    searched = texts if plain else folded(APART.join(texts)).split(APART)
    together = Together(searched)
    for kind in beside:
        if LOOKING.search(kind.pattern.pattern):
            found.update(text for text, one in zip(texts, searched, strict=True) if kind.pattern.search(one))
        else:
            found.update(texts[place] for place in together.holding(kind.pattern))
    return found
