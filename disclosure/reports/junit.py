"""A report as JUnit XML, which CI servers show: a suite per submission, a case per kind of finding."""

import re
import xml.etree.ElementTree as ET

from .grouping import WORDS, Entry, place_of

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_junit(entries: list[Entry], lang: str) -> str:
    """Return a report as JUnit XML; errors are failures, the rest is said as output."""
    root = ET.Element("testsuites", name="disclosure check")
    for entry in entries:
        name = f"{entry.district}/{entry.submission or WORDS[lang]['district']}"
        failures = sum(group.severity == "error" for group in entry.groups)
        suite = ET.SubElement(
            root, "testsuite", name=name, tests=str(max(len(entry.groups), 1)), failures=str(failures)
        )
        if not entry.groups:
            ET.SubElement(suite, "testcase", classname=name, name=WORDS[lang]["clean"])
        for group in entry.groups:
            case = ET.SubElement(suite, "testcase", classname=name, name=group.code)
            told = "\n".join(
                f"{place_of(found, lang)}: {found.message if lang == 'zh' else found.message_en} {found.fix}"
                for found in group.findings
            )
            kind = "failure" if group.severity == "error" else "system-out"
            child = ET.SubElement(case, kind)
            child.text = UNWRITABLE.sub("\ufffd", told)
            if kind == "failure":
                child.set("message", group.words["title"])
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")
