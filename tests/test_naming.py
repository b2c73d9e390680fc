"""Which table a file holds by its name, and which submission a path names, from wherever it is given."""

from pathlib import Path

import pytest
from command import run
from conftest import ROOT, TODAY, Desk, credit_code, finance, organisation

from disclosure.districts import NATION
from disclosure.exceptions import UsageError
from disclosure.pipeline import Project
from disclosure.submissions.named import submissions_at
from disclosure.submissions.naming import table_named

TABLES = {table.name: table for table in NATION.tables}
GOOD = [organisation()]


@pytest.mark.parametrize(
    ("stem", "table", "copied"),
    [
        ("organisations", "organisations", False), ("Organisations", "organisations", False), ("ORGANISATIONS", "organisations", False),
        ("社会组织", "organisations", False), ("ｏｒｇａｎｉｓａｔｉｏｎｓ", "organisations", False), (" 社会组织 ", "organisations", False),
        ("organisations (1)", "organisations", True), ("organisations(12)", "organisations", True), ("社会组织（1）", "organisations", True),
        ("社会组织 - 副本", "organisations", True), ("社会组织 副本", "organisations", True), ("社会组织 - 副本 (2)", "organisations", True),
        ("社会组织的副本", "organisations", True), ("复件 社会组织", "organisations", True), ("organisations - Copy", "organisations", True),
        ("Organisations - Copy (3)", "organisations", True), ("Copy of organisations", "organisations", True),
        ("submission (1)", "submission", True), ("Submission", "submission", False),
        ("organisations-2026", None, True), ("社会组织名单", None, True), ("(1)", None, True), ("副本", None, True), ("", None, True),
    ],
)  # fmt: skip
def test_a_name_stands_for_a_table(stem: str, table: str | None, copied: bool) -> None:
    assert table_named(stem, TABLES) == (table, copied)


@pytest.mark.parametrize(
    ("name", "severity"),
    [("organisations.csv", None), ("Organisations.CSV", "info"), ("社会组织.csv", "info"), ("社会组织（1）.csv", "warning"),
     ("organisations - 副本.Csv", "warning")],
)  # fmt: skip
def test_a_table_is_read_whatever_the_case_and_language_of_its_name(
    desk: Desk, name: str, severity: str | None
) -> None:
    text = "\n".join([",".join(GOOD[0]), ",".join(map(str, GOOD[0].values()))])
    desk.file("one", {name: text})
    (verdict,) = desk.check().verdicts
    assert verdict.accepted and verdict.rows == {"organisations": 1}
    said = [(f.code, f.severity, f.table) for f in verdict.findings]
    assert said == ([("file-read-as", severity, "organisations")] if severity else [])
    assert [row["source_file"] for row in desk.admitted()["organisations"].rows] == [name]


def test_a_districts_own_table_is_told_by_its_name_and_title(desk: Desk) -> None:
    district = next(one for one in desk.project.districts if one.name == "haishu")
    (own,) = [name for name in district.tables() if name.startswith("haishu_key_projects")]
    for stem in (own, own.upper(), district.tables()[own].title, f"{own} (1)"):
        assert table_named(stem, district.tables())[0] == own
    assert table_named(own, TABLES)[0] is None, "another district has no such table"


def test_two_files_of_one_table_are_an_error_whatever_they_are_called(desk: Desk) -> None:
    desk.file("one", {"organisations": GOOD, "社会组织.csv": "x", "Organisations (1).tsv": "x"})
    codes = [found[0] for found in desk.findings()]
    assert codes.count("table-twice") == 2 and "file-read-as" not in codes
    assert not desk.check().valid


@pytest.mark.parametrize("name", ["organisations.ods", "社会组织.et", "Organisations.XLSM", "organisations (1).xlsb", "社会组织.numbers",
                                  "organisations.wps", "submission.ods", "organisations.pdf", "社会组织.docx"])  # fmt: skip
def test_a_table_in_a_format_that_is_not_read_is_refused_by_name(desk: Desk, name: str) -> None:
    desk.file("one", {"finances": [finance(credit_code())], name: b"x"})
    (found,) = [f for f in desk.check().verdicts[0].findings if f.code == "table-in-other-format"]
    assert found.severity == "error" and found.file == name
    assert Path(name).suffix in found.message and ".xlsx" in found.fix


def test_notes_beside_a_table_that_was_read_are_no_error(desk: Desk) -> None:
    desk.file("one", {"organisations": GOOD, "organisations.md": "x", "notes.ods": b"x"})
    found = {f.file: (f.code, f.severity) for f in desk.check().verdicts[0].findings if f.code != "unscannable-file"}
    assert found == {"organisations.md": ("unknown-file", "warning"), "notes.ods": ("unknown-file", "warning")}
    desk.file("two", {"organisations": GOOD, "organisations.ods": b"x"})
    assert "table-in-other-format" in [f.code for f in desk.check().verdicts[1].findings]


@pytest.mark.parametrize("files", [{}, {"notes.txt": "x"}, {"members.csv": "a\n1\n"}, {"README.md": "x"}])
def test_a_submission_in_which_no_table_was_read_is_not_accepted(desk: Desk, files: dict[str, str]) -> None:
    desk.file("one", files)
    (verdict,) = desk.check().verdicts
    assert not verdict.accepted and "submission-without-tables" in [f.code for f in verdict.findings]


def test_listed_files_have_any_name(desk: Desk) -> None:
    desk.file("one", {"名单.csv": GOOD, "社会组织.csv": "x"}, resources=[{"name": "organisations", "path": "名单.csv"}])
    assert [found[0] for found in desk.findings()] == ["unlisted-file"]


# --- paths -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def spaced(tmp_path: Path) -> Desk:
    """Return a desk whose folders have spaces and Chinese in their names."""
    datasets = tmp_path / "我的 文件" / "data sets"
    datasets.mkdir(parents=True)
    desk = Desk(Project(ROOT, datasets, ROOT / "plugins", tmp_path / "build", TODAY, samples=True))
    desk.file("one", {"organisations": GOOD})
    desk.file("two", {"finances": [finance(credit_code())]})
    return desk


def named(desk: Desk, path: str | Path) -> list[tuple[str, str, str | None]]:
    """Return (district, submission, only) of what a path names."""
    found = submissions_at([Path(path)], None, None, desk.project.districts, desk.project.datasets)
    return [(one.district, one.name, one.only) for one in found]


def test_a_path_names_a_submission_from_wherever_it_is_given(spaced: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets, one, both = (
        spaced.project.datasets,
        ("haishu", "one", None),
        [("haishu", "one", None), ("haishu", "two", None)],
    )
    for folder, given, expected in [
        (datasets.parent, "data sets/haishu/one", [one]), (datasets.parent, "data sets/haishu/one/", [one]),
        (datasets.parent, "./data sets/../data sets/haishu/one/.", [one]), (datasets / "haishu" / "one", ".", [one]),
        (datasets / "haishu" / "one", "..", both), (datasets / "haishu", ".", both), (datasets, ".", both),
        (datasets / "haishu" / "two", "../one", [one]), (Path("/"), str(datasets), both),
        (datasets / "haishu", "one/organisations.csv", [("haishu", "one", "organisations.csv")]),
        (datasets / "haishu" / "one", "datapackage.json", [("haishu", "one", "datapackage.json")]),
    ]:  # fmt: skip
        monkeypatch.chdir(folder)
        assert named(spaced, given) == expected, (folder, given)
    with pytest.raises(UsageError, match="nowhere"):
        named(spaced, "nowhere")


def test_a_path_may_lead_over_links_but_not_under_datasets(spaced: Desk, tmp_path: Path) -> None:
    datasets = spaced.project.datasets
    (tmp_path / "short").symlink_to(datasets / "haishu" / "one")
    (tmp_path / "all").symlink_to(datasets)
    (datasets / "haishu" / "again").symlink_to("one")
    (datasets / "haishu" / "two" / "people.csv").symlink_to("../one/organisations.csv")
    assert named(spaced, tmp_path / "short") == [("haishu", "one", None)]
    assert named(spaced, tmp_path / "all" / "haishu" / "one") == [("haishu", "one", None)]
    refused = [
        datasets / "haishu" / "again",
        tmp_path / "all" / "haishu" / "again",
        datasets / "haishu" / "again" / "organisations.csv",
    ]
    for path in refused:
        (found,) = submissions_at([path], None, None, spaced.project.districts, datasets)
        assert (found.name, [f.code for f in found.findings]) == ("again", ["link-refused"])
        assert found.files(TABLES)[0] == {}
    assert [one.name for one in submissions_at([datasets], None, None, spaced.project.districts, datasets)] == [
        "again",
        "one",
        "two",
    ]
    assert named(spaced, datasets / "haishu" / "two" / "people.csv") == [("haishu", "two", None)]


def test_a_lone_file_is_known_by_its_name_as_well(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("社会组织 (1).csv", "Organisations.CSV"):
        (folder / name).write_text(
            "\n".join([",".join(GOOD[0]), ",".join(map(str, GOOD[0].values()))]), encoding="utf-8"
        )
        (found,) = submissions_at([folder / name], None, "haishu", desk.project.districts)
        assert found.lone_file == (folder / name, "organisations")
    (folder / "名单.csv").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="--table"):
        submissions_at([folder / "名单.csv"], None, "haishu", desk.project.districts)


def test_the_command_takes_paths_from_another_folder(spaced: Desk) -> None:
    folder = spaced.project.datasets / "haishu"
    for cwd, path, code in [(folder, "one/", 0), (folder / "one", "./organisations.csv", 0), (folder, "neither", 2)]:
        done = run("check", path, "--datasets", spaced.project.datasets, cwd=cwd)
        assert done.returncode == code, done.stdout + done.stderr
