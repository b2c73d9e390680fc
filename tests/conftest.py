"""Which fixture to use when.

`desk` is an empty register in a temporary folder, with the real districts: it writes submissions, and checks, admits,
fills or builds them, each dearer than the one before. `published` is the whole register, built once per run with its samples: for the site, the API, the
downloads. `address` is a real server over it. All run the real thing; nothing is mocked.
"""

import csv
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlite_utils
from playwright.sync_api import Browser, sync_playwright
from stdnum.cn import uscc

from disclosure import pipeline, project
from disclosure.database.layout import open_database
from disclosure.database.records import record_findings, record_verdicts
from disclosure.database.search import create_search
from disclosure.pipeline import Outcome, Project
from disclosure.progress import silent
from disclosure.project import loaded as load
from disclosure.site import generator
from disclosure.standard.identifiers import organisation_check_digit
from disclosure.submissions.named import submissions_at

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-23"
SITE = "https://register.example"  # the address of the published register


def credit_code(kind: str = "52", region: str = "330203", serial: int = 1) -> str:
    """Return a made-up 统一社会信用代码 whose two check digits are right."""
    body = f"MJ7{serial:05d}"
    head = f"{kind}{region}{body}{organisation_check_digit(body)}"
    return head + uscc.calc_check_digit(head)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass
class Desk:
    """An empty register, and someone who files submissions to it."""

    project: Project

    def file(self, name: str, tables: dict[str, Any], district: str = "haishu", /, **manifest: Any) -> Path:
        """Write a submission; a table is a list of dicts, or the text or bytes of its file."""
        folder = self.project.datasets / district / name
        folder.mkdir(parents=True, exist_ok=True)
        filed = {
            "name": name,
            "title": "测试提交",
            "created": f"2026-{len(list(folder.parent.iterdir())):02d}-01T09:00:00+08:00",
            "contributors": [{"title": "测试发布单位", "role": "publisher"}],
            "licenses": [{"name": "CC-BY-4.0"}],
            "sources": [{"title": "测试台账"}],
        } | manifest
        (folder / "datapackage.json").write_text(json.dumps(filed, ensure_ascii=False), encoding="utf-8")
        for table, rows in tables.items():
            path = folder / (table if "." in table else f"{table}.csv")
            if isinstance(rows, bytes):
                path.write_bytes(rows)
            elif isinstance(rows, str):
                path.write_text(rows, encoding="utf-8", newline="")
            else:
                with path.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
                    writer.writeheader()
                    writer.writerows(rows)
        return folder

    def check(self, *paths: Path) -> Outcome:
        """Return the verdicts on the submissions at the paths, or on all."""
        chosen = submissions_at(list(paths), None, None, self.project.districts) if paths else None
        return pipeline.check(self.project, chosen)

    def findings(self, *paths: Path) -> list[tuple[str, int | None, str | None]]:
        """Return (code, row, column) of every finding."""
        found = [f for verdict in self.check(*paths).verdicts for f in verdict.findings]
        return [(f.code, f.row, f.column) for f in found]

    def admitted(self) -> Any:
        """Return the database, in memory, with all that is admitted; nothing is judged, nothing published."""
        db = open_database(None)
        pipeline.admitted(db, self.project, pipeline.submissions_of(self.project)[0], silent, 1)
        return db

    def recorded(self) -> Any:
        """Return the database, in memory, with what is admitted and what is told of each submission and district."""
        db = open_database(None)
        submissions, findings = pipeline.submissions_of(self.project)
        verdicts = pipeline.admitted(db, self.project, submissions, silent, 1)[1]
        record_verdicts(db, self.project.commits, verdicts)
        record_findings(db, findings)
        return db

    def filled(self, path: Path | None = None) -> Any:
        """Return the database as a build publishes it, in memory or at a path: all is admitted and judged."""
        db = open_database(path)
        outcome = pipeline.fill(db, self.project)
        record_findings(db, outcome.districts)
        create_search(db, pipeline.all_tables(self.project.districts).values())
        return db

    def build(self) -> Any:
        """Return the database of a build without the site, for tests of what is published."""
        pipeline.build(self.project, with_site=False)
        return sqlite_utils.Database(self.project.output / "disclosure.db")

    def site(self, *modules: ModuleType, **options: Any) -> Outcome:
        """Build as the command does, of the site's pages those of some modules of `disclosure.site.pages` alone."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(generator, "PAGES", modules)
            return pipeline.build(self.project, **options)


@cache
def loaded() -> Any:
    """Return the districts of the repository, loaded once for all desks of a process."""
    return load(ROOT / "plugins")


@pytest.fixture(scope="session", autouse=True)
def districts_of_the_repository() -> Iterator[None]:
    """Let every register that this process opens with the repository's districts have those that are loaded."""

    def once(plugins: Path, kept: Path | None = None) -> Any:
        return loaded() if plugins == ROOT / "plugins" else load(plugins, kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "loaded", once)
        yield


def desk_in(folder: Path) -> Desk:
    """Return an empty register in a folder, with the districts of the repository."""
    (folder / "datasets").mkdir()
    places = folder / "datasets", ROOT / "plugins", folder / "build"
    return Desk(Project(ROOT, *places, TODAY, samples=True, every_form=False, every_language=False))  # `published` has


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty register with the districts of the repository."""
    return desk_in(tmp_path)


def files_of(project: Project) -> dict[str, bytes]:
    """Return what a build published, by path; but what tells one build from another."""
    current = project.output / "current"
    found = {str(path.relative_to(current)): path for path in sorted(current.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.endswith("changes.json")}


def organisation(org_id: str | None = None, **columns: Any) -> dict[str, Any]:
    """Return a row of organisations with all that is required."""
    org_id = org_id or credit_code()
    kind = {"51": "社会团体", "52": "民办非企业单位", "53": "基金会", "BA": "社区社会组织"}[org_id[:2]]
    return {
        "org_id": org_id,
        "name": f"测试{org_id[-9:]}服务中心",
        "type": kind,
        "registration": "备案" if org_id.startswith("BA") else "登记",
        "registered_on": "2012-05-07",
        "status": "正常",
    } | columns


def finance(org_id: str, year: int = 2024, **columns: Any) -> dict[str, Any]:
    """Return a row of finances with all that is required, whose books balance."""
    return {
        "org_id": org_id,
        "year": year,
        "accounting_system": "2004",
        "total_assets": "1000.50",
        "total_liabilities": "200",
        "net_assets": "800.50",
        "income_total": "500",
        "expense_total": "400",
    } | columns


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of the register's latest build, with its samples; built once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    output = shared / "published"
    with (shared / "published.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (output / "current").exists():
            whole = Project(ROOT, ROOT / "datasets", ROOT / "plugins", output, TODAY, samples=True, site_url=SITE)
            pipeline.build(whole, jobs=2)  # the other worker waits for it
    yield output


@pytest.fixture(scope="session")
def address(published: Path) -> Iterator[str]:
    """Return the address of a real server over the published register."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from disclosure.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--output", str(published), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium; skip without one, but never under CI."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
