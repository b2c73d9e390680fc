"""What the desk, Datasette's pages in the register's dress, says of tables, columns, questions and cells."""

import re
import tomllib
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils import path_with_replaced_args
from markupsafe import Markup, escape

from ..database.dictionary import reckoned
from ..exports.changes import comparable
from ..site.addresses import address
from ..site.formats import amount, number
from ..site.glossary import glossary
from ..site.reading import GROUPS, SUBJECTS, Reader, Row
from ..site.words import UNITS, languages
from ..tables import is_inner

SAID: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("desk.toml").read_text(encoding="utf-8"))
SAID["groups"] = GROUPS
LANGUAGES = ("zh", "en")
LEADS_HERE = re.compile(r"/(?!/)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Desk:
    """The words of one release's desk, in both languages."""

    def __init__(self, path: str, metadata: Row) -> None:
        self.queries: dict[str, Row] = metadata.get("queries", {})
        self.described: dict[str, Row] = metadata.get("tables", {})
        reader = Reader(path)  # all is read now: a page is not to wait for it
        self.tables, self.districts = reader.tables, reader.districts
        kinds = reader.rows("select table_name, title from search_fts_kinds order by first")
        self.searched = {row["table_name"]: row["title"] for row in kinds}
        self.compared = comparable(Path(path))
        self.today = reader.rows("select today from build")[0]["today"]
        self.projects = _titles(reader, "grants", "grant_id", "project")
        self.notices = _titles(reader, "notices", "notice_id", "title")
        described = reader.dictionary_columns
        self.columns = {name: {row["column_name"]: row for row in rows} for name, rows in described.items()}
        self.first: dict[str, Row] = {}  # column → what it is in the first filed table that has one of that name
        for name in reader.columns:
            self.first = self.columns[name] | self.first
        terms = glossary(reader)
        self.languages = tuple(language.knowing(terms) for language in languages())
        site = Path(path).parent / "site"
        self.roots = [one.root if (site / one.root.lstrip("/")).is_dir() else "" for one in self.languages]
        self.names = {row["org_id"]: row["name"] for row in reader.rows("select org_id, name from organisations")}
        self.terms: dict[str, list[str]] = {}
        self.english: dict[tuple[str, str], str] = {}
        for row in reader.rows("select codelist, term, english from codelists order by rowid"):
            self.terms.setdefault(row["codelist"], []).append(row["term"])
            self.english[row["codelist"], row["term"]] = row["english"] or row["term"]
        self.shown_as = self._shown_as(reader)
        self.counts = {name: _counted(reader, name) for name, kind in self.shown_as.items() if kind != "view"}
        self.spoken = {lang: Words(self, place) for place, lang in enumerate(LANGUAGES)}
        reader.connection.close()

    def _shown_as(self, reader: Reader) -> dict[str, str]:
        """Return name → "table", "made", "view" or "history" of all that can be looked at."""
        kinds = {}
        for row in reader.rows("select name, type from sqlite_schema where type in ('table', 'view') order by name"):
            name = row["name"]
            if is_inner(name):
                continue
            made = "history" if name.removesuffix("_history") in self.tables and name not in self.tables else "made"
            kinds[name] = "view" if row["type"] == "view" else "table" if name in self.tables else made
        return kinds


def _titles(reader: Reader, table: str, key: str, title: str) -> dict[tuple[str, str], str]:
    """Return (district, id) → what it is called, of every row of a table."""
    rows = reader.rows(f"select district, {key} as id, {title} as title from {table}")
    return {(row["district"], row["id"]): row["title"] for row in rows}


def _counted(reader: Reader, table: str) -> Row:
    """Return how many rows a table has and how many of them are samples, None where it has no samples."""
    has = reader.rows("select 1 from pragma_table_info(?) where name = 'sample'", [table])
    sampled = "coalesce(sum(sample), 0)" if has else "null"
    (row,) = reader.rows(f'select count(*) as "all", {sampled} as samples from "{table}"')
    return row


class Words:
    """The desk in one language: what its templates call."""

    def __init__(self, desk: Desk, place: int) -> None:
        self.desk, self.place = desk, place
        self.lang = ("zh-CN", "en")[place]

    def say(self, word: str, **facts: Any) -> str:
        """Return a word of the desk."""
        return SAID["words"][word][self.place].format(**facts)

    def bracketed(self, text: str) -> str:
        """Return a text in the parentheses of the language, with what stands before them."""
        return f" ({text})" if self.place else f"（{text}）"

    def condition(self, key: str, otherwise: str) -> str:
        """Return a condition in words."""
        return SAID["conditions"].get(key, [otherwise] * 2)[self.place]

    def table(self, name: str) -> str:
        """Return the title of a table, view or query."""
        whole = name.removesuffix("_history")
        found = self.desk.tables.get(name) or self.desk.described.get(name) or self.desk.queries.get(name) or {}
        if not found and whole in self.desk.tables:
            return self.say("history_of", title=self.table(whole))
        return str(found.get("title_en" if self.place else "title") or name)

    def about(self, name: str) -> str:
        """Return one line on what a table, view or query is; in English only where there is one."""
        found = self.desk.tables.get(name) or self.desk.described.get(name) or self.desk.queries.get(name) or {}
        return str(found.get("description_en" if self.place else "description") or "")

    def column(self, table: str, name: str) -> Row:
        """Return title, unit and meaning of a column of a table, a view or a query."""
        known = self.desk.columns.get(table.removesuffix("_history"), {}).get(name, {})
        known = known or self.desk.described.get(table, {}).get("shown", {}).get(name, {})
        known = (
            known or self._asked(self.desk.queries.get(table, {}), name) or self.desk.first.get(name) or reckoned(name)
        )
        plain = name.replace("_", " ")
        title = known.get("title_en") or plain if self.place else known.get("title") or plain
        said = SAID["everywhere"].get(name)
        if said and (self.place or not known.get("title") or name in ("org_id", "grant_id", "notice_id")):
            title = said[self.place]
        meaning = known.get("description_en" if self.place else "description") or ""
        unit = known.get("unit") or ""
        if self.place:
            unit = UNITS.get(unit, unit if unit.isascii() else "")
        return {"name": name, "title": title, "unit": unit, "money": known.get("unit") == "元", "meaning": meaning,
                "codelist": known.get("codelist")}  # fmt: skip

    def _asked(self, query: Row, name: str) -> Row:
        """Return what a column of a query is: as its header says, or as the first it reads has it."""
        read = (self.desk.columns.get(one, {}).get(name, {}) for one in query.get("reads", ()))
        return query.get("shown", {}).get(name) or next(filter(None, read), {})

    def columns(self, table: str) -> list[Row]:
        """Return the columns of a table that have a meaning to be read."""
        found = [self.column(table, name) for name in self.desk.columns.get(table.removesuffix("_history"), {})]
        return [column for column in found if column["meaning"]]

    def facets(self, table: str) -> list[str]:
        """Return the columns of a table by which its rows may be counted: the district and those of a vocabulary."""
        columns = self.desk.columns.get(table.removesuffix("_history"), {})
        placed = table.removesuffix("_history") in self.desk.tables or "district" in columns
        return [*(["district"] if placed else []), *(name for name, row in columns.items() if row["codelist"])]

    def count(self, name: str) -> list[str]:
        """Return in words how many rows a table has, the real ones and the samples apart."""
        counts = self.desk.counts.get(name)
        if counts is None:
            return []
        if counts["samples"] is None:
            return [self.say("rows", count=number(counts["all"]))]
        real = self.say("real", count=number(counts["all"] - counts["samples"]))
        return [real, self.say("samples", count=number(counts["samples"]))] if counts["samples"] else [real]

    def rows(self, name: str) -> int | None:
        """Return how many rows a table has, None for a view."""
        counts = self.desk.counts.get(name)
        return counts["all"] if counts else None

    def groups(self) -> list[tuple[str, str, list[str]]]:
        """Return (title, line, names) of all that can be looked at, the filed tables by subject first."""
        desk, found = self.desk, []
        nation = [name for name, row in desk.tables.items() if not row["district"]]
        for subject, words in SUBJECTS.items():
            found.append((words[self.place], "", [n for n in nation if desk.tables[n]["subject"] == subject]))
        for district, row in desk.districts.items():
            title = row["title_en" if self.place else "title"]
            own = [name for name, one in desk.tables.items() if one["district"] == district]
            found.append((self.say("of_district", title=title), "", own))
        for kind, word in (("made", "made"), ("view", "views"), ("history", "history")):
            names = [name for name, one in desk.shown_as.items() if one == kind]
            found.append((self.say(word), self.say(f"{word}_lead"), names))
        return [group for group in found if group[2]]

    def questions(self) -> list[str]:
        """Return the named queries that are no rule's."""
        return [name for name in self.desk.queries if not name.startswith("rule_")]

    def rules(self) -> list[str]:
        """Return the queries of the rules."""
        return [name for name in self.desk.queries if name.startswith("rule_")]

    def parameter(self, query: str, name: str) -> Row:
        """Return how a parameter of a query is asked for: its title, its kind, and what may be chosen."""
        said = self.desk.queries.get(query, {}).get("asks", {}).get(name, {})
        known = SAID["parameters"].get(name)
        plain = known[self.place] if known else self.column(query, name)["title"]
        kind = said.get("unit") or ""
        choices = [(term, self._term(kind, term)) for term in self.desk.terms.get(kind, [])]
        if kind == "区" or name == "district":
            choices = [(key, row["title_en" if self.place else "title"]) for key, row in self.desk.districts.items()]
        if kind == "可找的表":
            choices = [(name_of, self.table(name_of)) for name_of in self.desk.searched]
        hint = {"日期": "2026-10-31", "年份": "2025"}.get(kind) or self.say("blank")
        return {"title": said.get("title_en" if self.place else "title") or plain, "choices": choices, "hint": hint}

    def question_groups(self) -> list[tuple[str, list[str]]]:
        """Return (group, names) of the named queries that are no rule's, by what people ask."""
        groups: dict[str, list[str]] = {group: [] for group in SAID["groups"]}
        for name in self.questions():
            groups.setdefault(self.desk.queries[name].get("group", "other"), []).append(name)
        return [(SAID["groups"].get(group, [group] * 2)[self.place], names) for group, names in groups.items() if names]

    def cell(self, value: Any, column: str, table: str | None, district: str | None) -> Markup | None:
        """Return a cell as a reader needs it, with a link where it names something; None where it may stay as it is."""
        if value is None or value == "":
            return None
        if column == "org_id" and isinstance(value, str):
            return self._linked(self.desk.names.get(value), value, "organisations", value)
        if column == "grant_id" and district:
            return self._linked(self.desk.projects.get((district, value)), value, "grants", district, value)
        if column.endswith("notice_id") and district:
            return self._linked(self.desk.notices.get((district, value)), value, "notices", district, value)
        if column == "submission" and district:
            return self._linked(str(value), None, "submissions", district, value)
        if column == "district" and value in self.desk.districts:
            title = self.desk.districts[value]["title_en" if self.place else "title"]
            return self._linked(title, value, "districts", value)
        if column.endswith("permalink") and isinstance(value, str) and LEADS_HERE.match(value):
            return Markup('<a href="{}{}">{}</a>').format(self.root(value), quote(value, safe="/"), value)
        if column == "sample" and value == 0:
            return escape(self.say("not_sample"))
        if column == "sample":
            return Markup('<span class="sample-tag">{}</span>').format(self.say("sample"))
        kind = self.desk.columns.get((table or "").removesuffix("_history"), {}).get(column, {}).get("type")
        if kind == "boolean" and value in (0, 1):
            return escape(self.say("yes" if value else "no"))
        if isinstance(value, str) and DAY.fullmatch(value):
            return Markup("<time>{}</time>").format(value)
        said = self.column(table or "", column)
        if isinstance(value, float) and said["money"]:
            return escape(amount(value))
        english = self._term(said["codelist"], value) if self.place and isinstance(value, str) else value
        return Markup("{}<br><small>{}</small>").format(english, value) if english != value else None

    def _term(self, codelist: str | None, term: str) -> str:
        """Return a term of a vocabulary in the desk's language."""
        return self.desk.english.get((codelist or "", term), term) if self.place else term

    def _linked(self, text: str | None, code: Any, *parts: Any) -> Markup | None:
        """Return a link to a page of the site with the code under it; None for what has none."""
        if text is None:
            return None
        under = Markup("<br><small>{}</small>").format(code) if code else ""
        return Markup('<a href="{}">{}</a>{}').format(self.page(*parts), text, under)

    def root(self, path: str) -> str:
        """Return what stands before the path of a page in the desk's language, nothing before that of rows or files."""
        return self.desk.roots[self.place] if path.endswith("/") else ""

    def page(self, *parts: Any) -> str:
        """Return the address of a page of the site in the desk's language."""
        return self.desk.roots[self.place] + address(*parts)


LANGUAGE: ContextVar[str] = ContextVar("LANGUAGE", default="zh")  # of the request being answered


def language_of(asked: str, preferred: str) -> str:
    """Return the language of an answer: the one asked for, else the browser's first if the desk speaks it."""
    return next((lang for lang in (asked[:2].lower(), preferred[:2].lower()) if lang in LANGUAGES), "zh")


def given(desk: Desk, request: Any) -> dict[str, Any]:
    """Return what the desk's templates are given for a request: its words, and addresses that keep the language."""
    lang = LANGUAGE.get()
    asked = request.args.get("_lang") or ""
    other = path_with_replaced_args(request, {"_lang": "zh" if lang == "en" else "en"})

    def here(url: str) -> str:
        """Return an address of the desk in the language that was asked for."""
        return f"{url}{'&' if '?' in url else '?'}_lang={quote(asked)}" if asked else url

    return {"desk": desk.spoken[lang], "here": here, "asked_language": asked, "other_language": other,
            "shown": shown, "sampled": sampled}  # fmt: skip


def shown(value: Any) -> Any:
    """Return a cell as Datasette made it, an empty one as nothing."""
    return "" if value in ("\xa0", "&nbsp;") or value is None else value


def sampled(cells: list[Row]) -> bool:
    """Return whether a row of a table is a sample."""
    return any(cell["column"] == "sample" and cell["raw"] == 1 for cell in cells)
