"""Writes rows into submissions as they are made: one folder per kind of disclosure, one open file per table.

A large district files each kind in several parts, none larger than a submission may be.
"""

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..districts import District

Row = dict[str, Any]
SUBMISSIONS = {
    "generated-1-structure": "机构、人员和登记",
    "generated-2-finances": "财务、审计和统计",
    "generated-3-programme": "公示、资助和评估",
    "generated-4-oversight": "检查、信用和荣誉",
}
PLACE = {
    "organisations": 0, "people": 0, "staffing": 0, "internal_rules": 0, "activities": 0, "areas": 0, "experts": 0,
    "finances": 1, "finance_lines": 1, "policies": 1, "statistics": 1, "targets": 1,
    "notices": 2, "notice_items": 2, "grants": 2, "grant_payments": 2, "grant_budget": 2, "grant_scores": 2,
    "grant_spending": 2, "grant_assessments": 2, "score_sheets": 2, "programme_terms": 2,
}  # fmt: skip
ELSE = 3


class Desk:
    """One part of a district's submissions, each begun with its first row, closed when the `with` ends."""

    def __init__(self, folder: Path, of: District, part: int = 0) -> None:
        self.folder, self.of, self.part, self.tables = folder, of, part, of.tables()
        self.files = ExitStack()
        self.writers: dict[str, Any] = {}

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *error: object) -> None:
        self.files.close()

    def _submission(self, position: int) -> Path:
        """Return the folder of a kind of disclosure, with its manifest."""
        kind, title = list(SUBMISSIONS.items())[position]
        name = f"{kind}-{self.part + 1}" if self.part else kind
        path = self.folder / name
        if path.exists():
            return path
        path.mkdir(parents=True)
        hour, minute = divmod(9 * 60 + self.part, 60)
        manifest = {
            "name": name,
            "title": f"{title}（生成的示例数据）",
            "created": f"2026-09-{position + 1:02d}T{hour:02d}:{minute:02d}:00+08:00",
            "contributors": [{"title": f"{self.of.title}（示例数据，非官方发布）", "role": "publisher"}],
            "licenses": [{"name": "CC0-1.0", "title": "Creative Commons Zero 1.0"}],
            "sources": [{"title": "由 disclosure sample 生成的虚构数据"}],
            "sample": True,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (path / "datapackage.json").write_text(text + "\n", encoding="utf-8")
        return path

    def write(self, table: str, row: Row) -> None:
        """Write one row; the columns of a file are those of its table."""
        if table not in self.writers:
            path = self._submission(PLACE.get(table, ELSE)) / f"{table}.csv"
            file = self.files.enter_context(path.open("w", encoding="utf-8", newline=""))
            columns = [column.name for column in self.tables[table].columns]
            self.writers[table] = csv.DictWriter(file, columns, lineterminator="\n")
            self.writers[table].writeheader()
        self.writers[table].writerow(row)

    def write_all(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Write (table, row) pairs as they come."""
        for table, row in rows:
            self.write(table, row)
