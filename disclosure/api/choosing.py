"""The page /organisations/chosen/: the list of the bodies that have all that was chosen, in the site's own dress."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..site.addresses import address
from ..site.listed import CHOICES, COLUMNS, LISTS, ORDER, counted, last_page, menu
from ..site.speaking import Dressed
from .data import RegisterData
from .finding import asked_alike
from .options import require_of_page
from .queries import KIND
from .refusals import LIMITS

TABLE, END = "<!-- results -->", "<!-- /results -->"
VIEW = "bodies_listed"
DISTRICT = "district"
CUBE = (
    f"select district, {', '.join(COLUMNS)}, sum(1 - sample) as real, sum(sample) as samples from {VIEW}"
    f" group by district, {', '.join(COLUMNS)}"
)
NAMES = (DISTRICT, *COLUMNS, "page", "_lang")  # what the page may be asked
PER_PAGE, MOST_PAGES = LISTS["per_page"], LISTS["most_pages"]

Row = dict[str, Any]


class Choosing:
    """What one release has to choose from, counted when it is first asked for."""

    def __init__(self, data: RegisterData) -> None:
        self.data = data
        self.cube: list[Row] | None = None
        self.counting = asyncio.Lock()

    async def counts(self) -> list[Row]:
        """Return how many bodies have each combination of choices."""
        async with self.counting:
            if self.cube is None:
                self.cube = [dict(row) for row in (await self.data.database.execute(CUBE)).rows]
        return self.cube

    async def answer(self, shell: str, template: Dressed, request: Request) -> HTMLResponse:
        """Return the page of a build with the list of what was chosen put into it."""
        KIND.set("search")
        asked = request.query_params
        require_of_page({name: asked.getlist(name) for name in asked}, NAMES)
        longest = LIMITS["search"]["words"]
        where = {name: asked[name][:longest] for name in (DISTRICT, *COLUMNS) if asked.get(name)}
        cube = await self.counts()
        fit = [row for row in cube if all(row[name] == value for name, value in where.items())]
        count = {name: sum(row[name] for row in fit) for name in ("real", "samples")}
        last = last_page(count)
        page = asked.get("page", "")
        number = min(last, max(1, int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1))
        tests = "".join(f' and "{name}" = :{name}' for name in where)
        sql = f"select * from {VIEW} where 1{tests} {ORDER} limit :limit offset :offset"
        limits = {"limit": PER_PAGE, "offset": (number - 1) * PER_PAGE}
        rows = [dict(row) for row in (await self.data.database.execute(sql, where | limits)).rows] if fit else []
        titles = {name: row["title"] for name, row in self.data.desk.districts.items()}
        told = template.render(
            count, where=where, rows=rows, table=VIEW, opened=True, district_titles=titles, number=number, last=last,
            before=_turned(where, number - 1), after=_turned(where, number + 1),
            beyond=max(0, sum(count.values()) - MOST_PAGES * PER_PAGE),
            areas=self._areas(cube, where, titles), menu=[self._menu(cube, where, choice) for choice in CHOICES],
        )  # fmt: skip
        start, _, rest = asked_alike(shell, request).partition(TABLE)
        return HTMLResponse(start + told + rest.partition(END)[2])

    def _areas(self, cube: list[Row], where: dict[str, str], titles: dict[str, str]) -> list[Row]:
        """Return the districts to choose from, all of them first."""
        counts = counted(cube, DISTRICT, where)
        whole = {name: sum(row[name] for row in counts.values()) for name in ("real", "samples")}
        others = {name: value for name, value in where.items() if name != DISTRICT}
        return [
            whole | {"term": None, "where": others, "current": DISTRICT not in where},
            *(counts[name] | {"term": name, "where": others | {DISTRICT: name}, "current": where.get(DISTRICT) == name}
              for name in titles if name in counts),
        ]  # fmt: skip

    def _menu(self, cube: list[Row], where: dict[str, str], choice: Row) -> Row:
        """Return the terms of one column to choose from; the one that is chosen leads to the list without it."""
        column = choice["column"]
        terms = self.data.desk.terms.get(choice["codelist"], [])
        found = menu(choice, terms, counted(cube, column, where), where)
        for one in found["options"]:
            if one["current"]:
                one |= {"drops": True, "where": {name: value for name, value in where.items() if name != column}}
        return found


def _turned(where: dict[str, str], number: int) -> str:
    """Return the address of another page of a list."""
    return address("organisations", "chosen", **where, page=number)
