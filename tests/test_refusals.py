"""What a refusal repeats of what was asked, and says: both languages, the parameter, the next step, no personal data."""

import asyncio
import gc
import warnings

import httpx
import pytest
from test_api import client, get
from test_questions import app

from disclosure.api.access import failed
from disclosure.api.journal import LOG
from disclosure.api.refusals import LIMITS, SHOWN
from disclosure.api.server import Application

MOBILE, CITIZEN, BODY = "138" + "00138000", "110101" + "199003070011", "52990101MJ9000188X"
DATA, TABLE = "/data/disclosure", "/data/disclosure/organisations"

__all__ = ["app"]  # a fixture


@pytest.mark.parametrize(
    "path",
    [f"{TABLE}.json?district={MOBILE}", f"{TABLE}.json?_sort={MOBILE}", f"{TABLE}.json?{CITIZEN}=1", f"{TABLE}.json?_next={MOBILE},1,1,1",
     f"{TABLE}?_shape={MOBILE}", f"{TABLE}.csv?_size={MOBILE}", f"{DATA}/{MOBILE}.json", f"/data/-/organisation/{CITIZEN}.json",
     f"/data/-/grant/demo/{MOBILE}.json", f"/data/-/changes?since={MOBILE}", f"{DATA}.json?sql=select+{MOBILE}x",
     f"{DATA}.json?sql=select+:a+x1x+y&a={MOBILE}", f"{DATA}.csv?sql=select+{MOBILE}x", f"{TABLE}.json?district={'x' * (SHOWN - 4)}{MOBILE}"],
)  # fmt: skip
def test_no_refusal_repeats_a_personal_number(app: Application, path: str) -> None:
    answer = get(app, path)
    assert answer.status_code in (400, 404)
    assert not [number for number in (MOBILE, CITIZEN, MOBILE[:4], CITIZEN[:4]) if number in answer.text], answer.text


def test_a_refusal_of_a_file_repeats_no_personal_number(app: Application) -> None:
    async def sent() -> httpx.Response:
        async with client(app) as browser:
            return await browser.post(f"/data/-/check?district={MOBILE}&name=a.csv", content=b"a,b\n1,2\n")

    answer = asyncio.run(sent())
    assert answer.status_code == 400 and MOBILE[:4] not in answer.text


def test_the_code_of_a_body_is_repeated_whole(app: Application) -> None:
    assert f"“{BODY}”" in get(app, f"/data/-/organisation/{BODY}.json").json()["error"]
    assert BODY in get(app, f"{DATA}.json?sql=select+'{BODY}'+x+y").json()["query"]["sql"]


def test_the_log_of_the_server_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[str] = []
    monkeypatch.setattr(LOG, "error", lambda words, *said: logged.append(words % said))
    failed({"type": "http", "path": f"{DATA}/people/demo,张三"}, ValueError("张三"))
    assert logged == ["/data/disclosure/{}/{}: ValueError\nValueError\n"]


def refused(app: Application, path: str) -> str:
    """Return why an address is refused."""
    answer = get(app, path)
    assert answer.status_code == 400, path
    assert "so there is no answer" in answer.text and "所以没有回答" in answer.text
    return answer.text


def found(app: Application, asked: str) -> int:
    """Return how many bodies an address finds."""
    answer = get(app, f"{TABLE}.json?{asked}")
    assert answer.status_code == 200, answer.text
    count: int = answer.json()["filtered_table_rows_count"]
    return count


@pytest.mark.parametrize("path", [f"{TABLE}.json?name__contains=%00zzzz", f"{DATA}/search.json?q=%00", "/search/?q=%00",
                                  "/data/-/changes?since=%00", f"{DATA}.json?sql=select+1%00"])  # fmt: skip
def test_a_value_with_nul_is_refused(app: Application, path: str) -> None:
    assert "%00" in refused(app, path)


def test_signs_of_like_are_signs_in_part_of_a_text(app: Application) -> None:
    for condition in ("contains", "startswith", "endswith"):
        for sign in ("_", "%25", "!", "\\"):
            assert found(app, f"name__{condition}={sign}") == 0
    assert found(app, "name__contains=养老") == found(app, "name__like=%25养老%25") > 0
    assert found(app, "org_id__startswith=52") > 0 < found(app, "name__endswith=中心")


@pytest.mark.parametrize(
    "asked", ["_size=10&_size=zz", "_sort=name&_sort=org_id", "_shape=array&_shape=objects", "_next=1&_next=2", "_ttl=1&_ttl=2"]
)  # fmt: skip
def test_an_option_is_given_once(app: Application, asked: str) -> None:
    for ending in ("json", "csv"):
        assert f"“{asked.partition('=')[0]}”" in refused(app, f"{TABLE}.{ending}?{asked}")
    assert "“sql”" in refused(app, f"{DATA}.json?sql=select+1&sql=select+2")


def test_options_that_add_to_each_other_are_given_several_times(app: Application) -> None:
    answer = get(app, f"{TABLE}.json?_col=name&_col=type&_facet=type&_facet=status&_where=1&_where=2&_size=1&_size=1")
    assert answer.status_code == 200 and len(answer.json()["facet_results"]) == 2


@pytest.mark.parametrize("asked", ["_facet_size=abc", "_facet_size=-1", "_facet_size=99999", "_ttl=x", "_timelimit=-1", "_timelimit=x",
                                   "_extra=zz", "_labels=zz", "_size=-3", "_shape=zz", "_header=zz"])  # fmt: skip
def test_a_value_that_an_option_cannot_have_is_refused_and_the_option_named(app: Application, asked: str) -> None:
    name = asked.partition("=")[0]
    for path in (f"{TABLE}.json?{asked}", f"{TABLE}?{asked}"):
        assert f"“{name}”" in refused(app, path)


@pytest.mark.parametrize(
    "asked", ["_facet_size=max&_facet=type", "_ttl=60", "_timelimit=3000", "_labels=on", "_size=max", "_size="]
)
def test_a_value_that_an_option_may_have_is_taken(app: Application, asked: str) -> None:
    assert found(app, asked) > 0


def test_options_are_bounded_by_what_a_query_may_cost() -> None:
    bounds, query = LIMITS["options"]["numbers"], LIMITS["query"]
    assert bounds["_size"][1] == bounds["_facet_size"][1] == query["rows"]
    assert bounds["_timelimit"][1] == query["milliseconds"]


def test_what_sql_does_not_use_and_a_form_does_not_know_is_refused(app: Application) -> None:
    for asked in ("_size=5", "zz=2"):
        assert asked.partition("=")[0] in refused(app, f"{DATA}.json?sql=select+1&{asked}")
    for path in ("json?sql=select+:a&a=2&zz=", "csv?sql=select+@a&a=2&_size=max&_dl=on&_stream=on"):
        assert get(app, f"{DATA}.{path}").status_code == 200
    assert "foo" in refused(app, "/data/-/check?foo=1") and get(app, "/data/-/check?_lang=en").status_code == 200


def test_a_month_that_there_is_not_bounds_nothing(app: Application) -> None:
    assert "2020-13" in refused(app, f"{TABLE}.json?registered_on__gte=2020-13")
    assert found(app, "registered_on__gte=2020-12") > 0


@pytest.mark.parametrize(
    ("asked", "named"),
    [("_sort=name&_sort_desc=name", "_sort_desc"), ("_col=", "“_col”"), ("_col=rowid", "rowid"), ("_nocol=org_id", "“_nocol”"),
     ("_facet=", "“_facet”"), ("_sort=rowid", "rowid"), ("_facet_array=name", "_facet=name"), ("_through=1", "“_through”"),
     ('name__in=["a"', "“name__in”"), ("name__notin=[[", "“name__notin”"), ('district__in=["a"', "“district__in”")],
)  # fmt: skip
def test_what_datasette_would_refuse_in_english_is_refused_in_words(app: Application, asked: str, named: str) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for ending in ("json", "csv"):
            assert named in refused(app, f"{TABLE}.{ending}?{asked}").replace("\\", "")
        gc.collect()
    assert not [str(one.message) for one in warned if "never awaited" in str(one.message)]


def test_lists_and_the_pages_of_an_empty_search_are_answered(app: Application) -> None:
    (first, *_) = get(app, f"{DATA}/dictionary_tables.json?_facet_array=primary_key").json()["facet_results"].values()
    assert "org_id" in [one["value"] for one in first["results"]]
    page = get(app, f"{DATA}/grants.json?_search=&_size=2")
    assert get(app, page.json()["next_url"].removeprefix("http://register")).status_code == 200


def test_a_part_of_a_row_is_given_by_its_address_alone(app: Application) -> None:
    (address,) = get(app, f"{DATA}.csv?sql=select+x'00'+as+a").text.split()[1:]
    assert get(app, address.removeprefix("http://register")).content == b"\0"
    for asked in ("_blob_column=zz", "", "_blob_column=a&_blob_hash=x"):
        assert "_blob_column" in refused(app, f"{DATA}.blob?sql=select+x'00'+as+a&{asked}")


@pytest.mark.parametrize(
    ("path", "kind"),
    [(f"{DATA}.csv?sql=select+x1", "text/plain"), (f"{TABLE}.csv?_where=x1", "text/plain"), (f"{DATA}/nope", "text/html"),
     (f"{TABLE}?name__nope=1", "text/html"), (f"{TABLE}.csv?_size=-3", "text/plain")],
)  # fmt: skip
def test_a_refusal_says_in_which_characters_it_is_written(app: Application, path: str, kind: str) -> None:
    assert get(app, path).headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/organisations/chosen/?type=社会团体&lang=zh_CN&nettype=WIFI&from=timeline", "/data/-/check?from=timeline&isappinstalled=0",
     f"{DATA}?sql=select+1&a=5", f"{DATA}?sql=select+1&from=timeline"],
)  # fmt: skip
def test_what_programs_add_to_a_link_is_passed_over_on_pages(app: Application, path: str) -> None:
    assert get(app, path).status_code == 200
