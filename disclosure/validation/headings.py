"""Reads the header of a table file: which column stands where, in which unit, and what is wrong with it."""

from difflib import get_close_matches

from ..privacy import is_personal_heading
from ..reading.cells import Understand, understanding
from ..reading.header import Header, Label
from ..reading.units import FACTORS, Stated, named_in, normal, stated_beside, stated_units
from ..standard import identifiers
from ..tables import RETRACTED
from .cells import forbidden, guard, guard_all
from .filed import File
from .judged import WRITTEN


def read_header(file: File, header: Header) -> dict[int, Understand]:
    """Say which column stands where, what is wrong with the header, and return how each column's cells are read."""
    file.header_row = number = header.row
    for row, texts in header.titles:
        guard_all(file, row, texts)
    if header.upper:
        file.add("two-header-rows", number, None, None, upper=header.upper[0])
    seen: dict[str, int] = {}
    for position, label in enumerate(header.labels):
        guard(file, number, label.text, label.text, position, in_name=True)
        name = label.column.name if label.column else label.text
        if not label.text.strip() or label.counts_rows:
            continue  # a blank column, or one that numbers the rows; see records
        if name in seen:
            file.add("duplicate-label", number, name, label.text, at=position, position=position + 1,
                     other=seen[name] + 1)  # fmt: skip
        elif label.text == RETRACTED:
            file.retracted_at = position
        elif label.column:
            file.columns[position] = label.column
            if label.other_unit:
                unit = label.column.unit or ("“单位”一列里写的" if "unit" in file.table.by_name else "没有单位")
                file.add("unit-differs", number, label.column, label.text, stated=label.other_unit, unit=unit)
            elif not label.exact:
                file.add("header-read-as", number, label.column, label.text)
        else:
            _unknown(file, number, position, label)
        seen.setdefault(name, position)
    factors = _factors(file, header)
    day_of = file.source.book.day_of
    understand = {
        position: understanding(column, factors.get(position, 1), day_of) for position, column in file.columns.items()
    }
    for row, texts in header.titles:
        is_record = _is_record(file, texts, understand) or _is_filled(file, texts)
        code = "record-above-header" if is_record else "title-row"
        file.add(code, row, None, "，".join(text for text in texts if text), header=number)
    if header.upper and _is_record(file, header.upper[1], understand):
        row, texts = header.upper
        file.add("record-above-header", row, None, "，".join(text for text in texts if text), header=number)
    return understand


def _is_record(file: File, texts: list[str], understand: dict[int, Understand]) -> bool:
    """Return whether a row above the header is a record: it has a code and no heading, or two days or terms."""
    coded = any(identifiers.fault(normal(text).upper()) is None for text in texts)
    headings = {normal(label) for label in (*file.table.by_synonym, *file.table.by_header)}
    named = len(headings & {normal(text) for text in texts})  # the head of a form: 统一社会信用代码, then the code
    if coded and "org_id" in file.table.by_name and sum(map(bool, texts)) > max(1, 3 * named):
        return True
    fitting = 0
    for position, column in file.columns.items():
        text = understand[position](texts[position])[0] if position < len(texts) else ""
        days = column.type == "date" and bool(WRITTEN["date-format"].fullmatch(text))
        fitting += days or text in column.descriptor["constraints"].get("enum", ())
    return fitting > 1


def _is_filled(file: File, texts: list[str]) -> bool:
    """Return whether a row above the header has all that a row must have, as where a header was sorted with its rows.

    What titles say beside each other says what it is (单位：元), or is a heading itself.
    """
    required = [position for position, column in file.columns.items() if column.required]
    filled = [normal(texts[position]) for position in required if position < len(texts)]
    headings = {normal(label) for label in (*file.table.by_synonym, *file.table.by_header)}
    says_what = any(":" in text or text in headings for text in map(normal, texts))
    return len(required) > 1 and len(filled) == len(required) and all(filled) and not says_what


def _unknown(file: File, number: int, position: int, label: Label) -> None:
    """Say what is to become of a column that the table has not."""
    if is_personal_heading(label.text):
        file.add("personal-column", number, label.text, label.text, at=position)
    elif label.beside and file.beside_at is None:
        file.beside_at = position
        file.add("name-beside-code", number, label.text, label.text, at=position)
    elif not forbidden(label.text, label.text, in_name=True):
        known = file.table.by_synonym | file.table.by_header
        (nearest,) = get_close_matches(label.text, known, n=1, cutoff=0)
        facts = {"nearest": nearest, "nearest_en": known[nearest].name}
        file.add("unknown-column", number, label.text, label.text, at=position, **facts)


def _factors(file: File, header: Header) -> dict[int, int]:
    """Return the unit of each column of money in yuan, refusing a table in which it differs or is left open."""
    said = stated_units([*(text for _, texts in header.titles for text in texts), file.source.sheet.name or ""])
    _counts(file, header, said)
    money = {position: header.labels[position].unit for position, column in file.columns.items() if column.is_money}
    beside = stated_units(text for _, text in file.source.book.texts).units  # comments, page headers
    foreign: list[str] = []
    if not said.units:
        beside |= named_in(file.source.path.stem)
        for texts in file.source.said_beside():
            units, others = stated_beside(texts)
            beside |= units
            foreign += others
    odd = {unit for unit in beside if FACTORS[unit] != 1} - said.units - set(money.values())
    unclear = [*said.unclear, *foreign, *(sorted(said.units) if len(said.units) > 1 else []), *sorted(odd)]
    if unclear and None in money.values():
        file.add("unit-unclear", header.row, None, "，".join(unclear))
        return {}
    stated = next(iter(said.units), None)
    units = {unit or stated or "元" for unit in money.values()}
    factors = {FACTORS[unit] for unit in units}
    if len(factors) > 1 or (stated and money and FACTORS[stated] not in factors):
        if stated and stated not in units:
            file.add("unit-unclear", header.row, None, stated)
        for position, unit in money.items():
            if (unit or stated or "元") != "元":
                label = header.labels[position].text
                file.add("mixed-units", header.row, file.columns[position], label, unit=unit or stated)
        return {}
    unit = next(iter(units), "元")
    file.factor = FACTORS[unit]
    if file.factor != 1:
        file.add("unit-read", header.row, None, None, unit=unit, factor=f"{file.factor:,}")
    return dict.fromkeys(money, file.factor)


def _counts(file: File, header: Header, said: Stated) -> None:
    """Ask about a unit above the table that scales what is counted in people, square metres or a unit of each row."""
    numbers = [column for column in file.columns.values() if column.type in ("number", "integer")]
    scaled = [unit for unit in said.units if FACTORS[unit] != 1]
    of_rows = any(not column.unit and "unit" in file.table.by_name for column in numbers)
    counted = any(column.unit and not column.is_money for column in numbers)
    told = [*said.scaled, *(scaled if of_rows else [unit for unit in scaled if not unit.endswith("元")])]
    if (of_rows or counted) and told:
        file.add("unit-unclear", header.row, None, "，".join(told))
