"""What every finding means, an anchor and a page per code, and the page on which a browser looks for personal data."""

import json
import re
from collections.abc import Iterator

from ...findings import SEVERITIES, wording
from ...privacy import PRIVACY
from .sheet import Sheet, Site

GAP = re.compile(r"\{\w+\}")


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of findings and the self-check."""
    ours = "" if site.language.is_first else f"_{site.language.name}"
    entries = [
        {"code": code, **entry, **{name: _plain(entry.get(name + ours) or entry[name]) for name in ("message", "fix")}}
        for code, entry in wording().items()
    ]
    groups = [(severity, [entry for entry in entries if entry["severity"] == severity]) for severity in SEVERITIES]
    yield Sheet("/findings/", "findings.html", {"groups": groups})
    for entry in entries:
        yield Sheet(f"/findings/{entry['code']}/", "finding.html", {"entry": entry})
    columns = [row for rows in site.reader.columns.values() for row in rows]
    kinds = [
        kind | {"titles": sorted({row["title"] for row in columns if row["column_name"] in kind.get("allowed", ())})}
        for kind in PRIVACY["kind"]
        if not kind.get("in_name")  # the page looks into a file, not at what it is called
    ]
    headings = {"headings": PRIVACY["headings"]["words"], "others": PRIVACY["headings"]["others"]}
    amounts = {"titles": sorted({row["title"] for row in columns if row["unit"] == "元"}), **PRIVACY["amount"]}
    patterns = {"kinds": kinds, "amount": amounts} | headings
    patterns |= {name: PRIVACY[name] for name in ("before", "address", "fold")}
    yield Sheet("/self-check/", "self_check.html", {"patterns": json.dumps(patterns)})


def _plain(text: str) -> str:
    """Return advice as it reads where nothing in particular is meant."""
    return GAP.sub("…", text).replace("{{", "{").replace("}}", "}")
