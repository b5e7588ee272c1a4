"""What Turtle files were read as, kept beside the snapshots: after an edit only the edited file is parsed again.

All files of one run lie in one file, in the layout of a snapshot with its checksum, one section for each. A section
is found by a hash of everything that its content depends on but the code, and the name of the file holds a hash of
that. Sections are numbers and text: terms once each, then a row of nine numbers for each statement. Nothing in them
can be run.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import repeat

from myologic.engine.terms import Place, Statement, Term, Triple
from myologic.grammar.turtle import decode
from myologic.kb.cache import hash_inputs
from myologic.kb.content import ContentText, ReadFile, read_file
from myologic.kb.files import ContentFile
from myologic.kb.snapshot import read_snapshot, write_snapshot
from myologic.kb.terms import term_of, text_of

_ENDING = ".readings"
_KEPT_FILES = 2
_NAME_CHARACTERS = 24
_HEAD = 3
_COLUMNS = 9


class KeptReadings:
    """Reads content files, and remembers across processes what was read without a problem.

    Parameters
    ----------
    folder
        Where to keep it; None keeps nothing.
    code_hash
        A hash of the code that reads; ask `cache.hash_code`.
    """

    def __init__(self, folder: str | None, code_hash: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder or "", f"{code_hash[:_NAME_CHARACTERS]}{_ENDING}")
        self._known = (read_snapshot(self._path) or {}) if folder is not None else {}
        self._used: dict[ContentFile, tuple[str, bytes | memoryview]] = {}
        self._changed = False

    def read(self, sources: Sequence[ContentText], first: int = 0) -> list[ReadFile]:
        """Read files; see `content.read_files`."""
        return [self._one(source, f"f{number}") for number, source in enumerate(sources, first)]

    def _one(self, source: ContentText, scope: str) -> ReadFile:
        file = source.file
        if self._folder is None or source.problem is not None or not file.path.endswith(".ttl"):
            return read_file(source, scope)
        what = "\n".join((scope, file.shown, file.pack, file.inside))
        name = hash_inputs([(what, source.data)])[:_NAME_CHARACTERS]
        known = self._known.get(name)
        if known is not None:
            self._used[file] = (name, known)
            return _unpacked(known, source)
        read = read_file(source, scope)
        if not read.problems:
            self._used[file] = (name, _packed(read))
            self._changed = True
        return read

    def keep(self) -> None:
        """Write what was read for the next process, if anything is new; what this one did not ask for is let go."""
        if self._folder is None or not self._changed:
            return
        self._changed = False
        with suppress(OSError):  # without it the next process parses again
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            write_snapshot(self._path, {name: bytes(data) for name, data in self._used.values()})
            with os.scandir(self._folder) as entries:
                kept = [(entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.name.endswith(_ENDING)]
            for _, path in sorted(kept, reverse=True)[_KEPT_FILES:]:
                os.unlink(path)


def _packed(read: ReadFile) -> bytes:
    """Statements and prefixes as bytes: sizes, where each term's text ends, the columns, then all text."""
    numbers: dict[Term, int] = {}
    rows = array("i")
    for (s, p, o), *places in read.statements:
        rows.extend(numbers.setdefault(term, len(numbers)) for term in (s, p, o))
        for place in places:
            rows.extend(place[1:])
    columns = array("i")
    for column in range(_COLUMNS):
        columns += rows[column::_COLUMNS]
    texts = [text_of(term) for term in numbers]
    prefixes = "\n".join(part for pair in read.prefixes for part in pair)
    ends, at = array("i"), 0
    for text in texts:
        at += len(text)
        ends.append(at)
    head = array("i", (len(texts), len(read.statements), at))
    return b"".join(
        (*map(array.tobytes, (head, ends, columns)), ("".join(texts) + prefixes).encode("utf-8", "surrogatepass"))
    )


def _unpacked(data: bytes | memoryview, source: ContentText) -> ReadFile:
    view = memoryview(data)
    terms, rows, length = view[: 4 * _HEAD].cast("i").tolist()
    first = 4 * (_HEAD + terms)
    last = first + 4 * _COLUMNS * rows
    ends = view[4 * _HEAD : first].cast("i").tolist()
    columns = view[first:last].cast("i").tolist()
    text = str(view[last:], "utf-8", "surrogatepass")
    term = [term_of(text[start:stop]) for start, stop in zip([0, *ends], ends, strict=False)].__getitem__
    s, p, o, *places = (columns[at * rows : (at + 1) * rows] for at in range(_COLUMNS))
    shown = source.file.shown
    # Tuples of a named kind made in C: a file is hundreds of statements, and each has five of them.
    place, triple, statement = (partial(tuple.__new__, kind) for kind in (Place, Triple, Statement))
    made = zip(
        map(triple, zip(map(term, s), map(term, p), map(term, o), strict=True)),
        *(map(place, zip(repeat(shown), *both)) for both in zip(places[::2], places[1::2], strict=True)),
        strict=True,
    )
    pairs = text[length:].split("\n") if len(text) > length else []
    prefixes = tuple(zip(pairs[::2], pairs[1::2], strict=True))
    statements = tuple(map(statement, made))
    text = decode(source.data, shown)
    return ReadFile(source.file, text, statements, prefixes=prefixes)  # type: ignore[arg-type]  # made by `partial`
