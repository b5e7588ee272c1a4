"""Facts as sorted integer columns: what the snapshot stores and every reading of the knowledge base goes through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from myologic.engine.terms import IRI, Place, Term, Triple
from myologic.kb.terms import TermTable, encode_term

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    T = TypeVar("T")

ASSERTED, DERIVED = 0, 1
COLUMNS = ("spo_s", "spo_p", "spo_o", "pos_p", "pos_o", "pos_s")


def pack_facts(
    asserted: Iterable[tuple[Triple, Place | None, int]], derived: Iterable[tuple[Triple, int]]
) -> dict[str, bytes]:
    """The sections of a fact table.

    Parameters
    ----------
    asserted
        Written triples with the place of their object and a rank of certainty, 0 to 255, 0 for none. Of a triple that
        is written twice the first place counts.
    derived
        Triples that rules derive, with a rank. Of one that is also written the rank of the derivation counts.
    """
    from array import array
    from itertools import accumulate, chain

    asserted, derived = list(asserted), list(derived)
    flat = list(chain.from_iterable([row[0] for rows in (asserted, derived) for row in rows]))
    # A term stands in many facts, mostly as the same object: objects are told apart faster than terms.
    ids = list(map(id, flat))
    terms = dict(zip(ids, flat, strict=True))
    texts = [
        b"i" + term.value.encode("utf-8", "surrogatepass") if term.__class__ is IRI else encode_term(term)
        for term in terms.values()
    ]
    ordered = sorted(set(texts))
    size, count = len(ordered), len(asserted)
    rank_of = dict(zip(ordered, range(size), strict=True))
    number = dict(zip(terms, map(rank_of.__getitem__, texts), strict=True))
    numbers = list(map(number.__getitem__, ids))
    s, p, o = numbers[::3], numbers[1::3], numbers[2::3]
    # Properties are few: with small numbers for them, numbers of facts mostly are small enough to be compared fast.
    properties = dict(zip(sorted(set(p)), range(size), strict=False))
    few = len(properties)
    base = float(size) if size * size * few < 2**53 else size
    keys = [(s * few + properties[p]) * base + o for s, p, o in zip(s, p, o, strict=True)]
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))  # where a fact comes first; written ones do
    levels = [row[2] for row in asserted] + [row[1] for row in derived]
    for key, (_, level) in zip(keys[count:], derived, strict=True):
        levels[first[key]] = level
    rows = list(map(first.__getitem__, sorted(first)))
    subjects, predicates, objects = (_taken(column, rows) for column in (s, p, o))
    by_object = [properties[p] * size + o for p, o in zip(predicates, objects, strict=True)]
    inverse = sorted(range(len(rows)), key=by_object.__getitem__)  # of one property and object the subjects stay in order
    nowhere = Place("", 0, 0)
    stands = _taken([row[1] or nowhere for row in asserted] + [nowhere] * len(derived), rows)
    files = sorted({place[0] for place in stands} - {""})
    file_numbers = {"": -1, **{file: at for at, file in enumerate(files)}}
    places = array("i", bytes(12 * len(rows)))
    said = ([file_numbers[each[0]] for each in stands], [each[1] for each in stands], [each[2] for each in stands])
    for at, column in enumerate(said):
        places[at::3] = array("i", column)
    in_order = (predicates, objects, subjects)
    columns = [subjects, predicates, objects, *(_taken(each, inverse) for each in in_order)]
    return {
        "term_blob": b"".join(ordered),
        "term_offsets": array("i", list(accumulate(map(len, ordered), initial=0))).tobytes(),
        **{name: array("i", column).tobytes() for name, column in zip(COLUMNS, columns, strict=True)},
        "origin": bytes([ASSERTED if row < count else DERIVED for row in rows]),
        "certainty": bytes(_taken(levels, rows)),
        "places": places.tobytes(),
        "files": "\n".join(files).encode(),
    }


def _taken(column: Sequence[T], rows: Sequence[int]) -> Sequence[T]:
    """The values of a column in some rows."""
    from operator import itemgetter

    return itemgetter(*rows)(column) if len(rows) > 1 else [column[row] for row in rows]


def array_of_sizes(texts: Sequence[bytes]) -> bytes:
    """How many texts there are, and the size of each, as bytes."""
    from array import array

    return array("q", (len(texts), *map(len, texts))).tobytes()


class FactTable:
    """Facts in (subject, predicate, object) and in (predicate, object, subject) order, searched by bisection.

    Parameters
    ----------
    sections
        What `pack_facts` made, from memory or from a snapshot file.
    """

    __slots__ = ("_certainty", "_files", "_known_objects", "_origin", "_places", "_pos", "_spo", "size", "terms")

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        def ints(name: str) -> memoryview:
            return sections[name].cast("i")

        self._known_objects: dict[Term, dict[Term, range | tuple[Term, ...]]] = {}
        self.terms = TermTable(sections["term_blob"], ints("term_offsets"))
        self._spo = (ints("spo_s"), ints("spo_p"), ints("spo_o"))
        self._pos = (ints("pos_p"), ints("pos_o"), ints("pos_s"))
        self._origin = sections["origin"]
        self._certainty = sections["certainty"]
        self._places = ints("places")
        self._files = bytes(sections["files"]).decode().split("\n")
        self.size = len(self._origin)

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """The facts that fit, None meaning anything, in the order of their terms."""
        term = self.terms.term
        if subject is None and object_ is None and predicate is not None:
            low, high = self._range(self._pos, (self._number(predicate),))
            objects, subjects = self._pos[1][low:high], self._pos[2][low:high]
            yield from (Triple(term(s), predicate, term(o)) for o, s in zip(objects, subjects, strict=True))
            return
        for s, p, o in self._rows(subject, predicate, object_):
            yield Triple(term(s), term(p), term(o))

    def texts(self, predicate: Term) -> Iterator[tuple[str, str]]:
        """Subject and object of the facts with a predicate: addresses, and what texts and values say. Facts with others are left out."""
        low, high = self._range(self._pos, (self._number(predicate),))
        text = self.terms.text
        known: dict[int, str | None] = {}
        for o, s in zip(self._pos[1][low:high].tolist(), self._pos[2][low:high].tolist(), strict=True):
            if o not in known:
                said = str(text(o), "utf-8", "surrogatepass")
                known[o] = said[1:] if said[0] == "i" else said.partition("\0")[2] if said[0] == "l" else None
            value = known[o]
            subject = text(s)
            if value is not None and subject[:1] == b"i":
                yield str(subject, "utf-8", "surrogatepass")[1:], value

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate, sorted."""
        known = self._known_objects.get(subject)
        if known is None:
            number = self._number(subject)
            if number < 0:  # terms that nobody wrote may come without end: they are not remembered
                return ()
            known = self._known_objects[subject] = self._rows_by_predicate(number)
        found = known.get(predicate)
        if found is None:
            return ()
        if isinstance(found, range):
            found = known[predicate] = tuple(map(self.terms.term, self._spo[2][found.start : found.stop]))
        return found

    def _rows_by_predicate(self, subject: int) -> dict[Term, range | tuple[Term, ...]]:
        """For each predicate of a subject the rows that hold its objects: who asks for one mostly asks for more."""
        low, high = self._range(self._spo, (subject,))
        predicates = self._spo[1]
        found: dict[Term, range | tuple[Term, ...]] = {}
        while low < high:
            predicate = predicates[low]
            end = bisect_right(predicates, predicate, low, high)
            found[self.terms.term(predicate)] = range(low, end)
            low = end
        return found

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects of a predicate and an object, sorted."""
        low, high = self._range(self._pos, (self._number(predicate), self._number(object_)))
        return tuple(map(self.terms.term, self._pos[2][low:high]))

    def index(self, triple: Triple) -> int:
        """The row of a fact in (subject, predicate, object) order, or -1."""
        return self.row(*map(self._number, triple))

    def row(self, *numbers: int) -> int:
        """The row of a fact whose terms have these numbers, or -1."""
        low, high = self._range(self._spo, numbers)
        return low if low < high else -1

    def numbers(self, index: int) -> tuple[int, int, int]:
        """The numbers of the terms of the fact in a row, 0 to `size` - 1."""
        s, p, o = self._spo
        return s[index], p[index], o[index]

    def triple(self, index: int) -> Triple:
        """The fact in a row, 0 to `size` - 1."""
        return Triple(*map(self.terms.term, self.numbers(index)))

    def asserted(self) -> Iterator[Triple]:
        """Every fact that is written somewhere, in the order of their terms."""
        return (self.triple(index) for index in range(self.size) if self._origin[index] == ASSERTED)

    def derived(self) -> Iterator[int]:
        """The rows of the facts that were derived and are not written."""
        return (index for index in range(self.size) if self._origin[index] == DERIVED)

    def is_derived(self, index: int) -> bool:
        """Whether the fact in a row was derived and not written."""
        return self._origin[index] == DERIVED

    def certainty(self, index: int) -> int:
        """The rank of certainty of the fact in a row, 0 for none."""
        return self._certainty[index]

    def place(self, index: int) -> Place | None:
        """Where the object of the fact in a row was written; None for what was derived."""
        file, line, column = self._places[3 * index : 3 * index + 3]
        return None if file < 0 else Place(self._files[file], line, column)

    def fingerprint(self, predicates: Iterable[str], *, levels: bool = False) -> str:
        """A hash of all facts with some predicates, the same whatever numbers their terms have.

        Parameters
        ----------
        predicates
            Their addresses.
        levels
            Whether it counts too how sure each fact is, and whether it is written or derived.
        """
        from array import array
        from hashlib import blake2b

        wanted = {self.terms.number(IRI(name)) for name in predicates} - {-1}
        rows = [row for row, predicate in enumerate(self._spo[1].tolist()) if predicate in wanted]
        columns = [list(map(column.__getitem__, rows)) for column in map(memoryview.tolist, self._spo)]
        used = sorted({*columns[0], *columns[1], *columns[2]})
        texts = list(map(self.terms.text, used))
        place = dict(zip(used, range(len(used)), strict=True))  # terms are in the order of their texts: so are places
        digest = blake2b(array_of_sizes(texts) + b"".join(texts), digest_size=16)
        for column in columns:
            digest.update(array("i", map(place.__getitem__, column)).tobytes())
        if levels:
            digest.update(bytes([self._certainty[row] for row in rows]) + bytes([self._origin[row] for row in rows]))
        return digest.hexdigest()

    def _number(self, term: Term) -> int:
        return self.terms.number(term)

    @staticmethod
    def _range(columns: Sequence[memoryview], prefix: Sequence[int]) -> tuple[int, int]:
        low, high = 0, len(columns[0])
        for column, value in zip(columns, prefix, strict=False):
            low, high = bisect_left(column, value, low, high), bisect_right(column, value, low, high)
            if low == high:
                break
        return low, high

    def _rows(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[tuple[int, ...]]:
        wanted = [None if term is None else self._number(term) for term in (subject, predicate, object_)]
        if -1 in wanted:
            return
        s, p, o = wanted
        spo, pos = self._spo, self._pos
        if s is not None and (p is not None or o is None):
            prefix = [n for n in (s, p, o) if n is not None]
            low, high = self._range(spo, prefix)
            for i in range(low, high):
                yield spo[0][i], spo[1][i], spo[2][i]
        elif s is not None:
            low, high = self._range(spo, (s,))
            for i in range(low, high):
                if spo[2][i] == o:
                    yield s, spo[1][i], spo[2][i]
        elif p is not None:
            low, high = self._range(pos, (p,) if o is None else (p, o))
            for i in range(low, high):
                yield pos[2][i], pos[0][i], pos[1][i]
        elif o is None:
            yield from zip(*spo, strict=True)
        else:
            yield from self._rows_of_object(o)

    def _rows_of_object(self, o: int) -> Iterator[tuple[int, ...]]:
        """Facts with an object and nothing else known: predicates are few, so each is bisected on its own."""
        columns = self._pos
        at, end = 0, self.size
        while at < end:
            p = columns[0][at]
            after = bisect_right(columns[0], p, at, end)
            low, high = bisect_left(columns[1], o, at, after), bisect_right(columns[1], o, at, after)
            for i in range(low, high):
                yield columns[2][i], p, o
            at = after
