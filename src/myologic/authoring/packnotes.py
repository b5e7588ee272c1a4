"""What packs say of themselves: name, version, who keeps them, licence, language, what they need and what they retire."""

from __future__ import annotations

import os
from collections.abc import Iterator

from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import DCT, TYPE, kb_, local_name

_PACK, _RETIRES, _REASON = kb_("Pack"), kb_("retires"), kb_("reason")
_SAID = (
    ("version", kb_("version")),
    ("kept by", kb_("maintainer")),
    ("licence", IRI(DCT + "license")),
    ("language", IRI(DCT + "language")),
    ("needs", kb_("needsPack")),
)


def pack_notes(kb: KnowledgeBase, folder: str) -> tuple[str, ...]:
    """Lines on one pack, for people; none where it says nothing of itself.

    Parameters
    ----------
    kb
        The knowledge base with the pack.
    folder
        The pack's folder, as it was named when it was loaded.
    """
    return tuple(_lines(kb, os.path.join(folder, "")))


def _lines(kb: KnowledgeBase, root: str) -> Iterator[str]:
    for triple in kb.match(None, TYPE, _PACK):
        place = kb.place(triple)
        if place is not None and place.file.startswith(root):
            yield kb.label(triple.subject)
            for word, property_ in _SAID:
                values = ", ".join(_shown(value) for value in kb.objects(triple.subject, property_))
                if values:
                    yield f"{word}: {values}"
    for triple in kb.match(None, _RETIRES, None):
        place = kb.place(triple)
        if place is not None and place.file.startswith(root):
            reason = kb.text(triple.subject, _REASON)
            yield f"retires {kb.label(triple.object)}: {reason or 'no reason given'}"


def _shown(value: Term) -> str:
    return value.lexical if isinstance(value, Literal) else local_name(value) if isinstance(value, IRI) else "unnamed"
