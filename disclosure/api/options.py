"""What an address says beside columns and conditions: each option once, with a value that it may have."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .refusals import LIMITS, RefusedError, repeated
from .values import COUNT

OPTIONS = LIMITS["options"]
MISSPELT = 0.8  # from which likeness on another name is one of a page's own
Asked = Mapping[str, list[str]]


def near(name: str, known: Iterable[str], alike: float = 0.6) -> dict[str, str]:
    """Return what is to be said of the name that is nearest to one that is not known; nothing if none is so `alike`."""
    found = get_close_matches(name, known, n=1, cutoff=alike)
    return {
        "near": f"您要的也许是 {found[0]}。" if found else "",
        "near_en": f" Perhaps {found[0]} is meant." if found else "",
    }


def require_few(asked: dict[str, list[str]]) -> None:
    """Raise RefusedError for a request of more parameters or facets than a person would ask for."""
    limits = LIMITS["request"]
    facets = sum(len(values) for name, values in asked.items() if name.startswith("_facet"))
    if sum(map(len, asked.values())) > limits["parameters"] or facets > limits["facets"]:
        raise RefusedError("too-many", parameters=limits["parameters"], facets=limits["facets"])


def require_text(asked: Asked) -> None:
    """Raise RefusedError for a value with NUL in it: SQLite would compare what stands before alone."""
    for name, values in asked.items():
        if "\0" in name or any("\0" in value for value in values):
            raise RefusedError("nul", name=name.replace("\0", ""))


def require_options(asked: Asked) -> None:
    """Raise RefusedError for an option that is given twice, or with a value that Datasette would pass over."""
    for name, values in asked.items():
        if name == "sql" or (name in OPTIONS["known"] and name not in OPTIONS["repeated"]):
            require_once(name, values)
        for value in values:
            _require_number(name, value)
            known = OPTIONS["values"].get(name)
            if known and value not in known:
                raise RefusedError("listed", name=name, value=repeated(value), known=", ".join(filter(None, known)))


def _require_number(name: str, value: str) -> None:
    """Raise RefusedError for a value that is not within the bounds of an option that is a number; none is as usual."""
    least, most = OPTIONS["numbers"].get(name) or (0, 0)
    also = OPTIONS["or_max"]
    if not most or not value or (value == "max" and name in also):
        return
    if not COUNT.fullmatch(value) or not least <= int(value) <= most:
        said = "number-or-max" if name in also else "number"
        raise RefusedError(said, name=name, value=repeated(value), least=least, most=most)


def require_of_page(asked: Asked, known: Iterable[str]) -> None:
    """Raise RefusedError for what a page of the site is asked and would pass over: a name misspelt, a value of two.

    Other names are those that programs add to a link which is passed on: `from`, `utm_source`.
    """
    require_text(asked)
    for name, values in asked.items():
        meant = near(name, known, MISSPELT)
        if name not in known and name not in OPTIONS["carried"] and meant["near"]:
            raise RefusedError("option", name=name, **meant)
        if name in known:
            require_once(name, values)


def require_once(name: str, values: list[str]) -> None:
    """Raise RefusedError for what is asked twice and not alike: one of both would be passed over."""
    if len(set(values)) > 1:
        raise RefusedError("twice", name=name)
