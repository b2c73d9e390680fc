"""A waiver: a standard rule that a district has switched off for itself, of its rules/off.toml, and why.

Only a rule whose header says `waivable` can be: what it asks is set by each district's own measure. What the nation's
law asks, what arithmetic says and what the register compares holds everywhere. What the rule would have said is counted
all the same, so that nothing is hidden by it.
"""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .exceptions import OverstepError, PluginError
from .measures import Containing
from .rules import Rule

OFF = "off.toml"
NEEDED = ("reason", "reason_en", "basis")
WORDS: dict[str, str] = tomllib.loads(Path(__file__).with_name("waivers.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Waiver:
    """Which rule is switched off, why, and by what document of the district."""

    code: str
    reason: str
    reason_en: str
    basis: str

    def said(self, district: str, status: str) -> str:
        """Return the reason that stands in the place of what the rule says, given the district's title."""
        return WORDS["said"].format(district=district, reason=self.reason, basis=self.basis, status=status)

    def left_out(self, district: str) -> str:
        """Return what a query of the rule says of the district that it leaves out, given the district's title."""
        return WORDS["left_out"].format(district=district, reason=self.reason, basis=self.basis)


def load_waivers(
    file: Path, rules: Iterable[Rule], containing: Containing, own: Collection[str] = ()
) -> dict[str, Waiver]:
    """Return code → what a file switches off of these rules, but for what it may not; `own` are the district's."""
    said: dict[str, Any] = {}
    with containing(f"rules/{OFF}", file):
        said = tomllib.loads(file.read_text(encoding="utf-8-sig")) if file.exists() else {}
    known: dict[str, list[Rule]] = {}
    for rule in rules:
        known.setdefault(rule.code, []).append(rule)
    found = {}
    for code, words in said.items():
        with containing(f"rules/{OFF}: {code}", file):
            found[code] = _waiver(code, words, known, own)
    return found


def _waiver(code: str, words: Any, known: dict[str, list[Rule]], own: Collection[str]) -> Waiver:
    """Return one waiver. Raises PluginError if it is not whole, OverstepError if the rule holds everywhere."""
    if code not in known:
        if code in own:
            raise PluginError(f"{code} is your own rule: delete its file, or end it with applies_until")
        near = get_close_matches(code, known, n=1)
        raise PluginError(f"there is no standard rule {code}" + (f"; perhaps {near[0]} is meant" if near else ""))
    if any(rule.effect == "reject" or not rule.statement.header.get("waivable") for rule in known[code]):
        raise OverstepError(f"{code} holds everywhere; only a rule that rests on districts' own measures can be off")
    if not isinstance(words, dict):
        raise PluginError(f'{code}: write ["{code}"] and under it {", ".join(NEEDED)}')
    if strange := sorted(set(words) - set(NEEDED)):
        raise PluginError(f"[{code}]: {strange[0]} is not read; write {', '.join(NEEDED)}")
    if missing := [name for name in NEEDED if not isinstance(words.get(name), str) or not words[name].strip()]:
        raise PluginError(f"[{code}] lacks {', '.join(missing)}; the reason is shown wherever the rule is")
    return Waiver(code, **words)
