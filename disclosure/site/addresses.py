"""Addresses: put together here and nowhere else, each part quoted, so that no text of a row can be more than a part."""

import json
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit

WEB = ("http", "https")
LONGEST = 200  # bytes of a folder's name, that any disk takes
AS_THEY_ARE = ":/?#[]@!$&'()*+,;=%~"  # what an address that was filed means something by (RFC 3986)


def address(*parts: Any, anchor: Any = "") -> str:
    """Return the address of a page of the site, such as /notices/<district>/<notice>/; a part is one step of it."""
    return f"/{''.join(f'{_quoted(part)}/' for part in parts)}{f'#{_quoted(anchor)}' if anchor else ''}"


def step(part: Any) -> str:
    """Return the step of a page whose key may be any text: the text, or a digest if no folder can be called so."""
    text = str(part)
    plain = text.isprintable() and not set(text) & set("/\\") and not text.startswith(".")
    if plain and 0 < len(text.encode()) <= LONGEST:
        return text
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def file_address(*parts: Any) -> str:
    """Return the address of a file of the site, such as /organisations/<code>/due.ics."""
    return address(*parts).removesuffix("/")


def data_address(table: str, /, **equal: Any) -> str:
    """Return the address of the rows of a table in which each column has the value; None: in which it is empty."""
    tests = (f"{name}__isnull=1" if value is None else f"{name}={_quoted(value)}" for name, value in equal.items())
    return f"/data/disclosure/{_quoted(table)}" + (f"?{'&'.join(tests)}" if equal else "")


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


def _quoted(part: Any) -> str:
    return quote(str(part), safe="")


ADDRESSES = {"address": address, "file_address": file_address, "data_address": data_address, "outside": outside}
