"""What a retirement takes out of use before anything is concluded: the claims and things it names, all but their names."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.terms import IRI, RDFS, Term, Triple
from myologic.kb.content import ReadFile
from myologic.kb.vocabulary import DCT, SKOS, kb_

RETIRES = kb_("retires")


def without_retired(files: Sequence[ReadFile]) -> list[ReadFile]:
    """Content without what is said of, and with, anything that a retirement names.

    What stays of a retired thing are its labels, sources and dates, so that it can still be named and explained.

    Parameters
    ----------
    files
        Content as read.
    """
    retired = {each.triple.object for read in files for each in read.statements if each.triple.predicate == RETIRES}
    return [_used(read, retired) for read in files] if retired else list(files)


def _used(read: ReadFile, retired: set[Term]) -> ReadFile:
    kept = tuple(each for each in read.statements if _is_used(each.triple, retired))
    if len(kept) == len(read.statements):
        return read
    return ReadFile(read.file, read.text, kept, read.rules, read.prefixes)


def _is_used(triple: Triple, retired: set[Term]) -> bool:
    predicate = triple.predicate
    if predicate == RETIRES:
        return True
    if triple.subject in retired:
        return isinstance(predicate, IRI) and predicate.value.startswith((SKOS, RDFS, DCT))
    return triple.object not in retired
