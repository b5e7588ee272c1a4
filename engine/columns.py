"""Given facts in bulk: two columns of numbers for each predicate, until someone needs them pair by pair.

A million facts read from a file cost eight bytes each here; as pairs in a dict they cost two hundred. Rules that run on
columns of bits never need the pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import GIVEN, Getter, OpenTable, Pair, Store, Table
from myologic.engine.terms import IRI, XSD_STRING, BlankNode, Literal, Term, Triple, TripleTerm

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias, overload

Numbers: TypeAlias = "array[int]"


class Pairs(Sequence[Pair]):
    """Two columns as a sequence of pairs, of which none is made before it is looked at.

    Parameters
    ----------
    subjects, objects
        Of equal length.
    """

    def __init__(self, subjects: Numbers, objects: Numbers) -> None:
        self.columns = subjects, objects

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Pair]:
        return zip(*self.columns, strict=True)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, place: int) -> Pair: ...
        @overload
        def __getitem__(self, place: slice) -> list[Pair]: ...

    def __getitem__(self, place: int | slice) -> Pair | list[Pair]:
        subjects, objects = self.columns
        if isinstance(place, slice):
            return list(zip(subjects[place], objects[place], strict=True))
        return subjects[place], objects[place]


def side_of(pairs: Iterable[Pair], side: int) -> Iterable[int]:
    """The subjects (side 0) or the objects (side 1) of some pairs, each once."""
    if isinstance(pairs, Pairs):
        return dict.fromkeys(pairs.columns[side])
    return dict.fromkeys([s for s, _ in pairs] if side == 0 else [o for _, o in pairs])


class ColumnTable(OpenTable):
    """Facts of one predicate that are all of one round, as two columns; an open table when its pairs are first asked for.

    Threads may share one that nothing is added to: what is there is looked at once, as one value, and the columns are given
    up only when the pairs stand. Two that ask for the pairs at once may both make them; they are equal.

    Parameters
    ----------
    subjects, objects
        Of equal length. A pair that was given may be there twice.
    number
        The round of all facts.
    """

    __slots__ = ("_columns", "_pairs", "number")

    def __init__(self, subjects: Numbers, objects: Numbers, number: int = GIVEN) -> None:
        self.number = number
        self._columns: tuple[Numbers, Numbers] | None = (subjects, objects)
        self._pairs: dict[Pair, int] = {}
        self.visible = None
        self._by_subject = None
        self._by_object = None

    def columns(self) -> tuple[Numbers, Numbers] | None:
        """Subjects and objects; None once there are pairs instead."""
        return self._columns

    def given_columns(self) -> tuple[Numbers, Numbers] | None:
        """Subjects and objects, if all facts are given and there are no pairs instead."""
        return self._columns if self.number == GIVEN else None

    @property
    def rounds(self) -> dict[Pair, int]:  # type: ignore[override]  # a slot of the class above
        """The pairs with their rounds; the columns are given up for them."""
        columns = self._columns
        if columns is not None:
            self._pairs = dict.fromkeys(zip(*columns, strict=True), self.number)
            self._columns = None
        return self._pairs

    def pairs(self) -> Iterable[Pair]:
        """The pairs; one that was given twice may come twice."""
        columns = self._columns
        return self._pairs if columns is None else zip(*columns, strict=True)

    def about(self) -> int:
        """How many pairs there are; those given twice may count twice."""
        columns = self._columns
        return len(self._pairs) if columns is None else len(columns[0])

    def by_subject(self) -> Getter:
        """The objects of a subject."""
        columns = self._columns
        if self._by_subject is None and columns is not None:
            self._by_subject = _grouped(columns[0], columns[1])
        return super().by_subject()

    def by_object(self) -> Getter:
        """The subjects of an object."""
        columns = self._columns
        if self._by_object is None and columns is not None:
            self._by_object = _grouped(columns[1], columns[0])
        return super().by_object()

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number; while all are given perhaps one twice."""
        columns = self._columns
        return super().before(number) if columns is None or self.number >= number else Pairs(*columns)

    def given(self) -> Iterable[Pair]:
        """The pairs that were given."""
        columns = self._columns
        if columns is None:
            return super().given()
        return dict.fromkeys(zip(*columns, strict=True)) if self.number == GIVEN else ()

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given."""
        columns = self._columns
        if columns is None:
            return super().not_given()
        return () if self.number == GIVEN else list(zip(*columns, strict=True))


def _grouped(keys: Iterable[int], values: Iterable[int]) -> dict[int, list[int]]:
    index: dict[int, list[int]] = {}
    for key, value in zip(keys, values, strict=True):
        if key in index:
            index[key].append(value)
        else:
            index[key] = [value]
    for key, found in index.items():
        if len(found) > 1 and len(set(found)) != len(found):
            index[key] = list(dict.fromkeys(found))
    return index


def pairs_of(table: Table) -> Iterable[Pair]:
    """The pairs of a table, perhaps one twice, without making more of the table than is there."""
    return table.pairs() if isinstance(table, ColumnTable) else table.rounds


def given_pairs(table: Table) -> Iterable[Pair]:
    """The pairs of a table that were given, perhaps one twice, without making more of the table than is there."""
    columns = table.given_columns() if isinstance(table, ColumnTable) else None
    return table.given() if columns is None else zip(*columns, strict=True)


def subjects_of(table: Table) -> Iterable[int]:
    """The subjects of a table, perhaps one several times."""
    columns = table.columns() if isinstance(table, ColumnTable) else None
    return (s for s, _ in table.rounds) if columns is None else columns[0]


def size_of(table: Table) -> int:
    """How many pairs a table has; those given twice may count twice."""
    return table.about() if isinstance(table, ColumnTable) else len(table.rounds)


class Loader:
    """Puts given facts, as numbers, into an empty store.

    Parameters
    ----------
    dictionary
        What the numbers are from.
    store
        Where the facts go when all are there.

    Notes
    -----
    Facts of a predicate are added to a list, subject and object in turn, and packed into columns now and then: to append to a
    list takes half as long as to an array.
    """

    def __init__(self, dictionary: Dictionary, store: Store) -> None:
        self.dictionary = dictionary
        self.store = store
        self._columns: dict[int, tuple[Numbers, Numbers]] = {}
        self._rows: dict[int, list[int]] = {}

    def adder(self, predicate: int) -> Callable[[int], None]:
        """What takes the facts of a predicate: the subject of one, its object, the subject of the next."""
        found = self._rows.get(predicate)
        if found is None:
            found = self._rows[predicate] = []
            self._columns[predicate] = (array("i"), array("i"))
        return found.append

    def add(self, subject: int, predicate: int, object_: int) -> None:
        """Add one fact."""
        put = self.adder(predicate)
        put(subject)
        put(object_)

    def pack(self) -> None:
        """Let go of what is held of facts beyond eight bytes each; for who adds many of them."""
        for predicate, rows in self._rows.items():
            if rows:
                both = _packed(rows)
                subjects, objects = self._columns[predicate]
                subjects.extend(both[0::2])
                objects.extend(both[1::2])
                rows.clear()

    def __len__(self) -> int:
        packed = sum(len(subjects) for subjects, _ in self._columns.values())
        return packed + sum(map(len, self._rows.values())) // 2

    def finish(self) -> None:
        """Hand the columns to the store."""
        self.pack()
        for predicate, (subjects, objects) in self._columns.items():
            self.store.tables[predicate] = ColumnTable(subjects, objects)
        self._columns, self._rows = {}, {}


def _packed(numbers: list[int]) -> Numbers:
    """Numbers in four bytes each."""
    try:
        # Python converts to unsigned ones in a third of the time, and most columns are without literals.
        return array("i", array("I", numbers).tobytes())
    except OverflowError:
        return array("i", numbers)


def load(base: Iterable[Triple], dictionary: Dictionary, store: Store) -> None:
    """Put given facts into a store; what RDF does not allow is left out.

    Parameters
    ----------
    base
        The facts; the store has none of their predicates yet.
    dictionary, store
        No layers.
    """
    loader = Loader(dictionary, store)
    encode, (numbers, tagged, literals) = dictionary.encode, dictionary.open_literals()
    known, number_of, add_literal = numbers.get, numbers.setdefault, literals.append
    adders: dict[str, Callable[[int], None]] = {}
    last: Term | None = None
    s: int | None = None
    fresh = -1 - len(literals)
    for subject, predicate, object_ in base:
        # Statements of one subject mostly follow each other, and most IRIs occurred before; those take the short way.
        if subject is not last:
            last, s = subject, known(subject.value) if type(subject) is IRI else None
            if s is None and isinstance(subject, (IRI, BlankNode)):
                s = encode(subject)
        if s is None or type(predicate) is not IRI:
            continue
        if type(object_) is Literal:
            language = object_.language
            if language is None:
                # As `key_of` writes it.
                datatype = object_.datatype
                key = f'"{object_.lexical}"' if datatype == XSD_STRING else f'"{object_.lexical}"^^{datatype}'
                o = number_of(key, fresh)
            else:
                tag = language if object_.direction is None else f"{language}--{object_.direction}"
                o = (tagged.get(tag) or tagged.setdefault(tag, {})).setdefault(object_.lexical, fresh)
            if o == fresh:
                add_literal(object_)
                fresh -= 1
        else:
            found = known(object_.value) if type(object_) is IRI else None
            if found is None:
                try:
                    if type(object_) is TripleTerm:
                        _enter_literals(object_, dictionary)
                    found = encode(object_)
                except ValueError:
                    continue
                finally:
                    fresh = -1 - len(literals)
            o = found
        try:
            add = adders[predicate.value]
        except KeyError:
            add = adders[predicate.value] = loader.adder(encode(predicate))
        add(s)
        add(o)
    loader.finish()


def _enter_literals(term: TripleTerm, dictionary: Dictionary) -> None:
    """Number the literals in a triple term, so that each has one number wherever else it stands."""
    for part in (term.subject, term.object):
        if isinstance(part, TripleTerm):
            _enter_literals(part, dictionary)
        elif isinstance(part, Literal):
            dictionary.encode_tagged(part)
