"""`read`: RDF files to graphs, strictly and with places in every error."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from myologic.arguments import must_be_base, must_be_path
from myologic.documents import file_text
from myologic.grammar.ntriples import nt
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
    ValueError
        If the base is no absolute address.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.ttl")
    ...     _ = file.write_text("<#a> <#p> 1 .")
    ...     len(read(file, base="http://example.org/"))
    1
    """
    must_be_path("path", path)
    if base is not None:
        must_be_base("base", base)
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
    ContentError, LimitError, ValueError
        As `read`.
    """
    if base is not None:
        must_be_base("base", base)
    if suffix.lower() in STRICT_SUFFIXES:
        from myologic.grammar.ntriples import read_nquads, read_ntriples

        document = (read_nquads if suffix.lower() == ".nq" else read_ntriples)(text, file)
    else:
        from myologic.grammar.turtle import read_turtle

        document = read_turtle(text, file, base)
    names = dict.fromkeys(nt(name) for name in document.graphs if name is not None)
    triples = dict.fromkeys(statement.triple for statement in document.statements)
    return Graph(tuple(triples), tuple(document.prefixes.items()), document.statements, tuple(names))
