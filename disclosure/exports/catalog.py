"""Writes what there is to download as a catalogue in DCAT-AP 3 (JSON-LD), which portals harvest."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .index import File
from .relations import Relation

SAID: dict[str, Any] = tomllib.loads(Path(__file__).with_name("catalog.toml").read_text(encoding="utf-8"))
MEDIA = "https://www.iana.org/assignments/media-types/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
Node = dict[str, Any]


def write_catalog(published: list[Relation], files: list[File], path: Path, today: str, site_url: str = "",
                  offered: Sequence[tuple[dict[str, Any], File]] = ()) -> None:  # fmt: skip
    """Write the catalogue; without `site_url` its addresses are relative to where it is read from.

    `offered` are the files of districts, each with the entry that gives its titles.
    """
    base = f"{site_url}/downloads/" if site_url else ""
    whole = [file for file in files if not file.table]
    of_table = {one.name: [file for file in files if file.table == one.name] for one in published}
    datasets = [_dataset(one, of_table[one.name], base, today) for one in published if of_table[one.name]]
    datasets += [_of_district(entry, file, base, today) for entry, file in offered]
    catalog = {
        "@context": {**SAID["context"], "id": "@id", "type": "@type"},
        "id": f"{base}catalog.jsonld#catalog",
        "type": "dcat:Catalog",
        "dct:title": _both(*SAID["title"]),
        "dct:description": _both(*SAID["description"]),
        "dct:publisher": _publisher(base),
        "dct:license": _licence(),
        "dct:language": {"id": SAID["language"], "type": "dct:LinguisticSystem"},
        "dct:modified": _day(today),
        "dcat:dataset": [_whole(whole, base, today), *datasets],
    }
    path.write_text(json.dumps(catalog, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _dataset(relation: Relation, files: list[File], base: str, today: str) -> Node:
    """Return a table and the files that hold it."""
    return {
        "id": f"{base}catalog.jsonld#{relation.name}",
        "type": "dcat:Dataset",
        "dct:identifier": relation.name,
        "dct:title": _both(relation.title, relation.title_en),
        "dct:description": _both(relation.description or relation.title, relation.description_en),
        "dct:publisher": _publisher(base),
        "dct:modified": _day(today),
        "dcat:theme": _theme(),
        "dcat:distribution": [_distribution(file, base, relation.title) for file in files],
    }


def _of_district(entry: dict[str, Any], file: File, base: str, today: str) -> Node:
    """Return a file that a district offers, as a dataset of its own."""
    return {
        "id": f"{base}catalog.jsonld#{file.name}-dataset",
        "type": "dcat:Dataset",
        "dct:identifier": file.name,
        "dct:title": _both(entry["title"], entry["title_en"]),
        "dct:description": _both(entry["title"], entry["title_en"]),
        "dct:publisher": _publisher(base),
        "dct:modified": _day(today),
        "dcat:theme": _theme(),
        "dcat:distribution": [_distribution(file, base, entry["title"])],
    }


def _whole(files: list[File], base: str, today: str) -> Node:
    """Return the files that hold more than one table."""
    return {
        "id": f"{base}catalog.jsonld#whole",
        "type": "dcat:Dataset",
        "dct:identifier": "whole",
        "dct:title": _both(*SAID["title"]),
        "dct:description": _both(*SAID["description"]),
        "dct:publisher": _publisher(base),
        "dct:modified": _day(today),
        "dcat:theme": _theme(),
        "dcat:distribution": [_distribution(file, base, file.name) for file in files],
    }


def _distribution(file: File, base: str, title: str) -> Node:
    """Return a file: where it is, what it is, how large, and its digest."""
    media, kind = SAID["forms"][file.form]
    return {
        "id": f"{base}catalog.jsonld#{file.name}",
        "type": "dcat:Distribution",
        "dct:title": {"@value": f"{title} · {file.name}", "@language": "zh"},
        "dcat:accessURL": {"id": f"{base}{file.name}"},
        "dcat:downloadURL": {"id": f"{base}{file.name}"},
        "dcat:mediaType": {"id": MEDIA + media, "type": "dct:MediaType"},
        "dct:format": {"id": FILE_TYPE + kind, "type": "dct:MediaTypeOrExtent"},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _licence(),
        "spdx:checksum": {
            "type": "spdx:Checksum",
            "spdx:algorithm": {"id": SAID["algorithm"], "type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _both(chinese: str, english: str) -> list[Node]:
    """Return a text in the languages in which there is one."""
    said = {"zh": chinese, "en": english}
    return [{"@value": text, "@language": language} for language, text in said.items() if text]


def _publisher(base: str) -> Node:
    """Return who publishes."""
    return {"id": f"{base}catalog.jsonld#publisher", "type": "foaf:Agent", "foaf:name": _both(*SAID["publisher"])}


def _licence() -> Node:
    """Return under what licence."""
    return {"id": SAID["licence"], "type": "dct:LicenseDocument"}


def _theme() -> Node:
    """Return what it is about."""
    label = [{"@value": "Government and public sector", "@language": "en"}]
    return {"id": SAID["theme"], "type": "skos:Concept", "skos:prefLabel": label}


def _day(today: str) -> Node:
    """Return the day of the data."""
    return {"@value": today, "@type": "xsd:date"}
