"""The kinds of page of a built site: one page stands for all that are made of the same template."""

import re
from pathlib import Path

KIND = re.compile(rb'<body data-kind="([^"]+)"')
LANGUAGES = ("en",)  # the folders of the languages beside Chinese


def pages_by_kind(site: Path) -> dict[tuple[str, str], list[Path]]:
    """Return (language, kind) → its pages, the largest first; the language of those at the root is ""."""
    found: dict[tuple[str, str], list[Path]] = {}
    root = site.resolve()
    for path in sorted(root.rglob("*.html")):
        first = path.relative_to(root).parts[0]
        kind = KIND.search(path.read_bytes())
        assert kind, path
        found.setdefault((first if first in LANGUAGES else "", kind[1].decode()), []).append(path)
    return {kind: sorted(paths, key=lambda path: (-path.stat().st_size, path)) for kind, paths in sorted(found.items())}


def address_of(site: Path, page: Path) -> str:
    """Return the address at which a page is served."""
    return f"/{page.relative_to(site.resolve()).as_posix().removesuffix('index.html')}"
