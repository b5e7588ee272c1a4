"""Sites of muscles as the rules made them: which muscle, which side, which part, what lies within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

SITE_OF, SITE_SIDE, LIMITED_TO, WHOLE_OF = kb_("siteOf"), kb_("siteSide"), kb_("limitedTo"), kb_("wholeOf")
COVERS, HAS_PART, CODE = kb_("covers"), kb_("hasPart"), kb_("code")


@dataclass(frozen=True, slots=True)
class Site:
    """A muscle, or a part of it, on one side.

    Parameters
    ----------
    node
        The node that stands for it.
    muscle
        The muscle or group.
    side
        "left" or "right".
    part
        The part or position that it is limited to, or None.
    """

    node: IRI
    muscle: IRI
    side: str
    part: str | None


def site(kb: Reading, node: Term) -> Site | None:
    """The site that a node stands for, or None where it is none."""
    muscle, side = kb.value(node, SITE_OF), kb.value(node, SITE_SIDE)
    if not isinstance(node, IRI) or not isinstance(muscle, IRI) or side is None:
        return None
    return Site(node, muscle, kb.text(side, CODE) or kb.label(side), kb.text(node, LIMITED_TO))


def sites(kb: Reading, nodes: Iterable[Term]) -> tuple[Site, ...]:
    """The sites of several nodes, sorted by address."""
    found = (site(kb, node) for node in nodes)
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.node.value))


def whole_site(kb: Reading, muscle: IRI, side: str) -> IRI:
    """The node of a whole muscle on one side."""
    return IRI(f"{muscle.value}@{side}")


def covered(kb: Reading, node: IRI) -> tuple[IRI, ...]:
    """Everything that lies within a site, itself included."""
    return tuple(each for each in kb.objects(node, COVERS) if isinstance(each, IRI))


def children(kb: Reading, where: Site) -> Iterator[IRI]:
    """The next smaller sites of a whole muscle: those of its written parts, on the same side."""
    for part in kb.objects(where.muscle, HAS_PART):
        if isinstance(part, IRI):
            yield whole_site(kb, part, where.side)


@lru_cache(maxsize=512)
def side_words(side: str) -> str:
    """How a side is said after a name."""
    return "both sides" if side == "both" else side


def literal_text(term: Term | None) -> str | None:
    """The text of a literal, or None."""
    return term.lexical if isinstance(term, Literal) else None
