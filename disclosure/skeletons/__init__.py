"""Writes the skeleton of a district's plugin or of a submission from the files beside this one."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template
from typing import Any

from ..districts import NAME, District
from ..exceptions import UsageError

HERE = Path(__file__).parent


def district(plugins: Path, name: str, title: str, region: str) -> Iterator[Path]:
    """Write the folder of a district that passes `districts --check`; yield what was written."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name}：区的名称请用小写拼音，例如 demo (lower-case pinyin only)")
    folder = plugins / name
    if folder.exists():
        raise UsageError(f"{folder} 已经存在，请换一个名称或直接修改它 (it exists already; edit it)")
    folder.mkdir(parents=True)
    words = {"name": name, "title": title, "title_en": name.capitalize(), "region": region}
    for source in sorted((HERE / "district").iterdir()):
        target = folder / source.name.removesuffix(".txt")
        target.write_text(Template(source.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
        yield target


def submission(datasets: Path, of: District, name: str, tables: Iterable[str], created: str) -> Iterator[Path]:
    """Write the folder of a submission that passes `check`; yield what was written."""
    known = of.tables()
    if unknown := [table for table in tables if table not in known]:
        raise UsageError(f"没有 {unknown[0]} 这张表；可用的有 {'、'.join(known)} (no such table)")
    folder = datasets / of.name / name
    if folder.exists():
        raise UsageError(f"{folder} 已经存在；已提交的不能改，请换一个名称 (it exists already; choose another name)")
    folder.mkdir(parents=True)
    yield write_manifest(folder, of, {"created": created})
    for table in tables:
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerow(column.title for column in known[table].columns)
        yield path


def write_manifest(folder: Path, of: District, stated: dict[str, Any]) -> Path:
    """Write a submission's datapackage.json, with what is stated of it and words to replace where nothing is."""
    manifest = {
        "name": folder.name,
        "title": "请写明这次提交的内容",
        "created": "",
        "contributors": [{"title": of.authority, "role": "publisher"}],
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "sources": [{"title": "请写明数据出自哪份文件或台账"}],
    } | stated
    path = folder / "datapackage.json"
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
