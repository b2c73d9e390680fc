"""The list of organisations and a page for each."""

import json
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ...districts import District
from ...exceptions import PluginError
from ...judgement.checklist import Question
from ...pages import Section
from ..addresses import address
from ..blocks import Block, block
from ..charts import bars
from ..formats import amount, cell
from ..reading import Row
from .obligations import of_organisation
from .sheet import Sections, Sheet, Site

SECTIONS = tomllib.loads((Path(__file__).parent.parent / "sections.toml").read_text(encoding="utf-8"))
PER_PAGE = 100
HOOK = "organisation_sections"
UNDECIDED = "无法判断"
ANSWERS = {"是": "●", "否": "■", "未知": "○"}


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list, in pages, by type and by district, then every organisation's page."""
    rows = site.reader.rows("select * from organisations order by sample, district, type, name, org_id")
    kinds = {row["type"] for row in rows}
    areas = {row["district"] for row in rows}
    identifiers = {
        r["term"]: r["identifier"]
        for r in site.reader.rows("select * from codelists where codelist = 'organisation_type'")
    }
    menu: dict[str, Any] = {
        "kinds": [(k, i) for k, i in identifiers.items() if k in kinds],
        "areas": sorted(areas),
        "total": len(rows),
    }
    yield from _list(rows, "/organisations/", "", menu)
    for kind, identifier in menu["kinds"]:
        yield from _list([r for r in rows if r["type"] == kind], f"/organisations/{identifier}/", kind, menu)
    for area in menu["areas"]:
        yield from _list([r for r in rows if r["district"] == area], f"/organisations/{area}/", area, menu)
    successors = {row["predecessor_id"]: row for row in rows if row["predecessor_id"]}
    for row in rows:
        page = partial(_page, site, row, successors.get(row["org_id"]))
        yield Sheet(f"/organisations/{row['org_id']}/", "organisation.html", page)


def _list(rows: list[Row], path: str, chosen: str, menu: dict[str, Any]) -> Iterator[Sheet]:
    """Yield a list in pages of PER_PAGE."""
    last = max(1, -(-len(rows) // PER_PAGE))
    paths = [path, *(f"{path}{number}/" for number in range(2, last + 1))]
    for number, here in enumerate(paths, start=1):
        part = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        context = {"rows": part, "chosen": chosen, "number": number, "last": last, "count": len(rows)}
        context |= {"before": paths[number - 2], "after": paths[number % last]}
        yield Sheet(here, "organisations.html", menu | context)


def _page(site: Site, row: Row, successor: Row | None) -> dict[str, Any]:
    """Return what the page of one organisation shows."""
    sections = _sections(site, row)
    corrections = site.reader.rows(
        "select * from corrections where org_id = ? order by submitted_on desc, rowid desc", [row["org_id"]]
    )
    finances = site.reader.rows(
        "select * from finances where district = ? and org_id = ? order by year", [row["district"], row["org_id"]]
    )
    columns = site.reader.columns["organisations"]
    facts = [(c["title"], cell(row[c["column_name"]], c), c) for c in columns if row[c["column_name"]] is not None]
    unknown = [
        c["title"] for c in columns if row[c["column_name"]] is None and c["column_name"] in SECTIONS["expected"]
    ]
    unknown += [
        site.reader.tables[t]["title"] for t in SECTIONS["expected_tables"] if not _rows(site, t, "org_id", row)
    ]
    duties = of_organisation(site, row)
    return {
        "organisation": row,
        "successor": successor,
        "predecessor": site.names.get(row["predecessor_id"] or ""),
        "facts": facts,
        "summary": _summary(site, row),
        "sections": sections,
        "charts": _charts(site, row, finances),
        "corrections": corrections,
        "unknown": unknown,
        "broken": _broken(site, row),
        "undecided": _undecided(site, row),
        "undecided_where": {"org_id": row["org_id"], "status": UNDECIDED},
        "checklist": _checklist(site, row),
        "duties": duties,
        "calendar": any(duty["status"] == "未到期" for duty in duties),
        "additions": _additions(site, row),
        "title_of": site.reader.title_of,
    }


def _checklist(site: Site, row: Row) -> list[tuple[Question, Row]]:
    """Return each question with its answer."""
    key = [row["district"], row["org_id"]]
    found = site.reader.rows("select * from checklist where district = ? and org_id = ?", key)
    answers = {
        one["question"]: one | {"mark": ANSWERS[one["answer"]], "known": one["answer"] != "未知"} for one in found
    }
    return [(question, answers[code]) for code, question in site.questions.items() if code in answers]


def _broken(site: Site, row: Row) -> list[Row]:
    """Return the rules that what is published of the organisation breaks, with its replies."""
    key = {"district": row["district"], "org_id": row["org_id"]}
    replies: dict[str, list[Row]] = {}
    for reply in site.reader.rows("select * from responses where district = :district and org_id = :org_id", key):
        replies.setdefault(reply["concerns"], []).append(reply)
    return [
        one | {"replies": [reply for name in _called(one) for reply in replies.get(name, [])]}
        for one in site.reader.query("broken_rules", **key)
    ]


def _undecided(site: Site, row: Row) -> int:
    """Return how often a rule could not be judged of the organisation."""
    key = [row["district"], row["org_id"], UNDECIDED]
    sql = "select count(*) as cases from rule_results where district = ? and org_id = ? and status = ?"
    return int(site.reader.rows(sql, key)[0]["cases"])


def _called(broken: Row) -> tuple[str, str, str]:
    """Return what a reply may call a violation: the rule, its title, or the rule and the subject's key values."""
    return broken["rule"], broken["title"], " ".join([broken["rule"], *map(str, json.loads(broken["key"]).values())])


def _rows(site: Site, table: str, column: str, row: Row) -> list[Row]:
    """Return the rows of a table about an organisation; those of other districts too where it may be named there."""
    own = site.reader.columns[table]
    anywhere = not any(c["column_name"] == column and c["reference"] for c in own)
    where = f'"{column}" = ?' + ("" if anywhere else " and district = ?")
    parameters = [row["org_id"]] + ([] if anywhere else [row["district"]])
    return site.reader.rows(f'select * from "{table}" where {where} order by {site.reader.key_of(table)}', parameters)


def _sections(site: Site, row: Row) -> list[tuple[str, str, list[Block]]]:
    """Return (anchor, title, blocks) of every table that speaks of the organisation."""
    told: dict[str, list[Block]] = {}
    place = {table: section["id"] for section in SECTIONS["sections"] for table in section["tables"]}
    for table, columns in site.reader.columns.items():
        column = next((c["column_name"] for c in columns if c["identifier"] and table != "organisations"), None)
        if column and (rows := _rows(site, table, column, row)):
            hide = {column, "org_name"}
            shown = block(site.reader, table, rows, hide, {column: row["org_id"]}, SECTIONS["columns"].get(table))
            told.setdefault(place.get(table, "more"), []).append(_linked(shown))
    order = [(section["id"], section["title"]) for section in SECTIONS["sections"]]
    return [(anchor, title, told[anchor]) for anchor, title in order if anchor in told]


def _linked(shown: Block) -> Block:
    """Return a block whose lines lead to the pages of grants and notices."""
    column = SECTIONS["pages"].get(shown.table)
    if not column:
        return shown
    kind = "grants" if column == "grant_id" else "notices"
    lines = [
        type(line)(line.cells, line.source, line.sample, address(kind, line.source["district"], line.source[column]))
        for line in shown.lines
    ]
    return type(shown)(**vars(shown) | {"lines": lines})


def _summary(site: Site, row: Row) -> dict[str, Row]:
    """Return the latest grade, audit and accounts, whichever there are."""
    key = {"district": row["district"], "org_id": row["org_id"]}
    latest = {name: site.reader.query(f"latest_{name}", **key) for name in ("grade", "audit", "finances")}
    return {name: rows[0] for name, rows in latest.items() if rows}


def _charts(site: Site, row: Row, finances: list[Row]) -> list[dict[str, Any]]:
    """Return the charts of income and expense by year, with the totals they end in."""
    charts = []
    years = [str(f["year"]) for f in finances]
    for title, parts, total in (SECTIONS["charts"]["income"], SECTIONS["charts"]["expense"]):
        series = [(name, [f[column] for f in finances]) for column, name in parts if any(f[column] for f in finances)]
        series = [(name, [value or None for value in values]) for name, values in series]
        spoken = "；".join(
            site.gettext("%(year)s年%(title)s%(total)s元")
            % {"year": f["year"], "title": title, "total": amount(f[total])}
            for f in finances
        )
        drawing = bars(
            site.gettext("%(name)s各年%(title)s") % {"name": row["name"], "title": title},
            spoken,
            years,
            series,
            stacked=True,
            shown=lambda v: f"{v / 10000:,.1f}",
        )
        charts.append({"title": title, "svg": drawing, "words": spoken})
    return charts if finances else []


def _additions(site: Site, row: Row) -> list[Section]:
    """Return the sections that the organisation's district adds, but for those that fail."""
    if site.sections is not None:
        return site.sections.get((row["district"], row["org_id"]), [])
    district = site.by_name.get(row["district"])
    if district is None or HOOK not in district.own:
        return []
    with site.reader.lent() as database:
        sections = district.call(HOOK, database=database, organisation=dict(row))
    return [section for section in sections if _is_shown(district, section)]


def _is_shown(district: District, section: Section) -> bool:
    """Return whether a section is a table of texts; one that is not is the district's fault."""
    with district.folder.containing(HOOK):
        texts = [section.title, section.note, *section.columns, *(cell for line in section.rows for cell in line)]
        if not all(isinstance(text, str) for text in texts):
            raise PluginError(f"the section {section.title!r} holds what is no text; write str(…) around numbers")
        return True
    return False


def sections(site: Site) -> Sections:
    """Return (district, org_id) → what the district adds to the page of each of its organisations, where it does."""
    districts = [district.name for district in site.districts if HOOK in district.own]
    rows = site.reader.rows("select * from organisations")
    return {
        (row["district"], row["org_id"]): added
        for row in rows
        if row["district"] in districts and (added := _additions(site, row))
    }
