"""The environment of pages writes what Jinja would: what is worked out once, or asked less, changes no byte."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from disclosure.site.compiled import COMPILED
from disclosure.site.dressing import dressed
from disclosure.site.reads import Reads
from disclosure.site.records import as_bytes
from disclosure.site.rendering import Rendering
from disclosure.site.speaking import teach
from disclosure.site.words import Filed, Language, languages

CHINESE, ENGLISH = languages()
GIVEN: dict[str, Any] = {
    "row": {"name": "甲<乙>", "items": "many", "sample": 1}, "mark": Markup("<b>"), "few": [1, "二", None],
    "filed": Filed("未知"), "listed": "未知", "tag": "<&>\"'", "code": 3, "part": 0.5,
}  # fmt: skip
TEMPLATES = (
    "{{ row.name }} {{ row['name'] }} {{ row.lost }} {{ row.items is callable }} {{ row.sample }}",
    "{{ mark }}{{ tag }}{{ code }}{{ part }}{{ none }}{{ lost }}{{ few|join('、') }}",
    "{{ filed }} {{ listed }} {{ filed }} {{ listed|word }} {{ '未知' }}",
    "{% macro m(a, b=1) %}<i>{{ a }}{{ b }}{{ caller() if caller }}</i>{% endmacro %}{{ m(tag) }}{% call m(2) %}!{% endcall %}",
    "{% for one in few %}{{ loop.index }}{{ address('a', one) }}{% endfor %}{{ address('更') }}{{ file_address('x.csv') }}",
    "{{ _('更正') }}{{ _('另有 %(n)s 项', n=1) }}{{ _('另有 %(n)s 项', n=code) }}{{ language.tag }}{{ language.is_first }}",
    "{% set address = code %}{{ address }}{% set n = _('更正') %}{{ n|length }}",
    "{% for _ in few %}{{ _ }}{% endfor %}",
)


def environment(language: Language, source: str, **settings: Any) -> Rendering:
    """Return an environment of a language that knows one template."""
    loader = DictLoader({"page.html": source})
    env = Rendering(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"], **settings)
    teach(env, language, (language,), {})
    return env


def plain(language: Language, source: str) -> str:
    """Return what Jinja itself makes of a template, given the same words."""
    ours = environment(language, source)
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    env.globals.update(ours.globals)
    env.filters.update(ours.filters)
    if not language.is_first:
        env.finalize = language.shown
    return env.from_string(source).render(GIVEN)


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_a_page_has_the_bytes_that_jinja_gives_it(language: Language, source: str) -> None:
    assert environment(language, source).get_template("page.html").render(GIVEN) == plain(language, source)


def counted(called: list[str]) -> Callable[[str], str]:
    """Return what gives words, and notes for which it was asked."""

    def words(text: str) -> str:
        called.append(text)
        return text.upper()

    return words


def test_words_of_a_template_are_looked_up_when_it_is_compiled() -> None:
    called: list[str] = []
    env = environment(CHINESE, "{{ _('a') }}{{ _(tag) }}")
    env.speak(CHINESE, {"_": counted(called)})
    template = env.get_template("page.html")
    assert called == ["a"]
    assert [template.render(tag="b"), template.render(tag="b")] == ["AB", "AB"]
    assert called == ["a", "b", "b"]


def test_what_is_kept_of_a_template_is_of_its_language() -> None:
    source = "{{ _('更正记录') }} of a test of what is kept"
    made = [
        environment(one, source, bytecode_cache=COMPILED).get_template("page.html").render()
        for one in (CHINESE, ENGLISH, ENGLISH.knowing({"更正记录": "unused"}), CHINESE)
    ]
    assert made[0] == made[3] != made[1] == made[2]
    taught = ENGLISH.knowing({"从未有过的词": "a word of a district"})
    source = "{{ _('从未有过的词') }}"
    before, after = (environment(one, source, bytecode_cache=COMPILED) for one in (ENGLISH, taught))
    assert "从未有过的词" in before.get_template("page.html").render()
    assert after.get_template("page.html").render() == "a word of a district"


@pytest.mark.parametrize(("page", "shown"), [
    ("<!-- 甲 --><p>a</p>", "<!-- 甲 --><p>a</p>"),
    ("<p>\ue000甲 <b>乙</b> c\ue001 丙</p>",
     '<p><span lang="zh-CN">甲 </span><b lang="zh-CN">乙</b> c <span lang="zh-CN">丙</span></p>'),
    ("甲<i>乙</i>", '<span lang="zh-CN">甲</span><i lang="zh-CN">乙</i>'),
    ("<p>a</p>甲", '<p>a</p><span lang="zh-CN">甲</span>'),
    ('<a href="/x/" title="甲">乙</a><a lang="en">丙</a>',
     '<a href="/x/" title="甲" lang="zh-CN">乙</a><a lang="en"><span lang="zh-CN">丙</span></a>'),
    ("<option>甲</option><p>，</p>", '<option lang="zh-CN">甲</option><p>, </p>'),
])  # fmt: skip
def test_what_is_not_ascii_is_found_wherever_it_stands(page: str, shown: str) -> None:
    assert dressed(page, ENGLISH) == shown


def test_a_record_has_a_line_for_each_part() -> None:
    record = {
        "名": "甲",
        "of": {"a": None, "b": 1.5},
        "rows": [{"a": 1}, {"a": "“x”"}],
        "none": [],
        "in": {"t": [1, [2]]},
    }
    told = as_bytes(record).decode()
    assert json.loads(told) == record and told.endswith("}\n")
    assert told.splitlines()[1:4] == [
        ' "名": "甲",',
        ' "of": {"a": null, "b": 1.5},',
        ' "rows": [{"a": 1}, {"a": "“x”"}],',
    ]


def test_what_is_made_of_answers_is_made_once_for_a_page() -> None:
    made: list[int] = []
    reads = Reads(lambda question, values: ([], []))  # noqa: ARG005
    assert [reads.once(("a", 1), lambda: made.append(1) or len(made)) for _ in range(2)] == [1, 1]
    assert reads.once(("a", 2), lambda: "other") == "other"
