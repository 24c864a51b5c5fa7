"""Files that appear whole or not at all: written beside their place, moved there when complete.

A process that is killed leaves its part behind; the next one to write the same file sweeps it up. A part that is
still being written is known by its lock.
"""

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # where there are no such locks, abandoned parts stay
    fcntl = None  # type: ignore[assignment]

YOUNG_S = 60
"""Parts younger than this many seconds are left alone: their writer may not have locked them yet."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """An empty file to fill in place of ``path``; it gets that name when the block ends well, else it is removed.

    Raises OSError, naming the file, where the folder cannot be written to or the disk is full.
    """
    _sweep(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as problem:
        raise OSError(f"{path} cannot be written: {problem.strerror}") from None
    part = Path(name)
    try:
        _lock(handle)
        yield part
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}:
            raise
        raise OSError(f"{path} cannot be written: {problem.strerror}") from None
    finally:
        os.close(handle)
        part.unlink(missing_ok=True)


def _lock(handle: int) -> bool:
    """Whether this process could lock a part, which it cannot while another one writes it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(path: Path) -> None:
    """Remove the parts of ``path`` that nobody writes any more."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime < YOUNG_S:
                continue
            handle = os.open(part, os.O_RDWR)
            try:
                if _lock(handle):
                    part.unlink()
            finally:
                os.close(handle)
