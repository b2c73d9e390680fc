"""Addresses: put together here and nowhere else, each part quoted, so that no text of a row can be more than a part."""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from ..exceptions import UsageError

THEME = Path(__file__).parent / "theme" / "static"
WEB = ("http", "https")
LANGUAGES = ("en",)  # the first step of the pages of other languages
TELEPHONE = re.compile(r"0\d{2,3}-?\d{7,8}(?:-\d{1,5})?", re.ASCII)  # of an office, as its column asks
LONGEST = 200  # bytes of a folder's name, that any disk takes
AS_THEY_ARE = ":/?#[]@!$&'()*+,;=%~"  # what an address that was filed means something by (RFC 3986)


def address(*parts: Any, anchor: Any = "", **asked: Any) -> str:
    """Return the address of a page of the site, such as /notices/<district>/<notice>/; a part is one step of it."""
    return f"/{''.join(f'{_quoted(part)}/' for part in parts)}{_asked(asked)}{f'#{_quoted(anchor)}' if anchor else ''}"


def here(made: Any) -> str:
    """Return an address of a page that was made elsewhere, in a column or in Python, as Chinese has it."""
    return str(made)


def step(part: Any) -> str:
    """Return the step of a page whose key may be any text: the text, or a digest if no folder can be called so."""
    text = str(part)
    plain = text.isprintable() and not set(text) & set("/\\") and not text.startswith(".") and text != "index.html"
    if plain and 0 < len(text.encode()) <= LONGEST:
        return text
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def file_address(*parts: Any) -> str:
    """Return the address of a file of the site, such as /organisations/<code>/due.ics."""
    return address(*parts).removesuffix("/")


def asset_address(name: str) -> str:
    """Return the address of a file of the theme, such as css/main.css: another one once its content is another."""
    return f"/theme/{name}?v={version(THEME / name)}"


@cache
def version(file: Path) -> str:
    """Return what tells the content of a file from others, as an address names it."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def data_address(table: str, /, **equal: Any) -> str:
    """Return the address of the rows of a table in which each column has the value; None: in which it is empty."""
    return f"/data/disclosure/{_quoted(table)}" + _asked(equal)


def csv_address(table: str, /, **equal: Any) -> str:
    """Return the address of the same rows as CSV, all of them."""
    return f"/data/disclosure/{_quoted(table)}.csv" + _asked(equal)


def _asked(equal: dict[str, Any]) -> str:
    """Return conditions as the query of an address."""
    tests = (f"{name}__isnull=1" if value is None else f"{name}={_quoted(value)}" for name, value in equal.items())
    return f"?{'&'.join(tests)}" if equal else ""


def site_address(given: str) -> str:
    """Return the site's own address without a slash at its end, its host in ASCII; "" for "". Raises UsageError."""
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        host = (parts.hostname or "").encode("idna").decode()
        bare = parts.scheme in WEB and "@" not in parts.netloc and given.isprintable() and " " not in given
        if bare and host and not (parts.path.strip("/") or parts.query or parts.fragment):
            host = f"[{host}]" if ":" in host else host
            return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
    except ValueError:  # such as a port that is no number, a label of a host that is too long
        pass
    raise UsageError(
        f"网址 {given!r} 写法不对：要 http:// 或 https:// 开头，只写主机名（和端口），不写路径，如 https://example.org"
        " (write the address as http:// or https://, a host and maybe a port, without a path)"
    )


def permalink(site: str, file: str) -> str:
    """Return the whole address of the page that a file of the site is, given the site's own; "" where that is ""."""
    return site and f"{site}/{quote(file.removesuffix('index.html'))}"


def key_filter(key: str) -> dict[str, Any]:
    """Return what `data_address` is to look for, given a key of the table `corrections`."""
    return dict(json.loads(key))


def outside(filed: Any) -> str | None:
    """Return an address that was filed as a link may hold it; None for what leads to no page of the web."""
    text = str(filed or "")
    try:
        parts = urlsplit(text)
        leads = parts.scheme in WEB and parts.hostname and "@" not in parts.netloc and text.isprintable()
    except ValueError:  # such as brackets that hold no address of a host
        return None
    return quote(text, safe=AS_THEY_ARE) if leads and " " not in text else None


def calling(filed: Any) -> str | None:
    """Return the address that calls an office's telephone that was filed; None for what is no such number."""
    text = str(filed or "")
    return f"tel:{text}" if TELEPHONE.fullmatch(text) else None


@lru_cache(maxsize=50_000, typed=True)  # the same districts, codes and columns stand in page after page
def _quoted(part: Any) -> str:
    return quote(str(part), safe="")


ADDRESSES: dict[str, Callable[..., Any]] = {
    "address": address,
    "asset_address": asset_address,
    "calling": calling,
    "csv_address": csv_address,
    "data_address": data_address,
    "file_address": file_address,
    "here": here,
    "outside": outside,
}


OWN = ("address", "data_address", "file_address", "here")  # of another language than Chinese


class Addresses:
    """The addresses of a language whose pages lie below a root of their own, such as /en; files lie where all do."""

    def __init__(self, root: str, lang: str) -> None:
        self.root, self.lang = root, lang

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return the functions of templates, by name."""
        own: dict[str, Callable[..., Any]] = {name: getattr(self, name) for name in OWN}
        return {**ADDRESSES, **own}

    def address(self, *parts: Any, anchor: Any = "", **asked: Any) -> str:
        """Return the address of a page."""
        return self.root + address(*parts, anchor=anchor, **asked)

    def data_address(self, table: str, /, **equal: Any) -> str:
        """Return the address of rows of a table, shown in the language."""
        return data_address(table, **equal, _lang=self.lang)

    def file_address(self, *parts: Any) -> str:
        """Return the address of a file of the site, or of the desk in the language."""
        return self.here(file_address(*parts)) if parts[:1] == ("data",) else file_address(*parts)

    def here(self, made: Any) -> str:
        """Return an address that was made elsewhere as the language has it: of a page its own, of the desk asked so."""
        path, sign, anchor = str(made).partition("#")
        if path.startswith("/data/"):
            return f"{path}{'&' if '?' in path else '?'}_lang={self.lang}{sign}{anchor}"
        steps = path.partition("?")[0]
        return f"{self.root}{made}" if steps.startswith("/") and steps.endswith("/") else str(made)


def in_language(root: str, file: str) -> str:
    """Return the address of the page that a file of the site is in the language whose pages lie below a root."""
    known = file.removesuffix("index.html")
    for other in LANGUAGES:
        known = known.removeprefix(f"{other}/")
    return f"{root}/{quote(known)}"
