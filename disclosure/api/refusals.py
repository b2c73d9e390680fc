"""What a request is told that is not answered: in Chinese and English, as a page or as JSON."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Base400
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "refusals.toml").read_text(encoding="utf-8"))
LIMITS: dict[str, Any] = tomllib.loads((HERE / "limits.toml").read_text(encoding="utf-8"))
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} {status}</title><link rel="stylesheet" href="/theme/css/main.css"></head>
<body><main id="content" class="page"><h1>{heading}</h1>
<p>{zh}</p>
<p lang="en">{en}</p>
<p><a href="/">首页 <span lang="en">Home</span></a> · <a href="/data/disclosure">全部的表和查询
<span lang="en">All tables and queries</span></a></p></main></body></html>
"""


class RefusedError(Base400):
    """Raised where a request or a release is refused; Datasette answers it with the status and the words."""

    def __init__(self, name: str, /, **values: object) -> None:
        self.name, self.status = name, WORDS[name]["status"]
        self.zh, self.en = (WORDS[name][language].format_map(values) for language in ("zh", "en"))
        super().__init__(f"{self.zh} ({self.en})")


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
    heading = "没有找到" if error.status == 404 else "没有回答"
    page = PAGE.format(heading=heading, status=error.status, zh=escape(error.zh), en=escape(error.en))
    return HTMLResponse(page, error.status, headers)
