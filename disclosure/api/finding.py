"""The page /search/: what a person finds who types a word, in the site's own dress."""

from pathlib import Path
from urllib.parse import parse_qs

from datasette.app import Datasette
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

from ..database.search import match
from ..site.words import translations
from . import DATABASE

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, extensions=["jinja2.ext.i18n"]
)
TEMPLATES.install_gettext_translations(translations("zh"), newstyle=True)  # type: ignore[attr-defined]
PLACE = "<!-- results -->"
MOST = 100


async def answer(data: Datasette, site: Path, query_string: bytes) -> HTMLResponse:
    """Return the search page of a build with the organisations that the words find put into it."""
    shell = (site / "search" / "index.html").read_text(encoding="utf-8")
    words = parse_qs(query_string.decode("latin-1")).get("q", [""])[0].strip()
    sql = (HERE / "find.sql").read_text(encoding="utf-8")
    found = await data.get_database(DATABASE).execute(sql, {"code": words.upper(), "words": match(words), "most": MOST})
    rows = [dict(row) for row in found.rows] if words else []
    results = TEMPLATES.get_template("results.html").render(words=words, rows=rows, most=MOST)
    return HTMLResponse(shell.replace(PLACE, results, 1))
