"""Writes every page that comes from the database."""

from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from pelican.generators import Generator

from ..districts import NATION, District, district_folders, load_districts
from ..folders import Folder
from ..judgement.fitting import fit, without
from . import heads, robots
from .addresses import address, in_language, permalink
from .atom import Publisher, write_feed
from .compiled import COMPILED
from .glossary import glossary
from .pages import (
    additions,
    areas,
    channels,
    comparing,
    corrections,
    dictionary,
    disclosures,
    districts,
    donors,
    downloads,
    feeds,
    findings,
    grants,
    holdings,
    home,
    late,
    lists,
    notices,
    obligations,
    organisations,
    people,
    policies,
    programmes,
    reference,
    rules,
    search,
    statistics,
    submissions,
    targets,
    terms,
)
from .pages.sheet import Sections, Sheet, Site
from .reading import Reader
from .records import DATA, as_bytes
from .speaking import Dressed, teach
from .words import CHINESE, Language, languages

PAGES: tuple[ModuleType, ...] = (
    home, lists, areas, organisations, people, comparing, notices, grants, terms, programmes, districts, targets,
    statistics, holdings, submissions, corrections, dictionary, downloads, findings, rules, obligations, late,
    search, policies, disclosures, reference, feeds, donors,
)  # fmt: skip


def prepare_environment(generator: Any) -> None:
    """Give the templates of a generator our filters and the words of the site's language."""
    plugins = Path(generator.settings["DISCLOSURE_PLUGINS"])
    folders = [Folder(path, path.name, NATION) for path in district_folders(plugins)]
    marks = {term: mark for place in [*folders, NATION] for term, mark in place.marks().items()}
    own = {folder.path.name: FileSystemLoader(folder.path / "templates" / folder.path.name) for folder in folders}
    generator.env.loader = ChoiceLoader([generator.env.loader, PrefixLoader(own)])  # a district's shadows no other
    generator.env.bytecode_cache = COMPILED
    own = generator.settings["SITEURL"]
    generator.env.globals.update(permalink=partial(permalink, own), whole_in=lambda *page: own + in_language(*page))
    # Pages link to each other from the root, wherever the site is read; only what leaves it names the host.
    generator.context.update(SITEURL="", localsiteurl="")
    generator.marks, generator.spoken = marks, spoken(generator.settings)
    teach(generator.env, CHINESE, generator.spoken, marks)
    heads.install(generator.env)


def spoken(settings: Any) -> tuple[Language, ...]:
    """Return the languages in which the site is written."""
    return tuple(one for one in languages() if one.name in settings.get("DISCLOSURE_LANGUAGES", ("zh",)))


def keep_translations(generator: Any) -> None:
    """Let Pelican write the pages of content/ in Chinese; those in other languages our generator writes."""
    generator.translations = []


class RegisterGenerator(Generator):
    """The pages of organisations, notices, grants, districts, submissions, corrections and the dictionary."""

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
            publisher=Publisher(settings["SITENAME"], settings["SITEURL"], settings["DISCLOSURE_TODAY"]),
            titles={one.name: settings[own] for one in languages()
                    if settings.get(own := f"DISCLOSURE_SITENAME_{one.name.upper()}")},
        )  # fmt: skip
        terms = glossary(reader, self.site.districts) if self.spoken[1:] else {}
        self.spoken = tuple(language.knowing(terms) for language in self.spoken)
        self.environments = {language.name: self._environment(language) for language in self.spoken}
        self.context.update(
            today=settings["DISCLOSURE_TODAY"],
            build=settings["DISCLOSURE_BUILD"],
            district_titles={name: row["title"] for name, row in reader.districts.items()},
            feeds=feeds.of_page("/"),
        )

    def _environment(self, language: Language) -> Environment:
        """Return the environment in which the pages of a language are rendered."""
        chinese: Environment = self.env
        if language.is_first:
            return chinese
        env = Environment(
            loader=chinese.loader, bytecode_cache=COMPILED, **self.settings["JINJA_ENVIRONMENT"]
        )  # fmt: skip
        env.globals.update(chinese.globals)
        env.filters.update(chinese.filters)
        teach(env, language, self.spoken, self.marks)
        heads.install(env)
        return env

    def _template(self, name: str) -> Dressed:
        """Return a template that renders pages of the language in which they are being made."""
        language = self.site.language
        return Dressed(self.environments[language.name].get_template(name), language)

    def _given(self) -> dict[str, Any]:
        """Return what every page of the language is given."""
        return dict(self.context, SITENAME=self.site.title)

    def _districts(self, reader: Reader) -> list[District]:
        """Return the districts without what of them fails, on an empty register or on this one."""
        if "DISCLOSURE_DISTRICTS" in self.settings:
            return list(self.settings["DISCLOSURE_DISTRICTS"])
        loaded = load_districts(Path(self.settings["DISCLOSURE_PLUGINS"]))
        fit(loaded)
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

    def rehearse(self) -> Sections:
        """Make all that the districts add, so that what fails is known first; return what they add to other pages."""
        self.generate_context()
        for district in self.site.districts:
            channels.own_channels(self.site, district)
        for language in self.spoken:
            self.site.language = language
            for district in self.site.districts:
                districts.own_pages(self.site, district)
        self.site.language = self.spoken[0]
        added = additions.every_section(self.site)
        self.site.close()
        return added

    def paths(self) -> set[str]:
        """Return the path of every page that would be written, those of content/ too."""
        self.generate_context()
        content = [Path(self.path) / folder for folder in self.settings["PAGE_PATHS"]]
        found = {address(file.stem) for folder in content for file in folder.glob("*.md") if "." not in file.stem}
        found |= {sheet.path for module in PAGES for sheet in module.sheets(self.site)}
        self.site.close()
        return found

    def generate_output(self, writer: Any) -> None:
        """Write this process's share of the pages, feeds and calendars; the first process writes the rest, too."""
        share, shares = self.settings["DISCLOSURE_SHARE"]
        self.site.reader.keep()
        for language in self.spoken:
            self.site.language = language
            pages = self._write_pages(writer, share, shares)
        self.site.language = self.spoken[0]  # what has no page is written once
        for row in islice(self.site.reader.rows("select * from organisations order by org_id"), share, None, shares):
            if feed := feeds.of_organisation(self.site, row):
                self._write(feed.path, write_feed(self.site.publisher, feed))
            if calendar := obligations.calendar_of(self.site, row):
                self._write(*calendar)
        if share == 0:
            self._write_once(pages)
        self.site.close()

    def _write_pages(self, writer: Any, share: int, shares: int) -> list[str]:
        """Write this process's share of the pages in one language; return the paths of all pages."""
        given, pages = self._given(), []
        for number, sheet in enumerate(chain.from_iterable(module.sheets(self.site) for module in PAGES)):
            pages.append(sheet.path)
            if number % shares != share:
                continue
            told = {"feeds": feeds.of_page(sheet.path), "walked": []} | sheet.context
            context = given | told | {"path": sheet.path}
            writer.write_file(self._file(sheet.path), self._template(sheet.template), context, relative_urls=False)
            if self.site.language.is_first:
                self._write_beside(sheet.path, context)
        if share == 0:
            missing = f"{self.site.language.root}/404.html".lstrip("/")
            writer.write_file(missing, self._template("404.html"), given, relative_urls=False)
            if not self.site.language.is_first:
                self._write_content(writer, given)
        return pages

    def _write_beside(self, path: str, context: dict[str, Any]) -> None:
        """Write the files that lie beside a page: the same facts as data, the list as CSV."""
        if "record" in context:
            self._write(f"{path}{DATA}", as_bytes(context["record"]))
        for name, made in context.get("csvs", {}).items():
            self._write(f"{path}{name}", made())

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
        for path, told in chain(obligations.calendars(self.site), search.files(self.site)):
            self._write(path, told)
        content = [address(page.slug) for page in self.context.get("pages", [])]
        for path, text in robots.files(self.site.publisher.url, [*pages, *content], self.spoken):
            self._write(path, text)
        self._write("/favicon.ico", (Path(self.theme) / "static" / "icons" / "favicon.ico").read_bytes())

    def _write(self, path: str, content: bytes) -> None:
        """Write a file at an address of the site."""
        target = Path(self.output_path) / unquote(path).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
