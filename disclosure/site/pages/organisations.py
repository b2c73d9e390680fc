"""The list of organisations and a page for each."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...judgement.checklist import Question
from ..blocks import Block, block
from ..charts import bars
from ..formats import amount, cell
from ..reading import Row
from ..records import SECTIONS, Record
from ..records.organisations import about_column, record
from . import additions, feeds
from .obligations import marked
from .sheet import Sheet, Site

PER_PAGE = 100
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
    for row in rows:
        yield Sheet(f"/organisations/{row['org_id']}/", "organisation.html", partial(_page, site, row))


def _list(rows: list[Row], path: str, chosen: str, menu: dict[str, Any]) -> Iterator[Sheet]:
    """Yield a list in pages of PER_PAGE."""
    last = max(1, -(-len(rows) // PER_PAGE))
    paths = [path, *(f"{path}{number}/" for number in range(2, last + 1))]
    for number, here in enumerate(paths, start=1):
        part = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        context = {"rows": part, "chosen": chosen, "number": number, "last": last, "count": len(rows)}
        context |= {"before": paths[number - 2], "after": paths[number % last]}
        yield Sheet(here, "organisations.html", menu | context)


def _page(site: Site, row: Row) -> dict[str, Any]:
    """Return what the page of one organisation shows, and the record that lies beside it."""
    filed = record(site.reader, row, site.build)
    columns = site.reader.columns["organisations"]
    duties = [marked(one) | {"duty": site.duties[one["obligation"]]} for one in filed["duties"]]
    return {
        "organisation": row,
        "successor": filed["successor"],
        "predecessor": filed["predecessor"],
        "facts": [
            (c["title"], cell(row[c["column_name"]], c), c) for c in columns if row[c["column_name"]] is not None
        ],
        "summary": _summary(site, row),
        "sections": _sections(site, row, filed["tables"]),
        "charts": _charts(site, row, filed["tables"].get("finances", [])),
        "corrections": filed["corrections"],
        "unknown": _unknown(site, filed),
        "broken": filed["rules"]["broken"],
        "waived": filed["rules"]["waived"],
        "undecided": len(filed["rules"]["undecided"]),
        "undecided_where": {"org_id": row["org_id"], "status": UNDECIDED},
        "checklist": _checklist(site, filed["checklist"]),
        "duties": duties,
        "feeds": [{"title": row["name"], "own": True, "file": feed.path}]
        if (feed := feeds.of_organisation(site, row))
        else [],
        "calendar": any(duty["status"] == "未到期" for duty in duties),
        "additions": additions.of_row(site, additions.ORGANISATION, row),
        "title_of": site.reader.title_of,
        "record": filed,
    }


def _unknown(site: Site, filed: Record) -> list[str]:
    """Return the titles of the columns and tables that are usual and were not received."""
    missing = filed["not_received"]
    columns = site.reader.columns["organisations"]
    titles = [column["title"] for column in columns if column["column_name"] in missing["columns"]]
    return titles + [site.reader.tables[name]["title"] for name in missing["tables"]]


def _checklist(site: Site, found: list[Row]) -> list[tuple[Question, Row]]:
    """Return each question with its answer."""
    answers = {
        one["question"]: one | {"mark": ANSWERS[one["answer"]], "known": one["answer"] != "未知"} for one in found
    }
    return [(question, answers[code]) for code, question in site.questions.items() if code in answers]


def _sections(site: Site, row: Row, tables: dict[str, list[Row]]) -> list[tuple[str, str, list[Block]]]:
    """Return (anchor, title, blocks) of every table that speaks of the organisation."""
    told: dict[str, list[Block]] = {}
    place = {table: section["id"] for section in SECTIONS["sections"] for table in section["tables"]}
    for table, rows in tables.items():
        column = about_column(site.reader.columns[table]) or "org_id"
        where, hide = {column: row["org_id"]}, {column, "org_name"}
        shown = block(site.reader, table, rows, hide, where, SECTIONS["columns"].get(table))
        told.setdefault(place.get(table, "more"), []).append(_linked(shown))
    order = [(section["id"], section["title"]) for section in SECTIONS["sections"]]
    return [(anchor, title, told[anchor]) for anchor, title in order if anchor in told]


def _linked(shown: Block) -> Block:
    """Return a block whose lines lead to the pages of grants and notices."""
    if shown.table not in SECTIONS["pages"]:
        return shown
    lines = [type(line)(line.cells, line.source, line.sample, line.source["permalink"]) for line in shown.lines]
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
