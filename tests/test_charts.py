"""The drawings themselves: what they say, and that what is drawn is as long as what it stands for."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.site import charts
from disclosure.site.charts import bars, bullet, meter, shortened, stacks, tiles, track

SVG = "{http://www.w3.org/2000/svg}"
AMOUNT = st.one_of(st.none(), st.integers(-10_000, 10_000).map(float), st.floats(-1e9, 1e9).map(lambda v: round(v, 2)))
CLOSE = 0.03  # per cent: coordinates have two decimals


def parsed(drawing: str | None) -> ET.Element:
    """Return a drawing as XML."""
    assert drawing is not None
    return ET.fromstring(drawing)


def spans(root: ET.Element, kind: str = "") -> list[tuple[str, float, float, float, float]]:
    """Return class, left, right, top and bottom of each bar."""
    found = []
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("width", "").endswith("%") and rect.get("class", "").startswith(kind):
            left, wide = (float(rect.get(name, "").removesuffix("%")) for name in ("x", "width"))
            top, high = (float(rect.get(name, "").removesuffix("em")) for name in ("y", "height"))
            found.append((rect.get("class", ""), left, left + wide, top, top + high))
    return found


def texts(root: ET.Element) -> list[str]:
    """Return the texts of a drawing, without its title and description."""
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def inside(root: ET.Element) -> None:
    """Check that nothing is drawn beyond the drawing, that it is an image with a name, and has no style of its own."""
    tall = float(root.get("height", "").removesuffix("em"))
    assert root.get("role") == "img" and root.get("width") == "100%" and root[0].tag == f"{SVG}title"
    for element in root.iter():
        assert not {"style", "id", "fill", "onclick", "href"} & element.attrib.keys()
        for name, value in element.attrib.items():
            if name in ("x", "x1", "x2", "cx") and value.endswith("%"):
                assert 0 <= float(value[:-1]) <= 100
            if name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(value.removesuffix("em")) <= tall + 1e-9
    for _, left, right, top, bottom in spans(root):
        assert 0 <= left <= right <= 100 + CLOSE and 0 <= top <= bottom <= tall + CLOSE


def test_bars_are_written_as_they_are_expected() -> None:
    assert bars("甲<乙", "丙&丁", [("2023", 50), ("2024", None), ("2022", 25), ("2021", 1000)]) == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img" width="100%" height="10em">'
        "<title>甲&lt;乙</title><desc>丙&amp;丁</desc>"
        '<text y="1.1em">2023</text><text class="end" x="100%" y="1.1em">50</text>'
        '<rect class="s1" x="0%" y="1.5em" width="5%" height="0.7em"/>'
        '<text y="3.6em">2024</text><text class="end" x="100%" y="3.6em"></text>'
        '<line class="gap" x1="0%" x2="100%" y1="4.35em" y2="4.35em"/>'
        '<text y="6.1em">2022</text><text class="end" x="100%" y="6.1em">25</text>'
        '<rect class="s1" x="0%" y="6.5em" width="2.5%" height="0.7em"/>'
        '<text y="8.6em">2021</text><text class="end" x="100%" y="8.6em">1,000</text>'
        '<rect class="s1" x="0%" y="9em" width="100%" height="0.7em"/></svg>'
    )


def test_fewer_than_three_known_values_are_no_chart_and_neither_are_too_many() -> None:
    assert bars("", "", [("1", 1), ("2", 2), ("3", None)]) is None
    assert bars("", "", [(str(n), n) for n in range(charts.MOST + 1)]) is None
    assert bars("", "", [(str(n), n) for n in range(charts.MOST)]) is not None
    assert stacks("", "", ["a"], [("1", [1], 1), ("2", [1], 1), ("3", [None], None)]) is None
    assert tiles("", "", [("a", 1), ("b", None), ("c", 2)]) is None
    assert track("", "", [("a", "", "2024-01-01", None)], [(2024, 1, 5.0)]) is None


@settings(deadline=None)
@given(st.lists(AMOUNT, min_size=3, max_size=charts.MOST))
def test_a_bar_is_as_long_as_its_value_and_a_gap_is_no_bar(values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    drawing = bars("t", "d", [(str(n), value) for n, value in enumerate(values)])
    if len(known) < 3:
        assert drawing is None
        return
    root = parsed(drawing)
    inside(root)
    drawn = spans(root)
    low, high = min(0.0, *known), max(0.0, *known)
    span = high - low or 1
    assert len(drawn) == len(known)
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "gap"]) == len(values) - len(known)
    for (_, left, right, _, _), value in zip(drawn, known, strict=True):
        assert abs((right - left) - abs(value) / span * 100) <= CLOSE
        zero = -low / span * 100
        assert abs((left if value >= 0 else right) - zero) <= CLOSE
    assert len({top for _, _, _, top, _ in drawn}) == len(drawn)  # each in a row of its own


PARTS = st.lists(st.one_of(st.none(), st.integers(0, 10_000).map(float)), min_size=3, max_size=3)


@settings(deadline=None)
@given(st.lists(PARTS, min_size=3, max_size=8), st.integers(0, 500))
def test_a_stack_ends_at_its_total_and_what_is_missing_is_outlined(rows: list[list[float | None]], more: int) -> None:
    totals = [sum(value or 0 for value in parts) + more for parts in rows]
    drawing = stacks("t", "d", ["a", "b", "c"], [(str(n), r, totals[n]) for n, r in enumerate(rows)], rest="没有分项")
    if sum(total > 0 for total in totals) < 3:
        assert drawing is None
        return
    root = parsed(drawing)
    inside(root)
    most = max(totals)
    for place, total in enumerate(totals):
        row = [span for span in spans(root) if place * charts.ROW <= span[3] < (place + 1) * charts.ROW]
        ends = max((right for _, _, right, _, _ in row), default=0)
        assert abs(ends - total / most * 100) <= CLOSE * 4
        for (_, _, before, _, _), (_, after, _, _, _) in pairwise(row):
            assert abs(before - after) <= CLOSE * 2  # one goes on where the other ends
        assert [kind for kind, *_ in row if kind == "rest"] == ["rest"] * bool(more)
    assert ("没有分项" in texts(root)) == bool(more)


@settings(deadline=None)
@given(
    st.lists(st.lists(AMOUNT, min_size=2, max_size=2), min_size=3, max_size=8), st.lists(AMOUNT, min_size=8, max_size=8)
)
def test_no_stack_leaves_the_drawing_whatever_was_filed(
    rows: list[list[float | None]], totals: list[float | None]
) -> None:
    drawing = stacks("t", "d", ["a", "b"], [(str(n), r, totals[n]) for n, r in enumerate(rows)], rest="r")
    if drawing is not None:
        inside(parsed(drawing))


def test_what_was_paid_back_lies_left_of_zero() -> None:
    root = parsed(stacks("t", "d", ["a", "b"], [(str(n), [100, -50], 50) for n in range(3)]))
    inside(root)
    for kind, left, right in (("s1", 100 / 3, 100), ("s2", 0, 100 / 3)):
        for _, begins, ends, _, _ in spans(root, kind):
            assert (round(begins, 1), round(ends, 1)) == (round(left, 1), round(right, 1))
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "zero"]) == 1
    assert not spans(root, "rest")  # the parts are the total: nothing is left


def test_the_legend_names_each_part_once_and_the_total_stands_beside_its_year() -> None:
    rows: list[tuple[str, list[float | None], float | None]] = [
        ("2024", [1.0, 2.0], 3.0),
        ("2023", [2.0, None], 2.0),
        ("2022", [None, None], None),
        ("2021", [1.0, 1.0], 2.0),
    ]
    root = parsed(stacks("收入", "d", ["捐赠", "服务"], rows, rest="没有分项"))
    assert texts(root) == ["2024", "3", "2023", "2", "2022", "", "2021", "2", "捐赠", "服务"]
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "gap"]) == 1


@settings(deadline=None)
@given(st.floats(0, 100), st.floats(0.5, 100))
def test_a_mark_is_drawn_against_its_full_mark(score: float, full: float) -> None:
    root = parsed(meter(score, full))
    assert root.get("aria-hidden") == "true"  # the cells beside it say the same
    whole, given_ = (float(rect.get("width", "").removesuffix("%")) for rect in root)
    assert [rect.get("class") for rect in root] == ["full", "s1"] and not any(rect.get("x") for rect in root)
    assert abs(given_ / whole - score / full) < 0.01 * max(1, score / full) and max(given_, whole) == 100


def test_there_is_no_bar_against_no_full_mark() -> None:
    assert meter(0, 0) == ""


@settings(deadline=None)
@given(st.floats(0.1, 1e6), st.one_of(st.none(), st.floats(0, 1e6)), st.floats(0, 1e6), st.booleans())
def test_a_bullet_has_its_goal_where_the_target_is(
    value: float, more: float | None, actual: float, judged: bool
) -> None:
    most = None if more is None else value + more
    root = parsed(bullet("b", "d", (value, most), (actual, None), judged))
    inside(root)
    longest = max((value if most is None else most) * 1.1, actual)
    goals = [float(line.get("x1", "")[:-1]) for line in root.iter(f"{SVG}line") if line.get("class") == "goal"]
    assert abs(goals[0] - value / longest * 100) < 0.02
    assert abs(spans(root, "s1" if judged else "rest")[0][2] - actual / longest * 100) < CLOSE
    assert bool(spans(root, "band")) == (most is not None and most > value)


def test_the_track_has_days_in_their_order_and_quarters_as_high_as_they_spent() -> None:
    paid = [("第1期", "已拨", "2024-07-10", "2024-07-20"), ("第2期", "尚未拨付", "2025-01-15", None)]
    root = parsed(track("t", "d", paid, [(2024, 3, 100.0), (2024, 4, 50.0), (2025, 1, None), (2025, 2, -25.0)]))
    inside(root)
    circles = [(c.get("class"), float(c.get("cx", "")[:-1])) for c in root.iter(f"{SVG}circle")]
    assert [kind for kind, _ in circles] == ["agreed", "paid", "agreed"]
    assert [across for _, across in circles] == sorted(across for _, across in circles)
    tall = [round(bottom - top, 2) for _, _, _, top, bottom in spans(root, "s2")]
    assert tall == [3.4, 1.7, 0.85]
    (first, second, last) = spans(root, "s2")
    assert round(first[4], 2) == round(second[4], 2) == round(last[3], 2)  # what was paid back hangs below the line
    assert {"第1期", "已拨", "尚未拨付", "2024", "2025"} <= set(texts(root))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), AMOUNT), min_size=3, max_size=40))
def test_each_area_has_a_tile_of_one_size(areas: list[tuple[str, float | None]]) -> None:
    drawing = tiles("t", "d", [(re.sub(r"[^\w]", "", name), value) for name, value in areas])
    if sum(value is not None for _, value in areas) < 3:
        assert drawing is None
        return
    root = parsed(drawing)
    inside(root)
    drawn = spans(root, "tile")
    assert len(drawn) == len(areas)
    assert len({(round(right - left, 1), round(bottom - top, 1)) for _, left, right, top, bottom in drawn}) == 1
    assert len({(left, top) for _, left, _, top, _ in drawn}) == len(areas)


def test_a_longer_label_loses_its_end() -> None:
    assert shortened("一二三四五六七八九十一二三四五六") == "一二三四五六七八九十一二三四五六"
    assert shortened("一二三四五六七八九十一二三四五六七") == "一二三四五六七八九十一二三四五…"
    assert shortened("x" * 32) == "x" * 32 and shortened("x" * 33) == "x" * 30 + "…"  # which take half the room


def test_a_legend_of_long_names_stands_one_below_the_other() -> None:
    rows = [(str(n), [1.0, 1.0], 2.0) for n in range(3)]
    tall = [float(parsed(stacks("t", "d", names, rows)).get("height", "")[:-2])
            for names in (["捐赠", "服务"], ["Donations", "Programme activities"])]  # fmt: skip
    assert round(tall[1] - tall[0], 2) == charts.LEGEND


def test_a_label_makes_room_for_a_long_figure() -> None:
    root = parsed(bars("t", "d", [("一二三四五六七八九十一二三四五六", 1.0)] * 3, lambda _: "x" * 20))
    assert texts(root)[:2] == ["一二三四五六七…", "x" * 20]
