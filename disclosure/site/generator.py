"""Writes every page that comes from the database."""

from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from pelican.generators import Generator

from ..districts import NATION, District, district_folders, load_districts
from ..folders import Folder
from ..judgement.fitting import fit, without
from . import robots
from .addresses import ADDRESSES, address, permalink
from .atom import Publisher, write_feed
from .compiled import COMPILED
from .formats import FILTERS, marker
from .pages import (
    additions,
    channels,
    corrections,
    dictionary,
    disclosures,
    districts,
    downloads,
    feeds,
    findings,
    grants,
    home,
    notices,
    obligations,
    organisations,
    policies,
    rules,
    submissions,
    terms,
)
from .pages.sheet import Sections, Sheet, Site
from .reading import Reader
from .records import DATA, as_bytes
from .words import translations

PAGES: tuple[ModuleType, ...] = (
    home, organisations, notices, grants, terms, districts, submissions, corrections, dictionary, downloads,
    findings, rules, obligations, policies, disclosures, feeds,
)  # fmt: skip


def prepare_environment(generator: Generator) -> None:
    """Give the templates of a generator our filters and the words of the site's language."""
    plugins = Path(generator.settings["DISCLOSURE_PLUGINS"])
    folders = [Folder(path, path.name, NATION) for path in district_folders(plugins)]
    marks = {term: mark for place in [*folders, NATION] for term, mark in place.marks().items()}
    own = {folder.path.name: FileSystemLoader(folder.path / "templates" / folder.path.name) for folder in folders}
    generator.env.loader = ChoiceLoader([generator.env.loader, PrefixLoader(own)])  # a district's shadows no other
    generator.env.bytecode_cache = COMPILED
    generator.env.globals.update(ADDRESSES | {"permalink": partial(permalink, generator.settings["SITEURL"])})
    # Pages link to each other from the root, wherever the site is read; only what leaves it names the host.
    generator.context.update(SITEURL="", localsiteurl="")
    generator.env.filters.update(FILTERS | {"state": marker(marks)})
    language = translations(generator.settings.get("DISCLOSURE_LANG", "zh"))
    generator.env.install_gettext_translations(language, newstyle=True)


class RegisterGenerator(Generator):
    """The pages of organisations, notices, grants, districts, submissions, corrections and the dictionary."""

    def generate_context(self) -> None:
        """Read what every page needs."""
        settings = self.settings
        reader = Reader(settings["DISCLOSURE_DATABASE"])
        words = translations(settings["DISCLOSURE_LANG"]).gettext
        self.site = Site(
            reader, self._districts(reader), settings["DISCLOSURE_TODAY"], settings["DISCLOSURE_BUILD"], words,
            self._rendered, settings.get("DISCLOSURE_SECTIONS"),
            settings.get("DISCLOSURE_OFFERED", []),
            publisher=Publisher(settings["SITENAME"], settings["SITEURL"], settings["DISCLOSURE_TODAY"]),
        )  # fmt: skip
        self.context.update(
            today=settings["DISCLOSURE_TODAY"],
            build=settings["DISCLOSURE_BUILD"],
            district_titles={name: row["title"] for name, row in reader.districts.items()},
            feeds=feeds.of_page("/"),
        )

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
        name = f"{sheet.path}index.html".lstrip("/")
        context = self.context | sheet.context | {"path": sheet.path, "output_file": name, "localsiteurl": ""}
        rendered: str = self.env.get_template(sheet.template).render(context)
        return rendered

    def rehearse(self) -> Sections:
        """Make all that the districts add, so that what fails is known first; return what they add to other pages."""
        self.generate_context()
        for district in self.site.districts:
            districts.own_pages(self.site, district)
            channels.own_channels(self.site, district)
        added = additions.every_section(self.site)
        self.site.reader.connection.close()
        return added

    def paths(self) -> set[str]:
        """Return the path of every page that would be written, those of content/ too."""
        self.generate_context()
        content = [Path(self.path) / folder for folder in self.settings["PAGE_PATHS"]]
        found = {address(file.stem) for folder in content for file in folder.glob("*.md")}
        found |= {sheet.path for module in PAGES for sheet in module.sheets(self.site)}
        self.site.reader.connection.close()
        return found

    def generate_output(self, writer: Any) -> None:
        """Write this process's share of the pages, feeds and calendars; the first process writes the rest, too."""
        share, shares = self.settings["DISCLOSURE_SHARE"]
        pages = []
        for number, sheet in enumerate(chain.from_iterable(module.sheets(self.site) for module in PAGES)):
            pages.append(sheet.path)
            if number % shares != share:
                continue
            template = self.env.get_template(sheet.template)
            context = self.context | {"feeds": feeds.of_page(sheet.path)} | sheet.context | {"path": sheet.path}
            writer.write_file(f"{sheet.path}index.html".lstrip("/"), template, context, relative_urls=False)
            if "record" in context:
                self._write(f"{sheet.path}{DATA}", as_bytes(context["record"]))
        for row in islice(self.site.reader.rows("select * from organisations order by org_id"), share, None, shares):
            if feed := feeds.of_organisation(self.site, row):
                self._write(feed.path, write_feed(self.site.publisher, feed))
            if calendar := obligations.calendar_of(self.site, row):
                self._write(*calendar)
        if share == 0:
            self._write_once(writer, pages)
        self.site.reader.connection.close()

    def _write_once(self, writer: Any, pages: list[str]) -> None:
        """Write the page for what is not found, the feeds and calendars of all, and what tells robots of the pages."""
        writer.write_file("404.html", self.env.get_template("404.html"), self.context, relative_urls=False)
        for feed in chain(feeds.common(self.site), channels.feeds(self.site)):
            self._write(feed.path, write_feed(self.site.publisher, feed))
        for path, calendar in obligations.calendars(self.site):
            self._write(path, calendar)
        content = [address(page.slug) for page in self.context.get("pages", [])]
        for path, text in robots.files(self.site.publisher.url, [*pages, *content]):
            self._write(path, text)
        self._write("/favicon.ico", (Path(self.theme) / "static" / "icons" / "favicon.ico").read_bytes())

    def _write(self, path: str, content: bytes) -> None:
        """Write a file at an address of the site."""
        target = Path(self.output_path) / unquote(path).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
