"""The blocks of docs/cookbook.md, and how each is run: helpers of its test and of its pictures.

`PYTHONPATH=. .venv/bin/python tests/cookbook.py http://127.0.0.1:8001` draws docs/images/cookbook-*.png anew:
LibreOffice reckons the sheets, Chromium draws the columns that PICTURES names.
"""

import csv
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
SERVED = "http://127.0.0.1:8001"
FENCE = re.compile(r"^## (\d+)|^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?")
COMMANDS = {"bash": ["bash", "-euo", "pipefail"], "python": [sys.executable], "r": ["Rscript", "--encoding=UTF-8"]}
PICTURES = {
    "cookbook-late": (1, "A C F L M N O T V W X Y Z AA AB AC"),
    "cookbook-streets": (4, "A B C D E F J L M N O"),
    "cookbook-organisations": (12, "A B C D E"),
}
STYLE = """
body {font: 15px sans-serif; margin: 0; padding: 12px; width: max-content; background: #fff; color: #111}
table {border-collapse: collapse} td, th {border: 1px solid #bbb; padding: 3px 8px; max-width: 260px; overflow: hidden;
white-space: nowrap; text-overflow: ellipsis} th {background: #eee; font-weight: normal; color: #555}
p {margin: 0 0 8px; padding: 4px 8px; border: 1px solid #bbb; font-family: monospace, sans-serif}
.marked {outline: 2px solid #107c41} .float, .int {text-align: right}
"""
SHOWN_ROWS = 14


@dataclass(frozen=True)
class Block:
    """A block of code under the question of a number; 0 is what stands before the first."""

    question: int
    language: str
    code: str

    def at(self, address: str) -> str:
        """Return the code with the address of another server."""
        return self.code.replace(SERVED, address)


def blocks(document: str) -> list[Block]:
    """Return the blocks of a document, in order."""
    found, question = [], 0
    for match in FENCE.finditer((DOCS / document).read_text(encoding="utf-8")):
        if match[1]:
            question = int(match[1])
        else:
            found.append(Block(question, match[2], match[3]))
    return found


def ran(block: Block, address: str, folder: Path) -> str:
    """Return what a block prints, run in a folder against a server. Raises CalledProcessError if it fails."""
    script = folder / "block"
    script.write_text(block.at(address), encoding="utf-8")
    done = subprocess.run(
        [*COMMANDS[block.language], script], cwd=folder, env=os.environ | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8"}, stdout=subprocess.PIPE, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def workbook(block: Block, address: str, folder: Path) -> Path:
    """Return the workbook that a person has who opens a block's CSV and types what it says."""
    source, *typed = block.at(address).splitlines()
    with urllib.request.urlopen(urllib.parse.quote(source, safe=":/?=&_")) as answer:
        text = answer.read().decode("utf-8-sig")
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = source.rpartition("/")[2].partition(".csv")[0]
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([float(cell) if NUMBER.fullmatch(cell) else cell or None for cell in row])
    for line in typed:
        place, _, value = line.partition(" ")
        name, _, cells = place.rpartition("!")
        if name and name not in book.sheetnames:
            book.create_sheet(name)
        fill(book[name] if name else sheet, cells, value)
    path = folder / "cookbook.xlsx"
    book.save(path)
    return path


def fill(sheet: Worksheet, cells: str, value: str) -> None:
    """Write a value into a cell, or into each of a range as Ctrl+Enter does: columns and rows without $ move along."""
    first, _, _ = cells.partition(":")
    for row in sheet[f"{cells}:{cells}" if ":" not in cells else cells]:
        for cell in row:
            moved = Translator(value, first).translate_formula(cell.coordinate) if value.startswith("=") else value
            cell.value = moved


def reckoned(path: Path) -> Path:
    """Return the file that LibreOffice makes of a workbook, with every formula reckoned."""
    office = shutil.which("soffice") or "libreoffice"
    folder = path.parent / "reckoned"
    home = f"-env:UserInstallation=file://{path.parent}/home"
    arguments = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(arguments, check=True, capture_output=True, timeout=180)
    return folder / path.name


def sheet_as_page(path: Path, marked: str, formula: str, columns: str) -> str:
    """Return a page that shows the last sheet of a reckoned workbook: letters, numbers, some columns, a formula."""
    shown = openpyxl.load_workbook(path, data_only=True).worksheets[-1]
    lines = ["".join(f"<th>{letter}</th>" for letter in ["", *columns.split()])]
    for position in range(1, min(shown.max_row, SHOWN_ROWS) + 1):
        cells = [(shown[f"{letter}{position}"], shown[f"{letter}{position}"].value) for letter in columns.split()]
        drawn = [
            f"<td class='{'marked' if cell.coordinate == marked else ''} {type(value).__name__}'>"
            f"{'' if value is None else html.escape(f'{value:,g}' if isinstance(value, float) else str(value))}</td>"
            for cell, value in cells
        ]
        lines.append(f"<th>{position}</th>{''.join(drawn)}")
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<meta charset=utf-8><style>{STYLE}</style><p><b>{marked}</b> <i>fx</i> {html.escape(formula)}</p><table>{rows}</table>"


def draw(address: str) -> None:
    """Draw the pictures of the questions that Excel answers."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1800, "height": 100})
        for name, (question, columns) in PICTURES.items():
            block = next(one for one in blocks("cookbook.md") if (one.question, one.language) == (question, "excel"))
            marked, formula = next(
                line.split(" ", 1) for line in block.code.splitlines() if " =" in line and not line.startswith("http")
            )
            with tempfile.TemporaryDirectory() as folder:
                path = reckoned(workbook(block, address, Path(folder)))
                page.set_content(sheet_as_page(path, marked.rpartition("!")[2].partition(":")[0], formula, columns))
            page.locator("body").screenshot(path=DOCS / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    draw(sys.argv[1])
