"""`read`: RDF files to graphs, strictly and with places in every error."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path

from myologic.documents import file_text
from myologic.engine.terms import Statement
from myologic.graph import Graph

STRICT_SUFFIXES = (".nt", ".nq")


def read(path: str | PathLike[str], base: str | None = None) -> Graph:
    """Read an RDF file: N-Triples if it is named `.nt`, N-Quads if `.nq`, else Turtle 1.2.

    Parameters
    ----------
    path
        The file, UTF-8.
    base
        The base of relative addresses in Turtle; the file's own address by default.

    Returns
    -------
    Graph
        With the place of every statement.

    Raises
    ------
    ContentError
        If the file cannot be read or is not what its name says; `.line` and `.column` say where.
    LimitError
        If it exceeds a limit.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.nt")
    ...     _ = file.write_text("<http://example.org/a> <http://example.org/p> 1 .")
    ...     read(file)
    Traceback (most recent call last):
    myologic.engine.errors.ContentError: ...
    """
    file = Path(fspath(path))
    text = file_text(file)
    return read_text(text, base=base or file.resolve().as_uri(), file=str(path), suffix=file.suffix)


def read_text(text: str, *, base: str | None = None, file: str = "<text>", suffix: str = ".ttl") -> Graph:
    """Read RDF from text.

    Parameters
    ----------
    text
        The document.
    base
        The base of relative addresses in Turtle; without one they are errors.
    file
        What messages call the document.
    suffix
        ".nt" and ".nq" are read strictly as N-Triples and N-Quads, everything else as Turtle 1.2.

    Raises
    ------
    ContentError, LimitError
        As `read`.
    """
    if suffix.lower() in STRICT_SUFFIXES:
        from myologic.grammar.ntriples import read_nquads, read_ntriples

        document = (read_nquads if suffix.lower() == ".nq" else read_ntriples)(text, file)
    else:
        from myologic.grammar.turtle import read_turtle

        document = read_turtle(text, file, base)
    return graph_of(document.statements, document.prefixes.items())


def graph_of(statements: Iterable[Statement], prefixes: Iterable[tuple[str, str]] = ()) -> Graph:
    """A graph of statements, each triple once, in the order of the text.

    Parameters
    ----------
    statements
        Triples with their places.
    prefixes
        Pairs of prefix and namespace.
    """
    kept = tuple(statements)
    return Graph(tuple(dict.fromkeys(statement.triple for statement in kept)), tuple(prefixes), kept)
