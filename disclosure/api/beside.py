"""The page /compare/chosen/: a few organisations chosen by name, side by side, in the site's own dress."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..site.abreast import ASKED, abreast, asked_for, bodies_sql, figures_sql, grades_sql, year_of
from ..site.speaking import Dressed
from .choosing import END, TABLE, VIEW
from .data import RegisterData
from .finding import asked_alike
from .queries import KIND
from .refusals import LIMITS
from .searching import QUESTION

OFFERED = 12  # bodies found by a name, or of the kind of the first
OF_ITS_KIND = f"""
select l.org_id, l.name, l.district, l.street, l.status, l.sample
from {VIEW} o
join {VIEW} l on l.type = o.type and l.size = o.size and l.sample = o.sample
where o.org_id = :first and l.org_id not in (select value from json_each(:codes))
order by l.district <> o.district, l.street is not o.street, l.name, l.org_id
limit :most
"""
FOUND = f"""
select l.org_id, l.name, l.district, l.street, l.status, l.sample
from json_each(:found) f
join {VIEW} l on l.org_id = f.value
where l.org_id not in (select value from json_each(:codes))
order by f.key
"""

Row = dict[str, Any]


async def answer(data: RegisterData, shell: str, template: Dressed, request: Request) -> HTMLResponse:
    """Return the page of a build with the bodies that were chosen side by side, and others to choose, put into it."""
    KIND.set("search")
    longest = LIMITS["search"]["words"]
    typed = [request.query_params.get(name, "").strip().upper()[:longest] for name in ASKED]
    asked = list(dict.fromkeys(filter(None, typed)))
    words = " ".join(request.query_params.get("q", "").split())[:longest]
    bodies = await _rows(data, bodies_sql(VIEW), codes=asked_for(asked))
    codes = [body["org_id"] for body in bodies]
    year = year_of(bodies)
    figures = await _rows(data, figures_sql(), codes=asked_for(codes), year=year) if year else []
    grades = await _rows(data, grades_sql(), codes=asked_for(codes)) if codes else []
    room = len(codes) < len(ASKED)
    told = template.render(
        abreast(bodies, grades, figures, year),
        query=_query(codes),
        words=words,
        lost=[code for code in asked if code not in codes],
        without={code: _query(one for one in codes if one != code) for code in codes},
        found=_offered(await _found(data, words, codes), codes) if room and words else None,
        alike=_offered(await _alike(data, codes), codes) if room and codes and not words else [],
        room=room,
        district_titles={name: row["title"] for name, row in data.desk.districts.items()},
    )
    start, _, rest = asked_alike(shell, request).partition(TABLE)
    return HTMLResponse(start + told + rest.partition(END)[2])


async def _rows(data: RegisterData, sql: str, **asked: Any) -> list[Row]:
    """Return the rows of a statement."""
    return [dict(row) for row in (await data.database.execute(sql, asked)).rows]


async def _found(data: RegisterData, words: str, codes: list[str]) -> list[Row]:
    """Return the bodies that the search finds by name or code, without those that are chosen."""
    asked = {"q": words, "kind": "organisations", "district": "", "most": OFFERED}
    found = await _rows(data, f"select code from ({QUESTION.sql}) limit :most", **asked)
    return await _rows(data, FOUND, found=asked_for(row["code"] for row in found), codes=asked_for(codes))


async def _alike(data: RegisterData, codes: list[str]) -> list[Row]:
    """Return bodies of the type and size of the first, those near it first."""
    return await _rows(data, OF_ITS_KIND, first=codes[0], codes=asked_for(codes), most=OFFERED)


def _offered(rows: list[Row], codes: list[str]) -> list[Row]:
    """Return bodies to choose, each with what asks for it beside those that are chosen."""
    return [row | {"query": _query([*codes, row["org_id"]])} for row in rows]


def _query(codes: Any) -> dict[str, str]:
    """Return what an address asks for a few bodies with."""
    return dict(zip(ASKED, codes, strict=False))
