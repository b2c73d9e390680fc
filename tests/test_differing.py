"""What of a database differs from the one before, and which questions are not asked again for it."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import credit_code

from disclosure.database.differing import Asking, Differing, compare, differing, opened
from disclosure.digests import Stamped, digest_of, keep, stamp_of
from disclosure.districts import District
from disclosure.site.reading import Reader
from disclosure.site.told import told
from disclosure.site.words import Filed, Sentence, languages

SCHEMA = """
create table bodies (code text, place text, name text, since integer) strict;
create index bodies_code on bodies (code);
create table sums (code text, year integer, amount real) strict;
create index sums_code on sums (code, year);
create table words (word text primary key, said text) strict;
create view rich as select code, sum(amount) as total from sums group by code;
create view known as select * from bodies where since > 2000;
"""
# Questions about one body with parameters of a code and a year, plain ones and such as look at others, too.
PLAIN = (
    "select * from bodies where code = ?",
    'select name, coalesce(since, 0) as since from "bodies" where "code" = ? and since > 0 order by rowid desc',
    "select count(*) as n from sums where code = ?1 and amount > 0",
    "select '?' as mark, * from sums where year = 2001 and code = ?",
    'select * from sums where "code" is :code and year = :year order by +year limit 2',
)
JOINED = (
    "select b.name, s.amount from bodies b join sums s on s.code = b.code where b.code = :code and s.code = :code order by s.year",
    "-- who's\nselect b.name, w.said from bodies b left join words w on w.word = b.code where b.code = :code",
    'select s.amount, b.name as named from sums s join "bodies" as b using (code) where b.code is :code and s.amount > 0'
    " and s.code is :code order by s.amount desc limit 1",
    "select b.name, s.amount from words w join bodies b on b.code > w.word left join sums s on s.code = b.code and s.year = :year"
    " where b.code = :code and s.code = :code",
    "select '1' as n where exists (select * from bodies where code = :code and since > 2000)"
    " union all select '2' as n where exists (select * from sums where amount > 1 and code = :code)",
)  # fmt: skip
NOT_PLAINLY_JOINED = (
    "select b.name, s.amount from bodies b join sums s on s.year > 2000 where b.code = :code",
    "select b.name, s.amount from bodies b join sums s on s.code = b.code where b.code = :code",
    "select b.name, a.name as other from bodies b join bodies a on a.place = b.place where b.code = :code",
    "select b.name, a.name as other from bodies b join Bodies a on a.place = b.place where b.code = :code",
    "select b.name, a.name as other from bodies b, bodies a where b.code = :code",
    "select b.name, r.total from bodies b join rich r on r.total > 0 where b.code = :code",
    "select b.name, r.total from bodies b join rich r on r.code = b.code where b.code = :code and r.code = :code",
    "select b.name, s.amount from bodies b join (select * from sums) s on s.year > 2000 where b.code = :code",
    "select '1' as n where exists (select * from bodies where code = :code) union all select name from bodies",
    "select '1' as n where exists (select * from bodies where code = :code) union all"
    " select '2' as n where exists (select * from sums where amount > 1)",
    "select '1' as n where exists (select * from bodies where code = :code or since > 2001)",
    "select * from bodies where name <> '--' or since > 2001\n and '--' <> '' and code = :code",
    "select * from bodies where since > 2001 -- where\n or code = :code",
)  # fmt: skip
OTHERS = (
    "select * from bodies where code = ? or since > 2001",
    "select * from bodies where not code = ?",
    "select rowid, name from bodies where code = ?",
    "select * from bodies where place = (select place from bodies where code = ?)",
    "select * from bodies where name in (select name from bodies where code = ?)",
    "select (select max(amount) from sums) as most, name from bodies where code = ?",
    "select b.name, s.amount from bodies b join bodies a on a.place = b.place join sums s on s.code = a.code where b.code = ?",
    "select * from rich where total >= (select total from rich where code = ?)",
    "select total from rich where code = ?",
    "select name from known where code = ? union all select word from words",
    "select case when since > 2001 then name end as name from bodies where (place = 'x' or code = ?)",
    "select * from bodies where case when place = 'x' then 1 when code = ? and since then 0 else 1 end",
    "select * from bodies where place between 'a' and code = ?",
    "select count(*) as n, ? as asked from bodies",
    "select said from words where word = ?",
)  # fmt: skip
CODES = ["a", "b", "c", "d"]


def filled(path: Path, bodies: list[tuple[Any, ...]], sums: list[tuple[Any, ...]]) -> Path:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        connection.executemany("insert into bodies values (?, ?, ?, ?)", bodies)
        connection.executemany("insert into sums values (?, ?, ?)", sums)
        connection.execute("insert into words values ('a', 'first')")
        connection.commit()
    return path


def between(new: Path, old: Path) -> Differing:
    return differing(new, old)


def values_of(question: str, code: str | None) -> list[Any] | dict[str, Any]:
    return {"code": code, "year": 2001} if ":code" in question else [code]


def some_rows(chance: random.Random) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    bodies = [(code, chance.choice("xyz"), f"body {code}", chance.randint(1999, 2003)) for code in CODES[:-1]]
    sums = [(code, year, chance.randint(-1, 3) / 2) for code in CODES[:-1] for year in (2000, 2001, 2002)]
    return bodies, sums


def changed_rows(chance: random.Random, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows after one row changed, came, went, moved to another code, or took another place among the others."""
    rows = list(rows)
    place = chance.randrange(len(rows))
    match chance.randrange(6):
        case 0:
            rows[place] = (*rows[place][:-1], 2004)
        case 1:
            rows.insert(place, ("d", *rows[place][1:]))
        case 2:
            del rows[place]
        case 3:
            rows[place] = (chance.choice(CODES), *rows[place][1:])
        case 4:
            rows.append(rows.pop(place))
        case _:
            rows.append(rows[place])
    return rows


@pytest.mark.parametrize("seed", range(60))
def test_what_is_said_to_be_the_same_is_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    bodies, sums = some_rows(chance)
    old = filled(tmp_path / "old.db", bodies, sums)
    which = chance.randrange(3)
    if which != 0:
        bodies = changed_rows(chance, bodies)
    if which != 1:
        sums = changed_rows(chance, sums)
    new = filled(tmp_path / "new.db", bodies, sums)
    with closing(opened(new)) as one, closing(opened(old)) as other:
        asking = Asking(lambda: one, between(new, old))
        for question in (*PLAIN, *JOINED, *NOT_PLAINLY_JOINED, *OTHERS):
            for code in (*CODES, None):
                asked = values_of(question, code)
                if asking.is_same(question, asked):
                    assert one.execute(question, asked).fetchall() == other.execute(question, asked).fetchall(), (
                        question
                    )


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Asking]:
    """Return what asks after a body's name has changed, and its sums have come to stand before another's."""
    bodies, sums = some_rows(random.Random(1))
    old = filled(tmp_path / "old.db", bodies, sums)
    new = filled(tmp_path / "new.db", [("a", "x", "other", 2000), *bodies[1:]], [*sums[3:6], *sums[:3], *sums[6:]])
    with closing(opened(new)) as connection:
        yield Asking(lambda: connection, between(new, old))


@pytest.mark.parametrize("question", PLAIN)
def test_a_plain_question_is_asked_again_only_of_whom_something_changed(changed: Asking, question: str) -> None:
    of_sums = "sums" in question
    plain = "?1" not in question
    assert changed.is_same(question, values_of(question, "b")) is plain
    assert changed.is_same(question, values_of(question, "a")) is (of_sums and plain), (
        "the order of a body's own counts"
    )
    assert not changed.is_always_same(question, values_of(question, "b"))


@pytest.mark.parametrize(
    "tests", ["year = ?2 and code = ?1", "code = ?1 and year = ?", "code = $code and year = :year"]
)
def test_parameters_with_numbers_are_not_followed(changed: Asking, tests: str) -> None:
    asked: Any = {"code": "b", "year": 2001} if "$" in tests else ["b", 2001]
    assert not changed.is_same(f"select * from sums where {tests}", asked)
    assert changed.is_same("select * from sums where code = ? and year = ?", ["b", 2001])


@pytest.mark.parametrize("question", OTHERS)
def test_any_other_question_is_asked_again(changed: Asking, question: str) -> None:
    assert changed.is_same(question, ["b"]) is (question == OTHERS[-1]), "only words are as they were"


@pytest.mark.parametrize("question", JOINED)
def test_a_question_of_several_tables_is_asked_again_only_of_whom_something_changed(
    changed: Asking, question: str
) -> None:
    assert changed.is_same(question, values_of(question, "b")), "neither its row nor its sums"
    assert not changed.is_same(question, values_of(question, "a")), "its name did"
    assert not changed.is_always_same(question, values_of(question, "b"))


@pytest.mark.parametrize("question", NOT_PLAINLY_JOINED)
def test_what_looks_at_rows_of_others_is_asked_again(changed: Asking, question: str) -> None:
    assert not changed.is_same(question, values_of(question, "b"))


def kept(path: Path, rows: list[tuple[Any, ...]]) -> Path:
    """Return a file of what is kept beside a database."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("create table rich (code text, total real); create index rich_code on rich (code);")
        connection.executemany("insert into rich values (?, ?)", rows)
        connection.commit()
    return path


def test_what_is_kept_beside_the_database_is_compared_by_itself(tmp_path: Path) -> None:
    bodies, sums = some_rows(random.Random(1))
    path, found = filled(tmp_path / "new.db", bodies, sums), Differing()
    new, old = kept(tmp_path / "new", [("a", 1), ("b", 2)]), kept(tmp_path / "old", [("a", 3), ("b", 2)])
    with closing(opened(path)) as connection, closing(opened(new)) as one, closing(opened(old)) as other:
        compare(found, "rich", one, other, "kept.")
        connection.execute("attach ? as kept", [str(new)])
        connection.execute("create temp view rich as select * from kept.rich")
        connection.execute("create temp table words as select * from main.words")
        asking = Asking(lambda: connection, found)
        asked = "select * from rich where code is ?"
        assert asking.is_same(asked, ["b"]) and not asking.is_same(asked, ["a"])
        assert not asking.is_same("select count(*) from rich", [])
        assert not asking.is_same("select * from main.rich where code is ?", ["b"]), "nothing is known of the view"
        assert not asking.is_same("select * from words", []), "nor of a table that nobody kept"
        compare(found, "rich", one, one, "kept.")
        assert asking.is_same("select count(*) from rich where total > 0", [])


def test_another_schema_is_another_database(tmp_path: Path) -> None:
    bodies, sums = some_rows(random.Random(1))
    old, new = (filled(tmp_path / name, bodies, sums) for name in ("old.db", "new.db"))
    assert between(new, old).same == {"bodies", "sums", "words"}
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("drop view known")
        connection.execute("create view known as select * from bodies where since > 2001")
    assert between(new, old) == Differing()


def test_equal_values_are_told_alike_and_others_are_not() -> None:
    chinese, english = languages()
    name = "".join(["第一", "协会"])
    row = {"name": name, "again": name, "sum": 1.5}
    assert told(row) == told({"name": "第一协会", "again": "".join(["第一", "协会"]), "sum": 1.5})
    others = [row | {"name": Filed(name)}, row | {"sum": 2.5}, row | {"sum": "1.5"}, row | {"more": None},
              row | {"name": Sentence(name, english)}, row | {"name": Sentence(name, chinese)}]  # fmt: skip
    found = [told(row), *map(told, others)]
    assert None not in found and len(set(found)) == len(found)
    assert told({"made": lambda: 1}) is None and told(one for one in [1]) is None
    reader = Reader(":memory:")
    assert told([reader.title_of]) == told([Reader(":memory:").title_of]) is not None, "common to all pages"
    assert told([reader.rows]) is None
    row["itself"] = [row]
    assert told(row) is None


def test_a_district_is_told_by_its_name(desk_districts: list[District]) -> None:
    first, second = desk_districts[:2]
    assert told([first]) == told([first]) != told([second])


@pytest.fixture
def desk_districts() -> list[District]:
    """Return the districts of the repository."""
    from disclosure.districts import load_districts

    return load_districts(Path(__file__).parent.parent / "plugins")


def test_a_file_is_known_by_its_stamp(tmp_path: Path) -> None:
    path, kept = tmp_path / "page.html", tmp_path / "cache" / "files.db"
    path.write_text(credit_code(serial=1), encoding="utf-8")
    assert Stamped(kept).digest("page.html", path) is None
    keep(kept, [("page.html", "a digest", stamp_of(path))])
    assert Stamped(kept).digest("page.html", path) == "a digest", "it is not read"
    (tmp_path / "other.html").hardlink_to(path)
    assert Stamped(kept).digest("page.html", tmp_path / "other.html") == "a digest", "a second name of the same file"
    path.write_text(credit_code(serial=2), encoding="utf-8")
    assert Stamped(kept).digest("page.html", path) is None
    assert Stamped(kept).noted("page.html", path) == ("page.html", digest_of(path), stamp_of(path))
    path.unlink()
    with pytest.raises(FileNotFoundError):
        Stamped(kept).digest("page.html", path)
