"""What a request is told that is not answered: in Chinese and English, as a page or as JSON."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from datasette.utils.asgi import Base400
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from ..privacy import mask_name

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "refusals.toml").read_text(encoding="utf-8"))
LIMITS: dict[str, Any] = tomllib.loads((HERE / "limits.toml").read_text(encoding="utf-8"))
SHOWN = 40  # characters of what was asked that an answer repeats
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} {status}</title><link rel="stylesheet" href="/theme/css/main.css"></head>
<body><main id="content" class="page"><h1>{heading}</h1>
<p>{said}</p>
<p lang="{other_lang}">{other}</p>
<p><a href="{home}">{home_said}</a> · <a href="{tables}">{tables_said}</a></p></main></body></html>
"""
ENGLISH = "/en/"  # below which the pages of that language lie
HEADS = {"zh": ("没有找到", "没有回答"), "en": ("Not found", "Not answered")}
LINKS = {
    "zh": {"lang": "zh-CN", "home": "/", "home_said": "首页", "tables": "/data/disclosure",
           "tables_said": "全部的表和查询"},
    "en": {"lang": "en", "home": "/", "home_said": "Home", "tables": "/data/disclosure?_lang=en",
           "tables_said": "All tables and queries"},
}  # fmt: skip


class RefusedError(Base400):
    """Raised where a request or a release is refused; Datasette answers it with the status and the words.

    What was asked is repeated without the personal data in it.
    """

    def __init__(self, name: str, /, **values: object) -> None:
        self.name, self.status = name, WORDS[name]["status"]
        told = {key: value if isinstance(value, int) else mask_name(str(value)) for key, value in values.items()}
        self.zh, self.en = (WORDS[name][language].format_map(told) for language in ("zh", "en"))
        super().__init__(f"{self.zh} ({self.en})")


def repeated(asked: str) -> str:
    """Return what was asked as an answer repeats it: the beginning, of which a number is hidden before it is cut."""
    return mask_name(asked)[:SHOWN]


def refusal(error: RefusedError, scope: Scope, headers: dict[str, str] | None = None) -> Response:
    """Return the answer to a refused request: as JSON or text where JSON or CSV was asked for, else a page."""
    path, accepted = scope["path"], dict(scope["headers"]).get(b"accept", b"")
    as_json = path.endswith(".json") or (path in LIMITS["answers"]["json"] and b"text/html" not in accepted)
    headers = {"cache-control": "no-store"} | (headers or {})
    if error.status == 503:
        headers["retry-after"] = "5"
    if as_json:
        content = {"ok": False, "error": str(error), "status": error.status, "title": None}
        return JSONResponse(content, error.status, headers)
    if path.endswith(".csv"):
        return PlainTextResponse(f"{error}\n", error.status, headers)
    lang = spoken(scope)
    said, other = (error.en, error.zh) if lang == "en" else (error.zh, error.en)
    told = dict(LINKS[lang])
    if f"{path}/".startswith(ENGLISH):
        told["home"] = ENGLISH
    told |= {"said": escape(said), "other": escape(other), "other_lang": "zh-CN" if lang == "en" else "en"}
    page = PAGE.format(heading=HEADS[lang][error.status != 404], status=error.status, **told)
    return HTMLResponse(page, error.status, headers)


def spoken(scope: Scope) -> str:
    """Return the language in which somebody asks: of the address, or said with `_lang`, else the browser's first."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("_lang", [""])[0]
    preferred = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    of_page = "en" if f"{scope['path']}/".startswith(ENGLISH) else ""
    return "en" if (of_page or asked or preferred)[:2].lower() == "en" else "zh"
