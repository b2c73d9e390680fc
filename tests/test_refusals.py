"""What a refusal repeats of what was asked, and says: both languages, the parameter, the next step, no personal data."""

import asyncio
from typing import Any

import httpx
import pytest
from test_api import client, get
from test_questions import app

from disclosure.api.access import failed
from disclosure.api.journal import LOG
from disclosure.api.refusals import SHOWN
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


def test_the_log_of_the_server_names_nobody(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[str] = []

    def noted(words: str, *said: Any) -> None:
        logged.append(words % said)

    monkeypatch.setattr(LOG, "warning", noted)
    monkeypatch.setattr(LOG, "error", noted)
    assert get(app, f"{TABLE}.json?_json_infinity=zhang{MOBILE}").status_code == 400
    failed({"type": "http", "path": f"{DATA}/people/demo,张三"}, ValueError("张三"))
    where = [line.split("\n")[0] for line in logged]
    assert where == [f"{TABLE}.json: ValueAsBooleanError", "/data/disclosure/{}/{}: ValueError"]
    assert not [line for line in logged if "张三" in line or MOBILE in line]
