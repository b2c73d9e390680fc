"""Submissions are taken in ahead of their admission by other processes, each whole by one of them."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import workers
from ..collecting import seldom
from ..districts import District
from ..submissions import tree
from .based import foundation_of
from .kept import Task, keep

WORTH = 1_000_000  # bytes to be taken in that are worth the start of other processes
INHERITED: dict[str, District] = {}  # the districts of this process, where another began it

Loader = Callable[[Path], Iterable[District]]


@dataclass(frozen=True)
class Errand:
    """What another process is told: the task, and how the districts are loaded there."""

    task: Task
    plugins: Path
    load: Loader

    @property
    def size(self) -> int:
        """Return how many bytes are to be taken in."""
        return sum(path.stat().st_size for path in tree.listing(self.task.submission.path).files)


def run(errand: Errand) -> bool:
    """Take a submission in and keep it; return whether it was. What fails is done again where it is admitted.

    A worker that outlives a change of a district or of the program does nothing by what it loaded before.
    """
    task = errand.task
    try:
        if not _stands_on(task):
            INHERITED.clear()
            INHERITED.update({district.name: district for district in errand.load(errand.plugins)})
        with seldom():
            return _stands_on(task) and keep(task, INHERITED[task.submission.district])
    except Exception:
        return False


def _stands_on(task: Task) -> bool:
    """Return whether the district that this process has loaded is the one that the task was made for."""
    district = INHERITED.get(task.submission.district)
    return district is not None and foundation_of(district, task.by_rows) == task.foundation


@contextmanager
def sent(errands: list[Errand], jobs: int, executor: Executor | None) -> Iterator[dict[str, "Future[bool]"]]:
    """Yield digest → what tells that the submission is kept, the largest begun first; none where it is not worth it."""
    errands = sorted(errands, key=lambda errand: -errand.size)
    if executor:
        yield {errand.task.digest: executor.submit(run, errand) for errand in errands}
        return
    if jobs == 1 or len(errands) == 1 or sum(errand.size for errand in errands) < WORTH:
        yield {}
        return
    with ProcessPoolExecutor(min(jobs, len(errands)), initializer=workers.obey) as pool:
        try:
            yield {errand.task.digest: pool.submit(run, errand) for errand in errands}
        except BaseException:
            workers.end_all()  # else the others would go on to the end
            raise
