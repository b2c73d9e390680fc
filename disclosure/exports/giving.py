"""Writes the funded grants in the 360Giving Data Standard, the real ones and the samples in files of their own."""

import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

SQL = Path(__file__).with_name("giving.sql")
VERSION = "1.4"
OWN = "disclosure"  # the prefix of what has no identifier in a public list: grants, districts, 备案 organisations
REGISTERED = "CN-USCI"  # the list of 统一社会信用代码
FILES = {
    0: ("360giving.json", "资助的项目", "Grants"),
    1: ("360giving-samples.json", "（示例）虚构的资助项目，不是真的", "SAMPLES: invented grants, none of them real"),
}


def write_giving(connection: sqlite3.Connection, directory: Path, site_url: str = "") -> list[str]:
    """Write the grants and return the names of the files; of no grant there is no file, which would not be valid."""
    written = []
    for sample, (name, title, title_en) in FILES.items():
        rows = connection.execute(SQL.read_text(encoding="utf-8"), {"sample": sample}).fetchall()
        if not rows:
            continue
        package = {
            "version": VERSION,
            "title": f"{title} / {title_en}",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "grants": [_grant(row, site_url) for row in rows],
        }
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        (directory / name).write_text(text, encoding="utf-8")
        written.append(name)
    return written


def _grant(row: sqlite3.Row, site_url: str) -> dict[str, Any]:
    """Return one grant; what was not filed has no field."""
    title = ("（示例）" if row["sample"] else "") + row["project"]
    planned = {"startDate": row["start_on"], "endDate": row["end_on"]}
    programme = {"title": f"{row['programme']} {row['round']}", "code": f"{OWN}-{row['district']}-{row['programme']}"}
    field = {"vocabulary": "service_field", "title": row["service_field"]} if row["service_field"] else {}
    grant = {
        "id": f"{OWN}-{row['district']}-{row['grant_id']}",
        "title": title,
        "description": row["summary"] or title,
        "currency": "CNY",
        "amountAppliedFor": row["requested"],
        "amountAwarded": row["awarded"],
        "amountDisbursed": row["paid"],
        "awardDate": row["decided_on"],
        "plannedDates": [_filled(planned)] if _filled(planned) else None,
        "recipientOrganization": [{"id": organisation_id(row["org_id"]), "name": row["name"]}],
        "fundingOrganization": [{"id": f"{OWN}-{row['district']}", "name": row["authority"]}],
        "grantProgramme": [programme],
        "classifications": [field] if field else None,
        "beneficiaryLocation": [{"name": row["street"] or row["place"], "countryCode": "CN"}]
        if row["street"] or row["place"] else None,
        "dateModified": row["created"],
        "url": f"{site_url}/grants/{quote(row['district'], safe='')}/{quote(row['grant_id'], safe='')}/"
        if site_url else None,
        "dataSource": f"{site_url}/downloads/" if site_url else None,
    }  # fmt: skip
    return _filled(grant)


def organisation_id(org_id: str) -> str:
    """Return the identifier of an organisation: by its credit code, or by the register where it has none."""
    return f"{OWN}-{org_id}" if org_id.startswith("BA-") else f"{REGISTERED}-{org_id}"


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is known."""
    return {key: value for key, value in values.items() if value is not None}
