"""The ledger of what should be public: all duties, each district's, and calendars of what falls due."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from ..addresses import address
from ..reading import Row
from .sheet import Sheet, Site

MOST = 300
OWN = "社会组织"
MARKS = {"按时": "on_time", "逾期报送": "came_late", "逾期未报": "missing", "未到期": "coming"}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list of duties and a page for each district."""
    kept = {row["district"] for row in site.reader.rows("select distinct district from obligations")}
    with_ledger = [district for district in site.districts if district.name in kept]
    titles = {district.name: district.title for district in site.districts}
    told = {"duties": site.duties.values(), "titles": titles, "totals": _totals(site, None), "districts": with_ledger}
    yield Sheet("/obligations/", "obligations.html", told)
    for district in with_ledger:
        late, coming = (
            [marked(site.named(row)) for row in site.reader.query(name, district=district.name, most=MOST)]
            for name in ("duties_late", "duties_coming")
        )
        context = {"district": district, "duties": site.duties, "totals": _totals(site, district.name)}
        context |= {"late": late, "coming": coming, "most": MOST}
        yield Sheet(f"/obligations/{district.name}/", "obligations_district.html", context)


def _totals(site: Site, district: str | None) -> dict[str, list[Row]]:
    """Return duty → how its cases stand, the real ones first and the samples apart."""
    totals: dict[str, list[Row]] = {}
    for row in site.reader.query("duty_totals", district=district):
        totals.setdefault(row["obligation"], []).append(row)
    return totals


def of_organisation(site: Site, row: Row) -> list[Row]:
    """Return every case of every duty that an organisation has, the latest first."""
    found = site.reader.rows(
        "select * from obligations where district = ? and org_id = ? and party = '社会组织'"
        " order by coalesce(due_on, period) desc, obligation, key",
        [row["district"], row["org_id"]],
    )
    return [marked(one) | {"duty": site.duties[one["obligation"]]} for one in found]


def marked(row: Row) -> Row:
    """Return a case with what the templates ask of it: its mark, and whether an organisation has the duty."""
    return row | {"mark": MARKS.get(row["status"]), "own": row["party"] == OWN}


def responsible(row: Row) -> str:
    """Return whose duty a case is, in words: of an authority's the body is only what it is about."""
    if row["party"] == OWN:
        return str(row["organisation"])
    return f"{row['party']}（关于{row['organisation']}）" if row["organisation"] else str(row["party"])


def calendars(site: Site, name: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield (path, iCalendar text) of what falls due in each district and for each organisation."""
    rows = [site.named(row) for row in site.reader.query("duties_coming", district=None, most=-1)]
    titles = {district.name: district.title for district in site.districts}
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((f"obligations/{row['district']}/due.ics", titles[row["district"]]), []).append(row)
        if row["org_id"] and row["party"] == OWN:
            path = f"organisations/{row['org_id']}/due.ics"
            groups.setdefault((path, row["organisation"]), []).append(row)
    for (path, title), due in groups.items():
        yield path, _calendar(site, f"{name} · {title}", url, due)


def _calendar(site: Site, title: str, url: str, due: list[Row]) -> str:
    """Return a calendar of all-day events (RFC 5545); its stamps are those of the data, not of the clock."""
    calendar = Calendar()
    calendar.add("prodid", "-//disclosure//obligations//ZH")
    calendar.add("version", "2.0")
    calendar.calendar_name = title
    for row in due:
        day = date.fromisoformat(row["due_on"])
        duty = site.duties[row["obligation"]]
        mark = "【示例】" if row["sample"] else ""
        event = Event()
        which = sha256(f"{row['org_id']} {row['key']} {row['period']}".encode()).hexdigest()[:12]
        event.add("uid", f"{row['district']}-{row['obligation']}-{which}@disclosure")
        event.add("dtstamp", datetime(day.year, 1, 1, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{mark}{duty.title}（{row['period']}）· {responsible(row)}")
        event.add("description", f"{duty.due}。依据：{row['basis']}" + ("（日期为估算）" if row["estimated"] else ""))
        event.add("url", url + address("obligations", row["district"]))
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
