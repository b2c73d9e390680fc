"""Where a search leads beside what it finds: pages of the site's own, and who serves the need that was typed."""

import json
from pathlib import Path
from typing import Any

from ..database.search import WORDING, words_of
from ..site.addresses import address
from .data import RegisterData

NEEDS = Path(__file__).with_name("needs.sql").read_text(encoding="utf-8")
EACH = "select distinct district from target_results order by district"

Row = dict[str, Any]


def asked_for(words: str) -> list[Row]:
    """Return the pages that words ask for: words of English whole, others wherever they stand in what is typed."""
    typed, each = words.lower(), words.lower().split()
    return [
        place for place in WORDING["places"]
        if any(word in (each if word.isascii() else typed) for word in place["words"])
    ]  # fmt: skip


async def pages(data: RegisterData, words: str, district: str) -> list[Row]:
    """Return title, district ("" for none) and path of each of the site's own pages that words ask for."""
    found = []
    for place in asked_for(words):
        if not place.get("each"):
            found.append({"title": place["title"], "place": "", "path": address(*place["to"])})
            continue
        for row in (await data.database.execute(EACH)).rows:
            title = data.desk.districts[row["district"]]["title"]
            if row["district"] == district or row["district"] in words.lower() or title[:-1] in words:
                path = address("districts", row["district"], *place["to"])
                found.insert(0, {"title": place["title"], "place": title, "path": path})
    return found


async def needs(data: RegisterData, words: str, district: str) -> list[Row]:
    """Return each district's list of who serves a need that words ask for, with how many."""
    asked = sorted({one for word in words_of(words) for one in word.all})
    rows = (await data.database.execute(NEEDS, {"needs": json.dumps(asked), "district": district})).rows
    return [
        dict(row)
        | {
            "place": data.desk.districts[row["district"]]["title"],
            "path": address("needs", row["district"], row["identifier"]),
        }
        for row in rows
    ]
