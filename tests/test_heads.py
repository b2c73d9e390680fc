"""What stands in the head of each kind of page, and whether a page is HTML: description, picture, facts as data, weight."""

import json
import re
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

import html5rdf
import pytest
import sqlite_utils
from conftest import SITE
from kinds import address_of, pages_by_kind

from disclosure.site.formats import grouped
from disclosure.site.heads import known, qr

LISTS = {"corrections", "disclosures", "district", "downloads", "findings", "grants", "obligations", "rules", "submissions"}  # fmt: skip
# … which are long by their nature
MOST = 60_000  # bytes of a page as it is read most: half of each kind are smaller
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def meta(text: str, name: str) -> list[str]:
    """Return what the head of a page says under a name."""
    return [unescape(value) for value in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)]


def linked(page: Path) -> dict[str, dict[str, Any]]:
    """Return kind of thing → the thing, of what a page says as JSON-LD."""
    (found,) = LINKED.findall(page.read_text(encoding="utf-8"))
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def page_at(published: Path, *parts: str) -> Path:
    """Return the file of a page."""
    return published.joinpath("site", *parts, "index.html")


def test_every_kind_of_page_is_described(published: Path) -> None:
    kinds = pages_by_kind(published / "site")
    assert len(kinds) > 25
    for (_, kind), pages in kinds.items():
        for page in {pages[0], pages[-1]}:
            text = page.read_text(encoding="utf-8")
            (said,) = meta(text, "description")
            assert 8 <= len(said) <= 300 and "\n" not in said, (kind, said)
            assert meta(text, "og:description") == [said] and len(meta(text, "og:title")[0]) > 1
            (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', text)
            assert meta(text, "og:url") == [canonical]
            (picture,) = meta(text, "og:image")
            assert (published / "site" / picture.removeprefix(f"{SITE}/").split("?")[0]).is_file()


@pytest.mark.parametrize("place", ["largest", "smallest"])
def test_every_kind_of_page_is_html_as_it_should_be(published: Path, place: str) -> None:
    wrong = {}
    for kind, pages in pages_by_kind(published / "site").items():
        page = pages[0] if place == "largest" else pages[-1]
        text = page.read_text(encoding="utf-8")
        parser = html5rdf.HTMLParser()
        parser.parse(text)
        ids = re.findall(r'<[^>]*\sid="([^"]*)"', text)
        if parser.errors or len(ids) != len(set(ids)):
            wrong[kind] = (address_of(published / "site", page), parser.errors[:3], len(ids) - len(set(ids)))
    assert wrong == {}


def test_a_typical_page_is_light(published: Path) -> None:
    kinds = pages_by_kind(published / "site")
    weights = {kind: median(page.stat().st_size for page in pages) for kind, pages in kinds.items()}
    assert {kind: weight for kind, weight in weights.items() if weight > MOST and kind[1] not in LISTS} == {}


def test_an_organisation_is_told_as_data_as_it_was_filed(published: Path) -> None:
    bodies = list(sqlite_utils.Database(published / "disclosure.db")["organisations"].rows)
    assert len(bodies) > 50
    for row in bodies:
        page = page_at(published, "organisations", row["org_id"])
        thing = linked(page)["NGO"]
        told = {"name": row["name"], "identifier": row["org_id"], "foundingDate": row["registered_on"], "address": row["address"]}  # fmt: skip
        assert known(told).items() <= thing.items()
        assert thing["url"] == f"{SITE}/organisations/{row['org_id']}/"
        assert ("disambiguatingDescription" in thing) == bool(row["sample"])
        assert (meta(page.read_text(encoding="utf-8"), "robots") == ["noindex"]) == bool(row["sample"])


def test_only_what_was_funded_is_told_as_a_grant(published: Path) -> None:
    grants = list(sqlite_utils.Database(published / "disclosure.db")["grants"].rows)
    funded = 0
    for row in grants:
        things = linked(page_at(published, "grants", row["district"], row["grant_id"]))
        assert ("MonetaryGrant" in things) == (row["decision"] == "资助")
        if "MonetaryGrant" in things and row["awarded"] is not None:
            amount = things["MonetaryGrant"]["amount"]
            assert (amount["value"], amount["currency"]) == (row["awarded"], "CNY")
            funded += 1
    assert 0 < funded < len(grants)


def test_the_downloads_are_told_as_a_dataset(published: Path) -> None:
    assert {"WebSite", "DataCatalog"} <= linked(page_at(published)).keys()
    files = linked(page_at(published, "downloads"))["Dataset"]["distribution"]
    assert len(files) > 3
    for file in files:
        path = published / "site" / file["contentUrl"].removeprefix(f"{SITE}/")
        assert file["contentSize"] == f"{path.stat().st_size} B"


def test_the_way_to_a_page_leads_over_pages(published: Path) -> None:
    for (_, kind), pages in pages_by_kind(published / "site").items():
        if kind in ("404", "home"):
            continue
        steps = linked(pages[0])["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1)) and len(steps) > 1
        assert all(page_at(published, *_parts(step["item"])).is_file() for step in steps), kind


def _parts(address: str) -> list[str]:
    """Return the steps of an address of the published site."""
    return [unquote(part) for part in address.removeprefix(f"{SITE}/").split("/") if part]


NO_NORM = "不是慈善组织，没有规定"  # nothing that could be kept: not unknown


LISTS, PENALTIES = "在活动异常名录和严重违法失信名单之外吗？", "近三年的行政处罚记录是空白吗？"
ASKED = {LISTS: "在活动异常名录或者严重违法失信名单上吗？", PENALTIES: "近三年受过行政处罚吗？"}  # as pages ask
SAID = {LISTS: ("没有查到", "在名单上"), PENALTIES: ("没有查到", "受过处罚")}
WORDED = {
    (title, answer): (ASKED[title], words)
    for title, both in SAID.items()
    for answer, words in zip("是否", both, strict=True)
}


def test_the_donors_sheet_says_what_the_checklist_says(published: Path) -> None:
    database = sqlite_utils.Database(published / "disclosure.db")
    asked = 0
    for row in database["organisations"].rows:
        text = unescape(page_at(published, "organisations", row["org_id"], "sheet").read_text(encoding="utf-8"))
        lines = re.findall(r'<tr><th scope="row">(.*?)</th><td>.*?</span> (.*?)</span></td><td><span class="clamp">(.*?)</span></td></tr>', text)  # fmt: skip
        sql = "select q.title, c.answer, c.evidence from checklist c join questions q using (question) where c.district = ? and c.org_id = ? order by q.rowid"  # fmt: skip
        filed = [tuple(answer) for answer in database.execute(sql, [row["district"], row["org_id"]])]
        told = [
            (
                *WORDED.get((title, answer), (ASKED.get(title, title), "不适用" if evidence == NO_NORM else answer)),
                grouped(evidence),
            )
            for title, answer, evidence in filed
        ]
        assert lines == told and len(lines) >= 13
        assert row["name"] in text and row["org_id"] in text
        assert str(qr(f"{SITE}/organisations/{row['org_id']}/")) in text
        late = list(database.query("select * from obligations where district = ? and org_id = ? and status = '逾期未报' and party = '社会组织'", [row["district"], row["org_id"]]))  # fmt: skip
        assert (f"{len(late)} 项：" in text) == bool(late)
        assert all(
            f"（{one['days_late']} 天，截至 {one['detail'].split()[1]}）" in text for one in late[:1] if len(late) == 1
        )
        assert f'<p class="address">{SITE}/organisations/{row["org_id"]}/</p>' in text
        asked += bool(late)
    assert asked
