"""Large data files straight to the engine's numbers, by the shortest way that is still strict.

Lines of N-Triples are split at their spaces, a block without spaces inside literals in one go, and each different term is
checked once; a block that holds anything else is read by the patterns of `bulk.py`. What is refused, and how, is the same
either way.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import filterfalse

from myologic.engine.columns import Loader
from myologic.engine.remembering import cached_property, remembered
from myologic.engine.terms import TripleTerm

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re
    from typing import BinaryIO

    from myologic.grammar.bulk import Lines, Row

# Small enough that the pieces of a block stay near the processor.
_BLOCK_BYTES = 64 * 1024
# Different terms whose numbers are remembered by their bytes; others are found by their keys.
_REMEMBERED = 20_000
# Of the other formats keys are remembered, which the reader keeps anyway.
_REMEMBERED_KEYS = 200_000
# Lines after which the facts read are packed.
_UNPACKED = 20_000
# What an address consists of if it is plainly right, beside its scheme and the mark before its fragment.
_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
# In the pieces of a block each subject carries the end of the line before.
_LINE_END = b".\n"


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
    from myologic.grammar.bulk import read_bulk

    put = _putter(loader)
    for number, row in enumerate(read_bulk(stream, file, base, scope=scope), 1):
        put(row)
        if number % _UNPACKED == 0:
            loader.pack()


def _putter(loader: Loader) -> Callable[[Row], None]:
    """A function that adds one row of keys."""
    encode_key, encode, add = loader.dictionary.encode_key, loader.dictionary.encode, loader.add
    known: dict[str, int] = {}

    def number(key: str | TripleTerm) -> int:
        if isinstance(key, TripleTerm):
            return encode(key)
        found = known.get(key)
        if found is None:
            if len(known) > _REMEMBERED_KEYS:
                known.clear()
            found = known[key] = encode_key(key)
        return found

    return lambda row: add(number(row[0]), number(row[1]), number(row[2]))


@remembered(2)
def _term(for_ascii: bool) -> re.Pattern[str]:
    import re

    from myologic.grammar.bulk import LITERAL
    from myologic.grammar.iris import narrowed
    from myologic.grammar.lexer import BLANK_LABEL

    pattern = rf"{BLANK_LABEL}|{LITERAL}"
    return re.compile(narrowed(pattern) if for_ascii else pattern)


class _Unusual(Exception):
    """A block that the short way does not take."""


class _Numbers(dict[bytes, int]):
    """Numbers of terms by their bytes, which stand behind a fixed text.

    Parameters
    ----------
    lines
        Gives what knows how terms are read that are no plain IRIs.
    loader
        Where terms and facts go.
    before
        What stands before each term.
    """

    def __init__(self, lines: Callable[[], Lines], loader: Loader, before: bytes = b"") -> None:
        super().__init__()
        self._lines = lines
        self._dictionary = loader.dictionary
        self._before = before

    def learn(self, pieces: list[bytes]) -> None:
        """See to it that all pieces have numbers; each that has none is checked.

        Raises
        ------
        _Unusual
            If one is no term, or not written in the usual way.
        """
        new = list(dict.fromkeys(filterfalse(self.__contains__, pieces)))
        if not new:
            return
        if self._learn_plain(new):
            return
        start = self._before + b"<"
        others = [piece for piece in new if not piece.startswith(start)]
        if others and self._learn_plain([piece for piece in new if piece.startswith(start)]):
            new = others
        for piece in new:
            if not piece.startswith(self._before):
                raise _Unusual
            number = self._number(piece[len(self._before) :])
            if number < 0 and self._before:
                raise _Unusual  # a literal is no subject
            self[piece] = number

    def _learn_plain(self, pieces: list[bytes]) -> bool:
        """Take pieces that are all plain IRIs; says whether they are."""
        text, start = b"".join(pieces), self._before + b"<"
        if not text.startswith(start) or not text.endswith(b">") or not self._are_plain(text, len(pieces)):
            return False
        before = start.decode()
        keys = text.decode()[len(before) : -1].split(">" + before)
        # Nothing stands between them, and each is where its piece is.
        around = len(before) + 1
        if [len(key) + around for key in keys] != list(map(len, pieces)):
            return False
        self.update(zip(pieces, self._dictionary.encode_iris(keys), strict=True))
        return True

    def _are_plain(self, text: bytes, count: int) -> bool:
        """Whether a text is so many IRIs, each behind the fixed text, with nothing in them that needs a closer look.

        What is left without letters, digits and the like shows that each has its brackets, one colon, at most one mark of
        a fragment, and nothing else; that colon is the one after the scheme.
        """
        before = self._before
        whole = text.count(before + b"<http://")
        if whole != count and whole + text.count(before + b"<https://") != count:
            return False
        left = text.translate(None, _PLAIN)
        return left.replace(b":#>", b":>") == (before.translate(None, _PLAIN) + b"<:>") * count

    def _number(self, term: bytes) -> int:
        """The number of a term that is not remembered."""
        try:
            text = term.decode("utf-8")
        except UnicodeDecodeError:
            raise _Unusual from None
        if text[:1] == "<":
            key = text[1:-1]
            found = self._dictionary.known.get(key) if text[-1] == ">" else None
            if found is None:
                from myologic.grammar.iris import is_valid

                if text[-1] != ">" or "\\" in key or not is_valid(key):
                    raise _Unusual
                found = self._dictionary.encode_key(key)
            return found
        made = self._lines().make(text) if _term(text.isascii()).fullmatch(text) is not None else None
        if made is None:
            raise _Unusual
        return self._dictionary.encode_key(made)


class _Adders(dict[bytes, Callable[[int], None]]):
    """What takes the facts of a predicate, by its bytes."""

    def __init__(self, things: _Numbers, loader: Loader) -> None:
        super().__init__()
        self._things = things
        self._loader = loader

    def __missing__(self, predicate: bytes) -> Callable[[int], None]:
        if predicate[:1] != b"<":
            raise _Unusual
        self._things.learn([predicate])
        found = self[predicate] = self._loader.adder(self._things[predicate])
        return found


class _Blocks:
    """Reads N-Triples block by block."""

    def __init__(self, file: str, scope: str, loader: Loader) -> None:
        self.file, self.scope = file, scope
        self.loader = loader
        self.subjects = _Numbers(lambda: self.lines, loader, _LINE_END)
        self.things = _Numbers(lambda: self.lines, loader)
        self.adders = _Adders(self.things, loader)
        self.put = _putter(loader)

    @cached_property
    def lines(self) -> Lines:
        """What reads lines as they come; plain ones never need it."""
        from myologic.grammar.bulk import Lines

        return Lines(self.file, self.scope, quads=False)

    def read(self, stream: BinaryIO, progress: Callable[[int], None] | None) -> None:
        """Read to the end."""
        line, rest, size, packed = 1, _LINE_END, 0, 1
        while block := stream.read(_BLOCK_BYTES):
            size += len(block)
            cut = block.rfind(b"\n") + 1
            if cut == 0:
                rest += block
                continue
            whole = rest + block[:cut]
            rest = _LINE_END + block[cut:]
            line += self._split(whole) or self._apart(whole[len(_LINE_END) :], line)
            if line >= packed + _UNPACKED:
                self.loader.pack()
                packed = line
            if progress is not None:
                progress(size)
        if rest != _LINE_END:
            self._strictly(rest[len(_LINE_END) :], line)

    def _apart(self, block: bytes, line: int) -> int:
        """Take some whole lines one by one, if they hold nothing unusual but spaces in literals, comments and empty lines.

        The first of them has this number; gives back how many they are.
        """
        lines = [each.split(b" ", 2) for each in block.split(b"\n") if each and not each.startswith(b"#")]
        if all(len(each) == 3 and each[2].endswith(b" .") for each in lines):
            taken = self._take(
                [_LINE_END + each[0] for each in lines], [each[1] for each in lines], [each[2][:-2] for each in lines]
            )
            if taken:
                return block.count(b"\n")
        return self._strictly(block, line)

    def _strictly(self, block: bytes, line: int) -> int:
        """Take some lines, the first of which has this number, whatever they are; gives back how many."""
        for row in self.lines.block(self.lines.decode(block, line), line):
            self.put(row)
        return block.count(b"\n")

    def _split(self, block: bytes) -> int:
        """Take a block the short way if every line is subject, predicate, object, dot with nothing unusual in them.

        Parameters
        ----------
        block
            The end of a line, and whole lines.

        Returns
        -------
        int
            How many lines were taken; 0 if the block is left as it is.

        Notes
        -----
        Split at spaces, the dot and the end of a line stand before the subject of the next. A subject is only taken with
        them before it, other terms never hold the end of a line, and each third piece is a subject: so no statement goes
        over two lines, and none has a piece more or less.
        """
        pieces = block.split(b" ")
        if pieces.pop() != _LINE_END or len(pieces) % 3:
            return 0
        return self._take(pieces[0::3], pieces[1::3], pieces[2::3])

    def _take(self, subjects: list[bytes], predicates: list[bytes], objects: list[bytes]) -> int:
        """Take the facts of these pieces, of which subjects carry the end of a line; how many, or 0 if one is unusual."""
        for known in (self.subjects, self.things):
            if len(known) > _REMEMBERED:
                known.clear()
        try:
            self.subjects.learn(subjects)
            self.things.learn(objects)
            adders = list(map(self.adders.__getitem__, predicates))
        except _Unusual:
            return 0
        numbers = map(self.subjects.__getitem__, subjects), map(self.things.__getitem__, objects)
        for s, o, add in zip(*numbers, adders, strict=True):
            add(s)
            add(o)
        return len(subjects)
