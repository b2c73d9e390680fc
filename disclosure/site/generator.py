"""Writes every page that comes from the database."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.generators import Generator

from ..districts import District, load_districts
from ..judgement.fitting import fit, without
from ..progress import Progress, silent
from . import robots
from .addresses import address
from .atom import Publisher, write_feed
from .environments import environment_of
from .formats import value_of
from .former import Former
from .glossary import glossary
from .kinds import PAGES
from .pages import additions, channels, districts, feeds, obligations, search
from .pages.sheet import Sheet, Site
from .reading import Reader
from .reads import rows_of
from .records import DATA, as_bytes
from .speaking import Dressed
from .told import told
from .words import CHINESE, Language, languages

CSVS = "csvs"  # in a context, the lists that lie beside the page


class RegisterGenerator(Generator):
    """The pages of organisations, notices, grants, districts, submissions, corrections and the dictionary."""

    former: Former | None
    marks: dict[str, tuple[str, str]]
    spoken: tuple[Language, ...]

    def generate_context(self) -> None:
        """Read what every page needs."""
        settings = self.settings
        reader = Reader(settings["DISCLOSURE_DATABASE"])
        self.site = Site(
            reader, self._districts(reader), settings["DISCLOSURE_TODAY"], settings["DISCLOSURE_BUILD"], CHINESE,
            self._rendered, settings.get("DISCLOSURE_SECTIONS"),
            settings.get("DISCLOSURE_OFFERED", []),
            schemes=dict(settings.get("DISCLOSURE_SCHEMES", {})),
            publisher=Publisher(settings["SITENAME"], settings["SITEURL"], settings["DISCLOSURE_TODAY"]),
            titles={one.name: settings[own] for one in languages()
                    if settings.get(own := f"DISCLOSURE_SITENAME_{one.name.upper()}")},
        )  # fmt: skip
        terms = glossary(reader, self.site.districts) if self.spoken[1:] else {}
        reader.others[feeds.FOUND] = partial(feeds.found_in_rows, self.site)
        reader.others["@glossary"] = lambda _, __: rows_of([terms])
        with reader.commonly():
            reader.answer("@glossary", [])
        self.spoken = tuple(language.knowing(terms) for language in self.spoken)
        self.environments = {one.name: environment_of(one, self) for one in self.spoken}
        titles = {name: row["title"] for name, row in reader.districts.items()}
        everywhere = {"today": settings["DISCLOSURE_TODAY"], "district_titles": titles}
        self.context.update(everywhere, feeds=feeds.of_page("/"), authorities=reader.query("authorities"))
        for language in self.spoken:  # macros that are the same on every page know these, too
            told = {"value_of": partial(value_of, reader.dictionary_columns, language)}
            self.environments[language.name].globals.update(everywhere | told)

    def _template(self, name: str) -> Dressed:
        """Return a template that renders pages of the language in which they are being made."""
        language = self.site.language
        return Dressed(self.environments[language.name].get_template(name), language)

    def _given(self) -> dict[str, Any]:
        """Return what every page is given; none is told which build this is, or it would change with each."""
        return {**self.context, "SITENAME": self.site.title}

    def _districts(self, reader: Reader) -> list[District]:
        """Return the districts without what of them fails, on an empty register or on this one."""
        if "DISCLOSURE_DISTRICTS" in self.settings:
            return list(self.settings["DISCLOSURE_DISTRICTS"])
        loaded = load_districts(Path(self.settings["DISCLOSURE_PLUGINS"]))
        fit(loaded)
        with reader.commonly():
            lost = reader.rows("select file from findings where submission is null and code = 'plugin-part-lost'")
        without(loaded, {row["file"] for row in lost})
        return loaded

    def _rendered(self, sheet: Sheet) -> str:
        """Return a page as it would be written."""
        name = self._file(sheet.path)
        context = self._given() | sheet.context | {"path": sheet.path, "output_file": name, "localsiteurl": ""}
        return self._template(sheet.template).render(context)

    def _file(self, path: str) -> str:
        """Return the file of a page in the language in which pages are being made."""
        return f"{self.site.language.root}{path}index.html".lstrip("/")

    def rehearse(self) -> dict[str, Any]:
        """Make all that the districts add, so that what fails is known first; return it as settings."""
        self.generate_context()
        for district in self.site.districts:
            channels.own_channels(self.site, district)
        with self.site.reader.noting():  # what is asked in one language is not asked again in another
            for language in self.spoken:
                self.site.language = language
                for district in self.site.districts:
                    districts.own_pages(self.site, district)
        self.site.language = self.spoken[0]
        added = additions.every_section(self.site)
        self.site.close()
        return {"DISCLOSURE_SECTIONS": added, "DISCLOSURE_SCHEMES": self.site.schemes}

    def paths(self) -> set[str]:
        """Return the path of every page that would be written, those of content/ too."""
        self.generate_context()
        self.site.reader.keep()
        content = [Path(self.path) / folder for folder in self.settings["PAGE_PATHS"]]
        found = {address(file.stem) for folder in content for file in folder.glob("*.md") if "." not in file.stem}
        found |= {sheet.path for module in PAGES for sheet in module.sheets(self.site)}
        self.site.close()
        return found

    def generate_output(self, writer: Any) -> None:
        """Write this process's share of the pages, feeds and calendars; the first process writes the rest, too."""
        share, shares = self.settings["DISCLOSURE_SHARE"]
        reader = self.site.reader
        shelf = self.settings.get("DISCLOSURE_SHELF")
        reader.keep(shelf and shelf.kept)
        self.former = Former(shelf, share, Path(self.output_path), reader) if shelf else None
        pages = self._write_pages(writer, share, shares)
        self.site.language = self.spoken[0]  # what has no page is written once
        bodies = reader.rows("select org_id from organisations order by org_id")
        for row in islice(bodies, share, None, shares):
            self._unless_it_stands(f"/organisations/{row['org_id']}/#", partial(self._write_channels, row["org_id"]))
        if share == 0:
            self._write_once(pages)
        if self.former:
            self.former.close(reader.common)
        self.site.close()

    def _unless_it_stands(self, path: str, write: Callable[[], list[Path]]) -> None:
        """Write the files of a page that stands alone, unless those of the release before would be the same."""
        if self.former and self.former.stands(path):
            return
        with self.site.reader.noting() as reads:
            files = write()
        if self.former:
            self.former.wrote(path, reads, files)

    def _write_pages(self, writer: Any, share: int, shares: int) -> list[str]:
        """Write this process's share of the pages; return the paths of all pages."""
        pages = []
        progress: Progress = self.settings.get("DISCLOSURE_PROGRESS", silent) if share == 0 else silent
        (expected,) = self.site.reader.query("pages_expected")
        every = zip(*map(self._sheets_in, self.spoken), strict=True)
        for number, sheets in enumerate(progress(every, "pages", expected["pages"])):
            pages.append(sheets[0].path)
            if number % shares != share:
                continue
            if sheets[0].alone:
                write = partial(self._write_sheets, writer, sheets)
                self._unless_it_stands(sheets[0].path, write)
            else:
                self._write_told(writer, sheets)
        if share == 0:
            self._write_others(writer)
        return pages

    def _sheets_in(self, language: Language) -> Iterator[Sheet]:
        """Yield every page in a language, in which the site is whenever one is asked for."""
        sheets = chain.from_iterable(module.sheets(self.site) for module in PAGES)
        while True:
            self.site.language = language
            sheet = next(sheets, None)
            if sheet is None:
                return
            yield sheet

    def _write_told(self, writer: Any, sheets: tuple[Sheet, ...]) -> None:
        """Write a page that does not stand alone, and the files beside it, unless its template is told the same."""
        with self.site.reader.noting():
            contexts = self._contexts(sheets)
        plain = [{name: value for name, value in one.items() if name != CSVS} for one in contexts]
        what = told([sheets[0].template, plain, contexts[0].get(CSVS), self.context["authorities"]])
        if what and self.former and self.former.stands(sheets[0].path, what):
            return
        with self.site.reader.noting():
            files = self._write_sheets(writer, sheets, contexts)
        if what and self.former:
            self.former.wrote(sheets[0].path, what, files)

    def _contexts(self, sheets: tuple[Sheet, ...]) -> list[dict[str, Any]]:
        """Return what a page is told in each language; lists that lie beside it are made in the first alone."""
        contexts = []
        for language, sheet in zip(self.spoken, sheets, strict=True):
            self.site.language = language
            context = dict(sheet.context)
            if language.is_first and CSVS in context:
                context[CSVS] = {name: made() for name, made in context[CSVS].items()}
            contexts.append(context)
        return contexts

    def _write_sheets(
        self, writer: Any, sheets: tuple[Sheet, ...], contexts: list[dict[str, Any]] | None = None
    ) -> list[Path]:
        """Write a page in each language, and the files beside it; return all of them."""
        files = []
        for language, sheet, own in zip(self.spoken, sheets, contexts or self._contexts(sheets), strict=True):
            self.site.language = language
            name = self._file(sheet.path)
            context = self._given() | {"feeds": feeds.of_page(sheet.path), "walked": []} | own | {"path": sheet.path}
            writer.write_file(name, self._template(sheet.template), context, relative_urls=False)
            files.append(Path(self.output_path) / name)
            if language.is_first:
                files += self._write_beside(sheet.path, context)
        return files

    def _write_beside(self, path: str, context: dict[str, Any]) -> list[Path]:
        """Write the files that lie beside a page: the same facts as data, the list as CSV."""
        files = []
        if "record" in context:
            files.append(self._write_file(f"{path}{DATA}", as_bytes(context["record"])))
        for name, content in context.get(CSVS, {}).items():
            files.append(self._write_file(f"{path}{name}", content))
        return files

    def _write_channels(self, org_id: str) -> list[Path]:
        """Write the feed and the calendar of an organisation, if it has any."""
        (row,) = self.site.reader.rows("select * from organisations where org_id = ?", [org_id])
        files = []
        if feed := feeds.of_organisation(self.site, row):
            files.append(self._write(feed.path, write_feed(self.site.publisher, feed)))
        if calendar := obligations.calendar_of(self.site, row):
            files.append(self._write(*calendar))
        return files

    def _write_others(self, writer: Any) -> None:
        """Write the page for what is not found, and those of content/, in each language."""
        for language in self.spoken:
            self.site.language = language
            given = self._given()
            missing = f"{language.root}/404.html".lstrip("/")
            writer.write_file(missing, self._template("404.html"), given, relative_urls=False)
            if not language.is_first:
                self._write_content(writer, given)

    def _write_content(self, writer: Any, given: dict[str, Any]) -> None:
        """Write the pages of content/ in another language; one that has none there stays Chinese and says so."""
        language = self.site.language
        for page in self.context.get("pages", []):
            own = next((one for one in page.translations if one.lang == language.name), page)
            file = self._file(address(page.slug))
            writer.write_file(file, self._template(f"{page.template}.html"), given, relative_urls=False, page=own)

    def _write_once(self, pages: list[str]) -> None:
        """Write the feeds and calendars of all, and what tells robots of the pages."""
        for feed in chain(feeds.common(self.site), channels.feeds(self.site)):
            self._write(feed.path, write_feed(self.site.publisher, feed))
        for path, make in chain(obligations.calendars(self.site), search.files(self.site)):
            self._unless_it_stands(path, partial(self._write_if_any, path, make))
        content = [address(page.slug) for page in self.context.get("pages", [])]
        for path, text in robots.files(self.site.publisher.url, [*pages, *content], self.spoken):
            self._write(path, text)
        self._write("/build.json", as_bytes({"build": self.site.build, "today": self.site.today}))
        self._write("/favicon.ico", (Path(self.theme) / "static" / "icons" / "favicon.ico").read_bytes())

    def _write_if_any(self, path: str, make: Callable[[], bytes | None]) -> list[Path]:
        """Write a file at an address of the site, given what makes it, unless that has nothing to tell."""
        content = make()
        return [] if content is None else [self._write(path, content)]

    def _write(self, path: str, content: bytes) -> Path:
        """Write a file at an address of the site, and return it."""
        return self._write_file(unquote(path), content)

    def _write_file(self, path: str, content: bytes) -> Path:
        """Write a file below the site, and return it; one that is a release's before, too, stays there as it is."""
        target = Path(self.output_path) / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(content)
        return target
