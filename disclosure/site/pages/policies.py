"""What the districts' documents ask for and where the register carries it: all, each district's, each document's."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from ..addresses import address, step
from ..articles import Articles
from ..carriers import Places
from ..citing import Shown, foot
from ..reading import Row
from ..records import heading
from .sheet import Sheet, Site

MISSING = ("words", "samples", "nothing", "lost")  # the states of a demand for which a real row is yet to be filed
FEW, PER_PAGE = 30, 25  # demands of a document on one page, and on each page of those of a longer one
LACKING, TERMS = "missing", "terms"  # steps of the pages of a longer one
OURS = {"places", "part"}  # of a demand, for the page alone
OUTCOMES = {"targets": "statistics"}  # where what came of it is filed, of a table that says what is asked
NAMING = {"statistics": "source", "targets": "source", "programme_terms": "policy_id"}  # tables that name a document


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the page of all documents, each district's and each document's."""
    groups = [group for row in site.reader.districts.values() if (group := _group(site, row))["documents"]]
    groups.sort(key=lambda group: group["sample"])
    real = [group for group in groups if not group["sample"]]
    yield Sheet("/policies/", "policies.html", {"groups": groups, "chosen": None, "totals": _totals(real)})
    for group in groups:
        given = {"groups": groups, "chosen": group["district"], "totals": _totals([group])}
        yield Sheet(f"/policies/{group['district']}/", "policies.html", given)
    places, articles = cache(partial(_places, site)), Articles(site)
    for group in groups:
        for document in group["documents"]:
            path = f"/policies/{group['district']}/{step(document['policy_id'])}/"
            whole = partial(_context, site, group, document, places, articles)
            yield Sheet(path, "policy.html", whole)
            terms = articles.of_policy(group["district"], document["policy_id"])
            yield from _parts(path, document, bool(terms), whole)


def _group(site: Site, district: Row) -> Row:
    """Return a district with its documents: first those whose demands are listed, as their lists begin."""
    name = district["district"]
    asked: dict[str, list[Row]] = {}
    for row in site.measures.get(name, []):
        asked.setdefault(row["policy"], []).append(row)
    sql = "select *, 1 as filed from policies where district = ? order by summary is null, rowid"
    filed = {row["policy_id"]: row for row in site.reader.rows(sql, [name])}
    listed = [*asked, *(policy for policy in filed if policy not in asked)]
    documents = [
        filed.get(policy, {"district": name, "policy_id": policy, "title": policy, "sample": 0})
        | {"measures": asked.get(policy, []), "states": Counter(row["state"] for row in asked.get(policy, []))}
        for policy in listed
    ]
    aims = site.reader.rows("select 1 from target_results where district = ? limit 1", [name])
    return district | {"documents": documents, "sample": name in site.invented, "aims": bool(aims)}


def _totals(groups: list[Row]) -> Counter[str]:
    """Return how many demands are in each state."""
    return Counter(row["state"] for group in groups for document in group["documents"] for row in document["measures"])


def _places(site: Site, district: str) -> tuple[Places, dict[tuple[str, str], Row]]:
    """Return what says a district's places in words, and (demand, place) → its counts."""
    rows = site.reader.rows("select * from measure_places where district = ?", [district])
    return Places(site, site.by_name[district]), {(row["id"], row["place"]): row for row in rows}


def _context(site: Site, group: Row, document: Row, places: Any, articles: Articles) -> dict[str, Any]:
    """Return what a document's page shows."""
    name, policy = group["district"], document["policy_id"]
    steps, key = ("policies", name, step(policy)), {"district": name, "policy_id": policy}
    carriers = {measure.id: measure.carriers for measure in site.by_name[name].folder.measures}
    shown = []
    for row in document["measures"]:
        said, counts = places(name)
        there = [one for one in carriers.get(row["id"], []) if (row["id"], one.place) in counts]
        shown.append(row | {"places": [said.said(one, counts[row["id"], one.place]) for one in there]})
    terms = articles.of_policy(name, policy)
    figures = [] if "submission" not in document else [(_issued(site, document), document)]
    asked = [Shown("policies", key, [document]), Shown("measures", {"district": name, "policy": policy}, shown),
             Shown("programme_terms", key, terms)]  # fmt: skip
    long, path = len(shown) > FEW, address(*steps)
    for place, row in enumerate(shown):
        row["part"] = _part(path, place // PER_PAGE + 1) + f"#{row['id']}" if long else None
    return {
        "policy": document,
        "long": long,
        "steps": steps,
        "lacking_path": f"{path}{LACKING}/",
        "terms_path": f"{path}{TERMS}/",
        "terms": terms,
        "foot": foot(site, steps, document["title"], asked, figures),
        "record": heading(site.reader, document, address(*steps))
        | {"policy": {column: value for column, value in document.items() if column not in ("measures", "states")},
           "demands": [{column: value for column, value in row.items() if column not in OURS} for row in shown],
           "terms": [row | {"users": [{"kind": one.kind, "code": one.code} for one in row["users"]]} for row in terms]},
        "district": group,
        "measures": shown,
        "missing": [] if group["sample"] else [_missing(site, row) for row in shown if row["state"] in MISSING],
        "pages": [page for page in site.by_name[name].folder.schemes if policy in page.policies],
        "naming": [row for row in _naming(site, name, policy) if row["real"] or row["samples"]],
    }  # fmt: skip


def _parts(path: str, document: Row, terms: bool, whole: Callable[[], dict[str, Any]]) -> Iterator[Sheet]:
    """Yield the pages of a document with many demands: where each is carried, which lack rows, the terms it sets."""
    demands = document["measures"]
    if len(demands) <= FEW:
        return
    last = -(-len(demands) // PER_PAGE)
    for number in range(1, last + 1):
        yield Sheet(_part(path, number), "policy_demands.html", partial(_demands, whole, number, last))
    if any(row["state"] in MISSING for row in demands):
        yield Sheet(f"{path}{LACKING}/", "policy_lacking.html", whole)
    if terms:
        yield Sheet(f"{path}{TERMS}/", "policy_terms.html", whole)


def _part(path: str, number: int) -> str:
    """Return the address of one of the pages that say where each demand of a document is carried."""
    return f"{path}demands/{number}/"


def _demands(whole: Callable[[], dict[str, Any]], number: int, last: int) -> dict[str, Any]:
    """Return what one of the pages shows that say where each demand of a document is carried."""
    given = whole()
    path = address(*given["steps"])
    turn = {"number": number, "last": last, "before": _part(path, number - 1), "after": _part(path, number + 1)}
    return given | turn | {"measures": given["measures"][(number - 1) * PER_PAGE : number * PER_PAGE]}


def _issued(site: Site, document: Row) -> str:
    """Return in words who issued a document, when, under which number."""
    told = [document[name] for name in ("issuer", "document_no", "issued_on") if document[name]]
    return site.gettext("，").join(told) or site.gettext("发文单位未写明")


def _missing(site: Site, row: Row) -> Row:
    """Return a demand with the tables in which its real rows are to be filed, and its other places that hold none."""
    lacking = [place for place in row["places"] if not place["held"]]
    tables = [place["name"] for place in lacking if place["carried_by"] == "table"]
    tables += [OUTCOMES[place["name"]] for place in row["places"] if place["name"] in OUTCOMES]
    titles = {name: site.reader.tables[name]["title"] for name in dict.fromkeys(tables)}
    others = [place for place in lacking if place["url"] and place["carried_by"] not in ("table", "page")]
    return row | {"tables": titles, "others": others}


def _naming(site: Site, district: str, policy: str) -> Iterator[Row]:
    """Yield the tables whose rows name a document as their source, each with how many do."""
    for table, column in NAMING.items():
        counted = 'sum(1 - sample) as "real", sum(sample) as samples'
        sql = f"select {counted} from {table} where district = ? and {column} = ?"
        (row,) = site.reader.rows(sql, [district, policy])
        where = {column: policy, "district": district}
        yield row | {"title": site.reader.tables[table]["title"], "table": table, "where": where}
