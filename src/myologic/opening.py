"""Opening content that is not all in folders: graphs that are in memory lie on top like packs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from myologic.engine.terms import BlankNode, Triple, TripleTerm
from myologic.grammar.ntriples import write_ntriples
from myologic.graph import Graph
from myologic.kb.base import KnowledgeBase
from myologic.kb.content import ContentText, fetch
from myologic.kb.files import ContentFile, pack_files, pack_name, shipped_files
from myologic.kb.load import load_texts


def open_content(packs: Sequence[Any], *, use_cache: bool) -> KnowledgeBase:
    """The knowledge base with packs on top, some of which are graphs.

    Parameters
    ----------
    packs
        Folders as text; and graphs, of this package or of rdflib, which are called `graph-1`, `graph-2` …
    use_cache
        Whether a compiled snapshot may be read and written.

    Raises
    ------
    ContentError, RuleError, LimitError, FileNotFoundError
        As `myologic.load`.
    TypeError
        If something is neither.
    """
    sources = fetch(shipped_files())
    names = []
    graphs = 0
    for pack in packs:
        if isinstance(pack, str):
            sources += fetch(pack_files(pack))
            names.append(pack_name(pack))
            continue
        graphs += 1
        name = f"graph-{graphs}"
        file = ContentFile(f"<{name}>", "", name, "graph.ttl")
        # In one order, so that the same graph is the same content wherever it is from.
        lines = sorted(write_ntriples(_triples(pack)).splitlines(keepends=True))
        sources.append(ContentText(file, "".join(lines).encode("utf-8", "surrogatepass")))
        names.append(name)
    return load_texts(sources, names, use_cache=use_cache)


def _triples(graph: Any) -> Iterable[Triple]:
    """The triples of a graph, with names of blank nodes that are the same every time."""
    if isinstance(graph, Graph):
        return graph.triples
    from rdflib import Graph as Foreign

    from myologic.borders.rdf import from_rdflib

    if not isinstance(graph, Foreign):
        raise TypeError(f"a pack is a folder or a graph, not {type(graph).__name__}")
    triples = from_rdflib(graph)
    if any(isinstance(term, BlankNode | TripleTerm) for triple in triples for term in triple):
        # rdflib names blank nodes at random: the same graph would never be found again.
        from rdflib.compare import to_canonical_graph

        triples = from_rdflib(to_canonical_graph(graph))
    return triples
