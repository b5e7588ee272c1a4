"""Rules over files of any size: from bytes to numbers to conclusions, with terms made only for what is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from myologic.documents import file_address, triple_apart
from myologic.engine.columns import Loader
from myologic.engine.dictionary import Dictionary
from myologic.engine.effort import Effort
from myologic.engine.errors import ContentError, Problem
from myologic.engine.facts import Store
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference, infer_loaded
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.terms import Place, Triple

# A Turtle file up to this size is read with the place of every statement.
_WITH_PLACES_BYTES = 1024 * 1024
# Beyond this the reader that knows places does not go; then an error has the line that the fast one gives.
_STRICT_BYTES = 32 * 1024 * 1024
_BY_LINES = (".nt", ".nq")
# With more terms than this their texts are held as one piece.
_MANY_TERMS = 50_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """Given facts as numbers.

    Parameters
    ----------
    dictionary, store
        The terms and the facts. They are handed to one inference and belong to it from then on.
    places
        Where facts stand, as far as that was noted.
    statements
        How many were read; one that stands twice counts twice.
    """

    dictionary: Dictionary = field(repr=False)
    store: Store = field(repr=False)
    places: Mapping[Triple, Place] = field(repr=False)
    statements: int


def load_files(files: Sequence[str], progress: Callable[[str, int], None] | None = None) -> Loaded:
    """Read RDF files into one base graph.

    Parameters
    ----------
    files
        Turtle, or by their ending N-Triples (.nt), N-Quads (.nq) or TriG (.trig); names of graphs are left out. Blank
        nodes of different files are different.
    progress
        Called now and then with a file and how many of its bytes have been read.

    Raises
    ------
    ContentError
        If a file cannot be read or is not what its name says; with line and column.
    """
    dictionary, store = Dictionary(most_open=_MANY_TERMS), Store()
    loader = Loader(dictionary, store)
    places: dict[Triple, Place] = {}
    for number, file in enumerate(files):
        scope = f"d{number}" if len(files) > 1 else ""
        suffix = _ending(file)
        try:
            size = os.stat(file).st_size
            if suffix in (*_BY_LINES, ".trig") or size > _WITH_PLACES_BYTES:
                _load_fast(file, scope, loader, progress)
            else:
                _load_with_places(file, scope, loader, places)
        except OSError as error:
            message = f"`{file}` cannot be read: {(error.strerror or str(error)).lower()}"
            raise ContentError([Problem(file, 1, 1, "error", "F101", "file", message)]) from error
    statements = len(loader)
    loader.finish()
    return Loaded(dictionary, store, places, statements)


def _ending(file: str) -> str:
    return os.path.splitext(file)[1].lower()


def _load_fast(file: str, scope: str, loader: Loader, progress: Callable[[str, int], None] | None) -> None:
    from myologic.grammar.bulk_numbers import read_numbers

    base = file_address(file)
    told = None if progress is None else lambda size: progress(file, size)
    with open(file, "rb") as stream:
        try:
            read_numbers(stream, file, loader, base, scope=scope, progress=told)
        except ContentError:
            if _ending(file) not in (*_BY_LINES, ".trig") and os.stat(file).st_size <= _STRICT_BYTES:
                from myologic.reading import read

                # It knows the column, and what to write instead.
                read(file)
            raise


def _load_with_places(file: str, scope: str, loader: Loader, places: dict[Triple, Place]) -> None:
    from myologic.reading import read

    for statement in read(file).statements:
        triple = triple_apart(statement.triple, f"{scope}." if scope else "")
        numbers = loader.dictionary.encode_triple(triple)
        if numbers is not None:
            loader.add(*numbers)
            places[triple] = statement.subject_place


def places_in(files: Sequence[str], wanted: set[Triple]) -> dict[Triple, Place]:
    """Where some triples stand in files of lines, as far as the files are not too large to look."""
    from myologic.reading import read

    found: dict[Triple, Place] = {}
    for number, file in enumerate(files):
        if _ending(file) in _BY_LINES and os.stat(file).st_size <= 4 * _WITH_PLACES_BYTES:
            for statement in read(file).statements:
                triple = triple_apart(statement.triple, f"d{number}." if len(files) > 1 else "")
                if triple in wanted:
                    found.setdefault(triple, statement.subject_place)
    return found


def infer_files(
    program: Program, loaded: Loaded, *, limit_facts: int | None = None, effort: Effort | None = None
) -> Inference:
    """Run rules over loaded facts.

    Parameters
    ----------
    program
        Compiled rules.
    loaded
        From `load_files`; not to be used again.
    limit_facts
        The most facts that may be derived; the engine's own cap by default.
    effort
        Where to note what it costs.

    Raises
    ------
    LimitError
        If more facts are derived than allowed.
    """
    limit = DEFAULT_LIMIT_FACTS if limit_facts is None else limit_facts
    return infer_loaded(
        program, loaded.dictionary, loaded.store, limit_facts=limit, vectors=True, effort=effort
    )


def ntriples_of(inference: Inference) -> Iterator[bytes]:
    """The derived triples as N-Triples in sorted order, piece by piece."""
    from myologic.grammar.stream_ntriples import ntriples_pieces

    return ntriples_pieces(inference.store, inference.dictionary)
