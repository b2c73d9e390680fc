"""What `districts --check` asks of every district's folder (docs/districts.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

from .districts import District, load_district
from .exceptions import DisclosureError
from .folders import JUDGED
from .pipeline import Project
from .submissions.files import table_file
from .validation import validate

REGION = re.compile(r"\d{6}")


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
            found += [f"{folder.name}: {fault}" for fault in _faults(district)]
        except DisclosureError as error:
            found.append(f"{folder.name}: {error}")
            continue
        for region in district.region_codes:
            if region in seen:
                found.append(
                    f"{folder.name}: district.json: {region} is {seen[region]}'s too; a region has one district"
                )
            seen[region] = folder.name
    return found


def _faults(district: District) -> Iterator[str]:
    """Yield what one loaded district breaks."""
    for region in district.region_codes:
        if not REGION.fullmatch(region):
            yield f"district.json: region code {region!r}; use six digits (GB/T 2260)"
    if not (district.path / "README.md").exists():
        yield "no README.md; say in it what the district adds and whom to ask"
    for table in district.tables().values():
        district.checks(table)
    for rule in district.rules():
        folder = (district.path / "rules").glob(f"{rule.code}@*.sql")
        if any(folder) and not rule.code.startswith(f"{district.name}-"):
            yield f"rules/{rule.code}@{rule.version}.sql: call it {district.name}-{rule.code}"
    for kind in (*JUDGED[1:], "views", "queries"):
        district.folder.statements(kind)
    for template in (district.path / "templates").rglob("*.html"):
        if district.name not in template.relative_to(district.path / "templates").parts[:-1]:
            yield f"templates/{template.name}: move it to templates/{district.name}/ (all share one path)"
    yield from _examples(district.path / "examples", district)


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
