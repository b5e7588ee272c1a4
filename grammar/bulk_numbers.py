"""Large data files straight to the engine's numbers, by the shortest way that is still strict.

Lines of N-Triples without spaces inside literals are split in one go, and each different term is checked once; a block
that holds anything else is read by the patterns of `bulk.py`. What is refused, and how, is the same either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import BinaryIO

from myologic.engine.columns import Loader
from myologic.engine.terms import TripleTerm
from myologic.grammar.bulk import LITERAL, Lines, Row, read_bulk
from myologic.grammar.iris import is_valid, narrowed
from myologic.grammar.lexer import BLANK_LABEL

# Small enough that the pieces of a block stay near the processor.
_BLOCK_BYTES = 128 * 1024
# Different terms whose numbers are remembered by their bytes; others are found by their keys.
_REMEMBERED = 60_000
# An IRI that is plainly right; others are looked at closely.
_PLAIN = rb"<[a-z]++://[A-Za-z0-9.\-]++(?:/[A-Za-z0-9.\-_~]*+)*+(?:#[A-Za-z0-9.\-_~]*+)?>"
_PLAIN_IRI = re.compile(_PLAIN)
_PLAIN_IRIS = re.compile(rb"(?:" + _PLAIN + rb"\n)*+")


def read_numbers(
    stream: BinaryIO,
    file: str,
    loader: Loader,
    base: str | None = None,
    *,
    scope: str = "",
    progress: Callable[[int], None] | None = None,
) -> None:
    """Read a data file of any size into a loader.

    Parameters
    ----------
    stream, file, base, scope
        As for `bulk.read_bulk`.
    loader
        Takes the facts.
    progress
        Called now and then with the number of bytes read so far, where the format is one of lines.

    Raises
    ------
    ContentError
        At the first mistake, with its place.
    """
    if file.rpartition(".")[2].lower() == "nt":
        _Blocks(file, scope, loader).read(stream, progress)
        return
    put = _putter(loader)
    for row in read_bulk(stream, file, base, scope=scope):
        put(row)


def _putter(loader: Loader) -> Callable[[Row], None]:
    """A function that adds one row of keys."""
    known, encode_key, encode, add = (
        loader.dictionary.known.get,
        loader.dictionary.encode_key,
        loader.dictionary.encode,
        loader.add,
    )

    def number(key: str | TripleTerm) -> int:
        if isinstance(key, TripleTerm):
            return encode(key)
        found = known(key)
        return encode_key(key) if found is None else found

    return lambda row: add(number(row[0]), number(row[1]), number(row[2]))


@cache
def _term(for_ascii: bool) -> re.Pattern[str]:
    pattern = rf"{BLANK_LABEL}|{LITERAL}"
    return re.compile(narrowed(pattern) if for_ascii else pattern)


class _Unusual(Exception):
    """A block that the short way does not take."""


class _Numbers(dict[bytes, int]):
    """Numbers of terms by their bytes; a term that is met for the first time is checked."""

    def __init__(self, lines: Lines, loader: Loader) -> None:
        super().__init__()
        self._lines = lines
        self._known = loader.dictionary.known.get
        self._encode = loader.dictionary.encode_key
        self._encode_all = loader.dictionary.encode_iris

    def learn(self, terms: list[bytes]) -> None:
        """Take many terms that were not met before at once, if all IRIs among them are plain; else leave them be."""
        iris = [term for term in terms if term[0] == 60]
        text = b"\n".join(iris) + b"\n"
        if iris and _PLAIN_IRIS.fullmatch(text) is not None:
            keys = [written[1:-1] for written in text.decode("ascii").split("\n")]
            keys.pop()
            self.update(zip(iris, self._encode_all(keys), strict=True))

    def __missing__(self, term: bytes) -> int:
        try:
            text = term.decode("utf-8")
        except UnicodeDecodeError:
            raise _Unusual from None
        if text[0] == "<":
            key = text[1:-1]
            found = self._known(key) if text[-1] == ">" else None
            if found is None:
                if _PLAIN_IRI.fullmatch(term) is None and not (text[-1] == ">" and "\\" not in key and is_valid(key)):
                    raise _Unusual
                found = self._encode(key)
        else:
            made = self._lines.make(text) if _term(text.isascii()).fullmatch(text) is not None else None
            if made is None:
                raise _Unusual
            found = self._encode(made)
        self[term] = found
        return found


class _Blocks:
    """Reads N-Triples block by block."""

    def __init__(self, file: str, scope: str, loader: Loader) -> None:
        self.lines = Lines(file, scope, quads=False)
        self.loader = loader
        self.numbers = _Numbers(self.lines, loader)
        self.put = _putter(loader)

    def read(self, stream: BinaryIO, progress: Callable[[int], None] | None) -> None:
        """Read to the end."""
        line, rest, size = 1, b"", 0
        while block := stream.read(_BLOCK_BYTES):
            size += len(block)
            cut = block.rfind(b"\n") + 1
            if cut == 0:
                rest += block
                continue
            whole = rest + block[:cut]
            rest = block[cut:]
            if not self._split(whole):
                for row in self.lines.block(self.lines.decode(whole, line), line):
                    self.put(row)
            line += whole.count(b"\n")
            if progress is not None:
                progress(size)
        if rest:
            for row in self.lines.block(self.lines.decode(rest, line), line):
                self.put(row)

    def _split(self, block: bytes) -> bool:
        """Take a block the short way if every line is subject, predicate, object, dot with nothing unusual in them.

        Each line ends in a dot of its own, and there are as many dots at every fourth place as lines: so no
        statement goes over two lines, and none has a piece more or less.
        """
        count = block.count(b"\n")
        if block.count(b" .\n") != count or b"\r" in block or b"\x0b" in block or b"\x0c" in block:
            return False
        terms = block.split()
        if len(terms) != 4 * count or terms[3::4].count(b".") != count:
            return False
        numbers = self.numbers
        if len(numbers) > _REMEMBERED:
            numbers.clear()
        numbers.learn([term for term in dict.fromkeys(terms) if term not in numbers])
        find = numbers.__getitem__
        try:
            predicates = list(map(find, terms[1::4]))
            subjects = list(map(find, terms[0::4]))
            objects = list(map(find, terms[2::4]))
        except _Unusual:
            return False
        is_iri = self.loader.dictionary.is_iri
        if min(subjects) < 0 or not all(map(is_iri, dict.fromkeys(predicates))):
            return False
        self.loader.extend(subjects, predicates, objects)
        return True
