"""Mutate table files and manifests at random and count what must never happen: a traceback, a hang, a row lost unsaid.

By hand: `.venv/bin/python tests/fuzz.py --files 5000 --seed 1`. Each file is made from a true table in a random dress
(dressings.py), or is an .xls or a manifest, and is then spoilt: its cells, its bytes, the XML inside of a workbook. Of a
table whose rows are known, every row that still holds a code beside anything else must have been read, or stand in a finding
that names it as none of the titles, or be refused with its file; of any other, the rows filed must be those read, retracted and skipped. One file in fifty
goes through the whole check.
"""

import argparse
import io
import json
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from conftest import ROOT, TODAY, Desk, credit_code
from dressings import AMOUNTS, COLUMNS, HEADINGS, NAMES, Dress, as_text, as_workbook, grid
from fuzz_guided import guided

from disclosure.districts import NATION, load_districts
from disclosure.findings import Finding
from disclosure.pipeline import Project
from disclosure.standard.checks import checks_for
from disclosure.submissions import read_submission
from disclosure.submissions.files import table_file
from disclosure.validation import Filed, validate

TABLE = next(table for table in NATION.tables if table.name == "organisations")
TABLES = {table.name: table for table in NATION.tables}
SECONDS = 10
WHOLE = 50  # one in so many goes through the whole check
ODD = [
    "", " ", "无", "-", "/", "合计", "小计", "备注", "注：以上", "填表人：某某", "说明：", "一、社会团体", "单位：万元", "万元", '"', '""', 'a"b', ",",
    "\t", ";", "，", "a,b", "a\nb", "\r\n", "9" * 400, "9e999999", "1e5", "-0", "0.1.2", "3万", "２０１２", "²", "①", "=1+1",
    '="1"', "@x", "#REF!", "#N/A", "nan", "NULL", "TRUE", "true", "是", "清空", "_retracted", "2012-05-07", "2012年5月", "41036",
    "1900-02-29", "9999-12-31", "0000-00-00", "\u200b", "\u202e", "\ufeff", "\ufffd", "\U0001f600", "\u3000", "锟斤拷", "ÀÉ",
    "统一社会信用代码", "org_id", "名称", "开办资金（万元）", "序号", "x" * 40_000, "_x000D_", "<b>", "&amp;", "{value}", "%s", "\\", "\\N",
]  # fmt: skip
JUNK = ["", " ", "-1", "0", "1", "999999999999", "1e308", "nan", "x", "A0", "XFE1", "A1:XFD1048576", "s", "b", "e", "d", "inlineStr",
        "true", "../../x", "/etc/passwd", "&#0;", "&x;", "]]>", "<!--", "\ufffe", "1" * 5000]  # fmt: skip


@dataclass
class Found:
    """What came of the files of one kind of mutation."""

    files: int = 0
    refused: int = 0
    read: int = 0
    slowest: float = 0.0
    traceback: list[str] = field(default_factory=list)
    hang: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Return all that must never happen."""
        return [*self.traceback, *self.hang, *self.lost]


@dataclass
class Spoilt:
    """One file as it is handed in; `rows` are row number → code, of the rows whose code stands in them unharmed."""

    name: str
    content: bytes
    rows: dict[int, str] | None = None


def truth(dice: random.Random) -> list[dict[str, Any]]:
    """Return the rows of a true table."""
    return [
        {
            "org_id": credit_code(serial=serial), "name": f"{dice.choice(NAMES)}{serial}", "type": "民办非企业单位", "registration": "登记",
            "registered_on": f"{dice.randint(1990, 2025)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
            "status": dice.choice(["正常", "注销", "筹备"]), "street": dice.choice(["甲街道", "乙镇"]),
            "registered_capital": dice.choice(AMOUNTS),
        }
        for serial in range(1, dice.randint(2, 8))
    ]  # fmt: skip


def dress(dice: random.Random) -> Dress:
    """Return a random dress."""
    among = ["blank", "section", "total", "note", "header"]
    return Dress(
        kind=dice.choice(["csv", "csv", "tsv", "xlsx"]),
        encoding=dice.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]),
        mark=dice.choice(",,,\t;"), end=dice.choice(["\n", "\r\n"]), quote_all=dice.random() < 0.3,
        titles=dice.sample(["社会组织名录（2026年）", "制表：民政局，社管科", "截至2025年12月31日"], dice.randint(0, 2)),
        unit=dice.choice(["", "元", "万元"]), unit_in_headings=dice.random() < 0.5, counting=dice.random() < 0.3,
        blank_columns=dice.choice([0, 0, 1, 40]), order=dice.sample(COLUMNS, len(COLUMNS)),
        headings={name: dice.choice(words) for name, words in HEADINGS.items()},
        spaces=dice.sample([" ", "\u3000", "\u00a0", "\t", "\u200b", "\u200e"], dice.randint(0, 1)),
        amounts=dice.choice(["plain", "thousands", "suffix", "wide", "number", "format"]),
        dates=dice.choice(["iso", "chinese", "date", "serial"]),
        among={dice.randint(0, 6): dice.choice(among) for _ in range(dice.randint(0, 3))}, merge_street=dice.random() < 0.3,
    )  # fmt: skip


def spoil_cells(dice: random.Random, rows: list[list[Any]]) -> None:
    """Change, move, add and take out cells and whole rows."""
    for _ in range(dice.choice((1, 1, 2, 4, 10))):
        row = dice.choice(rows)
        if not row:
            continue
        at = dice.randrange(len(row))
        other = dice.choice(rows)
        way = dice.randrange(9)
        if way <= 3:
            row[at] = dice.choice(ODD)
        elif way == 4:
            del row[at]
        elif way == 5:
            row.insert(at, dice.choice(ODD))
        elif way == 6 and other:
            row[at] = other[dice.randrange(len(other))]
        elif way == 7:
            rows.insert(
                dice.randrange(len(rows) + 1), dice.choice([[], [dice.choice(ODD)], list(other), [""] * len(row)])
            )
        else:
            place = dice.randrange(len(rows))
            rows[place], rows[at % len(rows)] = rows[at % len(rows)], rows[place]


def spoil_bytes(dice: random.Random, content: bytes) -> bytes:
    """Return content with bytes changed, taken out, put in, or cut off."""
    raw = bytearray(content or b"x")
    for _ in range(dice.choice((1, 1, 3, 20, 200))):
        way, place = dice.randrange(5), dice.randrange(len(raw))
        if way == 0:
            raw[place] = dice.randrange(256)
        elif way == 1:
            raw[place] = dice.choice(b'",;\t\r\n\0 =')
        elif way == 2:
            del raw[place : place + dice.randrange(1, 30)]
        elif way == 3:
            raw[place:place] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 30)))
        elif dice.random() < 0.1:
            del raw[place:]
        raw = raw or bytearray(b"x")
    return bytes(raw)


def spoil_xml(dice: random.Random, content: bytes) -> bytes:
    """Return a workbook with the XML of some of its parts changed, or parts taken out, doubled or renamed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(target, "w") as other:
        names = book.namelist()
        chosen = dice.choices(
            names, [8 if "sheet1" in name or "shared" in name or "styles" in name else 1 for name in names], k=2
        )
        for name in names:
            part = book.read(name)
            if name in chosen:
                way = dice.randrange(12)
                if way == 0:
                    continue
                if way == 1:
                    name = dice.choice([name.upper(), f"x/{name}", name.replace("xml", "bin")])
                part = (
                    spoil_bytes(dice, part) if way == 2 else _spoil_part(dice, part.decode()).encode("utf-8", "replace")
                )
            other.writestr(name, part)
    return target.getvalue()


def _spoil_part(dice: random.Random, text: str) -> str:
    """Return XML with attributes, texts and elements changed."""
    for _ in range(dice.choice((1, 2, 5))):
        pattern = dice.choice(
            [
                r'="[^"]*"',
                r">[^<]+<",
                r"<[^>]+/>",
                r"<(c|row|v|t|si|xf|f|sheet|mergeCell)\b.*?</\1>",
                r"\bt=\"\w+\"",
                r"\br=\"\w+\"",
            ]
        )
        places = list(re.finditer(pattern, text, re.DOTALL))
        if not places:
            continue
        place = dice.choice(places)
        junk = dice.choice(JUNK)
        new = {"=": f'="{junk}"', ">": f">{junk}<"}.get(pattern[0], dice.choice(["", place.group() * 2, junk]))
        text = text[: place.start()] + new + text[place.end() :]
    return text


def spoil_json(dice: random.Random, value: Any) -> Any:
    """Return a manifest with a value somewhere in it made another."""
    odd = [
        None,
        True,
        0,
        -1,
        10**400,
        1.5,
        "",
        " ",
        "x" * 5000,
        [],
        {},
        [[]],
        {"": ""},
        ["x"],
        *dice.sample(ODD, 3),
        "\ud800",
        "../x",
    ]
    if isinstance(value, dict) and value and dice.random() < 0.8:
        key = dice.choice(list(value))
        way = dice.randrange(6)
        if way == 0:
            return {k: v for k, v in value.items() if k != key}
        if way == 1:
            return {(str(dice.choice(odd))[:50] if k == key else k): v for k, v in value.items()}
        return {k: spoil_json(dice, v) if k == key else v for k, v in value.items()}
    if isinstance(value, list) and value and dice.random() < 0.7:
        return [spoil_json(dice, value[0]), *value[1:], *value[:1] * dice.randrange(3)]
    return dice.choice(odd)


def cells_kept(dice: random.Random) -> Spoilt:
    """Return a table whose cells are spoilt, with the rows that it still holds."""
    wear, true = dress(dice), truth(dice)
    rows = grid(wear, true)
    spoil_cells(dice, rows)
    if wear.kind == "xlsx":
        rows = [[cell if not isinstance(cell, str) else cell[:32_000] for cell in row] for row in rows]
        content = as_workbook(wear, rows)
    else:
        rows = [row or [""] for row in rows]
        content = _encoded(wear, rows)
    codes = {row["org_id"] for row in true}
    records = {n: row for n, row in enumerate(rows, start=1) if len([cell for cell in row if str(cell).strip()]) > 1}
    held = {number: next((cell for cell in row if cell in codes), None) for number, row in records.items()}
    return Spoilt(f"organisations.{wear.kind}", content, {number: code for number, code in held.items() if code})


def _encoded(wear: Dress, rows: list[list[Any]]) -> bytes:
    """Return the rows as a text file, in UTF-8 where the encoding of the dress has no such character."""
    try:
        return as_text(wear, rows)
    except UnicodeEncodeError:
        wear.encoding = "utf-8"
        return as_text(wear, rows)


def bytes_changed(dice: random.Random) -> Spoilt:
    """Return a table whose bytes are spoilt."""
    wear = dress(dice)
    rows = grid(wear, truth(dice))
    content = as_workbook(wear, rows) if wear.kind == "xlsx" else _encoded(wear, rows)
    suffix = dice.choice([wear.kind, wear.kind, wear.kind, "csv", "xlsx", "xls", "tsv"])
    return Spoilt(f"organisations.{suffix}", spoil_bytes(dice, content))


def xml_changed(dice: random.Random) -> Spoilt:
    """Return a workbook whose XML is spoilt."""
    wear = dress(dice)
    return Spoilt("organisations.xlsx", spoil_xml(dice, as_workbook(wear, grid(wear, truth(dice)))))


def xls_changed(dice: random.Random) -> Spoilt:
    """Return an old workbook whose bytes are spoilt."""
    name = dice.choice(["organisations.xls", "reading/shapes.xls"])
    return Spoilt("organisations.xls", spoil_bytes(dice, (ROOT / "tests" / "files" / name).read_bytes()))


MANIFEST = {
    "name": "x", "title": "测试", "created": "2026-01-01T09:00:00+08:00", "sources": [{"title": "台账"}],
    "contributors": [{"title": "测试单位", "role": "publisher"}], "licenses": [{"name": "CC-BY-4.0"}],
    "corrects": {"reason": "录入错误"}, "erases": ["street"], "sample": False,
    "resources": [{"name": "organisations", "path": "organisations.csv"}],
}  # fmt: skip


def manifest_changed(dice: random.Random) -> Spoilt:
    """Return a manifest that is spoilt."""
    value: Any = MANIFEST
    for _ in range(dice.choice((1, 1, 2, 4))):
        value = spoil_json(dice, value)
    text = json.dumps(value, ensure_ascii=dice.random() < 0.5)
    encoding = dice.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"])
    content = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    content = spoil_bytes(dice, content) if dice.random() < 0.2 else content
    return Spoilt("datapackage.json", content)


KINDS: dict[str, Callable[[random.Random], Spoilt]] = {
    "cells and rows": cells_kept, "bytes": bytes_changed, "XML of a workbook": xml_changed, "bytes of an .xls": xls_changed,
    "manifest": manifest_changed,
}  # fmt: skip
SHARES = [50, 20, 15, 5, 10]


class Hangs(BaseException):
    """Raised in a reading that takes too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Raise Hangs in what takes longer than it may."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def lost_rows(spoilt: Spoilt, path: Path) -> tuple[list[Finding], list[str]]:
    """Return the findings on a table, and what of its rows is neither read nor named."""
    rows: list[Filed] = []
    source, findings = table_file(path, TABLE)
    if source is None:
        return findings, []
    file = validate(source, TABLE, checks_for(TABLE), None, rows.append)
    findings = [*findings, *file.findings]
    _in_words(findings)
    lost = [] if file.counts.adds_up else [f"rows do not add up: {file.counts}"]
    if file.counts.read + file.counts.retracted != len(rows):
        lost.append(f"{len(rows)} rows came of {file.counts}")
    of_file = any(f.severity == "error" and (f.row is None or f.code in OF_FILE) for f in findings)
    if spoilt.rows is not None and not of_file:
        known = {row.row for row in rows} | {f.row for f in findings if f.row and f.code != "title-row"}
        lost += [f"row {number} ({code})" for number, code in spoilt.rows.items() if number not in known]
    return findings, lost


OF_FILE = {"header-not-found", "blank-header", "stray-quote"}


def _in_words(findings: list[Finding]) -> None:
    """Raise an error if a finding cannot be said."""
    json.dumps([found.as_json() for found in findings], ensure_ascii=False).encode()
    assert all(found.message.strip() and found.fix.strip() for found in findings)


def of_manifest(folder: Path) -> list[Finding]:
    """Return the findings on a submission with its manifest and its files."""
    submission = read_submission(folder)
    files, findings = submission.files(TABLES)
    found = [*submission.findings, *findings]
    for name, file in files.items():
        found += validate(file, TABLES[name], [], None, lambda _row: None).findings
    _in_words(found)
    return found


def tried(spoilt: Spoilt, folder: Path, whole: Desk | None) -> tuple[list[Finding], list[str]]:
    """Return the findings on one file, and what was lost of it."""
    path = folder / spoilt.name
    if spoilt.name == "datapackage.json":
        good = b"".join(
            f"{cells}\r\n".encode() for cells in ("org_id,name,type,registration,registered_on,status", GOOD)
        )
        (folder / "organisations.csv").write_bytes(good)
    else:
        (folder / "datapackage.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    path.write_bytes(spoilt.content)
    findings, lost = (
        (of_manifest(folder), []) if spoilt.rows is None and path.suffix == ".json" else lost_rows(spoilt, path)
    )
    if whole:
        findings = [found for verdict in whole.check(folder).verdicts for found in verdict.findings]
        if any(found.code == "internal-error" for found in findings):
            raise AssertionError("internal-error")
    return findings, lost


GOOD = f"{credit_code()},测试服务中心,民办非企业单位,登记,2012-05-07,正常"


def run(files: int, seed: int, keep: Path | None = None, only: str = "") -> dict[str, Found]:
    """Return what came of so many spoilt files, by kind; those on which something went wrong are kept."""
    found = {kind: Found() for kind in ([only] if only in KINDS else KINDS) if only in kind}
    shares = [share for kind, share in zip(KINDS, SHARES, strict=True) if kind in found]
    with tempfile.TemporaryDirectory() as home:
        project = Project(ROOT, Path(home) / "datasets", ROOT / "plugins", Path(home) / "build", TODAY, samples=True)
        assert load_districts(project.plugins)
        for number in range(files):
            dice = random.Random(f"{seed}-{number}")
            kind = dice.choices(list(found), shares)[0]
            spoilt, came = KINDS[kind](dice), found[kind]
            folder = project.datasets / "haishu" / "x"
            folder.mkdir(parents=True)
            began = time.monotonic()
            problem = None
            try:
                with limited():
                    findings, lost = tried(spoilt, folder, Desk(project) if number % WHOLE == 0 else None)
                came.lost += [problem := f"{seed}-{number}: {one}" for one in lost]
                refused = any(one.severity == "error" for one in findings)
                came.refused, came.read = came.refused + refused, came.read + (not refused)
            except Hangs:
                came.hang.append(problem := f"{seed}-{number}: longer than {SECONDS} s")
            except Exception as error:
                last = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{Path(last.filename).name}:{last.lineno}"
                came.traceback.append(problem := f"{seed}-{number}: {type(error).__name__}: {error!s:.200} ({where})")
            came.files += 1
            came.slowest = max(came.slowest, time.monotonic() - began)
            if problem and keep:
                keep.mkdir(exist_ok=True)
                (keep / f"{seed}-{number}-{spoilt.name}").write_bytes(spoilt.content)
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
    return found


def as_table(found: dict[str, Found]) -> str:
    """Return the figures as a table in Markdown."""
    lines = [
        "| mutated | files | read | refused | tracebacks | hangs | rows lost | slowest s |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    total: Counter[str] = Counter()
    for kind, came in found.items():
        cells = {"files": came.files, "read": came.read, "refused": came.refused, "tracebacks": len(came.traceback),
                 "hangs": len(came.hang), "lost": len(came.lost)}  # fmt: skip
        total.update(cells)
        lines.append(f"| {kind} | {' | '.join(map(str, cells.values()))} | {came.slowest:.1f} |")
    lines.append(
        f"| all | {' | '.join(map(str, total.values()))} | {max(came.slowest for came in found.values()):.1f} |"
    )
    return "\n".join(lines)


def main() -> None:
    """Print the table, and what went wrong; exit 1 if anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the name of a kind")
    parser.add_argument("--keep", type=Path, help="a folder for the files on which something went wrong")
    parser.add_argument(
        "--atheris", action="store_true", help="guided by the ways through the code; see fuzz_guided.py"
    )
    parser.add_argument("--minutes", type=float, default=60, help="with --atheris: how long, all targets together")
    asked = parser.parse_args()
    if asked.atheris:
        for line in guided(asked.minutes, asked.keep or ROOT / "build" / "fuzz"):
            print(line, flush=True)
        return
    found = run(asked.files, asked.seed, asked.keep, asked.only)
    print(as_table(found))
    bad = [one for came in found.values() for one in came.bad]
    for one in bad:
        print(one)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
