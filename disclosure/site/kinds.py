"""The kinds of pages, in the order in which they are written."""

from types import ModuleType

from .pages import (
    areas,
    comparing,
    corrections,
    dictionary,
    disclosures,
    districts,
    donors,
    downloads,
    feeds,
    findings,
    grants,
    holdings,
    home,
    late,
    lists,
    notices,
    obligations,
    organisations,
    people,
    policies,
    programmes,
    reference,
    rules,
    search,
    statistics,
    submissions,
    targets,
    terms,
)

PAGES: tuple[ModuleType, ...] = (
    home, lists, areas, organisations, people, comparing, notices, grants, terms, programmes, districts, targets,
    statistics, holdings, submissions, corrections, dictionary, downloads, findings, rules, obligations, late,
    search, policies, disclosures, reference, feeds, donors,
)  # fmt: skip
