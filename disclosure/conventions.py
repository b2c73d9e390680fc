"""What `districts --check` asks of every district's folder (docs/districts.md)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2
import jinja2.meta

from . import exports
from .api.endpoints import endpoints_of
from .database.dictionary import describe
from .database.layout import open_database
from .database.records import record_districts
from .districts import District, district_folders, load_district, packages_not_read
from .exceptions import PluginError
from .faults import unloaded
from .findings import OWN
from .folders import DECLARED, JUDGED, STATED
from .judgement.carriers import keep_measures
from .judgement.fitting import fit
from .judgement.linting import DESCRIBED, misdescribed
from .measures import ARTICLES, MEASURES
from .pipeline import register_in
from .privacy import guarding, mask
from .project import Project
from .schemes import columns_of
from .site import environment, paths
from .site.glossary import LANGUAGE
from .site.phrases import LOCALES, phrases, unspoken
from .submissions.files import table_file
from .validation import validate

REGION = re.compile(r"\d{6}")
FOLDERS = ("schemas", "pages", "feeds", *STATED, "examples", "templates", LOCALES)
TEXTS = ("codelists.csv", "findings.toml", "privacy.toml", "marks.toml", "district.json", "README.md", "__init__.py")
FILES = (*TEXTS, ARTICLES, MEASURES, DECLARED)
NEAR = 0.6  # how alike a name must be to one that is read to be taken for a slip
SUFFIX = {"schemas": ".json", "examples": ".csv", "pages": ".toml", "feeds": ".toml", LOCALES: ".po",
          **dict.fromkeys(STATED, ".sql")}  # fmt: skip
BESIDE = {"rules/subjects.toml", "rules/off.toml"}


def faults(project: Project) -> list[str]:
    """Return every convention a district breaks, as lines that name district, file and next step."""
    found: list[str] = []
    seen: dict[str, str] = {}
    known = district_folders(project.plugins)
    beside = {folder.name for folder in known}
    held = {path for path in project.plugins.iterdir() if path.is_dir() and path.name != "__pycache__"}
    found += [f"{name}: {fault.line(mask)}" for name, fault in packages_not_read(known)]
    for folder in sorted({*held, *known}, key=lambda path: path.name):
        if not (folder / "district.json").exists():
            found.append(
                f"{folder.name}: no district.json; write one (`disclosure new-district` shows how) or delete it"
            )
            continue
        try:
            district = load_district(folder, beside)
        except PluginError as error:
            found.append(f"{folder.name}: {unloaded(folder, error).line(mask)}")
            continue
        found += [f"{folder.name}: {fault}" for fault in _faults(project, district)]
        for region in district.region_codes:
            if region in seen:
                found.append(
                    f"{folder.name}: district.json: {region} is {seen[region]}'s too; a region has one district"
                )
            seen[region] = folder.name
    return found


def _faults(project: Project, district: District) -> Iterator[str]:
    """Yield what one loaded district breaks."""
    for region in district.region_codes:
        if not REGION.fullmatch(region):
            yield f"district.json: region code {region!r}; use six digits (GB/T 2260)"
    if not (district.path / "README.md").exists():
        yield "no README.md; say in it what the district adds and whom to ask"
    yield from _strangers(district.path)
    fit([district])
    yield from _hidden_queries(district)
    yield from _misdescribed(project, district)
    endpoints_of(district)
    for table in district.tables().values():
        district.checks(table)
    phrases(district.folder, LANGUAGE)
    _rehearse(project, district)
    _look_up(project, district)
    yield from _templates(project, district)
    yield from (fault.line(mask) for fault in district.folder.faults)
    yield from _examples(district.path / "examples", district)


def notes(project: Project) -> Iterator[str]:
    """Yield how much of what each district says has no English: a note, for it may speak Chinese alone."""
    for district in project.districts:
        missing = list(dict.fromkeys(unspoken(district, LANGUAGE)))
        if missing:
            file, text = missing[0]
            yield (
                f"{district.name}: {len(missing)} texts have no English in {LOCALES}/{LANGUAGE}.po, the first is"
                f" {text!r} in {file}; those that no page shows need none"
            )


def _hidden_queries(district: District) -> Iterator[str]:
    """Yield the queries whose address a table or view of the district has, so that nobody can ask them."""
    known = {table.name for table in district.own_tables()} | set(district.views)
    known |= {view.path.stem for view in district.folder.statements("views")}
    for query in district.folder.statements("queries"):
        if f"{district.name}_{query.path.stem}" in known:
            yield f"queries/{query.path.name}: {district.name}_{query.path.stem} is a table or view; call it otherwise"


def _misdescribed(project: Project, district: District) -> Iterator[str]:
    """Yield what the headers of the district's views and queries say of columns and parameters that are not there."""
    statements = [one for kind in DESCRIBED for one in district.folder.statements(kind)]
    if statements:
        db = open_database(None)
        register_in(db, [district], project.today)
        for one in statements:
            yield from misdescribed(db.conn, one, district.codelists())


def _strangers(folder: Path) -> Iterator[str]:
    """Yield the folders and files of a plugin that nothing reads, with the nearest name that is read."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__pycache__")) or path.name in (*FOLDERS, *FILES):
            continue
        known = FOLDERS if path.is_dir() else FILES
        ours = not any(path.rglob("*.py")) if path.is_dir() else path.suffix in {*SUFFIX.values(), ".toml"}
        if near := get_close_matches(path.name, known, n=1, cutoff=0 if ours else NEAR):
            kind, slash = ("folder", "/") if path.is_dir() else ("file", "")
            yield f"{path.name}{slash}: no such {kind} is read; perhaps {near[0]}{slash} is meant"
    for kind, suffix in SUFFIX.items():
        for path in sorted((folder / kind).glob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not (kind in JUDGED and path.name == "examples"):
                yield f"{name}/: no such folder is read; put its files into {kind}/"
            elif path.is_file() and path.suffix != suffix and name not in BESIDE:
                yield f"{name}: not read; only files that end in {suffix} are"
    for kind in JUDGED:
        codes = {path.stem.partition("@")[0] for path in (folder / kind).glob("*.sql")}
        codes |= {code.partition("-")[2] for code in codes if code[:1].isdigit()}
        for path in sorted((folder / kind / "examples").glob("*")):
            if path.suffix != ".toml" or path.stem not in codes:
                near = get_close_matches(path.stem, codes, n=1, cutoff=0)
                hint = f"; perhaps {near[0]}.toml is meant" if near else ""
                yield f"{kind}/examples/{path.name}: no examples of anything in {kind}/{hint}"


def _rehearse(project: Project, district: District) -> None:
    """Ask the district for its pages, sections, files and feeds, on an empty register; what fails is its fault."""
    asked = {"register_pages", "district_sections", "home_sections", exports.HOOK} & set(district.own)
    if not (asked or district.folder.schemes or district.folder.channels):
        return
    db = open_database(None)
    register_in(db, [district], project.today)
    db.conn.execute("pragma query_only = on")
    for page in district.call("register_pages", database=db.conn, district=district):
        with district.folder.containing(page.template):
            if not (district.path / "templates" / page.template).is_file():
                raise PluginError(f"the page {page.path} names a template {page.template}, which is not there")
    for hook in ("district_sections", "home_sections"):
        district.call(hook, database=db.conn, district=district)
    exports.offered(db.conn, district)
    for scheme in district.folder.schemes:
        file = district.path / "pages" / f"{scheme.path}.toml"
        with district.folder.containing(f"pages/{file.name}", file):
            for part in scheme.section:
                if part.rows:
                    columns_of(db.conn, part, district.name, district.folder.beside())
    for channel in district.folder.channels:
        file = district.path / "feeds" / f"{channel.name}.toml"
        with district.folder.containing(f"feeds/{file.name}", file):
            columns_of(db.conn, channel.part, district.name, district.folder.beside())


def _look_up(project: Project, district: District) -> None:
    """Look for each place that measures.csv names, on an empty register; one that is not there is a fault."""
    if not district.folder.measures:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "disclosure.db"
        db = open_database(path)
        register_in(db, [district], project.today)
        describe(db, district.tables().values(), district.codelists())
        record_districts(db, [district])
        keep_measures(db, [district])
        db.close()
        named = {"DATABASE": path, "PLUGINS": project.plugins, "TODAY": project.today, "BUILD": ""}
        settings = {f"DISCLOSURE_{name}": str(value) for name, value in named.items()}
        there = paths(project.root / "pelicanconf.py", settings, [district])
    for measure in district.folder.measures:
        for carrier in measure.carriers:
            with district.folder.containing(MEASURES, district.path / MEASURES):
                if carrier.kind == "page" and carrier.name not in there:
                    near = get_close_matches(carrier.name, there, n=1, cutoff=0)[0]
                    raise PluginError(f"line {measure.line}: there is no page {carrier.name}; perhaps {near} is meant")


def _templates(project: Project, district: District) -> Iterator[str]:
    """Yield the templates that lie where none is read; one that cannot be compiled is a fault of the district."""
    folder = district.path / "templates"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        return
    env = environment(project.root / "pelicanconf.py", project.plugins)
    for path in files:
        name = path.relative_to(folder).as_posix()
        if not name.startswith(f"{district.name}/"):
            yield f"templates/{name}: move it to templates/{district.name}/; a district replaces no template"
            continue
        with district.folder.containing(f"templates/{name}", path):
            tree = env.parse(path.read_text(encoding="utf-8"), name, str(path))
            env.get_template(name)
            for other in jinja2.meta.find_referenced_templates(tree):
                if other:
                    env.get_template(other)


def _examples(folder: Path, district: District) -> Iterator[str]:
    """Yield the example files that are no table's or that do not give what they are named after."""
    tables = district.tables()
    shown = set()
    for path in sorted(folder.glob("*.csv")):
        name, _, code = path.stem.partition(".")
        table = tables.get(f"{district.name}_{name}") or tables.get(name)
        if not table:
            yield f"examples/{path.name}: no such table; name the file after one of the district's"
            continue
        shown.add(code)
        source, findings = table_file(path, table)
        if source:
            with guarding(district.name):
                findings += validate(source, table, district.checks(table), None, lambda _row: None).findings
        if code and [found.code for found in findings] != [code]:
            given = "、".join(found.code for found in findings) or "nothing"
            yield f"examples/{path.name}: it is to give {code} once and gives {given}"
        for found in findings if not code else ():
            yield f"examples/{path.name}, row {found.row}: {found.message_en}"
    for code in sorted(set(OWN.get(district.name, {})) - shown):
        yield f"findings.toml: [{code}] has no example; write examples/<table>.{code}.csv with one row that gives it"
