"""What districts add to pages of others: sections on those of organisations, grants, districts, and home."""

from typing import Any

from ...districts import District
from ...exceptions import PluginError
from ...faults import one_of
from ...pages import Section
from ...privacy import guarding, personal_data
from ..reading import Row
from .sheet import SECTIONS, Sections, Site

ORGANISATION, GRANT, DISTRICT, HOME = "organisation_sections", "grant_sections", "district_sections", "home_sections"
OF_ROWS = {  # hook → what it is given, of which table, and the column that tells one from another
    ORGANISATION: ("organisation", "organisations", "org_id"),
    GRANT: ("grant", "grants", "grant_id"),
}
HOME_ROWS = 10  # the home page is everybody's


def of_row(site: Site, hook: str, row: Row) -> list[Section]:
    """Return the sections that a district adds to the page of an organisation or a grant of its own."""
    given, _, column = OF_ROWS[hook]
    return _added(site, hook, row["district"], row[column], **{given: dict(row)})


def of_district(site: Site, name: str) -> list[Section]:
    """Return the sections that a district adds to its own page."""
    return _added(site, DISTRICT, name, "", district=site.by_name.get(name))


def of_home(site: Site) -> list[tuple[District, list[Section]]]:
    """Return each district that adds sections to the home page, with them."""
    found = ((district, _added(site, HOME, district.name, "", district=district)) for district in site.districts)
    return [(district, sections) for district, sections in found if sections]


def every_section(site: Site) -> Sections:
    """Return (hook, district, key) → the sections that the district adds there, wherever it adds any."""
    found: Sections = {}
    for hook, (_, table, column) in OF_ROWS.items():
        districts = [district.name for district in site.districts if hook in district.own]
        for row in site.reader.rows(f"select * from {table}") if districts else ():
            if row["district"] in districts:
                found[hook, row["district"], row[column]] = of_row(site, hook, row)
    for district in site.districts:
        found[DISTRICT, district.name, ""] = of_district(site, district.name)
    found |= {(HOME, district.name, ""): sections for district, sections in of_home(site)}
    return {place: sections for place, sections in found.items() if sections}


def _added(site: Site, hook: str, name: str, key: str, **given: Any) -> list[Section]:
    """Return the sections that a hook of a district returns, but for those that fail."""
    if site.sections is not None:
        site.reader.answer(SECTIONS, [hook, name, key])
        return site.sections.get((hook, name, key), [])
    district = site.by_name.get(name)
    if district is None or hook not in district.own:
        return []
    with site.reader.lent() as database:
        sections = district.call(hook, database=database, **given)
    return [one for number, one in enumerate(sections, 1) if _is_shown(district, hook, number, one)]


def _is_shown(district: District, hook: str, number: int, section: Section) -> bool:
    """Return whether a section is a table of texts that fits the page; one that is not is the district's fault."""
    with district.folder.containing(one_of(hook, number, section)):
        texts = [section.title, section.note, *section.columns, *(cell for line in section.rows for cell in line),
                 *section.english, *section.english.values()]  # fmt: skip
        if not all(isinstance(text, str) for text in texts):
            raise PluginError(f"the section {section.title!r} holds what is no text; write str(…) around numbers")
        with guarding(district.name):
            if any(personal_data(text) for text in texts):
                raise PluginError("a section holds personal data, which no page may; leave it out")
        if any(len(line) != len(section.columns) for line in section.rows):
            raise PluginError(f"the section {section.title!r} has a row of more or fewer cells than columns; mend it")
        if hook == HOME and len(section.rows) > HOME_ROWS:
            raise PluginError(
                f"the section {section.title!r} has {len(section.rows)} rows; home shows {HOME_ROWS} at most, your own"
                " page all of them"
            )
        return True
    return False
