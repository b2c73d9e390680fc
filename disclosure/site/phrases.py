"""What the statements of a place say, in another language: locales/<language>.po in its folder."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ..districts import NATION, District
from ..exceptions import PluginError
from ..folders import Folder
from .words import GAP, HAN, messages, sentences

LOCALES = "locales"
STATED = re.compile(r"--[^\n]*|'((?:[^']|'')*)'")  # a comment, or a text of SQL
ENDS = " ，；：、（）“”"  # what may stand around a part of a text
KINDS = ("rules", "obligations", "checklist", "views", "queries")


def phrases(place: Folder, language: str) -> dict[str, str]:
    """Return Chinese → words of a place's file of a language; {1} is what a view puts in. What is amiss is a fault.

    A file that is not there says nothing: what has no words stays Chinese, marked as such.
    """
    file, found = place.path / LOCALES / f"{language}.po", dict[str, str]()
    with place.containing(f"{LOCALES}/{file.name}", file):
        found = sentences(place.clean(file), language) if file.exists() else {}
    for said, words in list(found.items()):
        with place.containing(f"{LOCALES}/{file.name}: {said}", file):
            if wrong := _amiss(said, words):
                del found[said]
                raise PluginError(f"{said!r}: {wrong}")
    return found


def _amiss(said: str, words: str) -> str:
    """Return what is wrong with an entry, "" if nothing is."""
    if sorted(GAP.findall(said)) != sorted(set(GAP.findall(words))):
        return f"its words are {words!r}; let each {{1}}, {{2}}, … stand in both"
    if GAP.findall(said) != [f"{{{number}}}" for number, _ in enumerate(GAP.findall(said), 1)]:
        return "number what is put in from {1} in the order of the Chinese"
    return f"its words hold Chinese: {words!r}" if HAN.search(words) else ""


def unspoken(district: District, language: str) -> Iterator[tuple[str, str]]:
    """Yield (file, text) of each text in Chinese of a district's statements and code that no entry holds."""
    entries = [*phrases(NATION, language), *phrases(district.folder, language), *messages(language)]
    known = "\n".join([*entries, *(one.term for terms in district.codelists().values() for one in terms)])
    for kind in KINDS:
        for statement in district.folder.statements(kind):
            found = (text for text in STATED.findall(statement.sql) if HAN.search(text) and "%" not in text)
            yield from ((f"{kind}/{statement.path.name}", text) for text in found if text.strip(ENDS) not in known)
    for path in sorted(district.path.glob("*.py")):
        yield from ((path.name, text) for text in _literals(path) if text.strip(ENDS) not in known)


def _literals(path: Path) -> Iterator[str]:
    """Yield the texts in Chinese that stand in code, but for what documents it and what asks the database."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in documented else ""
        if isinstance(said, str) and HAN.search(said) and not re.match(r"\s*(?:select|with)\b", said):
            yield said
