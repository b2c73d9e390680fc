"""Makes a district's scheme pages (pages/*.toml): each section shows rows of a table or view that the API serves."""

import re
from collections.abc import Iterator
from typing import Any

from ..districts import District
from ..pages import Page
from ..schemes import Part, Scheme, columns_of
from ..statements import limited, quoted
from .addresses import address, data_address
from .figures import of_rows, over_years
from .formats import as_filed, cell
from .pages.sheet import Sheet, Site
from .reading import Row

DAY = re.compile(r"\d{4}-\d\d-\d\d")
TEMPLATE = "scheme.html"
SECONDS = 20.0  # that the rows of a section may take
MOST = 200  # rows shown; the query has the rest
FEW, PER_PAGE = 12, 25  # of them on the page itself, and on each of those of a section with more
YEAR = re.compile(r"\d{4}(?!\d)")
HIDDEN = {"district", "sample", "submission", "source_file", "source_row", "submitted_on", "position"}
# Columns that tell how things stand, with the mark of the term; elsewhere, as of a kind of act, it is only a word.
STATES = {
    "status", "state", "result", "decision", "opinion", "conclusion", "answer", "standing",
    "reach", "holds", "measured",
}  # fmt: skip
# Columns that show what their code stands for.
LINKED = {"org_id": "社会组织", "grant_id": "项目", "notice_id": "公示", "continues_grant_id": "接着哪个项目做"}


def scheme_page(site: Site, district: District, scheme: Scheme) -> Page:
    """Return a page as it is shown. Raises PluginError naming the section that asks for what is not there."""
    policies = [_policy(site, district, policy) for policy in scheme.policies]
    shown = []
    for number, part in enumerate(scheme.section, start=1):
        anchor = f"s{number}"
        path = address("districts", district.name, *scheme.path.split("/"), anchor)
        shown.append(_section(site, district, part) | {"anchor": anchor, "path": path})
    context = {
        "scheme": scheme,
        "sections": shown,
        "few": FEW,
        "policies": policies,
        "district": site.reader.districts[district.name],
    }
    return Page(scheme.path, scheme.title, TEMPLATE, context)


def sections(district: District, page: Page) -> Iterator[Sheet]:
    """Yield the pages of each section of a scheme page that has more rows than fit on it."""
    for block in page.context.get("sections", []) if page.template == TEMPLATE else []:
        lines = [*block["real"], *block["samples"]]
        last = -(-len(lines) // PER_PAGE)
        paths = [block["path"], *(f"{block['path']}{number}/" for number in range(2, last + 1))]
        for number, path in enumerate(paths if len(lines) > FEW else [], start=1):
            turn = {"number": number, "last": last, "before": paths[number - 2], "after": paths[number % last]}
            rows = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
            steps = ["districts", district.name, *page.path.split("/")]
            given = {name: page.context[name] for name in ("scheme", "district")}
            yield Sheet(path, "scheme_section.html", given | turn | {"block": block, "rows": rows, "steps": steps})


def _policy(site: Site, district: District, policy: str) -> Row:
    """Return what a page says of a document it rests on; one that was not filed is named alone."""
    sql = "select district, policy_id, title, document_no from policies where district = ? and policy_id = ?"
    filed = site.reader.rows(sql, [district.name, policy])
    return filed[0] if filed else {"district": district.name, "policy_id": policy, "title": None, "document_no": None}


def _section(site: Site, district: District, part: Part) -> Row:
    """Return one section: its words and, if it has rows, their columns, lines, chart and query."""
    shown: Row = {"part": part, "heads": [], "real": [], "samples": [], "more": 0, "chart": None, "query": None}
    if not part.rows:
        return shown
    known = columns_of(site.reader.connection, part, district.name, district.folder.beside())
    where = part.where | {"district": district.name}
    with limited(site.reader.connection, SECONDS):
        rows = _rows(site, part, where)
    names = part.columns or [name for name in known if name not in HIDDEN]
    if "org_id" in names and "org_name" in names:
        names = [name for name in names if name != "org_name"]
    heads = [_head(site, part.rows, known, name) for name in names]
    lines: list[Row] = [
        {"cells": [_cell(site, row, head) for head in heads], "sample": bool(row.get("sample"))} for row in rows[:MOST]
    ]
    for place, head in enumerate(heads):
        head["number"] = any(line["cells"][place]["number"] for line in lines)
    return shown | {
        "heads": heads, "more": len(rows) - len(lines), "query": data_address(part.rows, **where),
        "real": [line for line in lines if not line["sample"]], "samples": [line for line in lines if line["sample"]],
        "chart": _chart(site, part, known, rows), "described": part.rows in site.reader.tables,
    }  # fmt: skip


def _rows(site: Site, part: Part, where: Row) -> list[Row]:
    """Return the rows of a section, the real ones first."""
    tests = " and ".join(f"{quoted(name)} = ?" for name in where)
    order = ", ".join(["sample", *([quoted(part.order)] if part.order else [])])
    return site.reader.rows(f"select * from {quoted(part.rows)} where {tests} order by {order}", list(where.values()))


def _head(site: Site, rows: str, known: list[str], name: str) -> Row:
    """Return title, unit and type of a column: as its view says, else as the dictionary has it.

    A word that several tables have means in a view what it means of that whose code stands in it: a grant, else a body.
    """
    if name in LINKED:
        return {"name": name, "title": site.gettext(LINKED[name]), "unit": "", "type": ""}
    if rows in site.views and name in site.views[rows].columns:
        own = {"codelist": "", "column_name": name} if name in site.views[rows].filed else {}
        return own | {"name": name, "type": "string" if own else ""} | site.views[rows].columns[name]
    held = name in site.views[rows].filed if rows in site.views else rows in site.reader.tables
    about = ["grants"] if "grant_id" in known else ["organisations"] if "org_id" in known else []
    tables = [rows, *about, *site.reader.columns]
    found = [c for table in tables for c in site.reader.columns.get(table, []) if c["column_name"] == name]
    if found:
        own = {"codelist": found[0]["codelist"], "column_name": name} if held else {}
        return own | {"name": name} | {key: found[0][key] or "" for key in ("title", "unit", "type")}
    return {"name": name, "title": name, "unit": "", "type": ""}


def _cell(site: Site, row: Row, head: Row) -> Row:
    """Return what a cell says, whether it is a number, and where it leads."""
    name, value = head["name"], row[head["name"]]
    district = str(row.get("district"))
    leads: tuple[str, ...] | None = None
    text = cell(value, _typed(head, value))
    text = as_filed(text, head) if "codelist" in head else text
    if name == "org_id":
        named = site.named(row)
        leads, text = ("organisations", value) if named["linked"] else None, named["organisation"]
    elif name.endswith("grant_id") and (project := site.reader.project(district, value)):
        leads, text = ("grants", district, value), project
    elif name.endswith("notice_id") and (title := site.reader.notice(district, value)):
        leads, text = ("notices", district, value), title
    elif name == "table_name" and value in site.reader.tables:
        leads, text = ("dictionary", value), site.reader.tables[value]["title"]
    counted = isinstance(value, int | float) and head["type"] != "boolean"
    marked = name.rpartition("_")[2] in STATES and not counted
    return {"text": text, "leads": leads, "number": counted, "day": DAY.fullmatch(text) is not None, "state": marked}


def _typed(head: Row, value: Any) -> Row:
    """Return the column as `cell` needs it: the type of a view's column is that of its value."""
    types = {int: "integer", float: "number"}
    kind = head["type"] or ("number" if head["unit"] == "元" else types.get(type(value), "string"))
    if head["name"] == "year" or head["title"].endswith("年份"):
        kind = "year"
    return {"type": kind if isinstance(value, int | float) else "string", "unit": head["unit"]}


def _chart(site: Site, part: Part, known: list[str], rows: list[Row]) -> Row | None:
    """Return the bars of a section, the newest year first: of its real rows, else of its samples."""
    if not part.chart:
        return None
    label, value = part.chart
    real = [row for row in rows if not row.get("sample")]
    drawn = [row for row in real or rows if isinstance(row[value], int | float)]
    head = _head(site, part.rows, known, value)
    units = {row.get("unit") for row in drawn}  # rows with a unit of their own hold what the section is called
    unit = head["unit"] or str(units.pop() or "" if len(units) == 1 else "")
    named = head["unit"] == unit and head["title"] not in part.title
    title = (
        site.gettext("%(what)s：%(figure)s") % {"what": part.title, "figure": head["title"]} if named else part.title
    )
    years = {int(str(row[label])[:4]): row[value] for row in drawn if YEAR.match(str(row[label]))}
    if len(years) == len(drawn):
        chart = over_years(site.gettext, title, unit, years)
    else:
        if all(YEAR.match(str(row[label])) for row in drawn):
            drawn = sorted(drawn, key=lambda row: str(row[label]), reverse=True)
        named = _head(site, part.rows, known, label)
        chart = of_rows(site.gettext, title, unit, [(_cell(site, row, named)["text"], row[value]) for row in drawn])
    return chart and chart | {"sample": not real}
