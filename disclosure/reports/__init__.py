"""Says what became of submissions: for a terminal, a pull request, a CI server, and annotations on its files."""

import json
from collections.abc import Callable

from ..outcome import Outcome
from .annotations import as_github
from .grouping import entries_of
from .junit import as_junit
from .markdown import as_markdown
from .text import as_text

FORMS: dict[str, Callable[[Outcome, str], str]] = {
    "text": lambda outcome, lang: as_text(entries_of(outcome), lang),
    "json": lambda outcome, lang: json.dumps(outcome.as_json(), ensure_ascii=False, indent=1),  # noqa: ARG005
    "markdown": lambda outcome, lang: as_markdown(entries_of(outcome), lang),
    "junit": lambda outcome, lang: as_junit(entries_of(outcome), lang),
    "github": lambda outcome, lang: as_github(entries_of(outcome), lang),
}


def brief(outcome: Outcome, lang: str) -> str:
    """Return only what was not taken in, and the total."""
    return as_text(entries_of(outcome), lang, brief=True)
