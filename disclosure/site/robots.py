"""What tells search engines of the pages: robots.txt, and a sitemap once the site's address is known."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST = 50_000  # addresses in one sitemap, by its rules
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ASKED = ("/data/", "/search/")  # answers to questions, without end; /downloads/ and the pages have what they tell


def files(site: str, pages: Iterable[str], most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Yield (address, file): robots.txt, and with the site's own address its sitemap, in parts beyond `most` pages."""
    rules = "".join(f"Disallow: {path}\n" for path in ASKED)
    known = f"\nSitemap: {site}/sitemap.xml\n" if site else ""
    yield "/robots.txt", f"User-agent: *\n{rules}{known}".encode()
    if not site:
        return
    told = sorted({f"{site}{quote(path)}" for path in pages if not path.startswith(ASKED)})
    if len(told) <= most:
        yield "/sitemap.xml", _list("urlset", "url", told)
        return
    parts = [f"/sitemap-{number}.xml" for number in range(1, -(-len(told) // most) + 1)]
    yield "/sitemap.xml", _list("sitemapindex", "sitemap", [f"{site}{part}" for part in parts])
    for number, part in enumerate(parts):
        yield part, _list("urlset", "url", told[number * most : (number + 1) * most])


def _list(root: str, element: str, addresses: Iterable[str]) -> bytes:
    """Return a sitemap, or an index of them."""
    lines = "".join(f"<{element}><loc>{escape(one)}</loc></{element}>\n" for one in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SITEMAP}">\n{lines}</{root}>\n'.encode()
