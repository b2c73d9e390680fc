"""Makes organisations: who they are, who runs them, how large they are, what they did."""

from collections.abc import Iterator
from random import Random
from typing import Any

from stdnum.cn import uscc

from ..districts import District
from ..standard.identifiers import TYPES, filed_code, organisation_check_digit
from .writing import Row

CHAIRS = {"51": "会长", "52": "理事长", "53": "理事长"}
CHARITY_LAW = "2016-09-01"
FIRST_FILED = 10000  # serials below are left to people who write samples by hand
SERIALS = 90000  # of five digits, from that on
EARLIEST, LATEST = 2006, 2022  # years in which bodies were registered


def code(kind: str, region: str, number: int, year: int) -> str:
    """Return a valid sample code: region digits that begin with 99, both check digits right."""
    if kind == "BA":
        return filed_code(region, str(year), f"{FIRST_FILED + number % SERIALS:05d}")
    core = f"MJ{number:06d}"
    head = f"{kind}{region}{core}{organisation_check_digit(core)}"
    return head + uscc.calc_check_digit(head)


def person(words: dict[str, Any], random: Random) -> str:
    """Return an invented name."""
    return f"{random.choice(words['surnames'])}{random.choice(words['given'])}"


def body(words: dict[str, Any], of: District, region: str, number: int, random: Random) -> Row:
    """Return one organisation; its name is its own up to 128,000 of them."""
    made = random.choices(words["bodies"], weights=[kind["share"] for kind in words["bodies"]])[0]
    kind = made["kind"]
    first, second, communities = words["first"], words["second"], words["communities"]
    brand = first[number % len(first)] + second[number // len(first) % len(second)]
    place = number // (len(first) * len(second))
    community = communities[(number + place) % len(communities)]
    street = words["streets"][(number + place // len(communities)) % len(words["streets"])]
    year = random.randint(EARLIEST, LATEST)
    filed = kind == "BA"
    if filed:
        year -= number // SERIALS * (LATEST - EARLIEST + 1)  # a serial used again is one of other years
    town = street[:2] if place >= len(communities) else ""  # by then another body has the name without it
    title = f"{town}{community}社区{brand}" if filed else f"{of.title[:2]}{street[:2]}{community}{brand}"
    row = {
        "org_id": code(kind, region, number, year),
        "name": f"（示例）{title}{made['ending']}",
        "type": TYPES[kind],
        "registration": "备案" if filed else "登记",
        "admission": "" if filed else random.choice(("直接登记", "双重管理")),
        "is_community_org": "是" if filed else "否",
        "field": made["field"],
        "category": made["category"],
        "registrar": f"{street}（示例）" if filed else f"{of.title}民政局（示例）",
        "registered_on": f"{year}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "status": "正常",
        "legal_representative": "" if filed else person(words, random),
        "address": "" if filed else f"{street}{community}路{random.randint(1, 300)}号",
        "street": street,
        "community": f"{community}社区",
        "website": "" if filed or random.random() < 0.6 else f"https://example.org/{of.name}/{number}",
        "office_phone": "" if filed else f"0000-{random.randint(80000000, 88999999)}",
        "purpose": f"为{community}的{made['serves']}提供{made['does'][0]}，促进{street}的社会和谐",
        "scope": "、".join(random.sample(made["does"], k=min(3, len(made["does"])))),
        "registered_capital": {"51": 30000, "52": 50000, "53": 4000000}.get(kind, ""),
        "is_charity": "是" if kind == "53" or (kind == "52" and random.random() < 0.15) else "否",
        "is_volunteer_org": "是" if "志愿" in made["ending"] else "否",
        "is_trade_association": "是" if made["ending"] == "商会" else "否",
        "has_party_organisation": random.choice(("是", "否")),
        "is_social_work_agency": "是" if "社会工作" in made["ending"] else "否",
    }
    if row["is_charity"] == "是":
        row["charity_since"] = max(CHARITY_LAW, row["registered_on"])
    return row


def life_of(
    words: dict[str, Any], made: Row, years: tuple[int, ...], random: Random, goes_wrong: bool
) -> Iterator[tuple[str, Row]]:
    """Yield the people, size, rules and activities of an organisation; one that goes wrong may end."""
    org_id, kind = made["org_id"], made["org_id"][:2]
    start = 2020 if goes_wrong else random.randint(2022, 2025)  # one that goes wrong held no election
    term = {"org_id": org_id, "term_start": f"{start}-05-01", "term_end": f"{start + 5}-04-30"}
    lead = made["legal_representative"] or person(words, random)
    posts = [(lead, CHAIRS.get(kind, "负责人"), "执行机构" if kind == "BA" else "理事会", "否")]
    if kind != "BA":
        directors = 6 if kind == "53" else 2
        posts += [(lead, "法定代表人", "理事会", "否")]
        others = [surname for surname in words["surnames"] if not lead.startswith(surname)]  # no one holds two posts
        named = [surname + random.choice(words["given"]) for surname in random.sample(others, k=directors + 2)]
        posts += [(named[0], "秘书长", "执行机构", "是"), (named[1], "监事", "监事会", "否")]
        posts += [(name, "理事", "理事会", "否") for name in named[2:]]
    for name, post, part, paid in posts:
        yield "people", term | {"name": name, "post": post, "body": part, "paid": paid, "official_status": "无"}
    for year in years:
        active = random.randint(10, 40)
        staff = 0 if kind == "BA" else random.randint(1, 16)
        yield "staffing", {
            "org_id": org_id, "year": year, "full_time_staff": staff, "part_time_staff": random.randint(2, 6),
            "volunteers": random.randrange(10, 300, 5), "members": random.randrange(20, 200) if kind == "51" else "",
            "leaders": random.randint(3, 6), "office_area": "" if kind == "BA" else random.choice((16, 24, 45, 80, 150)),
            "activities_held": active, "participants": active * 12, "attendances": active * 31,
        }  # fmt: skip
    for rule in words["rules"][: random.randint(1, 4)] if kind != "BA" else []:
        yield "internal_rules", {"org_id": org_id, "kind": rule, "adopted_on": f"{start}-06-01"}
    yield "activities", {
        "activity_id": f"hd-{org_id}", "org_id": org_id, "held_on": f"2025-{random.randint(3, 11):02d}-16",
        "title": f"{made['community']}{made['scope'].split('、')[0]}活动", "place": f"{made['community']}文化广场",
        "participants": random.randrange(30, 400, 10), "major": "否",
    }  # fmt: skip
    if goes_wrong and kind == "BA":
        yield "cases", {"case_id": f"zx-{org_id}", "org_id": org_id, "kind": "变更", "item": "负责人",
                        "reason": "换届", "applied_on": "2025-04-02", "decided_on": "2025-04-20", "result": "准予变更"}  # fmt: skip
