"""The ledger of what should be public: all duties, each district's, and calendars of what falls due."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event

from ...districts import District
from ..addresses import address, file_address
from ..articles import Articles
from ..atom import SAMPLE
from ..reading import Row
from .feeds import WORDS
from .sheet import Sheet, Site

MOST = 300
OWN = "社会组织"
MISSING = "逾期未报"
MARKS = {"按时": "on_time", "逾期报送": "came_late", MISSING: "missing", "未到期": "coming"}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of duties and a page for each district."""
    kept = {row["district"] for row in site.reader.rows("select distinct district from obligations")}
    with_ledger = [district for district in site.districts if district.name in kept]
    titles = {district.name: district.title for district in site.districts}
    told = {
        "duties": [*site.duties.values()],
        "titles": titles,
        "totals": _totals(site, None),
        "districts": with_ledger,
    }
    articles = Articles(site)
    told["under"] = {code: articles.under("duty", code) for code in site.duties}
    yield Sheet("/obligations/", "obligations.html", told)
    for district in with_ledger:
        coming = [site.named(row) for row in site.reader.query("duties_coming", district=district.name, most=MOST)]
        found = {"late": late(site, district.name, True, MOST), "of_others": late(site, district.name, False, MOST)}
        context: dict[str, Any] = {
            name: [marked(row) for row in rows] for name, rows in (found | {"coming": coming}).items()
        }
        context |= {"district": district, "duties": site.duties, "totals": _totals(site, district.name), "most": MOST}
        yield Sheet(f"/obligations/{district.name}/", "obligations_district.html", context)


def _totals(site: Site, district: str | None) -> dict[str, list[Row]]:
    """Return duty → how its cases stand, the real ones first and the samples apart."""
    totals: dict[str, list[Row]] = {}
    for row in site.reader.query("duty_totals", district=district):
        totals.setdefault(row["obligation"], []).append(row)
    return totals


def late(site: Site, district: str | None, own: bool, most: int) -> list[Row]:
    """Return what is late in a district, None: everywhere: what organisations owe themselves, or what others owe."""
    return [site.named(row) for row in site.reader.query("duties_late", district=district, own=own, most=most)]


def marked(row: Row) -> Row:
    """Return a case with what the templates ask of it: its mark, and whether an organisation has the duty.

    `until`: the day to which the days of what has not come are counted, which is not the day of the page.
    """
    until = row["counted_to"] if row["status"] == MISSING else None
    return row | {"mark": MARKS.get(row["status"]), "own": row["party"] == OWN, "until": until}


def responsible(row: Row) -> str:
    """Return whose duty a case is, in words: of an authority's the body is only what it is about."""
    if row["party"] == OWN:
        return str(row["organisation"])
    return f"{row['party']}（关于{row['organisation']}）" if row["organisation"] else str(row["party"])


def calendars(site: Site) -> Iterator[tuple[str, Callable[[], bytes | None]]]:
    """Yield (address, what makes the iCalendar file) of what falls due next in the whole register and each district."""
    for district in [None, *site.districts]:
        place = ["obligations", district.name] if district else ["obligations"]
        yield file_address(*place, "due.ics"), partial(_calendar_of_all, site, district)


def _calendar_of_all(site: Site, district: District | None) -> bytes | None:
    """Return the calendar of a district, None: of all; None where nothing falls due."""
    name, title = (district.name, district.title) if district else (None, None)
    due = [site.named(row) for row in site.reader.query("duties_coming", district=name, most=WORDS["events"])]
    return _calendar(site, title, due, whole=not district) if due else None


def calendar_of(site: Site, organisation: Row) -> tuple[str, bytes] | None:
    """Return (address, iCalendar file) of what falls due for an organisation; None where nothing does."""
    key = {"district": organisation["district"], "org_id": organisation["org_id"]}
    cases = site.reader.query("organisation_duties", **key)
    due = [site.named(row) for row in cases if row["status"] == "未到期"]
    due.sort(key=lambda row: (row["due_on"], row["obligation"], row["key"]))
    place = file_address("organisations", organisation["org_id"], "due.ics")
    return (place, _calendar(site, organisation["name"], due)) if due else None


def _calendar(site: Site, title: str | None, due: list[Row], whole: bool = False) -> bytes:
    """Return a calendar of all-day events (RFC 5545); its stamps are those of the data, not of the clock.

    In that of the `whole` register each event names its district.
    """
    titles = {district.name: f"{district.title}：" for district in site.districts} if whole else {}
    publisher = site.publisher
    calendar = Calendar()
    calendar.add("prodid", "-//disclosure//obligations//ZH")
    calendar.add("version", "2.0")
    calendar.calendar_name = " · ".join(filter(None, (publisher.name, title, site.gettext("到期"))))
    calendar.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"value": "DURATION"})
    for row in due:
        day = min(date.fromisoformat(row["due_on"]), date.max - timedelta(days=1))  # the event ends a day later
        duty = site.duties[row["obligation"]]
        event = Event()
        which = sha256(f"{row['org_id']} {row['key']} {row['period']}".encode()).hexdigest()[:12]
        event.add("uid", f"{row['district']}-{row['obligation']}-{which}@disclosure")
        known = (day - timedelta(days=WORDS["ahead"])).isoformat()
        event.add("dtstamp", publisher.moment(known).astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        period = f"（{row['period']}）" if row["period"] else ""
        head = (SAMPLE if row["sample"] else "") + titles.get(row["district"], "")
        event.add("summary", f"{head}{duty.title}{period} · {responsible(row)}")
        event.add("description", f"{duty.due}。依据：{row['basis']}" + ("（日期为估算）" if row["estimated"] else ""))
        if publisher.url:
            event.add("url", publisher.url + address("obligations", row["district"]))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
