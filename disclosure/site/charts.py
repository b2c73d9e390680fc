"""Bar charts as inline SVG, drawn by pygal without its scripts and styles; the site's own style colours them."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pygal
from markupsafe import Markup
from pygal.style import Style

from .formats import number

SVG = "{http://www.w3.org/2000/svg}"
STYLE = Style(value_font_size=13, label_font_size=13, legend_font_size=13, font_family="inherit")
FEWEST = 3
WIDTH, HEIGHT = 460, 270
SLIVER = 0.07  # a part of a stack thinner than this has no room for its figure


def bars(
    title: str,
    description: str,
    labels: list[str],
    series: list[tuple[str, list[float | None]]],
    stacked: bool = False,
    shown: Callable[[float], str] = number,
) -> Markup | None:
    """Return a bar chart, zero-based and labelled on the bars; None where there are too few points to draw."""
    if len(labels) < FEWEST:
        return None
    kind = pygal.StackedBar if stacked else pygal.Bar
    tallest = max(sum(values[n] or 0 for _, values in series) for n in range(len(labels)))
    thin = SLIVER * tallest if stacked else 0
    chart = kind(
        style=STYLE, width=WIDTH, height=HEIGHT, js=(), css=(), no_prefix=True, margin=8, spacing=6,
        show_legend=len(series) > 1, legend_at_bottom=True, legend_at_bottom_columns=4, legend_box_size=11,
        truncate_legend=-1, print_values=True, print_values_position="center" if stacked else "top",
        show_y_labels=False, show_y_guides=False, include_x_axis=True,
        value_formatter=lambda value: shown(value) if value >= thin else "",
    )  # fmt: skip
    chart.x_labels = labels
    for name, values in series:
        chart.add(name, values)
    return _inline(chart.render_tree(), title, description)


def _inline(tree: Any, title: str, description: str) -> Markup:
    """Return the drawing alone, with a title and description for those who hear it."""
    root = ET.fromstring(ET.tostring(_plain(tree)))
    root.set("role", "img")
    for element in root.iter():
        element.attrib.pop("id", None)  # two charts on a page would share them
    for tag, text in (("desc", description), ("title", title)):
        element = ET.Element(f"{SVG}{tag}")
        element.text = text
        root.insert(0, element)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return Markup(ET.tostring(root, encoding="unicode"))


def _plain(tree: Any) -> Any:
    """Take out of a drawing what is not the drawing: pygal's styles, scripts, dated comments and hover titles."""
    for parent in list(tree.iter()):
        for child in list(parent):
            hover = child.tag in ("title", "desc") and parent is not tree
            if not isinstance(child.tag, str) or child.tag.split("}")[-1] in ("defs", "script", "style") or hover:
                parent.remove(child)
    return tree
