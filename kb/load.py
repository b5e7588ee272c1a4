"""Loading the knowledge base: shipped content, packs on top."""

from __future__ import annotations

from pathlib import Path

from myologic.engine.terms import IRI, BlankNode, Literal, Place, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.facts import pack_facts
from myologic.kb.files import ContentFile, pack_files, pack_name, shipped_files


def load(*packs: Path | str, use_cache: bool = True) -> KnowledgeBase:
    """The shipped knowledge base with packs on top.

    Parameters
    ----------
    packs
        Folders; every `.ttl` and `.srl` file in and below them is read.
    use_cache
        Whether a compiled snapshot may be read and written.

    Raises
    ------
    FileNotFoundError
        A pack's folder does not exist.
    ContentError
        Content cannot be read; it carries every problem found.
    LimitError
        A limit was reached.
    """
    files = [*shipped_files(), *(file for pack in packs for file in pack_files(pack))]
    asserted: dict[Triple, Place | None] = {}
    for file in files:
        if file.path.endswith(".ttl") and not file.is_check:
            for triple in _read(file):
                asserted.setdefault(triple, Place(file.shown, 1, 1))
    sections = {name: memoryview(data) for name, data in pack_facts(asserted, (), {}).items()}
    sections["identity"] = memoryview("\n".join(["myologic", "0", *(pack_name(p) for p in packs)]).encode())
    return KnowledgeBase(sections)


def _read(file: ContentFile) -> list[Triple]:
    import pyoxigraph as ox

    def term(t: object) -> Term:
        if isinstance(t, ox.NamedNode):
            return IRI(t.value)
        if isinstance(t, ox.BlankNode):
            return BlankNode(f"{file.inside}-{t.value}")
        assert isinstance(t, ox.Literal)
        return Literal(t.value, t.datatype.value, t.language and t.language.lower())

    return [
        Triple(term(q.subject), term(q.predicate), term(q.object))
        for q in ox.parse(path=file.path, format=ox.RdfFormat.TURTLE)
    ]
