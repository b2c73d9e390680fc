"""What a part of a district's plugin failed by: a finding on the district, and the error for the log."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .exceptions import DisclosureError, OverstepError
from .findings import Finding, Place, finding

LINE = re.compile(r"\bline (\d+)")
LONGEST = 300
NAMED = 80


@dataclass(frozen=True)
class Fault:
    """The part of a district's plugin that is lost, where, and the error it failed by; `code` is its finding's."""

    code: str
    district: str
    part: str
    file: str
    row: int | None
    error: BaseException
    folder: Path

    @property
    def place(self) -> tuple[str, str, int | None]:
        """Return what two faults have alike that are one."""
        return self.part, self.file, self.row

    def line(self, mask: Callable[[str], str]) -> str:
        """Return one line for who mends the plugin: file, part, what to do."""
        return f"{self.file}{f':{self.row}' if self.row else ''}: {mask(self.part)}: {self.said(mask)}; mend it there"

    def said(self, mask: Callable[[str], str]) -> str:
        """Return what the error says in one line; `mask` hides personal data that it, or one it quotes, may repeat."""
        above = self.folder.parent
        known = isinstance(self.error, DisclosureError)
        text = mask(str(self.error) if known else f"{type(self.error).__name__}: {self.error}")
        text = text.replace(f"{above}/", f"{above.name}/").removeprefix(f"{self.file}: ")
        return " ".join(text.split()).removesuffix("; mend it there")[:LONGEST]

    def finding(self, mask: Callable[[str], str]) -> Finding:
        """Return the finding on the district."""
        line = (f" 第 {self.row} 行", f", line {self.row}") if self.row else ("", "")
        where, where_en = (f"{self.file}{number}" for number in line)
        facts = {"district": self.district, "said": self.said(mask), "where": where, "where_en": where_en}
        return finding(self.code, Place(file=self.file, row=self.row), mask(self.part), **facts)


def one_of(hook: str, number: int, answer: Any) -> str:
    """Return what one answer of a hook is called among the parts of a plugin: by its name or path, else by number."""
    named = getattr(answer, "name", None) or getattr(answer, "path", None)
    return f"{hook}: {named[:NAMED] if isinstance(named, str) else number}"


def fault(district: str, folder: Path, part: str, error: BaseException, file: Path | None = None) -> Fault:
    """Return the fault of a part; the place is where the error left the district's own folder, else the file given."""
    code = "plugin-oversteps" if isinstance(error, OverstepError) else "plugin-part-lost"
    return _fault(code, district, folder, part, error, file or folder / "__init__.py")


def unloaded(folder: Path, error: DisclosureError) -> Fault:
    """Return the fault of a folder that cannot be loaded at all."""
    file = folder / ("__init__.py" if "__init__.py" in str(error) else "district.json")
    return _fault("district-not-loaded", folder.name, folder, "district", error, file)


def unplaced(district: str, metadata: Path, error: DisclosureError) -> Fault:
    """Return the fault of an entry point that leads to no folder; `metadata` is the folder of its distribution's."""
    return _fault("district-not-loaded", district, metadata, "entry point", error, metadata / "entry_points.txt")


def unread(district: str, metadata: Path, error: DisclosureError) -> Fault:
    """Return the fault of a package in whose place another folder is read."""
    return fault(district, metadata, "entry point", error, metadata / "entry_points.txt")


def _fault(code: str, district: str, folder: Path, part: str, error: BaseException, file: Path) -> Fault:
    """Return the fault of a code."""
    path, line = _place(folder, error.__cause__ or error, file)
    named = f"{folder.parent.name}/{path.relative_to(folder.parent).as_posix()}"
    return Fault(code, district, part, named, line, error, folder)


def _place(folder: Path, error: BaseException, file: Path) -> tuple[Path, int | None]:
    """Return the last file and line of the folder that the error passed through, else those that it names itself."""
    frames = ((Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__))
    passed = [(path, line) for path, line in frames if folder in path.parents]
    if passed:
        return passed[-1]
    named = Path(str(getattr(error, "filename", None) or ""))
    path = named if folder in named.parents else file
    line = getattr(error, "lineno", None) or (int(found[1]) if (found := LINE.search(str(error))) else None)
    return path, line if isinstance(line, int) else None
