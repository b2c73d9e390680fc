"""The rules of all districts together: each code's versions, and whom they judge."""

from collections.abc import Iterable

from ..districts import District
from ..rules import Rule


def rulebook(districts: Iterable[District]) -> dict[str, list[Rule]]:
    """Return code → the versions of the rule, of every district, oldest first."""
    found: dict[str, dict[str, Rule]] = {}
    for district in districts:
        for rule in district.rules():
            found.setdefault(rule.code, {})[rule.version] = rule
    return {code: sorted(found[code].values(), key=lambda rule: rule.applies_from or "") for code in sorted(found)}


def judged_by(rule: Rule, districts: list[District]) -> list[str] | None:
    """Return the districts that a rule judges, without those that have switched it off; None if it judges them all."""
    names = [
        one.name
        for one in districts
        if rule.code not in one.folder.waivers and any(rule.code == own.code for own in one.rules())
    ]
    return None if len(names) == len(districts) else names
