"""The program of the tables of a knowledge base, kept beside its snapshot: making it takes longer than a million people do.

It is named by a hash of the content and of the code that makes it. Nothing in it is executed as it stands: the code of the
kernel is written anew from the numbers of its nodes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress

from myologic.engine.effort import uncollected
from myologic.kb.base import KnowledgeBase
from myologic.kb.cache import hash_code, hash_inputs
from myologic.kb.snapshot import read_snapshot, write_snapshot
from myologic.population.layout import layout
from myologic.population.program import Program, program_of, unpacked_program

_ENDING = ".columns"
_KEPT_FILES = 8
_SECTION = "program"
_IMPORTED_SECONDS = time.time()


def kept_program(kb: KnowledgeBase) -> Program:
    """The program of a knowledge base, from an earlier process where one has kept it.

    Parameters
    ----------
    kb
        The knowledge base; where it was loaded without a cache, nothing is read and nothing kept.
    """
    path = _path(kb)
    kept = None if path is None else read_snapshot(path)
    if kept is not None and _SECTION in kept:
        return unpacked_program(bytes(kept[_SECTION]))
    with uncollected():
        found = program_of(layout(kb))
    if path is not None:
        with suppress(OSError):  # without it the next process makes it again
            _keep(path, found.packed())
    return found


def _path(kb: KnowledgeBase) -> str | None:
    """Where the program is kept; None where it may not be, or where what runs here may not be the code on disk."""
    if kb.cache is None:
        return None
    digest = [("content", kb.hash.encode()), ("code", hash_code().encode())]
    try:
        for path in _code():
            facts = os.stat(path)
            if max(facts.st_mtime, facts.st_ctime) > _IMPORTED_SECONDS:
                return None
            with open(path, "rb") as file:
                digest.append((os.path.basename(path), file.read()))
    except OSError:
        return None
    return os.path.join(kb.cache, f"{hash_inputs(digest)}{_ENDING}")


def _code() -> Iterator[str]:
    """The files of the code that makes a program of a ground program."""
    import myologic.casework
    import myologic.population

    for folder in (*myologic.casework.__path__, *myologic.population.__path__):
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if entry.name.endswith(".py"))


def _keep(path: str, data: bytes) -> None:
    folder = os.path.dirname(path)
    write_snapshot(path, {_SECTION: data})
    with os.scandir(folder) as entries:
        kept = [(entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.name.endswith(_ENDING)]
    for _, old in sorted(kept, reverse=True)[_KEPT_FILES:]:
        os.unlink(old)
