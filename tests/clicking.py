"""Reads a page as a browser does: where its links lead, and what its forms would ask for."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx


@dataclass
class Form:
    """A form with the values that its fields have when the page is opened."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """The links and forms of one page, and what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.select = ""
        self.chosen: str | None = None
        self.area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a link, a form or a field."""
        got = {name: value or "" for name, value in attrs}
        if tag in ("a", "link") and "href" in got:
            self.links.append(got["href"])
        elif tag in ("script", "img") and "src" in got:
            self.links.append(got["src"])
        elif tag == "form":
            self.forms.append(Form(got.get("action", ""), got.get("method", "get").lower()))
        elif self.forms and tag == "input" and got.get("name"):
            if got.get("type") == "checkbox" and "checked" not in got:
                self.forms[-1].boxes.append((got["name"], got.get("value", "on")))
            elif (got.get("type") != "radio" or "checked" in got) and got.get("type") not in ("submit", "button"):
                self.forms[-1].fields.append((got["name"], got.get("value", "")))
        elif tag == "select":
            self.select, self.chosen = got.get("name", ""), None
        elif tag == "option" and (self.chosen is None or "selected" in got):
            self.chosen = got.get("value", "")
        elif tag == "textarea":
            self.area = ""
            self.select = got.get("name", "")

    def handle_data(self, data: str) -> None:
        """Take up what a text field holds."""
        if self.area is not None:
            self.area += data

    def handle_endtag(self, tag: str) -> None:
        """Close a field."""
        if self.forms and tag == "select" and self.select:
            self.forms[-1].fields.append((self.select, self.chosen or ""))
        elif self.forms and tag == "textarea" and self.select:
            self.forms[-1].fields.append((self.select, self.area or ""))
        if tag == "textarea":
            self.area = None


def clicks(at: str, html: str, typed: dict[str, str] | None = None) -> list[str]:
    """Return what the links and GET forms of a page lead to on its site: some fields typed, boxes unticked and ticked."""
    page = Page(html)
    found = [urljoin(at, link) for link in page.links]
    for form in page.forms:
        if form.method == "get":
            asked = [(name, (typed or {}).get(name, value)) for name, value in form.fields]
            action = urljoin(at, form.action or at).partition("?")[0]
            found += [f"{action}?{urlencode(asked)}", f"{action}?{urlencode([*asked, *form.boxes])}"]
    own = [urlsplit(address) for address in found]
    host = urlsplit(at).netloc
    return list(
        dict.fromkeys(
            part.path + (f"?{part.query}" if part.query else "")
            for part in own
            if part.netloc == host and part.scheme in ("http", "https")
        )
    )


def template(address: str) -> str:
    """Return what an address has in common with those of the same kind: its first parts, and which parameters."""
    place = urlsplit(address)
    parts = place.path.strip("/").split("/")
    kept = parts[:2] if parts[0] == "data" and len(parts) > 1 and parts[1] == "-" else parts[:1]
    names = sorted({re.sub(r"^(?!_)\w+", "column", name) for name, _ in parse_qsl(place.query, keep_blank_values=True)})
    suffix = place.path.rsplit(".", 1)[1] if "." in parts[-1] else ""
    return f"{'/'.join(kept)}|{len(parts)}|{suffix}|{','.join(names)}"


async def crawl(client: httpx.AsyncClient, start: str, depth: int, most: int) -> dict[str, int]:
    """Return address → status of what is found from a page by so many clicks, at most so many of each template."""
    met: dict[str, int] = {}
    kinds: dict[str, int] = {}
    edge = [start]
    for _ in range(depth + 1):
        following: list[str] = []
        for address in edge:
            kind = template(address)
            if address in met or kinds.get(kind, 0) >= most:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            answer = await client.get(address, follow_redirects=True)
            met[address] = answer.status_code
            if answer.headers.get("content-type", "").startswith("text/html") and len(answer.text) < 2_000_000:
                following += clicks(str(answer.url), answer.text)
        edge = following
    return met
