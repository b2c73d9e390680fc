"""What was filed stays as it was filed: no name goes through a translation, whatever else is called so."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TODAY

from disclosure.site import _generator, generator
from disclosure.site.generator import PAGES
from disclosure.site.reading import BESIDE, FILED, SPOKEN
from disclosure.site.words import Filed, languages

SAME, WRONG = "甲乙丙丁", "PUT INTO ENGLISH"  # what every text is called that is no term; what a term of that name is
CHINESE, ENGLISH = languages()
OF_A_KIND = 4  # pages looked at of each template
# Where a text is no name and goes through all the same: what a plugin's code returns, what views put together with it.
PUT_TOGETHER = re.compile(r'data-head="(?:Column|On what grounds|Figure|Content|Level|Evidence|About)"')
NOT_CALLED = re.compile(r"(_id|_url|_sha256|_phone|scheme)$|^url$|^website$")


@pytest.fixture(scope="module")
def columns(published: Path) -> list[dict[str, Any]]:
    """Return the columns of the register's dictionary with the subject of their tables."""
    with sqlite3.connect(published / "disclosure.db") as db:
        db.row_factory = sqlite3.Row
        sql = "select c.*, t.subject from dictionary_columns c join dictionary_tables t using (table_name)"
        return [dict(row) for row in db.execute(sql)]


def alike(published: Path, columns: list[dict[str, Any]], path: Path) -> Path:
    """Return a copy of the register in which every text without a vocabulary is called the same."""
    shutil.copy(published / "disclosure.db", path)
    db = sqlite3.connect(path)
    for column in columns:
        table, name = column["table_name"], column["column_name"]
        if column["subject"] in ("made", "views") or column["codelist"] or column["type"] != "string":
            continue
        if column["identifier"] or name in SPOKEN or NOT_CALLED.search(name):
            continue
        try:
            db.execute(f'update "{table}" set "{name}" = ? where "{name}" is not null', [SAME])
        except sqlite3.IntegrityError:  # part of a key
            continue
    db.commit()
    db.close()
    return path


def pages(database: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of some pages of each kind, in English."""
    given = {"DATABASE": str(database), "PLUGINS": str(ROOT / "plugins"), "TODAY": TODAY, "BUILD": "b"}
    settings = {f"DISCLOSURE_{name}": value for name, value in given.items()} | {"DISCLOSURE_LANGUAGES": ("zh", "en")}
    made = _generator(ROOT / "pelicanconf.py", settings)
    made.generate_context()
    made.site.language = made.spoken[1]
    seen: Counter[str] = Counter()
    made.site.reader.keep()  # as a build does
    for sheet in chain.from_iterable(module.sheets(made.site) for module in PAGES):
        seen[sheet.template] += 1
        if seen[sheet.template] <= OF_A_KIND:
            yield sheet.path, made._rendered(sheet)
    made.site.close()


def test_no_name_goes_through_a_translation(
    published: Path, columns: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = generator.glossary
    monkeypatch.setattr(generator, "glossary", lambda *given: known(*given) | {SAME: WRONG})
    shown = dict(pages(alike(published, columns, tmp_path / "disclosure.db")))
    told = [
        (path, before)
        for path, page in shown.items()
        for before in re.findall(f"([^\n]{{0,160}}){WRONG}", page)
        if not PUT_TOGETHER.search(before.rpartition("<td")[2])
    ]
    assert told == []
    assert sum(page.count(SAME) for page in shown.values()) > 3000


def test_columns_that_stay_as_filed_have_no_vocabulary(columns: list[dict[str, Any]]) -> None:
    listed = {column["column_name"] for column in columns if column["codelist"]}
    assert listed & FILED == set()
    filed = {column["column_name"] for column in columns if column["subject"] not in ("made", "views")}
    assert BESIDE.keys() <= filed and filed >= SPOKEN


def test_a_filed_text_is_shown_as_it_is_whatever_is_called_so() -> None:
    known = ENGLISH.knowing({"注销": "Deregistered", "有 {1} 个洞": "{1} holes"})
    for language, shown in ((known, "\ue000注销\ue001"), (CHINESE, "注销")):
        assert language.shown(Filed("注销")) == shown
        assert language.gettext("%(name)s") % {"name": Filed("注销")} == shown
        assert language.gettext("，").join([Filed("注销")]) == shown
    assert known.shown("注销") == "Deregistered" and known.shown("有 3 个洞") == "3 holes"
    assert known.shown(Filed("有 3 个洞")) == "\ue000有 3 个洞\ue001"
    assert known.term("\ue000注销\ue001") is None
