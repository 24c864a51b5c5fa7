"""Reading in one process or in several, always in the order of the input."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from warledger.reading.reader import Reader, Reading, default_reader
from warledger.record.report import Report

BATCH = 32
"""Reports sent to a process at once."""

_reader: Reader | None = None


def readings_of(reports: Iterable[Report], model: str, jobs: int) -> Iterator[Reading]:
    """The readings of reports, in bounded memory."""
    if jobs == 1:
        yield from default_reader(model).read_all(reports)
        return
    source = iter(reports)
    waiting: deque[Future[list[Reading]]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_make_reader, initargs=(model,)) as pool:
        while True:
            batch = list(islice(source, BATCH))
            if batch:
                waiting.append(pool.submit(_read_batch, batch))
            if not waiting:
                return
            if not batch or len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()


def _make_reader(model: str) -> None:
    global _reader
    _reader = default_reader(model)


def _read_batch(reports: list[Report]) -> list[Reading]:
    assert _reader is not None
    return list(_reader.read_all(reports))
