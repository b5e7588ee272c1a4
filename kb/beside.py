"""Work that is done beside: in a copy of this process on another core where that is safe, else here when its value is wanted.

A copy (`os.fork`) has everything that was read before it was made, so that nothing is handed over but the value, which is
plain data in the form of `marshal`. It is made only where a program said that the process is its own, the system tells
that no other thread runs in it, and there is a second core. What fails in a copy is done again here and fails here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

R = TypeVar("R")
_PIECE_BYTES = 1 << 20
_THREADS = "/proc/self/task"
_CORES = 2
"""How many there must be."""
_allowed = False


def allow() -> None:
    """Let this process be copied; for a program that is alone in it, such as the command line."""
    global _allowed
    _allowed = True


def may_copy() -> bool:
    """Whether a copy of this process may be made, and would run beside it."""
    if not _allowed or not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    try:
        return len(os.sched_getaffinity(0)) >= _CORES and len(os.listdir(_THREADS)) == 1
    except OSError:  # where nobody tells how many threads there are, there may be some
        return False


class Beside(Generic[R]):
    """One piece of work. With `with`, so that a copy whose value is not wanted any more does not go on.

    Parameters
    ----------
    work
        Gives plain values: texts, numbers, bytes, and lists, tuples and dictionaries of such. It changes nothing that anybody
        looks at afterwards: what it changes in memory is lost if it is done in a copy.
    elsewhere
        Whether a copy may be made; without it the work is done here, as it is where it is less than making a copy.

    Examples
    --------
    >>> with Beside(lambda: sum(range(10))) as adding:
    ...     adding.value()
    45
    """

    def __init__(self, work: Callable[[], R], *, elsewhere: bool = True) -> None:
        self._work = work
        self._copy = self._from = -1
        if elsewhere and may_copy():
            self._start()

    def __enter__(self) -> Beside[R]:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._copy >= 0:
            from signal import SIGTERM

            with suppress(OSError):  # it ended meanwhile
                os.kill(self._copy, SIGTERM)
            self._end()

    def value(self) -> R:
        """What the work gives.

        Raises
        ------
        Exception
            Whatever the work raises.
        """
        if self._copy >= 0:
            from marshal import loads

            data = _read(self._from)
            if self._end() and data:
                value: R = loads(data)
                return value
        return self._work()

    def _start(self) -> None:
        try:
            self._from, into = os.pipe()
        except OSError:
            return
        try:
            copy = os.fork()
        except OSError:  # too many processes, or too little memory
            os.close(into)
            os.close(self._from)
            return
        if copy == 0:
            _run(self._work, self._from, into)
        os.close(into)
        self._copy = copy

    def _end(self) -> bool:
        """Wait for the end of the copy; whether it did what it should."""
        os.close(self._from)
        copy, self._copy = self._copy, -1
        try:
            return os.waitpid(copy, 0)[1] == 0
        except ChildProcessError:  # somebody else waits for whatever ends, and how it ended is lost
            return False


class _Dropped(BaseException):
    """The value is not wanted any more."""


def _run(work: Callable[[], object], end: int, into: int) -> NoReturn:
    """Do the work in the copy and end it; nothing that the other process began is tidied up or written out here."""
    code = 1
    try:
        os.close(end)  # with an end of its own it would wait for ever to be read, where the other process is no more
        from marshal import dumps
        from signal import SIGTERM, signal

        sys.unraisablehook = _ignore  # where nobody could take it, that it is dropped is no news
        signal(SIGTERM, _drop)
        data = memoryview(dumps(work()))  # type: ignore[arg-type]  # what is no plain value fails here
        while data:
            data = data[os.write(into, data) :]
        code = 0
    finally:
        os._exit(code)


def _drop(*signal: object) -> NoReturn:
    raise _Dropped


def _ignore(unraisable: object) -> None:
    pass


def _read(source: int) -> bytes:
    pieces = []
    while piece := os.read(source, _PIECE_BYTES):
        pieces.append(piece)
    return b"".join(pieces)
