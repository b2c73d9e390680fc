"""What does not show, or looks like something else, is taken out before values are compared; what a reader sees stays."""

import pytest

from disclosure.reading.cells import person_fault
from disclosure.reading.characters import alike, clean, stands_for, unseen


@pytest.mark.parametrize(
    ("written", "read", "codes"),
    [
        ("助老服务社", "助老服务社", ()),
        ("助老服务社　", "助老服务社", ("text-spaces",)),
        ("助老 服务社", "助老服务社", ("text-spaces",)),
        ("助老服务社\t", "助老服务社", ("text-spaces",)),
        ("助老\n服务社", "助老服务社", ("text-spaces",)),
        ("\u200b助老\u2060服务社\u202e", "助老服务社", ("text-invisible",)),
        ("\u00a0助老服务社", "助老服务社", ("text-spaces",)),
        ("助老服务社_x000D_", "助老服务社", ("text-escapes", "text-spaces")),
        ("ＡＢＣ助老", "ABC助老", ("text-compatible",)),
        ("⽼年协会", "老年协会", ("text-compatible",)),
        ("\uf9d1书社", "六书社", ("text-compatible",)),
        ("e\u0301cole", "école", ("text-compatible",)),
        ("助老(一)", "助老(一)", ()),
        ("助老 （一） 社", "助老（一）社", ("text-spaces",)),
        ("Green  Earth 环保社", "Green Earth 环保社", ("text-spaces",)),
        ("Smith (UK)", "Smith (UK)", ()),
        ("（示例）助老社", "（示例）助老社", ()),
    ],
)
def test_a_name_is_what_a_reader_sees(written: str, read: str, codes: tuple[str, ...]) -> None:
    assert clean(written, "name") == (read, codes)
    assert clean(read, "name") == (read, ())
    assert alike(written, read)


@pytest.mark.parametrize(
    ("written", "read", "codes"),
    [
        ("服务老人， 互助", "服务老人， 互助", ()),
        ("服务老人_x000D_\n互助", "服务老人\n互助", ("text-escapes", "text-spaces")),
        ("服务老人_x000B_互助", "服务老人\n互助", ("text-escapes",)),
        ("服务_x200B_老人", "服务老人", ("text-escapes", "text-invisible")),
        ("第一行\r\n第二行", "第一行\n第二行", ("text-spaces",)),
        (" 服务\u200b老人\u00a0", "服务老人", ("text-invisible", "text-spaces")),
        ("ＡＢＣ", "ＡＢＣ", ()),
        ("⽼人", "老人", ("text-compatible",)),
        ("（甲）", "（甲）", ()),
    ],
)
def test_a_text_keeps_its_lines_and_spaces(written: str, read: str, codes: tuple[str, ...]) -> None:
    assert clean(written) == (read, codes)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("甲局 乙局关于丙的意见", "甲局 乙局关于丙的意见"),
        ("甲　 乙\u00a0", "甲 乙"),
        ("甲\n乙", "甲 乙"),
        ("Ｇ１", "G1"),
        ("甲(乙)", "甲(乙)"),
    ],
)
def test_a_key_keeps_one_space_where_it_has_any(written: str, read: str) -> None:
    assert clean(written, "key")[0] == read


def test_two_texts_that_look_the_same_are_alike_and_others_are_not() -> None:
    assert alike("助老社\u00a0", "助老社") and alike("（甲）", "(甲)") and alike(3, 3.0)
    assert not alike("助老社", "助老会") and not alike("3", 3) and not alike("第１期", "第2期")


def test_what_cannot_be_seen_is_named() -> None:
    assert unseen("\u200b51\u202c") == "U+200B 零宽空格、U+202C 方向结束标记"
    assert unseen("51 A") == ""


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("#N/A", "error"), ("#ref!", "error"), ("nan", "nothing"), ("NULL", "nothing"), ("None", "nothing"),
        ("无", "nothing"), ("/", "nothing"), ("—", "nothing"), (" - ", "nothing"), ("清空", "erase"),
        ("无锡", None), ("0", None), ("没有意见", None), ("nano", None),
    ],
)  # fmt: skip
def test_words_for_an_empty_cell_are_known_whole(cell: str, kind: str | None) -> None:
    assert stands_for(cell) == kind


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("李明", None), ("李 明", None), ("李　明", None), ("欧阳 娜娜", None), ("买买提• 艾力", None), ("欧阳·买买提", None),
        ("John Smith", None), ("（示例）甲", None), ("示例甲", None),
        ("钱七、孙八", "several-persons"), ("钱七，孙八", "several-persons"), ("钱七/孙八", "several-persons"),
        ("李明和王五", "several-persons"), ("张和平", None), ("李明等3人", "several-persons"), ("1.李明 2.王五", "several-persons"),
        ("会长李明", "person-only"), ("李明会长", "person-only"), ("李明1", "person-only"),
        ("钱七\n孙八", "several-persons"), ("钱七 孙八", "several-persons"), ("钱七;孙八", "several-persons"),
        ("法人:李五", "person-only"), ("会长：李五", "person-only"), ("李四（兼）", "person-only"),
        ("李四(理事长)", "person-only"), ("李某", "person-hidden"), ("李某某", "person-hidden"), ("张×", "person-hidden"),
        ("李*", "person-hidden"), ("李xx", "person-hidden"), ("李某（兼）", "person-only"), ("会长李某", "person-only"),
    ],
)  # fmt: skip
def test_a_cell_for_a_person_holds_one_name(name: str, fault: str | None) -> None:
    assert person_fault(name) == fault
