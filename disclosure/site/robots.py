"""What tells search engines of the pages: robots.txt, and a sitemap once the site's address is known."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from .words import CHINESE, Language

MOST = 50_000  # addresses in one sitemap, by its rules
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Answers to questions, without end; /downloads/ and the pages have what they tell.
ASKED = ("/data/", "/search/", "/organisations/chosen/")


def files(
    site: str, pages: Iterable[str], spoken: Sequence[Language] = (CHINESE,), most: int = MOST
) -> Iterator[tuple[str, bytes]]:
    """Yield (address, file): robots.txt, and with the site's own address its sitemap, in parts beyond `most` pages.

    Each page is told in each language, with its address in the others.
    """
    paths = [f"{language.root}{path}" for language in spoken for path in ASKED if path != "/data/" or not language.root]
    rules = "".join(f"Disallow: {path}\n" for path in paths)
    known = f"\nSitemap: {site}/sitemap.xml\n" if site else ""
    yield "/robots.txt", f"User-agent: *\n{rules}{known}".encode()
    if not site:
        return
    told = [
        _entry("url", f"{site}{quote(language.root + path)}", _alternates(site, path, spoken))
        for language in spoken
        for path in sorted({path for path in pages if not path.startswith(ASKED)})
    ]
    if len(told) <= most:
        yield "/sitemap.xml", _list("urlset", told)
        return
    parts = [f"/sitemap-{number}.xml" for number in range(1, -(-len(told) // most) + 1)]
    yield "/sitemap.xml", _list("sitemapindex", [_entry("sitemap", f"{site}{part}") for part in parts])
    for number, part in enumerate(parts):
        yield part, _list("urlset", told[number * most : (number + 1) * most])


def _alternates(site: str, path: str, spoken: Sequence[Language]) -> str:
    """Return where a page is in each language; nothing on a site of one."""
    if len(spoken) == 1:
        return ""
    places = [*((language.tag, language.root) for language in spoken), ("x-default", "")]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(site + quote(root + path))}/>'
        for tag, root in places
    )


def _entry(element: str, address: str, more: str = "") -> str:
    """Return one line of a sitemap, or of an index of them."""
    return f"<{element}><loc>{escape(address)}</loc>{more}</{element}>\n"


def _list(root: str, entries: Iterable[str]) -> bytes:
    """Return a sitemap, or an index of them."""
    lines = "".join(entries)
    spaces = f'xmlns="{SITEMAP}"' + (f' xmlns:xhtml="{XHTML}"' if "<xhtml:" in lines else "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>\n{lines}</{root}>\n'.encode()
