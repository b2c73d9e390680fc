"""Times the search on made-up organisations, beside an index of single characters, and checks it against a LIKE scan.

    .venv/bin/python benchmarks/search.py 100000 1000000

What is timed of each search is what a table's page asks: its first hundred rows, the likest first, and how many there
are. The tables it prints are docs/benchmarks.md's. Up to 100,000 rows every answer is compared with a scan.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from disclosure.api.ranking import Ranked
from disclosure.api.searching import prepare
from disclosure.database.layout import create_table, open_database
from disclosure.database.search import create_search, folded
from disclosure.districts import NATION

TABLE = next(table for table in NATION.tables if table.name == "organisations")
PLACES = [
    "望湖",
    "白云",
    "鼓楼",
    "月湖",
    "段塘",
    "南门",
    "江厦",
    "西门",
    "古林",
    "高桥",
    "书院",
    "运河",
    "城西",
    "竹溪",
    "河东",
    "临江",
]
TOPICS = [
    "居家养老",
    "青少年",
    "助残",
    "社区矛盾调解",
    "垃圾分类",
    "书画",
    "舞蹈",
    "太极",
    "志愿者",
    "法律援助",
    "心理健康",
    "助餐",
    "康复",
    "邻里互助",
    "历史文化",
    "家政",
]
KINDS = ["服务中心", "协会", "促进会", "联合会", "基金会", "服务社", "工作室", "研究会", "商会", "互助会"]
COMMON = [chr(point) for point in range(0x4E00, 0x4E00 + 2500)]
ASKED = [
    "会",
    "老",
    "一",
    "区",
    "养老",
    "服务",
    "望湖",
    "协会",
    "居家养",
    "居家养老",
    "居家养老服务",
    "望湖社区垃圾",
    "330203",
    "MJ70",
    "52",
    "0",
    "mj7000123",
    "00123",
    "助餐",
    "“助餐”",
    "不存在",
    "不存在的词",
    "公益路12",
    "望湖_养老",
    "居家_助餐_会",
    "ABC",
]
COMPARED = 100_000  # rows up to which a scan is worth its time


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield organisations with names, codes, purposes and addresses; a sixth are samples, a tenth closed."""
    chance = random.Random(1)
    plain = {"district": "demo", "type": "社会团体", "registration": "登记", "registered_on": "2012-05-07",
             "submission": "x", "source_file": "x.csv", "source_row": 1, "submitted_on": "2026-01-01"}  # fmt: skip
    for at in range(count):
        place = chance.choice(PLACES)
        own = "".join(chance.choices(COMMON, k=chance.randint(2, 4)))
        region, kind = chance.choice(["330203", "330211", "330283"]), chance.choice(["区", "街道", "社区", ""])
        yield plain | {
            "org_id": f"52{region}MJ7{at:06d}{chance.choice('0123456789ABCDEFGHX')}",
            "name": f"{place}{kind}{own}{chance.choice(TOPICS)}{chance.choice(KINDS)}",
            "former_names": f"{place}{own}{chance.choice(KINDS)}" if at % 5 == 0 else None,
            "purpose": "、".join(chance.choice(TOPICS) + "".join(chance.choices(COMMON, k=2)) for _ in range(3)),
            "address": f"{place}街道公益路{chance.randint(1, 400)}号",
            "street": f"{place}街道",
            "status": "正常" if chance.random() < 0.9 else "注销",
            "sample": int(at % 6 == 0),
        }


def single(db: sqlite3.Connection) -> None:
    """Make the index that pairs of characters are compared with: each character alone, queried as a phrase."""
    columns = ", ".join(TABLE.searched)
    db.create_function("alone", 1, lambda text: " ".join(folded(text)) if text else None)
    db.execute(f"create virtual table alone using fts5({columns}, content='', columnsize=0, tokenize='ascii')")
    spaced = ", ".join(f"alone({column})" for column in TABLE.searched)
    db.execute(f"insert into alone (rowid, {columns}) select rowid, {spaced} from organisations order by rowid")
    db.execute("insert into alone (alone) values ('optimize')")


def phrases(words: str) -> str:
    """Return what finds the words in the index of single characters."""
    return " AND ".join('"{}"'.format(" ".join(folded(word))) for word in words.split())


def scanned(db: sqlite3.Connection, words: str) -> int:
    """Return how many rows hold each word in some column."""
    tests = [
        "(" + " or ".join(f"folded(coalesce({column}, '')) like ?" for column in TABLE.searched) + ")"
        for _ in words.split()
    ]
    values = [f"%{folded(word)}%" for word in words.split() for _ in TABLE.searched]
    (count,) = db.execute(f"select count(*) from organisations where {' and '.join(tests)}", values).fetchone()
    return int(count)


def timed(connection: sqlite3.Connection, sql: str, asked: Any) -> float:
    """Return the milliseconds that a statement takes, the median of five times."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        connection.execute(sql, asked).fetchall()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def pages(path: Path) -> int:
    """Return the size of a file in MB."""
    return round(path.stat().st_size / 1e6)


def measure(count: int, folder: Path) -> None:
    """Print what the search takes over so many organisations."""
    path = folder / f"{count}.db"
    db = open_database(path)
    create_table(db, TABLE)
    db.table("organisations").insert_all(rows(count), batch_size=1000)
    before, began = pages(path), time.perf_counter()
    create_search(db, [TABLE])
    took, size = time.perf_counter() - began, pages(path) - before
    before, began = pages(path), time.perf_counter()
    single(db.conn)
    print(f"\n{count:,} organisations ({before - size} MB): index of pairs {took:.0f} s, {size} MB;"
          f" of single characters {time.perf_counter() - began:.0f} s, {pages(path) - before} MB\n")  # fmt: skip
    db.close()
    connection = sqlite3.connect(path)
    prepare(connection)
    connection.create_function("folded", 1, folded, deterministic=True)
    search = Ranked("organisations", 1, count)
    page = search.reordered(f"select * from organisations where {search.found} order by district, org_id limit 101")
    total = search.reordered(f"select count(*) from organisations where {search.found} ")
    alone = "select rowid from alone where alone match ?"
    alone = f"select * from organisations where rowid in ({alone}) order by district, org_id limit 101"
    print("| words | rows found | first hundred ms | count ms | single characters, first hundred ms | as a scan |")
    print("|---|--:|--:|--:|--:|---|", flush=True)
    firsts, counts, others = [], [], []
    for asked in ASKED:
        words = asked.replace("_", " ")
        plain = words.strip("“”")
        (found,) = connection.execute(total, {"search": words}).fetchone()
        firsts.append(timed(connection, page, {"search": words}))
        counts.append(timed(connection, total, {"search": words}))
        others.append(timed(connection, alone, [phrases(plain)]))
        same = "not compared"
        if count <= COMPARED:
            quoted = " ".join(f'"{word}"' for word in plain.split())
            (typed,) = connection.execute(total, {"search": quoted}).fetchone()
            same = "the same" if typed == scanned(connection, plain) else "DIFFERS"
        print(f"| {words} | {found:,} | {firsts[-1]:.1f} | {counts[-1]:.1f} | {others[-1]:.1f} | {same} |", flush=True)
    both = [first + each for first, each in zip(firsts, counts, strict=True)]
    middle = " | ".join(f"{statistics.median(each):.1f}" for each in (firsts, counts, others))
    print(f"| median | | {middle} | |")
    print(f"\nPage and count together: median {statistics.median(both):.1f} ms, longest {max(both):.1f} ms", flush=True)
    if count <= COMPARED:
        compare(connection, total)
    connection.close()


def compare(connection: sqlite3.Connection, total: str) -> None:
    """Print how many pieces of names the search and a scan count alike."""
    chance = random.Random(2)
    names = [name for (name,) in connection.execute("select name from organisations")]
    alike = 0
    for _ in range(100):
        name = chance.choice(names)
        start = chance.randrange(len(name))
        piece = name[start : start + chance.randint(1, 6)]
        (found,) = connection.execute(total, {"search": f'"{piece}"'}).fetchone()
        alike += found == scanned(connection, piece)
    print(f"Of 100 pieces of names the search finds as many rows as a scan for {alike}.", flush=True)


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("organisations", type=int, nargs="*", default=[100_000])
    for count in parser.parse_args().organisations:
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            measure(count, Path(folder))


if __name__ == "__main__":
    main()
