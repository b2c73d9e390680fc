"""The page /search/: what a person finds who types a word, in the site's own dress."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..database.search import match
from ..site.words import translations
from .data import RegisterData
from .queries import KIND
from .refusals import LIMITS

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, extensions=["jinja2.ext.i18n"]
)
TEMPLATES.install_gettext_translations(translations("zh"), newstyle=True)  # type: ignore[attr-defined]
FIND = (HERE / "find.sql").read_text(encoding="utf-8")
PLACE = "<!-- results -->"
MOST = 100


async def answer(data: RegisterData, shell: str, request: Request) -> HTMLResponse:
    """Return the search page of a build with the organisations that the words find put into it."""
    words = request.query_params.get("q", "").strip()[: LIMITS["query"]["search_words"]]
    rows = await find(data, words) if words else []
    results = TEMPLATES.get_template("results.html").render(words=words, rows=rows, most=MOST)
    return HTMLResponse(shell.replace(PLACE, results, 1))


async def find(data: RegisterData, words: str) -> list[dict[str, object]]:
    """Return the organisations that the words find, found on threads that no other query uses."""
    KIND.set("search")
    found = await data.database.execute(FIND, {"code": words.upper(), "words": match(words), "most": MOST})
    return [dict(row) for row in found.rows]
