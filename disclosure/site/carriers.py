"""Says in a reader's words where a demand of a document is carried, and where that is seen."""

from functools import partial

from ..districts import NATION, District, views_of
from ..judgement.carriers import DECIDED
from ..measures import Carrier
from .addresses import address, data_address
from .pages.districts import own_pages
from .pages.sheet import Site
from .reading import Row
from .words import Filed

TITLES = {
    "/": "首页", "/organisations/": "社会组织", "/notices/": "公示", "/grants/": "资助项目",
    "/grants/terms/": "资助办法对照", "/districts/": "各区", "/submissions/": "提交与核对",
    "/corrections/": "更正记录", "/obligations/": "应当公开的", "/rules/": "规则", "/dictionary/": "数据字典",
    "/downloads/": "下载数据", "/policies/": "政策与实现", "/disclosures/": "各地公开对照", "/publish/": "怎样提交",
    "/about/": "关于本平台", "/objections/": "异议、投诉与更正",
    "/limits/": "方法与局限", "/search/": "查找", "/findings/": "核对结果的意思",
    "/self-check/": "自查个人信息", "/people/": "任职的人", "/programmes/": "资助计划", "/compare/": "并排看",
    "/coverage/": "哪些内容声明已经报全", "/schemes/": "各区的制度与项目", "/api/": "查询和接口",
}  # fmt: skip

KINDS = {"page": "页面", "table": "表", "rule": "规则", "duty": "义务", "term": "办法的条件", "query": "查询"}
COLUMNS = "select name, type from pragma_table_info(?)"  # of a view; what it reckons has no type and equals no text
PROGRAMME = "programme_terms"
Said = tuple[str | None, str, tuple[str, Row] | None]  # its title, its address, the table of its rows with their values


class Places:
    """The places of one district that carry demands, each said and linked."""

    def __init__(self, site: Site, district: District) -> None:
        self.site, self.district = site, district
        self.rules = {rule.code: rule.title for rule in district.rules()}
        self.duties = {code: duty.title for code, duty in site.duties.items()}
        stated = {view.path.stem: view for view in views_of([district]).values()}
        stated |= {one.path.stem: one for one in NATION.statements("queries")}
        stated |= {f"{district.name}_{one.path.stem}": one for one in district.folder.statements("queries")}
        self.queries = {name: name for name in district.views} | {
            name: one.header["title"] for name, one in stated.items()
        }
        self.asking = {name for name, one in stated.items() if ":district" in one.sql}
        self.pages = TITLES | {address("districts", district.name): district.title}
        self.pages |= {
            address("districts", district.name, *page.path.split("/")): page.title for page in own_pages(site, district)
        }
        self.pages |= {address("rules", code): title for code, title in self.rules.items()}

    def said(self, carrier: Carrier, counts: Row) -> Row:
        """Return the counts of a place with what it is called, its address, and those of its real rows and samples."""
        of = {"page": self._page, "table": self._table, "rule": self._rule, "duty": self._duty, "term": self._term,
              "query": self._query}  # fmt: skip
        title, url, rows = of[carrier.kind](carrier)
        if title is None:  # it failed on what was filed and was left out
            return {**counts, "kind": self.site.gettext(KINDS[carrier.kind]), "title": carrier.place, "url": None}
        table, where = rows or (None, {})
        sampled = carrier.kind != "query" or self._is_sampled(carrier)
        return {**counts, "table": table, "where": where, "sampled": sampled, "title": title, "url": url,
                "kind": self.site.gettext(KINDS[carrier.kind])}  # fmt: skip

    def _page(self, carrier: Carrier) -> Said:
        own = carrier.name.startswith(address("districts", self.district.name))
        return self.pages.get(carrier.name, None if own else carrier.name), carrier.place, None

    def _table(self, carrier: Carrier) -> Said:
        title_of = partial(self.site.reader.title_of, carrier.name)
        narrowed = [self._pair(title_of(name), value) for name, value in carrier.equal]
        narrowed += (
            [self.site.gettext("%(column)s已填") % {"column": title_of(carrier.column)}] if carrier.column else []
        )
        title = self.site.reader.tables.get(carrier.name, {}).get("title") or carrier.name
        where: Row = {**dict(carrier.equal), "district": self.district.name}
        if carrier.column:
            where[f"{carrier.column}__notblank"] = 1
        shown = title
        if narrowed:
            which = self.site.gettext("，").join(narrowed)
            shown = self.site.gettext("%(title)s（%(unit)s）") % {"title": title, "unit": which}
        return shown, data_address(carrier.name, **where), (carrier.name, where)

    def _pair(self, what: str, which: str) -> str:
        """Return what is meant, and which of it."""
        return self.site.gettext("%(what)s：%(figure)s") % {"what": what, "figure": which}

    def _rule(self, carrier: Carrier) -> Said:
        rows = ("rule_counts", {"rule": carrier.name, "district": self.district.name, **self._decided(carrier)})
        return self.rules.get(carrier.name), address("rules", carrier.name), rows

    def _duty(self, carrier: Carrier) -> Said:
        rows = ("obligations", {"obligation": carrier.name, "district": self.district.name, **self._decided(carrier)})
        return self.duties.get(carrier.name), address("obligations", anchor=carrier.name), rows

    @staticmethod
    def _decided(carrier: Carrier) -> Row:
        """Return what narrows verdicts to those that are counted."""
        return {"status__in": ",".join(DECIDED[carrier.kind])}

    def _term(self, carrier: Carrier) -> Said:
        key = {"programme": carrier.name, "term": carrier.column, "district": self.district.name}
        return self._pair(Filed(carrier.name), carrier.column), address("grants", "terms"), (PROGRAMME, key)

    def _query(self, carrier: Carrier) -> Said:
        asks = "district" in self._columns(carrier) or carrier.name in self.asking
        own = {"district": self.district.name} if asks else {}
        return self.queries.get(carrier.name), data_address(carrier.name, **own), (carrier.name, own)

    def _columns(self, carrier: Carrier) -> dict[str, str]:
        """Return the columns of a view with their types; none of a named query."""
        return {row["name"]: row["type"] for row in self.site.reader.rows(COLUMNS, [carrier.name])}

    def _is_sampled(self, carrier: Carrier) -> bool:
        """Return whether the rows of a view can be narrowed to the real ones: a column that is reckoned cannot."""
        return bool(self._columns(carrier).get("sample"))
