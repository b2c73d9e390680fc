"""What `districts --check` asks of every district's folder (docs/districts.md)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import jinja2
import jinja2.meta

from .api.endpoints import endpoints_of
from .database.layout import open_database
from .districts import District, load_district
from .exceptions import PluginError
from .faults import unloaded
from .folders import JUDGED, STATED
from .judgement.fitting import fit
from .pipeline import Project, register_in
from .site import environment
from .submissions.files import table_file
from .validation import validate

REGION = re.compile(r"\d{6}")
FOLDERS = ("schemas", *STATED, "examples", "templates")
FILES = ("codelists.csv", "findings.toml", "marks.toml", "district.json", "README.md", "__init__.py")
NEAR = 0.6  # how alike a name must be to one that is read to be taken for a slip
SUFFIX = {"schemas": ".json", "examples": ".csv", **dict.fromkeys(STATED, ".sql")}
BESIDE = {"rules/subjects.toml"}


def faults(project: Project) -> list[str]:
    """Return every convention a district breaks, as lines that name district, file and next step."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for folder in sorted(path for path in project.plugins.iterdir() if path.is_dir() and path.name != "__pycache__"):
        if not (folder / "district.json").exists():
            found.append(
                f"{folder.name}: no district.json; write one (`disclosure new-district` shows how) or delete it"
            )
            continue
        try:
            district = load_district(folder)
        except PluginError as error:
            found.append(f"{folder.name}: {unloaded(folder, error).line}")
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
    endpoints_of(district)
    for table in district.tables().values():
        district.checks(table)
    _rehearse(project, district)
    yield from _templates(project, district)
    yield from (fault.line for fault in district.folder.faults)
    yield from _examples(district.path / "examples", district)


def _strangers(folder: Path) -> Iterator[str]:
    """Yield the folders and files of a plugin that nothing reads, with the nearest name that is read."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__pycache__")) or path.name in (*FOLDERS, *FILES):
            continue
        known = FOLDERS if path.is_dir() else FILES
        near = get_close_matches(path.name, known, n=1, cutoff=0 if path.is_dir() else NEAR)
        if path.is_dir() and not any(path.rglob("*.py")):
            yield f"{path.name}/: no such folder is read; perhaps {near[0]}/ is meant"
        elif path.is_file() and near:
            yield f"{path.name}: no such file is read; perhaps {near[0]} is meant"
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
    """Ask the district for its pages, on an empty register; what that raises is its fault."""
    if "register_pages" not in district.own:
        return
    db = open_database(None)
    register_in(db, [district], project.today)
    db.conn.execute("pragma query_only = on")
    for page in district.call("register_pages", database=db.conn, district=district):
        with district.folder.containing(page.template):
            if not (district.path / "templates" / page.template).is_file():
                raise PluginError(f"the page {page.path} names a template {page.template}, which is not there")


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
    """Yield the example files that are no table's or that would not pass."""
    tables = district.tables()
    for path in sorted(folder.glob("*.csv")):
        table = tables.get(f"{district.name}_{path.stem}") or tables.get(path.stem)
        if not table:
            yield f"examples/{path.name}: no such table; name the file after one of the district's"
            continue
        source, findings = table_file(path, table)
        if source:
            findings = findings + validate(source, table, district.checks(table), None, lambda _row: None).findings
        for found in findings:
            yield f"examples/{path.name}, row {found.row}: {found.message_en}"
