"""The page /search/: what a person finds who types a word, by kind, in the site's own dress."""

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..database.search import also_sought, as_typed, telling
from ..districts import NATION
from ..site.addresses import THEME, address, step
from ..site.rendering import Rendering
from ..site.speaking import Dressed, teach
from ..site.words import Language
from . import leading
from .data import RegisterData
from .options import require_once, require_text
from .queries import KIND
from .refusals import LIMITS
from .searching import QUESTION, marked
from .values import unfit

HERE = Path(__file__).parent
FIND = (HERE / "find.sql").read_text(encoding="utf-8")
PLACE, NAMES, END = "<!-- results -->", "<!-- names -->", "<!-- /results -->"  # of the page as it is without a server
BOX, OPTION = 'name="q" value="', '<option value="'
TONGUE = re.compile(r'(class="tongue" href="[^"?]*)')
SPELT = re.compile(r"[A-Za-z ]+")  # what may be pinyin

Row = dict[str, Any]


def environment(language: Language) -> Rendering:
    """Return the environment of what a server puts into the pages of a language."""
    env = Rendering(
        loader=FileSystemLoader([HERE / "templates", THEME.parent / "templates"]), autoescape=True, trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    teach(env, language, (language,), NATION.marks())
    return env


async def answer(data: RegisterData, shell: str, template: Dressed, request: Request) -> HTMLResponse:
    """Return the search page of a build with what the words find put into it, in the language of both."""
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    require_text(asked)
    for name in ("q", "district"):
        require_once(name, asked.get(name, []))
    typed = " ".join(request.query_params.get("q", "").split())
    words = typed[: LIMITS["search"]["words"]]
    district = request.query_params.get("district", "")
    if district and district not in data.desk.districts:
        raise unfit(data.desk, ("区", "District"), "district", "区", district)
    groups = await find(data, words, district) if words else []
    exact, each = as_typed(words), telling(words)
    pages = await leading.pages(data, words, district) if words else []
    by_reading = not groups and not pages and SPELT.fullmatch(words) is not None
    results = template.render(
        words=words, groups=groups, by_reading=by_reading, others=also_sought(words), exact=exact, district=district,
        typed="".join(f"“{word}”" for word in exact.strip('"').split('" "')), cut=typed != words,
        streets=_streets(groups, words), pages=pages,
        needs=await leading.needs(data, words, district) if words else [],
        each=each[:4] if len(each) > 1 else [],
    )  # fmt: skip
    return HTMLResponse(_filled(asked_alike(shell, request), words, district, results, by_reading))


def asked_alike(page: str, request: Request) -> str:
    """Return a page of a build whose link to the other language asks what this one was asked."""
    return (
        TONGUE.sub(lambda found: f"{found[1]}?{escape(request.url.query)}", page, count=1)
        if request.url.query
        else page
    )


def _filled(shell: str, words: str, district: str, results: str, by_reading: bool) -> str:
    """Return the page of a build with what was typed and found, and what searches by reading where that is asked."""
    before, _, rest = shell.partition(PLACE)
    alone, _, after = rest.partition(END)
    before = before.replace(f'{BOX}"', f'{BOX}{escape(words)}"', 1)
    if district:
        before = before.replace(f'{OPTION}{escape(district)}"', f'{OPTION}{escape(district)}" selected', 1)
    return f"{before}{results}{alone.partition(NAMES)[2] if by_reading else ''}{after}"


def _streets(groups: list[Row], words: str) -> list[Row]:
    """Return the streets of the organisations found that have a word in their name, each with its district."""
    bodies = [row for group in groups for row in group["rows"] if row["contact"].get("street")]
    found = {(row["district"], row["contact"]["street"]) for row in bodies}
    return [
        {"district": district, "name": street, "path": address("areas", district, step(street))}
        for district, street in sorted(found) if any(word in street for word in words.split())
    ]  # fmt: skip


async def find(data: RegisterData, words: str, district: str = "") -> list[Row]:
    """Return what the words find in a district or in all, by kind, found on threads that no other query uses."""
    KIND.set("search")
    groups = []
    for table in data.searched:
        most = LIMITS["search"]["of"].get(table, LIMITS["search"]["most"])
        asked = {"q": words, "kind": table, "district": district, "most": most + 1}
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
            row["place"] = data.desk.districts[row["district"]]["title"]
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
