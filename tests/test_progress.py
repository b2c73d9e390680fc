"""On a terminal each stage says how far it is; elsewhere nothing is said."""

import io

import pytest
from conftest import Desk, organisation

from disclosure import pipeline, progress
from disclosure.progress import STAGES, clock, how_far, on_terminal, silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 10, 0.0, "0/10，0.0/秒 a second，约还要 0:00 left"),
        (5, 20, 2.0, "5/20，2.5/秒 a second，约还要 0:06 left"),
        (1000, 100_000, 1.0, "1,000/100,000，1,000.0/秒 a second，约还要 1:39 left"),
        (20, 10, 2.0, "20，10.0/秒 a second"),
        (7, None, 2.0, "7，3.5/秒 a second"),
    ],
)
def test_how_far_it_is(done: int, total: int | None, seconds: float, said: str) -> None:
    assert how_far(done, total, seconds) == said


def test_a_span_is_told_in_hours_when_it_takes_hours() -> None:
    assert (clock(59.9), clock(61), clock(7384)) == ("0:59", "1:01", "2:03:04")


def test_nothing_is_said_but_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(on_terminal([1, 2], "check")) == [1, 2] and list(silent([1, 2], "check")) == [1, 2]
    assert capsys.readouterr().err == ""


def test_every_stage_of_a_build_says_how_far_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("one", {"organisations": [organisation()]})
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "EVERY", 0)
    pipeline.build(desk.project, progress=on_terminal)
    lines = terminal.getvalue().split("\n")
    assert [line.rpartition("\x1b[K")[2].partition(" ")[0] for line in lines if line] == [
        words.partition(" ")[0] for words in STAGES.values()
    ]
    assert all("a second" in line for line in lines if line) and all("left" in line for line in lines[1:] if line)
