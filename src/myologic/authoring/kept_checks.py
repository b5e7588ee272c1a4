"""What a check found, kept beside the snapshots: the same content, checked by the same code on the same day, is not checked twice.

A check is a function of the bytes of all files that it reads, of the code of the whole package, and of what NOW gives in
its rules, of which the shipped ones look at the day. Everything else would be asked again for the answers that are known.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from myologic.engine.errors import Problem
from myologic.kb.cache import cache_folder, hash_inputs, store
from myologic.kb.check import Scope, row_of, rows_read
from myologic.kb.content import fetch
from myologic.kb.files import shipped_root
from myologic.kb.snapshot import file_facts, read_snapshot

_ENDING = ".checked"
_KEPT_FILES = 16
_SECTION = "problems"
_CODE_SUFFIXES = (".py", ".lark", ".json", ".txt")
_IMPORTED_SECONDS = time.time()


class KeptCheck:
    """The check of some files as they are now.

    Parameters
    ----------
    scope
        The files.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._name: str | None = None
        self.code_hash: str | None = None
        """A hash of all code; None where what runs here may be older than that."""
        with suppress(OSError):  # a file vanished: whoever checks will say so
            self._state = self._facts()
            self.code_hash = hash_all_code()
            self._name = self._hash()

    def find(self) -> tuple[Problem, ...] | None:
        """What was found when these very files were checked before, or None."""
        kept = None if self._name is None else read_snapshot(os.path.join(cache_folder(), self._name))
        return None if kept is None else tuple(rows_read(json.loads(bytes(kept[_SECTION]))))

    def keep(self, problems: Sequence[Problem]) -> None:
        """Keep what was found, unless a file changed meanwhile."""
        with suppress(OSError):  # without it the next process checks again
            if self._name is not None and self._facts() == self._state:
                rows = json.dumps(list(map(row_of, problems)), ensure_ascii=False)
                store(cache_folder(), self._name, {_SECTION: rows.encode("utf-8", "surrogatepass")}, _KEPT_FILES)

    def _files(self) -> Iterator[str]:
        yield from (file.path for file in (*self._scope.content, *self._scope.asks))
        yield from _code()

    def _facts(self) -> list[str]:
        """What the file system says of every file, and the day."""
        return [*map(file_facts, self._files()), datetime.now(UTC).date().isoformat()]

    def _hash(self) -> str | None:
        """The name of what is kept; None where nothing may be."""
        scope = self._scope
        sources = fetch((*scope.content, *scope.asks))
        if scope.rules or any(each.problem is not None or _may_ask_the_time(each.file.path, each.data) for each in sources):
            return None  # a single rule file imports others; of the hour nothing is known here
        inputs = [("names", "\n".join((*scope.packs, "", *sorted(scope.judged))).encode("utf-8", "surrogateescape"))]
        inputs += [(f"{each.file.pack}\n{each.file.shown}", each.data) for each in sources]
        if self.code_hash is None:
            return None
        inputs += [(self.code_hash, self._state[-1].encode())]
        return f"{hash_inputs(inputs)}{_ENDING}"


def hash_all_code() -> str | None:
    """A hash of the code of the whole package and of what it runs on; None where what runs here may be older than that.

    Raises
    ------
    OSError
        A file of the package cannot be read.
    """
    inputs = [(f"python {sys.version} {sys.byteorder}", b"")]
    for path in _code():
        facts = os.stat(path)
        if max(facts.st_mtime, facts.st_ctime) > _IMPORTED_SECONDS:
            return None
        with open(path, "rb") as file:
            inputs.append((os.path.basename(path), file.read()))
    return hash_inputs(inputs)


def _may_ask_the_time(path: str, data: bytes) -> bool:
    """Whether rules of a pack may look at the time of the day."""
    own = path.startswith(os.path.join(shipped_root(), ""))
    return not own and path.endswith(".srl") and b"NOW" in data.upper()


def _code() -> Iterator[str]:
    """All code of the package, and the data that lie beside it."""
    import myologic
    import myologic.engine
    import myologic.grammar

    roots = (*myologic.__path__, *myologic.engine.__path__, *myologic.grammar.__path__, shipped_root())
    for root in dict.fromkeys(map(os.path.realpath, roots)):
        for folder, below, names in os.walk(root):
            below.sort()
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(_CODE_SUFFIXES))
