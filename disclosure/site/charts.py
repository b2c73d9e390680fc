"""Charts as inline SVG. Across, all is per cent of the room there is; down, it is em: text keeps its size anywhere.

The colours are classes of the style sheet, so that dark and print work; nothing here knows a word of any language.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from .formats import number
from .words import BEGIN, END

FEWEST = 3  # fewer points are told in words
MOST = 24  # more do not fit on a page; who calls says what was left out
LABEL = 32  # widths of a Latin letter beside which a figure has room on a phone; a Chinese character is two
FEW, BOTH = 8, 36  # … what is left to it at least, and what it and its figure may have
HALF = 16  # … that fit in half of a legend
ROW, UNDER, BAR, SMALL = 2.5, 1.5, 0.7, 0.45  # em: a label with its bar; where the bar begins; how high; in a table
LEGEND = 1.6
TILES, TILE, TILE_LABEL = 3, 4.4, 12  # tiles abreast, em down, and how wide a name fits
QUARTER = 3.4  # em that the tallest quarter takes
YEARS = 8  # whose names stand abreast under a line of time
FAINT, DEEP = 0.12, 0.42  # how much of the colour a tile has, so that its text stays readable
WHOLE = 100.0

Shown = Callable[[float], str]
Value = float | None
Point = tuple[str, Value]


def bars(title: str, description: str, points: Sequence[Point], shown: Shown = number) -> Markup | None:
    """Return a bar under each label, from zero; None where fewer than three values are known."""
    known = [value for _, value in points if value is not None]
    if len(known) < FEWEST or len(points) > MOST:
        return None
    scale = _scale(known)
    parts = []
    for place, (label, value) in enumerate(points):
        parts.append(_line(place * ROW, label, None if value is None else shown(value)))
        parts.append(_gap(place * ROW) if value is None else _span(place * ROW + UNDER, scale, 0, value, "s1"))
    return _drawing(title, description, len(points) * ROW, [*parts, _zero(scale, len(points) * ROW)])


def stacks(
    title: str, description: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[Value], Value]],
    shown: Shown = number, rest: str = "",
) -> Markup | None:  # fmt: skip
    """Return a bar under each label whose parts end at its total; what the parts leave of it is outlined.

    `rows` hold label, parts and total, `rest` names what is left. None where fewer than three rows have anything known.
    """
    ends = [_ends(parts, total) for _, parts, total in rows]
    known = [end for pair in ends for end in pair]
    if sum(pair != (0, 0) for pair in ends) < FEWEST or len(rows) > MOST:
        return None
    scale = _scale(known)
    drawn: list[Markup] = []
    left_out = False
    for place, (label, parts, total) in enumerate(rows):
        top = place * ROW
        drawn.append(_line(top, label, None if total is None else shown(total)))
        above = below = 0.0
        for nth, value in enumerate(parts, start=1):
            if value:
                start = above if value > 0 else below
                drawn.append(_span(top + UNDER, scale, start, start + value, f"s{nth}"))
                above, below = (start + value, below) if value > 0 else (above, start + value)
        if total is not None and round(total - above - below, 2) > 0:
            drawn.append(_span(top + UNDER, scale, above, total - below, "rest"))
            left_out = True
        elif total is None and not any(parts):
            drawn.append(_gap(top))
    height = len(rows) * ROW
    drawn.append(_zero(scale, height))
    legend = [(f"s{nth}", name) for nth, name in enumerate(names, start=1)] + ([("rest", rest)] if left_out else [])
    abreast = 2 if all(_width(name) <= HALF for _, name in legend) else 1
    for place, (kind, name) in enumerate(legend):
        across, down = place % abreast * WHOLE / abreast, height + 0.3 + place // abreast * LEGEND
        drawn.append(
            Markup(f'<rect class="{kind}" x="{_n(across)}%" y="{_n(down + 0.45)}em" width=".8em" height=".8em"/>')
        )
        drawn.append(Markup(f'<text x="{_n(across)}%" y="{_n(down + 1.2)}em" dx="1.2em">{escape(name)}</text>'))
    return _drawing(title, description, height + 0.3 + -(-len(legend) // abreast) * LEGEND, drawn)


def meter(value: float, full: float) -> Markup:
    """Return how much of a full mark was given, as a bar beside figures that say the same; "" against no full mark."""
    if full <= 0:
        return Markup("")
    scale = (min(0.0, value), max(full, value))
    parts = "".join(_part(scale, end, kind) for end, kind in ((full, "full"), (value, "s1")))
    return Markup(f'<svg class="meter" aria-hidden="true">{parts}</svg>')


def _part(scale: tuple[float, float], end: float, kind: str) -> str:
    """Return one bar of a meter from nothing to its end, in as few bytes as may be: a sheet has dozens."""
    left, right = sorted((_x(scale, 0), _x(scale, end)))
    start = f' x="{_n(left)}%"' if left else ""
    return f'<rect class="{kind}"{start} width="{_n(right - left)}%" height="100%"/>'


def bullet(
    title: str, description: str, target: tuple[float, Value], reached: tuple[float, Value], judged: bool
) -> Markup:
    """Return a value as a bar and, across it, what it was to be: a line, or a band where that is a range.

    A value that is a range is solid up to its lower end; what judges nothing is only outlined.
    """
    least, most = target[0], target[0] if target[1] is None else target[1]
    low, high = reached[0], reached[0] if reached[1] is None else reached[1]
    scale = _scale([least * 1.1, most * 1.1, low, high])
    kind = "s1" if judged else "rest"
    parts = [_span(0.2, scale, *scale, "full")]
    if most > least:
        parts.append(_span(0.2, scale, least, most, "band"))
    parts.append(_span(0.2, scale, 0, low, kind))
    if high > low:
        parts.append(_span(0.2, scale, low, high, "rest"))
    parts += [_down("goal", _x(scale, end), 0, 1.1) for end in sorted({least, most})]
    return _drawing(title, description, 1.1, parts, "bullet")


def track(
    title: str, description: str, paid: Sequence[tuple[str, str, str | None, str | None]],
    quarters: Sequence[tuple[int, int, Value]],
) -> Markup | None:  # fmt: skip
    """Return instalments and quarters on one line of time; None where fewer than three of them have a day.

    `paid` holds label, what is said of it, the day agreed and the day paid; `quarters` year, quarter, what was spent.
    """
    days = [date.fromisoformat(day) for _, _, *both in paid for day in both if day]
    days += [day for year, quarter, _ in quarters for day in _quarter(year, quarter)]
    if sum(bool(agreed or done) for _, _, agreed, done in paid) + len(quarters) < FEWEST:
        return None
    first, last = min(days).year, max(days).year
    scale = (float(date(first, 1, 1).toordinal()), float(date(last, 12, 31).toordinal() + 1))
    drawn, top = [], 0.0
    for label, said, *both in paid:
        places = [(_x(scale, date.fromisoformat(day).toordinal()), kind)
                  for day, kind in zip(both, ("agreed", "paid"), strict=True) if day]  # fmt: skip
        middle = top + UNDER + BAR / 2
        drawn += [_line(top, label, said), _across("zero", 0, WHOLE, middle)]
        if len(places) == len(both):
            drawn.append(_across("wait", places[0][0], places[1][0], middle))
        circle = '<circle class="{}" cx="{}%" cy="{}em" r=".38em"/>'
        drawn += [Markup(circle).format(kind, _n(place), _n(middle)) for place, kind in places]
        top += ROW
    if quarters:
        heights = _heights([spent for _, _, spent in quarters])
        base = top + 0.4 + QUARTER
        for (year, quarter, _), high in zip(quarters, heights, strict=True):
            start, end = (_x(scale, day.toordinal()) for day in _quarter(year, quarter))
            if high is not None:
                size = f'width="{_n(end - start - 0.4)}%" height="{_n(abs(high))}em"'
                drawn.append(Markup(f'<rect class="s2" x="{_n(start)}%" y="{_n(base - max(high, 0))}em" {size}/>'))
        drawn.append(_across("zero", 0, WHOLE, base))
        top = base - min(0.0, *(high or 0 for high in heights), 0.0)
    for year in range(first, last + 1, 1 + (last - first) // YEARS):
        place = _x(scale, date(year, 1, 1).toordinal())
        drawn.append(_down("year", place, top, top + 1.3))
        drawn.append(Markup(f'<text class="muted" x="{_n(place)}%" y="{_n(top + 1.2)}em" dx=".3em">{year}</text>'))
    return _drawing(title, description, top + 1.5, drawn)


def tiles(title: str, description: str, areas: Sequence[Point], shown: Shown = number) -> Markup | None:
    """Return a tile of one size for each area, by name, its figure in it; None where fewer than three are known."""
    known = [value for _, value in areas if value is not None]
    if len(known) < FEWEST:
        return None
    most = max([abs(value) for value in known]) or 1
    drawn, wide = [], WHOLE / TILES
    for place, (name, value) in enumerate(areas):
        across, down = (place % TILES) * wide, place // TILES * TILE
        depth = FAINT + (DEEP - FAINT) * abs(value) / most if value is not None else 0
        box = f'x="{_n(across + 0.6)}%" y="{_n(down + 0.15)}em" width="{_n(wide - 1.2)}%" height="{_n(TILE - 0.3)}em"'
        drawn.append(Markup(f'<rect class="tile" fill-opacity="{_n(depth)}" {box}/>'))
        middle = _n(across + wide / 2)
        text = Markup(
            '<text class="middle" x="{}%" y="{}em">{}</text><text class="middle figure" x="{}%" y="{}em">{}</text>'
        )
        figure = "" if value is None else shown(value)
        drawn.append(text.format(middle, _n(down + 1.8), shortened(name, TILE_LABEL), middle, _n(down + 3.3), figure))
    return _drawing(title, description, -(-len(areas) // TILES) * TILE, drawn)


def shortened(text: str, most: int = LABEL) -> str:
    """Return a label that leaves room beside it: no wider than so much, a longer one with its end left out."""
    if text[:1] == BEGIN:
        return f"{BEGIN}{shortened(text[1:-1], most)}{END}"
    if _width(text) <= most:
        return text
    kept = text
    while _width(kept) > most - 2:
        kept = kept[:-1]
    return f"{kept}…"


@lru_cache(maxsize=10_000)  # the same names, years and figures stand in chart after chart
def _width(text: str) -> int:
    """Return how wide a text is, in Latin letters."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest value to be drawn; zero is always among them."""
    low, high = min(0.0, *values), max(0.0, *values)
    return low, high if high > low else low + 1


def _ends(parts: Sequence[Value], total: Value) -> tuple[float, float]:
    """Return how far a stack goes below zero and above it."""
    below = sum(value for value in parts if value and value < 0)
    above = sum(value for value in parts if value and value > 0)
    return below, above if total is None else max(above, total - below)


def _x(scale: tuple[float, float], value: float) -> float:
    """Return where a value lies, in per cent of the width."""
    return round((value - scale[0]) / (scale[1] - scale[0]) * WHOLE, 2)


def _span(top: float, scale: tuple[float, float], start: float, end: float, kind: str, high: float = BAR) -> Markup:
    """Return the bar between two values, so many em down."""
    left, right = sorted((_x(scale, start), _x(scale, end)))
    size = f'width="{_n(right - left)}%" height="{_n(high)}em"'
    return Markup(f'<rect class="{kind}" x="{_n(left)}%" y="{_n(top)}em" {size}/>')


def _line(top: float, label: str, said: str | None) -> Markup:
    """Return the line over a bar: its label and, at the end, its figure."""
    down, room = _n(top + 1.1), max(FEW, min(LABEL, BOTH - _width(said or "")))
    ends = f'<text class="end" x="100%" y="{down}em">{escape(said or "")}</text>'
    return Markup(f'<text y="{down}em">{escape(shortened(label, room))}</text>{ends}')


def _gap(top: float) -> Markup:
    """Return what stands where nothing is known: a dashed line, which is no bar."""
    return _across("gap", 0, WHOLE, top + UNDER + BAR / 2)


def _zero(scale: tuple[float, float], height: float) -> Markup:
    """Return the line of zero where something lies below it."""
    return _down("zero", _x(scale, 0), 0, height) if scale[0] < 0 else Markup("")


def _across(kind: str, start: float, end: float, down: float) -> Markup:
    """Return a level line."""
    return Markup(f'<line class="{kind}" x1="{_n(start)}%" x2="{_n(end)}%" y1="{_n(down)}em" y2="{_n(down)}em"/>')


def _down(kind: str, across: float, top: float, bottom: float) -> Markup:
    """Return an upright line."""
    return Markup(f'<line class="{kind}" x1="{_n(across)}%" x2="{_n(across)}%" y1="{_n(top)}em" y2="{_n(bottom)}em"/>')


def _heights(spent: Sequence[Value]) -> list[Value]:
    """Return how high each quarter is drawn, below the line where it is negative; None where it is not known."""
    tallest = max([abs(value) for value in spent if value is not None], default=0) or 1
    return [None if value is None else value / tallest * QUARTER for value in spent]


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    """Return the first day of a quarter and of the next."""
    end = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), end


def _drawing(title: str, description: str, height: float, parts: Sequence[Markup], kind: str = "drawn") -> Markup:
    """Return a drawing with what is read out of it."""
    desc = f"<desc>{escape(description)}</desc>" if description else ""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" width="100%" height="{_n(height)}em">'
        f"<title>{escape(title)}</title>{desc}{''.join(parts)}</svg>"
    )


@lru_cache(maxsize=20_000)
def _n(value: float) -> str:
    """Return a coordinate as short as it is exact enough."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")  # and no −0
