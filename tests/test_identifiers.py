"""A code with one character changed or two swapped is always refused, and repaired only where that is certain."""

from random import Random

from conftest import Desk, credit_code, organisation

from disclosure.standard.identifiers import CHARACTERS, fault, filed_code, repair

REGIONS = ("110101", "330203", "330211", "330402", "330302", "440305", "510107")


def codes(count: int) -> list[str]:
    """Return made-up codes of the real form, credit codes of each type and BA- identifiers."""
    random = Random(20261123)
    made = []
    for n in range(count):
        region = random.choice(REGIONS)
        if n % 10 == 9:
            made.append(filed_code(region, str(random.randint(2010, 2026)), f"{random.randint(1, 99999):05d}"))
        else:
            made.append(credit_code(random.choice(("51", "52", "53")), region, random.randint(1, 99999)))
    return made


def broken(code: str, random: Random) -> str:
    """Return the code with one character changed, or two different ones swapped."""
    places = [place for place, character in enumerate(code) if character.isalnum()]
    if random.random() < 0.5:
        place = random.choice(places)
        other = random.choice([c for c in CHARACTERS + "OISVZ" if c != code[place]])
        return code[:place] + other + code[place + 1 :]
    one, two = random.choice([(a, b) for a in places for b in places if a < b and code[a] != code[b]])
    swapped = list(code)
    swapped[one], swapped[two] = code[two], code[one]
    return "".join(swapped)


def single_repairs(code: str) -> set[str]:
    """Return every valid code one character away, found the slow way."""
    ways = {code[:place] + c + code[place + 1 :] for place in range(len(code)) for c in CHARACTERS}
    return {way for way in ways if way != code and fault(way) is None}


def test_a_thousand_broken_codes_are_refused_and_repaired_only_where_certain() -> None:
    random = Random(7)
    proposed = 0
    for code in codes(1000):
        assert fault(code) is None
        wrong = broken(code, random)
        assert fault(wrong) is not None, (code, wrong)
        ways = single_repairs(wrong)
        assert repair(wrong) == (next(iter(ways)) if len(ways) == 1 else None)
        proposed += len(ways) == 1
    assert proposed > 50


def test_a_certain_repair_is_what_the_finding_says_to_type(desk: Desk) -> None:
    code = credit_code(serial=4711)
    changed = (code[:place] + c + code[place + 1 :] for place in range(2, 18) for c in CHARACTERS + "OI")
    certain = [wrong for wrong in changed if wrong != code and repair(wrong) == code]
    assert len(certain) > 10
    for wrong in certain[::7]:
        desk.file(wrong.lower(), {"organisations": [organisation(code) | {"org_id": wrong}]})
    for verdict in desk.check().verdicts:
        (found,) = [f for f in verdict.findings if f.column == "org_id"]
        assert f"“{code}”" in found.fix
