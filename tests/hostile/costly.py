"""Inputs below 5 MB that ask for as much work as they can, and what `check` pays for each, in a process of its own.

.venv/bin/python tests/hostile/costly.py            # all of them: the table of docs/reliability.md
.venv/bin/python tests/hostile/costly.py commas     # those whose name holds a word
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stdnum.cn import uscc

from disclosure.standard.identifiers import organisation_check_digit

ROOT = Path(__file__).resolve().parent.parent.parent
HANDED_IN = ROOT / "tests" / "files" / "hostile"
SECONDS, BYTES = 10, 1 << 30  # what no input below 5 MB may cost
MOST = 5_000_000
MANIFEST = {
    "name": "x", "title": "测试", "created": "2026-01-01T09:00:00+08:00", "sources": [{"title": "台账"}],
    "contributors": [{"title": "测试单位", "role": "publisher"}], "licenses": [{"name": "CC-BY-4.0"}],
}  # fmt: skip
CODE = "52330203MJ7000012"  # of 17 characters: faulty

Files = dict[str, bytes]


@dataclass(frozen=True)
class Paid:
    """What a `check` took: seconds of processor and of the clock, bytes at its peak, its exit code and its report."""

    cpu: float
    wall: float
    peak: int
    code: int
    told: str

    @property
    def codes(self) -> set[str]:
        """Return the codes of the findings."""
        report = json.loads(self.told)
        return {found["code"] for entry in report["submissions"] for found in entry["findings"]}


def check(folder: Path, files: Files, limit: int = 0, seconds: float = 600) -> Paid:
    """Return what a check of a submission of the files costs; `limit`: bytes of addresses that it may use."""
    held = folder / "datasets" / "haishu" / "x"
    held.mkdir(parents=True)
    (held / "datapackage.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    for name, content in files.items():
        (held / name).write_bytes(content)
    command = [Path(sys.executable).with_name("disclosure"), "check", "--format", "json"]
    command += ["--today", "2026-11-23", "--datasets", folder / "datasets", "--output", folder / "build"]
    report = folder / "report.json"

    def confine() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    started = time.perf_counter()
    with report.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, preexec_fn=confine, cwd=ROOT)
        while not (done := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.perf_counter() - started > seconds:
                process.kill()
            time.sleep(0.02)
    _, status, usage = done
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu, wall = usage.ru_utime + usage.ru_stime, time.perf_counter() - started
    return Paid(cpu, wall, usage.ru_maxrss * 1024, process.returncode, report.read_text(encoding="utf-8"))


def table(header: str, row: str, most: int = 4_900_000, count: int = 99_000) -> bytes:
    """Return a text file of as many rows as fit and are allowed; {n} in a row is its number."""
    rows, size = [header], len(header)
    for number in range(count):
        size += len((line := row.format(n=number)).encode()) + 1
        if size > most:
            break
        rows.append(line)
    return "\n".join([*rows, ""]).encode()


def organisations(count: int) -> bytes:
    """Return a text file of so many organisations without a fault, as far as 5 MB hold them."""
    bodies = (f"MJ{number:06d}" for number in range(count))
    heads = (f"52330203{body}{organisation_check_digit(body)}" for body in bodies)
    rows = (
        f"{head}{uscc.calc_check_digit(head)},会{n},民办非企业单位,登记,2012-05-07,正常" for n, head in enumerate(heads)
    )
    return "\n".join(["org_id,name,type,registration,registered_on,status", *rows, ""]).encode()


def book(sheet: str, after: str = "", strings: str = "", styles: str = "") -> bytes:
    """Return a workbook with one sheet of finances, its rows as XML."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="finances" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        + ('<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>' if strings else "")
        + ('<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/>' if styles else "")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData>{after}</worksheet>",
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text:
                archive.writestr(name, text)
        archive.writestr("padding", os.urandom(600_000))  # so that its ratio is no reason to refuse it
    return target.getvalue()


def texts(*cells: str) -> str:
    """Return the XML of a row of texts."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def numbers(rows: int, columns: int, value: str = "<v>1</v>") -> str:
    """Return the XML of rows of numbers."""
    return ("<row>" + f"<c>{value}</c>" * columns + "</row>") * rows


FINANCES = "org_id,year,accounting_system,total_assets,total_liabilities,net_assets,income_total,expense_total"
NOTICE = "notice_id,kind,title,publisher,published_on,start_on,end_on,body"
WIDE = ",".join([FINANCES, *(f"x{n}" for n in range(290))])
HEAD = texts(*FINANCES.split(","))
INPUTS: dict[str, Callable[[], Files]] = {
    "200,000 faulty rows of a CSV": lambda: {"finances.csv": table("org_id,year", CODE + ",1x{n}", count=10**6)},
    "800,000 tiny rows": lambda: {"finances.csv": table("org_id,year", "x,1", count=10**6)},
    "99,000 faulty rows": lambda: {"finances.csv": table("org_id,year", CODE + ",1x{n}")},
    "99,000 tiny rows with quotes": lambda: {"finances.csv": table("org_id,year", '"x","{n}"')},
    "1,000,000 blank rows": lambda: {"finances.csv": b"org_id,year\n" + b"\n" * 999_000 + b"x,1\n"},
    "500,000 blank rows, 500,000 tiny ones": lambda: {"finances.csv": b"org_id,year\n" + b"\nx,1\n" * 499_000},
    "900,000 rows of commas": lambda: {"finances.csv": b"org_id,year\n" + b",,,,\n" * 800_000},
    "10 MB of commas in one line": lambda: {"finances.csv": b"," * 10_000_000},
    "lines of commas of 1.9 MB": lambda: {"finances.csv": (b"," * 1_900_000 + b"\n") * 2},
    "300 columns": lambda: {"finances.csv": table(WIDE, ",".join(["{n}"] * 290))},
    "1,000,000 cells in 300 columns": lambda: {"finances.csv": table(WIDE, ",".join(["{n}"] * 290), count=3_400)},
    "1,000,000 cells in 300 columns, no fault": lambda: {"notices.csv": table(",".join([NOTICE, *(f"x{n}" for n in range(290))]), "n{n},名录公示,t,x,2026-01-01,2026-01-01,2026-02-01," + ",".join(["{n}"] * 290), count=3_300)},
    "rows with more cells than the header": lambda: {"finances.csv": table("org_id,year", ",".join(["1"] * 290), count=3_400)},
    "75,000 notices without a fault": lambda: {"notices.csv": table(NOTICE, "n{n},名录公示,t,x,2026-01-01,2026-01-01,2026-02-01,")},
    "70,000 organisations without a fault": lambda: {"organisations.csv": organisations(70_000)},
    "a cell of 5 MB": lambda: {"finances.csv": b"org_id,year\n" + b"9" * 4_900_000 + b",1\n"},
    "48 cells of 100,000 digits": lambda: {"finances.csv": table("org_id,year", "9" * 99_990 + ",{n}")},
    "48 cells of 100,000 digits apart": lambda: {"finances.csv": table("org_id,year", "1 " * 49_990 + ",{n}")},
    "24 names of 100,000 Chinese characters": lambda: {"organisations.csv": table("org_id,name", "1,{n}" + "会 " * 24_990)},
    "digits with spaces between them": lambda: {"finances.csv": table("org_id,year", "1 9 " * 24_990 + ",{n}", count=48)},
    "a README of digits with spaces between them": lambda: {"README.md": b"1 3 9 5 " * 600_000},
    "at signs, one a line": lambda: {"README.md": b"@\n" * 2_400_000},
    "cells of at signs": lambda: {"finances.csv": table("org_id,year", "@" * 99_990 + ",{n}", count=48)},
    "1,000,000 faulty cells in 300 columns": lambda: {"finances.csv": table(WIDE, ",".join(["1x"] * 290), count=3_400)},
    "one key on every row": lambda: {"finances.csv": table(FINANCES, "52330203MJ7000012L,2024,2004,1,1,1,1,1")},
    "99,000 organisations of one name": lambda: {"organisations.csv": table("org_id,name,registered_on", "5{n},会,2012年5月{n}日")},
    "every row a line break in quotes": lambda: {"finances.csv": table("org_id,year", '"1\n{n}",1')},
    "every row a total": lambda: {"finances.csv": table("org_id,year", "合计,{n}")},
    "every row the header": lambda: {"finances.csv": table("org_id,year", "org_id,year")},
    "no header at all": lambda: {"finances.csv": table("a,b", "{n},{n}")},
    "a mobile number in every row": lambda: {"finances.csv": table("org_id,year", "1" + "3{n:09d},1")},
    "an address in every row": lambda: {"finances.csv": table("org_id,year", "a{n}@example.org,1")},
    "README of 5 MB": lambda: {"README.md": b"- [x](y) *a* " * 370_000},
    "README of 5 MB of numbers": lambda: {"README.md": b"139 1234 567 " * 370_000},
    "README of 5 MB of at signs": lambda: {"README.md": b"a@" * 2_400_000},
    "100 files of 50 kB": lambda: {f"{n}.csv": table("org_id,year", "x,{n}", 49_000) for n in range(100)},
    "100 texts of 50 kB": lambda: {f"{n}.txt": b"a@b " * 12_000 for n in range(100)},
    "40 notices of 100,000 characters": lambda: {"notices.csv": table(NOTICE, "n{n},名录公示,t,x,2026-01-01,2026-01-01,2026-02-01,{n}" + "[a](b) *c* " * 9_000, count=40)},
    "notices of brackets": lambda: {"notices.csv": table(NOTICE, "n{n},名录公示,t,x,2026-01-01,2026-01-01,2026-02-01," + "[" * 99_000, count=40)},
    "datapackage of 1 MB of resources": lambda: {"datapackage.json": json.dumps(MANIFEST | {"resources": [{"name": f"x{n}", "path": f"{n}.csv"} for n in range(25_000)]}).encode()},
    "datapackage of 100,000 brackets": lambda: {"datapackage.json": b"[" * 100_000},
    "a workbook of 2,000,000 numbers": lambda: {"finances.xlsx": book(HEAD + numbers(6_600, 300))},
    "a workbook of 200,000 rows": lambda: {"finances.xlsx": book(HEAD + numbers(199_000, 8))},
    "a workbook of 1,000,000 rows": lambda: {"finances.xlsx": book(HEAD + numbers(1_000_000, 1))},
    "a workbook of 2,000,000 blank cells": lambda: {"finances.xlsx": book(HEAD + numbers(6_600, 300, ""))},
    "a workbook of 1,000,000 blank rows": lambda: {"finances.xlsx": book(HEAD + "<row/>" * 1_000_000)},
    "a row far below": lambda: {"finances.xlsx": book(HEAD + "<row r='999000'><c><v>1</v></c></row>")},
    "20,000 merges": lambda: {"finances.xlsx": book(HEAD + numbers(20_001, 8), "<mergeCells>" + "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(2, 20_001)) + "</mergeCells>")},
    "a merge of 400,000 rows": lambda: {"finances.xlsx": book(HEAD + numbers(10, 8), "<mergeCells><mergeCell ref='A2:A400000'/></mergeCells>")},
    "70,000 hyperlinks": lambda: {"finances.xlsx": book(HEAD + numbers(5, 8), "<hyperlinks>" + "<hyperlink ref='A1' location='S!A1' tooltip='a@b'/>" * 69_000 + "</hyperlinks>")},
    "500,000 formulas": lambda: {"finances.xlsx": book(HEAD + numbers(60_000, 8, "<f>A1+1</f><v>1</v>"))},
    "a workbook of 300,000 texts": lambda: {"finances.xlsx": book(HEAD + "".join(f"<row><c t='s'><v>{n}</v></c></row>" for n in range(200_000)), strings="<sst>" + "".join(f"<si><t>a{n}@b</t></si>" for n in range(200_000)) + "</sst>")},
    "40 MB of text in a workbook": lambda: {"finances.xlsx": book(HEAD + texts("1 " * 49_000) * 400)},
    "number formats on 800,000 cells": lambda: {"finances.xlsx": book(HEAD + ("<row>" + "<c s='0'><v>1.5</v></c>" * 8 + "</row>") * 90_000, styles="<s><numFmts><numFmt numFmtId='170' formatCode='0!.0,&quot;万&quot;'/></numFmts><cellXfs><xf numFmtId='170'/></cellXfs></s>")},
    "merge-all.xlsx": lambda: {"finances.xlsx": (HANDED_IN / "merge-all.xlsx").read_bytes()},
    "sheets-one-part.xlsx": lambda: {"submission.xlsx": (HANDED_IN / "sheets-one-part.xlsx").read_bytes()},
}  # fmt: skip


def main(words: list[str]) -> Iterator[str]:
    """Yield the lines of a table of what each input costs."""
    yield "| input | seconds | MB | exit | told |\n| --- | ---: | ---: | ---: | --- |"
    for name, make in INPUTS.items():
        if words and not any(word in name for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            paid = check(Path(folder), make(), seconds=200)
        try:
            told = ", ".join(sorted(paid.codes)[:6])
        except ValueError:
            told = paid.told[-200:].replace("\n", " ")
        yield f"| {name} | {paid.cpu:.1f} | {paid.peak / 1e6:.0f} | {paid.code} | {told} |"


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line, flush=True)
