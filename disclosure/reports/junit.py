"""A report as JUnit XML, which CI servers show: a suite per submission, a case per kind of finding."""

import xml.etree.ElementTree as ET

from ..findings import Finding
from .grouping import WORDS, Entry, place_of
from .plain import fix_of, message_of


def as_junit(entries: list[Entry], lang: str) -> str:
    """Return a report as JUnit XML; errors are failures, the rest is said as output."""
    root = ET.Element("testsuites", name="disclosure check")
    for entry in entries:
        name = entry.name(lang)
        failures = sum(group.severity == "error" for group in entry.groups)
        suite = ET.SubElement(
            root, "testsuite", name=name, tests=str(max(len(entry.groups), 1)), failures=str(failures)
        )
        if not entry.groups:
            ET.SubElement(suite, "testcase", classname=name, name=WORDS[lang]["clean"])
        for group in entry.groups:
            case = ET.SubElement(suite, "testcase", classname=name, name=group.code)
            kind = "failure" if group.severity == "error" else "system-out"
            child = ET.SubElement(case, kind)
            child.text = "\n".join(_line(found, lang) for found in group.findings)
            if kind == "failure":
                child.set("message", group.word("title", lang) or group.code)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _line(found: Finding, lang: str) -> str:
    """Return a finding on one line: place, what is wrong, what to do."""
    words = WORDS[lang]
    return f"{place_of(found, lang)}: {message_of(found, lang, words)} {fix_of(found, lang, words)}"
