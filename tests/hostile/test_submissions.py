"""What a stranger may put under datasets/: links, pipes, names, manifests. Refused alike by every way in, never read."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, TODAY, Desk, credit_code, finance, organisation

from disclosure.commits import check_since, check_staged
from disclosure.exceptions import UsageError
from disclosure.pipeline import Project
from disclosure.submissions.strict_json import read_json
from disclosure.submissions.tree import LIMITS, shown_name

A, B = credit_code(serial=1), credit_code(serial=2)
BEHIND = "what-lies-behind-the-link"
IDENTITY = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
HANDED_IN = ROOT / "tests" / "files" / "hostile"


def git(folder: Path, *arguments: str, feed: bytes | None = None) -> str:
    """Run git in a folder and return what it says."""
    done = subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, check=True, input=feed)
    return os.fsdecode(done.stdout).strip()


def commit(desk: Desk, message: str = "x") -> None:
    """Commit all that lies in a desk's repository."""
    git(desk.project.datasets.parent, "add", "-A")
    git(desk.project.datasets.parent, "commit", "-q", "-m", message)


@pytest.fixture
def landed(desk: Desk) -> Desk:
    """Return a desk in a repository whose branch main has landed two submissions; the branch mine is checked out."""
    desk.file("first", {"organisations": [organisation(A)], "finances": [finance(A)]})
    desk.file("second", {"organisations": [organisation(B)]}, created="2026-05-01T09:00:00+08:00")
    git(desk.project.datasets.parent, "init", "-q", "-b", "main")
    commit(desk)
    git(desk.project.datasets.parent, "checkout", "-q", "-b", "mine")
    return desk


def since(desk: Desk) -> dict[str, list[str]]:
    """Return submission or district → codes of what a pull request is told."""
    outcome = check_since(desk.project, "main")
    whole = {name: [f.code for f in found] for name, found in outcome.districts.items()}
    return whole | {v.submission.name: [f.code for f in v.findings] for v in outcome.verdicts}


def run(desk: Desk, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `disclosure` over a desk's datasets."""
    command = [ROOT / ".venv" / "bin" / "disclosure", *arguments, "--datasets", desk.project.datasets, "--today", TODAY]
    return subprocess.run(command, cwd=desk.project.datasets.parent, capture_output=True, text=True, check=False)


def pull_request(desk: Desk) -> subprocess.CompletedProcess[str]:
    """Return what the steps of the workflow say."""
    summary = desk.project.output.with_name("summary.md")
    environment = {"PATH": f"{ROOT / '.venv' / 'bin'}:/usr/bin:/bin", "SUMMARY": str(summary)}
    arguments = [ROOT / ".github" / "check-submissions", desk.project.datasets, "main"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    done.stdout += summary.read_text(encoding="utf-8")
    return done


@dataclass
class Told:
    """What is said of the same datasets by `check`, by `check --since` and by a build: (district, submission) → codes."""

    check: dict[tuple[str, str | None], set[str]]
    since: dict[tuple[str, str | None], set[str]]
    build: dict[tuple[str, str | None], set[str]]
    words: str


OF_THE_STANDARD = ("dictionary_", "codelists")  # tables that say nothing of what was filed


def told_of(desk: Desk) -> Told:
    """Return what each way in says of a desk's datasets, and every word that any of them says or publishes."""
    repository = desk.project.datasets.parent
    git(repository, "init", "-q", "-b", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "nothing")
    reports = [desk.check().as_json(), check_since(desk.project, "main").as_json()]
    db = desk.build()
    build: dict[tuple[str, str | None], set[str]] = {
        (r["district"], r["submission"]): set() for r in db["submissions"].rows
    }
    for row in db["findings"].rows:
        build.setdefault((row["district"], row["submission"]), set()).add(row["code"])
    published = {f"{row['district']}/{row['submission']}" for row in db["submissions"].rows if row["accepted"]}
    told = [
        {(e["district"], e["submission"]): {f["code"] for f in e["findings"]} for e in r["submissions"]}
        for r in reports
    ]
    passed = [{f"{e['district']}/{e['submission']}" for e in r["submissions"] if e["valid"]} for r in reports]
    assert passed[0] - {"haishu/None"} == passed[1] - {"haishu/None"} == published
    tables = [table for table in db.tables if not table.name.startswith(OF_THE_STANDARD)]
    rows = [list(row.values()) for table in tables for row in table.rows]
    words = json.dumps([*reports, rows], ensure_ascii=False, default=repr)
    return Told(told[0], told[1], build, words)


def new_desk(folder: Path) -> Desk:
    """Return a desk for the tests of a module."""
    (folder / "datasets").mkdir()
    return Desk(Project(ROOT, folder / "datasets", ROOT / "plugins", folder / "build", TODAY, samples=True))


# --- what is no regular file -------------------------------------------------------------------------------------------


def _subfolder(path: Path) -> None:
    path.mkdir()
    (path / "organisations.csv").write_text(BEHIND, encoding="utf-8")


def _socket(path: Path) -> None:
    """Leave a socket where a file could lie; its path is short enough if the folder is the current one."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with closing(socket.socket(socket.AF_UNIX)) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _to(target: str) -> Callable[[Path], None]:
    """Return what makes a link; OUTSIDE is a folder with a submission that would be accepted."""
    return lambda path: path.symlink_to(target.replace("OUTSIDE", str(_above(path, "datasets").parent / "outside")))


def _above(path: Path, name: str) -> Path:
    return next(parent for parent in path.parents if parent.name == name)


# What is put where; a place in a submission of its own begins with "in/", which is the submission's folder.
ODD: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a linked submission": ("haishu/linked", _to("OUTSIDE/2026-outside"), "link-refused"),
    "a link to a landed one": ("haishu/again", _to("../haishu/good"), "link-refused"),
    "a relative link": ("haishu/relative", _to("good"), "link-refused"),
    "a link to nothing": ("haishu/dangling", _to("nowhere"), "link-refused"),
    "a link to itself": ("haishu/itself", _to("itself"), "link-refused"),
    "a linked table": ("in/people.csv", _to("OUTSIDE/2026-outside/people.csv"), "link-refused"),
    "a linked manifest": ("in/datapackage.json", _to("OUTSIDE/2026-outside/datapackage.json"), "link-refused"),
    "the environment as README": ("in/README.md", _to("/proc/self/environ"), "link-refused"),
    "a linked README": ("in/README.md", _to("OUTSIDE/2026-outside/README.md"), "link-refused"),
    "a hidden link": ("in/.notes.md", _to("OUTSIDE/2026-outside/README.md"), "link-refused"),
    "a link to a device": ("in/people.csv", _to("/dev/zero"), "link-refused"),
    "a link to a folder": ("in/people", _to("OUTSIDE/2026-outside"), "link-refused"),
    "a link beside submissions": ("haishu/README.md", _to("OUTSIDE/2026-outside/README.md"), "link-refused"),
    "a hidden link beside": ("haishu/.README.md", _to("OUTSIDE/2026-outside/README.md"), "link-refused"),
    "a linked district": ("zhenhai", _to("OUTSIDE"), "link-refused"),
    "a linked unknown district": ("atlantis", _to("OUTSIDE"), "link-refused"),
    "a link beside districts": ("README.md", _to("OUTSIDE/2026-outside/README.md"), "link-refused"),
    "a pipe as a table": ("in/people.csv", os.mkfifo, "special-file"),
    "a pipe as a manifest": ("in/datapackage.json", os.mkfifo, "special-file"),
    "a pipe as a submission": ("haishu/piped", os.mkfifo, "special-file"),
    "a pipe as a district": ("wenzhou", os.mkfifo, "special-file"),
    "a socket": ("in/people.csv", _socket, "special-file"),
    "a subfolder": ("in/people", _subfolder, "subfolder"),
    "a hidden subfolder": ("in/.people", _subfolder, "subfolder"),
    "a subfolder called as a table": ("in/people.csv", _subfolder, "subfolder"),
    "a hidden submission": ("haishu/.hidden", _subfolder, "hidden-folder"),
    "a hidden district": (".hidden", _subfolder, "hidden-folder"),
}  # fmt: skip


UNKNOWN_TO_GIT = {"a pipe as a submission", "a pipe as a district"}  # no pull request can hold one


def _put(desk: Desk, what: str) -> tuple[str, str | None]:
    """Put something odd into a desk; return the district and the submission that are to be told."""
    place, make, _ = ODD[what]
    district, _, rest = place.partition("/")
    number = list(ODD).index(what)
    if district == "in":
        folder = desk.file(f"odd-{number}", {"organisations": [organisation(credit_code(serial=100 + number))]})
        (folder / rest).unlink(missing_ok=True)
        make(folder / rest)
        return "haishu", folder.name
    make(desk.project.datasets / place)
    beside = not rest or rest.startswith(".")
    return district, None if beside else rest


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, dict[str, tuple[str, str | None]]]:
    """Return what is said of datasets with one good submission and everything odd, and where each is to be told."""
    desk = new_desk(tmp_path_factory.mktemp("odd"))
    outside = desk.file(
        "2026-outside", {"organisations": [organisation(B, name=BEHIND)], "README.md": BEHIND, "people": BEHIND}
    )
    (desk.project.datasets.parent / "outside").mkdir()
    shutil.move(outside, desk.project.datasets.parent / "outside" / "2026-outside")
    desk.file("good", {"organisations": [organisation(A)]})
    where = {what: _put(desk, what) for what in ODD}
    return told_of(desk), where


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_regular_file_is_refused_by_every_way_in(
    odd: tuple[Told, dict[str, tuple[str, str | None]]], what: str
) -> None:
    told, where = odd
    code = ODD[what][2]
    assert code in told.check[where[what]] and code in told.build[where[what]]
    assert code in told.since.get(where[what], ()) or what in UNKNOWN_TO_GIT


def test_nothing_behind_a_link_is_read_and_the_good_one_is_published(
    odd: tuple[Told, dict[str, tuple[str, str | None]]],
) -> None:
    told, _ = odd
    assert BEHIND not in told.words and "PATH=" not in told.words
    assert told.build["haishu", "good"] == set()


def test_the_steps_of_a_pull_request_refuse_links(landed: Desk) -> None:
    landed.file("good", {"finances": [finance(A, 2023)]}, created="2026-06-01T09:00:00+08:00")
    (landed.project.datasets.parent / "outside" / "2026-outside").mkdir(parents=True)
    for what in ("a linked submission", "the environment as README", "a linked district"):
        _put(landed, what)
    commit(landed)
    done = pull_request(landed)
    assert done.returncode == 1
    assert done.stdout.count("link-refused") >= 2 * 3 and "SUMMARY=" not in done.stdout


# --- names -------------------------------------------------------------------------------------------------------------

NAMES = [
    b"organisations\xff.csv", b"\xd5\xcb.csv", "换\n行.csv".encode(), b"a\x1bb.csv", "a\u202evsc.csv".encode(), "a\u200bb.csv".encode(),
    "a\u2028b.csv".encode(), b"-rf.csv", b"a:b.csv", b"a\\b.csv", b"a?.csv", b"con.csv", b"organisations.csv ", b"x" * 101 + b".csv",
]  # fmt: skip


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Return what is said of datasets in which a district, a submission and a file have each name that is refused."""
    desk = new_desk(tmp_path_factory.mktemp("named"))
    desk.file("good", {"organisations": [organisation(A)]})
    for number, name in enumerate(NAMES):
        folder = desk.file(f"named-{number}", {"organisations": [organisation(credit_code(serial=100 + number))]})
        (folder / os.fsdecode(name)).write_text("x", encoding="utf-8")
        for parent in (desk.project.datasets, desk.project.datasets / "haishu"):
            (parent / os.fsdecode(name)).mkdir()
            (parent / os.fsdecode(name) / "organisations.csv").write_text(BEHIND, encoding="utf-8")
    return told_of(desk)


@pytest.mark.parametrize("number", range(len(NAMES)), ids=map(repr, NAMES))
def test_a_name_that_cannot_be_used_is_refused_at_every_depth(named: Told, number: int) -> None:
    shown = shown_name(os.fsdecode(NAMES[number]))
    for told in (named.check, named.since, named.build):
        for place in (("haishu", f"named-{number}"), ("haishu", shown), (shown, None)):
            assert told[place] & {"name-refused", "long-name"}, place


def test_a_refused_name_stops_nothing_else(named: Told) -> None:
    assert named.build["haishu", "good"] == set()
    assert BEHIND not in named.words
    named.words.encode("utf-8")


def test_no_two_names_are_shown_as_one() -> None:
    names = ["a\nb", "a\\nb", "a\\\nb", "\udcff", "\\xff", "a\u202eb", "a\\u202eb", "甲"]
    assert len({shown_name(name) for name in names}) == len(names)
    assert shown_name("社会组织 (1).csv") == "社会组织 (1).csv"


def test_names_that_differ_in_case_only_are_refused(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(A)], "notes.txt": "x", "Notes.txt": "y", "ＮＯＴＥＳ.txt": "z"})
    assert [found[0] for found in desk.findings()].count("names-collide") == 2
    assert not desk.check().valid


def test_hidden_files_are_told_and_do_not_reject(desk: Desk) -> None:
    desk.file("one", {"organisations": [organisation(A)], "~$organisations.xlsx": b"x", ".organisations.csv.swp": "x",
                      ".DS_Store": b"\0", ".gitkeep": ""})  # fmt: skip
    assert [found[0] for found in desk.findings()].count("hidden-file") == 2
    assert desk.check().verdicts[0].rows == {"organisations": 1}


def test_settings_of_git_are_refused_wherever_they_lie(landed: Desk) -> None:
    landed.file("good", {"finances": [finance(A, 2023)]}, created="2026-06-01T09:00:00+08:00")
    for place, name in ((".", ".gitmodules"), ("haishu", ".lfsconfig"), ("haishu/good", ".gitattributes")):
        (landed.project.datasets / place / name).write_text("* -text\n", encoding="utf-8")
    told = since(landed)
    assert told[".gitmodules"] == told["haishu"] == ["controlling-file"]
    assert "controlling-file" in told["good"]
    assert not landed.check().valid and not check_since(landed.project, "main").valid


def test_a_pointer_of_git_lfs_is_no_file(desk: Desk) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
    desk.file("one", {"organisations": [organisation(A)], "people": pointer})
    assert "large-file-pointer" in [found[0] for found in desk.findings()]


def test_the_number_of_files_is_bounded(desk: Desk) -> None:
    desk.file("one", {f"{n}.txt": "x" for n in range(LIMITS["files"])} | {"organisations": [organisation(A)]})
    assert desk.findings() == [("too-many-files", None, None)]


def test_a_large_file_beside_the_tables_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "other_bytes", 1000)
    desk.file("one", {"organisations": [organisation(A)], "notes.txt": "x" * 1001, "README.md": "x" * 1001})
    assert [found[0] for found in desk.findings()].count("file-too-large") == 2


# --- pull requests -----------------------------------------------------------------------------------------------------


def test_a_mode_a_link_and_a_submodule_are_seen_in_the_objects(landed: Desk) -> None:
    repository = landed.project.datasets.parent
    (landed.project.datasets / "haishu" / "first" / "finances.csv").chmod(0o755)
    git(repository, "update-index", "--chmod=+x", "datasets/haishu/first/finances.csv")
    blob = git(repository, "hash-object", "-w", "--stdin", feed=b"../first/organisations.csv")
    head = git(repository, "rev-parse", "HEAD")
    for mode, key, path in (("120000", blob, "new/organisations.csv"), ("160000", head, "module"),
                            ("120000", blob, "second/organisations.csv")):  # fmt: skip
        git(repository, "update-index", "--add", "--cacheinfo", f"{mode},{key},datasets/haishu/{path}")
    git(repository, "commit", "-q", "-m", "x")
    git(repository, "config", "core.symlinks", "false")
    git(repository, "checkout", "-q", "-f", "HEAD")
    told = since(landed)
    assert told["first"] == ["published-edited"]
    assert set(told["second"]) >= {"published-edited", "link-refused"}
    assert "link-refused" in told["new"]
    assert "special-file" in told["module"]
    assert not check_since(landed.project, "main").valid


@pytest.mark.parametrize("how", ["renamed by case", "file", "link", "emptied"])
def test_what_landed_is_seen_to_go_in_every_way(landed: Desk, how: str) -> None:
    first = landed.project.datasets / "haishu" / "first"
    if how == "renamed by case":
        first.rename(first.with_name("First"))
    elif how == "emptied":
        (first / "finances.csv").write_bytes(b"")
    else:
        shutil.move(first, landed.project.datasets.parent / "kept")
        first.symlink_to("../../kept") if how == "link" else first.write_text("x", encoding="utf-8")
    for committed in (False, True):
        commit(landed) if committed else None
        told = since(landed)["first"]
        assert "published-edited" in told if how == "emptied" else "published-deleted" in told
        assert not check_since(landed.project, "main").valid


def test_a_landed_edit_that_is_taken_back_is_none(landed: Desk) -> None:
    path = landed.project.datasets / "haishu" / "first" / "finances.csv"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    commit(landed)
    assert "published-edited" in since(landed)["first"]
    path.write_bytes(before)
    assert since(landed) == {}, "what is not committed yet counts"


def test_a_change_beside_submissions_is_seen(landed: Desk) -> None:
    (landed.project.datasets / "haishu" / "README.md").write_text("x", encoding="utf-8")
    assert since(landed) == {"haishu": ["stray-file"]}
    commit(landed)
    assert since(landed) == {"haishu": ["stray-file"]}
    assert check_since(landed.project, "main").valid


CONVERTING = ["*.csv eol=crlf", "datasets/** working-tree-encoding=UTF-16", "*.csv ident", "*.csv filter=lfs"]
HARMLESS = ["*.png binary", "* text=auto", "datasets/** -text", "*.csv eol=lf"]


def test_attributes_that_change_what_landed_are_seen(landed: Desk) -> None:
    for line in (*CONVERTING, *HARMLESS):
        (landed.project.datasets.parent / ".gitattributes").write_text(line + "\n", encoding="utf-8")
        assert ("content-converted" in since(landed).get("first", [])) == (line in CONVERTING), line


def test_datasets_itself_is_no_link_and_holds_no_repository(landed: Desk) -> None:
    datasets = landed.project.datasets
    shutil.copytree(datasets, datasets.parent / "elsewhere" / "datasets")
    shutil.rmtree(datasets)
    datasets.symlink_to("elsewhere/datasets")
    commit(landed)
    done = pull_request(landed)
    assert done.returncode == 2 and "链接" in done.stderr
    datasets.unlink()
    git(datasets.parent, "checkout", "-q", "main")
    bare = landed.project.datasets
    git(datasets.parent, "init", "-q", "--bare", str(datasets.parent / "bare"))
    for one in (datasets.parent / "bare").iterdir():
        shutil.move(one, bare / one.name)
    (bare / "config").write_text("[core]\n\tbare = true\n\tfsmonitor = touch obeyed\n", encoding="utf-8")
    with pytest.raises(UsageError, match="HEAD"):
        check_since(landed.project, "main")
    assert not list(datasets.parent.rglob("obeyed"))


def test_git_is_told_as_git_tells_it(landed: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有 nowhere 这个版本"):
        check_since(landed.project, "nowhere")
    with pytest.raises(UsageError, match="没有 --all 这个版本"):
        check_since(landed.project, "--all")
    shallow = tmp_path / "shallow"
    commit_twice = landed.project.datasets / "haishu" / "README.md"
    commit_twice.write_text("x", encoding="utf-8")
    commit(landed)
    git(
        tmp_path,
        "clone",
        "-q",
        "--depth",
        "1",
        "--no-single-branch",
        f"file://{landed.project.datasets.parent}",
        "shallow",
    )
    desk = Desk(Project(ROOT, shallow / "datasets", ROOT / "plugins", tmp_path / "out", TODAY))
    with pytest.raises(UsageError, match="unshallow"):
        check_since(desk.project, "origin/main")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UsageError, match=r"git config --global --add safe\.directory"):
        check_since(landed.project, "main")
    done = run(landed, "check", "--since", "main")
    assert done.returncode == 2 and "dubious ownership" in done.stderr
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageError, match="没有找到 git"):
        check_since(landed.project, "main")


# --- manifests ---------------------------------------------------------------------------------------------------------


def _manifest(**entries: object) -> str:
    """Return the text of a manifest that would pass, changed in some entries."""
    good: dict[str, object] = {
        "name": "sample-x", "title": "测试", "created": "2026-08-20T09:00:00+08:00",
        "contributors": [{"title": "测试", "role": "publisher"}], "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "测试"}],
    }  # fmt: skip
    return json.dumps(good | entries)


GOOD = _manifest()
MANIFESTS: dict[str, tuple[str | bytes, str]] = {
    "created in year 1": (_manifest(created="0001-01-01T00:00:00+08:00"), "manifest-invalid"),
    "created in year 9999": (_manifest(created="9999-12-31T23:59:59-08:00"), "manifest-invalid"),
    "created at the end of 9999": (_manifest(created="9999-12-31T23:59:59+00:00"), "manifest-invalid"),
    "created in other digits": (_manifest(created="２０２６-08-20T09:00:00+08:00"), "manifest-invalid"),
    "created with an offset of a day": (_manifest(created="2026-08-20T09:00:00+99:00"), "manifest-invalid"),
    "created and a line": (_manifest(created="2026-08-20T09:00:00+08:00\n"), "manifest-invalid"),
    "resources: 5": (_manifest(resources=5), "manifest-invalid"),
    "resources: text": (_manifest(resources="x"), "manifest-invalid"),
    "resources: null": (_manifest(resources=None), "manifest-invalid"),
    "resources of numbers": (_manifest(resources=[5, None, [], {}]), "manifest-invalid"),
    "a path of 5,000": (_manifest(resources=[{"name": "people", "path": "x" * 5000}]), "resource-missing"),
    "a path with NUL": (_manifest(resources=[{"name": "people", "path": "a\0b"}]), "unsafe-path"),
    "a path with a surrogate": (_manifest(resources=[{"name": "people", "path": "\ud800"}]), "manifest-character"),
    "the folder as a path": (_manifest(resources=[{"name": "people", "path": "."}]), "unsafe-path"),
    "contributors: {}": (_manifest(contributors={"a": 1}), "manifest-invalid"),
    "contributors: texts": (_manifest(contributors=["x"]), "manifest-invalid"),
    "corrects: []": (_manifest(corrects=[]), "manifest-invalid"),
    "title: {}": (_manifest(title={"a": "b"}), "manifest-invalid"),
    "a title of 200,000": (_manifest(title="a" * 200_000), "manifest-invalid"),
    "a title of addresses": (_manifest(title="a" * 100_000 + " @" * 1000), "manifest-invalid"),
    "a surrogate": (_manifest(title="\ud800bad"), "manifest-character"),
    "a surrogate in the name": (_manifest(name="\udfff"), "manifest-character"),
    "a surrogate in a key": ('{"\\udc00": 1, ' + GOOD[1:], "manifest-character"),
    "a surrogate deep within": (_manifest(x=[{"y": ["\udabc"]}]), "manifest-character"),
    "a line in the title": (_manifest(title="甲\n乙"), "manifest-character"),
    "a line in the name": (_manifest(name="sample-x\n"), "manifest-character"),
    "a line in the publisher": (
        _manifest(contributors=[{"title": "甲\r乙", "role": "publisher"}]),
        "manifest-character",
    ),
    "writing turned around": (_manifest(title="甲\u202e乙"), "manifest-character"),
    "a control": (_manifest(title="甲\x07乙"), "manifest-character"),
    "no character": (_manifest(title="甲\uffff乙"), "manifest-character"),
    "a zero-width one": (_manifest(title="甲\u200b乙"), "manifest-character"),
    "100,000 brackets": ("[" * 100_000, "manifest-too-deep"),
    "100,000 brackets, closed": ('{"a":' * 50_000 + "1" + "}" * 50_000, "manifest-too-deep"),
    "brackets in an entry": ('{"x": ' + "[" * 90 + "]" * 90 + ", " + GOOD[1:], "manifest-too-deep"),
    "400 digits": ('{"x": ' + "9" * 400 + ", " + GOOD[1:], "manifest-number"),
    "5,000 digits": ('{"x": ' + "9" * 5000 + ", " + GOOD[1:], "manifest-number"),
    "infinite": ('{"x": 1e999, ' + GOOD[1:], "manifest-number"),
    "Infinity": ('{"x": -Infinity, ' + GOOD[1:], "manifest-number"),
    "NaN": ('{"sample": NaN, ' + GOOD[1:], "manifest-number"),
    "a key twice": ('{"title": "x", ' + GOOD[1:], "manifest-key-twice"),
    "a key twice within": (_manifest(x=0).replace('"x": 0', '"x": {"a": 1, "a": 2}'), "manifest-key-twice"),
    "1 MB": (_manifest(description="a" * 1_000_001), "file-too-large"),
    "many faults": (_manifest(resources=[5] * 20_000), "manifest-invalid"),
    "many entries": (_manifest(x=[[]] * 20_000, name="other"), "manifest-name"),
    "null": ("null", "manifest-unreadable"),
    "a text": ('"x"', "manifest-unreadable"),
    "nothing": ("", "manifest-unreadable"),
    "two documents": (GOOD + GOOD, "manifest-unreadable"),
    "NUL": ("\0" * 100, "manifest-unreadable"),
    "UTF-16": (GOOD.encode("utf-16"), "manifest-encoding"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "manifest-unreadable"),
    "GBK": ('{"title": "测试"}'.encode("gbk"), "manifest-encoding"),
    "half a character": (GOOD.encode() + b"\xe6\xb5", "manifest-encoding"),
}


def _with(desk: Desk, manifest: str | bytes, name: str = "sample-x") -> None:
    """File a submission whose manifest is the given text."""
    folder = desk.file(name, {"finances": [finance(A)]})
    raw = manifest if isinstance(manifest, bytes) else manifest.encode("utf-8", "surrogatepass")
    (folder / "datapackage.json").write_bytes(raw.replace(b"sample-x", name.encode()))


@pytest.fixture(scope="module")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Desk]:
    """Return what is said of datasets with one good submission and one for each hostile manifest."""
    desk = new_desk(tmp_path_factory.mktemp("manifests"))
    desk.file("good", {"organisations": [organisation(A)]})
    for number, (manifest, _) in enumerate(MANIFESTS.values()):
        _with(desk, manifest, f"sample-{number}")
    return told_of(desk), desk


@pytest.mark.parametrize("number", range(len(MANIFESTS)), ids=MANIFESTS)
def test_a_hostile_manifest_rejects_its_submission(manifests: tuple[Told, Desk], number: int) -> None:
    told, _ = manifests
    code = list(MANIFESTS.values())[number][1]
    for codes in (told.check, told.since, told.build):
        assert code in codes["haishu", f"sample-{number}"]
    assert told.build["haishu", "good"] == set()


def test_what_is_said_of_hostile_manifests_is_bounded_and_written(manifests: tuple[Told, Desk]) -> None:
    told, desk = manifests
    told.words.encode("utf-8")
    assert len(told.words) < 1_000_000
    git(desk.project.datasets.parent, "add", "-A")
    staged = check_staged(desk.project, desk.project.datasets.parent)
    assert len(staged.verdicts) == len(MANIFESTS) + 1


@pytest.mark.parametrize("name", ["created-year1", "surrogate-title", "duplicate-title", "personal-in-key-and-number"])
def test_the_manifests_that_were_handed_in(desk: Desk, name: str) -> None:
    text = (HANDED_IN / f"{name}.datapackage.json").read_text(encoding="utf-8").replace("{number}", "1380013" + "8000")
    _with(desk, text)
    outcome = desk.check()
    found = [f for verdict in outcome.verdicts for f in verdict.findings if verdict.submission.name == "sample-x"]
    told = json.dumps(outcome.as_json())
    assert not outcome.valid and "1380013" + "800" not in told
    personal = {"duplicate-title": 1, "personal-in-key-and-number": 2}.get(name, 0)
    assert len({f.column for f in found if f.code.startswith("personal-")}) == personal


def test_a_manifest_may_have_lines_in_its_description_and_a_mark_before_it() -> None:
    filed = read_json(
        ("\ufeff" + json.dumps({"description": "一\n二", "corrects": {"reason": "三\n四"}})).encode(), "x"
    )
    assert filed.findings == [] and filed.value["corrects"]["reason"] == "三\n四"


def test_a_number_in_the_name_of_what_is_gone_is_masked(landed: Desk) -> None:
    number = "1380013" + "8000"
    landed.file(number, {"finances": [finance(A, 2022)]}, created="2026-05-02T09:00:00+08:00")
    git(landed.project.datasets.parent, "checkout", "-q", "-B", "main")
    commit(landed)
    git(landed.project.datasets.parent, "checkout", "-q", "-b", "yours")
    (landed.project.datasets / "haishu" / number / "finances.csv").write_text("org_id\n", encoding="utf-8")
    edited = json.dumps(check_since(landed.project, "main").as_json())
    shutil.rmtree(landed.project.datasets / "haishu" / number)
    (landed.project.datasets / number).mkdir()
    gone = check_since(landed.project, "main")
    assert number not in edited + json.dumps(gone.as_json())
    assert len(gone.verdicts) == 1 and {f.code for f in gone.verdicts[0].findings} == {"published-deleted"}
