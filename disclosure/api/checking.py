"""Checks a file that a reader sends, in a process of its own, and keeps nothing of it."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ..declared import OWN
from ..districts import District
from ..privacy import mask_name
from ..privacy.files import personal_data_in_name
from ..submissions.tree import shown_name
from .asked import require_fit, require_of_endpoint
from .desk import LANGUAGE, Desk
from .gate import Turns
from .guards import CHECK
from .journal import LOG
from .options import OPTIONS
from .refusals import LIMITS, SHOWN, RefusedError
from .releases import Release

LIMIT = LIMITS["check"]
PROGRAM = "disclosure.checking"
TOO_COSTLY = 4  # exit code of the program
KILLED = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}
FRESH = {"cache-control": "no-store"}
FIELDS = ("district", "table", "sample", "name")


@dataclass(frozen=True)
class Sent:
    """A file as it was sent, what was said of it, and the personal data in its name."""

    name: str
    content: bytes
    said: dict[str, str]
    personal: list[dict[str, Any]]


async def answer(districts: list[District], turns: Turns, release: Release, request: Request) -> Response:
    """Return the report on the file of a request, or the form for one; a page for a browser. Raises RefusedError."""
    if request.method != "POST":
        (form,) = (one for one in OWN if one.name == "check")
        own = {name: values for name, values in _asked(request).items() if name not in OPTIONS["carried"]}
        require_of_endpoint(release.data.desk, form, own)
    told = await _report(districts, turns, release, request) if request.method == "POST" else None
    if told and "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(told, headers=FRESH)
    desk = release.data.desk
    words = desk.spoken[LANGUAGE.get()]
    order = {severity: place for place, severity in enumerate(("error", "warning", "info"))}
    found = [one for entry in told["submissions"] for one in entry["findings"]] if told else []
    context = {"desk": words, "told": told, "found": sorted(found, key=lambda one: order[one["severity"]]),
               "districts": desk.districts, "most": LIMIT["body"] // 1_000_000,
               "tables": [(name, words.table(name)) for name in desk.tables], "asked_language": "",
               "other_language": f"{CHECK}?_lang={'zh' if words.place else 'en'}", "here": str}  # fmt: skip
    return HTMLResponse(await release.data.render_template("check.html", context), headers=FRESH)


async def _report(districts: list[District], turns: Turns, release: Release, request: Request) -> dict[str, Any]:
    """Return what the check says of the file of a request. Raises RefusedError."""
    async with turns.turn("upload"):
        sent = await received(request, release.data.desk)
    async with turns.turn("check"):
        told = await _checked(sent, districts, release.folder)
    if sent.personal:
        (entry,) = told["submissions"]
        entry |= {"valid": False, "findings": [*sent.personal, *entry["findings"]]}
        told["valid"] = False
    desk = release.data.desk
    return {"file": sent.name, "against": {"build": release.build, "today": desk.today}, **told}


async def received(request: Request, desk: Desk) -> Sent:
    """Return the file of a request. Raises RefusedError for none, for one too large, for a form that is amiss."""
    said = {name: request.query_params.get(name, "") for name in FIELDS}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded") and not said["name"]:  # a form cannot send a file so
        raise RefusedError("no-file")
    if kind.startswith("multipart/"):
        try:
            async with asyncio.timeout(LIMIT["seconds"]):
                parser = MultiPartParser(
                    request.headers, _bounded(request), max_files=1, max_fields=LIMIT["fields"],
                    max_part_size=LIMIT["body"],
                )  # fmt: skip
                form = await parser.parse()
        except (MultiPartException, HTTPException, KeyError, ValueError, AssertionError) as error:
            raise RefusedError("form") from error
        name, content = await _in_form(form, said)
    else:
        name, content = said["name"], b"".join([piece async for piece in _bounded(request)])
    if not content and not name:
        raise RefusedError("no-file")
    if not content:
        raise RefusedError("empty-file", name=_safe(name))
    require_fit(desk, OWN, request.url.path, _asked(request) | {key: [value] for key, value in said.items()})
    kept = _safe(name)
    personal = [found.as_json() | {"file": kept} for found in personal_data_in_name(Path(_last(name)))]
    return Sent(kept, content, said, personal)


def _asked(request: Request) -> dict[str, list[str]]:
    """Return what the address of a request asks."""
    return {key: request.query_params.getlist(key) for key in request.query_params}


async def _in_form(form: FormData, said: dict[str, str]) -> tuple[str, bytes]:
    """Return the name and the bytes of the file in a form, having kept what else it says. Raises RefusedError."""
    names = [name for name, _ in form.multi_items()]
    if len(set(names)) < len(names) or not set(names) <= {"file", *FIELDS}:
        raise RefusedError("form")
    file = form.get("file")
    for name, value in form.items():
        if isinstance(value, str) and name != "file":
            said[name] = value
        elif name != "file":
            raise RefusedError("form")
    if not isinstance(file, UploadFile):
        raise RefusedError("no-file")
    content = await file.read()
    await form.close()
    return file.filename or said["name"], content


async def _bounded(request: Request) -> Any:
    """Yield the body of a request. Raises RefusedError once it is too large, whatever length was said."""
    left = LIMIT["body"]
    async for piece in request.stream():
        left -= len(piece)
        if left < 0:
            raise RefusedError("file-size", most=LIMIT["body"] // 1_000_000)
        yield piece


def _last(name: str) -> str:
    """Return the last step of a name, in characters that show."""
    return shown_name(PurePosixPath(name.replace("\\", "/")).name.replace("\0", ""))


def _safe(name: str) -> str:
    """Return a name that a file can have here: the last step of it without personal data, and the stars of that."""
    last = _last(name)
    hidden = mask_name(last)
    kept = PurePosixPath(last if hidden == last else hidden.replace("*", ""))
    return f"{kept.stem[:SHOWN] or 'file'}{kept.suffix[:10]}"


async def _checked(sent: Sent, districts: list[District], release: Path) -> dict[str, Any]:
    """Return the report of the program on a file. Raises RefusedError where it cannot be checked."""
    with TemporaryDirectory(prefix="disclosure-check-") as folder:
        path = Path(folder) / sent.name
        await asyncio.to_thread(path.write_bytes, sent.content)
        said = (sent.said["table"], sent.said["district"], sent.said["sample"])
        limits = (str(LIMIT["cpu_seconds"]), str(LIMIT["memory"]))
        code, written = await _run(str(path), *said, str(districts[0].path.parent), str(release), *limits)
    if code is None or code in KILLED or code == TOO_COSTLY:
        raise RefusedError("file-costly")
    if code:
        LOG.error("check: the program ended with %s", code)
        raise RefusedError("fault")
    told: dict[str, Any] = json.loads(written)
    return told


async def _run(*arguments: str) -> tuple[int | None, bytes]:
    """Return the exit code of the program, None if it took too long, and what it wrote; it is gone in any case."""
    found = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", PROGRAM, *arguments, env=os.environ | {"PYTHONPATH": os.pathsep.join(found)},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(LIMIT["seconds"]):
            written, _ = await process.communicate()
        return process.returncode, written
    except TimeoutError:
        return None, b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
