"""What a Table Schema cannot say about one row; each check is one function, its docstring the rule."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from ..rules import RowCheck, reads
from ..statements import Row
from ..tables import Table
from . import identifiers

WORDS = "文字"  # what the description of a term in codelists.csv begins with, instead of a unit
DAY_OF_YEAR = "月日"  # the same, of a term whose words are a month and a day
LEAP_YEAR = 2024
Checked = Iterable[tuple[str, str, dict[str, Any]]]


def org_codes(row: Row, columns: list[str]) -> Checked:
    """Both check digits of every organisation code agree (GB 32100-2015, GB 11714; BA-: ISO 7064)."""
    for column in columns:
        if (code := row.get(column)) and (fault := identifiers.fault(code)):
            yield fault, column, {"proposal": identifiers.repair(code)}


@reads("type", "org_id")
def type_agrees(row: Row) -> Checked:
    """The type of an organisation is the one its code begins with."""
    stated, coded = row.get("type"), identifiers.type_of(row.get("org_id") or "")
    if stated and coded and stated != coded:
        yield "type-disagrees", "type", {"coded": coded}


@reads("org_id", "registration")
def registration_agrees(row: Row) -> Checked:
    """A body with a BA- identifier is 备案, one with a credit code is 登记."""
    code, registration = row.get("org_id"), row.get("registration")
    if code and registration and (registration == "备案") != code.startswith("BA-"):
        yield "registration-disagrees", "registration", {"coded": "备案" if code.startswith("BA-") else "登记"}


@reads("kind", "end_on")
def notice_has_end(row: Row) -> Checked:
    """A 公示 names its last day; for a 公告 it is the closing day of a call, if any."""
    if (row.get("kind") or "").endswith("公示") and not row.get("end_on"):
        yield "notice-without-end", "end_on", {}


@reads("org_id", "org_name")
def grant_has_recipient(row: Row) -> Checked:
    """A grant names who receives it, by code or by name."""
    if not row.get("org_id") and not row.get("org_name"):
        yield "grant-without-recipient", "org_name", {}


@reads("org_id", "grant_id", "programme", "round")
def audit_has_subject(row: Row) -> Checked:
    """An audit concerns an organisation or a grant, or else names the programme and round."""
    if not (row.get("org_id") or row.get("grant_id") or (row.get("programme") and row.get("round"))):
        yield "audit-without-subject", "org_id", {}


@reads("consented")
def expert_consented(row: Row) -> Checked:
    """An expert is named only with consent."""
    if row.get("consented") == 0:
        yield "expert-without-consent", "consented", {}


@reads("from_on", "until_on")
def ends_after_it_begins(row: Row) -> Checked:
    """The last day of a term or a window is not before the first."""
    first, last = row.get("from_on"), row.get("until_on")
    if first and last and last < first:
        yield "until-before-from", "until_on", {"first": first}


def term_is_given(row: Row, terms: dict[str, str]) -> Checked:
    """A term has what its vocabulary asks for: a value in one of its units, words (文字) or a day (月日)."""
    term = row.get("term")
    if term not in terms:
        return
    wanted = terms[term].partition("：")[0]
    if wanted in (WORDS, DAY_OF_YEAR):
        if not row.get("text"):
            yield "term-without-text", "text", {"term": term}
        elif wanted == DAY_OF_YEAR and not _is_day_of_year(row["text"]):
            yield "term-not-a-day", "text", {"term": term}
    elif row.get("value") is None:
        yield "term-without-value", "value", {"term": term, "units": wanted}
    elif row.get("unit") not in wanted.split("或"):
        yield "term-unit", "unit", {"term": term, "units": wanted}


def _is_day_of_year(text: str) -> bool:
    """Return whether a text is a month and a day that some year has, such as 06-30."""
    try:
        return date.fromisoformat(f"{LEAP_YEAR}-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


OF_TABLE: dict[str, list[RowCheck]] = {
    "organisations": [type_agrees, registration_agrees],
    "notices": [notice_has_end],
    "grants": [grant_has_recipient],
    "audits": [audit_has_subject],
    "experts": [expert_consented],
    "programme_terms": [ends_after_it_begins],
    "coverage": [ends_after_it_begins],
}


def asks_codes_alone(check: RowCheck) -> bool:
    """Return whether a check finds nothing in a row of which every code has both its check digits."""
    return isinstance(check, partial) and check.func is org_codes


def checks_for(table: Table) -> list[RowCheck]:
    """Return the checks of one row of the table."""
    codes = [column.name for column in table.columns if column.identifier == "org_id"]
    shared: list[RowCheck] = [reads(*codes)(partial(org_codes, columns=codes))] if codes else []
    if table.name == "programme_terms":
        terms = {term.term: term.description for term in table.by_name["term"].terms}
        shared.append(reads("term", "text", "value", "unit")(partial(term_is_given, terms=terms)))
    return shared + OF_TABLE.get(table.name, [])
