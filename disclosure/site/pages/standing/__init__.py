"""The top band of a page: what a careful friend would say first, the bad before the unknown before the good."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ....districts import NATION
from ...reading import Row

WEIGHTS = {"bad": "■", "warn": "▲", "unknown": "○", "plain": "", "good": "●"}  # in the order in which they are said
MOST = 4  # things named in a line; the section below has all of them
BROKEN, UNDECIDED = "不符合", "无法判断"
MISSING, CAME_LATE, ON_TIME = "逾期未报", "逾期报送", "按时"
Gettext = Callable[[str], str]


@dataclass(frozen=True)
class Item:
    """One thing that a line names: what it is, what is said of it, and what the organisation replied."""

    what: str
    said: str = ""
    replies: list[Row] = field(default_factory=list)
    url: str = ""  # of its own page


@dataclass(frozen=True)
class Line:
    """One line of a band: how much it weighs, what it is about, a term of a vocabulary, words, what it names.

    `anchor` is the section of the page that has more of it, `url` another page, `query` the rows it was reckoned from.
    """

    weight: str
    label: str
    said: str = ""
    term: str = ""
    items: list[Item] = field(default_factory=list)
    anchor: str = ""
    url: str = ""
    query: str = ""

    @property
    def sign(self) -> str:
        """Return the mark that says the same as the colour."""
        return WEIGHTS[self.weight]

    @property
    def named(self) -> list[Item]:
        """Return the things that are named here."""
        return self.items[:MOST]

    @property
    def more(self) -> int:
        """Return how many things the section below has besides."""
        return len(self.items) - len(self.named)


def band(lines: Iterable[Line]) -> list[Line]:
    """Return lines by their weight: nothing reassuring stands above what is overdue, broken or not known."""
    order = list(WEIGHTS)
    return sorted(lines, key=lambda line: order.index(line.weight))


@cache
def _tones() -> dict[str, str]:
    """Return term of a national vocabulary → the tone in which it is shown."""
    return {term: tone for term, (tone, _) in NATION.marks().items()}


def tone(term: str | None) -> str:
    """Return how much a term weighs; one without a mark is a plain fact, and none is unknown."""
    return _tones().get(term, "plain") if term else "unknown"


def late(gettext: Gettext, duties: list[Row], anchor: str) -> list[Line]:
    """Return what is overdue, what came late, what cannot be judged and what came in time, of some duties."""
    missing = sorted((one for one in duties if one["status"] == MISSING), key=lambda one: -(one["days_late"] or 0))
    came = [one for one in duties if one["status"] == CAME_LATE]
    published = [one for one in duties if one["published"]]
    unsure = [one for one in duties if one["status"] == UNDECIDED and not one["published"]]
    in_time = [one for one in duties if one["status"] == ON_TIME]
    lines = []
    if missing:
        named = [_item(gettext, one, _days(gettext, one)) for one in missing]
        said = gettext("%(n)s 项到期没有报") % {"n": len(missing)}
        lines.append(Line("bad", gettext("逾期"), said, items=named, anchor=anchor))
    if came:
        named = [
            _item(
                gettext,
                one,
                gettext("%(day)s 报，晚了 %(days)s 天") % {"day": one["done_on"], "days": one["days_late"]},
            )
            for one in sorted(came, key=lambda one: str(one["due_on"]), reverse=True)
        ]
        said = gettext("%(n)s 项报了，比期限晚") % {"n": len(came)}
        lines.append(Line("warn", gettext("晚报"), said, items=named, anchor=anchor))
    if unsure:
        said = gettext("%(n)s 项应当公开的，报没报还不知道") % {"n": len(unsure)}
        lines.append(Line("unknown", gettext("应当公开的"), said, anchor=anchor))
    if published:
        said = gettext("%(n)s 项已公布，是否按时不知道") % {"n": len(published)}
        lines.append(Line("unknown", gettext("报送日期"), said, anchor=anchor))
    if in_time:
        said = gettext("%(n)s 项按时报了") % {"n": len(in_time)}
        lines.append(Line("good", gettext("按时"), said, anchor=anchor))
    return lines


def _item(gettext: Gettext, duty: Row, said: str) -> Item:
    """Return a duty as a line names it: its title, its period, and what is said of it."""
    return Item(duty["title"] or duty["obligation"], gettext("，").join(filter(None, (duty["period"], said))))


def _days(gettext: Gettext, duty: Row) -> str:
    """Return by how many days something is overdue, as far as is known."""
    said = gettext("应在 %(day)s，已逾期 %(days)s 天") % {"day": duty["due_on"], "days": duty["days_late"]}
    told = {"said": said, "detail": duty["detail"]}
    return gettext("%(said)s（%(detail)s）") % told if duty["detail"] else said


def rules(gettext: Gettext, broken: list[Row], undecided: int, anchor: str) -> list[Line]:
    """Return which rules are not kept, each with the replies, and how much cannot be judged."""
    lines = []
    if broken:
        said = gettext("%(n)s 处与规则不符；不符合不等于违法") % {"n": len(broken)}
        by_title: dict[str, list[Row]] = {}
        for one in broken:
            by_title.setdefault(one["title"], []).append(one)
        named = [
            Item(gettext("没有做到：%(rule)s") % {"rule": title}, _seen(gettext, found), _replies(found))
            for title, found in by_title.items()
        ]
        lines.append(Line("bad", gettext("规则"), said, items=named, anchor=anchor))
    if undecided:
        said = gettext("%(n)s 处没有填全，无法判断") % {"n": undecided}
        lines.append(Line("unknown", gettext("判断不了的规则"), said, anchor=anchor))
    if not broken and not undecided:
        lines.append(Line("plain", gettext("规则"), gettext("已公布的内容里没有发现与规则不符的"), anchor=anchor))
    return lines


def _seen(gettext: Callable[[str], Any], found: list[Row]) -> str:
    """Return the periods of breaches of one rule; of a single one what was seen, too."""
    periods = gettext("、").join(dict.fromkeys(one["period"] for one in found if one["period"]))
    detail = found[0].get("detail") if len(found) == 1 else None
    if not (periods and detail):
        return str(periods or detail or "")
    return str(gettext("%(period)s：%(detail)s") % {"period": periods, "detail": detail})


def _replies(found: list[Row]) -> list[Row]:
    """Return what the organisation replied to several breaches of one rule, each reply once."""
    said: list[Row] = []
    for reply in (one for breach in found for one in breach.get("replies", [])):
        if reply not in said:
            said.append(reply)
    return said
