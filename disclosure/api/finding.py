"""The page /search/: what a person finds who types a word, by kind, in the site's own dress."""

import json
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..database.search import also_sought, as_typed
from ..site.addresses import ADDRESSES
from ..site.words import translations
from .data import RegisterData
from .queries import KIND
from .refusals import LIMITS
from .searching import QUESTION, marked

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, extensions=["jinja2.ext.i18n"]
)
TEMPLATES.install_gettext_translations(translations("zh"), newstyle=True)  # type: ignore[attr-defined]
TEMPLATES.globals |= ADDRESSES
FIND = (HERE / "find.sql").read_text(encoding="utf-8")
PLACE, BOX = "<!-- results -->", 'value=""'

Row = dict[str, Any]


async def answer(data: RegisterData, shell: str, request: Request) -> HTMLResponse:
    """Return the search page of a build with what the words find put into it."""
    words = " ".join(request.query_params.get("q", "").split())[: LIMITS["search"]["words"]]
    groups = await find(data, words) if words else []
    exact = as_typed(words)
    typed = "".join(f"“{word}”" for word in exact.strip('"').split('" "'))
    results = TEMPLATES.get_template("results.html").render(
        words=words, groups=groups, others=also_sought(words), exact=exact, typed=typed
    )
    filled = shell.replace(BOX, f'value="{escape(words)}"', 1)
    return HTMLResponse(filled.replace(PLACE, results, 1))


async def find(data: RegisterData, words: str) -> list[Row]:
    """Return what the words find, a group for each kind, found on threads that no other query uses."""
    KIND.set("search")
    groups = []
    for table in data.searched:
        most = LIMITS["search"]["of"].get(table, LIMITS["search"]["most"])
        asked = {"q": words, "kind": table, "district": "", "most": most + 1}
        found = await data.database.execute(f"select * from ({QUESTION.sql}) limit :most", asked)
        rows = [_shown(dict(row), words) for row in found.rows]
        if rows:
            groups.append({"table": table, "title": rows[0]["kind"], "rows": rows[:most], "more": len(rows) > most})
    codes = json.dumps(
        [row["org_id"] for group in groups for row in group["rows"] if group["table"] == "organisations"]
    )
    known = {row["org_id"]: dict(row) for row in (await data.database.execute(FIND, {"codes": codes})).rows}
    for group in groups:
        for row in group["rows"]:
            row["contact"] = known.get(row["org_id"], {}) if group["table"] == "organisations" else {}
    return groups


def _shown(row: Row, words: str) -> Row:
    """Return a row found as the page shows it: its title and the text in which the words were, in marked pieces.

    `of` is the organisation that the row is about, unless the row says it itself.
    """
    title = str(row["title"] or row["code"])
    why = [] if row["snippet"] is None or row["snippet"] == title else marked(row["snippet"], words)
    told = row["table_name"] == "organisations" or (row["organisation"] or "") in (row["beside"] or "")
    of = "" if told else row["organisation"]
    return row | {"url": row["permalink"], "pieces": marked(title, words), "why": why, "of": of}
