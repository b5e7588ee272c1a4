"""What files of content were read as, kept beside the snapshots: after an edit only the edited file is parsed again.

All files of one run lie in one file, in the layout of a snapshot with its checksum, one section for each. A section
is found by a hash of everything that its content depends on but the code, and the name of the file holds a hash of
that. Sections are numbers and text: terms once each, then a row of nine numbers for each statement; of a rule file also
its rules as JSON. Nothing in them can be run.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import repeat

from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Literal, Place, Statement, Term, Triple
from myologic.grammar.turtle import decode
from myologic.kb.cache import hash_inputs, store
from myologic.kb.check_vocabulary import is_sound
from myologic.kb.content import ContentText, ReadFile, read_file
from myologic.kb.files import ContentFile
from myologic.kb.rule_codec import RuleTable, encode_rules
from myologic.kb.snapshot import read_snapshot
from myologic.kb.terms import term_of, text_of

_ENDING = ".readings"
_KEPT_FILES = 2
_NAME_CHARACTERS = 24
_HEAD = 5
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
        self._name = f"{code_hash[:_NAME_CHARACTERS]}{_ENDING}"
        self._known = (read_snapshot(os.path.join(folder, self._name)) or {}) if folder is not None else {}
        self._used: dict[ContentFile, tuple[str, bytes | memoryview]] = {}
        self._changed = False

    def read(self, sources: Sequence[ContentText], first: int = 0) -> list[ReadFile]:
        """Read files; see `content.read_files`."""
        return [self._one(source, f"f{number}") for number, source in enumerate(sources, first)]

    def _one(self, source: ContentText, scope: str) -> ReadFile:
        file = source.file
        if self._folder is None or source.problem is not None:
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
            store(self._folder, self._name, {name: bytes(data) for name, data in self._used.values()}, _KEPT_FILES)


def _packed(read: ReadFile) -> bytes:
    """A file as bytes: sizes, where each term's text ends, the columns, all text, then its rules."""
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
    rules = _packed_rules(read.rules) if read.file.path.endswith(".srl") else b""
    sound = all(is_sound(term) for term in numbers if isinstance(term, Literal))
    head = array("i", (len(texts), len(read.statements), at, sound, len(rules)))
    words = ("".join(texts) + prefixes).encode("utf-8", "surrogatepass")
    return b"".join((*map(array.tobytes, (head, ends, columns)), words, rules))


def _packed_rules(rules: RuleSet) -> bytes:
    imports = json.dumps([[iri.value, *place] for iri, place in rules.imports])
    return imports.encode() + b"\n" + encode_rules(RuleSet(rules.rules))


def _unpacked(data: bytes | memoryview, source: ContentText) -> ReadFile:
    view = memoryview(data)
    terms, rows, length, sound, size = view[: 4 * _HEAD].cast("i").tolist()
    first = 4 * (_HEAD + terms)
    last = first + 4 * _COLUMNS * rows
    ends = view[4 * _HEAD : first].cast("i").tolist()
    columns = view[first:last].cast("i").tolist()
    text = str(view[last : len(view) - size], "utf-8", "surrogatepass")
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
    statements: tuple[Statement, ...] = tuple(map(statement, made))  # type: ignore[arg-type]  # made by `partial`
    rules = _unpacked_rules(bytes(view[len(view) - size :]), statements, prefixes) if size else RuleSet()
    return ReadFile(source.file, decode(source.data, shown), statements, rules, prefixes, sound=bool(sound))


def _unpacked_rules(
    data: bytes, statements: tuple[Statement, ...], prefixes: tuple[tuple[str, str], ...]
) -> RuleSet:
    imports, _, rules = data.partition(b"\n")
    found = tuple((IRI(iri), Place(*place)) for iri, *place in json.loads(imports))
    return RuleSet(RuleTable(rules).all(), statements, found, prefixes)
