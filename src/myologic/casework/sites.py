"""Sites of muscles as the rules made them: which muscle, which side, which part, what lies within."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.casework.lookups import Site, lookups
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

COVERS = kb_("covers")


def site(kb: Reading, node: Term) -> Site | None:
    """The site that a node stands for, or None where it is none."""
    return lookups(kb).site(node)


def sites(kb: Reading, nodes: Iterable[Term]) -> tuple[Site, ...]:
    """The sites of several nodes, sorted by address."""
    find = lookups(kb).site
    found = [each for each in map(find, nodes) if each is not None]
    return tuple(sorted(found, key=lambda each: each.node.value))


def whole_site(muscle: IRI, side: str) -> IRI:
    """The node of a whole muscle on one side."""
    return IRI(f"{muscle.value}@{side}")


__all__ = ["COVERS", "Site", "site", "sites", "whole_site"]
