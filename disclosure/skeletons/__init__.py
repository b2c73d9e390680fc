"""Writes the skeleton of a district's plugin or of a submission from the files beside this one."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template
from typing import Any

from ..districts import District, taken_by
from ..exceptions import UsageError
from ..packages import NAME
from ..submissions.tree import FOLDER, Entry, refusal

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parent / "submissions" / "manifest.schema.json").read_text(encoding="utf-8"))["properties"]


def require_folder_name(name: str, pattern: str, wanted: str) -> None:
    """Raise UsageError where no folder is to be called so: it would lie elsewhere, or not on every machine."""
    if not re.fullmatch(pattern, name):
        raise UsageError(f"“{name[:100]}”不能作文件夹的名称：{wanted}")
    if refused := refusal(Entry(Path(name), FOLDER)):
        raise UsageError(f"{refused.message} ({refused.message_en})")


def place_for(datasets: Path, of: District, name: str) -> Path:
    """Return where a new submission of a district is to lie. Raises UsageError if it cannot."""
    wanted = "请用小写字母、数字和 - . _，以字母或数字开头，例如 2026-12-annual-reports"
    english = "use lower-case letters, digits and - . _, beginning with a letter or digit"
    require_folder_name(name, SCHEMA["name"]["pattern"], f"{wanted} ({english})")
    folder = datasets / of.name / name
    if folder.parent.is_symlink():
        raise UsageError(f"{folder.parent} 是一个链接，请换成真正的文件夹 (a link; make it a real folder)")
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} 已经存在；已提交的不能改，请换一个名称 (it exists already; choose another name)")
    return folder


def district(plugins: Path, name: str, title: str, region: str) -> Iterator[Path]:
    """Write the folder of a district that passes `districts --check`; yield what was written."""
    require_folder_name(name, NAME.pattern, "区的名称请用小写拼音，例如 demo (lower-case pinyin only)")
    if taken := taken_by(name):
        why = f"no district can be called {name}, with which {taken} begins; choose another name"
        raise UsageError(f"区不能叫 {name}，平台自己的地址或表以它开头，请换一个名称 ({why})")
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
    folder = place_for(datasets, of, name)
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
